# shellcheck shell=bash disable=SC2034,SC2154 # work comes from common.bash, the tests use what is set here
# A real Slurm on this machine: controller and two nodes, in a network namespace of its own. slurmctld wants an address that
# is not 127.x, which lo gets there. Needs root.

# Why it cannot be had here; empty if it can.
slurm_obstacle() {
  local program
  for program in slurmctld slurmd munged sbatch; do
    command -v "$program" >/dev/null || { echo "$program is not installed"; return; }
  done
  [ "$(id -u)" -eq 0 ] || { echo 'root is needed'; return; }
  unshare -n true 2>/dev/null || echo 'no network namespace is to be had'
}

# in_cluster COMMAND…: runs it where the cluster's addresses are.
in_cluster() {
  SLURM_CONF=$slurm/slurm.conf nsenter -t "$slurm_net" -n "$@"
}

# start_slurmd NODE: in the background; its process is $slurmd_NODE.
start_slurmd() {
  in_cluster slurmd -D -N "$1" >>"$slurm/$1.log" 2>&1 3>&- &
  printf -v "slurmd_$1" %s "$!"
}

# As wait_for, for what takes a scheduler its time.
wait_long_for() {
  local end=$((SECONDS + 300))
  until "$@" >/dev/null 2>&1; do
    [ "$SECONDS" -lt "$end" ] || fail "gave up waiting for: $*"
    sleep 0.2
  done
}

has_own_network() {
  local network
  network=$(readlink "/proc/$1/ns/net") && [ "$network" != "$(readlink /proc/self/ns/net)" ]
}

controller_is_up() { in_cluster scontrol ping | grep -q 'is UP'; }

node_is() { [ "$(in_cluster sinfo -h -n "$1" -o %t)" = "$2" ]; }

# Sets $slurm, the cluster's directory. Ports are its own: it has its own network.
start_slurm() {
  slurm=$work/slurm
  mkdir -p "$slurm"
  unshare -n sleep infinity 3>&- &
  slurm_net=$!
  # Before it has left it, its network is that of everybody.
  wait_for has_own_network "$slurm_net"
  nsenter -t "$slurm_net" -n ip link set lo up
  nsenter -t "$slurm_net" -n ip address add 10.99.0.1/32 dev lo
  local host
  host=$(hostname -s)
  cat >"$slurm/slurm.conf" <<END
ClusterName=test
SlurmctldHost=$host(10.99.0.1)
SlurmUser=root
AuthType=auth/munge
AuthInfo=socket=$slurm/munge,cred_expire=5
CredType=cred/munge
StateSaveLocation=$slurm/state
SlurmdSpoolDir=$slurm/spool.%n
SlurmctldPidFile=$slurm/slurmctld.pid
SlurmdPidFile=$slurm/slurmd.%n.pid
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SwitchType=switch/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SlurmdTimeout=10
InactiveLimit=0
MinJobAge=300
ReturnToService=2
JobRequeue=1
MailProg=/bin/true
SchedulerParameters=batch_sched_delay=0,sched_interval=5,requeue_delay=1
NodeName=one NodeHostname=$host NodeAddr=10.99.0.1 Port=17001 CPUs=1 State=UNKNOWN
NodeName=two NodeHostname=$host NodeAddr=10.99.0.1 Port=17002 CPUs=1 State=UNKNOWN
PartitionName=all Nodes=one,two Default=YES MaxTime=INFINITE State=UP
END
  mkdir -p "$slurm/state" "$slurm/spool.one" "$slurm/spool.two"
  head -c 1024 /dev/urandom >"$slurm/munge.key"
  chmod 400 "$slurm/munge.key"
  in_cluster munged --force --foreground --socket="$slurm/munge" --key-file="$slurm/munge.key" --pid-file="$slurm/munge.pid" \
    --log-file="$slurm/munge.log" --seed-file="$slurm/munge.seed" >/dev/null 2>&1 3>&- &
  slurm_munged=$!
  wait_for test -S "$slurm/munge"
  in_cluster slurmctld -D >"$slurm/slurmctld.log" 2>&1 3>&- &
  slurm_controller=$!
  # A node that finds no controller when it starts tries again much later.
  wait_long_for controller_is_up
  start_slurmd one
  start_slurmd two
  wait_long_for node_is one idle
  wait_long_for node_is two idle
}

# The processes in the cluster's network, one a line.
cluster_processes() {
  local network process
  network=$(readlink "/proc/$slurm_net/ns/net")
  [ -n "$network" ] && has_own_network "$slurm_net" || return 0
  for process in /proc/[0-9]*; do
    [ "$(readlink "$process/ns/net" 2>/dev/null)" != "$network" ] || echo "${process#/proc/}"
  done
}

# Ends all that runs in it, jobs included.
stop_slurm() {
  [ -n "${slurm_net:-}" ] || return 0
  local process
  # Never those of the network that everybody is in.
  if ! has_own_network "$slurm_net"; then
    kill -9 "$slurm_net" 2>/dev/null || :
    slurm_net=
    return
  fi
  for process in $(cluster_processes); do kill -9 "$process" 2>/dev/null || :; done
  slurm_net=
}
