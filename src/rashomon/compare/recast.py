"""Two sentences that tell of one thing in words of their own, denied in one, with an opposite or another name in it.

Requirement: as in compare/parallel.py, what two reports say need not have been joined; the words of the sentences and
those near the word that differs decide, and nothing may rival the pair: a word that the other report says the same of,
or that answers to two, is left alone. What may be is not denied by what is not; a name that both reports have, or that a
report has in several places, is no other name for anything.
Known exception: two things done by the same people to the same end, told by one report each.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from rashomon.compare.context import Context, Draft, antonyms
from rashomon.compare.likeness import Bag, around, cosine, sentences, weights_of, words
from rashomon.compare.names import TYPES, compatible_names
from rashomon.compare.polarity import denies_too
from rashomon.lang import entries
from rashomon.lang.concepts import concept
from rashomon.model import Annotated, FindingType, Parse, Passage, Span, Token
from rashomon.words import fold

# Cosine in [0, 1] of the weighted words of two sentences, of the words near the two that differ, and both together; how
# far below a rival must stay.
SENTENCES, NEARBY, TOGETHER, MARGIN = 0.3, 0.3, 0.75, 0.1
# The same together for names, of which more differ without a conflict.
NAMES_TOGETHER = 0.9
DENYING = frozenset({"not", "never"})
SOME = frozenset({"one", "another", "some", "any", "either", "each", "every"})
COMPLEMENTS = frozenset({"acomp", "attr", "oprd"})
KINDS = frozenset({"person", "place", "organisation", "group"})
Outcome = Literal["same", "denied", "opposed", "renamed"]


@dataclass(frozen=True, slots=True)
class Told:
    """A predicate, another word that has an opposite, or a name, with the words of its sentence and those near it.

    ``what`` is the concept or the entity's id; ``said``: whether it is asserted (names are); ``agentless``: told of
    what is done, not of who does it.
    """

    article: str
    span: Span
    what: str
    lemma: str
    name: bool
    said: bool
    hedged: bool
    agentless: bool
    sentence: Bag
    near: Bag


@dataclass(frozen=True, slots=True)
class Match:
    """Two of them, how alike what stands with them is, and what they come to."""

    left: Told
    right: Told
    together: float
    enough: bool
    outcome: Outcome


def detect(context: Context) -> Iterator[Draft]:
    """Two reports tell of one thing in other words, and one denies it, says the opposite, or has another name in it."""
    articles = context.alignment.articles
    bags = {a.article.id: sentences(context, a) for a in articles}
    weights = weights_of([bag for rows in bags.values() for bag in rows])
    told = {a.article.id: list(_told(context, a, bags[a.article.id])) for a in articles}
    for left, right in combinations(articles, 2):
        matches = list(_matches(context, told[left.article.id], told[right.article.id], weights))
        seen: set[tuple[str, str]] = set()
        for match in sorted(matches, key=lambda m: -m.together):
            key = match.left.what, match.right.what
            if match.outcome != "same" and match.enough and key not in seen and not _rivalled(match, matches):
                seen.add(key)
                yield from _draft(context, match)


def _told(context: Context, annotated: Annotated, bags: Sequence[Bag]) -> Iterator[Told]:
    """Everything in an article that may be denied, opposed or renamed."""
    parse, article = annotated.parse, annotated.article.id
    heads = {c.predicate for c in annotated.claims if c.hedged}
    light = entries("light")
    paired = {word for pair in antonyms() for word in pair}
    for token in parse.tokens:
        if context.named_at(article, token):
            continue
        acts = token.pos == "VERB" or (token.dep in COMPLEMENTS and parse.tokens[token.head].lemma == "be")
        lemma = fold(token.lemma)
        if lemma in light or not (acts or (token.pos in {"ADJ", "NOUN"} and lemma in paired)):
            continue
        if token.tag == "VB" and not any(_helps(parse.tokens[c]) for c in parse.children[token.index]):
            continue  # "refused to sign" neither says nor denies that it was signed
        verb = parse.tokens[token.head] if token.dep in COMPLEMENTS else token
        helpers = [parse.tokens[c] for t in (token, verb) for c in parse.children[t.index]]
        if any(_of_some(parse, t) for t in helpers):
            continue
        said = not any(t.dep == "neg" and fold(t.lemma) in DENYING | {"n't"} for t in helpers)
        hedged = verb.index in heads or any(fold(t.lemma) in entries("hedges") for t in helpers)
        agentless = "auxpass" in {t.dep for t in helpers} and "agent" not in {t.dep for t in helpers}
        near = words(context, annotated, around(annotated, token.span))
        yield Told(
            article,
            token.span,
            concept(token.lemma),
            lemma,
            False,
            said,
            hedged,
            agentless,
            bags[token.sentence],
            near,
        )
    for entity in context.alignment.entities:
        names = [m for m in entity.mentions if m.form == "name" and m.article == article]
        if entity.kind in KINDS and len(names) == 1:
            tokens = parse.within(names[0].start, names[0].end)
            if tokens:
                near = words(context, annotated, around(annotated, names[0].span))
                yield Told(
                    article,
                    names[0].span,
                    entity.id,
                    "",
                    True,
                    True,
                    False,
                    False,
                    bags[tokens[0].sentence],
                    near,
                )


def _of_some(parse: Parse, token: Token) -> bool:
    """Whether a subject is nobody in particular: "one party", "another"; others may do otherwise."""
    words = [token, *(parse.tokens[c] for c in parse.children[token.index])]
    return token.dep in {"nsubj", "nsubjpass"} and any(fold(t.text) in SOME for t in words)


def _helps(token: Token) -> bool:
    return token.dep in {"aux", "auxpass"} and token.tag in {"VBD", "VBZ", "VBP", "MD"}


def _matches(
    context: Context, ours: Sequence[Told], theirs: Sequence[Told], weights: Mapping[str, float]
) -> Iterator[Match]:
    opposite = {frozenset((fold(a), fold(b))) for a, b in (tuple(p) for p in antonyms() if len(p) == 2)}
    alike: dict[tuple[Bag, Bag], float] = {}
    for a in ours:
        for b in theirs:
            outcome = _outcome(context, a, b, opposite)
            if outcome is None:
                continue
            both = a.sentence, b.sentence
            if both not in alike:
                alike[both] = cosine(*both, weights)
            if alike[both] < SENTENCES:
                continue
            near = cosine(a.near, b.near, weights)
            together = alike[both] + near
            wanted = NAMES_TOGETHER if a.name else TOGETHER
            if together >= wanted - MARGIN:
                yield Match(a, b, together, near >= NEARBY and together >= wanted, outcome)


def _outcome(context: Context, a: Told, b: Told, opposite: set[frozenset[str]]) -> Outcome | None:
    """What two words come to where they are told of one thing; None where they are not to be compared."""
    if a.name != b.name:
        return None
    if a.name:
        return _other_name(context, a, b)
    if a.what == b.what:
        if a.said == b.said:
            return "same"
        yes = a if a.said else b
        no = b if a.said else a
        # that it was done by somebody is not denied by who did not do it
        open_ = (yes.hedged and not no.hedged) or (yes.agentless and not no.agentless)
        return None if open_ else "denied"
    opposed = frozenset((a.lemma, b.lemma)) in opposite
    return "opposed" if opposed and a.said == b.said and a.hedged == b.hedged else None


def _other_name(context: Context, a: Told, b: Told) -> Outcome | None:
    one, other = context.entities[a.what], context.entities[b.what]
    if one.id == other.id:
        return "same"
    alien = not any(m.article == b.article for m in one.mentions)
    if one.kind != other.kind or not alien or any(m.article == a.article for m in other.mentions):
        return None
    return None if compatible_names(context, one, other) else "renamed"


def _rivalled(match: Match, matches: Sequence[Match]) -> bool:
    """Whether one of the two goes nearly as well with another, or well enough with one that says the same."""
    return any(
        (other.left is match.left) != (other.right is match.right)
        and (other.together > match.together - MARGIN or (other.enough and other.outcome == "same"))
        for other in matches
    )


def _draft(context: Context, match: Match) -> Iterator[Draft]:
    left, right = (_passage(context, t) for t in (match.left, match.right))
    row = context.row_holding(left, right)
    if row is None:
        return
    said = left if match.left.said else right
    if match.outcome == "denied" and denies_too(_tokens(context, said)):
        return
    one, other = (context.outlet(t.article) for t in (match.left, match.right))
    words = " ".join(context.text(left).split()), " ".join(context.text(right).split())
    type_: FindingType = "polarity"
    if match.outcome == "denied":
        yes, no = ((one, words[0]), (other, words[1]))[:: 1 if match.left.said else -1]
        why = f"{yes[0]} asserts “{yes[1]}”, {no[0]} denies it: “{no[1]}” (told alike, one negation)."
    elif match.outcome == "opposed":
        why = f"“{words[0]}” ({one}) and “{words[1]}” ({other}) cannot both hold (told alike, opposites)."
    else:
        why = f"{one} has {words[0]} where {other} has {words[1]}; otherwise both tell alike."
        type_ = TYPES.get(context.entities[match.left.what].kind, "name")
    score = round(match.together / 2, 4)
    yield Draft("conflict", type_, "contradiction", "recast@1", score, why, row, (left, right))


def _tokens(context: Context, passage: Passage) -> Sequence[Token]:
    return context.articles[passage.article].parse.within(passage.start, passage.end)


def _passage(context: Context, told: Told) -> Passage:
    """The name, or the shortest claim that holds the word."""
    claims = [c for c in context.articles[told.article].claims if any(s.contains(told.span) for s in c.spans)]
    if told.name or not claims:
        return Passage(told.article, told.span.start, told.span.end)
    return context.hull(min(claims, key=lambda c: (sum(len(s) for s in c.spans), c.id)))
