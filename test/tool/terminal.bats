#!/usr/bin/env bats
# What people see in a terminal: no line is wider than it, slips are named, what takes long says how far it is, and in a
# pipe there is nothing of that. A terminal is made by `script` of util-linux.
# shellcheck disable=SC2154 # variables that bats and the support files set
load ../support/common
bats_require_minimum_version 1.5.0

setup_test() {
  unset MM_FREEZE_UTC_ISO COLUMNS
  export TERM=xterm SOAK_LIBEXEC=$SOAK_BIN
}

# in_terminal COLUMNS COMMAND…: what the command shows there, colours and cursor movements left out.
in_terminal() {
  local width=$1
  shift
  script -qec "stty cols $width; $(printf '%q ' "$@")" /dev/null </dev/null | tr -d '\r' |
    sed 's/\x1b\[[0-9;]*[A-Za-z]//g'
}

# fits WIDTH: standard input has no line wider than that.
fits() {
  python3 -c '
import sys, unicodedata
width = int(sys.argv[1])
wide = [line for line in sys.stdin.read().splitlines()
        if sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line) > width]
print("\n".join(wide))
sys.exit(bool(wide))' "$1"
}

tools() {
  for tool in "$SOAK_BIN"/*; do
    if [ -f "$tool" ] && [ -x "$tool" ]; then printf '%s\n' "${tool##*/}"; fi
  done
}

@test "--help of every tool fits 80 columns, and 60, and says the same" {
  for tool in $(tools); do
    COLUMNS=80 "$tool" --help | fits 80 || fail "$tool --help"
    "$tool" --help | fits 80 || fail "$tool --help | cat"
    [ "$tool" = sample-bot ] || COLUMNS=60 "$tool" --help | fits 60 || fail "$tool --help at 60"
    diff <(COLUMNS=80 "$tool" --help | tr -s ' \n' '\n') <(COLUMNS=9999 "$tool" --help | tr -s ' \n' '\n')
  done
  in_terminal 80 continuous_runner --help | fits 80
  [ "$(in_terminal 200 continuous_runner --help | wc -l)" -lt "$(in_terminal 80 continuous_runner --help | wc -l)" ]
}

@test "soak help fits" {
  COLUMNS=80 "$SOAK_SOURCE_ROOT/scripts/soak" help | fits 80
  "$SOAK_SOURCE_ROOT/scripts/soak" help | fits 80
  COLUMNS=60 "$SOAK_SOURCE_ROOT/scripts/soak" help | fits 60
  in_terminal 60 "$SOAK_SOURCE_ROOT/scripts/soak" help | fits 60
}

@test "status and doctor fit, wherever they look" {
  "$SOAK_SOURCE_ROOT/scripts/demo" "$SOAK_BIN" >/dev/null 2>&1
  fake_dir=artifacts/$(printf 'very-long-directory-%.0s' 1 2 3 4)
  for arguments in '' "--state-dir $fake_dir --reports-dir $fake_dir" '--tz Asia/Kolkata'; do
    # shellcheck disable=SC2086 # several words
    COLUMNS=80 status $arguments | fits 80
  done
  status | fits 80
  in_terminal 60 status | fits 60
  COLUMNS=80 doctor | fits 80
  in_terminal 60 doctor | fits 60
  wide=$(COLUMNS=500 status | wc -l)
  [ "$wide" -le "$(COLUMNS=60 status | wc -l)" ]
}

@test "mini-plots: the guide's form in a pipe and where there is room, a narrower one with statuses at 80" {
  "$SOAK_SOURCE_ROOT/test/support/make_run.py" 12 24 >run.ndjson
  analyze_post_soak --iter-glob run.ndjson --verbose >piped 2>/dev/null
  grep -qxE '={108}' piped
  COLUMNS=108 analyze_post_soak --iter-glob run.ndjson --verbose 2>/dev/null | cmp piped -
  COLUMNS=80 analyze_post_soak --iter-glob run.ndjson --verbose >narrow 2>/dev/null
  fits 80 <narrow
  grep -qE '^XRPUSDT .* CRIT$' narrow
  grep -qE '^BTCUSDT .* OK$' narrow
  grep -q '^A cell: ' narrow
  in_terminal 80 analyze_post_soak --iter-glob run.ndjson --verbose 2>/dev/null | grep -v '^\[' | fits 80
  in_terminal 120 analyze_post_soak --iter-glob run.ndjson --verbose | grep -qxE '={108}'
  COLUMNS=80 analyze_post_soak --iter-glob run.ndjson --verbose --metric 'net_bps:low:1:0:A metric of a very long name that nobody reads' \
    2>/dev/null | fits 80
}

@test "a slip in a tool, an option, a key of --config or ENV is named" {
  run "$SOAK_SOURCE_ROOT/scripts/soak" analyse_post_soak
  assert_status 2
  assert_output_has "there is no tool 'analyse_post_soak'; did you mean analyze_post_soak? (soak help lists them)"
  run "$SOAK_SOURCE_ROOT/scripts/soak" kpi-gate
  assert_output_has 'did you mean kpi_gate?'
  run "$SOAK_SOURCE_ROOT/scripts/soak" xyzzy
  assert_output_has "there is no tool 'xyzzy' (soak help lists them)"
  run analyze_post_soak --iter-globb x
  assert_status 2
  assert_output_has 'unknown argument --iter-globb. Did you mean --iter-glob?'
  run analyze_post_soak --wran-edge=2 --iter-glob x
  assert_output_has 'unknown argument --wran-edge=2. Did you mean --warn-edge?'
  run analyze_post_soak --xyzzy --iter-glob x
  assert_output_has 'unknown argument --xyzzy
'
  printf 'min-window = 3\n' >options.toml
  run analyze_post_soak --iter-glob x --config options.toml
  assert_status 2
  assert_output_has "unknown key 'min-window'. Did you mean --min-windows?"
  "$SOAK_SOURCE_ROOT/test/support/make_run.py" 1 24 >run.ndjson
  run continuous_runner --iter-glob run.ndjson --max-iterations 1 --no-export --lock-file lock --env prdo \
    --alert-policy 'dev=WARN,prod=CRIT' --redis-url redis://127.0.0.1:1
  assert_output_has 'did you mean prod?'
}

@test "status --watch shows it again until it is told to stop, in a pipe without cursor movements" {
  timeout -s INT 3 "$SOAK_BIN/status" --watch --watch-sec 1 >pages || [ $? -eq 124 ]
  [ "$(grep -c '^verdict' pages)" -ge 2 ]
  run ! grep -q $'\x1b' pages
  script -qec "timeout -s INT 3 $SOAK_BIN/status --watch --watch-sec 1" /dev/null </dev/null >live || :
  [ "$(grep -aoF $'\x1b[2J' live | wc -l)" -ge 2 ]
  timeout -s INT 2 "$SOAK_BIN/status" --watch --watch-sec 1 --json >objects || [ $? -eq 124 ]
  jq -es 'length >= 1 and all(.[]; has("phase"))' objects
}

# slowly MICROSECONDS COMMAND…: the raw bytes that a terminal gets of a command whose reads all take that much longer.
slowly() {
  script -qec "strace -f -qq -o reads -e trace=read,pread64 -e inject=read,pread64:delay_enter=$1 $(printf '%q ' "${@:2}")" \
    /dev/null </dev/null
}

# wiped FILE WHAT: the last line about WHAT was wiped off.
wiped() {
  [ "$(tr '\r' '\n' <"$1" | grep -a -A1 "$2" | tail -n 1 | cut -c 1-3)" = $'\x1b[K' ]
}

@test "reading: a line on a terminal says how far it is, and goes; nothing does in a pipe" {
  "$SOAK_SOURCE_ROOT/test/support/make_run.py" 40 3000 >run.ndjson
  slowly 100000 analyze_post_soak --threads 1 --iter-glob run.ndjson >shown
  grep -aqE 'reading: [0-9]+ %, [0-9.]+ MiB of [0-9.]+ MiB, [0-9]+ s left' shown
  wiped shown 'reading:'
  analyze_post_soak --threads 1 --iter-glob run.ndjson >out 2>err
  run ! grep -q 'reading' out err
}

@test "packing: a line on a terminal says how far it is, and goes; nothing does in a pipe" {
  mkdir artifacts
  truncate -s 100M artifacts/1.log
  slowly 30000 artifacts_archive --fast=false >shown
  grep -aqE 'packing: [0-9]+ %, [0-9.]+ MiB of 100 MiB, [0-9]+ s left' shown
  wiped shown 'packing:'
  artifacts_archive --fast=false --out-dir other >out 2>err
  run ! grep -q 'packing' out err
}

@test "verifying a journal that comes slowly" {
  soak_orchestrator --phase canary --no-snapshot >/dev/null 2>&1 || :
  cat >slow <<'END'
#!/bin/sh
{ sleep 1.5; cat artifacts/SOAK_JOURNAL.jsonl; } | journal_verify -
END
  chmod +x slow
  script -qec ./slow /dev/null </dev/null >shown
  grep -aqE 'verifying: [0-9]+ bytes' shown
  wiped shown 'verifying:'
  ./slow >out 2>err
  run ! grep -q 'verifying' out err
}
