#!/bin/sh
# Packs the artifacts, lets old archives and snapshots go, and old windows, reports and journals that a verified archive
# holds.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
# shellcheck source=scripts/ops/common.sh
. "$here/common.sh"

step artifacts_archive --src "$ARTIFACTS" --fast --keep-days "$KEEP_DAYS" --keep-last "$KEEP_LAST" \
  ${CLEAN_DAYS:+--clean-days "$CLEAN_DAYS"}
finish
