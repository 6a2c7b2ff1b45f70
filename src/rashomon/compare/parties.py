"""Parties by the words for their people and what is theirs: "Republican senators", "the GOP", "Jane Roe (D)"
(compare/parties.py).

Requirement: as with the words for a people, one of these is read as the party only where claims are known to tell one
thing, and inside another name ("the Republican National Committee") never.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from rashomon.compare.context import Context
from rashomon.lang import table
from rashomon.model import Entity, Mention, Token
from rashomon.words import fold

# Behind a name, the letter of a party, with a state or without: "(R)", "(D-Iowa)", ", R-Ohio".
LETTER = re.compile(r"(?:\(|, )([DR])(?=\)|-[A-Z]|\.?, [A-Z])")
PREFIX = "party "
CHAMBERS = frozenset(
    "administration assembly congress council government house legislature parliament senate".split()
)
HOUSES, PARLIAMENTS = (
    frozenset({"assembly", "house", "senate"}),
    frozenset({"congress", "legislature", "parliament"}),
)
LETTERS = {"D": "Democrats", "R": "Republicans"}


def party_of(context: Context, article: str, token: Token) -> Entity | None:
    """The party that a token names; its mentions are all of its words in all reports."""
    name = _words_of(context, article).get(token.start)
    return context.once("parties", "", lambda: _parties(context))[name] if name else None


def is_party(entity: Entity) -> bool:
    """Whether an entity is a party as its words name it."""
    return entity.id.startswith(PREFIX)


def parties_in(entity: Entity) -> set[str]:
    """The parties whose words stand in a name: "the Ohio Republican Party"."""
    return {_words()[w] for w in entity.name.split() if w in _words()}


def may_stand_for(party: Entity, other: Entity) -> bool:
    """Whether a party may be told of where a chamber is in which it sits: "House Democrats rejected it", "the House
    rejected it"."""
    return is_party(party) and _last(other) in CHAMBERS


def chamber_of(one: Entity, other: Entity) -> bool:
    """Whether one may be a chamber of the other: "the House passes the bill", "Congress passes the bill"."""
    return _last(one) in HOUSES and fold(one.name) != "white house" and _last(other) in PARLIAMENTS


def _last(entity: Entity) -> str:
    """The last word of a name, without what follows "of"."""
    return (fold(entity.name).partition(" of ")[0].split() or [""])[-1]


def _parties(context: Context) -> Mapping[str, Entity]:
    found: dict[str, list[Mention]] = {}
    for article, annotated in context.articles.items():
        at = _words_of(context, article)
        for token in annotated.parse.tokens:
            if token.start in at and (token.text in _words() or token.text in LETTERS):
                found.setdefault(at[token.start], []).append(Mention(article, token.start, token.end, "name"))
    return {name: Entity(PREFIX + name, "group", name, tuple(ms)) for name, ms in found.items()}


def _words_of(context: Context, article: str) -> Mapping[int, str]:
    return context.once("party words", article, lambda: _at(context, article))


def _at(context: Context, article: str) -> dict[int, str]:
    """The party for each of its words, by where the word starts."""
    annotated = context.articles[article]
    found: dict[int, str] = {}
    for token in annotated.parse.tokens:
        named = context.named_at(article, token)
        name = context.entities[named].name if named else token.text
        last = name.split()[-1]
        if named is None or _of_party(name):
            party = _words().get(token.text) or _words().get(last)
            found |= {token.start: party} if party else {}
    for match in LETTER.finditer(annotated.article.text):
        for token in annotated.parse.within(match.start(1), match.end(1)):
            found[token.start] = LETTERS[match[1]]
    return found


def _of_party(name: str) -> bool:
    """Whether a name is of a party or its people in a chamber: "Republican Party", "House Democrats"."""
    *before, last = name.split()
    if last == "Party":
        return all(w in _words() for w in before)
    return last in _words() and (not before or last.endswith("s"))


@cache
def _words() -> Mapping[str, str]:
    return dict(row[:2] for row in table("parties"))  # type: ignore[misc]
