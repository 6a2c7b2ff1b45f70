"""What every detector sees: an alignment, indexed once, and one row of it at a time."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import combinations
from typing import Any, Literal, TypeVar, cast

from rashomon.compare.judgements import ValueJudgement
from rashomon.lang import table
from rashomon.lang.concepts import concept
from rashomon.model import (
    Alignment,
    Annotated,
    Attribution,
    Claim,
    DateMention,
    Entity,
    FindingKind,
    FindingType,
    Judgement,
    Parse,
    Passage,
    Quantity,
    Row,
    Span,
    Token,
)
from rashomon.words import fold, labels

T = TypeVar("T")
V = TypeVar("V", DateMention, Quantity)
FRAME = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV"})
# Share of the words, values apart, that two claims must have in common before their values are set against each other.
SAME_FRAME = 0.5
# Score in [0, 1] of a link from which two claims are taken to tell one thing, whatever words they tell it in: then all
# that differs is a conflict. On the 57 stories of BASIL ten false contradictions were raised from 0.9 on, from here on
# none (evals/contradictions.py).
TRUSTED = 0.99
# What makes an adjective its opposite, and the letters that the adjective must have at least.
PREFIXES, SHORTEST_STEM = ("un", "in", "im", "il", "ir", "dis", "non", "non-"), 4
WINNING = frozenset({"beat", "defeat"})
VICTORY = frozenset({"triumph", "victory", "win"})
PREPOSITIONS = frozenset({"prep", "pobj", "pcomp"})


@dataclass(frozen=True, slots=True)
class Draft:
    """A finding before it has an id; ``row`` is the index of its row."""

    kind: FindingKind
    type: FindingType
    judgement: Judgement | None
    detector: str
    score: float
    why: str
    row: int
    passages: tuple[Passage, ...]


@dataclass(frozen=True)
class Context:
    """An alignment with its indexes. Nothing here judges."""

    alignment: Alignment

    @cached_property
    def articles(self) -> Mapping[str, Annotated]:
        return {a.article.id: a for a in self.alignment.articles}

    @cached_property
    def claims(self) -> Mapping[str, Claim]:
        return {c.id: c for a in self.alignment.articles for c in a.claims}

    @cached_property
    def attributions(self) -> Mapping[str, Attribution]:
        return {q.id: q for a in self.alignment.articles for q in a.attributions}

    @cached_property
    def entities(self) -> Mapping[str, Entity]:
        return {e.id: e for e in self.alignment.entities}

    @cached_property
    def row_of(self) -> Mapping[str, int]:
        """Claim id to the index of its row."""
        return {c: n for n, row in enumerate(self.alignment.rows) for _, ids in row.cells for c in ids}

    @cached_property
    def _mentions(self) -> Mapping[str, tuple[tuple[int, int, str, str], ...]]:
        found: dict[str, list[tuple[int, int, str, str]]] = {a: [] for a in self.articles}
        for entity in self.alignment.entities:
            for m in entity.mentions:
                found[m.article].append((m.start, m.end, entity.id, m.form))
        return {a: tuple(sorted(rows)) for a, rows in found.items()}

    @cached_property
    def _entities_at(self) -> Mapping[str, tuple[dict[int, str], dict[int, str]]]:
        """By article, for the start of each token in a mention the entity: of any mention, and of a name."""
        found: dict[str, tuple[dict[int, str], dict[int, str]]] = {}
        for article, rows in self._mentions.items():
            parse = self.articles[article].parse
            meant, named = found[article] = {}, {}
            for start, end, entity, form in rows:
                for token in parse.within(start, end):
                    if start <= token.start:
                        meant.setdefault(token.start, entity)
                        if form == "name":
                            named.setdefault(token.start, entity)
        return found

    def mentions(self, article: str, span: Span) -> list[tuple[int, int, str, str]]:
        """(start, end, story entity, form) of the mentions inside a span."""
        rows = self._mentions[article]
        first = bisect_left(rows, (span.start,))
        last = bisect_left(rows, (span.end,), first)
        return [m for m in rows[first:last] if m[1] <= span.end]

    def entity_at(self, article: str, token: Token) -> str | None:
        """The story entity that a token helps to name, if any."""
        return self._entities_at[article][0].get(token.start)

    def named_at(self, article: str, token: Token) -> str | None:
        """The story entity that a token names; pronouns and descriptions may be resolved wrongly, names hardly."""
        return self._entities_at[article][1].get(token.start)

    def text(self, passage: Passage) -> str:
        return self.articles[passage.article].article.text[passage.start : passage.end]

    def words(self, claim: Claim) -> str:
        """The claim's exact words, its pieces joined by an ellipsis."""
        text = self.articles[claim.article].article.text
        return " … ".join(s.of(text) for s in claim.spans)

    def parse(self, claim: Claim) -> Parse:
        return self.articles[claim.article].parse

    def hull(self, claim: Claim) -> Passage:
        """One passage from the first piece to the last, for pointing at."""
        return Passage(claim.article, claim.spans[0].start, max(s.end for s in claim.spans))

    def sentence(self, article: str, span: Span) -> str:
        """The words of the sentence a span stands in, "" outside all."""
        annotated = self.articles[article]
        holding = [s for s in annotated.parse.sentences if s.contains(span)]
        return holding[0].of(annotated.article.text) if holding else ""

    @cached_property
    def _known(self) -> dict[tuple[str, str], Any]:
        return {}

    def once(self, what: str, id: str, work: Callable[[], T]) -> T:
        """What ``work`` makes of an article or a claim, by what it is and the id; worked out once."""
        if (what, id) not in self._known:
            self._known[what, id] = work()
        return cast(T, self._known[what, id])

    def tells_of_speech(self, claim: Claim) -> bool:
        """Whether the claim reports an act of speech: it holds the cue of an attribution that it is no part of."""
        return self.once("tells", claim.id, lambda: self._tells_of_speech(claim))

    def _tells_of_speech(self, claim: Claim) -> bool:
        return any(
            s.contains(cue)
            for q in self.articles[claim.article].attributions
            if q.id != claim.attribution
            and not (q.kind == "indirect" and all(any(s.contains(c) for s in claim.spans) for c in q.content))
            for cue in q.cue
            for s in claim.spans
        )

    @cached_property
    def _utterance_of(self) -> Mapping[str, str]:
        return {v: u.id for u in self.alignment.utterances for v in u.versions}

    def one_utterance(self, left: Claim, right: Claim) -> str | None:
        """The utterance that both claims are part of, if there is one."""
        one = self._utterance_of.get(left.attribution or "")
        return one if one and one == self._utterance_of.get(right.attribution or "") else None

    def governed(self, claim: Claim, span: Span) -> bool:
        """Whether the words of a span hang on the claim's predicate by itself or through prepositions alone."""
        parse = self.parse(claim)
        inside = list(parse.within(span.start, span.end))
        indexes = {t.index for t in inside}
        tops = [t for t in inside if t.head not in indexes or t.head == t.index]
        for token in tops:
            at = token
            while (
                at.head != at.index
                and at.head != claim.predicate
                and parse.tokens[at.head].dep in PREPOSITIONS
            ):
                at = parse.tokens[at.head]
            if at.head == claim.predicate or at.index == claim.predicate:
                return True
        return False

    def same_predicate(self, left: Claim, right: Claim) -> bool:
        """Whether one lemma heads both claims."""
        a = self.parse(left).tokens[left.predicate or 0]
        b = self.parse(right).tokens[right.predicate or 0]
        return a.lemma.casefold() == b.lemma.casefold()

    def frame(self, left: Claim, right: Claim) -> float:
        """Share, in [0, 1] (Dice), of the words of two claims that are common, names, dates and amounts apart."""
        return shared_ratio(self._frame_words(left), self._frame_words(right))

    def _frame_words(self, claim: Claim) -> list[str]:
        return self.once("frame", claim.id, lambda: self._words_of_frame(claim))

    def _words_of_frame(self, claim: Claim) -> list[str]:
        values = [d.span for d in self.dates(claim)] + [q.span for q in self.quantities(claim)]
        return [
            t.lemma.casefold()
            for t in self.tokens(claim)
            if t.pos in FRAME
            and self.entity_at(claim.article, t) is None
            and (t.pos == "VERB" or not any(v.contains(t.span) for v in values))
        ]

    def tokens(self, claim: Claim) -> list[Token]:
        parse = self.parse(claim)
        return [t for s in claim.spans for t in parse.within(s.start, s.end)]

    def dates(self, claim: Claim) -> list[DateMention]:
        return self.once("dates", claim.id, lambda: _inside(claim, self.articles[claim.article].dates))

    def quantities(self, claim: Claim) -> list[Quantity]:
        found = self.articles[claim.article].quantities
        return self.once("quantities", claim.id, lambda: _inside(claim, found))

    def outlet(self, article: str) -> str:
        """How a sentence calls the report: its outlet if that tells it from the others, else its letter."""
        return self._labels[article]

    @cached_property
    def _labels(self) -> Mapping[str, str]:
        return labels([a.article for a in self.alignment.articles])

    def pairs(self, row: Row) -> Sequence[tuple[Claim, Claim]]:
        """Pairs of claims of two articles of the row, best linked first."""
        return self.once("pairs", row.cells[0][1][0], lambda: self._pairs(row))  # a claim stands in one row

    def _pairs(self, row: Row) -> list[tuple[Claim, Claim]]:
        scores = {frozenset((k.left, k.right)): k.score for k in row.links}
        ids = [c for _, cell in row.cells for c in cell]
        found = [
            (-scores[key], (a, b))
            for a, b in combinations(ids, 2)
            if self.claims[a].article != self.claims[b].article and (key := frozenset((a, b))) in scores
        ]
        return [(self.claims[a], self.claims[b]) for _, (a, b) in sorted(found)]

    def row_holding(self, left: Passage, right: Passage) -> int | None:
        """The row in which both stand, else one in which one stands, the more reports the better; None: no claim."""
        rows = [self.rows_at(left), self.rows_at(right)]
        both = [r for r in rows[0] if r in rows[1]]
        if both:
            return both[0]
        alone = sorted(rows[0] + rows[1], key=lambda r: -len(self.alignment.rows[r].cells))
        return alone[0] if alone else None

    def rows_at(self, passage: Passage) -> list[int]:
        """Rows of the claims that hold a passage, the shortest claim first; else of those in its sentence."""
        annotated = self.articles[passage.article]
        holding = [c for c in annotated.claims if any(s.contains(passage.span) for s in c.spans)]
        if not holding:
            sentence = next((s for s in annotated.parse.sentences if s.contains(passage.span)), passage.span)
            holding = [c for c in annotated.claims if any(sentence.contains(s) for s in c.spans)]
        holding.sort(key=lambda c: (sum(len(s) for s in c.spans), c.id))
        return [self.row_of[c.id] for c in holding]

    def trusts(self, row: Row, left: Claim, right: Claim) -> bool:
        """Whether the link between two claims of a row is strong enough for any difference to be a conflict."""
        return self.link_score(row, left, right) >= TRUSTED

    def link_score(self, row: Row, left: Claim, right: Claim) -> float:
        """Score of the link between two claims of a row, 0 when they stand together only through others."""
        for link in row.links:
            if {link.left, link.right} == {left.id, right.id}:
                return link.score
        return 0.0


def _inside(claim: Claim, values: Sequence[V]) -> list[V]:
    """The values that stand in one of the claim's pieces."""
    return [v for v in values if any(s.start <= v.span.start and v.span.end <= s.end for s in claim.spans)]


def value_draft(
    context: Context,
    index: int,
    row: Row,
    claims: tuple[Claim, Claim],
    passages: tuple[Passage, Passage],
    result: ValueJudgement,
    kind: Literal["number", "date"],
    detector: str,
) -> Draft:
    """The finding that two values differ, as the rules of values judged them."""
    score = round(context.link_score(row, *claims), 4)
    return Draft("conflict", kind, result.judgement, detector, score, result.why, index, passages)


@cache
def antonyms() -> frozenset[frozenset[str]]:
    """Pairs of lemmas that cannot both be true of one thing."""
    return frozenset(frozenset(pair) for pair in table("antonyms"))


@cache
def _loose() -> frozenset[frozenset[str]]:
    return frozenset(frozenset(pair) for pair in table("opposites"))


def opposed(left: Token, right: Token, *, loose: bool) -> bool:
    """Whether two words exclude each other; ``loose``: where all else is the same, so that more pairs do."""
    one, other = sorted((fold(left.lemma), fold(right.lemma)), key=len)
    pair = frozenset((one, other))
    if pair in antonyms() or (loose and pair in _loose()):
        return True
    prefixed = loose and {left.pos, right.pos} <= {"ADJ", "ADV"} and len(one) >= SHORTEST_STEM
    return prefixed and any(other == p + one for p in PREFIXES)


@cache
def _opposite_concepts() -> frozenset[frozenset[str]]:
    pairs = (frozenset(map(concept, pair)) for pair in antonyms() | _loose())
    return frozenset(p for p in pairs if len(p) == 2)


def opposed_in_meaning(left: Token, right: Token) -> bool:
    """Whether two words, or words derived from them or near them in meaning, exclude each other: "refusal", "agree"."""
    if _wins(left, right) or _wins(right, left):
        return False
    if opposed(left, right, loose=True):
        return True
    if any(t.pos == "VERB" and fold(t.lemma) in WINNING for t in (left, right)):
        return False
    meant = frozenset((concept(left.lemma), concept(right.lemma)))
    return {left.pos, right.pos} <= {"NOUN", "VERB"} and meant in _opposite_concepts()


def _wins(one: Token, other: Token) -> bool:
    """Whether a verb is of beating and the other word of winning: a defeat is the opposite of a victory, and who beats
    wins."""
    return one.pos == "VERB" and fold(one.lemma) in WINNING and fold(other.lemma) in VICTORY


def shared_ratio(left: Sequence[str], right: Sequence[str]) -> float:
    """Dice of two bags of words."""
    if not left or not right:
        return 0.0
    rest = list(right)
    both = 0
    for word in left:
        if word in rest:
            rest.remove(word)
            both += 1
    return 2 * both / (len(left) + len(right))
