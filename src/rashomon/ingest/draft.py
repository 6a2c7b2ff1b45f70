"""What a reader makes of an input, before it becomes articles: drafts, addresses, and what could not be read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from rashomon.ingest.published import Published
from rashomon.model import Block

# Halves of surrogate pairs and NUL, which JSON can escape and no text can hold.
_NO_TEXT = re.compile("[\ud800-\udfff\x00]")


@dataclass(frozen=True, slots=True)
class Draft:
    """The text with its blocks, and what the input says of itself; None or empty where it says nothing.

    ``title`` may stand in the metadata alone; a block of role "title" exists only where the text holds it. ``part``
    says which part of the input it is ("#3"), empty for the whole.
    """

    text: str
    blocks: tuple[Block, ...]
    title: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    published: Published | None = None
    url: str | None = None
    language: str | None = None
    based_on: tuple[str, ...] = ()
    corrections: tuple[str, ...] = ()
    part: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """An address that an input names: a page with a report, or a list of more addresses (a feed, a sitemap).

    ``known`` is what the input itself says of it, its text a summary or empty. ``origin`` names the input and the part
    of it that holds the address.
    """

    url: str
    kind: Literal["page", "list"]
    known: Draft
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """A part of an input that gives no article, and why, in one phrase."""

    part: str
    reason: str


Item = Draft | Link | Fault


def one_line(value: object) -> str | None:
    """A metadata value as one clean line: white space collapsed, lone surrogates gone; None when nothing is left."""
    if not isinstance(value, str):
        return None
    plain = value.encode("utf-8", "replace").decode("utf-8")
    return " ".join("".join(c if c.isprintable() else " " for c in plain).split()) or None


def whole(text: str) -> str:
    """A text with U+FFFD for what cannot be written as UTF-8 or would be taken for binary; of the same length."""
    return _NO_TEXT.sub("\ufffd", text)
