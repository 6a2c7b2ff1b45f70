"""How well conflicts are found in somebody's own articles: known ones are planted in copies and looked for.

A copy of an article has its sentences in another order and some of them left out; each copy holds at most one edit of
each kind (selftest/plant.py), each in a sentence of its own. Copy and article are compared as reports of two outlets.
*Found*: a conflict with a passage on the old words in the article and one on the new words in the copy. *Right*: its
type is the edit's and it is judged a contradiction. Any other conflict is a false alarm, and so is every conflict of a
copy without edits, of which there is one an article. All draws are seeded.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rashomon.errors import RashomonError, TooFewArticles
from rashomon.ingest import read_bytes
from rashomon.model import Article, Comparison, Finding, FindingType, Span
from rashomon.pipeline import Progress, annotate, compare, silent
from rashomon.selftest.copies import copied, drawn
from rashomon.selftest.plant import KINDS, Edit, body

__all__ = ["KINDS", "Edit", "Planted", "Selftest", "hits", "right", "selftest", "tried"]

SEED, COPIES = 1, 5


@dataclass(frozen=True, slots=True)
class Planted:
    """An edit of one article, and what became of it."""

    article: str
    edit: Edit
    found: bool
    right: bool


@dataclass(frozen=True, slots=True)
class Selftest:
    """What was planted, and how often each type of conflict was raised where there is none."""

    seed: int
    articles: tuple[Article, ...]
    comparisons: int
    planted: tuple[Planted, ...]
    false_alarms: Mapping[FindingType, int]


def selftest(
    articles: Sequence[Article], *, copies: int = COPIES, seed: int = SEED, progress: Progress = silent
) -> Selftest:
    """Edits planted in ``copies`` copies of each article and looked for, and one copy of each without edits.

    Raises TooFewArticles without an article, RashomonError where there is nothing in them to edit.
    """
    if not articles:
        raise TooFewArticles("a self-test needs an article, none is left")
    if not any(body(annotate(article)) for article in articles):
        raise RashomonError("nothing to plant: the articles have no text but headlines and captions")
    steps = len(articles) * (copies + 1)
    planted: list[Planted] = []
    alarms: Counter[FindingType] = Counter()
    for n, article in enumerate(articles):
        for copy in range(copies + 1):
            progress(f"testing {article.origin}", n * (copies + 1) + copy, steps)
            draw = random.Random(f"{seed} {n} {copy}")  # noqa: S311 (a repeatable draw, no secret)
            made, others, _ = tried(article, KINDS if copy else (), draw)
            planted += made
            alarms.update(f.type for f in others)
    if not planted:
        raise RashomonError(
            "nothing to plant: the articles hold no number, date, name, place or verb to edit"
        )
    return Selftest(seed, tuple(articles), steps, tuple(planted), dict(sorted(alarms.items())))


def tried(
    article: Article, kinds: Sequence[str], draw: random.Random
) -> tuple[list[Planted], list[Finding], tuple[Comparison, Mapping[Edit, Span]]]:
    """One copy with edits of the kinds given: what became of each, the false alarms, the comparison with the places."""
    annotated = annotate(article)
    edits = drawn(annotated, kinds, draw)
    text, places = copied(annotated, edits, draw)
    copy = read_bytes(text.encode(), f"copy of {article.origin}", outlet="Copy", published=article.published)
    for edit, place in places.items():
        if place.of(copy.text) != edit.new:
            raise RashomonError(f"{article.origin}: the copy is not read as it was written")
    comparison = compare([article, copy])
    conflicts = [f for f in comparison.findings if f.kind == "conflict"]
    found = {e: hits(conflicts, (article.id, e.span), (copy.id, place)) for e, place in places.items()}
    told = {f.id for fs in found.values() for f in fs}
    planted = [Planted(article.id, e, bool(fs), right(e, fs)) for e, fs in found.items()]
    return planted, [f for f in conflicts if f.id not in told], (comparison, places)


def hits(conflicts: Sequence[Finding], old: tuple[str, Span], new: tuple[str, Span]) -> list[Finding]:
    """The conflicts with a passage on each of two spans, each given with its article."""
    return [
        f
        for f in conflicts
        if all(any(p.article == a and p.span.overlaps(span) for p in f.passages) for a, span in (old, new))
    ]


def right(edit: Edit, found: Sequence[Finding]) -> bool:
    """Whether one of the findings has the edit's type and is judged a contradiction."""
    return any(f.type == edit.type and f.judgement == "contradiction" for f in found)
