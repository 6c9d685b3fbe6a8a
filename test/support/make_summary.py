#!/usr/bin/env python3
"""Writes SOAK_SUMMARY.json and VIOLATIONS.json of made-up symbols: SYMBOLS EVENTS_A_SYMBOL TIME VALUE.

SYMBOLS is a number or a JSON array of names.
"""
import json
import sys

METRICS = ["edge_bps", "maker_taker_ratio", "p95_latency_ms", "risk_ratio"]
symbols, events, time, value = json.loads(sys.argv[1]), int(sys.argv[2]), sys.argv[3], float(sys.argv[4])
if isinstance(symbols, int):
    symbols = [f"SYM{i:04d}USDT" for i in range(symbols)]
last = {"edge_bps": value, "maker_taker_ratio": 0.78, "p95_latency_ms": 360, "risk_ratio": None}
summary = {
    "generated_at_utc": time, "windows": 24, "min_windows_required": 24,
    "symbols": {s: {m: {"median": 1.5, "last": last[m], "trend": "\u2193", "status": "WARN" if i == 0 else "OK"}
                    for i, m in enumerate(METRICS)} for s in symbols},
    "overall": {"crit_count": 0, "warn_count": len(symbols), "ok_count": 3 * len(symbols),
                "verdict": "WARN" if symbols else "OK"},
    "meta": {"commit_range": "abc123..def456", "profile": "moderate", "source": None},
}
violations = [{"symbol": s, "metric": METRICS[e % 4], "level": "WARN", "window_index": e // 4, "value": value,
               "threshold": 2.5, "note": "Edge below target, optimization required"}
              for s in symbols for e in range(events)]
with open("SOAK_SUMMARY.json", "w", encoding="utf-8") as file:
    json.dump(summary, file)
with open("VIOLATIONS.json", "w", encoding="utf-8") as file:
    json.dump(violations, file)
