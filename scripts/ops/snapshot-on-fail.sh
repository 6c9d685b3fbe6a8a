#!/bin/sh
# Keeps what the artifacts were when the journal last said FAIL; once for each FAIL. Without a journal there is nothing
# to do.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
# shellcheck source=scripts/ops/common.sh
. "$here/common.sh"

[ -e "$ARTIFACTS/SOAK_JOURNAL.jsonl" ] || exit 0
step artifacts_snapshot_on_fail --journal "$ARTIFACTS/SOAK_JOURNAL.jsonl" --fast --keep-days "$KEEP_DAYS" \
  --keep-last "$KEEP_LAST"
finish
