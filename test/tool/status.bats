#!/usr/bin/env bats
# soak status: an empty directory, a run, a walk under way, a runner that lives, is late or was killed, Redis or none.
# shellcheck disable=SC2154 # variables that bats and the support files set
load ../support/runner
bats_require_minimum_version 1.5.0

setup_test() {
  unset MM_FREEZE_UTC_ISO
  export COLUMNS=500  # a fact stands on one line
  setup_runner
}

# shows OPTION…: the page, which never fails.
shows() {
  run --separate-stderr status --lock-file "$work/lock" "$@"
  assert_status 0
  [ "$stderr" = '' ] || fail "$stderr"
}

# value FILTER [OPTION…]: of the JSON.
value() {
  local filter=$1
  shift
  status --lock-file "$work/lock" --json "$@" | jq -r "$filter"
}

@test "an empty directory: what is missing is said, and nothing is written" {
  before=$(find . ! -path './tmp*' ! -path './log*' | sort)
  shows
  for line in 'no journal yet' 'no analysis yet' 'none sent yet' 'no runner yet' 'no KPI_GATE.json yet' 'none was built yet'; do
    assert_output_has "$line"
  done
  [ "$(value '[.phase, .analysis, .alert, .export, .runner, .gate] | map(.light) | unique[]')" = NONE ]
  diff <(echo "$before") <(find . ! -path "./tmp*" ! -path "./log*" ! -name "separate-stderr*" | sort)
  LC_ALL=C run ! grep -P '[^\x00-\x7F]' <(status)
}

@test "a demo run: the verdict, the worst metrics, an exit status on demand" {
  "$SOAK_SOURCE_ROOT/scripts/demo" "$SOAK_BIN" >/dev/null 2>&1
  shows
  assert_output_has 'verdict   WARN, crit=0 warn=2 ok=10, 24 windows of 3 symbols'
  assert_output_has 'now WARN, 1 incident open'
  assert_output_has 'WARN ETHUSDT edge_bps since 2026-01-13T04:00:00Z, worst 2.28 (limit 2.5)'
  shows --exit-on-crit
  fake
  analyze_post_soak --iter-glob 'fake/FAKE_*.json' 2>/dev/null
  run status --exit-on-crit
  assert_status 1
  assert_output_has 'verdict   CRIT'
  [ "$(value .analysis.verdict)" = CRIT ]
  [ "$(value '.analysis.worst[0].status')" = CRIT ]
}

@test "the windows themselves: none, simulated, fresh without an analysis, old" {
  shows
  assert_output_has 'windows   none in artifacts/soak/latest'
  assert_output_has 'next: soak init --bot hummingbot|ccxt|passivbot|nautilus|windows'
  [ "$(value .windows.light)" = NONE ]
  mkdir -p artifacts/soak/latest
  "$SOAK_SOURCE_ROOT/scripts/sample-bot" --seed 7 >artifacts/soak/latest/ITER_SUMMARY_1.json
  shows
  assert_output_has 'simulated (source sample-bot), not your bot'
  [ "$(value '.windows | "\(.light) \(.files) \(.source)"')" = 'WARN 1 sample-bot' ]
  sed -i 's/"sample-bot"/"mine"/' artifacts/soak/latest/ITER_SUMMARY_1.json
  shows
  assert_output_has "next: soak analyze_post_soak --iter-glob 'artifacts/soak/latest/ITER_SUMMARY_*.json'"
  SOAK_LIBEXEC=$SOAK_BIN PATH=$SOAK_SOURCE_ROOT/scripts:$PATH run bash -c "$(value .windows.next)"
  assert_status 0
  [ "$(value '.windows | "\(.light) \(.next)"')" = 'OK ' ]
  shows --now "$(date -u -d '+25 hours' +%FT%TZ)"
  assert_output_has '; older than 1 d 0 h'
  assert_output_has 'next: soak fills_to_windows --follow, or the bot itself: look whether it still runs'
}

@test "a whole day: gate, digest and bundle, on time and overdue" {
  "$SOAK_SOURCE_ROOT/scripts/demo" "$SOAK_BIN" >/dev/null 2>&1
  "$SOAK_SOURCE_ROOT/scripts/ops/daily.sh" >/dev/null 2>&1
  "$SOAK_SOURCE_ROOT/scripts/ops/ready-bundle.sh" >/dev/null 2>&1
  shows
  assert_output_has 'gate      open, readiness'
  [ "$(value '.due | map(select(.overdue)) | length')" = 0 ]
  [ "$(value '.due | map(.name) | sort | join(" ")')" = 'bundle daily weekly' ]
  # Whatever day and hour it is: at noon the daily routine is long due, and the rollup, if today is a Monday and there is
  # one, was made after the midnight at which the weekly routine is asked for here.
  later=$(date -u -d '+6 days' +%FT12:00:00Z)
  [ "$(value '.due | map(select(.overdue) | .name) | sort | join(" ")' --now "$later" --weekly-at 00:00)" = 'bundle daily' ]
  shows --now "$later"
  assert_output_has 'OVERDUE'
}

@test "a walk under way: phase, process, last tick, next tick, end; then stopped, then failed" {
  bot="$SOAK_SOURCE_ROOT/scripts/sample-bot --seed 7"
  soak_run --shadow-hours 0.01 --canary-hours 0.01 --live-hours 0 --tick-sec 18 --window-cmd "$bot" \
    --hook-dir "$SOAK_SOURCE_ROOT/scripts/hooks" --out artifacts/soak_reports/now.json 3>&- >walk.log 2>&1 &
  walk=$!
  redis_pids+=("$walk")
  wait_for test -s artifacts/SOAK_JOURNAL.jsonl
  wait_for grep -q '"ticks": 1' artifacts/soak_reports/now.json
  [ "$(value '[.phase.phase, .phase.alive, .phase.last_tick.status, .phase.light] | map(tostring) | join(" ")')" = 'shadow true CONTINUE OK' ]
  shows
  assert_output_has "process $walk"
  left=$(value '((.phase.until | fromdate) - (.now | fromdate))')
  [ "$left" -ge 20 ] && [ "$left" -le 37 ]
  left=$(value '((.due[] | select(.name == "tick") | .at | fromdate) - (.now | fromdate))')
  [ "$left" -ge 5 ] && [ "$left" -le 19 ]
  kill -TERM "$walk"
  wait "$walk" || true
  shows
  assert_output_has 'but no soak_run is alive: start it again with the same arguments'
  [ "$(value .phase.light)" = WARN ]
  soak_run --virtual-start 2026-01-05T21:00:00Z --restart --shadow-hours 1 --canary-hours 1 --live-hours 1 \
    --window-cmd "$bot --degrade edge --degrade-in canary" --hook-dir "$SOAK_SOURCE_ROOT/scripts/hooks" \
    --out artifacts/soak_reports/now.json >/dev/null 2>&1 || true
  shows
  assert_output_has 'canary failed'
  assert_output_has 'the last tick of canary is FAIL'
  [ "$(value '[.phase.light, .phase.last_tick.action, (.phase.last_tick.fail_streak | tostring)] | join(" ")')" = 'CRIT REGION_STEP_DOWN 3' ]
}

@test "a living runner, its next cycle, its alert and debounce; killed it is seen" {
  fake
  start_runner --alert console --interval-min 30 --no-export
  wait_for test -s artifacts/state/alert_state.json
  wait_for grep -q heartbeat_at.*Z artifacts/state/runner_state.json
  [ "$(value '[.runner.alive, .runner.pid, .runner.interval_min, .runner.light] | map(tostring) | join(" ")')" = "true $runner_pid 30 OK" ]
  left=$(value '((.due[] | select(.name == "runner cycle") | .at | fromdate) - (.now | fromdate))')
  [ "$left" -ge 1700 ] && [ "$left" -le 1800 ]
  [ "$(value '[.alert.last_level, .alert.debounce_remaining_min] | map(tostring) | join(" ")')" = 'CRIT 180' ]
  [ "$(value .runner.light --now "$(date -u -d '+2 hours' +%FT%TZ)")" = CRIT ]
  run status  # the lock is where the runner's state says
  assert_output_has "running, process $runner_pid"
  kill -KILL "$runner_pid"
  wait "$runner_pid" || true
  shows
  assert_output_has 'its lock file was left behind'
}

# edges VALUE…: BTCUSDT's windows in fake/, an hour apart.
edges() {
  local i=0 edge
  mkdir -p fake
  for edge in "$@"; do
    i=$((i + 1))
    printf '{"symbol":"BTCUSDT","iteration":%d,"timestamp":%d,"edge_bps":%s,"maker_taker_ratio":0.9,"p95_latency_ms":200,"risk_ratio":0.2}\n' \
      "$i" $((1767600000 + i * 3600)) "$edge" >"fake/FAKE_$i.json"
  done
}

@test "what gets worse is remembered from the cycle that confirmed it, until it is over" {
  edges 5.1 5 5.2 4.9 4.8 4.9 4.7 4.6 4.7 4.5 4.4 4.5 4.3 4.2 4.3
  once --no-export
  assert_status 0
  shows
  assert_output_has 'getting worse: BTCUSDT edge_bps, -0.9'
  since=$(value '.runner.drifts[0].since')
  [ "$(value '.runner.drifts | length')" = 1 ]
  sleep 1
  once --no-export
  [ "$(value '.runner.drifts[0].since')" = "$since" ]
  edges 5.1 4.2 5.2 4.3 4.8 4.9 4.7 4.6 4.7 5.1 4.4 5.2 4.3 5.1 5
  once --no-export
  [ "$(value '.runner.drifts | length')" = 0 ]
}

@test "an alert that waits for a channel, and exports that fail" {
  fake
  start_chat
  behave slack 500
  once "${chat_options[@]}" --redis-url redis://127.0.0.1:1/0
  shows
  assert_output_has 'waits for slack: CRIT (soak)'
  assert_output_has 'attempts 1, HTTP 500'
  assert_output_has 'export    SKIP, redis_unavailable'
  [ "$(value '[.alert.light, .export.light, .export.consecutive_failures] | map(tostring) | join(" ")')" = 'WARN WARN 1' ]
}

@test "with --redis heartbeat and alert state are Redis's; one that is away is a line" {
  fake
  start_redis
  once --alert console
  [ "$(value '[.alert.from, .alert.last_level] | join(" ")' --redis --redis-url "$url")" = 'redis CRIT' ]
  [ "$(value '(.runner.redis_heartbeat | fromdate) > 0' --redis --redis-url "$url")" = true ]
  cli DEL dev:bybit:soak:alert_state
  shows --redis --redis-url "$url"
  assert_output_has 'alert     none sent yet'
  shows --redis --redis-url "redis://:redis-secret@127.0.0.1:1/0"
  assert_output_has 'heartbeat in Redis: Could not connect to Redis at'
}

@test "files that cannot be used are lines, not errors" {
  mkdir -p artifacts/state/outbox/dev_bybit artifacts/soak_reports reports/analysis
  for file in artifacts/KPI_GATE.json artifacts/SOAK_JOURNAL.jsonl artifacts/soak_reports/x.json reports/analysis/SOAK_SUMMARY.json \
    artifacts/state/alert_state.json artifacts/state/runner_state.json artifacts/state/last_export_status.json \
    artifacts/state/outbox/dev_bybit/soak.json artifacts/RELEASE_STAMP.json; do
    printf '{"broken\xff\x1b[31m": \n' >"$file"
  done
  shows
  [ "$(grep -c 'cannot use' <<<"$output")" -ge 6 ]
  run ! grep -q $'\x1b' <<<"$output"
  value . >/dev/null
  run status --now yesterday
  assert_status 2
  run status --daily-at noon
  assert_status 2
}
