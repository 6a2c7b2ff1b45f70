"""Asserted as fact by one outlet, attributed or hedged by another (compare/voice.py).

Requirement: a headline leaves out who says so, so only the body of a report states as fact.
Requirement: the two claims are one assertion, each made by a clause; the act of reporting is not compared with what
was said.
"""

from __future__ import annotations

from collections.abc import Iterator

from rashomon.compare.context import Context, Draft
from rashomon.model import Claim, Row

SUPPOSING = frozenset({"if", "whether", "unless", "until", "before", "how", "why"})


def detect(context: Context, index: int, row: Row) -> Iterator[Draft]:
    """One outlet states as fact what another attributes or hedges."""
    if row.doubtful:
        return
    for left, right in context.pairs(row):
        fact, doubt = (left, right) if _fact(left) else (right, left)
        if not _fact(fact) or _fact(doubt) or fact.role != "body" or _supposed(context, fact):
            continue
        if not (_asserts(context, fact) and _asserts(context, doubt)):
            continue
        if any(_fact(c) for c in _cell(context, row, doubt.article)):
            continue  # that outlet says it in its own voice elsewhere
        how = _how(context, doubt)
        yield Draft(
            "voice",
            "statement",
            None,
            "voice@1",
            round(context.link_score(row, left, right), 4),
            f"{context.outlet(fact.article)} states it as fact; {context.outlet(doubt.article)} {how}.",
            index,
            (context.hull(fact), context.hull(doubt)),
        )
        return


def _fact(claim: Claim) -> bool:
    return claim.voice == "outlet" and not claim.hedged


def _supposed(context: Context, claim: Claim) -> bool:
    """ "If it was", "until it is": not asserted."""
    parse = context.parse(claim)
    marks = [
        parse.tokens[c]
        for c in parse.children[claim.predicate or 0]
        if parse.tokens[c].dep in {"mark", "advmod"}
    ]
    return any(t.text.casefold() in SUPPOSING for t in marks)


def _asserts(context: Context, claim: Claim) -> bool:
    """A clause asserts; an event that is only named is taken for granted by whoever names it."""
    return context.parse(claim).tokens[claim.predicate or 0].pos in {"VERB", "AUX"}


def _cell(context: Context, row: Row, article: str) -> list[Claim]:
    return [context.claims[c] for a, ids in row.cells for c in ids if a == article]


def _how(context: Context, claim: Claim) -> str:
    attribution = context.attributions.get(claim.attribution or "")
    if attribution is None:
        return "hedges it"
    entity = context.entities.get(context.alignment.entity_of.get(attribution.source.entity or "", ""))
    if entity is not None:
        return f"attributes it to {entity.name}"
    if attribution.source.span is not None:
        words = attribution.source.span.of(context.articles[claim.article].article.text)
        return f"attributes it to “{words}”"
    return "attributes it to somebody it does not name"
