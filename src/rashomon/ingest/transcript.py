"""Transcripts in plain text: turns that begin with who speaks ("MR. KERR: …", "Ida Brandl: …", "Q  …").

The text is kept exactly. Requirement: a report that quotes is no transcript; the turns must make up much of the text
and speakers come back. Stage directions and times are "other"; what is spoken is body.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from rashomon.ingest.draft import Draft, Item
from rashomon.ingest.lines import Piece, pieces
from rashomon.ingest.roles import assign
from rashomon.ingest.source import Source
from rashomon.model import BlockRole

# Turns, their share of the paragraphs, and turns of the speaker who has most, that make a transcript. Set by hand.
TURNS, SHARE, MOST = 4, 0.4, 2
# Paragraphs looked at.
SAMPLE = 200

_TIME = r"[\[(]?\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?[\])]?"
_LABEL = re.compile(
    rf"(?P<time>{_TIME}\s+)?(?P<name>[A-Z][\w.’'\-]*(?:\s+(?:[A-Z][\w.’'\-]*|de|von|van|of|the|al|bin)){{0,5}}"
    r"(?:,\s[^:,\n]{1,40})?(?:\s\([^()\n]{1,40}\))?)\s*:\s+(?=\S)"
)
_ASIDE = re.compile(rf"(?:\[[^\[\]]{{1,80}}\]|\([^()]{{1,80}}\)|{_TIME})$")


def is_transcript(source: Source) -> bool:
    """Whether a text is made of turns, by its first paragraphs."""
    opening = source.opening[:20_000]
    rows = [opening[p.start : p.end] for p in pieces(opening)][:SAMPLE]
    names = Counter(match["name"] for row in rows if (match := _LABEL.match(row)))
    turns = names.total()
    return turns >= TURNS and turns >= SHARE * len(rows) and len(names) > 1 and max(names.values()) >= MOST


def read(source: Source) -> Iterator[Item]:
    """The text as it stands; the lines before the first turn have the roles they show."""
    text = source.text
    spans: list[Piece] = []
    fixed: dict[int, BlockRole] = {}
    begun = False
    for piece in pieces(text):
        line = text[piece.start : piece.end]
        turn = _LABEL.match(line)
        begun = begun or turn is not None
        start = piece.start
        if turn and turn["time"]:
            fixed[len(spans)] = "other"
            spans.append(Piece(start, start + len(turn["time"].rstrip()), piece.paragraph))
            start += len(turn["time"])
        if begun:
            fixed[len(spans)] = "other" if _ASIDE.match(line) else "body"
        spans.append(Piece(start, piece.end, piece.paragraph))
    yield Draft(text, assign(text, spans, fixed))
