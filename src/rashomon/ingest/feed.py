"""Feeds: RSS 0.9 to 2.0, RDF, Atom, JSON Feed. Each item is an article, or an address with what the feed says of it.

Requirement: an item's ``source`` is its publisher (feeds of aggregators have one); without it the outlet is the host
of the item's address, for channels are named after sections. An item with its full text is an article; one with a
summary is an address, whose summary stands in when it is not fetched.
Known exception: whether a ``description`` is the full text is not said anywhere; it is taken as a summary.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from rashomon.errors import InputError
from rashomon.ingest import xmltree
from rashomon.ingest.composed import composed, under
from rashomon.ingest.draft import Fault, Item, Link, one_line
from rashomon.ingest.fragment import is_markup, lines, text_of
from rashomon.ingest.metadata import address, domain
from rashomon.ingest.published import parse
from rashomon.ingest.source import Source

if TYPE_CHECKING:
    from lxml.etree import _Element

_JSON_FEED = re.compile(r'"version"\s*:\s*"https?:\\?/\\?/jsonfeed\.org')
_MAIL = re.compile(r"^\S+@\S+\s+\((.+)\)$")


def is_feed(source: Source) -> bool:
    """Whether an input is an RSS, RDF or Atom feed."""
    return xmltree.root_name(source.opening) in {"rss", "rdf", "feed"}


def is_json_feed(source: Source) -> bool:
    """Whether an input is a JSON Feed."""
    return (
        source.opening.lstrip().startswith("{")
        and bool(_JSON_FEED.search(source.opening))
        and isinstance(source.data, dict)
    )


def read(source: Source) -> Iterator[Item]:
    """The items of an XML feed, in its order. Raises InputError when there are none."""
    root = xmltree.parse(source.document, source.origin)
    items = [e for e in root.iter() if xmltree.local(e) in {"item", "entry"}]
    if not items:
        raise InputError(source.origin, "is a feed without items")
    channel = xmltree.first(root, "channel") if xmltree.local(root) != "feed" else root
    base = source.url or _link(channel) or ""
    language = one_line(xmltree.said(xmltree.first(channel, "language"))) or _language(root)
    for number, item in enumerate(items, start=1):
        yield _entry(item, f"#{number}", base, language)


def _entry(item: _Element, part: str, base: str, language: str | None) -> Item:
    url = _link(item)
    guid = xmltree.first(item, "guid", "id")
    if url is None and guid is not None and guid.get("isPermaLink", "").lower() != "false":
        url = address(xmltree.said(guid))
    url = _joined(base, url) if url else None
    origin = xmltree.first(item, "source")
    named = xmltree.first(origin, "title")  # Atom's source is a feed's head, RSS's a name
    publisher = xmltree.said(named if named is not None else origin)
    date = next(
        (
            found
            for name in ("pubdate", "published", "issued", "date", "created", "updated", "modified")
            for e in xmltree.children(item, name)
            if (found := parse(xmltree.said(e)))
        ),
        None,
    )
    full = xmltree.first(item, "encoded", "content")
    if full is not None and (full.get("src") or full.get("url")):
        full = None  # Atom content elsewhere, or a medium
    brief = xmltree.first(item, "description", "summary")
    return entry(
        title=xmltree.said(xmltree.first(item, "title")),
        full=xmltree.markup(full) if full is not None else "",
        brief=xmltree.markup(brief) if brief is not None else "",
        url=url,
        outlet=one_line(publisher),
        authors=_authors(item),
        published=date,
        language=_language(item) or language,
        part=part,
    )


def entry(
    *, title: str, full: str, brief: str, url: str | None, outlet: str | None, part: str, **said: Any
) -> Item:
    """An item from its texts, HTML or plain: with its full text, a draft; with less, a link if it has an address."""
    headline = one_line(text_of(title))
    said |= {"url": url, "outlet": outlet or (domain(url) if url else None), "part": part}
    body = full if full.strip() else brief
    draft = composed(lines(body), headline, **said) if is_markup(body) else under(headline, body, **said)
    if url is not None and not full.strip():
        return Link(url, "page", draft)
    return draft if draft.text.strip() else Fault(part, "is an item without text and address")


def _joined(base: str, url: str) -> str | None:
    try:
        return address(urljoin(base, url))
    except ValueError:  # brackets that are no address of version 6
        return None


def _link(element: _Element | None) -> str | None:
    for link in xmltree.children(element, "link"):
        if link.get("rel", "alternate") == "alternate":
            if value := one_line(link.get("href") or xmltree.said(link)):
                return value
    return None


def _language(element: _Element) -> str | None:
    return one_line(element.get("{http://www.w3.org/XML/1998/namespace}lang"))


def _authors(item: _Element) -> tuple[str, ...]:
    found = []
    for author in xmltree.children(item, "author", "creator"):
        name = xmltree.first(author, "name")
        value = one_line(xmltree.said(name if name is not None else author))
        if value:
            mail = _MAIL.match(value)
            found.append(mail[1] if mail else re.sub(r"^[Bb]y\s+", "", value))
    return tuple(dict.fromkeys(name for name in found if "@" not in name))


def read_json(source: Source) -> Iterator[Item]:
    """The items of a JSON Feed, in its order. Raises InputError when there are none."""
    items = source.data.get("items")
    if not isinstance(items, list) or not items:
        raise InputError(source.origin, "is a feed without items")
    for number, item in enumerate(items, start=1):
        if not isinstance(item, dict):
            yield Fault(f"#{number}", "is no item of a feed")
            continue
        plain = item.get("content_text")
        html = item.get("content_html")
        people = item.get("authors") or [item.get("author")]
        names = (
            [one_line(p.get("name")) for p in people if isinstance(p, dict)]
            if isinstance(people, list)
            else []
        )
        date = parse(item.get("date_published")) or parse(item.get("date_modified"))
        url = address(item.get("url")) or address(item.get("external_url"))
        yield entry(
            title=_string(item.get("title")),
            full=_string(html) or _string(plain),
            brief=_string(item.get("summary")),
            url=url,
            outlet=None,
            authors=tuple(dict.fromkeys(n for n in names if n)),
            published=date,
            language=one_line(item.get("language")) or one_line(source.data.get("language")),
            part=f"#{number}",
        )


def _string(value: object) -> str:
    return value if isinstance(value, str) else ""
