"""What a reader makes of one decoded input, before it becomes an article."""

from __future__ import annotations

from dataclasses import dataclass

from rashomon.ingest.published import Published
from rashomon.model import Block


@dataclass(frozen=True, slots=True)
class Draft:
    """The text with its blocks, and what the input says of itself; None or empty where it says nothing.

    ``title`` may stand in the metadata alone; a block of role "title" exists only where the text holds it.
    """

    text: str
    blocks: tuple[Block, ...]
    title: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    published: Published | None = None
    url: str | None = None
    language: str | None = None


def one_line(value: object) -> str | None:
    """A metadata value as one clean line: white space collapsed, lone surrogates gone; None when nothing is left."""
    if not isinstance(value, str):
        return None
    plain = value.encode("utf-8", "replace").decode("utf-8")
    return " ".join("".join(c if c.isprintable() else " " for c in plain).split()) or None
