"""A comparison as tables: one row an article, an attribution, a finding …, the form every table writer shares.

A table is a name, its columns and a function from a comparison to its rows; a new one is a line in TABLES. Rows stand
in the comparison's order. A cell is text, a number, a truth value or None; spans are half-open, in code points of
the article's ``text``. Where an entry has several spans, their words are joined by " … " in one cell and the spans
stand as "12-40 55-80" in another. Names and texts are as they are published (``rashomon schema``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, cast

from rashomon.model import Comparison, Passage, Span

Cell = str | int | float | bool | None
Row = tuple[Cell, ...]


Kind = Literal["text", "int", "real", "exact", "truth"]  # exact: a number of the text itself, never rounded


@dataclass(frozen=True, slots=True)
class Columns:
    """The names of columns and what stands in each, beside None."""

    names: tuple[str, ...]
    kinds: tuple[Kind, ...]


def columns(spelt: str) -> Columns:
    """Columns from "article start:int score:real"; without a kind they hold text."""
    parts = [name.partition(":") for name in spelt.split()]
    return Columns(tuple(n for n, _, _ in parts), tuple(cast(Kind, kind or "text") for _, _, kind in parts))


@dataclass(frozen=True, slots=True)
class Table:
    """Columns, and the rows a comparison has in them, each as long as the columns."""

    columns: Columns
    rows: Callable[[Comparison], Iterator[Row]]


def _texts(c: Comparison) -> Mapping[str, str]:
    return {a.id: a.text for a in c.articles}


def _outlets(c: Comparison) -> Mapping[str, str | None]:
    return {a.id: a.outlet for a in c.articles}


def _names(c: Comparison) -> Mapping[str, str]:
    return {e.id: e.name for e in c.entities}


def _words(text: str, spans: Sequence[Span]) -> str | None:
    return " … ".join(s.of(text) for s in spans) if spans else None


def _spans(spans: Iterable[Span]) -> str | None:
    return " ".join(f"{s.start}-{s.end}" for s in spans) or None


def _one(text: str, span: Span | None) -> tuple[Cell, Cell, Cell]:
    """Start, end and words of a span that may be missing."""
    return (None, None, None) if span is None else (span.start, span.end, span.of(text))


def _ids(ids: Iterable[str]) -> str | None:
    return " ".join(ids) or None


def _articles(c: Comparison) -> Iterator[Row]:
    for a in c.articles:
        yield (
            *(
                a.id,
                a.outlet,
                a.title,
                "; ".join(a.authors) or None,
                a.url,
                a.published,
                a.published_precision,
            ),
            *(a.language, a.origin, a.sha256, a.text),
        )


def _entities(c: Comparison) -> Iterator[Row]:
    for e in c.entities:
        yield e.id, e.kind, e.name, len(e.mentions), len({m.article for m in e.mentions})


def _mentions(c: Comparison) -> Iterator[Row]:
    texts = _texts(c)
    for e in c.entities:
        for m in e.mentions:
            yield e.id, m.article, m.form, *_one(texts[m.article], m.span)


def _attributions(c: Comparison) -> Iterator[Row]:
    texts, outlets, names = _texts(c), _outlets(c), _names(c)
    for q in c.attributions:
        text, source = texts[q.article], q.source
        yield (
            *(q.id, q.article, outlets[q.article], q.kind, source.entity, names.get(source.entity or "")),
            *_one(text, source.span),
            *(_words(text, q.cue), _spans(q.cue), _words(text, q.content), _spans(q.content)),
            *("; ".join(f"{h.role}: {h.name}" for h in q.chain) or None, q.within),
        )


def _hops(c: Comparison) -> Iterator[Row]:
    texts = _texts(c)
    for q in c.attributions:
        for number, hop in enumerate(q.chain, start=1):
            yield q.id, number, hop.role, hop.name, q.article, *_one(texts[q.article], hop.span)


def _utterances(c: Comparison) -> Iterator[Row]:
    for u in c.utterances:
        yield u.id, u.score, len(u.versions), _ids(u.versions)


def _readings(c: Comparison) -> Iterator[Row]:
    texts = _texts(c)
    articles = {q.id: q.article for q in c.attributions}
    for u in c.utterances:
        for number, difference in enumerate(u.differences, start=1):
            for version, span in difference.readings:
                article = articles[version]
                yield u.id, number, difference.kind, version, article, *_one(texts[article], span)


def _claims(c: Comparison) -> Iterator[Row]:
    texts = _texts(c)
    points = {claim: p.id for p in c.points for _, ids in p.cells for claim in ids}
    for k in c.claims:
        yield (
            *(k.id, k.article, points.get(k.id), k.voice, k.attribution, k.negated, k.hedged, k.role),
            *(_words(texts[k.article], k.spans), _spans(k.spans)),
        )


def _dates(c: Comparison) -> Iterator[Row]:
    texts = _texts(c)
    for d in c.dates:
        yield (
            *(d.id, d.article, *_one(texts[d.article], d.span)),
            *(d.type, d.value, d.earliest, d.latest, d.anchor, d.why),
        )


def _quantities(c: Comparison) -> Iterator[Row]:
    texts = _texts(c)
    for n in c.quantities:
        text = texts[n.article]
        yield (
            *(n.id, n.article, *_one(text, n.span), n.relation, n.low, n.high, n.unit, n.unit_normal),
            *_one(text, n.counted),
        )


def _points(c: Comparison) -> Iterator[Row]:
    for p in c.points:
        yield p.id, p.status, p.outlets, p.origins, p.salience, _ids(a for a, _ in p.cells)


def _bonds(c: Comparison) -> Iterator[Row]:
    for p in c.points:
        for b in p.bonds:
            yield p.id, _ids(b.articles), b.by, b.name


def _copies(c: Comparison) -> Iterator[Row]:
    texts, outlets = _texts(c), _outlets(c)
    for number, copy in enumerate(c.copies, start=1):
        shares = dict(copy.shares)
        for p in copy.passages:
            words = _one(texts[p.article], p.span)
            yield f"copy-{number}", p.article, outlets[p.article], shares[p.article], *words


def _cells(c: Comparison) -> Iterator[Row]:
    """Every point in every article: without a claim where the article is silent."""
    texts, outlets = _texts(c), _outlets(c)
    claims = {k.id: k for k in c.claims}
    for p in c.points:
        carried = dict(p.cells)
        for a in c.articles:
            for id in carried.get(a.id, ()):
                k = claims[id]
                words = _words(texts[a.id], k.spans)
                yield p.id, p.status, a.id, outlets[a.id], id, k.voice, words, _spans(k.spans)
            if a.id not in carried:
                yield p.id, p.status, a.id, outlets[a.id], None, None, None, None


def _findings(c: Comparison) -> Iterator[Row]:
    for f in c.findings:
        yield f.id, f.kind, f.type, f.judgement, f.point, f.detector, f.score, f.why


def _passages(c: Comparison) -> Iterator[Row]:
    """The passages that findings, the timeline and the briefing rest on."""
    texts, outlets = _texts(c), _outlets(c)

    def rows(of: str, passages: Sequence[Passage]) -> Iterator[Row]:
        for number, p in enumerate(passages, start=1):
            yield of, number, p.article, outlets[p.article], *_one(texts[p.article], p.span)

    for f in c.findings:
        yield from rows(f.id, f.passages)
    for number, event in enumerate(c.timeline, start=1):
        yield from rows(f"timeline-{number}", event.passages)
    for number, line in enumerate(c.briefing, start=1):
        yield from rows(f"briefing-{number}", line.passages)


def _absences(c: Comparison) -> Iterator[Row]:
    texts = _texts(c)
    for a in c.absences:
        near = a.nearest[0] if a.nearest else None
        span = None if near is None else Span(near.start, near.end)
        score = None if near is None else near.score
        yield a.point, a.article, a.chance_missed, *_one(texts[a.article], span), score


def _voices(c: Comparison) -> Iterator[Row]:
    texts, outlets = _texts(c), _outlets(c)
    for v in c.voices:
        for article, s in v.by_article:
            yield (
                *(v.entity, v.name, v.kind, article, outlets[article], s.direct_words, s.indirect_words),
                *(s.attributions, s.first_at, *_one(texts[article], s.role)),
            )


def _sourcing(c: Comparison) -> Iterator[Row]:
    outlets = _outlets(c)
    for s in c.sourcing:
        yield (
            *(
                s.article,
                outlets.get(s.article or ""),
                s.sources,
                s.collective,
                s.anonymous,
                s.anonymous_share,
            ),
            *(s.words, s.collective_words, s.anonymous_words),
        )


def _timeline(c: Comparison) -> Iterator[Row]:
    for number, e in enumerate(c.timeline, start=1):
        yield f"timeline-{number}", e.earliest, e.latest, e.precision, e.text, e.what


def _briefing(c: Comparison) -> Iterator[Row]:
    for number, line in enumerate(c.briefing, start=1):
        yield f"briefing-{number}", line.operator, line.text, _ids(line.points)


def _source(c: Comparison) -> Iterator[Row]:
    if c.primary is not None:
        a = c.primary.article
        yield a.id, a.outlet, a.title, a.url, a.published, a.language, a.origin, a.sha256, a.text


def _laid(c: Comparison) -> Iterator[Row]:
    """Each stretch of a quotation on the source; what is not found there has one row without a place."""
    if c.primary is None:
        return
    said, texts, outlets = {q.id: q for q in c.attributions}, _texts(c), _outlets(c)
    for laid in c.primary.laid:
        article = said[laid.attribution].article
        head = laid.attribution, article, outlets[article], laid.state, laid.share, laid.places
        for number, s in enumerate(laid.stretches, start=1):
            there = _one(c.primary.article.text, s.there)
            yield *head, number, s.join, *_one(texts[article], s.here), *there
        if not laid.stretches:
            yield *head, None, None, *_one("", None), *_one("", None)


def _alterations(c: Comparison) -> Iterator[Row]:
    if c.primary is None:
        return
    said, texts = {q.id: q for q in c.attributions}, _texts(c)
    for laid in c.primary.laid:
        text = texts[said[laid.attribution].article]
        for number, difference in enumerate(laid.differences, start=1):
            (_, there), (_, here) = difference.readings
            places = *_one(text, here), *_one(c.primary.article.text, there)
            yield laid.attribution, number, difference.kind, *places


def _dropped(c: Comparison) -> Iterator[Row]:
    for d in c.dropped:
        yield d.origin, d.stage, d.reason


def _proposals(c: Comparison) -> Iterator[Row]:
    for number, p in enumerate(c.proposals, start=1):
        yield number, p.kind, p.became, p.rule, p.why, p.text, " ".join(p.points), " ".join(p.claims)


def _settings(c: Comparison) -> Iterator[Row]:
    yield "tool", c.tool
    yield from c.settings


def _table(spelt: str, rows: Callable[[Comparison], Iterator[Row]]) -> Table:
    return Table(columns(spelt), rows)


# Name to table. A column keeps its name and meaning; new ones come last (docs/tables.md describes each).
TABLES: Mapping[str, Table] = {
    "articles": _table(
        "article outlet title authors url published published_precision language origin sha256 text",
        _articles,
    ),
    "entities": _table("entity kind name mentions:int articles:int", _entities),
    "mentions": _table("entity article form start:int end:int words", _mentions),
    "attributions": _table(
        "attribution article outlet kind entity speaker source_start:int source_end:int source "
        "cue cue_spans content content_spans chain within",
        _attributions,
    ),
    "hops": _table("attribution number:int role name article start:int end:int words", _hops),
    "utterances": _table("utterance score:real versions:int attributions", _utterances),
    "readings": _table(
        "utterance difference:int kind attribution article start:int end:int words", _readings
    ),
    "claims": _table(
        "claim article point voice attribution negated:truth hedged:truth role words spans",
        _claims,
    ),
    "dates": _table("date article start:int end:int words type value earliest latest anchor why", _dates),
    "quantities": _table(
        "quantity article start:int end:int words relation low:exact high:exact unit unit_normal "
        "counted_start:int counted_end:int counted",
        _quantities,
    ),
    "points": _table("point status outlets:int origins:int salience:real articles", _points),
    "bonds": _table("point articles by name", _bonds),
    "copies": _table("copy article outlet share:real start:int end:int words", _copies),
    "cells": _table("point status article outlet claim voice words spans", _cells),
    "findings": _table("finding kind type judgement point detector score:real why", _findings),
    "passages": _table("of number:int article outlet start:int end:int words", _passages),
    "absences": _table("point article chance_missed:real start:int end:int nearest score:real", _absences),
    "voices": _table(
        "entity name kind article outlet direct_words:int indirect_words:int attributions:int first_at:real "
        "role_start:int role_end:int role",
        _voices,
    ),
    "sourcing": _table(
        "article outlet sources:int collective:int anonymous:int anonymous_share:real words:int "
        "collective_words:int anonymous_words:int",
        _sourcing,
    ),
    "timeline": _table("event earliest latest precision text what", _timeline),
    "briefing": _table("line operator text points", _briefing),
    "source": _table("source outlet title url published language origin sha256 text", _source),
    "laid": _table(
        "attribution article outlet state share:real places:int number:int join start:int end:int words "
        "source_start:int source_end:int source_words",
        _laid,
    ),
    "alterations": _table(
        "attribution difference:int kind start:int end:int words source_start:int source_end:int source_words",
        _alterations,
    ),
    "proposals": _table("proposal:int kind became rule why text points claims", _proposals),
    "dropped": _table("origin stage reason", _dropped),
    "settings": _table("name value", _settings),
}
