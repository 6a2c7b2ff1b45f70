"""The tables of a library, as steps from each version of the schema to the next.

A step is never changed once released: a new one is put behind it, and ``PRAGMA user_version`` counts those taken.
Numbers are never used twice. Times are UTC, ISO 8601.
"""

from __future__ import annotations

import json
import sqlite3
import sys
from array import array
from collections.abc import Iterable

from rashomon.group.beside import SOUGHT
from rashomon.group.links import GRAIN

# Marks a file as a library ("Rash"); see `PRAGMA application_id`.
APPLICATION = 0x52617368

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        "CREATE TABLE outlet (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT",
        "CREATE TABLE story (number INTEGER PRIMARY KEY AUTOINCREMENT, made TEXT NOT NULL) STRICT",
        # heading: the title folded, by which an article without an address is known again
        """CREATE TABLE article (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            outlet INTEGER REFERENCES outlet,
            url TEXT,
            heading TEXT,
            published TEXT,
            added TEXT NOT NULL,
            version INTEGER NOT NULL REFERENCES version DEFERRABLE INITIALLY DEFERRED,
            story INTEGER REFERENCES story
        ) STRICT""",
        "CREATE INDEX article_url ON article (url) WHERE url IS NOT NULL",
        "CREATE INDEX article_heading ON article (outlet, heading) WHERE heading IS NOT NULL",
        "CREATE INDEX article_story ON article (story)",
        # authors, blocks: JSON. sha256: of the text, UTF-8
        """CREATE TABLE version (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            article INTEGER NOT NULL REFERENCES article DEFERRABLE INITIALLY DEFERRED,
            seen TEXT NOT NULL,
            title TEXT,
            authors TEXT NOT NULL,
            published TEXT,
            language TEXT,
            origin TEXT NOT NULL,
            blocks TEXT,
            text TEXT NOT NULL,
            sha256 TEXT NOT NULL
        ) STRICT""",
        "CREATE INDEX version_article ON version (article)",
        """CREATE VIEW current AS
            SELECT article.number AS number, version.title AS title, version.text AS text
            FROM article JOIN version ON version.number = article.version""",
        """CREATE VIRTUAL TABLE search USING fts5 (
            title, text, content='current', content_rowid='number',
            tokenize='porter unicode61 remove_diacritics 2'
        )""",
        # How an article is grouped: the weights of its terms, by which terms it is looked for (day 0: not known), and
        # every pair that may be joined (a < b).
        """CREATE TABLE vector (
            article INTEGER PRIMARY KEY REFERENCES article, day INTEGER, names TEXT NOT NULL, weights BLOB NOT NULL
        ) STRICT""",
        """CREATE TABLE sought (
            term TEXT NOT NULL, day INTEGER NOT NULL, article INTEGER NOT NULL REFERENCES article,
            PRIMARY KEY (term, day, article)
        ) STRICT, WITHOUT ROWID""",
        """CREATE TABLE link (
            a INTEGER NOT NULL REFERENCES article, b INTEGER NOT NULL REFERENCES article, score REAL NOT NULL,
            PRIMARY KEY (a, b), CHECK (a < b)
        ) STRICT, WITHOUT ROWID""",
        "CREATE INDEX link_b ON link (b)",
        """CREATE TABLE correction (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            kind TEXT NOT NULL CHECK (kind IN ('merge', 'split', 'pin', 'undo')),
            undoes INTEGER REFERENCES correction,
            made TEXT NOT NULL
        ) STRICT""",
        # side 0 and 1: a merge and a pin have one side, a split sets one apart from the other
        """CREATE TABLE corrected (
            correction INTEGER NOT NULL REFERENCES correction, article INTEGER NOT NULL REFERENCES article,
            side INTEGER NOT NULL CHECK (side IN (0, 1)), PRIMARY KEY (correction, article)
        ) STRICT, WITHOUT ROWID""",
        *(
            f"CREATE TRIGGER {table}_{action.lower()} BEFORE {action} ON {table} "
            "BEGIN SELECT RAISE(ABORT, 'corrections are only ever added'); END"
            for table in ("correction", "corrected")
            for action in ("UPDATE", "DELETE")
        ),
        """CREATE TABLE dropped (
            number INTEGER PRIMARY KEY AUTOINCREMENT, origin TEXT NOT NULL, stage TEXT NOT NULL,
            reason TEXT NOT NULL, seen TEXT NOT NULL
        ) STRICT""",
    ),
    (
        # What was made of a version of an article, and of a story from these versions of its articles, in order; or why
        # nothing could be. Both are made again when they are asked for and this has changed. result: JSON, deflated.
        """CREATE TABLE annotation (
            version INTEGER PRIMARY KEY REFERENCES version, tool TEXT NOT NULL, made TEXT NOT NULL, why TEXT, result BLOB
        ) STRICT""",
        """CREATE TABLE comparison (
            story INTEGER PRIMARY KEY REFERENCES story ON DELETE CASCADE, versions TEXT NOT NULL, tool TEXT NOT NULL,
            made TEXT NOT NULL, why TEXT, result BLOB
        ) STRICT""",
        # names in an annotation, folded, a space before, between and after the words; speaks: somebody's who is cited
        """CREATE TABLE named (
            version INTEGER NOT NULL REFERENCES annotation ON DELETE CASCADE, speaks INTEGER NOT NULL,
            words TEXT NOT NULL, PRIMARY KEY (version, speaks, words)
        ) STRICT, WITHOUT ROWID""",
        # addresses that lists name, when they were first and last fetched
        "CREATE TABLE page (url TEXT PRIMARY KEY, first TEXT NOT NULL, last TEXT NOT NULL) STRICT, WITHOUT ROWID",
        "CREATE INDEX dropped_origin ON dropped (origin)",
    ),
    (
        # weights: in grains (``group.links.GRAIN``), 16 bits each, little-endian; were 64-bit floats
        "UPDATE vector SET weights = in_grains(names, weights)",
        # a version is written after its article: SQLite looks for others that wait for it
        "CREATE INDEX article_version ON article (version)",
    ),
    (
        # an article is looked for by half as many terms (``group.beside.SOUGHT``)
        "DELETE FROM sought",
        """INSERT INTO sought
            SELECT value, coalesce(day, 0), article FROM vector, json_each(sought_by(names))
            ORDER BY value, day, article""",
    ),
)


def packed(weights: Iterable[float]) -> bytes:
    """Weights as they are stored."""
    grains = array("H", [round(weight / GRAIN) for weight in weights])
    if sys.byteorder == "big":
        grains.byteswap()
    return grains.tobytes()


def prepared(db: sqlite3.Connection) -> None:
    """Give a connection what the steps ask of it."""

    def in_grains(names: str, weights: bytes) -> bytes:
        return packed(array("d", weights)) if len(weights) == 8 * len(names.split("\n")) else weights

    def sought_by(names: str) -> str:
        return json.dumps(names.split("\n")[:SOUGHT] if names else [])

    db.create_function("in_grains", 2, in_grains)
    db.create_function("sought_by", 1, sought_by)
