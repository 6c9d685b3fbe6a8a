#!/usr/bin/env bats
# Other people's trouble with what their bots leave behind: what soak says about a run is what the run was, or it says
# that it does not know.
load ../support/common

# window FILE ITERATION TIME EDGE [MAKER LATENCY RISK SYMBOL]: TIME and the figures as JSON.
window() {
  printf '{"symbol":"%s","iteration":%s,"timestamp":%s,"net_bps":%s,"maker_taker_ratio":%s,"p95_latency_ms":%s,"risk_ratio":%s}\n' \
    "${8:-BTCUSDT}" "$2" "$3" "$4" "${5:-0.9}" "${6:-200}" "${7:-0.3}" >"$1"
}

# hour N: the N-th hour as JSON.
hour() { echo $((1760000400 + $1 * 3600)); }

# hours FROM TO [MAKER LATENCY RISK SYMBOL]: healthy windows w/SYMBOL_N.json
hours() {
  local i
  mkdir -p w
  for i in $(seq "$1" "$2"); do
    window "w/ITER_SUMMARY_${6:-BTCUSDT}_$i.json" "$i" "$(hour "$i")" 3.1 "${3:-0.9}" "${4:-200}" "${5:-0.3}" "${6:-BTCUSDT}"
  done
}

analyze() {
  run analyze_post_soak --iter-glob 'w/*' --out-dir out "$@"
}

of() { jq -r "$1" out/SOAK_SUMMARY.json; }
metric() { of ".symbols.\"${2:-BTCUSDT}\".$1"; }
data_violations() { jq -c '[.[] | select(.window_index == null) | [.symbol, .metric, .level, .note]]' out/VIOLATIONS.json; }

@test "a bot that stopped measuring is not healthy" {
  hours 1 1
  mv w w1
  hours 2 48 null null null
  mv w1/* w/
  analyze
  assert_status 0
  [ "$(of .overall.verdict)" = WARN ]
  [ "$(data_violations)" = '[["BTCUSDT","maker_taker_ratio","WARN","No recent data"],["BTCUSDT","p95_latency_ms","WARN","No recent data"],["BTCUSDT","risk_ratio","WARN","No recent data"]]' ]
  [ "$(metric 'risk_ratio | [.known, .stale, .gaps]' | jq -c)" = '[1,true,47]' ]
  assert_output_has 'not_measured="BTCUSDT maker_taker_ratio (No recent data), '
  assert_output_has 'values are missing in the newest 47 windows'
  assert_file_has out/POST_SOAK_ANALYSIS.md 'What was measured is within target, but not everything was measured'
  assert_file_has out/POST_SOAK_ANALYSIS.md 'Not measured as expected: BTCUSDT maker'
  assert_file_lacks out/POST_SOAK_ANALYSIS.md 'All metrics within target'
}

@test "a symbol that the bot dropped is missed, one that came later is named" {
  hours 1 24
  hours 1 18 0.9 200 0.3 ETHUSDT
  hours 13 24 0.9 200 0.3 SOLUSDT
  analyze
  [ "$(of .overall.verdict)" = WARN ]
  [ "$(metric edge_bps.stale ETHUSDT)" = true ]
  [ "$(metric edge_bps.coverage ETHUSDT)" = 0.75 ]
  [ "$(metric edge_bps.coverage SOLUSDT)" = 1 ]
  assert_output_has 'ETHUSDT: ends 6 windows before the run'
  assert_output_has 'SOLUSDT: begins 12 windows after the run'
  # whoever looks at one symbol only is told the same
  analyze --symbols ETHUSDT
  [ "$(metric edge_bps.stale ETHUSDT)" = true ]
  [ "$(of '.symbols | keys | length')" = 1 ]
  # without times the iterations tell it
  for file in w/*; do jq -c 'del(.timestamp)' "$file" >t && mv t "$file"; done
  analyze
  [ "$(metric edge_bps.stale ETHUSDT)" = true ]
}

@test "a hole in one symbol is missing, one in all of them is a pause" {
  hours 1 24
  hours 1 24 0.9 200 0.3 ETHUSDT
  rm w/*_9.json w/*_10.json w/*_11.json w/ITER_SUMMARY_ETHUSDT_1[2-8].json
  analyze
  [ "$(metric edge_bps.coverage)" = 1 ]
  [ "$(metric edge_bps.known ETHUSDT)" = 14 ]
  assert_output_has 'ETHUSDT: 7 windows missing in the middle'
  assert_output_has 'no window of any symbol from 2025-10-09T17:00:00Z to 2025-10-09T21:00:00Z: a pause'
  [ "$(of .data_quality.pauses)" = 1 ]
}

@test "how much silence is too much can be said, and what a bot does not have left out" {
  hours 1 20
  hours 21 24 0.9 null null
  analyze
  [ "$(of .overall.verdict)" = WARN ]
  analyze --max-stale 5
  [ "$(of .overall.verdict)" = OK ]
  analyze --max-stale 5 --max-stale risk_ratio=2
  [ "$(data_violations)" = '[["BTCUSDT","risk_ratio","WARN","No recent data"]]' ]
  hours 1 24 0.9 200 null
  analyze
  [ "$(data_violations)" = '[["BTCUSDT","risk_ratio","WARN","No valid data"]]' ]
  analyze --without risk_ratio
  [ "$(of .overall.verdict)" = OK ]
  [ "$(of '.symbols.BTCUSDT | keys | length')" = 3 ]
  assert_file_lacks out/POST_SOAK_ANALYSIS.md '| risk_ratio'
  # shellcheck disable=SC2016 # Markdown has backticks
  assert_file_has out/POST_SOAK_ANALYSIS.md '- Left out (`--without`): `risk_ratio`'
  [ "$(grep -c risk_ratio out/POST_SOAK_ANALYSIS.md)" = 1 ]
  run analyze_post_soak --iter-glob 'w/*' --without speed
  assert_status 2
  run analyze_post_soak --iter-glob 'w/*' --max-stale speed=2
  assert_status 2
}

@test "values that cannot be are no values, and never clamped" {
  hours 1 24 90 0 -0.1
  analyze
  [ "$(of .overall.verdict)" = WARN ]
  [ "$(metric 'maker_taker_ratio | [.median, .known, .out_of_range]' | jq -c)" = '[null,0,24]' ]
  hours 1 23 0.9 200 0.3
  analyze
  [ "$(data_violations)" = '[["BTCUSDT","maker_taker_ratio","WARN","Value out of range"],["BTCUSDT","p95_latency_ms","WARN","Value out of range"],["BTCUSDT","risk_ratio","WARN","Value out of range"]]' ]
  assert_output_has '1 value out of range (impossible, or in another unit)'
  # one of twenty that is not the newest is counted and not held against the run
  hours 24 24 0.9 200 0.3
  window w/ITER_SUMMARY_BTCUSDT_7.json 7 "$(hour 7)" 3.1 1.01
  analyze
  [ "$(of .overall.verdict)" = OK ]
  [ "$(metric maker_taker_ratio.out_of_range)" = 1 ]
  analyze --metric-range maker_taker_ratio=0:0.5
  [ "$(metric maker_taker_ratio.known)" = 0 ]
  run analyze_post_soak --iter-glob 'w/*' --metric-range maker_taker_ratio=1:0
  assert_status 2
}

@test "a latency that looks like seconds is named" {
  hours 1 24 0.9 0.4
  analyze
  assert_output_has 'the median is 0.4: is the unit seconds?'
}

@test "numbers that were written as text are read and counted" {
  mkdir w
  for i in 1 2 3; do
    printf '{"symbol":"BTCUSDT","iteration":"%s","net_bps":"3.%s","maker_taker_ratio":0.9,"p95_latency_ms":200,"risk_ratio":0.3}' $i $i >w/$i.json
  done
  analyze --min-windows 1
  [ "$(metric edge_bps.last)" = 3.3 ]
  [ "$(of .data_quality.text_numbers)" = 6 ]
}

@test "the newest windows of a bot that counts anew are the last" {
  hours 1 12
  local i
  for i in 1 2 3 4; do window "w/again_$i.json" "$i" "$(hour $((12 + i)))" 1.5; done
  analyze --min-windows 1
  [ "$(jq -c '[.[].window_index]' out/VIOLATIONS.json)" = '[12,13,14,15]' ]
  assert_output_has 'the iteration goes back 1 time while the time goes on (first at 2025-10-09T22:00:00Z)'
  # without times nobody can tell; that iterations repeat is said
  for file in w/*; do jq -c 'del(.timestamp)' "$file" >t && mv t "$file"; done
  analyze --min-windows 1
  assert_output_has 'iterations repeat in 4 windows'
}

@test "the same window counts once, a rewritten one as it was written last" {
  hours 1 6
  mkdir w/old
  cp w/ITER_SUMMARY_BTCUSDT_3.json 'w/ITER_SUMMARY_BTCUSDT_3 (copy).json'
  cp w/*_1.json w/*_2.json w/old/
  window w/ITER_SUMMARY_BTCUSDT_4b.json 4 "$(hour 4)" 0.5
  analyze --iter-glob 'w/old/*' --min-windows 1
  [ "$(of .windows)" = 6 ]
  [ "$(jq -c '[.[].window_index]' out/VIOLATIONS.json)" = '[3]' ]
  [ "$(of '.data_quality | [.repeated_windows, .rewritten_windows]' | jq -c)" = '[3,1]' ]
  assert_output_has '3 windows repeated'
  assert_output_has '1 window rewritten'
}

@test "times in every usual dress, and those that are not understood by name" {
  mkdir w
  local i=0 text
  for text in '"20251009T080000Z"' '"2025-10-09 09:00:00 UTC"' '"2025-10-09T10:00:00+00:00Z"' 1760007600 1760011200000 \
    1760014800000000 1760018400000000000 '"1760022000"' '"2025-10-09T18:00:00+02:00"'; do
    i=$((i + 1))
    window "w/$((99 - i)).json" 0 "$text" "3.$i"
  done
  analyze --min-windows 1
  [ "$(metric edge_bps.last)" = 3.9 ]
  [ "$(metric edge_bps.stale)" = false ]
  window w/90.json 0 '"half past nine"' 3.0
  analyze --min-windows 1
  assert_output_has "1 time not understood, as if there were none (the first: 'half past nine')"
}

@test "what a loose glob catches besides windows is skipped and named once a kind" {
  hours 1 3
  analyze_post_soak --iter-glob 'w/*' --out-dir w --min-windows 1 2>/dev/null
  cp w/SOAK_SUMMARY.json w/SOAK_SUMMARY_old.json
  printf '{"iterations":[{"iteration":1,"net_bps":-9,"kpi_verdict":"PASS","proposed_deltas":{}}],"summary":{"count":1}}' >w/TUNING_REPORT.json
  printf '{"min_interval_ms":60}' >w/runtime_overrides.json
  printf '{"net_bps":-9,"taker_ratio":0.1,"latency":{"p95":1},"total":{"net_bps":-9},"symbols":{}}' >w/EDGE_REPORT.json
  printf '[{"symbol":"A","metric":"x","level":"WARN","window_index":1},{"symbol":"B","metric":"x","level":"WARN","window_index":2}]' >w/VIOLATIONS.json
  rm w/*.md
  analyze --min-windows 1
  assert_status 0
  [ "$(of .windows)" = 3 ]
  [ "$(metric edge_bps.min)" = 3.1 ]
  assert_output_has 'skipped w/SOAK_SUMMARY.json, w/SOAK_SUMMARY_old.json: SOAK_SUMMARY, no window'
  assert_output_has 'skipped w/VIOLATIONS.json: VIOLATIONS, no window'
  assert_output_has 'skipped w/TUNING_REPORT.json: TUNING_REPORT, no window'
  assert_output_has 'skipped w/EDGE_REPORT.json: EDGE_REPORT, no window'
  assert_output_has 'skipped w/runtime_overrides.json: other JSON, no window'
}

@test "unknown names produce what was found, what is expected and what to try" {
  mkdir w
  printf '{"symbol":"BTCUSDT","iteration":1,"stats":{"netBps":0.5},"makerTakerRatio":0.6}' >w/1.json
  analyze
  assert_status 3
  assert_output_has 'found: /stats/netBps, makerTakerRatio; expected one of edge_bps, maker_taker_ratio'
  assert_output_has 'try --field edge_bps=/stats/netBps --field maker_taker_ratio=makerTakerRatio'
  analyze --min-windows 1 --field edge_bps=/stats/netBps --field maker_taker_ratio=makerTakerRatio
  assert_status 0
  [ "$(metric '| [.edge_bps.last, .maker_taker_ratio.last]' | jq -c)" = '[0.5,0.6]' ] || [ "$(of '.symbols.BTCUSDT | [.edge_bps.last, .maker_taker_ratio.last]' | jq -c)" = '[0.5,0.6]' ]
  analyze --field edge_bps=summary
  assert_status 2
  analyze --field speed=x
  assert_status 2
}

@test "a directory, bare files, and one stream of everything" {
  hours 1 3
  printf '{"readiness":1,"checks":[]}' >w/KPI_GATE.json
  run analyze_post_soak --iter-glob w --out-dir out --min-windows 1
  assert_status 0
  [ "$(of .windows)" = 3 ]
  case $output in *KPI_GATE*) fail 'looked beyond ITER_SUMMARY_*.json' ;; esac
  run analyze_post_soak w/ITER_SUMMARY_*.json --out-dir out --min-windows 1
  [ "$(of .windows)" = 3 ]
  cat w/ITER_SUMMARY_*.json | jq . | analyze_post_soak --iter-glob - --out-dir out --min-windows 1
  [ "$(of .windows)" = 3 ]
  cat w/ITER_SUMMARY_*.json | jq -cj . | analyze_post_soak --iter-glob - --out-dir out --min-windows 1
  [ "$(of .windows)" = 3 ]
  for file in w/ITER_SUMMARY_*.json; do printf '\xef\xbb\xbf' && cat "$file"; done |
    analyze_post_soak --iter-glob - --out-dir out --min-windows 1
  [ "$(of .windows)" = 3 ]
}

@test "files that came from Windows" {
  hours 1 3
  for file in w/*; do (printf '\xff\xfe' && iconv -t UTF-16LE "$file") >t && mv t "$file"; done
  analyze
  assert_status 3
  assert_output_has 'is UTF-16 text, not UTF-8 (convert it: iconv'
  run analyze_post_soak --iter-glob 'w\ITER_SUMMARY_*.json'
  assert_status 3
  assert_output_has 'write / between directories'
  rm w/*
  printf '{"symbol":"BTC\xe9","net_bps":3}' >w/1.json
  analyze
  assert_status 3
  assert_output_has 'is the file in Latin-1'
  printf '{"symbol":"BTCUSDT","net_bps":3,"note":"d\xe9j\xe0"}' >w/1.json
  analyze --min-windows 1
  assert_status 0
  printf 'symbol,net_bps,iteration\nA,1,2\n' >w/1.json
  analyze
  assert_output_has 'looks like CSV'
  gzip -c out/SOAK_SUMMARY.json >w/1.json
  analyze
  assert_output_has 'is compressed with gzip'
}

@test "a byte that is no UTF-8 in a wrapper's commit or profile costs no window, and comes into no report" {
  mkdir w
  printf '{"profile":"calm\300","commit":"abc\377","symbol":"A","windows":[{"iteration":1,"net_bps":3},{"iteration":2,"net_bps":3.1}]}' \
    >w/ITER_SUMMARY_1.json
  analyze_post_soak --iter-glob w 2>/dev/null
  jq -e '.windows == 2 and .meta.profile == null and .meta.commit_range == null' reports/analysis/SOAK_SUMMARY.json
  iconv -f UTF-8 -t UTF-8 reports/analysis/SOAK_SUMMARY.json >/dev/null
}
