#!/usr/bin/env bats
# The simulation to try things with.
load ../support/common

setup_test() { PATH=$SOAK_SOURCE_ROOT/scripts:$PATH; }

@test "the same seed and window give the same bytes, others give others" {
  export SOAK_NOW=2026-01-05T21:00:00Z
  [ "$(sample-bot --seed 3 --window 5)" = "$(sample-bot --seed 3 --window 5)" ]
  [ "$(sample-bot --seed 3 --window 5)" != "$(sample-bot --seed 4 --window 5)" ]
  [ "$(sample-bot --seed 3 --window 5)" != "$(SOAK_TICK=6 sample-bot --seed 3)" ]
  run sample-bot --seed 3 --symbols X,Y,Z
  [ "$(jq -r '.symbols | keys | join(" ")' <<<"$output")" = 'X Y Z' ]
}

@test "it is good by the analyzer's limits, and each degradation is bad in its own way" {
  windows() { for n in 0 1 2 3 4 5; do sample-bot --seed 11 --window "$n" "$@"; done; }
  status_of() { windows "$@" | analyze_post_soak --iter-glob - --json | jq -r ".symbols.BTCUSDT.$metric.status"; }
  for metric in edge_bps maker_taker_ratio p95_latency_ms risk_ratio; do [ "$(status_of)" = OK ]; done
  metric=edge_bps
  median=$(windows --degrade warn | analyze_post_soak --iter-glob - --json | jq .symbols.BTCUSDT.edge_bps.median)
  [ "$(jq -n "$median >= 2 and $median < 2.5")" = true ]
  [ "$(status_of --degrade edge)" = CRIT ]
  metric=p95_latency_ms
  [ "$(status_of --degrade latency)" = CRIT ]
  metric=maker_taker_ratio
  [ "$(status_of --degrade taker)" = CRIT ]
  metric=edge_bps
  [ "$(SOAK_PHASE=shadow status_of --degrade edge --degrade-in canary)" = OK ]
  [ "$(SOAK_PHASE=canary status_of --degrade edge --degrade-in canary)" = CRIT ]
}

@test "its fills become windows that are marked as fake and good by the limits" {
  fills() { for n in 0 1 2 3 4 5; do sample-bot --seed 11 --window "$n" --fills "$@"; done; }
  windows() { fills "$@" | fills_to_windows --format ccxt --in - --window 10m --markout 5s --budget 400 --out-dir - 2>err; }
  windows >out
  [ "$(wc -l <out)" -eq 6 ]
  [ "$(jq -r .source out | sort -u)" = fake ]
  [ "$(head -n 1 out | jq -c '[.timestamp, .symbols.BTCUSDT.sources]')" = '["2026-01-05T00:10:00Z",{"edge":"mid+5s","maker":"takerOrMaker","latency":"order_sent to order_ack","risk":"budget","fees":"reported"}]' ]
  for metric in edge_bps maker_taker_ratio p95_latency_ms; do
    [ "$(analyze_post_soak --iter-glob - --json <out | jq -r ".symbols.BTCUSDT.$metric.status")" = OK ]
  done
  [ "$(windows --degrade edge | analyze_post_soak --iter-glob - --json | jq -r .symbols.BTCUSDT.edge_bps.status)" = CRIT ]
  windows >again && cmp out again
  [ "$(SOAK_NOW=2026-03-01T10:25:00Z sample-bot --fills | head -n 1 | jq .ts)" = "$(date -u -d 2026-03-01T10:10:00Z +%s)000" ]
}

@test "it runs like a tool" {
  SOAK_LIBEXEC=$SOAK_BIN run soak sample-bot --help
  assert_status 0
  assert_output_has 'Print one ITER_SUMMARY window'
  for option in --seed --window --symbols --degrade --degrade-in --fills; do assert_output_has "$option "; done
  SOAK_LIBEXEC=$SOAK_BIN run soak sample-bot --version
  assert_status 0
  [ "$output" = "soak $SOAK_VERSION" ]
}

@test "the version is that of the tools beside it, or none" {
  mkdir alone
  cp "$SOAK_SOURCE_ROOT/scripts/sample-bot" alone
  run alone/sample-bot --version
  assert_status 3
  assert_output_has 'no analyze_post_soak beside it'
  ln -s "$SOAK_BIN/analyze_post_soak" alone
  run alone/sample-bot --version
  [ "$output" = "soak $SOAK_VERSION" ]
}

@test "wrong options exit 2" {
  for wrong in '--degrade much' '--seed x' '--window' '--unknown 1' '--symbols A/B'; do
    # shellcheck disable=SC2086 # several words
    run sample-bot $wrong
    assert_status 2
  done
}
