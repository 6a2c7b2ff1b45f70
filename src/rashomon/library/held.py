"""What a writer has at hand of the library it writes to, so that adding an article asks little of the file.

Only what one connection has read or written itself, as long as nobody else writes (``file.Connection``). All of it
is bounded: what is held does not grow with the library.
"""

from __future__ import annotations

import sqlite3
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rashomon.group.beside import LATEST, SOUGHT, Desk, Packed, most

# Articles of a term on either side of a day.
HALF = LATEST // 2
# Read of a term on either side of a day; held of it, at most; terms held; articles held, some 2 kB each.
READ, LONGEST, ROWS, ARTICLES = 2 * HALF, 8 * HALF, 60_000, 20_000
# Names of terms that have a number; beyond, all is forgotten.
NAMES = 1_000_000


@dataclass(slots=True)
class _Row:
    """Articles that hold a term by (day, number), without gaps; whether none come before the first, after the last."""

    days: array[int]
    articles: array[int]
    first: bool
    last: bool


class Held:
    """The articles of a library as arrays, and which hold a term."""

    def __init__(self) -> None:
        self.desk = Desk()
        self._articles: dict[int, Packed] = {}
        self._rows: dict[str, _Row] = {}

    def full(self) -> bool:
        """Whether it is time to begin anew."""
        return len(self.desk) > NAMES

    def articles(self, db: sqlite3.Connection, numbers: Iterable[int]) -> dict[int, Packed]:
        """Day and terms of articles."""
        kept, found = self._articles, {}
        for number in numbers:
            row = kept.pop(number, None)
            if row is None:
                when, names, packed = db.execute(
                    "SELECT day, names, weights FROM vector WHERE article = ?", (number,)
                ).fetchone()
                row = self.desk.packed(when, names.split("\n") if names else (), packed)
            found[number] = kept[number] = row  # the last used stand last
        while len(kept) > ARTICLES:
            del kept[next(iter(kept))]
        return found

    def beside(self, db: sqlite3.Connection, names: Sequence[str], one: Packed) -> list[int]:
        """The articles that share most with one by its heaviest terms, of each term those nearest in time."""
        at = one.day or 0
        weights = one.weights[:SOUGHT].tolist()
        return most(
            [(w, self._holding(db, name, at)) for name, w in zip(names[:SOUGHT], weights, strict=True)]
        )

    def _holding(self, db: sqlite3.Connection, term: str, at: int) -> array[int]:
        """Of the articles with a term, HALF up to a day and HALF after it."""
        row = self._rows.get(term)
        if row is not None:
            place = bisect_right(row.days, at)
            before, after = row.first or place >= HALF, row.last or len(row.days) - place >= HALF
        if row is None or not (before and after):
            row = self._rows[term] = _read(db, term, at)
            place = bisect_right(row.days, at)
            if len(self._rows) > ROWS:
                del self._rows[next(iter(self._rows))]
        return row.articles[max(0, place - HALF) : place + HALF]

    def add(self, number: int, names: Sequence[str], one: Packed) -> None:
        """An article that has just been written."""
        self._articles[number] = one
        day = one.day or 0
        for name in names[:SOUGHT]:
            row = self._rows.get(name)
            if row is None:
                continue
            place = bisect_right(row.days, day)
            while place and row.days[place - 1] == day and row.articles[place - 1] > number:
                place -= 1
            if (place or row.first) and (place < len(row.days) or row.last):
                row.days.insert(place, day)
                row.articles.insert(place, number)
            if len(row.days) > LONGEST:  # articles mostly come in the order of their days
                del row.days[: LONGEST // 2], row.articles[: LONGEST // 2]
                row.first = False

    def remove(self, number: int, names: Sequence[str]) -> None:
        """An article that is about to be written anew."""
        self._articles.pop(number, None)
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
