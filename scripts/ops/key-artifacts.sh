#!/bin/sh
# Builds the key artifacts from the last analysis: EDGE_REPORT, EDGE_SENTINEL, KPI_GATE, FULL_STACK_VALIDATION.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
# shellcheck source=scripts/ops/common.sh
. "$here/common.sh"

summary=$REPORTS_DIR/SOAK_SUMMARY.json
violations=$REPORTS_DIR/VIOLATIONS.json
step edge_report --iter-glob "$ITER_GLOB" --summary "$summary" --artifacts-dir "$ARTIFACTS" --tz "$SOAK_TZ"
step edge_sentinel --iter-glob "$ITER_GLOB" --violations "$violations" --artifacts-dir "$ARTIFACTS" --tz "$SOAK_TZ"
step kpi_gate --iter-glob "$ITER_GLOB" --summary "$summary" --violations "$violations" \
  --min-readiness "$MIN_READINESS" --artifacts-dir "$ARTIFACTS" --tz "$SOAK_TZ"
step full_stack_validate --artifacts-dir "$ARTIFACTS" --tz "$SOAK_TZ"
finish
