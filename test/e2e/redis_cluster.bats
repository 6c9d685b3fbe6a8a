#!/usr/bin/env bats
# shellcheck disable=SC2154,SC2034,SC2030,SC2031,SC2238 # work, port, url … are shared with the helpers; hash is a file
# Those who outgrow one Redis keep the same tools: a cluster of three, while slots move, and a master behind a Sentinel.
load ../support/redis

# Keys of all nodes.
all_keys() {
  local one
  for one in "${ports[@]}"; do redis-cli -p "$one" --scan; done | sort
}

node_id() {
  redis-cli -p "$1" cluster myid
}

@test "an export is split over the nodes of a cluster, by slot" {
  start_cluster
  make_summary 300 4
  export_summary
  assert_output_has 'summary=OK'
  export_violations --stream
  assert_output_has 'events_added=1200 events_present=0'
  [ "$(all_keys | wc -l)" = 601 ]
  for one in "${ports[@]}"; do
    [ "$(redis-cli -p "$one" dbsize)" -gt 100 ]
    assert_hashes_whole -p "$one"
  done
  [ "$(redis-cli -c -p "$port" HGET prod:bybit:soak:violations:SYM0123USDT verdict)" = WARN ]
  export_violations --stream
  assert_output_has 'events_added=0 events_present=1200'
}

@test "a slot that is half moved: keys here, keys there, new keys, all whole (ASK)" {
  start_cluster
  make_summary 60 2 2025-10-21T12:00:00Z 1.5
  export_violations --stream
  # every second key of each symbol's slots moves while the slot is open
  for i in $(seq 0 2 40); do
    name=$(printf 'prod:bybit:soak:violations:SYM%04dUSDT' "$i")
    slot=$(redis-cli -p "$port" cluster keyslot "$name")
    for source in "${ports[@]}"; do
      if [ "$(redis-cli -p "$source" cluster countkeysinslot "$slot")" -gt 0 ]; then break; fi
    done
    target=${ports[0]}
    [ "$source" != "$target" ] || target=${ports[1]}
    redis-cli -p "$target" cluster setslot "$slot" importing "$(node_id "$source")" >/dev/null
    redis-cli -p "$source" cluster setslot "$slot" migrating "$(node_id "$target")" >/dev/null
    if [ $((i % 4)) = 0 ]; then redis-cli -p "$source" migrate 127.0.0.1 "$target" "$name" 0 1000 >/dev/null; fi
  done
  make_summary 80 2 2025-10-21T13:00:00Z 2.25
  export_violations --stream
  assert_output_has 'events_added=160 events_present=0'
  for one in "${ports[@]}"; do
    redis-cli -p "$one" --scan --pattern 'prod:bybit:soak:violations:SYM*' | while read -r key; do
      # a key of an open slot that came from elsewhere answers only after ASKING
      printf 'ASKING\nHGET %s last_edge\nASKING\nHLEN %s\nASKING\nTTL %s\n' "$key" "$key" "$key" |
        redis-cli -p "$one" | grep -v '^OK$' | tr '\n' ' '
      echo
    done
  done >hashes
  [ "$(grep -cE '^2.25 8 [0-9]{4} $' hashes)" = 80 ]
  [ "$(all_keys | grep -c 'violations:SYM')" = 80 ]
  [ "$(all_keys | uniq -d)" = '' ]
}

@test "slots that move during the export" {
  start_cluster
  make_summary 1500 2 2025-10-21T12:00:00Z 1.5
  export_violations --stream
  ids=("$(node_id "${ports[0]}")" "$(node_id "${ports[1]}")")
  redis-cli --cluster reshard "127.0.0.1:$port" --cluster-from "${ids[0]}" --cluster-to "${ids[1]}" \
    --cluster-slots 400 --cluster-yes --cluster-pipeline 1 >reshard.log 2>&1 3>&- &
  reshard=$!
  exports=0
  while kill -0 $reshard 2>/dev/null; do
    exports=$((exports + 1))
    make_summary 1500 2 "2025-10-21T13:00:0$((exports % 10))Z" 2.25
    export_violations --stream
    assert_status 0
    assert_output_has 'violations=OK'
  done
  wait $reshard
  [ "$exports" -ge 1 ]
  for one in "${ports[@]}"; do assert_hashes_whole -p "$one"; done
  [ "$(all_keys | wc -l)" = 3000 ]
  redis-cli --cluster check "127.0.0.1:$port" | grep -q 'All 16384 slots covered'
}

@test "a cluster node that is down: skipped, and said which" {
  start_cluster
  make_summary 50 0
  dead=${ports[2]}
  kill -KILL "$redis_pid"
  wait "$redis_pid" || true
  export_violations
  assert_status 0
  assert_output_has "node 127.0.0.1:$dead: Connection refused"
  [ "$(marker .violations)" = SKIP ]
}

@test "the master that a Sentinel names, before, during and after a failover" {
  export REDISCLI_AUTH=secret
  start_redis --requirepass secret --masterauth secret
  first=$port first_pid=$redis_pid
  start_redis --requirepass secret --masterauth secret --replicaof 127.0.0.1 "$first" --repl-diskless-sync-delay 0
  second=$port
  wait_for sh -c "redis-cli -p $second info replication | grep -q master_link_status:up"
  start_sentinel "$first"
  wait_for sh -c "redis-cli -p $sentinel sentinel replicas mymaster 2>/dev/null | grep -q $second"
  make_summary 3 1
  url=redis+sentinel://:secret@127.0.0.1:1,127.0.0.1:$sentinel/mymaster/0
  export_summary
  assert_output_has 'summary=OK'
  [ "$(redis-cli -p "$first" EXISTS prod:bybit:soak:summary)" = 1 ]
  kill -KILL "$first_pid"
  wait "$first_pid" || true
  SECONDS=0
  export_violations --stream
  until [ "$(marker .violations)" = OK ]; do
    assert_status 0
    assert_output_has '[WARN] redis unavailable, skip export'
    [ "$SECONDS" -lt 60 ] || fail 'no export after the failover'
    export_violations --stream
  done
  assert_status 0
  [ "$(master_port)" = "$second" ]
  [ "$(redis-cli -p "$second" XLEN prod:bybit:soak:violations:stream:SYM0002USDT)" = 1 ]
  case $output in *secret*) fail 'shows the password' ;; esac
}

@test "a Sentinel that knows no such master, and no Sentinel at all" {
  start_redis
  start_sentinel "$port"
  make_summary 1 0
  url=redis+sentinel://127.0.0.1:$sentinel/other/0
  export_summary
  assert_status 0
  assert_output_has "it knows no master 'other'"
  url=redis+sentinel://127.0.0.1:1,127.0.0.1:2/mymaster
  export_summary
  assert_status 0
  assert_output_has 'Sentinel 127.0.0.1:2: Connection refused'
  assert_output_has '[WARN] redis unavailable, skip export'
}
