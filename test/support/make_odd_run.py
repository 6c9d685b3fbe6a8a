#!/usr/bin/env python3
"""A made-up run with everything that is odd about windows: symbols with marks and quotes, series by time, by iteration and by
name, twins, rewritten windows, restarts, pauses, late starts, gaps, texts, impossible values, minus zero.

    make_odd_run.py SEED FILE       NDJSON; the same for the same seed
"""
import json
import random
import sys

SYMBOLS = ["BTCUSDT", "ETHUSDT", "SOL|USDT", 'Q"UOTE', "a,\"times\":1", "ПЕТЯUSDT", "<b>X</b>", "back\\slash", "DOGE", "XRP", "LATE",
           "SILENT", "BYITER", "BYNAME", "ZERO", "_under_", "A-0", "A-1", "A-10", "A-2"]


def value(random_, low, high):
    kind = random_.random()
    if kind < 0.04:
        return None
    if kind < 0.06:
        return str(round(random_.uniform(low, high), 4))
    if kind < 0.07:
        return -0.0
    if kind < 0.075:
        return 1e300
    return round(random_.uniform(low, high), random_.choice([1, 4, 12]))


def window(random_, symbol, n, drift):
    row = {"symbol": symbol, "iteration": n, "timestamp": 1760000000 + 3600 * n, "commit": f"c{n // 9}", "source": "odd",
           "net_bps": value(random_, 1.5, 4) if random_.random() < 0.9 else round(4 - drift * n, 3),
           "maker_taker_ratio": value(random_, 0.7, 0.95), "p95_latency_ms": value(random_, 150, 420),
           "risk_ratio": value(random_, 0.1, 0.55)}
    if symbol == "BYITER":
        del row["timestamp"]
    if symbol == "BYNAME":
        del row["timestamp"], row["iteration"]
    if symbol == "ZERO":
        row.update(net_bps=-0.0, risk_ratio=-0.0)
    if symbol == "A-10" and n > 20:
        row["iteration"] = n - 20
    if random_.random() < 0.005:
        row["timestamp"] = "yesterday"
    return row


def main():
    random_ = random.Random(int(sys.argv[1]))
    windows = random_.choice([5, 26, 60])
    chosen = random_.sample(SYMBOLS, random_.choice([1, 3, len(SYMBOLS)]))
    with open(sys.argv[2], "w", encoding="utf-8") as out:
        for n in range(windows):
            for symbol in chosen:
                missing = (symbol == "LATE" and n < 8) or (symbol == "SILENT" and n > windows - 6) or n in (13, 14)
                if missing or random_.random() < 0.02:
                    continue
                row = window(random_, symbol, n, 0.04)
                out.write(json.dumps(row) + "\n")
                if random_.random() < 0.02:
                    out.write(json.dumps(row) + "\n")
                if random_.random() < 0.02:
                    out.write(json.dumps(dict(row, net_bps=2.2)) + "\n")
        out.write('{"symbol": "BTCUSDT", "net_bps"\n{"iteration": 1}\n')


if __name__ == "__main__":
    main()
