#!/usr/bin/env bats
# make demo: a folder of its own, and never a window that is not its own.
# shellcheck disable=SC2154 # variables that bats sets
load ../support/common

@test "make demo works in a folder of its own and leaves the windows of a run alone" {
  mkdir -p artifacts/soak/latest
  echo '{"net_bps": 1}' >artifacts/soak/latest/ITER_SUMMARY_1.json
  # The targets without the build, which is there.
  make_demo() { make -f "$SOAK_SOURCE_ROOT/Makefile" -o build CURDIR="$SOAK_SOURCE_ROOT" BIN="$SOAK_BIN" demo; }
  run make_demo
  assert_status 0
  assert_output_has 'Verdict: WARN'
  assert_output_has "Reports in $work/demo:"
  [ "$(sed '1,/^Verdict/d; /^Reports in/d' <<<"$output" | wc -L)" -le 80 ]
  [ "$(cat artifacts/soak/latest/ITER_SUMMARY_1.json)" = '{"net_bps": 1}' ]
  [ "$(find . -name 'ITER_SUMMARY_*.json' -path './demo/*' | wc -l)" -eq 24 ]
  [ ! -e reports ] && [ -e demo/reports/analysis/POST_SOAK_ANALYSIS.html ]
  run make_demo
  assert_status 0
}

@test "make help says what each target is for in lines of 80 columns, or of as many as there are" {
  targets() { make -f "$SOAK_SOURCE_ROOT/Makefile" help; }
  unset COLUMNS
  targets >narrow
  [ "$(wc -L <narrow)" -le 80 ] || fail "$(cat narrow)"
  COLUMNS=200 targets >wide
  [ "$(wc -L <wide)" -gt 100 ]
  [ "$(tr -s ' \n' '  ' <narrow)" = "$(tr -s ' \n' '  ' <wide)" ]
  assert_file_has wide 'demo                    Analyse a sample run in the folder DEMO (demo) and show what came out'
}

@test "the demo refuses a folder that holds somebody's windows, and overwrites none" {
  mkdir -p artifacts/soak/latest
  echo '{"net_bps": 1}' >artifacts/soak/latest/ITER_SUMMARY_1.json
  run "$SOAK_SOURCE_ROOT/scripts/demo" "$SOAK_BIN"
  assert_status 2
  assert_output_has "$work/artifacts/soak/latest/ITER_SUMMARY_1.json is not of the demo, which works in a folder of its own only"
  [ "$(cat artifacts/soak/latest/ITER_SUMMARY_1.json)" = '{"net_bps": 1}' ]
  [ "$(find artifacts -type f | wc -l)" -eq 1 ]
}
