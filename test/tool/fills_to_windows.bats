#!/usr/bin/env bats
# fills_to_windows: from what a bot leaves behind to windows.
# shellcheck disable=SC2016,SC2154 # texts for jq; variables that bats sets
load ../support/common

hour=1700000000000 # 2023-11-14T22:13:20Z, in the window that ends at 23:00

# trade MEMBERS: a ccxt trade; members that are given go before its own
trade() {
  printf '{%s"timestamp":%s,"symbol":"BTC/USDT","side":"buy","takerOrMaker":"maker","price":100,"amount":1,"fee":{"cost":0.01,"currency":"USDT"}}\n' \
    "${1:+$1,}" "$hour"
}
windows() { fills_to_windows --format ccxt --in "${1:-fills.ndjson}" --out-dir - "${@:2}" 2>err; }
# figure JQ: of the first window's first symbol
figure() { windows | head -n 1 | jq -c ".symbols[] | $1" | head -n 1; }

@test "a window has the four figures, their sources and counts" {
  {
    printf '{"event":"mid","symbol":"BTC/USDT","ts":%d,"mid":100.5}\n' $((hour - 1000))
    printf '{"event":"order_sent","client_order_id":"c","symbol":"BTC/USDT","ts":%d}\n' $((hour - 500))
    printf '{"event":"order_ack","client_order_id":"c","ts":%d}\n' $((hour - 380))
    trade '"id":"1"'
  } >fills.ndjson
  windows fills.ndjson --budget 1000 >out
  [ "$(jq -c . out)" = '{"iteration":472222,"timestamp":"2023-11-14T23:00:00Z","source":"fills","symbols":{"BTCUSDT":{"edge_bps":49,"maker_taker_ratio":1,"p95_latency_ms":120,"risk_ratio":0.1,"fills":1,"orders":1,"sources":{"edge":"mid+0s","maker":"takerOrMaker","latency":"order_sent to order_ack","risk":"budget","fees":"reported"}}}}' ]
}

@test "windows are files of their number, the same bytes each time, and left alone where nothing changed" {
  trade '"id":"1"' >fills.ndjson
  run fills_to_windows --format ccxt --in fills.ndjson --out-dir out
  assert_status 0
  [ "$output" = 'event=fills_to_windows status=OK windows=1 changed=1 symbols=1 fills=1 duplicates=0 orders=0 skipped=0' ]
  cp out/ITER_SUMMARY_472222.json before
  inode=$(stat -c %i out/ITER_SUMMARY_472222.json)
  run fills_to_windows --format ccxt --in fills.ndjson --out-dir out --json
  [ "$(jq -c '[.windows,.changed,.first_iteration]' <<<"$output")" = '[1,0,472222]' ]
  cmp before out/ITER_SUMMARY_472222.json
  [ "$(stat -c %i out/ITER_SUMMARY_472222.json)" = "$inode" ]
  [ "$(fills_to_windows --format ccxt --in - --out-dir - <fills.ndjson 2>/dev/null)" = "$(cat before)" ]
}

@test "the windows go straight into the analysis" {
  for n in 0 1 2; do hour=$((1700000000000 + n * 3600000)) trade "\"id\":\"$n\""; done >fills.ndjson
  fills_to_windows --format ccxt --in fills.ndjson --out-dir - --budget 1000 2>/dev/null |
    analyze_post_soak --iter-glob - --out-dir reports 2>/dev/null
  [ "$(jq -c '.symbols.BTCUSDT.risk_ratio.last' reports/SOAK_SUMMARY.json)" = 0.3 ]
  [ "$(jq '.meta.source' reports/SOAK_SUMMARY.json)" = '"fills"' ]
}

@test "a window that is not over is not written, whatever is in it" {
  trade '"id":"1"' >fills.ndjson
  TZ=UTC run faketime -f '2023-11-14 22:59:59' fills_to_windows --format ccxt --in fills.ndjson --out-dir out
  assert_status 0
  assert_output_has 'no window is over yet: the first one ends at 2023-11-14 23:00 UTC'
  [ ! -e out ]
  TZ=UTC run faketime -f '2023-11-14 23:00:01' fills_to_windows --format ccxt --in fills.ndjson --out-dir out
  [ -e out/ITER_SUMMARY_472222.json ]
}

@test "a trade that is told twice counts once" {
  { trade '"id":"1"'; trade '"id":"2"'; trade '"id":"1"'; } >fills.ndjson
  [ "$(figure .fills)" = 2 ]
  assert_file_has err 'duplicates=1'
}

@test "torn lines are named and skipped" {
  { trade '"id":"1"'; printf '{"id":"2","timesta\n'; printf 'nonsense\n'; trade '"id":"3","amount":-1'; trade '"id":"4"'; } >fills.ndjson
  [ "$(figure .fills)" = 2 ]
  assert_file_has err "fills.ndjson: byte $(trade '"id":"1"' | wc -c): byte 18: incomplete JSON; skipped"
  assert_file_has err 'its quantity is negative, and it says that it buys; skipped'
  assert_file_has err 'skipped=3'
}

@test "fees in base and rebates count, a third currency is a gap that says why" {
  trade '"fee":{"cost":0.001,"currency":"BTC"}' >fills.ndjson
  printf '{"event":"mid","symbol":"BTC/USDT","ts":%d,"mid":100}\n' "$hour" >>fills.ndjson
  [ "$(figure .edge_bps)" = -10 ]
  trade '"fee":{"cost":-0.1,"currency":"USDT"}' >fills.ndjson
  [ "$(figure .edge_bps)" = 10 ]
  trade '"fee":{"cost":0.1,"currency":"BNB"}' >fills.ndjson
  [ "$(figure '[.edge_bps, .sources.edge, .maker_taker_ratio]')" = '[null,"none: fee in BNB is not converted",1]' ]
  assert_file_has err '1 fee in BNB'
}

@test "a fee that is not recorded is a gap, or estimated by the account's rates" {
  trade '"fee":{"cost":null,"currency":null}' | sed 's/,"fee":{"cost":0.01,"currency":"USDT"}//' >fills.ndjson
  [ "$(figure .edge_bps)" = null ]
  [ "$(windows fills.ndjson --maker-fee -1bps --taker-fee 4bps | jq -c '.symbols[] | [.edge_bps, .sources.fees]')" = '[1,"estimated"]' ]
}

@test "an input that is out of order gives the same windows, and says that it was sorted" {
  for n in 5 1 3 0 4 2; do hour=$((1700000000000 + n * 3600000)) trade "\"id\":\"$n\",\"price\":10$n"; done >mixed.ndjson
  for n in 0 1 2 3 4 5; do hour=$((1700000000000 + n * 3600000)) trade "\"id\":\"$n\",\"price\":10$n"; done >fills.ndjson
  windows mixed.ndjson --budget 100 >mixed
  assert_file_has err 'sorted on disk'
  windows fills.ndjson --budget 100 >plain
  assert_file_lacks err 'sorted on disk'
  cmp mixed plain
}

@test "only some symbols, other names, and only from some time on" {
  { trade '"id":"1"'; trade '"id":"2","symbol":"ETH/USDT:USDT"'; hour=$((hour + 3600000)) trade '"id":"3"'; } >fills.ndjson
  [ "$(windows | jq -c '.symbols | keys' | tail -n 1)" = '["BTCUSDT","ETHUSDT:USDT"]' ]
  [ "$(windows fills.ndjson --symbols BTC/USDT | jq -c '.symbols | keys' | sort -u)" = '["BTCUSDT"]' ]
  windows fills.ndjson --symbols BTC/USDT,DOGEUSDT >out
  assert_file_has err '--symbols DOGEUSDT: nothing in the input is of that symbol'
  [ "$(windows fills.ndjson --symbol-map ETH/USDT:USDT=ETHPERP | jq -c '.symbols | keys' | tail -n 1)" = '["BTCUSDT","ETHPERP"]' ]
  [ "$(windows fills.ndjson --since 2023-11-14T23:00:00Z | jq .iteration)" = 472223 ]
}

@test "csv and ndjson with the names of another bot" {
  printf 'When;Coin;What;At;Lots;Paid;Paid in;Made\n2023-11-14 22:13:20;BTC-USDT;sell;"100";2;0,5;USDT;true\n2023-11-14 22:13:21;BTC-USDT;sell;100;2;0.02;USDT;true\n' >fills.csv
  run fills_to_windows --format csv --in fills.csv --out-dir -
  assert_status 3
  assert_output_has 'has no column for time (its columns: When, Coin, What, At, Lots, Paid, Paid in, Made); name it with --field NAME=COLUMN'
  columns=(--field time=When --field symbol=Coin --field side=What --field price=At --field quantity=Lots --field fee=Paid
    --field 'fee_currency=Paid in' --field liquidity=Made)
  [ "$(fills_to_windows --format csv --in fills.csv --out-dir - "${columns[@]}" 2>err | jq -c '.symbols.BTCUSDT | [.fills, .maker_taker_ratio, .edge_bps]')" = '[2,1,null]' ]
  printf '{"t":1700000000,"m":{"pair":"BTC-USDT"},"side":"sell","legs":[{"px":1},{"px":"100"}],"qty":2,"fee":0.02,"is_maker":false}\n' >fills.ndjson
  [ "$(fills_to_windows --format ndjson --in fills.ndjson --out-dir - --field time=t --field symbol=/m/pair --field price=/legs/1/px 2>err |
    jq -c '.symbols.BTCUSDT | [.fills, .maker_taker_ratio, .edge_bps]')" = '[1,0,-1]' ]
}

@test "wrong usage exits 2, an input that is not there 3, an output that cannot be written 4" {
  trade '"id":"1"' >fills.ndjson
  for wrong in '--window 0' '--window x' '--markout -1s' '--budget 0' '--budget BTC=' '--maker-fee 3' '--since soon' \
    '--symbol-map x' '--field price=x' '--json'; do
    # shellcheck disable=SC2086 # meant to be split
    run fills_to_windows --format ccxt --in fills.ndjson --out-dir - $wrong
    assert_status 2
  done
  run fills_to_windows --format csv --in fills.csv --field colour=x
  assert_status 2
  assert_output_has 'expected NAME=COLUMN'
  run fills_to_windows --format ccxt --in missing.ndjson --out-dir out
  assert_status 3
  [ ! -e out ]
  printf '{"hello":1}\n' >other.ndjson
  run fills_to_windows --format ccxt --in other.ndjson --out-dir out
  assert_status 3
  assert_output_has 'no fill, mid or order in the input'
  run fills_to_windows --format ccxt --in fills.ndjson --out-dir /dev/null/x
  assert_status 4
  run bash -c 'fills_to_windows --format ccxt --in fills.ndjson --out-dir - >/dev/full'
  assert_status 4
}

@test "an option with an empty text is none" {
  trade '"id":"1"' >fills.ndjson
  [ "$(windows fills.ndjson --since '' --budget '' --maker-fee '' --markout '' --window '' --symbols '' --symbol-map '')" = "$(windows)" ]
}

@test "fills and events may be in files of their own" {
  hour=1700000000000
  for n in 0 1 2 3; do
    at=$((hour + n * 3600000))
    hour=$at trade "\"id\":\"$n\"" >>fills.ndjson
    printf '{"event":"mid","symbol":"BTC/USDT","ts":%d,"mid":101}\n' $((at - 1000)) >>mids.ndjson
  done
  [ "$(fills_to_windows --format ccxt --in fills.ndjson mids.ndjson --out-dir - 2>err | jq -c '.symbols[] | [.edge_bps, .sources.edge]' | sort -u)" = '[99,"mid+0s"]' ]
}

@test "compressed files and JSON lists are read" {
  { trade '"id":"1"'; trade '"id":"2"'; } >fills.ndjson
  gzip -k fills.ndjson
  [ "$(windows fills.ndjson.gz)" = "$(windows)" ]
  jq -s . fills.ndjson >list.json
  [ "$(windows list.json)" = "$(windows)" ]
  jq -sc . fills.ndjson >line.json
  [ "$(windows line.json)" = "$(windows)" ]
}
