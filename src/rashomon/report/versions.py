"""Versions of one utterance set under each other, word by word.

The differences that were found fix which words face each other; between them equal words do. Where the versions
disagree in something that no difference names (one outlet quotes a longer stretch), the words stand alone, unmarked.
Offsets are code points of each version's own article.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from rashomon.model import Span
from rashomon.words import WORD, fold

# A run without spaces, or one sign of a script that is written without them.
_CHUNK = re.compile(
    r"[\u3000-\u9fff\uac00-\ud7af\uff00-\uffef]|[^\s\u3000-\u9fff\uac00-\ud7af\uff00-\uffef]+"
)

Reading = tuple[Span | None, ...]  # what one difference reads in each version, in the order of the versions
_Key = tuple[str, int | str]


@dataclass(frozen=True, slots=True)
class Content:
    """The words of one version: the article's text and the spans quoted from it, in order."""

    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One version's words in a column: ``marked`` if they differ; an empty text is a gap, drawn if ``missing``."""

    text: str
    marked: bool
    missing: bool


Column = tuple[Cell, ...]
_Group = tuple[tuple[int, ...], tuple[int, ...]]  # facing chunks: of the base, of the other


def columns(contents: Sequence[Content], differences: Sequence[Reading]) -> tuple[Column, ...]:
    """One column for each word or differing unit, a cell for each version; the first version is the base."""
    chunks = [_chunks(content) for content in contents]
    named = [[_named(chunk, differences, v) for chunk in row] for v, row in enumerate(chunks)]
    size = len(chunks[0])
    joined = [False] * size  # chunk i of the base shares its column with chunk i - 1
    pairs = [_facing(chunks, named, contents, differences, v) for v in range(1, len(contents))]
    for pair in pairs:
        for base, _ in pair:
            for i in base[1:]:
                joined[i] = True
    starts = [i for i in range(size) if not joined[i]] + [size]
    # for each start two columns: what other versions insert before it, and its own
    place: dict[int, list[list[list[int]]]] = {
        start: [[[] for _ in contents] for _ in "ab"] for start in starts
    }
    start = 0
    for i in range(size):
        start = i if not joined[i] else start
        place[start][1][0].append(i)
    for v, pair in enumerate(pairs, 1):
        start, after = 0, 0  # the column last written to, and the base chunk that comes next
        for base, other in pair:
            if base:
                start = max(s for s in starts if s <= base[0])
                place[start][1][v].extend(other)
                after = base[-1] + 1
            elif after in place:
                place[after][0][v].extend(other)
            else:  # inside a unit that another version joined
                place[start][1][v].extend(other)
    found = (column for start in starts for column in place[start] if any(column))
    return tuple(_column(column, chunks, named, contents) for column in found)


def _chunks(content: Content) -> list[Span]:
    return [Span(*m.span()) for s in content.spans for m in _CHUNK.finditer(content.text, s.start, s.end)]


def _named(chunk: Span, differences: Sequence[Reading], version: int) -> int | None:
    """The index of the difference a chunk belongs to."""
    for k, reading in enumerate(differences):
        span = reading[version]
        if span is not None and span.overlaps(chunk):
            return k
    return None


def _facing(
    chunks: Sequence[Sequence[Span]],
    named: Sequence[Sequence[int | None]],
    contents: Sequence[Content],
    differences: Sequence[Reading],
    version: int,
) -> list[_Group]:
    """Which chunks of the base and of another version stand in one column, in reading order."""
    sides: list[list[tuple[_Key, list[int]]]] = []
    for v in (0, version):
        units: list[tuple[_Key, list[int]]] = []
        for i, (chunk, k) in enumerate(zip(chunks[v], named[v], strict=True)):
            if k is None:
                units.append((("word", _key(chunk.of(contents[v].text))), [i]))
                continue
            both = differences[k][0] is not None and differences[k][version] is not None
            key: _Key = ("both", k) if both else (f"only {v}", k)
            if units and units[-1][0] == key:
                units[-1][1].append(i)
            else:
                units.append((key, [i]))
        sides.append(units)
    left, right = sides
    matcher = SequenceMatcher(None, [u[0] for u in left], [u[0] for u in right], autojunk=False)
    groups: list[_Group] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        plain = all(u[0][0] == "word" for u in [*left[i1:i2], *right[j1:j2]])
        if tag == "equal" or (plain and i2 - i1 == j2 - j1):
            groups += [(tuple(a[1]), tuple(b[1])) for a, b in zip(left[i1:i2], right[j1:j2], strict=True)]
        else:
            groups += [(tuple(a[1]), ()) for a in left[i1:i2]]
            groups += [((), tuple(b[1])) for b in right[j1:j2]]
    return groups


def _key(chunk: str) -> str:
    """A chunk without its punctuation, case and accents; pure punctuation stays."""
    return " ".join(fold(word) for word in WORD.findall(chunk)) or chunk


def _column(
    column: Sequence[Sequence[int]],
    chunks: Sequence[Sequence[Span]],
    named: Sequence[Sequence[int | None]],
    contents: Sequence[Content],
) -> Column:
    differs = any(named[v][i] is not None for v, members in enumerate(column) for i in members)
    cells = []
    for v, members in enumerate(column):
        text = " ".join(chunks[v][i].of(contents[v].text) for i in members)
        cells.append(Cell(text, any(named[v][i] is not None for i in members), differs and not members))
    return tuple(cells)
