#!/usr/bin/env bats
# What may happen to a runner at 3 a.m.: killed, started fifty times, Redis in every bad state, a full disk, files that
# somebody edited.
# shellcheck disable=SC2030,SC2031,SC2034,SC2154 # each test has its own environment; $url and $chat come from the helpers
load ../support/runner

setup_test() {
  setup_runner
}

# kills ROUNDS [OPTION…]: kill-rounds for two environments that share a state directory, one of them without a Redis
kills() {
  start_chat
  start_redis
  mkdir "$work/chat2"
  start_process "$SOAK_SOURCE_ROOT/test/support/chat-server" "$work/chat2"
  wait_for test -s "$work/chat2/port"
  local seed=$RANDOM status_a=0 status_b=0
  SLACK_WEBHOOK_URL=https://localhost:$(cat chat2/port)/$CHAT_HOOK \
    "$SOAK_SOURCE_ROOT/test/support/kill-rounds" "$SOAK_BIN/continuous_runner" chat2 b "$1" "$seed" staging state \
    --redis-url redis://127.0.0.1:1/0 "${@:2}" >b.out 2>&1 3>&- &
  local second=$!
  "$SOAK_SOURCE_ROOT/test/support/kill-rounds" "$SOAK_BIN/continuous_runner" chat a "$1" "$((seed + 1))" prod state \
    --redis-url "$url" "${@:2}" >a.out 2>&1 || status_a=$?
  wait "$second" || status_b=$?
  cat a.out b.out >&2
  [ "$status_a$status_b" = 00 ] || fail "seed $seed: $(cat a.out b.out)"
  count 'killed alert rounds' "$((2 * $1))"
}

@test "SIGKILL at 200 random moments: no alert is lost, none repeated without a reason" {
  kills "${SOAK_KILL_ROUNDS:-100}"
}

@test "SIGKILL at 100 random moments: no news of an incident is lost, nor repeated but what was being sent" {
  kills "$((${SOAK_KILL_ROUNDS:-100} / 2))" --alert-on incidents
}

@test "fifty starters at once, twenty rounds: one owner each" {
  fake --ok
  cat >start.py <<'END'
import os, signal, subprocess, sys, time
command = [os.environ["SOAK_BIN"] + "/continuous_runner", "--iter-glob", "fake/FAKE_*.json", "--lock-file", "many.lock",
           "--redis-url", "redis://127.0.0.1:1/0"]
for number in range(20):
    runners = [subprocess.Popen(command, stdout=open(f"log/{i}.many", "w"), stderr=subprocess.STDOUT) for i in range(50)]
    end = time.monotonic() + 60
    while sum(r.poll() is None for r in runners) > 1 and time.monotonic() < end:
        time.sleep(0.01)
    time.sleep(0.02)
    owners = [r for r in runners if r.poll() is None]
    losers = [i for i, r in enumerate(runners) if r.poll() is not None]
    assert len(owners) == 1, f"round {number}: {len(owners)} owners"
    assert all(runners[i].returncode == 1 for i in losers), [r.returncode for r in runners]
    assert all("[ERROR] Failed to acquire lock, exiting\n" in open(f"log/{i}.many").read() for i in losers)
    while True:  # the owner writes its PID right after it took the lock
        content = open("many.lock").read()
        if content == f"{owners[0].pid}\n":
            break
        assert time.monotonic() < end, f"round {number}: the lock file says {content!r}, owner {owners[0].pid}"
    owners[0].send_signal(signal.SIGKILL if number % 2 else signal.SIGTERM)
    owners[0].wait()
END
  python3 start.py
}

@test "a lock file that is empty, or has the PID of somebody else, is taken; an old one with a word" {
  fake --ok
  continuous_runner --iter-glob 'fake/FAKE_*.json' --max-iterations 1 --no-export --lock-file new/place/lock 2>/dev/null
  : >lock
  once
  assert_status 0
  echo $$ >lock
  once
  assert_status 0
  echo 4194999 >lock
  touch -d '7 hours ago' lock
  once
  assert_status 0
  assert_output_has 'stale lock file'
  assert_output_has 'without an owner: taken'
  [ ! -e lock ]
}

@test "a live owner is never robbed, however old its lock file is" {
  fake --ok
  start_runner
  wait_for grep -q EXPORT_STATUS "$runner_log"
  touch -d '7 hours ago' lock
  once
  assert_status 1
  assert_output_has '[ERROR] Failed to acquire lock, exiting'
  assert_output_has "is held by process $runner_pid"
  : >lock
  once
  assert_status 1
  stop_runner TERM
  once
  assert_status 0
}

@test "a runner whose lock file was removed gives up, and leaves the new owner's alone" {
  fake --ok
  start_runner --interval-min 0.02
  wait_for grep -q EXPORT_STATUS "$runner_log"
  rm lock
  local old=$runner_pid old_log=$runner_log old_status=0
  start_runner
  wait "$old" || old_status=$?
  [ "$old_status" = 1 ]
  grep -q 'was removed or replaced: another runner may be at work, giving up' "$old_log"
  wait_for grep -qx "$runner_pid" lock
}

# Whatever --lock-file names by a slip, or somebody has put there, is left as it is.
@test "--lock-file takes nothing that is not a lock file: refused with exit 2, untouched" {
  fake --ok
  mkfifo fifo
  printf 'what I must not forget\n' >notes
  printf '1\n' >number
  ln number other-name
  ln -s number link
  [ "$(id -u)" -ne 0 ] || mknod null c 1 3
  for path in fifo notes number other-name link null fake; do
    [ -e "$path" ] || continue
    local before
    before=$(stat -c '%i %F %s %Y' "$path")
    runner --max-iterations 1 --no-export --lock-file "$path"
    assert_status 2
    assert_output_has "cannot take $path for a lock file: it "
    assert_output_has '--lock-file names another'
    [ "$(stat -c '%i %F %s %Y' "$path")" = "$before" ]
  done
  [ "$(cat notes number)" = $'what I must not forget\n1' ]
}

@test "a lock file of our own that is left behind is taken; one of somebody else is not, and its owner is named" {
  fake --ok
  printf '4711\n' >lock
  chmod 644 lock
  runner --max-iterations 1 --no-export
  assert_status 0
  chmod -R a+rX .
  mkdir -m 777 theirs
  foreign=/proc/sys/kernel/pid_max  # a number that belongs to root
  if [ "$(id -u)" -eq 0 ]; then
    foreign=public/lock
    mkdir -m 1777 public
    printf '4711\n' >public/lock
  fi
  run unprivileged "$SOAK_BIN/continuous_runner" --iter-glob 'fake/FAKE_*.json' --max-iterations 1 --no-export \
    --lock-file "$foreign" --state-dir theirs/state --out-dir theirs/reports
  assert_status 2
  assert_output_has 'it belongs to root; --lock-file names another'
  [ "$(id -u)" -eq 0 ] || return 0
  chown 65534 public/lock
  runner --max-iterations 1 --no-export --lock-file public/lock
  assert_status 2
  assert_output_has 'it belongs to nobody; --lock-file names another'
  [ "$(cat public/lock)" = 4711 ]
}

@test "nobody else can lock the file of a runner, and status sees that it is held all the same" {
  fake --ok
  start_runner
  wait_for grep -qx "$runner_pid" lock
  [ "$(stat -c %a lock)" = 600 ]
  chmod a+rx .
  [ "$(id -u)" -eq 0 ] || chmod 0 lock
  run unprivileged "$SOAK_BIN/status" --lock-file lock --json
  [ "$(jq -c '.runner | [.alive, .pid]' <<<"$output")" = "[true,$runner_pid]" ]
}

@test "Redis killed, then back and empty: the debounce holds, and the state is told to the new one" {
  start_redis
  fake --crit
  once --alert console
  assert_output_has ALERT_SENT
  kill -KILL "$redis_pid"
  wait "$redis_pid" 2>/dev/null || true
  once --alert console
  assert_output_has "[WARN] Could not connect to Redis at redis://127.0.0.1:$port/0: "
  assert_output_has '[WARN] redis unavailable, skip export'
  assert_output_has 'EXPORT_STATUS summary=SKIP violations=SKIP reason=redis_unavailable'
  assert_output_has 'ALERT_DEBOUNCED level=CRIT'
  fake --crit --variant 2
  once --alert console
  assert_output_has 'reason=new_violations'
  assert_output_has ALERT_SENT
  [ "$(jq .pending artifacts/state/alert_state.json)" = true ]
  start_process redis-server --port "$port" --bind 127.0.0.1 --dir "$work" --save ''
  wait_for server_answers "$port"
  once --alert console
  assert_output_has ALERT_DEBOUNCED
  assert_output_has 'EXPORT_STATUS summary=OK violations=OK reason='
  [ "$(cli GET dev:bybit:soak:alert_state | jq -r .last_signature)" = "$(jq -r .last_signature artifacts/state/alert_state.json)" ]
  [ "$(jq .pending artifacts/state/alert_state.json)" = false ]
  [ "$(field dev:bybit:soak:summary verdict)" = CRIT ]
  # what somebody deletes in a Redis that was up is deleted: no earlier alert
  cli DEL dev:bybit:soak:alert_state >/dev/null
  once --alert console
  assert_output_has ALERT_SENT
}

@test "Redis that does not answer (SIGSTOP) costs one time-out" {
  start_redis
  fake --crit
  once --alert console
  kill -STOP "$redis_pid"
  local before=$SECONDS
  once --alert console
  kill -CONT "$redis_pid"
  assert_status 0
  [ $((SECONDS - before)) -le 8 ]
  assert_output_has 'redis unavailable, skip export'
  assert_output_has ALERT_DEBOUNCED
}

@test "Redis that refuses writes: the state is kept here and told later" {
  start_redis
  fake --crit
  once --alert console
  cli CONFIG SET min-replicas-to-write 1 >/dev/null
  fake --crit --variant 2
  once --alert console
  assert_output_has ALERT_SENT
  assert_output_has 'redis refused, skip export'
  [ "$(marker .reason)" = redis_refused ]
  once --alert console
  assert_output_has ALERT_DEBOUNCED
  cli CONFIG SET min-replicas-to-write 0 >/dev/null
  once --alert console
  assert_output_has ALERT_DEBOUNCED
  [ "$(cli GET dev:bybit:soak:alert_state | jq -r .last_signature)" = "$(jq -r .last_signature artifacts/state/alert_state.json)" ]
}

@test "a full disk under the state: the alert goes out, the log says what is not kept, nothing is torn" {
  start_chat
  fake --crit
  mkdir full
  mount -t tmpfs -o size=32k tmpfs full
  mounted=$work/full
  chat_options+=(--redis-down-max 0)
  once "${chat_options[@]}" --state-dir full --env earlier
  cp full/runner_state.json full/alert_state.json .
  head -c 100000 /dev/zero >full/filler 2>/dev/null || true
  once "${chat_options[@]}" --state-dir full
  assert_status 0
  assert_output_has ALERT_SENT
  [ "$(accepted telegram) $(accepted slack)" = '2 2' ]
  assert_output_has 'is not kept across a crash as it should be: cannot write full/outbox/dev_bybit/soak.json: No space left on device'
  assert_output_has 'the alert state is not kept across a restart: cannot write full/alert_state.dev_bybit.json'
  assert_output_has "the runner's state is not kept: "
  assert_output_has 'the export status is not kept: '
  diff full/runner_state.json runner_state.json
  diff full/alert_state.json alert_state.json
  # one process remembers although the disk does not
  start_runner "${chat_options[@]}" --state-dir full --interval-min 0.01 --max-window-age-min 0
  wait_for grep -q ALERT_DEBOUNCED "$runner_log"
  more_cycles 3
  stop_runner TERM
  [ "$(grep -c ALERT_SENT "$runner_log")" = 1 ]
  [ "$(accepted telegram) $(accepted slack)" = '3 3' ] || fail "$(jq -r .id chat/accepted; cat "$runner_log")"
}

@test "a full disk under the reports: the verdict is told all the same, and after three cycles the failure" {
  fake --crit
  mkdir full
  mount -t tmpfs -o size=8k tmpfs full
  mounted=$work/full
  once --alert console --out-dir full --redis-down-max 0
  assert_status 4
  assert_output_has '[WARN] Analyzer returned 4'
  assert_output_has ALERT_SENT
  assert_output_has 'CONTINUOUS_METRICS verdict=FAIL windows=25'
  once --alert console --out-dir full --redis-down-max 0
  once --alert console --out-dir full --redis-down-max 0
  assert_output_has '[🟡 WARN] Soak analysis failed 3 cycles in a row'
  assert_output_has 'Reason: cannot write full/'
}

@test "state files that somebody edited: a message and a default, never a crash" {
  fake --crit
  mkdir -p artifacts/state/outbox/dev_bybit
  local file content
  for file in alert_state.json runner_state.json last_export_status.json outbox/dev_bybit/soak.json; do
    for content in '' '{' 'null' '[]' '{"last_sent_at":7,"pending":"x"}' "$(printf '\377\376')" '{"a":1e999}'; do
      printf '%s' "$content" >"artifacts/state/$file"
      once --alert console
      assert_status 0
      rm -f "artifacts/state/$file"
    done
  done
  rm artifacts/state/alert_state.json
  mkdir artifacts/state/alert_state.json
  once --alert console
  assert_status 0
  assert_output_has ALERT_SENT
  rmdir artifacts/state/alert_state.json
  echo '{"text":' >artifacts/state/outbox/dev_bybit/soak.json
  once --alert console
  assert_output_has 'outbox file artifacts/state/outbox/dev_bybit/soak.json is unusable and set aside as '
  assert_output_has ': byte 9: incomplete JSON'
}

@test "an alert state of the older form debounces, here and in Redis" {
  fake --crit
  mkdir -p artifacts/state
  printf '{"last_level":"CRIT","last_sent_utc":"%s"}' "$(date -u -d '47 minutes ago' +%Y-%m-%dT%H:%M:%SZ)" >old
  cp old artifacts/state/alert_state.json
  once --alert console
  assert_output_has 'remaining_min=133 verdict=CRIT'
  start_redis
  cli -x SET prod:bybit:soak:alert_state <old >/dev/null
  once --alert console --env prod
  assert_output_has 'remaining_min=133 verdict=CRIT'
  cli SET prod:bybit:soak:alert_state 'no json' >/dev/null
  once --alert console --env prod
  assert_output_has 'the state in Redis key prod:bybit:soak:alert_state is unusable and taken for none'
  assert_output_has ALERT_SENT
  cli DEL prod:bybit:soak:alert_state >/dev/null
  cli LPUSH prod:bybit:soak:alert_state x >/dev/null
  once --alert console --env prod
  assert_status 0
}

@test "malformed .env, policy, options and tokens end with 2 and say where" {
  fake --crit
  printf 'REDIS_URL=redis://:redis-secret@h/0\nSLACK_WEBHOOK_URL redis-secret\n' >.env
  once
  assert_status 2
  assert_output_has '.env: line 2 is not NAME=value: SLACK_WEBHOOK_URL '
  rm .env
  ALERT_POLICY='prod=HIGH' once
  assert_status 2
  assert_output_has "--alert-policy: 'prod=HIGH' does not end in OK, WARN or CRIT"
  once --alert telegram
  assert_status 2
  assert_output_has '--alert telegram: set TELEGRAM_BOT_TOKEN and TELEGRAM_CHAT_ID'
  once --alert pigeon
  assert_status 2
  runner --max-iterations 2 --iter-glob -
  assert_status 2
  runner --redis-url 'redis://:redis-secret@h:x/0' --max-iterations 1
  assert_status 2
  runner --env 'a b' --max-iterations 1
  assert_status 2
  run continuous_runner
  assert_status 2
  assert_output_has '--iter-glob is required'
  [ ! -e artifacts ]
}

@test "SIGTERM and SIGINT end the sleep at once with the lock released" {
  fake --ok
  local signal
  for signal in TERM INT; do
    start_runner
    wait_for grep -q EXPORT_STATUS "$runner_log"
    [ "$(cat lock)" = "$runner_pid" ]
    stop_runner "$signal"
    [ ! -e lock ]
  done
}

@test "a log that went away does not stop the runner" {
  fake --crit
  mkfifo pipe
  cat pipe >/dev/null &
  local reader=$!
  continuous_runner --iter-glob 'fake/FAKE_*.json' --lock-file lock --redis-url redis://127.0.0.1:1/0 \
    --interval-min 0.005 --metrics-file m.prom >pipe 2>&1 3>&- &
  runner_pid=$!
  redis_pids+=("$runner_pid")
  wait_for test -s m.prom
  kill "$reader"
  wait "$reader" || true
  # shellcheck disable=SC2317 # called by wait_for
  cycles() { sed -n 's/^soak_cycles_total.* //p' m.prom; }
  # shellcheck disable=SC2317 # called by wait_for
  has_gone_on() { [ "$(cycles)" -ge $(($1 + 3)) ]; }
  wait_for has_gone_on "$(cycles)"
  stop_runner TERM
}
