"""Who holds which office: an apposition in one report ("Mira Holt, the harbour minister"), a title before the name in
another ("Harbour Minister Mira Holt").

Requirement: a title is an assertion only beside one that somebody makes in so many words: titles on both sides are
naming, no point. So a claim is made of a title here, once an apposition of another report says the same.
Requirement: a former, acting or deputy holder holds another office.
Known exception: two offices of one person that share their noun ("chairman of the board", "party chairman") are one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from rashomon.lang import entries
from rashomon.lang.concepts import concept
from rashomon.model import Annotated, Claim, Span, Token

NOUNS = frozenset({"NOUN", "PROPN"})
BEFORE = frozenset({"compound", "nmod", "amod"})


@dataclass(frozen=True, slots=True)
class _Holder:
    """A place that names an office of somebody: ``claim`` is the apposition's, None for a title."""

    article: int
    claim: Claim | None
    span: Span
    head: Token


def find(
    articles: Sequence[Annotated], entity_of: Mapping[str, str]
) -> tuple[list[Annotated], frozenset[frozenset[str]], frozenset[str]]:
    """The articles with the claims that titles make, the pairs of claims that name one office, ids of those claims."""
    held: dict[tuple[str, str, frozenset[str]], list[_Holder]] = defaultdict(list)
    for number, annotated in enumerate(articles):
        for person, holder, qualified in _holders(number, annotated, entity_of):
            held[person, concept(holder.head.lemma), qualified].append(holder)
    made: dict[int, list[Claim]] = defaultdict(list)
    pairs: set[frozenset[str]] = set()
    count = sum(len(a.claims) for a in articles)
    for _, holders in sorted(held.items(), key=lambda item: (item[0][0], item[0][1], sorted(item[0][2]))):
        told = [h for h in holders if h.claim]
        claims = [(h.article, h.claim) for h in told if h.claim]
        for number in sorted({h.article for h in holders} - {h.article for h in told}):
            if not claims:
                break
            first = next(h for h in holders if h.article == number)
            count += 1
            claim = _claim(articles[number], first, f"c{count}")
            made[number].append(claim)
            claims.append((number, claim))
        pairs |= {frozenset((a.id, b.id)) for (m, a), (n, b) in combinations(claims, 2) if m != n}
    more = [
        replace(a, claims=tuple(sorted((*a.claims, *made[n]), key=_place))) if n in made else a
        for n, a in enumerate(articles)
    ]
    return more, frozenset(pairs), frozenset(c.id for found in made.values() for c in found)


def _place(claim: Claim) -> tuple[int, int]:
    return claim.spans[0].start, claim.spans[-1].end


def _holders(
    number: int, annotated: Annotated, entity_of: Mapping[str, str]
) -> Iterator[tuple[str, _Holder, frozenset[str]]]:
    """Everybody whose office is named, with what qualifies it, in text order; words quoted of somebody apart."""
    parse = annotated.parse
    said = [piece for q in annotated.attributions for piece in q.content]
    apposed = {
        parse.tokens[c.predicate].head: c
        for c in annotated.claims
        if c.predicate is not None
        and parse.tokens[c.predicate].dep == "appos"
        and parse.tokens[c.predicate].pos in NOUNS
    }
    people = [e for e in annotated.entities if e.kind == "person"]
    for mention, entity in sorted(
        ((m, e.id) for e in people for m in e.mentions if m.form == "name"), key=lambda row: row[0].start
    ):
        inside = list(parse.within(mention.start, mention.end))
        own = {t.index for t in inside}
        tops = [t for t in inside if t.head not in own or t.head == t.index]
        if not tops:
            continue
        top, person = tops[0], entity_of[entity]
        claim = apposed.get(top.index)
        if claim is not None and claim.predicate is not None:
            head = parse.tokens[claim.predicate]
            words = [parse.tokens[i] for i in parse.children[head.index] if i < head.index]
            yield person, _Holder(number, claim, mention.span, head), _qualifying(words)
        title = [
            t
            for t in (parse.tokens[i] for i in parse.subtree(top.index))
            if t.start < mention.start and t.pos in NOUNS | {"ADJ"} and t.head not in own - {top.index}
        ]
        title = [t for n, t in enumerate(title) if title[-1].index - t.index == len(title) - 1 - n]
        if not title or title[-1].index != inside[0].index - 1 or title[-1].dep not in BEFORE:
            continue
        span = Span(title[0].start, mention.end)
        if not any(piece.overlaps(span) for piece in said):
            yield person, _Holder(number, None, span, title[-1]), _qualifying(title[:-1])


def _qualifying(words: Sequence[Token]) -> frozenset[str]:
    """What makes it another office, or that of another time."""
    known = entries("office_qualifiers")
    return frozenset(t.lemma.casefold() for t in words if t.lemma.casefold() in known)


def _claim(annotated: Annotated, holder: _Holder, name: str) -> Claim:
    number = holder.head.sentence
    block = next((b for b in annotated.article.blocks if b.start <= holder.span.start < b.end), None)
    role = block.role if block and block.role in {"title", "caption"} else "body"
    return Claim(
        id=name,
        article=annotated.article.id,
        spans=(holder.span,),
        voice="outlet",
        attribution=None,
        negated=False,
        hedged=False,
        role="title" if role == "title" else "caption" if role == "caption" else "body",
        predicate=holder.head.index,
        sentence=number,
    )
