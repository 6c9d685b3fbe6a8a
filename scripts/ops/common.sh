# shellcheck shell=sh
# Settings of the operations scripts, and how they run their steps. Source it; it changes no directory.
# From the environment or the file SOAK_ENV_FILE (soak.env.sh in the working directory): SOAK_BIN, SOAK_TZ, ARTIFACTS,
# REPORTS_DIR, ITER_GLOB, MIN_READINESS, KEEP_DAYS, KEEP_LAST, CLEAN_DAYS (empty: nothing is cleaned), BUNDLE_INCLUDES.
: "${SOAK_ENV_FILE=./soak.env.sh}"
# shellcheck disable=SC1090 # the operator's own settings
[ ! -f "$SOAK_ENV_FILE" ] || . "$SOAK_ENV_FILE"

: "${SOAK_TZ:=Europe/Berlin}" "${ARTIFACTS:=artifacts}" "${REPORTS_DIR:=${OUT_DIR:-reports/analysis}}"
: "${ITER_GLOB:=artifacts/soak/latest/ITER_SUMMARY_*.json}" "${MIN_READINESS:=85}"
: "${KEEP_DAYS:=30}" "${KEEP_LAST:=14}" "${CLEAN_DAYS=30}" "${BUNDLE_INCLUDES:=$REPORTS_DIR}"
if [ -z "${SOAK_BIN:-}" ]; then
  for SOAK_BIN in "$here/../../build/bin" "$here/../../../libexec/soak"; do
    [ ! -d "$SOAK_BIN" ] || break
  done
fi

failed=
# Runs one tool, as of SOAK_NOW if that is set (soak-14d.sh on a virtual clock); a failure is remembered, and what comes
# after it still runs.
step() {
  tool=$1
  shift
  "$SOAK_BIN/$tool" "$@" ${SOAK_NOW:+--now "$SOAK_NOW"} || failed="$failed $tool"
}

# Ends the script: status 1 if any step failed.
finish() {
  [ -n "$failed" ] || exit 0
  printf '%s: failed:%s\n' "${0##*/}" "$failed" >&2
  exit 1
}
