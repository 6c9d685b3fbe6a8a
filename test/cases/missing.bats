#!/usr/bin/env bats
# Whoever misses a file is told what makes it.
# shellcheck disable=SC2154 # variables that bats sets
load ../support/common

# misses MAKER TOOL…: the tool fails, and says that MAKER makes what it cannot read.
misses() {
  run "${@:2}"
  [ "$status" -ne 0 ] || fail "no failure: ${*:2}"
  assert_output_has ': No such file or directory'
  assert_output_has "(soak $1 makes it)"
}

@test "every tool that cannot read a file of another says which tool makes it" {
  mkdir artifacts
  misses analyze_post_soak kpi_gate
  misses analyze_post_soak edge_report
  misses analyze_post_soak edge_sentinel
  misses analyze_post_soak export_summary_to_redis --redis-url redis://127.0.0.1:1/0
  misses analyze_post_soak export_violations_to_redis --redis-url redis://127.0.0.1:1/0
  misses analyze_post_soak pr_comment
  misses kpi_gate ready_gate
  misses kpi_gate full_accept
  misses edge_report full_accept
  misses edge_sentinel full_accept
  misses full_stack_validate full_accept
  misses kpi_gate daily_check
  misses edge_report daily_check
  misses kpi_gate cron_sentinel --dry
  misses kpi_gate make_bundle
  misses make_bundle make_bundle --verify
  misses soak_run journal_verify artifacts/SOAK_JOURNAL.jsonl
  misses soak_run artifacts_snapshot_on_fail
  run daily_digest
  assert_output_has '(soak kpi_gate makes it)'
}

@test "what is there but cannot be read, and what is not of soak, is no matter of a maker" {
  mkdir -p artifacts/KPI_GATE.json
  run ready_gate
  assert_status 3
  assert_output_has 'cannot read artifacts/KPI_GATE.json: Is a directory'
  [[ $output != *'makes it'* ]] || fail maker
  run kpi_gate --summary mine.json
  assert_status 3
  assert_output_has 'cannot read mine.json: No such file or directory'
  [[ $output != *'makes it'* ]] || fail maker
}

@test "without windows the tools that read them say where windows come from" {
  run analyze_post_soak --iter-glob 'artifacts/soak/latest/ITER_SUMMARY_*.json'
  assert_status 3
  assert_output_has 'soak fills_to_windows makes them of its fills (soak init --bot NAME)'
}
