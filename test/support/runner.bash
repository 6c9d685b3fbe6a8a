# The continuous runner with a stand-in for Telegram and Slack. Everything that a runner prints goes through `runner` or
# `start_runner`, and teardown makes sure that no secret is in it, nor in any file that was left behind.
load ../support/redis

CHAT_TOKEN=110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw
CHAT_HOOK=services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX
PING_SECRET=5f3c2a7e-ping-secret

setup_runner() {
  export CHAT_TOKEN CHAT_HOOK
  unset TELEGRAM_BOT_TOKEN TELEGRAM_CHAT_ID SLACK_WEBHOOK_URL PING_URL https_proxy http_proxy HTTPS_PROXY
  export TMPDIR=$work/tmp
  mkdir -p "$work/tmp" "$work/log"
  runs=0
  mounted=
}

# A local HTTPS server that stands in for Telegram and Slack; the runner's environment points to it.
start_chat() {
  chat=$work/chat
  mkdir -p "$chat"
  start_process "$SOAK_SOURCE_ROOT/test/support/chat-server" "$chat"
  chat_pid=$started_pid
  wait_for test -s "$chat/port"
  chat_url=https://localhost:$(cat "$chat/port")
  export TELEGRAM_BOT_TOKEN=$CHAT_TOKEN TELEGRAM_CHAT_ID=-1001234567890
  export SLACK_WEBHOOK_URL=$chat_url/$CHAT_HOOK
  chat_options=(--alert telegram --alert slack --telegram-api-base "$chat_url" --alert-ca "$chat/ca.pem")
}

# behave CHANNEL LINE…: how the stand-in answers from now on; at no moment is the file empty, which would be "ok".
behave() {
  printf '%s\n' "${@:2}" >"$chat/$1.new"
  mv "$chat/$1.new" "$chat/$1"
}

# How many messages the channel took.
accepted() {
  [ -f "$chat/accepted" ] || { echo 0; return; }
  jq -r --arg channel "$1" 'select(.channel == $channel) | .id' "$chat/accepted" | wc -l
}

# fake OPTION…: a made-up run in fake/, which passes for a real one.
fake() {
  generate_fake_summary --out fake "$@" 2>/dev/null
  sed -i '/"source": "fake",/d' fake/FAKE_*.json
}

# runner OPTION…: sets $status and $output (both streams), as `run` does.
runner() {
  runs=$((runs + 1))
  run timeout 60 continuous_runner --iter-glob 'fake/FAKE_*.json' --lock-file "$work/lock" "$@"
  printf '%s\n' "$output" >"$work/log/$runs.log"
}

once() {
  runner --max-iterations 1 --redis-url "${url:-redis://127.0.0.1:1/0}" "$@"
}

# start_runner OPTION…: in the background; sets $runner_pid and $runner_log.
start_runner() {
  runs=$((runs + 1))
  runner_log=$work/log/$runs.log
  continuous_runner --iter-glob 'fake/FAKE_*.json' --lock-file "$work/lock" \
    --redis-url "${url:-redis://127.0.0.1:1/0}" "$@" 3>&- >"$runner_log" 2>&1 &
  runner_pid=$!
  redis_pids+=("$runner_pid")
}

# more_cycles COUNT: waits until the runner in the background has ended so many more.
more_cycles() {
  local before
  before=$(cycles_ended)
  wait_for has_ended_cycles "$((before + $1))"
}

cycles_ended() { grep -c CONTINUOUS_METRICS "$runner_log" || true; }
has_ended_cycles() { [ "$(cycles_ended)" -ge "$1" ]; }

# The runner must end with the status within 1 s of the signal.
stop_runner() {
  local before=${EPOCHREALTIME/[.,]/}
  kill "-${1:-TERM}" "$runner_pid"
  status=0
  wait "$runner_pid" || status=$?
  [ "$status" -eq 0 ] || fail "status $status after ${1:-TERM}"
  [ $((${EPOCHREALTIME/[.,]/} - before)) -lt 1000000 ] || fail 'took longer than a second to stop'
}

assert_lacks() {
  case $output in *"$1"*) fail "unexpected in the output: $1" ;; esac
}

teardown() {
  local pid found
  for pid in "${redis_pids[@]}"; do kill -CONT "$pid" 2>/dev/null || true; kill -KILL "$pid" 2>/dev/null || true; done
  for pid in "${redis_pids[@]}"; do wait "$pid" 2>/dev/null || true; done
  [ -z "$mounted" ] || umount "$mounted"
  printf '%s\n' "${output:-}" >"$work/log/last.log"
  found=$(grep -rlE "$CHAT_TOKEN|$CHAT_HOOK|XXXXXXXXXX|$PING_SECRET|redis-secret" "$work" --exclude-dir=chat \
    --exclude-dir='redis-*' --exclude='.env' || true)
  [ -z "$found" ] || fail "a secret is in $found"
}
