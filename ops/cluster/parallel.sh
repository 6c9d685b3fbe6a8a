#!/bin/sh
# Analyzes a run in N shards under GNU parallel, here or on hosts by ssh, and merges them. Hosts see the windows and OUT_DIR
# under the same paths (a shared file system).
#   parallel.sh N OUT_DIR ANALYZE_OPTION...
# SOAK_HOSTS   file of hosts, one a line as `parallel --sshloginfile` reads it; none: this machine
# SOAK_JOBS    shards at a time on each host (default 1: each uses all processors)
# SOAK_SSH     the ssh command
# SOAK_RETRIES how often a shard that failed is begun, on another host where there is one (default 3)
set -eu
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=ops/cluster/common.sh
. "$here/common.sh"
arguments parallel.sh "$@"
shift 2
mkdir -p "$out/shards"
forget_shards

# A host that has died is given up after half a minute.
: "${SOAK_SSH:=ssh -o BatchMode=yes -o ConnectTimeout=10 -o ServerAliveInterval=10 -o ServerAliveCountMax=3}"
hosts=
[ -z "${SOAK_HOSTS:-}" ] || hosts=yes
# The shell that runs it, here or there, must not take anything in the options for its own; a glob may hold {}.
command="$SOAK analyze_post_soak $(quoted "$@")--shard @SHARD@/$n --out-dir $(quoted "$out/shards/@SHARD@")"
seq "$n" | parallel --will-cite -I @SHARD@ --retries "${SOAK_RETRIES:-3}" --jobs "${SOAK_JOBS:-1}" \
  --joblog "$out/shards/joblog" ${hosts:+--ssh "$SOAK_SSH" --sshloginfile "$SOAK_HOSTS" --filter-hosts --workdir "$(pwd)"} \
  "$command" ||
  printf 'parallel.sh: %s of %s shards failed (%s/shards/joblog)\n' "$?" "$n" "$out" >&2
merge
