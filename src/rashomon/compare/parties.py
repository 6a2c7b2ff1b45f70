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

# Behind a name, the letter of a party, with a state or without: "(R)", "(D-Iowa)", ", R-Ohio".
LETTER = re.compile(r"(?:\(|, )([DR])(?=\)|-[A-Z]|\.?, [A-Z])")
PREFIX = "party "
LETTERS = {"D": "Democrats", "R": "Republicans"}


def party_of(context: Context, article: str, token: Token) -> Entity | None:
    """The party that a token names; its mentions are all of its words in all reports."""
    name = context.once("party words", article, lambda: _at(context, article)).get(token.start)
    return context.once("parties", "", lambda: _parties(context))[name] if name else None


def is_party(entity: Entity) -> bool:
    """Whether an entity is a party as its words name it."""
    return entity.id.startswith(PREFIX)


def parties_in(entity: Entity) -> set[str]:
    """The parties whose words stand in a name: "the Ohio Republican Party"."""
    return {_words()[w] for w in entity.name.split() if w in _words()}


def _parties(context: Context) -> Mapping[str, Entity]:
    found: dict[str, list[Mention]] = {}
    for article, annotated in context.articles.items():
        at = context.once("party words", article, lambda a=article: _at(context, a))  # type: ignore[misc]
        for token in annotated.parse.tokens:
            if token.start in at:
                found.setdefault(at[token.start], []).append(Mention(article, token.start, token.end, "name"))
    return {name: Entity(PREFIX + name, "group", name, tuple(ms)) for name, ms in found.items()}


def _at(context: Context, article: str) -> dict[int, str]:
    """The party for each of its words, by where the word starts."""
    annotated = context.articles[article]
    found = {}
    for token in annotated.parse.tokens:
        party = _words().get(token.text)
        if party is None:
            continue
        named = context.named_at(article, token)
        if named is None or _of_party(context.entities[named].name):
            found[token.start] = party
    for match in LETTER.finditer(annotated.article.text):
        for token in annotated.parse.within(match.start(1), match.end(1)):
            found[token.start] = LETTERS[match[1]]
    return found


def _of_party(name: str) -> bool:
    """Whether a name is of a party or its people in a chamber: "Republican Party", "House Democrats"."""
    words = name.split()
    return words[-1] in _words() or (words[-1] == "Party" and all(w in _words() for w in words[:-1]))


@cache
def _words() -> Mapping[str, str]:
    return dict(row[:2] for row in table("parties"))  # type: ignore[misc]
