#!/usr/bin/env bats
# Fourteen nights with the daily routine, on a virtual clock.
load ../support/common

setup_test() {
  export SOAK_BIN WINDOW_CMD="$SOAK_SOURCE_ROOT/scripts/sample-bot --seed 3" SOAK_TZ=Europe/Berlin
  soak_14d="$SOAK_SOURCE_ROOT/scripts/ops/soak-14d.sh"
}

@test "--plan prints the calendar and touches nothing" {
  run "$soak_14d" --plan --first 2026-10-19
  assert_status 0
  [ "${#lines[@]}" -eq 14 ]
  assert_output_has 'begin=2026-10-24T22:00:00+02:00 end=2026-10-25T05:00:00+01:00 weekly=no'
  [ -z "$(ls)" ]
}

@test "fourteen nights pass, the routine after each, the rollup before the sentinel on Mondays" {
  run "$soak_14d" --virtual --first 2026-03-23
  assert_status 0
  assert_output_has 'SOAK_14D=DONE nights=14 passed=14 failed=0 missed=0 routine_failed=0'
  [ "$(find artifacts/soak_reports/14d -name '2026-*.json' | wc -l)" -eq 14 ]
  [ "$(grep -c 'RESULT=OK missing=0 stale=0' artifacts/soak_reports/14d/routine.log)" -eq 14 ]
  [ "$(grep -c 'target=WEEKLY_ROLLUP status=OK' artifacts/soak_reports/14d/routine.log)" -eq 2 ]
  run journal_verify
  assert_status 0
  assert_output_has 'records=154'
}

@test "killed again and again, with all it started, it comes to the same journal" {
  (mkdir whole && cd whole && "$soak_14d" --virtual --first 2026-03-23 >/dev/null 2>&1)
  # Before the first start: it would take today for the first night.
  mkdir -p artifacts/soak_reports/14d
  echo 2026-03-23 >artifacts/soak_reports/14d/FIRST
  RANDOM=7
  for _ in $(seq 12); do
    setsid "$soak_14d" --virtual >>out 2>&1 &
    pid=$!
    sleep "0.$((30 + RANDOM % 60))"
    # Stopped first, twice: what is being started while pkill looks would get away and work beside the next start.
    for signal in STOP STOP KILL; do pkill "-$signal" -s "$pid" || true; done
    wait "$pid" || true
  done
  run "$soak_14d" --virtual
  assert_status 0
  assert_output_has 'SOAK_14D=DONE nights=14 passed=14 failed=0 missed=0 routine_failed=0'
  cmp artifacts/SOAK_JOURNAL.jsonl whole/artifacts/SOAK_JOURNAL.jsonl
}

@test "a bad night is counted, and the next one begins" {
  # shellcheck disable=SC2016 # for the command
  export WINDOW_CMD='[ "$SOAK_RUN" != "${SOAK_RUN#2026-03-24}" ] && exit 1; '"$WINDOW_CMD" NIGHTS=3
  run "$soak_14d" --virtual --first 2026-03-23
  assert_status 1
  assert_output_has 'SOAK_14D=DONE nights=3 passed=2 failed=1 missed=0'
}

@test "wrong options, and another first night in the middle, exit 2" {
  run "$soak_14d" --hurry
  assert_status 2
  mkdir -p artifacts/soak_reports/14d
  echo 2026-03-23 >artifacts/soak_reports/14d/FIRST
  run "$soak_14d" --virtual --first 2026-03-24
  assert_status 2
}
