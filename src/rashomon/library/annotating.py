"""What can be said of each article alone, kept until its text changes: for the search by speaker and by name, and for
tables. Annotating takes time, so it is done when it is asked for, and an article it was not done for is counted."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rashomon.library import stored
from rashomon.library.file import Library
from rashomon.library.mending import named
from rashomon.library.search import spelt
from rashomon.model import Annotated, Article, Comparison
from rashomon.pipeline import alone, annotate, unreadable


@dataclass(frozen=True, slots=True)
class Done:
    """What was found in an article, or the reason why it cannot be annotated; how many articles are to be done in all."""

    article: str
    attributions: int
    claims: int
    entities: int
    why: str | None
    of: int


def annotated(library: Library, names: Iterable[str] = ()) -> Iterator[Done]:
    """Annotate these articles (and those of these stories), or all, as far as that has not been done by this version;
    each is kept when it comes. Raises LibraryError when a name means nothing."""
    with library.reading() as db:
        wanted = {n for name in names for n in named(db, name)}
        left = [n for n in _left(db) if not wanted or n in wanted]
    for number in left:
        with library.reading() as db:
            article, version = stored.article(db, number), _version(db, number)
        why = unreadable(article)
        made = None if why else alone(annotate(article))
        with library.writing() as db:
            keep(db, version, made, None if why is None else why.reason, library.clock())
        counts = (0, 0, 0) if made is None else (len(made.attributions), len(made.claims), len(made.entities))
        yield Done(article.id, *counts, None if why is None else why.reason, len(left))


def keep(db: sqlite3.Connection, version: int, made: Comparison | None, why: str | None, when: str) -> None:
    """Keep what was made of a version in the place of what was before."""
    db.execute("DELETE FROM annotation WHERE version = ?", (version,))
    db.execute(
        "INSERT INTO annotation (version, tool, made, why, result) VALUES (?, ?, ?, ?, ?)",
        (version, stored.TOOL, when, why, None if made is None else stored.packed(made)),
    )
    speakers, names = (set(), set()) if made is None else _named(made)
    db.executemany(
        "INSERT INTO named (version, speaks, words) VALUES (?, ?, ?)",
        [(version, int(found is speakers), name) for found in (speakers, names) for name in sorted(found)],
    )


def keep_all(db: sqlite3.Connection, made: Iterable[tuple[int, Annotated]], when: str) -> None:
    """Keep what was made of versions on the way to a comparison, where nothing of this version of the program is kept."""
    for version, annotation in made:
        tool = db.execute("SELECT tool FROM annotation WHERE version = ?", (version,)).fetchone()
        if tool is None or tool[0] != stored.TOOL:
            keep(db, version, alone(annotation), None, when)


def _named(made: Comparison) -> tuple[set[str], set[str]]:
    """Whose words are reported, and what is named, under each name the article has for it."""
    texts: dict[str, Article] = {a.id: a for a in made.articles}
    forms = {
        e.id: {
            spelt(e.name),
            *(spelt(texts[m.article].text[m.start : m.end]) for m in e.mentions if m.form == "name"),
        }
        for e in made.entities
    }
    speakers: set[str] = set()
    for q in made.attributions:
        speakers |= forms.get(q.source.entity or "", set())
        if q.source.entity is None and q.source.span is not None:
            speakers.add(spelt(q.source.span.of(texts[q.article].text)))
    return speakers - {"  "}, {form for found in forms.values() for form in found} - {"  "}


def _version(db: sqlite3.Connection, number: int) -> int:
    version: int = db.execute("SELECT version FROM article WHERE number = ?", (number,)).fetchone()[0]
    return version


def _left(db: sqlite3.Connection) -> list[int]:
    """The articles that this version of the program has not annotated as they are, in order of arrival."""
    rows = db.execute(
        "SELECT article.number FROM article LEFT JOIN annotation ON annotation.version = article.version "
        "WHERE annotation.tool IS NULL OR annotation.tool != ? ORDER BY article.number",
        (stored.TOOL,),
    )
    return [number for (number,) in rows]
