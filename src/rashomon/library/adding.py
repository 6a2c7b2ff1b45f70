"""Entries into the library, each as a new article, a new version of one it has, or nothing new.

An article is known again by its id where whoever made it gave one, by its address, or by outlet and title while it is
fresh and most of its words are the same: a column of one name every day is no edit.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any, Literal

from rashomon.library import grouping
from rashomon.library.entry import Entry, storable
from rashomon.library.file import Library, one
from rashomon.model import Dropped
from rashomon.words import fold, words

State = Literal["added", "changed", "unchanged"]

# A commit is made after so many articles, or seconds: it costs a write to disk, and other writers wait for it. Nothing
# else depends on where it falls.
BATCH, SECONDS = 100, 1.0
# Days between two articles of one outlet and title that may be versions, and the share of words they have in common.
FRESH, SAME = 7, 0.5


@dataclass(frozen=True, slots=True)
class Added:
    """What became of an entry: the article it is in the library, and its story when it came."""

    id: str
    state: State
    origin: str
    story: str


@dataclass(slots=True)
class _Ready:
    """An entry with all that can be worked out before the library is locked."""

    entry: Entry
    sha256: str
    heading: str | None
    sketch: grouping.Sketch


def added(
    library: Library, entries: Iterable[Entry | Dropped], *, batch: int = BATCH
) -> Iterator[list[Added | Dropped]]:
    """Each batch of entries once it is on disk, in order."""
    ready: list[_Ready | Dropped] = []
    begun = time.monotonic()
    for entry in entries:
        ready.append(_ready(entry))
        if len(ready) >= batch or time.monotonic() - begun > SECONDS:
            yield _committed(library, ready)
            ready, begun = [], time.monotonic()
    if ready:
        yield _committed(library, ready)


def _ready(entry: Entry | Dropped) -> _Ready | Dropped:
    if isinstance(entry, Dropped):
        return entry
    wrong = storable(entry)
    if wrong is not None:
        return Dropped(entry.origin, "add", wrong)
    return _Ready(
        entry,
        sha256(entry.text.encode("utf-8")).hexdigest(),
        " ".join(fold(entry.title).split()) if entry.title and entry.title.strip() else None,
        grouping.sketch(entry.title, entry.text, entry.published),
    )


def _committed(library: Library, ready: list[_Ready | Dropped]) -> list[Added | Dropped]:
    done: list[Added | Dropped] = []
    with library.writing() as db:
        seen, rules = library.clock(), grouping.Rules(db)
        searched = _Searched()
        for item in ready:
            if isinstance(item, Dropped):
                db.execute(
                    "INSERT INTO dropped (origin, stage, reason, seen) VALUES (?, ?, ?, ?)",
                    (item.origin, item.stage, item.reason, seen),
                )
                done.append(item)
                continue
            number, state = _placed(db, item, seen, searched)
            if state != "unchanged":
                grouping.linked(db, number, item.sketch)
                grouping.settled(db, [number], rules, seen)
            id, story = db.execute("SELECT id, story FROM article WHERE number = ?", (number,)).fetchone()
            done.append(Added(id, state, item.entry.origin, f"s{story}"))
        searched.written(db)
    return done


class _Searched:
    """What is to change in the index of words, kept until all else of a batch is written: most other statements have
    FTS5 write what it has of it as a segment of its own, to be merged later."""

    def __init__(self) -> None:
        self._changes: list[tuple[str | None, int, str | None, str]] = []

    def remove(self, number: int, title: str | None, text: str) -> None:
        """An article as it was."""
        self._changes.append(("delete", number, title, text))

    def add(self, number: int, title: str | None, text: str) -> None:
        """An article as it is."""
        self._changes.append((None, number, title, text))

    def written(self, db: sqlite3.Connection) -> None:
        """All changes, in order."""
        for command, number, title, text in self._changes:
            if command is None:
                db.execute("INSERT INTO search (rowid, title, text) VALUES (?, ?, ?)", (number, title, text))
            else:
                db.execute(
                    "INSERT INTO search (search, rowid, title, text) VALUES (?, ?, ?, ?)",
                    (command, number, title, text),
                )


def _placed(
    db: sqlite3.Connection, item: _Ready, seen: str, searched: _Searched
) -> tuple[int, State]:
    """The article an entry is, with a version for it if it is not the one at hand."""
    entry = item.entry
    outlet = None
    if entry.outlet:
        db.execute("INSERT OR IGNORE INTO outlet (name) VALUES (?)", (entry.outlet,))
        outlet = one(db, "SELECT number FROM outlet WHERE name = ?", (entry.outlet,))
    number = _known(db, item, outlet)
    if number is None:
        number = db.execute(
            "INSERT INTO article (id, outlet, url, heading, published, added, version) VALUES (?, ?, ?, ?, ?, ?, -1)",
            (_free(db, entry.id), outlet, entry.url, item.heading, entry.published, seen),
        ).lastrowid
        assert number is not None
        state: State = "added"
    else:
        old = db.execute(
            "SELECT rowid, title, text, sha256 FROM version WHERE number = "
            "(SELECT version FROM article WHERE number = ?)",
            (number,),
        ).fetchone()
        if old[3] == item.sha256 and old[1] == entry.title:
            return number, "unchanged"
        searched.remove(number, old[1], old[2])
        state = "changed"
    version = db.execute(
        "INSERT INTO version (article, seen, title, authors, published, language, origin, blocks, text, sha256) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(number, seen, entry.title, json.dumps(entry.authors, ensure_ascii=False), entry.published),
            *(entry.language, entry.origin, json.dumps([asdict(b) for b in entry.blocks]) or None),
            *(entry.text, item.sha256),
        ),
    ).lastrowid
    # what was not known of the article before may be known now; what was, stays
    db.execute(
        "UPDATE article SET version = ?, heading = ?, outlet = coalesce(outlet, ?), url = coalesce(url, ?), "
        "published = coalesce(published, ?) WHERE number = ?",
        (version, item.heading, outlet, entry.url, entry.published, number),
    )
    searched.add(number, entry.title, entry.text)
    return number, state


def _free(db: sqlite3.Connection, id: str) -> str:
    """The id, or where another article has it, the id with a number behind it."""
    free, n = id, 1
    while one(db, "SELECT 1 FROM article WHERE id = ?", (free,)):
        n += 1
        free = f"{id}-{n}"
    return free


def _known(db: sqlite3.Connection, item: _Ready, outlet: int | None) -> int | None:
    entry = item.entry
    same: list[Any]
    if entry.keyed:
        same = db.execute("SELECT number, url FROM article WHERE id = ?", (entry.id,)).fetchall()
        if same and (entry.url is None or same[0][1] in (None, entry.url)):
            return int(same[0][0])
    if entry.url is not None:
        same = db.execute("SELECT number FROM article WHERE url = ? ORDER BY number", (entry.url,)).fetchall()
        if same and not entry.keyed:
            return int(same[0][0])
        if same:
            return int(same[0][0])
    if outlet is None or item.heading is None:
        return None
    for number, url, day, text in db.execute(
        "SELECT article.number, url, vector.day, text FROM article JOIN version ON version.number = article.version "
        "LEFT JOIN vector ON vector.article = article.number "
        "WHERE outlet = ? AND heading = ? ORDER BY article.number DESC LIMIT 20",
        (outlet, item.heading),
    ):
        if url is not None and entry.url is not None:
            continue
        if day is not None and item.sketch.day is not None and abs(day - item.sketch.day) > FRESH:
            continue
        if _alike(text, entry.text):
            return int(number)
    return None


def _alike(a: str, b: str) -> bool:
    """Whether two texts have most of their words in common."""
    one, other = ({fold(w.of(text)) for w in words(text)} for text in (a, b))
    return len(one & other) >= SAME * len(one | other)
