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
from typing import TYPE_CHECKING

from rashomon.errors import InputError, NoArticle
from rashomon.ingest.chunks import completed
from rashomon.ingest.composed import Line, composed
from rashomon.ingest.draft import Draft
from rashomon.ingest.figures import figure, is_caption, names, said
from rashomon.ingest.metadata import declared
from rashomon.model import BlockRole
from rashomon.words import WORD

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Elements. News pages have under 10,000 and the longest live pages about 40,000; extraction takes 10 s per 100,000.
MAX_ELEMENTS = 100_000

_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*){0,5}"
    r"<(?:!doctype\s+html|html|head|body|article|main|meta|title|div|section|header|p|h1|table|script|style)\b",
    re.IGNORECASE | re.DOTALL,
)
_TRACKED = ("p", "li", "blockquote", "h1", "h2", "h3", "h4", "div", "span", "figcaption", "td", "dd")
_STANDFIRST = re.compile(
    r"standfirst|sub-?title|sub-?head(?:line)?(?:$|[\s_-])|(?:^|[\s_-])(?:dek|deck)(?:$|[\s_-])",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"related|recommend|promo|teaser|newsletter|sidebar|most-read|trending|carousel", re.IGNORECASE
)
_NO_PLACE = frozenset({"aside", "form", "noscript"})
_NO_TEXT = (
    "style svg link meta template select input iframe object embed audio video canvas map nav footer button label"
).split()
logging.getLogger("trafilatura").addHandler(
    logging.NullHandler()
)  # its warnings are not for our users' terminal


def is_page(text: str) -> bool:
    """Whether a text is HTML by its beginning."""
    return bool(_PAGE.match(text[:16_000]))


def read(text: str, origin: str) -> Draft:
    """The article on a web page. Raises NoArticle, InputError."""
    try:
        import trafilatura  # half a second, which a plain text need not wait for

        tree = trafilatura.load_html(text)
        if tree is not None and tree.xpath("count(//*)") > MAX_ELEMENTS:
            raise InputError(
                origin, f"is a page of more than {MAX_ELEMENTS:,} elements, the limit for one page"
            )
        if tree is None:
            raise NoArticle(origin, "is a page without article text")
        page = declared(tree, text)
        _strip(tree)
        body = _extract(tree)
        if not any(WORD.search(line) for line in body):
            raise NoArticle(origin, "is a page without article text")
        lines = _with_captions(tree, completed(tree, body))
    except InputError:
        raise
    except Exception as error:  # a parser's failure on a broken page is that page's, whatever its type
        raise InputError(origin, f"cannot be read as a web page ({type(error).__name__})") from error
    return composed(
        lines,
        page.headlines[0] if page.headlines else None,
        page.headlines,
        outlet=page.outlet,
        authors=page.authors,
        published=page.published,
        url=page.url,
        language=page.language,
        based_on=page.based_on,
        corrections=page.corrections,
    )


def _strip(tree: HtmlElement) -> None:
    """Take from a tree what the extractor leaves out as well, after it has looked it through several times: a quarter
    of its time. Its text stays the same on all pages of evals/extraction.py; without ``noscript`` it would not."""
    from lxml.etree import strip_elements

    for script in list(tree.iter("script")):
        if "ld+json" not in (script.get("type") or ""):  # which may hold the body
            script.drop_tree()
    strip_elements(tree, *_NO_TEXT, with_tail=False)


def _extract(tree: HtmlElement) -> list[str]:
    """The paragraphs of the body; the marks put before list items are not the page's and go. The extractor works on a
    copy of the tree."""
    from trafilatura import bare_extraction

    for precise in (True, False):
        found = bare_extraction(tree, favor_precision=precise, include_comments=False, with_metadata=False)
        plain = getattr(found, "text", None)
        if plain and plain.strip():
            return [bare for line in plain.split("\n") if (bare := re.sub(r"^- (?=\S)", "", line.strip()))]
    return []


def _with_captions(tree: HtmlElement, body: Sequence[str]) -> list[Line]:
    """The body with the captions and credits of its figures where they stand on the page."""
    wanted = {" ".join(line.split()): number for number, line in reversed(list(enumerate(body)))}
    roles: dict[int, BlockRole] = {}
    after: dict[int, list[Line]] = {}
    split: dict[int, list[Line]] = {}
    places: list[HtmlElement] = []
    seen: set[Line] = set()
    captions: list[tuple[int, HtmlElement]] = []
    reached = -1  # number of the last paragraph passed
    for element in tree.iter(*_TRACKED):
        if is_caption(element):
            if not any(is_caption(up) for up in element.iterancestors()):
                captions.append((reached, element))
            continue
        if element.tag in {"div", "span"} and len(element):
            continue
        if any(child.tag in _TRACKED and child.tag != "span" for child in element):
            continue
        number = wanted.get(said(element))
        if number is not None:
            reached = max(reached, number) if number <= reached + 3 or reached < 0 else reached
            places.append(element)
            if number < 2 and _STANDFIRST.search(element.get("class") or ""):
                roles[number] = "standfirst"
    home = _home(places) if captions else None
    for at, element in captions:
        lines = figure(element)
        whole = wanted.get(said(element))
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
        found += split.get(number) or [Line(line, roles.get(number))]
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
        if up.tag in _NO_PLACE or _ASIDE.search(names(up)):
            return False
    return inside
