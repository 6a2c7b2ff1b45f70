"""Every date that the texts give, on one line of time.

Durations and repeated times are no points on it; a date that cannot be resolved stands last, with the words it has.
"""

from __future__ import annotations

from datetime import date

from rashomon.compare.context import Context
from rashomon.model import Annotated, DateMention, Event, Passage, Precision, Span

VAGUE = frozenset({"PRESENT_REF", "PAST_REF", "FUTURE_REF"})


def timeline(context: Context) -> tuple[Event, ...]:
    """Events in order of time; dates with equal bounds are one event with several passages."""
    groups: dict[tuple[str, ...], list[tuple[Annotated, DateMention]]] = {}
    for annotated in context.alignment.articles:
        for mention in annotated.dates:
            if mention.type in {"DURATION", "SET"} or (mention.value or "") in VAGUE:
                continue
            if mention.earliest and mention.latest:
                key: tuple[str, ...] = (mention.earliest, mention.latest)
            else:
                key = ("", mention.article, str(mention.span.start))
            groups.setdefault(key, []).append((annotated, mention))
    events = [_event(context, found) for found in groups.values()]
    return tuple(
        sorted(
            events,
            key=lambda e: (
                e.earliest is None,
                e.earliest or "",
                e.latest or "",
                [(p.article, p.start) for p in e.passages],
            ),
        )
    )


def _event(context: Context, found: list[tuple[Annotated, DateMention]]) -> Event:
    annotated, first = found[0]
    passages = tuple(Passage(m.article, m.span.start, m.span.end) for _, m in found)
    known = first.earliest is not None and first.latest is not None
    return Event(
        earliest=first.earliest if known else None,
        latest=first.latest if known else None,
        precision=_precision(first.earliest, first.latest) if known else "none",
        text=first.span.of(annotated.article.text),
        what=_what(context, annotated, first.span),
        passages=passages,
    )


def _precision(earliest: str | None, latest: str | None) -> Precision:
    if earliest is None or latest is None:
        return "none"
    days = (date.fromisoformat(latest[:10]) - date.fromisoformat(earliest[:10])).days + 1
    if days <= 1:
        return "day"
    if days <= 31:
        return "month"
    if days <= 366:
        return "year"
    return "decade" if days <= 3660 else "century"


def _what(context: Context, annotated: Annotated, span: Span) -> str:
    """The smallest claim that holds the date, else its sentence."""
    holding = [c for c in annotated.claims if any(s.contains(span) for s in c.spans)]
    if holding:
        return context.words(min(holding, key=lambda c: (sum(len(s) for s in c.spans), c.id)))
    for sentence in annotated.parse.sentences:
        if sentence.contains(span):
            return sentence.of(annotated.article.text)
    return span.of(annotated.article.text)
