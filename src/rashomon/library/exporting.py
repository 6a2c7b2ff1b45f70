"""A library as tables for other programs, by the writer that writes the tables of a comparison (``report.files``)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from rashomon.library import comparing, stored
from rashomon.library.file import Library, one
from rashomon.library.listing import STORY
from rashomon.model import Comparison
from rashomon.report import files
from rashomon.report.tables import TABLES, Columns, Table, columns

# Name to columns and query. A column keeps its name and meaning; new ones come last (docs/tables.md).
OWN: Mapping[str, tuple[Columns, str]] = {
    "articles": (
        columns("article outlet title url published language story added seen origin sha256 text"),
        """SELECT article.id, outlet.name, version.title, article.url, article.published, version.language,
        's' || article.story, article.added, version.seen, version.origin, version.sha256, version.text
        FROM article JOIN version ON version.number = article.version
        LEFT JOIN outlet ON outlet.number = article.outlet ORDER BY article.number""",
    ),
    "versions": (
        columns("article version:int seen title published origin sha256 text"),
        """SELECT article.id, version.number, seen, title, version.published, origin, sha256, text
        FROM version JOIN article ON article.number = version.article ORDER BY article.number, version.number""",
    ),
    "stories": (
        columns("story title articles:int outlets:int earliest latest"),
        f"SELECT 's' || number, title, articles, outlets, earliest, latest FROM ({STORY} GROUP BY story.number) "
        "ORDER BY number",
    ),
    "corrections": (
        columns("correction:int kind undoes:int made article side:int"),
        """SELECT correction.number, kind, undoes, made, article.id, side
        FROM correction LEFT JOIN corrected ON corrected.correction = correction.number
        LEFT JOIN article ON article.number = corrected.article ORDER BY correction.number, side, article.number""",
    ),
    "dropped": (
        columns("origin stage reason seen"),
        "SELECT origin, stage, reason, seen FROM dropped ORDER BY number",
    ),
}


# The tables of a comparison, of which these say what the library's own say of all articles.
_SAID = ("articles", "dropped")
RESULTS: Mapping[str, tuple[Columns, Table]] = {
    name: (
        Columns(("scope", *table.columns.names), ("text", *table.columns.kinds)),
        table,
    )
    for name, table in TABLES.items()
    if name not in _SAID
}


@dataclass(frozen=True, slots=True)
class Exported:
    """The files written, and what they lack: articles that were not annotated, and stories of two outlets that were not
    compared, as they are now. What was tried in vain is not counted."""

    files: tuple[Path, ...]
    not_annotated: int
    not_compared: int


def export(library: Library, folder: Path, form: files.Form = "csv") -> Exported:
    """Every table of one state of the library, a file each, into ``folder``, which is made if its parent is there. Rows
    are written as they are read. Raises RashomonError naming the file that could not be written.

    The tables of results have what was made of each story, or of each article of a story that was not compared; ids are
    unique in their ``scope``, the story or the article.
    """
    tables = {name: columns for name, (columns, _) in (*OWN.items(), *RESULTS.items())}
    with library.reading() as db, files.folder(folder, tables.items(), form) as put:
        for name, (_, query) in OWN.items():
            put[name](db.execute(query))
        for scope, result in _results(db):
            for name, (_, table) in RESULTS.items():
                put[name]((scope, *row) for row in table.rows(result))
        missing = one(
            db, "SELECT count(*) FROM article WHERE version NOT IN (SELECT version FROM annotation)"
        )
        due = comparing.due(db)
    return Exported(tuple(folder / f"{name}.{form}" for name in tables), missing, len(due))


def _results(db: sqlite3.Connection) -> Iterator[tuple[str, Comparison]]:
    """What holds of stories, and of articles of the others."""
    for (story,) in db.execute("SELECT number FROM story ORDER BY number").fetchall():
        kept = comparing.kept(db, story)
        if kept is not None and kept.comparison is not None:
            yield f"s{story}", kept.comparison
            continue
        for id, result in db.execute(
            "SELECT id, result FROM article JOIN annotation ON annotation.version = article.version "
            "WHERE story = ? AND result IS NOT NULL ORDER BY article.number",
            (story,),
        ):
            yield id, stored.unpacked(result)
