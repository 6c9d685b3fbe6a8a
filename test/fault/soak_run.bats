#!/usr/bin/env bats
# What a run survives: kills at any moment, a full disk, a journal that others write or spoil.
load ../support/common

setup_test() {
  mkdir hooks
  for action in TUNE_DRY ROLLBACK_STEP DISABLE_STRAT REGION_STEP_DOWN; do
    # shellcheck disable=SC2016 # for the hook
    printf '#!/bin/sh\necho "$SOAK_DECISION_ID $SOAK_ACTION" >>"%s/acted"\n' '.' >"hooks/$action.sh"
    chmod +x "hooks/$action.sh"
  done
  # Three FAILs and a good tick in turns, none in canary.
  cat >bot <<'EOF'
#!/bin/sh
if [ "$SOAK_PHASE" != canary ]; then
  case $((SOAK_PHASE_TICK % 4)) in 0) ;; *) exit 1 ;; esac
fi
echo '{"symbol":"B","net_bps":3.1,"maker_taker_ratio":0.9,"p95_latency_ms":230,"risk_ratio":0.3}'
EOF
  chmod +x bot
}

teardown() { if mountpoint -q disk; then umount disk; fi; }

# 14 days in seconds. An array, so that in the background the process is soak_run itself and no shell around it.
fortnight=(soak_run --shadow-hours 72 --canary-hours 96 --live-hours 168 --virtual-start 2026-01-05T21:00:00Z
  --out out.json --once --hook-dir hooks --window-cmd ./bot --no-snapshot)

# What a run left that was killed must be what one left that was not.
same_as_whole() {
  run journal_verify
  assert_status 0
  cmp artifacts/SOAK_JOURNAL.jsonl whole/artifacts/SOAK_JOURNAL.jsonl
  cmp acted whole/acted
  cmp out.json whole/out.json
}

@test "killed at 300 random moments of 14 days, the run ends as one that was never killed" {
  mkdir whole && cp -r hooks bot whole
  (cd whole && "${fortnight[@]}" >>ticks 2>>log)
  [ "$(wc -l <whole/acted)" -eq 180 ]
  RANDOM=20260105
  for _ in $(seq 300); do
    "${fortnight[@]}" >>ticks 2>>log &
    pid=$!
    sleep "0.0$((10 + RANDOM % 30))"
    kill -KILL "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
    # A fast machine is through before all kills are spent: then it is judged, and killed through another one.
    if [ "$(jq -r .status out.json 2>/dev/null)" = passed ]; then
      "${fortnight[@]}" >>ticks 2>>log
      same_as_whole
      rm -r artifacts acted out.json
    fi
  done
  "${fortnight[@]}" >>ticks 2>>log
  same_as_whole
  count 'killed walks' 300
}

@test "a journal torn anywhere in its last line is repaired and goes on" {
  edge_of_nothing() { soak_orchestrator --phase shadow --dry --no-snapshot --journal J >/dev/null 2>>log || true; }
  edge_of_nothing
  edge_of_nothing
  whole=$(stat -c %s J)
  first=$(head -n 1 J | wc -c)
  cp J J.whole
  for cut in $(seq $((first + 1)) 13 $((whole - 1))) $((whole - 1)); do
    rm -f J.torn-*
    head -c "$cut" J.whole >J
    edge_of_nothing
    run journal_verify J
    assert_status 0
    assert_output_has 'records=2'
    cat J.torn-* | cmp - <(tail -c +$((first + 1)) J.whole | head -c $((cut - first)))
  done
  assert_file_has log "the journal's last line was torn by a crash; set aside to J.torn-"
}

@test "two orchestrators on one journal: lines whole, chain unbroken, every tick there" {
  for region in eu us; do
    soak_orchestrator --phase shadow --hours 0.0014 --tick-sec 0.1 --dry --no-snapshot --region "$region" >"$region.out" 2>&1 &
    pids+=($!)
  done
  wait_for test -s artifacts/SOAK_JOURNAL.jsonl
  for _ in $(seq 30); do
    journal_verify artifacts/SOAK_JOURNAL.jsonl >verified 2>&1 || cat verified
    sleep 0.1
  done >bad
  wait "${pids[@]}" || true
  [ ! -s bad ]
  run journal_verify
  assert_status 0
  assert_output_has "records=$(cat eu.out us.out | grep -c event=soak_tick)"
  for region in eu us; do
    [ "$(jq -r "select(.region == \"$region\") | .tick" artifacts/SOAK_JOURNAL.jsonl | tr '\n' ' ')" = "$(seq 0 51 | tr '\n' ' ')" ]
  done
}

@test "a disk that is full: exit 4, the journal unchanged, and the run goes on when there is room" {
  mkdir disk
  mount -t tmpfs -o size=64k tmpfs disk
  soak_orchestrator --phase shadow --dry --no-snapshot --journal disk/J >out || true
  cp disk/J before
  head -c 1000000 /dev/zero >disk/full 2>/dev/null || true
  # What is left of the journal's own block is filled by lines; then there is nothing.
  for _ in $(seq 20); do
    cp disk/J before
    run soak_orchestrator --phase shadow --dry --no-snapshot --journal disk/J
    [ "$status" -ne 4 ] || break
  done
  assert_status 4
  assert_output_has 'cannot append to disk/J: No space left on device'
  cmp before disk/J
  run journal_verify disk/J
  assert_status 0
  rm disk/full
  run soak_orchestrator --phase shadow --dry --no-snapshot --journal disk/J
  assert_status 1
  run journal_verify disk/J
  assert_status 0
}

@test "a run whose report has no room stops with exit 4 and is whole afterwards" {
  mkdir disk
  mount -t tmpfs -o size=1m tmpfs disk
  head -c 1000k /dev/zero >disk/fill
  walk() {
    soak_run --shadow-hours 12 --canary-hours 16 --live-hours 20 --virtual-start 2026-01-05T21:00:00Z --out disk/out.json \
      --once --dry --no-snapshot --window-cmd ./bot --journal disk/J >>ticks
  }
  run walk
  assert_status 4
  run journal_verify disk/J
  assert_status 0
  jq -e '.status == "running"' disk/out.json
  rm disk/fill
  run walk
  assert_status 0
  jq -e '.status == "passed"' disk/out.json
  jq -se 'map(.tick) == [range(51)]' disk/J >/dev/null
}

@test "killed in the middle of a hook, the hook ends once and is journaled once" {
  cat >hooks/ROLLBACK_STEP.sh <<'EOF'
#!/bin/sh
echo begin >>acted
for _ in $(seq 1200); do [ -e go ] && break; sleep 0.05; done
echo end >>acted
EOF
  soak_run --shadow-hours 0.001 --canary-hours 0 --live-hours 0 --out o.json --hook-dir hooks --window-cmd 'exit 1' \
    --no-snapshot >ticks 2>log &
  pid=$!
  wait_for test -s acted
  kill -KILL "$pid"
  wait "$pid" || true
  [ "$(cat acted)" = begin ]
  # The hook is at work while the second process starts and waits for it.
  { sleep 1; touch go; } &
  run soak_run --shadow-hours 0.001 --canary-hours 0 --live-hours 0 --out o.json --hook-dir hooks --window-cmd 'exit 1' \
    --no-snapshot
  [ "$(grep -c begin acted)" -eq 1 ]
  [ "$(grep -c end acted)" -eq 1 ]
  [ "$(jq -r 'select(.action == "ROLLBACK_STEP") | .reason' artifacts/SOAK_JOURNAL.jsonl)" = \
    'the window command: exit status 1; cannot read artifacts/EDGE_REPORT.json: No such file or directory; cannot read artifacts/KPI_GATE.json: No such file or directory; hook ROLLBACK_STEP.sh: ok' ]
  [ "$(jq -r .tick artifacts/SOAK_JOURNAL.jsonl | tr '\n' ' ')" = '0 1 2 ' ]
}

# A bot that fails at tick 1, and once, at tick $1, has its soak_run killed.
killing_bot() {
  cat >bot <<END
#!/bin/sh
if [ "\$SOAK_TICK" = $1 ] && [ ! -e killed ]; then
  touch killed
  kill -KILL "\$(cat pid)"
  sleep 60
fi
[ "\$SOAK_TICK" != 1 ] || exit 1
echo '{"symbol":"B","net_bps":3.1,"maker_taker_ratio":0.9,"p95_latency_ms":230,"risk_ratio":0.3}'
END
}

# bash -c: its pid is that of soak_run.
six_ticks() {
  bash -c 'echo $$ >pid; exec soak_run --shadow-hours 5 --canary-hours 0 --live-hours 0 --virtual-start 2026-01-05T21:00:00Z \
    --out o.json --hook-dir hooks --window-cmd ./bot --no-snapshot' >>ticks 2>>log
}

six_ticks_joined() {
  cat "$@" | jq -r .tick | tr '\n' ' ' >got
  [ "$(cat got)" = '0 1 2 3 4 5 ' ] || fail "ticks: $(cat got)"
  run bash -c 'cat "$@" | journal_verify -' bash "$@"
  assert_status 0
  assert_output_has 'records=6'
}

@test "rotated under a run that goes on, in any way, the chain is one" {
  journal=artifacts/SOAK_JOURNAL.jsonl
  for way in "mv $journal $journal.1" "cp $journal $journal.1; truncate -s 0 $journal" "journal_verify --rotate"; do
    killing_bot none
    sed -i "2i [ \"\$SOAK_TICK\" != 3 ] || { $way; } >/dev/null" bot
    six_ticks
    six_ticks_joined $journal.[12]* $journal
    rm -r artifacts o.json
  done
}

@test "killed, rotated and started again, the run goes on" {
  journal=artifacts/SOAK_JOURNAL.jsonl
  killing_bot 4
  six_ticks || true
  [ -e killed ]
  mv $journal $journal-20260106
  six_ticks
  assert_file_has log "[WARN] the journal $journal is gone: rotated to"
  six_ticks_joined $journal-20260106 $journal
  [ "$(wc -l <acted)" -eq 1 ]
}

@test "killed between the journal and the report, then rotated: the tick is not journaled again" {
  journal=artifacts/SOAK_JOURNAL.jsonl
  killing_bot 2
  # The hook runs while the report holds the tick as pending: that is what a kill after the journal leaves.
  echo 'cp o.json pending.json' >>hooks/ROLLBACK_STEP.sh
  six_ticks || true
  cp pending.json o.json
  mv $journal $journal.1
  six_ticks
  six_ticks_joined $journal.1 $journal
  [ "$(wc -l <acted)" -eq 1 ]
}

@test "killed at any call that writes, a signed tick leaves a journal that goes on and a head that is true" {
  keygen --out key >/dev/null
  tick() { soak_orchestrator --phase shadow --dry --no-snapshot --journal J --journal-key key; }
  tick >out 2>&1 || true
  points=0
  # strace counts each system call by itself.
  for call in no-write yes-write no-fsync yes-fsync no-rename yes-rename; do
    for ((n = 1; n < 40; ++n)); do
      [ "${call%-*}" = no ] || mv J "J.${call#*-}-$n"
      strace -f -o trace -e trace=write,fsync,rename -e inject="${call#*-}:signal=KILL:when=$n" \
        "$SOAK_BIN/soak_orchestrator" --phase shadow --dry --no-snapshot --journal J --journal-key key >out 2>&1 || true
      grep -q 'killed by SIGKILL' trace || break
      points=$((points + 1))
      # What stands after the kill: nothing up to the head is lost, and what there is is whole.
      mapfile -t earlier < <(find . -name 'J.[fwr]*-*' -printf '%T@ --also=%p\n' | sort -n | cut -d' ' -f2)
      run journal_verify J "${earlier[@]}" --note J.head --key key.pub
      assert_status 0
      tick >out 2>&1 || true
      run journal_verify J "${earlier[@]}" --note J.head --key key.pub
      assert_status 0
      assert_output_has 'since_note=0'
      [ "$(sed -n 3p J.head)" -eq "$(cat J J.[fwr]*-* 2>/dev/null | wc -l)" ]
    done
  done
  [ "$points" -ge 20 ] || fail "only $points kill points"
  run grep -c 'head is not signed' out
  assert_output_has 0
}
