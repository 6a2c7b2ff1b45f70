"""Who is heard, and how much, in each article.

Words inside quotation marks count as direct, the rest of a reported content as indirect; what stands in a report
inside a report counts for its own speaker only.
"""

from __future__ import annotations

from collections.abc import Mapping

from rashomon.compare.context import Context
from rashomon.model import Annotated, Attribution, Share, Span, VoiceRow
from rashomon.words import fold, words


def voices(context: Context) -> tuple[VoiceRow, ...]:
    """A row a speaker, most words first; anonymous and collective sources have no entity and go by their words."""
    shares: dict[tuple[str | None, str], dict[str, Share]] = {}
    for annotated in context.alignment.articles:
        text = annotated.article.text
        for attribution in annotated.attributions:
            key = _speaker(context, annotated, attribution)
            if key is None:
                continue
            direct, indirect = _counts(annotated, attribution)
            at = round(attribution.start / len(text), 4)
            row = shares.setdefault(key, {})
            old = row.get(annotated.article.id, Share(0, 0, 0, 1.0))
            row[annotated.article.id] = Share(
                old.direct_words + direct,
                old.indirect_words + indirect,
                old.attributions + 1,
                min(old.first_at, at),
            )
    rows = [
        VoiceRow(entity, name, tuple(by.items())) for (entity, name), by in _named(context, shares).items()
    ]
    return tuple(sorted(rows, key=lambda r: (-_words(r), r.name)))


def _named(
    context: Context, shares: Mapping[tuple[str | None, str], dict[str, Share]]
) -> dict[tuple[str | None, str], dict[str, Share]]:
    return {(e, context.entities[e].name if e else name): by for (e, name), by in shares.items()}


def _words(row: VoiceRow) -> int:
    return sum(s.direct_words + s.indirect_words for _, s in row.by_article)


def _speaker(
    context: Context, annotated: Annotated, attribution: Attribution
) -> tuple[str | None, str] | None:
    entity = context.alignment.entity_of.get(attribution.source.entity or "")
    if entity is not None:
        return entity, ""
    if attribution.source.span is None:
        return None
    return None, fold(attribution.source.span.of(annotated.article.text))


def _counts(annotated: Annotated, attribution: Attribution) -> tuple[int, int]:
    text = annotated.article.text
    nested = [c for q in annotated.attributions if q.within == attribution.id for c in q.content]
    own = [w for piece in attribution.content for w in words(text, piece.start, piece.end)]
    own = [w for w in own if not any(n.contains(w) for n in nested)]
    direct = sum(1 for w in own if _quoted(w, attribution))
    return direct, len(own) - direct


def _quoted(word: Span, attribution: Attribution) -> bool:
    if attribution.quoted:
        return any(q.contains(word) for q in attribution.quoted)
    return attribution.kind == "direct"
