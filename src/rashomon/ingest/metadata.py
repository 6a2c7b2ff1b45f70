"""What a web page says of itself: headline, outlet, authors, time, address, language.

Requirement: only what the page declares (JSON-LD, meta elements, its address), never what its wording suggests. What
is not declared stays None. JSON-LD is asked first, as the most specific, but for the outlet the name it goes by in
``og:site_name``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from rashomon.ingest.draft import one_line
from rashomon.ingest.published import Published, parse
from rashomon.words import WORD

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Code points of one JSON-LD script; a longer one is data of a shop or a map.
MAX_SCRIPT = 500_000
# Share of the words of the longer that a heading and a declared headline must have in common to be one.
SAME_HEADLINE = 0.5

_TYPES = re.compile(r"(?:Article|Posting|Report|LiveBlog)$")
_SEPARATOR = re.compile(r"\s+[|–—\-•·:]\s+")
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+)\s*-->")
_URL_DATE = re.compile(r"/((?:19|20)\d{2})[/-](\d{1,2})[/-](\d{1,2})(?=[/-]|$)")
_MIRRORS = re.compile(r"^(?:www\d?|m|mobile|amp)\.(?=[^.]+\.)")
_MONTHS = {
    name: f"{number:02d}"
    for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)
}
_URL_NAMED_DATE = re.compile(rf"/((?:19|20)\d{{2}})/({'|'.join(_MONTHS)})/(\d{{1,2}})(?=[/-]|$)")


@dataclass(frozen=True, slots=True)
class Declared:
    """What the page declares; ``headlines`` are candidates, best first."""

    headlines: tuple[str, ...]
    outlet: str | None
    authors: tuple[str, ...]
    published: Published | None
    url: str | None
    language: str | None
    based_on: tuple[str, ...] = ()
    corrections: tuple[str, ...] = ()


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    """Every object in a JSON value, outer before inner; a loop, for pages nest without end."""
    stack = [value]
    while stack:
        item = stack.pop()
        if isinstance(item, dict):
            yield item
            stack.extend(reversed(list(item.values())))
        elif isinstance(item, list):
            stack.extend(reversed(item))


def _linked_data(tree: HtmlElement) -> dict[str, Any]:
    """The first object that describes an article; empty without one."""
    for script in tree.iter("script"):
        text = script.text or ""
        if "ld+json" not in (script.get("type") or "") or len(text) > MAX_SCRIPT:
            continue
        try:
            value = json.loads(text.strip().removeprefix("<!--").removesuffix("-->"), strict=False)
        except (ValueError, RecursionError):
            continue
        for item in _objects(value):
            kinds = item.get("@type")
            for kind in kinds if isinstance(kinds, list) else [kinds]:
                if isinstance(kind, str) and _TYPES.search(kind):
                    return item
    return {}


def _names(value: Any) -> list[str]:
    """Names in a JSON-LD person or organisation, or a list of them."""
    found: list[str] = []
    for item in value if isinstance(value, list) else [value]:
        name = item.get("name") if isinstance(item, dict) else item
        for one in name if isinstance(name, list) else [name]:
            if (line := one_line(one)) and not line.startswith(("http://", "https://", "@")):
                found.append(line)
    return found


def address(value: object) -> str | None:
    """A value that is the address of a page, or None."""
    line = value.strip() if isinstance(value, str) else ""
    if not re.match(r"https?://[^\s/?#]+\S*$", line) or not line.isprintable() or domain(line) is None:
        return None
    return one_line(line)


def domain(url: str) -> str | None:
    """The host of an address without "www." and the like: "foxnews.com"."""
    try:
        host = urlsplit(url).hostname
    except ValueError:
        return None
    return _MIRRORS.sub("", host) if host else None


def url_date(url: str | None) -> Published | None:
    """The day that an address names ("…/2024/06/18/…"), if it does."""
    if url and (match := _URL_DATE.search(url)):
        return parse(f"{match[1]}-{match[2]:0>2}-{match[3]:0>2}")
    if url and (match := _URL_NAMED_DATE.search(url.lower())):
        return parse(f"{match[1]}-{_MONTHS[match[2]]}-{match[3]:0>2}")
    return None


def _authors(data: dict[str, Any], meta: dict[str, list[str]]) -> tuple[str, ...]:
    given = _names(data.get("author"))
    for key in ("author", "article:author", "dc.creator", "parsely-author", "byl"):
        if given:
            break
        given = _names(meta.get(key, []))
        if len(given) == 1:
            given = re.split(r"\s*;\s*|\s+and\s+", given[0])
    plain = (re.sub(r"^[Bb]y\s+|\s+\|.*$", "", name) for name in given)
    return tuple(dict.fromkeys(name for name in plain if name))


def declared(tree: HtmlElement, source: str) -> Declared:
    """What the page of ``tree`` declares; ``source`` is its beginning as text, for the mark browsers leave in it."""
    data = _linked_data(tree)
    meta: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        key = element.get("property") or element.get("name") or element.get("itemprop")
        if key and element.get("content"):
            meta.setdefault(key.strip().lower(), []).append(element.get("content"))
    canonical = [e.get("href") for e in tree.iter("link") if (e.get("rel") or "").lower() == "canonical"]
    saved = _SAVED_FROM.search(source[:4096])
    page = data.get("mainEntityOfPage")
    addresses = [
        *canonical,
        *meta.get("og:url", []),
        data.get("url"),
        page.get("@id") if isinstance(page, dict) else page,
        saved[1] if saved else None,
    ]
    url = next((found for value in addresses if (found := address(value))), None)
    outlets = [*meta.get("og:site_name", []), *_names(data.get("publisher")), domain(url) if url else None]
    outlet = next((name for value in outlets if (name := one_line(value))), None)
    return Declared(
        headlines=_headlines(tree, data, meta, outlet),
        outlet=outlet,
        authors=_authors(data, meta),
        published=_published(tree, data, meta) or url_date(url),
        url=url,
        language=_language(tree, data, meta),
        based_on=told(data.get("isBasedOn"), "url", "@id", "name"),
        corrections=told(data.get("correction"), "text", "description", "name"),
    )


def told(value: Any, *names: str) -> tuple[str, ...]:
    """The texts of a JSON-LD property, or of its objects under the first of these names that they have."""
    found = []
    for item in value if isinstance(value, list) else [value]:
        told = next((item[n] for n in names if item.get(n)), None) if isinstance(item, dict) else item
        if line := one_line(told):
            found.append(line)
    return tuple(dict.fromkeys(found))


def _published(tree: HtmlElement, data: dict[str, Any], meta: dict[str, list[str]]) -> Published | None:
    keys = (
        "article:published_time", "og:published_time", "datepublished", "date", "pubdate", "publishdate", "publish-date",
        "dc.date", "dc.date.issued", "dcterms.created", "parsely-pub-date", "sailthru.date", "article.published",
    )  # fmt: skip
    times = [
        e.get("datetime") or e.get("content")
        for e in tree.iter("time")
        if e.get("itemprop") == "datePublished" or e.get("pubdate") is not None
    ]
    given = [
        data.get("datePublished"),
        *(v for key in keys for v in meta.get(key, [])),
        *times,
        data.get("dateCreated"),
    ]
    return next((found for value in given if (found := parse(value))), None)


def _language(tree: HtmlElement, data: dict[str, Any], meta: dict[str, list[str]]) -> str | None:
    root = next(tree.iter("html"), None)
    given = [
        data.get("inLanguage"),
        root.get("lang") if root is not None else None,
        *meta.get("og:locale", []),
    ]
    return next((line for value in given if (line := one_line(value))), None)


def _headlines(
    tree: HtmlElement, data: dict[str, Any], meta: dict[str, list[str]], outlet: str | None
) -> tuple[str, ...]:
    """The heading on the page if the declarations bear it out, then the declarations."""
    told: list[str] = []
    for value in (data.get("headline"), *meta.get("og:title", []), *meta.get("twitter:title", [])):
        if line := one_line(value):
            told.append(_without_outlet(line, outlet, sure=False))
    titles = (e for e in tree.iter("title") if next(e.iterancestors("svg"), None) is None)  # a drawing's own
    for element in islice(titles, 1):
        if line := one_line(element.text_content()):
            told.append(_without_outlet(line, outlet, sure=not told))
    shown = [line for element in list(tree.iter("h1"))[:5] if (line := one_line(element.text_content()))]
    for heading in shown:
        words = set(WORD.findall(heading.lower()))
        if words and any(
            len(words & set(WORD.findall(t.lower()))) >= SAME_HEADLINE * len(words) for t in told
        ):
            return (heading, *told)
    return tuple(told) if told else tuple(shown[:1])


def _alike(heading: str, line: str, outlet: str | None) -> bool:
    """Whether a heading says what a declared headline says, the outlet's own name aside."""
    named = set(WORD.findall((outlet or "").lower()))
    left, right = ({*WORD.findall(text.lower())} - named for text in (heading, line))
    return bool(left) and len(left & right) >= SAME_HEADLINE * max(len(left), len(right))


def _without_outlet(line: str, outlet: str | None, *, sure: bool) -> str:
    """A declared headline without the outlet behind it ("… | The Lantern Post"); with ``sure``, without any last part
    of at most four words."""
    parts = list(_SEPARATOR.finditer(line))
    while parts:
        tail = line[parts[-1].end() :]
        named = outlet is not None and tail.lower().removeprefix("the ") in outlet.lower()
        if not named and not (sure and len(tail.split()) <= 4 and len(line[: parts[-1].start()].split()) > 3):
            break
        line = line[: parts[-1].start()]
        parts.pop()
        sure = False
    return line
