#!/usr/bin/env bats
# What the reports of analyze_post_soak say of now: what is open, what is over, what a drift is worth.
# shellcheck disable=SC2016 # Markdown has backticks
load ../support/common

report=out/POST_SOAK_ANALYSIS.md
advice=out/RECOMMENDATIONS.md

# series SYMBOL EDGE…: hourly windows of a symbol that is healthy but for its edge; "-" is an hour without a window.
series() {
  local symbol=$1 hour=0 edge
  shift
  for edge in "$@"; do
    if [ "$edge" != - ]; then
      printf '{"symbol":"%s","iteration":%d,"timestamp":%d,"net_bps":%s,"maker_taker_ratio":0.9,"p95_latency_ms":200,"risk_ratio":0.3}\n' \
        "$symbol" "$((hour + 1))" "$((1768176000 + hour * 3600))" "$edge"
    fi
    hour=$((hour + 1))
  done
}

# times N WORD: WORD N times.
times() {
  local i
  for ((i = 0; i < $1; i++)); do printf '%s ' "$2"; done
}

analyze() {
  run analyze_post_soak --iter-glob run.ndjson --out-dir out "$@"
  assert_status 0
}

line_of() {
  grep -nF -- "$2" "$1" | head -n 1 | cut -d : -f 1
}

@test "two bad windows at the start are over, and no order to stop" {
  # shellcheck disable=SC2046 # a word a window
  series BTCUSDT 1.5 1.4 $(times 22 3.1) >run.ndjson
  analyze
  assert_file_has $report '❌ **CRIT** — Critical violations found, none of them is an incident now'
  assert_file_has $report 'Now: ✅ **OK** — no incident is open'
  assert_file_lacks $report '## Open Now'
  assert_file_has $report \
    '| BTCUSDT | edge_bps | ❌ CRIT | 2026-01-12 00:00 UTC | 2026-01-12 07:00 UTC | 7 h 00 min | 1.40  | `< 2` | 2 of 8 windows |'
}

@test "an outage amid noise stands first, then what is over" {
  # shellcheck disable=SC2046
  {
    series AAA $(times 3 3) 1.9 $(times 3 3) 1.9 1.8 $(times 15 3)
    series BBB $(times 20 3) $(times 4 1)
    series CCC $(times 10 3) 2.4 $(times 13 3)
  } >run.ndjson
  analyze
  assert_file_has $report 'Now: ❌ **CRIT** — 1 incident is open'
  assert_file_has $report '| BBB    | edge_bps | ❌ CRIT | 2026-01-12 20:00 UTC | 1.00 | 1.00  | `< 2` | 4 of 4 windows |'
  [ "$(line_of $report '## Open Now')" -lt "$(line_of $report '## Recovered')" ]
  [ "$(sed -n '/^## Recovered/,/^## Violation/p' $report | grep -c '^| AAA')" = 1 ]
  # One window beyond WARN is no incident: it stands in the details alone.
  [ "$(sed -n '/^## Open Now/,/^## Violation/p' $report | grep -c '^| CCC')" = 0 ]
}

@test "a silent symbol is one line, with the age of its last values" {
  # shellcheck disable=SC2046
  {
    series AAA $(times 24 3)
    series BBB $(times 19 3)
  } >run.ndjson
  analyze
  assert_file_has $report 'Now: ❓ **UNKNOWN** — 1 incident is open'
  [ "$(sed -n '/^## Open Now/,/^## /p' $report | grep -c '^| BBB')" = 1 ]
  assert_file_has $report '| BBB    | (all)  | ❌ CRIT | 2026-01-12 19:00 UTC |      | no data |       | 5 windows without a value |'
  assert_file_has $report 'Not measured as expected: BBB (No recent data)'
  assert_output_has 'not_measured="BBB (No recent data)"'
  assert_file_has $report '| BBB    | (all)  | 0    | 19      | 19 / 24           | 0            | No recent data | 5 windows (2026-01-12 18:00 UTC) |'
}

@test "without times an incident is named by iteration" {
  # shellcheck disable=SC2046
  series BTCUSDT $(times 20 3) $(times 4 1) | jq -c 'del(.timestamp)' >run.ndjson
  analyze
  assert_file_has $report '| BTCUSDT | edge_bps | ❌ CRIT | iteration 21 | 1.00'
  assert_file_lacks $report 'daily cycle'
}

@test "a real drift says where it leads, an arrow of scatter is left alone" {
  python3 - >run.ndjson <<'END'
import json
for w in range(60):
    noise = [0, 7, -5, 3, -8, 6, 1, -4][w % 8]
    print(json.dumps({"symbol": "BTCUSDT", "timestamp": 1768176000 + w * 3600, "net_bps": 3,
                      "maker_taker_ratio": 0.9, "p95_latency_ms": 250 + w + noise, "risk_ratio": 0.3 + (0.05 if w >= 30 else 0) + noise / 1e4}))
END
  analyze
  grep -qE '^- p95_latency_ms of BTCUSDT drifts by \+59 ms over the run; if it goes on, WARN in 3[0-9] to 4[0-9] windows$' $report ||
    fail "$(cat $report)"
  assert_file_has $report '- Not confirmed, perhaps scatter: risk_ratio of BTCUSDT ↑'
  assert_file_has $report '- risk_ratio of BTCUSDT has another level since 2026-01-13 06:00 UTC (window 30)'
  assert_file_lacks $report 'daily cycle'
}

@test "advice says whether it is needed now; an order to stop only where it is" {
  # shellcheck disable=SC2046
  {
    series AAA 1.5 1.4 $(times 22 3)
    series BBB $(times 20 3) $(times 4 1)
  } >run.ndjson
  analyze
  [ "$(cat $advice)" = '# Рекомендации по оптимизации

## BBB

### ❌ Низкий edge (1.00 bps)
Сейчас, с 2026-01-12 20:00 UTC: плохих окон 4 из 4
- Критический убыток! Остановить торговлю
- Проверить spread относительно конкурентов
- Оптимизировать размер шага цены (tick_size)
- Рассмотреть увеличение ширины spread на 10-15%

## AAA

### ❌ Низкий edge (1.40 bps)
Прошло, в норме с 2026-01-12 07:00 UTC: окон за порогом 2 из 24, в начале прогона
- Проверить spread относительно конкурентов
- Оптимизировать размер шага цены (tick_size)
- Рассмотреть увеличение ширины spread на 10-15%' ]
  analyze --lang en
  assert_file_has $advice 'Over since 2026-01-12 07:00 UTC: 2 windows of 24 beyond a limit, at the start of the run'
  [ "$(grep -c 'Stop trading' $advice)" = 1 ]
}

@test "200 symbols: advice by cause in at most 150 lines, in both languages" {
  "$SOAK_SOURCE_ROOT/test/support/make_run.py" 200 48 >run.ndjson
  for language in ru en; do
    analyze --lang "$language"
    [ "$(wc -l <$advice)" -le 150 ]
    [ "$(grep -c '^### ' $advice)" -ge 3 ]
  done
  assert_file_has $advice '### ❌ Low edge, 34 symbols'
  [ "$(grep -c 'Stop trading' $advice)" = 1 ]
  [ "$(grep -c ETHUSDT $advice)" = 1 ]
}

@test "mini-plots and the comment tell the same of now" {
  # shellcheck disable=SC2046
  series BTCUSDT $(times 20 3) $(times 4 1) >run.ndjson
  analyze --verbose
  assert_output_has 'Now CRIT: 1 incident is open
  CRIT BTCUSDT Edge(bps) 1.0, limit < 2, since 2026-01-12 20:00 UTC'
  run pr_comment --summary out/SOAK_SUMMARY.json
  assert_output_has '**Now:** 🔴 **CRIT** (1 incident is open)

- 🔴 **BTCUSDT** Edge(bps): 1.0, limit `< 2`, since 2026-01-12 20:00 UTC

| Symbol |'
  assert_output_has '| 🔴 CRIT: Edge(bps) |'
}
