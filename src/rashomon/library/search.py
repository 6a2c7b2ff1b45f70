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
from rashomon.words import fold
from rashomon.words import words as words_of

# Matches looked through for one page; matches among which the best are found; seconds for a page.
SCANNED, RANKED, SECONDS = 20_000, 1_000, 5.0
# Words around the found ones; letters before a star, of which every word that begins so is looked up.
AROUND, PREFIX = 24, 3
# Characters of a text that was found without words.
BEGINNING = 160

_TERM = re.compile(r'"([^"]*)"?|(\S+)')
_LETTER = re.compile(r"[^\W_]")
_STEPS = 10_000  # of SQLite's machine between two looks at the clock


@dataclass(frozen=True, slots=True)
class Filters:
    """Only articles of this outlet, published in [since, until] (days), of this story ("s12"), that report words of this
    speaker, that name this entity: a person, organisation, place or group. Of a speaker and an entity any row of whole
    words of a name will do ("Quist" finds Halla Quist); both are known of annotated articles only."""

    outlet: str | None = None
    since: str | None = None
    until: str | None = None
    story: str | None = None
    speaker: str | None = None
    entity: str | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """An article found; in ``snippet`` the words that were sought stand between ``[`` and ``]``. Where none were, it is
    how the text begins."""

    article: Listed
    snippet: str


@dataclass(frozen=True, slots=True)
class Page:
    """Articles found, and the mark behind which the next page begins; None: there is nothing more. ``unread``: articles
    looked through for this page of which speakers and names are not known, though they were asked for."""

    hits: tuple[Hit, ...]
    after: str | None
    unread: int = 0


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


def spelt(name: str) -> str:
    """A name as it is kept and looked for: its words folded, with a space before, between and behind them."""
    return f" {' '.join(fold(w.of(name)) for w in words_of(name))} "


def search(
    library: Library,
    words: str,
    *,
    filters: Filters = Filters(),
    limit: int = 20,
    after: str | None = None,
    best: bool = False,
) -> Page:
    """A page of at most ``limit`` articles that hold all of ``words``, if there are any, and pass ``filters``, newest
    arrival first, behind the mark ``after``.

    ``best``: the best by bm25 among the newest RANKED that pass, in one page. Raises OptionError when there is neither a
    word nor a filter, or the mark is none, LibraryError when the search takes too long.
    """
    query, before = query_of(words) if words.strip() else None, _mark(after)
    if query is None and (filters == Filters() or best):
        raise OptionError("a search needs a word" + (" to be the best at" if best else ", or a filter"))
    clauses, values = _where(filters)
    found, given = _FOUND if query else _ALL, (query,) if query else ()
    end = time.monotonic() + SECONDS
    with library.reading() as db:
        db.set_progress_handler(lambda: int(time.monotonic() > end), _STEPS)
        try:
            wanted = RANKED if best else limit + 1
            named, of = _named(filters)
            rows = db.execute(
                f"SELECT article.number FROM ({found}) AS found {_JOINED} {_all([*clauses, *named])} "
                "ORDER BY found.number DESC LIMIT ?",
                (*given, before, SCANNED, *values, *of, wanted),
            ).fetchall()
            numbers = [n for (n,) in rows]
            last: int | None = None
            if best:
                numbers = _best(db, query or "", numbers)[:limit]
            elif len(numbers) > limit:
                numbers = numbers[:limit]
                last = numbers[-1]
            else:
                (count, lowest) = db.execute(
                    f"SELECT count(*), min(number) FROM ({found})", (*given, before, SCANNED)
                ).fetchone()
                last = lowest if count == SCANNED else None
            unread = 0
            if named:
                (unread,) = db.execute(
                    f"SELECT count(*) FROM ({found}) AS found {_JOINED} {_all([*clauses, _UNREAD, 'found.number >= ?'])}",
                    (*given, before, SCANNED, *values, last or 0),
                ).fetchone()
            return Page(tuple(_hits(db, query, numbers)), None if last is None else str(last), unread)
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


# The articles that are looked through, newest first, by number.
_FOUND = "SELECT rowid AS number FROM search WHERE search MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT ?"
_ALL = "SELECT number FROM article WHERE number < ? ORDER BY number DESC LIMIT ?"
_JOINED = "JOIN article ON article.number = found.number LEFT JOIN outlet ON outlet.number = article.outlet"
_UNREAD = "NOT EXISTS (SELECT 1 FROM annotation WHERE annotation.version = article.version)"


def _where(filters: Filters) -> tuple[list[str], list[Any]]:
    day = "substr(article.published, 1, 10)"
    given = (
        ("outlet.name = ?", filters.outlet),
        (f"{day} >= ?", filters.since),
        (f"{day} <= ?", filters.until),
        ("'s' || article.story = ?", filters.story),
    )
    return [clause for clause, value in given if value is not None], [v for _, v in given if v is not None]


def _named(filters: Filters) -> tuple[list[str], list[Any]]:
    """The conditions that need an annotation."""
    clauses, values = [], []
    for speaks, name in ((1, filters.speaker), (0, filters.entity)):
        if name is not None:
            if not _LETTER.search(name):
                raise OptionError(f"{name!r} is no name")
            clauses.append(
                f"EXISTS (SELECT 1 FROM named WHERE version = article.version AND speaks = {speaks} AND instr(words, ?))"
            )
            values.append(spelt(name))
    return clauses, values


def _all(clauses: list[str]) -> str:
    return "WHERE " + " AND ".join(clauses) if clauses else ""


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


def _hits(db: sqlite3.Connection, query: str | None, numbers: list[int]) -> list[Hit]:
    found = []
    for number, article in zip(numbers, listed(db, numbers), strict=True):
        (snippet,) = db.execute(
            "SELECT snippet(search, 1, '[', ']', '…', ?) FROM search WHERE search MATCH ? AND rowid = ?"
            if query
            else "SELECT substr(text, 1, ?) FROM current WHERE number = ?",
            (AROUND, query, number) if query else (BEGINNING + 1, number),
        ).fetchone()
        if query is None and len(snippet) > BEGINNING:
            snippet = snippet[:BEGINNING].rpartition(" ")[0] + "…"
        found.append(Hit(article, " ".join(snippet.split())))
    return found
