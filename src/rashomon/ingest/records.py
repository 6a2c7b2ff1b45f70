"""JSON and JSON lines: articles as objects, one a line, in a list, or one alone.

Also read: a list inside an object ({"status": "ok", "articles": […]}), and schema.org's JSON-LD.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from rashomon.errors import InputError
from rashomon.ingest import fields
from rashomon.ingest.draft import Fault, Item
from rashomon.ingest.source import Source

# Names under which programs put the list of articles.
LISTS = ("articles", "items", "results", "stories", "documents", "docs", "data", "hits", "@graph")


def is_records(source: Source) -> bool:
    """Whether an input is JSON, in whole or by its first line."""
    opening = source.opening.lstrip()
    if not opening.startswith(("{", "[")):
        return False
    if source.data is not None:
        return isinstance(source.data, dict) or (
            isinstance(source.data, list) and all(isinstance(row, dict) for row in source.data[:3])
        )
    return bool(opening.startswith("{") and '"' in opening[:200] and ":" in opening[:1000])


def read(source: Source) -> Iterator[Item]:
    """The records, in order. Raises InputError when it is JSON of another kind."""
    if source.data is None:
        yield from _lines(source)
        return
    rows = source.data if isinstance(source.data, list) else _listed(source.data)
    if rows is None:
        yield _record(source.data, "")
        return
    if not rows:
        raise InputError(source.origin, "is a list without records")
    for number, row in enumerate(rows, start=1):
        yield _record(row, f"#{number}")


def _listed(value: dict[str, Any]) -> list[Any] | None:
    if fields.telling(value) > 1:
        return None
    return next((value[name] for name in LISTS if isinstance(value.get(name), list)), None)


def _record(value: Any, part: str) -> Item:
    if not isinstance(value, dict):
        return Fault(part, "is no object")
    inner = value.get("_source") or value.get("fields")  # a search engine's hit
    if isinstance(inner, dict) and fields.telling(inner) > fields.telling(value):
        value = {**value, **inner}
    if not fields.telling(value):
        named = ", ".join(map(str, list(value)[:8]))
        return Fault(part, f"is JSON without a text or an address (it has: {named})")
    return fields.draft(value, part)


def _lines(source: Source) -> Iterator[Item]:
    number = 0
    try:
        for number, line in enumerate(source.lines(), start=1):
            if not line.strip():
                continue
            part = f"#{number}"
            try:
                value = json.loads(line.decode("utf-8-sig"))
            except UnicodeDecodeError as error:
                yield Fault(part, f"is not UTF-8 (byte {error.start})")
            except RecursionError:
                yield Fault(part, "is nested too deeply")
            except ValueError as error:
                yield Fault(part, f"is not JSON ({error})")
            else:
                yield _record(value, part)
    except InputError as error:
        yield Fault(f"#{number + 1}", error.reason)
