#!/usr/bin/env python3
"""Compares windows on standard input with the truth, figure by figure.

    same_windows.py EXPECTED.json [FIGURE_THAT_MUST_BE_A_GAP…]
"""
import json
import sys


def problems(expected, got, gaps):
    if [w["iteration"] for w in expected] != [w["iteration"] for w in got]:
        yield f"windows {[w['iteration'] for w in got]}, expected {[w['iteration'] for w in expected]}"
        return
    for want, have in zip(expected, got):
        if sorted(want["symbols"]) != sorted(have["symbols"]):
            yield f"{want['iteration']}: symbols {sorted(have['symbols'])}"
            continue
        for symbol, figures in want["symbols"].items():
            for name, value in figures.items():
                value = None if name in gaps else value
                figure = have["symbols"][symbol][name]
                same = figure is value if value is None or figure is None else abs(figure - value) <= 2e-9
                if not same:
                    yield f"{want['iteration']} {symbol} {name}: {figure}, expected {value}"


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        expected = json.load(file)
    found = list(problems(expected, [json.loads(line) for line in sys.stdin], sys.argv[2:]))
    print("\n".join(found) or "the same")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
