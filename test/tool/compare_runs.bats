#!/usr/bin/env bats
# compare_runs: is this run worse than the last one?
# shellcheck disable=SC2016,SC2154,SC2119,SC2120 # texts for a later shell; variables that bats sets
load ../support/common

# run_of FOLDER WINDOWS LATENCY [FIRST_HOUR]: hourly windows of two symbols around that latency, in milliseconds.
run_of() {
  mkdir -p "$1"
  python3 - "$@" <<'PY'
import json, math, sys
folder, windows, latency = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
first = int(sys.argv[4]) if len(sys.argv) > 4 else 0
for w in range(windows):
    wave = math.sin(w * 12.9898 + latency) * 43758.5453 % 1 - 0.5
    row = {"net_bps": 3.2 + 0.3 * wave, "maker_taker_ratio": 0.87 + 0.02 * wave, "p95_latency_ms": latency + 20 * wave,
           "risk_ratio": 0.3 + 0.02 * wave}
    with open(f"{folder}/ITER_SUMMARY_{w + 1}.json", "w") as out:
        json.dump({"iteration": w + 1, "timestamp": 1760000000 + (first + w) * 3600, "symbols": {"BTCUSDT": row, "ETHUSDT": row}}, out)
PY
}

setup_test() {
  run_of base 48 250
}

@test "a slower build is named with how much slower it is, and exits 1" {
  run_of slow 48 300
  run compare_runs --base base --candidate slow
  assert_status 1
  assert_output_has 'event=compare_runs overall=WORSE worse=2 undecided=0 better=0 not_worse=6 too_few=0'
  jq -e '.overall == "WORSE" and .results[2].metric == "p95_latency_ms" and .results[2].verdict == "WORSE"
    and (.results[2].shift | . > 45 and . < 55) and .results[2].lo > 40 and .results[2].hi < 60
    and .results[2].p_holm < 0.05 and .results[2].needed == null' reports/analysis/COMPARE_RUNS.json
  grep -q '^\*\*WORSE\*\*: 2 of 8 metrics are worse than in the base run' reports/analysis/COMPARE_RUNS.md
  [ "$(grep '^| ' reports/analysis/COMPARE_RUNS.md | sed -n 2p | cut -d'|' -f4 | tr -d ' ')" = WORSE ]
}

@test "the same build again is not worse, and exits 0" {
  run_of again 40 251 100
  run compare_runs --base 'base/*.json' --candidate again --out-dir out
  assert_status 0
  assert_output_has 'overall=NOT_WORSE'
  [ -e out/COMPARE_RUNS.md ]
}

@test "what is not decided says how many windows would do" {
  run_of base_short 14 250
  run_of short 14 262
  compare_runs --base base_short --candidate short --min-effect p95_latency_ms=10 --json 2>/dev/null |
    jq -e '.results[2] | .verdict == "UNDECIDED" and .needed > 14'
  grep -q 'windows in each run would decide it' reports/analysis/COMPARE_RUNS.md
  run_of tiny 5 250
  compare_runs --base base --candidate tiny --json 2>/dev/null | jq -e '.overall == "TOO_FEW" and .results[0].needed == 12'
}

@test "--json prints the file and nothing else, without times of its own under a frozen clock" {
  run_of again 48 250
  export MM_FREEZE_UTC_ISO=2026-01-01T00:00:00Z
  compare_runs --base base --candidate again --json >first.json 2>errors
  [ ! -s errors ]
  cmp first.json reports/analysis/COMPARE_RUNS.json
  jq -e '.generated_at_utc == "2026-01-01T00:00:00Z"' first.json
  compare_runs --base base --candidate again --json --threads 1 | cmp - first.json
}

@test "canary beside control are compared hour by hour" {
  run_of canary 48 251
  compare_runs --base base --candidate canary --paired --json 2>/dev/null | jq -e '.paired and .results[0].base_windows == 48'
  run_of later 48 251 30
  compare_runs --base base --candidate later --paired --json 2>/dev/null | jq -e '.results[0].base_windows == 18'
}

@test "symbols of one run only are named; none in common is an error" {
  run compare_runs --base base --candidate base --symbols BTCUSDT --json
  assert_status 0
  sed 's/ETHUSDT/SOLUSDT/' base/ITER_SUMMARY_1.json | compare_runs --base base --candidate - --json 2>/dev/null |
    jq -e '.only_in_base == ["ETHUSDT"] and .only_in_candidate == ["SOLUSDT"]'
  mkdir other
  echo '{"symbol":"X","net_bps":3,"maker_taker_ratio":0.9,"p95_latency_ms":200,"risk_ratio":0.3}' >other/ITER_SUMMARY_1.json
  run compare_runs --base base --candidate other
  assert_status 3
  assert_output_has 'no symbol in common'
}

@test "wrong usage and missing input are told apart" {
  run compare_runs --base base
  assert_status 2
  run compare_runs --base base --candidate base --min-effect speed=1
  assert_status 2
  assert_output_has '--min-effect speed=1'
  run compare_runs --base nowhere --candidate base
  assert_status 3
  assert_output_has 'baseline: '
  [ ! -e reports ]
}

@test "an analysis with a baseline says it in its report and summary" {
  run_of slow 48 300
  run analyze_post_soak --iter-glob slow --baseline base
  assert_status 0
  jq -e '.comparison.overall == "WORSE" and (.comparison.results | length) == 8' reports/analysis/SOAK_SUMMARY.json
  grep -q '^## Against the Earlier Run' reports/analysis/POST_SOAK_ANALYSIS.md
  analyze_post_soak --iter-glob slow 2>/dev/null
  jq -e 'has("comparison") | not' reports/analysis/SOAK_SUMMARY.json
}
