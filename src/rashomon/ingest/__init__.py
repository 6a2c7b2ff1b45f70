"""Bytes to an article.

What an input is, its content decides before its name does. A new format is a function from (text, origin) to a draft
and a line in READERS.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from rashomon.errors import InputError, NotFetched, OptionError
from rashomon.fetch import Fetched, Fetching, fetch_each, is_url
from rashomon.ingest import html, markdown, text
from rashomon.ingest.draft import Draft, one_line
from rashomon.ingest.language import detect
from rashomon.ingest.metadata import domain, url_date
from rashomon.ingest.published import option
from rashomon.ingest.text import MAX_BYTES, MAX_CHARACTERS, MAX_PAGE_CHARACTERS, decode, too_long
from rashomon.model import Article

__all__ = [
    "MAX_CHARACTERS",
    "MAX_PAGE_CHARACTERS",
    "READERS",
    "STDIN",
    "Reader",
    "read",
    "read_bytes",
    "read_page",
]

STDIN = "-"


@dataclass(frozen=True, slots=True)
class Reader:
    """A format: told by its content, or failing that by the end of the name. ``read`` makes a draft of a decoded
    text of at most ``limit`` code points."""

    name: str
    looks_like: Callable[[str], bool]
    endings: tuple[str, ...]
    read: Callable[[str, str], Draft]
    limit: int = MAX_CHARACTERS


# Asked in this order; plain text is what is left.
READERS: tuple[Reader, ...] = (
    Reader("html", html.is_page, (".html", ".htm", ".xhtml", ".shtml"), html.read, MAX_PAGE_CHARACTERS),
    Reader("markdown", markdown.is_marked, (".md", ".markdown", ".mdown"), markdown.read),
    Reader("text", lambda _: True, (), text.read),
)


def _reader(content: str, origin: str) -> Reader:
    name = origin.lower()
    by_name = next((reader for reader in READERS if name.endswith(reader.endings)), None)
    by_content = next(reader for reader in READERS if reader.looks_like(content))
    # every text can be plain text, so that a name says more than it
    return by_name if by_name and by_content.name == "text" else by_content


def read(
    path: str | os.PathLike[str],
    *,
    outlet: str | None = None,
    published: str | None = None,
    fetching: Fetching | None = None,
) -> Article:
    """The article in a file, on standard input for "-", or at an address, which is fetched as ``fetching`` says.
    ``outlet`` and ``published`` go before what the input says.

    Raises InputError (NotFetched, NotText, NoArticle) when there is none to read, OptionError for a date that is none.
    """
    name = os.fspath(path)
    if is_url(name):
        (page,) = fetch_each([name], fetching)
        return read_page(page, outlet=outlet, published=published)
    origin = name.encode("utf-8", "backslashreplace").decode("utf-8")
    return read_bytes(content_of(name, origin), origin, outlet=outlet, published=published)


def read_page(page: Fetched, *, outlet: str | None = None, published: str | None = None) -> Article:
    """As ``read``, for what was fetched."""
    if page.reason is not None:
        raise NotFetched(page.url, page.reason)
    return read_bytes(
        page.content, page.url, outlet=outlet, published=published, charset=page.charset, url=page.final_url
    )


def read_bytes(
    content: bytes,
    origin: str,
    *,
    outlet: str | None = None,
    published: str | None = None,
    charset: str | None = None,
    url: str | None = None,
) -> Article:
    """As ``read``, for bytes at hand; ``origin`` names them and stays on the article. ``charset`` is what a server said
    they are in, ``url`` the address it sent them from."""
    if outlet is not None and one_line(outlet) is None:
        raise OptionError("an outlet needs a name")
    date = option(published) if published is not None else None
    if not content:
        raise InputError(origin, "is empty")
    decoded = decode(content, origin, charset)
    if not decoded.strip():
        raise InputError(origin, "is empty but for white space")
    reader = _reader(decoded, origin)
    if len(decoded) > reader.limit:
        raise too_long(origin, reader.limit)
    draft = _located(reader.read(decoded, origin), url)
    if len(draft.text) > MAX_CHARACTERS:
        raise too_long(origin)
    if not draft.text.strip():
        raise InputError(origin, "holds no text behind its front matter")
    headline = next((draft.text[b.start : b.end] for b in draft.blocks if b.role == "title"), draft.title)
    name = one_line(outlet) or draft.outlet
    when = date or draft.published
    return Article(
        id=_id(draft.text, name, origin),
        outlet=name,
        title=headline,
        authors=draft.authors,
        url=draft.url,
        published=when.value if when else None,
        published_precision=when.precision if when else None,
        language=detect(draft.text, draft.language),
        text=draft.text,
        sha256=sha256(draft.text.encode("utf-8")).hexdigest(),
        blocks=draft.blocks,
        origin=origin,
    )


def _located(draft: Draft, url: str | None) -> Draft:
    """A draft with what its address says where it is silent itself."""
    if url is None:
        return draft
    where = draft.url or url
    return replace(
        draft, url=where, outlet=draft.outlet or domain(where), published=draft.published or url_date(where)
    )


def _id(content: str, outlet: str | None, origin: str) -> str:
    """An "a" and the first eight hexadecimal digits of the SHA-256 of text, outlet and origin, NUL between them."""
    return "a" + sha256("\0".join((content, outlet or "", origin)).encode("utf-8", "replace")).hexdigest()[:8]


def content_of(name: str, origin: str) -> bytes:
    """What the file holds, up to one byte over the limit."""
    try:
        if name == STDIN:
            content = sys.stdin.buffer.read(MAX_BYTES + 1)
        else:
            path = Path(name)
            status = path.stat()
            if stat.S_ISDIR(status.st_mode):
                raise InputError(origin, "is a directory")
            if stat.S_ISREG(status.st_mode) and status.st_size > MAX_BYTES:
                raise too_long(origin)
            with path.open("rb") as file:
                content = file.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise InputError(origin, "no such file") from error
    except PermissionError as error:
        raise InputError(origin, "permission denied") from error
    except ValueError as error:  # a NUL in the name; a closed standard input
        raise InputError(origin, "cannot be opened" if name != STDIN else "is closed") from error
    except OSError as error:
        reason = os.strerror(error.errno).lower() if error.errno else "cannot be read"
        raise InputError(origin, reason) from error
    if len(content) > MAX_BYTES:
        raise too_long(origin)
    return content
