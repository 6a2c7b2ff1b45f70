"""News agencies' XML: NewsML-G2 (newsItem, newsMessage, packageItem) and NITF, alone or inside.

Requirement: what is no text (pictures, plans, concepts, packages that only point) is refused with what it is. The
published time is the version's: what stands in the file is what was sent then.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rashomon.errors import InputError
from rashomon.ingest import xmltree
from rashomon.ingest.composed import Line, composed
from rashomon.ingest.draft import Fault, Item, one_line
from rashomon.ingest.fragment import lines as html_lines
from rashomon.ingest.published import Published, parse
from rashomon.ingest.source import Source

if TYPE_CHECKING:
    from lxml.etree import _Element

_ROOTS = frozenset(
    {
        "newsitem",
        "newsmessage",
        "packageitem",
        "knowledgeitem",
        "conceptitem",
        "planningitem",
        "nitf",
        "newsml",
    }
)
_ITEMS = frozenset({"newsitem", "packageitem", "knowledgeitem", "conceptitem", "planningitem", "nitf"})
# NITF's paragraphs and what may hold their place, and what belongs to a picture.
_LINES = frozenset({"p", "li", "hl2", "h2", "h3", "h4", "pre", "dd", "dt", "tr", "note", "bq", "blockquote"})
_ROLES = {
    "media-caption": "caption",
    "media-producer": "credit",
    "figcaption": "caption",
    "byline": "byline",
    "dateline": "byline",
}


def is_newsml(source: Source) -> bool:
    """Whether an input is NewsML-G2 or NITF."""
    return xmltree.root_name(source.opening) in _ROOTS


def read(source: Source) -> Iterator[Item]:
    """The texts of a document, in order. Raises InputError when it is a kind that holds none."""
    root = xmltree.parse(source.document, source.origin)
    if xmltree.local(root) == "newsml":
        raise InputError(source.origin, "is NewsML 1; only NewsML-G2 is read")
    items = [
        e
        for e in root.iter()
        if xmltree.local(e) in _ITEMS and not any(xmltree.local(up) in _ITEMS for up in e.iterancestors())
    ]
    if not items:
        raise InputError(source.origin, "is a message without items")
    for number, item in enumerate(items, start=1):
        part = f"#{number}" if len(items) > 1 else ""
        if xmltree.local(item) not in {"newsitem", "nitf"}:
            yield Fault(part, f"is a {item.tag.rpartition('}')[2]}, which holds no text")
        else:
            yield _nitf(item, part) if xmltree.local(item) == "nitf" else _item(item, part)


def _item(item: _Element, part: str) -> Item:
    about = xmltree.first(item, "itemmeta")
    content = xmltree.first(item, "contentmeta")
    kind = xmltree.first(about, "itemclass")
    held = xmltree.first(item, "contentset")
    body = _body(held)
    if not body:
        what = kind.get("qcode", "") if kind is not None else ""
        name = what.rpartition(":")[2] or "item"
        return Fault(part, f"is a {name} without text")
    provider = xmltree.first(about, "provider")
    inner = next((e for e in item.iter() if xmltree.local(e) == "nitf"), None)
    return composed(
        body,
        one_line(xmltree.said(xmltree.first(content, "headline"))) or _headline(inner),
        outlet=_name(provider) or _name(xmltree.first(content, "infosource")) or _literal(provider),
        authors=_people(xmltree.said(xmltree.first(content, "by"))),
        published=_date(about, "versioncreated", "firstcreated") or _date(content, "contentcreated"),
        url=None,
        language=_language(content, item),
        part=part,
    )


def _nitf(item: _Element, part: str) -> Item:
    body = _body(item)
    if not body:
        return Fault(part, "is NITF without text")
    issued = next((e for e in item.iter() if xmltree.local(e) in {"date.issue", "story.date"}), None)
    stamp = (issued.get("norm") or "") if issued is not None else ""
    rights = next((e for e in item.iter() if xmltree.local(e) == "doc.copyright"), None)
    paper = next((e for e in item.iter() if xmltree.local(e) == "pubdata"), None)
    return composed(
        body,
        _headline(item),
        outlet=one_line(paper.get("name"))
        if paper is not None
        else one_line(rights.get("holder"))
        if rights is not None
        else None,
        published=parse(_extended(stamp))
        or (parse(_extended(paper.get("date.publication", ""))) if paper is not None else None),
        part=part,
    )


def _extended(stamp: str) -> str:
    """ "20240618T090000Z" with the marks that NITF leaves out."""
    if len(stamp) < 8 or not stamp[:8].isdigit():
        return stamp
    day, clock = f"{stamp[:4]}-{stamp[4:6]}-{stamp[6:8]}", stamp[8:]
    if clock[:1] == "T" and clock[1:7].isdigit():
        zone = clock[7:]
        return f"{day}T{clock[1:3]}:{clock[3:5]}:{clock[5:7]}{zone}"
    return day


def _headline(item: _Element | None) -> str | None:
    heads = (e for e in item.iter() if xmltree.local(e) == "hl1") if item is not None else ()
    return next((line for e in heads if (line := one_line(xmltree.said(e)))), None)


def _body(held: _Element | None) -> list[Line]:
    if held is None:
        return []
    inline = [e for e in held.iter() if xmltree.local(e) in {"inlinexml", "inlinedata"}]
    found: list[Line] = []
    for element in inline if xmltree.local(held) != "nitf" else [held]:
        if xmltree.local(element) == "inlinedata":
            kind = element.get("contenttype") or "text/plain"
            if "html" in kind:
                found += html_lines(xmltree.said(element))
            elif kind.startswith("text/plain"):
                found += [
                    Line(line)
                    for row in xmltree.said(element).splitlines()
                    if (line := " ".join(row.split()))
                ]
        else:
            found += _xml_lines(element)
        if found:
            break  # the same text once more, in another form
    return found


def _xml_lines(element: _Element) -> list[Line]:
    found: list[Line] = []
    scope = next((e for e in element.iter() if xmltree.local(e) == "body"), element)
    for e in scope.iter():
        name = xmltree.local(e)
        if name in _ROLES:
            role = _ROLES[name]
        elif name in _LINES and not any(xmltree.local(child) in _LINES for child in e.iterdescendants()):
            role = None
        else:
            continue
        if any(xmltree.local(up) in _ROLES for up in e.iterancestors()):
            continue
        if line := one_line(xmltree.said(e)):
            found.append(Line(line, role))  # type: ignore[arg-type]
    return found


def _name(element: _Element | None) -> str | None:
    names = list(xmltree.children(element, "name", "organisationname"))
    return next((line for e in names if (line := one_line(xmltree.said(e)))), None)


def _literal(provider: _Element | None) -> str | None:
    return one_line(provider.get("literal")) if provider is not None else None


def _people(line: str) -> tuple[str, ...]:
    name = one_line(line)
    return (name.removeprefix("By ").removeprefix("by "),) if name else ()


def _date(element: _Element | None, *names: str) -> Published | None:
    return next(
        (
            p
            for name in names
            for e in xmltree.children(element, name)
            if (p := parse(xmltree.said(e).strip()))
        ),
        None,
    )


def _language(content: _Element | None, item: _Element) -> str | None:
    told = xmltree.first(content, "language")
    return (
        one_line(told.get("tag"))
        if told is not None
        else one_line(item.get("{http://www.w3.org/XML/1998/namespace}lang"))
    )
