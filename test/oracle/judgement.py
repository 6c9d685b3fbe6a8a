"""What is wrong now and whether it drifts: the rules of docs/judgement.md, as plainly as they can be written."""
import datetime
import itertools
import math
import statistics

CRIT, WARN = "CRIT", "WARN"


def grade(value, direction, warn, crit, gross_factor):
    if value is None:
        return None
    over = (lambda limit: value < limit) if direction == "low" else (lambda limit: value > limit)
    if not over(crit):
        return WARN if over(warn) else "OK"
    distance = abs(crit - warn)
    return "gross" if gross_factor and distance and abs(value - crit) >= (1 - 1e-9) * gross_factor * distance else CRIT


class Spell:
    """One level of one metric; takes known windows one by one."""

    def __init__(self, bad, gross):
        self.bad, self.gross, self.seen, self.earliest, self.open, self.last = bad, gross, [], 0, None, None

    def take(self, window, g):
        self.seen.append((window, g in self.bad))
        if self.open is None:
            if self.seen[-1][1]:
                self.start(window, g)
            return
        spell = self.open
        spell["known"] += 1
        if self.seen[-1][1]:
            spell.update(bad=spell["bad"] + 1, good=0, end=window)
            return
        spell["good"] += 1
        if spell["good"] == 6:
            self.open, self.earliest = None, window + 1

    def start(self, window, g):
        since = window if g == "gross" and self.gross else None
        for count, span in ((2, 3), (3, 24)):
            bad = [w for w, is_bad in self.seen[-span:] if is_bad]
            if since is None and len(bad) >= count:
                since = next((w for w in bad if w >= self.earliest), None)
        if since is None:
            return
        of_spell = [is_bad for w, is_bad in self.seen if w >= since]
        self.open = self.last = {"since": since, "end": window, "good": 0, "bad": sum(of_spell), "known": len(of_spell)}


def limit_incidents(column, direction, warn, crit, gross_factor):
    """[{since, opened, closed, level, spell, worst}] of one metric in order."""
    levels = {CRIT: Spell({CRIT, "gross"}, True), WARN: Spell({WARN, CRIT, "gross"}, False)}
    found = []
    for window, value in enumerate(column):
        if value is None:
            continue
        g = grade(value, direction, warn, crit, gross_factor)
        was_open = bool(found) and found[-1]["closed"] is None
        for spell in levels.values():
            spell.take(window, g)
        is_open = [level for level in (CRIT, WARN) if levels[level].open]
        if is_open and not was_open:
            found.append({"since": levels[is_open[0]].open["since"], "opened": window, "closed": None, "spells": {}})
        if is_open:
            found[-1]["spells"].update({level: levels[level].open for level in is_open})
        elif was_open:
            found[-1]["closed"] = window
            for spell in levels.values():
                spell.earliest = window + 1
    for incident in found:
        spells = incident["spells"]
        is_crit = CRIT in spells and (incident["closed"] is not None or levels[CRIT].open is spells[CRIT])
        incident["level"] = CRIT if is_crit or WARN not in spells else WARN
        spell = incident["spell"] = spells[incident["level"]]
        values = [v for v in column[spell["since"]:spell["end"] + 1] if v is not None]
        incident["worst"] = min(values) if direction == "low" else max(values)
    return found


def silences(column, slots):
    """(index of the first silent place in `slots`, of the third, of the first value behind it or None, places)"""
    has = [i is not None and column[i] is not None for i in slots]
    found, at = [], 0
    for value, run in itertools.groupby(has):
        length = len(list(run))
        if not value and length >= 3:
            found.append((at, at + 2, at + length if at + length < len(has) else None, length))
        at += length
    return found


def iso(microseconds):
    epoch = datetime.datetime(1970, 1, 1)
    return (epoch + datetime.timedelta(seconds=microseconds // 10**6)).strftime("%Y-%m-%dT%H:%M:%SZ")


def regularized_beta(x, a, b):
    """I_x(a, b) by its continued fraction (Lentz)."""
    if x > (a + 1) / (a + b + 2):
        return 1 - regularized_beta(1 - x, b, a)
    front = math.exp(a * math.log(x) + b * math.log1p(-x) + math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)) / a
    f, c, d = 1.0, 1.0, 0.0
    for i in range(400):
        m = i // 2
        step = (1 if i == 0 else m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)) if i % 2 == 0
                else -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)))
        d = 1 / (1 + step * d)
        c = 1 + step / c
        f *= c * d
    return front * (f - 1)


def drift(column):
    """(p or None, confirmed or None, drift or None) of one series."""
    known = [(i, v) for i, v in enumerate(column) if v is not None]
    n = len(known)
    if n < 12:
        return None, None, None
    values = [v for _, v in known]
    if max(values) - min(values) <= 1e-9 * max(abs(max(values)), abs(min(values))):
        return None, False, None
    pairs = list(itertools.combinations(known, 2))
    s = sum((b[1] > a[1]) - (b[1] < a[1]) for a, b in pairs)
    slope = statistics.median((b[1] - a[1]) / (b[0] - a[0]) for a, b in pairs)
    ties = [len(list(run)) for _, run in itertools.groupby(sorted(values))]
    variance = (n * (n - 1) * (2 * n + 5) - sum(c * (c - 1) * (2 * c + 5) for c in ties)) / 18
    tau = s / math.sqrt(len(pairs) * (len(pairs) - sum(c * (c - 1) / 2 for c in ties)))
    residuals = {i: v - slope * i for i, v in known}
    center = sum(residuals.values()) / n
    products = [(residuals[i] - center) * (residuals[i + 1] - center) for i in residuals if i + 1 in residuals]
    square = sum((r - center) ** 2 for r in residuals.values()) / n
    r1 = sum(products) / len(products) / square if len(products) >= 3 and square > 0 else 0
    phi = min(0.95, max(0, (n * r1 + 2) / (n - 4)))
    f = 1 + 2 / (n * (n - 1) * (n - 2)) * sum(
        (n - k) * (n - k - 1) * (n - k - 2) * 6 / math.pi * math.asin(phi**k / 2) for k in range(1, n))
    z = (s - (s > 0) + (s < 0)) / math.sqrt(variance * f)
    dof = max(n / f, 4) - 2
    p = regularized_beta(dof / (dof + z * z), dof / 2, 0.5) if z else 1.0
    return p, p < 0.01 or abs(tau) >= (0.7 if n >= 24 else 0.8), slope * (len(column) - 1)
