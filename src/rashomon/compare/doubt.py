"""Claims that were joined but differ where it matters, without a conflict that could be named: they are not agreed.

Requirement: "agreed" asserts a corroboration. A negation on one side, other names, other figures that no rule could
settle leave doubt, and doubt is shown as ``unsure``.
"""

from __future__ import annotations

from rashomon.compare.context import Context
from rashomon.compare.dates import compared
from rashomon.compare.named import names_differ
from rashomon.compare.numbers import compared_amounts
from rashomon.compare.values import Outcome
from rashomon.lang import entries
from rashomon.model import Claim, Row

SETTLED: frozenset[Outcome] = frozenset({"equal", "compatible"})


def unsettled(context: Context, row: Row) -> bool:
    """Whether some article stands in the row only through claims that differ from every other article's."""
    settled: set[str] = set()
    for left, right in context.pairs(row):
        if not differs(context, left, right):
            settled |= {left.article, right.article}
    return any(article not in settled for article, _ in row.cells)


def differs(context: Context, left: Claim, right: Claim) -> bool:
    """Whether two joined claims differ in polarity, in a figure or date, or in who or where it is."""
    if context.one_utterance(left, right):
        return False
    return (
        left.negated != right.negated
        or _denial(context, left) != _denial(context, right)
        or _amounts_differ(context, left, right)
        or _dates_differ(context, left, right)
        or names_differ(context, left, right)
    )


def _denial(context: Context, claim: Claim) -> bool:
    """Whether the claim tells that something was denied or turned down."""
    verbs = entries("denials")
    return context.tells_of_speech(claim) and any(t.lemma.casefold() in verbs for t in context.tokens(claim))


def _amounts_differ(context: Context, left: Claim, right: Claim) -> bool:
    ours, theirs = context.quantities(left), context.quantities(right)
    return _unlike({compared_amounts(context, a, b).outcome for a in ours for b in theirs})


def _dates_differ(context: Context, left: Claim, right: Claim) -> bool:
    if context.tells_of_speech(left) or context.tells_of_speech(right):
        return False
    ours, theirs = context.dates(left), context.dates(right)
    return _unlike({compared(context, a, b).outcome for a in ours for b in theirs})


def _unlike(outcomes: set[Outcome]) -> bool:
    """Whether some values differ and none of them meet."""
    return "differs" in outcomes and not outcomes & SETTLED
