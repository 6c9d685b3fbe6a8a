#!/usr/bin/env bats
# shellcheck disable=SC2154,SC2034,SC2030,SC2031,SC2238 # work, port, url … are shared with the helpers; hash is a file
# A Redis that is away, hangs, lies or dies: the export ends in time, exits 0 with a warning, the marker says SKIP, and
# nothing in Redis is half-replaced.
load ../support/redis

# start_broken MODE [ARGUMENT…]: sets $url to a peer that misbehaves.
start_broken() {
  mkfifo "port.$1"
  python3 "$SOAK_SOURCE_ROOT/test/support/broken_redis.py" "$@" 3>&- >"port.$1" 2>"broken.log" &
  redis_pids+=($!)
  url=redis://127.0.0.1:$(head -n 1 "port.$1")/0
  rm "port.$1"
}

# Runs an export and checks that it ends between two instants, in seconds, as one that was skipped.
assert_skipped_within() {
  local least=$1 most=$2 begin took
  shift 2
  begin=$(date +%s%N)
  "$@"
  took=$((($(date +%s%N) - begin) / 1000000))
  assert_status 0
  assert_output_has '[WARN] redis unavailable, skip export'
  assert_output_has 'reason=redis_unavailable'
  [ "$took" -ge $((least * 1000)) ] || fail "ended after only $took ms"
  [ "$took" -le $((most * 1000)) ] || fail "took $took ms"
  [ "$(marker .status)" = SKIP ]
}

@test "down: refused at once" {
  make_summary 1 1
  url=redis://127.0.0.1:$(free_port)/0
  assert_skipped_within 0 2 export_summary
  assert_output_has 'Connection refused'
  [ "$(marker '.summary + "/" + (.violations | tostring)')" = SKIP/null ]
}

@test "a host name that does not exist" {
  make_summary 1 1
  url=redis://no-such-host.invalid/0
  assert_skipped_within 0 7 export_summary
  assert_output_has 'Could not connect to Redis at redis://no-such-host.invalid:6379/0: '
}

@test "hanging before an answer, dripping it, never ending it, deaf, never accepting: each ends at its deadline" {
  make_summary 2000 4
  for mode in hang drip huge deaf backlog; do
    start_broken $mode
    mkdir $mode
    (
      cd $mode || exit 1
      cp ../SOAK_SUMMARY.json ../VIOLATIONS.json .
      assert_skipped_within 4 8 export_violations --stream
      touch passed
    ) &
    waited_for+=($!)
  done
  for pid in "${waited_for[@]}"; do wait "$pid"; done
  [ "$(find . -name passed | wc -l)" = 5 ]
}

@test "hanging in the middle of an answer" {
  make_summary 2000 4
  start_redis
  start_broken stall "$port" 20000
  assert_skipped_within 4 8 export_violations --stream
  assert_output_has 'the answer was not there in time'
  assert_hashes_whole -p "$port"
}

@test "half-closed, refusing, not Redis, out of all bounds: ends at once and says why" {
  make_summary 3 1
  while read -r mode reason; do
    start_broken "$mode"
    assert_skipped_within 0 4 export_violations --stream
    assert_output_has "$reason"
    case $output in *$'\e'* | *$'\xff'*) fail 'unprintable bytes in the log' ;; esac
  done <<'END'
half_close closed the connection
refuse max number of clients reached
garbage not Redis' protocol
http not Redis' protocol
wide not Redis' protocol
deep not Redis' protocol
flood not Redis' protocol
moved redirects without end
END
}

@test "cut at any place of an export: every hash stays whole" {
  start_redis
  symbols=200
  make_summary $symbols 2 2025-10-21T12:00:00Z 1.5
  export_violations --stream
  good=$url
  make_summary $symbols 2 2025-10-21T13:00:00Z 2.25
  for bytes in 1 20 90 333 1000 5003 20011 40009 60013 80021 99989; do
    start_broken cut "$port" $bytes
    export_violations --stream
    assert_status 0
    assert_output_has '[WARN] redis unavailable, skip export'
    [ "$(marker .violations)" = SKIP ]
    assert_hashes_whole -p "$port"
    [ "$(cli --scan --pattern 'prod:bybit:soak:violations:SYM*' | wc -l)" = $symbols ]
  done
  url=$good
  export_violations --stream
  assert_output_has "violations=OK"
  # what the cut exports had added is not added again
  [ "$(cli XLEN prod:bybit:soak:violations:stream:SYM0199USDT)" = 4 ]
  [ "$(cli XLEN prod:bybit:soak:violations:stream:SYM0000USDT)" = 4 ]
}

@test "a server that is killed in the middle of an export comes back with whole hashes only" {
  start_redis --appendonly yes --appendfsync always
  make_summary 3000 2 2025-10-21T12:00:00Z 1.5
  export_violations
  assert_output_has 'violations=OK'
  make_summary 3000 2 2025-10-21T13:00:00Z 2.25
  # It gets a part of the export and is killed when it has begun to carry that out; the rest cannot be quicker.
  start_broken hold "$port" 300000
  # shellcheck disable=SC2317 # called by wait_for
  has_begun() { [ "$(field prod:bybit:soak:violations:SYM0000USDT last_edge)" = 2.25 ]; }
  (wait_for has_begun && kill -KILL "$redis_pid") 3>&- &
  killer=$!
  export_violations --stream
  wait "$killer"
  assert_status 0
  assert_output_has '[WARN] redis unavailable, skip export'
  [ "$(marker .violations)" = SKIP ]
  wait "$redis_pid" || true
  start_process redis-server --port "$port" --dir "$work/redis-$port" --save '' --appendonly yes
  wait_for server_answers "$port"
  assert_hashes_whole -p "$port"
  [ "$(cli EVAL "return #redis.call('KEYS', 'prod:bybit:soak:violations:SYM*')" 0)" = 3000 ]
}

@test "a server without memory left refuses, and the earlier hashes stay" {
  start_redis
  make_summary 2 2 2025-10-21T12:00:00Z 1.5
  export_violations
  export_summary
  cli CONFIG SET maxmemory 1
  make_summary 2 2 2025-10-21T13:00:00Z 2.25
  export_violations --stream
  assert_status 0
  assert_output_has "OOM command not allowed when used memory > 'maxmemory'."
  assert_output_has '[WARN] redis refused, skip export'
  assert_output_has 'violations=SKIP reason=redis_refused'
  export_summary
  assert_output_has 'summary=SKIP'
  assert_hashes_whole -p "$port"
  [ "$(field prod:bybit:soak:violations:SYM0001USDT last_edge)" = 1.5 ]
  [ "$(field prod:bybit:soak:summary generated_at)" = 2025-10-21T12:00:00Z ]
}

@test "a read-only replica refuses" {
  start_redis
  primary=$port
  start_redis --replicaof 127.0.0.1 "$primary"
  make_summary 1 0
  export_summary
  assert_status 0
  assert_output_has 'READONLY'
  assert_output_has 'reason=redis_refused'
}

@test "a Sentinel that names a server which is not the master any more" {
  start_redis
  primary=$port
  start_redis --replicaof 127.0.0.1 "$primary"
  make_summary 1 0
  start_broken sentinel "$port"
  url=${url/redis:/redis+sentinel:}
  url=${url/%0/mymaster/0}
  assert_skipped_within 4 8 export_summary
  assert_output_has "master 127.0.0.1:$port: it is not the master any more"
}

@test "a bad URL exits 2, names the part and shows nothing of it" {
  make_summary 1 0
  while read -r bad part; do
    url=$bad
    export_summary
    assert_status 2
    assert_output_has "$part"
    case $output in *hunter* | *$'\n'*) fail "shows too much" ;; esac
  done <<'END'
localhost:6379 scheme
http://localhost scheme
redis+tls://localhost scheme
redis:// host
redis://:6379 host
redis://[::1 host
redis://host_with_%41 host
redis://localhost:0 port
redis://localhost:hunter2 port
redis://localhost:65536 port
redis://localhost/-1 database
redis://localhost/hunter database
redis://localhost/0/1 database
redis://hunter@localhost user
redis://user:@localhost password
redis://user:hunter%2@localhost password
redis://us%zz:hunter@localhost user
redis://user:hun/ter@localhost user
unix://relative/path path
unix:///socket?database=hunter query
unix:///socket?db=hunter database
redis+sentinel://localhost:1 master
redis+sentinel://localhost:1,/master host
END
  [ ! -e artifacts ]
}

@test "a summary that is missing, malformed or of another shape exits 3 and touches nothing" {
  start_redis
  make_summary 1 1
  cp SOAK_SUMMARY.json good
  while IFS= read -r change; do
    jq "$change" good >SOAK_SUMMARY.json
    export_summary
    assert_status 3
    assert_output_has 'cannot use SOAK_SUMMARY.json: '
    export_violations
    assert_status 3
  done <<'END'
[]
del(.generated_at_utc)
.generated_at_utc = "yesterday"
.windows = -1
.windows = "24"
.symbols = []
.symbols.SYM0000USDT = 3
.symbols.SYM0000USDT.edge_bps = null
.symbols.SYM0000USDT.edge_bps.status = "FINE"
del(.overall)
.overall.crit_count = 1.5
.overall.verdict = "OK|WARN|CRIT"
END
  head -c 100 good >SOAK_SUMMARY.json
  export_summary
  assert_status 3
  assert_output_has 'byte 100: '
  rm SOAK_SUMMARY.json
  export_summary
  assert_status 3
  assert_output_has 'cannot read SOAK_SUMMARY.json: No such file or directory'
  cp good SOAK_SUMMARY.json
  for text in '' '{}' '[' '[1]' '[{}]' '[{"symbol":"A","metric":"m","level":"WARN","window_index":-1}]' '[{"a":1},]' \
    '[{"symbol":"A","metric":"m","level":"WARN"}] x'; do
    printf '%s' "$text" >VIOLATIONS.json
    export_violations
    assert_status 3
    assert_output_has 'cannot use VIOLATIONS.json: '
  done
  [ "$(cli DBSIZE)" = 0 ]
  [ ! -e artifacts ]
}

@test "wrong usage exits 2" {
  make_summary 1 1
  url=redis://127.0.0.1:1
  for flags in '--ttl 0' '--ttl x' '--ttl 99999999999' '--env a:b' '--exchange=' '--no-such'; do
    # shellcheck disable=SC2086 # the flags are meant to be split
    export_summary $flags
    assert_status 2
  done
  export_violations --stream-maxlen 0
  assert_status 2
  run export_violations_to_redis --summary - --violations - </dev/null
  assert_status 2
}

@test "a marker that cannot be written exits 4, a full standard output too" {
  start_redis
  make_summary 1 1
  echo file >not-a-directory
  export_summary --state-dir not-a-directory
  assert_status 4
  run bash -c "export_summary_to_redis --summary SOAK_SUMMARY.json --redis-url $url --dry-run >/dev/full"
  assert_status 4
}

# Everything that talks to a Redis, once; what it says goes to said.log, what it writes stays.
all_redis_tools() {
  export REDIS_URL=$1
  mkdir -p in artifacts
  printf '{"symbol":"A","iteration":1,"timestamp":1760000000,"net_bps":3}\n' >in/ITER_1.json
  {
    export_summary_to_redis --summary SOAK_SUMMARY.json
    export_violations_to_redis --summary SOAK_SUMMARY.json --violations VIOLATIONS.json --stream
    continuous_runner --iter-glob 'in/*.json' --min-windows 1 --max-iterations 1 --lock-file lock --env prod
    status --redis-url "$REDIS_URL"
    doctor --lock-file lock
    full_stack_validate
  } >said.log 2>&1 </dev/null || true
}

# A password that stands in a URL percent-encoded, and no piece of it in any form where a person or a file has it.
assert_no_secret() {
  grep -rnaiE 'hunter|nter2|horse|staple|h%75|\\x68\\x75|%68%75' said.log artifacts reports 2>/dev/null &&
    fail "shows the password: $1"
  grep -qi redis said.log
}

@test "a server that repeats the password, as it is, cut or escaped, gets it into no log and no file" {
  make_summary 1 1
  for form in plain cut tail args percent lower json repr upper word moved broken status bulk array ask; do
    start_broken quote $form
    all_redis_tools "redis://:hunter2%3Ahorse%22staple@${url#redis://}"
    assert_no_secret "$form"
  done
}

@test "a Redis whose AUTH was renamed repeats its arguments: they are nowhere, and the reason is" {
  start_redis --rename-command AUTH ''
  make_summary 1 1
  all_redis_tools "redis://:hunter2%3Ahorse%22staple@${url#redis://}"
  assert_no_secret 'renamed AUTH'
  assert_file_has said.log "it refuses AUTH: ERR unknown command"
  assert_file_has artifacts/FULL_STACK_VALIDATION.json 'it refuses AUTH: ERR unknown command'
}

@test "a transaction that Redis does not carry out is not exported" {
  start_broken nil
  make_summary 2 1
  for tool in export_summary export_violations; do
    $tool
    assert_status 0
    assert_output_has 'Redis has not carried out a transaction'
    assert_output_has 'reason=redis_refused'
    [ "$(marker .status)" = SKIP ]
  done
}

@test "half a gigabyte for an answer is refused, and costs next to no memory" {
  start_broken endless
  make_summary 2 1
  cat >peak <<'END'
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True)
print("peak_kb", resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
END
  run python3 peak export_summary_to_redis --summary SOAK_SUMMARY.json --redis-url "$url"
  assert_status 0
  assert_output_has "the answer is not Redis' protocol, or larger than it may be"
  [ "$(sed -n 's/^peak_kb //p' <<<"$output")" -lt 80000 ] || fail 'takes too much memory'
}
