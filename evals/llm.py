"""What a language model could win and spoil by naming claims that may be one thing.

    python evals/llm.py STORIES.jsonl [LABELS.jsonl …]

Of labelled stories (docs/labelling.md) the shared points that are not shown, in whatever status, are counted; and, by the
alignment's own score from which a word of a model is heeded (align/perhaps.py), of the pairs of lone claims that nothing
else speaks against: how many of these points a model would win that named every right pair, how many pairs are right
(each overlaps one labelled point in two articles), and how many wrong ones a model could have shown in doubt that named
all pairs. Of the stories that the threshold was not chosen on (points-unseen.jsonl) only these counts are printed.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rashomon.align import align
from rashomon.annotate import annotate
from rashomon.llm.doubts import differing, lone
from rashomon.models import load_encoder
from rashomon.pipeline import beside, numbered_on
from rashomon.verify.book import Book

sys.path.insert(0, str(Path(__file__).parent))
from points import CASES, article_of, stories
from points_cases import SAME as SAME_PASSAGE
from points_cases import cases, overlap

SCORES = (0.0, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4)
CHOSEN_ON = ("points.jsonl", "points-more.jsonl")
KEPT = ("points-unseen.jsonl",)
# The score of a pair, the labels it overlaps in both its articles, and whether one of them is not shown.
Row = tuple[float, bool, frozenset[int]]


def pairs(case: Mapping[str, Any], reports: Sequence[Mapping[str, Any]]) -> tuple[int, list[Row]]:
    """How many labelled points are not shown, and the pairs that a model may name."""
    read_in = [annotate(article_of(row)) for row in reports]
    book = Book(beside(read_in))
    alignment = align(numbered_on(read_in), load_encoder())
    origin = {a.id: a.origin for a in book.comparison.articles}

    def holds(label: Mapping[str, Any], claim: str) -> bool:
        spans = [[s.start, s.end] for s in book.claims[claim].spans]
        passages = label["cells"].get(origin[book.claims[claim].article], [])
        return overlap(passages, spans) >= SAME_PASSAGE

    labels = case["shared"]
    shown = {
        n
        for n, label in enumerate(labels)
        for p in book.comparison.points
        if sum(any(holds(label, c) for c in ids) for _, ids in p.cells) > 1
    }
    alone = {claim.id for _, claim in lone(book)}
    scores: dict[frozenset[str], float] = {}
    for (left, _), nearest in alignment.rejected.items():
        for right, score in nearest:
            if {left, right} <= alone:
                key = frozenset((left, right))
                scores[key] = max(score, scores.get(key, 0.0))
    rows = []
    for key, score in sorted(scores.items(), key=lambda item: sorted(item[0])):
        one, other = sorted(key)
        if differing(book, book.claims[one], book.claims[other]) is None:
            held = {n for n, label in enumerate(labels) if holds(label, one) and holds(label, other)}
            rows.append((score, bool(held), frozenset(held - shown)))
    return len(labels) - len(shown), rows


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("stories", type=Path)
    parser.add_argument("labels", type=Path, nargs="*")
    options = parser.parse_args()
    known = stories(options.stories)
    given = [("given", options.labels)] if options.labels else []
    for name, files in given or [
        ("chosen on", [CASES / f for f in CHOSEN_ON]),
        ("kept", [CASES / f for f in KEPT]),
    ]:
        found = [pairs(case, known[case["story"]]) for file in files for case in cases(file)]
        print(f"{name}: {len(found)} stories, {sum(n for n, _ in found)} labelled points not shown")
        for least in SCORES:
            heeded = [[row for row in rows if row[0] >= least] for _, rows in found]
            won = sum(len(frozenset().union(*(row[2] for row in rows))) for rows in heeded)
            right = sum(row[1] for rows in heeded for row in rows)
            wrong = sum(not row[1] for rows in heeded for row in rows)
            print(f"  score {least:4}: won {won:3}, right pairs {right:4}, wrong {wrong:5}")


if __name__ == "__main__":
    main()
