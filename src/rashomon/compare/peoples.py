"""Places by the words for their people: "the Danish minister" tells of Denmark (compare/peoples.py).

Requirement: such a word is no name of a place by itself, so it is read as one only where claims are known to tell one
thing, and inside another name ("the American Legion") never.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from rashomon.compare.context import Context
from rashomon.compare.places import peoples, place_key
from rashomon.model import Entity, Mention, Token


def place_of(context: Context, article: str, token: Token) -> Entity | None:
    """The place that a token names, itself or by its people; its mentions are those of both."""
    places = context.once("places of peoples", "", lambda: _places(context))
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
        for token in annotated.parse.tokens:
            place = peoples().get(token.text)
            if place is None or context.named_at(article, token):
                continue
            new = found.get(place_key(place)) or Entity(f"people of {place}", "place", place, ())
            mention = Mention(article, token.start, token.end, "name")
            found[place_key(place)] = replace(new, mentions=(*new.mentions, mention))
    return found
