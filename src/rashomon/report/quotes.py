"""Words of a report as they stand there: whose they are, what stands around them, where to find them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from rashomon.model import (
    Absence,
    Article,
    Attribution,
    Claim,
    Comparison,
    Finding,
    Passage,
    Point,
    Span,
)
from rashomon.report import phrases
from rashomon.report.view import Manner, Place, Quote, Side

TONES = 6  # hues and line patterns that differ for every kind of colour vision; further reports begin again
LONGEST_VALUE = 28  # characters of a number or date that is set in a column of its own
FEW_WORDS, AROUND = 4, 7  # a verdict of so few words shows so many of its paragraph before and after them
DOUBLE = frozenset('“”„"«»')


@dataclass(frozen=True, slots=True)
class Index:
    """Look-ups into one comparison."""

    sides: Mapping[str, Side]
    claims: Mapping[str, Claim]
    attributions: Mapping[str, Attribution]
    names: Mapping[str, str]
    rank: Mapping[str, int]  # entity -> place by the number of reports, then of mentions, that name it
    mentions: Mapping[str, tuple[tuple[int, int, str], ...]]  # article -> (start, end, entity), by start
    amounts: Mapping[str, tuple[Span, ...]]  # article -> spans of dates and quantities, by start
    points: Mapping[str, Point]
    number: Mapping[str, int]  # point -> its row, from 1
    absences: Mapping[tuple[str, str], Absence]


def index_of(comparison: Comparison) -> Index:
    counted = {
        e.id: (-len({m.article for m in e.mentions}), -len(e.mentions), i)
        for i, e in enumerate(comparison.entities)
    }
    mentions: dict[str, list[tuple[int, int, str]]] = {a.id: [] for a in comparison.articles}
    for entity in comparison.entities:
        for m in entity.mentions:
            mentions[m.article].append((m.start, m.end, entity.id))
    amounts: dict[str, list[Span]] = {a.id: [] for a in comparison.articles}
    for date in comparison.dates:
        amounts[date.article].append(date.span)
    for quantity in comparison.quantities:
        amounts[quantity.article].append(quantity.span)
    places = {p.id: i for i, p in enumerate(comparison.points)}
    order = sorted(comparison.points, key=lambda p: (-p.salience, places[p.id]))
    return Index(
        sides={side.article.id: side for side in _sides(comparison.articles)},
        claims={c.id: c for c in comparison.claims},
        attributions={a.id: a for a in comparison.attributions},
        names={e.id: e.name for e in comparison.entities},
        rank={e: i for i, e in enumerate(sorted(counted, key=lambda e: counted[e]))},
        mentions={a: tuple(sorted(found)) for a, found in mentions.items()},
        amounts={a: tuple(sorted(set(found))) for a, found in amounts.items()},
        points={p.id: p for p in comparison.points},
        number={p.id: i for i, p in enumerate(order, 1)},
        absences={(a.point, a.article): a for a in comparison.absences},
    )


def _sides(articles: Sequence[Article]) -> tuple[Side, ...]:
    """The reports in the order they were given. One without an outlet is called by its file or address."""
    rows = zip(phrases.letters(len(articles)), articles, strict=True)
    return tuple(
        Side(
            letter,
            a,
            a.outlet or (a.origin if "://" in a.origin else PurePath(a.origin).name) or "unnamed",
            phrases.day(a.published),
            i % TONES,
        )
        for i, (letter, a) in enumerate(rows)
    )


def close(text: str) -> str:
    """Runs of white space become one blank."""
    return " ".join(text.split())


def quote_of(article: str, spans: tuple[Span, ...], claim: Claim | None, index: Index) -> Quote:
    side = index.sides[article]
    manner: Manner = "own"
    speaker = note = None
    if claim is not None:
        note = {"title": "headline", "caption": "caption", "body": None}[claim.role]
        source = index.attributions.get(claim.attribution or "")
        if claim.voice == "attributed":
            direct = source is not None and source.kind == "direct"
            manner = "quoted" if direct else "reported"
            speaker = speaker_of(source, index) if source is not None else None
            speaker = speaker or "source not named"
    words = " … ".join(close(s.of(side.article.text)) for s in spans)
    if manner == "quoted" and DOUBLE & set(words):
        manner = "reported"  # more than the quotation: its own marks stand within
    return Quote(side.letter, Place(article, spans), "", words, "", manner, speaker, note)


def passage_of(passage: Passage, point: Point | None, index: Index, *, around: bool = False) -> Quote:
    """A passage in the voice and, where one holds it, in the words of its point's claim."""
    span = passage.span
    cells = point.cells if point else ()
    claims = [index.claims[c] for a, ids in cells if a == passage.article for c in ids]
    holders = [(len(s), c, s) for c in claims for s in c.spans if s.contains(span)]
    if not holders:
        touching = next((c for c in claims if any(s.overlaps(span) for s in c.spans)), None)
        return quote_of(passage.article, (span,), touching, index)
    _, claim, holder = min(holders, key=lambda h: h[0])
    found = quote_of(passage.article, (span,), claim, index)
    text = index.sides[passage.article].article.text
    before, after = text[holder.start : span.start], text[span.end : holder.end]
    if around and holder == span and len(found.words.split()) <= FEW_WORDS:
        before, after = _around(index.sides[passage.article].article, span)
    manner = "reported" if found.manner == "quoted" and DOUBLE & set(before + after) else found.manner
    return replace(found, before=_open(before, left=True), after=_open(after, left=False), manner=manner)


def _around(article: Article, span: Span) -> tuple[str, str]:
    """Some words before and after a span in its block, with an ellipsis where more follow."""
    block = next((b.span for b in article.blocks if b.span.contains(span)), span)
    before = re.split(r"(?<=\s)(?=\S)", article.text[block.start : span.start])
    after = re.split(r"(?<=\S)(?=\s)", article.text[span.end : block.end])
    left = ("… " if len(before) > AROUND else "") + "".join(before[-AROUND:])
    right = "".join(after[:AROUND]) + (" …" if len(after) > AROUND else "")
    return left, right


def _open(text: str, *, left: bool) -> str:
    """Words around a passage, closed up, with a blank where they had one beside it."""
    closed = close(text)
    if not closed:
        return ""
    touches = not text[-1 if left else 0].isspace()
    return closed if touches else (f"{closed} " if left else f" {closed}")


def speaker_of(attribution: Attribution, index: Index) -> str | None:
    """Who is said to have said it: the person meant, else the words that name the source."""
    if attribution.source.entity is not None:
        return index.names.get(attribution.source.entity)
    if attribution.source.span is not None:
        return close(attribution.source.span.of(index.sides[attribution.article].article.text))
    return next((hop.name for hop in attribution.chain if hop.role == "speaker"), None)


def value_of(finding: Finding, passage: Passage, index: Index) -> str | None:
    """The number or date a conflict turns on, where the passage holds exactly one."""
    if finding.kind != "conflict" or finding.type not in ("number", "date"):
        return None
    inside = [s for s in index.amounts[passage.article] if s.overlaps(passage.span)]
    if len(inside) != 1 or len(inside[0]) > LONGEST_VALUE:
        return None
    return close(inside[0].of(index.sides[passage.article].article.text))
