"""Places by the words for their people, and by the code for a party and a state: "the Danish minister", "(R-Ohio)"
(compare/peoples.py).

Requirement: the word for a people is no name of a place by itself, so it is read as one only where claims are known to
tell one thing, and inside another name ("the American Legion") never.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from rashomon.compare.context import Context
from rashomon.compare.places import known, peoples, place_key, states
from rashomon.model import Annotated, Entity, Mention, Token

# A party's letter and the state: "R-Ohio", "D-Calif."
CODE = re.compile(r"\b[A-Z]-((?:(?:New|North|South|West) )?[A-Z][A-Za-z]*(?:\.[A-Z])?\.?)")


def place_of(context: Context, article: str, token: Token) -> Entity | None:
    """The place that a token names, itself or by its people; its mentions are those of both."""
    places = context.once("places of peoples", "", lambda: _places(context))
    code = _codes(context, article).get(token.start)
    if code is not None:
        return places[code]
    named = context.named_at(article, token)
    if named is not None:
        entity = context.entities[named]
        return places[place_key(entity.name)] if entity.kind == "place" else None
    place = peoples().get(token.text)
    return places.get(place_key(place)) if place else None


def _places(context: Context) -> Mapping[str, Entity]:
    """Every place of the story by its key."""
    found: dict[str, Entity] = {}
    for entity in context.entities.values():
        if entity.kind == "place":
            first = found.setdefault(place_key(entity.name), entity)
            if first is not entity:
                found[place_key(entity.name)] = replace(first, mentions=(*first.mentions, *entity.mentions))
    for article, annotated in context.articles.items():
        codes = _codes(context, article)
        for token in annotated.parse.tokens:
            place = peoples().get(token.text)
            if (code := codes.get(token.start)) is not None:
                new = found.get(code) or Entity(f"state {code}", "place", states().get(code, token.text), ())
                mention = Mention(article, token.start, token.end, "name")
                told = any(m.article == article and m.start <= token.start < m.end for m in new.mentions)
                found[code] = new if told else replace(new, mentions=(*new.mentions, mention))
                continue
            if place is None or context.named_at(article, token):
                continue
            new = found.get(place_key(place)) or Entity(f"people of {place}", "place", place, ())
            mention = Mention(article, token.start, token.end, "name")
            found[place_key(place)] = replace(new, mentions=(*new.mentions, mention))
    return found


def _codes(context: Context, article: str) -> Mapping[int, str]:
    """The key of the state for each word that lies in the code for a party and a state, by where the word starts."""
    return context.once("states of codes", article, lambda: _states_of_codes(context.articles[article]))


def _states_of_codes(annotated: Annotated) -> Mapping[int, str]:
    found: dict[int, str] = {}
    for match in CODE.finditer(annotated.article.text):
        if (key := place_key(match[1])) in states() or known(match[1]):
            found |= {t.start: key for t in annotated.parse.within(match.start(1), match.end(1))[:1]}
    return found
