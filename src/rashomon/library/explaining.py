"""Why two articles are of one story, or are not: the evidence of their link, and the corrections that bind them."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Any

from rashomon.errors import LibraryError
from rashomon.group import clusters, links
from rashomon.library import corrections, grouping
from rashomon.library.file import Library

# Shared terms that are listed, the heaviest.
LISTED = 12

_KINDS = {"w": "word", "l": "lead", "n": "name", "f": "figure"}


@dataclass(frozen=True, slots=True)
class Why:
    """The evidence for one story of two articles. ``score``: log odds; at ``needed`` two articles alone are joined.
    ``terms``: (kind, term, log odds added); ``days``: between them, None where one is not known; ``days_take``: log
    odds lost to time; ``by``: corrections that bind the two or set them apart; ``through``: articles of the story that
    are linked to both."""

    a: str
    b: str
    together: bool
    score: float
    needed: float
    terms: tuple[tuple[str, str, float], ...]
    shared: int
    base: float
    days: int | None
    days_take: float
    by: tuple[str, ...]
    through: tuple[str, ...]


def why(library: Library, a: str, b: str) -> Why:
    """The evidence for two articles, by their ids. Raises LibraryError when one is not there."""
    with library.reading() as db:
        one, other = _article(db, a), _article(db, b)
        if one == other:
            raise LibraryError(f"{a!r} and {b!r} are one article")
        made = grouping.vectors(db, (one, other))
        (day, left), (their_day, right) = made[one], made[other]
        both = {name: left[name] * right[name] for name in left.keys() & right.keys()}
        heaviest = sorted(both, key=lambda name: (-both[name], name))[:LISTED]
        stories = dict(db.execute("SELECT number, story FROM article WHERE number IN (?, ?)", (one, other)))
        together = stories[one] == stories[other]
        between = grouping.neighbours(db, [one]) & grouping.neighbours(db, [other]) if together else set()
        names = dict(db.execute("SELECT number, id FROM article WHERE story = ?", (stories[one],)))
        apart = links.apart(day, their_day)
        return Why(
            a=a,
            b=b,
            together=together,
            score=links.common(left, right) + links.BASE - apart,
            needed=clusters.JOIN,
            terms=tuple((_KINDS[name[0]], name[2:], both[name]) for name in heaviest),
            shared=len(both),
            base=links.BASE,
            days=None if day is None or their_day is None else abs(day - their_day),
            days_take=apart,
            by=tuple(_binding(corrections.stored(db), one, other)),
            through=tuple(names[n] for n in sorted(between) if n in names),
        )


def lines(found: Why) -> list[str]:
    """The evidence in sentences."""
    told = [f"{found.a} and {found.b} are {'in one story' if found.together else 'in two stories'}"]
    terms = ", ".join(f"{kind} “{term}” {value:+.2f}" for kind, term, value in found.terms)
    told.append(f"  {found.shared} shared terms" + (f", the heaviest: {terms}" if terms else ""))
    days = "not known for both" if found.days is None else f"{found.days} between them"
    told.append(f"  days: {days}, {-found.days_take:+.2f}")
    verdict = "enough" if found.score >= found.needed else "not enough"
    told.append(
        f"  score {found.score:.2f} (terms, days and {found.base:.2f} for nothing in common): {verdict} to join two "
        f"articles alone ({found.needed:.2f} is)"
    )
    if found.through:
        told.append(f"  linked to both in the story: {', '.join(found.through)}")
    return told + [f"  by hand: {line}" for line in found.by]


def report(found: Why) -> dict[str, Any]:
    """The evidence as data, scores rounded to four decimals."""
    return {
        "a": found.a,
        "b": found.b,
        "together": found.together,
        "score": round(found.score, 4),
        "needed": found.needed,
        "base": found.base,
        "days": found.days,
        "days_take": round(found.days_take, 4),
        "shared": found.shared,
        "terms": [{"kind": k, "term": t, "adds": round(v, 4)} for k, t, v in found.terms],
        "through": list(found.through),
        "corrections": list(found.by),
    }


def _article(db: sqlite3.Connection, id: str) -> int:
    row = db.execute("SELECT number FROM article WHERE id = ?", (id,)).fetchone()
    if row is None:
        raise LibraryError(f"{id!r} is no article of this library")
    return int(row[0])


def _binding(every: list[corrections.Correction], a: int, b: int) -> list[str]:
    told = []
    overruled = {(o.correction, frozenset((o.a, o.b))) for o in corrections.ruled(every).overruled}
    undone = corrections.undone(every)
    for c in every:
        sides = (a in c.left, b in c.left, a in c.right, b in c.right)
        apart = c.kind == "split" and ((sides[0] and sides[3]) or (sides[1] and sides[2]))
        joins = c.kind in ("merge", "pin") and sides[0] and sides[1]
        if not apart and not joins:
            continue
        state = ", taken back" if c.number in undone else ""
        if (c.number, frozenset((a, b))) in overruled:
            state = ", overruled by a later one"
        told.append(f"{c.kind} {c.number} of {c.made}{state}")
    return told
