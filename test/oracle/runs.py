"""Random runs as files: bots that fall silent, restart, write twice, in odd dresses, beside other people's files."""
import datetime
import json
import math
import os

SCALE = {"edge_bps": (2.6, 0.4), "maker_taker_ratio": (0.82, 0.04), "p95_latency_ms": (330, 40),
         "risk_ratio": (0.42, 0.05), "custom_score": (90, 20)}
RANGES = {"edge_bps": (-1e4, 1e4), "maker_taker_ratio": (0, 1), "p95_latency_ms": (5e-324, math.inf),
          "risk_ratio": (0, math.inf), "custom_score": (-math.inf, math.inf)}
IMPOSSIBLE = {"edge_bps": [10000.5, -20000], "maker_taker_ratio": [60, 1.0000001, -0.1], "p95_latency_ms": [0, -1],
              "risk_ratio": [-0.001], "custom_score": [1e9]}
SYMBOLS = ["BTCUSDT", "ETHUSDT", "SOLUSDT", "XRP/USD", "Ёж", "a|b`<i>", "1000PEPE"]
FOREIGN = [{"overall": {"verdict": "OK"}, "symbols": {"BTCUSDT": {"edge_bps": {"median": 3.1}}}},
           {"iterations": [{"iteration": "1", "summary": {"net_bps": "3.5"}, "proposed_deltas": {}}], "summary": {"n": 1}},
           {"windows": [{"a": 1}, {"b": "2"}]}, {"readiness": 90, "checks": []}, [{"level": "WARN", "window_index": 3}, 7],
           {"edge": 1.5, "lat_p95": 200}, {"iteration": "4", "timestamp": "yesterday"}, {"net_bps": {"mean": 3}}, [], 5, "text"]


class Case:
    """One run: its files, the flags, and what the flags mean."""

    def __init__(self):
        self.flags, self.overrides, self.fields = [], {}, {}
        self.buckets, self.max_stale, self.max_stale_of = 1, 3, {}
        self.symbols, self.default_symbol = [], "ALL"
        self.ranges, self.metrics = dict(RANGES), []
        self.from_stdin = False
        self.files = {}  # path below the folder -> text

    def flag(self, *words):
        self.flags += [str(word) for word in words]

    def patterns(self, folder):
        return sorted({os.path.join(folder, os.path.dirname(path), "*.json") for path in self.files})

    def write(self, folder):
        for path, text in self.files.items():
            os.makedirs(os.path.dirname(os.path.join(folder, path)), exist_ok=True)
            with open(os.path.join(folder, path), "w", encoding="utf-8", newline="") as out:
                out.write(text)

    def texts(self, folder):
        return [(os.path.join(folder, path), text) for path, text in self.files.items()]


def random_flags(rng, case, standard):
    case.metrics = list(standard)
    if rng.random() < 0.3:
        case.metrics.append(("custom_score", "high", 100.0, 120.0, "Custom Score beyond warning threshold",
                             "Custom Score beyond critical threshold"))
        case.flag("--metric", "custom_score:high:100:120:Custom Score")
        if rng.random() < 0.3:
            case.ranges["custom_score"] = (40, 120)
            case.flag("--metric-range", "custom_score=40:120")
    if rng.random() < 0.3:
        case.overrides[("BTCUSDT", "edge_bps")] = (3.0, 2.6)
        case.flag("--threshold", "BTCUSDT/edge_bps=3.0:2.6")
    if rng.random() < 0.3:
        case.buckets = rng.choice([2, 5, 24])
        case.flag("--time-buckets", case.buckets)
    if rng.random() < 0.1:
        case.max_stale = rng.choice([1, 2, 10])
        case.flag("--max-stale", case.max_stale)
    if rng.random() < 0.1:
        case.max_stale_of["p95_latency_ms"] = rng.choice([1, 5])
        case.flag("--max-stale", f"p95_latency_ms={case.max_stale_of['p95_latency_ms']}")
    if rng.random() < 0.1:
        case.ranges["edge_bps"] = (-5, 3.5)
        case.flag("--metric-range", "edge_bps=-5:3.5")
    if rng.random() < 0.1:
        case.metrics = [m for m in case.metrics if m[0] != "risk_ratio"]
        case.flag("--without", "risk_ratio")
    if rng.random() < 0.1:
        case.default_symbol = "BOT"
        case.flag("--default-symbol", "BOT")


# What was measured


def random_value(rng, base, spread):
    kind = rng.random()
    if kind < 0.04:
        return rng.choice([None, "n/a", math.nan, math.inf, -math.inf, True, [1], {"a": 1}])
    if kind < 0.06:
        return 0 if base < 100 else 1
    value = base + spread * rng.gauss(0, 1)
    return round(value) if kind < 0.15 else round(value, rng.randint(1, 3)) if kind < 0.5 else value


class Habits:
    """How this bot writes its metrics."""

    def __init__(self, rng, case, windows):
        self.rng, self.case, self.names = rng, case, [*SCALE]
        chance = lambda share: rng.random() < share
        self.dead = {rng.choice(self.names)} if chance(0.2) else set()
        self.constant = {rng.choice(self.names[:4]): rng.choice([0.1, 0.45, 0.7, 0.8, 2.5, 350])} if chance(0.3) else {}
        self.texts = 0.4 if chance(0.3) else 0
        self.impossible = rng.choice([0.03, 0.1]) if chance(0.2) else 0
        self.stops_at = rng.randrange(windows) if chance(0.2) else windows
        self.stopping = set(rng.sample(self.names, rng.randint(1, 5)))
        self.edge_name = rng.choice([None, None, None, None, "netBps", "/stats/netBps", "/a~1b/1"])
        if self.edge_name:
            case.fields["edge_bps"] = self.edge_name
            case.flag("--field", f"edge_bps={self.edge_name}")

    def as_text(self, value):
        """Decimals are often written as text."""
        is_plain = isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)
        return json.dumps(value) if is_plain and self.rng.random() < self.texts else value

    def value(self, name, w):
        if name in self.dead or (w >= self.stops_at and name in self.stopping):
            return None
        if self.rng.random() < self.impossible:
            return self.as_text(self.rng.choice(IMPOSSIBLE[name]))
        return self.as_text(self.constant.get(name, random_value(self.rng, *SCALE[name])))

    def metrics(self, w):
        out, rng = {}, self.rng
        for name in self.names:
            if rng.random() < 0.03:
                continue
            value = self.value(name, w)
            if name != "edge_bps":
                out[name] = value
                continue
            out["net_bps" if rng.random() < 0.5 else name] = value
            if rng.random() < 0.2:
                out["net_bps"] = random_value(rng, *SCALE[name])
            if self.edge_name and rng.random() < 0.8:
                self.put(out, self.value(name, w))
        return out

    def put(self, out, value):
        if self.edge_name == "/stats/netBps":
            out["stats"] = {"netBps": value, "edge_bps": 7}
        elif self.edge_name == "/a~1b/1":
            out["a/b"] = [{"net_bps": 9}, value, 8]
        else:
            out[self.edge_name] = value


# When it was measured


def dressed(rng, seconds):
    """An instant as programs write it."""
    instant = datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc)
    east = instant + datetime.timedelta(hours=3)
    text = lambda form, at=instant: at.strftime(form)
    return rng.choice([
        text("%Y-%m-%dT%H:%M:%SZ"), text("%Y-%m-%dT%H:%M:%S"), text("%Y-%m-%d %H:%M:%S"), text("%Y-%m-%d %H:%M:%S UTC"),
        text("%Y-%m-%dT%H:%M:%S+00:00"), text("%Y-%m-%dT%H:%M:%S+00:00Z"), text("%Y%m%dT%H%M%SZ"),
        text("%Y-%m-%dT%H:%M:%S.000Z"), text("%Y-%m-%dT%H:%M:%S.000000+00:00"), text("%Y-%m-%dT%H:%M:%S+03:00", east),
        text("%Y-%m-%d %H:%M:%S+0300", east), seconds, seconds * 1000, seconds * 10**6, seconds * 10**9, float(seconds),
        str(seconds), str(seconds * 1000), f"{seconds}.000"])


class Calendar:
    """Iteration and time of each window, and which symbols have it."""

    def __init__(self, rng, windows, symbols):
        self.rng = rng
        chance = lambda share: rng.random() < share
        self.counted, self.timed = chance(0.7), chance(0.6)
        self.odd = chance(0.5)
        self.bad_times = 0.1 if chance(0.1) else 0
        self.runtime_utc = chance(0.2)
        step = rng.choice([60, 300, 3600, 86400])
        jitter = step // 5 if chance(0.2) else 0
        restart = rng.randrange(windows) if chance(0.2) else 0
        pause = rng.randrange(windows) if chance(0.25) else 0
        one_time = chance(0.05)
        leaps = rng.randint(1, 12)
        self.slots = []
        for w in range(windows):
            leap = leaps if pause and w >= pause else 0
            iteration = w + 1 - restart if restart and w >= restart else w + 1
            iteration = iteration if chance(0.97) else max(1, iteration - 1)
            seconds = 1767225600 + (0 if one_time else (w + leap) * step + rng.randint(-jitter, jitter))
            self.slots.append((iteration + (leap if not self.timed else 0), seconds))
        self.absent = {s: self.absences(windows) if chance(0.25) else set() for s in symbols}

    def absences(self, windows):
        a, b = sorted(self.rng.randrange(windows + 1) for _ in range(2))
        return set(self.rng.choice([range(a), range(b, windows), range(a, b), [*range(a), *range(b, windows)]]))

    def has(self, symbol, w):
        return w not in self.absent[symbol]

    def head(self, w, habits):
        out, (iteration, seconds) = {}, self.slots[w]
        if self.counted:
            out["iteration"] = habits.as_text(iteration)
        if self.timed:
            out["timestamp"] = dressed(self.rng, seconds) if self.odd else dressed_plainly(seconds)
            if self.rng.random() < self.bad_times:
                out["timestamp"] = self.rng.choice(["yesterday", "2026-13-41T00:00:00Z", "12:30", 1e300, "2026-01-02"])
        return out


def dressed_plainly(seconds):
    return datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


# Records and files


def random_records(rng, shape, calendar, habits, symbols):
    inner = rng.choice(["summary", "summary", "metrics", "kpi"])
    records = []
    for w in range(len(calendar.slots)):
        here = [s for s in symbols if calendar.has(s, w)]
        head, metrics = calendar.head(w, habits), lambda: habits.metrics(w)
        if shape == "flat":
            records += [{"symbol": s, **head, **metrics()} for s in here]
        elif shape in ("symbols", "list") and here:
            entry = lambda s: {"symbol": s} if shape == "list" else {}
            nest = lambda m: {inner: m} if inner != "summary" and not habits.edge_name else m
            entries = {s: {**entry(s), **nest(metrics())} for s in here}
            records.append({**head, "symbols": entries if shape == "symbols" else list(entries.values())})
        elif here[:1] == symbols[:1]:
            records.append(one_symbol(rng, shape, inner, head, metrics(), habits, calendar, symbols))
    return records


def one_symbol(rng, shape, inner, head, metrics, habits, calendar, symbols):
    if calendar.runtime_utc and "timestamp" in head:
        metrics["runtime_utc"] = head.pop("timestamp")
    beside = {key: metrics.pop(key) for key in ("stats", "a/b") if key in metrics}  # pointers begin at the record
    if shape == "nested":
        return {**head, **beside, inner: {"symbol": symbols[0], **metrics}}
    if shape == "soak":
        return {**head, **beside, inner: metrics, "tuning": {"deltas": {"net_bps": 99, "iteration": 1000}}}
    return {**head, **beside, "exchange": "bybit", "symbols": symbols, inner: metrics, "mode": "shadow"}


def packed(rng, records):
    """Records as the text of one file."""
    dump = lambda value, indent=None: json.dumps(value, ensure_ascii=rng.random() < 0.5, indent=indent)
    bom = "\ufeff" if rng.random() < 0.1 else ""
    form = rng.choice(["array", "lines", "joined", "pretty", "wrapper"]) if len(records) > 1 else "single"
    if form == "single":
        return bom + dump(records[0], rng.choice([None, 2])) + rng.choice(["", "\n"])
    if form == "array":
        return bom + dump(records, rng.choice([None, 2]))
    if form == "wrapper":
        return bom + dump({"profile": "moderate", rng.choice(["windows", "data", "records"]): records}, rng.choice([None, 2]))
    if form == "lines":
        return "".join((bom if rng.random() < 0.1 else "") + dump(r) + "\n" for r in records)
    glue = rng.choice(["", "\n", " ", "\n\ufeff"])
    return glue.join(dump(r, 2 if form == "pretty" and rng.random() < 0.7 else None) for r in records)


def change_one_metric(rng, record):
    """The same window, measured anew."""
    copy = json.loads(json.dumps(record))
    holder = rng.choice(list(copy["symbols"].values())) if isinstance(copy.get("symbols"), dict) else copy
    holder = next((holder[k] for k in ("summary", "metrics", "kpi") if k in holder), holder)
    holder["risk_ratio"] = round(rng.random(), 3)
    return copy


def add_trouble(rng, case, records):
    """Copies, rewritten windows, broken files, files of others."""
    if rng.random() < 0.2:
        for path in rng.sample(sorted(case.files), min(len(case.files), rng.randint(1, 6))):
            case.files["backup/" + path] = case.files[path]
    if rng.random() < 0.2:
        for i in range(rng.randint(1, 3)):
            case.files[f"later/ITER_SUMMARY_{i}.json"] = json.dumps(change_one_metric(rng, rng.choice(records)))
    if rng.random() < 0.2:
        for i in range(rng.randint(1, 4)):
            case.files[f"REPORT_{i}.json"] = json.dumps(rng.choice(FOREIGN[:-2] if case.from_stdin else FOREIGN))
    if rng.random() < 0.2 and not case.from_stdin:
        whole = json.dumps(rng.choice(records))
        case.files["ITER_SUMMARY_900.json"] = whole[:len(whole) // 2]
        case.files["ITER_SUMMARY_901.json"] = f"{whole}\n{whole[:len(whole) // 3]}\n{whole}\n"


def random_case(rng, seed, standard):
    case = Case()
    random_flags(rng, case, standard)
    symbols = rng.sample(SYMBOLS, rng.randint(1, 5))
    windows = rng.choice([1, 2, 3, 7, 8, 9, 24, 25, 60, 130])
    habits, calendar = Habits(rng, case, windows), Calendar(rng, windows, symbols)
    shape = ("flat", "nested", "soak", "shadow", "symbols", "list")[seed % 6]
    records = random_records(rng, shape, calendar, habits, symbols) or [{"nothing": 1}]
    if rng.random() < 0.15:
        case.symbols = rng.sample(symbols, rng.randint(1, len(symbols)))
        case.flag("--symbols", ",".join(case.symbols))
    case.from_stdin = rng.random() < 0.1
    size = rng.choice([1, 1, 1, 5, 20])
    for i, first in enumerate(range(0, len(records), size), 1):
        case.files[f"ITER_SUMMARY_{i}.json"] = packed(rng, records[first:first + size])
    add_trouble(rng, case, records)
    return case
