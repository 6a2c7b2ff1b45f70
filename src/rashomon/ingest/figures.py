"""Captions and credits of the figures on a page, told by their markup."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rashomon.ingest.composed import Line
from rashomon.words import WORD

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_CAPTION = re.compile(
    r"(?:^|[\s_-])(?:wp-)?(?:caption|figcaption)(?:$|[\s_-])|imagecaption|photocaption", re.IGNORECASE
)
_CREDIT = re.compile(r"credit|copyright|photographer|photo-?by|image-?source|attribution", re.IGNORECASE)
# Headings and rubrics that a page writes above its caption, for screen readers.
_SPOKEN = re.compile(
    r"^(?:(?:image|media|photo|video)?\s*(?:caption|source|copyright)\b[\s:,]*|(?:image|photo)\s+\d+\s+(?:of|/)\s+\d+[\s:]*)",
    re.IGNORECASE,
)
# Words. Longer figure texts are no caption.
_CAPTION_WORDS = 120


def said(element: HtmlElement) -> str:
    """The text of an element on one line."""
    return " ".join(str(element.text_content()).split())


def names(element: HtmlElement) -> str:
    """What the page calls an element: its class, property and id."""
    return f"{element.get('class') or ''} {element.get('itemprop') or ''} {element.get('id') or ''}"


def is_caption(element: HtmlElement) -> bool:
    """Whether an element is the caption of a figure."""
    if element.tag == "figcaption":
        return True
    name = element.get("class")
    return bool(name and "caption" in name.lower() and _CAPTION.search(name))


def figure(element: HtmlElement) -> list[Line]:
    """Caption and credit of a figure's text; nothing when it is too long to be one."""
    text = said(element)
    if not text or len(text.split()) > _CAPTION_WORDS:
        return []
    credits = [
        e
        for e in element.iterdescendants()
        if isinstance(e.tag, str)
        and _CREDIT.search(names(e))
        and not any(_CREDIT.search(names(u)) for u in _up_to(e, element))
    ]
    lines: list[Line] = []
    caption = text
    for credit in credits:
        if named := said(credit):
            caption = " ".join(caption.replace(named, " ", 1).split())
            lines.append(Line(_SPOKEN.sub("", named) or named, "credit"))
    caption = _SPOKEN.sub("", caption) if _SPOKEN.sub("", caption) else caption
    if WORD.search(caption):
        lines.insert(0, Line(caption, "caption"))
    return lines


def _up_to(element: HtmlElement, top: HtmlElement) -> list[HtmlElement]:
    found: list[HtmlElement] = []
    for up in element.iterancestors():
        if up is top:
            break
        found.append(up)
    return found
