"""What a reader judged blind of the events set aside for shared points: the counts behind points.py --judged.

Each line of cases/points-judged.jsonl is a triple: its articles, and of each judged item the passages by article
(offsets as in points_cases.py), where it was drawn (`agreed`: a point shown; `unsure`: a point in doubt; `rejected`: two
claims kept apart), the `verdict` (`same`: all cells assert one thing; `different`; `unclear`) and `part`: not the same,
yet two cells have an assertion in common. The rules are in docs/labelling.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from math import sqrt
from typing import Any

from points_cases import matched

Points = Sequence[Mapping[str, Any]]


def completed(labels: Points, judged: Points) -> list[Mapping[str, Any]]:
    """The labelled points, and each that was judged the same and matches none of them nor one added before it."""
    gold = list(labels)
    for point in judged:
        if point["verdict"] == "same" and not matched([point], gold):
            gold.append({"cells": point["cells"]})
    return gold


def verdicts(points: Points, judged: Points) -> Counter[str]:
    """How many of these points were judged "same", "part" (a common assertion, not the same) or "other".

    Those whose passages are no judged one's are "none"."""
    known = {
        passages(p["cells"]): "same" if p["verdict"] == "same" else "part" if p["part"] else "other"
        for p in judged
    }
    return Counter(known.get(passages(p["cells"]), "none") for p in points)


def passages(cells: Mapping[str, Sequence[Sequence[int]]]) -> frozenset[tuple[str, int, int]]:
    """The passages of a point, whatever their order."""
    return frozenset((article, start, end) for article, spans in cells.items() for start, end in spans)


def touched(left: Points, right: Points) -> set[int]:
    """Indexes on the left that match any on the right, by themselves."""
    return {n for n, point in enumerate(left) if matched([point], right)}


def print_verdicts(said: Mapping[str, int]) -> None:
    """Print the precision of points whose `verdicts` were counted, those of none left out."""
    decided = said["same"] + said["part"] + said["other"]
    for name, right in (("strictly", said["same"]), ("in part", said["same"] + said["part"])):
        low, high = wilson(right, decided)
        print(
            f"by verdicts {name}: precision {right / (decided or 1):.3f} ({right} of {decided}, "
            f"95 % {low:.3f} to {high:.3f})"
        )
    print(f"not judged: {said['none']}")


def print_drawn(read: Mapping[str, Points], labels: Mapping[str, Points]) -> None:
    """Print how the items as they were drawn were judged, beside the labels; both by story."""
    print("as drawn    judged same part unclear | match a label, same of those | same of the others")
    for drawn in ("agreed", "unsure", "rejected"):
        counts = Counter[str]()
        for story, judged in read.items():
            items = [p for p in judged if p["drawn"] == drawn]
            hits = touched(items, labels[story])
            for n, item in enumerate(items):
                same = item["verdict"] == "same"
                side = "in" if n in hits else "out"
                counts.update(
                    {"all": 1, item["verdict"]: 1, "part": item["part"], side: 1, f"same {side}": same}
                )
        print(
            f"{drawn:10} {counts['all']:7} {counts['same']:4} {counts['part']:4} {counts['unclear']:7} | "
            f"{counts['in']:13} {counts['same in']:14} | {counts['same out']} of {counts['out']}"
        )
    missed = sum(len(beyond(judged, labels[story])) for story, judged in read.items())
    print(f"judged the same, not shown, matching only labels that no agreed point as drawn matches: {missed}")


def beyond(judged: Points, labels: Points) -> list[Mapping[str, Any]]:
    """Items judged the same, not drawn as agreed, that match labels, but none that an agreed one matches."""
    agreed = [p for p in judged if p["drawn"] == "agreed"]
    found = touched(labels, agreed)
    others = [p for p in judged if p["drawn"] != "agreed" and p["verdict"] == "same"]
    matching = [(p, touched(labels, [p])) for p in others]
    return [p for p, hits in matching if hits and not hits & found]


def wilson(right: int, number: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share (Wilson 1927), in [0, 1]; (0, 1) of nothing."""
    if not number:
        return 0.0, 1.0
    z, share = 1.96, right / number
    middle, spread = (
        share + z * z / (2 * number),
        z * sqrt(share * (1 - share) / number + z * z / (4 * number**2)),
    )
    return (middle - spread) / (1 + z * z / number), (middle + spread) / (1 + z * z / number)
