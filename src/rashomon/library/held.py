"""What a writer has at hand of the library it writes to, so that adding an article asks little of the file.

Only what one connection has read or written itself, as long as nobody else writes (``file.Connection``). All of it
is bounded: what is held does not grow with the library.
"""

from __future__ import annotations

import sqlite3
import sys
from array import array
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from rashomon.group import clusters
from rashomon.group.beside import LATEST, SOUGHT, Desk, most

# Articles of a term on either side of a day.
HALF = LATEST // 2
# Read of a term on either side of a day; held of it, at most; terms held; articles held, 1.3 kB each.
READ, LONGEST, ROWS, ARTICLES = 2 * HALF, 8 * HALF, 60_000, 100_000
# Names of terms that have a number; beyond, all is forgotten.
NAMES = 1_000_000


@dataclass(slots=True)
class _Row:
    """Articles that hold a term by (day, number), without gaps; whether none come before the first, after the last."""

    days: array[int]
    articles: array[int]
    first: bool
    last: bool

    def follows(self, day: int, article: int) -> bool:
        """Whether an article stands behind all others, and enough of them are there."""
        if not self.last or not self.days or not (self.first or len(self.days) >= HALF):
            return False
        return (day, article) > (self.days[-1], self.articles[-1])


class Held:
    """The articles of a library as arrays, and which hold a term."""

    def __init__(self) -> None:
        self.desk = Desk()
        self.sums = clusters.Sums(self.desk)
        self._articles: dict[int, int] = {}  # where they stand on the desk
        self._free: list[int] = []
        self._rows: dict[str, _Row] = {}

    def full(self) -> bool:
        """Whether it is time to begin anew."""
        return len(self.desk) > NAMES

    def articles(self, db: sqlite3.Connection, numbers: Sequence[int]) -> list[int]:
        """Where articles stand on the desk; they stand there until it is asked for others twice."""
        kept = self._articles
        found = []
        for number in numbers:
            row = kept.pop(number, None)
            if row is None:
                day, names, weights = db.execute(
                    "SELECT day, names, weights FROM vector WHERE article = ?", (number,)
                ).fetchone()
                row = self._put(day, names.split("\n") if names else (), weights)
            kept[number] = row  # the last used stand last
            found.append(row)
        self._bounded(len(found))
        return found

    def _put(self, day: int | None, names: Sequence[str], weights: bytes) -> int:
        return self.desk.put(day, names, weights, self._free.pop() if self._free else None)

    def _bounded(self, least: int) -> None:
        kept = self._articles
        while len(kept) > max(ARTICLES, least):
            self._free.append(kept.pop(next(iter(kept))))

    def add(
        self, db: sqlite3.Connection, number: int, day: int | None, names: Sequence[str], weights: bytes
    ) -> list[tuple[int, float]]:
        """An article that is about to be written; the articles beside it, with their scores, that may be joined to it.
        Beside it are those that share most with it by its heaviest terms, of each term those nearest in time."""
        grains = array("H", weights[: 2 * SOUGHT])
        if sys.byteorder == "big":
            grains.byteswap()
        at = day or 0
        sought = [self._taken(db, name, at, number) for name in names[:SOUGHT]]
        beside = most(zip(grains, sought, strict=True))
        others = self.articles(db, beside)
        one = self._articles[number] = self._put(day, names, weights)
        return [(beside[n], score) for n, score in self.desk.near(one, others, clusters.JOIN)]

    def _taken(self, db: sqlite3.Connection, term: str, at: int, number: int) -> array[int]:
        """Of the articles with a term, HALF up to a day and HALF after it; from now on this one is among them."""
        row = self._rows.get(term)
        if row is not None and row.follows(at, number):
            found = row.articles[-HALF:]
            row.days.append(at)
            row.articles.append(number)
            self._shortened(row)
            return found
        if row is not None:
            place = bisect_right(row.days, at)
            before, after = row.first or place >= HALF, row.last or len(row.days) - place >= HALF
        if row is None or not (before and after):
            row = self._rows[term] = _read(db, term, at)
            place = bisect_right(row.days, at)
            if len(self._rows) > ROWS:
                del self._rows[next(iter(self._rows))]
        found = row.articles[max(0, place - HALF) : place + HALF]
        if (place or row.first) and (place < len(row.days) or row.last):
            while place and row.days[place - 1] == at and row.articles[place - 1] > number:
                place -= 1
            if place or row.first:
                row.days.insert(place, at)
                row.articles.insert(place, number)
        self._shortened(row)
        return found

    def _shortened(self, row: _Row) -> None:
        if len(row.days) > LONGEST:  # articles mostly come in the order of their days
            del row.days[: LONGEST // 2], row.articles[: LONGEST // 2]
            row.first = False

    def remove(self, number: int, names: Sequence[str]) -> None:
        """An article that is about to be written anew."""
        if number in self._articles:
            self._free.append(self._articles.pop(number))
        self.sums.forget()
        for name in names[:SOUGHT]:
            self._rows.pop(name, None)


def _read(db: sqlite3.Connection, term: str, at: int) -> _Row:
    before = db.execute(
        "SELECT day, article FROM sought WHERE term = ? AND day <= ? ORDER BY day DESC, article DESC LIMIT ?",
        (term, at, READ),
    ).fetchall()
    after = db.execute(
        "SELECT day, article FROM sought WHERE term = ? AND day > ? ORDER BY day, article LIMIT ?",
        (term, at, READ),
    ).fetchall()
    both = before[::-1] + after
    return _Row(
        array("i", [d for d, _ in both]),
        array("q", [n for _, n in both]),
        len(before) < READ,
        len(after) < READ,
    )
