#!/bin/sh
# A soak of 14 nights: each night soak_run walks the phases, after each night the daily routine runs, in the night to
# Monday the weekly rollup before it, since the sentinel looks for that on Mondays. Stopped or killed at any moment and
# started again it goes on in the same night.
#
#   soak-14d.sh [--plan | --virtual] [--first YYYY-MM-DD]
#
#   --plan     print the calendar and end
#   --virtual  run on a virtual clock: the 14 nights take seconds
#   --first    local date of the first night (default: today; kept for the restart)
#
# Settings, from the environment or soak.env.sh (common.sh): NIGHTS, NIGHT_START, NIGHT_HOURS, SHADOW_HOURS,
# CANARY_HOURS, LIVE_HOURS, TICK_SEC, REGION, HOOK_DIR, and WINDOW_CMD, which prints one ITER_SUMMARY window (without it
# others must write KPI_GATE.json and EDGE_REPORT.json).
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
# shellcheck source=scripts/ops/common.sh
. "$here/common.sh"
: "${NIGHTS:=14}" "${NIGHT_START:=22:00}" "${NIGHT_HOURS:=8}" "${SHADOW_HOURS:=2}" "${CANARY_HOURS:=2}"
: "${LIVE_HOURS:=4}" "${TICK_SEC:=3600}" "${REGION:=default}" "${HOOK_DIR:=$here/../hooks}" "${WINDOW_CMD:=}"
# The routine's scripts see the settings as they are here.
export SOAK_ENV_FILE='' SOAK_BIN SOAK_TZ ARTIFACTS REPORTS_DIR ITER_GLOB KEEP_DAYS KEEP_LAST CLEAN_DAYS SOAK_NOW=

mode=real first=
while [ $# -gt 0 ]; do
  case $1 in
    --plan) mode=plan ;;
    --virtual) mode=virtual ;;
    --first)
      [ $# -ge 2 ] || { printf 'soak-14d: --first needs a date\n' >&2; exit 2; }
      first=$2
      shift
      ;;
    *) printf 'soak-14d: unknown option %s\n' "$1" >&2; exit 2 ;;
  esac
  shift
done

reports=$ARTIFACTS/soak_reports/14d
results=$reports/RESULTS
calendar() {
  "$SOAK_BIN/soak_calendar" --first "$first" --nights "$NIGHTS" --start "$NIGHT_START" --hours "$NIGHT_HOURS" \
    --tz "$SOAK_TZ"
}
today() { "$SOAK_BIN/soak_calendar" --nights 1 --tz "$SOAK_TZ" | sed 's/.*date=\([^ ]*\).*/\1/'; }

if [ "$mode" = plan ]; then
  : "${first:=$(today)}"
  calendar
  exit
fi

mkdir -p "$reports"
if [ -s "$reports/FIRST" ]; then
  kept=$(cat "$reports/FIRST")
  [ -z "$first" ] || [ "$first" = "$kept" ] || {
    printf 'soak-14d: %s began on %s; move it away to begin another soak\n' "$reports" "$kept" >&2
    exit 2
  }
  first=$kept
else
  : "${first:=$(today)}"
  printf '%s\n' "$first" >"$reports/FIRST.tmp"
  mv "$reports/FIRST.tmp" "$reports/FIRST"
fi
plan=$(calendar)
touch "$results"

# The child gets the signal too, whoever it was sent to, and keeps its place.
child=
stop() {
  [ -z "$child" ] || { kill -TERM "$child" 2>/dev/null; wait "$child" || true; }
  printf 'soak-14d: stopped; started again it goes on\n' >&2
  exit 1
}
trap stop TERM INT HUP

# Runs in the background and waits, so that a signal is seen at once. Sets status.
attend() {
  "$@" &
  child=$!
  status=0
  wait "$child" || status=$?
  child=
}

field() { printf '%s\n' "$line" | sed "s/.* *\\b$1=\\([^ ]*\\).*/\\1/"; }

wait_for_night() {
  while [ "$(date +%s)" -lt "$1" ]; do attend sleep 20; done
}

night() { # out begin_utc
  set -- --out "$1" --once --tz "$SOAK_TZ" --shadow-hours "$SHADOW_HOURS" --canary-hours "$CANARY_HOURS" \
    --live-hours "$LIVE_HOURS" --tick-sec "$TICK_SEC" --region "$REGION" --artifacts-dir "$ARTIFACTS" \
    --reports-dir "$REPORTS_DIR" --hook-dir "$HOOK_DIR" \
    ${WINDOW_CMD:+--window-cmd "$WINDOW_CMD"} ${virtual_start:+--virtual-start "$virtual_start"}
  attend "$SOAK_BIN/soak_run" "$@"
}

# The routine after a night: the weekly rollup if it is due, then the day. Sets routine.
after_night() { # weekly
  routine=OK
  for script in $([ "$1" = no ] || echo weekly.sh) daily.sh; do
    attend "$here/$script" >>"$reports/routine.log" 2>&1
    [ "$status" -eq 0 ] || routine=FAIL
  done
}

while read -r line <&3; do
  date=$(field date)
  ! grep -q "^date=$date " "$results" || continue
  out=$reports/$date.json
  virtual_start=
  if [ "$mode" = virtual ]; then
    CLEAN_DAYS= # the windows' times are not those of this clock
    virtual_start=$(field begin_utc)
    SOAK_NOW=$(field end_utc)
  elif [ ! -e "$out" ] && [ "$(date +%s)" -ge "$(field end_epoch)" ]; then
    printf 'date=%s status=missed routine=none\n' "$date" >>"$results"
    printf 'soak-14d: the night of %s was missed\n' "$date" >&2
    continue
  else
    wait_for_night "$(field begin_epoch)"
  fi
  night "$out"
  case $status in
    0) verdict=passed ;;
    1) verdict=failed ;;
    *) exit "$status" ;;
  esac
  # Stopped, or the journal is not to be trusted: the report is not finished and the reason has been printed.
  ! grep -q '^  "status": "running"' "$out" || exit 1
  after_night "$(field weekly)"
  printf 'date=%s status=%s routine=%s\n' "$date" "$verdict" "$routine" >>"$results"
done 3<<EOF
$plan
EOF

count() { grep -c "$1" "$results" || true; }
failed=$(count 'status=failed')
missed=$(count 'status=missed')
routine=$(count 'routine=FAIL')
printf 'SOAK_14D=DONE nights=%s passed=%s failed=%s missed=%s routine_failed=%s\n' "$(count date=)" \
  "$(count 'status=passed')" "$failed" "$missed" "$routine"
[ "$failed$missed$routine" = 000 ]
