"""What part a name has in a claim (compare/roles.py): the word that it hangs on and how, what it does, what it is called.

Requirement: two wordings of one thing put a name in other places of the sentence, so parts that say the same are one:
active and passive, "the Holm campaign" and "the campaign of Holm".
"""

from __future__ import annotations

from rashomon.compare.context import Context
from rashomon.compare.parties import party_of
from rashomon.compare.peoples import place_of
from rashomon.compare.readings import read_again
from rashomon.lang import entries
from rashomon.lang.concepts import concept
from rashomon.model import Claim, Entity, Token

# Roles in which a name stands, made one where active and passive differ.
ROLES = {"nsubjpass": "dobj", "nmod": "compound"}
MODIFYING = frozenset({"amod", "appos", "compound", "nmod", "poss"})
NOUNS = frozenset({"NOUN", "PROPN"})
OF = frozenset({"for", "of"})
NAMED = frozenset({"person", "place", "organisation", "group", "other"})


def standing(context: Context, claim: Claim) -> list[tuple[str, Entity]]:
    """The names of a claim, each with the word that it hangs on and how."""
    found: list[tuple[str, Entity]] = []
    parse = context.parse(claim)
    for token in context.tokens(claim):
        entity = _entity(context, claim, token)
        head = parse.tokens[token.head]
        if entity is None or (
            head.index != token.index and context.named_at(claim.article, head) == entity.id
        ):
            continue
        at = token
        if token.dep == "appos" and head.pos == "NOUN":  # "the clerk, Jane Roe, wrote": she writes it
            at, head = head, parse.tokens[head.head]
        role = ROLES.get(at.dep, at.dep)
        if at.dep == "pobj":
            role, head = f"{role} {head.lemma.casefold()}", parse.tokens[head.head]
        if entity.kind in NAMED:
            found.append((f"{concept(head.lemma)} {role}", entity))
        for verb in (parse.tokens[c] for c in parse.children[token.index]):
            if verb.dep == "relcl":  # "Holm, who said": she says it
                who = [parse.tokens[c].dep for c in parse.children[verb.index] if parse.tokens[c].tag == "WP"]
                for dep in who[:1]:
                    found.append((f"{concept(verb.lemma)} {ROLES.get(dep, dep)}", entity))
    return found


def _entity(context: Context, claim: Claim, token: Token) -> Entity | None:
    """What a token names, or the place whose people or the party whose people it names."""
    party = party_of(context, claim.article, token)
    if party is not None:
        return party
    place = place_of(context, claim.article, token)
    if place is not None:
        return place
    named = context.named_at(claim.article, token)
    return read_again(context, claim, token, context.entities[named]) if named else None


def parts_of(context: Context, claim: Claim, name: Entity) -> set[str]:
    """What a name is in a claim: who does it, what is told more of by the name, or any other part."""
    parse, found = context.parse(claim), set()
    for token in context.tokens(claim):
        if context.named_at(claim.article, token) != name.id:
            continue
        head = parse.tokens[token.head]
        if context.named_at(claim.article, head) == name.id and head.index != token.index:
            continue
        if token.dep == "appos" and head.pos == "NOUN":
            token, head = head, parse.tokens[head.head]
        by = head.dep == "agent" or head.lemma == "by"
        if any(parse.tokens[c].dep == "relcl" for c in parse.children[token.index]):
            found.add("doer")
        if token.dep == "nsubj" or (token.dep == "pobj" and by):
            found.add("doer")
        elif token.dep in MODIFYING or (
            token.dep == "pobj" and head.lemma in OF and parse.tokens[head.head].pos in NOUNS
        ):
            found.add("modifier")
        else:
            found.add("other")
    return found


def in_list(context: Context, claim: Claim, name: str) -> bool:
    """Whether a name stands beside others of its kind, joined to them."""
    parse = context.parse(claim)
    return any(
        token.dep in {"appos", "conj"}
        or any(parse.tokens[c].dep == "conj" for c in parse.children[token.index])
        for token in context.tokens(claim)
        if context.named_at(claim.article, token) == name
    )


def titles_of(context: Context, claim: Claim, name: Entity) -> set[str]:
    """The titles that stand before a name ("Senator", "Sen."), by their concepts; of the senators of a list one may be
    left out, so there it has to be the only one that is called so."""
    title = _title(context, claim, name.id)
    if title is None:
        return set()
    if in_list(context, claim, name.id):
        names = {context.named_at(claim.article, t) for t in context.tokens(claim)} - {None, name.id}
        rest = {_title(context, claim, e) for e in names if e and in_list(context, claim, e)}
        if rest & {title, None}:
            return set()
    return {title}


def _title(context: Context, claim: Claim, name: str) -> str | None:
    """The concept of the title before a name."""
    parse = context.parse(claim)
    for token in context.tokens(claim):
        if token.index and context.named_at(claim.article, token) == name:
            before = parse.tokens[token.index - 1]
            if before.text in entries("titles") and context.named_at(claim.article, before) != name:
                return concept(before.text.rstrip("."))
    return None


def holds_another(context: Context, claim: Claim, place: Entity) -> bool:
    """Whether a place stands behind another that lies in it."""
    parse = context.parse(claim)
    return any(
        t.dep == "appos" and context.named_at(claim.article, parse.tokens[t.head]) not in {None, place.id}
        for t in context.tokens(claim)
        if context.named_at(claim.article, t) == place.id
    )
