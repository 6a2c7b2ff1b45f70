"""Entries into the library, each as a new article, a new version of one it has, or nothing new.

An article is known again by its id where whoever made it gave one, by its address, or by outlet and title while it is
fresh and most of its words are the same: a column of one name every day is no edit.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from functools import partial
from hashlib import sha256
from typing import Any, Literal

from rashomon.library import grouping
from rashomon.library.entry import Entry, storable
from rashomon.library.file import Library, one
from rashomon.library.sketching import Second, Sketch, sketch
from rashomon.model import Dropped
from rashomon.words import fold, words

State = Literal["added", "changed", "unchanged"]

# A commit is made after so many articles, or seconds: it costs a write to disk, and other writers wait for it. Nothing
# else depends on where it falls.
BATCH, SECONDS = 500, 1.0
# Batches after which a second process is worth its start.
ALONE = 2
# Days between two articles of one outlet and title that may be versions, and the share of words they have in common.
FRESH, SAME = 7, 0.5


@dataclass(frozen=True, slots=True)
class Added:
    """What became of an entry: the article it is in the library, and its story when it came."""

    id: str
    state: State
    origin: str
    story: str


def added(
    library: Library, entries: Iterable[Entry | Dropped], *, batch: int = BATCH, ahead: bool = False
) -> Iterator[list[Added | Dropped]]:
    """Each batch of entries once it is on disk, in order.

    ``ahead``: once much has come a second process sketches each full batch while the one before is written, so that it
    is told of one batch later. The same stories come of it.
    """
    with ExitStack() as stack:
        second: Second | None = None
        waiting: Callable[[], list[Added | Dropped]] | None = None
        for number, part in enumerate(_parts(entries, batch)):
            given = [_checked(entry) for entry in part]
            asked = [(e.title, e.text, e.published) for e in given if isinstance(e, Entry)]
            full = ahead and len(part) == batch and number >= ALONE
            if full:
                second = second or stack.enter_context(Second())
                sketches = second.begin(asked)
            if waiting is not None:
                yield waiting()
                waiting = None
            if full:
                waiting = partial(_written, library, given, sketches)
            else:
                yield _committed(library, given, [sketch(*row) for row in asked])
        if waiting is not None:
            yield waiting()


def _parts(entries: Iterable[Entry | Dropped], batch: int) -> Iterator[list[Entry | Dropped]]:
    """Entries by the number, or what has come in SECONDS."""
    part: list[Entry | Dropped] = []
    begun = time.monotonic()
    for entry in entries:
        part.append(entry)
        if len(part) >= batch or time.monotonic() - begun > SECONDS:
            yield part
            part, begun = [], time.monotonic()
    if part:
        yield part


def _checked(entry: Entry | Dropped) -> Entry | Dropped:
    wrong = None if isinstance(entry, Dropped) else storable(entry)
    return entry if wrong is None else Dropped(entry.origin, "add", wrong)


def _written(
    library: Library, given: Sequence[Entry | Dropped], sketches: Callable[[], list[Sketch]]
) -> list[Added | Dropped]:
    return _committed(library, given, sketches())


def _committed(
    library: Library, given: Sequence[Entry | Dropped], sketches: Sequence[Sketch]
) -> list[Added | Dropped]:
    done: list[Added | Dropped] = []
    with library.writing() as db:
        seen, rules = library.clock(), grouping.Rules(db)
        searched = _Searched()
        sketched = iter(sketches)
        for item in given:
            if isinstance(item, Dropped):
                db.execute(
                    "INSERT INTO dropped (origin, stage, reason, seen) VALUES (?, ?, ?, ?)",
                    (item.origin, item.stage, item.reason, seen),
                )
                done.append(item)
                continue
            made = next(sketched)
            number, state = _placed(db, item, made.day, seen, searched)
            if state != "unchanged":
                grouping.placed(db, number, grouping.linked(db, number, made), rules, seen)
            id, story = db.execute("SELECT id, story FROM article WHERE number = ?", (number,)).fetchone()
            done.append(Added(id, state, item.origin, f"s{story}"))
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
    db: sqlite3.Connection, entry: Entry, day: int | None, seen: str, searched: _Searched
) -> tuple[int, State]:
    """The article an entry is, with a version for it if it is not the one at hand."""
    outlet = None
    digest = sha256(entry.text.encode("utf-8")).hexdigest()
    heading = " ".join(fold(entry.title).split()) if entry.title and entry.title.strip() else None
    if entry.outlet:
        db.execute("INSERT OR IGNORE INTO outlet (name) VALUES (?)", (entry.outlet,))
        outlet = one(db, "SELECT number FROM outlet WHERE name = ?", (entry.outlet,))
    number = _known(db, entry, day, heading, outlet)
    if number is None:
        number = db.execute(
            "INSERT INTO article (id, outlet, url, heading, published, added, version) VALUES (?, ?, ?, ?, ?, ?, -1)",
            (_free(db, entry.id), outlet, entry.url, heading, entry.published, seen),
        ).lastrowid
        assert number is not None
        state: State = "added"
    else:
        old = db.execute(
            "SELECT rowid, title, text, sha256 FROM version WHERE number = "
            "(SELECT version FROM article WHERE number = ?)",
            (number,),
        ).fetchone()
        if old[3] == digest and old[1] == entry.title:
            return number, "unchanged"
        searched.remove(number, old[1], old[2])
        state = "changed"
    version = db.execute(
        "INSERT INTO version (article, seen, title, authors, published, language, origin, blocks, text, sha256) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(number, seen, entry.title, json.dumps(entry.authors, ensure_ascii=False), entry.published),
            *(entry.language, entry.origin, json.dumps([asdict(b) for b in entry.blocks]) or None),
            *(entry.text, digest),
        ),
    ).lastrowid
    # what was not known of the article before may be known now; what was, stays
    db.execute(
        "UPDATE article SET version = ?, heading = ?, outlet = coalesce(outlet, ?), url = coalesce(url, ?), "
        "published = coalesce(published, ?) WHERE number = ?",
        (version, heading, outlet, entry.url, entry.published, number),
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


def _known(
    db: sqlite3.Connection, entry: Entry, day: int | None, heading: str | None, outlet: int | None
) -> int | None:
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
    if outlet is None or heading is None:
        return None
    for number, url, theirs, text in db.execute(
        "SELECT article.number, url, vector.day, text FROM article JOIN version ON version.number = article.version "
        "LEFT JOIN vector ON vector.article = article.number "
        "WHERE outlet = ? AND heading = ? ORDER BY article.number DESC LIMIT 20",
        (outlet, heading),
    ):
        if url is not None and entry.url is not None:
            continue
        if theirs is not None and day is not None and abs(theirs - day) > FRESH:
            continue
        if _alike(text, entry.text):
            return int(number)
    return None


def _alike(a: str, b: str) -> bool:
    """Whether two texts have most of their words in common."""
    one, other = ({fold(w.of(text)) for w in words(text)} for text in (a, b))
    return len(one & other) >= SAME * len(one | other)
