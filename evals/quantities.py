"""Amounts on NewsQuant: value, unit and change, on the sentences the rules were written on and on those set aside.

    python evals/quantities.py ../shared/data/newsquant/NewsQuant.json [--quantulum PYTHON]

Gold is scored by ``measure/score_quantities.py`` of the reference data, beside the repository, which says what counts as
right. 80 of the 240 sentences were set aside by a seed (``HELD_OUT``) and are scored apart: their text was never read,
but they were scored four times while the rules were first written and once after the second round, so they are unread and
not blind; there are no other sentences left to draw. ``--quantulum`` names a Python in which quantulum3 is installed: it
then reads the same sentences, timed alone, and stands beside ours.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rashomon.annotate import quantities
from rashomon.annotate.parse import parse
from rashomon.model import Article, Block

SENTENCES, HELD, SEED = 240, 80, 20261123
HELD_OUT = frozenset(random.Random(SEED).sample(range(SENTENCES), HELD))
SCORER = Path(__file__).resolve().parents[2] / "shared" / "measure" / "score_quantities.py"
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


def scored(gold: Sequence[Row], found: Sequence[Sequence[Row]]) -> str:
    """What the scorer of the reference data prints for these sentences, on one line."""
    with tempfile.TemporaryDirectory() as folder:
        wanted, given = Path(folder) / "gold.json", Path(folder) / "found.jsonl"
        wanted.write_text(json.dumps(gold), encoding="utf-8")
        given.write_text("".join(json.dumps({"quantities": row}) + "\n" for row in found), encoding="utf-8")
        run = subprocess.run(
            [sys.executable, str(SCORER), str(wanted), str(given)], capture_output=True, text=True, check=True
        )
    return "   ".join(" ".join(line.split()) for line in run.stdout.splitlines())


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
    texts = [row["text"] for row in data]
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
            print(f"{name:10s} {part:10s} {scored([data[i] for i in chosen], [found[i] for i in chosen])}")
        print(f"{name:10s} {seconds:.3f} CPU-s for {len(texts)} sentences")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
