#!/bin/sh
# WARN: try other parameters without trading on them.
# Runs the command in SOAK_ON_TUNE_DRY, if there is one; the decision is in the environment (docs/operations/hooks.md).
exec "$(dirname "$0")/run-configured" TUNE_DRY
