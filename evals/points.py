"""Shared points of labelled stories: how many of those shown are right, how many of those there are shown.

    python evals/points.py ../shared/data/stories/basil.jsonl [--read | --judged]

What was missed is counted by cause: no claim of two reports overlaps the label; claims do, but none was among the
nearest of another; the nearest were scored too low, or in doubt; they were scored the same and yet kept apart; they
stand in one row that is marked unsure, for their score or for what they differ in.

A shown point (status agreed or conflict) is right when it overlaps a labelled one in two articles (the rule of
points_cases.py). One that is not is counted as wrong, though it may be a point the label reader passed over: with
--read each is printed, to be read against the texts, and so is each label that was missed. Beside it the floor: pairs
of sentences of two articles by cosine alone, at the threshold that gives as many points.

--judged counts the agreed points of the six events set aside by their labels, then with what a reader judged the same
added to the labels, then by that reader's verdicts alone (points_judged.py). Counts only: no point is printed, for those
events stay unread.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

from rashomon.align import align
from rashomon.align.score import SAME, UNSURE
from rashomon.annotate import annotate
from rashomon.compare import compare as judge
from rashomon.ingest import read_bytes
from rashomon.model import Alignment, Article, Judged
from rashomon.models import load_encoder
from rashomon.pipeline import numbered_on

sys.path.insert(0, str(Path(__file__).parent))
from points_cases import SAME as SAME_PASSAGE
from points_cases import cases, matched, overlap
from points_judged import completed, print_drawn, print_verdicts, touched, verdicts

SHARED = frozenset({"agreed", "conflict"})
CAUSES = ("no claim", "not near", "low", "in doubt", "kept apart", "unsure by score", "unsure by value")
CASES = Path(__file__).parent / "cases"
LABELS = CASES / "points.jsonl"


def stories(path: Path) -> dict[str, list[dict[str, Any]]]:
    """The reports of each story, in their order in the file."""
    found: dict[str, list[dict[str, Any]]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        found.setdefault(row["story"], []).append(row)
    return found


def article_of(row: Mapping[str, Any]) -> Article:
    """A report, read as a file of headline, empty line and text."""
    content = f"{row['title']}\n\n{row['text']}".encode()
    return read_bytes(content, row["id"], outlet=row["outlet"], published=row["published"])


def compared(rows: Sequence[Mapping[str, Any]]) -> tuple[Alignment, Judged]:
    """The claims of a story set beside each other, and what became of them."""
    articles = numbered_on([annotate(article_of(row)) for row in rows])
    alignment = align(articles, load_encoder())
    return alignment, judge(alignment)


def cells(alignment: Alignment, found: Iterable[tuple[str, Sequence[str]]]) -> dict[str, list[list[int]]]:
    """Claims by article as the labels write them: spans by the article's origin."""
    origin = {a.article.id: a.article.origin for a in alignment.articles}
    claims = {c.id: c for a in alignment.articles for c in a.claims}
    return {origin[a]: [[s.start, s.end] for c in ids for s in claims[c].spans] for a, ids in found}


def shown(alignment: Alignment, judged: Judged, statuses: frozenset[str]) -> list[dict[str, Any]]:
    """Points of these statuses as the labels write them."""
    return [{"id": p.id, "cells": cells(alignment, p.cells)} for p in judged.points if p.status in statuses]


def cause(alignment: Alignment, label: Mapping[str, Any]) -> str:
    """Why a labelled point is not shown: one of CAUSES."""
    holding = [
        c
        for a in alignment.articles
        for c in a.claims
        if overlap(label["cells"].get(a.article.origin, []), [[s.start, s.end] for s in c.spans])
        >= SAME_PASSAGE
    ]
    pairs = [(a, b) for a, b in combinations(holding, 2) if a.article != b.article]
    if not pairs:
        return "no claim"
    row_of = {c: n for n, row in enumerate(alignment.rows) for _, ids in row.cells for c in ids}
    rows = {row_of[a.id] for a, b in pairs if row_of.get(a.id) == row_of.get(b.id, -1)}
    if rows:
        doubtful = all(alignment.rows[n].doubtful for n in rows)
        return "unsure by score" if doubtful else "unsure by value"
    scores = [
        score
        for a, b in pairs
        for one, other in ((a, b), (b, a))
        for claim, score in alignment.rejected.get((one.id, other.article), ())
        if claim == other.id
    ]
    if not scores:
        return "not near"
    return "low" if max(scores) < UNSURE else "in doubt" if max(scores) < SAME else "kept apart"


def words(texts: Mapping[str, str], cells: Mapping[str, Any]) -> str:
    """The passages of a point, for reading."""
    return "  ###  ".join(" ┃ ".join(texts[a][s:e] for s, e in spans) for a, spans in cells.items())


def floor(rows: Sequence[Mapping[str, Any]], case: Mapping[str, Any], wanted: int) -> int:
    """How many of as many best sentence pairs by cosine overlap a label."""
    from rashomon.annotate.sentences import split

    texts = {r["id"]: f"{r['title']}\n\n{r['text']}" for r in rows}
    places = [(a, s) for a, text in texts.items() for s in split(text, 0, len(text))]
    vectors = load_encoder().encode([s.of(texts[a]) for a, s in places])
    cosines = vectors @ vectors.T
    pairs = sorted(
        (-float(cosines[i, j]), i, j)
        for i in range(len(places))
        for j in range(i + 1, len(places))
        if places[i][0] != places[j][0]
    )[:wanted]
    points = [
        {"cells": {places[k][0]: [[places[k][1].start, places[k][1].end]] for k in (i, j)}}
        for _, i, j in pairs
    ]
    return len(matched(points, case["shared"]))


def counted(case: Mapping[str, Any], alignment: Alignment, judged: Judged) -> tuple[set[int], set[int], int]:
    """Indexes of the shown points that are right, of the labels that are found, and how many points are shown."""
    points = shown(alignment, judged, SHARED)
    return touched(points, case["shared"]), touched(case["shared"], points), len(points)


def figures(path: Path, labels: Path = LABELS) -> dict[str, float]:
    """Precision and recall over all labelled stories."""
    known = stories(path)
    right = found = given = wanted = 0
    for case in cases(labels):
        good, labelled, number = counted(case, *compared(known[case["story"]]))
        right, found, given, wanted = (
            right + len(good),
            found + len(labelled),
            given + number,
            wanted + len(case["shared"]),
        )
    return {"precision": right / (given or 1), "recall": found / wanted}


def print_judged(known: Mapping[str, Sequence[Mapping[str, Any]]]) -> None:
    """Print how many agreed points of the events set aside are right by labels, by both, and by verdicts."""
    read = {case["story"]: case["judged"] for case in cases(CASES / "points-judged.jsonl")}
    labels = {case["story"]: case["shared"] for case in cases(CASES / "points-unseen.jsonl")}
    given, said = 0, Counter[str]()
    sums = {"labels": [0, 0, 0], "labels and verdicts": [0, 0, 0]}
    for story, shared in labels.items():
        points = shown(*compared(known[story]), frozenset({"agreed"}))
        given += len(points)
        said += verdicts(points, read[story])
        for total, gold in zip(sums.values(), (shared, completed(shared, read[story])), strict=True):
            counts = (len(touched(points, gold)), len(touched(gold, points)), len(gold))
            total[:] = [t + n for t, n in zip(total, counts, strict=True)]
    for name, (right, found, wanted) in sums.items():
        print(
            f"by {name}: precision {right / (given or 1):.3f} ({right} of {given}), "
            f"recall {found / wanted:.3f} ({found} of {wanted})"
        )
    print_verdicts(said)
    print_drawn(read, labels)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("stories", type=Path)
    parser.add_argument("--labels", type=Path, default=LABELS)
    parser.add_argument("--read", action="store_true", help="print what is not labelled and what was missed")
    parser.add_argument(
        "--judged", action="store_true", help="the six events set aside, with verdicts; counts only"
    )
    options = parser.parse_args()
    if options.judged and (options.read or options.labels != LABELS):
        parser.error("--judged goes with neither --read nor --labels")
    known = stories(options.stories)
    if options.judged:
        print_judged(known)
        return 0
    totals = [0, 0, 0, 0]
    missed: Counter[str] = Counter()
    print("story     shown right labelled | precision recall | unsure right | cosine floor, right of as many")
    for case in cases(options.labels):
        rows = known[case["story"]]
        texts = {r["id"]: f"{r['title']}\n\n{r['text']}" for r in rows}
        story = compared(rows)
        points, doubts = shown(*story, SHARED), shown(*story, frozenset({"unsure"}))
        right, found, number = counted(case, *story)
        why = {n: cause(story[0], p) for n, p in enumerate(case["shared"]) if n not in found}
        missed.update(why.values())
        totals = [
            t + n for t, n in zip(totals, (number, len(right), len(case["shared"]), len(found)), strict=True)
        ]
        print(
            f"{case['story'][:8]}  {number:5} {len(right):5} {len(case['shared']):8} | "
            f"{len(right) / (number or 1):9.3f} {len(found) / len(case['shared']):6.3f} | "
            f"{len(doubts):6} {len(touched(doubts, case['shared'])):5} | {floor(rows, case, number)}"
        )
        if options.read:
            for n, p in enumerate(points):
                if n not in right:
                    print("   NOT LABELLED", p["id"], words(texts, p["cells"]))
            for n, p in enumerate(case["shared"]):
                if n in why:
                    print("   MISSED", n, why[n] + ":", words(texts, p["cells"]))
    print("missed by cause: " + ", ".join(f"{name} {missed[name]}" for name in CAUSES))
    print(f"all: precision {totals[1] / (totals[0] or 1):.3f}, recall {totals[3] / totals[2]:.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
