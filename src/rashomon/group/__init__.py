"""Articles as they come to stories: what reports one event.

    stories = group(Item("1", "Ferry aground", "…", "2026-02-03"), …)

No parser and no model: words, names, figures and days. Which articles are looked at together is bounded: those that
share a rare term.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from rashomon.group import clusters, links
from rashomon.group.beside import LATEST, SOUGHT, Desk, most
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
    order = sorted(range(len(items)), key=lambda n: (days[n] or 0, items[n].title or "", items[n].text))
    index, stories = _Index(), _Stories()
    for done, number in enumerate(order):
        progress(done, len(items))
        vector = links.vector(shelf.take(number), rarity)
        stories.add(vector, days[number], index.beside(vector))
        index.add(done, vector)
    return sorted(sorted(order[n] for n in members) for members in stories.members.values())


class _Stories:
    """The stories so far, of articles by the order in which they came."""

    def __init__(self) -> None:
        self.members: dict[int, list[int]] = {}  # by the first of them
        self._story: list[int] = []
        self._desk = Desk()
        self._sums = clusters.Sums(self._desk)

    def add(self, vector: links.Vector, day: int | None, beside: Sequence[int]) -> None:
        """One more article, and those it is looked at beside."""
        number = self._desk.put(day, list(vector), [round(w / links.GRAIN) for w in vector.values()])
        near = self._desk.near(number, beside, clusters.JOIN)
        self._story.append(number)
        scores = [(self._story[beside[at]], score) for at, score in near]
        sizes = {story: len(self.members[story]) for story, _ in scores}
        old = clusters.nearest(scores, sizes)
        blocks = clusters.blocks([*(self.members.pop(story) for story in old), [number]])
        rows = [b[0] if len(b) == 1 else self._sums.of(b, lambda numbers: numbers) for b in blocks]
        for part in clusters.joined(self._desk, rows):
            members = sorted(n for at in part for n in blocks[at])
            self.members[members[0]] = members
            for n in members:
                self._story[n] = members[0]


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
        return most(
            (round(vector[name] / links.GRAIN), self._rows[name][-LATEST:])
            for name in names
            if name in self._rows
        )
