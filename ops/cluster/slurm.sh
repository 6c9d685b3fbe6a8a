#!/bin/sh
# Analyzes a run in N shards as a Slurm job array, and merges them when all are over. Nodes see the windows and OUT_DIR under
# the same paths (a shared file system).
#   slurm.sh [--missing] N OUT_DIR ANALYZE_OPTION...
# --missing     only the shards that are not there yet, after some were lost for good
# SHARD_FLAGS   for sbatch of each shard, like "--mem=4G --cpus-per-task=4"
# MERGE_FLAGS   for sbatch of the merge
set -eu
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=ops/cluster/common.sh
. "$here/common.sh"
only_missing=
if [ "${1:-}" = --missing ]; then
  only_missing=yes
  shift
fi
arguments slurm.sh "$@"
shift 2
mkdir -p "$out/shards"
array=1-$n
if [ -n "$only_missing" ]; then
  array=$(shard_directories | while read -r shard; do [ -f "$shard/SHARD.json" ] || printf '%s,' "${shard##*/}"; done)
  array=${array%,}
else
  forget_shards
fi
export SOAK

# A node that dies gives its shards back (--requeue); the merge is begun whatever became of them, and names what is missing.
dependency=
if [ -n "$array" ]; then
  # shellcheck disable=SC2086 # flags
  shards=$(sbatch --parsable --job-name=soak-shard --array="$array" --requeue --open-mode=append \
    --output="$out/shards/%a.log" ${SHARD_FLAGS:-} "$here/slurm-shard.sh" "$n" "$out" "$@")
  dependency=--dependency=afterany:${shards%%;*}
fi
# shellcheck disable=SC2086 # flags
merge=$(sbatch --parsable --job-name=soak-merge --requeue $dependency --output="$out/shards/merge.log" ${MERGE_FLAGS:-} \
  "$here/slurm-merge.sh" "$here" "$n" "$out")
printf 'event=cluster_submitted shards=%s array=%s merge=%s log=%s/shards\n' "$n" "${shards:-none}" "${merge%%;*}" "$out"
