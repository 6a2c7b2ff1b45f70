"""The block of ``key: value`` lines between two ``---`` at the beginning of a text.

The subset of YAML that front matter is written in: plain and quoted strings, lists in brackets or with dashes,
folded and literal blocks, comments. What is nested deeper is skipped. Nothing here fails: a block that is not of
this kind is text.
"""

from __future__ import annotations

import re

# Lines. Longer blocks are no front matter.
LONGEST = 200

_FENCE = re.compile(r"---[ \t]*(?:\r\n|\n|\r)")
_CLOSE = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\r\n|\n|\r|\Z)", re.MULTILINE)
_PAIR = re.compile(r"([A-Za-z_][\w .-]{0,60}?)\s*:(?:\s+(.*))?$")
_ITEM = re.compile(r"\s*-\s+(.*)$")
_ESCAPE = re.compile(r"\\(.)")

Values = dict[str, tuple[str, ...]]


def _scalar(value: str) -> str:
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] == '"':
        return _ESCAPE.sub(lambda m: {"n": " ", "t": " "}.get(m[1], m[1]), value[1:-1])
    if len(value) > 1 and value[0] == value[-1] == "'":
        return value[1:-1].replace("''", "'")
    value = re.sub(r"(?:^|\s)#.*$", "", value).strip()
    return "" if value in {"~", "null", "Null", "NULL"} else value


def _flow(value: str) -> tuple[str, ...]:
    """The members of "[a, 'b, c']"."""
    parts = re.findall(r"""\s*("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^,]+)\s*(?:,|$)""", value.strip()[1:-1])
    return tuple(s for s in (_scalar(part) for part in parts) if s)


def split(text: str) -> tuple[Values, int]:
    """The values by lower-case key, and where the text behind the block begins; ({}, 0) without front matter."""
    opening = _FENCE.match(text)
    if not opening:
        return {}, 0
    closing = _CLOSE.search(text, opening.end())
    if not closing:
        return {}, 0
    rows = text[opening.end() : closing.start()].splitlines()
    values = _values(rows) if len(rows) <= LONGEST else {}
    return (values, closing.end()) if values else ({}, 0)


def _values(rows: list[str]) -> Values:
    found: Values = {}
    key: str | None = None
    folded = False
    for row in rows:
        if not row.strip() or row.lstrip().startswith("#"):
            continue
        indented = row[0] in " \t"
        if key is not None and (match := _ITEM.match(row)) and (indented or not found[key] or key in found):
            found[key] = (*found[key], *(s for s in (_scalar(match[1]),) if s))
            continue
        if indented:
            if key is not None and folded:
                found[key] = (" ".join((*found[key], row.strip())),)
            continue
        match = _PAIR.match(row.rstrip())
        if not match:
            return {}  # a line of prose between two rules: no front matter
        key = match[1].strip().lower()
        value = (match[2] or "").strip()
        folded = value[:1] in {">", "|"} and len(value) < 3
        if value.startswith("[") and value.endswith("]"):
            found[key] = _flow(value)
        else:
            found[key] = tuple(s for s in ("" if folded else _scalar(value),) if s)
    return found
