# shellcheck shell=bash disable=SC2034,SC2154 # work comes from common.bash, the tests use what is set here
# Throw-away Redis servers: each on a port of its own in the test's directory, ended with the test. What they hold is
# read with redis-cli, never with our own client.
load ../support/common

redis_pids=()

# Prints a port that nobody listens on, below the ephemeral range and with its cluster bus port (+10000) free as well.
free_port() {
  python3 - <<'END'
import random, socket
while True:
    port = random.randrange(10000, 22000)
    try:
        for candidate in (port, port + 10000):
            with socket.socket() as s:
                s.bind(("127.0.0.1", candidate))
        print(port)
        break
    except OSError:
        pass
END
}

# Runs in the background until teardown; sets $started_pid.
start_process() {
  "$@" 3>&- >"$work/process.$RANDOM.log" 2>&1 &
  started_pid=$!
  redis_pids+=("$started_pid")
}

# wait_for SECONDS COMMAND…: until the command succeeds.
wait_for() {
  local tries=$(($1 * 20))
  shift
  until "$@" >/dev/null 2>&1; do
    tries=$((tries - 1))
    if [ "$tries" -le 0 ]; then
      fail "gave up waiting for: $*"
      return 1
    fi
    sleep 0.05
  done
}

server_answers() {
  redis-cli -p "$1" ping 2>&1 | grep -qE 'PONG|NOAUTH'
}

# start_redis [OPTION…]: a server without persistence; sets $port, $url, $redis_pid.
start_redis() {
  local attempt
  for attempt in 1 2 3 4 5; do
    port=$(free_port)
    mkdir -p "$work/redis-$port"
    start_process redis-server --port "$port" --bind 127.0.0.1 --dir "$work/redis-$port" --save '' --daemonize no "$@"
    redis_pid=$started_pid
    sleep 0.05
    if wait_for 5 server_answers "$port"; then
      url=redis://127.0.0.1:$port/0
      return 0
    fi
  done
  fail "no redis-server after $attempt attempts"
}

teardown() {
  local pid
  for pid in "${redis_pids[@]}"; do kill -KILL "$pid" 2>/dev/null || true; done
  for pid in "${redis_pids[@]}"; do wait "$pid" 2>/dev/null || true; done
}

cli() {
  redis-cli -p "$port" "$@"
}

# One field of a hash.
field() {
  cli HGET "$1" "$2"
}

# make_summary [SYMBOLS [EVENTS_A_SYMBOL [TIME [VALUE]]]]: SOAK_SUMMARY.json and VIOLATIONS.json.
make_summary() {
  python3 "$SOAK_SOURCE_ROOT/test/support/make_summary.py" "${1:-2}" "${2:-4}" "${3:-2025-10-21T12:34:56Z}" "${4:-2.45}"
}

export_summary() {
  run export_summary_to_redis --summary SOAK_SUMMARY.json --redis-url "$url" --env prod --exchange bybit "$@"
}

export_violations() {
  run export_violations_to_redis --summary SOAK_SUMMARY.json --violations VIOLATIONS.json --redis-url "$url" \
    --env prod --exchange bybit "$@"
}

marker() {
  jq -r "$1" artifacts/state/last_export_status.json
}

# Every hash of every symbol has its eight fields and a time to live: whole, whenever one looks.
assert_hashes_whole() {
  redis-cli "$@" --eval "$SOAK_SOURCE_ROOT/test/support/broken_hashes.lua" >broken
  [ "$(cat broken)" = "" ] || fail "hashes that are not whole: $(head -c 300 broken)"
}
