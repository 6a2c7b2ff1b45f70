"""A row of an export, one article, to a draft: which of its columns say what.

The names are those that collectors and research sets use: news-please, Media Cloud, NewsAPI, schema.org, trafilatura,
and what ``rashomon read`` writes. They are compared without case, spaces and underscores.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any, cast, get_args

from rashomon.errors import InputError
from rashomon.ingest import html
from rashomon.ingest.composed import composed, under
from rashomon.ingest.draft import Draft, Fault, Item, Link, one_line, whole
from rashomon.ingest.fragment import is_markup, lines
from rashomon.ingest.known import completed
from rashomon.ingest.metadata import address, domain, told
from rashomon.ingest.published import Published, parse
from rashomon.model import Block, BlockRole

# Best first. A column of pages is asked after one of texts.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "text": tuple(
        "text maintext articlebody articletext bodytext fulltext plaintext cleanedtext contenttext body content "
        "article story".split()
    ),
    "page": tuple("html rawhtml contenthtml bodyhtml articlehtml bodyxhtml page".split()),
    "title": tuple("title headline articletitle heading titlepage".split()),
    "summary": tuple("description summary abstract excerpt standfirst subtitle snippet lead".split()),
    "outlet": tuple(
        "outlet publisher publication medianame sourcename newspaper sitename site source media sourcedomain domain "
        "hostname".split()
    ),
    "published": tuple(
        "published datepublished datepublish publishdate publisheddate publishedat publicationdate pubdate date datetime "
        "firstpublicationdate webpublicationdate timestamp time".split()
    ),
    "url": tuple("url canonicalurl articleurl weburl pageurl link permalink uri".split()),
    "authors": tuple("authors author byline creator writer".split()),
    "language": tuple("language lang inlanguage".split()),
}
_ROLE_OF = {name: role for role, names in COLUMNS.items() for name in names}
# Words of a dispute between columns: of two that may hold the text, the one that is longer by this factor holds it.
# "body" may be a summary and "content" a teaser of 200 characters.
_LONGER = 2


def bare(name: object) -> str:
    """The name of a column without case, spaces and underscores."""
    return "".join(c for c in str(name).lower() if c.isalnum())


def role_of(name: object) -> str | None:
    """What a column is for, or None."""
    return _ROLE_OF.get(bare(name))


def telling(names: Iterable[object]) -> int:
    """How many of these columns are for something, if one of them holds texts, pages or addresses; else 0."""
    roles = {role for name in names if (role := role_of(name))}
    return len(roles) if roles & {"text", "page", "url"} else 0


def lacking(names: Iterable[object]) -> str:
    """The reason that a table with these columns gives no article."""
    given = ", ".join(map(str, names))[:200]
    return f"is a table without a column of texts or addresses (text, body, content, url, …); its columns: {given}"


def draft(row: Mapping[str, Any], part: str) -> Item:
    """The article of a row; a link where it has an address and no text."""
    by_role: dict[str, list[Any]] = {role: [] for role in COLUMNS}
    named = {bare(name): value for name, value in row.items() if value is not None}
    for role, names in COLUMNS.items():
        by_role[role] = [named[name] for name in names if name in named]
    url = next((u for v in by_role["url"] if (u := address(v))), None)
    outlet = next((n for v in by_role["outlet"] if (n := _name(v))), None) or (domain(url) if url else None)
    title = next((t for v in by_role["title"] if (t := one_line(v))), None)
    said: dict[str, Any] = {
        "outlet": outlet,
        "authors": _authors(by_role["authors"]),
        "published": next((p for v in by_role["published"] if (p := _date(v))), None),
        "url": url,
        "language": next((n for v in by_role["language"] if (n := one_line(v))), None),
        "based_on": told(named.get("isbasedon") or named.get("basedon"), "url", "@id", "name"),
        "corrections": told(
            named.get("correction") or named.get("corrections"), "text", "description", "name"
        ),
        "part": part,
    }
    text = _longest([v for v in by_role["text"] if isinstance(v, str) and v.strip()])
    if text is not None and (blocks := _blocks(named.get("blocks"), text)):
        return Draft(text, blocks, title=title, **said)
    page = next((v for v in by_role["page"] if isinstance(v, str) and v.strip()), None)
    if (text is None and page is not None) or (text is not None and html.is_page(text)):
        return _of_page(text or page or "", title, said)
    if text is None:
        summary = next((s for v in by_role["summary"] if (s := one_line(v))), "")
        known = under(title, summary, **said)
        if url is not None:
            return Link(url, "page", known)
        return known if summary else Fault(part, "holds no text")
    return composed(lines(text), title, **said) if is_markup(text) else under(title, text, **said)


def _of_page(page: str, title: str | None, said: dict[str, Any]) -> Item:
    if not html.is_page(page):
        return composed(lines(page), title, **said)

    try:
        found = html.read(page, "")
    except InputError as error:
        return Fault(said["part"], error.reason)
    return completed(found, Draft("", (), title=title, **said))


def _longest(texts: list[str]) -> str | None:
    best = None
    for text in texts:
        if best is None or len(text) > _LONGER * len(best):
            best = text
    return best


def _blocks(value: object, text: str) -> tuple[Block, ...]:
    """The blocks of a row that ``rashomon read`` wrote; none when they do not fit the text."""
    if not isinstance(value, list) or whole(text) != text:
        return ()
    found = []
    at = 0
    for row in value:
        start, end, role = (
            (row.get(k) for k in ("start", "end", "role")) if isinstance(row, dict) else (None,) * 3
        )
        if type(start) is not int or type(end) is not int or role not in get_args(BlockRole):
            return ()
        if not at <= start < end <= len(text):
            return ()
        found.append(Block(start, end, cast(BlockRole, role)))
        at = end
    return tuple(found)


def _name(value: object) -> str | None:
    """The name of an outlet, from a name or an object that has one ({"id": …, "name": …})."""
    if isinstance(value, Mapping):
        value = value.get("name") or value.get("title")
    name = one_line(value)
    if name and (url := address(name)):
        return domain(url)
    return name if name and any(c.isalpha() for c in name) else None


def _authors(values: list[Any]) -> tuple[str, ...]:
    for value in values:
        given = _list(value)
        found = [n for v in given if (n := one_line(v.get("name") if isinstance(v, Mapping) else v))]
        names = [
            n for name in found if (n := name.removeprefix("By ").removeprefix("by ")) and "://" not in n
        ]
        if names:
            return tuple(dict.fromkeys(names))
    return ()


def _list(value: Any) -> list[Any]:
    """A list, be it written as JSON or Python would write it ("['A', 'B']"), or separated by semicolons."""
    if isinstance(value, list | tuple):
        return list(value)
    if isinstance(value, str) and value.startswith("[") and value.endswith("]"):
        try:
            found = json.loads(value if '"' in value else value.replace("'", '"'))
            return found if isinstance(found, list) else []
        except (ValueError, RecursionError):
            return [value[1:-1]]
    return value.split(";") if isinstance(value, str) else [value]


def _date(value: object) -> Published | None:
    """A date as text, as a value of a table, or as seconds or milliseconds since 1970."""
    if isinstance(value, datetime):
        value = (value if value.tzinfo else value.replace(tzinfo=UTC)).isoformat()
    elif isinstance(value, date):
        value = value.isoformat()
    elif isinstance(value, int | float) and not isinstance(value, bool) and 10**8 < value < 10**14:
        value = datetime.fromtimestamp(value / 1000 if value > 10**11 else value, UTC).isoformat()
    return parse(value)
