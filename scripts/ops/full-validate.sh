#!/bin/sh
# Validates the whole stack, then the structure of the key artifacts, the validation's own among them.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
# shellcheck source=scripts/ops/common.sh
. "$here/common.sh"

step full_stack_validate --artifacts-dir "$ARTIFACTS" --tz "$SOAK_TZ"
step full_accept --artifacts-dir "$ARTIFACTS"
finish
