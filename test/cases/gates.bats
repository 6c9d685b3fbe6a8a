#!/usr/bin/env bats
# What the gates say of a run that was good for long and is not good now.
# shellcheck disable=SC2016,SC2154,SC2119,SC2120 # texts for a later shell; variables that bats sets
load ../support/common

# windows GOOD BAD [EDGE [all]]: hourly windows of two symbols in w/, GOOD healthy ones and then BAD ones in which BTCUSDT (or
# both) earns EDGE.
windows() {
  rm -rf w
  mkdir w
  python3 - "$@" <<'PY'
import json, math, sys
good, bad = int(sys.argv[1]), int(sys.argv[2])
edge = float(sys.argv[3]) if len(sys.argv) > 3 else 1.8
for i in range(good + bad):
    wave = math.sin(i * 12.9898) * 43758.5453 % 1 - 0.5
    row = {"edge_bps": 3.2 + 0.3 * wave, "maker_taker_ratio": 0.87, "p95_latency_ms": 250 + 20 * wave, "risk_ratio": 0.3}
    btc = dict(row, edge_bps=edge) if i >= good else row
    eth = btc if len(sys.argv) > 4 else row
    with open(f"w/ITER_SUMMARY_{i + 1}.json", "w") as out:
        json.dump({"iteration": i + 1, "timestamp": 1760000000 + i * 3600, "symbols": {"BTCUSDT": btc, "ETHUSDT": eth}}, out)
PY
}

# gate: the analysis of w/, then the gate's verdict; its exit status is kpi_gate's.
gate() {
  analyze_post_soak --iter-glob w 2>/dev/null
  kpi_gate --iter-glob 'w/*.json' >gate.log
}

check_of() { jq -e --arg name "$1" '.checks[] | select(.name == $name) | .ok' artifacts/KPI_GATE.json; }

@test "after 165 good windows the gate fails at the third bad one at the latest, and passes when it is over" {
  windows 165 0
  gate
  windows 165 3
  run gate
  assert_status 1
  [ "$(check_of open_incidents)" = false ]
  jq -e '.readiness > 98 and .run.now == "CRIT" and .run.open[0].id == "BTCUSDT:edge_bps:2025-10-16T05:53:20Z"' artifacts/KPI_GATE.json
  run ready_gate
  assert_status 1
  assert_output_has "reason=\"its check 'open_incidents' failed: 1.00, limit 0.00\""
}

@test "one gross window is enough" {
  windows 165 1 -1
  run gate
  assert_status 1
}

@test "a week of losses does not pass behind two good weeks" {
  windows 335 167 -1 all
  run gate
  assert_status 1
  [ "$(check_of readiness_last_24)" = false ]
}

@test "one bad window that is not gross is nothing to act on" {
  windows 165 1
  gate
  jq -e '.run.now == "OK" and .run.verdict == "CRIT"' artifacts/KPI_GATE.json
}

@test "a bot that fell silent does not pass, and a run of too few windows neither" {
  windows 48 0
  for i in 46 47 48; do
    jq '.symbols |= map_values(map_values(null))' "w/ITER_SUMMARY_$i.json" >w/new
    mv w/new "w/ITER_SUMMARY_$i.json"
  done
  run gate
  assert_status 1
  [ "$(check_of freshness)" = false ]
  jq -e '.run.now == "UNKNOWN"' artifacts/KPI_GATE.json
  windows 20 0
  run gate
  assert_status 1
  [ "$(check_of windows)" = false ]
}

@test "made-up windows pass only where that was asked for" {
  windows 30 0
  for file in w/*; do
    jq '.source = "fake"' "$file" >"$file.new"
    mv "$file.new" "$file"
  done
  run gate
  assert_status 1
  [ "$(check_of source)" = false ]
  kpi_gate --iter-glob 'w/*.json' --allow-fake >/dev/null
}

@test "the day shows what is open: no green light with a CRIT incident" {
  windows 60 3
  gate || true
  edge_report --iter-glob 'w/*.json' >/dev/null
  edge_sentinel --iter-glob 'w/*.json' >/dev/null
  run daily_check
  assert_status 1
  assert_output_has 'check=gate:open_incidents status=FAIL value=1.00'
  assert_output_has 'check=now status=FAIL value=1 limit=0'
  run daily_digest
  assert_output_has 'light=RED'
  grep -q '^now=CRIT open_incidents=1 verdict=CRIT' artifacts/DAILY_DIGEST.md
  grep -q '^- CRIT BTCUSDT:edge.*since 2025-10-11T20:53:20Z' artifacts/DAILY_DIGEST.md
  run status
  assert_output_has 'now CRIT, 1 incident open'
  assert_output_has 'CRIT BTCUSDT edge_bps since 2025-10-11T20:53:20Z, worst 1.8 (limit 2)'
  status --json | jq -e '.analysis.now == "CRIT" and .analysis.open[0].level == "CRIT" and .gate.verdict == "FAIL"'
}

@test "the edge of the newest windows can be asked for" {
  windows 60 5 -1
  analyze_post_soak --iter-glob w 2>/dev/null
  edge_report --iter-glob 'w/*.json' >/dev/null
  jq -e '.symbols.BTCUSDT.net_bps > 3 and .symbols.BTCUSDT.windows == 65' artifacts/EDGE_REPORT.json
  edge_report --iter-glob 'w/*.json' --last 8 >/dev/null
  jq -e '.symbols.BTCUSDT.net_bps == -1 and .symbols.BTCUSDT.windows == 8 and .symbols.ETHUSDT.net_bps > 3' artifacts/EDGE_REPORT.json
}
