#!/bin/sh
# Second FAIL in a row: switch the strategy off.
# Runs the command in SOAK_ON_DISABLE_STRAT, if there is one; the decision is in the environment (docs/operations/hooks.md).
exec "$(dirname "$0")/run-configured" DISABLE_STRAT
