"""A web page that a browser saved in one file with its pictures (MHTML, RFC 2557): the page is read, nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message

from rashomon.errors import InputError, NoArticle
from rashomon.ingest import html
from rashomon.ingest.draft import Item
from rashomon.ingest.known import located
from rashomon.ingest.metadata import address
from rashomon.ingest.source import Source
from rashomon.ingest.text import MAX_PAGE_CHARACTERS, decode, too_long

# The header at the beginning: lines with a name, and lines that go on from them.
_HEADER = re.compile(r"(?:[A-Za-z][A-Za-z0-9-]*:[^\n]*\n(?:[ \t][^\n]*\n)*)+(?=\r?\n)")
_TYPE = re.compile(r"^content-type:\s*multipart/related\b", re.IGNORECASE | re.MULTILINE)


def is_mhtml(source: Source) -> bool:
    """Whether an input is a page with what belongs to it, by its header."""
    header = _HEADER.match(source.opening[:16_384])
    return header is not None and bool(_TYPE.search(header.group()))


def read(source: Source) -> Iterator[Item]:
    """The page, at the address it was saved from. Raises InputError (NotText, NoArticle)."""
    try:
        whole = message_from_bytes(source.bounded)
        pages = [part for part in whole.walk() if part.get_content_type() == "text/html"]
    except RecursionError as error:
        raise InputError(source.origin, "is a saved page that is nested too deeply") from error
    if not pages:
        raise NoArticle(source.origin, "is a saved page without its page")
    # others are frames
    text = decode(_body(pages[0]), source.origin, pages[0].get_content_charset())
    if len(text) > MAX_PAGE_CHARACTERS:
        raise too_long(source.origin, MAX_PAGE_CHARACTERS)
    saved_from = (whole.get("Snapshot-Content-Location"), pages[0].get("Content-Location"))
    url = next((u for value in saved_from if (u := address(str(value)))), None)
    yield located(html.read(text, source.origin), url)


def _body(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""
