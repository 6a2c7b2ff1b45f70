"""OPML: lists of feeds. Tolerant, for most are written by hand or by programs that escape nothing.

Requirement: every feed that is named once is found once, in the order of the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from rashomon.errors import InputError
from rashomon.ingest import xmltree
from rashomon.ingest.draft import Draft, Item, Link, one_line
from rashomon.ingest.metadata import address
from rashomon.ingest.source import Source

_OUTLINE = re.compile(r"<outline\b", re.I)
# In a file that is no XML: an address and a name in what stands behind "<outline". A name may hold bare quotation marks.
_LOOSE = re.compile(r"""xmlurl\s*=\s*["']?\s*([^\s"'<>]+)""", re.I)
_TITLE = re.compile(r"""\b(?:title|text)\s*=\s*"(.{0,500}?)"(?=\s+[\w:]+\s*=|\s*/?>)""", re.I | re.DOTALL)


def is_opml(source: Source) -> bool:
    """Whether an input is OPML, by its root element or, where there is other stuff before it, by what it lists."""
    return xmltree.root_name(source.opening) == "opml" or bool(
        re.search(r"<opml\b", source.opening[:4096], re.I) and _OUTLINE.search(source.opening)
    )


def read(source: Source) -> Iterator[Item]:
    """The feeds as links, whose ``known`` has the name they go by. Raises InputError when there are none."""
    found = dict(_feeds(source))
    if not found:
        raise InputError(source.origin, "is OPML without a feed")
    for number, (url, title) in enumerate(found.items(), start=1):
        yield Link(url, "list", Draft("", (), title=title, url=url, part=f"#{number}"))


def _feeds(source: Source) -> list[tuple[str, str | None]]:
    text = source.document
    root = xmltree.parse(text, source.origin)
    found = []
    for outline in root.iter():
        said = (
            {name.lower(): value for name, value in outline.attrib.items()} if xmltree.local(outline) else {}
        )
        if url := _address(said.get("xmlurl")):
            found.append((url, one_line(said.get("title")) or one_line(said.get("text"))))
    loose = []
    for outline in _OUTLINE.split(text)[1:]:
        match, title = _LOOSE.search(outline), _TITLE.search(outline)
        if match and (url := _address(unescape(match[1]))):
            loose.append((url, one_line(unescape(title[1])) if title else None))
    return loose if len(loose) > len(found) else found


def _address(value: str | None) -> str | None:
    value = re.sub(r"^feed:(?://)?(?=https?:)", "", (value or "").strip()).replace(" ", "%20")
    return address("http" + value[4:] if value.startswith("feed://") else value)
