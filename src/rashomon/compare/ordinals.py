"""Figures that are no amounts: ordinals ("the third storm"), ranks ("No. 2") and tallies ("134 to 63")
(compare/ordinals.py).

Requirement: the claims tell one thing, and either has one of a kind only: of two such nothing tells which is meant.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from rashomon.compare.context import Context
from rashomon.lang import table
from rashomon.lang.concepts import concept
from rashomon.model import Claim, Passage
from rashomon.words import fold

ORDINAL = re.compile(r"(\d{1,3}(?:,?\d{3})*)(?:st|nd|rd|th)", re.IGNORECASE)

RANK = re.compile(r"\b(?:No\.|Nos\.|[Nn]umber) ?(\d{1,3})\b")
TALLY = re.compile(
    r"(?<![\d$£€.,/:–-])(\d{1,3})(?: to |-to-|–to–|[-–])(\d{1,3})(?![\d%./:–-]|,\d|-(?:year|month|week|day|hour|minute))"
)


def unlike_figures(context: Context, left: Claim, right: Claim) -> tuple[Passage, Passage] | None:
    """The figures of one sort in which two claims differ."""
    return (
        unlike_ordinals(context, left, right)
        or _unlike(context, left, right, RANK)
        or _unlike(context, left, right, TALLY)
    )


def _unlike(
    context: Context, left: Claim, right: Claim, form: re.Pattern[str]
) -> tuple[Passage, Passage] | None:
    """The one rank or tally of each of two claims, where they differ; which side of a tally comes first says nothing."""
    found = []
    for claim in (left, right):
        text = context.articles[claim.article].article.text
        dated = [d.span for d in context.articles[claim.article].dates]
        here = [m for s in claim.spans for m in form.finditer(text, s.start, s.end)]
        if len(here) != 1 or any(d.start < here[0].end() and here[0].start() < d.end for d in dated):
            return None
        figures = sorted(int(g) for g in here[0].groups())
        found.append((figures, Passage(claim.article, *here[0].span())))
    (one, a), (other, b) = found
    return (a, b) if one != other else None


def unlike_ordinals(context: Context, left: Claim, right: Claim) -> tuple[Passage, Passage] | None:
    """The ordinals of one noun that two claims have, where they differ: "the third storm", "the fifth storm"."""
    sides = [_ordinals(context, c) for c in (left, right)]
    for noun in sorted(sides[0].keys() & sides[1].keys()):
        (one, a), (other, b) = sides[0][noun], sides[1][noun]
        if one != other:
            return a, b
    return None


def _ordinals(context: Context, claim: Claim) -> dict[str, tuple[float, Passage]]:
    """The ordinals of a claim by what they number; a noun with two of them is left out."""
    parse = context.parse(claim)
    found: dict[str, list[tuple[float, Passage]]] = {}
    for token in context.tokens(claim):
        match = ORDINAL.fullmatch(token.text)
        value = float(match[1].replace(",", "")) if match else _listed().get(fold(token.text))
        head = parse.tokens[token.head]
        if value is None or head.pos not in {"NOUN", "PROPN"} or head.index < token.index:
            continue
        if any(d.span.contains(token.span) for d in context.articles[claim.article].dates):
            continue
        passage = Passage(claim.article, token.start, token.end)
        found.setdefault(concept(head.lemma), []).append((value, passage))
    return {noun: values[0] for noun, values in found.items() if len(values) == 1}


@cache
def _listed() -> Mapping[str, float]:
    return {row[0]: float(row[2]) for row in table("number_words") if row[1] == "ordinal"}
