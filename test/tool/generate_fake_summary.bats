#!/usr/bin/env bats
# The made-up run has the violations that the guide lists, and they come out of a real analysis.
load ../support/common

violations() {
  jq -r '.[] | "\(.symbol) \(.metric) \(.window_index) \(.level)"' "$1/VIOLATIONS.json"
}

@test "variant 1 and variant 2 have the guide's violations" {
  generate_fake_summary --crit --out one
  [ "$(violations one)" = 'BTCUSDT edge_bps 23 CRIT
BTCUSDT p95_latency_ms 24 CRIT
ETHUSDT maker_taker_ratio 24 CRIT' ]
  generate_fake_summary --crit --out two --variant 2
  [ "$(violations two)" = 'BTCUSDT edge_bps 24 CRIT
BTCUSDT maker_taker_ratio 24 CRIT
SOLUSDT edge_bps 23 CRIT' ]
}

@test "--warn and --ok" {
  generate_fake_summary --warn --out warn
  [ "$(jq -r .overall.verdict warn/SOAK_SUMMARY.json)" = WARN ]
  [ "$(jq length warn/VIOLATIONS.json)" = 3 ]
  generate_fake_summary --ok --out ok
  [ "$(jq -r .overall.verdict ok/SOAK_SUMMARY.json)" = OK ]
}

@test "analysing its windows gives that very summary" {
  generate_fake_summary --crit --variant 2 --out 'fake [x]'
  analyze_post_soak --iter-glob 'fake \[x\]/FAKE_*.json' --out-dir again
  diff again/SOAK_SUMMARY.json 'fake [x]/SOAK_SUMMARY.json'
  diff again/VIOLATIONS.json 'fake [x]/VIOLATIONS.json'
}

@test "contradicting flags exit 2" {
  run generate_fake_summary --outage --ok
  assert_status 2
  run generate_fake_summary --crit --ok
  assert_status 2
  run generate_fake_summary --variant 3
  assert_status 2
}

@test "--outage makes an incident that is open, the single violations of --crit make none" {
  generate_fake_summary --outage --out outage
  [ "$(jq -c '[.incidents[] | .symbol, .metric, .level, .since_index, .closed]' outage/SOAK_SUMMARY.json)" = '["BTCUSDT","edge_bps","CRIT",19,null]' ]
  generate_fake_summary --crit --out crit
  [ "$(jq -c .incidents crit/SOAK_SUMMARY.json)" = '[]' ]
}
