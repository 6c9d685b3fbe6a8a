#!/usr/bin/env python3
"""One simulated market, written down as each bot would, and what is true of its windows.

    make_market.py DIRECTORY

Writes DIRECTORY/<format>/… and DIRECTORY/expected/{mid,market}.json: the four figures of each window and symbol, in exact
fractions until the last step, by mid and by mark-to-market. Prices have two digits, quantities four, so that whole
millionths hold every product with a fee. The same for every Python: the generator is its own.
"""
import csv
import json
import os
import sys
from datetime import datetime, timedelta, timezone
from fractions import Fraction as F

START = 1_767_225_600_000  # 2026-01-01T00:00:00Z
HOUR = 3_600_000
WINDOWS = 5
EMPTY = 2  # in this window nothing is filled
BUDGET = 5000
SYMBOLS = {"BTC": 6_500_000, "ETH": 320_000}  # price in hundredths
ZONE = timezone(timedelta(hours=5, minutes=45))  # the log's clock: Kathmandu


class Lehmer:
    def __init__(self, seed):
        self.state = seed

    def below(self, n):
        self.state = self.state * 16807 % 2147483647
        return self.state % n


def simulate():
    random = Lehmer(20260101)
    mids, fills, orders = [], [], []
    for base, cents in SYMBOLS.items():
        pair = base + "/USDT"
        for minute in range(WINDOWS * 60):
            at = START + minute * 60_000 + 500
            cents += random.below(401) - 200
            mids.append({"at": at, "base": base, "mid": F(cents, 100)})
            if minute // 60 == EMPTY or random.below(3) != 0:
                continue
            number = len(fills) + 1
            sent = at + 1000 + random.below(20_000)
            acked = sent + 40 + random.below(200)
            taker = random.below(6) == 0
            buys = random.below(2) == 0
            price = F(cents + (1 if buys != taker else -1) * -(100 + random.below(400)), 100)
            quantity = F(1 + random.below(600), 10_000)
            fee = ("USDT", F(random.below(4000) - 600, 10_000))
            if buys and random.below(4) == 0:
                fee = (base, F(1, 10_000))
            order = {"sent": sent, "acked": acked, "base": base, "buys": buys, "number": number}
            orders.append(order)
            fills.append({"at": acked + 1 + random.below(15_000), "base": base, "pair": pair, "buys": buys, "taker": taker,
                          "price": price, "quantity": quantity, "fee": fee, "number": number, "order": order})
    mids.sort(key=lambda m: m["at"])
    fills.sort(key=lambda f: (f["at"], f["number"]))
    orders.sort(key=lambda o: (o["sent"], o["number"]))
    return mids, fills, orders


def in_quote(fill):
    currency, amount = fill["fee"]
    return amount if currency == "USDT" else amount * fill["price"]


def truth(mids, fills, orders, by_mid):
    state = {base: {"inventory": F(0), "last": F(0)} for base in SYMBOLS}
    out = []
    for w in range(WINDOWS):
        begin, end = START + w * HOUR, START + (w + 1) * HOUR
        symbols = {}
        for base, market in state.items():
            mine = [f for f in fills if f["base"] == base and begin <= f["at"] < end]
            latencies = sorted(o["acked"] - o["sent"] for o in orders if o["base"] == base and begin <= o["acked"] < end)
            worth = market["inventory"] * market["last"]
            peak, gain, notional, maker = abs(worth), F(0), F(0), F(0)
            cash = F(0)
            for f in mine:
                sign = 1 if f["buys"] else -1
                mid = [m["mid"] for m in mids if m["base"] == base and m["at"] <= f["at"]][-1]
                gain += sign * (mid - f["price"]) * f["quantity"]
                cash -= sign * f["price"] * f["quantity"]
                notional += f["price"] * f["quantity"]
                maker += 0 if f["taker"] else f["price"] * f["quantity"]
                market["inventory"] += sign * f["quantity"]
                market["last"] = f["price"]
                peak = max(peak, abs(market["inventory"] * f["price"]))
            if not by_mid:
                gain = cash + market["inventory"] * market["last"] - worth
            gain -= sum(in_quote(f) for f in mine)
            symbols[base + "USDT"] = {
                "edge_bps": float(10_000 * gain / notional) if mine else None,
                "maker_taker_ratio": float(maker / notional) if mine else None,
                "p95_latency_ms": latencies[(len(latencies) * 95 + 99) // 100 - 1] if latencies else None,
                "risk_ratio": float(peak / BUDGET), "fills": len(mine), "orders": len(latencies)}
        out.append({"iteration": begin // HOUR, "symbols": symbols})
    return out


def iso(ms):
    return datetime.fromtimestamp(ms / 1000, timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def text(value):
    return format(float(value), ".10g")


def by_time(*parts):
    return [line for _, line in sorted((pair for part in parts for pair in part), key=lambda pair: pair[0])]


def put(directory, name, lines):
    path = os.path.join(directory, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.writelines(line + "\n" for line in lines)


def side(fill):
    return "buy" if fill["buys"] else "sell"


def ccxt(mids, fills, orders):
    def trade(f):
        currency, amount = f["fee"]
        fee = {"cost": float(amount), "currency": currency}
        out = {"id": str(9000 + f["number"]), "timestamp": f["at"], "datetime": iso(f["at"]), "symbol": f["pair"],
               "order": f"x{f['number']}", "type": "market" if f["taker"] else "limit", "side": side(f),
               "takerOrMaker": "taker" if f["taker"] else "maker", "price": float(f["price"]), "amount": float(f["quantity"]),
               "cost": float(f["price"] * f["quantity"]), "info": {"price": "0", "nested": [{"amount": 1}]}}
        if f["number"] % 3 == 0:
            out.update(price=text(f["price"]), amount=text(f["quantity"]))
        out.update({"fee": fee, "fees": [fee]} if f["number"] % 2 else {"fees": [fee]})
        return json.dumps(out)

    trades = [(f["at"], trade(f)) for f in fills]
    again = [(at + 1, line) for at, line in trades[10:14]]  # a stream begun anew repeats some
    return by_time(
        trades, again,
        [(m["at"], json.dumps({"event": "mid", "symbol": m["base"] + "/USDT", "ts": m["at"], "mid": float(m["mid"])})) for m in mids],
        [(o["sent"], json.dumps({"event": "order_sent", "client_order_id": f"c{o['number']}", "symbol": o["base"] + "/USDT",
                                 "ts": o["sent"]})) for o in orders],
        [(o["acked"], json.dumps({"event": "order_ack", "client_order_id": f"c{o['number']}", "ts": o["acked"]})) for o in orders])


def hummingbot_id(o):
    return f"x-XEKWYICX{'B' if o['buys'] else 'S'}{o['base'][0]}{o['base'][-1]}UT{o['sent'] * 1000:x}4e5f"


def hummingbot(mids, fills, orders):
    def quoted(value):
        return "'" + str(value).replace("'", "''") + "'"

    sql = ["create table TradeFill (config_file_path TEXT NOT NULL, strategy TEXT NOT NULL, market TEXT NOT NULL, symbol TEXT NOT "
           "NULL, base_asset TEXT NOT NULL, quote_asset TEXT NOT NULL, timestamp BIGINT NOT NULL, order_id TEXT NOT NULL, "
           "trade_type TEXT NOT NULL, order_type TEXT NOT NULL, price BIGINT NOT NULL, amount BIGINT NOT NULL, leverage INTEGER "
           "NOT NULL, trade_fee JSON NOT NULL, trade_fee_in_quote BIGINT NOT NULL, exchange_trade_id TEXT NOT NULL, position TEXT, "
           "PRIMARY KEY (market, order_id, exchange_trade_id));",
           "create table MarketData (timestamp BIGINT NOT NULL, exchange TEXT NOT NULL, trading_pair TEXT NOT NULL, mid_price BIGINT "
           "NOT NULL, best_bid BIGINT NOT NULL, best_ask BIGINT NOT NULL, order_book JSON, PRIMARY KEY (timestamp, exchange, trading_pair));",
           "begin;"]
    for f in fills:
        currency, amount = f["fee"]
        fee = json.dumps({"fee_type": "AddedToCost", "percent": "0", "percent_token": None,
                          "flat_fees": [{"token": currency, "amount": text(amount)}]})
        # a failed conversion leaves 0
        failed = f["number"] % 7 == 0
        row = ["conf_pmm.yml", "pure_market_making", "binance", f["base"] + "-USDT", f["base"], "USDT", f["at"], hummingbot_id(f["order"]),
               side(f).upper(), "MARKET" if f["taker"] else "LIMIT_MAKER", int(f["price"] * 1_000_000), int(f["quantity"] * 1_000_000),
               1, fee, 0 if failed else int(in_quote(f) * 1_000_000), str(9000 + f["number"]), "NIL"]
        sql.append("insert into TradeFill values (" + ",".join(str(v) if isinstance(v, int) else quoted(v) for v in row) + ");")
    for m in mids:
        micro = int(m["mid"] * 1_000_000)
        sql.append(f"insert into MarketData values ({m['at'] * 1_000_000},'binance','{m['base']}-USDT',{micro},{micro - 5000},{micro + 5000},NULL);")
    sql.append("commit;")

    def line(o):
        local = datetime.fromtimestamp(o["acked"] / 1000, ZONE)
        clock = local.strftime("%Y-%m-%d %H:%M:%S,") + f"{o['acked'] % 1000:03d}"
        event = {"timestamp": float(o["acked"] // 1000), "type": "OrderType.LIMIT", "trading_pair": o["base"] + "-USDT",
                 "order_id": hummingbot_id(o), "creation_timestamp": float(o["sent"] // 1000), "exchange_order_id": f"x{o['number']}",
                 "event_name": ("Buy" if o["buys"] else "Sell") + "OrderCreatedEvent", "event_source": "binance"}
        return f"{clock} - 15 - hummingbot.core.event.event_reporter - EVENT_LOG - {json.dumps(event)}"

    log = by_time([(o["acked"], line(o)) for o in orders], [(START, "2026-01-01 05:45:00,000 - 15 - hummingbot.client - INFO - start")])
    return sql, log


def passivbot(fills, orders):
    days = {}
    for f in fills:
        day = iso(f["at"])[:10]
        currency, amount = f["fee"]
        sign = 1 if f["buys"] else -1
        days.setdefault(day, []).append({
            "id": str(9000 + f["number"]), "timestamp": f["at"], "symbol": f["pair"] + ":USDT", "side": side(f),
            "qty": float(sign * f["quantity"] * 10_000), "price": float(f["price"]), "c_mult": 0.0001, "fee_quality": "exact",
            "pnl": 0.0, "fee_paid": float(-in_quote(f)), "position_side": "long", "client_order_id": f"c{f['number']}",
            "raw": [{"source": "fetch_my_trades", "data": {"takerOrMaker": "taker" if f["taker"] else "maker", "side": "no"}}]})

    def event(o, kind, at):
        payload = {"_live_event": {"client_order_id": f"c{o['number']}", "ids": {"action_id": f"ow_{o['number']}:create:0"}}}
        return json.dumps({"exchange": "binance", "kind": kind, "payload": payload, "seq": o["number"], "ts": at,
                           "symbol": o["base"] + "/USDT:USDT"})

    events = by_time([(o["sent"], event(o, "execution.create_sent", o["sent"])) for o in orders],
                     [(o["acked"], event(o, "execution.create_succeeded", o["acked"])) for o in orders],
                     [(START, json.dumps({"kind": "cycle.completed", "ts": START, "payload": {"ok": True}}))])
    return days, events


def nautilus(mids, fills, orders):
    rows = []
    for f in fills:
        currency, amount = f["fee"]
        at = datetime.fromtimestamp(f["at"] / 1000, timezone.utc)
        rows.append({"client_order_id": f"O-{f['number']:06d}", "trader_id": "T-1", "instrument_id": f["base"] + "USDT.BINANCE",
                     "venue_order_id": f"x{f['number']}", "trade_id": str(9000 + f["number"]), "order_side": side(f).upper(),
                     "order_type": "LIMIT", "last_qty": text(f["quantity"]), "last_px": text(f["price"]), "currency": "USDT",
                     "commission": f"{text(amount)} {currency}", "liquidity_side": "TAKER" if f["taker"] else "MAKER",
                     "ts_event": at.strftime("%Y-%m-%d %H:%M:%S.") + f"{f['at'] % 1000:03d}000000+00:00"})
    rows.sort(key=lambda row: row["client_order_id"])  # as the report is sorted

    def moment(o, kind, at):
        return (at, json.dumps({"type": kind, "instrument_id": o["base"] + "USDT.BINANCE", "client_order_id": f"O-{o['number']:06d}",
                                "ts_event": str(at * 1_000_000), "ts_init": at * 1_000_000}))

    events = by_time([moment(o, "OrderSubmitted", o["sent"]) for o in orders], [moment(o, "OrderAccepted", o["acked"]) for o in orders],
                     [(m["at"], json.dumps({"type": "QuoteTick", "instrument_id": m["base"] + "USDT.BINANCE",
                                            "bid_price": text(m["mid"] - F(1, 2)), "ask_price": text(m["mid"] + F(1, 2)),
                                            "ts_event": m["at"] * 1_000_000})) for m in mids])
    return rows, events


def plain(mids, fills, orders):
    """Columns: a row a fill with its mid, its order's moments beside it."""
    rows = []
    for f in fills:
        currency, amount = f["fee"]
        mid = [m["mid"] for m in mids if m["base"] == f["base"] and m["at"] <= f["at"]][-1]
        rows.append({"time": iso(f["at"]), "pair": f["base"] + "-USDT", "side": side(f).upper(), "price": text(f["price"]),
                     "qty": text(f["quantity"]), "fee": text(amount), "fee_currency": currency, "maker": str(not f["taker"]),
                     "trade_id": 9000 + f["number"], "order_id": f"x{f['number']}", "mid": text(mid), "sent_time": iso(f["order"]["sent"]),
                     "ack_time": iso(f["order"]["acked"])})
    return rows


def put_csv(directory, name, rows):
    path = os.path.join(directory, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def main():
    directory = sys.argv[1]
    mids, fills, orders = simulate()
    put(directory, "expected/mid.json", [json.dumps(truth(mids, fills, orders, True), indent=1)])
    put(directory, "expected/market.json", [json.dumps(truth(mids, fills, orders, False), indent=1)])
    put(directory, "ccxt/trades.ndjson", ccxt(mids, fills, orders))
    sql, log = hummingbot(mids, fills, orders)
    put(directory, "hummingbot/trades.sql", sql)
    put(directory, "hummingbot/logs/logs_conf_pmm.log", log)
    days, events = passivbot(fills, orders)
    for day, content in days.items():
        put(directory, f"passivbot/caches/fill_events/binance/user/{day}.json", [json.dumps(content)])
    put(directory, "passivbot/monitor/binance/user/events/current.ndjson", events)
    rows, events = nautilus(mids, fills, orders)
    put_csv(directory, "nautilus/fills.csv", rows)
    put(directory, "nautilus/stream.jsonl", events)
    rows = plain(mids, fills, orders)
    put_csv(directory, "csv/fills.csv", rows)
    put(directory, "ndjson/fills.ndjson", [json.dumps(row) for row in rows])


if __name__ == "__main__":
    main()
