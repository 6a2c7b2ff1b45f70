"""What a name is of, where little told (compare/readings.py).

Requirement: only what claims that are known to tell one thing show may read a name anew: its place beside another, a
gazetteer, a given name.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from rashomon.compare.context import Context
from rashomon.compare.parties import is_party
from rashomon.compare.places import known, peoples, place_key
from rashomon.lang import table
from rashomon.lang.concepts import concept
from rashomon.lang.names import is_acronym, listed
from rashomon.model import Claim, Entity, EntityKind, Token

# What stands before a common noun, and before a bare name never: "the town's 11th District".
MODIFIED = frozenset({"nummod", "poss"})
# What only a body has.
HEADED = frozenset(
    f"{concept(w)} of" for w in ("president", "chairman", "chairwoman", "executive", "treasurer")
)
PERSONS: frozenset[EntityKind] = frozenset({"person"})
BODIES: frozenset[EntityKind] = frozenset({"organisation", "group"})
PLACES: frozenset[EntityKind] = frozenset({"place"})


def kind_in_place(one: Entity, other: Entity, part: str = "") -> EntityKind | None:
    """What two names are that hang on one word, where they were read as two kinds: a listed place beside a place is
    one, whatever it was read as; otherwise neither may be a person."""
    kinds = {one.kind, other.kind}
    if len(kinds) == 1:
        return None
    if "place" in kinds and all(e.kind in PLACES or known(e.name) for e in (one, other)):
        return "place"
    if "person" in kinds:
        return "organisation" if part in HEADED and kinds & BODIES else None
    if "place" in kinds:
        # "the Ohio senators", "the Labour senators": two ways to tell of which; an unlisted place may be a body
        return None if any(e.kind in PLACES and known(e.name) for e in (one, other)) else "organisation"
    return "organisation" if kinds <= BODIES else max((one, other), key=lambda e: len(e.mentions)).kind


def one_kind(context: Context, one: Entity, other: Entity) -> EntityKind | None:
    """What both names are of; a name of one word that stands once was hardly told what it is, so what the other is."""
    if one.kind == other.kind:
        return one.kind
    if {one.kind, other.kind} <= BODIES and (is_party(one) or is_party(other)):
        return "organisation"
    unsure = [e for e in (one, other) if guessed(context, e)]
    return "person" if len(unsure) == 1 and (_firm(one) or _firm(other)) else None


def guessed(context: Context, entity: Entity) -> bool:
    """Whether little told what a name is of: one word that stands once, by itself ("Holm", not "the Holm family" or
    "against Holm"), and is no plural."""
    return context.once("guessed", entity.id, lambda: _guessed(context, entity))


def _guessed(context: Context, entity: Entity) -> bool:
    named = [m for m in entity.mentions if m.form == "name"]
    if " " in entity.name or len(named) != 1 or is_acronym(entity.name):
        return False
    if listed().get(place_key(entity.name)):
        return False
    (mention,) = named
    parse = context.articles[mention.article].parse
    return all(
        t.tag in {"NN", "NNP"}
        and (
            t.dep in {"agent", "appos", "conj", "dobj", "nsubj", "nsubjpass", "poss"}
            or (t.dep == "pobj" and parse.tokens[t.head].lemma in {"about", "to", "with"})
        )
        and not (_plural(t) and parse.sentences[t.sentence].start == t.start)
        and not any(
            parse.tokens[c].dep in MODIFIED and parse.tokens[c].pos != "PROPN"
            for c in parse.children[t.index]
        )
        for t in parse.within(mention.start, mention.end)
    )


def _plural(token: Token) -> bool:
    """Whether a word at the beginning of a sentence may be a plural: "Critics", not "Hollis" or "Ross"."""
    singular = token.text.endswith(("ss", "us")) or (
        token.text.endswith("is") and token.text[:-1] not in peoples()
    )
    return token.text.endswith("s") and not singular


def _firm(entity: Entity) -> bool:
    """Whether enough told that a person is one: a name of several words, or one that stands in several places."""
    return entity.kind == "person" and (" " in entity.name or len(entity.mentions) > 1)


def read_again(context: Context, claim: Claim, token: Token, entity: Entity) -> Entity:
    """A name that stands once was hardly told what it is: a listed place is one, and who has a given name is a person."""
    if entity.kind in PLACES or sum(m.form == "name" for m in entity.mentions) != 1:
        return entity
    first, *rest = entity.name.split()
    above = context.parse(claim).tokens[token.head]
    if known(entity.name) and (
        entity.kind not in PERSONS or (token.dep == "pobj" and above.lemma == "in") or token.dep == "appos"
    ):
        return replace(entity, kind="place")
    if entity.kind in PERSONS:
        return entity
    if rest and known(" ".join(rest)):  # "Small Ulmen", at the beginning of a sentence
        return replace(entity, kind="place", name=" ".join(rest))
    return replace(entity, kind="person") if len(rest) == 1 and first in _given() else entity


@cache
def _given() -> frozenset[str]:
    return frozenset(row[0] for row in table("given_names"))
