"""How prominent the coverage makes a point: so that a reader sees the important rows first.

Requirement: what several outlets tell comes before what one does, what a headline says before what stands in the last
paragraph. Nothing here asks what a point is about.
Known exception: an outlet that buries the news lowers it only if the others do too, for the earliest place counts.
"""

from __future__ import annotations

from dataclasses import dataclass

from rashomon.compare.context import Context
from rashomon.model import Row

# Salience in [0, 1] is the sum of these shares. Set by hand. The best of a grid on one half of the stories of
# evals/salience.py gains 0.013 AUC there, less than half its 95 % interval, so they stay as they are.
OUTLETS, HEADLINE, EARLY, REPEATED = 0.4, 0.2, 0.3, 0.1


@dataclass(frozen=True, slots=True)
class Prominence:
    """Four shares in [0, 1]: of the other articles that carry the point, whether a headline does, how early it first
    stands (1: at the beginning), and how often an article that carries it repeats it (1: once each)."""

    shared: float
    headline: float
    early: float
    repeated: float


def prominence(context: Context, row: Row) -> Prominence:
    claims = [context.claims[c] for _, ids in row.cells for c in ids]
    places = (c.spans[0].start / max(1, len(context.articles[c.article].article.text)) for c in claims)
    return Prominence(
        shared=(len(row.cells) - 1) / max(1, len(context.articles) - 1),
        headline=float(any(c.role == "title" for c in claims)),
        early=1 - min(places),
        repeated=min(1.0, (len(claims) - len(row.cells)) / len(row.cells)),
    )


def weighed(told: Prominence) -> float:
    """Salience in [0, 1]."""
    return OUTLETS * told.shared + HEADLINE * told.headline + EARLY * told.early + REPEATED * told.repeated
