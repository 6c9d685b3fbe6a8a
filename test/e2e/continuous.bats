#!/usr/bin/env bats
# The continuous runner against a real Redis and stand-ins for Telegram and Slack, as the guide shows it.
# shellcheck disable=SC2030,SC2031,SC2154 # each test has its own environment; $url and $chat_url come from the helpers
load ../support/runner

setup_test() {
  setup_runner
  ln -s "$SOAK_SOURCE_ROOT/scripts" scripts
}

# A Makefile target without building.
target() {
  run make --no-print-directory -o build -f "$SOAK_SOURCE_ROOT/Makefile" BIN="$SOAK_BIN" "$@"
}

debounce_left() {
  cli TTL "$1:soak:alerts:debounce"
}

@test "soak-qol-smoke alerts once and then debounces, and new violations break through" {
  start_redis
  export REDIS_URL=$url
  target soak-qol-smoke
  assert_status 0
  assert_output_has 'Step 2: First run (should alert)'
  assert_output_has '[INFO] ALERT_SENT verdict=CRIT severity_increased=False'
  assert_output_has 'Step 3: Second run (should DEBOUNCE - same violations)'
  assert_output_has '[INFO] Summary unchanged, skip export'
  [[ $output =~ \[INFO\]\ ALERT_DEBOUNCED\ level=CRIT\ last_sent=\"[0-9TZ:-]+\"\ debounce_min=180\ remaining_min=180\ verdict=CRIT ]]
  [ "$(grep -c ALERT_SENT <<<"$output")" = 1 ]
  [ "$(cli GET dev:bybit:soak:alert_debounce_remaining_minutes)" = 180 ]
  [ "$(cli GET dev:bybit:soak:alert_state | jq -r .last_signature | wc -c)" = 41 ]
  [ -n "$(cli GET dev:bybit:soak:runner:smoke_heartbeat)" ]
  [ "$(cli TTL dev:bybit:soak:summary)" -le 600 ]
  target soak-qol-smoke
  assert_status 0
  assert_lacks ALERT_SENT
  target soak-qol-smoke-new-viol
  assert_status 0
  assert_output_has '[INFO] ALERT_BYPASS_DEBOUNCE prev=CRIT new=CRIT reason=new_violations signature_changed=true'
  cli DEL dev:bybit:soak:alert_state
  target soak-qol-smoke
  assert_output_has ALERT_SENT
}

@test "the smoke targets work without a Redis, for another environment" {
  export REDIS_URL=redis://127.0.0.1:1/0 ENV=staging EXCHANGE=kucoin
  target soak-qol-smoke
  assert_status 0
  assert_output_has '[INFO] ALERT_SENT verdict=CRIT severity_increased=False'
  assert_output_has 'remaining_min=180 verdict=CRIT'
  assert_output_has 'exch=kucoin'
  target soak-qol-smoke-new-viol
  assert_status 0
  assert_output_has 'signature_changed=true'
}

@test "soak-alert-selftest leaves the state of the real runner alone" {
  start_redis
  export REDIS_URL=$url
  for key in alert_state alerts:debounce runner:heartbeat alert_debounce_remaining_minutes; do
    cli SET "dev:bybit:soak:$key" real >/dev/null
  done
  mkdir -p artifacts/state/outbox/dev_bybit
  echo real >artifacts/state/alert_state.json
  ALERT_POLICY='dev=WARN,prod=CRIT' target soak-alert-selftest
  assert_status 0
  assert_output_has 'ALERT_POLICY env=dev min_severity=WARN source=alert-policy'
  assert_output_has 'ALERT_SENT verdict=CRIT severity_increased=False'
  assert_output_has 'ALERT_SELFTEST=OK'
  for key in alert_state alerts:debounce runner:heartbeat alert_debounce_remaining_minutes; do
    [ "$(cli GET "dev:bybit:soak:$key")" = real ] || fail "$key was changed"
  done
  [ "$(cat artifacts/state/alert_state.json)" = real ]
  [ -n "$(cli GET dev:bybit:soak:runner:selftest_heartbeat)" ]
  # what the guide lists
  [ "$(cli TTL dev:bybit:soak:summary)" -le 600 ]
  [ "$(jq -r .overall.verdict reports/analysis/SOAK_SUMMARY.json)" = CRIT ]
  [ -s reports/analysis/VIOLATIONS.json ]
  [ "$(marker .status)" = OK ]
  target soak-alert-selftest
  assert_output_has 'ALERT_SENT'
}

@test "soak-alert-selftest fails when a channel does not take the alert" {
  start_chat
  behave slack 500
  ALERT_CHANNELS='slack console' REDIS_URL=redis://127.0.0.1:1/0 target soak-alert-selftest
  assert_status 2
  assert_output_has 'FAILED: a channel did not take the alert'
}

@test "soak-alert-dry shows both and writes nothing" {
  target soak-alert-dry
  assert_status 0
  assert_output_has 'DRY_RUN would send to console'
  [[ $output =~ ALERT_DEBOUNCED\ level=CRIT\ .*\ remaining_min=135\ verdict=CRIT ]]
  [ "$(find . -newer scripts -type f -not -path './log/*' | wc -l)" = 0 ]
}

@test "soak-once: state in Redis, keys with their times to live" {
  start_redis
  export REDIS_URL=$url
  fake --crit
  local before=$SECONDS
  ITER_GLOB='fake/FAKE_*.json' ENV=prod EXCHANGE=kucoin target soak-once
  assert_status 0
  assert_output_has '[INFO] ALERT_POLICY env=prod min_severity=CRIT source=alert-min-severity'
  assert_output_has '[INFO] Heartbeat written key=prod:kucoin:soak:runner:heartbeat'
  [[ $output =~ CONTINUOUS_METRICS\ verdict=CRIT\ windows=25\ symbols=3\ crit=3\ warn=0\ ok=9\ duration_ms=[0-9]+ ]]
  assert_output_has '[INFO] EXPORT_STATUS summary=OK violations=OK reason='
  [ "$(cli HGET prod:kucoin:soak:summary verdict)" = CRIT ]
  [ "$(cli TTL prod:kucoin:soak:summary)" -gt 7100 ] # two intervals
  [ "$(cli TTL prod:kucoin:soak:runner:heartbeat)" -gt 7100 ]
  [[ $(cli GET prod:kucoin:soak:runner:heartbeat) =~ ^20[0-9-]+T[0-9:]+Z$ ]]
  [ "$(cli GET prod:kucoin:soak:runner:heartbeat_timestamp)" -gt 1700000000 ]
  [ "$(cli TTL prod:kucoin:soak:alert_state)" = -1 ]
  local left
  left=$(debounce_left prod:kucoin)
  [ "$left" -ge $((10800 - (SECONDS - before) - 2)) ] && [ "$left" -le 10800 ] # whole seconds, both
  [ "$(cli GET prod:kucoin:soak:alerts:debounce)" = "$(cli GET prod:kucoin:soak:alert_state)" ]
  [ "$(jq -r '.last_level + .last_verdict' <<<"$(cli GET prod:kucoin:soak:alert_state)")" = CRITCRIT ]
}

@test "an unchanged summary is not exported but lives on, and is exported again when Redis lost it" {
  start_redis
  fake --crit
  once
  cli EXPIRE dev:bybit:soak:summary 1000 >/dev/null
  cli HSET dev:bybit:soak:summary updated_at earlier >/dev/null
  once
  assert_output_has '[INFO] Summary unchanged, skip export'
  assert_output_has 'CONTINUOUS_METRICS verdict=UNCHANGED windows=25'
  [ "$(cli TTL dev:bybit:soak:summary)" -gt 3000 ]
  [ "$(field dev:bybit:soak:summary updated_at)" = earlier ]
  cli FLUSHALL >/dev/null
  once
  assert_output_has 'EXPORT_STATUS summary=OK violations=OK reason='
  [ "$(field dev:bybit:soak:summary verdict)" = CRIT ]
  # another Redis, or another environment, has nothing yet
  once --env staging
  assert_lacks 'Summary unchanged'
}

@test "Telegram and Slack take the guide's message with one id" {
  start_chat
  fake --crit
  once "${chat_options[@]}" --env prod --report-url 'https://ci.example/run?a=1&b=<2>'
  assert_status 0
  [ "$(accepted telegram)" = 1 ]
  [ "$(accepted slack)" = 1 ]
  [ ! -e "$chat/refused" ] || fail "$(cat "$chat/refused")"
  jq -r 'select(.channel == "telegram") | .text' "$chat/accepted" | sed '$d' >text
  diff text - <<'END'
[🔴 CRIT] Soak summary (env=prod, exch=bybit)
windows=25 symbols=3 crit=3 warn=0

Top violations:
- BTCUSDT: edge_bps < 2 at window #23 (1.4)
- BTCUSDT: p95_latency_ms > 400 at window #24 (460)
- ETHUSDT: maker_taker_ratio < 0.75 at window #24 (0.7)

Артефакты: POST_SOAK_ANALYSIS.md, RECOMMENDATIONS.md
Report: https://ci.example/run?a=1&b=<2>
END
  [ "$(jq -r .id "$chat/accepted" | sort -u | wc -l)" = 1 ]
  [ -z "$(ls artifacts/state/outbox/prod_bybit)" ]
}

@test "markup in a symbol stays text" {
  start_chat
  local i
  for i in $(seq 24); do
    printf '{"symbol":"<!channel> *X*_`&[a](http://b)","net_bps":1,"iteration":%s}\n' "$i"
  done >FAKE.ndjson
  run continuous_runner --iter-glob FAKE.ndjson --max-iterations 1 --lock-file lock --redis-url redis://127.0.0.1:1 \
    "${chat_options[@]}"
  [ ! -e "$chat/refused" ] || fail "$(cat "$chat/refused")"
  jq -r 'select(.channel == "telegram") | .text' "$chat/accepted" | grep -qF -- '- <!channel> *X*_`&[a](http://b): edge_bps < 2'
  jq -r 'select(.channel == "slack") | .text' "$chat/accepted" | grep -qF -- '- &lt;!channel&gt; *X*_`&amp;[a](http://b): edge_bps &lt; 2'
}

@test "one dead channel does not hold up the other, and gets the alert when it is back" {
  start_chat
  fake --crit
  behave telegram 500
  start_runner "${chat_options[@]}" --alert-retry-sec 1 --interval-min 60
  wait_for grep -q taken.by.slack "$runner_log"
  [ "$(accepted telegram)" = 0 ]
  [ "$(jq -r '.pending[0].channel' artifacts/state/outbox/dev_bybit/soak.json)" = telegram ]
  # shellcheck disable=SC2317 # called by wait_for
  was_refused() { [ "$(grep -c 'not taken by telegram' "$runner_log")" -ge "$1" ]; }
  wait_for was_refused 3
  behave telegram ok
  wait_for grep -q ' taken by telegram$' "$runner_log"
  stop_runner TERM
  [ "$(accepted telegram) $(accepted slack)" = '1 1' ]
  [ "$(grep -c ALERT_SENT "$runner_log")" = 1 ]
  [ "$(jq -r .id "$chat/accepted" | sort -u | wc -l)" = 1 ]
  [ ! -e "$work/lock" ]
}

@test "Retry-After is honoured, also by the next process" {
  start_chat
  fake --crit
  behave telegram '429 3000' ok
  chat_options+=(--redis-down-max 0)
  local before
  before=$(date +%s)
  once "${chat_options[@]}" --alert-retry-sec 1
  [ "$(accepted telegram)" = 0 ]
  assert_output_has 'not taken by telegram: HTTP 429 Too Many Requests: retry after 3000; again in 3000 s'
  once "${chat_options[@]}"
  [ "$(accepted telegram)" = 0 ]
  # the time comes
  local entry=artifacts/state/outbox/dev_bybit/soak.json due
  due=$(jq -r '.pending[0].not_before | fromdate' "$entry")
  [ "$due" -ge $((before + 3000)) ] && [ "$due" -le $(($(date +%s) + 3000)) ] || fail "due at $due"
  jq '.pending[0].not_before = "2025-01-01T00:00:00Z"' "$entry" >later
  mv later "$entry"
  once "${chat_options[@]}"
  [ "$(accepted telegram)" = 1 ]
}

@test "a channel that hangs is given up in time, and a stop does not wait for it" {
  start_chat
  fake --crit
  behave telegram hang
  start_runner "${chat_options[@]}" --alert-timeout-sec 30
  wait_for test -s "$chat/accepted"
  stop_runner TERM
  once "${chat_options[@]}" --alert-timeout-sec 1
  assert_status 0
}

@test "--alert-test says what each channel answers, and keeps secrets that a server repeats" {
  start_chat
  runner --alert-test "${chat_options[@]}" --alert console
  assert_status 0
  assert_output_has '[INFO] ALERT_TEST channel=telegram result=OK answer="HTTP 200"'
  assert_output_has '[INFO] ALERT_TEST channel=slack result=OK answer="HTTP 200 ok"'
  behave telegram echo
  behave slack echo
  runner --alert-test "${chat_options[@]}"
  assert_status 1
  assert_output_has 'ALERT_TEST channel=telegram result=FAIL answer="HTTP 500 /bot***/sendMessage"'
  assert_output_has 'ALERT_TEST channel=slack result=FAIL'
  runner --alert-test --alert telegram --telegram-api-base https://localhost:1
  assert_status 1
  assert_output_has "Couldn't connect to server"
  runner --alert-test --alert telegram --telegram-api-base "$chat_url"
  assert_output_has 'result=FAIL answer="SSL peer certificate'
}

@test "proxy variables are honoured" {
  start_chat
  https_proxy=http://127.0.0.1:1 no_proxy='' runner --alert-test "${chat_options[@]}"
  assert_status 1
  assert_output_has "Couldn't connect to server"
  https_proxy=http://127.0.0.1:1 no_proxy=localhost runner --alert-test "${chat_options[@]}"
  assert_status 0
}

@test "--alert command: gets the alert as JSON and is ended when it hangs" {
  fake --crit
  # shellcheck disable=SC2016
  printf '#!/bin/sh\ncat >got.json\necho "$#" >args\n' >take
  printf '#!/bin/sh\nsleep 60\n' >hang
  chmod +x take hang
  once --alert command:./take
  [ "$(jq -r '.topic + " " + .level + " " + .env' got.json)" = 'soak CRIT dev' ]
  jq -r .text got.json | grep -qF 'Soak summary (env=dev, exch=bybit)'
  [ "$(cat args)" = 0 ]
  once --alert-test --alert command:./hang --alert-timeout-sec 1
  assert_status 1
  assert_output_has './hang did not end in time and was killed'
  once --alert-test --alert command:./none
  assert_output_has 'cannot start ./none: No such file or directory'
}

@test "ping: good cycles, bad cycles and alerts that wait" {
  start_chat
  export PING_URL="$chat_url/ping/$PING_SECRET?x=1"
  once --alert-ca "$chat/ca.pem"
  assert_status 3
  fake --crit
  once --alert-ca "$chat/ca.pem"
  behave slack 500
  once --alert slack --alert-ca "$chat/ca.pem" --alert-debounce-min 0 --env other
  [ "$(sed "s/$PING_SECRET/ID/" "$chat/pings")" = '/ping/ID/fail?x=1 no file matches fake/FAKE_*.json (is the pattern quoted, and the directory right?)
/ping/ID?x=1 
/ping/ID/fail?x=1 1 alert deliveries wait for a channel' ]
  export PING_URL=https://localhost:1/$PING_SECRET
  once
  assert_output_has "--ping-url: Couldn't connect to server"
}

@test "the metrics file is Prometheus text and follows the debounce" {
  fake --crit
  once --alert console --metrics-file m.prom
  grep -qx 'soak_alert_debounce_remaining_minutes{env="dev",exchange="bybit"} 0' m.prom
  once --alert console --metrics-file m.prom
  grep -qx 'soak_alert_debounce_remaining_minutes{env="dev",exchange="bybit"} 180' m.prom
  grep -qx 'soak_alerts_sent_total{env="dev",exchange="bybit"} 1' m.prom
  grep -qx 'soak_export_failures_in_row{env="dev",exchange="bybit"} 2' m.prom
  grep -qx 'soak_verdict{env="dev",exchange="bybit"} 2' m.prom
}

@test "systemd: ready, watchdog, stopping" {
  fake --ok
  # Each message behind the milliseconds that passed since the one before it.
  python3 - >notified <<'END' &
import socket, time
s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
s.bind("notify.sock")
s.settimeout(60)
text, last = "", time.monotonic()
while "STOPPING" not in text:
    text = s.recv(4096).decode()
    now = time.monotonic()
    print(round(1000 * (now - last)), text.replace("\n", " "), flush=True)
    last = now
END
  local listener=$!
  wait_for test -S notify.sock
  NOTIFY_SOCKET=$work/notify.sock WATCHDOG_USEC=2000000 start_runner
  # shellcheck disable=SC2317 # called by wait_for
  fed_watchdog() { [ "$(grep -c 'WATCHDOG=1' notified)" -ge 4 ]; }
  wait_for fed_watchdog
  stop_runner INT
  wait "$listener"
  head -n 1 notified | grep -qE '^[0-9]+ READY=1$'
  # systemd would kill it after 2 s without a word; it speaks every second, at half of that
  sed 1d notified | while read -r passed what; do
    [ "$passed" -lt 2000 ] || fail "$passed ms without a word before $what"
  done
  [ "$(sed 1,2d notified | awk '/WATCHDOG=1/ && $1 >= 900' | wc -l)" -ge 3 ]
}

@test "no new windows, and no analysis, are alerts of their own, once and again when it is over" {
  start_chat
  fake --ok
  start_runner "${chat_options[@]}" --interval-min 0.005 --max-window-age-min 0.02
  wait_for grep -q 'No new soak window' "$chat/accepted"
  more_cycles 3
  fake --ok --variant 2
  generate_fake_summary --warn --out fake 2>/dev/null
  wait_for grep -q 'New soak windows again' "$chat/accepted"
  stop_runner TERM
  rm -rf fake artifacts
  : >"$chat/accepted"
  start_runner "${chat_options[@]}" --interval-min 0.005 --max-window-age-min 0
  wait_for grep -q 'Soak analysis failed 3 cycles in a row' "$chat/accepted"
  grep -q 'Reason: no file matches' "$chat/accepted"
  more_cycles 3
  fake --ok
  wait_for grep -q 'Soak analysis works again' "$chat/accepted"
  more_cycles 3
  stop_runner TERM
  [ "$(grep -c 'Soak analysis failed' "$chat/accepted")" = 2 ] # one a channel
  [ "$(grep -c 'works again' "$chat/accepted")" = 2 ]
}

@test "three failed exports in a row are a warning, whatever the minimum severity" {
  fake --ok
  export ALERT_POLICY=prod=CRIT
  once --env prod --alert console
  once --env prod --alert console
  assert_lacks 'Redis export skipped'
  once --env prod --alert console
  assert_output_has '[🟡 WARN] Redis export skipped 3 cycles in a row

Env: prod
Exchange: bybit
Consecutive failures: 3
Last check: '
  once --env prod --alert console
  assert_lacks 'Redis export skipped'
  [ "$(marker '.consecutive_failures, .reason, .status' | xargs)" = '4 redis_unavailable SKIP' ]
  echo '{"status":"OK","consecutive_failures":0}' >artifacts/state/last_export_status.json
  once --env prod --alert console
  [ "$(marker .consecutive_failures)" = 1 ]
}

@test "--exit-on-crit ends with 1 after export and alert" {
  start_redis
  fake --crit
  once --exit-on-crit --alert console
  assert_status 1
  assert_output_has ALERT_SENT
  [ "$(field dev:bybit:soak:summary verdict)" = CRIT ]
}
