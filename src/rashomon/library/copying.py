"""Near-copies among the articles of a story, by the marks of their texts alone: nothing need be annotated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rashomon.align import copies
from rashomon.annotate import quotes
from rashomon.annotate.sentences import split
from rashomon.compare.origins import COPY
from rashomon.model import Article


@dataclass(frozen=True, slots=True)
class NearCopy:
    """``share`` of the words of ``article`` stand word for word in ``other``, quotations apart; at least COPY."""

    article: str
    other: str
    share: float


def near_copies(articles: Sequence[Article]) -> list[NearCopy]:
    """The near-copies among articles, in their order; where either is one of the other, both ways are told."""
    texts = []
    for article in articles:
        sentences = [s for b in article.blocks for s in split(article.text, b.start, b.end)]
        texts.append(copies.text_of(article, [q.inside for q in quotes.find(article)], sentences))
    order = {a.id: number for number, a in enumerate(articles)}
    found = []
    for copy in copies.among(texts):
        (one, of_one), (two, of_two) = copy.shares
        found += [NearCopy(a, b, s) for a, b, s in ((one, two, of_one), (two, one, of_two)) if s >= COPY]
    return sorted(found, key=lambda c: (order[c.article], -c.share, order[c.other]))
