"""A library as tables for other programs, by the writer that writes the tables of a comparison (``report.files``)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from rashomon.library.file import Library
from rashomon.library.listing import STORY
from rashomon.report import files
from rashomon.report.tables import Columns, columns

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


def export(library: Library, folder: Path, form: files.Form = "csv") -> list[Path]:
    """Every table of one state of the library, a file each, into ``folder``, which is made if its parent is there; the
    files. Rows are written as they are read. Raises RashomonError naming the file that could not be written."""
    with library.reading() as db, files.folder(folder, ((n, c) for n, (c, _) in OWN.items()), form) as put:
        for name, (_, query) in OWN.items():
            put[name](db.execute(query))
    return [folder / f"{name}.{form}" for name in OWN]
