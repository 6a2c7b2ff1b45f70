"""A piece of HTML that is an article, not a page around one: its lines, and the roles that its markup tells.

Feeds, news agencies' formats and exports carry such pieces. Requirement: every visible word is in exactly one line.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rashomon.ingest.composed import Line
from rashomon.ingest.figures import figure, is_caption

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_MARKUP = re.compile(
    r"<(?:p|div|br|h[1-6]|ul|ol|li|a|b|i|em|strong|span|section|article|figure|img|blockquote)\b[^<>]*>", re.I
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});", re.I)
# Elements within a line of text; every other one begins a new line.
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q s samp small span strike "
    "strong sub sup time tt u var wbr".split()
)
_UNSEEN = frozenset(
    "script style noscript template iframe object embed svg math form button select textarea head audio video".split()
)


def is_markup(text: str) -> bool:
    """Whether a text is HTML, by a tag or an entity that only HTML has."""
    return bool(_MARKUP.search(text) or (_ENTITY.search(text) and "\n" not in text.strip()))


def lines(markup: str) -> list[Line]:
    """The lines of a piece of HTML, captions and credits of its figures with their roles."""
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    data = f"<html><body>{markup}</body></html>".encode("utf-8", "replace")
    try:
        tree = html.document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return []
    return read(tree)


def read(tree: HtmlElement) -> list[Line]:
    """As ``lines``, for a parsed piece."""
    from lxml import etree

    found: list[Line] = []
    said: list[str] = []

    def flush() -> None:
        if line := " ".join("".join(said).split()):
            found.append(Line(line))
        said.clear()

    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else ""
        apart = tag not in _INLINE
        if event == "start":
            if apart:
                flush()
            if tag in _UNSEEN or not tag:
                walk.skip_subtree()
            elif is_caption(element):
                found += figure(element) or ()
                walk.skip_subtree()
            else:
                said.append(element.text or "")
        else:
            if apart:
                flush()
            said.append(element.tail or "")
    flush()
    return found


def text_of(markup: str) -> str:
    """What a piece of HTML says, on one line: a headline that is given as HTML."""
    return " ".join(line.text for line in lines(markup)) if is_markup(markup) else " ".join(markup.split())
