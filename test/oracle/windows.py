"""Which windows stand in the texts of a run: the contract's rules on shapes, numbers, times and what is no window."""
import datetime
import json
import math
import re

KEYS = ("summary", "metrics", "kpi")
WRAPPERS = ("windows", "iterations", "data", "records")
JSON_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")
ISO = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)[Tt ](\d\d):?(\d\d):?(\d\d)(?:\.(\d+))? ?"
                 r"(Z|UTC|([+-])(\d\d):?(\d\d)Z?)?")
NOTHING = object()
DECODER = json.JSONDecoder(parse_int=float)


def is_number_text(value):
    return isinstance(value, str) and JSON_NUMBER.fullmatch(value) is not None


def number(value):
    """The finite float a JSON value stands for, or None for a gap."""
    if is_number_text(value):
        value = float(value)
    if isinstance(value, bool) or not isinstance(value, float):
        return None
    return value if math.isfinite(value) else None


def microseconds_of_epoch(count):
    for bound, unit in ((1e11, 1), (1e14, 1e3), (1e17, 1e6), (1e20, 1e9)):
        if abs(count) < bound:
            return round(count / unit * 1e6)
    return None


def microseconds(value):
    """A time in microseconds since the epoch; None if it is not understood."""
    if number(value) is not None:
        return microseconds_of_epoch(number(value))
    match = ISO.fullmatch(value) if isinstance(value, str) else None
    if not match:
        return None
    *parts, fraction, _, sign, hours, minutes = match.groups()
    try:
        instant = datetime.datetime(*(int(p) for p in parts), tzinfo=datetime.timezone.utc)
    except ValueError:
        return None
    offset = (int(hours) * 60 + int(minutes)) * (-60 if sign == "+" else 60) if sign else 0
    whole = (instant - datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)) // datetime.timedelta(seconds=1)
    return (whole + offset) * 10**6 + int(((fraction or "") + "000000")[:6])


class Reader:
    """Collects the windows of texts. `fields` maps a metric (or symbol, timestamp, iteration) to the bot's own name."""

    def __init__(self, names, fields, default_symbol):
        self.names, self.fields, self.default_symbol = names, fields, default_symbol
        self.windows = []  # (symbol, values, iteration, time, place)
        self.files = self.records = self.text_numbers = self.bad_times = 0

    def read_text(self, text, place):
        values = self.values_in(text)
        if values is None:
            lines = text.replace("\ufeff", "").split("\n")
            if self.values_in(lines[0]) is None:
                self.files += 1
                return
            return self.read_lines(lines, place)
        for position, value in enumerate(values):
            self.take(value, (place, position))

    def read_lines(self, lines, place):
        for position, line in enumerate(lines):
            if not line.strip():
                continue
            values = self.values_in(line)
            if values is None:
                self.records += 1
            else:
                for sub, value in enumerate(values):
                    self.take(value, (place, position, sub))

    @staticmethod
    def values_in(text):
        """JSON values one after another; None if anything else is there too."""
        values, at = [], 0
        while True:
            while at < len(text) and text[at] in " \t\r\n\ufeff":
                at += 1
            if at == len(text):
                return values
            try:
                value, at = DECODER.raw_decode(text, at)
            except ValueError:
                return None
            values.append(value)

    def take(self, value, place):
        if value == []:
            self.records += 1
        for i, record in enumerate(value if isinstance(value, list) else [value]):
            self.take_record(record, place + (i,))

    def take_record(self, record, place):
        if not isinstance(record, dict):
            self.records += 1
        elif self.is_window(record) or not any(isinstance(record.get(w), list) for w in WRAPPERS):
            self.take_window(record, place)
        else:
            self.take_wrapper(record, place)

    def take_wrapper(self, record, place):
        entries = next(record[w] for w in WRAPPERS if isinstance(record.get(w), list))
        is_tuning = any(isinstance(e, dict) and ("kpi_verdict" in e or "proposed_deltas" in e) for e in entries)
        if is_tuning or not any(isinstance(e, dict) and self.is_window(e) for e in entries):
            self.records += 1
            return
        for i, entry in enumerate(entries):
            if not isinstance(entry, dict):
                self.records += 1
                continue
            if "symbol" in record and "symbol" not in entry and not any("symbol" in s for s in self.scopes(entry)):
                entry = {"symbol": record["symbol"], **entry}
            self.take_window(entry, place + (i,))

    # one record

    @staticmethod
    def scopes(record):
        """The object that holds the metrics goes before the record around it."""
        inner = {}
        for key in KEYS:
            inner.update(record[key] if isinstance(record.get(key), dict) else {})
        return inner, record

    def named(self, name, record):
        """What --field finds in a record or a symbol's entry."""
        source = self.fields.get(name)
        if source is None:
            return NOTHING
        if not source.startswith("/"):
            return next((scope[source] for scope in self.scopes(record) if source in scope), NOTHING)
        for token in source[1:].split("/"):
            token = token.replace("~1", "/").replace("~0", "~")
            if isinstance(record, list) and token.isdigit() and int(token) < len(record):
                record = record[int(token)]
            elif isinstance(record, dict) and token in record:
                record = record[token]
            else:
                return NOTHING
        return record

    def own_keys(self, name):
        return (name, "net_bps") if name == "edge_bps" else (name,)

    def metric(self, name, record):
        found = self.named(name, record)
        for key in self.own_keys(name):
            for scope in self.scopes(record):
                if found is NOTHING and key in scope:
                    found = scope[key]
        return found

    def candidates(self, record):
        """Every value that stands under the name of a metric."""
        for name in self.names:
            found = self.named(name, record)
            if found is not NOTHING:
                yield found
            for key in self.own_keys(name):
                yield from (scope[key] for scope in self.scopes_once(record) if key in scope)

    def scopes_once(self, record):
        inner, outer = self.scopes(record)
        return (inner, outer) if inner else (outer,)

    def has_metric(self, record):
        return any(not isinstance(value, (dict, list)) for value in self.candidates(record))

    @staticmethod
    def entries(record):
        """(symbol or None, entry) of a record that holds several symbols; None if it holds one."""
        symbols = record.get("symbols")
        if isinstance(symbols, dict):
            return list(symbols.items())
        if isinstance(symbols, list) and any(isinstance(s, dict) for s in symbols):
            return [(None, s) for s in symbols if isinstance(s, dict)]
        return None

    def is_window(self, record):
        entries = self.entries(record)
        return self.has_metric(record) if entries is None else any(
            isinstance(e, dict) and self.has_metric(e) for _, e in entries)

    def take_window(self, record, place):
        if not self.is_window(record):
            self.records += 1
            return
        self.text_numbers += is_number_text(record.get("iteration"))
        entries = self.entries(record)
        if entries is None:
            return self.add(self.symbol_of(record), record, record, place)
        last = {}
        for key, entry in entries:
            if not isinstance(entry, dict) or not self.has_metric(entry) or self.symbol_of(entry, key) is None:
                self.records += 1
            else:
                last[self.symbol_of(entry, key)] = entry
        for symbol, entry in last.items():
            self.add(symbol, record, entry, place)

    def symbol_of(self, record, symbol=NOTHING):
        if symbol is not NOTHING and symbol is not None:
            return symbol
        named = self.named("symbol", record)
        for scope in self.scopes(record):
            if named is NOTHING and "symbol" in scope:
                named = scope["symbol"]
        if named is NOTHING:
            return self.default_symbol if symbol is NOTHING else None
        return named

    def add(self, symbol, record, holder, place):
        outer = (record,) if holder is record else (record, holder)
        iterations = [self.named("iteration", r) for r in outer]
        iterations += [s["iteration"] for r in outer for s in reversed(self.scopes(r)) if "iteration" in s]
        iteration = next((number(v) for v in iterations if v is not NOTHING and number(v) is not None), None)
        self.windows.append((symbol, tuple(number(self.metric(name, holder)) for name in self.names), iteration,
                             self.time_of(outer), place))
        self.text_numbers += sum(map(is_number_text, self.candidates(holder)))

    def time_of(self, records):
        bad = False
        for key in ("timestamp", "runtime_utc"):
            for record in records:
                found = [self.named(key, record)]
                found += [scope[key] for scope in reversed(self.scopes(record)) if key in scope]
                for value in found:
                    if value is NOTHING or isinstance(value, (bool, type(None), dict, list)) or value == "":
                        continue
                    time = microseconds(value)
                    if time is not None:
                        return self.note_bad(bad, time)
                    bad = True
        return self.note_bad(bad, None)

    def note_bad(self, bad, time):
        self.bad_times += bad
        return time
