#!/bin/sh
# First FAIL: take the last change of parameters back.
# Runs the command in SOAK_ON_ROLLBACK_STEP, if there is one; the decision is in the environment (docs/operations/hooks.md).
exec "$(dirname "$0")/run-configured" ROLLBACK_STEP
