"""Absences as certificates: does ``chance_missed`` mean what it says?

    python evals/absences.py ../shared/data/stories/basil.jsonl [--labels FILE …] [--write] [--plot docs/absences.svg]
                             [--unseen FILE …] [--planted]

Every point that the program does not find in an article of a labelled story is a row: missed, if a labelled point that
overlaps it in an article where it was found (the rule of points_cases.py) has a passage in this one, else truly absent.
The logistic table of ``compare/missed.py`` is fitted on all stories but one and scored on that one, each in turn; Brier
score and expected calibration error (ten equal parts of the rows by prediction) are printed beside the base rate of the
same stories. --write fits on all of them and writes the table into the package; run it again whenever the scores of the
alignment change. --unseen scores the table that ships on stories that were set aside, and reads nothing else of them.

--planted: from every article the sentences of half of its labelled shared points are taken out, each point by itself
known to be gone, the rest of the points known to stay. Printed: the mean chance where a point was taken out, and of
those that stayed, the share found and the mean chance of those that were not.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rashomon.align import align
from rashomon.annotate import annotate
from rashomon.annotate.sentences import split
from rashomon.compare import compare as judge
from rashomon.compare import missed
from rashomon.compare.context import Context
from rashomon.compare.coverage import absences
from rashomon.ingest import read_bytes
from rashomon.models import load_encoder
from rashomon.pipeline import numbered_on

sys.path.insert(0, str(Path(__file__).parent))
from drawing import Series, diagram
from points import LABELS, stories
from points_cases import SAME, cases, overlap

BINS = 10
RIDGE = 0.1  # on the two weights, not on the constant: with few misses a weight may otherwise run away
TABLE = Path(missed.__file__).with_name(missed.TABLE)


@dataclass(frozen=True, slots=True)
class Absent:
    """A point that was not found in an article: what is known of it, and whether it was missed."""

    story: str
    best: float | None
    articles: int
    missed: bool
    point: int | None = None  # the labelled point that it overlaps, if any


def absent(rows: Sequence[Mapping[str, Any]], case: Mapping[str, Any]) -> Iterator[Absent]:
    """All absences of a story with what the labels say of each."""
    read = [
        read_bytes(
            f"{r['title']}\n\n{r['text']}".encode(), r["id"], outlet=r["outlet"], published=r["published"]
        )
        for r in rows
    ]
    origin = {a.id: a.origin for a in read}
    alignment = align(numbered_on([annotate(a) for a in read]), load_encoder())
    context, judged = Context(alignment), judge(alignment)
    cells = {
        p.id: {
            origin[a]: [[s.start, s.end] for c in ids for s in context.claims[c].spans] for a, ids in p.cells
        }
        for p in judged.points
    }
    for absence in absences(context, judged.points, salience=0.0):
        own, article = cells[absence.point], origin[absence.article]
        touched = [
            n
            for n, labelled in enumerate(case["shared"])
            if any(overlap(spans, labelled["cells"].get(a, [])) >= SAME for a, spans in own.items())
        ]
        there = [n for n in touched if case["shared"][n]["cells"].get(article)]
        best = absence.nearest[0].score if absence.nearest else None
        yield Absent(case["story"], best, len(own), bool(there), (there or touched or [None])[0])


def fit(rows: Sequence[Absent]) -> dict[str, float]:
    """The table of ``compare/missed.py`` by penalised maximum likelihood (Newton's method)."""
    given = np.array([[1.0, missed.logit(r.best or 0.0), float(r.articles > 1)] for r in rows])
    wanted = np.array([float(r.missed) for r in rows])
    weights, ridge = np.zeros(3), np.diag([0.0, RIDGE, RIDGE])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-(given @ weights)))
        slope = given.T @ (wanted - chance) - ridge @ weights
        weights += np.linalg.solve(given.T @ (given * (chance * (1 - chance))[:, None]) + ridge, slope)
    bias, score, several = (round(float(w), 3) for w in weights)
    return {"bias": bias, "score": max(0.0, score), "several": several}


def predicted(rows: Sequence[Absent], table: Mapping[str, float]) -> NDArray[np.float64]:
    return np.array([missed.chance(r.best, r.articles, table) for r in rows])


def parts(chances: NDArray[np.float64], truth: NDArray[np.float64]) -> list[tuple[float, float, int]]:
    """(mean chance, share missed, rows) of equal parts of the rows, the least chance first."""
    order = np.argsort(chances, kind="stable")
    return [
        (float(chances[part].mean()), float(truth[part].mean()), len(part))
        for part in np.array_split(order, BINS)
        if len(part)
    ]


def report(
    name: str, chances: NDArray[np.float64], truth: NDArray[np.float64], rate: NDArray[np.float64]
) -> None:
    """Brier score and expected calibration error beside those of a base rate."""
    bins = parts(chances, truth)
    error = sum(n * abs(p - t) for p, t, n in bins) / len(truth)
    print(
        f"{name}: {len(truth)} absences, {int(truth.sum())} missed ({truth.mean():.3f}); "
        f"Brier {((chances - truth) ** 2).mean():.4f} (base rate {((rate - truth) ** 2).mean():.4f}); "
        f"expected calibration error {error:.4f}"
    )
    print("  chance " + " ".join(f"{p:.3f}" for p, _, _ in bins))
    print("  missed " + " ".join(f"{t:.3f}" for _, t, _ in bins))


def left_out(rows: Sequence[Absent]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """For each row the chance by the table, and the base rate, of the other stories."""
    chances, rate = np.zeros(len(rows)), np.zeros(len(rows))
    for story in sorted({r.story for r in rows}):
        own = [n for n, r in enumerate(rows) if r.story == story]
        others = [r for r in rows if r.story != story]
        chances[own] = predicted([rows[n] for n in own], fit(others))
        rate[own] = sum(r.missed for r in others) / len(others)
    return chances, rate


def planted(
    rows: Sequence[Mapping[str, Any]], case: Mapping[str, Any]
) -> tuple[list[float], list[float], int]:
    """Chances where a point was taken out of an article, chances where one that stayed was not found, and how many
    stayed, over the story's articles in turn."""
    gone: list[float] = []
    lost: list[float] = []
    stayed = 0
    for row in rows:
        text = f"{row['title']}\n\n{row['text']}"
        here = [n for n, p in enumerate(case["shared"]) if p["cells"].get(row["id"])]
        cut = {n for k, n in enumerate(here) if k % 2}
        spans = [s for n in cut for s in case["shared"][n]["cells"][row["id"]]]
        sentences = [s for s in split(text, 0, len(text)) if any(s.start < e and b < s.end for b, e in spans)]
        place = list(
            range(len(text) + 1)
        )  # where each character of the text stands in the thinned one, -1: nowhere
        for s in sentences:
            place[s.start : s.end] = [-1] * (s.end - s.start)
        at = 0
        for n, p in enumerate(place):
            place[n] = at if p >= 0 else -1
            at += p >= 0
        thin = "".join(c for c, p in zip(text, place, strict=False) if p >= 0)
        title, _, body = thin.partition("\n\n")
        shared = []
        for n, labelled in enumerate(case["shared"]):
            cells = dict(labelled["cells"])
            kept = [[place[b], place[e - 1] + 1] for b, e in cells.pop(row["id"], []) if -1 not in place[b:e]]
            shared.append({"cells": {**cells, row["id"]: kept} if n not in cut and kept else cells})
        stays = {n for n, p in enumerate(shared) if p["cells"].get(row["id"])}
        stayed += len(stays)
        changed = [{**r, "title": title, "text": body} if r is row else r for r in rows]
        seen: set[tuple[int, bool]] = set()
        for a in absent(changed, {**case, "shared": shared}):
            if a.point is None or (a.point, a.missed) in seen:
                continue
            seen.add((a.point, a.missed))
            if a.point in cut and not a.missed:
                gone.append(missed.chance(a.best, a.articles))
            elif a.point in stays and a.missed:
                lost.append(missed.chance(a.best, a.articles))
    return gone, lost, stayed


def main() -> int:
    """Fit, score, and print; write and draw where asked."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("stories", type=Path)
    parser.add_argument("--labels", type=Path, nargs="+", default=[LABELS])
    parser.add_argument("--unseen", type=Path, nargs="*", default=[])
    parser.add_argument("--write", action="store_true", help=f"write {missed.TABLE} into the package")
    parser.add_argument("--plot", type=Path, help="draw the reliability diagram as SVG")
    parser.add_argument("--planted", action="store_true")
    options = parser.parse_args()
    known = stories(options.stories)

    def gathered(files: Sequence[Path]) -> list[Absent]:
        return [r for file in files for case in cases(file) for r in absent(known[case["story"]], case)]

    rows = gathered(options.labels)
    truth = np.array([float(r.missed) for r in rows])
    chances, rate = left_out(rows)
    print(f"{len({r.story for r in rows})} stories, one left out in turn")
    report("all", chances, truth, rate)
    for name, several in (("in one article", False), ("in several", True)):
        part = np.array([(r.articles > 1) is several for r in rows])
        if part.any():
            report(f"found {name}", chances[part], truth[part], rate[part])
    table = fit(rows)
    print(f"fitted on all: {json.dumps(table)}")
    if options.write:
        TABLE.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")
        missed.fitted.cache_clear()
    if options.plot:
        options.plot.write_text(drawn(chances, truth), encoding="utf-8")
    if options.planted:
        found = [planted(known[case["story"]], case) for file in options.labels for case in cases(file)]
        gone, lost = ([c for f in found for c in f[k]] for k in (0, 1))
        print(
            f"planted: {len(gone)} points taken out, mean chance {np.mean(gone):.3f}; of {sum(f[2] for f in found)} that "
            f"stayed {len(lost)} not found, mean chance {np.mean(lost):.3f}"
        )
    if options.unseen:
        aside = gathered(options.unseen)
        truth = np.array([float(r.missed) for r in aside])
        base = np.full(len(aside), sum(r.missed for r in rows) / len(rows))
        report("set aside, the table that ships", predicted(aside, missed.fitted()), truth, base)
    return 0


def drawn(chances: NDArray[np.float64], truth: NDArray[np.float64]) -> str:
    """The reliability diagram: the closer to the diagonal, the better the chance means what it says."""
    bins = parts(chances, truth)
    most = math.ceil(10 * max(max(p, t) for p, t, _ in bins) + 1e-9) / 10
    return diagram(
        "Chance that a point was missed, one story left out in turn",
        "mean chance_missed of a tenth of the absences",
        "share that the labels find there",
        [
            Series("absences", [(p, t) for p, t, _ in bins]),
            Series("perfect", [(0.0, 0.0), (most, most)], dashed=True),
        ],
        most=(most, most),
    )


if __name__ == "__main__":
    sys.exit(main())
