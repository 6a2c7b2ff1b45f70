"""Which figures are amounts, and which are parts of names, labels, codes and years."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from rashomon import lang
from rashomon.annotate.numbers import HYPHENS, Lexeme
from rashomon.annotate.quantity_units import relation_before, words
from rashomon.annotate.timex_filter import Reading
from rashomon.annotate.timex_words import APOSTROPHES
from rashomon.model import Span, Token

# A figure below this before a name in the singular is a part of it ("358 Alder Way").
NAMED_BELOW = 1000
# Neither side of a score or vote reaches this ("219-212").
SCORE_BELOW = 1000


# A telephone number: area code, exchange and four figures or letters, the first two perhaps after a country's own 1.
TELEPHONE = re.compile(
    r"(?<![\d$£€.,])(?:\+?1\s?[-.]\s?)?\(?\d{3}\)?\s?[-. ]\s?\d{3}\s?[-.]\s?[\dA-Z]{4}(?!\d)(?:\s\(\d{4}\))?"
    r"|\(\d{3}\)\s?[A-Z\d]{2,}(?:\s?[-.]\s?[A-Z\d]{2,})*|(?<![\d$£€.,])1\s?-\s?8\d\d\s?-\s?[A-Z\d]{3,}"
)
# Plain figures from here on before "block" are a place in a street.
BLOCK_FROM = 100
NOUNS = frozenset({"NOUN", "PROPN"})


class Draft(NamedTuple):
    """An amount while its sentence is read: lexemes ``[first, last)``, its figure, its bounds and unit."""

    first: int
    last: int
    figure: int
    start: int
    end: int
    low: float
    high: float
    unit: str | None
    normal: str | None
    spelled: bool
    vague: bool = False
    fraction: bool = False
    score: bool = False
    measured: bool = False
    counted: Span | None = None


def is_amount(
    text: str, items: Sequence[Lexeme], i: int, first: int, measured: bool, reading: Reading
) -> bool:
    """Whether the figure ``i`` is an amount and no part of a name, a label or a code; ``measured``: a unit follows."""
    item = items[i]
    if item.start and text[item.start - 1].isalnum():
        return False
    if text[item.start : item.end + 1].lower() in words("format") or _dialled(text, items, i):
        return False
    after = items[i + 1] if i + 1 < len(items) else None
    if after is not None and after.start == item.end and not measured:
        slashed = after.text == "/" and i + 2 < len(items) and items[i + 2].number is not None  # "9/11"
        if after.text.isalpha() or slashed:
            return False
    before = items[first - 1] if first else None
    following, preceding = after.text if after is not None else "", before.text if before is not None else ""
    if item.text in words("emergency") and (following in words("calls") or preceding in words("dials")):
        return False
    if (
        following == "block"
        and item.number is not None
        and item.number.whole
        and item.number.low >= BLOCK_FROM
    ):
        return False  # "the 3100 block of Alder Street"
    if before is None:
        return True
    if preceding in APOSTROPHES and before.end == item.start and item.text.isdigit() and len(item.text) == 2:
        if not measured and not (after is not None and text[after.start].islower()):
            return False  # "the class of ’16"
    if before.text in ("#", "№", "/", ":") and before.end == item.start:
        return before.text == "/" and measured and items[first - 2].text.isalpha()  # "114bhp/200Nm"
    era = "".join(x.text for x in items[max(0, first - 4) : first]) if before.text == "." else before.text
    if era in words("era") or (after is not None and after.text in words("era")):
        return False
    if (
        before.text in HYPHENS
        and before.end == item.start
        and first >= 2
        and items[first - 2].end == before.start
    ):
        if items[first - 2].number is None:
            return items[first - 2].text in words("joined before")  # "magnitude-5.1", "sub-500"
    if measured:
        return True
    label = words("label")
    if before.text in label or (before.text == "." and first >= 2 and items[first - 2].text == "no"):
        if not (
            before.text == "no"
            and not text[before.start].isupper()
            and item.number is not None
            and item.number.spelled
        ):
            return False
    if scored(items, i):
        return True
    shown = text[before.start : before.end]
    if before.text == "'s" and first >= 2 and text[items[first - 2].start].isupper() and after is not None:
        if item.number is not None and item.number.whole and text[after.start].isupper():
            return False  # "Standard & Poor's 500 Index"
    if shown != before.text and before.text.isalpha() and relation_before(items, first) is None:
        token, previous = reading.token(item.start), reading.token(before.start)
        if previous is not None and previous.pos in ("PROPN", "NOUN", "ADJ", "NUM", "X"):
            if (
                token is not None
                and previous.entity == "PERSON"
                and item.number is not None
                and item.number.whole
            ):
                return after is not None and after.text.isalpha()
            if token is None or not _counts(token, reading, item.end):
                return False
            if previous.pos == "PROPN" and after is not None and text[after.start].isupper():
                return False  # "Corvan 12 Mini deal"
            return not (previous.head == token.head and previous.dep == "compound")  # "Corvan 737 jets"
    return True


def telephones(text: str, sentence: Span) -> list[Span]:
    """Where telephone numbers stand in a sentence: their figures are no amounts."""
    return [Span(m.start(), m.end()) for m in TELEPHONE.finditer(text, sentence.start, sentence.end)]


def _dialled(text: str, items: Sequence[Lexeme], i: int) -> bool:
    """A figure of a telephone number or code: it begins with a nought, or bare figures stand in a row."""
    figure = text[items[i].start : items[i].end]
    if not figure.isdigit():
        return False
    beside = [items[j] for j in (i - 1, i + 1) if 0 <= j < len(items)]
    row = any(x.number is not None and x.number.whole and abs(x.start - items[i].start) < 8 for x in beside)
    return row or (len(figure) > 1 and figure[0] == "0")


def scored(items: Sequence[Lexeme], i: int) -> bool:
    """Whether the figure ``i`` begins a score: "Varne 24-17", the higher side first."""
    if i + 2 >= len(items) or items[i + 1].text not in HYPHENS | {"–"}:
        return False
    a, b = items[i].number, items[i + 2].number
    together = items[i].end == items[i + 1].start and items[i + 1].end == items[i + 2].start
    if not together or a is None or b is None or not (a.whole and b.whole):
        return False
    return SCORE_BELOW > a.value >= b.value


def _counts(token: Token, reading: Reading, end: int) -> bool:
    """Whether the parser lets the number count a common noun after it."""
    if token.dep != "nummod":
        return False
    head = reading.tokens[token.head]
    return head.start >= end and head.pos == "NOUN" and head.text[0].islower()


def part_of_name(items: Sequence[Lexeme], draft: Draft, head: Token) -> bool:
    """ "358 Alder Way", "the 11 Pro": a figure before a name in the singular; but "11 Chinese" are people."""
    number = items[draft.figure].number
    if head.tag != "NNP" or number is None or not number.whole or draft.high >= NAMED_BELOW:
        return False
    return head.text not in _peoples()


@cache
def _peoples() -> frozenset[str]:
    return frozenset(row[0] for row in lang.table("demonyms"))


def like_year(items: Sequence[Lexeme], draft: Draft) -> bool:
    """Four plain digits of our times, with no bound or hedge before them."""
    number = items[draft.figure].number
    return number is not None and number.whole and 1900 <= number.value <= 2050 and draft.low == draft.high


def labelled(items: Sequence[Lexeme], draft: Draft, reading: Reading) -> bool:
    """A bare figure right behind a noun is its label ("hurdle 4"), and one that opens a line or follows a colon a number
    in a list; an amount follows a verb, a preposition or an adverb."""
    number = items[draft.figure].number
    if number is None or not number.whole or draft.low != draft.high:
        return False
    if draft.first == 0:
        return draft.last < len(items) and items[draft.last].text in (".", ")", ":")
    before = items[draft.first - 1]
    if before.text in (":", "=", "|") and draft.high < NAMED_BELOW:
        return True
    token = reading.token(before.start)
    return token is not None and token.pos in NOUNS and draft.high < NAMED_BELOW


def idiom(items: Sequence[Lexeme], draft: Draft) -> bool:
    """ "on the one hand", "one way or the other"."""
    before = items[draft.first - 1].text if draft.first else ""
    after = items[draft.last].text if draft.last < len(items) else ""
    return f"{before} one {after}" in words("idiom") or f"one {after}" in words("idiom")
