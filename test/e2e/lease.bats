#!/usr/bin/env bats
# continuous_runner --lease redis: of several runners one works, another follows when it dies, is paused or cut off, and no
# alert is lost, nor told more than once too often. Messages are counted where they arrive. What stands in
# flow/runner/leased_loop.hpp, lease_keeper.hpp, lease_gate.hpp, handover.hpp, flow/publish/fenced_redis.hpp and
# sys/repeated_task.hpp works here with a real Redis.
# shellcheck disable=SC2030,SC2031,SC2034,SC2154 # each test has its own environment; $url and $chat come from the helpers
load ../support/runner

LEASE=6

setup_test() {
  setup_runner
  start_chat
  declare -gA pids logs
}

# leased NAME [COMMAND…] -- [OPTION…]: a runner with a state directory of its own, as on another machine; the command, if
# there is one, starts it.
leased() {
  local name=$1 before=()
  shift
  while [ "$1" != -- ]; do before+=("$1") && shift; done
  shift
  mkdir -p "$name"
  logs[$name]=$work/log/$name.log
  "${before[@]}" "$SOAK_BIN/continuous_runner" --iter-glob "$work/fake/FAKE_*.json" --lock-file "$work/$name/lock" \
    --state-dir "$work/$name/state" --out-dir "$work/$name/reports" --metrics-file "$work/$name/soak.prom" --env prod \
    --exchange bybit --redis-url "$url" --lease redis --lease-sec "$LEASE" --alert-timeout-sec 1 --alert-retry-sec 1 \
    --interval-min 0.03 --max-window-age-min 0 "${chat_options[@]}" "$@" 3>&- >>"${logs[$name]}" 2>&1 &
  pids[$name]=$!
  redis_pids+=("$!")
}

says() { grep -qF "$2" "${logs[$1]}"; }
holds() { [ "$(grep -oE 'LEASE state=[a-z]+' "${logs[$1]}" | tail -n 1)" = 'LEASE state=held' ]; }
cycles() { grep -c CONTINUOUS_METRICS "${logs[$1]}" || true; }
has_cycles() { [ "$(cycles "$1")" -ge "$2" ]; }
more() { wait_for has_cycles "$1" $(($(cycles "$1") + $2)); }
has_accepted() { [ "$(accepted slack)" -ge "$1" ]; }
now_us() { printf '%s\n' "${EPOCHREALTIME/[.,]/}"; }

# follows NAME: it holds the lease within two lengths from now.
follows() {
  local before
  before=$(now_us)
  wait_for holds "$1"
  [ $(($(now_us) - before)) -le $((2 * LEASE * 1000000)) ] || fail "took over after $(($(now_us) - before)) us"
}

# The first holds the lease and has run a cycle; the second waits.
start_two() {
  leased first -- "$@"
  wait_for holds first
  leased second -- "$@"
  more first 1
  wait_for says second 'LEASE state=waiting owner='
}

token() { cli GET prod:bybit:soak:lease | jq .token; }

@test "one works, the other waits and says so; given back, the lease is taken at once" {
  start_redis
  fake --crit
  start_two
  wait_for has_accepted 1
  more first 2
  [ "$(cycles second)" -eq 0 ]
  [ "$(accepted slack)$(accepted telegram)" = 11 ]
  grep -q 'soak_lease_held{env="prod",exchange="bybit"} 1' first/soak.prom
  grep -q 'soak_lease_held{env="prod",exchange="bybit"} 0' second/soak.prom
  [ "$(cli HGET prod:bybit:soak:summary fence)" = "$(token)" ]
  [ "$(cli GET prod:bybit:soak:alert_state | jq .fence)" = "$(token)" ]
  [ "$(cli GET prod:bybit:soak:fleet | jq .fence)" = "$(token)" ]
  before=$(token)
  runner_pid=${pids[first]}
  stop_runner
  wait_for holds second
  more second 2
  [ "$(token)" -gt "$before" ]
  [ "$(accepted slack)$(accepted telegram)" = 11 ]
}

@test "killed: followed within two lease times, and what was told is not told again" {
  start_redis
  fake --crit
  start_two
  wait_for has_accepted 1
  more first 1
  kill -KILL "${pids[first]}"
  follows second
  more second 3
  [ "$(accepted slack)$(accepted telegram)" = 11 ]
  says second 'ALERT_DEBOUNCED'
}

@test "killed while a channel does not answer: the successor tells it, once" {
  start_redis
  fake --crit
  behave slack hang
  leased first --
  wait_for says first 'taken by telegram'
  leased second --
  wait_for says first 'not taken by slack'
  kill -KILL "${pids[first]}"
  behave slack ok
  follows second
  wait_for has_accepted 1
  more second 2
  [ "$(accepted slack)$(accepted telegram)" = 11 ]
}

@test "killed at random moments: no alert lost, at most one told twice a kill" {
  start_redis
  fake --ok
  leased a --
  leased b --
  for round in 1 2 3 4 5 6; do
    fake --ok
    wait_for sh -c "grep -c 'LEASE state=held' '${logs[a]}' '${logs[b]}' | grep -q ':[1-9]'"
    if holds a && kill -0 "${pids[a]}" 2>/dev/null; then holder=a other=b; else holder=b other=a; fi
    wait_for holds "$holder"
    more "$holder" 2
    : >chat/accepted
    fake --crit --variant $((1 + round % 2))
    sleep "0.$((RANDOM % 10))$((RANDOM % 10))"
    [ $((RANDOM % 2)) -eq 0 ] || sleep 1
    kill -KILL "${pids[$holder]}"
    wait "${pids[$holder]}" 2>/dev/null || true
    follows "$other"
    wait_for has_accepted 1
    more "$other" 3
    for channel in slack telegram; do
      told=$(accepted "$channel")
      [ "$told" -ge 1 ] && [ "$told" -le 2 ] || fail "round $round: $channel was told $told times"
    done
    : >"${logs[$holder]}"
    leased "$holder" --
  done
}

@test "paused: followed, and when it wakes up it sends nothing and its writes are refused" {
  start_redis
  fake --ok
  start_two
  more first 1
  kill -STOP "${pids[first]}"
  fake --crit
  follows second
  wait_for has_accepted 1
  more second 1
  kill -CONT "${pids[first]}"
  wait_for says first 'LEASE state=waiting owner='
  more second 2
  holds second
  if holds first; then fail 'two hold the lease'; fi
  [ "$(accepted slack)$(accepted telegram)" = 11 ]
  [ "$(cli HGET prod:bybit:soak:summary fence)" = "$(token)" ]
}

@test "paused in the middle of a delivery: at most one message too many" {
  start_redis
  fake --crit
  behave slack hang
  leased first --
  wait_for says first 'taken by telegram'
  kill -STOP "${pids[first]}"
  behave slack ok
  leased second --
  follows second
  wait_for has_accepted 1
  kill -CONT "${pids[first]}"
  wait_for says first 'LEASE state=waiting owner='
  more second 2
  [ "$(accepted slack)" -le 2 ]
  [ "$(accepted telegram)" -le 2 ]
  [ "$(accepted slack)$(accepted telegram)" != 22 ] || fail 'both twice for one pause'
}

@test "a holder of before cannot write over its successor" {
  start_redis
  fake --ok
  leased first --
  wait_for holds first
  more first 1
  # A successor of whom the first has not heard: what it wrote carries a higher token.
  for key in summary violations:BTCUSDT; do cli HSET "prod:bybit:soak:$key" fence 1000 verdict NEWER >/dev/null; done
  cli SET prod:bybit:soak:alert_state '{"fence":1000}' >/dev/null
  cli SET prod:bybit:soak:lease_memory '{"fence":1000}' >/dev/null
  fake --crit
  wait_for says first 'FENCED by a newer holder of the lease'
  [ "$(cli HGET prod:bybit:soak:summary verdict)" = NEWER ]
  [ "$(cli HGET prod:bybit:soak:violations:BTCUSDT verdict)" = NEWER ]
  [ "$(cli GET prod:bybit:soak:alert_state)" = '{"fence":1000}' ]
  [ "$(accepted slack)$(accepted telegram)" = 00 ]
  # It takes the lease anew, by a token that is higher still, and then it may.
  wait_for has_accepted 1
  [ "$(token)" -gt 1000 ]
}

@test "without Redis: one last word, silence that is told, and no message twice when Redis is back" {
  start_redis --appendonly yes --appendfsync always
  fake --ok
  start_two
  more first 1
  kill -KILL "$redis_pid"
  wait_for has_accepted 1
  grep -q 'no more alerts until it is back' chat/accepted
  wait_for says first 'LEASE state=lapsed'
  fake --crit
  silent_since=$(cycles first)
  sleep "$LEASE"
  [ "$(cycles first)" -eq "$silent_since" ]
  [ "$(cycles second)" -eq 0 ]
  [ "$(accepted slack)$(accepted telegram)" = 11 ]
  for one in first second; do grep -q 'soak_lease_held{env="prod",exchange="bybit"} 0' "$one/soak.prom"; done
  wait_for says second 'Connection refused'
  start_process redis-server --port "$port" --bind 127.0.0.1 --dir "$work/redis-$port" --save '' --appendonly yes \
    --appendfsync always --daemonize no
  wait_for has_accepted 2
  wait_for sh -c "grep -c CONTINUOUS_METRICS '${logs[first]}' '${logs[second]}' | grep -q ':[3-9]'"
  sleep 2
  [ "$(accepted slack)$(accepted telegram)" = 22 ]
}

@test "a Redis that lost everything: no message twice, and what is open is remembered" {
  start_redis
  fake --outage
  start_two --alert-on incidents
  wait_for has_accepted 1
  more first 1
  sleep "$LEASE"
  cli FLUSHALL >/dev/null
  kill -KILL "${pids[first]}"
  wait_for holds second
  more second 2
  [ "$(accepted slack)$(accepted telegram)" = 11 ]
  says second 'state=opened' && fail 'the incident was opened anew'
  for one in first second; do jq -c '[.open[].id]' "$one/state/incidents/prod_bybit.json" >"$one.open"; done
  [ "$(jq length first.open)" -ge 1 ]
  cmp first.open second.open
}

@test "a Redis failover: no message twice, none lost" {
  export REDISCLI_AUTH=secret
  start_redis --requirepass secret --masterauth secret
  first_port=$port first_pid=$redis_pid
  start_redis --requirepass secret --masterauth secret --replicaof 127.0.0.1 "$first_port" --repl-diskless-sync-delay 0
  wait_for sh -c "redis-cli -p $port info replication | grep -q master_link_status:up"
  start_sentinel "$first_port"
  wait_for sh -c "redis-cli -p $sentinel sentinel replicas mymaster 2>/dev/null | grep -q $port"
  url=redis+sentinel://:secret@127.0.0.1:$sentinel/mymaster/0
  LEASE=30
  cli() { redis-cli -p "$(master_port)" "$@"; }
  cli SET prod:bybit:soak:lease '{"owner":"","token":1}' >/dev/null
  fake --crit
  start_two
  wait_for has_accepted 1
  kill -KILL "$first_pid"
  fake --crit --variant 2
  wait_for sh -c "redis-cli -p $port info replication | grep -q role:master"
  more first 2
  holds first
  [ "$(cycles second)" -eq 0 ]
  fake --ok
  more first 2
  [ "$(accepted slack)" -le 2 ]
  [ "$(jq -c 'select(.channel == "slack") | .text | sub("\nid: .*"; "")' chat/accepted | sort | uniq -d)" = '' ] ||
    fail "a message came twice: $(jq -r .text chat/accepted)"
}

# A network of two: the Redis in one namespace, the holder in another, and a cable between them that can be cut. The others
# reach the Redis, and the holder its chat, through Unix sockets.
network() {
  unshare -n sleep 600 3>&- &
  redis_net=$!
  unshare -n sleep 600 3>&- &
  holder_net=$!
  redis_pids+=("$redis_net" "$holder_net")
  wait_for sh -c "[ \"\$(readlink /proc/$redis_net/ns/net)\" != \"\$(readlink /proc/$holder_net/ns/net)\" ]"
  in_redis=(nsenter -t "$redis_net" -n) in_holder=(nsenter -t "$holder_net" -n)
  "${in_redis[@]}" ip link add cable type veth peer name cable netns "$holder_net"
  "${in_redis[@]}" ip address add 10.9.1.1/24 dev cable
  "${in_redis[@]}" ip link set cable up
  "${in_holder[@]}" ip address add 10.9.1.2/24 dev cable
  "${in_holder[@]}" ip link set cable up
  "${in_holder[@]}" ip link set lo up
}

@test "cut off from Redis by the network: followed, at most one message too many, none lost" {
  unshare -n true 2>/dev/null || skip 'network namespaces need rights that are not here'
  network
  port=6379
  start_process "${in_redis[@]}" redis-server --port 6379 --bind 10.9.1.1 --protected-mode no --save '' \
    --dir "$work" --unixsocket "$work/redis.sock" --daemonize no
  wait_for redis-cli -s "$work/redis.sock" ping
  cli() { redis-cli -s "$work/redis.sock" "$@"; }
  chat_port=$(cat chat/port)
  start_process "$SOAK_SOURCE_ROOT/test/support/relay" "$work/chat.sock" "$chat_port"
  wait_for test -S "$work/chat.sock"
  start_process "${in_holder[@]}" "$SOAK_SOURCE_ROOT/test/support/relay" "$chat_port" "$work/chat.sock"
  fake --ok
  url=redis://10.9.1.1:6379/0
  leased first "${in_holder[@]}" --
  wait_for holds first
  more first 1
  url=unix://$work/redis.sock
  leased second --
  wait_for says second 'LEASE state=waiting owner='
  "${in_holder[@]}" ip link set cable down
  fake --crit
  follows second
  more second 2
  if holds first; then fail 'two hold the lease'; fi
  # The holder that was cut off may say that Redis is away to it; its successor tells of what is wrong.
  wait_for sh -c "grep -c 'Soak summary' chat/accepted | grep -qv '^0$'"
  "${in_holder[@]}" ip link set cable up
  wait_for says first 'LEASE state=waiting owner='
  more second 2
  for channel in slack telegram; do
    crit=$(jq -r --arg channel "$channel" 'select(.channel == $channel) | .text' chat/accepted | grep -c 'Soak summary')
    [ "$crit" -eq 1 ] || fail "$channel heard of the CRIT $crit times"
    [ "$(accepted "$channel")" -le 2 ] || fail "$channel heard $(accepted "$channel") messages"
  done
}

@test "what cannot be a lease is refused" {
  runner --lease redis --lease-sec 20 --alert-timeout-sec 5 --max-iterations 1
  assert_status 2
  assert_output_has '--lease-sec: expected at least five times --alert-timeout-sec'
  runner --lease etcd
  assert_status 2
}
