"""Whether what a claim says is less than certain, so that a plain denial stands beside it (compare/certainty.py)."""

from __future__ import annotations

from rashomon.compare.context import Context
from rashomon.lang import entries
from rashomon.model import Claim, Parse, Token
from rashomon.words import fold

# Words that leave a claim as good as plain beside one that tells of what can or will be.
MODAL = frozenset({"can", "could", "expect", "expected"})
# What tells, in the passive, how something is seen.
OPINIONS = frozenset(
    "believe call consider deem describe expect know perceive portray rate regard see think view".split()
)


def less_certain(context: Context, yes: Claim, no: Claim, *, trusted: bool) -> bool:
    """Whether the claim that asserts is hedged and the one that denies is not, so that both may hold."""
    if not _hedged(context, yes) or _hedged(context, no):
        return False
    return not (trusted and (_modal(context, yes, no) or _of_opinions(context, yes, no)))


def _cues(context: Context, claim: Claim) -> list[Token]:
    """The words that report a claim."""
    attribution = context.attributions.get(claim.attribution or "")
    cues = attribution.cue if attribution else ()
    return [t for c in cues for t in context.parse(claim).within(c.start, c.end)]


def _hedged(context: Context, claim: Claim) -> bool:
    """Whether the claim is less than certain, by its own words or those that report it ("many speculated that")."""
    return claim.hedged or any(t.lemma.casefold() in entries("hedges") for t in _cues(context, claim))


def _modal(context: Context, yes: Claim, no: Claim) -> bool:
    """Whether nothing but "could" or "is expected to" makes a claim less than certain, and the other tells of what can
    or will be as well."""
    words = {w for t in (*context.tokens(yes), *_cues(context, yes)) for w in (fold(t.lemma), fold(t.text))}
    return words & entries("hedges") <= MODAL and any(t.tag == "MD" for t in context.tokens(no))


def _of_opinions(context: Context, yes: Claim, no: Claim) -> bool:
    """Whether both tell what is thought or said of something: "is widely believed", "is not often described"."""
    denied = {t.head for t in context.tokens(no) if t.dep == "neg"}
    return _of_opinion(context.parse(yes), yes.predicate or 0) and any(
        _of_opinion(context.parse(no), v) for v in denied
    )


def _of_opinion(parse: Parse, verb: int) -> bool:
    passive = any(parse.tokens[c].dep == "auxpass" for c in parse.children[verb])
    return passive and fold(parse.tokens[verb].lemma) in OPINIONS
