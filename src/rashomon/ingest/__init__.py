"""An input to its articles: one way for a page, a text, a feed, a table or an archive.

What an input is, its content decides before its name does. A new format is a module that yields drafts from a source,
and a line in FORMATS.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import islice

from rashomon.errors import InputError, NoArticle, NotFetched, OptionError
from rashomon.fetch import Fetched, Fetching, fetch_each, is_url
from rashomon.ingest import (
    cues,
    feed,
    html,
    markdown,
    mhtml,
    newsml,
    ninjs,
    opml,
    parquet,
    records,
    sitemap,
    table,
    text,
    transcript,
    warc,
    xmltree,
)  # fmt: skip
from rashomon.ingest.draft import Draft, Fault, Item, Link, one_line
from rashomon.ingest.known import completed, located
from rashomon.ingest.language import detect
from rashomon.ingest.published import option
from rashomon.ingest.source import STDIN, Source, of_bytes, opened
from rashomon.ingest.text import MAX_CHARACTERS, MAX_PAGE_CHARACTERS, too_long
from rashomon.model import Article, Dropped

__all__ = [
    "FORMATS",
    "MAX_CHARACTERS",
    "MAX_PAGE_CHARACTERS",
    "STDIN",
    "Format",
    "Link",
    "Source",
    "articles",
    "of_bytes",
    "of_page",
    "opened",
    "read",
    "read_all",
    "read_bytes",
    "read_page",
    "summary",
]


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of input: told by its content, by what a server calls it, or by the end of its name. ``read`` yields
    what is in it, in order; it raises InputError when there is nothing."""

    name: str
    is_one: Callable[[Source], bool]
    endings: tuple[str, ...]
    read: Callable[[Source], Iterator[Item]]
    media_types: tuple[str, ...] = ()


def _whole(
    reader: Callable[[str, str], Draft], limit: int = MAX_CHARACTERS
) -> Callable[[Source], Iterator[Item]]:
    """The reader of a format whose input is one article of at most ``limit`` code points."""

    def read_one(source: Source) -> Iterator[Item]:
        if len(source.text) > limit:
            raise too_long(source.origin, limit)
        yield reader(source.text, source.origin)

    return read_one


def _is_page(source: Source) -> bool:
    return html.is_page(source.opening)


def _is_marked(source: Source) -> bool:
    return markdown.is_marked(source.opening)


def _no_xml(source: Source) -> Iterator[Item]:
    raise NoArticle(
        source.origin,
        f"is XML of a kind that is not read (its root is {xmltree.root_name(source.opening)!r})",
    )


# Parts of an input that are looked at for its one article.
MANY = 20

_PAGE_NAMES = (".html", ".htm", ".xhtml", ".shtml")
_JSON_NAMES = (".json", ".jsonl", ".ndjson", ".jsonld")
# Asked in this order; plain text is what is left.
FORMATS: tuple[Format, ...] = (
    Format("warc", warc.is_warc, (".warc",), warc.read, ("application/warc",)),
    Format("wacz", warc.is_wacz, (".wacz",), warc.read_wacz, ("application/wacz",)),
    Format("parquet", parquet.is_parquet, (".parquet",), parquet.read, ("application/vnd.apache.parquet",)),
    Format("ninjs", ninjs.is_ninjs, (), ninjs.read),
    Format("json feed", feed.is_json_feed, (), feed.read_json, ("application/feed+json",)),
    Format("json", records.is_records, _JSON_NAMES, records.read, ("application/json", "application/ld+json")),
    Format("feed", feed.is_feed, (".rss", ".atom"), feed.read, ("application/rss+xml", "application/atom+xml")),
    Format("opml", opml.is_opml, (".opml",), opml.read, ("text/x-opml",)),
    Format("sitemap", sitemap.is_sitemap, (), sitemap.read),
    Format("newsml", newsml.is_newsml, (), newsml.read),
    Format("vtt", cues.is_vtt, (".vtt",), cues.read, ("text/vtt",)),
    Format("srt", cues.is_srt, (".srt",), cues.read, ("application/x-subrip",)),
    Format("html", _is_page, _PAGE_NAMES, _whole(html.read, MAX_PAGE_CHARACTERS), ("text/html", "application/xhtml+xml")),
    Format("mhtml", mhtml.is_mhtml, (".mhtml", ".mht"), mhtml.read, ("multipart/related", "message/rfc822")),
    Format("xml", lambda s: s.opening.lstrip().startswith("<?xml"), (), _no_xml),
    Format("markdown", _is_marked, (".md", ".markdown", ".mdown"), _whole(markdown.read), ("text/markdown",)),
    Format("table", table.is_table, (".csv", ".tsv"), table.read, ("text/csv", "text/tab-separated-values")),
    Format("transcript", transcript.is_transcript, (), transcript.read),
    Format("text", lambda _: True, (), _whole(text.read)),
)  # fmt: skip


def format_of(source: Source) -> Format:
    """The format of an input."""
    by_content = next(format for format in FORMATS if format.is_one(source))
    if by_content.name != "text":
        return by_content
    # every text can be plain text, so that a server's word and a name say more than it
    said = (source.media_type or "").partition(";")[0].strip().lower()
    by_word = next((format for format in FORMATS if said in format.media_types), None)
    return by_word or next((format for format in FORMATS if source.name.endswith(format.endings)), by_content)


def read(
    path: str | os.PathLike[str],
    *,
    outlet: str | None = None,
    published: str | None = None,
    fetching: Fetching | None = None,
) -> Article:
    """The article in a file, on standard input for "-", or at an address, which is fetched as ``fetching`` says.
    ``outlet`` and ``published`` go before what the input says.

    Raises InputError (NotFetched, NotText, NoArticle) when there is none to read or more than one, OptionError for a
    date that is none.
    """
    name = os.fspath(path)
    if is_url(name):
        (page,) = fetch_each([name], fetching)
        return read_page(page, outlet=outlet, published=published)
    return _only(_opened(path), outlet, published)


def read_page(page: Fetched, *, outlet: str | None = None, published: str | None = None) -> Article:
    """As ``read``, for what was fetched."""
    return _only(of_page(page), outlet, published)


def of_page(page: Fetched) -> Source:
    """The source of what was fetched. Raises NotFetched."""
    if page.reason is not None:
        raise NotFetched(page.url, page.reason)
    return of_bytes(
        page.content, page.url, media_type=page.media_type, charset=page.charset, url=page.final_url
    )


def read_all(
    path: str | os.PathLike[str], *, outlet: str | None = None, published: str | None = None
) -> Iterator[Article | Dropped | Link]:
    """As ``read``, for what may hold many articles: each in order, with a row for every part that gives none and a
    link for every address. Raises OptionError; what is wrong with the input itself is a row too."""
    try:
        source = _opened(path)
    except InputError as error:
        yield Dropped(error.origin, "read", error.reason)
        return
    yield from articles(source, outlet=outlet, published=published)


def read_bytes(
    content: bytes,
    origin: str,
    *,
    outlet: str | None = None,
    published: str | None = None,
    charset: str | None = None,
    url: str | None = None,
) -> Article:
    """As ``read``, for bytes at hand; ``origin`` names them and stays on the article. ``charset`` is what a server said
    they are in, ``url`` the address it sent them from."""
    return _only(of_bytes(content, origin, charset=charset, url=url), outlet, published)


def articles(
    source: Source, *, outlet: str | None = None, published: str | None = None
) -> Iterator[Article | Dropped | Link]:
    """What is in an opened input: articles, dropped parts with their reasons, addresses it names. An article that
    stands in it twice is dropped the second time."""
    first: dict[bytes, str] = {}
    try:
        for row in _each(source, outlet, published):
            if isinstance(row, Article):
                key = sha256("\0".join((row.text, row.outlet or "", row.url or "")).encode("utf-8")).digest()
                if key in first:
                    yield Dropped(row.origin, "read", f"duplicate of {first[key]}")
                    continue
                first[key] = row.origin
            yield row
    except InputError as error:
        yield Dropped(source.origin, "read", error.reason)
    finally:
        source.close()


def summary(link: Link, *, outlet: str | None = None, published: str | None = None) -> Article | Dropped:
    """What stands in for a page that is not fetched: what the list says of it, if it says more than its headline."""
    if (
        link.kind == "page"
        and any(block.role == "body" for block in link.known.blocks)
        and (link.known.text.strip() != (link.known.title or ""))
    ):
        try:
            return _article(link.known, link.origin, outlet, published)
        except InputError as error:
            return Dropped(link.origin, "read", error.reason)
    what = "a page" if link.kind == "page" else "a list of pages"
    return Dropped(
        link.origin, "read", f"is the address of {what}, which is fetched with --follow only: {link.url}"
    )


def _opened(path: str | os.PathLike[str]) -> Source:
    name = os.fspath(path)
    return opened(name, name.encode("utf-8", "backslashreplace").decode("utf-8"))


def _only(source: Source, outlet: str | None, published: str | None) -> Article:
    try:
        rows = [
            summary(row, outlet=outlet, published=published) if isinstance(row, Link) else row
            for row in islice(_each(source, outlet, published), MANY)
        ]
    finally:
        source.close()
    found = [row for row in rows if isinstance(row, Article)]
    if len(found) > 1 or len(rows) == MANY:
        raise InputError(source.origin, "holds more than one article; rashomon.read_all gives each")
    if found:
        return found[0]
    reasons = dict.fromkeys(row.reason for row in rows if isinstance(row, Dropped))
    raise InputError(source.origin, "; ".join(reasons) or "holds no article")


def _each(source: Source, outlet: str | None, published: str | None) -> Iterator[Article | Dropped | Link]:
    """The items of a source, made to what they are for a caller. Raises InputError, OptionError."""
    if outlet is not None and one_line(outlet) is None:
        raise OptionError("an outlet needs a name")
    if published is not None:
        option(published)
    if not source.head:
        raise InputError(source.origin, "is empty")
    if not source.opening.strip() and not source.text.strip():
        raise InputError(source.origin, "is empty but for white space")
    for item in format_of(source).read(source):
        if isinstance(item, Fault):
            yield Dropped(source.origin + item.part, "read", item.reason)
        elif isinstance(item, Link):
            yield replace(item, origin=source.origin + item.known.part)
        else:
            draft = located(completed(item, source.known), source.url)
            origin = source.origin + item.part
            if not item.part:
                yield _article(draft, origin, outlet, published)
                continue
            try:
                yield _article(draft, origin, outlet, published)
            except InputError as error:
                yield Dropped(origin, "read", error.reason)


def _article(draft: Draft, origin: str, outlet: str | None, published: str | None) -> Article:
    if len(draft.text) > MAX_CHARACTERS:
        raise too_long(origin)
    if not draft.text.strip():
        raise InputError(origin, "holds no text behind its front matter")
    headline = next((draft.text[b.start : b.end] for b in draft.blocks if b.role == "title"), draft.title)
    name = one_line(outlet) or draft.outlet
    when = option(published) if published is not None else draft.published
    return Article(
        id=_id(draft.text, name, origin),
        outlet=name,
        title=headline,
        authors=draft.authors,
        url=draft.url,
        published=when.value if when else None,
        published_precision=when.precision if when else None,
        language=detect(draft.text, draft.language),
        text=draft.text,
        sha256=sha256(draft.text.encode("utf-8")).hexdigest(),
        blocks=draft.blocks,
        origin=origin,
        based_on=draft.based_on,
        corrections=draft.corrections,
    )


def _id(content: str, outlet: str | None, origin: str) -> str:
    """An "a" and the first eight hexadecimal digits of the SHA-256 of text, outlet and origin, NUL between them."""
    return "a" + sha256("\0".join((content, outlet or "", origin)).encode("utf-8", "replace")).hexdigest()[:8]
