#!/usr/bin/env bats
# Web services that answer as none does: an alert stays where it is until somebody really took it;
# each ends at its deadline, in little memory, with a line that a terminal survives. Pull requests: test/tool/pr_comment.bats.
# shellcheck disable=SC2034,SC2154 # variables that bats and the support files set and read
load ../support/runner
bats_require_minimum_version 1.5.0

setup_test() {
  export MM_FREEZE_UTC_ISO=2025-10-21T12:00:00Z
  setup_runner
  fake --crit
}

answer_of() {
  python3 -B -c 'import sys; sys.path.insert(0, sys.argv[1]); import hostile
sys.stdout.buffer.write(hostile.HTTP_ANSWERS.get(sys.argv[2], b""))' "$SOAK_SOURCE_ROOT/test/support" "$1"
}

# told MODE: a cycle against a chat server of its own in the folder MODE, with channels and ping that behave like this.
told() {
  local mode=$1 channel peak
  mkdir "$mode" && cd "$mode" || return 1
  work=$PWD  # where start_chat works
  start_chat
  for channel in telegram slack ping; do behave $channel "hostile $mode"; done
  cp -r ../fake .
  PING_URL=$chat_url/ping/$PING_SECRET run python3 -c 'import resource, subprocess, sys
code = subprocess.call(sys.argv[1:], stderr=subprocess.STDOUT)
print("peak_kb", resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(code)' continuous_runner --iter-glob 'fake/FAKE_*.json' --lock-file lock --max-iterations 1 --no-export \
    --alert-timeout-sec 1 "${chat_options[@]}"
  printf '%s\n' "$output" >log
  assert_status 0
  [ "$(jq -r '.pending[].channel' artifacts/state/outbox/dev_bybit/soak.json | sort | xargs)" = 'slack telegram' ] ||
    fail "taken by: $mode"
  assert_output_has 'not taken by slack: '
  assert_output_has 'not taken by telegram: '
  # A ping is heard where 200 was said, whatever follows.
  grep -qs "^HTTP/1.1 200" <(answer_of "$mode") || assert_output_has 'ping'
  peak=$(sed -n 's/^peak_kb //p' <<<"$output")
  [ "$peak" -lt 60000 ] || fail "$mode takes $peak KiB"
  run ! grep -q '[^[:print:]]' <(LC_ALL=C.UTF-8 sed 's/\t//g' log)
  touch passed
}

# tell_all DICTIONARY LEAST: each of its modes at the same time, in a process of its own, in which a check that fails ends it.
tell_all() {
  local mode count=0
  for mode in $(hostile_modes "$1"); do
    count=$((count + 1))
    (told "$mode") 3>&- &
  done
  wait
  [ "$count" -ge "$2" ]
  for mode in $(hostile_modes "$1"); do [ -e "$mode/passed" ] || fail "$mode: $(cat "$mode/log")"; done
}

@test "an answer that is none" {
  tell_all HTTP_ANSWERS 15
}

@test "an answer without end" {
  tell_all HTTP_WITHOUT_END 8
}
