"""Whether a library is whole, and a copy of it."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from rashomon.errors import LibraryError
from rashomon.library import corrections, schema
from rashomon.library.file import Library, one


@dataclass(frozen=True, slots=True)
class Report:
    """How much is in a library, what is wrong with it, and which corrections contradict later ones."""

    articles: int
    versions: int
    stories: int
    corrections: int
    dropped: int
    problems: tuple[str, ...]
    overruled: tuple[str, ...]


def check(library: Library) -> Report:
    """Everything that can be proved of a library; it must be open for writing, the index is asked by a write."""
    with library.writing() as db:
        problems = list(_problems(db))
        counts = [
            int(one(db, f"SELECT count(*) FROM {table}"))
            for table in ("article", "version", "story", "correction", "dropped")
        ]
        overruled = tuple(overruled_lines(db, corrections.ruled(corrections.stored(db))))
    articles, versions, stories, made, dropped = counts
    return Report(articles, versions, stories, made, dropped, tuple(problems), overruled)


def overruled_lines(db: sqlite3.Connection, ruled: corrections.Ruled) -> Iterator[str]:
    """A sentence for each pair of articles of which corrections say the opposite."""
    names = dict(db.execute("SELECT number, id FROM article"))
    for row in ruled.overruled:
        by = " and ".join(map(str, row.by))
        yield f"correction {row.correction} is overruled by {by} for {names[row.a]} and {names[row.b]}"


def backup(library: Library, target: Path) -> None:
    """A copy of one state of the library at ``target``, complete or not there at all. Raises LibraryError when there is
    a file already, or it cannot be written."""
    if target.exists():
        raise LibraryError(f"{target}: is there already; name a new file")
    part = target.with_name(target.name + ".part")
    try:
        part.unlink(missing_ok=True)
        copy = sqlite3.connect(part)
        try:
            library.db.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
        finally:
            copy.close()
        part.replace(target)
    except (OSError, sqlite3.Error) as error:
        part.unlink(missing_ok=True)
        raise LibraryError(f"{target}: {error}") from error


def _problems(db: sqlite3.Connection) -> Iterator[str]:
    for (line,) in db.execute("PRAGMA integrity_check"):
        if line != "ok":
            yield f"the file: {line}"
    for table, row, parent, _ in db.execute("PRAGMA foreign_key_check"):
        yield f"{table} {row}: names a row of {parent} that is not there"
    try:
        db.execute("INSERT INTO search (search, rank) VALUES ('integrity-check', 1)")
    except sqlite3.DatabaseError:
        yield "the index of words does not fit the texts"
    for number, text, digest in db.execute("SELECT number, text, sha256 FROM version"):
        if sha256(text.encode("utf-8", "surrogatepass")).hexdigest() != digest:
            yield f"version {number}: its text is not the one that was added"
    for table in ("annotation", "comparison"):
        for row, result in db.execute(f"SELECT rowid, result FROM {table} WHERE result IS NOT NULL"):
            try:
                zlib.decompress(result)
            except zlib.error:
                yield f"{table} {row}: is damaged"
    for what, query in _RULES:
        for (name,) in db.execute(query):
            yield f"{name}: {what}"
    if one(db, "PRAGMA user_version") != len(schema.MIGRATIONS):
        yield "its schema is not of this version"
    ruled = corrections.ruled(corrections.stored(db))
    story = dict(db.execute("SELECT number, story FROM article"))
    for pairs, same in ((ruled.together, True), (ruled.never, False)):
        for a, b in pairs:
            if (story[a] == story[b]) is not same:
                yield f"articles {a} and {b}: a correction does not hold"


_RULES = (
    ("has no story", "SELECT id FROM article WHERE story IS NULL"),
    (
        "its version is another article's",
        "SELECT id FROM article JOIN version ON version.number = article.version WHERE version.article != article.number",
    ),
    (
        "its version is not the latest",
        "SELECT id FROM article WHERE version != (SELECT max(number) FROM version WHERE article = article.number)",
    ),
    ("has not been grouped", "SELECT id FROM article WHERE number NOT IN (SELECT article FROM vector)"),
    ("has no articles", "SELECT 's' || number FROM story WHERE number NOT IN (SELECT story FROM article)"),
)
