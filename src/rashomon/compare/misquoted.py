"""What two versions of one utterance say by the words they differ in (compare/misquoted.py).

Requirement: a shorter quotation of one utterance denies nothing; only a negation that one version leaves out, or a word
in the place of its opposite, does.
"""

from __future__ import annotations

from rashomon.compare.context import Context, opposed_in_meaning
from rashomon.model import Claim, Span, Token


def misquoted(context: Context, left: Claim, right: Claim) -> bool:
    """Within versions of one utterance a difference of negation counts, not a shorter quotation."""
    utterance = context.one_utterance(left, right)
    if utterance is None:
        return True
    found = next(u for u in context.alignment.utterances if u.id == utterance)
    return any(
        d.kind == "negation" and all(span is None or _holds((left, right), span) for _, span in d.readings)
        for d in found.differences
    )


def _holds(claims: tuple[Claim, Claim], span: Span) -> bool:
    return any(s.contains(span) for c in claims for s in c.spans)


def swapped(context: Context, left: Claim, right: Claim) -> tuple[Token, Token] | None:
    """A word and its opposite that two versions of one utterance have in one place, nothing else there being changed."""
    utterance = context.one_utterance(left, right)
    found = next((u for u in context.alignment.utterances if u.id == utterance), None)
    for difference in found.differences if found else ():
        words = []
        for claim in (left, right):
            span = dict(difference.readings).get(claim.attribution or "")
            held = span is not None and any(s.contains(span) for s in claim.spans)
            words.append(context.parse(claim).within(span.start, span.end) if span and held else ())
        (one, *more), (other, *others) = (w or (None,) for w in words)
        if one and other and not more and not others and opposed_in_meaning(one, other):
            return one, other
    return None
