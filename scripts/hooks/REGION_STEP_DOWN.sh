#!/bin/sh
# Third FAIL in a row, and every further one: leave the region.
# Runs the command in SOAK_ON_REGION_STEP_DOWN, if there is one; the decision is in the environment (docs/operations/hooks.md).
exec "$(dirname "$0")/run-configured" REGION_STEP_DOWN
