"""Which articles are looked at beside one, and how they score, over arrays.

The same numbers, to the last bit, as dictionaries and ``links.common`` give: sums that rank candidates are taken in the
order of the terms, products are summed exactly for every pair whose rough sum comes near the threshold.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from rashomon.group import links

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Articles looked at beside a new one, and of each term the latest (or nearest in time) that hold it.
BESIDE, LATEST = 64, 256
# Terms by which articles are looked for: the heaviest of each.
SOUGHT = 48
# More than the rounding of a sum of some hundred products.
ROUNDING = 1e-6


class Packed(NamedTuple):
    """An article: its day (proleptic ordinal, or None) and its terms, as numbers of ``Desk``, with their weights."""

    day: int | None
    terms: NDArray[np.int32]
    weights: NDArray[np.float64]

    def vector(self) -> dict[int, float]:
        """The weights by the numbers of the terms."""
        return dict(zip(self.terms.tolist(), self.weights.tolist(), strict=True))


class Desk:
    """Numbers for terms, in the order in which they were first seen, and room to score one article against many."""

    def __init__(self) -> None:
        import numpy as np

        self._numbers: dict[str, int] = {}
        self._room = np.zeros(1 << 16)

    def __len__(self) -> int:
        return len(self._numbers)

    def packed(self, day: int | None, names: Sequence[str], weights: Sequence[float] | bytes) -> Packed:
        """An article; ``weights`` as floats or as the bytes of an array of doubles."""
        import numpy as np

        numbers = self._numbers
        terms = np.array([numbers.setdefault(name, len(numbers)) for name in names], dtype=np.int32)
        values = np.frombuffer(weights) if isinstance(weights, bytes) else np.array(weights, dtype=np.float64)
        return Packed(day, terms, values)

    def of(self, day: int | None, vector: links.Vector) -> Packed:
        """An article by its vector."""
        return self.packed(day, list(vector), list(vector.values()))

    def near(self, one: Packed, others: Mapping[int, Packed], least: float) -> list[tuple[int, float]]:
        """Those of the others whose score with one is at least ``least``; each other has a term."""
        import numpy as np

        if not others:
            return []
        if len(self._numbers) > len(self._room):
            self._room = np.zeros(2 * len(self._numbers))
        room, rows = self._room, list(others.values())
        starts = np.cumsum([0, *(len(row.terms) for row in rows)])
        room[one.terms] = one.weights
        products = room[np.concatenate([row.terms for row in rows])]
        room[one.terms] = 0.0
        products *= np.concatenate([row.weights for row in rows])
        rough = np.add.reduceat(products, starts[:-1]).tolist()
        found = []
        for n, (number, row) in enumerate(others.items()):
            away = links.BASE - links.apart(one.day, row.day)
            if rough[n] + away >= least - ROUNDING:
                shared = math.fsum(products[starts[n] : starts[n + 1]].tolist())
                score = shared + links.BASE - links.apart(one.day, row.day)
                if score >= least:
                    found.append((number, score))
        return found


def most(holding: Sequence[tuple[float, array[int]]]) -> list[int]:
    """The BESIDE articles that share most, the heaviest first, by (weight of a term, articles that hold it)."""
    import numpy as np

    numbers = array("q")
    for _, articles in holding:
        numbers.extend(articles)
    if not numbers:
        return []
    weights = np.repeat([w for w, _ in holding], [len(articles) for _, articles in holding])
    # a sum a number, taken in the order of the terms
    distinct, at = np.unique(np.frombuffer(numbers, dtype=np.int64), return_inverse=True)
    sums = np.bincount(at, weights)
    if len(sums) > BESIDE:
        enough = sums >= np.partition(sums, -BESIDE)[-BESIDE]
        distinct, sums = distinct[enough], sums[enough]
    found: list[int] = distinct[np.lexsort((distinct, -sums))][:BESIDE].tolist()
    return found
