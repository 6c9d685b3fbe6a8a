#!/usr/bin/env python3
"""A second, slow and plain implementation of the analysis, held against analyze_post_soak on random runs.

Nothing here is shared with the C++ code: JSON is Python's, numbers are Python's float, and each rule is written down from
the contract. For every input shape, with gaps, ties, buckets, overrides and custom metrics, SOAK_SUMMARY.json,
VIOLATIONS.json and the sparklines of POST_SOAK_ANALYSIS.md must agree exactly, for any thread count.
"""
import json
import math
import os
import random
import statistics
import subprocess
import sys
import tempfile

TOOL = os.path.join(os.environ.get("SOAK_BIN", "build/bin"), "analyze_post_soak")
STANDARD = [
    ("edge_bps", "low", 2.5, 2.0, "Edge below target, optimization required", "Critical edge, stop trading"),
    ("maker_taker_ratio", "low", 0.80, 0.75, "Low maker ratio", "Very low maker ratio"),
    ("p95_latency_ms", "high", 350.0, 400.0, "High latency", "Critical latency"),
    ("risk_ratio", "high", 0.45, 0.50, "Elevated risk", "Critical risk"),
]
BLOCKS = "▁▂▃▄▅▆▇█"


def number(value):
    """The finite float a JSON value stands for, or None for a gap."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    value = float(value)
    return value if math.isfinite(value) else None


def mean(values):
    values = [v for v in values if v is not None]
    return min(max(sum(values) / len(values), min(values)), max(values)) if values else None


def sparkline(values):
    n = len(values)
    columns = [[v] for v in values] if n < 8 else [values[c * n // 8:(c + 1) * n // 8] for c in range(8)]
    means = [mean(column) for column in columns]
    known = [m for m in means if m is not None]
    out = ""
    for m in means:
        if m is None:
            out += "·"
        elif max(known) == min(known):
            out += "▃"
        else:
            out += BLOCKS[min(7, math.floor(8 * (m - min(known)) / (max(known) - min(known))))]
    return out


def trend(values):
    n = len(values)
    points = [(x, v) for x, v in enumerate(values) if v is not None]
    if len(points) < 2:
        return "≈"
    ys = [v for _, v in points]
    if max(ys) == min(ys):
        return "≈"
    mx = sum(x for x, _ in points) / len(points)
    my = sum(ys) / len(points)
    slope = sum((x - mx) * (v - my) for x, v in points) / sum((x - mx) ** 2 for x, _ in points)
    scaled = slope / (max(ys) - min(ys)) * max(1, (n - 1) / 23)
    return "↑" if scaled > 0.01 else "↓" if scaled < -0.01 else "≈"


def windows_of(record, names):
    """(symbol, values, iteration, time) of one record, in any of the five shapes."""
    def values_of(*scopes):
        values = []
        for name in names:
            keys = [name] + (["net_bps"] if name == "edge_bps" else [])
            value = None
            for scope, key in ((s, k) for k in keys for s in scopes):
                if key in scope:
                    value = number(scope[key])
                    break
            values.append(value)
        return values

    summary = record.get("summary") if isinstance(record.get("summary"), dict) else {}
    iteration = number(record.get("iteration"))
    time = record.get("timestamp", summary.get("runtime_utc"))
    if isinstance(record.get("symbols"), dict):
        return [(s, values_of(m), iteration, time) for s, m in record["symbols"].items()]
    symbol = summary.get("symbol", record.get("symbol", "ALL"))
    return [(symbol, values_of(summary, record), iteration, time)]


def ordered(windows):
    """windows: (values, iteration, time, place); place is (natural file name, position)."""
    times = [w[2] for w in windows]
    timed = all(t is not None for t in times) and (len(set(times)) > 1 or len(times) == 1)
    counted = all(w[1] is not None for w in windows)
    if counted:
        key = lambda w: (w[1], w[2] if timed else "", w[3])
    elif timed:
        key = lambda w: (w[2], w[3])
    else:
        key = lambda w: w[3]
    return [w[0] for w in sorted(windows, key=key)]


def bucketed(rows, size, names):
    out = []
    for first in range(0, len(rows), size):
        part = rows[first:first + size]
        row = []
        for m, name in enumerate(names):
            column = [r[m] for r in part if r[m] is not None]
            row.append(None if not column else max(column) if name == "p95_latency_ms" else mean(column))
        out.append(row)
    return out


def expected(run, metrics, overrides, buckets):
    names = [m[0] for m in metrics]
    series = {}
    for place, records in run:
        for position, record in enumerate(records):
            for symbol, values, iteration, time in windows_of(record, names):
                series.setdefault(symbol, []).append((values, iteration, time, (place, position)))
    symbols, violations, sparklines = {}, [], {}
    counts = {"CRIT": 0, "WARN": 0, "OK": 0}
    longest = 0
    for symbol in sorted(series, key=lambda s: s.encode()):
        rows = bucketed(ordered(series[symbol]), buckets, names)
        longest = max(longest, len(rows))
        symbols[symbol] = {}
        for m, (name, direction, warn, crit, warn_note, crit_note) in enumerate(metrics):
            warn, crit = overrides.get((symbol, name), (warn, crit))
            column = [row[m] for row in rows]
            known = [v for v in column if v is not None]
            status = "OK"
            if not known:
                status = "WARN"
                violations.append((symbol, name, "WARN", None, None, None, "No valid data"))
            for w, v in enumerate(column):
                if v is None:
                    continue
                beyond = (lambda limit: v < limit) if direction == "low" else (lambda limit: v > limit)
                if beyond(crit):
                    violations.append((symbol, name, "CRIT", w, v, crit, crit_note))
                    status = "CRIT"
                elif beyond(warn):
                    violations.append((symbol, name, "WARN", w, v, warn, warn_note))
                    status = "CRIT" if status == "CRIT" else "WARN"
            counts[status] += 1
            symbols[symbol][name] = {
                "median": statistics.median(known) if known else None,
                "last": known[-1] if known else None,
                "trend": trend(column),
                "status": status,
                "min": min(known) if known else None,
                "max": max(known) if known else None,
                "gaps": len(column) - len(known),
            }
            sparklines[(symbol, name)] = sparkline(column)
    verdict = next((level for level in ("CRIT", "WARN") if counts[level]), "OK")
    keys = ("symbol", "metric", "level", "window_index", "value", "threshold", "note")
    return {
        "windows": longest,
        "symbols": symbols,
        "overall": {"crit_count": counts["CRIT"], "warn_count": counts["WARN"], "ok_count": counts["OK"],
                    "verdict": verdict},
    }, [dict(zip(keys, v)) for v in violations], sparklines


def random_value(rng, base, spread):
    kind = rng.random()
    if kind < 0.04:
        return rng.choice([None, "n/a", math.nan, math.inf, -math.inf, True, [1], {"a": 1}])
    if kind < 0.06:
        return 0
    value = base + spread * rng.gauss(0, 1)
    return round(value) if kind < 0.15 else round(value, rng.randint(1, 3)) if kind < 0.5 else value


def random_metrics(rng, names, dead, constant):
    scale = {"edge_bps": (2.6, 0.4), "maker_taker_ratio": (0.82, 0.04), "p95_latency_ms": (330, 40),
             "risk_ratio": (0.42, 0.05), "custom_score": (90, 20)}
    values = {}
    for name in names:
        if rng.random() < 0.03:
            continue
        value = None if name in dead else random_value(rng, *scale[name])
        key = "net_bps" if name == "edge_bps" and rng.random() < 0.5 else name
        values[key] = constant.get(name, value)
        if name == "edge_bps" and rng.random() < 0.2:
            values["net_bps"] = random_value(rng, *scale[name])
    return values


def random_run(rng, shape, names):
    """A list of (file index, records): what stands in ITER_SUMMARY_<index>."""
    symbols = rng.sample(["BTCUSDT", "ETHUSDT", "SOLUSDT", "XRP/USD", "Ёж", "a|b`<i>", "1000PEPE"], rng.randint(1, 5))
    dead = {rng.choice(names)} if rng.random() < 0.2 else set()
    constant = {rng.choice(names): rng.choice([0.1, 0.45, 0.7, 0.8, 2.5, 350])} if rng.random() < 0.3 else {}
    windows = rng.choice([1, 2, 3, 7, 8, 9, 24, 25, 60, 130])
    with_iteration = rng.random() < 0.7
    with_time = rng.random() < 0.5
    run, index = [], 0
    for w in range(windows):
        def head():
            out = {}
            if with_iteration:
                out["iteration"] = w + 1 if rng.random() < 0.95 else w
            if with_time:
                out["timestamp"] = f"2026-01-{1 + w // 24:02d}T{w % 24:02d}:00:00Z"
            return out
        if shape == "flat":
            for s in symbols:
                index += 1
                run.append((index, [{"symbol": s, **head(), **random_metrics(rng, names, dead, constant)}]))
            continue
        index += 1
        if shape == "nested":
            run.append((index, [{**head(), "summary": {"symbol": symbols[0], **random_metrics(rng, names, dead, constant)}}]))
        elif shape == "soak":
            run.append((index, [{**head(), "summary": {**random_metrics(rng, names, dead, constant),
                                                       "runtime_utc": "2025-10-12T12:00:00Z"},
                                 "tuning": {"deltas": {"net_bps": 99, "iteration": 1000}}}]))
        elif shape == "shadow":
            run.append((index, [{**head(), "exchange": "bybit", "symbols": symbols,
                                 "summary": random_metrics(rng, names, dead, constant), "mode": "shadow"}]))
        else:
            run.append((index, [{**head(), "symbols": {s: random_metrics(rng, names, dead, constant) for s in symbols}}]))
    if rng.random() < 0.3:  # several windows in one file
        run = [(i, [r for _, records in run[first:first + 5] for r in records])
               for i, first in enumerate(range(0, len(run), 5), 1)]
    rng.shuffle(run)
    return run


def write_run(rng, run, folder):
    as_lines = rng.random() < 0.5
    for index, records in run:
        path = os.path.join(folder, f"ITER_SUMMARY_{index}.json")
        with open(path, "w", encoding="utf-8") as out:
            if len(records) == 1:
                json.dump(records[0], out, indent=rng.choice([None, 2]))
            elif as_lines:
                out.write("\n".join(json.dumps(r, ensure_ascii=False) for r in records) + "\n")
            else:
                json.dump(records, out, indent=rng.choice([None, 2]))


def check(case, rng):
    shape = ("flat", "nested", "soak", "shadow", "symbols")[case % 5]
    metrics, flags, overrides, buckets = list(STANDARD), [], {}, 1
    if rng.random() < 0.3:
        metrics.append(("custom_score", "high", 100.0, 120.0, "Custom Score beyond warning threshold",
                        "Custom Score beyond critical threshold"))
        flags += ["--metric", "custom_score:high:100:120:Custom Score"]
    if rng.random() < 0.3:
        overrides[("BTCUSDT", "edge_bps")] = (3.0, 2.6)
        flags += ["--threshold", "BTCUSDT/edge_bps=3.0:2.6"]
    if rng.random() < 0.3:
        buckets = rng.choice([2, 5, 24])
        flags += ["--time-buckets", str(buckets)]
    run = random_run(rng, shape, [m[0] for m in metrics])
    summary, violations, sparklines = expected(run, metrics, overrides, buckets)
    with tempfile.TemporaryDirectory() as folder:
        write_run(rng, run, folder)
        texts = set()
        for threads in ("0", "1", "5"):
            out = os.path.join(folder, "out")
            command = [TOOL, "--iter-glob", f"{folder}/ITER_*.json", "--out-dir", out, "--threads", threads, *flags]
            done = subprocess.run(command, capture_output=True, text=True, check=False,
                                  env={**os.environ, "MM_FREEZE_UTC": "1"})
            if done.returncode != 0:
                return f"exit {done.returncode}: {done.stderr}"
            texts.add(tuple(open(os.path.join(out, name), encoding="utf-8").read() for name in (
                "SOAK_SUMMARY.json", "VIOLATIONS.json", "POST_SOAK_ANALYSIS.md", "RECOMMENDATIONS.md")))
    if len(texts) != 1:
        return "output depends on the thread count"
    got_summary, got_violations, report = (json.loads(t) if t[0] in "[{" else t for t in next(iter(texts))[:3])
    for key, value in summary.items():
        if got_summary[key] != value:
            return f"{key}:\n got      {got_summary[key]}\n expected {value}"
    if got_violations != violations:
        return f"violations:\n got      {got_violations}\n expected {violations}"
    table = [line for line in report.split("## Summary Table")[1].split("##")[0].splitlines() if line.startswith("|")]
    shown = {}
    for line, symbol in zip(table[2:], summary["symbols"]):
        cells = [cell.strip() for cell in line.replace("\\|", "").strip("|").split("|")]
        for m, metric in enumerate(metrics):
            shown[(symbol, metric[0])] = cells[2 + 4 * m]
    if shown != sparklines:
        return f"sparklines:\n got      {shown}\n expected {sparklines}"
    return None


def main():
    cases = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    failed = 0
    for case in range(cases):
        problem = check(case, random.Random(case))
        if problem:
            failed += 1
            print(f"case {case}: {problem}")
    print(f"{cases - failed} of {cases} random runs agree")
    return 1 if failed else 0


sys.exit(main())
