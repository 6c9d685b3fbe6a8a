#!/usr/bin/env bats
# Alerts that mean "something is wrong now that was not before", looked at hour by hour with the clock moved.
# shellcheck disable=SC2030,SC2031,SC2154 # each test has its own environment; $chat and $chat_url come from the helpers
load ../support/runner
bats_require_minimum_version 1.5.0

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
  TZ=UTC faketime -f "2026-01-05 $1:00" continuous_runner --iter-glob 'w/*.json' --max-iterations 1 --no-export \
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

# A CRIT in one window, and what is needed to tell Telegram and Slack of it.
with_chat() {
  start_chat
  window 1 BTCUSDT 0.5
}

# tell [OPTION…]: one cycle, with the time as it is
tell() {
  run continuous_runner --iter-glob 'w/*.json' --max-iterations 1 --no-export --lock-file lock --redis-down-max 0 "$@"
  assert_status 0
}

waits_for() { jq -r '.pending[].channel' "artifacts/state/outbox/$1/soak.json" 2>/dev/null | xargs; }

@test "Slack took an alert only if it said so, whole" {
  with_chat
  local answer answers=(
    'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 21\r\n\r\n<html>Sign in!</html>'
    'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Len'
    'HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\nok'
    'HTTP/1.1 200 OK\r\n\r\nok'
    'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'
    'HTTP/1.1 204 No Content\r\n\r\n')
  for answer in "${answers[@]}"; do
    behave slack "raw \"$answer\""
    rm -rf artifacts
    tell "${chat_options[@]}"
    [ "$(waits_for dev_bybit)" = slack ] || fail "taken by: $answer"
    assert_output_has 'not taken by slack: '
  done
  for answer in 'HTTP/1.0 200 OK\r\n\r\nok' 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n'; do
    behave slack "raw \"$answer\""
    rm -rf artifacts
    tell "${chat_options[@]}"
    [ -z "$(waits_for dev_bybit)" ] || fail "not taken by: $answer: $output"
  done
}

@test "a group that became a supergroup is followed, named and remembered" {
  with_chat
  behave telegram 'moved -1009876543210'
  tell --alert telegram "${chat_options[@]:4}"
  assert_output_has 'the group -1001234567890 is a supergroup with the id -1009876543210 now'
  [ -z "$(waits_for dev_bybit)" ]
  window 2 ETHUSDT 0.5
  tell --alert telegram "${chat_options[@]:4}"
  assert_lacks 'is a supergroup'
  [ "$(jq -r .chat "$chat/accepted" | xargs)" = '-1009876543210 -1009876543210' ]
}

@test "a bot that was blocked is told so, and a topic of a group is written to" {
  with_chat
  behave telegram blocked
  tell --alert telegram "${chat_options[@]:4}"
  assert_output_has 'not taken by telegram: HTTP 403 Forbidden: bot was blocked by the user; again in '
  assert_lacks ALERT_SENT
  behave telegram ok
  rm -rf artifacts
  TELEGRAM_CHAT_ID=-1001234567890:42 tell --alert telegram "${chat_options[@]:4}"
  [ "$(jq -c '[.chat, .topic]' "$chat/accepted")" = '["-1001234567890",42]' ]
  TELEGRAM_CHAT_ID=-1001234567890:general run continuous_runner --iter-glob 'w/*.json' --alert telegram
  assert_status 2
  assert_output_has 'TELEGRAM_CHAT_ID is a chat'
}

@test "an outbox belongs to its environment and exchange, and a run without channels leaves it alone" {
  with_chat
  behave slack 500
  tell --alert slack --alert-ca "$chat/ca.pem" --env prod
  local entry=artifacts/state/outbox/prod_bybit/soak.json
  cp "$entry" before
  # others at work in the same state directory, with news of their own
  window 2 ETHUSDT 0.5
  tell --alert console --env dev
  tell --alert console --env prod --exchange kucoin
  tell --env prod
  tell --alert console --env prod --dry-run
  diff before "$entry"
  behave slack ok
  jq '.pending[0].not_before = null' before >"$entry"
  tell --alert slack --alert-ca "$chat/ca.pem" --env prod
  grep -q "$(jq -r .id before)\|ETHUSDT" "$chat/accepted"
  [ -z "$(waits_for prod_bybit)" ]
}

@test "an outbox entry that is damaged is set aside and named, and the next alert goes out" {
  window 1 BTCUSDT 0.5
  mkdir -p artifacts/state/outbox/dev_bybit
  printf '{"id":"0123","topic":"soak","te' >artifacts/state/outbox/dev_bybit/soak.json
  cp artifacts/state/outbox/dev_bybit/soak.json before
  tell --alert console --dry-run
  diff before artifacts/state/outbox/dev_bybit/soak.json
  tell --alert console
  assert_output_has 'outbox file artifacts/state/outbox/dev_bybit/soak.json is unusable and set aside as '
  assert_output_has ALERT_SENT
  diff before artifacts/state/outbox/dev_bybit/soak.json.damaged-*
  run doctor --offline
  assert_output_has 'an alert that was set aside'
}

# offline COMMAND…: where there is no network
offline() {
  if [ "$(id -u)" -eq 0 ]; then unshare --net "$@"; else unshare --map-root-user --net "$@"; fi
}

@test "a Redis that nobody named is not missed" {
  unset REDIS_URL
  local i
  for i in $(seq 24); do window "$i" BTCUSDT 3; done
  for i in 1 2 3 4; do
    run offline continuous_runner --iter-glob 'w/*.json' --max-iterations 1 --alert console --lock-file lock
    assert_status 0
    assert_lacks WARN
    assert_output_has 'EXPORT_STATUS summary=SKIP violations=SKIP reason=redis_unavailable'
  done
  [ "$(marker '.status, .consecutive_failures' | xargs)" = 'SKIP 0' ]
  # with no Redis asked for, --no-export changes nothing; named, or asked for streams, it is missed
  run offline continuous_runner --iter-glob 'w/*.json' --max-iterations 1 --no-export --lock-file lock
  assert_lacks WARN
  run offline continuous_runner --iter-glob 'w/*.json' --max-iterations 1 --stream --lock-file lock
  assert_output_has '[WARN] redis unavailable, skip export'
  REDIS_URL=redis://localhost:6379/0 run offline continuous_runner --iter-glob 'w/*.json' --max-iterations 1 --lock-file lock
  assert_output_has '[WARN] redis unavailable, skip export'
}

# A Makefile target without building.
target() {
  ln -sfn "$SOAK_SOURCE_ROOT/scripts" scripts
  run make --no-print-directory -o build -f "$SOAK_SOURCE_ROOT/Makefile" BIN="$SOAK_BIN" "$@"
}

@test "a rehearsal for prod says that it is one and touches nothing of prod" {
  start_redis
  export REDIS_URL=$url ENV=prod
  window 1 BTCUSDT 3
  run continuous_runner --iter-glob 'w/*.json' --max-iterations 1 --lock-file lock --alert console
  assert_status 0
  # what must be as it was: the real runner's reports, its state, its keys
  find artifacts reports -type f -exec sha256sum {} + | sort >before
  keys() { cli --scan --pattern 'prod:*' | grep -v '^prod:bybit:soak:selftest:' | sort; }
  keys >keys_before
  cli HGETALL prod:bybit:soak:summary >summary_before
  for rehearsal in soak-alert-selftest soak-qol-smoke soak-qol-smoke-new-viol soak-alert-dry; do
    target "$rehearsal"
    assert_status 0
    assert_output_has '[TEST] [🔴 CRIT] Soak summary (env=prod, exch=bybit)'
    run ! grep -q '^\[🔴' <<<"$output"
  done
  sha256sum --check --quiet before
  diff keys_before <(keys)
  diff summary_before <(cli HGETALL prod:bybit:soak:summary)
  [ "$(cli HGET prod:bybit:soak:selftest:summary verdict)" = CRIT ]
  [ -n "$(cli GET prod:bybit:soak:selftest:alert_state)" ]
  [ -s reports/selftest_prod_bybit/SOAK_SUMMARY.json ]
  # the next real cycle finds its own export as it was
  run continuous_runner --iter-glob 'w/*.json' --max-iterations 1 --lock-file lock --alert console
  assert_output_has 'Summary unchanged, skip export'
  assert_lacks TEST
}

@test "ENV in .env is as good as in the environment for a rehearsal" {
  printf 'ENV=staging\nEXCHANGE="kucoin"\n' >.env
  target soak-alert-selftest
  assert_status 0
  assert_output_has '[TEST] [🔴 CRIT] Soak summary (env=staging, exch=kucoin)'
  [ -s reports/selftest_staging_kucoin/SOAK_SUMMARY.json ]
  [ ! -e reports/analysis ]
}

@test "the self-test leaves the files that the guide lists, with and without a Redis" {
  unset REDIS_URL
  target soak-alert-selftest
  assert_status 0
  assert_output_has '[TEST] [🔴 CRIT] Soak summary (env=dev, exch=bybit)'
  for file in reports/analysis/SOAK_SUMMARY.json reports/analysis/VIOLATIONS.json artifacts/state/last_export_status.json; do
    jq -e . "$file" >/dev/null || fail "no $file"
  done
}

@test "made-up windows are real nowhere but in dev: the runner, producers, exporters and bundles refuse them" {
  generate_fake_summary --ok --out fake 2>/dev/null
  mkdir -p reports
  refuses() {
    run --separate-stderr "$@"
    [ "$status" -eq 3 ] || fail "$* ended with $status"
    grep -q 'made up (source fake)' <<<"$stderr" || fail "$*: $stderr"
  }
  continuous_runner --iter-glob 'fake/FAKE_*.json' --max-iterations 1 --lock-file lock --out-dir reports/dev >/dev/null 2>&1
  [ -s reports/dev/SOAK_SUMMARY.json ]
  refuses continuous_runner --iter-glob 'fake/FAKE_*.json' --max-iterations 1 --lock-file lock --env prod --out-dir reports/prod
  [ ! -e reports/prod ]
  # one made-up window among real ones is enough
  for n in $(seq 24); do window "$n" BTCUSDT 3; done
  cp fake/FAKE_ITER_7.json w/
  refuses continuous_runner --iter-glob 'w/*.json' --max-iterations 1 --lock-file lock --env prod --out-dir reports/prod
  refuses edge_report --iter-glob 'w/*.json' --summary fake/SOAK_SUMMARY.json
  refuses edge_report --iter-glob 'fake/FAKE_*.json' --summary fake/SOAK_SUMMARY.json
  refuses edge_sentinel --iter-glob 'w/*.json' --violations fake/VIOLATIONS.json
  refuses export_summary_to_redis --summary fake/SOAK_SUMMARY.json
  refuses export_violations_to_redis --summary fake/SOAK_SUMMARY.json --violations fake/VIOLATIONS.json
  [ ! -e artifacts/EDGE_REPORT.json ] && [ ! -e artifacts/EDGE_SENTINEL.json ]
  edge_report --iter-glob 'fake/FAKE_*.json' --summary fake/SOAK_SUMMARY.json --allow-fake
  edge_sentinel --iter-glob 'fake/FAKE_*.json' --violations fake/VIOLATIONS.json --allow-fake
  export_summary_to_redis --summary fake/SOAK_SUMMARY.json --allow-fake
  echo '{"readiness":99,"scale":100,"checks":[{"name":"source","ok":false,"value":1,"threshold":0}]}' >artifacts/KPI_GATE.json
  echo '{"status":"OK","sections":[],"ts":1}' >artifacts/FULL_STACK_VALIDATION.json
  refuses make_bundle
  make_bundle --allow-fake
}

@test "what somebody else overwrote in Redis is exported again although nothing changed here" {
  start_redis
  export REDIS_URL=$url
  window 1 BTCUSDT 3
  one() { run continuous_runner --iter-glob 'w/*.json' --max-iterations 1 --lock-file lock --env prod; }
  one
  one
  assert_output_has 'Summary unchanged, skip export'
  cli HSET prod:bybit:soak:summary updated_at earlier >/dev/null
  one
  [ "$(cli HGET prod:bybit:soak:summary updated_at)" = earlier ] # a time alone is no other content
  cli HSET prod:bybit:soak:violations:BTCUSDT verdict CRIT >/dev/null
  one
  [ "$(cli HGET prod:bybit:soak:violations:BTCUSDT verdict)" = OK ]
  generate_fake_summary --crit --out fake 2>/dev/null
  export_summary_to_redis --summary fake/SOAK_SUMMARY.json --env prod --allow-fake
  [ "$(cli HGET prod:bybit:soak:summary verdict)" = CRIT ]
  one
  [ "$(cli HGET prod:bybit:soak:summary verdict)" = OK ]
}
