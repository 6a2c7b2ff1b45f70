"""A saved web page to a draft: the body through trafilatura, captions and credits from the figures beside it.

The text of the article is the headline and the paragraphs as they were extracted, joined by empty lines.
Requirement: no input, however nested or broken, raises anything but InputError.
Known exceptions: a caption without ``figcaption`` or a class that says so is lost with its picture; tables are kept
row by row.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rashomon.errors import InputError, NoArticle
from rashomon.ingest.draft import Draft
from rashomon.ingest.lines import Piece
from rashomon.ingest.metadata import Declared, declared
from rashomon.ingest.roles import assign
from rashomon.model import BlockRole
from rashomon.words import WORD, fold

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]

# Elements. News pages have under 10,000 and the longest live pages about 40,000; extraction takes 10 s per 100,000.
MAX_ELEMENTS = 100_000

_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*){0,5}"
    r"<(?:!doctype\s+html|html|head|body|article|main|meta|title|div|section|header|p|h1|table|script|style)\b",
    re.IGNORECASE | re.DOTALL,
)
_TRACKED = ("p", "li", "blockquote", "h1", "h2", "h3", "h4", "div", "span", "figcaption", "td", "dd")
_CAPTION = re.compile(
    r"(?:^|[\s_-])(?:wp-)?(?:caption|figcaption)(?:$|[\s_-])|imagecaption|photocaption", re.IGNORECASE
)
_CREDIT = re.compile(r"credit|copyright|photographer|photo-?by|image-?source|attribution", re.IGNORECASE)
_STANDFIRST = re.compile(
    r"standfirst|sub-?title|sub-?head(?:line)?(?:$|[\s_-])|(?:^|[\s_-])(?:dek|deck)(?:$|[\s_-])",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"related|recommend|promo|teaser|newsletter|sidebar|most-read|trending|carousel", re.IGNORECASE
)
_NO_PLACE = frozenset({"aside", "nav", "footer", "form", "noscript"})
# Headings and rubrics that a page writes above its caption, for screen readers.
_SPOKEN = re.compile(
    r"^(?:(?:image|media|photo|video)?\s*(?:caption|source|copyright)\b[\s:,]*|(?:image|photo)\s+\d+\s+(?:of|/)\s+\d+[\s:]*)",
    re.IGNORECASE,
)
# Words. Longer figure texts are no caption.
_CAPTION_WORDS = 120

logging.getLogger("trafilatura").addHandler(
    logging.NullHandler()
)  # its warnings are not for our users' terminal


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    role: BlockRole | None = None


def is_page(text: str) -> bool:
    """Whether a text is HTML by its beginning."""
    return bool(_PAGE.match(text[:16_000]))


def read(text: str, origin: str) -> Draft:
    """The article on a web page. Raises NoArticle, InputError."""
    try:
        import trafilatura  # half a second, which a plain text need not wait for

        tree = trafilatura.load_html(text)
        if tree is not None and sum(1 for _ in tree.iter()) > MAX_ELEMENTS:
            raise InputError(
                origin, f"is a page of more than {MAX_ELEMENTS:,} elements, the limit for one page"
            )
        body = _extract(text)
        if not any(WORD.search(line) for line in body) or tree is None:
            raise NoArticle(origin, "is a page without article text")
        page = declared(tree, text)
        lines = _with_captions(tree, body)
    except InputError:
        raise
    except Exception as error:  # a parser's failure on a broken page is that page's, whatever its type
        raise InputError(origin, f"cannot be read as a web page ({type(error).__name__})") from error
    return _draft(page, lines)


def _extract(text: str) -> list[str]:
    """The paragraphs of the body; the marks put before list items are not the page's and go."""
    from trafilatura import bare_extraction

    for precise in (True, False):
        found = bare_extraction(text, favor_precision=precise, include_comments=False, with_metadata=False)
        plain = getattr(found, "text", None)
        if plain and plain.strip():
            return [bare for line in plain.split("\n") if (bare := re.sub(r"^- (?=\S)", "", line.strip()))]
    return []


def _draft(page: Declared, lines: Sequence[_Line]) -> Draft:
    title = page.headlines[0] if page.headlines else None
    rows = list(lines)
    if title is not None:
        known = {fold(h) for h in page.headlines}
        first = next((k for k, row in enumerate(rows[:4]) if fold(row.text) in known), None)
        if first is not None:
            title = rows.pop(first).text
        rows.insert(0, _Line(title, "title"))
    text = "\n\n".join(row.text for row in rows)
    spans: list[Piece] = []
    at = 0
    for number, row in enumerate(rows):
        spans.append(Piece(at, at + len(row.text), number))
        at += len(row.text) + 2
    fixed = {number: row.role for number, row in enumerate(rows) if row.role is not None}
    return Draft(
        text=text,
        blocks=assign(text, spans, fixed, titled=title is None),
        title=title,
        outlet=page.outlet,
        authors=page.authors,
        published=page.published,
        url=page.url,
        language=page.language,
    )


def _said(element: HtmlElement) -> str:
    return " ".join(str(element.text_content()).split())


def _class(element: HtmlElement) -> str:
    return f"{element.get('class') or ''} {element.get('itemprop') or ''} {element.get('id') or ''}"


def _is_caption(element: HtmlElement) -> bool:
    return element.tag == "figcaption" or bool(_CAPTION.search(element.get("class") or ""))


def _with_captions(tree: HtmlElement, body: Sequence[str]) -> list[_Line]:
    """The body with the captions and credits of its figures where they stand on the page."""
    wanted = {" ".join(line.split()): number for number, line in reversed(list(enumerate(body)))}
    roles: dict[int, BlockRole] = {}
    after: dict[int, list[_Line]] = {}
    split: dict[int, list[_Line]] = {}
    places: list[HtmlElement] = []
    seen: set[_Line] = set()
    captions: list[tuple[int, HtmlElement]] = []
    reached = -1  # number of the last paragraph passed
    for element in tree.iter(*_TRACKED):
        if _is_caption(element):
            if not any(_is_caption(up) for up in element.iterancestors()):
                captions.append((reached, element))
            continue
        if element.tag in {"div", "span"} and len(element):
            continue
        if any(child.tag in _TRACKED and child.tag != "span" for child in element):
            continue
        number = wanted.get(_said(element))
        if number is not None:
            reached = max(reached, number) if number <= reached + 3 or reached < 0 else reached
            places.append(element)
            if number < 2 and _STANDFIRST.search(element.get("class") or ""):
                roles[number] = "standfirst"
    home = _home(places)
    for at, element in captions:
        lines = _figure(element)
        whole = wanted.get(_said(element))
        if whole is None and lines:
            whole = wanted.get(lines[0].text)
        if whole is not None:
            split[whole] = lines
        elif home is not None and _belongs(element, home):
            if lines and lines[0] not in seen:  # a gallery repeats its first picture
                after.setdefault(at, []).extend(lines)
            seen.update(lines[:1])
    found = list(after.get(-1, []))
    for number, line in enumerate(body):
        found += split.get(number) or [_Line(line, roles.get(number))]
        found += after.get(number, [])
    return found


def _home(places: Sequence[HtmlElement]) -> HtmlElement | None:
    """The element that holds the article: the one around all paragraphs found, or its ``article`` or ``main``."""
    if not places:
        return None
    common = [places[0], *places[0].iterancestors()]
    for place in places[1:]:
        around = set(place.iterancestors()) | {place}
        common = [element for element in common if element in around]
    if not common:
        return None
    return next((e for e in common if e.tag in {"article", "main"}), common[0])


def _belongs(element: HtmlElement, home: HtmlElement) -> bool:
    inside = False
    for up in element.iterancestors():
        if up is home:
            inside = True
            break
        if up.tag in _NO_PLACE or _ASIDE.search(_class(up)):
            return False
    return inside


def _figure(element: HtmlElement) -> list[_Line]:
    """Caption and credit of a figure's text."""
    whole = _said(element)
    if not whole or len(whole.split()) > _CAPTION_WORDS:
        return []
    credits = [
        e
        for e in element.iterdescendants()
        if isinstance(e.tag, str)
        and _CREDIT.search(_class(e))
        and not any(_CREDIT.search(_class(u)) for u in _up_to(e, element))
    ]
    lines: list[_Line] = []
    caption = whole
    for credit in credits:
        said = _said(credit)
        if said:
            caption = " ".join(caption.replace(said, " ", 1).split())
            lines.append(_Line(_SPOKEN.sub("", said) or said, "credit"))
    caption = _SPOKEN.sub("", caption) if _SPOKEN.sub("", caption) else caption
    if WORD.search(caption):
        lines.insert(0, _Line(caption, "caption"))
    return lines


def _up_to(element: HtmlElement, top: HtmlElement) -> list[HtmlElement]:
    found: list[HtmlElement] = []
    for up in element.iterancestors():
        if up is top:
            break
        found.append(up)
    return found
