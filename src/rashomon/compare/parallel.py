"""Two sentences that tell of one thing in words of their own, with another value in them (compare/parallel.py).

Requirement: what two reports say need not have been joined to be seen to differ: "37 injured" beside "52 hurt" is enough
where all around is alike. So the words of the sentences and those near the values decide, and nothing may rival the pair:
a value that the other report gives too, anywhere, or that answers to two of its values, is left alone.
Known exception: two things told in the same words, the votes of two chambers, say, if each report tells of one only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from rashomon.compare.context import Context, Draft
from rashomon.compare.dates import compared, cut
from rashomon.compare.judgements import ValueJudgement
from rashomon.compare.likeness import around, cosine, sentences, weights_of
from rashomon.compare.likeness import words as words_of
from rashomon.compare.numbers import comparable, compared_amounts
from rashomon.compare.value_dates import relative
from rashomon.model import Annotated, DateMention, Passage, Quantity

# Cosine in [0, 1] of the weighted words of two sentences, and of the words near two values; both together; and how far
# below a rival pair must stay. Set on 25 stories of BASIL, where the highest of a false pair was 0.68 together.
SENTENCES, NEARBY = 0.30, 0.30
TOGETHER, MARGIN = 0.75, 0.15
# Of the sentences alone, where each report gives one amount of that unit and no more.
SOLE = 0.40
Value = DateMention | Quantity


@dataclass(frozen=True, slots=True)
class Told:
    """A value, the words of its sentence and those near it: concepts, and the story's entities by their ids."""

    value: Value
    sentence: frozenset[str]
    near: frozenset[str]


@dataclass(frozen=True, slots=True)
class Match:
    """Two amounts or two times, and how alike their sentences and the words near them are."""

    left: Value
    right: Value
    sentences: float
    near: float

    @property
    def together(self) -> float:
        return self.sentences + self.near


def detect(context: Context) -> Iterator[Draft]:
    """Two reports give different values in sentences that tell of one thing in other words."""
    articles = context.alignment.articles
    words = {a.article.id: sentences(context, a) for a in articles}
    told = {a.article.id: _told(context, a, words[a.article.id]) for a in articles}
    weights = weights_of([bag for bags in words.values() for bag in bags])
    for left, right in combinations(articles, 2):
        ours, theirs = told[left.article.id], told[right.article.id]
        matches = list(_matches(ours, theirs, weights))
        seen: set[tuple[object, object]] = set()  # a value in headline and text makes one finding, the best
        for match in sorted(matches, key=lambda m: -m.together):
            values = _key(match.left), _key(match.right)
            if values in seen or not (_alike(match) or _sole(match, ours, theirs)):
                continue
            result = _result(context, match.left, match.right)
            if result is None or result.outcome != "differs" or _of_two(context, match.left, match.right):
                continue
            if not _rivalled(context, match, matches) and not _settled(context, match, ours, theirs):
                seen.add(values)
                yield from _draft(context, match, result)


def _of_two(context: Context, left: Value, right: Value) -> bool:
    """Whether two values are told of two persons or bodies, each the subject of the verb that its value hangs on."""
    named: list[set[str]] = []
    for value in (left, right):
        parse = context.articles[value.article].parse
        at = parse.within(value.span.start, value.span.end)[0]
        while at.pos not in {"VERB", "AUX"} and at.head != at.index:
            at = parse.tokens[at.head]
        subjects = (
            parse.tokens[c] for c in parse.children[at.index] if parse.tokens[c].dep in {"nsubj", "nsubjpass"}
        )
        named.append({e for t in subjects if (e := context.entity_at(value.article, t)) is not None})
    return bool(named[0] and named[1] and not named[0] & named[1])


def _key(value: Value) -> tuple[object, ...]:
    """What two mentions of one value have in common."""
    if isinstance(value, Quantity):
        return value.low, value.high, value.unit_normal
    return value.type, value.value, value.earliest


def _draft(context: Context, match: Match, result: ValueJudgement) -> Iterator[Draft]:
    left, right = match.left, match.right
    passages = (
        Passage(left.article, left.span.start, left.span.end),
        Passage(right.article, right.span.start, right.span.end),
    )
    row = context.row_holding(*passages)
    amount = isinstance(left, Quantity) or left.type == "DURATION"
    kind: Literal["number", "date"] = "number" if amount else "date"
    if row is not None:
        score = round(match.together / 2, 4)
        yield Draft("conflict", kind, result.judgement, "parallel@1", score, result.why, row, passages)


def _told(context: Context, annotated: Annotated, words: Sequence[frozenset[str]]) -> list[Told]:
    """Every value of an article, sentence by sentence."""
    every: tuple[Value, ...] = (*annotated.quantities, *annotated.dates)
    return [
        Told(value, words[number], words_of(context, annotated, around(annotated, value.span)))
        for number, sentence in enumerate(annotated.parse.sentences)
        for value in every
        if sentence.contains(value.span)
    ]


def _matches(ours: Sequence[Told], theirs: Sequence[Told], weights: Mapping[str, float]) -> Iterator[Match]:
    """Pairs of values whose words come near to being alike, rivals among them."""
    alike: dict[tuple[frozenset[str], frozenset[str]], float] = {}
    for a in ours:
        for b in theirs:
            if isinstance(a.value, Quantity) is not isinstance(b.value, Quantity):
                continue
            both = a.sentence, b.sentence
            if both not in alike:
                alike[both] = cosine(*both, weights)
            if alike[both] > 0:
                match = Match(a.value, b.value, alike[both], cosine(a.near, b.near, weights))
                if match.together >= TOGETHER - MARGIN or match.sentences >= SOLE:
                    yield match


def _alike(match: Match) -> bool:
    return match.sentences >= SENTENCES and match.near >= NEARBY and match.together >= TOGETHER


def _sole(match: Match, ours: Sequence[Told], theirs: Sequence[Told]) -> bool:
    """Whether the sentences are alike and neither report gives another amount of that unit: "a £38m fee"."""

    def others(value: Value, told: Sequence[Told]) -> int:
        if not isinstance(value, Quantity) or value.unit_normal is None:
            return 2
        amounts = [t.value for t in told if isinstance(t.value, Quantity)]
        return len({_key(a) for a in amounts if a.unit_normal == value.unit_normal})

    alone = others(match.left, ours) == others(match.right, theirs) == 1
    return alone and match.sentences >= SOLE


def _rivalled(context: Context, match: Match, matches: Sequence[Match]) -> bool:
    """Whether one of the two values goes nearly as well with another that it can be compared with."""
    for other in matches:
        shared = (other.left.id == match.left.id) != (other.right.id == match.right.id)
        again = (_key(other.left), _key(other.right)) == (_key(match.left), _key(match.right))
        if shared and not again and other.together > match.together - MARGIN:
            result = _result(context, other.left, other.right)
            if result is not None and result.outcome != "incomparable":
                return True
    return False


def _result(context: Context, left: Value, right: Value) -> ValueJudgement | None:
    if isinstance(left, Quantity) and isinstance(right, Quantity):
        return compared_amounts(context, left, right) if comparable(context, left, right) else None
    if isinstance(left, DateMention) and isinstance(right, DateMention):
        if cut(context, left) or cut(context, right):
            return None
        if relative(_words(context, left)) != relative(_words(context, right)):
            return None  # "next week" beside "Tuesday"
        result = compared(context, left, right)
        return None if result.rule == "different-hours" else result  # one day has many
    return None


def _words(context: Context, value: Value) -> str:
    """The words of a value."""
    return value.span.of(context.articles[value.article].article.text)


def _settled(context: Context, match: Match, ours: Sequence[Told], theirs: Sequence[Told]) -> bool:
    """Whether the other report gives one of the values too, wherever."""
    pairs = [(match.left, t.value) for t in theirs] + [(t.value, match.right) for t in ours]
    results = (_result(context, left, right) for left, right in pairs)
    return any(r is not None and r.outcome in ("equal", "compatible") for r in results)
