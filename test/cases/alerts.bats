#!/usr/bin/env bats
# Alerts that mean "something is wrong now that was not before", looked at hour by hour with the clock moved.
# shellcheck disable=SC2030,SC2031,SC2154 # each test has its own environment; $chat and $chat_url come from the helpers
load ../support/runner

setup_test() {
  setup_runner
  export REDIS_URL=redis://127.0.0.1:1/0
  mkdir w
}

# window N SYMBOL EDGE [LATENCY]: w/SYMBOL_N.json, the N-th hour of the symbol
window() {
  printf '{"symbol":"%s","iteration":%s,"timestamp":%s,"net_bps":%s,"maker_taker_ratio":0.9,"p95_latency_ms":%s,"risk_ratio":0.3}\n' \
    "$2" "$1" $((1760000000 + $1 * 3600)) "$3" "${4:-200}" >"w/$2_$1.json"
}

# look HH:MM [OPTION…]: one cycle at this time of a day; what it says about alerts is in $alerts, a word each
look() {
  TZ=UTC faketime "2026-01-05 $1:00" continuous_runner --iter-glob 'w/*.json' --max-iterations 1 --no-export \
    --alert console --lock-file lock "${@:2}" >out 2>err || fail "status $? at $1: $(cat err)"
  alerts=$(sed -nE 's/^\[INFO\] ALERT_(SENT|DEBOUNCED|BYPASS).*/\1/p' out | xargs)
}

# sees HH:MM WORDS [OPTION…]
sees() {
  look "$1" "${@:3}"
  [ "$alerts" = "$2" ] || fail "at $1: $alerts instead of $2: $(cat out)"
}

# In each kind of folder an hour brings: nothing, one more window, or one more while the oldest goes. The newest window is
# as good as $edge says; those before stay.
hour_passes() {
  [ "$1" = fixed ] && return
  n=$((n + 1))
  window "$n" BTCUSDT "${edge:-3}"
  [ "$1" = growing ] || rm "w/BTCUSDT_$((n - 24)).json"
}

bad_folder() {
  rm -rf w artifacts
  mkdir w
  for n in $(seq 24); do window "$n" BTCUSDT "$([ "$n" -gt 12 ] && [ "$n" -lt 19 ] && echo 0.5 || echo 3)"; done
  edge=
}

@test "a problem that lasts alerts once a debounce window on fixed, growing and rolling folders" {
  local kind
  for kind in fixed growing rolling; do
    bad_folder
    sees 12:00 SENT
    hour_passes "$kind"
    sees 12:45 DEBOUNCED
    grep -q 'remaining_min=135 verdict=CRIT' out
    hour_passes "$kind"
    edge=0.5
    hour_passes "$kind"
    sees 14:59 DEBOUNCED
    sees 15:00 SENT
    sees 15:30 DEBOUNCED
  done
}

@test "WARN to CRIT breaks through on fixed and rolling folders, and easing does not" {
  local kind
  for kind in fixed rolling; do
    bad_folder
    sees 12:00 SENT --alert-min-severity WARN
    # only a WARN is left, of a metric that was fine until now
    for n in $(seq 24); do window "$n" BTCUSDT 3 "$([ "$n" = 20 ] && echo 360 || echo 200)"; done
    hour_passes "$kind"
    sees 13:00 DEBOUNCED --alert-min-severity WARN
    window 22 BTCUSDT 0.5
    hour_passes "$kind"
    sees 13:15 'BYPASS SENT' --alert-min-severity WARN
    grep -q 'ALERT_BYPASS_DEBOUNCE prev=WARN new=CRIT reason=severity_increase' out
  done
}

@test "the last of many symbols that goes bad is heard of, whatever fills the first places" {
  local i
  for i in $(seq 12); do
    window "$i" AAVEUSDT 0.5 500
    window "$i" ZECUSDT 3
  done
  sees 10:00 SENT
  sees 10:30 DEBOUNCED
  window 13 ZECUSDT 3 360 # a WARN does not matter here
  sees 10:40 DEBOUNCED
  window 13 ZECUSDT 3 450
  sees 10:50 'BYPASS SENT'
  grep -q 'prev=CRIT new=CRIT reason=new_violations signature_changed=true' out
  jq -e '.last_set == {"AAVEUSDT:edge_bps": "CRIT", "AAVEUSDT:p95_latency_ms": "CRIT", "ZECUSDT:p95_latency_ms": "CRIT"}' \
    artifacts/state/alert_state.json
  window 14 ZECUSDT 3 450 # one more window of what was told
  sees 11:00 DEBOUNCED
  window 14 ZECUSDT -5 450 # another metric of it
  sees 11:10 'BYPASS SENT'
}

@test "the signature is the guide's, whatever decides" {
  window 1 BTCUSDT 3
  window 2 BTCUSDT 0.5 450
  look 10:00
  [ "$(jq -r .last_signature artifacts/state/alert_state.json)" = \
    "$(printf 'BTCUSDT:edge_bps:1|BTCUSDT:p95_latency_ms:1' | sha1sum | cut -d' ' -f1)" ]
  # a state of the Python original knows a signature and no set
  printf '{"last_level":"CRIT","last_sent_at":"2026-01-05T10:00:00Z","last_signature":"79ff61"}' >artifacts/state/alert_state.json
  sees 10:10 DEBOUNCED
}
