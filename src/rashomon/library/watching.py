"""Feeds that are looked at again and again: one round of it, as entries of the library.

A page is asked for when a list names it for the first time, and again whenever its age has doubled since it was last
asked for: edits are mostly made soon, and a host is asked for a page some ten times in a month. What could not be read is
kept as dropped once for each reason. Known exception: an edit of a page that its feed has ceased to name is not seen.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from rashomon.errors import InputError
from rashomon.fetch import is_url
from rashomon.fetch.background import Fetcher
from rashomon.ingest import Link, read_all
from rashomon.library.adding import Added, added
from rashomon.library.entry import Entry, of_article
from rashomon.library.file import Library, one
from rashomon.model import Dropped
from rashomon.pipeline import Progress, read_each, silent, unreadable

# Days that a page which has not changed is kept to ask its host only whether it has.
KEPT = 8
# Articles that are held back for what their outlet repeats: what a kill can lose of the pages that were fetched.
HELD = 20


def addresses(sources: Iterable[str]) -> list[str]:
    """The addresses to be looked at: those given, and those of the feeds that files list. Raises InputError for a file
    that cannot be read, or lists no feed."""
    found: list[str] = []
    for source in sources:
        if is_url(source):
            found.append(source)
            continue
        rows = list(read_all(source))
        feeds = [row.url for row in rows if isinstance(row, Link) and row.kind == "list"]
        if not feeds:
            lost = next((row.reason for row in rows if isinstance(row, Dropped)), None)
            raise InputError(source, lost or "lists no feed; name an OPML file, or a feed by its address")
        found += feeds
    return list(dict.fromkeys(found))


def once(
    library: Library,
    fetcher: Fetcher,
    sources: Iterable[str],
    again: list[Dropped],
    *,
    progress: Progress = silent,
) -> Iterator[list[Added | Dropped]]:
    """One round: what became of all that these addresses lead to, each batch once it is on disk. ``again`` receives
    what was dropped before for the same reason."""
    now = library.clock()
    asked: list[str] = []
    seen: set[str] = set()

    def following(link: Link) -> bool:
        if link.url in seen:
            return False
        seen.add(link.url)
        if link.kind == "page":
            if not _due(library, link.url, now):
                return False
            asked.append(link.url)
        return True

    def entries() -> Iterator[Entry | Dropped]:
        rows = read_each(sources, fetcher=fetcher, following=following, window=HELD, progress=progress)
        for found in rows:
            row = found if isinstance(found, Dropped) else unreadable(found) or of_article(found)
            if isinstance(row, Dropped) and _told(library, row):
                again.append(row)
            else:
                yield row

    yield from added(library, entries())
    # at the end: of a round that was broken off every page is asked for again
    with library.writing() as db:
        db.executemany(
            "INSERT INTO page (url, first, last) VALUES (?1, ?2, ?2) ON CONFLICT (url) DO UPDATE SET last = ?2",
            [(url, now) for url in asked],
        )


def _due(library: Library, url: str, now: str) -> bool:
    with library.reading() as db:
        row = db.execute("SELECT first, last FROM page WHERE url = ?", (url,)).fetchone()
    if row is None:
        return True
    first, last, today = (datetime.fromisoformat(t) for t in (*row, now))
    return today - last >= last - first


def _told(library: Library, row: Dropped) -> bool:
    """Whether that was dropped before for the same reason."""
    with library.reading() as db:
        query = "SELECT 1 FROM dropped WHERE origin = ? AND stage = ? AND reason = ?"
        return one(db, query, (row.origin, row.stage, row.reason)) is not None


def tidied(folder: Path) -> None:
    """Remove the pages in ``folder`` that have not changed for KEPT days."""
    oldest = time.time() - timedelta(days=KEPT).total_seconds()
    with suppress(OSError):
        for file in folder.glob("*.page"):
            if file.stat().st_mtime < oldest:
                file.unlink(missing_ok=True)
