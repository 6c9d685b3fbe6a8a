#!/usr/bin/env bats
# edge_report, edge_sentinel, kpi_gate: from an analysis to the key artifacts.
# shellcheck disable=SC2016,SC2154,SC2119,SC2120 # texts for a later shell; variables that bats sets
load ../support/common

setup_test() {
  iter="$SOAK_SOURCE_ROOT/data/fixtures/analyze_post_soak/demo/ITER_SUMMARY_*.json"
  analyze_post_soak --iter-glob "$iter" 2>/dev/null
}

produce() {
  edge_report --iter-glob "$iter" "$@" && edge_sentinel --iter-glob "$iter" "$@" && kpi_gate --iter-glob "$iter" "$@"
}

@test "the three artifacts are accepted, each with the day's copy" {
  begun=$(TZ=Europe/Berlin date +%F)
  run produce
  assert_status 0
  assert_output_has 'event=edge_report status=OK symbols=3 net_bps='
  assert_output_has 'event=kpi_gate verdict=PASS readiness='
  ended=$(TZ=Europe/Berlin date +%F)
  for name in EDGE_REPORT EDGE_SENTINEL KPI_GATE; do
    day=$begun
    [ -e "artifacts/history/${name}_$day.json" ] || day=$ended # it struck midnight
    cmp "artifacts/$name.json" "artifacts/history/${name}_$day.json"
    [ "$(tail -c 1 "artifacts/$name.json" | od -An -c | tr -d ' ')" = '\n' ]
  done
  printf '{"status":"OK","sections":[{"name":"x","status":"OK","details":"y"}],"ts":1}' >artifacts/FULL_STACK_VALIDATION.json
  run full_accept
  assert_status 0
  [ "$output" = 'event=full_accept status=OK files_checked=4 errors=0' ]
}

@test "figures are those of the windows" {
  produce >/dev/null
  # net_bps: the mean over symbols of the medians that SOAK_SUMMARY has
  jq -en --slurpfile s reports/analysis/SOAK_SUMMARY.json --slurpfile e artifacts/EDGE_REPORT.json \
    '[$s[0].symbols[].edge_bps.median] | add / length - $e[0].net_bps | fabs < 1e-12'
  # taker_ratio of a symbol: its fills by volume
  want=$(cat "$SOAK_SOURCE_ROOT"/data/fixtures/analyze_post_soak/demo/ITER_SUMMARY_*.json |
    jq -s '[.[].symbols.ETHUSDT.fills] | (map(.taker_volume) | add) / (map(.taker_volume + .maker_volume) | add)')
  jq -e --argjson want "$want" '.symbols.ETHUSDT.taker_ratio - $want | fabs < 1e-9' artifacts/EDGE_REPORT.json
  jq -e '.latency.p50 <= .latency.p95 and .latency.p95 <= .latency.p99' artifacts/EDGE_REPORT.json
}

@test "readiness is the sum of its parts, and says what cost points" {
  produce >/dev/null
  jq -e '([.parts[].points] | add) - .readiness | . >= 0 and . < 0.01' artifacts/KPI_GATE.json
  jq -e '.scale == 100 and ([.parts[].weight] | add) == 100' artifacts/KPI_GATE.json
  run kpi_gate --iter-glob "$iter"
  assert_output_has 'part metric=edge_bps points='
}

@test "a readiness below the gate exits 1 and is written all the same" {
  run kpi_gate --min-readiness 100
  assert_status 1
  [ "$(jq -r .verdict artifacts/KPI_GATE.json)" = FAIL ]
  run ready_gate --min-readiness 100
  assert_status 1
  assert_output_has 'event=ready_gate status=FAIL readiness='
  run ready_gate --min-readiness 85
  assert_status 1
  assert_output_has "reason=\"its check 'readiness' failed: "
  run ready_gate --min-readiness 85 --readiness-only
  assert_status 0
}

@test "hours are of the zone that is asked for, and an unknown zone is wrong usage" {
  edge_sentinel --iter-glob "$iter" --tz Asia/Kolkata >/dev/null
  jq -e '.buckets[0].bucket == "2026-01-12T13:00+05:30"' artifacts/EDGE_SENTINEL.json
  jq -e '([.buckets[].windows] | add) == 72' artifacts/EDGE_SENTINEL.json
  for tool in edge_report edge_sentinel kpi_gate; do
    run "$tool" --iter-glob "$iter" --tz Mars/Olympus
    assert_status 2
    assert_output_has "there is no time zone 'Mars/Olympus'"
  done
}

@test "timestamps are of the present although report times are frozen" {
  produce >/dev/null
  now=$(date +%s)
  jq -e --argjson now "$now" '.timestamp <= $now and .timestamp > $now - 60' artifacts/KPI_GATE.json
  jq -e --argjson now "$now" '.ts <= $now and .ts > $now - 60' artifacts/EDGE_SENTINEL.json
}

@test "bad input: a clear sentence, exit 3, and no artifact" {
  : >empty.json
  printf '{"windows": "many"}' >typed.json
  printf '{"windows": 3' >torn.json
  printf '{"windows": 3, "symbols": {"OTHER": {"edge_bps": {"median": 1}}}}' >other.json
  for file in none.json empty.json typed.json torn.json other.json .; do
    run edge_report --iter-glob "$iter" --summary "$file"
    assert_status 3
    assert_output_has "$file"
  done
  assert_output_has 'Is a directory'
  run edge_report --iter-glob "$iter" --summary typed.json
  assert_output_has '/windows: expected a count of at least 1'
  run edge_report --iter-glob "$iter" --summary other.json
  assert_output_has 'it is of another run'
  run edge_sentinel --iter-glob "$iter" --violations typed.json
  assert_status 3
  run kpi_gate --violations empty.json
  assert_status 3
  assert_output_has 'is empty, expected JSON'
  run edge_report --iter-glob 'nothing/*.json'
  assert_status 3
  [ ! -e artifacts ]
}

@test "an output that cannot be written exits 4" {
  printf x >artifacts
  run produce
  assert_status 4
  assert_output_has 'artifacts'
}
