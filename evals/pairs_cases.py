"""Check the hand-aligned pairs of passages for planting conflicts, and count them.

    python evals/pairs_cases.py STORIES.jsonl [--pairs PAIRS.jsonl] [--labels LABELS.jsonl …]

A line is one pair: `story`, `articles` (id and sha256 of both reports), `left` and `right` ([article, start, end], the
shortest clause that makes the assertion), `near_copy` (the wording is the same bar a few words, or both quote it) and
`edits`: what of the *left* passage could be changed so that the right one contradicts it, each alone, as `kind` and
`span`. Offsets are half-open, in Unicode code points of `title`, a blank line, `text`. Checked: texts are those read
(sha256), spans are in bounds and whole words, edits lie in the left passage, are of a known kind and not given twice,
the two sides are of two reports of one story, no pair stands twice, and each lies in one agreed shared point of the
labels. All mistakes are printed; the exit status is 1 when there is one. The rules are in docs/labelling.md.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

# What this file reads of its neighbour: the labels' files and how two spans overlap.
from points_cases import cases, overlap

CASES = Path(__file__).parent / "cases"
KINDS = ("number", "date", "weekday", "name", "place", "negation", "antonym")


def whole(text: str, start: int, end: int) -> bool:
    """Whether [start, end) is in bounds, not blank at its ends, and cuts no word ("'s" may stand alone)."""
    if not 0 <= start < end <= len(text) or text[start:end] != text[start:end].strip():
        return False
    inside = text[start].isalnum() and text[start - 1 : start].isalnum()
    return not inside and not (text[end - 1].isalnum() and text[end : end + 1].isalnum())


def mistakes(pair: Mapping[str, Any], texts: Mapping[str, str], shared: Sequence[Any]) -> Iterator[str]:
    """What is wrong with one pair, a line each; *shared* are the labelled points of its story."""
    name = f"{pair['left']} {pair['right']}"
    known = {row["id"]: row["sha256"] for row in pair["articles"]}
    for article, digest in known.items():
        text = texts.get(article)
        if text is None or not article.startswith(pair["story"]):
            yield f"{name}: {article} is no report of the story"
        elif hashlib.sha256(text.encode("utf-8")).hexdigest() != digest:
            yield f"{name}: {article} is another text than the one that was read"
    if {pair["left"][0], pair["right"][0]} != set(known) or len(known) != 2:
        yield f"{name}: the passages are not of the two reports"
    for article, start, end in (pair["left"], pair["right"]):
        if not whole(texts.get(article, ""), start, end):
            yield f"{name}: [{start}, {end}] is out of bounds, blank at an end or cuts a word"
    if not any(
        point["status"] == "agreed"
        and all(
            overlap([side[1:]], point["cells"].get(side[0], [])) for side in (pair["left"], pair["right"])
        )
        for point in shared
    ):
        yield f"{name}: in no agreed point of the labels"
    article, start, end = pair["left"]
    if not pair["edits"]:
        yield f"{name}: nothing to edit"
    for edit in pair["edits"]:
        first, last = edit["span"]
        if edit["kind"] not in KINDS:
            yield f"{name}: kind {edit['kind']!r}"
        if not start <= first < last <= end or not whole(texts.get(article, ""), first, last):
            yield f"{name}: edit [{first}, {last}] is not whole words of the left passage"
        if pair["edits"].count(edit) > 1:
            yield f"{name}: edit [{first}, {last}] stands twice"


def main() -> int:
    """Print the counts by story and kind and all mistakes; 1 when there is a mistake."""
    parser = argparse.ArgumentParser(description="Check the hand-aligned pairs of passages, and count them.")
    parser.add_argument("stories", type=Path)
    parser.add_argument("--pairs", type=Path, default=CASES / "pairs.jsonl")
    parser.add_argument(
        "--labels", type=Path, nargs="+", default=[CASES / "points.jsonl", CASES / "points-unseen.jsonl"]
    )
    options = parser.parse_args()
    texts = {row["id"]: row["title"] + "\n\n" + row["text"] for row in cases(options.stories)}
    shared = {case["story"]: case["shared"] for path in options.labels for case in cases(path)}
    pairs = cases(options.pairs)
    wrong = [error for pair in pairs for error in mistakes(pair, texts, shared.get(pair["story"], []))]
    sides = Counter((*pair["left"], *pair["right"]) for pair in pairs)
    wrong += [f"{side}: stands twice" for side, count in sides.items() if count > 1]
    print(f"{'story':10}{'pairs':>7}{'copies':>8}" + "".join(f"{kind:>10}" for kind in KINDS))
    rows = []
    for story in dict.fromkeys(pair["story"] for pair in pairs):
        mine = [pair for pair in pairs if pair["story"] == story]
        kinds = Counter(edit["kind"] for pair in mine for edit in pair["edits"])
        rows.append([len(mine), sum(pair["near_copy"] for pair in mine), *(kinds[kind] for kind in KINDS)])
        print(f"{story[:8]:10}{rows[-1][0]:7}{rows[-1][1]:8}" + "".join(f"{n:10}" for n in rows[-1][2:]))
    total = [sum(column) for column in zip(*rows, strict=True)]
    print(f"{'all':10}{total[0]:7}{total[1]:8}" + "".join(f"{n:10}" for n in total[2:]))
    print(*wrong or ["no mistakes"], sep="\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
