#!/usr/bin/env python3
"""A second, slow and plain implementation of the analysis, held against analyze_post_soak on random runs.

Nothing here is shared with the C++ code: JSON is Python's, numbers are Python's float, and each rule is written down from
the contract: windows.py says which windows stand in the texts, this file what they are worth, runs.py makes the runs: every
input shape, gaps, ties, buckets, overrides, custom metrics, silence, twins, restarts, odd times, numbers as text, impossible
values, other people's files. SOAK_SUMMARY.json, VIOLATIONS.json and the sparklines of POST_SOAK_ANALYSIS.md must agree
exactly, for any thread count.

  analyze_oracle.py [RUNS [FIRST]]      default 300 runs from seed 0
"""
import json
import math
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile

import judgement
from runs import random_case
from windows import Reader

TOOL = os.path.join(os.environ.get("SOAK_BIN", "build/bin"), "analyze_post_soak")
WHATEVER = object()
STANDARD = [
    ("edge_bps", "low", 2.5, 2.0, "Edge below target, optimization required", "Critical edge, stop trading"),
    ("maker_taker_ratio", "low", 0.80, 0.75, "Low maker ratio", "Very low maker ratio"),
    ("p95_latency_ms", "high", 350.0, 400.0, "High latency", "Critical latency"),
    ("risk_ratio", "high", 0.45, 0.50, "Elevated risk", "Critical risk"),
]
BLOCKS = "▁▂▃▄▅▆▇█"


def mean(values):
    values = [v for v in values if v is not None]
    return min(max(sum(values) / len(values), min(values)), max(values)) if values else None


def is_constant(values):
    """Rounding noise is no change."""
    return max(values) - min(values) <= 1e-9 * max(abs(max(values)), abs(min(values)))


def sparkline(values):
    n = len(values)
    columns = [[v] for v in values] if n < 8 else [values[c * n // 8:(c + 1) * n // 8] for c in range(8)]
    means = [mean(column) for column in columns]
    known = [m for m in means if m is not None]
    out = ""
    for m in means:
        if m is None:
            out += "·"
        elif is_constant(known):
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
    if is_constant(ys):
        return "≈"
    mx = sum(x for x, _ in points) / len(points)
    my = sum(ys) / len(points)
    slope = sum((x - mx) * (v - my) for x, v in points) / sum((x - mx) ** 2 for x, _ in points)
    scaled = slope / (max(ys) - min(ys)) * max(1, (n - 1) / 23)
    return "↑" if scaled > 0.01 else "↓" if scaled < -0.01 else "≈"


def natural(path):
    """ITER_SUMMARY_2 goes before ITER_SUMMARY_10."""
    return [int(part) if part.isdigit() else part.encode() for part in re.split("([0-9]+)", path)]


class Ordered:
    """The windows of one symbol, each once: by time, else by iteration, else by place. `kind` is time, iteration or name."""

    def __init__(self, windows):
        times, iterations = [w[3] for w in windows], [w[2] for w in windows]
        timed = None not in times and (len(times) == 1 or len(set(times)) > 1)
        self.kind = "time" if timed else "iteration" if None not in iterations else "name"
        count = lambda w: -math.inf if w[2] is None else w[2]
        keys = {"time": lambda w: (w[3], count(w), w[4]), "iteration": lambda w: (w[2], w[4]), "name": lambda w: w[4]}
        self.windows, self.repeated, self.rewritten = [], 0, 0
        for window in sorted(windows, key=keys[self.kind]):
            before = self.windows[-1] if self.windows else None
            if timed and before and before[2:4] == window[2:4]:
                self.repeated += before[1] == window[1]
                self.rewritten += before[1] != window[1]
                self.windows.pop()
            self.windows.append(window)
        counts = [w[2] for w in self.windows]
        self.restarts = sum(timed and None not in pair and pair[1] < pair[0] for pair in zip(counts, counts[1:]))
        self.positions = {"time": [w[3] for w in self.windows], "iteration": counts, "name": []}[self.kind]


class Axis:
    """What all symbols that are ordered alike have in common: the step s, the last position, the pauses."""

    def __init__(self, all_positions):
        medians = [statistics.median(b - a for a, b in zip(p, p[1:])) for p in all_positions if len(p) > 1]
        self.step = max(medians, default=0)
        union = sorted({p for positions in all_positions for p in positions})
        self.last = union[-1] if union else None
        self.pauses = [(a, b) for a, b in zip(union, union[1:]) if self.places(a, b) > 0]

    def places(self, a, b):
        """Places that a hole between two windows leaves out."""
        if self.step <= 0 or b - a <= 1.5 * self.step:
            return 0
        return math.floor((b - a) / self.step + 0.5) - 1

    def slots(self, ordered):
        """The places of a symbol in order: index of a window, or None where one is missing."""
        slots = list(range(len(ordered.windows)))
        if ordered.kind == "name" or self.step <= 0:
            return slots
        at = ordered.positions
        paused = lambda a, b: sum(self.places(*pause) for pause in self.pauses if a <= pause[0] and pause[1] <= b)
        out = slots[:1]
        for i in slots[1:]:
            out += [None] * max(0, self.places(at[i - 1], at[i]) - paused(at[i - 1], at[i])) + [i]
        tail = math.floor((self.last - at[-1]) / self.step) - paused(at[-1], self.last)
        return out + [None] * max(0, tail)


def data_problem(column, impossible, slots, max_stale):
    """What the summary says of the data of one metric, and the note of the data violation (None: no problem)."""
    known = sum(v is not None for v in column)
    measured = [i is not None and column[i] is not None for i in slots]
    stale = len(slots) >= max_stale and not any(measured[len(slots) - max_stale:])
    coverage = known / len(slots)
    note = ("No valid data" if known == 0 else
            "Value out of range" if impossible[-1] or sum(impossible) > 0.05 * len(column) else
            "No recent data" if stale else
            "Too few values" if coverage < 0.5 else None)
    return {"known": known, "stale": stale, "out_of_range": sum(impossible), "coverage": coverage}, note


class Places:
    """The places of a symbol: what they are called and where they are on the axis of the run."""

    def __init__(self, ordered, axis):
        self.ordered, self.step, self.slots = ordered, axis.step, axis.slots(ordered)

    def position(self, at):
        slots, positions = self.slots, self.ordered.positions
        if self.ordered.kind == "name":
            return slots[at]
        if slots[at] is not None:
            return positions[slots[at]]
        behind = next((i for i in range(at, len(slots)) if slots[i] is not None), None)
        anchor, steps = (positions[slots[behind]], at - behind) if behind is not None else (
            positions[-1], at - slots.index(len(positions) - 1))
        return anchor + math.floor(steps * self.step + 0.5)

    def name(self, at):
        position = self.position(at)
        return judgement.iso(position) if self.ordered.kind == "time" else str(int(position))

    def index(self, at):
        """Of the window there, or the one behind a hole; behind the last one they count on."""
        window = next((w for w in self.slots[at:] if w is not None), None)
        return window if window is not None else at - self.slots.index(len(self.ordered.windows) - 1) + len(
            self.ordered.windows) - 1


def incidents_of(symbol, metrics, overrides, rows, places):
    """The incidents of a symbol, each with its rank, and for each metric the one to show beside it."""
    columns = [[row[m] for row in rows] for m in range(len(metrics))]
    silent = [judgement.silences(column, places.slots) for column in columns]
    overlaps = lambda a, b: (a[2] is None or b[1] < a[2]) and (b[2] is None or a[1] < b[2])
    found, shown = [], {}
    for m, (name, direction, warn, crit, *_) in enumerate(metrics):
        warn, crit = overrides.get((symbol, name), (warn, crit))
        last = next((v for v in reversed(columns[m]) if v is not None), None)
        mine = []
        for one in judgement.limit_incidents(columns[m], direction, warn, crit, 4):
            at = places.slots.index
            limit, spell = (crit if one["level"] == "CRIT" else warn), one["spell"]
            distance, beyond = abs(crit - warn), abs(one["worst"] - limit)
            excess = beyond / distance if distance else beyond / abs(limit) if limit else beyond
            since, closed = at(one["since"]), one["closed"]
            mine.append((-places.position(since), -excess, {
                "id": f"{symbol}:{name}:{places.name(since)}", "symbol": symbol, "metric": name, "level": one["level"],
                "opened": places.name(at(one["opened"])), "since": places.name(since),
                "closed": None if closed is None else places.name(at(closed)), "worst": one["worst"],
                "bad": spell["bad"], "known": spell["known"], "kind": "limit", "since_index": one["since"],
                "opened_index": one["opened"], "closed_index": closed, "level_since": places.name(at(spell["since"])),
                "good": spell["good"], "last": last, "limit": limit}))
        for one in silent[m]:
            since, opened, closed, count = one
            level = "CRIT" if all(any(overlaps(one, other) for other in others) for others in silent) else "WARN"
            name_since = places.name(since)
            mine.append((-places.position(since), 0, {
                "id": f"{symbol}:{name}:NO_DATA:{name_since}", "symbol": symbol, "metric": name, "level": level,
                "opened": places.name(opened), "since": name_since,
                "closed": None if closed is None else places.name(closed), "worst": None, "bad": count, "known": 0,
                "kind": "no_data", "since_index": places.index(since), "opened_index": places.index(opened),
                "closed_index": None if closed is None else places.index(closed), "level_since": name_since, "good": 0,
                "last": last, "limit": None}))
        is_open = lambda i: i["closed"] is None
        if mine:
            i = max((i for _, _, i in mine), key=lambda i: (is_open(i), is_open(i) and i["kind"] == "limit", i["since_index"]))
            shown[name] = {**{key: i[key] for key in ("level", "since_index", "since")}, "open": is_open(i), "bad": i["bad"],
                           "known": i["known"]}
        found += mine
    return found, shown


def now_of(incidents):
    worst = [("UNKNOWN" if i["kind"] == "no_data" else "CRIT") if i["level"] == "CRIT" else "WARN"
             for i in incidents if i["closed"] is None]
    return max(worst, key=("WARN", "UNKNOWN", "CRIT").index, default="OK")


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


def judge(symbol, metrics, overrides, rows, notes):
    """Statistics, violations and sparklines of one symbol's rows. `notes`: what is wrong with the data, one a metric."""
    summary, violations, sparklines = {}, [], []
    for m, (name, direction, warn, crit, warn_note, crit_note) in enumerate(metrics):
        warn, crit = overrides.get((symbol, name), (warn, crit))
        column = [row[m] for row in rows]
        known = [v for v in column if v is not None]
        levels = {"OK"} | ({"WARN"} if notes[m] else set())
        for w, v in enumerate(column):
            if v is None:
                continue
            beyond = (lambda limit: v < limit) if direction == "low" else (lambda limit: v > limit)
            if beyond(crit):
                violations.append((symbol, name, "CRIT", w, v, crit, crit_note))
                levels.add("CRIT")
            elif beyond(warn):
                violations.append((symbol, name, "WARN", w, v, warn, warn_note))
                levels.add("WARN")
        if notes[m]:
            violations.append((symbol, name, "WARN", None, None, None, notes[m]))
        summary[name] = {
            "median": statistics.median(known) if known else None,
            "last": known[-1] if known else None,
            "trend": trend(column),
            "status": next(level for level in ("CRIT", "WARN", "OK") if level in levels),
            "min": min(known) if known else None,
            "max": max(known) if known else None,
            "gaps": len(column) - len(known),
        }
        sparklines.append(sparkline(column))
    return summary, violations, sparklines


def expected(case, texts):
    """What the tool must say of (path or None, text) pairs; None if there is no usable window."""
    metrics = case.metrics
    names = [m[0] for m in metrics]
    reader = Reader(names, case.fields, case.default_symbol)
    for path, text in texts:
        reader.read_text(text, natural(path))
    series = {}
    for window in reader.windows:
        series.setdefault(window[0], []).append(window)
    ordered = {symbol: Ordered(series[symbol]) for symbol in sorted(series, key=lambda s: s.encode())}
    axes = {kind: Axis([o.positions for o in ordered.values() if o.kind == kind]) for kind in ("time", "iteration", "name")}
    shown = {s: o for s, o in ordered.items() if not case.symbols or s in case.symbols}
    if not shown:
        return None
    symbols, violations, sparklines, lengths, incidents, bad, measured = {}, [], {}, [0], [], 0, 0
    for symbol, o in shown.items():
        places = Places(o, axes[o.kind])
        slots = places.slots
        out_of = lambda m, v: v is not None and not case.ranges[names[m]][0] <= v <= case.ranges[names[m]][1]
        impossible = [[out_of(m, w[1][m]) for w in o.windows] for m in range(len(names))]
        rows = [[None if out_of(m, v) else v for m, v in enumerate(w[1])] for w in o.windows]
        quality = [data_problem([row[m] for row in rows], impossible[m], slots,
                                case.max_stale_of.get(names[m], case.max_stale)) for m in range(len(names))]
        rows = bucketed(rows, case.buckets, names)
        lengths.append(len(rows))
        symbols[symbol], found, lines = judge(symbol, metrics, case.overrides, rows, [note for _, note in quality])
        violations += found
        bad += sum(v[3] is not None for v in found)
        if case.buckets == 1:
            mine, beside = incidents_of(symbol, metrics, case.overrides, rows, places)
            incidents += mine
        for name, (fields, _), line in zip(names, quality, lines):
            column = [row[names.index(name)] for row in rows]
            p, confirmed, total = judgement.drift(column)
            symbols[symbol][name].update(fields, trend_p=p, trend_confirmed=confirmed, drift=total)
            measured += sum(v is not None for v in column)
            if case.buckets == 1:
                symbols[symbol][name]["incident"] = beside.get(name)
            of_metric = [v[2] for v in found if v[1] == name and v[3] is not None and v[3] >= len(rows) - 24]
            symbols[symbol][name]["recent"] = {"known": sum(v is not None for v in column[-24:]),
                                               "warn": of_metric.count("WARN"), "crit": of_metric.count("CRIT")}
            sparklines[(symbol, name)] = line
    statuses = [metric["status"] for symbol in symbols.values() for metric in symbol.values()]
    keys = ("symbol", "metric", "level", "window_index", "value", "threshold", "note")
    incidents.sort(key=lambda ranked: (ranked[2]["closed"] is not None, ranked[2]["level"] != "CRIT", *ranked[:2]))
    incidents = [incident for *_, incident in incidents]
    return {
        "windows": max(lengths),
        "input_windows": max(len(o.windows) for o in shown.values()),
        "symbols": symbols,
        "overall": {"crit_count": statuses.count("CRIT"), "warn_count": statuses.count("WARN"),
                    "ok_count": statuses.count("OK"),
                    "verdict": next(level for level in ("CRIT", "WARN", "OK") if level in statuses),
                    "now": now_of(incidents), "open_incidents": sum(i["closed"] is None for i in incidents),
                    "bad_windows": bad, "known_windows": measured},
        "skipped_files": reader.files,
        "skipped_records": reader.records,
        "data_quality": {"text_numbers": reader.text_numbers, "times_not_understood": reader.bad_times,
                         "repeated_windows": sum(o.repeated for o in shown.values()),
                         "rewritten_windows": sum(o.rewritten for o in shown.values()),
                         "restarts": sum(o.restarts for o in shown.values()),
                         "pauses": sum(len(axis.pauses) for axis in axes.values())},
        "incidents": incidents,
    }, [dict(zip(keys, v)) for v in violations], sparklines, {s for s, o in shown.items() if o.kind == "name"}


def run_tool(case, folder, texts, threads):
    """(exit status, stderr, texts of the four files)"""
    out = os.path.join(folder, "out")
    patterns = ["-"] if case.from_stdin else case.patterns(folder)
    command = [TOOL, *(a for p in patterns for a in ("--iter-glob", p)), "--out-dir", out, "--threads", threads, *case.flags]
    done = subprocess.run(command, capture_output=True, check=False, env={**os.environ, "MM_FREEZE_UTC": "1"},
                          input="".join(text for _, text in texts).encode() if case.from_stdin else b"")
    if done.returncode != 0:
        return done.returncode, done.stderr.decode(), ()
    return 0, "", tuple(open(os.path.join(out, name), encoding="utf-8").read() for name in (
        "SOAK_SUMMARY.json", "VIOLATIONS.json", "POST_SOAK_ANALYSIS.md", "RECOMMENDATIONS.md"))


def difference(got, want, path=""):
    """The first places where two values differ, as text."""
    if isinstance(got, dict) and isinstance(want, dict) and list(got) == list(want):
        return "".join(difference(got[k], want[k], f"{path}/{k}") for k in want)
    if isinstance(got, list) and isinstance(want, list) and len(got) == len(want):
        return "".join(difference(g, w, f"{path}/{i}") for i, (g, w) in enumerate(zip(got, want)))
    if got is WHATEVER or want is WHATEVER:
        return ""
    if isinstance(want, float) and isinstance(got, (int, float)) and math.isclose(got, want, rel_tol=1e-9, abs_tol=1e-300):
        return ""
    return "" if got == want else f"\n  {path}: got {got}, expected {want}"


def check(seed):
    case = random_case(random.Random(seed), seed, STANDARD)
    with tempfile.TemporaryDirectory() as folder:
        case.write(folder)
        texts = case.texts(folder)
        texts.sort(key=lambda pair: natural(pair[0]))
        if case.from_stdin:
            texts = [("", text) for _, text in texts]
        runs = {run_tool(case, folder, texts, threads) for threads in ("0", "1", "5")}
        want = expected(case, [("", "".join(text for _, text in texts))] if case.from_stdin else texts)
    if len(runs) != 1:
        return "output depends on the thread count"
    status, errors, outputs = runs.pop()
    if status != (0 if want else 3):
        return f"exit {status}: {errors}"
    return compare(case, outputs, *want) if want else None


def without_what_is_not_foretold(case, got, by_name):
    """Buckets of incidents, names of windows that have neither time nor iteration, and steps are not worked out here."""
    for symbol, metrics in got["symbols"].items():
        for metric in metrics.values():
            del metric["changed_at"]
            if symbol in by_name and metric["incident"]:
                metric["incident"]["since"] = str(metric["incident"]["since_index"])
            if case.buckets > 1:
                del metric["incident"]
    for incident in got["incidents"]:
        if incident["symbol"] in by_name:
            silence = "NO_DATA:" if incident["kind"] == "no_data" else ""
            text = lambda key: None if incident[key + "_index"] is None else str(incident[key + "_index"])
            incident.update(since=text("since"), opened=text("opened"), closed=text("closed"), level_since=WHATEVER,
                            id=f"{incident['symbol']}:{incident['metric']}:{silence}{text('since')}")
    if case.buckets > 1:
        got["incidents"] = []
        got["overall"].update(now="OK", open_incidents=0)
    return got


def compare(case, outputs, summary, violations, sparklines, by_name):
    got_summary, got_violations, report = (json.loads(t) if t[0] in "[{" else t for t in outputs[:3])
    got_summary = without_what_is_not_foretold(case, got_summary, by_name)
    differences = "".join(difference(got_summary.get(key), value, key) for key, value in summary.items())
    if differences:
        return differences
    if got_violations != violations:
        return "violations:" + "".join(f"\n  got {v}" for v in got_violations if v not in violations) + "".join(
            f"\n  expected {v}" for v in violations if v not in got_violations)
    table = [line for line in report.split("## Summary Table")[1].split("##")[0].splitlines() if line.startswith("|")]
    shown = {}
    for line, symbol in zip(table[2:], summary["symbols"]):
        cells = [cell.strip() for cell in line.replace("\\|", "").strip("|").split("|")]
        for m, metric in enumerate(case.metrics):
            shown[(symbol, metric[0])] = cells[2 + 4 * m]
    return f"sparklines:\n got      {shown}\n expected {sparklines}" if shown != sparklines else None


def main():
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    failed = 0
    for seed in range(first, first + runs):
        problem = check(seed)
        if problem:
            failed += 1
            print(f"run {seed}: {problem}", flush=True)
    print(f"{runs - failed} of {runs} random runs agree")
    return 1 if failed else 0


sys.exit(main())
