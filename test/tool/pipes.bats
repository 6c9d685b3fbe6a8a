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
