#!/bin/sh
# Builds the release bundle if the run is ready for it.
#   ready-bundle.sh [--auto]     --auto: only if the last bundle is older than 3 days or its inputs changed
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
# shellcheck source=scripts/ops/common.sh
. "$here/common.sh"

# With --auto a closed gate may put the build off, which is make_bundle's decision.
if [ "${1:-}" != --auto ]; then
  "$SOAK_BIN/ready_gate" --artifacts-dir "$ARTIFACTS" --min-readiness "$MIN_READINESS"
fi
set -- --artifacts-dir "$ARTIFACTS" --min-readiness "$MIN_READINESS" "$@"
for path in $BUNDLE_INCLUDES; do
  [ ! -e "$path" ] || set -- "$@" --include "$path"
done
step make_bundle "$@"
finish
