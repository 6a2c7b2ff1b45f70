"""Values told of another month or year than the event that the reports begin with.

Requirement: "In May a flood hurt 90", in a report on another flood, is told of its own time: no figure of it answers to
one of the event.
Known exception: another time that no month or year names.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from rashomon.compare.context import Context
from rashomon.compare.value_dates import parts
from rashomon.model import Quantity

# Sentences of a report, its headline too, that tell when what it reports was.
BEGINNING = 4
# A time in such a role only tells which thing is meant: "the 2032 race".
ATTRIBUTIVE = frozenset({"amod", "compound", "nmod", "nummod"})


def other_period(context: Context, left: Quantity, right: Quantity) -> bool:
    """Whether the sentence of one of two amounts names months or years of which neither the other's nor the beginning of
    a report names any."""
    return _away(context, left, right) or _away(context, right, left)


def _away(context: Context, value: Quantity, other: Quantity) -> bool:
    here, there = _sentence(context, value), _sentence(context, other)
    named = _named(context, value.article, [here])
    if not named or here < BEGINNING:
        return False
    known = _named(context, value.article, range(BEGINNING))
    return not named & (known | _named(context, other.article, [there, *range(BEGINNING)]))


def _sentence(context: Context, value: Quantity) -> int:
    tokens = context.articles[value.article].parse.within(value.span.start, value.span.end)
    return tokens[0].sentence if tokens else 0


def _named(context: Context, article: str, sentences: Iterable[int]) -> set[int]:
    """The months, 1 to 12, and the years that the words of sentences name."""
    named = context.once("periods", article, lambda: _periods(context, article))
    return {n for s in sentences for n in named.get(s, ())}


def _periods(context: Context, article: str) -> dict[int, set[int]]:
    """For each sentence that names any, its months and years."""
    annotated, found = context.articles[article], dict[int, set[int]]()
    for date in annotated.dates:
        tokens = annotated.parse.within(date.span.start, date.span.end)
        if date.type != "DATE" or not tokens or tokens[-1].dep in ATTRIBUTIVE:
            continue
        words = date.span.of(annotated.article.text)
        named = parts(replace(date, value=None, earliest=None, latest=None), words)
        found.setdefault(tokens[0].sentence, set()).update(
            n for n in (named.year, named.month) if n is not None
        )
    return found
