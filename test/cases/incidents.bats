#!/usr/bin/env bats
# --alert-on incidents: what opened, what lasts, what is over, hour by hour with the clock moved.
# shellcheck disable=SC2030,SC2031,SC2154 # each test has its own environment; $chat and $chat_url come from the helpers
load ../support/runner
bats_require_minimum_version 1.5.0

setup_test() {
  setup_runner
  export REDIS_URL=redis://127.0.0.1:1/0 ALERT_ON=incidents
  mkdir w
  begin=$(date -u -d '2026-01-05T00:00:00Z' +%s)
  channels=(--alert console)
}

# window HOUR SYMBOL EDGE [LATENCY]: w/SYMBOL_HOUR.json
window() {
  printf '{"symbol":"%s","iteration":%s,"timestamp":%s,"net_bps":%s,"maker_taker_ratio":0.9,"p95_latency_ms":%s,"risk_ratio":0.3}\n' \
    "$2" "$1" $((begin + $1 * 3600)) "$3" "${4:-200}" >"w/$2_$1.json"
}

# look HOUR [OPTION…]: one cycle half an hour past that hour; $news has "state symbol:metric" of each line about an incident
look() {
  local at
  at=$(date -u -d "@$((begin + $1 * 3600 + 1800))" '+%Y-%m-%d %H:%M:%S')
  TZ=UTC faketime -f "$at" continuous_runner --iter-glob 'w/*.json' --max-iterations 1 --no-export --lock-file lock \
    --max-window-age-min "${max_age:-0}" --min-windows 1 --redis-down-max 0 "${channels[@]}" "${@:2}" >out 2>err ||
    fail "status $? at $1: $(cat err)"
  news=$(sed -nE 's/^\[INFO\] INCIDENT state=([a-z]+) id=.* symbol=([^ ]+) metric=([^ ]+) .*/\1 \2:\3/p' out | xargs)
}

# sees HOUR NEWS [OPTION…]
sees() {
  look "$1" "${@:3}"
  [ "$news" = "$2" ] || fail "at $1: '$news' instead of '$2': $(cat out err)"
}

sent() { grep -q '^\[INFO\] ALERT_SENT' out; }
first_line() { grep -m 1 '^\[[^A-Z]' out; }

@test "a single bad window among many says nothing, growing and rolling" {
  local h kind
  for kind in growing rolling; do
    rm -rf w artifacts
    mkdir w
    for h in $(seq 30); do
      window "$h" BTCUSDT "$([ "$h" = 26 ] && echo 1 || echo 3)"
      [ "$kind" = growing ] || rm -f "w/BTCUSDT_$((h - 24)).json"
      [ "$h" -lt 24 ] || sees "$h" ''
    done
    run ! sent
  done
}

@test "an outage: opened within two windows, reminders each debounce window, one recovery, also where windows roll out" {
  local h seen=
  for h in $(seq 40); do
    window "$h" ETHUSDT 3
    window "$h" BTCUSDT "$([ "$h" -gt 20 ] && [ "$h" -le 32 ] && echo 1 || echo 3)"
    rm -f "w/BTCUSDT_$((h - 4)).json" "w/ETHUSDT_$((h - 4)).json" # four hours are kept
    [ "$h" -ge 20 ] || continue
    look "$h"
    [ -z "$news" ] || seen+="$h $news; "
    [ -n "$news" ] || run ! sent
  done
  [ "$seen" = '22 opened BTCUSDT:edge_bps; 25 reminder BTCUSDT:edge_bps; 28 reminder BTCUSDT:edge_bps; 31 reminder BTCUSDT:edge_bps; 34 reminder BTCUSDT:edge_bps; 37 reminder BTCUSDT:edge_bps; 38 recovered BTCUSDT:edge_bps; ' ] || fail "$seen"
}

@test "the first line says what, where, how badly and since when, in at most six lines" {
  for h in 1 2 3; do window "$h" BTCUSDT "$([ "$h" = 3 ] && echo -9 || echo 3)"; done
  sees 3 'opened BTCUSDT:edge_bps' --report-url https://ci.example/run --env prod
  [ "$(first_line)" = '[🔴 CRIT] BTCUSDT edge_bps -9 < 2 since 03:00 (prod bybit)' ]
  grep -qxF 'soak ack BTCUSDT:edge_bps:2026-01-05T03:00:00Z' out
  [ "$(sed -n '/^\[🔴/,/^https/p' out | tail -n 1)" = https://ci.example/run ]
  grep -qE '^\[INFO\] INCIDENT state=opened id=BTCUSDT:edge_bps:2026-01-05T03:00:00Z symbol=BTCUSDT metric=edge_bps level=CRIT since="2026-01-05T03:00:00Z"$' out
  for s in A B C D E F G; do for h in 1 2 3 4; do window "$h" "$s" -9; done; done
  window 4 BTCUSDT -9
  look 4 --report-url https://ci.example/run --env prod
  first_line | grep -qxF '[🔴 CRIT] A edge_bps -9 < 2 since 01:00 (prod bybit) +6 more'
  [ "$(sed -n '/^\[🔴/,/^https/p' out | wc -l)" = 7 ] # the first, five, and the link
  rm -rf artifacts
  look 4 --lang ru
  first_line | grep -qxF '[🔴 CRIT] BTCUSDT edge_bps -9 < 2 с 03:00 (dev bybit) +7 ещё'
}

@test "WARN becomes CRIT, eases, and is over; below the minimum nobody hears of it" {
  local h edge=(3 3 2.3 2.3 2.3 -9 2.3 2.3 2.3 2.3 2.3 2.3 2.3 3 3 3 3 3 3)
  local seen=
  for h in "${!edge[@]}"; do
    window "$h" BTCUSDT "${edge[$h]}"
    look "$h" --alert-min-severity WARN --alert-debounce-min 0
    seen+="${news:+$h $news; }"
  done
  [ "$seen" = '3 opened BTCUSDT:edge_bps; 5 escalated BTCUSDT:edge_bps; 11 eased BTCUSDT:edge_bps; 18 recovered BTCUSDT:edge_bps; ' ] || fail "$seen"
  rm -rf w artifacts
  mkdir w
  for h in 1 2 3 4; do window "$h" BTCUSDT 2.3; done
  sees 4 'opened BTCUSDT:edge_bps'
  run ! sent
}

@test "nothing comes any more: a symbol, and the whole run" {
  for h in $(seq 10); do window "$h" BTCUSDT 3; window "$h" ETHUSDT 3; done
  sees 10 ''
  for h in 11 12 13; do window "$h" BTCUSDT 3; done
  look 13
  first_line | grep -qxF '[🔴 CRIT] ETHUSDT 4 metrics no data since 11:00 (dev bybit)'
  window 14 BTCUSDT 3
  window 14 ETHUSDT 3
  look 14
  [ "$(grep -c 'state=recovered' out)" = 4 ]
  max_age=150
  sees 15 ''
  sees 18 'opened RUN:NO_DATA'
  first_line | grep -q '^\[🔴 CRIT\] No new windows since '
  window 19 BTCUSDT 3
  window 19 ETHUSDT 3
  look 19
  grep -q 'state=recovered id=RUN:NO_DATA' out
}

@test "a symbol that is no longer in the data is closed, saying so" {
  for h in 1 2 3; do window "$h" BTCUSDT 1; window "$h" ETHUSDT 3; done
  sees 3 'opened BTCUSDT:edge_bps'
  rm w/BTCUSDT_*
  sees 4 'recovered BTCUSDT:edge_bps'
  grep -qF '[🟢 OK] BTCUSDT edge_bps closed: no longer in the data; was' out
}

@test "killed between any two steps nothing is lost, and what waits for a channel is told with what follows" {
  start_chat
  channels=(--alert slack --alert-ca "$chat/ca.pem" --alert-retry-sec 1)
  cycle() { TZ=UTC continuous_runner --iter-glob 'w/*.json' --max-iterations 1 --no-export --lock-file lock \
    --max-window-age-min 0 --min-windows 1 --redis-down-max 0 "${channels[@]}" >out 2>err; }
  for h in 1 2 3; do window "$h" BTCUSDT 1; done
  behave slack 500
  cycle
  [ "$(jq -r '.pending[0].news[0].state' artifacts/state/outbox/dev_bybit/incidents.json)" = opened ]
  # the memory is older than the outbox: as after a kill between the two
  rm artifacts/state/incidents/dev_bybit.json
  for h in 1 2 3; do window "$h" ETHUSDT 1; done
  cycle
  [ "$(jq -r '.pending[0].news | length' artifacts/state/outbox/dev_bybit/incidents.json)" = 2 ]
  behave slack ok
  jq '.pending[0].not_before = null' artifacts/state/outbox/dev_bybit/incidents.json >entry
  mv entry artifacts/state/outbox/dev_bybit/incidents.json
  cycle
  [ "$(accepted slack)" = 1 ]
  jq -r .text "$chat/accepted" | grep -q 'BTCUSDT edge_bps 1'
  jq -r .text "$chat/accepted" | grep -q 'ETHUSDT edge_bps 1'
  [ ! -e artifacts/state/outbox/dev_bybit/incidents.json ]
  cycle
  [ "$(accepted slack)" = 1 ]
}

@test "a dry run says what it would send, and a run without channels leaves the news to one that has them" {
  for h in 1 2 3; do window "$h" BTCUSDT -9; done
  sees 3 'opened BTCUSDT:edge_bps' --dry-run
  grep -q 'DRY_RUN would send to console' out
  [ ! -e artifacts ]
  channels=()
  sees 3 'opened BTCUSDT:edge_bps'
  grep -q 'an alert is due, but no channel is given' err
  channels=(--alert console)
  sees 3 'opened BTCUSDT:edge_bps'
  sent
}

@test "each channel has its own minimum" {
  start_chat
  channels=(--alert telegram:CRIT --alert slack:WARN --telegram-api-base "$chat_url" --alert-ca "$chat/ca.pem")
  both() { echo "$(accepted telegram) $(accepted slack)"; }
  run_now() { continuous_runner --iter-glob 'w/*.json' --max-iterations 1 --no-export --lock-file lock --max-window-age-min 0 \
    --min-windows 1 --redis-down-max 0 "${channels[@]}" "$@" >out 2>err; }
  for h in 1 2 3; do window "$h" BTCUSDT 2.3; done
  run_now
  [ "$(both)" = '0 1' ]
  window 4 BTCUSDT -9
  run_now
  [ "$(both)" = '1 2' ]
  # and on verdict, too
  rm -rf w artifacts
  mkdir w
  window 1 BTCUSDT 2.3
  run_now --alert-on verdict
  [ "$(both)" = '1 3' ]
  window 2 BTCUSDT 1
  run_now --alert-on verdict
  [ "$(both)" = '2 4' ]
}

@test "who knows of it is not reminded, until it gets worse or the time is over" {
  for h in 1 2 3; do window "$h" BTCUSDT 2.3; done
  sees 3 'opened BTCUSDT:edge_bps' --alert-min-severity WARN
  run ack BTCUSDT:edge_bps:other --reason x
  assert_status 3
  assert_output_has 'open are:
  BTCUSDT:edge_bps:2026-01-05T01:00:00Z'
  TZ=UTC faketime -f '2026-01-05 04:00:00' ack --all --for 8h --reason 'looking into it' --by anna >out
  grep -qxF '[INFO] ACK id=BTCUSDT:edge_bps:2026-01-05T01:00:00Z level=WARN until=2026-01-05T12:00:00Z by="anna" reason="looking into it"' out
  run faketime -f '2026-01-05 04:00:00' status
  assert_output_has 'open: WARN BTCUSDT:edge_bps:2026-01-05T01:00:00Z'
  assert_output_has 'by="anna"'
  for h in 4 5 6 7; do window "$h" BTCUSDT 2.3; done
  sees 7 'silenced BTCUSDT:edge_bps' --alert-min-severity WARN
  run ! sent
  for h in 8 9 10 11 12; do window "$h" BTCUSDT 2.3; done
  sees 12 'reminder BTCUSDT:edge_bps' --alert-min-severity WARN
  TZ=UTC faketime -f '2026-01-05 12:40:00' ack --all --reason again >out
  window 13 BTCUSDT -9
  sees 13 'escalated BTCUSDT:edge_bps' --alert-min-severity WARN
  window 16 BTCUSDT -9
  sees 16 'reminder BTCUSDT:edge_bps' --alert-min-severity WARN
}

@test "a silence holds lesser messages back, and they arrive as one" {
  TZ=UTC faketime -f '2026-01-05 01:00:00' silence --daily 02:00-07:00 --tz UTC --below CRIT --reason night >out
  grep -qxF '[INFO] SILENCE below=CRIT daily=02:00-07:00 tz=UTC reason="night"' out
  for h in 1 2 3; do window "$h" BTCUSDT 2.3; window "$h" ETHUSDT 2.3 ; done
  sees 3 'silenced BTCUSDT:edge_bps silenced ETHUSDT:edge_bps' --alert-min-severity WARN
  run ! sent
  window 4 SOLUSDT -9
  sees 4 'opened SOLUSDT:edge_bps' --alert-min-severity WARN
  sent
  for h in 4 5 6 7; do window "$h" BTCUSDT 2.3; window "$h" ETHUSDT 2.3; window "$h" SOLUSDT -9; done
  look 7 --alert-min-severity WARN
  sent
  [ "$(grep -c '^id: ' out)" = 1 ]
  grep -q 'BTCUSDT edge_bps 2.3 < 2.5 since 01:00' out
  grep -q 'ETHUSDT edge_bps 2.3 < 2.5 since 01:00' out
  run silence --list
  assert_output_has 'SILENCE below=CRIT'
  silence --end >/dev/null
  run silence --list
  assert_lacks SILENCE
  run silence --below CRIT
  assert_status 2
}

@test "both lists go to Redis, and the newer one counts" {
  start_redis
  for h in 1 2 3; do window "$h" BTCUSDT 1; done
  look 3 --redis-url "$url"
  ack --all --reason x --redis-url "$url" --for 2d >/dev/null
  [ "$(cli GET dev:bybit:soak:silences | jq -r '.acks[0].reason')" = x ]
  # on another machine, which has no such file
  rm -r artifacts/state/silences
  TZ=UTC faketime "$(date -u -d '5 hours' '+%Y-%m-%d %H:%M:%S')" continuous_runner --iter-glob 'w/*.json' --max-iterations 1 \
    --no-export --lock-file lock --max-window-age-min 0 --min-windows 1 --alert console --redis-url "$url" >out 2>err
  grep -q 'INCIDENT state=silenced' out
}

@test "what nobody acknowledges goes to a second channel, and so does its end" {
  start_chat
  channels=(--alert slack --escalate telegram:30 --telegram-api-base "$chat_url" --alert-ca "$chat/ca.pem")
  cycle() { TZ=UTC faketime -f "$1" continuous_runner --iter-glob 'w/*.json' --max-iterations 1 --no-export --lock-file lock \
    --max-window-age-min 0 --min-windows 1 --redis-down-max 0 "${channels[@]}" >out 2>err; }
  for h in 1 2 3; do window "$h" BTCUSDT 1; done
  cycle +0
  [ "$(accepted telegram) $(accepted slack)" = '0 1' ]
  cycle +29m
  [ "$(accepted telegram)" = 0 ]
  cycle +31m
  [ "$(accepted telegram) $(accepted slack)" = '1 1' ]
  jq -r 'select(.channel == "telegram") | .text' "$chat/accepted" | grep -q 'nobody acknowledged: BTCUSDT edge_bps 1 < 2'
  cycle +40m
  [ "$(accepted telegram)" = 1 ]
  for h in 4 5 6 7 8 9; do window "$h" BTCUSDT 3; done
  cycle +50m
  [ "$(accepted telegram) $(accepted slack)" = '2 2' ]
  # of one that somebody knows of it hears nothing
  rm -rf w artifacts
  mkdir w
  for h in 1 2 3; do window "$h" ETHUSDT 1; done
  cycle +0
  ack --all --reason x >/dev/null
  cycle +40m
  [ "$(accepted telegram)" = 2 ]
  run continuous_runner --iter-glob 'w/*.json' --alert console --escalate telegram:30 --alert-on verdict
  assert_status 2
}

# The whole of it, two weeks in growing and rolling folders, is `make pages`.
@test "the pages of simulated soaks: noise says nothing, an outage is told, a lasting verdict each debounce window" {
  unset ALERT_ON
  run "$SOAK_SOURCE_ROOT/bench/pages" "$SOAK_BIN/continuous_runner" --hours 70 --only rolling
  assert_status 0
  [ "$(grep -c '^ok' <<<"$output")" = 4 ]
}
