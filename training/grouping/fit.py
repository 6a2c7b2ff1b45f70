"""Events to the numbers of `src/rashomon/group/links.py` and `clusters.py`, and how they do on events not seen.

    python training/grouping/fit.py ../shared/data ../shared/measure

Logistic regression over the pairs of articles of a corpus that share a word that matters: the four cosines, the days
between, whether a day is missing. Twice on the events of one half, drawn by name, with JOIN and PER_SIZE chosen there
too, and scored on the other half; then on all.
"""

from __future__ import annotations

import hashlib
import math
import sys
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2] / "evals"))
from grouping import CORPORA, rows_of

from rashomon.group import Item, _day, clusters, group, links
from rashomon.group.terms import KINDS, terms

# A corpus counts about as much as another, however many pairs it has.
COUNTS = {"basil": 8.0, "ecbplus": 1.0, "gvc": 30.0}
LEAST = 0.03  # cosine of the words: of pairs under it nobody asks
RIDGE = 0.1
JOINS, SIZES = (-2.6, -2.3, -2.0, -1.7, -1.4), (1.0, 1.3, 1.6)


def pairs(rows: Sequence[dict[str, Any]]) -> Iterator[tuple[list[float], bool, float]]:
    """Features, whether one event, and weight of the pairs within each corpus."""
    read = [terms(r["title"], r["text"]) for r in rows]
    rarity = links.Rarity(read)
    made = []
    for text in read:
        whole = links.vector(text, rarity)
        of = {kind: {n: v for n, v in whole.items() if n[0] == kind[0]} for kind in KINDS}
        made.append({k: (v, math.sqrt(links.common(v, v)) or 1.0) for k, v in of.items()})
    days = [_day(r["published"]) for r in rows]
    for a, b in combinations(range(len(rows)), 2):
        if rows[a]["corpus"] != rows[b]["corpus"]:
            continue
        x = [links.common(made[a][k][0], made[b][k][0]) / (made[a][k][1] * made[b][k][1]) for k in KINDS]
        if x[0] < LEAST:
            continue
        one, other = days[a], days[b]
        x += [0.0, 1.0] if one is None or other is None else [math.log1p(abs(one - other)), 0.0]
        yield [*x, 1.0], rows[a]["event"] == rows[b]["event"], COUNTS[rows[a]["corpus"]]


def logistic(rows: Sequence[dict[str, Any]]) -> list[float]:
    """Weights of the four cosines, the days, a missing day, and the constant (Newton's method, ridge)."""
    given = list(pairs(rows))
    x = np.array([g[0] for g in given])
    y, w = np.array([float(g[1]) for g in given]), np.array([g[2] for g in given])
    beta = np.zeros(x.shape[1])
    for _ in range(40):
        p = 1 / (1 + np.exp(-x @ beta))
        slope = x.T @ (w * (y - p)) - RIDGE * beta
        beta += np.linalg.solve((x * (w * p * (1 - p))[:, None]).T @ x + RIDGE * np.eye(len(beta)), slope)
    return [round(float(b), 2) for b in beta]


def use(beta: Sequence[float], join: float, size: float) -> None:
    """Let the package group by these numbers."""
    links.WEIGHT.update(zip(KINDS, beta, strict=False))
    links.PER_DAYS, links.UNDATED, links.BASE = -beta[4], -beta[5], beta[6]
    clusters.JOIN, clusters.PER_SIZE = join, size


def figures(rows: Sequence[dict[str, Any]]) -> list[float]:
    """B-cubed F1 of each corpus, all grouped together."""
    from bcubed import bcubed

    found = group([Item(r["id"], r["title"], r["text"], r["published"]) for r in rows])
    story = {rows[n]["id"]: s for s, members in enumerate(found) for n in members}
    result = []
    for name in CORPORA:
        gold = {r["id"]: r["event"] for r in rows if r["corpus"] == name}
        result.append(round(bcubed(gold, {i: story[i] for i in gold})[2], 3))
    return result


def main() -> None:
    """Fit, and print."""
    sys.path.insert(0, sys.argv[2])
    rows = [r for name in CORPORA for r in rows_of(Path(sys.argv[1]), name)]

    def half(event: str) -> int:
        # "12ecb" and "12ecbplus" are twins: both in one half
        name = event.replace("ecbplus", "").replace("ecb", "")
        return hashlib.sha256(name.encode()).digest()[0] % 2

    for fitted in (0, 1):
        seen, other = ([r for r in rows if (half(r["event"]) == fitted) == same] for same in (True, False))
        beta = logistic(seen)
        tried = []
        for join in JOINS:
            for size in SIZES:
                use(beta, join, size)
                tried.append((sum(figures(seen)), join, size))
        _, join, size = max(tried)
        use(beta, join, size)
        print(
            f"half {fitted}: {beta} join {join} per size {size}; {CORPORA} seen {figures(seen)}", flush=True
        )
        print(f"    events not seen {figures(other)}", flush=True)
    print("all:", logistic(rows), flush=True)


if __name__ == "__main__":
    main()
