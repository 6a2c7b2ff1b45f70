"""Which articles are looked at beside one, and how they score, over arrays.

Weights are whole numbers of a grain (``links.GRAIN``): the sums here are exact, and so the same in any order.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from rashomon.group import links

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Articles looked at beside a new one, and of each term the latest (or nearest in time) that hold it.
BESIDE, LATEST = 48, 128
# Terms by which articles are looked for: the heaviest of each.
SOUGHT = 24
# Numbers in a matrix of articles by terms at once: 32 MB. Articles summed at once.
MATRIX, PIECE = 4_000_000, 1_000


class Total(NamedTuple):
    """Several articles taken for one: terms, each once, as numbers of ``Desk``, the sums of their weights, and how many
    of the articles are of each day (a proleptic ordinal, 0 where it is not known)."""

    size: int
    terms: NDArray[np.int32]
    weights: NDArray[np.float64]
    days: NDArray[np.int64]
    counts: NDArray[np.float64]


class Desk:
    """Articles as rows of arrays: terms by number, in the order in which they were first seen from 1, and their weights.

    A row has room for ``links.KEPT`` terms; the rest of it is term 0, which weighs nothing.
    """

    def __init__(self) -> None:
        import numpy as np

        self._numbers: dict[str, int] = {}
        self._terms = np.zeros((1024, links.KEPT), dtype=np.int32)
        self._weights = np.zeros((1024, links.KEPT), dtype=np.float32)  # has room for the bits of a weight
        self._days = np.zeros(1024, dtype=np.int64)
        self._rows = 0
        self._room = np.zeros(1 << 16)
        self._places = np.zeros(1 << 16, dtype=np.int32)

    def __len__(self) -> int:
        """How many terms have a number."""
        return len(self._numbers)

    def put(
        self, day: int | None, names: Sequence[str], grains: Sequence[int] | bytes, row: int | None = None
    ) -> int:
        """An article into a row, a new one or one that is free; its weights in grains, as numbers or as the bytes of an
        array of 16 bits each. The row."""
        import numpy as np

        numbers = self._numbers
        terms = [numbers.setdefault(name, len(numbers) + 1) for name in names]
        if len(numbers) >= len(self._room):
            self._room = np.zeros(2 * len(numbers))
            self._places = np.zeros(2 * len(numbers), dtype=np.int32)
        if row is None:
            row, self._rows = self._rows, self._rows + 1
            if row == len(self._terms):
                self._terms = np.concatenate([self._terms, np.zeros_like(self._terms)])
                self._weights = np.concatenate([self._weights, np.zeros_like(self._weights)])
                self._days = np.concatenate([self._days, np.zeros_like(self._days)])
        given = np.frombuffer(grains, dtype="<u2") if isinstance(grains, bytes) else np.array(grains)
        self._terms[row, : len(terms)] = terms
        self._terms[row, len(terms) :] = 0
        self._weights[row, : len(terms)] = given * links.GRAIN
        self._weights[row, len(terms) :] = 0.0
        self._days[row] = day or 0
        return row

    def day(self, row: int) -> int:
        """The day of an article, 0 where it is not known."""
        return int(self._days[row])

    def near(self, one: int, others: Sequence[int], least: float) -> list[tuple[int, float]]:
        """Of the other rows those whose score with one is at least ``least``: their places in ``others``, the scores."""
        import numpy as np

        rows = np.array(others, dtype=np.int64)
        terms = self._terms[one]
        self._room[terms] = self._weights[one]
        self._room[0] = 0.0
        # "clip" spares a check of each; all are within
        products = self._room.take(self._terms.take(rows, axis=0), mode="clip")
        self._room[terms] = 0.0
        products *= self._weights.take(rows, axis=0)
        scores = products.sum(axis=1) + links.BASE - _lost(self._days[rows], self._days[one])
        found = np.flatnonzero(scores >= least)
        return list(zip(found.tolist(), scores[found].tolist(), strict=True))

    def total(self, rows: Sequence[int], more: Total | None = None) -> Total:
        """Articles, at most PIECE of them, and what is summed already, as one."""
        import numpy as np

        at = np.array(rows, dtype=np.int64)
        terms, weights, days = self._terms[at].ravel(), self._weights[at].ravel(), self._days[at]
        counts = np.ones(len(at))
        if more is not None:
            terms, weights = np.concatenate([more.terms, terms]), np.concatenate([more.weights, weights])
            days, counts = np.concatenate([more.days, days]), np.concatenate([more.counts, counts])
        distinct, which = np.unique(terms, return_inverse=True)
        each, when = np.unique(days, return_inverse=True)
        return Total(
            len(at) + (more.size if more else 0),
            distinct,
            np.bincount(which, weights, len(distinct)).astype(np.float64),
            each,
            np.bincount(when, counts, len(each)).astype(np.float64),
        )

    def sums(self, rows: Sequence[int | Total]) -> NDArray[np.float64]:
        """Of each two of the rows the sum of the scores of all pairs of their articles, without what nothing in common
        counts; what stands for a row with itself means nothing."""
        import numpy as np

        single = [n for n, row in enumerate(rows) if isinstance(row, int)]
        at = np.array([row for row in rows if isinstance(row, int)], dtype=np.int64)
        grown = [(n, row) for n, row in enumerate(rows) if isinstance(row, Total)]
        terms = np.concatenate([self._terms[at].ravel(), *(row.terms for _, row in grown)]).astype(np.intp)
        weights = np.concatenate([self._weights[at].ravel(), *(row.weights for _, row in grown)])
        lengths = [links.KEPT] * len(single) + [len(row.terms) for _, row in grown]
        row_of = np.repeat([*single, *(n for n, _ in grown)], lengths)
        # only terms that stand in two rows matter: the first place of each is not the last
        place = np.arange(len(terms), dtype=np.int32)
        self._places[terms[::-1]] = place[::-1]
        first = self._places.take(terms, mode="clip")
        self._places[terms] = place
        last = self._places.take(terms, mode="clip")
        shared = np.flatnonzero((first != last) & (terms != 0))
        terms, weights, row_of, first = terms[shared], weights[shared], row_of[shared], first[shared]
        heads = np.flatnonzero(first == shared)
        self._places[terms[heads]] = np.arange(len(heads))
        columns = self._places[terms]
        found = np.zeros((len(rows), len(rows)))
        step = max(1, min(len(heads), MATRIX // len(rows)))
        for start in range(0, len(heads), step):
            matrix = np.zeros((len(rows), step))
            if step == len(heads):
                matrix[row_of, columns] = weights
            else:
                within = (columns >= start) & (columns < start + step)
                matrix[row_of[within], columns[within] - start] = weights[within]
            found += matrix @ matrix.T
        if not grown:
            days = self._days[at]
            return found - _lost(days[:, None], days)
        return found - self._time(rows)

    def _time(self, rows: Sequence[int | Total]) -> NDArray[np.float64]:
        """Of each two rows the sum of what time takes from all pairs."""
        import numpy as np

        days = [[self._days[row]] if isinstance(row, int) else row.days for row in rows]
        counts = np.concatenate([[1.0] if isinstance(row, int) else row.counts for row in rows])
        starts = np.cumsum([0, *map(len, days)])[:-1]
        all_days = np.concatenate(days)
        lost = _lost(all_days[:, None], all_days) * (counts[:, None] * counts)
        found: NDArray[np.float64] = np.add.reduceat(np.add.reduceat(lost, starts, axis=0), starts, axis=1)
        return (found + found.T) / 2  # which way it was summed is no matter


def _lost(a: NDArray[np.int64], b: NDArray[np.int64]) -> NDArray[np.float64]:
    """As ``links.apart``, of arrays."""
    import numpy as np

    found: NDArray[np.float64] = _table(links.PER_DAYS)[np.minimum(np.abs(a - b), links.FARTHEST)]
    return np.where((a == 0) | (b == 0), links.UNDATED, found)


@lru_cache(maxsize=1)
def _table(_per_days: float) -> NDArray[np.float64]:
    import numpy as np

    return np.array([links.apart(1, 1 + days) for days in range(links.FARTHEST + 1)])


def most(holding: Iterable[tuple[int, array[int]]]) -> list[int]:
    """The BESIDE articles that share most, the heaviest first, by (weight of a term in grains, articles that hold it)."""
    import numpy as np

    weights, rows = [], []
    for weight, articles in holding:
        weights.append(weight)
        rows.append(articles)
    numbers = np.frombuffer(b"".join(rows), dtype=np.int64)
    if not len(numbers):
        return []
    # a number and behind it a weight, 16 bits, so that one sort brings together what is summed
    keys = (numbers << 16) | np.repeat(weights, [len(articles) for articles in rows])
    keys.sort()
    given = keys >> 16
    starts = np.flatnonzero(np.concatenate([[True], given[1:] != given[:-1]]))
    distinct, sums = given[starts], np.add.reduceat(keys & 0xFFFF, starts)
    if len(sums) > BESIDE:
        enough = sums >= np.partition(sums, -BESIDE)[-BESIDE]
        distinct, sums = distinct[enough], sums[enough]
    found: list[int] = distinct[np.lexsort((distinct, -sums))][:BESIDE].tolist()
    return found
