"""One says it did, the other that it did not (compare/polarity.py).

Requirement: the two claims are one assertion but for a negation or a pair of opposites that govern the same thing.
Known exception: "fails to" and the like are not read as a negation.
"""

from __future__ import annotations

from collections.abc import Iterator

from rashomon.compare.context import Context, Draft, antonyms
from rashomon.model import Claim, Row, Token
from rashomon.words import fold

# Share of the words of two claims, negation apart, that must be common before a "not" contradicts. In [0, 1], Dice.
SAME_WORDS = 0.5
# An antonym must be the predicate or its complement in both.
BEARING = frozenset(
    {"ROOT", "ccomp", "advcl", "conj", "relcl", "acomp", "attr", "xcomp", "advmod", "prt", "parataxis"}
)


def detect(context: Context, index: int, row: Row) -> Iterator[Draft]:
    """One outlet asserts what another denies."""
    for left, right in context.pairs(row):
        words = _bare_words(context, left), _bare_words(context, right)
        if _overlap(*words) < SAME_WORDS:
            continue
        if left.negated != right.negated and _same_predicate(context, left, right):
            yes, no = (right, left) if left.negated else (left, right)
            why = (
                f"{context.outlet(yes.article)} asserts “{context.words(yes)}”, "
                f"{context.outlet(no.article)} denies it: “{context.words(no)}” (one assertion, one negation)."
            )
        elif left.negated == right.negated and (pair := _opposites(context, left, right)):
            why = (
                f"“{pair[0].text}” ({context.outlet(left.article)}) and “{pair[1].text}” "
                f"({context.outlet(right.article)}) cannot both hold of one thing (opposites)."
            )
        else:
            continue
        yield Draft(
            "conflict",
            "polarity",
            "contradiction",
            "polarity@1",
            round(context.link_score(row, left, right), 4),
            why,
            index,
            (context.hull(left), context.hull(right)),
        )
        return


def _bare_words(context: Context, claim: Claim) -> list[str]:
    return [
        t.lemma.casefold()
        for t in context.tokens(claim)
        if t.pos in {"NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV"} and t.dep != "neg"
    ]


def _overlap(left: list[str], right: list[str]) -> float:
    shared = sum(min(left.count(w), right.count(w)) for w in sorted(set(left) & set(right)))
    return 2 * shared / ((len(left) + len(right)) or 1)


def _same_predicate(context: Context, left: Claim, right: Claim) -> bool:
    a = context.parse(left).tokens[left.predicate or 0]
    b = context.parse(right).tokens[right.predicate or 0]
    return a.lemma.casefold() == b.lemma.casefold()


def _opposites(context: Context, left: Claim, right: Claim) -> tuple[Token, Token] | None:
    known = antonyms()
    ours = [t for t in context.tokens(left) if t.dep in BEARING]
    theirs = [t for t in context.tokens(right) if t.dep in BEARING]
    common = {fold(t.lemma) for t in ours} & {fold(t.lemma) for t in theirs}
    for a in ours:
        for b in theirs:
            x, y = fold(a.lemma), fold(b.lemma)
            if x not in common and y not in common and frozenset((x, y)) in known:
                return a, b
    return None
