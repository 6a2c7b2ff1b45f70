"""Amounts as values: bounds, unit, relation, and what is counted.

Requirement: 12 killed and 30 wounded are two quantities of two things; a date, a part of a name ("Boeing 737") or an
ordinal is none. Known exception: what is counted is read from the parser's noun phrase, which lists can mislead.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rashomon.annotate.counted import AGE, TIMES, name_what
from rashomon.annotate.figures import Draft, is_amount, telephones
from rashomon.annotate.numbers import HYPHENS, Lexeme, may_hold_number, scan
from rashomon.annotate.quantity_units import (
    Measure,
    behind,
    currency_before,
    hedging,
    measure_after,
    relation_before,
    words,
)
from rashomon.annotate.ranges import joined_shares, ranges, texts
from rashomon.annotate.timex import expressions
from rashomon.annotate.timex_filter import Reading
from rashomon.annotate.timex_join import join
from rashomon.annotate.timex_words import classify, may_hold_time
from rashomon.model import Article, Parse, Quantity, Relation, Span

SIGNS = {"+": 1.0, "-": -1.0, "−": -1.0, "minus": -1.0}
# Shares and points: a count without a unit beside them does not take theirs.
EITHER_WAY = (("plus", "or", "minus"), ("+", "/", "-"), ("±",))
EITHER_STARTS = frozenset(sign[0] for sign in EITHER_WAY)
EITHER_ENDS = frozenset(sign[-1] for sign in EITHER_WAY)
# Plain figures from here on may be years.
EARLIEST_YEAR = 1000
AREA_CODE = 3  # figures; without such a number no telephone number is looked for
# Lexemes before a figure, and half of those after it, in which words of time are looked for.
BESIDE = 3
# Times. "2 percent … 1": figures of one measure are of like size.
LIKE_SIZE = 10.0
# Lexemes between an amount and one that takes its unit: "fell from 1,540 cases in 2001 to 416".
NEAR = 6
PARTING = frozenset({",", ";", "and", "but"})
MOVING = frozenset({"percentage", "percentage point", "basis point", "point"})


def find(article: Article, parse: Parse) -> tuple[Quantity, ...]:
    """Every amount of the article's readable blocks, in text order."""
    text = article.text
    reading = Reading(text, parse)
    found: list[Quantity] = []
    for sentence in parse.sentences:
        if not may_hold_number(text, sentence.start, sentence.end):
            continue
        items = scan(text, sentence.start, sentence.end)
        measures = {
            i: currency_before(text, items, i) or measure_after(text, items, i + 1)
            for i, item in enumerate(items)
            if item.number is not None and item.number.kind != "ordinal"
        }
        if not measures:
            continue
        dates = _date_spans(_dated(items, measures), reading)
        if any(len(items[i].text) == AREA_CODE and items[i].text.isdigit() for i in measures):
            dates += telephones(text, sentence)
        found_here: list[Draft] = []
        kept: set[int] = set()
        drafts = [
            d
            for i, measure in measures.items()
            if (d := _draft(text, items, i, measure, dates, reading)) is not None
        ]
        for draft in ranges(items, joined_shares(items, drafts), dates):
            amount = name_what(text, parse, items, draft, reading, dates)
            if amount is None:
                continue
            bare = amount.unit is None and amount.normal is None and amount.counted is None
            if bare and not amount.score and found_here:
                amount = _inherited(items, amount, found_here)
            if bare and _goes_on(items, amount, kept):
                continue
            found_here.append(amount)
            kept.update(range(amount.first, amount.last))
            relation = _relation(items, amount, reading)
            low, high = _bounds(relation, amount)
            found.append(
                Quantity(
                    id=f"n{len(found) + 1}",
                    article=article.id,
                    span=Span(amount.start, amount.end),
                    low=low,
                    high=high,
                    unit=amount.unit,
                    unit_normal=amount.normal,
                    relation=relation,
                    counted=amount.counted,
                )
            )
    return tuple(found)


def _dated(items: Sequence[Lexeme], measures: Mapping[int, Measure | None]) -> Sequence[Lexeme]:
    """The part of a sentence with figures that may belong to dates: like years, or beside words of time and of no other
    measure."""
    near = []
    for i, measure in measures.items():
        number = items[i].number
        year = number is not None and number.whole and number.value >= EARLIEST_YEAR
        first = measure.at if measure is not None and measure.at < i else i
        ranged = first > 0 and items[first - 1].text == "from"  # "from $36 last May to $34"
        if year or ranged or measure is None or measure.normal in TIMES:
            if year or may_hold_time(items[max(0, i - BESIDE) : i + 2 * BESIDE]):
                near.append(i)
    return items[max(0, near[0] - 2 * BESIDE) : near[-1] + 3 * BESIDE] if near else ()


def _date_spans(lexemes: Sequence[Lexeme], reading: Reading) -> list[Span]:
    """Where dates and times stand: their figures are no amounts. Durations are both."""
    if not lexemes:
        return []
    items = classify(lexemes)
    spans = []
    for expression in join(items, expressions(items)):
        if expression.kind in ("date", "offset") and reading.accept(items, expression) is not None:
            spans.append(Span(items[expression.first].start, items[expression.last - 1].end))
    return spans


def _draft(
    text: str,
    items: Sequence[Lexeme],
    i: int,
    measure: Measure | None,
    dates: Sequence[Span],
    reading: Reading,
) -> Draft | None:
    """The amount whose figure is lexeme ``i``, with the currency before it or the measure after it."""
    item = items[i]
    number = item.number
    if number is None:
        return None
    if any(span.start < item.end and item.start < span.end for span in dates):
        return None
    first, start, sign = i, item.start, 1.0
    money = measure if measure is not None and measure.at < i else None
    if money is not None:
        first, start = money.at, items[money.at].start
    before = items[first - 1] if first else None
    after_figure = i + 1
    either = _either_way(items, first)
    if either is not None:  # "plus or minus 3 points"
        first, start = either, items[either].start
    elif before is not None and before.text in HYPHENS and first >= 2 and items[first - 2].text == "minus":
        first, start, sign = first - 2, items[first - 2].start, -1.0
    elif before is not None and before.text in SIGNS and _is_sign(items, first - 1, number.spelled):
        sign = SIGNS[before.text]
        if sign < 0:
            first, start = first - 1, before.start
    elif i and items[i - 1].text in ("-", "−") and money is not None and first < i - 1:
        sign = -1.0
    if not (money or is_amount(text, items, i, first, measure is not None, reading)):
        return None
    last, end = after_figure, item.end
    if measure is not None and money is None:
        last, end = measure.at, items[measure.at - 1].end
    elif money is not None:
        rate = measure_after(text, items, after_figure, rate_only=True)
        if rate is not None:
            last, end = rate.at, items[rate.at - 1].end
            measure = Measure(rate.at, f"{money.unit} {rate.unit}", f"{money.normal} {rate.normal}", True)
    if measure is None and item.text.endswith("m") and _metres(text, items, i, reading):
        number = number._replace(low=number.low / 1e6, high=number.high / 1e6)
        measure = Measure(i + 1, text[item.end - 1 : item.end], "metre", True)
    low, high = sorted((number.low * sign, number.high * sign))
    return Draft(
        first=first, last=last, figure=i, start=start, end=end, low=low, high=high,
        measured=measure is not None,
        unit=measure.unit if measure else None, normal=measure.normal if measure else None,
        spelled=number.spelled, vague=number.kind == "vague", fraction=number.kind == "fraction",
    )  # fmt: skip


def _either_way(items: Sequence[Lexeme], first: int) -> int | None:
    """Where "plus or minus", "+/-" or "±" before a figure begins."""
    if not first or items[first - 1].text not in EITHER_ENDS:
        return None
    for sign in EITHER_WAY:
        start = first - len(sign)
        if start >= 0 and tuple(x.text for x in items[start:first]) == sign:
            return start
    return None


def _metres(text: str, items: Sequence[Lexeme], i: int, reading: Reading) -> bool:
    """Whether the m of a bare "400m" is of metres: by the words around it, or before a noun that it cannot count."""
    if not text[items[i].end - 2].isdigit() or text[items[i].end - 1] != "m":
        return False
    after = items[i + 1].text if i + 1 < len(items) else ""
    at = i - 1
    while at > 0 and items[at].text in hedging():
        at -= 1
    if at >= 0 and items[at].text in words("travels"):
        return True  # "fell about 90m"
    before = items[i - 1].text if i else ""
    two = f"{items[i - 2].text} {before}" if i > 1 else ""
    if after in words("metres before") or two in words("metres after") or before in words("metres after"):
        return True
    token = reading.token(items[i + 1].start) if after.isalpha() else None
    if token is not None and token.tag in ("NN", "NNP"):
        return True  # "a 30m wall"
    return before in ("the", "a") and (
        token is None or token.pos not in ("NOUN", "PROPN", "ADJ", "NUM", "VERB")
    )


def _inherited(items: Sequence[Lexeme], draft: Draft, earlier: Sequence[Draft]) -> Draft:
    """ "6 million homes, including 1.5 million in the south": the unit before, for a count without one of its own."""
    last = earlier[-1]
    at = draft.first - 1
    if relation_before(items, draft.first) in ("~", ">", "<"):  # "including about 1.5 million"
        while at > 0 and items[at].text in hedging() and items[at].text not in words("inherits after"):
            at -= 1
    cue = items[at].text if at >= 0 else ""
    after = items[draft.last].text if draft.last < len(items) else ""
    gap = texts(items, last.last, draft.first)
    if last.normal == AGE and gap in (["and"], ["or"], ["to"], [","]):  # "aged 19 and 23"
        return draft._replace(normal=AGE)
    if last.measured and last.first and draft.counted is None:
        alike = last.low and 1 / LIKE_SIZE < abs(draft.low / last.low) < LIKE_SIZE
        if alike and cue in words("parallel") and items[last.first - 1].text == cue:
            return draft._replace(normal=last.normal)  # "the highest is 84.75 cents, the lowest is 74.07"
    before = next((d for d in reversed(earlier) if d.counted is not None and d.normal not in TIMES), last)
    if before.counted is None or before.normal in MOVING or before.fraction:
        return draft
    gap = texts(items, before.last, draft.first)
    if cue in ("to", "from") and (len(gap) > NEAR or not PARTING.isdisjoint(gap)):
        return draft
    if cue in words("inherits after") or after in words("inherits before"):
        return draft._replace(unit=before.unit, normal=before.normal, counted=before.counted)
    return draft


def _goes_on(items: Sequence[Lexeme], draft: Draft, kept: set[int]) -> bool:
    """Whether a bare figure goes on a list whose figure before is no amount: "versions 8 and 9"."""
    number = items[draft.figure].number
    if draft.first < 2 or number is None or not number.whole or draft.first - 2 in kept:
        return False
    before = items[draft.first - 2].number
    return (
        before is not None and before.kind == "cardinal" and items[draft.first - 1].text in words("goes on")
    )


def _is_sign(items: Sequence[Lexeme], i: int, spelled: bool) -> bool:
    """A sign is written to its figure and not to a word or figure before it; "minus" stands free."""
    if items[i].text == "minus":
        return True
    if spelled:
        return False  # a dash that opens a line
    if items[i].end != items[i + 1].start:
        return False
    return i == 0 or items[i - 1].end < items[i].start


def _relation(items: Sequence[Lexeme], draft: Draft, reading: Reading) -> Relation:
    if draft.score:
        return "="
    if draft.first < draft.figure and items[draft.first].text in EITHER_STARTS:
        return "="
    tail = behind(items, draft.last)
    for i in range(draft.figure + 1, draft.last):
        tail = tail or behind(items, i)
    if tail in ("up", "down") and draft.normal in words("length"):
        tail = None  # "250 miles up"
    if tail is not None and (tail not in ("up", "down") or (draft.measured and _moves(items, draft))):
        return tail
    got = relation_before(items, draft.first)
    if got == "~" and _of_what(items, draft.first - 1, reading):
        got = None
    before = items[draft.first - 1].text if draft.first else ""
    if got in ("up", "down"):
        if draft.low != draft.high and items[draft.first].text == "from":  # "fell from $40 to $12"
            passive = draft.first >= 2 and items[draft.first - 2].text in words("being")
            return "=" if passive else got
        return got if _moves(items, draft) and before not in ("a", "an") else "="
    stretch = draft.normal in TIMES or draft.normal in words("stretch")
    if got == ">" and stretch and draft.first >= 2 and items[draft.first - 1].text == "over":
        token = reading.token(items[draft.first - 2].start)
        if token is not None and token.pos in ("NOUN", "NUM"):
            return "="  # "cut by 1 percent over 16 years"
    return got or "="


def _of_what(items: Sequence[Lexeme], i: int, reading: Reading) -> bool:
    """Whether an "about" says what a noun before it is of: "details about two programs"."""
    if i < 1 or items[i].text != "about":
        return False
    about = reading.token(items[i].start)
    if about is None or about.dep != "prep":
        return False
    noun = reading.tokens[about.head]
    return noun.pos == "NOUN" and noun.index == about.index - 1


def _moves(items: Sequence[Lexeme], draft: Draft) -> bool:
    """Whether the amount is a change: one of a measure, or of an index ("up 13.88"). "lost 12 people" is a count, and
    "lost two hours" a length."""
    if draft.low != draft.high:
        return False
    if draft.measured:
        return draft.normal not in TIMES
    if draft.normal is not None or draft.counted is not None:
        return False
    before = items[draft.first - 1].text if draft.first else ""
    if draft.last + 1 < len(items) and items[draft.last].text == "to":
        level = items[draft.last + 1].number
        if level is not None and level.low > draft.low:  # "fell 2 to 31"
            return True
    return draft.low % 1 != 0 or before in ("up", "down", "+")


def _bounds(relation: Relation, draft: Draft) -> tuple[float | None, float | None]:
    """Bounds: open above for "more than", open below for "less than"; a range keeps both."""
    if draft.low != draft.high:
        return draft.low, draft.high
    if relation == ">":
        return draft.low, None
    if relation == "<":
        return None, draft.high
    return draft.low, draft.high
