"""The text of an answer to proposals, whatever was written there."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, get_args

from rashomon.model import Operator, Proposal, ProposalKind

# Proposals of one answer that are looked at, and characters of one that are shown.
MOST, SHOWN = 60, 400
# Characters of a sentence, and names in a list, at most.
LONGEST, NAMES = 1_000, 20


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence for the briefing in place of that of the number ``replaces`` (from 1), or a further one; ``claims``
    are those it cites, all of its points where none is named."""

    replaces: int | None
    operator: Operator
    points: tuple[str, ...]
    claims: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Pairing:
    """Two claims that may be one thing, each with words that stand in it."""

    claims: tuple[str, str]
    quotes: tuple[str, str]


def shown(text: str) -> str:
    """What a model wrote on one line, without what no screen shows, cut where it is long."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line if len(line) <= SHOWN else f"{line[: SHOWN - 1]}…"


def refused(kind: ProposalKind, text: str, rule: str, why: str, **named: tuple[str, ...]) -> Proposal:
    """A proposal that is not followed."""
    points, claims = named.get("points", ()), named.get("claims", ())
    return Proposal(kind, shown(text), points, claims, None, rule, why)


def parsed(text: str) -> tuple[tuple[Pairing | Sentence, ...], tuple[Proposal, ...]]:
    """The proposals of an answer in their order, and those that are none. Words around the JSON are passed over."""
    start, end = text.find("{"), text.rfind("}")
    try:
        document = json.loads(text[start : end + 1]) if start >= 0 else None
    except (ValueError, RecursionError):
        document = None
    if not isinstance(document, dict):
        return (), (refused("answer", text, "answer", "is not the JSON that was asked for"),)
    found: list[Pairing | Sentence] = []
    wrong: list[Proposal] = []
    rows = [(name, row) for name in ("alignments", "sentences") for row in _list(document.get(name))]
    for name, row in rows[:MOST]:
        made = _pairing(row) if name == "alignments" else _sentence(row)
        if made is None:
            written = json.dumps(row, ensure_ascii=False)
            wrong.append(refused("answer", written, "answer", "is not in the form that was asked for"))
        else:
            found.append(made)
    if len(rows) > MOST:
        why = f"{len(rows) - MOST} proposals past the first {MOST}, which are looked at"
        wrong.append(refused("answer", "", "answer", why))
    if not any(isinstance(document.get(name), list) for name in ("alignments", "sentences")):
        wrong.append(refused("answer", text, "answer", "has no list of proposals"))
    return tuple(found), tuple(wrong)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _pairing(row: Any) -> Pairing | None:
    claims, quotes = _names(row, "claims"), _names(row, "quotes")
    if claims is None or quotes is None or len(claims) != 2 or len(quotes) != 2:
        return None
    return Pairing((claims[0], claims[1]), (quotes[0], quotes[1]))


def _sentence(row: Any) -> Sentence | None:
    points, claims = _names(row, "points"), _names(row, "claims")
    if points is None or claims is None or not points:
        return None
    text, operator, replaces = row.get("text"), row.get("operator"), row.get("replaces")
    if (
        not isinstance(text, str)
        or not text.strip()
        or len(text) > LONGEST
        or operator not in get_args(Operator)
    ):
        return None
    if replaces is not None and type(replaces) is not int:
        return None
    return Sentence(replaces, operator, points, claims, " ".join(text.split()))


def _names(row: Any, field: str) -> tuple[str, ...] | None:
    """A list of some names or passages; None where there is none."""
    value = row.get(field) if isinstance(row, Mapping) else None
    if not isinstance(value, list) or len(value) > NAMES:
        return None
    if not all(isinstance(v, str) and len(v) <= LONGEST for v in value):
        return None
    return tuple(value)
