"""Articles as they come to stories: what reports one event.

    stories = group(Item("1", "Ferry aground", "…", "2026-02-03"), …)

No parser and no model: words, names, figures and days. Which articles are looked at together is bounded: those that
share a rare term.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from rashomon.group import clusters, links
from rashomon.group.beside import LATEST, SOUGHT, Desk, Packed, most
from rashomon.group.terms import Shelf, terms


@dataclass(frozen=True, slots=True)
class Item:
    """An article to be grouped. ``published``: an ISO 8601 date or time, or None."""

    id: str
    title: str | None
    text: str
    published: str | None = None


def _silent(_done: int, _all: int) -> None:
    """No progress is shown."""


def group(items: Sequence[Item], progress: Callable[[int, int], None] = _silent) -> list[list[int]]:
    """The stories: numbers of items, each in one story, in order of their first item.

    The same items in another order make the same stories, but for ties.
    """
    shelf, rarity = Shelf(), links.Rarity()
    for item in items:
        read = terms(item.title, item.text)
        rarity.add(read)
        shelf.put(read)
    days = [_day(item.published) for item in items]
    edges: list[tuple[int, int, float]] = []
    index = _Index()
    order = sorted(range(len(items)), key=lambda n: (days[n] or 0, items[n].title or "", items[n].text))
    desk = Desk()
    made: dict[int, Packed] = {}
    for done, number in enumerate(order):
        progress(done, len(items))
        vector = links.vector(shelf.get(number), rarity)
        one = made[number] = desk.of(days[number], vector)
        others = {other: made[other] for other in index.beside(vector)}
        edges += [(number, other, score) for other, score in desk.near(one, others, clusters.FORGET)]
        index.add(number, vector)
    found: list[list[int]] = []
    rank = {number: n for n, number in enumerate(order)}
    for members, pairs in _components(order, edges):
        ranked = [(rank[a], rank[b], score) for a, b, score in pairs]
        parts = clusters.grouped(
            [rank[m] for m in members],
            {rank[m]: made[m].vector() for m in members},
            ranked,
            lambda a, b: links.apart(days[order[a]], days[order[b]]),
            links.BASE,
        )
        found += [sorted(order[m] for m in part) for part in parts]
    return sorted(found)


def _day(published: str | None) -> int | None:
    try:
        return date.fromisoformat(published[:10]).toordinal() if published else None
    except ValueError:
        return None


class _Index:
    """Which articles hold a term, the latest of them."""

    def __init__(self) -> None:
        self._rows: dict[str, array[int]] = defaultdict(lambda: array("q"))

    def add(self, number: int, vector: links.Vector) -> None:
        for name in list(vector)[:SOUGHT]:
            row = self._rows[name]
            row.append(number)
            if len(row) > 2 * LATEST:
                del row[:-LATEST]

    def beside(self, vector: links.Vector) -> list[int]:
        """The articles that share most with one, by its heaviest terms."""
        names = list(vector)[:SOUGHT]
        return most([(vector[name], self._rows[name][-LATEST:]) for name in names if name in self._rows])


def _components(
    numbers: Iterable[int], edges: Iterable[tuple[int, int, float]]
) -> Iterable[tuple[list[int], list[tuple[int, int, float]]]]:
    """What hangs together by pairs that could be joined: no group reaches beyond."""
    parent = {n: n for n in numbers}

    def root(n: int) -> int:
        while parent[n] != n:
            parent[n] = parent[parent[n]]
            n = parent[n]
        return n

    kept = list(edges)
    for a, b, score in kept:
        if score >= clusters.JOIN:
            one, other = root(a), root(b)
            parent[max(one, other)] = min(one, other)
    members: dict[int, list[int]] = defaultdict(list)
    for n in parent:
        members[root(n)].append(n)
    within: dict[int, list[tuple[int, int, float]]] = defaultdict(list)
    for a, b, score in kept:
        if root(a) == root(b):
            within[root(a)].append((a, b, score))
    for name, part in members.items():
        yield part, within[name]
