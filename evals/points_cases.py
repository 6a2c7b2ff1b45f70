"""Check the hand labels of shared points, and count them.

    python evals/points_cases.py STORIES.jsonl [--labels LABELS.jsonl ...] [--again LABELS.jsonl]

STORIES.jsonl holds the reports (`id`, `title`, `text`, `story`); the labels hold offsets alone, half-open, in Unicode
code points of `title`, a blank line, `text`. Checked: every article is there and is the text that was read (sha256),
every span is in bounds, not empty and does not begin or end in white space, every shared point and utterance stands in
two articles or more, a negative pairs two articles, a conflict has a type and a judgement of the result's own
vocabulary and an agreed point has neither, no negative contradicts a shared point, no single passage touches one. All
mistakes are printed; the exit status is 1 when there is one. The rules of labelling are in docs/labelling.md.
Without --labels the four events for tuning are checked; those set aside are in cases/points-unseen.jsonl.

With --again, a second reading: how far its shared points and utterances are the first's, each event and together. Two
points are the same when in two articles or more they have overlapping passages (half of the shorter); each point is used
once, the best overlap first. Of the same points: those alike in status, type and judgement, those with passages in the
same articles, and the passages of either reading that overlap one of the other's. --labels takes several files, since a
second reading may cover events of more than one.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from pathlib import Path
from typing import Any

Spans = Sequence[Sequence[int]]

# Share of the shorter of two passages that must be common for them to be the same passage; a matter of definition.
SAME = 0.5
TYPES = frozenset("number date place person name polarity statement naming evaluation".split())
JUDGEMENTS = frozenset("contradiction update scope rounding estimates translation not-comparable".split())


def common(left: Sequence[int], right: Sequence[int]) -> float:
    """The share of the shorter span that both cover, in [0, 1]."""
    shorter = min(left[1] - left[0], right[1] - right[0])
    return max(0, min(left[1], right[1]) - max(left[0], right[0])) / shorter if shorter > 0 else 0.0


def overlap(left: Spans, right: Spans) -> float:
    """The best `common` of any two passages, in [0, 1]; 0 when a side is empty."""
    return max((common(a, b) for a, b in product(left, right)), default=0.0)


def spans(case: Mapping[str, Any]) -> Iterator[tuple[str, Sequence[int]]]:
    """Every (article, span) that a case names."""
    for cells in [p["cells"] for p in case["shared"]] + case["utterances"]:
        for article, cell in cells.items():
            yield from ((article, span) for span in cell)
    for article, start, end in [side for pair in case["negatives"] for side in pair] + case["single"]:
        yield article, (start, end)


def mistakes(case: Mapping[str, Any], texts: Mapping[str, str]) -> Iterator[str]:
    """What is wrong with one triple's labels, a line each."""
    known = {a["id"] for a in case["articles"]}
    for row in case["articles"]:
        text = texts.get(row["id"])
        if text is None:
            yield f"{row['id']}: no such report"
        elif hashlib.sha256(text.encode("utf-8")).hexdigest() != row["sha256"]:
            yield f"{row['id']}: another text than the one that was labelled"
    for article, (start, end) in spans(case):
        text = texts.get(article, "")
        if article not in known:
            yield f"{article}: not an article of this triple"
        elif not 0 <= start < end <= len(text):
            yield f"{article} [{start}, {end}]: out of bounds"
        elif text[start:end] != text[start:end].strip():
            yield f"{article} [{start}, {end}]: begins or ends in white space"
    for number, point in enumerate(case["shared"]):
        name = f"{case['story']} point {number}"
        if sum(bool(cell) for cell in point["cells"].values()) < 2:
            yield f"{name}: in fewer than two reports"
        if point["status"] not in {"agreed", "conflict"}:
            yield f"{name}: status {point['status']!r}"
        elif point["status"] == "agreed" and (point["type"] or point["judgement"]):
            yield f"{name}: agreed, yet with a type or a judgement"
        elif point["status"] == "conflict" and not (
            point["type"] in TYPES and point["judgement"] in JUDGEMENTS
        ):
            yield f"{name}: type {point['type']!r}, judgement {point['judgement']!r}"
    for number, cells in enumerate(case["utterances"]):
        if sum(bool(cell) for cell in cells.values()) < 2:
            yield f"{case['story']} utterance {number}: in fewer than two reports"
    for left, right in case["negatives"]:
        if left[0] == right[0]:
            yield f"{left} {right}: a negative within one report"
        for number, point in enumerate(case["shared"]):
            cells = point["cells"]
            if all(overlap([side[1:]], cells.get(side[0], [])) > SAME for side in (left, right)):
                yield f"{left} {right}: a negative, yet both in point {number}"
    for article, start, end in case["single"]:
        for number, point in enumerate(case["shared"]):
            if overlap([(start, end)], point["cells"].get(article, [])) > 0:
                yield f"{article} [{start}, {end}]: single, yet in point {number}"


def matched(left: Sequence[Mapping[str, Any]], right: Sequence[Mapping[str, Any]]) -> list[tuple[int, int]]:
    """Pairs (number in left, number in right) of the same shared point, each used once, the best overlap first."""
    tried = []
    for (i, a), (j, b) in product(enumerate(left), enumerate(right)):
        scores = [overlap(cell, b["cells"].get(article, [])) for article, cell in a["cells"].items()]
        if sum(score >= SAME for score in scores) >= 2:
            tried.append((-sum(scores), i, j))
    pairs: list[tuple[int, int]] = []
    for _, i, j in sorted(tried):
        if all(i != a and j != b for a, b in pairs):
            pairs.append((i, j))
    return pairs


def print_agreement(first: Mapping[str, Mapping[str, Any]], again: Sequence[Mapping[str, Any]]) -> None:
    """Print how far every event of the second reading is read as in the first, and all of them together."""
    sums: Counter[str] = Counter()
    for case in again:
        name, before = case["story"][:8], first.get(case["story"])
        if before is None:
            print(f"{name} read again: not in the first reading")
            continue
        left, right = before["shared"], case["shared"]
        same = matched(left, right)
        counts = agreement(before, case, same)
        sums += counts
        print(f"{name} read again: {summary(counts)}")
        print(
            "  only first:",
            sorted({*range(len(left))} - {i for i, _ in same}),
            " only again:",
            sorted({*range(len(right))} - {j for _, j in same}),
        )
    print(f"together: {summary(sums)}")


def agreement(
    before: Mapping[str, Any], after: Mapping[str, Any], same: Sequence[tuple[int, int]]
) -> Counter[str]:
    """What two readings of one event have in common; `same` are their `matched` points."""
    pairs = [(before["shared"][i], after["shared"][j]) for i, j in same]
    said = [[{"cells": cells} for cells in case["utterances"]] for case in (before, after)]
    counts = Counter(
        points=len(before["shared"]),
        points_again=len(after["shared"]),
        points_same=len(pairs),
        alike=sum(all(a[k] == b[k] for k in ("status", "type", "judgement")) for a, b in pairs),
        reports=sum(a["cells"].keys() == b["cells"].keys() for a, b in pairs),
        utterances=len(said[0]),
        utterances_again=len(said[1]),
        utterances_same=len(matched(*said)),
    )
    for a, b in pairs:
        counts.update(passages=places(a), passages_too=places(a, b))
        counts.update(passages_again=places(b), passages_again_too=places(b, a))
    return counts


def places(point: Mapping[str, Any], other: Mapping[str, Any] | None = None) -> int:
    """How many passages a point has; with `other`, how many of them the other point has too."""
    return sum(
        other is None or overlap([span], other["cells"].get(article, [])) >= SAME
        for article, cell in point["cells"].items()
        for span in cell
    )


def summary(counts: Mapping[str, int]) -> str:
    """One line of agreement. F1 is twice the same over both numbers, in [0, 1]; "-" where a reading has none."""
    line = []
    for what in ("points", "utterances"):
        one, two, same = (counts[what + part] for part in ("", "_again", "_same"))
        f1 = f"{2 * same / (one + two):.3f}" if one and two else "-"
        line.append(f"{one} and {two} {what}, {same} the same, F1 {f1}")
    line.insert(1, f"{counts['alike']} alike, {counts['reports']} in the same reports")
    line.insert(
        2,
        f"of their {counts['passages']} and {counts['passages_again']} passages "
        f"{counts['passages_too']} and {counts['passages_again_too']} in the other reading",
    )
    return "; ".join(line)


def cases(path: Path) -> list[dict[str, Any]]:
    """The labels of a file, one triple a line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def main() -> int:
    """Print the counts of every triple and all mistakes; 1 when there is a mistake."""
    parser = argparse.ArgumentParser(description="Check the hand labels of shared points, and count them.")
    parser.add_argument("stories", type=Path)
    default = [Path(__file__).parent / "cases" / "points.jsonl"]
    parser.add_argument("--labels", type=Path, nargs="+", default=default)
    parser.add_argument("--again", type=Path, help="a second reading of some of the triples")
    options = parser.parse_args()
    texts = {row["id"]: row["title"] + "\n\n" + row["text"] for row in cases(options.stories)}
    labels = [case for path in options.labels for case in cases(path)]
    again = cases(options.again) if options.again else []
    wrong = [mistake for case in labels + again for mistake in mistakes(case, texts)]
    print(
        f"{'story':10}{'shared':>8}{'in all':>8}{'conflict':>10}{'negative':>10}{'single':>8}{'utterance':>11}"
    )
    rows = []
    for case in labels:
        shared = case["shared"]
        everywhere = sum(len(p["cells"]) == len(case["articles"]) for p in shared)
        conflicts = sum(p["status"] == "conflict" for p in shared)
        rows.append(
            [len(shared), everywhere, conflicts]
            + [len(case[k]) for k in ("negatives", "single", "utterances")]
        )
        print("{:10}{:8}{:8}{:10}{:10}{:8}{:11}".format(case["story"][:8], *rows[-1]))
    print("{:10}{:8}{:8}{:10}{:10}{:8}{:11}".format("all", *map(sum, zip(*rows, strict=True))))
    if again:
        print_agreement({case["story"]: case for case in labels}, again)
    print(*wrong or ["no mistakes"], sep="\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
