#!/usr/bin/env bats
# soak doctor, with real servers up, down, behind TLS and with a wrong password; and no secret in anything it says.
# shellcheck disable=SC2154 # variables that bats and the support files set
load ../support/runner
bats_require_minimum_version 1.5.0

setup_test() {
  unset MM_FREEZE_UTC_ISO
  export COLUMNS=500  # a fact stands on one line
  setup_runner
}

# examines OPTION…: sets status and output; what it printed is held against the secrets in teardown.
examines() {
  runs=$((runs + 1))
  run timeout 60 doctor --lock-file "$work/lock" "$@"
  printf '%s\n' "$output" >"$work/log/$runs.log"
}

# line PREFIX: one of the lines begins like this.
assert_line() {
  local line
  for line in "${lines[@]}"; do
    case $line in "$1"*) return 0 ;; esac
  done
  fail "no line begins with: $1"
}

@test "a new directory has no failure, and each line says what it is" {
  examines
  assert_status 0
  # All that were built, but for the doctor itself and the script.
  assert_line "OK   tools: $(find "$SOAK_BIN" -maxdepth 1 -type f -perm -u+x ! -name doctor ! -name sample-bot | wc -l) run"
  assert_line 'OK   time zone: Europe/Berlin'
  assert_line 'OK   artifacts directory: artifacts is not there yet and can be made'
  assert_line 'SKIP redis: no usable REDIS_URL is set'
  assert_line 'SKIP windows: none in artifacts/soak/latest'
  assert_line '     -> soak init --bot hummingbot|ccxt|passivbot|nautilus|windows'
  assert_line 'SKIP artifacts: no key artifacts were made yet'
  assert_line 'RESULT=OK '
  [ ! -e artifacts ]
  run ! grep -vE '^(OK  |WARN|FAIL|SKIP) [^:]+: .|^     -> .|^RESULT=' <(printf '%s\n' "${lines[@]}")
  examines --json
  [ "$(jq -r '.status' <<<"$output")" = OK ]
  [ "$(jq -r '[.findings[].status] | unique - ["OK", "WARN", "SKIP", "FAIL"] | length' <<<"$output")" = 0 ]
}

@test "artifacts: fresh, stale, missing" {
  "$SOAK_SOURCE_ROOT/scripts/demo" "$SOAK_BIN" >/dev/null 2>&1
  "$SOAK_SOURCE_ROOT/scripts/ops/daily.sh" >/dev/null 2>&1
  examines
  assert_status 0
  assert_line 'OK   KPI_GATE.json: 0 min old'
  rm artifacts/EDGE_REPORT.json
  examines --now "$(date -u -d '+3 days' +%FT%TZ)"
  assert_status 1
  assert_line 'FAIL KPI_GATE.json: older than 24 h'
  assert_line 'FAIL EDGE_REPORT.json: cannot read artifacts/EDGE_REPORT.json'
  assert_line '     -> share/soak/ops/daily.sh'
}

@test "windows that are simulated, or older than what counts as fresh, are warned about" {
  mkdir -p artifacts/soak/latest
  generate_fake_summary --out - 2>/dev/null | head -n 1 >artifacts/soak/latest/ITER_SUMMARY_1.json
  examines
  assert_status 0
  assert_line 'WARN windows: 1 file in artifacts/soak/latest, the newest'
  assert_output_has 'simulated (source fake), not your bot'
  printf '{"net_bps":3,"timestamp":"2026-01-05T21:00:00Z"}' >artifacts/soak/latest/ITER_SUMMARY_1.json
  examines --now 2026-01-05T21:59:00Z
  assert_line 'OK   windows: 1 file in artifacts/soak/latest, the newest 59 min old'
  assert_line '     -> soak analyze_post_soak --iter-glob'
  examines --window-hours 2 --now 2026-01-06T00:00:00Z
  assert_line 'WARN windows: 1 file in artifacts/soak/latest, the newest 3 h 00 min old; older than 2 h 00 min'
}

@test "a journal that was touched, and lines that a crash left" {
  mkdir artifacts
  soak_run --virtual-start 2026-01-05T21:00:00Z --shadow-hours 2 --canary-hours 0 --live-hours 0 --out r/out.json \
    --window-cmd "$SOAK_SOURCE_ROOT/scripts/sample-bot --seed 7" --hook-dir "$SOAK_SOURCE_ROOT/scripts/hooks" >/dev/null 2>&1
  examines
  assert_line 'OK   journal: 3 lines, the chain is whole'
  sed -i '2s/"status":"[A-Z]*"/"status":"FAIL"/' artifacts/SOAK_JOURNAL.jsonl
  : >artifacts/SOAK_JOURNAL.jsonl.torn-20260105T210000Z
  examines
  assert_status 1
  assert_line 'FAIL journal: line 2: '
  assert_line 'WARN torn lines: 1 set aside'
}

@test "redis up, down, with a password, behind TLS" {
  start_redis --requirepass redis-secret
  REDIS_URL=redis://:redis-secret@127.0.0.1:$port/0 examines
  assert_status 0
  assert_line 'OK   redis: redis://'
  REDIS_URL=redis://:not-redis-secret@127.0.0.1:$port/0 examines
  assert_status 1
  assert_line 'FAIL redis: '
  assert_line '     -> check user and password in REDIS_URL'
  REDIS_URL=redis://:redis-secret@127.0.0.1:1/0 examines
  assert_status 1
  assert_line 'FAIL redis: Could not connect'
  REDIS_URL=redis://:redis-secret@127.0.0.1:1/0 examines --offline
  assert_status 0
  openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=localhost -addext subjectAltName=DNS:localhost \
    -keyout key.pem -out ca.pem 2>/dev/null
  tls=$(free_port)
  start_process redis-server --port 0 --tls-port "$tls" --tls-cert-file ca.pem --tls-key-file key.pem --tls-auth-clients no \
    --save '' --dir "$work"
  wait_for redis-cli --tls --insecure -p "$tls" ping
  REDIS_URL=rediss://localhost:$tls examines --redis-ca ca.pem
  assert_line 'OK   redis: rediss://localhost'
  REDIS_URL=rediss://localhost:$tls examines
  assert_status 1
  assert_line 'FAIL redis: '
  REDIS_URL=redis://h:redis-secret@ examines
  assert_status 1
  assert_line 'FAIL REDIS_URL: '
}

@test "a redis that does not answer costs seconds, not minutes" {
  start_process python3 -c 'import socket, time
s = socket.create_server(("127.0.0.1", 0)); open("silent", "w").write(str(s.getsockname()[1])); time.sleep(60)'
  wait_for test -s silent
  SECONDS=0
  REDIS_URL=redis://127.0.0.1:$(cat silent)/0 examines
  assert_status 1
  [ "$SECONDS" -le 14 ]
  assert_line 'FAIL redis: '
}

@test "Telegram and Slack are asked, and nothing is sent" {
  start_chat
  options=(--telegram-api-base "$chat_url" --alert-ca "$chat/ca.pem")
  examines "${options[@]}"
  assert_status 0
  assert_line 'OK   telegram: the bot is known and sees the chat'
  assert_line 'OK   slack: the webhook answers'
  [ "$(sort "$chat/looked" | tr '\n' ' ')" = 'getChat getMe slack ' ]
  [ ! -e "$chat/accepted" ]
  TELEGRAM_CHAT_ID=-7 examines "${options[@]}"
  assert_status 1
  assert_line 'FAIL telegram: getChat: HTTP 400 Bad Request: chat not found'
  TELEGRAM_BOT_TOKEN=${CHAT_TOKEN%saw}xyz SLACK_WEBHOOK_URL=${SLACK_WEBHOOK_URL}x examines "${options[@]}"
  assert_line 'FAIL telegram: getMe: HTTP 404'
  assert_line 'FAIL slack: HTTP 404'
  examines --telegram-api-base https://localhost:1
  assert_line 'FAIL telegram: '
  assert_line 'FAIL slack: '
  lines_before=$(wc -l <"$chat/looked")
  examines "${options[@]}" --offline
  assert_status 0
  assert_line 'SKIP telegram: not asked'
  [ "$(wc -l <"$chat/looked")" = "$lines_before" ]
}

@test ".env: rights, slips, lines that are none" {
  printf 'REDIS_URL=redis://:redis-secret@127.0.0.1:1/0\nREDIS_ULR=x\n' >.env
  chmod 644 .env
  examines --offline
  assert_status 1
  assert_line 'FAIL .env: holds secrets'
  assert_line '     -> chmod 600 .env'
  assert_line 'WARN .env names: soak knows no REDIS_ULR'
  chmod 600 .env
  examines --offline
  assert_status 0
  echo 'this is redis-secret' >>.env
  examines --offline
  assert_status 0
  assert_line 'WARN .env lines: .env: line 3 is not NAME=value'
  echo 'ENV: redis-secret' >>.env
  examines --offline
  assert_status 1
  assert_line 'FAIL .env: .env: line 4 is not NAME=value: ENV '
  printf 'ALERT_POLICY=prod\nTELEGRAM_BOT_TOKEN=7\n' >.env
  examines --offline
  assert_line 'FAIL ALERT_POLICY: '
  assert_line 'FAIL TELEGRAM_BOT_TOKEN: '
  assert_line 'FAIL telegram: only one of'
}

@test "settings, hooks and keys that others may change are named, with what to do" {
  mkdir -m 755 hooks
  printf '#!/bin/sh\n' >hooks/TUNE_DRY.sh
  printf 'ENV=dev\n' >.env
  printf 'SOAK_TZ=UTC\n' >soak.env.sh
  chmod 755 hooks/TUNE_DRY.sh
  chmod 600 .env soak.env.sh
  keygen --out key >/dev/null
  check() { run doctor --offline --hook-dir hooks --journal-key key; }
  check
  assert_output_has 'OK   permissions: nobody else may change the settings, hooks and keys that are there'
  for file in hooks/TUNE_DRY.sh hooks .env soak.env.sh key; do
    chmod g+w "$file"
    check
    assert_status 1
    assert_output_has "FAIL permissions: $file may be written by others (chmod go-w $file)"
    chmod g-w "$file"
  done
  chmod o+w hooks/TUNE_DRY.sh soak.env.sh
  check
  assert_output_has 'soak.env.sh may be written by others (chmod go-w soak.env.sh); hooks/TUNE_DRY.sh may be written by others'
  [ "$(doctor --offline --json --hook-dir hooks | jq -r '.findings[] | select(.name == "permissions").status')" = FAIL ]
}

@test "directories that cannot be written, a zone that does not exist, a disk that is full" {
  mkdir artifacts
  chmod 755 . artifacts
  runs=$((runs + 1))
  run unprivileged "$SOAK_BIN/doctor" --lock-file "$work/lock" --artifacts-dir "$work/artifacts"
  assert_status 1
  assert_line "FAIL artifacts directory: $work/artifacts"
  assert_output_has 'Permission denied'
  examines --tz Mars/Base
  assert_status 1
  assert_line 'FAIL time zone: '
  small_disk 40k "doctor --artifacts-dir disk --lock-file lock >full.log || true"
  grep -q '^FAIL disk: ' full.log
}

@test "a runner that lives, one that was killed, state that cannot be used" {
  fake
  start_runner --no-export --interval-min 60
  wait_for test -s artifacts/state/runner_state.json
  examines
  assert_line "OK   runner lock: held by process $runner_pid"
  run doctor --offline  # the lock is where the runner's state says
  assert_line "OK   runner lock: held by process $runner_pid"
  kill -KILL "$runner_pid"
  wait "$runner_pid" || true
  examines
  assert_line "WARN runner lock: $work/lock was left behind by process $runner_pid"
  echo '{' >artifacts/state/runner_state.json
  echo '{"status": "SKIP", "summary": "SKIP", "reason": "redis_unavailable", "consecutive_failures": 4}' \
    >artifacts/state/last_export_status.json
  examines
  assert_status 1
  assert_line 'FAIL state files: artifacts/state/runner_state.json: '
  assert_line 'WARN exports: 4 in a row did not reach Redis'
}

@test "tools of another version, or gone, are told" {
  mkdir bin
  cp "$SOAK_BIN"/* bin/ 2>/dev/null || true
  printf '#!/bin/sh\necho soak 0.0.1\n' >bin/edge_report
  run bin/doctor --offline
  assert_status 1
  assert_line 'FAIL tools: edge_report is of another version: soak 0.0.1'
  rm bin/edge_report bin/edge_sentinel
  run bin/doctor --offline
  assert_line 'FAIL tools: cannot run '
  run doctor --offline --window-hours none
  assert_status 2
}
