#!/usr/bin/env bats
# fleet_status: what a real Redis, or a cluster, knows of bots; what a real runner tells it; what others wrote there.
# shellcheck disable=SC2030,SC2031,SC2154 # variables that bats and the support files set; each test has its own
load ../support/runner
bats_require_minimum_version 1.5.0

setup_test() {
  unset MM_FREEZE_UTC_ISO
  export COLUMNS=80
  setup_runner
}

# fill WHAT: make_fleet.py's keys.
fill() {
  python3 "$SOAK_SOURCE_ROOT/test/support/make_fleet.py" "$1" | cli --pipe >pipe.log
}

# fleet OPTION…: as of the time that make_fleet.py is about; sets $status, $output, $stderr.
fleet() {
  run --separate-stderr fleet_status --redis-url "$url" --now 2026-01-17T12:00:00Z "$@"
}

@test "worst first, why, and how many are how bad; 80 columns" {
  start_redis
  fill 100
  fleet
  assert_status 0
  [ "$stderr" = '' ] || fail "$stderr"
  [ "$(printf '%s\n' "$output" | wc -L)" -le 80 ]
  [ "${lines[0]}" = 'now      env:exchange        open  windows     heartbeat  phase      journal' ] || fail "${lines[0]}"
  [ "${lines[1]}" = 'CRIT     prod-1:exchange050  3+0   1 h 00 min  2 min      live-econ  #336' ] || fail "${lines[1]}"
  [ "${lines[2]}" = '         open: BTCUSDT edge_bps since 2026-01-17T09:00:00Z' ] || fail "${lines[2]}"
  assert_output_has 'UNKNOWN  prod-1:exchange001'
  assert_output_has "the runner's next cycle is overdue, last heard of 2026-01-15T03:00:00Z"
  assert_output_has '100 bots: 2 CRIT, 2 UNKNOWN, 4 WARN, 92 OK; 2026-01-17T12:00:00Z,'
  COLUMNS=140 fleet
  assert_output_has '#336 1f2e3d4c'
  fleet --exit-on-crit
  assert_status 1
}

@test "JSON: one object, null for what is not known" {
  start_redis
  fill 60
  cli SET ci:okx:soak:alert_state '{}' >/dev/null
  fleet --json
  assert_status 0
  [ "$stderr" = '' ] || fail "$stderr"
  printf '%s\n' "$output" >fleet.json
  [ "$(jq -r '.worst, (.bots | length), .bots[0].now, .bots[0].open_incidents' fleet.json | xargs)" = 'CRIT 61 CRIT 3' ]
  [ "$(jq -c '.bots[] | select(.env == "ci") | [.now, .open_incidents, .heartbeat_age_sec, .phase, .reasons]' fleet.json)" = \
    '["UNKNOWN",null,null,null,["NOT_TOLD","NO_RUNNER"]]' ]
}

@test "a cluster: the bots of every master, and a node that is down is said" {
  start_cluster
  fill_cluster 40
  fleet
  assert_status 0
  assert_output_has '40 bots: 1 CRIT, 1 UNKNOWN, 2 WARN, 36 OK'
  kill -KILL "$redis_pid"
  wait "$redis_pid" || true
  fleet --json
  printf '%s\n' "$output" | jq -e '.problems | length > 0' >/dev/null || fail 'says nothing of the node that is down'
  [ "$(printf '%s\n' "$output" | jq -r .worst)" != OK ]
}

# A runner that is told of a cluster must not be told of one node's bots only.
fill_cluster() {
  python3 "$SOAK_SOURCE_ROOT/test/support/make_fleet.py" "$1" >resp
  python3 - resp >lines <<'END'
import sys
data = open(sys.argv[1], "rb").read()
while data:
    head, data = data.split(b"\r\n", 1)
    words = []
    for _ in range(int(head[1:])):
        size, data = data.split(b"\r\n", 1)
        words.append(data[:int(size[1:])])
        data = data[int(size[1:]) + 2:]
    print(" ".join('"' + "".join(f"\\x{byte:02x}" for byte in word) + '"' for word in words))
END
  redis-cli -c -p "$port" <lines >cluster.log
}

@test "what a real runner tells: well, an outage, nothing to analyze" {
  start_redis
  value() { fleet_status --redis-url "$url" --json | jq -r ".bots[0] | $1"; }
  cycle() { once --env prod --exchange bybit --max-window-age-min 0; }
  fake --ok
  cycle
  assert_status 0
  [ "$(value '[.now, .open_incidents] | join(" ")')" = 'OK 0' ] || fail "$(value .)"
  [ "$(value '.heartbeat_age_sec < 60')" = true ]
  [ "$(cli TTL prod:bybit:soak:fleet)" -gt 2500000 ]
  fake --outage
  cycle
  [ "$(value .now)" = CRIT ] || fail "$(value .)"
  [ "$(value '.open_crit > 0')" = true ]
  case $(value .worst) in 'BTCUSDT edge_bps since '*) ;; *) fail "$(value .worst)" ;; esac
  rm -f fake/FAKE_*.json
  cycle
  assert_status 3
  [ "$(value '[.now, .reasons[]] | join(" ")')" = 'UNKNOWN ANALYSIS_FAILS' ] || fail "$(value .)"
}

@test "a symbol that is silent altogether is one incident, as in the report and in soak status" {
  start_redis
  mkdir fake
  python3 - >fake/FAKE_1.json <<'END'
import json, time
now = int(time.time()) // 3600 * 3600
for w in range(24):
    for symbol in ("AAA", "BBB") if w < 12 else ("AAA",):
        print(json.dumps({"symbol": symbol, "timestamp": now - (23 - w) * 3600, "net_bps": 3, "maker_taker_ratio": 0.9,
                          "p95_latency_ms": 250, "risk_ratio": 0.3}))
END
  once --env prod --exchange bybit
  assert_status 0
  assert_file_has reports/analysis/POST_SOAK_ANALYSIS.md '1 incident is open'
  run -0 status
  assert_output_has '1 incident open'
  run -0 fleet_status --redis-url "$url"
  grep -qE '^UNKNOWN +prod:bybit +1\+0 ' <<<"$output" || fail "$output"
  assert_output_has 'open: BBB (all metrics) since 20'
  # What only an export tells is the same number.
  cli DEL prod:bybit:soak:fleet >/dev/null
  [ "$(fleet_status --redis-url "$url" --json | jq '.bots[0].open_incidents')" = 1 ]
}

@test "a rehearsal is no bot" {
  start_redis
  generate_fake_summary --out fake 2>/dev/null
  once --env prod --exchange bybit --rehearsal
  assert_status 0
  run fleet_status --redis-url "$url"
  assert_status 3
  assert_output_has 'Redis knows no bot yet: continuous_runner tells it of one'
}

@test "what others wrote is bounded, escaped and never OK" {
  start_redis
  fill hostile
  fleet
  assert_status 0
  printf '%s\n' "$output" | LC_ALL=C grep -q '[^ -~]' && fail 'not ASCII'
  [ "$(printf '%s\n' "$output" | wc -L)" -le 80 ]
  assert_output_has '1 place left out: not the name of an env:exchange'
  assert_output_has 'UNKNOWN  prod:huge'
  assert_output_has 'unusable: soak:summary'
  assert_output_has 'unusable: soak:fleet'
  fleet --html page.html
  assert_file_lacks page.html '<script>alert'
  [ "$(grep -o '<script' page.html | wc -l)" = 1 ]
}

@test "a Redis that is away or refuses: status 3, and the page says so rather than stay as it was" {
  start_redis
  fill 3
  fleet --html page.html
  assert_status 0
  assert_file_has page.html '3 bots'
  cli CONFIG SET requirepass redis-secret >/dev/null
  fleet --html page.html
  assert_status 3
  assert_output_has 'UNKNOWN  '
  assert_output_has 'NOAUTH'
  assert_file_has page.html 'NOAUTH'
  assert_file_lacks page.html '3 bots'
  url=redis://127.0.0.1:1/0
  fleet --html page.html --json
  assert_status 3
  assert_file_has page.html 'Connection refused'
  [ "$(printf '%s\n' "$output" | jq -r .worst)" = UNKNOWN ]
}

@test "the page goes to a file or, alone, to standard output" {
  start_redis
  fill 3
  fleet --html -
  assert_status 0
  case ${lines[0]} in '<!DOCTYPE html>'*) ;; *) fail 'no page' ;; esac
  case $output in *'3 bots; '*) fail 'more than the page' ;; esac
  fleet --html - --json
  assert_status 2
  fleet --html - --watch
  assert_status 2
  touch file
  fleet --html file/page.html
  assert_status 4
}

@test "--watch looks again, and finds a Redis that came back" {
  start_redis
  fill 1
  fleet_status --redis-url "$url" --watch --watch-sec 1 --json --html page.html >watch.log 2>&1 3>&- &
  watch_pid=$!
  redis_pids+=("$watch_pid")
  wait_for grep -q 'exchange000' watch.log
  assert_file_has page.html 'Renews itself every 1 s.'
  kill -KILL "$redis_pid"
  wait "$redis_pid" || true
  wait_for grep -q 'Connection refused' page.html
  redis-server --port "$port" --bind 127.0.0.1 --save '' >redis-again.log 2>&1 3>&- &
  redis_pids+=("$!")
  wait_for server_answers "$port"
  fill 2
  wait_for grep -q 'exchange001' page.html
  kill -TERM "$watch_pid"
  wait "$watch_pid"
}
