#!/usr/bin/env bats
# The closed chain: sample windows, analysis, key artifacts, the day, the gate, the bundle, with nothing made by hand.
# shellcheck disable=SC2016,SC2154,SC2119,SC2120 # texts for a later shell; variables that bats sets
load ../support/common
bats_require_minimum_version 1.5.0

setup_test() {
  unset MM_FREEZE_UTC_ISO
  ops=$SOAK_SOURCE_ROOT/scripts/ops
  "$SOAK_SOURCE_ROOT/scripts/demo" "$SOAK_BIN" >/dev/null 2>&1
}

@test "demo, daily, ready-gate, bundle" {
  run "$ops/daily.sh"
  assert_status 0
  for line in 'event=kpi_gate verdict=PASS' 'section=artifacts status=OK' 'event=daily_digest light=' \
    'event=archive status=OK' 'RESULT=OK missing=0 stale=0 checked='; do
    assert_output_has "$line"
  done
  run full_accept
  assert_status 0
  run ready_gate --min-readiness 85
  assert_status 0
  run "$ops/ready-bundle.sh"
  assert_status 0
  run make_bundle --verify
  assert_status 0
  [ -f artifacts/RELEASE_STAMP.json ]
}

@test "every step runs even when one fails, and the routine exits 1" {
  "$ops/daily.sh" >/dev/null
  : >artifacts/KPI_GATE.json
  rm -r artifacts/archive
  touch -d '1 hour ago' reports/analysis/SOAK_SUMMARY.json
  run "$ops/daily.sh"
  assert_status 1
  assert_output_has 'event=daily_digest light=RED'
  assert_output_has 'event=archive status=OK'
  assert_output_has 'failed: full_stack_validate daily_check cron_sentinel daily_digest'
}

@test "an old analysis is not made fresh" {
  "$ops/daily.sh" >/dev/null
  touch -d '1 hour ago' reports/analysis/SOAK_SUMMARY.json
  sum=$(sha256sum artifacts/KPI_GATE.json)
  sleep 1.1
  "$ops/daily.sh" >/dev/null
  [ "$(sha256sum artifacts/KPI_GATE.json)" = "$sum" ]
}

@test "a run that is not ready is blocked" {
  for file in artifacts/soak/latest/*.json; do sed -i 's/"net_bps": [0-9.]*/"net_bps": 0.5/' "$file"; done
  analyze_post_soak --iter-glob 'artifacts/soak/latest/ITER_SUMMARY_*.json' 2>/dev/null
  run "$ops/daily.sh"
  assert_status 1
  run "$ops/ready-bundle.sh"
  assert_status 1
  [ ! -e artifacts/RELEASE_STAMP.json ]
}

@test "quick_cmds runs the real scripts" {
  "$ops/daily.sh" >/dev/null
  cd "$SOAK_SOURCE_ROOT"
  run --separate-stderr bash -c 'cd "$1" && SOAK_BIN=$2 quick_cmds --do ready-bundle --scripts-dir "$3"' bash "$work" "$SOAK_BIN" "$ops"
  assert_status 0
  assert_output_has QUICK_CMDS=DONE
  cd "$work"
  run --separate-stderr quick_cmds --do full-validate --scripts-dir "$ops"
  assert_status 0
  assert_file_has artifacts/QUICK_CMDS_SUMMARY.md 'files_checked=4 errors=0'
}

@test "cron and systemd start scripts that are there, at times that exist" {
  crontab=$SOAK_SOURCE_ROOT/ops/cron/soak.crontab
  for script in $(grep -oE '\$SOAK_OPS/[a-z-]+\.sh' "$crontab" | sed 's|.*/||') \
    $(sed -n 's|^ExecStart=.*/share/soak/ops/||p' "$SOAK_SOURCE_ROOT"/ops/systemd/*.service); do
    [ -x "$ops/$script" ] || fail "no script $script"
  done
  # five fields and a command a line, none between two and three o'clock
  grep -E '^[0-9*]' "$crontab" | while read -r minute hour day month weekday command; do
    [ -n "$command" ]
    [ "$hour" != 2 ]
    printf '%s %s %s %s %s\n' "$minute" "$hour" "$day" "$month" "$weekday" | grep -qE '^[0-9*/,-]+( [0-9*/,-]+){4}$'
  done
  cp "$SOAK_SOURCE_ROOT"/ops/systemd/* .
  sed -i 's|^ExecStart=.*|ExecStart=/bin/true|; s|^User=.*|User=root|' ./*.service
  # it returns 0 on an unknown key: what counts is that it has nothing to say
  run systemd-analyze verify ./*.service ./*.timer
  assert_status 0
  if printf '%s\n' "$output" | grep -qF "$work"; then fail 'systemd-analyze has something to say'; fi
  for timer in ./*.timer; do
    run systemd-analyze calendar "$(sed -n 's/^OnCalendar=//p' "$timer")"
    assert_status 0
  done
}
