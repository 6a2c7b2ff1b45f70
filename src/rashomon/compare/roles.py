"""What part a name has in a claim (compare/roles.py): the word that it hangs on and how, what it does, what it is called.

Requirement: two wordings of one thing put a name in other places of the sentence, so parts that say the same are one:
active and passive, "the Holm campaign" and "the campaign of Holm".
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from rashomon.compare.context import Context
from rashomon.compare.parties import party_of
from rashomon.compare.peoples import place_of
from rashomon.compare.readings import PLACES, read_again
from rashomon.lang import entries
from rashomon.lang.concepts import concept
from rashomon.model import Claim, Entity, Mention, Parse, Token
from rashomon.words import fold

# Nouns for some of many or a part, which stand where what they are of is meant; and those of having something.
PARTITIVE = frozenset(
    "bunch chorus coalition couple crowd dozen dozens group handful host hundreds lot majority minority most number "
    "part parts plurality scores series slew some thousands trio".split()
)
HOLD = frozenset({"charge", "control", "custody", "hold", "possession"})
WHERE = frozenset({"across", "at", "from", "in", "near"})
DOING = frozenset({"agent", "nsubj", "nsubjpass", "poss"})
# Roles in which a name stands, made one where active and passive differ.
ROLES = {"nsubjpass": "dobj", "nmod": "compound"}
MODIFYING = frozenset({"amod", "appos", "compound", "nmod", "poss"})
NOUNS = frozenset({"NOUN", "PROPN"})
OF = frozenset({"for", "of"})
NAMED = frozenset({"person", "place", "organisation", "group", "other"})


def standing(context: Context, claim: Claim) -> list[tuple[str, Entity]]:
    """The names of a claim, each with the word that it hangs on and how, as parts: "<word> nsubj", of a noun
    "<noun> of"; a place has the part "<noun> where" too, and who does what an infinitive or a relative clause tells has
    that part."""
    return context.once("parts of names", claim.id, lambda: _standing(context, claim))


def _standing(context: Context, claim: Claim) -> list[tuple[str, Entity]]:
    found: list[tuple[str, Entity]] = []
    parse = context.parse(claim)
    for token in context.tokens(claim):
        entity = bearer(context, claim, token)
        head = parse.tokens[token.head]
        if entity is None or (head.index != token.index and _same(context, claim, head, entity)):
            continue
        if entity.kind not in NAMED:
            continue
        at = climbed(parse, token)
        found += [(part, entity) for part in _hung(parse, at, entity)]
        for verb in (parse.tokens[c] for c in parse.children[token.index]):
            if verb.dep == "relcl":  # "Holm, who said": she says it
                who = [parse.tokens[c].dep for c in parse.children[verb.index] if parse.tokens[c].tag == "WP"]
                for dep in who[:1]:
                    found.append((f"{concept(verb.lemma)} {ROLES.get(dep, dep)}", entity))
    return found


def _hung(parse: Parse, at: Token, entity: Entity) -> list[str]:
    """What a word hangs on and how."""
    head = parse.tokens[at.head]
    role = ROLES.get(at.dep, at.dep)
    preposition = ""
    if at.dep == "pobj":
        preposition, head = head.lemma.casefold(), parse.tokens[head.head]
        role = f"{role} {preposition}"
    noun = head.pos in NOUNS and head.index != at.index
    if noun and (
        at.dep in MODIFYING - {"appos"} or preposition in OF or (preposition == "on" and _body(head))
    ):
        role = "of"
    if head.pos in {"VERB", "AUX"} and (at.dep == "agent" or preposition == "by"):
        role = "nsubj"
    if at.dep == "dative" or preposition == "to":
        role = "to"
    found = [f"{concept(head.lemma)} {role}"]
    if noun and entity.kind in PLACES and (role == "of" or preposition in WHERE):
        found.append(f"{concept(head.lemma)} where")
    if at.dep == "dobj" or preposition:  # "called on Holm to resign": she is to resign
        asked = [
            parse.tokens[c] for c in parse.children[head.index] if parse.tokens[c].dep in {"xcomp", "ccomp"}
        ]
        found += [f"{concept(t.lemma)} nsubj" for t in asked if head.pos == "VERB" and _infinitive(parse, t)]
    return found


def climbed(parse: Parse, token: Token) -> Token:
    """The word that stands where a name does: "the clerk, Jane Roe, wrote": she writes it; "a number of Danes left";
    "took control of the Senate"."""
    at = token
    for _ in range(2):
        head = parse.tokens[at.head]
        if at.dep == "appos" and head.pos == "NOUN":
            at = head
        elif (
            at.dep == "pobj"
            and head.lemma == "of"
            and (
                (noun := parse.tokens[head.head]).lemma in PARTITIVE
                or (noun.lemma in HOLD and noun.dep == "dobj")
            )
        ):
            at = noun
        else:
            break
    return at


def _body(noun: Token) -> bool:
    """Whether a noun is of a body: "the committee on fisheries"."""
    return noun.lemma.casefold() in entries("organisation_nouns") or fold(noun.text) in entries(
        "organisation_nouns"
    )


def _infinitive(parse: Parse, verb: Token) -> bool:
    children = [parse.tokens[c] for c in parse.children[verb.index]]
    return (
        verb.tag == "VB" and any(c.tag == "TO" for c in children) and all(c.dep != "nsubj" for c in children)
    )


def _same(context: Context, claim: Claim, token: Token, entity: Entity) -> bool:
    found = bearer(context, claim, token)
    return found is not None and found.id == entity.id


def bearer(context: Context, claim: Claim, token: Token) -> Entity | None:
    """What a token names, or the place whose people or the party whose people it names."""
    party = party_of(context, claim.article, token)
    if party is not None:
        return party
    place = place_of(context, claim.article, token)
    if place is not None:
        return place
    named = context.named_at(claim.article, token)
    if named is None:
        return unread(context, claim.article).get(token.start)
    return read_again(context, claim, token, context.entities[named])


def places_of(context: Context, claim: Claim) -> list[Entity]:
    """The places that a claim names."""
    found = (bearer(context, claim, t) for t in context.tokens(claim))
    return [e for e in found if e and e.kind in PLACES]


def seat_of(context: Context, claim: Claim, place: Entity) -> Entity | None:
    """The person whom a place tells more of, wherever the claim has it: "Jane Roe of Ulmen", "Jane Roe (D-Ohio)", "Ohio
    Gov. Jane Roe"; None where it tells of anything else too, or of nobody."""
    parse = context.parse(claim)
    found: list[Entity | None] = []
    for token in context.tokens(claim):
        head = parse.tokens[token.head]
        if not _same(context, claim, token, place) or (
            _same(context, claim, head, place) and head is not token
        ):
            continue
        if token.dep == "pobj" and head.lemma in {"from", "of"}:
            head = parse.tokens[head.head]
        elif token.dep not in {"appos", "compound", "amod", "nmod", "poss"} and not _in_code(
            context, claim, token
        ):
            found.append(None)
            continue
        if head.text in entries("titles"):  # "Ohio Gov. Jane Roe", where the title is what the place hangs on
            rest = (t for t in parse.tokens[head.index + 1 : head.index + 3] if t.sentence == head.sentence)
            head = next((t for t in rest if t.text not in entries("titles")), head)
        who = bearer(context, claim, head)
        found.append(who if who and who.kind == "person" else None)
    whole = found and all(e is not None and e == found[0] for e in found)
    return found[0] if whole else None


def located(context: Context, claim: Claim, place: Entity) -> bool:
    """Whether a place is where something is or goes: "in Ulmen"."""
    parse = context.parse(claim)
    return any(
        t.dep == "pobj" and parse.tokens[t.head].lemma in WHERE | {"to"}
        for t in context.tokens(claim)
        if _same(context, claim, t, place)
    )


def _in_code(context: Context, claim: Claim, token: Token) -> bool:
    """Whether a word stands behind a party's letter: "(D-Ohio)"."""
    return bool(re.search(r"\b[A-Z]-$", context.articles[claim.article].article.text[: token.start][-4:]))


def unread(context: Context, article: str) -> Mapping[int, Entity]:
    """Words that look like the name of who does something and that were read as none, by where each starts: they have a
    capital, and stand nowhere in the reports without one."""
    return context.once("unread names", article, lambda: _unread(context, article))


def _unread(context: Context, article: str) -> Mapping[int, Entity]:
    small = context.once("small words", "", lambda: _small(context))
    titles = [b.span for b in context.articles[article].article.blocks if b.role == "title"]
    found: dict[int, Entity] = {}
    for token in context.articles[article].parse.tokens:
        if (
            token.tag != "NNP"
            or token.dep not in DOING
            or not (token.text.isalpha() and token.text.istitle())
        ):
            continue
        if context.entity_at(article, token) or fold(token.text) in small or token.text in entries("titles"):
            continue
        if any(t.contains(token.span) for t in titles):
            continue
        mentions = context.once("places of words", "", lambda: _mentions(context))[token.text]
        found[token.start] = Entity(f"unread {token.text}", "other", token.text, tuple(mentions))
    return found


def _mentions(context: Context) -> Mapping[str, Sequence[Mention]]:
    """Where each word with a capital stands in the reports."""
    found: dict[str, list[Mention]] = {}
    for article, annotated in context.articles.items():
        for t in annotated.parse.tokens:
            if t.text.istitle():
                found.setdefault(t.text, []).append(Mention(article, t.start, t.end, "name"))
    return found


def _small(context: Context) -> frozenset[str]:
    """The words that stand without a capital in any report."""
    return frozenset(
        t.text for annotated in context.articles.values() for t in annotated.parse.tokens if t.text.islower()
    )


def parts_of(context: Context, claim: Claim, name: Entity) -> set[str]:
    """What a name is in a claim: who does it, what is told more of by the name, or any other part."""
    parse, found = context.parse(claim), set()
    for token in context.tokens(claim):
        if not _same(context, claim, token, name) or len(token.text) == 1:  # a letter for a party
            continue
        if _same(context, claim, parse.tokens[token.head], name) and token.head != token.index:
            continue
        token = climbed(parse, token)
        head = parse.tokens[token.head]
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
    words = [t for t in context.tokens(claim) if (e := bearer(context, claim, t)) and e.id == name]
    return any(
        t.dep in {"appos", "conj"} or any(parse.tokens[c].dep == "conj" for c in parse.children[t.index])
        for token in words
        for t in (token, _whole(parse, token))
    )


def _whole(parse: Parse, token: Token) -> Token:
    """The noun of which a name is a part: "part of Ulmen"."""
    head = parse.tokens[token.head]
    noun = parse.tokens[head.head]
    return noun if token.dep == "pobj" and head.lemma == "of" and noun.lemma in PARTITIVE else token


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
