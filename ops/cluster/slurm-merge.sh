#!/bin/sh
# The job that slurm.sh submits behind the shards.
#   slurm-merge.sh DIRECTORY_OF_THESE_SCRIPTS N OUT_DIR
set -eu
# shellcheck source=ops/cluster/common.sh
. "$1/common.sh"
# shellcheck disable=SC2034 # read by merge
n=$2 out=$3
merge
