"""Articles of a library as the stages take them, and results as it keeps them."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable

from rashomon import __version__
from rashomon.codec import comparison_from_json, comparison_to_json
from rashomon.ingest import language, published
from rashomon.ingest.text import read
from rashomon.model import Article, Block, Comparison

# What a result was made by; a result of another version is made again.
TOOL = f"rashomon {__version__}"


def article(db: sqlite3.Connection, number: int) -> Article:
    """An article as it is now, by its number. Of one that came without blocks the paragraphs are told here; its text
    stays as it came."""
    id, outlet, url, when, title, authors, spoken, origin, blocks, text, digest = db.execute(
        "SELECT id, outlet.name, url, article.published, title, authors, language, origin, blocks, text, sha256 "
        "FROM article JOIN version ON version.number = article.version "
        "LEFT JOIN outlet ON outlet.number = article.outlet WHERE article.number = ?",
        (number,),
    ).fetchone()
    parsed = published.parse(when)
    made = tuple(Block(**b) for b in json.loads(blocks or "[]")) or read(text, origin).blocks
    return Article(
        id=id,
        outlet=outlet,
        title=title,
        authors=tuple(json.loads(authors)),
        url=url,
        published=parsed.value if parsed else None,
        published_precision=parsed.precision if parsed else None,
        language=language.detect(text, spoken),
        text=text,
        sha256=digest,
        blocks=made,
        origin=origin,
    )


def packed(result: Comparison) -> bytes:
    """A result as it is kept."""
    return zlib.compress(comparison_to_json(result).encode("utf-8"))


def unpacked(kept: bytes) -> Comparison:
    """A result as it was."""
    return comparison_from_json(zlib.decompress(kept).decode("utf-8"))


def listed(numbers: Iterable[int]) -> str:
    """Numbers of versions, in order."""
    return " ".join(map(str, sorted(numbers)))
