"""Lines with the roles that are known of them, to a draft: the text of what is not a plain text in the first place.

The text is the lines joined by empty lines, the headline first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from rashomon.ingest import text as plain
from rashomon.ingest.draft import Draft, whole
from rashomon.ingest.lines import Piece, pieces
from rashomon.ingest.roles import assign
from rashomon.model import BlockRole
from rashomon.words import fold

# Lines at the beginning among which the headline is looked for.
_TOP = 4


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph; without a role it has the one it shows."""

    text: str
    role: BlockRole | None = None


def composed(
    lines: Sequence[Line], title: str | None = None, known: Sequence[str] = (), **said: Any
) -> Draft:
    """The draft of lines, none of them empty or with white space around it, under a headline. A line that says the
    headline, or is one of ``known``, the other forms it goes by, takes its place. ``said`` are fields of the draft."""
    rows = [line for row in lines if (line := Line(whole(row.text).strip(), row.role)).text]
    title = whole(title).strip() if title else None
    if title:
        forms = {fold(form) for form in (title, *known)}
        first = next((k for k, row in enumerate(rows[:_TOP]) if fold(row.text) in forms), None)
        if first is not None:
            title = rows.pop(first).text
        rows.insert(0, Line(title, "title" if rows else None))
    text = "\n\n".join(row.text for row in rows)
    spans: list[Piece] = []
    at = 0
    for number, row in enumerate(rows):
        spans.append(Piece(at, at + len(row.text), number))
        at += len(row.text) + 2
    fixed = {number: row.role for number, row in enumerate(rows) if row.role is not None}
    return Draft(text, assign(text, spans, fixed, titled=not title), title=title, **said)


def under(title: str | None, text: str, **said: Any) -> Draft:
    """The draft of a plain text as it stands, under a headline unless it begins with it."""
    text = whole(text)
    title = whole(title).strip() if title else None
    if not title:
        draft = plain.read(text, "")
        return Draft(draft.text, draft.blocks, **said)
    if not text.lstrip().startswith(title):
        text = title + ("\n\n" + text.lstrip("\r\n") if text.strip() else "")
    rows = pieces(text)
    fixed: dict[int, BlockRole] = {}
    if len(rows) > 1 and text[rows[0].start : rows[0].end] == title:
        fixed[0] = "title"
    return Draft(text, assign(text, rows, fixed, titled=False), title=title, **said)
