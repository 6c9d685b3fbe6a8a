# shellcheck shell=bash disable=SC2034,SC2154 # work comes from common.bash, the tests use what is set here
# Throw-away Redis servers: each on a port of its own in the test's directory, ended with the test. What they hold is
# read with redis-cli, never with our own client.
load ../support/common

redis_pids=()

# Prints a port that nobody listens on, below the ephemeral range and with its cluster bus port (+10000) free as well. It is
# this test's until it ends: of tests that run at once no two are given the same, though a server may bind it later or never.
free_port() {
  python3 - "$$" <<'END'
import fcntl, os, random, socket, sys
folder = f"/tmp/soak-test-ports-{os.getuid()}"
os.makedirs(folder, mode=0o700, exist_ok=True)
lock = os.open(folder, os.O_RDONLY)
fcntl.flock(lock, fcntl.LOCK_EX)
taken = set()
for port in os.listdir(folder):  # a link a port, to the number of the process whose it is
    link = os.path.join(folder, port)
    if os.path.exists(f"/proc/{os.readlink(link)}"):
        taken.add(int(port))
    else:
        os.unlink(link)
while True:
    port = random.randrange(10000, 20000)
    try:
        for candidate in (port, port + 10000):
            with socket.socket() as s:
                s.bind(("127.0.0.1", candidate))
    except OSError:
        continue
    if port not in taken:
        break
os.symlink(sys.argv[1], os.path.join(folder, str(port)))
print(port)
END
}

# Runs in the background until teardown; sets $started_pid, and $started_log, which has what it prints.
start_process() {
  started_log=$work/process.${#redis_pids[@]}.log
  "$@" 3>&- >"$started_log" 2>&1 &
  started_pid=$!
  redis_pids+=("$started_pid")
}

server_answers() {
  redis-cli -p "$1" ping 2>&1 | grep -qE 'PONG|NOAUTH'
}

# start_redis [OPTION…]: a server without persistence; sets $port, $url, $redis_pid.
start_redis() {
  port=$(free_port)
  mkdir -p "$work/redis-$port"
  start_process redis-server --port "$port" --bind 127.0.0.1 --dir "$work/redis-$port" --save '' --daemonize no "$@"
  redis_pid=$started_pid
  wait_for grep -q 'Ready to accept connections' "$started_log"
  url=redis://127.0.0.1:$port/0
}

# Three nodes; sets $ports, and $port and $url to those of the first.
start_cluster() {
  local nodes=()
  ports=()
  for _ in 1 2 3; do
    start_redis --cluster-enabled yes --enable-debug-command yes
    ports+=("$port")
    nodes+=("127.0.0.1:$port")
  done
  redis-cli --cluster create "${nodes[@]}" --cluster-yes >create.log
  for port in "${ports[@]}"; do wait_for cluster_is_ok "$port"; done
  port=${ports[0]}
  url=redis://127.0.0.1:$port
}

cluster_is_ok() {
  redis-cli -p "$1" cluster info | grep -q cluster_state:ok
}

# start_sentinel PRIMARY: sets $sentinel
start_sentinel() {
  sentinel=$(free_port)
  mkdir "sentinel-$sentinel"
  cat >"sentinel-$sentinel/sentinel.conf" <<END
port $sentinel
bind 127.0.0.1
dir $work/sentinel-$sentinel
sentinel monitor mymaster 127.0.0.1 $1 1
sentinel down-after-milliseconds mymaster 2000
sentinel failover-timeout mymaster 5000
sentinel auth-pass mymaster secret
END
  start_process redis-server "sentinel-$sentinel/sentinel.conf" --sentinel
  wait_for server_answers "$sentinel"
}

master_port() {
  redis-cli -p "$sentinel" sentinel get-master-addr-by-name mymaster | tail -n 1
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
