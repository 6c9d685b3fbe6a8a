# Sourced by the scripts here. SOAK is the command that runs soak where the shards are analyzed (default: soak).
# shellcheck shell=sh
: "${SOAK:=soak}"

# usage NAME: what is wrong, and how it is called.
usage() {
  printf '%s: %s\nusage: %s N OUT_DIR ANALYZE_OPTION...\n' "$1" "$2" "$1" >&2
  exit 2
}

# arguments NAME N OUT_DIR OPTION...: checks them and sets n, out.
arguments() {
  [ "$#" -ge 4 ] || usage "$1" 'expected a number of shards, a directory, and what analyze_post_soak is to read'
  case $2 in '' | *[!0-9]* | 0* | ??????*) usage "$1" "'$2' is not a number of shards" ;; esac
  n=$2 out=$3
}

# quoted WORD...: the words for a shell, which takes nothing in them for its own.
quoted() {
  for word in "$@"; do
    printf "'%s' " "$(printf '%s' "$word" | sed "s/'/'\\\\''/g")"
  done
}

# What an earlier run has left would pass for a shard of this one.
forget_shards() { rm -f "$out"/shards/*/SHARD.json; }

# The directories of all shards, one a line.
shard_directories() {
  k=1
  while [ "$k" -le "$n" ]; do
    printf '%s\n' "$out/shards/$k"
    k=$((k + 1))
  done
}

# Joins all shards into OUT_DIR; ends with status 3, and the name of the shard, if one is missing.
merge() {
  old_ifs=$IFS
  IFS='
'
  set -f
  # shellcheck disable=SC2046 # one a line
  set -- $(shard_directories)
  set +f
  IFS=$old_ifs
  # shellcheck disable=SC2086 # SOAK is a command with its arguments
  $SOAK merge_reports "$@" --out-dir "$out"
}
