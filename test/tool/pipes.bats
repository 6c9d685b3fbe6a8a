#!/usr/bin/env bats
# Tools piped into each other: what one prints the next one reads.
# shellcheck disable=SC2016,SC2154,SC2119,SC2120 # texts for a later shell; variables that bats sets
load ../support/common
bats_require_minimum_version 1.5.0

setup_test() {
  iter="$SOAK_SOURCE_ROOT/data/fixtures/analyze_post_soak/demo/ITER_SUMMARY_*.json"
}

@test "a made-up run goes straight into the analysis, and no file named - is made" {
  generate_fake_summary --crit --out - >windows.ndjson 2>errors
  [ ! -s errors ]
  [ "$(jq -s length windows.ndjson)" = 25 ]
  [ "$(wc -l <windows.ndjson)" = 25 ]
  generate_fake_summary --crit --out - | analyze_post_soak --iter-glob - 2>/dev/null
  generate_fake_summary --crit --out fake 2>/dev/null
  diff <(jq 'del(.generated_at_utc)' fake/SOAK_SUMMARY.json) <(jq 'del(.generated_at_utc)' reports/analysis/SOAK_SUMMARY.json)
  [ ! -e ./- ]
}

@test "the analysis goes into the producers of artifacts" {
  analyze_post_soak --iter-glob "$iter" --json 2>/dev/null >summary.json
  analyze_post_soak --iter-glob "$iter" --json 2>/dev/null | kpi_gate --summary - --iter-glob "$iter" | tail -n 1 >piped
  kpi_gate --iter-glob "$iter" | tail -n 1 | diff - piped
  run edge_report --summary - --iter-glob "$iter" <summary.json
  assert_status 0
  run edge_sentinel --violations - --iter-glob "$iter" <reports/analysis/VIOLATIONS.json
  assert_status 0
  run kpi_gate --violations - <reports/analysis/VIOLATIONS.json
  assert_status 0
  [ ! -e ./- ]
}

@test "what is no summary is refused by the name of standard input, and one stream cannot be two files" {
  run kpi_gate --summary - <<<'{"windows": 0}'
  assert_status 3
  assert_output_has 'cannot use standard input: /windows: expected a count of at least 1'
  run kpi_gate --summary - </dev/null
  assert_status 3
  run kpi_gate --summary - --violations - </dev/null
  assert_status 2
}

@test "the runner with --json prints one line a cycle and nothing else" {
  run --separate-stderr continuous_runner --iter-glob "$iter" --max-iterations 1 --no-export --lock-file lock --json \
    --alert console --alert-min-severity WARN
  assert_status 0
  [ "${#lines[@]}" = 1 ]
  jq -e '.windows == 24' <<<"$output"
  diff <(jq . <<<"$output") <(jq . reports/analysis/SOAK_SUMMARY.json)
  [[ "$stderr" = *'EXPORT_STATUS'* ]]
}

@test "each gate, check and report gives one object and nothing else with --json, on exit 1 too" {
  analyze_post_soak --iter-glob "$iter" 2>/dev/null
  # json_of STATUS TOOL…: what the tool prints is one object, and its lines are on standard error.
  json_of() {
    local want=$1
    shift
    run --separate-stderr "$@" --json
    assert_status "$want"
    jq -es 'length == 1 and (.[0] | type) == "object"' <<<"$output" >/dev/null || fail "$*: $output"
    [ -n "$stderr" ] || fail "$*: no lines"
  }
  json_of 0 edge_report --iter-glob "$iter"
  diff <(jq . <<<"$output") <(jq . artifacts/EDGE_REPORT.json)
  json_of 0 edge_sentinel --iter-glob "$iter"
  json_of 1 kpi_gate --iter-glob "$iter" --min-readiness 100
  jq -e '.verdict == "FAIL"' <<<"$output"
  json_of 1 ready_gate
  jq -e '.status == "FAIL" and (.reason | test("readiness"))' <<<"$output"
  json_of 0 kpi_gate --iter-glob "$iter"
  json_of 0 full_stack_validate
  json_of 0 full_accept
  jq -e '.status == "OK" and .files_checked == 4 and .errors == []' <<<"$output"
  json_of 0 daily_check
  jq -e '.failed == 0 and .checked == (.checks | length)' <<<"$output"
  json_of 1 cron_sentinel --dry --watch 'LOST=artifacts/LOST.json:24'
  jq -e '.targets | map(select(.status == "MISSING")) | length >= 1' <<<"$output"
  json_of 1 weekly_rollup
  jq -e '.verdict == "NO-GO"' <<<"$output"
}
