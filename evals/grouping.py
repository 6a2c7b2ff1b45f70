"""Articles to stories, against the events they report: B-cubed F1.

    python evals/grouping.py ../shared/data [--order published|random|given] [--seed 3]

The three files of ``stories`` each alone and all mixed, in published order, in two random orders, and mixed; one
setting for all. Beside it, in the same run, a floor: every article for itself.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from rashomon.group import Item, group

CORPORA = ("basil", "ecbplus", "gvc")


def rows_of(data: Path, name: str) -> list[dict[str, Any]]:
    """The articles of a file, their ids and events made unique over the files."""
    lines = (data / "stories" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [
        row | {"id": f"{name} {row['id']}", "event": f"{name} {row['story']}", "corpus": name}
        for row in map(json.loads, lines)
    ]


def predicted(rows: list[dict[str, Any]]) -> dict[str, int]:
    """The story of each article, by id."""
    stories = group([Item(r["id"], r["title"], r["text"], r["published"]) for r in rows])
    return {rows[number]["id"]: story for story, members in enumerate(stories) for number in members}


def scorer(measure: Path) -> Callable[[Mapping[str, Any], Mapping[str, Any]], tuple[float, float, float]]:
    """B-cubed precision, recall and F1, from the folder of the scorers."""
    sys.path.insert(0, str(measure))
    found: Callable[[Mapping[str, Any], Mapping[str, Any]], tuple[float, float, float]]
    found = import_module("bcubed").bcubed
    return found


def figures(data: Path) -> dict[str, float]:
    """F1 of each corpus, all grouped together."""
    bcubed = scorer(data.parent / "measure")
    rows = [row for name in CORPORA for row in rows_of(data, name)]
    found = predicted(rows)
    gold = {name: {r["id"]: r["event"] for r in rows if r["corpus"] == name} for name in CORPORA}
    return {name: bcubed(part, {item: found[item] for item in part})[2] for name, part in gold.items()}


def main() -> None:
    """Print a line a run."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("--measure", type=Path, default=None, help="the folder of the scorers")
    given = parser.parse_args()
    bcubed = scorer(given.measure or given.data.parent / "measure")
    corpora = {name: rows_of(given.data, name) for name in CORPORA}
    mixed = [row for rows in corpora.values() for row in rows]
    runs: list[tuple[str, list[dict[str, Any]]]] = []
    for name, rows in (*corpora.items(), ("mixed", mixed)):
        runs.append((f"{name}, published order", sorted(rows, key=lambda r: (r["published"] or "", r["id"]))))
        for seed in (1, 2):
            runs.append((f"{name}, random order {seed}", random.Random(seed).sample(rows, len(rows))))
    for title, rows in runs:
        start = time.perf_counter()
        found = predicted(rows)
        took = time.perf_counter() - start
        for name in CORPORA:
            gold = {r["id"]: r["event"] for r in rows if r["corpus"] == name}
            if gold:
                p, r, f = bcubed(gold, {i: found[i] for i in gold})
                print(f"{title:28} {name:8} P {p:.3f} R {r:.3f} F1 {f:.3f}", flush=True)
        print(f"{'':28} {len(rows) / took:.0f} articles/s")
    for name, rows in corpora.items():
        gold = {r["id"]: r["event"] for r in rows}
        print(f"floor, each for itself       {name:8} F1 {bcubed(gold, {i: i for i in gold})[2]:.3f}")


if __name__ == "__main__":
    main()
