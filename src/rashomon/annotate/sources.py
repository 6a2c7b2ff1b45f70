"""Who speaks: the words that name a source, and the entity behind them.

Requirement: a source is only ever what the text names; "officials" and "two people familiar with the matter" stay
without an entity. A pronoun takes the entity its mention was resolved to, else the last person who spoke.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rashomon.lang import entries
from rashomon.model import Entity, Mention, Parse, Source, Span

_LEFT = frozenset({"compound", "det", "amod", "nmod", "nummod", "poss", "flat", "quantmod", "case", "punct"})


@dataclass(frozen=True, slots=True)
class Mentions:
    """All mentions of an article in text order, with the entity each belongs to."""

    rows: tuple[tuple[Mention, Entity], ...]
    starts: tuple[int, ...]
    names: Mapping[str, tuple[Mention, ...]]  # entity id -> its name mentions in text order

    @staticmethod
    def of(entities: Sequence[Entity]) -> Mentions:
        """Index the mentions of ``entities`` by where they start."""
        rows = sorted(
            ((m, e) for e in entities for m in e.mentions), key=lambda r: (r[0].start, r[0].end, r[1].id)
        )
        names: dict[str, list[Mention]] = {}
        for mention, entity in rows:
            if mention.form == "name":
                names.setdefault(entity.id, []).append(mention)
        return Mentions(tuple(rows), tuple(m.start for m, _ in rows), {k: tuple(v) for k, v in names.items()})

    def between(self, start: int, end: int) -> tuple[tuple[Mention, Entity], ...]:
        """The mentions that start in ``[start, end)``."""
        return self.rows[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def holding(self, span: Span) -> tuple[Mention, Entity] | None:
        """The smallest mention that contains ``span``; where names nest, the one that ends with it."""
        best: tuple[int, int] | None = None
        found: tuple[Mention, Entity] | None = None
        high = bisect_right(self.starts, span.start)
        for mention, entity in reversed(self.rows[max(0, high - 24) : high]):
            if mention.end < span.end:
                continue
            rank = (int(mention.end != span.end), mention.end - mention.start)
            if best is None or rank < best:
                best, found = rank, (mention, entity)
        return found


def phrase(parse: Parse, head: int) -> Span:
    """The head noun with what stands before it ("former defence officials") and a nominal's "of" phrase."""
    tokens = parse.tokens
    low = head
    for i in range(head - 1, -1, -1):
        token = tokens[i]
        if token.sentence != tokens[head].sentence:
            break
        modifier = token.dep in _LEFT and token.dep != "punct" and low <= token.head <= head
        hyphen = token.text == "-" and i <= token.head <= head
        if modifier or hyphen or (token.pos == "PART" and i + 1 == low):
            low = i
        else:
            break
    high = head
    if tokens[head].pos == "NOUN":
        for child in parse.children[head]:
            if tokens[child].dep == "prep" and child == high + 1 and tokens[child].text.lower() == "of":
                inside = parse.subtree(child)
                if len(inside) <= 6:
                    high = max(inside)
    return Span(tokens[low].start, tokens[high].end)


def name(parse: Parse, head: int, mentions: Mentions) -> tuple[Span, Entity | None]:
    """The words that name the source with this head, and its entity."""
    token = parse.tokens[head]
    held = mentions.holding(token.span)
    if held is not None:
        mention, entity = held
        if mention.form == "name" or mention.end <= token.end:
            return mention.span, entity
        return phrase(parse, head), entity
    if token.pos == "NOUN":  # "its managing director, Casper Voldane,"
        for child in parse.children[head]:
            if parse.tokens[child].dep == "appos" and parse.tokens[child].pos == "PROPN":
                return name(parse, child, mentions)
    return phrase(parse, head), None


def is_person_pronoun(text: str) -> bool:
    """Whether a pronoun stands for one person who was named before."""
    return text.lower() in entries("person_pronouns")


def resolve(
    parse: Parse,
    head: int,
    antecedent: int | None,
    mentions: Mentions,
    *,
    last: str | None = None,
    near: frozenset[str] = frozenset(),
) -> Source:
    """The source with this head token; ``last`` is the entity of the last person who spoke, ``near`` are the people
    its paragraph names before a quotation that a pronoun's verb follows: one of them is meant."""
    span, entity = name(parse, head, mentions)
    if antecedent is not None:
        _, entity = name(parse, antecedent, mentions)
    identifier = None if entity is None else entity.id
    if is_person_pronoun(parse.tokens[head].text):
        if len(near) == 1 and identifier not in near:
            identifier = next(iter(near))
        identifier = identifier or last
    return Source(span, identifier)
