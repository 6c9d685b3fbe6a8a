#!/usr/bin/env bats
# ops/cluster: shards under GNU parallel, here and over real sshd's on loopback, and under a real Slurm. What comes out is what
# one run over all symbols writes, to the byte; a shard that was killed is run again, one that is lost is named.
# shellcheck disable=SC2016,SC2030,SC2031,SC2154 # texts for a later shell; variables that bats sets
load ../support/redis
load ../support/slurm

setup_test() {
  cluster=$SOAK_SOURCE_ROOT/ops/cluster
  export SOAK_LIBEXEC=$SOAK_BIN SOAK=$work/soak
  # As it is on another machine: with nothing of the environment but what it sets itself, and with the trouble that a test plans.
  cat >"$SOAK" <<END
#!/bin/sh
export SOAK_LIBEXEC='$SOAK_BIN' MM_FREEZE_UTC_ISO=$MM_FREEZE_UTC_ISO
case " \$* " in
  *' --shard '*)
    echo "\$\$ \$(date +%s.%N) \${SSH_CONNECTION:-here} \$*" >>'$work/begun'
    if [ -x '$work/trouble' ]; then . '$work/trouble'; fi
    ;;
esac
exec '$SOAK_SOURCE_ROOT/scripts/soak' "\$@"
END
  chmod +x "$SOAK"
  mkdir windows
  "$SOAK_SOURCE_ROOT/test/support/make_odd_run.py" 3 windows/odd.ndjson
  cp "$SOAK_SOURCE_ROOT"/data/fixtures/analyze_post_soak/demo/ITER_SUMMARY_* windows/
  analyze_post_soak --iter-glob 'windows/*' --html --lang en --out-dir whole 2>/dev/null
}

teardown() {
  stop_slurm
  local pid
  for pid in "${redis_pids[@]}"; do kill -KILL "$pid" 2>/dev/null || true; done
  for pid in "${redis_pids[@]}"; do wait "$pid" 2>/dev/null || true; done
}

# merged_is_whole: the reports in out are those of the run, byte for byte.
merged_is_whole() {
  local file
  for file in whole/*; do cmp "$file" "out/${file##*/}" || fail "$file"; done
}

# The first attempt at shard 2 is killed.
plan_a_kill() {
  cat >trouble <<END
case " \$* " in *' --shard 2/'*) if mkdir '$work/was-killed' 2>/dev/null; then kill -9 \$\$; fi ;; esac
END
  chmod +x trouble
}

begun() { grep -c -- "--shard $1/" begun; }

@test "GNU parallel on one machine: the bytes of one run, and a killed shard is run again" {
  plan_a_kill
  run "$cluster/parallel.sh" 4 out --iter-glob 'windows/*' --html --lang en
  assert_status 0
  merged_is_whole
  [ "$(begun 2)" -eq 2 ] && [ "$(begun 1)" -eq 1 ]
  # Once more, with what is there of the first.
  run "$cluster/parallel.sh" 2 out --iter-glob 'windows/*' --html --lang en
  assert_status 0
  merged_is_whole
}

@test "a shard that fails for good makes the merge exit 3 and name it; wrong usage exits 2" {
  printf 'case " $* " in *" --shard 3/"*) kill -9 $$ ;; esac\n' >trouble
  chmod +x trouble
  run "$cluster/parallel.sh" 3 out --iter-glob 'windows/*'
  assert_status 3
  assert_output_has 'cannot read out/shards/3/SHARD.json: No such file or directory'
  [ "$(begun 3)" -eq 3 ] && [ ! -e out/SOAK_SUMMARY.json ]
  for arguments in '' '3 out' '0 out --iter-glob x' 'x out --iter-glob x'; do
    # shellcheck disable=SC2086 # words
    run "$cluster/parallel.sh" $arguments
    assert_status 2
    # shellcheck disable=SC2086
    run "$cluster/slurm.sh" $arguments
    assert_status 2
  done
}

# start_sshd: another host on this machine; sets $port and $sshd_pid. Keys are made for the test. With this SHLVL bash does not
# read the .bashrc of whoever runs the tests, whose complaints GNU parallel would take for names of hosts.
start_sshd() {
  port=$(free_port)
  [ -f host_key ] || ssh-keygen -q -t ed25519 -N '' -f host_key
  [ -f user_key ] || ssh-keygen -q -t ed25519 -N '' -f user_key
  mkdir -p /run/sshd
  cat >"sshd.$port" <<END
Port $port
ListenAddress 127.0.0.1
HostKey $work/host_key
AuthorizedKeysFile $work/user_key.pub
PidFile none
UsePAM no
StrictModes no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
MaxStartups 100
SetEnv SHLVL=1
END
  start_process setsid "$(command -v sshd)" -D -e -f "$work/sshd.$port"
  sshd_pid=$started_pid
  wait_for grep -q 'Server listening' "$started_log"
  echo "127.0.0.1:$port" >>hosts
}

use_ssh() {
  export SOAK_HOSTS=$work/hosts
  export SOAK_SSH="ssh -F none -i $work/user_key -o BatchMode=yes -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR"
}

@test "GNU parallel over ssh: two hosts share the work, and the bytes are those of one run" {
  [ "$(id -u)" -eq 0 ] || skip 'sshd for a test is started by root'
  start_sshd
  start_sshd
  use_ssh
  plan_a_kill
  run "$cluster/parallel.sh" 5 out --iter-glob 'windows/*' --html --lang en
  assert_status 0
  merged_is_whole
  # Every shard was begun by way of ssh, on both hosts.
  [ "$(grep -c ' here ' begun)" -eq 0 ]
  [ "$(grep -o '127.0.0.1 [0-9]* 127.0.0.1 [0-9]*' begun | cut -d' ' -f4 | sort -u | wc -l)" -eq 2 ]
  [ "$(begun 2)" -ge 2 ]
}

@test "a host that dies with its shard costs time, not the run" {
  [ "$(id -u)" -eq 0 ] || skip 'sshd for a test is started by root'
  start_sshd
  doomed=$sshd_pid
  start_sshd
  use_ssh
  # The first shard that comes to the first host takes it down: the server, its session, and itself.
  cat >trouble <<END
case \$SSH_CONNECTION in *' $(head -n 1 hosts | cut -d: -f2)')
  touch '$work/died'
  kill -9 -$doomed \$PPID \$(ps -o ppid= -p \$PPID) 2>/dev/null
  kill -9 \$\$ ;;
esac
END
  chmod +x trouble
  run "$cluster/parallel.sh" 4 out --iter-glob 'windows/*' --html --lang en
  [ -e died ] || fail 'the host lived'
  assert_status 0
  merged_is_whole
}

# The job is over, whatever became of it.
job_is_over() {
  case $(in_cluster scontrol -o show job "$1" | sed 's/.*JobState=\([A-Z_]*\).*/\1/' | sort -u | tr '\n' ' ') in
    *RUNNING* | *PENDING* | *COMPLETING* | *CONFIGURING* | *REQUEUE*) return 1 ;;
  esac
}

# submit OPTION…: slurm.sh in the cluster; sets $merge.
submit() {
  run in_cluster "$cluster/slurm.sh" "$@"
  assert_status 0
  merge=$(sed -n 's/.* merge=\([0-9]*\) .*/\1/p' <<<"$output")
}

@test "Slurm: an array and a merge behind it; a killed shard is run again" {
  obstacle=$(slurm_obstacle)
  [ -z "$obstacle" ] || skip "$obstacle"
  start_slurm
  plan_a_kill
  submit 4 out --iter-glob 'windows/*' --html --lang en
  wait_long_for job_is_over "$merge"
  merged_is_whole
  [ "$(begun 2)" -eq 2 ]
  assert_file_has out/shards/2.log 'slurm-shard: shard 2/4 ended with status 137, attempt 2'
}

@test "Slurm: a node that dies gives its shard back, and the run is whole all the same" {
  obstacle=$(slurm_obstacle)
  [ -z "$obstacle" ] || skip "$obstacle"
  start_slurm
  # Shard 1 hangs in its first attempt, on whichever node; then that node goes.
  cat >trouble <<END
case " \$* " in *' --shard 1/'*) if mkdir '$work/hangs' 2>/dev/null; then echo "\$SLURMD_NODENAME" >'$work/node'; exec sleep 600; fi ;; esac
END
  chmod +x trouble
  submit 3 out --iter-glob 'windows/*' --html --lang en
  wait_long_for test -s node
  node=$(cat node)
  # The daemon, the step's daemon and the job, at once, as when the power fails.
  for process in $(cluster_processes); do
    tr '\0' ' ' <"/proc/$process/cmdline" 2>/dev/null | grep -qE -- "slurmd -D -N $node |slurmstepd: |slurm_script|sleep 600" || continue
    kill -9 "$process" 2>/dev/null || :
  done
  in_cluster scontrol update NodeName="$node" State=DOWN Reason=test
  wait_long_for job_is_over "$merge"
  merged_is_whole
  [ "$(begun 1)" -ge 2 ]
}

@test "Slurm: a shard that is lost for good is named, and --missing runs it alone" {
  obstacle=$(slurm_obstacle)
  [ -z "$obstacle" ] || skip "$obstacle"
  start_slurm
  printf 'case " $* " in *" --shard 2/"*) exit 3 ;; esac\n' >trouble
  chmod +x trouble
  submit 3 out --iter-glob 'windows/*' --html --lang en
  wait_long_for job_is_over "$merge"
  assert_file_has out/shards/merge.log 'cannot read out/shards/2/SHARD.json: No such file or directory'
  [[ $(in_cluster scontrol -o show job "$merge") == *'ExitCode=3:0'* ]] || fail 'another status'
  [ ! -e out/SOAK_SUMMARY.json ]
  rm trouble
  submit --missing 3 out --iter-glob 'windows/*' --html --lang en
  wait_long_for job_is_over "$merge"
  merged_is_whole
  [ "$(begun 1)" -eq 1 ] && [ "$(begun 2)" -eq 2 ]
}
