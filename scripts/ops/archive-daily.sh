#!/bin/sh
# Packs the artifacts and lets old archives go.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
# shellcheck source=scripts/ops/common.sh
. "$here/common.sh"

step artifacts_archive --src "$ARTIFACTS" --fast --keep-days "$KEEP_DAYS" --keep-last "$KEEP_LAST"
finish
