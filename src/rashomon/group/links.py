"""How likely two articles are reports of one event, and by what evidence.

Every article is one vector: its terms, weighed by how seldom they are in news at large and among the articles at hand
(tf-idf with logarithmic tf, Salton and Buckley 1988), each kind of term normalised and scaled by the weight of its
kind. Weights are whole numbers of a small grain, so that every sum of their products is exact, whatever its order. The
score of two articles is the product of their vectors, less what the days between them take away: the log odds, by a
logistic regression over pairs of articles (``training/grouping``), that both report one event.
"""

from __future__ import annotations

import gzip
import json
import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from rashomon.group.terms import KINDS, READ, Terms

Vector = Mapping[str, float]

# Terms kept of each article: the heaviest say nearly all there is to say.
KEPT = 160
# Log odds of nothing in common, and what each kind of term can add.
BASE = -4.1
WEIGHT = {"word": 2.1, "lead": 9.7, "name": 12.2, "figure": 4.1}
# Log odds lost with the days between two articles, as a logarithm; where a day is not known.
PER_DAYS = 0.9
UNDATED = 3.4
# Days beyond which nothing more is lost: a century.
FARTHEST = 36_525
# Weights are multiples of it: the heaviest is below 4, and a product of two sums of a thousand articles has 53 bits.
GRAIN = 2.0**-14
# 1 + log of how often a term stands in what is read of an article.
_DAMPED = [0.0] + [1 + math.log(n) for n in range(1, READ + 1)]


@dataclass(frozen=True, slots=True)
class News:
    """In how many of so many articles of news each term stands."""

    articles: int
    counts: Mapping[str, int]


@lru_cache(maxsize=1)
def at_large() -> News:
    """What ships: counts over news read for it (see ``news.json.gz`` in ``training/grouping``)."""
    packed = files("rashomon.group").joinpath("news.json.gz").read_bytes()
    given = json.loads(gzip.decompress(packed))
    return News(given["articles"], given["counts"])


def key(kind: str, term: str) -> str:
    """A term's name among those of all kinds."""
    return f"{kind[0]} {term}"


class Rarity:
    """How much a term tells: by news at large and by the articles at hand together."""

    def __init__(self, texts: Iterable[Terms] = ()) -> None:
        self._counts: Counter[str] = Counter()
        self._articles = 0
        self._known: dict[str, dict[str, float]] = {kind: {} for kind in KINDS}
        for text in texts:
            self.add(text)

    def add(self, text: Terms) -> None:
        """One more article at hand."""
        self._articles += 1
        for known in self._known.values():
            known.clear()
        for kind in KINDS:
            if kind != "lead":  # the same words
                self._counts.update(key(kind, term) for term in text[kind])

    def of(self, kind: str, terms: Iterable[str]) -> list[float]:
        """Inverse document frequency of each term, 1 for what every article holds."""
        known = self._known[kind]
        found = []
        for term in terms:
            idf = known.get(term)
            if idf is None:
                name = key("word" if kind == "lead" else kind, term)
                large = at_large()
                seen = self._counts[name] + large.counts.get(name, 0)
                idf = known[term] = math.log((1 + self._articles + large.articles) / (1 + seen)) + 1
            found.append(idf)
        return found


def vector(text: Terms, rarity: Rarity) -> dict[str, float]:
    """An article as the weights of its terms."""
    made: dict[str, float] = {}
    for kind in KINDS:
        of = rarity.of(kind, text[kind])
        row = [_DAMPED[n] * idf for n, idf in zip(text[kind].values(), of, strict=True)]
        length = math.sqrt(math.fsum([v * v for v in row]))
        scale = math.sqrt(WEIGHT[kind]) / length if length else 0.0
        begin = key(kind, "")
        made.update(zip([begin + term for term in text[kind]], [v * scale for v in row], strict=True))
    # the heaviest first, of equals the first by name
    heaviest = sorted(sorted(made), key=made.__getitem__, reverse=True)[:KEPT]
    return {name: round(made[name] / GRAIN) * GRAIN for name in heaviest}


def common(a: Mapping[Any, float], b: Mapping[Any, float]) -> float:
    """The product of two vectors."""
    return math.fsum([a[name] * b[name] for name in a.keys() & b.keys()])


def apart(a: int | None, b: int | None) -> float:
    """Log odds lost between two days (proleptic ordinals), one of which may not be known."""
    return UNDATED if a is None or b is None else PER_DAYS * math.log1p(min(abs(a - b), FARTHEST))
