"""Two stands on one thing, in whatever words: "backs the weir", "is no friend of it" (compare/stances.py).

Requirement: two claims are known to tell one thing. A word takes a side by a list (lang/en/stances.txt), and a denial or
a verb that turns what follows puts it on the other. A claim with words of both sides takes none. Of one word that both
claims have, denials are left to compare/denials.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from functools import cache

from rashomon.compare.assertions import BESIDE, negates, turning
from rashomon.compare.context import Context
from rashomon.lang import entries, lines
from rashomon.lang.concepts import concept
from rashomon.model import Claim, Parse, Token
from rashomon.words import fold

# A word of a headline in capitals may pass for a name; one that names something is none.
CONTENT = frozenset({"VERB", "NOUN", "ADJ", "ADV", "PROPN"})
# A word that hangs on another so is not under what is said of that one; nor is what stands behind BESIDE.
APART = frozenset({"advcl", "appos", "conj", "nsubj", "parataxis", "relcl"})
# What turns, beside the verbs of lang/en/turning.txt.
REVERSING = ("lose", "overturn", "rebuff", "reverse")


def opposed_stances(context: Context, left: Claim, right: Claim) -> tuple[Token, Token] | None:
    """A word of each of two claims that put them on different sides of one thing."""
    ours, theirs = stances(context, left), stances(context, right)
    for line in sorted(ours.keys() & theirs.keys()):
        (one, a), (other, b) = ours[line], theirs[line]
        if one != other and not tells_which(a, b):
            if concept(a.lemma) != concept(b.lemma):
                return a, b
            undone = [_undone(context.parse(c), t) for c, t in ((left, a), (right, b))]
            if any(undone):
                return undone[0] or a, undone[1] or b
    return None


def _undone(parse: Parse, token: Token) -> Token | None:
    """The verb of losing what a word tells of, which no denial is: "lost the endorsement"."""
    above = parse.tokens[token.head]
    return above if token.dep == "dobj" and fold(above.lemma) == "lose" else None


def tells_which(one: Token, other: Token) -> bool:
    """Whether one word only tells which thing is meant, and the other what is done: "illegal parking", "allows"."""
    return {one.dep == "amod", other.dep == "amod"} == {True, False} and "VERB" in {one.pos, other.pos}


def agreed_stances(context: Context, left: Claim, right: Claim) -> bool:
    """Whether two claims stand on one side of something."""
    ours, theirs = stances(context, left), stances(context, right)
    return any(ours[line][0] == theirs[line][0] for line in ours.keys() & theirs.keys())


def stances(context: Context, claim: Claim) -> Mapping[int, tuple[int, Token]]:
    """For each line of the list on which a claim takes a side, the side and its first word of it."""
    return context.once("stances", claim.id, lambda: _stances(context, claim))


def _stances(context: Context, claim: Claim) -> Mapping[int, tuple[int, Token]]:
    parse = context.parse(claim)
    inside = {t.index for t in context.tokens(claim)}
    found: dict[int, dict[int, Token]] = {}
    for token in context.tokens(claim):
        if token.pos not in CONTENT or context.named_at(claim.article, token):
            continue
        for line, side in _sides().get(_word(parse, token), ()):
            found.setdefault(line, {}).setdefault(side ^ _turned(parse, token, inside), token)
    return {line: next(iter(sides.items())) for line, sides in found.items() if len(sides) == 1}


def _turned(parse: Parse, token: Token, inside: Set[int]) -> bool:
    """Whether a word stands under an uneven number of denials and of words that turn what follows, in its claim."""
    flips, at = _denials(parse, token), token
    while at.dep not in APART and at.head != at.index and at.head in inside:
        at = parse.tokens[at.head]
        if at.dep == "prep" and fold(at.lemma) in BESIDE:
            break
        flips += _denials(parse, at) + (at.pos in {"VERB", "NOUN"} and _turning(parse, at))
    return flips % 2 == 1


def _turning(parse: Parse, token: Token) -> bool:
    return concept(token.lemma) in _turns() or turning(parse, token)


@cache
def _turns() -> frozenset[str]:
    return frozenset(concept(w) for w in (*entries("turning"), *entries("denials"), *REVERSING))


def _denials(parse: Parse, token: Token) -> int:
    """How many words of its own deny a word."""
    below = [parse.tokens[c] for c in parse.children[token.index]]
    helpers = [parse.tokens[c] for t in below if t.dep in {"aux", "auxpass"} for c in parse.children[t.index]]
    return sum(negates(parse, t) or fold(t.text) in {"no", "without"} for t in (*below, *helpers))


def _word(parse: Parse, token: Token) -> str:
    """A word's dictionary form, with the particle that belongs to it."""
    lemma = fold(token.lemma)
    below = (parse.tokens[c] for c in parse.children[token.index])
    parts = [
        f"{lemma}_{fold(t.text)}"
        for t in below
        if t.dep in {"prt", "advmod", "prep"} and t.index > token.index
    ]
    return next((p for p in (*parts, f"{lemma}:{token.pos}") if p in _sides()), lemma)


@cache
def _sides() -> Mapping[str, tuple[tuple[int, int], ...]]:
    """A word to the lines that it stands in, and on which side."""
    found: dict[str, tuple[tuple[int, int], ...]] = {}
    for n, row in enumerate(lines("stances")):
        for side, words in enumerate(row.split("\t")):
            for word in words.split():
                found[word] = (*found.get(word, ()), (n, side))
    return found
