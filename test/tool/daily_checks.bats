#!/usr/bin/env bats
# full_accept, ready_gate, daily_check, cron_sentinel, daily_digest, weekly_rollup.
# shellcheck disable=SC2016,SC2154,SC2119,SC2120 # texts for a later shell; variables that bats sets
load ../support/common
bats_require_minimum_version 1.5.0

setup_test() {
  unset MM_FREEZE_UTC_ISO
  mkdir -p artifacts/history
}

# Key artifacts whose time is $1 (seconds since the epoch, default now).
good_artifacts() {
  local ts=${1:-$(date +%s)}
  printf '{"readiness":%s,"scale":100,"checks":[{"name":"readiness","ok":true,"value":90,"threshold":85}],"timestamp":%s,"verdict":"PASS"}' \
    "${readiness:-90}" "$ts" >artifacts/KPI_GATE.json
  printf '{"net_bps":%s,"taker_ratio":0.1,"latency":{"p50":200,"p95":300,"p99":320},"symbols":{},"total":{},"timestamp":%s}' \
    "${net_bps:-3}" "$ts" >artifacts/EDGE_REPORT.json
  printf '{"advice":["do this"],"buckets":[],"ts":%s}' "$ts" >artifacts/EDGE_SENTINEL.json
  printf '{"status":"OK","sections":[{"name":"x","status":"OK","details":"y"}],"ts":%s}' "$ts" \
    >artifacts/FULL_STACK_VALIDATION.json
}

epoch() { date -u -d "$1" +%s; }

@test "full_accept names file, pointer and expectation, and counts errors" {
  good_artifacts
  printf '{"readiness":"high","checks":[],"timestamp":1,"verdict":"PASS"}' >artifacts/KPI_GATE.json
  : >artifacts/EDGE_SENTINEL.json
  rm artifacts/EDGE_REPORT.json
  run --separate-stderr full_accept
  assert_status 1
  [ "$output" = 'event=full_accept status=FAIL files_checked=4 errors=3' ]
  output=$stderr
  assert_output_has '[ERROR] artifacts/KPI_GATE.json: /readiness: expected a number from 0 to 100, found the string "high"'
  assert_output_has 'cannot use artifacts/EDGE_SENTINEL.json: is empty, expected JSON'
  assert_output_has 'cannot read artifacts/EDGE_REPORT.json: No such file or directory'
}

@test "ready_gate: 85 passes, less does not, nothing usable exits 3" {
  readiness=85 good_artifacts
  run ready_gate
  assert_status 0
  [ "$output" = 'event=ready_gate status=OK readiness=85 min_readiness=85' ]
  readiness=84.99 good_artifacts
  run ready_gate
  assert_status 1
  [ "$output" = 'event=ready_gate status=FAIL readiness=84.99 min_readiness=85' ]
  printf '{"readiness":null}' >artifacts/KPI_GATE.json
  run ready_gate
  assert_status 3
  rm artifacts/KPI_GATE.json
  run ready_gate
  assert_status 3
  run ready_gate --min-readiness 101
  assert_status 2
}

@test "daily_check: fresh and within limits, then not" {
  good_artifacts
  run daily_check
  assert_status 0
  assert_output_has 'event=daily_check check=readiness status=OK value=90.00 limit=85.00'
  [ "${lines[-1]}" = 'RESULT=OK failed=0 warned=0 checked=8' ]
  net_bps=2.2 good_artifacts
  run daily_check
  assert_status 0
  [ "${lines[-1]}" = 'RESULT=OK failed=0 warned=1 checked=8' ]
  net_bps=1.9 good_artifacts "$(($(date +%s) - 90000))"
  run --separate-stderr daily_check
  assert_status 1
  [ "${lines[-1]}" = 'RESULT=FAIL failed=4 warned=0 checked=8' ]
}

@test "the sentinel's lines are the documented ones" {
  good_artifacts "$(epoch 2026-01-14T12:00:00Z)"
  run cron_sentinel --tz Europe/Berlin --window-hours 24 --artifacts-dir artifacts --dry --now 2026-01-14T12:01:40Z
  assert_status 0
  now=$(epoch 2026-01-14T12:01:40Z)
  [ "${lines[0]}" = "event=sentinel_check target=KPI_GATE status=OK age_sec=100 now=$now" ]
  [ "${lines[4]}" = 'RESULT=OK missing=0 stale=0 checked=4' ]
  [ ! -e artifacts/CRON_SENTINEL.json ]
}

@test "missing, stale, malformed and future artifacts all fail the sentinel" {
  good_artifacts "$(epoch 2026-01-14T12:00:00Z)"
  rm artifacts/KPI_GATE.json
  : >artifacts/EDGE_REPORT.json
  printf '{"ts":"yesterday"}' >artifacts/EDGE_SENTINEL.json
  run --separate-stderr cron_sentinel --now 2026-01-15T12:00:01Z
  assert_status 1
  [[ ${lines[0]} == 'event=sentinel_check target=KPI_GATE status=MISSING age_sec=-1 now='* ]]
  [[ ${lines[1]} == 'event=sentinel_check target=FULL_STACK_VALIDATION status=STALE age_sec=86401 now='* ]]
  [ "${lines[4]}" = 'RESULT=FAIL missing=3 stale=1 checked=4' ]
  jq -e '.status == "FAIL" and .missing == 3 and .stale == 1' artifacts/CRON_SENTINEL.json
  [ "$(tail -n 1 artifacts/CRON_SENTINEL.md)" = 'RESULT=FAIL missing=3 stale=1 checked=4' ]
  good_artifacts "$(epoch 2026-01-14T12:00:00Z)"
  run --separate-stderr cron_sentinel --dry --now 2026-01-14T11:59:59Z
  assert_status 1
  [ "${lines[4]}" = 'RESULT=FAIL missing=0 stale=4 checked=4' ]
  [[ $stderr == *'its time lies in the future'* ]]
}

@test "ages are elapsed seconds across both changes of clocks in Berlin" {
  good_artifacts "$(epoch 2026-10-24T10:00:00Z)"
  run --separate-stderr cron_sentinel --dry --now 2026-10-25T10:30:00Z # 23:30 h on the wall, 24:30 h passed
  assert_status 1
  [[ ${lines[0]} == *'status=STALE age_sec=88200 '* ]]
  run --separate-stderr cron_sentinel --dry --now 2026-10-25T10:30:00Z --grace 30m
  assert_status 0
  good_artifacts "$(epoch 2026-03-28T11:00:00Z)"
  run --separate-stderr cron_sentinel --dry --now 2026-03-29T10:30:00Z # 24:30 h on the wall, 23:30 h passed
  assert_status 0
  [[ ${lines[0]} == *'status=OK age_sec=84600 '* ]]
}

@test "Monday is Monday in the zone, on both sides of a change of clocks" {
  checked() { cron_sentinel --dry --tz "$1" --now "$2" 2>/dev/null | tail -n 1 | sed 's/.*checked=//'; }
  good_artifacts 1
  [ "$(checked Europe/Berlin 2026-03-29T21:59:59Z)" = 4 ] # Sunday 23:59:59, summer time since this morning
  [ "$(checked Europe/Berlin 2026-03-29T22:00:00Z)" = 5 ]
  [ "$(checked Europe/Berlin 2026-10-25T22:59:59Z)" = 4 ] # Sunday 23:59:59, winter time since this morning
  [ "$(checked Europe/Berlin 2026-10-25T23:00:00Z)" = 5 ]
  [ "$(checked UTC 2026-10-25T23:00:00Z)" = 4 ]
  [ "$(checked Europe/Berlin 2026-10-26T22:59:59Z)" = 5 ]
  [ "$(checked Europe/Berlin 2026-10-26T23:00:00Z)" = 4 ]
  run cron_sentinel --tz Nowhere/City --dry
  assert_status 2
}

@test "the weekly rollup has a week, mtime stands in where there is no time inside" {
  good_artifacts "$(epoch 2026-01-12T11:00:00Z)"
  printf '{"ts":%s}' "$(epoch 2026-01-05T12:00:00Z)" >artifacts/WEEKLY_ROLLUP.json
  run cron_sentinel --dry --now 2026-01-12T12:00:00Z
  assert_status 0
  run --separate-stderr cron_sentinel --dry --now 2026-01-12T12:00:01Z
  assert_status 1
  printf 'x\n' >own.log
  touch -d 2026-01-14T11:00:00Z own.log
  good_artifacts "$(epoch 2026-01-14T11:00:00Z)"
  run cron_sentinel --dry --now 2026-01-14T12:00:00Z --watch bot=own.log:1
  assert_status 0
  assert_output_has 'target=bot status=OK age_sec=3600 '
  run --separate-stderr cron_sentinel --dry --now 2026-01-14T12:00:01Z --watch bot=own.log:1
  assert_status 1
  run cron_sentinel --watch nonsense
  assert_status 2
}

@test "the digest: light, trend against yesterday, advice, journal" {
  net_bps=2 readiness=95 good_artifacts
  cp artifacts/KPI_GATE.json artifacts/history/KPI_GATE_2026-01-13.json
  cp artifacts/EDGE_REPORT.json artifacts/history/EDGE_REPORT_2026-01-13.json
  good_artifacts
  MM_FREEZE_UTC_ISO=2025-01-01T00:00:00Z run daily_digest --now 2026-01-14T12:00:00Z
  assert_status 0
  [ "$output" = 'event=daily_digest light=GREEN out=artifacts/DAILY_DIGEST.md' ]
  assert_file_has artifacts/DAILY_DIGEST.md 'Generated: 2025-01-01 00:00:00 UTC'
  assert_file_has artifacts/DAILY_DIGEST.md '# Daily digest 2026-01-14'
  grep -qE '^\| net_bps +\| 3.00 +\| 2.00 +\| \+1.00 +\| UP +\| OK' artifacts/DAILY_DIGEST.md
  grep -qE '^\| readiness +\| 90.00 +\| 95.00 +\| -5.00 +\| DOWN' artifacts/DAILY_DIGEST.md
  assert_file_has artifacts/DAILY_DIGEST.md '- do this'
  if LC_ALL=C grep -q '[^ -~]' artifacts/DAILY_DIGEST.md; then fail 'the digest is ASCII'; fi
}

@test "the digest as JSON says what the page says, and nothing else goes to standard output" {
  good_artifacts
  run --separate-stderr daily_digest --json --now 2026-01-15T12:00:00Z
  [ "$(jq -r '.light, .date' <<<"$output" | tr '\n' ' ')" = "$(sed -n 's/.*Light: \(.*\)\*\*/\1/p' artifacts/DAILY_DIGEST.md) 2026-01-15 " ]
  [[ $stderr == *'event=daily_digest light='* ]]
  jq -e '(.metrics | length == 6) and (.metrics[0] | has("today") and has("yesterday") and .metric == "readiness") and
    (.recommendations | length > 0) and has("open") and has("journal") and has("silenced")' <<<"$output"
  run daily_digest --json --out -
  assert_status 2
}

@test "the digest shows what is silenced, of every environment, as long as it is" {
  good_artifacts "$(epoch 2026-01-15T11:00:00Z)"
  mkdir -p artifacts/state/silences
  echo '{"acks":[{"id":"A:edge_bps:x","level":"CRIT","at":"2026-01-15T10:00:00Z","until":"2026-01-15T18:00:00Z","by":"anna"}],"silences":[]}' \
    >artifacts/state/silences/prod_bybit.json
  echo '{"acks":[],"silences":[{"below":"CRIT","at":"2026-01-01T00:00:00Z","daily_from":1320,"daily_to":420,"zone":"UTC"}]}' \
    >artifacts/state/silences/dev_bybit.json
  daily_digest --now 2026-01-15T12:00:00Z
  sed 's/[\\]//g' artifacts/DAILY_DIGEST.md >plain # what Markdown would take for markup is escaped
  assert_file_has plain '- prod_bybit: ACK id=A:edge_bps:x level=CRIT until=2026-01-15T18:00:00Z by="anna"'
  assert_file_has plain '- dev_bybit: SILENCE below=CRIT daily=22:00-07:00 tz=UTC'
  daily_digest --now 2026-01-15T19:00:00Z
  assert_file_lacks artifacts/DAILY_DIGEST.md 'ACK'
  assert_file_has artifacts/DAILY_DIGEST.md 'SILENCE'
}

@test "a digest whose inputs are unusable is RED, says why, and exits 3" {
  good_artifacts
  : >artifacts/KPI_GATE.json
  run daily_digest
  assert_status 3
  assert_file_has artifacts/DAILY_DIGEST.md '**Light: RED**'
  assert_file_has artifacts/DAILY_DIGEST.md 'is empty, expected JSON'
  run daily_digest --out -
  assert_output_has '**Light: RED**'
  run daily_digest --out /proc/none/x
  assert_status 4
}

@test "hostile text in an artifact cannot break out of the digest" {
  good_artifacts
  printf '{"advice":["<script>\\n# heading\\u001b[31m | x"],"buckets":[],"ts":1}' >artifacts/EDGE_SENTINEL.json
  run daily_digest --out -
  assert_status 0
  if printf '%s' "$output" | grep -qE '<script>|^# heading'; then fail 'markup got through'; fi
}

@test "the rollup needs enough days, and says GO or NO-GO" {
  run weekly_rollup --now 2026-01-14T12:00:00Z
  assert_status 3
  for day in 08 09 10 11 12 13; do
    good_artifacts
    cp artifacts/KPI_GATE.json "artifacts/history/KPI_GATE_2026-01-$day.json"
    cp artifacts/EDGE_REPORT.json "artifacts/history/EDGE_REPORT_2026-01-$day.json"
  done
  run weekly_rollup --now 2026-01-14T12:00:00Z
  assert_status 0
  [ "$output" = 'event=weekly_rollup verdict=GO from=2026-01-08 to=2026-01-14 days=6' ]
  jq -e '.period == {"from":"2026-01-08","to":"2026-01-14"} and .metrics.net_bps.median == 3 and .verdict == "GO"' \
    artifacts/WEEKLY_ROLLUP.json
  assert_file_has artifacts/WEEKLY_ROLLUP.md '**Verdict: GO** (6 of 7 days)'
  run --separate-stderr weekly_rollup --now 2026-01-18T12:00:00Z
  assert_status 1
  [ "$output" = 'event=weekly_rollup verdict=NO-GO from=2026-01-12 to=2026-01-18 days=2' ]
}
