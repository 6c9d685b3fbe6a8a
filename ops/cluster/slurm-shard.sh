#!/bin/sh
# One task of the array that slurm.sh submits: shard SLURM_ARRAY_TASK_ID of N.
#   slurm-shard.sh N OUT_DIR ANALYZE_OPTION...
set -u
n=$1 out=$2
shift 2
k=$SLURM_ARRAY_TASK_ID
attempt=1
while :; do
  status=0
  # shellcheck disable=SC2086 # SOAK is a command with its arguments
  ${SOAK:-soak} analyze_post_soak "$@" --shard "$k/$n" --out-dir "$out/shards/$k" || status=$?
  # 1 to 3 are soak's own words, which it would only say again; 4 is a file system that may be back, the rest a process
  # that was killed.
  case $status in [0-3]) exit "$status" ;; esac
  [ "$attempt" -lt 3 ] || exit "$status"
  attempt=$((attempt + 1))
  printf 'slurm-shard: shard %s/%s ended with status %s, attempt %s\n' "$k" "$n" "$status" "$attempt" >&2
  sleep 1
done
