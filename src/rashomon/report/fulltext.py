"""An article's whole text as markup in which every passage has an anchor, however the passages overlap.

The text inside an element is the article's own, character for character; white space between blocks becomes
the page's paragraphs. Overlapping spans are cut so that elements nest: the first piece of a passage carries its
anchor as ``id``, every further piece names it in ``data-p``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from typing import Literal

from markupsafe import Markup, escape

from rashomon.model import Article, Span
from rashomon.report.view import Place


@dataclass(frozen=True, slots=True, order=True)
class Said:
    """Words that are somebody's: ``kind`` quoted or reported."""

    start: int
    end: int
    kind: Literal["quoted", "reported"]
    speaker: str


@dataclass(frozen=True, slots=True, order=True)
class Door:
    """Words that lead back to the row of the synopsis they stand in; ``status`` is the row's."""

    start: int
    end: int
    row: int
    status: str


@dataclass(frozen=True, slots=True, order=True)
class _Piece:
    start: int
    last: int  # minus the end: of two pieces with one start the longer opens first
    rank: int  # of two equal ones the lower opens first
    order: int
    layer: Said | Place | Door = field(compare=False)
    first: bool = field(compare=False)
    final: bool = field(compare=False)


_CLOSE = {"a": Markup("</a>"), "span": Markup("</span>")}


def paragraphs(
    article: Article,
    places: Iterable[Place],
    said: Sequence[Said],
    doors: Sequence[Door],
    labels: Mapping[Place, str],
) -> Markup:
    """The text in paragraphs. ``labels`` are citation labels of some places, shown after their last piece."""
    segments = _segments(article)
    pieces: list[list[_Piece]] = [[] for _ in segments]
    lost: list[Place] = []
    number = 0
    layers: list[tuple[int, Said | Place | Door, tuple[Span, ...]]] = [
        *((0, s, (Span(s.start, s.end),)) for s in sorted(set(said))),
        *((1, p, p.spans) for p in sorted(set(places))),
        *((2, d, (Span(d.start, d.end),)) for d in innermost(doors)),
    ]
    for rank, layer, spans in layers:
        cut = [
            (i, max(s.start, segment.start), min(s.end, segment.end))
            for s in spans
            for i, (segment, _) in enumerate(segments)
            if s.overlaps(segment)
        ]
        for at, (i, start, end) in enumerate(cut):
            number += 1
            pieces[i].append(_Piece(start, -end, rank, number, layer, at == 0, at == len(cut) - 1))
        if not cut and isinstance(layer, Place):
            lost.append(layer)  # white space between blocks: the anchor stands at the top of the text
    out = [Markup('<span id="{}"></span>').format(place.anchor) for place in lost]
    for (segment, role), found in zip(segments, pieces, strict=True):
        inner = _nest(article.text, segment, found, labels)
        kind = "" if role == "body" else Markup(' class="{}"').format(role)
        out.append(Markup('<p{} dir="auto">{}</p>\n').format(kind, inner))
    return Markup("").join(out)


def innermost(doors: Sequence[Door]) -> tuple[Door, ...]:
    """Doors that do not overlap: where several do, the words belong to a row that others have too, of these to the
    shortest."""
    cuts = sorted({cut for door in doors for cut in (door.start, door.end)})
    out: list[Door] = []
    for start, end in zip(cuts, cuts[1:], strict=False):
        over = [door for door in doors if door.start <= start and end <= door.end]
        if not over:
            continue
        owner = min(over, key=lambda d: (d.status == "single", d.end - d.start, d))
        if out and out[-1].end == start and out[-1].row == owner.row:
            out[-1] = Door(out[-1].start, end, owner.row, owner.status)
        else:
            out.append(Door(start, end, owner.row, owner.status))
    return tuple(out)


def _segments(article: Article) -> list[tuple[Span, str]]:
    """The blocks with their roles, and what stands outside of them if it is more than white space."""
    out: list[tuple[Span, str]] = []
    at = 0
    for block in sorted(article.blocks, key=lambda b: b.start):
        out += _stray(article.text, at, block.start)
        out.append((block.span, block.role))
        at = max(at, block.end)
    return out + _stray(article.text, at, len(article.text))


def _stray(text: str, start: int, end: int) -> list[tuple[Span, str]]:
    return [(Span(start, end), "other")] if start < end and not text[start:end].isspace() else []


def _nest(text: str, segment: Span, pieces: list[_Piece], labels: Mapping[Place, str]) -> Markup:
    """One paragraph's inner markup: elements open and close in order, crossing ones are cut in two."""
    out: list[Markup] = []
    stack: list[tuple[int, str]] = []  # where the open elements end, and their tags
    at = segment.start
    queue = list(pieces)
    heapify(queue)

    def advance(to: int) -> None:
        nonlocal at
        while stack and stack[-1][0] <= to:
            end, tag = stack.pop()
            out.extend((words(text[at:end]), _CLOSE[tag]))
            at = end
        out.append(words(text[at:to]))
        at = to

    while queue:
        piece = heappop(queue)
        end = -piece.last
        advance(piece.start)
        final = piece.final
        if stack and stack[-1][0] < end:
            cut = stack[-1][0]
            heappush(queue, _Piece(cut, piece.last, piece.rank, piece.order, piece.layer, False, final))
            end, final = cut, False
        out.append(_open(piece.layer, piece.first, labels if final else {}))
        stack.append((end, "a" if isinstance(piece.layer, Door) else "span"))
    advance(segment.end)
    return Markup("").join(out)


def words(text: str) -> Markup:
    """Text of an element, escaped, that a browser reads back unchanged: it would turn CR into LF, and NUL cannot
    stand there. Quotation marks stay: they end no text, only an attribute."""
    marked = str(escape(text)).replace("&#34;", '"').replace("&#39;", "'")
    return Markup(marked.replace("\r", "&#13;").replace("\0", "\ufffd"))  # noqa: S704 (escaped above)


def _open(layer: Said | Place | Door, first: bool, labels: Mapping[Place, str]) -> Markup:
    if isinstance(layer, Said):
        kind = layer.kind + (" first" if first else "")
        return Markup('<span class="{}" title="{}">').format(kind, layer.speaker)
    if isinstance(layer, Door):
        skip = "" if first else Markup(' tabindex="-1"')
        return Markup('<a class="{}" href="#row-{}"{}>').format(layer.status, layer.row, skip)
    label = Markup(' data-n="{}"').format(labels[layer]) if layer in labels else ""
    name = Markup('id="{}"') if first else Markup('data-p="{}"')
    return Markup("<span {}{}>").format(name.format(layer.anchor), label)
