"""Amounts on NewsQuant: value, unit and change, on the sentences the rules were written on and on those set aside.

    python evals/quantities.py ../shared/data/newsquant/NewsQuant.json [--quantulum PYTHON]

Gold is scored by ``measure/score_quantities.py`` of the reference data, beside the repository, which says what counts as
right; the 95 % interval beside each F1 is a bootstrap over sentences. 80 of the 240 sentences were set aside by a seed
(``HELD_OUT``). In the third round 40 of them (``READ_LATE``) were read, after a scoring of all 80; one more was seen by
accident. The rest were never read, but they have been scored with the 80 in every round: unread and not blind.
``--quantulum`` names a Python in which quantulum3 is installed: it then reads the same sentences, timed in the same way.
"""

from __future__ import annotations

import importlib.util
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from rashomon.annotate import quantities
from rashomon.annotate.parse import parse
from rashomon.model import Article, Block

SENTENCES, HELD, SEED = 240, 80, 20261123
HELD_OUT = frozenset(random.Random(SEED).sample(range(SENTENCES), HELD))
REPEATED = 5  # each system reads all sentences so often; the quickest time counts, the machine being shared
READ_LATE = frozenset(random.Random(20261125).sample(sorted(HELD_OUT), 40))
SEEN = frozenset({3})
PARTS: Mapping[str, frozenset[int]] = {
    "160 read": frozenset(range(SENTENCES)) - HELD_OUT,
    "80 set aside": HELD_OUT,
    "40 of them read late": READ_LATE,
    "39 never read": HELD_OUT - READ_LATE - SEEN,
}
DRAWS = 2000  # of the bootstrap
SCORER = Path(__file__).resolve().parents[2] / "shared" / "measure" / "score_quantities.py"
Row = dict[str, Any]

QUANTULUM = """
import json, sys, time
from quantulum3 import parser
texts = json.load(sys.stdin)
parser.parse("one mile")
def read(text):
    try:
        return parser.parse(text)
    except Exception:
        return []
seconds = []
for _ in range(REPEATED):
    before = time.process_time()
    found = [read(text) for text in texts]
    seconds.append(time.process_time() - before)
rows = [[{"low": q.value, "high": q.value, "unit": (q.surface or "").split(" ", 1)[-1],
          "unit_normal": q.unit.name, "relation": "~" if q.uncertainty else "="} for q in got] for got in found]
json.dump({"rows": rows, "seconds": min(seconds)}, sys.stdout)
"""


def counts(gold: Sequence[Row], found: Sequence[Sequence[Row]]) -> list[tuple[int, ...]]:
    """For each sentence: values, values with units, values with changes that are right, all of gold, all found."""
    spec = importlib.util.spec_from_file_location("score_quantities", SCORER)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(SCORER)
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    rows = []
    for wanted, given in zip(gold, found, strict=True):
        pairs = sorted(
            (
                (scorer.grade(x, y), i, j)
                for i, x in enumerate(wanted["quantities"])
                for j, y in enumerate(given)
            ),
            key=lambda t: (-sum(t[0]), t[1], t[2]),
        )
        taken: tuple[set[int], set[int]] = set(), set()
        hits = [0, 0, 0]
        for got, i, j in pairs:  # one to one, the best first, as the scorer matches
            if got[0] and i not in taken[0] and j not in taken[1]:
                taken[0].add(i)
                taken[1].add(j)
                hits = [h + g for h, g in zip(hits, got, strict=True)]
        rows.append((*hits, len(wanted["quantities"]), len(given)))
    return rows


def scores(rows: Sequence[tuple[int, ...]]) -> tuple[float, ...]:
    """F1 of value, value + unit, value + change."""
    total = [sum(column) for column in zip(*rows, strict=True)]
    return tuple(2 * hits / max(1, total[3] + total[4]) for hits in total[:3])


def intervals(rows: Sequence[tuple[int, ...]]) -> list[tuple[float, float]]:
    """95 % of the F1s of samples of sentences drawn with replacement."""
    draw = random.Random(SEED)
    drawn = [scores(draw.choices(rows, k=len(rows))) for _ in range(DRAWS)]
    columns = [sorted(column) for column in zip(*drawn, strict=True)]
    return [(c[int(0.025 * DRAWS)], c[int(0.975 * DRAWS)]) for c in columns]


def scored(gold: Sequence[Row], found: Sequence[Sequence[Row]]) -> str:
    """What the scorer of the reference data prints for these sentences, with intervals, on one line."""
    with tempfile.TemporaryDirectory() as folder:
        wanted, given = Path(folder) / "gold.json", Path(folder) / "found.jsonl"
        wanted.write_text(json.dumps(gold), encoding="utf-8")
        given.write_text("".join(json.dumps({"quantities": row}) + "\n" for row in found), encoding="utf-8")
        run = subprocess.run(
            [sys.executable, str(SCORER), str(wanted), str(given)], capture_output=True, text=True, check=True
        )
    bounds = intervals(counts(gold, found))
    lines = zip(run.stdout.splitlines(), bounds, strict=True)
    return "   ".join(f"{' '.join(line.split())} [{low:.3f} {high:.3f}]" for line, (low, high) in lines)


def quickest(task: Callable[[], Any]) -> tuple[Any, float]:
    """The result of the last run, and the processor seconds of the quickest."""
    seconds = []
    for _ in range(REPEATED):
        before = time.process_time()
        result = task()
        seconds.append(time.process_time() - before)
    return result, min(seconds)


def ours(texts: Sequence[str]) -> tuple[list[list[Row]], float, float]:
    """Our amounts, the processor seconds of finding them in parsed sentences, and those of parsing them."""
    articles = [
        Article("a1", None, None, (), None, None, None, "en", t, "0" * 64, (Block(0, len(t), "body"),), "-")
        for t in texts
    ]
    parse(articles[0])  # models and word lists are read once; the other system is warmed up too
    before = time.process_time()
    parsed = [parse(article) for article in articles]
    parsing = time.process_time() - before
    quantities.find(articles[0], parsed[0])
    found, spent = quickest(lambda: [quantities.find(a, p) for a, p in zip(articles, parsed, strict=True)])
    rows = [
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
    ]
    return rows, spent, parsing


def main(arguments: list[str]) -> int:
    """Print a line a system and part of the data."""
    if not arguments:
        print(__doc__)
        return 2
    data: list[Row] = json.loads(Path(arguments[0]).read_text(encoding="utf-8"))
    texts = [row["text"] for row in data]
    found, spent, parsing = ours(texts)
    systems: dict[str, list[list[Row]]] = {"rashomon": found}
    times = {"rashomon": spent}
    if "--quantulum" in arguments:
        python = arguments[arguments.index("--quantulum") + 1]
        code = f"REPEATED = {REPEATED}\n{QUANTULUM}"
        run = subprocess.run(
            [python, "-c", code], input=json.dumps(texts), capture_output=True, text=True, check=True
        )
        got = json.loads(run.stdout)
        systems["quantulum3"], times["quantulum3"] = got["rows"], got["seconds"]
    for name, rows in systems.items():
        for part, inside in PARTS.items():
            chosen = sorted(inside)
            print(f"{name:10s} {part:20s} {scored([data[i] for i in chosen], [rows[i] for i in chosen])}")
    for name, seconds in times.items():
        print(f"{name:10s} {seconds:.4f} CPU-s for {len(texts)} sentences")
    print(f"rashomon   {parsing:.4f} CPU-s more to parse them, which every other stage needs too")
    if "quantulum3" in times:
        other = times["quantulum3"]
        print(
            f"quantulum3 takes {other / spent:.1f} times as long; with parsing {other / (spent + parsing):.2f} times"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
