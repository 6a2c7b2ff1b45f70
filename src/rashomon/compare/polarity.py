"""One says it did, the other that it did not (compare/polarity.py).

Requirement: the two claims are one assertion but for a negation or a pair of opposites that govern the same thing.
Known exception: "fails to" and the like are not read as a negation.
"""

from __future__ import annotations

from collections.abc import Iterator

from rashomon.compare.context import Context, Draft, opposed, shared_ratio
from rashomon.lang import entries
from rashomon.model import Claim, Row, Token
from rashomon.words import fold

# Share of the words of two claims, negation apart, that must be common before a "not" contradicts. In [0, 1], Dice.
SAME_WORDS = 0.5
# The same for "is", which says little by itself.
SAME_STATE = 0.75
# "pleaded not guilty": the negation stands before what completes the predicate.
COMPLEMENTS = frozenset({"acomp", "attr", "oprd", "xcomp", "advmod"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
# An antonym must be the predicate or its complement in both.
CONTENT = frozenset({"VERB", "ADJ", "NOUN"})
BEARING = frozenset(
    {"ROOT", "ccomp", "advcl", "conj", "relcl", "acomp", "attr", "xcomp", "advmod", "prt", "parataxis"}
)


def detect(context: Context, index: int, row: Row) -> Iterator[Draft]:
    """One outlet asserts what another denies."""
    if row.doubtful:
        return
    for left, right in context.pairs(row):
        trusted = context.trusts(row, left, right)
        words = _bare_words(context, left), _bare_words(context, right)
        wanted = SAME_STATE if _copular(context, left) else SAME_WORDS
        if not trusted and shared_ratio(*words) < wanted:
            continue
        if _both_ways(context, row, left, right) or not _misquoted(context, left, right):
            continue
        why = against(context, left, right, trusted=trusted)
        if why is None:
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


def against(context: Context, left: Claim, right: Claim, *, trusted: bool) -> str | None:
    """The sentence that tells how two claims of one thing exclude each other; None where they do not.

    ``trusted``: that they tell one thing is certain, so that the predicates may be other words. What may be is not
    denied by what is not: a hedged claim stands beside a plain denial.
    """
    if not all(_asserts(context, c) if trusted else _finite(context, c) for c in (left, right)):
        return None
    if left.negated != right.negated:
        yes, no = (right, left) if left.negated else (left, right)
        if not _denied(context, left, right) or (_hedged(context, yes) and not _hedged(context, no)):
            return None
        if not context.same_predicate(left, right) and (not trusted or _refuses(context, yes)):
            return None
        return (
            f"{context.outlet(yes.article)} asserts “{context.words(yes)}”, {context.outlet(no.article)} denies it: "
            f"“{context.words(no)}” (one assertion, one negation)."
        )
    pair = _opposites(context, left, right, loose=trusted)
    return pair and (
        f"“{pair[0].text}” ({context.outlet(left.article)}) and “{pair[1].text}” ({context.outlet(right.article)}) "
        "cannot both hold of one thing (opposites)."
    )


def _asserts(context: Context, claim: Claim) -> bool:
    """Whether the claim says that something is so: "to provide details" may hang on "refused"."""
    parse = context.parse(claim)
    head = parse.tokens[claim.predicate or 0]
    return head.tag != "VB" or _finite(context, claim)


def _refuses(context: Context, claim: Claim) -> bool:
    """Whether the predicate is itself a denial: "refused to" beside "did not"."""
    return fold(context.parse(claim).tokens[claim.predicate or 0].lemma) in entries("denials")


def _hedged(context: Context, claim: Claim) -> bool:
    """Whether the claim is less than certain, by its own words or those that report it ("many speculated that")."""
    attribution = context.attributions.get(claim.attribution or "")
    cues = (
        [t for c in attribution.cue for t in context.parse(claim).within(c.start, c.end)]
        if attribution
        else []
    )
    return claim.hedged or any(t.lemma.casefold() in entries("hedges") for t in cues)


def _bare_words(context: Context, claim: Claim) -> list[str]:
    return [
        t.lemma.casefold()
        for t in context.tokens(claim)
        if t.pos in {"NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV"} and t.dep != "neg"
    ]


def _copular(context: Context, claim: Claim) -> bool:
    return context.parse(claim).tokens[claim.predicate or 0].lemma == "be"


def _finite(context: Context, claim: Claim) -> bool:
    """ "to provide details" may hang on "refused": only a clause with a tense asserts or denies by itself."""
    parse = context.parse(claim)
    head = parse.tokens[claim.predicate or 0]
    auxiliaries = [
        parse.tokens[c] for c in parse.children[head.index] if parse.tokens[c].dep in {"aux", "auxpass"}
    ]
    return head.tag in FINITE or any(t.tag in FINITE for t in auxiliaries)


def _both_ways(context: Context, row: Row, left: Claim, right: Claim) -> bool:
    """Whether one of the articles has it with the negation and without."""
    polarities: dict[str, set[bool]] = {}
    for article, ids in row.cells:
        polarities[article] = {context.claims[c].negated for c in ids}
    return any(len(polarities[c.article]) > 1 for c in (left, right))


def _misquoted(context: Context, left: Claim, right: Claim) -> bool:
    """Within versions of one utterance only a difference of negation or word counts, not a shorter quotation."""
    utterance = context.one_utterance(left, right)
    if utterance is None:
        return True
    found = next(u for u in context.alignment.utterances if u.id == utterance)
    return any(
        d.kind == "negation"
        and all(
            span is None or any(s.contains(span) for c in (left, right) for s in c.spans)
            for _, span in d.readings
        )
        for d in found.differences
    )


def _denied(context: Context, left: Claim, right: Claim) -> bool:
    """The negation bears on the predicate, or on an object; "no other … more" compares, and denies nothing."""
    claim = left if left.negated else right
    if _turned_down(context, claim):
        return True
    parse = context.parse(claim)
    head = claim.predicate or 0
    for child in parse.children[head]:
        token = parse.tokens[child]
        if token.dep == "neg":
            return True
        if (
            token.dep in COMPLEMENTS
            and token.pos != "VERB"
            and any(parse.tokens[g].dep == "neg" for g in parse.children[child])
        ):
            return True
        if token.dep in {"dobj", "attr", "nsubjpass", "nsubj"} and any(
            parse.tokens[g].text.casefold() == "no" for g in parse.children[child]
        ):
            return not any(t.tag in {"JJR", "RBR"} for t in context.tokens(claim))
    return False


def _turned_down(context: Context, claim: Claim) -> bool:
    """Whether the claim is denied by the verb that reports it; a claim that tells of the denying is not."""
    attribution = context.attributions.get(claim.attribution or "")
    if attribution is None or any(s.contains(c) for s in claim.spans for c in attribution.cue):
        return False
    verbs = entries("denials")
    cues = [t for c in attribution.cue for t in context.parse(claim).within(c.start, c.end)]
    return any(t.lemma.casefold() in verbs for t in cues)


def _opposites(
    context: Context, left: Claim, right: Claim, *, loose: bool = False
) -> tuple[Token, Token] | None:
    """Two words that exclude each other and bear the claims; ``loose``: any words, and by the looser list too."""
    ours = [t for t in context.tokens(left) if t.dep in BEARING or (loose and t.pos in CONTENT)]
    theirs = [t for t in context.tokens(right) if t.dep in BEARING or (loose and t.pos in CONTENT)]
    common = {fold(t.lemma) for t in ours} & {fold(t.lemma) for t in theirs}
    for a in ours:
        for b in theirs:
            if not {fold(a.lemma), fold(b.lemma)} & common and opposed(a, b, loose=loose):
                return a, b
    return None
