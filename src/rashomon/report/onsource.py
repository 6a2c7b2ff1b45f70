"""Quotations on their primary source, as every report shows them."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import PurePath

from rashomon.model import Comparison, Laid, LaidState, Primary, Span
from rashomon.report import phrases, versions
from rashomon.report.quotes import DOUBLE, TONES, Index, close, quote_of, speaker_of
from rashomon.report.view import (
    Drawn,
    LaidQuote,
    OnSource,
    Place,
    Quote,
    Reading,
    Side,
    Variants,
    Variation,
    Version,
)

# How the source is called beside the letters of the reports.
SIGN = "§"
STATES: tuple[LaidState, ...] = ("verbatim", "altered", "spliced", "unsure", "not found")


def on_source(comparison: Comparison, index: Index) -> OnSource | None:
    """The view of ``comparison.primary``; None without one."""
    primary = comparison.primary
    if primary is None:
        return None
    article = primary.article
    name = article.title or article.outlet or PurePath(article.origin).name
    side = Side(SIGN, article, name, phrases.day(article.published), len(index.sides) % TONES)
    quoted = {a: _quoted(primary, a, index) for a in index.sides}
    every = [set(found) for found in quoted.values()]
    return OnSource(
        side=side,
        words=len(primary.words),
        by_none=len(primary.words) - len(set().union(*every)),
        by_all=len(set.intersection(*every)) if every else 0,
        drawn=tuple(_drawn(primary, a, quoted[a], index) for a in index.sides),
        quotes=tuple(_quote(laid, primary, side, index) for laid in primary.laid),
    )


def _quoted(primary: Primary, article: str, index: Index) -> list[int]:
    """Which words of the source a report quotes, those in doubt or of many places apart."""
    starts = [w.start for w in primary.words]
    found: set[int] = set()
    for laid in primary.laid:
        if index.attributions[laid.attribution].article == article and _certain(laid):
            for stretch in laid.stretches:
                found.update(
                    range(bisect_left(starts, stretch.there.start), bisect_left(starts, stretch.there.end))
                )
    return sorted(found)


def _certain(laid: Laid) -> bool:
    return laid.state in ("verbatim", "altered", "spliced") and laid.places == 1


def _drawn(primary: Primary, article: str, quoted: Sequence[int], index: Index) -> Drawn:
    mine = [laid for laid in primary.laid if index.attributions[laid.attribution].article == article]
    counts = Counter(laid.state for laid in mine)
    body = [b.span for b in index.sides[article].article.blocks if b.role == "body"]
    order = [
        laid.stretches[0].there.start
        for laid in mine
        if _certain(laid) and any(b.contains(laid.stretches[0].here) for b in body)
    ]
    ranges: list[tuple[int, int]] = []
    for n in quoted:
        if ranges and ranges[-1][1] == n:
            ranges[-1] = (ranges[-1][0], n + 1)
        else:
            ranges.append((n, n + 1))
    size = len(primary.words) or 1
    return Drawn(
        letter=index.sides[article].letter,
        words=len(quoted),
        ranges=tuple((a / size, b / size) for a, b in ranges),
        states=tuple((state, counts[state]) for state in STATES if counts[state]),
        moved=len(order) - _rising(order),
        ordered=len(order),
    )


def _rising(numbers: Iterable[int]) -> int:
    """How many of the numbers, at most, stand in order: the longest run that never falls (Fredman 1975)."""
    ends: list[int] = []
    for number in numbers:
        at = bisect_left(ends, number + 1)
        ends[at : at + 1] = [number]
    return len(ends)


def _quote(laid: Laid, primary: Primary, side: Side, index: Index) -> LaidQuote:
    attribution = index.attributions[laid.attribution]
    quote = quote_of(attribution.article, attribution.content, None, index)
    # a quotation within retold speech: its own marks stand within
    quote = replace(quote, manner="reported" if DOUBLE & set(quote.words) else "quoted")
    speaker = speaker_of(attribution, index) or "source not named"
    spans = _merged(s.there for s in laid.stretches)
    starts = [w.start for w in primary.words]
    at = bisect_left(starts, laid.stretches[0].there.start) / len(starts) if spans else None
    source = Place(side.article.id, spans) if spans else None
    differs = laid.state in ("altered", "spliced", "unsure") and source is not None
    return LaidQuote(
        quote=quote,
        speaker=speaker,
        state=laid.state,
        source=source,
        at=at,
        places=laid.places,
        variants=_variants(laid, source, quote, speaker, side, index) if differs and source else None,
        spliced=any(s.join == "splice" for s in laid.stretches),
    )


def _variants(laid: Laid, source: Place, quote: Quote, speaker: str, side: Side, index: Index) -> Variants:
    text, here = side.article.text, index.sides[quote.place.article].article.text
    there = tuple(s.there for s in laid.stretches)
    readings = [tuple(span for _, span in d.readings) for d in laid.differences]
    contents = (versions.Content(text, there), versions.Content(here, tuple(s.here for s in laid.stretches)))
    words = " … ".join(close(s.of(text)) for s in there)
    original = Quote(side.letter, source, "", words, "", "quoted", None, None)
    sides = ((side.letter, text, source.article), (quote.letter, here, quote.place.article))
    variations = tuple(
        Variation(
            d.kind,
            tuple(
                Reading(letter, close(span.of(words)), Place(article, (span,)))
                if span
                else Reading(letter, None, None)
                for (_, span), (letter, words, article) in zip(d.readings, sides, strict=True)
            ),
        )
        for d in laid.differences
    )
    return Variants(
        f"source-{laid.attribution}",
        speaker,
        (
            Version(side.letter, original, None, "the source"),
            Version(quote.letter, quote, speaker, index.sides[quote.place.article].name),
        ),
        versions.columns(contents, readings),
        variations,
    )


def _merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    out: list[Span] = []
    for span in sorted(spans):
        if out and span.start <= out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return tuple(out)
