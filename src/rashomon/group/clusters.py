"""Articles to groups: average link, asked for more the larger the groups are that it would join.

Two groups are joined while the mean score of their pairs passes JOIN and a logarithm of the smaller one's size: one
article may belong to a story by a guess, but two stories that have both grown are two until nearly all their articles
say otherwise. Missing pairs are worked out when they are needed, so that no pair is ever guessed.

Requirement: the result does not depend on the order of the articles, but for ties.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rashomon.group.links import common

# Mean log odds at which two articles are of one story.
JOIN = -2.0
# What each doubling of the smaller group asks for beyond, in log odds per natural logarithm of its size.
PER_SIZE = 1.3
# A pair under it is not remembered: it is worked out again when its groups meet.
FORGET = -4.5


@dataclass(slots=True)
class _Group:
    """Articles so far joined: their numbers, the sum of their vectors, their days."""

    members: list[int]
    total: dict[Any, float]
    near: dict[int, float] = field(default_factory=dict)  # group → mean score of pairs
    never: set[int] = field(default_factory=set)  # groups that must stay apart from it


def grouped(
    members: Sequence[int],
    vectors: Mapping[int, Mapping[Any, float]],
    edges: Iterable[tuple[int, int, float]],
    lost: Callable[[int, int], float],
    base: float,
    together: Iterable[tuple[int, int]] = (),
    never: Iterable[tuple[int, int]] = (),
) -> list[list[int]]:
    """The groups among ``members``. ``edges``: scored pairs; ``lost``: what time takes from a pair; ``base``: the
    score of a pair with nothing in common; ``together`` and ``never``: pairs that must or must not be in one group,
    which do not contradict each other."""
    groups = {m: _Group([m], dict(vectors[m])) for m in members}
    for a, b, score in edges:
        if score >= FORGET:
            groups[a].near[b] = groups[b].near[a] = score
    for a, b in never:
        groups[a].never.add(b)
        groups[b].never.add(a)
    home = {m: m for m in members}
    for a, b in together:
        one, other = sorted((home[a], home[b]))
        if one != other:
            home |= dict.fromkeys(groups[other].members, one)
            _join(groups, one, other, lost, base)
    heap = [(-_worth(groups, a, b), a, b) for a, group in groups.items() for b in group.near if a < b]
    heap = [entry for entry in heap if -entry[0] >= JOIN]
    heapq.heapify(heap)
    while heap:
        worth, a, b = heapq.heappop(heap)
        if a not in groups or b not in groups or _worth(groups, a, b) != -worth:
            continue
        _join(groups, a, b, lost, base)
        for other in groups[a].near:
            value = _worth(groups, a, other)
            if value >= JOIN:
                heapq.heappush(heap, (-value, min(a, other), max(a, other)))
    return [group.members for group in groups.values()]


def _worth(groups: Mapping[int, _Group], a: int, b: int) -> float:
    """The mean score less what their sizes ask for; a pair that is not remembered is not worth it."""
    if b in groups[a].never:
        return -math.inf
    score = groups[a].near.get(b, -math.inf)
    smaller = min(len(groups[a].members), len(groups[b].members))
    return score - PER_SIZE * math.log(smaller)


def _join(groups: dict[int, _Group], a: int, b: int, lost: Callable[[int, int], float], base: float) -> None:
    """b becomes a part of a (a < b: the number of a group is that of its first article)."""
    one, other = groups[a], groups.pop(b)
    sizes = len(one.members), len(other.members)
    near: dict[int, float] = {}
    for c in {*one.near, *other.near} - {a, b}:
        parts = []
        for group in (one, other):
            known = group.near.get(c)
            parts.append(_mean(group, groups[c], lost, base) if known is None else known)
        score = (parts[0] * sizes[0] + parts[1] * sizes[1]) / sum(sizes)
        groups[c].near.pop(b, None)
        if score >= FORGET:
            near[c] = groups[c].near[a] = score
        else:
            groups[c].near.pop(a, None)
    for c in other.never:
        groups[c].never.discard(b)
        groups[c].never.add(a)
    one.never |= other.never
    one.members += other.members
    if len(other.total) > len(one.total):
        one.total, other.total = other.total, one.total
    for name, value in other.total.items():
        one.total[name] = one.total.get(name, 0.0) + value
    one.near = near


# Members of a group whose days stand for all of it.
SAMPLED = 24


def _mean(a: _Group, b: _Group, lost: Callable[[int, int], float], base: float) -> float:
    """The mean score over all pairs of two groups."""
    pairs = [(m, n) for m in a.members[:SAMPLED] for n in b.members[:SAMPLED]]
    away = math.fsum(lost(m, n) for m, n in pairs) / len(pairs)
    return common(a.total, b.total) / (len(a.members) * len(b.members)) + base - away
