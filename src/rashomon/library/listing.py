"""What is in a library, as rows: a page of articles or stories, or one story."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from rashomon.errors import LibraryError
from rashomon.library.file import Library

_ARTICLE = """SELECT article.id, outlet.name AS outlet, version.title, article.published, article.url,
    's' || article.story AS story, article.added,
    (SELECT count(*) FROM version WHERE version.article = article.number) AS versions, article.number
    FROM article JOIN version ON version.number = article.version
    LEFT JOIN outlet ON outlet.number = article.outlet"""
STORY = """SELECT story.number,
    (SELECT title FROM article JOIN version ON version.number = article.version WHERE article.story = story.number
     ORDER BY title IS NULL, article.published IS NULL, article.published, article.number LIMIT 1) AS title,
    count(*) AS articles, count(DISTINCT article.outlet) AS outlets,
    min(article.published) AS earliest, max(article.published) AS latest
    FROM story JOIN article ON article.story = story.number"""


@dataclass(frozen=True, slots=True)
class Listed:
    """An article of a library. ``versions``: how many were seen."""

    id: str
    outlet: str | None
    title: str | None
    published: str | None
    url: str | None
    story: str
    added: str
    versions: int


@dataclass(frozen=True, slots=True)
class Told:
    """A story: the title of its earliest article, how many articles and outlets, and when they were published."""

    id: str
    title: str | None
    articles: int
    outlets: int
    earliest: str | None
    latest: str | None


def listed(db: sqlite3.Connection, numbers: Iterable[int]) -> Iterator[Listed]:
    """Articles by their numbers, in the order given."""
    for number in numbers:
        yield Listed(*db.execute(f"{_ARTICLE} WHERE article.number = ?", (number,)).fetchone()[:-1])


def articles(
    library: Library, *, limit: int = 50, after: str | None = None, edited: bool = False
) -> tuple[list[Listed], str | None]:
    """A page of articles, the newest arrival first, and the mark of the next page; ``edited``: only those of which
    several versions were seen."""
    with library.reading() as db:
        several = (
            "AND (SELECT count(*) FROM version WHERE version.article = article.number) > 1" if edited else ""
        )
        rows = db.execute(
            f"{_ARTICLE} WHERE article.number < ? {several} ORDER BY article.number DESC LIMIT ?",
            (_mark(after), limit + 1),
        ).fetchall()
    found = [Listed(*row[:-1]) for row in rows[:limit]]
    return found, str(rows[limit - 1][-1]) if len(rows) > limit else None


def stories(
    library: Library, *, outlets: int = 1, limit: int = 50, after: str | None = None
) -> tuple[list[Told], str | None]:
    """A page of stories with at least so many outlets, the newest first, and the mark of the next page."""
    with library.reading() as db:
        rows = db.execute(
            f"{STORY} WHERE story.number < ? GROUP BY story.number "
            "HAVING outlets >= ? OR ? <= 1 ORDER BY story.number DESC LIMIT ?",
            (_mark(after), outlets, outlets, limit + 1),
        ).fetchall()
    found = [Told(f"s{row[0]}", *row[1:]) for row in rows[:limit]]
    return found, found[-1].id[1:] if len(rows) > limit else None


def story_number(db: sqlite3.Connection, name: str) -> int:
    """The number of a story, named by itself or an article in it. Raises LibraryError when there is none."""
    row = db.execute("SELECT story FROM article WHERE id = ?", (name,)).fetchone()
    if row is None and name[:1] == "s" and name[1:].isdecimal() and len(name) < 19:
        row = db.execute("SELECT number FROM story WHERE number = ?", (int(name[1:]),)).fetchone()
    if row is None:
        raise LibraryError(f"{name!r} is no story and no article of this library")
    return int(row[0])


def story(library: Library, name: str) -> tuple[Told, list[Listed]]:
    """A story, named by itself or an article in it, and its articles in published order. Raises LibraryError when there
    is none."""
    with library.reading() as db:
        row = (story_number(db, name),)
        told = db.execute(f"{STORY} WHERE story.number = ? GROUP BY story.number", row).fetchone()
        members = db.execute(
            f"{_ARTICLE} WHERE article.story = ? ORDER BY article.published IS NULL, article.published, article.number",
            row,
        ).fetchall()
    return Told(f"s{told[0]}", *told[1:]), [Listed(*m[:-1]) for m in members]


def _mark(after: str | None) -> int:
    if after is None:
        return 2**62
    if not after.isdecimal() or len(after) > 18:
        raise LibraryError(f"{after!r} is no mark of a page; give the one the last page ended with")
    return int(after)


def as_row(value: Listed | Told | Any) -> dict[str, Any]:
    """A row of a list as an object."""
    return {name: getattr(value, name) for name in value.__slots__}
