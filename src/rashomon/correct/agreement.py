"""How far two people agree in what they put right: Cohen's kappa over the decisions that both made.

Source: J. Cohen, A coefficient of agreement for nominal scales, Educational and Psychological Measurement 20 (1960).
A decision is on two claims (merge or split), on a finding (reject or accept), or on an attribution (the words that name
its source); each sort has a kappa of its own. Of two words of one person on one thing the latest counts. Things are the
same only on the same text.
Known limit: one merge or split of large points decides many pairs of claims, which are not independent.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from rashomon.correct.records import Correction, Place

SORTS: Mapping[str, str] = {
    "merge": "points",
    "split": "points",
    "reject": "findings",
    "accept": "findings",
    "attribute": "attributions",
}


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of one sort of decisions: how many each made, how many both did, in how many of these they agree.

    ``kappa`` in [-1, 1]; None where it is not defined: nothing in common, or both always said the same one word.
    """

    sort: str
    first: int
    second: int
    both: int
    agreed: int
    kappa: float | None


def agreement(first: Sequence[Correction], second: Sequence[Correction]) -> tuple[Agreement, ...]:
    """A row for points, findings and attributions."""
    a, b = decisions(first), decisions(second)
    rows = []
    for sort in dict.fromkeys(SORTS.values()):
        one, other = a[sort], b[sort]
        pairs = [(one[k], other[k]) for k in one if k in other]
        agreed = sum(x == y for x, y in pairs)
        rows.append(Agreement(sort, len(one), len(other), len(pairs), agreed, kappa(pairs)))
    return tuple(rows)


def kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """(observed - expected) / (1 - expected) agreement of two raters' words; None where that is not defined."""
    n = len(pairs)
    if not n:
        return None
    left, right = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    by_chance = sum(left[word] * right[word] for word in left)  # of n * n
    if by_chance == n * n:
        return None
    observed = n * sum(a == b for a, b in pairs)
    return (observed - by_chance) / (n * n - by_chance)


def decisions(corrections: Sequence[Correction]) -> Mapping[str, Mapping[Hashable, str]]:
    """By sort, what was decided on each thing, the latest word."""
    made: dict[str, dict[Hashable, str]] = {sort: {} for sort in SORTS.values()}
    for c in corrections:
        for thing, word in _decided(c):
            made[SORTS[c.kind]][thing] = word
    return made


def _decided(c: Correction) -> Iterator[tuple[Hashable, str]]:
    if c.kind in ("merge", "split"):
        for left, right in combinations(c.sides, 2):
            for x, y in product(left, right):
                yield frozenset((_key(x), _key(y))), c.kind
    elif c.kind == "attribute":
        [content], [source] = c.sides
        yield _key(content), " ".join(a.exact for a in source).casefold()
    else:
        yield (c.finding, frozenset(map(_key, c.sides[0]))), c.kind


def _key(place: Place) -> Hashable:
    return tuple((a.sha256, a.start, a.end) for a in place)
