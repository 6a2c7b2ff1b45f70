"""The versions of an article and what changed from each to the next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from rashomon.errors import LibraryError
from rashomon.library.changes import Change, changes
from rashomon.library.file import Library


@dataclass(frozen=True, slots=True)
class Version:
    """An article as it was first seen so, at ``seen`` (UTC)."""

    number: int
    seen: str
    title: str | None
    published: str | None
    origin: str
    text: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Edit:
    """What changed between two versions of an article."""

    article: str
    old: Version
    new: Version
    changes: tuple[Change, ...]


def versions(library: Library, article: str) -> list[Version]:
    """The versions of an article, the oldest first. Raises LibraryError when it is not there."""
    with library.reading() as db:
        rows = db.execute(
            "SELECT version.number, seen, title, version.published, origin, text, sha256 FROM version "
            "JOIN article ON article.number = version.article WHERE article.id = ? ORDER BY version.number",
            (article,),
        ).fetchall()
    if not rows:
        raise LibraryError(f"{article!r} is no article of this library")
    return [Version(*row) for row in rows]


def edited(library: Library) -> list[str]:
    """The ids of all articles of which more than one version was seen, in order of arrival."""
    with library.reading() as db:
        return [
            id
            for (id,) in db.execute(
                "SELECT id FROM article WHERE number IN (SELECT article FROM version GROUP BY article "
                "HAVING count(*) > 1) ORDER BY number"
            )
        ]


def edits(library: Library, article: str) -> Iterator[Edit]:
    """What changed from each version of an article to the next."""
    for old, new in pairwise(versions(library, article)):
        yield Edit(article, old, new, tuple(changes(old.text, new.text, old.title, new.title)))
