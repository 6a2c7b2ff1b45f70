"""Which names two claims have and not in common (compare/named.py)."""

from __future__ import annotations

from rashomon.compare.context import Context
from rashomon.model import Claim
from rashomon.words import fold

KNOWN = frozenset({"person", "place", "organisation"})


def names_differ(context: Context, left: Claim, right: Claim) -> bool:
    """Each names somebody or somewhere of one kind that the other does not; one name inside another is none."""
    ours, theirs = _who(context, left), _who(context, right)
    here, there = _present(context, left), _present(context, right)
    for kind in KNOWN:
        mine = {n for e, (k, n) in ours.items() if k == kind and e not in there}
        others = {n for e, (k, n) in theirs.items() if k == kind and e not in here}
        if mine and others and not any(within(a, b) for a in mine for b in others):
            return True
    return False


def _who(context: Context, claim: Claim) -> dict[str, tuple[str, str]]:
    """Entities named in a claim, with kind and name."""
    return {
        entity: (context.entities[entity].kind, context.entities[entity].name)
        for span in claim.spans
        for _, _, entity, form in context.mentions(claim.article, span)
        if form == "name"
    }


def _present(context: Context, claim: Claim) -> frozenset[str]:
    """Entities that a claim tells of, by whatever words: who is named in one is "she" in the other."""
    return frozenset(e for span in claim.spans for _, _, e, _ in context.mentions(claim.article, span))


def within(one: str, other: str) -> bool:
    """Whether the words of one name are all in the other: "Holm" in "Anders Holm", not in "Holme"."""
    a, b = set(fold(one).replace("-", " ").split()), set(fold(other).replace("-", " ").split())
    return a <= b or b <= a
