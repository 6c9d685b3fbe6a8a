#!/bin/sh
# The weekly routine, before Monday's daily one: the sentinel looks for the rollup on Mondays.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
# shellcheck source=scripts/ops/common.sh
. "$here/common.sh"

step weekly_rollup --artifacts-dir "$ARTIFACTS" --tz "$SOAK_TZ"
finish
