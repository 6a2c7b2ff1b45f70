"""Silence, drawn as silence: which points are not found in which articles.

Requirement: "not found" is not "hidden" and never a contradiction; the nearest rejected passages stand beside it,
and the chance that it is there after all.
"""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.compare.context import Context
from rashomon.compare.missed import chance
from rashomon.model import Absence, Candidate, Point

# With three or more articles, a point of one outlet must be this salient, in [0, 1], for its absences to be listed.
ABSENCE_SALIENCE = 0.5
NEAREST = 3


def absences(
    context: Context, points: Sequence[Point], *, salience: float = ABSENCE_SALIENCE
) -> tuple[Absence, ...]:
    """An omission certificate for every missing cell that is worth one."""
    found = []
    two = len(context.articles) == 2
    for point in points:
        if not (two or point.outlets >= 2 or point.salience >= salience):
            continue
        present = {a for a, _ in point.cells}
        for article in context.articles:
            if article not in present:
                nearest = _nearest(context, point, article)
                missed = chance(nearest[0].score if nearest else None, len(present))
                found.append(Absence(point.id, article, nearest, round(missed, 4)))
    return tuple(found)


def _nearest(context: Context, point: Point, article: str) -> tuple[Candidate, ...]:
    best: dict[str, float] = {}
    for _, ids in point.cells:
        for claim in ids:
            for other, score in context.alignment.rejected.get((claim, article), ()):
                best[other] = max(best.get(other, 0.0), score)
    ranked = sorted(best.items(), key=lambda b: (-b[1], b[0]))[:NEAREST]
    passages = [(context.hull(context.claims[c]), score) for c, score in ranked]
    return tuple(Candidate(p.start, p.end, round(score, 4)) for p, score in passages)
