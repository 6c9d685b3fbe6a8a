#!/usr/bin/env bats
# Files that belong together: the JSON is renamed last and names the SHA-256 of the others; who reads two of them takes no pair
# of two runs, whatever a crash left.
# shellcheck disable=SC2154 # variables that bats sets
load ../support/common

setup_test() {
  mkdir old new
  for i in $(seq 24); do
    printf '{"symbol":"BTCUSDT","iteration":%d,"net_bps":3.0,"maker_taker_ratio":0.9,"p95_latency_ms":200,"risk_ratio":0.3}\n' "$i"
  done >old/windows.ndjson
  sed 's/"net_bps":3.0/"net_bps":1.0/' old/windows.ndjson >new/windows.ndjson
}

analyze() { analyze_post_soak --iter-glob "$1/windows.ndjson" --html --out-dir out 2>/dev/null; }

# are_whole DIR JSON: every file that JSON names is there with that sum.
are_whole() {
  jq -r '.files | to_entries[] | "\(.value)  \(.key)"' "$1/$2" >"$work/sums"
  [ -s "$work/sums" ] || fail "$2 names no files"
  (cd "$1" && sha256sum --quiet --check "$work/sums" >/dev/null 2>&1)
}

renamed_last() {
  strace -f -qq -o trace -e trace=rename,renameat,renameat2 "$@" >/dev/null 2>&1 || [ $? -eq 1 ] || fail "failed: $*"
  sed -n 's/.*rename[^(]*(.*, "\([^"]*\)".* = 0$/\1/p' trace | tail -n 1
}

@test "the summary names the sums of all its reports, and of nothing else" {
  analyze old
  are_whole out SOAK_SUMMARY.json
  [ "$(jq -c '.files | keys' out/SOAK_SUMMARY.json)" = \
    '["POST_SOAK_ANALYSIS.html","POST_SOAK_ANALYSIS.md","RECOMMENDATIONS.md","VIOLATIONS.json"]' ]
  [ "$(jq -r 'keys_unsorted[-1]' out/SOAK_SUMMARY.json)" = files ]
  [ "$(analyze_post_soak --iter-glob old/windows.ndjson --json --out-dir out 2>/dev/null | sha256sum)" = \
    "$(sha256sum <out/SOAK_SUMMARY.json)" ]
}

@test "killed between any two renames of an analysis, no mixed pair is taken for a run" {
  refused=0
  # shellcheck disable=SC2317 # called by killed_at_each
  check_rest() {
    local gate=0
    kpi_gate --summary out/SOAK_SUMMARY.json --violations out/VIOLATIONS.json --artifacts-dir gate >/dev/null 2>said || gate=$?
    if [ "$(jq -r '.files["VIOLATIONS.json"]' out/SOAK_SUMMARY.json)" = "$(sha256sum <out/VIOLATIONS.json | cut -d' ' -f1)" ]; then
      [ "$gate" -le 1 ] || fail "refused a whole pair: $(cat said)"
    else
      refused=$((refused + 1))
      [ "$gate" = 3 ] || fail "took a mixed pair, exit $gate"
      assert_file_has said 'it is of another run than out/SOAK_SUMMARY.json'
      assert_file_has said 'run analyze_post_soak again'
      run export_violations_to_redis --summary out/SOAK_SUMMARY.json --violations out/VIOLATIONS.json --dry-run
      assert_status 3
    fi
    rm -rf out
    analyze old
  }
  analyze old
  killed_at_each rename,renameat,renameat2 analyze_post_soak --iter-glob new/windows.ndjson --html --out-dir out
  [ "$kills" = 6 ]
  [ "$refused" -ge 1 ] || fail 'no kill left a mixed pair: the test proves nothing'
}

@test "a pair that is being replaced is read once more" {
  analyze new
  cp -r out later
  analyze old
  cp later/VIOLATIONS.json out/
  (sleep 0.1; cp later/SOAK_SUMMARY.json out/x; mv out/x out/SOAK_SUMMARY.json) &
  run kpi_gate --summary out/SOAK_SUMMARY.json --violations out/VIOLATIONS.json --artifacts-dir gate
  assert_status 1
  wait
}

@test "a summary without sums belongs to whatever is beside it; by a pipe a mixed pair is refused as well" {
  analyze new
  cp out/VIOLATIONS.json V
  analyze old
  jq 'del(.files)' out/SOAK_SUMMARY.json >S
  kpi_gate --summary S --violations V --artifacts-dir gate >/dev/null || [ $? -eq 1 ]
  run bash -c 'kpi_gate --summary - --violations V --artifacts-dir gate <out/SOAK_SUMMARY.json'
  assert_status 3
  assert_output_has 'it is of another run than -'
}

@test "a document is renamed after the page that it names" {
  mkdir -p artifacts
  [ "$(renamed_last "$SOAK_BIN/full_stack_validate" --artifacts-dir artifacts --skip tools --skip redis)" = \
    artifacts/FULL_STACK_VALIDATION.json ]
  are_whole artifacts FULL_STACK_VALIDATION.json
  [ "$(renamed_last "$SOAK_BIN/cron_sentinel" --artifacts-dir artifacts)" = artifacts/CRON_SENTINEL.json ]
  are_whole artifacts CRON_SENTINEL.json
  [ "$(renamed_last "$SOAK_BIN/compare_runs" --base 'old/*' --candidate 'new/*' --out-dir cmp)" = cmp/COMPARE_RUNS.json ]
  are_whole cmp COMPARE_RUNS.json
  mkdir -p artifacts/history
  printf '{"readiness":95,"scale":100,"timestamp":%s}\n' "$(date +%s)" >"artifacts/history/KPI_GATE_$(date -u +%F).json"
  printf '{"net_bps":3.0,"taker_ratio":0.1,"latency":{"p50":150,"p95":200,"p99":250},"timestamp":%s}\n' "$(date +%s)" \
    >"artifacts/history/EDGE_REPORT_$(date -u +%F).json"
  [ "$(renamed_last "$SOAK_BIN/weekly_rollup" --artifacts-dir artifacts --tz UTC --min-days 1)" = artifacts/WEEKLY_ROLLUP.json ]
  are_whole artifacts WEEKLY_ROLLUP.json
}
