#!/usr/bin/env bats
# quick_cmds: plan, environment, summary, failures, signals, timeouts.
# shellcheck disable=SC2016,SC2154,SC2119,SC2120 # texts for a later shell; variables that bats sets
load ../support/common
bats_require_minimum_version 1.5.0

setup_test() {
  unset MM_FREEZE_UTC_ISO
  mkdir steps
  for step in ready-bundle full-validate soak-14d; do
    printf '#!/bin/sh\necho first\necho "%s done"\n' "$step" >"steps/$step.sh"
  done
}

# A process that was killed but not yet waited for by its new parent is dead. One that was killed may live on for a moment.
is_dead() {
  [ -n "$1" ] && ! grep -qE '^State:[[:space:]]+[RSDTt]' "/proc/$1/status" 2>/dev/null
}

quick() {
  quick_cmds --scripts-dir steps "$@"
}

@test "the plan is the same every time and ends with QUICK_CMDS=PLAN" {
  run quick_cmds --do all --dry-run
  assert_status 0
  [ "${lines[-1]}" = QUICK_CMDS=PLAN ]
  plan=$output
  TZ=Asia/Tokyo LANG=de_DE.UTF-8 run quick_cmds --do all --dry-run
  [ "$output" = "$plan" ]
  assert_output_has 'env MM_FREEZE_UTC=1'
  assert_output_has 'step 3 soak-14d: scripts/ops/soak-14d.sh'
  [ ! -e artifacts ]
}

@test "a run writes the summary, prints QUICK_CMDS=DONE and keeps each last line" {
  run --separate-stderr quick --do all
  assert_status 0
  [ "${lines[-1]}" = QUICK_CMDS=DONE ]
  [ "${lines[-2]}" = RESULT=OK ]
  [ "$(tail -n 1 artifacts/QUICK_CMDS_SUMMARY.md)" = RESULT=OK ]
  grep -qE '^\| ready-bundle +\| OK +\| exit status 0 +\| [0-9.]+ +\| ready-bundle done +\|$' artifacts/QUICK_CMDS_SUMMARY.md
  if LC_ALL=C grep -q '[^ -~]' artifacts/QUICK_CMDS_SUMMARY.md; then fail 'the summary is ASCII'; fi
}

@test "the environment of a step is normalised, whatever the caller's is" {
  printf 'env >seen\n' >steps/full-validate.sh
  TZ=Asia/Tokyo LANG=de_DE.UTF-8 LC_ALL=fr_FR MM_FREEZE_UTC=0 OWN=kept quick --do full-validate 2>/dev/null
  for line in PYTEST_DISABLE_PLUGIN_AUTOLOAD=1 TZ=UTC LANG=C LC_ALL=C MM_FREEZE_UTC=1 OWN=kept; do
    grep -qx "$line" seen
  done
}

@test "a failed step is never hidden, and the others still run" {
  printf 'echo "broke: no KPI_GATE"\nexit 3\n' >steps/ready-bundle.sh
  run --separate-stderr quick --do all
  assert_status 1
  assert_output_has 'event=quick_cmds step=ready-bundle status=FAIL outcome="exit status 3"'
  assert_output_has 'event=quick_cmds step=soak-14d status=OK'
  assert_output_has RESULT=FAIL
  [ "$(tail -n 1 artifacts/QUICK_CMDS_SUMMARY.md)" = RESULT=FAIL ]
  assert_file_has artifacts/QUICK_CMDS_SUMMARY.md 'broke: no KPI_GATE'
}

@test "--timeout ends a step with all its children" {
  printf 'sleep 600 & echo $! >child\nwait\n' >steps/soak-14d.sh
  run --separate-stderr quick --do soak-14d --timeout 2
  assert_status 1
  assert_output_has 'outcome="timed out"'
  wait_for is_dead "$(cat child)"
}

@test "a signal ends the step's whole group, skips the rest, and the summary says so" {
  printf 'sleep 600 & echo $! >child\nwait\n' >steps/ready-bundle.sh
  quick_cmds --scripts-dir steps --do all >out 2>/dev/null &
  pid=$!
  wait_for test -s child
  kill -TERM "$pid"
  status=0
  wait "$pid" || status=$?
  assert_status 1
  wait_for is_dead "$(cat child)"
  grep -q 'step=ready-bundle status=FAIL outcome="stopped"' out
  grep -q 'step=soak-14d status=SKIP' out
  grep -q RESULT=FAIL artifacts/QUICK_CMDS_SUMMARY.md
}

@test "wrong usage, a missing script, a summary that cannot be written" {
  run quick_cmds --do nothing
  assert_status 2
  run quick_cmds
  assert_status 2
  run quick_cmds --do all --scripts-dir nowhere
  assert_status 3
  assert_output_has 'nowhere/ready-bundle.sh'
  printf x >artifacts
  run quick --do full-validate
  assert_status 4
  case $output in *QUICK_CMDS=DONE*) fail 'not done' ;; esac
}
