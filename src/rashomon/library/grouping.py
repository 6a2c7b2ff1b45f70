"""Stories as articles come: a new one is linked to those like it, and what hangs together by links is grouped anew.

The same links and the same grouping as ``rashomon.group`` makes of a file at once, with one difference: how rare a
term is, only news at large says, not the articles at hand. So a link never changes while its two articles do not, and
the order of arrival is no matter but for the bound on candidates.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache

from rashomon.group import clusters, links
from rashomon.group.beside import SOUGHT
from rashomon.group.terms import terms
from rashomon.library import corrections
from rashomon.library.file import Connection
from rashomon.library.held import Held

# Articles that hang together and are grouped at once; where more do, only so many stories next to a new article.
TOGETHER, NEAREST = 300, 4


@lru_cache(maxsize=1)
def _rarity() -> links.Rarity:
    return links.Rarity()


def vector(title: str | None, text: str) -> links.Vector:
    """The weights of an article's terms; a title that its text begins with counts once."""
    apart = title if title and not text.startswith(title) else None
    return links.vector(terms(apart, text), _rarity())


def day(published: str | None) -> int | None:
    """The proleptic ordinal of a date or time, None where it is none."""
    try:
        return date.fromisoformat(published[:10]).toordinal() if published else None
    except ValueError:
        return None


def linked(db: Connection, number: int, made: links.Vector, when: int | None) -> set[int]:
    """Link an article, which may have been linked as it was before, to those like it; the articles this touches."""
    held = _held(db)
    touched = {number, *neighbours(db, [number])}
    old = db.execute("SELECT day, names FROM vector WHERE article = ?", (number,)).fetchone()
    if old is not None:
        db.execute("DELETE FROM link WHERE a = ?", (number,))
        db.execute("DELETE FROM link WHERE b = ?", (number,))
        db.executemany(
            "DELETE FROM sought WHERE term = ? AND day = ? AND article = ?",
            [(name, old[0] or 0, number) for name in old[1].split("\n")[:SOUGHT]],
        )
        held.remove(number, old[1].split("\n"))
    names = list(made)
    one = held.desk.of(when, made)
    others = held.articles(db, held.beside(db, names, one))
    near = held.desk.near(one, others, clusters.JOIN)
    db.executemany(
        "INSERT INTO link (a, b, score) VALUES (?, ?, ?)",
        [(*sorted((number, other)), score) for other, score in near],
    )
    weights = array("d", made.values()).tobytes()
    db.execute("INSERT OR REPLACE INTO vector VALUES (?, ?, ?, ?)", (number, when, "\n".join(names), weights))
    db.executemany("INSERT INTO sought VALUES (?, ?, ?)", [(n, when or 0, number) for n in names[:SOUGHT]])
    held.add(number, names, one)
    return touched


def regrouped(db: Connection, touched: Iterable[int], made: str) -> None:
    """Make stories anew of all that hangs together with these articles; a story keeps its number where most of its
    articles stay. ``made``: the time, for stories that are new."""
    left = set(touched)
    if not left:
        return
    ruled = corrections.ruled(corrections.stored(db))
    bound: dict[int, set[int]] = defaultdict(set)
    for a, b in ruled.together:
        bound[a].add(b)
        bound[b].add(a)
    crowded: set[int] = set()
    while left:
        members = _hanging(db, min(left), bound, crowded)
        left -= members
        _told(db, _grouped(db, sorted(members), ruled), made)


def everything(db: Connection, made: str) -> None:
    """Links and stories of the whole library from its texts, as if nothing had ever been grouped."""
    db.execute("DELETE FROM link")
    db.execute("DELETE FROM sought")
    db.execute("DELETE FROM vector")
    db.forget()
    rows = db.execute(
        "SELECT current.number, title, text, published FROM current JOIN article USING (number) ORDER BY current.number"
    )
    touched: set[int] = set()
    for number, title, text, published in rows.fetchall():
        touched |= linked(db, number, vector(title, text), day(published))
    regrouped(db, touched, made)


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


def _each(db: sqlite3.Connection, query: str, numbers: Iterable[int]) -> list[int]:
    """The first column of a query asked of many numbers, some at a time."""
    given, found = list(numbers), []
    for at in range(0, len(given), 500):
        part = given[at : at + 500]
        found += [row[0] for row in db.execute(query.format(",".join("?" * len(part))), part)]
    return found


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
        when, names, packed = db.execute(
            "SELECT day, names, weights FROM vector WHERE article = ?", (number,)
        ).fetchone()
        found[number] = when, dict(zip(names.split("\n") if names else (), array("d", packed), strict=True))
    return found


def _hanging(
    db: sqlite3.Connection, start: int, bound: Mapping[int, set[int]], crowded: set[int]
) -> set[int]:
    """The articles that hang together with one by links and corrections. Where they are too many, its own story and
    those it may join, with what corrections bind to them; the many are put in ``crowded``, not to be counted again."""

    def beyond(numbers: set[int]) -> set[int]:
        return {n for number in numbers for n in bound.get(number, ())}

    found = front = {start}
    while front and len(found) <= TOGETHER and start not in crowded:
        front = (neighbours(db, front) | beyond(front) | mates(db, front)) - found
        found = found | front
    if not front:
        return found
    crowded |= found
    found = mates(db, {start} | _nearest(db, start))
    while more := mates(db, beyond(found)) - found:
        found |= more
    return found


def _nearest(db: sqlite3.Connection, article: int) -> set[int]:
    """An article of each of the stories that one article is nearest to on average; a pair without a link counts as one
    with nothing in common."""
    scores: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for other, score, story in db.execute(
        "SELECT number, score, story FROM (SELECT b AS other, score FROM link WHERE a = ?1 UNION ALL "
        "SELECT a, score FROM link WHERE b = ?1) JOIN article ON number = other",
        (article,),
    ):
        if story is not None:
            scores[story].append((score, other))
    mean = {}
    for story, pairs in scores.items():
        (size,) = db.execute("SELECT count(*) FROM article WHERE story = ?", (story,)).fetchone()
        mean[story] = (sum(s for s, _ in pairs) + links.BASE * (size - len(pairs))) / size
    nearest = sorted(mean, key=lambda story: (-mean[story], story))[:NEAREST]
    # what comes in the same batch has no story yet
    alone = {n for n in neighbours(db, [article]) if _story(db, n) is None}
    return {scores[story][0][1] for story in nearest} | alone


def _story(db: sqlite3.Connection, article: int) -> int | None:
    story: int | None = db.execute("SELECT story FROM article WHERE number = ?", (article,)).fetchone()[0]
    return story


def _grouped(db: Connection, members: list[int], ruled: corrections.Ruled) -> list[list[int]]:
    """The stories among these articles."""
    made = _held(db).articles(db, members)
    hashes = dict(
        db.execute(
            "SELECT article.number, sha256 FROM article JOIN version ON version.number = article.version "
            f"WHERE article.number IN ({','.join('?' * len(members))})",
            members,
        )
    )
    # numbered by day and text, so that the order of arrival is no matter
    order = sorted(members, key=lambda n: (made[n].day or 0, hashes[n], n))
    rank = {number: n for n, number in enumerate(order)}

    def ranked(pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
        return [(rank[a], rank[b]) for a, b in pairs if a in rank and b in rank]

    edges = [
        (*sorted((rank[a], rank[b])), score)
        for a in members
        for b, score in db.execute("SELECT b, score FROM link WHERE a = ?", (a,))
        if b in rank
    ]
    parts = clusters.grouped(
        range(len(order)),
        {rank[n]: article.vector() for n, article in made.items()},
        sorted(edges),
        lambda a, b: links.apart(made[order[a]].day, made[order[b]].day),
        links.BASE,
        ranked(ruled.together),
        ranked(ruled.never),
    )
    return sorted(sorted(order[m] for m in part) for part in parts)


def _told(db: sqlite3.Connection, parts: list[list[int]], made: str) -> None:
    """Give each part a story: that of most of its articles, if no other part has more of them."""
    before = {
        n: db.execute("SELECT story FROM article WHERE number = ?", (n,)).fetchone()[0]
        for p in parts
        for n in p
    }
    shared: dict[tuple[int, int], int] = defaultdict(int)
    for number, part in enumerate(parts):
        for article in part:
            if before[article] is not None:
                shared[before[article], number] += 1
    story: dict[int, int] = {}
    for old, number in sorted(shared, key=lambda pair: (-shared[pair], pair)):
        if number not in story and old not in story.values():
            story[number] = old
    for number, part in enumerate(parts):
        if number not in story:
            fresh = db.execute("INSERT INTO story (made) VALUES (?)", (made,)).lastrowid
            assert fresh is not None
            story[number] = fresh
        moved = [(story[number], n) for n in part if before[n] != story[number]]
        db.executemany("UPDATE article SET story = ? WHERE number = ?", moved)
    for old in sorted({s for s in before.values() if s is not None} - set(story.values())):
        db.execute(
            "DELETE FROM story WHERE number = ? AND number NOT IN (SELECT story FROM article WHERE story = ?)",
            (old, old),
        )
