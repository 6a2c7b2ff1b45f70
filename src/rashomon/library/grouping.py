"""Stories as articles come: a new one is linked to those like it, and put together anew with the stories nearest to it.

The same links and the same grouping as ``rashomon.group`` makes of a file at once, with one difference: how rare a
term is, only news at large says, not the articles at hand. So a link never changes while its two articles do not.
Every article is grouped when it comes, before the next: stories follow from the sequence of articles, wherever it is
committed, stopped or begun again.
"""

from __future__ import annotations

import sqlite3
import struct
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rashomon.group import clusters, links
from rashomon.group.beside import SOUGHT
from rashomon.library import corrections
from rashomon.library.file import Connection
from rashomon.library.held import Held
from rashomon.library.sketching import Sketch, sketch


class Rules:
    """What holds of all corrections, by article."""

    def __init__(self, db: sqlite3.Connection) -> None:
        ruled = corrections.ruled(corrections.stored(db))
        self.together: dict[int, set[int]] = defaultdict(set)
        self.never: dict[int, set[int]] = defaultdict(set)
        for pairs, sides in ((ruled.together, self.together), (ruled.never, self.never)):
            for a, b in pairs:
                sides[a].add(b)
                sides[b].add(a)


def linked(db: Connection, number: int, made: Sketch) -> list[tuple[int, float]]:
    """Link an article, which may have been linked as it was before, to those like it: which these are, and the scores."""
    held = _held(db)
    old = db.execute("SELECT day, names FROM vector WHERE article = ?", (number,)).fetchone()
    if old is not None:
        db.execute("DELETE FROM link WHERE a = ?", (number,))
        db.execute("DELETE FROM link WHERE b = ?", (number,))
        db.execute("DELETE FROM vector WHERE article = ?", (number,))
        db.executemany(
            "DELETE FROM sought WHERE term = ? AND day = ? AND article = ?",
            [(name, old[0] or 0, number) for name in old[1].split("\n")[:SOUGHT]],
        )
        held.remove(number, old[1].split("\n"))
    names = made.names.split("\n") if made.names else []
    near = held.add(db, number, made.day, names, made.weights)
    db.executemany(
        "INSERT INTO link (a, b, score) VALUES (?, ?, ?)",
        [(*sorted((number, other)), score) for other, score in near],
    )
    db.execute("INSERT INTO vector VALUES (?, ?, ?, ?)", (number, made.day, made.names, made.weights))
    db.executemany(
        "INSERT INTO sought VALUES (?, ?, ?)", [(n, made.day or 0, number) for n in names[:SOUGHT]]
    )
    return near


def placed(db: Connection, number: int, near: Sequence[tuple[int, float]], rules: Rules, made: str) -> None:
    """Put an article, new or changed, together anew with the stories nearest to it, and with its own.

    ``near``: what it is linked to; ``made``: the time, for a story that is new. A story keeps its number where most of
    its articles stay.
    """
    story = _stories(db, [number, *(other for other, _ in near)])
    own = story.pop(number)
    _settled(db, {number}, {own} if own else set(), [(story[n], score) for n, score in near], rules, made)


def corrected(db: Connection, articles: Iterable[int], rules: Rules, made: str) -> None:
    """Take the stories of articles apart, however they have grown, and put them together anew with those nearest to
    them. As ``placed`` otherwise."""
    own = mates(db, articles)
    stories = {story for story in _stories(db, own).values() if story is not None}
    scores = [
        row
        for query in (
            "SELECT b, score FROM link WHERE a IN ({})",
            "SELECT a, score FROM link WHERE b IN ({})",
        )
        for row in _rows(db, query, sorted(own))
    ]
    story = _stories(db, {other for other, _ in scores})
    _settled(db, own, stories, [(story[n], score) for n, score in scores], rules, made)


def _settled(
    db: Connection,
    own: set[int],
    theirs: set[int],
    scores: Iterable[tuple[int | None, float]],
    rules: Rules,
    made: str,
) -> None:
    """Put articles together anew with their stories and the nearest of others, by (story, score) of what is linked."""
    linked = [(story, score) for story, score in scores if story is not None and story not in theirs]
    stories = _members(db, theirs | {story for story, _ in linked})
    kept = clusters.nearest(linked, {s: len(members) for s, members in stories.items()}, len(own))
    stories = {story: stories[story] for story in (*theirs, *kept)}
    # what must be together with any of these comes along; what has not come to the library yet has no story
    asked: set[int] = set()
    while beyond := _bound(rules, stories.values(), own) - asked:
        asked |= beyond
        stories |= _members(db, {story for story in _stories(db, beyond).values() if story is not None})
    rest = [[n for n in members if n not in own] for members in stories.values()]
    blocks = clusters.blocks(
        [*([n] for n in own), *(members for members in rest if members)],
        lambda members: any(not rules.never[n].isdisjoint(members) for n in members if n in rules.never),
    )
    parts = _joined(db, blocks, rules) if len(blocks) > 1 else blocks
    _told(db, parts, {n: story for story, members in stories.items() for n in members}, made)


def everything(db: Connection, made: str) -> None:
    """Links and stories of the whole library from its texts, as if nothing had ever been grouped; a story keeps its
    number where most of its articles stay."""
    db.execute("DELETE FROM link")
    db.execute("DELETE FROM sought")
    db.execute("DELETE FROM vector")
    db.forget()
    rules = Rules(db)
    before = dict(db.execute("SELECT number, story FROM article"))
    db.execute("UPDATE article SET story = NULL")
    for number in sorted(before):
        title, text, published = db.execute(
            "SELECT title, text, article.published FROM current JOIN article USING (number) WHERE current.number = ?",
            (number,),
        ).fetchone()
        placed(db, number, linked(db, number, sketch(title, text, published)), rules, made)
    parts = defaultdict(list)
    for number, story in db.execute("SELECT number, story FROM article ORDER BY number").fetchall():
        parts[story].append(number)
    db.executemany("UPDATE article SET story = ? WHERE number = ?", [(s, n) for n, s in before.items()])
    _told(db, list(parts.values()), before, made)
    db.execute("DELETE FROM story WHERE number NOT IN (SELECT story FROM article WHERE story IS NOT NULL)")


def mates(db: sqlite3.Connection, articles: Iterable[int]) -> set[int]:
    """These and all other articles of their stories."""
    given = set(articles)
    return given | set(
        _each(
            db,
            "SELECT number FROM article WHERE story IN (SELECT story FROM article WHERE number IN ({}))",
            given,
        )
    )


def _rows(db: sqlite3.Connection, query: str, numbers: Iterable[int]) -> list[tuple[Any, ...]]:
    """The rows of a query asked of many numbers, some at a time."""
    given = list(numbers)
    found: list[tuple[Any, ...]] = []
    for at in range(0, len(given), 500):
        part = given[at : at + 500]
        found += db.execute(query.format(",".join("?" * len(part))), part)
    return found


def _each(db: sqlite3.Connection, query: str, numbers: Iterable[int]) -> list[int]:
    """The first column of a query asked of many numbers."""
    return [row[0] for row in _rows(db, query, numbers)]


def neighbours(db: sqlite3.Connection, numbers: Iterable[int]) -> set[int]:
    given = list(numbers)
    return {
        *_each(db, "SELECT b FROM link WHERE a IN ({})", given),
        *_each(db, "SELECT a FROM link WHERE b IN ({})", given),
    }


def _held(db: Connection) -> Held:
    """What this connection has at hand."""
    if db.held is None or db.held.full():
        db.held = Held()
    held: Held = db.held
    return held


def vectors(db: sqlite3.Connection, numbers: Iterable[int]) -> dict[int, tuple[int | None, links.Vector]]:
    """Day and terms of articles."""
    found: dict[int, tuple[int | None, links.Vector]] = {}
    for number in numbers:
        when, names, grains = db.execute(
            "SELECT day, names, weights FROM vector WHERE article = ?", (number,)
        ).fetchone()
        weights = [links.GRAIN * grain for (grain,) in struct.iter_unpack("<H", grains)]
        found[number] = when, dict(zip(names.split("\n") if names else (), weights, strict=True))
    return found


def _stories(db: sqlite3.Connection, numbers: Iterable[int]) -> dict[int, int | None]:
    """The story of each article, None where it has not been grouped yet."""
    return dict(_rows(db, "SELECT number, story FROM article WHERE number IN ({})", numbers))


def _members(db: sqlite3.Connection, stories: Iterable[int]) -> dict[int, list[int]]:
    """The articles of each story, in order."""
    found: dict[int, list[int]] = defaultdict(list)
    query = "SELECT story, number FROM article WHERE story IN ({}) ORDER BY story, number"
    for story, number in _rows(db, query, sorted(stories)):
        found[story].append(number)
    return dict(found)


def _bound(rules: Rules, stories: Iterable[Sequence[int]], own: set[int]) -> set[int]:
    """Articles that must be together with these and are not among them."""
    if not rules.together:
        return set()
    here = own.union(*stories)
    return {other for n in here if n in rules.together for other in rules.together[n]} - here


def _joined(db: Connection, blocks: Sequence[Sequence[int]], rules: Rules) -> list[list[int]]:
    """The stories that articles and grown stories make."""
    held = _held(db)
    grown = {b[0]: held.sums.of(b, lambda numbers: held.articles(db, numbers)) for b in blocks if len(b) > 1}
    single = iter(held.articles(db, [b[0] for b in blocks if len(b) == 1]))
    rows = [next(single) if len(b) == 1 else grown[b[0]] for b in blocks]
    at = {n: number for number, block in enumerate(blocks) for n in block}

    def pairs(sides: Mapping[int, set[int]]) -> list[tuple[int, int]]:
        return sorted({(at[n], at[other]) for n in at if n in sides for other in sides[n] if other in at})

    parts = clusters.joined(held.desk, rows, pairs(rules.together), pairs(rules.never))
    return [sorted(n for number in part for n in blocks[number]) for part in parts]


def _told(
    db: Connection, parts: Sequence[Sequence[int]], before: Mapping[int, int | None], made: str
) -> None:
    """Give each part a story: that of most of its articles, if no other part has more of them."""
    shared: dict[tuple[int, int], int] = defaultdict(int)
    for number, part in enumerate(parts):
        for article in part:
            old = before.get(article)
            if old is not None:
                shared[old, number] += 1
    story: dict[int, int] = {}
    taken: set[int] = set()
    for old, number in sorted(shared, key=lambda pair: (-shared[pair], pair)):
        if number not in story and old not in taken:
            story[number] = old
            taken.add(old)
    moved = []
    for number, part in enumerate(parts):
        if number not in story:
            fresh = db.execute("INSERT INTO story (made) VALUES (?)", (made,)).lastrowid
            assert fresh is not None
            story[number] = fresh
        moved += [(story[number], n) for n in part if before.get(n) != story[number]]
    db.executemany("UPDATE article SET story = ? WHERE number = ?", moved)
    for old in sorted({s for s in before.values() if s is not None} - set(story.values())):
        db.execute(
            "DELETE FROM story WHERE number = ? AND number NOT IN (SELECT story FROM article WHERE story = ?)",
            (old, old),
        )
