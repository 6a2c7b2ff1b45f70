"""What a claim says, verb by verb: of what, and whether it is so (compare/assertions.py).

Requirement: a denial bears on the verb it stands with, on what that verb has for its complement, and, through verbs of
thinking, on the clause below ("I don't think it broke"); "stopped the sale" says of the sale that it is not so. What
stands under "if" is neither said nor denied.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass
from functools import lru_cache

from rashomon.compare.context import Context
from rashomon.lang import entries
from rashomon.lang.concepts import concept
from rashomon.model import Claim, Parse, Token
from rashomon.models import load_encoder
from rashomon.words import fold

# A denial of these is a denial of what is thought.
RAISING = frozenset({"appear", "believe", "feel", "seem", "suppose", "think"})
# With a particle these are verbs of not doing: "pulled out", "ruled out", "called off", "gave up".
PHRASAL = frozenset("back bow call fend give opt pull rule shut stave step turn ward".split())
PARTICLES = frozenset({"aside", "away", "down", "off", "out", "up"})
NOT = frozenset({"not", "n't", "n’t", "never"})
PARTING = frozenset({",", "”", '"', "''"})
EMPTY = frozenset({"be", "do", "get", "have", "make", "take"})
ONLY = frozenset({"only", "just", "merely"})
NONE = frozenset({"no", "nobody", "none", "nothing", "neither", "nor"})
# What stands behind these is told beside a verb, and is not under it; an act behind MEANS neither.
BESIDE = frozenset("after before by despite during since through while with".split())
MEANS = BESIDE | {"in", "on"}
OPENING = frozenset({"if", "unless", "whether"})
HELPERS = frozenset({"aux", "auxpass"})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
COMPLEMENTS = frozenset({"acomp", "attr", "ccomp", "dative", "dobj", "nsubjpass", "oprd", "xcomp"})


@dataclass(frozen=True, slots=True)
class Said:
    """A verb of a claim; ``what``: the concept of it, "" for one that says little; ``of``: those of its complements,
    named things by their entities; ``denied``; ``open``: neither said nor denied; ``words``: the verb, and
    with the first complement, to compare its meaning by."""

    verb: Token
    what: str
    of: frozenset[str]
    denied: bool
    open: bool
    words: tuple[str, ...]


def said(context: Context, claim: Claim) -> list[Said]:
    """The verbs of a claim, in its order."""
    return context.once("verbs", claim.id, lambda: list(_said(context, claim)))


def _said(context: Context, claim: Claim) -> Iterator[Said]:
    parse = context.parse(claim)
    tokens = context.tokens(claim)
    inside = {t.index for t in tokens}
    for token in tokens:
        if token.pos not in {"VERB", "AUX"} or token.dep in HELPERS:
            continue
        below = [t for t in _below(parse, token) if t.index in inside]
        objects = [t for t in below if t.dep in COMPLEMENTS and t.dep not in {"ccomp", "xcomp"}]
        oblique = [t for p in below if p.dep in {"prep", "prt"} for t in _below(parse, p) if t.dep == "pobj"]
        dated = [d.span for d in context.dates(claim)]
        complements = objects or [
            t for t in oblique if t.index in inside and not any(d.contains(t.span) for d in dated)
        ]
        light = fold(token.lemma) in entries("light")
        meant = frozenset(
            context.named_at(claim.article, t) or concept(t.lemma)
            for t in complements
            if t.pos != "PRON" and fold(t.lemma) not in entries("light")
        )
        parts = [fold(t.text) for t in below if t.dep == "prt"]
        heads = [fold(t.lemma) for t in complements if t.pos != "PRON"][:1]
        alone = " ".join([fold(token.lemma), *parts])
        yield Said(
            token,
            "" if light else concept(token.lemma),
            meant,
            denied(parse, token),
            open_ended(parse, token) or _thought(parse, token, inside),
            (*([] if fold(token.lemma) in EMPTY else [alone]), " ".join([alone, *heads])),
        )


@lru_cache(maxsize=4096)
def meaning(one: str, other: str) -> float:
    """Cosine of two predicates, by the sentence encoder."""
    vectors = load_encoder().encode([one, other])
    return float(vectors[0] @ vectors[1])


def denied(parse: Parse, verb: Token) -> bool:
    """Whether a verb is denied, by its own words or those above it."""
    below = list(_below(parse, verb))
    helpers = [t for h in below if h.dep in HELPERS for t in _below(parse, h)]
    objects = [
        t
        for o in below
        if o.dep in COMPLEMENTS | SUBJECTS and o.pos != "VERB"
        for t in (o, *_below(parse, o))
    ]
    own = sum(negates(parse, t) for t in (*below, *helpers))
    own += sum(fold(t.text) in NONE and not _numbered(parse, t) for t in objects)
    above = parse.tokens[verb.head]
    turned = False
    if verb.dep == "pcomp" and above.pos == "ADP":  # "stopped from signing", but not "rejected it by signing"
        above = verb if fold(above.lemma) in MEANS else parse.tokens[above.head]
    if verb.dep in {"ccomp", "xcomp", "pcomp"} and above.index != verb.index:
        if turning(parse, above):
            turned = not denied(parse, above)
        elif fold(above.lemma) in RAISING and not _parted(parse, above, verb):
            turned = denied(parse, above)
    return (own > 0) != turned


def _numbered(parse: Parse, token: Token) -> bool:
    """Whether "no" is short for number: "the No. 5 seed"."""
    return any(t.text[0] in ".0123456789" for t in parse.tokens[token.index + 1 : token.index + 2])


def _parted(parse: Parse, verb: Token, clause: Token) -> bool:
    """Whether a clause does not simply follow a verb: "I don't think so, she said"."""
    between = parse.tokens[verb.index : clause.index]
    return not between or any(t.text in PARTING for t in between)


def negates(parse: Parse, token: Token) -> bool:
    """Whether a word denies; "not only" adds."""
    if token.dep != "neg" and fold(token.text) not in NOT:
        return False
    return all(fold(t.text) not in ONLY for t in parse.tokens[token.index + 1 : token.index + 2])


def turning(parse: Parse, verb: Token) -> bool:
    """Whether what follows a verb is not so."""
    lemma = fold(verb.lemma)
    if lemma in entries("turning"):
        return True
    parts = {fold(t.text) for t in _below(parse, verb) if t.dep in {"prt", "advmod", "prep"}}
    return lemma in PHRASAL and bool(parts & PARTICLES)


def _thought(parse: Parse, verb: Token, inside: Set[int]) -> bool:
    """Whether a verb is one of thinking, or stands under a denied one that the claim leaves out."""
    above = parse.tokens[verb.head]
    outside = verb.dep == "ccomp" and above.index not in inside and fold(above.lemma) in RAISING
    return fold(verb.lemma) in RAISING or (outside and denied(parse, above))


def turned(parse: Parse, word: Token) -> bool:
    """Whether a word stands under a denial or a verb that turns it."""
    at, found = word, False
    while at.pos not in {"VERB", "AUX"} and at.head != at.index:
        at = parse.tokens[at.head]
    if at.pos in {"VERB", "AUX"}:
        found = denied(parse, at) != (at.index != word.index and turning(parse, at))
    return found


def open_ended(parse: Parse, verb: Token) -> bool:
    """Whether what a verb tells may or may not be: under "if", or an infinitive that hangs on no verb of thinking or
    not doing."""
    at = verb
    while True:
        if any(fold(t.text) in OPENING and t.dep in {"mark", "advmod"} for t in _below(parse, at)):
            return True
        if at.head == at.index or at.dep not in {"advcl", "ccomp", "conj", "xcomp"}:
            break
        at = parse.tokens[at.head]
    finite = any(t.dep in HELPERS and t.tag != "TO" for t in _below(parse, verb))
    return (
        verb.tag == "VB"
        and not finite
        and not (
            verb.dep in {"ccomp", "xcomp"}
            and (turning(parse, (up := parse.tokens[verb.head])) or fold(up.lemma) in RAISING)
        )
    )


def _below(parse: Parse, token: Token) -> Iterator[Token]:
    return (parse.tokens[c] for c in parse.children[token.index])
