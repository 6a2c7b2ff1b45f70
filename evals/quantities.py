"""Amounts on NewsQuant: value, unit and change, on the sentences the rules were written on and on those set aside.

    python evals/quantities.py ../shared/data/newsquant/NewsQuant.json [--quantulum PYTHON]

80 of the 240 sentences were set aside by a seed before any was read (``HELD_OUT``); they are scored apart. value: low
and high are the gold's, an open end being unknown. value + unit: the gold's unit or normal unit is ours or our normal
one, after lower-casing and dropping a plural s. value + change: the relation is the same. Matched one to one within a
sentence, best first; micro F1. ``--quantulum`` names a Python in which quantulum3 is installed: it then reads the same
sentences, timed alone, and stands beside ours.
"""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rashomon.annotate import quantities
from rashomon.annotate.parse import parse
from rashomon.model import Article, Block

SENTENCES, HELD, SEED = 240, 80, 20261123
HELD_OUT = frozenset(random.Random(SEED).sample(range(SENTENCES), HELD))
Row = dict[str, Any]

QUANTULUM = """
import json, sys, time
from quantulum3 import parser
texts = json.load(sys.stdin)
parser.parse("one mile")
before = time.process_time()
rows = []
for text in texts:
    try:
        got = parser.parse(text)
    except Exception:
        got = []
    rows.append([{"low": q.value, "high": q.value, "unit": (q.surface or "").split(" ", 1)[-1],
                  "unit_normal": q.unit.name, "relation": "~" if q.uncertainty else "="} for q in got])
json.dump({"rows": rows, "seconds": time.process_time() - before}, sys.stdout)
"""


def bounds(value: object) -> tuple[float | None, float | None]:
    """Low and high of a gold value ("15.0", "4.8-4.7")."""
    shown = str(value).replace(",", "")
    numbers = [float(p) for p in re.findall(r"-?\d+(?:\.\d+)?(?:e[+-]?\d+)?", shown)]
    if len(numbers) == 2 and re.fullmatch(r"\s*\d.*-\s*\d.*", shown):
        low, high = sorted((numbers[0], abs(numbers[1])))
        return low, high
    return (numbers[0], numbers[0]) if numbers else (None, None)


def forms(*units: object) -> set[str]:
    """Comparable forms of a unit."""
    return {re.sub(r"(?<=\w{2})s$", "", str(u).strip().lower()) for u in units if u not in (None, "", "-")}


def close(a: float | None, b: float | None) -> bool:
    """Equal but for the last digits of a float."""
    return a is not None and b is not None and abs(a - b) <= 1e-6 * max(1.0, abs(a), abs(b))


def grade(gold: Row, found: Row) -> tuple[int, int, int]:
    """1 or 0 for value, value + unit, value + change."""
    low, high = bounds(gold["value"])
    shown = [x for x in (found["low"], found["high"]) if x is not None]
    if low == high:
        same = bool(shown) and all(close(low, x) for x in shown)
    else:
        same = close(low, found["low"]) and close(high, found["high"])
    if not same:
        return 0, 0, 0
    a, b = forms(gold["unit"], gold["normalized_unit"]), forms(found["unit"], found["unit_normal"])
    return 1, int(bool(a & b) or (not a and not b)), int(gold["change"] == found["relation"])


def score(gold: Sequence[Sequence[Row]], found: Sequence[Sequence[Row]]) -> str:
    """The three F1 as a line."""
    hits, n_gold, n_found = [0, 0, 0], 0, 0
    for a, b in zip(gold, found, strict=True):
        n_gold, n_found = n_gold + len(a), n_found + len(b)
        pairs = [(grade(x, y), i, j) for i, x in enumerate(a) for j, y in enumerate(b)]
        used_a: set[int] = set()
        used_b: set[int] = set()
        for got, i, j in sorted(pairs, key=lambda t: (-sum(t[0]), t[1], t[2])):
            if got[0] and i not in used_a and j not in used_b:
                used_a.add(i)
                used_b.add(j)
                hits = [h + s for h, s in zip(hits, got, strict=True)]
    f1 = [2 * h / max(1, n_gold + n_found) for h in hits]
    return f"gold {n_gold:4d}  found {n_found:4d}  value {f1[0]:.3f}  value+unit {f1[1]:.3f}  value+change {f1[2]:.3f}"


def ours(texts: Sequence[str]) -> tuple[list[list[Row]], float]:
    """Our amounts, and the processor seconds of finding them in parsed sentences."""
    articles = [
        Article("a1", None, None, (), None, None, None, "en", t, "0" * 64, (Block(0, len(t), "body"),), "-")
        for t in texts
    ]
    parsed = [parse(article) for article in articles]
    quantities.find(articles[0], parsed[0])  # word lists are read once; the other system is warmed up too
    before = time.process_time()
    found = [quantities.find(a, p) for a, p in zip(articles, parsed, strict=True)]
    spent = time.process_time() - before
    return [
        [
            {
                "low": q.low,
                "high": q.high,
                "unit": q.unit,
                "unit_normal": q.unit_normal,
                "relation": q.relation,
            }
            for q in row
        ]
        for row in found
    ], spent


def main(arguments: list[str]) -> int:
    """Print a line a system and part of the data."""
    if not arguments:
        print(__doc__)
        return 2
    data: list[Row] = json.loads(Path(arguments[0]).read_text(encoding="utf-8"))
    texts, gold = [row["text"] for row in data], [row["quantities"] for row in data]
    systems = {"rashomon": ours(texts)}
    if "--quantulum" in arguments:
        python = arguments[arguments.index("--quantulum") + 1]
        run = subprocess.run(
            [python, "-c", QUANTULUM], input=json.dumps(texts), capture_output=True, text=True, check=True
        )
        got = json.loads(run.stdout)
        systems["quantulum3"] = got["rows"], got["seconds"]
    for name, (found, seconds) in systems.items():
        for part, inside in (("read", False), ("set aside", True)):
            chosen = [i for i in range(len(data)) if (i in HELD_OUT) is inside]
            print(f"{name:10s} {part:10s} {score([gold[i] for i in chosen], [found[i] for i in chosen])}")
        print(f"{name:10s} {seconds:.3f} CPU-s for {len(texts)} sentences")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
