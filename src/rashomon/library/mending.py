"""Stories put right by hand: merge, split, pin, and the taking back of one of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any

from rashomon.errors import LibraryError
from rashomon.library import corrections, grouping
from rashomon.library.file import Library
from rashomon.library.upkeep import overruled_lines


def named(db: sqlite3.Connection, name: str) -> list[int]:
    """The articles a name means: an article's id, or a story ("s12") for all of its articles.

    Raises LibraryError when there is neither.
    """
    found = [n for (n,) in db.execute("SELECT number FROM article WHERE id = ?", (name,))]
    if not found and name[:1] == "s" and name[1:].isdecimal() and len(name) < 19:
        found = [
            n
            for (n,) in db.execute(
                "SELECT number FROM article WHERE story = ? ORDER BY number", (int(name[1:]),)
            )
        ]
    if not found:
        raise LibraryError(f"{name!r} is no article and no story of this library")
    return found


def correct(
    library: Library, kind: corrections.Kind, left: Sequence[str], right: Sequence[str] = ()
) -> corrections.Ruled:
    """Merge, split or pin articles and stories by name, and group anew what that touches; what holds of all now.

    ``pin``: the articles of each story of ``left`` stay together. A split without ``right`` sets the articles apart
    from all others of their stories. Raises LibraryError when a name means nothing, or there is nothing to correct.
    """
    with library.writing() as db:
        one = {n for name in left for n in named(db, name)}
        other = {n for name in right for n in named(db, name)}
        if kind == "pin":
            one = grouping.mates(db, one)
        if kind == "split" and not right:
            other = grouping.mates(db, one) - one
        if one & other:
            raise LibraryError("an article cannot be set apart from itself")
        if kind == "split" and not other:
            raise LibraryError("there is no other article in that story to be set apart from")
        if kind != "split" and len(one) < 2:
            raise LibraryError("one article alone is together with itself; name another")
        made = library.clock()
        corrections.store(db, kind, made, one, other)
        grouping.corrected(db, one | other, grouping.Rules(db), made)
        return corrections.ruled(corrections.stored(db))


def undo(library: Library, number: int) -> corrections.Ruled:
    """Take a correction back, which itself is kept as a correction. Raises LibraryError when there is none."""
    with library.writing() as db:
        every = {c.number: c for c in corrections.stored(db)}
        if number not in every or every[number].kind == "undo":
            raise LibraryError(f"there is no merge, split or pin with the number {number}")
        made = library.clock()
        corrections.store(db, "undo", made, undoes=number)
        sides = {*every[number].left, *every[number].right}
        grouping.corrected(db, sides, grouping.Rules(db), made)
        return corrections.ruled(corrections.stored(db))


def regroup(library: Library) -> corrections.Ruled:
    """All links and stories anew from the texts, the corrections replayed; what holds of them."""
    with library.writing() as db:
        grouping.everything(db, library.clock())
        return corrections.ruled(corrections.stored(db))


def listed(library: Library) -> tuple[list[dict[str, Any]], list[str]]:
    """Every correction as an object, and a sentence for each pair of which two say the opposite."""
    with library.reading() as db:
        names = dict(db.execute("SELECT number, id FROM article"))
        every = corrections.stored(db)
        ruled = corrections.ruled(every)
        told = list(overruled_lines(db, ruled))
    contradicted = {o.correction for o in ruled.overruled}
    taken_back = corrections.undone(every)
    rows = [
        {
            "number": c.number,
            "kind": c.kind,
            "made": c.made,
            "left": [names[n] for n in c.left],
            "right": [names[n] for n in c.right],
            "undoes": c.undoes,
            "state": "taken back"
            if c.number in taken_back
            else "overruled in part"
            if c.number in contradicted
            else "holds",
        }
        for c in every
    ]
    return rows, told
