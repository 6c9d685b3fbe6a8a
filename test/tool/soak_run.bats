#!/usr/bin/env bats
# Walking the phases.
load ../support/common
bats_require_minimum_version 1.5.0

setup_test() {
  bot="$SOAK_SOURCE_ROOT/scripts/sample-bot --seed 7"
}

# hours in fast motion: the guide's 0.01 h is 36 s, these are a second or two
short() {
  run --separate-stderr soak_run --shadow-hours 0.0003 --canary-hours 0.0003 --live-hours 0.0006 --out r/out.json \
    --hook-dir "$SOAK_SOURCE_ROOT/scripts/hooks" "$@"
}
virtual() {
  run --separate-stderr soak_run --virtual-start 2026-03-28T21:00:00Z --out r/out.json \
    --hook-dir "$SOAK_SOURCE_ROOT/scripts/hooks" "$@"
}
field() { jq -r "$1" r/out.json; }

@test "it really takes the time, walks all phases and says so" {
  begin=$(date +%s%N)
  short --window-cmd "$bot"
  took=$((($(date +%s%N) - begin) / 1000000))
  assert_status 0
  [ "$took" -ge 4320 ]
  [ "${#lines[@]}" -eq 9 ]
  [ "$(grep -c '^event=soak_tick phase=live-econ status=CONTINUE' <<<"$output")" -eq 3 ]
  [ "$(field '[.status, .canary_passed, .ticks, .rollback_steps, .mttr_sec] | map(tostring) | join(" ")')" = 'passed true 9 0 null' ]
  [ "$(field '.phases[2].active_sec >= 2.16 and .phases[2].uptime == 1')" = true ]
  run journal_verify --head "$(field .journal.head)"
  assert_status 0
  assert_output_has 'since_head=0'
  [ ! -e r/out.json.lock ]
}

@test "phase times are local, right across the change of clocks" {
  virtual --shadow-hours 2 --canary-hours 2 --live-hours 4 --window-cmd "$bot"
  assert_status 0
  [ "$(field '.phases[1].ended')" = 2026-03-29T03:00:00+02:00 ]
  [ "$(field '.phases[1].started')" = 2026-03-29T00:00:00+01:00 ]
}

@test "a bot that degrades in canary climbs the ladder, leaves snapshots and does not enter live" {
  virtual --shadow-hours 2 --canary-hours 2 --live-hours 4 --window-cmd "$bot --degrade edge --degrade-in canary"
  assert_status 1
  run jq -r 'select(.phase == "canary") | .action' artifacts/SOAK_JOURNAL.jsonl
  [ "${lines[*]}" = 'ROLLBACK_STEP DISABLE_STRAT REGION_STEP_DOWN' ]
  run ! grep -q live-econ artifacts/SOAK_JOURNAL.jsonl
  [ "$(field .reason)" = 'the last tick of canary is FAIL; live-econ is not entered' ]
  [ "$(field '.phases[2].status')" = not_entered ]
  [ "$(find artifacts/failures -name '*.tar.zst' | wc -l)" -eq 3 ]
}

@test "a phase is compared with the one before" {
  cat >bot <<'EOF'
#!/bin/bash
slower=$([ "$SOAK_PHASE" = canary ] && echo 60 || echo 0)
printf '{"symbol":"BTCUSDT","iteration":%d,"timestamp":"%s","net_bps":3.%d,"maker_taker_ratio":0.9,"p95_latency_ms":%d,"risk_ratio":0.3}' \
  "$SOAK_PHASE_TICK" "$SOAK_NOW" $((SOAK_TICK * 7 % 5)) $((230 + SOAK_TICK * 7 % 10 + slower))
EOF
  chmod +x bot
  virtual --shadow-hours 24 --canary-hours 24 --live-hours 0 --window-cmd ./bot
  assert_status 0
  [ "$(field '.phases[0].against_previous')" = null ]
  [ "$(field '.phases[1].against_previous.overall')" = WORSE ]
  [[ "$(field '.phases[1].against_previous.worse[0]')" =~ ^'BTCUSDT p95_latency_ms +'(59|60|61) ]]
}

@test "a late degradation in a long phase shows within two ticks" {
  cat >bot <<'EOF'
#!/bin/bash
edge=$([ "$SOAK_PHASE_TICK" -ge 40 ] && echo 1.7 || echo 3.2)
printf '{"symbol":"BTCUSDT","iteration":%d,"timestamp":"%s","net_bps":%s,"maker_taker_ratio":0.9,"p95_latency_ms":230,"risk_ratio":0.3}' \
  "$SOAK_PHASE_TICK" "$SOAK_NOW" "$edge"
EOF
  chmod +x bot
  virtual --shadow-hours 44 --canary-hours 0 --live-hours 0 --window-cmd ./bot
  run jq -r 'select(.tick >= 39) | .status' artifacts/SOAK_JOURNAL.jsonl
  [ "${lines[*]:0:3}" = 'CONTINUE CONTINUE FAIL' ] # the second is the first bad window
  run jq -r 'select(.tick == 41) | .reason_code + " " + .reason' artifacts/SOAK_JOURNAL.jsonl
  assert_output_has 'GEN_FAIL'
  assert_output_has "check 'open_incidents' failed"
}

@test "recovery is measured" {
  cat >bot <<'EOF'
#!/bin/sh
case $SOAK_TICK in 2 | 3 | 5) exit 1 ;; esac
echo '{"symbol":"B","net_bps":3.1,"maker_taker_ratio":0.9,"p95_latency_ms":230,"risk_ratio":0.3}'
EOF
  chmod +x bot
  virtual --shadow-hours 6 --canary-hours 0 --live-hours 0 --window-cmd ./bot
  assert_status 0
  [ "$(field '[.mttr_sec, .recoveries, .counts.FAIL, .actions.DISABLE_STRAT] | join(" ")')" = '5400 2 3 1' ]
}

@test "without a window command it reads what others write" {
  virtual --shadow-hours 2 --canary-hours 2 --live-hours 2
  assert_status 1
  assert_output_has 'reason_code=GEN_FAIL reason=cannot read artifacts/EDGE_REPORT.json'
  [ "$(field '.phases[1].status')" = not_entered ]
}

@test "stopped in the middle it goes on with the time that is left; --restart starts over; other settings are refused" {
  # 9.36 s in all; shadow has its ticks after 0, 3.6 and 7.2 s
  start=(soak_run --shadow-hours 0.002 --canary-hours 0.0003 --live-hours 0.0003 --out r/out.json --window-cmd "$bot")
  "${start[@]}" >first 2>log &
  pid=$!
  # shellcheck disable=SC2317 # called by wait_for
  has_two_ticks() { [ "$(wc -l <first)" -ge 2 ]; }
  wait_for has_two_ticks
  kill -TERM "$pid"
  status=0
  wait "$pid" || status=$?
  assert_status 1
  grep -q 'stopped in shadow before tick 3' log
  [ "$(field '[.status, .ticks, .phases[0].status] | join(" ")')" = 'running 2 running' ]
  run soak_run --shadow-hours 0.001 --out r/out.json --window-cmd "$bot"
  assert_status 2
  assert_output_has 'was started with another length of shadow (--restart starts over)'
  "${start[@]}" >second 2>log
  [ "$(cat first second | wc -l)" -eq 9 ]
  [ "$(field '[.status, .ticks] | join(" ")')" = 'passed 9' ]
  jq -se 'map(.tick) == [range(9)]' artifacts/SOAK_JOURNAL.jsonl
  "${start[@]}" --once >third 2>log
  [ ! -s third ]
}

@test "an unfinished run does not trust a journal from which lines were cut, if nothing remembers them" {
  soak_run --shadow-hours 5 --out r/out.json --window-cmd "$bot" >first 2>log &
  pid=$!
  wait_for grep -q '"ticks": 1' r/out.json
  kill -KILL "$pid"
  wait "$pid" || true
  rm -r artifacts/state
  : >artifacts/SOAK_JOURNAL.jsonl
  run soak_run --shadow-hours 5 --out r/out.json --window-cmd "$bot"
  assert_status 1
  assert_output_has 'the last line that this run wrote is gone'
  rm artifacts/SOAK_JOURNAL.jsonl
  run soak_run --shadow-hours 5 --out r/out.json --window-cmd "$bot"
  assert_status 3
}

@test "a second process with the same report is refused" {
  soak_run --shadow-hours 5 --out r/out.json --window-cmd "$bot" >first 2>log &
  pid=$!
  wait_for test -s first
  run soak_run --shadow-hours 5 --out r/out.json --window-cmd "$bot"
  assert_status 1
  assert_output_has "held by process $pid"
  kill -TERM "$pid"
  wait "$pid" || true
}

@test "a terminal sees phase, progress, time left and the edge; a pipe sees plain lines" {
  command -v script >/dev/null
  TERM=xterm script -qec "soak_run --shadow-hours 0.0004 --canary-hours 0 --live-hours 0 --out r/out.json --window-cmd '$bot'" \
    typescript >/dev/null
  grep -qE $'\e\\[Kshadow \\[#+\\.+\\] [0-9]+% 00:00:0[01] left CONTINUE net_bps 3\\.[0-9]+ [▁▂▃▄▅▆▇█]' typescript
  short --window-cmd "$bot"
  # shellcheck disable=SC2154 # set by run
  [[ $output$stderr != *$'\e'* ]]
}

@test "what cannot be run is exit 2, 3 or 4 with the reason" {
  run soak_run --out x.json --tz Mars/Base
  assert_status 2
  run soak_run --out x.json --canary-hours 0
  assert_status 2
  assert_output_has 'a phase cannot be left out before one that is walked'
  run soak_run
  assert_status 2
  printf 'no report\n' >x.json
  run soak_run --out x.json
  assert_status 3
  assert_output_has '--restart starts over'
  run soak_run --out /dev/null/x.json
  assert_status 4
}

@test "a tick reads a window once, and what was made of the windows not at all" {
  run --separate-stderr strace -f -qq -e trace=open,openat -e status=successful -o trace "$SOAK_BIN/soak_run" \
    --virtual-start 2026-03-28T21:00:00Z --out r/out.json --shadow-hours 4 --canary-hours 0 --live-hours 0 \
    --hook-dir "$SOAK_SOURCE_ROOT/scripts/hooks" --window-cmd "$bot"
  assert_status 0
  [ "$(field .ticks)" -eq 5 ]
  reads() { grep O_RDONLY trace | grep -cE "[/\"]$1\"" || true; }
  [ "$(reads ITER_SUMMARY_1.json)" -eq 5 ] # once a tick
  [ "$(reads ITER_SUMMARY_5.json)" -eq 1 ]
  [ "$(reads SOAK_SUMMARY.json)" -eq 0 ]
  [ "$(reads VIOLATIONS.json)" -eq 0 ]
  [ "$(reads KPI_GATE.json)" -eq 5 ]
  [ "$(reads EDGE_REPORT.json)" -eq 5 ]
}
