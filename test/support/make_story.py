#!/usr/bin/env python3
"""Prints 72 hours of a made-up run as NDJSON in which each symbol has one story: DRIFT drifts towards a limit, STEP changes
its level, HOLE has ten hours without a window, GONE ends 12 hours early, WARMUP is bad in its first two windows only, ONCE in
a single one, UNIT reports its maker share in percent, OPEN loses its edge at the end. CALM has none."""
import datetime
import json

begin = datetime.datetime(2026, 1, 12)
wobble = [0, 7, -5, 3, -8, 6, 1, -4]

for hour in range(72):
    noise = wobble[hour % 8]
    for symbol in ["CALM", "DRIFT", "STEP", "HOLE", "GONE", "WARMUP", "ONCE", "UNIT", "OPEN"]:
        row = {"net_bps": 3.3 + noise / 100, "maker_taker_ratio": 0.87 + noise / 2000, "p95_latency_ms": 240 + noise,
               "risk_ratio": 0.33 + noise / 1000}
        if symbol == "DRIFT":
            row["p95_latency_ms"] += hour
        if symbol == "STEP" and hour >= 40:
            row["risk_ratio"] += 0.08
        if symbol == "HOLE" and 20 <= hour < 30 or symbol == "GONE" and hour >= 60:
            continue
        if symbol == "WARMUP" and hour < 2 or symbol == "OPEN" and hour >= 66:
            row["net_bps"] = 1.2 + noise / 100
        if symbol == "ONCE" and hour == 30:
            row["risk_ratio"] = 0.47
        if symbol == "UNIT":
            row["maker_taker_ratio"] = round(100 * row["maker_taker_ratio"], 2)
        time = (begin + datetime.timedelta(hours=hour)).strftime("%Y-%m-%dT%H:%M:%SZ")
        print(json.dumps({"symbol": symbol, "iteration": hour + 1, "timestamp": time,
                          "commit": "5e77a90", **{key: round(value, 4) for key, value in row.items()}}))
