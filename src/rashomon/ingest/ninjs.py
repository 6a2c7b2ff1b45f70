"""ninjs 1 to 3, the IPTC's news in JSON: an item, or a list of items.

The versions differ in the case of their names and in whether a text is a property ("body_xhtml") or a row of a list
("bodies"). Requirement: pictures, videos and events are refused with what they are: their captions speak for no report.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rashomon.ingest.composed import Line, composed
from rashomon.ingest.draft import Draft, Fault, Item, one_line, whole
from rashomon.ingest.fragment import lines, text_of
from rashomon.ingest.published import parse
from rashomon.ingest.source import Source

Row = dict[str, Any]

# Names that an item of some version has and other JSON hardly ever: one beside "uri" tells the format.
_MARKS = frozenset(
    "versioncreated firstcreated contentcreated headline headlines bodies descriptions renditions associations pubstatus "
    "eventdetails body_text body_xhtml body_html".split()
)
_NO_TEXT = frozenset({"audio", "video", "picture", "graphic", "event", "planning", "component"})


def is_item(value: object) -> bool:
    """Whether a JSON value is a ninjs item."""
    if not isinstance(value, dict) or not isinstance(value.get("uri"), str):
        return False
    names = {str(name).lower() for name in value}
    return bool(names & _MARKS) or value.get("type") in _NO_TEXT | {"text", "composite"}


def is_ninjs(source: Source) -> bool:
    """Whether an input is an item or a list of them."""
    data = source.data
    return is_item(data) or (isinstance(data, list) and bool(data) and all(map(is_item, data)))


def read(source: Source) -> Iterator[Item]:
    """The items, in order."""
    if isinstance(source.data, dict):
        yield _item(source.data, "")
        return
    for number, item in enumerate(source.data, start=1):
        yield _item(item, f"#{number}")


def _item(item: Row, part: str) -> Draft | Fault:
    row = {str(name).lower(): value for name, value in item.items()}
    kind = one_line(row.get("type")) or "text"
    body = _body(row)
    if kind in _NO_TEXT or "eventdetails" in row:
        return Fault(part, f"is of type {'event' if kind == 'text' else kind}, not a text")
    if not body:
        return Fault(part, f"is a {kind} item without text")
    lead = [line for member in _associated(row) for line in _picture(member)]
    byline = one_line(row.get("byline") or row.get("by"))
    return composed(
        body + lead,
        _headline(row),
        outlet=one_line(row.get("copyrightholder")) or _source(row),
        authors=(byline.removeprefix("By "),) if byline else (),
        published=parse(row.get("versioncreated"))
        or parse(row.get("firstcreated"))
        or parse(row.get("contentcreated")),
        language=one_line(row.get("language")),
        part=part,
    )


def _texts(row: Row, stem: str, plural: str) -> dict[str, str]:
    """The forms of a text by their names: ``body_xhtml``, or the rows of ``bodies`` by role and content type."""
    found = {
        name: value
        for name, value in row.items()
        if name.startswith(stem) and isinstance(value, str) and value.strip()
    }
    rows = row.get(plural)
    for entry in rows if isinstance(rows, list) else ():
        if isinstance(entry, dict) and isinstance(entry.get("value"), str) and entry["value"].strip():
            kind = one_line(entry.get("contentType") or entry.get("contenttype")) or ""
            role = one_line(entry.get("role")) or ""
            found.setdefault(f"{stem}_{role}_{kind}".lower(), entry["value"])
    return found


def _body(row: Row) -> list[Line]:
    forms = _texts(row, "body", "bodies")
    markup = next((v for name, v in forms.items() if "html" in name or "nitf" in name), None)
    if markup is not None:
        return lines(markup)
    text = next(iter(forms.values()), "")
    if "<p" in text:
        return lines(text)
    return [Line(line) for given in whole(text).splitlines() if (line := " ".join(given.split()))]


def _headline(row: Row) -> str | None:
    forms = _texts(row, "headline", "headlines")
    main = next(
        (v for name, v in forms.items() if name in {"headline", "headline_main_"} or "main" in name), None
    )
    value = main or next(iter(forms.values()), None) or row.get("title")
    return one_line(text_of(value)) if isinstance(value, str) else None


def _associated(row: Row) -> Iterator[Row]:
    members = row.get("associations")
    for member in (
        members.values() if isinstance(members, dict) else members if isinstance(members, list) else ()
    ):
        if isinstance(member, dict):
            yield {str(name).lower(): value for name, value in member.items()}


def _picture(row: Row) -> Iterator[Line]:
    """Caption and credit of a picture that belongs to the item."""
    if row.get("type") not in {"picture", "graphic"}:
        return
    forms = _texts(row, "description", "descriptions")
    text = next((v for name, v in forms.items() if "caption" in name), None) or next(
        iter(forms.values()), None
    )
    if text and (line := one_line(text_of(text))):
        yield Line(line, "caption")
    if credit := one_line(row.get("byline") or row.get("by") or row.get("copyrightholder")):
        yield Line(credit, "credit")


def _source(row: Row) -> str | None:
    sources = row.get("infosources")
    names = (
        [one_line(s.get("name")) for s in sources if isinstance(s, dict)] if isinstance(sources, list) else []
    )
    return next((name for name in names if name), None)
