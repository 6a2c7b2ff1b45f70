"""What is put into a library: an article as `rashomon read` makes it, or a line of a JSONL file."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass

from rashomon.group.items import rows
from rashomon.model import Article, Block, Dropped


@dataclass(frozen=True, slots=True)
class Entry:
    """An article to be added. ``published``: an ISO 8601 date or time, or None. ``keyed``: whether the id was given by
    whoever made the article, and so names it through its versions. ``blocks``: spans in ``text``, with roles."""

    id: str
    text: str
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: str | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None
    origin: str = ""
    blocks: tuple[Block, ...] = ()
    keyed: bool = False


def of_article(article: Article) -> Entry:
    """An article as read; its id follows from its text, and so does not name it through its versions."""
    return Entry(
        id=article.id,
        text=article.text,
        title=article.title,
        outlet=article.outlet,
        url=article.url,
        published=article.published,
        authors=article.authors,
        language=article.language,
        origin=article.origin,
        blocks=article.blocks,
    )


def read_entries(path: str | os.PathLike[str]) -> Iterator[Entry | Dropped]:
    """The articles of a JSONL file, or of standard input for "-"; a line that is none is dropped with the reason.

    A line is {"id", "text"} and perhaps "title", "outlet", "url", "published", "authors", "language": what
    `rashomon group` takes, or what `rashomon read` writes. Two lines may have one id: versions of one article.
    Raises InputError when the file cannot be read.
    """
    for row in rows(path):
        if isinstance(row, Dropped):
            yield row
            continue
        origin, given = row
        wrong = [n for n in ("outlet", "url", "language") if not isinstance(given.get(n), str | None)]
        authors = given.get("authors") or []
        if wrong:
            yield Dropped(origin, "read", f'"{wrong[0]}" must be a text or null')
        elif not isinstance(authors, list) or not all(isinstance(a, str) for a in authors):
            yield Dropped(origin, "read", '"authors" must be a list of texts')
        else:
            yield Entry(
                id=given["id"],
                text=given["text"],
                title=given.get("title"),
                outlet=given.get("outlet"),
                url=given.get("url"),
                published=given.get("published"),
                authors=tuple(authors),
                language=given.get("language"),
                origin=origin,
                keyed=True,
            )


def storable(entry: Entry) -> str | None:
    """Why an entry cannot be kept, or None: a text that is not Unicode has no hash and no place in a database."""
    try:
        json.dumps([entry.id, entry.text, entry.title, entry.outlet, entry.url], ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return "holds half of a surrogate pair, which is no character"
    return "holds a NUL character" if "\0" in entry.text + entry.id + (entry.title or "") else None
