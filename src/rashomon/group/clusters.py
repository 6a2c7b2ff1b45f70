"""Articles to groups: average link, asked for more the larger the groups are that it would join.

Two groups are joined while the mean score of their pairs passes JOIN and a logarithm of the smaller one's size: one
article may belong to a story by a guess, but two stories that have both grown are two until nearly all their articles
say otherwise. Every pair is worked out, so that none is ever guessed.

As articles come, the new one and the stories nearest to it are put together anew, those that are young from their
articles, those that have grown as they are: so the work is bounded, and what becomes of an article follows from those
before it alone. Known exception: a story that has grown is not taken apart again by an article that comes late.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from rashomon.group import links
from rashomon.group.beside import PIECE, Desk, Total

# Mean log odds at which two articles are of one story.
JOIN = -2.0
# What each doubling of the smaller group asks for beyond, in log odds per natural logarithm of its size.
PER_SIZE = 1.3
# Articles of a story that is taken apart again when one comes near, at most; stories that are looked at. Tuned on
# `stories`: half of either is worse, twice is the same.
YOUNG, NEAREST = 32, 4
# Sums of grown stories that are kept.
KEPT = 400


def joined(
    desk: Desk,
    rows: Sequence[int | Total],
    together: Iterable[tuple[int, int]] = (),
    never: Collection[tuple[int, int]] = (),
) -> list[list[int]]:
    """The groups among ``rows``, as places in it. ``together`` and ``never``: pairs that must or must not be in one
    group, which do not contradict each other."""
    import numpy as np

    scores = desk.sums(rows)
    sizes = np.array([1.0 if isinstance(row, int) else float(row.size) for row in rows])
    asked = PER_SIZE * np.log(sizes)
    worth = scores / (sizes[:, None] * sizes) - np.minimum(asked[:, None], asked)
    if never:
        barred = np.zeros(worth.shape, dtype=bool)
        for a, b in never:
            barred[a, b] = barred[b, a] = True
        worth[barred] = -np.inf
    np.fill_diagonal(worth, -np.inf)
    gone = np.zeros(len(rows))
    members = [[n] for n in range(len(rows))]

    def join(a: int, b: int) -> None:
        """b becomes a part of a."""
        row = scores[a] + scores[b]
        scores[a] = scores[:, a] = row
        sizes[a] += sizes[b]
        asked[a] = PER_SIZE * math.log(sizes[a])
        gone[b] = -np.inf
        worth[b] = worth[:, b] = -np.inf
        row /= sizes * sizes[a]
        row -= np.minimum(asked, asked[a])
        row += gone
        row[a] = -np.inf
        if never:
            barred[a] |= barred[b]
            barred[:, a] = barred[a]
            row[barred[a]] = -np.inf
        worth[a] = worth[:, a] = row
        members[a] += members[b]
        members[b] = []

    home = list(range(len(rows)))
    for pair in together:
        a, b = sorted(home[n] for n in pair)
        if a != b:
            home = [a if n == b else n for n in home]
            join(a, b)
    least, number = JOIN - links.BASE, len(rows)
    while number > 1:
        a, b = divmod(int(worth.argmax()), number)  # of equals the first
        if worth[a, b] < least:
            break
        join(a, b)
    return [part for part in members if part]


def nearest(scores: Iterable[tuple[int, float]], sizes: Mapping[int, int], articles: int = 1) -> list[int]:
    """The stories that so many articles are nearest to on average, by (story, score) of the pairs that are linked; a
    pair that is not counts as one with nothing in common."""
    linked: dict[int, list[float]] = defaultdict(list)
    for story, score in scores:
        linked[story].append(score)
    mean = {
        story: (math.fsum(found) + links.BASE * (sizes[story] * articles - len(found)))
        / (sizes[story] * articles)
        for story, found in linked.items()
    }
    return sorted(mean, key=lambda story: (-mean[story], story))[:NEAREST]


class Sums:
    """Grown stories as one row each, kept from article to article."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._kept: dict[int, tuple[frozenset[int], Total]] = {}

    def of(self, members: Sequence[int], rows: Callable[[Sequence[int]], Sequence[int]]) -> Total:
        """The sum of articles; what has only come to them since is added. ``rows``: where articles stand."""
        name = min(members)
        known, total = self._kept.pop(name, (frozenset[int](), None))
        if not known.issubset(members):
            known, total = frozenset(), None
        new = [m for m in members if m not in known]
        for start in range(0, len(new), PIECE):
            total = self._desk.total(rows(new[start : start + PIECE]), total)
        assert total is not None
        self._kept[name] = frozenset(members), total
        if len(self._kept) > KEPT:
            del self._kept[next(iter(self._kept))]
        return total

    def forget(self) -> None:
        """An article is no longer what it was."""
        self._kept.clear()


def blocks(
    stories: Iterable[Sequence[int]], apart: Callable[[Sequence[int]], bool] = lambda _: False
) -> list[list[int]]:
    """What is put together anew: the articles of young stories, and of those that must be taken ``apart``, one by one,
    and grown stories, in the order of their first articles."""
    found: list[list[int]] = []
    for members in stories:
        if len(members) <= YOUNG or apart(members):
            found += [[m] for m in members]
        else:
            found.append(sorted(members))
    return sorted(found)
