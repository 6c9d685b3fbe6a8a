#!/usr/bin/env bats
# One phase, tick by tick.
# shellcheck disable=SC2154 # variables that bats sets
load ../support/common
bats_require_minimum_version 1.5.0

setup_test() {
  mkdir artifacts
  good
}

# gate READINESS, edge NET_BPS: artifacts of this second
gate() { printf '{"readiness":%s,"scale":100,"timestamp":%s}\n' "$1" "$(date +%s)" >artifacts/KPI_GATE.json; }
edge() {
  printf '{"net_bps":%s,"taker_ratio":0.1,"latency":{"p50":150,"p95":200,"p99":250},"timestamp":%s}\n' "$1" \
    "$(date +%s)" >artifacts/EDGE_REPORT.json
}
good() { gate 95; edge 3.25; }
tick() { run --separate-stderr soak_orchestrator --phase canary --no-snapshot "$@"; }

@test "the line of the quickstart, and the journal's entry" {
  tick --region eu
  assert_status 0
  [ "$output" = 'event=soak_tick phase=canary status=CONTINUE action=NONE reason_code=OK reason=net_bps=3.25 taker_ratio=0.1 p95_ms=200 readiness=95' ]
  run jq -r '[.phase,.region,.status,.action,.reason_code,.caps.capital_usd,.caps.share,.caps.taker_ceiling,.prev_hash]|join(" ")' \
    artifacts/SOAK_JOURNAL.jsonl
  [ "$output" = 'canary eu CONTINUE NONE OK 500 0.05 0.15 GENESIS' ]
  run jq -r 'keys | join(",")' artifacts/SOAK_JOURNAL.jsonl
  [ "$output" = action,caps,hash,phase,prev_hash,reason,reason_code,recommendation,region,run,status,tick,ts ]
}

@test "WARN tunes, FAILs climb the ladder, and a good tick starts it anew" {
  edge 2.2
  tick
  assert_status 0
  assert_output_has 'status=WARN action=TUNE_DRY reason_code=NET_BPS_LOW'
  edge 1.9
  for action in ROLLBACK_STEP DISABLE_STRAT REGION_STEP_DOWN REGION_STEP_DOWN; do
    tick
    assert_status 1
    assert_output_has "status=FAIL action=$action reason_code=GEN_FAIL"
  done
  good
  tick
  assert_status 0
  gate 84
  tick
  assert_output_has 'action=ROLLBACK_STEP reason_code=READINESS_LOW'
}

@test "no artifact, none that is fresh, none that is whole: FAIL with the reason" {
  rm artifacts/KPI_GATE.json
  tick
  assert_status 1
  assert_output_has 'reason_code=GEN_FAIL reason=cannot read artifacts/KPI_GATE.json: No such file or directory'
  gate 95
  sed -i 's/"timestamp":[0-9]*/"timestamp":1700000000/' artifacts/EDGE_REPORT.json
  tick
  assert_status 1
  assert_output_has 'artifacts/EDGE_REPORT.json: stale: older than 2 h'
  : >artifacts/EDGE_REPORT.json
  tick
  assert_status 1
  assert_output_has 'artifacts/EDGE_REPORT.json: is empty'
}

@test "hooks get the decision; one that fails or hangs is journaled and stops nothing" {
  mkdir hooks
  # shellcheck disable=SC2016 # for the hook
  printf '#!/bin/sh\necho "$SOAK_PHASE $SOAK_ACTION $SOAK_REASON_CODE $SOAK_FAIL_STREAK" >got\nexit 7\n' >hooks/ROLLBACK_STEP.sh
  printf '#!/bin/sh\nsleep 60\n' >hooks/DISABLE_STRAT.sh
  chmod +x hooks/*
  edge 1
  tick --hook-dir hooks
  assert_output_has 'hook ROLLBACK_STEP.sh: exit status 7'
  [ "$(cat got)" = 'canary ROLLBACK_STEP GEN_FAIL 1' ]
  tick --hook-dir hooks --hook-timeout-sec 1
  assert_output_has 'hook DISABLE_STRAT.sh: timed out'
  tick --hook-dir hooks
  assert_output_has 'hook REGION_STEP_DOWN.sh: not found in hooks'
  grep -q 'timed out' artifacts/SOAK_JOURNAL.jsonl
  rm got
  good
  tick
  edge 1
  tick --hook-dir hooks --dry
  assert_output_has 'hook ROLLBACK_STEP.sh: not run (dry)'
  [ ! -e got ]
}

@test "the hooks that ship run the operator's commands" {
  edge 1
  # shellcheck disable=SC2016 # for the hook
  export SOAK_ON_ROLLBACK_STEP='echo "$SOAK_ACTION" >acted'
  tick --hook-dir "$SOAK_SOURCE_ROOT/scripts/hooks"
  assert_output_has 'hook ROLLBACK_STEP.sh: ok'
  [ "$(cat acted)" = ROLLBACK_STEP ]
  tick --hook-dir "$SOAK_SOURCE_ROOT/scripts/hooks"
  assert_output_has 'hook DISABLE_STRAT.sh: ok'
}

@test "a phase of its own length has at least three ticks and ends on a signal" {
  tick --hours 0.0005
  assert_status 0
  [ "${#lines[@]}" -eq 3 ]
  soak_orchestrator --phase shadow --hours 5 --no-snapshot >out 2>&1 &
  pid=$!
  wait_for test -s out
  kill -TERM "$pid"
  status=0
  wait "$pid" || status=$?
  assert_status 1
}

@test "what a flag cannot be is exit 2" {
  for wrong in '--phase live' '--phase shadow --hours -1' '--phase shadow --tick-sec 0' '--phase shadow --canary-share 2'; do
    # shellcheck disable=SC2086 # several words
    run soak_orchestrator $wrong
    assert_status 2
  done
  tick --journal -
  assert_status 2
  [[ $stderr == *'--journal -: what is appended to must be found again'* ]]
  [ ! -e ./- ]
  tick --region $'a\nb'
  assert_status 2
}

@test "a broken journal is never continued" {
  tick
  sed -i 's/CONTINUE/WARN/' artifacts/SOAK_JOURNAL.jsonl
  cp artifacts/SOAK_JOURNAL.jsonl before
  run soak_orchestrator --phase canary --no-snapshot
  assert_status 1
  assert_output_has 'cannot trust journal artifacts/SOAK_JOURNAL.jsonl: line 1: its hash does not fit its content'
  cmp before artifacts/SOAK_JOURNAL.jsonl
}

@test "logrotate: renamed, copied and truncated, compressed later: chain and ladder go on" {
  edge 1
  journal=artifacts/SOAK_JOURNAL.jsonl
  tick
  assert_output_has 'action=ROLLBACK_STEP'
  mv $journal $journal.1
  tick
  assert_output_has 'action=DISABLE_STRAT'
  [[ $stderr == *"[WARN] the journal $journal is gone: rotated to"*"$journal.1; the chain goes on from record 1"* ]]
  cp $journal $journal.2
  truncate -s 0 $journal
  tick
  assert_output_has 'action=REGION_STEP_DOWN'
  [[ $stderr == *"was emptied: rotated to"* ]]
  gzip $journal.1
  tick
  assert_output_has 'action=REGION_STEP_DOWN'
  [[ $stderr != *WARN* ]]
  cat <(zcat $journal.1.gz) $journal.2 $journal | journal_verify - >verified
  assert_file_has verified 'status=OK records=4'
  run journal_verify
  assert_status 0
}

@test "a journal that is emptied or cut is named, and what is left of it is kept" {
  edge 1
  journal=artifacts/SOAK_JOURNAL.jsonl
  for _ in 1 2 3; do tick; done
  head=$(tail -n 1 $journal | jq -r .hash)
  sed -i '$d' $journal
  cp $journal cut
  tick
  assert_output_has 'action=REGION_STEP_DOWN'
  [[ $stderr == *"is shorter than it was and no file beside it has record 3 (${head:0:12}"*"set aside to"* ]]
  cmp cut $journal.cut-*
  [ "$(jq -r .prev_hash $journal)" = "$head" ]
  : >$journal
  tick
  [[ $stderr == *"was emptied and no file beside it has record 4"* ]]
}

@test "a journal that was written anew is refused, and set aside with --accept-break" {
  tick
  mv artifacts/SOAK_JOURNAL.jsonl old
  mv artifacts/state old.state
  sleep 1.1 # another time, another chain
  tick
  cp artifacts/SOAK_JOURNAL.jsonl new
  rm -r artifacts/state
  mv old.state artifacts/state
  tick
  assert_status 1
  [[ $stderr == *"cannot trust journal artifacts/SOAK_JOURNAL.jsonl: it was replaced, record 1"* ]]
  cmp new artifacts/SOAK_JOURNAL.jsonl
  tick --accept-break
  assert_status 0
  cmp new artifacts/SOAK_JOURNAL.jsonl.cut-*
  [ "$(jq -r .prev_hash artifacts/SOAK_JOURNAL.jsonl)" = "$(jq -r .hash old)" ]
}
