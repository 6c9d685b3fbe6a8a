#!/usr/bin/env bats
# shellcheck disable=SC2154,SC2034,SC2030,SC2031,SC2238 # work, port, url … are shared with the helpers; hash is a file
# The exports against a real redis-server, read back with redis-cli.
load ../support/redis

@test "every redis-cli example of the guide returns what the guide says" {
  start_redis
  cat >VIOLATIONS.json <<'END'
[{"symbol": "BTCUSDT", "metric": "edge_bps", "level": "CRIT", "window_index": 22, "value": 1.9, "threshold": 2.0,
  "note": "Critical edge, stop trading"},
 {"symbol": "BTCUSDT", "metric": "risk_ratio", "level": "WARN", "window_index": null, "value": null, "threshold": null,
  "note": "No valid data"}]
END
  cat >SOAK_SUMMARY.json <<'END'
{"generated_at_utc": "2025-10-21T12:34:56Z", "windows": 24, "min_windows_required": 24, "symbols": {"BTCUSDT": {
  "edge_bps": {"median": 3.2, "last": 3.1, "trend": "↑", "status": "CRIT"},
  "maker_taker_ratio": {"median": 0.84, "last": 0.86, "trend": "≈", "status": "OK"},
  "p95_latency_ms": {"median": 245, "last": 232, "trend": "↓", "status": "OK"},
  "risk_ratio": {"median": 0.33, "last": null, "trend": "≈", "status": "WARN"}}},
 "overall": {"crit_count": 1, "warn_count": 1, "ok_count": 2, "verdict": "CRIT"},
 "meta": {"commit_range": "abc123..def456", "profile": "moderate", "source": "soak"}}
END
  export_violations --ttl 3600 --stream --stream-maxlen 10000
  assert_status 0
  assert_output_has '[INFO] EXPORT_STATUS summary= violations=OK reason='
  cli HGETALL prod:bybit:soak:violations:BTCUSDT >hash
  diff <(head -n 15 hash) - <<'END'
crit_count
1
warn_count
1
last_edge
3.1
last_maker_taker
0.86
last_latency_p95
232
last_risk

verdict
CRIT
updated_at
END
  sed -n 16p hash | grep -qE '^20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z$'
  [ "$(wc -l <hash)" = 16 ]
  [ "$(cli HGET prod:bybit:soak:violations:BTCUSDT verdict)" = CRIT ]
  ttl=$(cli TTL prod:bybit:soak:violations:BTCUSDT)
  [ "$ttl" -gt 3590 ]
  [ "$ttl" -le 3600 ]
  diff <(cli XREAD STREAMS prod:bybit:soak:violations:stream:BTCUSDT 0) - <<'END'
prod:bybit:soak:violations:stream:BTCUSDT
1761050096000-1
metric
edge_bps
level
CRIT
value
1.9
threshold
2
window_index
22
note
Critical edge, stop trading
ts
2025-10-21T12:34:56Z
1761050096000-2
metric
risk_ratio
level
WARN
value

threshold

window_index

note
No valid data
ts
2025-10-21T12:34:56Z
END
  [ "$(cli XLEN prod:bybit:soak:violations:stream:BTCUSDT)" = 2 ]
  [ "$(cli XREVRANGE prod:bybit:soak:violations:stream:BTCUSDT + - COUNT 10 | head -n 1)" = 1761050096000-2 ]
  [ "$(cli XTRIM prod:bybit:soak:violations:stream:BTCUSDT MAXLEN '~' 5000)" = 0 ]
  [ "$(cli TTL prod:bybit:soak:violations:stream:BTCUSDT)" = -1 ]
}

@test "the summary's hash has its fields, its type and its time to live, and the pipe works" {
  start_redis
  printf '{"symbol":"BTCUSDT","net_bps":3.1,"iteration":%s}\n' 1 2 3 |
    analyze_post_soak --iter-glob - --json --out-dir out |
    export_summary_to_redis --summary - --env prod --exchange bybit --redis-url "$url" --ttl 100 >log
  grep -qxF '[INFO] EXPORT_STATUS summary=OK violations= reason=' log
  cli HKEYS prod:bybit:soak:summary | tr '\n' ' ' >keys
  [ "$(cat keys)" = 'windows verdict crit_count warn_count ok_count symbols generated_at updated_at commit_range profile now open_incidents last_window ' ]
  [ "$(field prod:bybit:soak:summary windows)" = 3 ]
  [ "$(field prod:bybit:soak:summary symbols)" = 1 ]
  [ "$(field prod:bybit:soak:summary verdict)" = WARN ]
  [ "$(field prod:bybit:soak:summary generated_at)" = 2025-01-01T00:00:00Z ]
  [ "$(field prod:bybit:soak:summary commit_range)" = '' ]
  [ "$(cli TTL prod:bybit:soak:summary)" -le 100 ]
  [ "$(cli KEYS '*' | wc -l)" = 1 ]
}

@test "no field of an earlier export survives, and a symbol that vanished expires" {
  start_redis
  make_summary '["OLD", "KEPT"]' 1
  export_violations --ttl 2
  export_summary
  cli HSET prod:bybit:soak:violations:KEPT stale 1
  cli HSET prod:bybit:soak:summary stale 1
  make_summary '["KEPT"]' 0
  export_violations
  export_summary
  [ "$(cli HEXISTS prod:bybit:soak:violations:KEPT stale)" = 0 ]
  [ "$(cli HEXISTS prod:bybit:soak:summary stale)" = 0 ]
  [ "$(field prod:bybit:soak:violations:KEPT warn_count)" = 0 ]
  sleep 2.1
  [ "$(cli EXISTS prod:bybit:soak:violations:OLD)" = 0 ]
  [ "$(cli EXISTS prod:bybit:soak:violations:KEPT)" = 1 ]
}

@test "a key of another type is replaced, too" {
  start_redis
  make_summary 1 0
  cli SET prod:bybit:soak:violations:SYM0000USDT text
  export_violations
  assert_output_has 'violations=OK'
  [ "$(field prod:bybit:soak:violations:SYM0000USDT verdict)" = WARN ]
}

@test "exporting the same summary again adds no event, a new summary adds its own" {
  start_redis
  make_summary 3 1500
  export_violations --stream
  assert_output_has 'events_added=4500 events_present=0'
  cli XRANGE prod:bybit:soak:violations:stream:SYM0001USDT - + >first
  export_violations --stream
  assert_output_has 'events_added=0 events_present=4500'
  cli XRANGE prod:bybit:soak:violations:stream:SYM0001USDT - + >second
  diff first second
  make_summary 3 1500 2025-10-21T13:00:00Z
  export_violations --stream
  assert_output_has 'events_added=4500 events_present=0'
  [ "$(cli XLEN prod:bybit:soak:violations:stream:SYM0001USDT)" = 3000 ]
}

@test "no event is lost if a stream has gone on, and none is doubled afterwards" {
  start_redis
  make_summary 1 3 2025-10-21T12:00:00Z
  key=prod:bybit:soak:violations:stream:SYM0000USDT
  cli XADD "$key" 1761048000000-2 by somebody
  export_violations --stream
  assert_output_has 'events_added=3 events_present=0'
  [ "$(cli XLEN "$key")" = 4 ]
  for _ in 1 2; do
    export_violations --stream
    assert_output_has 'events_added=0 events_present=3'
  done
  [ "$(cli XLEN "$key")" = 4 ]
  # the same instant with other values: other events
  make_summary 1 3 2025-10-21T12:00:00Z 1.25
  export_violations --stream
  assert_output_has 'events_added=3 events_present=0'
  export_violations --stream
  assert_output_has 'events_added=0 events_present=3'
  [ "$(cli XLEN "$key")" = 7 ]
}

@test "a stream keeps about the newest of --stream-maxlen, and a repeated export does not stir it" {
  start_redis
  make_summary 1 2000
  export_violations --stream --stream-maxlen 150
  key=prod:bybit:soak:violations:stream:SYM0000USDT
  length=$(cli XLEN "$key")
  [ "$length" -ge 150 ]
  [ "$length" -le 350 ]
  [ "$(cli XREVRANGE "$key" + - COUNT 1 | head -n 1)" = 1761050096000-2000 ]
  cli XRANGE "$key" - + >first
  export_violations --stream --stream-maxlen 150
  diff first <(cli XRANGE "$key" - +)
}

@test "a summary with no symbols" {
  start_redis
  make_summary 0 0
  export_summary
  assert_output_has 'summary=OK'
  [ "$(field prod:bybit:soak:summary symbols)" = 0 ]
  [ "$(field prod:bybit:soak:summary verdict)" = OK ]
  export_violations --stream
  assert_output_has 'violations=OK'
  [ "$(cli KEYS '*')" = prod:bybit:soak:summary ]
}

@test "symbols with blanks, colons, percent signs, newlines, quotes, braces and UTF-8" {
  start_redis
  make_summary '["A B", "stream:X", "X", "50%", "new\nline", "q\"u\\o", "{tag}", "монета", "tab\tand\u0001"]' 1
  export_violations --stream
  assert_output_has 'events_added=9'
  [ "$(cli DBSIZE)" = 18 ]
  prefix=prod:bybit:soak:violations
  for symbol in 'A B' stream%3AX X 50%25 $'new\nline' 'q"u\o' '{tag}' монета $'tab\tand\001'; do
    [ "$(field "$prefix:$symbol" warn_count)" = 1 ]
    [ "$(cli XLEN "$prefix:stream:$symbol")" = 1 ]
  done
  [ "$(cli TYPE $prefix:stream:X)" = stream ]
  # what --dry-run prints makes the same of an empty server
  cli --scan | sort >keys
  cli FLUSHALL
  export_violations_to_redis --summary SOAK_SUMMARY.json --violations VIOLATIONS.json --env prod --exchange bybit \
    --stream --dry-run >commands
  cli <commands >/dev/null
  diff keys <(cli --scan | sort)
  [ "$(field "$prefix:"$'new\nline' verdict)" = WARN ]
}

@test "--dry-run prints the commands, connects to nothing and writes nothing" {
  url=redis://127.0.0.1:1/0
  make_summary 1 1
  export_violations --dry-run --stream --stream-maxlen 9 --ttl 60
  assert_status 0
  diff <(printf '%s\n' "$output" | sed 's/updated_at .*/updated_at NOW/') - <<'END'
MULTI
DEL prod:bybit:soak:violations:SYM0000USDT
HSET prod:bybit:soak:violations:SYM0000USDT crit_count 0 warn_count 1 last_edge 2.45 last_maker_taker 0.78 last_latency_p95 360 last_risk "" verdict WARN updated_at NOW
EXPIRE prod:bybit:soak:violations:SYM0000USDT 60
EXEC
XADD prod:bybit:soak:violations:stream:SYM0000USDT MAXLEN ~ 9 1761050096000-1 metric edge_bps level WARN value 2.45 threshold 2.5 window_index 0 note "Edge below target, optimization required" ts 2025-10-21T12:34:56Z
XTRIM prod:bybit:soak:violations:stream:SYM0000USDT MAXLEN ~ 9
END
  export_summary --dry-run
  assert_status 0
  [ "$(head -n 1 <<<"$output")" = MULTI ]
  [ ! -e artifacts ]
}

@test "settings come from the command line, then the environment, then .env, then the guide's defaults" {
  start_redis
  make_summary 1 0
  printf 'REDIS_URL=redis://127.0.0.1:1/0\nENV=staging\nEXCHANGE=kucoin\n' >.env
  export REDIS_URL=$url EXCHANGE=okx
  run export_summary_to_redis --summary SOAK_SUMMARY.json --exchange bybit
  assert_output_has 'summary=OK'
  [ "$(cli KEYS '*')" = staging:bybit:soak:summary ]
  rm .env
  cli FLUSHALL
  unset EXCHANGE
  run export_summary_to_redis --summary SOAK_SUMMARY.json
  [ "$(cli KEYS '*')" = dev:bybit:soak:summary ]
}

@test "make soak-violations-redis" {
  start_redis
  make_summary 2 3
  mkdir -p reports
  mv SOAK_SUMMARY.json VIOLATIONS.json reports
  REDIS_URL=$url ENV=prod EXCHANGE=kucoin OUT_DIR=$work/reports STATE_DIR=$work/state \
    make -s -C "$SOAK_SOURCE_ROOT" --assume-old=build BIN="$SOAK_BIN" soak-violations-redis >log
  grep -qxF '[INFO] EXPORT_STATUS summary= violations=OK reason=' log
  [ "$(field prod:kucoin:soak:violations:SYM0001USDT warn_count)" = 3 ]
  [ "$(cli XLEN prod:kucoin:soak:violations:stream:SYM0001USDT)" = 3 ]
  [ "$(jq -r .violations state/last_export_status.json)" = OK ]
}

@test "an exporter changes its own member of the marker and never counts failures" {
  start_redis
  make_summary 1 1
  mkdir -p artifacts/state
  echo '{"status":"OK","consecutive_failures":7}' >artifacts/state/last_export_status.json
  export_summary
  [ "$(marker '.summary, .violations, .status, .consecutive_failures' | tr '\n' ' ')" = 'OK null OK 7 ' ]
  url=redis://127.0.0.1:1/0
  export_violations
  assert_status 0
  assert_output_has '[WARN] Could not connect to Redis at redis://127.0.0.1:1/0: Connection refused'
  assert_output_has '[WARN] redis unavailable, skip export'
  assert_output_has '[INFO] EXPORT_STATUS summary= violations=SKIP reason=redis_unavailable'
  [ "$(marker '.summary, .violations, .status, .reason, .consecutive_failures' | tr '\n' ' ')" = \
    'OK SKIP SKIP redis_unavailable 7 ' ]
  url=redis://127.0.0.1:$port/0
  export_summary
  assert_output_has '[INFO] EXPORT_STATUS summary=OK violations= reason='
  [ "$(marker '.summary, .violations, .reason' | tr '\n' ' ')" = 'OK SKIP redis_unavailable ' ]
  export_violations
  [ "$(marker '.violations, .status, .reason, (.ts == .timestamp)' | tr '\n' ' ')" = 'OK OK  true ' ]
  echo 'not json' >artifacts/state/last_export_status.json
  export_summary
  assert_status 0
  [ "$(marker .summary)" = OK ]
  [ "$(jq -r 'keys_unsorted | join(" ")' artifacts/state/last_export_status.json)" = \
    'ts summary violations reason timestamp status consecutive_failures' ]
}

@test "exporters that run at once do not undo each other's mark" {
  start_redis
  make_summary 1 1
  for _ in $(seq 10); do
    rm -f artifacts/state/last_export_status.json
    export_summary_to_redis --summary SOAK_SUMMARY.json --redis-url "$url" >/dev/null &
    export_violations_to_redis --summary SOAK_SUMMARY.json --violations VIOLATIONS.json --redis-url "$url" >/dev/null
    wait $!
    [ "$(marker '.summary + .violations')" = OKOK ]
  done
}
