#!/bin/sh
# The daily routine: daily_check, cron_sentinel, daily_digest, artifacts_archive, all of them even when one fails. If
# there is an analysis that is newer than the key artifacts, they are built from it first; an old analysis is left
# alone, or a bot that has stopped would look alive.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
# shellcheck source=scripts/ops/common.sh
. "$here/common.sh"

summary=$REPORTS_DIR/SOAK_SUMMARY.json
if [ -n "$(find "$summary" -newer "$ARTIFACTS/KPI_GATE.json" 2>/dev/null)" ] ||
  { [ -e "$summary" ] && [ ! -e "$ARTIFACTS/KPI_GATE.json" ]; }; then
  "$here/key-artifacts.sh" || failed="$failed key-artifacts"
else
  step full_stack_validate --artifacts-dir "$ARTIFACTS" --tz "$SOAK_TZ"
fi
# The sentinel looks for the rollup on Mondays. If the weekly routine has not made it, it is made here; whether it says
# GO is not the day's business.
today=$(TZ=$SOAK_TZ date -d "${SOAK_NOW:-now}" '+%u %F')
if [ "${today% *}" = 1 ] && [ ! -e "$ARTIFACTS/history/WEEKLY_ROLLUP_${today#* }.json" ]; then
  "$SOAK_BIN/weekly_rollup" --artifacts-dir "$ARTIFACTS" --tz "$SOAK_TZ" ${SOAK_NOW:+--now "$SOAK_NOW"} || [ $? -eq 1 ] || failed="$failed weekly_rollup"
fi
step daily_check --artifacts-dir "$ARTIFACTS"
step cron_sentinel --artifacts-dir "$ARTIFACTS" --tz "$SOAK_TZ" --window-hours 24
step daily_digest --artifacts-dir "$ARTIFACTS" --tz "$SOAK_TZ" --journal "$ARTIFACTS/SOAK_JOURNAL.jsonl" --hours 24
"$here/archive-daily.sh" || failed="$failed artifacts_archive"
finish
