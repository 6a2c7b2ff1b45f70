"""Full text of the articles as they are now, newest first, a page at a time.

Bounded: the matches of a page are looked through from where the last page ended, no more than SCANNED of them; if the
filters have let too few pass by then, the page is short and says where to go on. A query that finds nothing in
SECONDS is given up. Paging is by the number of the article, so that what is added meanwhile shifts nothing.
"""

from __future__ import annotations

import re
import sqlite3
import time
from dataclasses import dataclass
from typing import Any

from rashomon.errors import LibraryError, OptionError
from rashomon.library.file import Library
from rashomon.library.listing import Listed, listed

# Matches looked through for one page; matches among which the best are found; seconds for a page.
SCANNED, RANKED, SECONDS = 20_000, 1_000, 5.0
# Words around the found ones; letters before a star, of which every word that begins so is looked up.
AROUND, PREFIX = 24, 3

_TERM = re.compile(r'"([^"]*)"?|(\S+)')
_LETTER = re.compile(r"[^\W_]")
_STEPS = 10_000  # of SQLite's machine between two looks at the clock


@dataclass(frozen=True, slots=True)
class Filters:
    """Only articles of this outlet, published in [since, until] (days), of this story ("s12")."""

    outlet: str | None = None
    since: str | None = None
    until: str | None = None
    story: str | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """An article found; in ``snippet`` the words that were sought stand between ``[`` and ``]``."""

    article: Listed
    snippet: str


@dataclass(frozen=True, slots=True)
class Page:
    """Articles found, and the mark behind which the next page begins; None: there is nothing more."""

    hits: tuple[Hit, ...]
    after: str | None


def query_of(words: str) -> str:
    """What was asked for in the language of FTS5: all words, in any order; "words in a row"; begin*.

    Raises OptionError when there is no word in it.
    """
    parts = []
    for match in _TERM.finditer(words):
        term = match[1] if match[1] is not None else match[2]
        if not _LETTER.search(term):
            continue
        begins = match[1] is None and term.endswith("*")
        if begins and len(term.rstrip("*")) < PREFIX:
            raise OptionError(f"{term}: write at least {PREFIX} letters before the star")
        parts.append('"' + term.rstrip("*").replace('"', '""') + '"' + ("*" if begins else ""))
    if not parts:
        raise OptionError("a search needs a word")
    return " ".join(parts)


def search(
    library: Library,
    words: str,
    *,
    filters: Filters = Filters(),
    limit: int = 20,
    after: str | None = None,
    best: bool = False,
) -> Page:
    """A page of at most ``limit`` articles that hold all of ``words``, newest arrival first, behind the mark ``after``.

    ``best``: the best by bm25 among the newest RANKED that pass, in one page. Raises OptionError for a query without
    words or a mark that is none, LibraryError when the search takes too long.
    """
    query, before = query_of(words), _mark(after)
    clauses, values = _where(filters)
    end = time.monotonic() + SECONDS
    with library.reading() as db:
        db.set_progress_handler(lambda: int(time.monotonic() > end), _STEPS)
        try:
            wanted = RANKED if best else limit + 1
            rows = db.execute(
                "SELECT article.number FROM (SELECT rowid AS number FROM search WHERE search MATCH ? AND rowid < ? "
                "ORDER BY rowid DESC LIMIT ?) AS found JOIN article ON article.number = found.number "
                f"LEFT JOIN outlet ON outlet.number = article.outlet {clauses} "
                "ORDER BY found.number DESC LIMIT ?",
                (query, before, SCANNED, *values, wanted),
            ).fetchall()
            numbers = [n for (n,) in rows]
            if best:
                return Page(tuple(_hits(db, query, _best(db, query, numbers)[:limit])), None)
            last: int | None = None
            if len(numbers) > limit:
                numbers = numbers[:limit]
                last = numbers[-1]
            else:
                (count, lowest) = db.execute(
                    "SELECT count(*), min(number) FROM (SELECT rowid AS number FROM search WHERE search MATCH ? "
                    "AND rowid < ? ORDER BY rowid DESC LIMIT ?)",
                    (query, before, SCANNED),
                ).fetchone()
                last = lowest if count == SCANNED else None
            return Page(tuple(_hits(db, query, numbers)), None if last is None else str(last))
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
                raise LibraryError(f"the search took more than {SECONDS:g} s: add a rarer word") from error
            raise
        finally:
            db.set_progress_handler(None, 0)


def _mark(after: str | None) -> int:
    if after is None:
        return 2**62
    if not after.isdecimal() or len(after) > 18:
        raise OptionError(f"{after!r} is no mark of a page; give the one the last page ended with")
    return int(after)


def _where(filters: Filters) -> tuple[str, list[Any]]:
    clauses, values = [], []
    if filters.outlet is not None:
        clauses.append("outlet.name = ?")
        values.append(filters.outlet)
    if filters.since is not None:
        clauses.append("substr(article.published, 1, 10) >= ?")
        values.append(filters.since)
    if filters.until is not None:
        clauses.append("substr(article.published, 1, 10) <= ?")
        values.append(filters.until)
    if filters.story is not None:
        clauses.append("'s' || article.story = ?")
        values.append(filters.story)
    return ("WHERE " + " AND ".join(clauses) if clauses else ""), values


def _best(db: sqlite3.Connection, query: str, numbers: list[int]) -> list[int]:
    if not numbers:
        return []
    chosen = set(numbers)
    rows = db.execute(
        "SELECT rowid, bm25(search, 4.0, 1.0) FROM search WHERE search MATCH ? AND rowid BETWEEN ? AND ?",
        (query, numbers[-1], numbers[0]),
    )
    scored = sorted((score, -n) for n, score in rows if n in chosen)
    return [-n for _, n in scored]


def _hits(db: sqlite3.Connection, query: str, numbers: list[int]) -> list[Hit]:
    found = []
    for number, article in zip(numbers, listed(db, numbers), strict=True):
        snippet = db.execute(
            "SELECT snippet(search, 1, '[', ']', '…', ?) FROM search WHERE search MATCH ? AND rowid = ?",
            (AROUND, query, number),
        ).fetchone()[0]
        found.append(Hit(article, " ".join(snippet.split())))
    return found
