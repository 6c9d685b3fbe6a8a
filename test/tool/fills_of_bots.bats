#!/usr/bin/env bats
# fills_to_windows: one simulated market as each bot writes it down, against what is true of it; damage to each of them.
# shellcheck disable=SC2016,SC2154 # texts for jq; variables that bats sets
load ../support/common

market=$SOAK_SOURCE_ROOT/data/fixtures/fills_to_windows
same() { "$SOAK_SOURCE_ROOT/test/support/same_windows.py" "$market/expected/$1.json" "${@:2}"; }
# windows FORMAT ARGUMENT…: in this market's budget
windows() { fills_to_windows --format "$1" --budget 5000 --out-dir - "${@:2}" 2>err; }
database() { sqlite3 trades.sqlite <"$market/hummingbot/trades.sql"; }
log=$market/hummingbot/logs/logs_conf_pmm.log

@test "the samples are those that the generator makes" {
  "$SOAK_SOURCE_ROOT/test/support/make_market.py" made
  diff -r made "$market"
}

@test "ccxt agrees with the truth" {
  windows ccxt --in "$market/ccxt/trades.ndjson" | same mid
  assert_file_has err 'duplicates=4'
}

@test "hummingbot agrees with the truth, from files and from its folder" {
  database
  windows hummingbot --in trades.sqlite "$log" | same mid
  mkdir -p bot/data bot/logs
  cp trades.sqlite bot/data/ && cp "$log" bot/logs/
  windows hummingbot --in bot | same mid
  windows hummingbot --in bot/data | same mid orders p95_latency_ms && false
  windows hummingbot --in bot/data | jq -e 'all(.symbols[]; .p95_latency_ms == null and .orders == 0)'
}

@test "passivbot agrees with the truth as far as it knows: it has no mids" {
  windows passivbot --in "$market/passivbot" --symbol-map BTC/USDT:USDT=BTCUSDT --symbol-map ETH/USDT:USDT=ETHUSDT | same market
}

@test "nautilus agrees with the truth" { windows nautilus --in "$market/nautilus" | same mid; }

@test "csv and ndjson agree with the truth" {
  windows csv --in "$market/csv/fills.csv" | same mid
  windows ndjson --in "$market/ndjson/fills.ndjson" | same mid
}

@test "the order of the lines changes nothing but what is said" {
  windows ccxt --in "$market/ccxt/trades.ndjson" >plain
  shuf --random-source="$market/csv/fills.csv" "$market/ccxt/trades.ndjson" >shuffled.ndjson
  windows ccxt --in shuffled.ndjson >mixed
  assert_file_has err 'sorted on disk'
  cmp plain mixed
  for threads in 1 3; do windows ccxt --in "$market/ccxt/trades.ndjson" --threads "$threads" | cmp - plain; done
}

@test "a markout values a fill by a later mid" {
  windows ccxt --in "$market/ccxt/trades.ndjson" --markout 5m >late
  [ "$(head -n 1 late | jq -r '.symbols.BTCUSDT.sources.edge')" = mid+300s ]
  [ "$(head -n 1 late | jq '.symbols.BTCUSDT.edge_bps')" != "$(windows ccxt --in "$market/ccxt/trades.ndjson" | head -n 1 | jq '.symbols.BTCUSDT.edge_bps')" ]
}

@test "a plain limit is unknown, and told by its fee rate where the rates are given" {
  database
  sqlite3 trades.sqlite "update TradeFill set order_type = 'LIMIT', trade_fee_in_quote = cast(round(price * 0.0002 * (amount / 1e6)) as integer)"
  windows hummingbot --in trades.sqlite | jq -e 'all(.symbols[]; .maker_taker_ratio == null)'
  [ "$(windows hummingbot --in trades.sqlite | head -n 1 | jq -r '.symbols.BTCUSDT.sources.maker')" = 'none: 100.0 % of the notional is not known' ]
  windows hummingbot --in trades.sqlite --maker-fee 2bps --taker-fee 5bps | head -n 1 | jq -e '.symbols.BTCUSDT | .maker_taker_ratio == 1 and .sources.maker == "order_type, fee rate"'
}

@test "a database that the bot is writing to is read, one that it holds is waited for, and then refused" {
  database
  sqlite3 trades.sqlite 'pragma journal_mode = delete' >/dev/null
  mkfifo orders
  sqlite3 trades.sqlite <orders >answers 3>&- &
  local pid=$! in
  exec {in}>orders
  printf 'begin exclusive;\nselect 1;\n' >&"$in"
  wait_for test -s answers
  run fills_to_windows --format hummingbot --in trades.sqlite --out-dir out
  assert_status 3
  assert_output_has 'cannot read trades.sqlite: database is locked'
  [ ! -e out ]
  (sleep 1; printf 'commit;\n' >&"$in") 3>&- &
  windows hummingbot --in trades.sqlite "$log" | same mid
  exec {in}>&-
  wait "$pid"
  sqlite3 trades.sqlite 'pragma journal_mode = wal; begin; delete from TradeFill;' >/dev/null
  windows hummingbot --in trades.sqlite "$log" | same mid
}

@test "a database is only ever read, and a damaged or foreign one is refused" {
  database
  sum=$(sha256sum trades.sqlite)
  windows hummingbot --in trades.sqlite >/dev/null
  [ "$(sha256sum trades.sqlite)" = "$sum" ]
  dd if=/dev/urandom of=trades.sqlite bs=1 seek=8192 count=60000 conv=notrunc 2>/dev/null
  run fills_to_windows --format hummingbot --in trades.sqlite --out-dir out
  assert_status 3
  assert_output_has 'cannot read trades.sqlite: '
  [ ! -e out ]
  sqlite3 other.sqlite 'create table x (y)'
  run fills_to_windows --format hummingbot --in other.sqlite --out-dir out
  assert_status 3
  assert_output_has 'it has no table TradeFill'
}

@test "broken rows are named, unknown currencies make a gap, negative amounts are refused" {
  database
  sqlite3 trades.sqlite "update TradeFill set amount = -amount where rowid = 1 and trade_type = 'BUY' or rowid = 2;
    update TradeFill set trade_type = 'BUY' where rowid = 2;
    update TradeFill set trade_fee_in_quote = 0, trade_fee = '{\"flat_fees\":[{\"token\":\"BNB\",\"amount\":\"0.1\"}]}' where rowid = 5"
  windows hummingbot --in trades.sqlite >out
  assert_file_has err 'trades.sqlite: TradeFill row 2: its amount is negative, and it says that it buys; skipped'
  jq -e -s 'any(.[].symbols[]; .sources.edge == "none: fee in BNB is not converted" and .edge_bps == null and .maker_taker_ratio != null)' out
}

@test "the doctor says of each figure where it would come from and what is missing" {
  database
  run fills_to_windows --format hummingbot --in trades.sqlite --doctor --out-dir out
  assert_status 0
  [ ! -e out ]
  assert_output_has 'edge_bps          OK      mid+0s (MarketData) for 151 of 151 fills'
  assert_output_has '-> give the log too: --in logs/logs_<conf>.log'
  assert_output_has '-> --budget N, or --budget SYMBOL=N, in quote'
  run fills_to_windows --format passivbot --in "$market/passivbot" --doctor --json
  [ "$(jq -c '[.figures[].status]' <<<"$output")" = '["PARTLY","OK","OK","OK","MISSING"]' ]
}

# follow FORMAT ARGUMENT…: in the background
follow() {
  fills_to_windows --format "$1" --budget 5000 --out-dir out --follow "${@:2}" 2>>log 3>&- &
  pid=$!
}
stop() { kill "$pid" && wait "$pid"; }
written() { cat out/ITER_SUMMARY_*.json 2>/dev/null | same mid; }

@test "a live bot is followed over a rotation, a cut log and a restart in the middle of a window" {
  count=$(wc -l <"$market/ccxt/trades.ndjson")
  part() { sed -n "$1,$2p" "$market/ccxt/trades.ndjson"; }
  follow ccxt --in live.ndjson
  part 1 200 >live.ndjson
  wait_for test -e out/ITER_SUMMARY_490896.json
  { part 201 300; part 301 301 | cut -c 1-20 | tr -d '\n'; } >>live.ndjson
  sleep 1.5
  part 301 301 | cut -c 21- >>live.ndjson
  mv live.ndjson live.ndjson.1
  part 302 500 >live.ndjson
  wait_for grep -q "is 490898" log
  stop
  part 501 700 >>live.ndjson
  follow ccxt --in live.ndjson
  part 701 "$count" >>live.ndjson
  wait_for written
  stop
  cat out/ITER_SUMMARY_*.json >followed
  windows ccxt --in "$market/ccxt/trades.ndjson" | cmp - followed
}

@test "a database and its log are followed, also while the bot holds it" {
  database
  # some SQL: the tables, and rows until so many hours after the beginning
  rows_until() {
    printf "attach 'trades.sqlite' as all_of_it; begin exclusive;
      insert or ignore into TradeFill select * from all_of_it.TradeFill where timestamp < 1767225600000 + %d * 3600000 order by timestamp;
      insert or ignore into MarketData select * from all_of_it.MarketData where timestamp < (1767225600000 + %d * 3600000) * 1000000 order by timestamp; commit;" "$1" "$1"
  }
  sed -n '1,2p' "$market/hummingbot/trades.sql" | sqlite3 live.sqlite
  follow hummingbot --in live.sqlite live.log
  sqlite3 live.sqlite "$(rows_until 2)"
  head -n 60 "$log" >live.log
  wait_for test -e out/ITER_SUMMARY_490897.json
  sqlite3 live.sqlite "$(rows_until 9)"
  tail -n +61 "$log" >>live.log
  wait_for written
  stop
}

@test "passivbot's day file is followed though it is written anew each time" {
  mkdir -p bot/caches/fill_events/binance/user bot/monitor/binance/user/events
  day=bot/caches/fill_events/binance/user/2026-01-01.json
  full=$market/passivbot/caches/fill_events/binance/user/2026-01-01.json
  jq -c 'map(select(.timestamp < 1767225600000 + 2 * 3600000))' "$full" >$day
  cp "$market/passivbot/monitor/binance/user/events/current.ndjson" bot/monitor/binance/user/events/
  follow passivbot --in bot --symbol-map BTC/USDT:USDT=BTCUSDT --symbol-map ETH/USDT:USDT=ETHUSDT
  wait_for test -e out/ITER_SUMMARY_490896.json
  cp "$full" $day.new && mv $day.new $day
  all() { cat out/ITER_SUMMARY_*.json | same market; }
  wait_for all
  stop
}

@test "following nothing new costs nothing" {
  cp "$market/ccxt/trades.ndjson" live.ndjson
  follow ccxt --in live.ndjson
  wait_for written
  begin=$(awk '{print $14 + $15}' "/proc/$pid/stat")
  sleep 5
  end=$(awk '{print $14 + $15}' "/proc/$pid/stat")
  [ $((end - begin)) -le 1 ] # of 500 ticks; the bound of 0.1 % is half a tick
  stop
}
