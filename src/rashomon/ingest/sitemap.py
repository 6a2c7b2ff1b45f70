"""Sitemaps and indexes of them, with the news extension (title, publication, day). Their entries are addresses."""

from __future__ import annotations

from collections.abc import Iterator

from rashomon.errors import InputError
from rashomon.ingest import xmltree
from rashomon.ingest.draft import Draft, Fault, Item, Link, one_line
from rashomon.ingest.metadata import address, domain
from rashomon.ingest.published import parse
from rashomon.ingest.source import Source


def is_sitemap(source: Source) -> bool:
    """Whether an input is a sitemap or an index of sitemaps."""
    return xmltree.root_name(source.opening) in {"urlset", "sitemapindex"}


def read(source: Source) -> Iterator[Item]:
    """The entries as links, in order. Raises InputError when there are none."""
    root = xmltree.parse(source.document, source.origin)
    entries = list(xmltree.children(root, "url", "sitemap"))
    if not entries:
        raise InputError(source.origin, "is a sitemap without entries")
    for number, entry in enumerate(entries, start=1):
        url = address(xmltree.said(xmltree.first(entry, "loc")))
        if url is None:
            yield Fault(f"#{number}", "is an entry without an address")
            continue
        if xmltree.local(entry) == "sitemap":
            yield Link(url, "list", Draft("", (), url=url, part=f"#{number}"))
            continue
        news = xmltree.first(entry, "news")
        publication = xmltree.first(news, "publication")
        yield Link(
            url,
            "page",
            Draft(
                "",
                (),
                title=one_line(xmltree.said(xmltree.first(news, "title"))),
                outlet=one_line(xmltree.said(xmltree.first(publication, "name"))) or domain(url),
                published=parse(xmltree.said(xmltree.first(news, "publication_date"))),
                url=url,
                language=one_line(xmltree.said(xmltree.first(publication, "language"))),
                part=f"#{number}",
            ),
        )
