"""Whether two names may be of one bearer, or right together (compare/bearers.py)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from rashomon.compare.context import Context
from rashomon.compare.named import within
from rashomon.compare.parties import chamber_of
from rashomon.compare.places import known
from rashomon.lang import entries, table
from rashomon.lang.names import abbreviates, key, listed
from rashomon.model import Entity, FindingType, Row, Span, Token
from rashomon.words import fold

# Two spellings of one name: at least this similar (ratio of matching characters), not equal.
ONE_NAME = 0.6
# What parents are called is no name of theirs.
PARENTS = frozenset("dad daddy ma mama mom momma mommy mum mummy pa papa".split())
TYPES: Mapping[str, FindingType] = {"person": "person", "place": "place"}


def told(context: Context, row: Row, article: str, entity: Entity) -> bool:
    """Whether a report has a name in one of its claims of the row, under that name or taken for another's."""
    text = context.articles[article].article.text
    spans = [s for a, ids in row.cells if a == article for c in ids for s in context.claims[c].spans]
    forms = _forms(context, entity)
    # "Holm" may be another of the family
    written = {
        n for n in forms if _bearers(context)[n] == 1 or not any(n != m and within(n, m) for m in forms)
    }
    return any(fold(name) in fold(s.of(text)) for name in written for s in spans)


def _forms(context: Context, entity: Entity) -> set[str]:
    """How a name is written, the letter of a party apart."""
    return {
        context.articles[m.article].article.text[m.start : m.end]
        for m in entity.mentions
        if m.form == "name" and m.end - m.start > 1
    }


def _bearers(context: Context) -> Counter[str]:
    """How many entities of the story are written so."""
    return context.once(
        "bearers", "", lambda: Counter(n for e in context.entities.values() for n in _forms(context, e))
    )


def compatible_names(context: Context, one: Entity, other: Entity) -> bool:
    """Whether the two may be right together: one name inside the other, a chamber of a parliament, one place written with
    the other."""
    if within(one.name, other.name) or chamber_of(one, other) or chamber_of(other, one):
        return True
    if one.kind == "place":
        return _written_together(context, one, other)
    return False


def _written_together(context: Context, one: Entity, other: Entity) -> bool:
    """ "Springfield, Ohio" anywhere: one lies in the other."""
    for article, annotated in context.articles.items():
        text = annotated.article.text
        ours = [m for m in one.mentions if m.article == article]
        theirs = [m for m in other.mentions if m.article == article]
        for m in ours:
            for n in theirs:
                low, high = min(m.end, n.end), max(m.start, n.start)
                if low <= high and text[low:high] in {", ", " (", " in ", " of "}:
                    return True
    return False


def differing_names(
    context: Context, left: str, one: Sequence[Token], right: str, other: Sequence[Token]
) -> tuple[FindingType, Span, Span] | None:
    """Type and spans of two names that stand in one place of two articles and are not one; None where either is none."""
    sides = [(article, _without_titles(words)) for article, words in ((left, one), (right, other))]
    if not all(_is_name(context, article, words) for article, words in sides):
        return None
    (a, mine), (b, theirs) = ((article, _whole(context, article, words)) for article, words in sides)
    names = mine.of(context.articles[a].article.text), theirs.of(context.articles[b].article.text)
    if _one_name(*names):
        return None
    bearers = [context.named_at(article, words[0]) for article, words in sides]
    entities = [context.entities[e] if e else None for e in bearers]
    if entities[0] and entities[1]:
        if entities[0] == entities[1] or compatible_names(context, entities[0], entities[1]):
            return None
    kind = _likely_kind(entities)
    if kind != "person" and any(e and e.kind == "place" for e in entities) and any(known(n) for n in names):
        kind = "place"  # a listed place beside one that this report alone has, which little told what it is
    return TYPES.get(kind, "name"), mine, theirs


def _without_titles(words: Sequence[Token]) -> list[Token]:
    titles = entries("titles") | {row[0] for row in table("honorifics")}
    return [t for t in words if t.text not in titles]


def _is_name(context: Context, article: str, words: Sequence[Token]) -> bool:
    """Whether words are a name, or a place's people, and no part of a date."""
    capital = words and all(
        t.text[0].isupper() and fold(t.text).rstrip(".") not in _calendar() | PARENTS for t in words
    )
    return bool(capital) and any(
        t.pos == "PROPN" or t.text in _demonyms() or context.named_at(article, t) for t in words
    )


@lru_cache(maxsize=1)
def _demonyms() -> frozenset[str]:
    return frozenset(row[0] for row in table("demonyms"))


@lru_cache(maxsize=1)
def _calendar() -> frozenset[str]:
    return frozenset(row[1] for row in table("time_words") if row[0] in ("month", "weekday"))


def _whole(context: Context, article: str, words: Sequence[Token]) -> Span:
    """The words with the rest of the names that they are part of."""
    start, end = words[0].start, words[-1].end
    sentence = context.articles[article].parse.sentences[words[0].sentence]
    for low, high, _, form in context.mentions(article, sentence):
        if form == "name" and low < end and start < high:
            start, end = min(start, low), max(end, high)
    return Span(start, end)


def _one_name(one: str, other: str) -> bool:
    """Whether two names as written may be one: one inside the other, its initials, or listed as one."""
    if within(one, other) or abbreviates(one, other) or abbreviates(other, one):
        return True
    if spelled(one) == spelled(other):
        return True
    known = [listed().get(key(n), (key(n),))[0] for n in (one, other)]
    people = {row[0]: row[1] for row in table("demonyms")}
    return known[0] == known[1] or key(people.get(one, one)) == key(people.get(other, other))


def spelled(name: str) -> str:
    """A name in the one spelling that stands for its variants, plural endings and stops off."""
    words = []
    for word in fold(name).replace(".", "").split():
        for pattern, to in table("spellings"):
            word = re.sub(pattern, to, word)
        words.append(word.removesuffix("s"))
    return " ".join(words)


def spelled_alike(one: str, other: str) -> bool:
    """Whether two names may be one in two spellings."""
    return SequenceMatcher(None, fold(one), fold(other)).ratio() >= ONE_NAME


def _likely_kind(entities: Sequence[Entity | None]) -> str:
    """What the two are: what the one named more often was read as, an unknown name having little to be told by."""
    known = [e for e in entities if e is not None]
    return max(known, key=lambda e: (len(e.mentions), e.id)).kind if known else ""
