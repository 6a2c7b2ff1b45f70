"""Amounts as values: bounds, unit, relation, and what is counted.

Requirement: 12 killed and 30 wounded are two quantities of two things; a date, a part of a name ("Boeing 737") or an
ordinal is none. Known exception: what is counted is read from the parser's noun phrase, which lists can mislead.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rashomon.annotate.counted import AGE, SCORE_BELOW, TIMES, Draft, is_amount, name_what
from rashomon.annotate.numbers import HYPHENS, Lexeme, may_hold_number, scan
from rashomon.annotate.quantity_units import (
    Measure,
    behind,
    currency_before,
    measure_after,
    relation_before,
    words,
)
from rashomon.annotate.timex import expressions
from rashomon.annotate.timex_filter import Reading
from rashomon.annotate.timex_join import join
from rashomon.annotate.timex_words import classify, may_hold_time
from rashomon.model import Article, Parse, Quantity, Relation, Span

DASHES = frozenset("-‐‑–—")
SIGNS = {"+": 1.0, "-": -1.0, "−": -1.0, "minus": -1.0}
# Shares and points: a count without a unit beside them does not take theirs.
EITHER_WAY = (("plus", "or", "minus"), ("+", "/", "-"), ("±",))
EITHER_ENDS = frozenset(sign[-1] for sign in EITHER_WAY)
# Plain figures from here on may be years.
EARLIEST_YEAR = 1000
# Lexemes before a figure, and half of those after it, in which words of time are looked for.
BESIDE = 4
# "1 in 1,000"; larger wholes are no shares.
LARGEST_WHOLE = 1000
# Times. "2 percent … 1": figures of one measure are of like size.
LIKE_SIZE = 10.0
# Lexemes between an amount and one that takes its unit: "fell from 1,540 cases in 2001 to 416".
NEAR = 6
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
        found_here: list[Draft] = []
        drafts = [
            d
            for i, measure in measures.items()
            if (d := _draft(text, items, i, measure, dates, reading)) is not None
        ]
        for draft in _ranges(items, _whole(items, drafts), dates):
            whole = name_what(text, parse, items, draft, reading, dates)
            if whole is None:
                continue
            bare = whole.unit is None and whole.normal is None and whole.counted is None
            if bare and not whole.score and found_here:
                whole = _inherited(items, whole, found_here)
            found_here.append(whole)
            relation = _relation(items, whole, reading)
            low, high = _bounds(relation, whole)
            found.append(
                Quantity(
                    id=f"n{len(found) + 1}",
                    article=article.id,
                    span=Span(whole.start, whole.end),
                    low=low,
                    high=high,
                    unit=whole.unit,
                    unit_normal=whole.normal,
                    relation=relation,
                    counted=whole.counted,
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
        if year or measure is None or measure.normal in TIMES:
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
    elif before is not None and before.text in SIGNS and _is_sign(items, first - 1):
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
    cue = items[draft.first - 1].text if draft.first else ""
    after = items[draft.last].text if draft.last < len(items) else ""
    gap = _texts(items, last.last, draft.first)
    if last.normal == AGE and gap in (["and"], ["or"], ["to"], [","]):  # "aged 19 and 23"
        return draft._replace(normal=AGE)
    if last.measured and last.first and draft.counted is None:
        alike = last.low and 1 / LIKE_SIZE < abs(draft.low / last.low) < LIKE_SIZE
        if alike and cue in words("parallel") and items[last.first - 1].text == cue:
            return draft._replace(normal=last.normal)  # "the highest is 84.75 cents, the lowest is 74.07"
    before = next((d for d in reversed(earlier) if d.counted is not None and d.normal not in TIMES), last)
    if before.counted is None or before.normal in MOVING or before.fraction:
        return draft
    gap = _texts(items, before.last, draft.first)
    if cue in ("to", "from") and ("," in gap or len(gap) > NEAR):
        return draft
    if cue in words("inherits after") or after in words("inherits before"):
        return draft._replace(unit=before.unit, normal=before.normal, counted=before.counted)
    return draft


def _is_sign(items: Sequence[Lexeme], i: int) -> bool:
    """A sign is written to its figure and not to a word or figure before it; "minus" stands free."""
    if items[i].text == "minus":
        return True
    if items[i].end != items[i + 1].start:
        return False
    return i == 0 or items[i - 1].end < items[i].start


def _whole(items: Sequence[Lexeme], drafts: Sequence[Draft]) -> list[Draft]:
    """Without the second half of a code whose first half was no amount ("737-800"); "one in five" joined."""
    kept: list[Draft] = []
    for draft in drafts:
        before = items[draft.first - 1] if draft.first else None
        if before is not None and before.text in DASHES and before.end == draft.start and draft.first >= 2:
            first = items[draft.first - 2]
            if (
                first.number is not None
                and first.end == before.start
                and not (kept and kept[-1].figure == draft.first - 2)
            ):
                continue
        share = _share(items, kept[-1], draft) if kept else None
        if share is not None:
            part = kept.pop()
            draft = draft._replace(first=part.first, start=part.start, low=share, high=share, fraction=True)
        kept.append(draft)
    return kept


def _share(items: Sequence[Lexeme], part: Draft, whole: Draft) -> float | None:
    """ "one in five", "3 out of 10", "nine in ten": the share, or None."""
    if part.unit is not None or part.low != part.high or whole.low != whole.high:
        return None
    gap = tuple(x.text for x in items[part.last : whole.first])
    if not 0 < part.low < whole.low <= LARGEST_WHOLE or part.low != int(part.low):
        return None
    ones = part.low == 1 and gap in (("in",), ("in", "every"), ("of", "every"))
    tens = gap == ("in",) and whole.low in (10, 100)
    return part.low / whole.low if ones or tens or (gap[:2] == ("out", "of") and len(gap) < 4) else None


def _ranges(items: Sequence[Lexeme], drafts: Sequence[Draft], dates: Sequence[Span]) -> list[Draft]:
    """Join "12 to 15", "between 5 and 6 million", "three or four"; and scores "2-1"."""
    joined: list[Draft] = []
    i = 0
    while i < len(drafts):
        a = drafts[i]
        b = drafts[i + 1] if i + 1 < len(drafts) else None
        both = _range(items, a, b, dates) if b is not None else None
        if both is not None:
            sets = joined and joined[-1].score and _texts(items, joined[-1].last, both.first) == [","]
            if sets and both.unit is None and not both.score:  # "6-4, 3-6"
                both = both._replace(normal="score", score=True)
            joined.append(both)
            i += 2
            continue
        joined.append(a)
        i += 1
    return joined


def _undated(items: Sequence[Lexeme], dates: Sequence[Span]) -> list[str]:
    """The words between two amounts without those of a date and its preposition."""
    kept = [x.text for x in items if not any(d.start <= x.start and x.end <= d.end for d in dates)]
    return kept[1:] if len(kept) == 2 and kept[0] in words("before date") else kept


def _texts(items: Sequence[Lexeme], first: int, last: int) -> list[str]:
    return [x.text for x in items[first:last]]


def _range(items: Sequence[Lexeme], a: Draft, b: Draft, dates: Sequence[Span]) -> Draft | None:
    gap = _texts(items, a.last, b.first)
    if len(gap) > 1 and gap[-1] == "to" and a.first and items[a.first - 1].text == "from":
        gap = _undated(items[a.last : b.first], dates)  # "from $36 last May to $34"
    rated = a.normal is not None and b.normal is not None and b.normal.startswith(f"{a.normal} per ")
    if len(gap) != 1 or (a.unit is not None and a.normal != b.normal and not rated):
        return None
    before = items[a.first - 1].text if a.first else ""
    dash = gap[0] in DASHES
    if dash:
        adjacent = items[a.last].start == a.end and items[a.last].end == b.start
        if not adjacent and gap[0] in HYPHENS:
            return None
        whole = a.low == int(a.low) and b.low == int(b.low)
        if (
            a.unit is None
            and b.unit is None
            and whole
            and max(a.low, b.low) < SCORE_BELOW
            and adjacent
            and a.low >= b.low
        ):
            low, high = sorted((a.low, b.low))
            return a._replace(last=b.last, end=b.end, low=low, high=high, normal="score", score=True)
    elif not (
        (
            gap[0] == "to"
            and before != "by"
            and not (before != "from" and relation_before(items, a.first) in ("up", "down"))
        )
        or (gap[0] == "and" and before == "between")
        or (gap[0] == "or" and b.low == a.low + 1)
    ):
        return None
    if (
        gap[0] == "to"
        and a.unit is None
        and b.unit is not None
        and b.normal in ("dollar", "percentage")
        and a.low > b.low
    ):
        return None
    low_a, low_b = a.low, b.high
    if low_a < 1000 <= low_b and a.figure + 1 == a.last:  # "5 to 6 million", "$19 to $22 million"
        scale = _scale_of(items[b.figure])
        if scale is not None and low_a * scale <= low_b:
            low_a *= scale
    first = a.first - 1 if before in ("between", "from") else a.first
    return b._replace(
        first=first, start=items[first].start, low=min(low_a, low_b), high=max(low_a, low_b), spelled=False
    )


def _scale_of(item: Lexeme) -> float | None:
    """What the figure of a lexeme was multiplied with: "6 million" 1,000,000."""
    from rashomon.annotate.numbers import figure, raw

    if item.number is None:
        return None
    words = raw(item.text, 0, len(item.text))
    plain = figure(words[0].text) if words else None
    if plain is None or plain == 0 or len(words) < 2:
        for name, scale in (("thousand", 1e3), ("million", 1e6), ("billion", 1e9), ("trillion", 1e12)):
            if item.text.endswith(name):
                return scale
        return None
    return item.number.low / plain


def _relation(items: Sequence[Lexeme], draft: Draft, reading: Reading) -> Relation:
    if draft.score:
        return "="
    if draft.first < draft.figure and items[draft.first].text in {sign[0] for sign in EITHER_WAY}:
        return "="
    tail = behind(items, draft.last)
    for i in range(draft.figure + 1, draft.last):
        tail = tail or behind(items, i)
    if tail is not None and (tail not in ("up", "down") or (draft.measured and _moves(items, draft))):
        return tail
    got = relation_before(items, draft.first)
    before = items[draft.first - 1].text if draft.first else ""
    if got in ("up", "down"):
        if draft.low != draft.high and items[draft.first].text == "from":  # "fell from $40 to $12"
            passive = draft.first >= 2 and items[draft.first - 2].text in words("being")
            return "=" if passive else got
        return got if _moves(items, draft) and before not in ("a", "an") else "="
    if got == ">" and draft.normal in TIMES and draft.first >= 2 and items[draft.first - 1].text == "over":
        token = reading.token(items[draft.first - 2].start)
        if token is not None and token.pos in ("NOUN", "NUM"):
            return "="  # "cut by 1 percent over 16 years"
    return got or "="


def _moves(items: Sequence[Lexeme], draft: Draft) -> bool:
    """Whether the amount is a change: one of a measure, or of an index ("up 13.88"). "lost 12 people" is a count, and
    "lost two hours" a length."""
    if draft.low != draft.high:
        return False
    if draft.measured:
        return draft.normal not in TIMES
    before = items[draft.first - 1].text if draft.first else ""
    return (
        draft.normal is None
        and draft.counted is None
        and (draft.low % 1 != 0 or before in ("up", "down", "+"))
    )


def _bounds(relation: Relation, draft: Draft) -> tuple[float | None, float | None]:
    """Bounds: open above for "more than", open below for "less than"; a range keeps both."""
    if draft.low != draft.high:
        return draft.low, draft.high
    if relation == ">":
        return draft.low, None
    if relation == "<":
        return None, draft.high
    return draft.low, draft.high
