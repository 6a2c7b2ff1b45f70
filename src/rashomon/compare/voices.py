"""Who is heard, and how much, in each article, and how much of it comes from sources without a name.

Words inside quotation marks count as direct, the rest of a reported content as indirect; what stands in a report
inside a report counts for its own speaker only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from rashomon.compare import speakers
from rashomon.compare.context import Context
from rashomon.model import Annotated, Attribution, Share, Sourcing, Span, SpeakerKind, VoiceRow
from rashomon.words import fold, words

_ARTICLES = ("a ", "an ", "the ")
# What one place tells of a source without an entity is believed before what another does not.
_TELLING: tuple[SpeakerKind, ...] = ("anonymous", "collective", "other", "named")


@dataclass(slots=True)
class _Heard:
    """One speaker's words while they are counted."""

    entity: str | None
    name: str
    kinds: set[SpeakerKind] = field(default_factory=set)
    by_article: dict[str, list[tuple[int, int, float]]] = field(default_factory=dict)


def voices(context: Context) -> tuple[VoiceRow, ...]:
    """A row a speaker, most words first; anonymous and collective sources have no entity and go by their words, as
    they first stand in a text ("a source" and "the source" are one). A pronoun nobody was found for has no row."""
    heard: dict[tuple[str | None, str], _Heard] = {}
    for annotated in context.alignment.articles:
        text = annotated.article.text
        for attribution in annotated.attributions:
            key = _speaker(context, annotated, attribution)
            if key is None:
                continue
            if key not in heard:
                heard[key] = _Heard(key[0], _name(context, annotated, attribution, key[0]))
            heard[key].kinds.add(_kind(annotated, attribution, key[0]))
            direct, indirect = _counts(annotated, attribution)
            said = heard[key].by_article.setdefault(annotated.article.id, [])
            said.append((direct, indirect, round(attribution.start / len(text), 4)))
    rows = [
        VoiceRow(
            h.entity,
            h.name,
            min(h.kinds, key=_TELLING.index),
            tuple(
                (article, _share(context, article, h.entity, said)) for article, said in h.by_article.items()
            ),
        )
        for h in heard.values()
    ]
    return tuple(sorted(rows, key=lambda r: (-_words(r), r.name)))


def sourcing(context: Context, rows: Sequence[VoiceRow]) -> tuple[Sourcing, ...]:
    """How much of each article, in their order, and of the whole story, which stands last, has sources without a
    name."""
    articles = [a.article.id for a in context.alignment.articles]
    total = {
        a.article.id: sum(sum(_counts(a, q)) for q in a.attributions) for a in context.alignment.articles
    }
    found = [_sourcing(a, [r for r in rows if a in dict(r.by_article)], [a], total[a]) for a in articles]
    return (*found, _sourcing(None, rows, articles, sum(total.values())))


def _sourcing(article: str | None, rows: Sequence[VoiceRow], within: Sequence[str], total: int) -> Sourcing:
    def of(kind: SpeakerKind) -> list[VoiceRow]:
        return [r for r in rows if r.kind == kind]

    def said(kind: SpeakerKind) -> int:
        shares = (s for r in of(kind) for a, s in r.by_article if a in within)
        return sum(s.direct_words + s.indirect_words for s in shares)

    anonymous = len(of("anonymous"))
    return Sourcing(
        article=article,
        sources=len(rows),
        collective=len(of("collective")),
        anonymous=anonymous,
        anonymous_share=anonymous / len(rows) if rows else None,
        words=total,
        collective_words=said("collective"),
        anonymous_words=said("anonymous"),
    )


def _share(
    context: Context, article: str, entity: str | None, said: Sequence[tuple[int, int, float]]
) -> Share:
    return Share(
        direct_words=sum(s[0] for s in said),
        indirect_words=sum(s[1] for s in said),
        attributions=len(said),
        first_at=min(s[2] for s in said),
        role=None if entity is None else _role(context, article, entity),
    )


def _role(context: Context, article: str, entity: str) -> Span | None:
    annotated = context.articles[article]
    known = context.entities[entity]
    places = [m.span for m in known.mentions if m.article == article and m.form == "name"]
    return speakers.role(annotated.parse, annotated.article.text, places, person=known.kind == "person")


def _words(row: VoiceRow) -> int:
    return sum(s.direct_words + s.indirect_words for _, s in row.by_article)


def _speaker(
    context: Context, annotated: Annotated, attribution: Attribution
) -> tuple[str | None, str] | None:
    entity = context.alignment.entity_of.get(attribution.source.entity or "")
    if entity is not None:
        return entity, ""
    span = attribution.source.span
    if span is None or speakers.is_pronoun(annotated.parse, span):
        return None
    key = fold(" ".join(span.of(annotated.article.text).split()))
    return None, next((key[len(a) :] for a in _ARTICLES if key.startswith(a)), key)


def _name(context: Context, annotated: Annotated, attribution: Attribution, entity: str | None) -> str:
    if entity is not None:
        return context.entities[entity].name
    span = attribution.source.span
    return "" if span is None else " ".join(span.of(annotated.article.text).split())


def _kind(annotated: Annotated, attribution: Attribution, entity: str | None) -> SpeakerKind:
    span = attribution.source.span
    if entity is not None or span is None:
        return "named"
    return speakers.unnamed_kind(annotated.parse, annotated.article.text, span)


def _counts(annotated: Annotated, attribution: Attribution) -> tuple[int, int]:
    own = list(_own_words(annotated, attribution))
    direct = sum(1 for w in own if _quoted(w, attribution))
    return direct, len(own) - direct


def _own_words(annotated: Annotated, attribution: Attribution) -> Iterator[Span]:
    """The words of a content that are in no report inside it."""
    text = annotated.article.text
    nested = [c for q in annotated.attributions if q.within == attribution.id for c in q.content]
    for piece in attribution.content:
        for word in words(text, piece.start, piece.end):
            if not any(n.contains(word) for n in nested):
                yield word


def _quoted(word: Span, attribution: Attribution) -> bool:
    if attribution.quoted:
        return any(q.contains(word) for q in attribution.quoted)
    return attribution.kind == "direct"
