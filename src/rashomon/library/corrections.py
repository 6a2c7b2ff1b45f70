"""Merges and splits made by hand, as pairs of articles that must or must not be in one story.

All are kept as they were made. The latest word counts: where an earlier one contradicts it, the earlier is overruled
for that pair, and said to be.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import Literal

Kind = Literal["merge", "split", "pin", "undo"]


@dataclass(frozen=True, slots=True)
class Correction:
    """What was put right: the articles of ``left`` belong together, or apart from those of ``right``."""

    number: int
    kind: Kind
    made: str
    left: tuple[int, ...]
    right: tuple[int, ...] = ()
    undoes: int | None = None


@dataclass(frozen=True, slots=True)
class Overruled:
    """A pair of articles of which two corrections say the opposite; the later one holds."""

    correction: int
    by: tuple[int, ...]
    a: int
    b: int


@dataclass(frozen=True, slots=True)
class Ruled:
    """What holds of all corrections: free of contradiction."""

    together: tuple[tuple[int, int], ...]
    never: tuple[tuple[int, int], ...]
    overruled: tuple[Overruled, ...]


def undone(corrections: Sequence[Correction]) -> frozenset[int]:
    """The numbers of those taken back."""
    return frozenset(c.undoes for c in corrections if c.undoes is not None)


def ruled(corrections: Sequence[Correction]) -> Ruled:
    """The pairs that must and must not be together, the latest correction first."""
    taken_back = undone(corrections)
    parent: dict[int, int] = {}
    foes: dict[int, dict[int, int]] = defaultdict(dict)  # set → sets apart from it, by which correction
    joined: dict[int, set[int]] = defaultdict(set)  # set → corrections that made it
    together: list[tuple[int, int]] = []
    never: list[tuple[int, int]] = []
    overruled: list[Overruled] = []

    def root(n: int) -> int:
        while parent.setdefault(n, n) != n:
            parent[n] = parent[parent[n]]
            n = parent[n]
        return n

    for c in reversed(corrections):
        if c.kind == "undo" or c.number in taken_back:
            continue
        apart = c.kind == "split"
        for a, b in product(c.left, c.right) if apart else combinations(c.left, 2):
            one, other = sorted((root(a), root(b)))
            if apart and one == other:
                overruled.append(Overruled(c.number, tuple(sorted(joined[one])), a, b))
            elif apart:
                foes[one].setdefault(other, c.number)
                foes[other].setdefault(one, c.number)
                never.append((a, b))
            elif one != other and other in foes[one]:
                overruled.append(Overruled(c.number, (foes[one][other],), a, b))
            else:
                together.append((a, b))
                joined[one].add(c.number)
                if one != other:
                    parent[other] = one
                    joined[one] |= joined.pop(other, set())
                    for foe, by in foes.pop(other, {}).items():
                        del foes[foe][other]
                        foes[one].setdefault(foe, by)
                        foes[foe].setdefault(one, by)
    return Ruled(tuple(together), tuple(never), tuple(reversed(overruled)))


def stored(db: sqlite3.Connection) -> list[Correction]:
    """All corrections ever made, in order."""
    sides: dict[int, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for number, article, side in db.execute(
        "SELECT correction, article, side FROM corrected ORDER BY correction, article"
    ):
        sides[number][side].append(article)
    return [
        Correction(number, kind, made, tuple(sides[number][0]), tuple(sides[number][1]), undoes)
        for number, kind, made, undoes in db.execute(
            "SELECT number, kind, made, undoes FROM correction ORDER BY number"
        )
    ]


def store(
    db: sqlite3.Connection,
    kind: Kind,
    made: str,
    left: Iterable[int] = (),
    right: Iterable[int] = (),
    undoes: int | None = None,
) -> int:
    """Put a correction behind the others; its number."""
    number = db.execute(
        "INSERT INTO correction (kind, undoes, made) VALUES (?, ?, ?)", (kind, undoes, made)
    ).lastrowid
    assert number is not None
    rows = [(number, a, side) for side, articles in enumerate((left, right)) for a in sorted(set(articles))]
    db.executemany("INSERT INTO corrected (correction, article, side) VALUES (?, ?, ?)", rows)
    return number
