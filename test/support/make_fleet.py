#!/usr/bin/env python3
"""Prints what fills a Redis with a fleet, for `redis-cli --pipe`, as of 2026-01-17T12:00:00Z.

    make_fleet.py COUNT      that many bots: one of 50 CRIT, one of 50 overdue, one of 25 WARN, the others well
    make_fleet.py hostile    a few, with names and values that would do harm
"""
import json
import sys


def command(*words):
    out = b"*%d\r\n" % len(words)
    for word in words:
        data = word.encode()
        out += b"$%d\r\n%s\r\n" % (len(data), data)
    sys.stdout.buffer.write(out)


def bot(place, now="OK", crit=0, warn=0, worst="", ts="2026-01-17T11:58:00Z", phase="live-econ", records=336):
    command("SET", f"{place}:soak:fleet", json.dumps({
        "ts": ts, "heartbeat_at": ts, "interval_min": 60, "now": now, "open_crit": crit, "open_warn": warn, "worst": worst,
        "last_window": "2026-01-17T11:00:00Z", "windows_seen_at": "2026-01-17T11:05:00Z", "max_window_age_min": 180,
        "analysis_failures": 0, "export_failures": 0, "alerts_pending": 0}))
    command("HSET", f"{place}:soak:phase", "phase", phase, "ts", ts)
    head = f"soak-journal/v1\n{place.replace(':', '/')}\n{records}\n{'1f2e3d4c' * 8}\n"
    command("SET", f"{place}:soak:journal_head", head + "\n— soak/x AAAA\n")


def fleet(count):
    for i in range(count):
        place = f"prod-{i % 7}:exchange{i:03}"
        if i % 50 == 0:
            bot(place, "CRIT", 1 + i % 3, i % 2, "BTCUSDT edge_bps since 2026-01-17T09:00:00Z")
        elif i % 50 == 1:
            bot(place, ts="2026-01-15T03:00:00Z")
        elif i % 25 == 2:
            bot(place, "WARN", 0, 1, "ETHUSDT p95_latency_ms since 2026-01-17T10:00:00Z")
        else:
            bot(place)


def hostile():
    names = ["<script>alert(1)</script>", "\"onmouseover=alert(2)", "'><img/src=x/onerror=alert(3)>", "}</style><b>&amp;",
             "\u05d0\u05d1\u05d2", "W" * 64]
    for i, name in enumerate(names):
        bot(f"prod:{name}", "CRIT" if i == 0 else "OK", 1 if i == 0 else 0, 0, "</td><script>alert(4)</script>",
            phase="<i>canary</i>\u202e" + "p" * 200)
    bot("dev:" + "x" * 65)
    command("SET", "prod:kraken:soak:fleet", "</script><script>alert(5)</script>")
    command("HSET", "prod:huge:soak:summary", "now", "OK" * 100000)


fleet(int(sys.argv[1])) if sys.argv[1] != "hostile" else hostile()
