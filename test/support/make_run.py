#!/usr/bin/env python3
"""Prints a made-up run as NDJSON, the same for the same arguments: SYMBOLS WINDOWS [NAMES].

SYMBOLS hourly series of WINDOWS windows. Of every six symbols the second loses its edge for good from 60 % of the run on,
the third has a latency beyond WARN for a while, the fourth crosses both limits of the risk at the end, the fifth misses
values; the others are healthy. NAMES is a JSON array of names to use instead of the usual ones.
"""
import datetime
import json
import math
import sys

COINS = ["BTC", "ETH", "SOL", "XRP", "ADA", "DOGE", "LTC", "LINK", "DOT", "AVAX", "NEAR", "UNI"]
count, windows = int(sys.argv[1]), int(sys.argv[2])
names = [f"{coin}USDT" for coin in COINS] + [f"SYM{i:04d}USDT" for i in range(len(COINS), count)]
if len(sys.argv) > 3:
    names = json.loads(sys.argv[3])
begin = datetime.datetime(2026, 1, 12)


def window(s, w):
    """The measurements of symbol number s in window w."""
    wave = math.sin(w * 0.7 + s) + 0.5 * math.sin(w * 2.3 + 2 * s)
    part = w / windows
    row = {"net_bps": 3.3 + 0.15 * wave, "maker_taker_ratio": 0.87 + 0.01 * wave,
           "p95_latency_ms": 240 + 14 * wave, "risk_ratio": 0.33 + 0.02 * wave}
    kind = s % 6
    if kind == 1 and part >= 0.6:
        row["net_bps"] -= 0.6 + 4 * (part - 0.6) * (1 + s % 12 / 12)
    if kind == 2 and 0.3 <= part < 0.5:
        row["p95_latency_ms"] += 120
    if kind == 3 and part >= 0.75:
        row["risk_ratio"] += 0.5 * (part - 0.5)
    if kind == 4 and 0.4 <= part < 0.6:
        row["maker_taker_ratio"] = None
    return {key: value if value is None else round(value, 4) for key, value in row.items()}


for w in range(windows):
    for s, name in enumerate(names[:count]):
        time = (begin + datetime.timedelta(hours=w)).strftime("%Y-%m-%dT%H:%M:%SZ")
        print(json.dumps({"symbol": name, "iteration": w + 1, "timestamp": time, "commit": "4f1c2ab" if w == 0 else "9d07e31",
                          "profile": "moderate", "source": "soak", **window(s, w)}))
