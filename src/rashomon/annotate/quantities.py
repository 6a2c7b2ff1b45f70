"""Amounts as values: bounds, unit, relation, and what is counted.

Requirement: 12 killed and 30 wounded are two quantities of two things; a date, a part of a name ("Boeing 737") or an
ordinal is none. Known exception: what is counted is read from the parser's noun phrase, which lists can mislead.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rashomon.annotate.counted import TIMES, Draft, is_amount, name_what
from rashomon.annotate.numbers import HYPHENS, Lexeme, scan
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
MOVING = frozenset({"percentage", "percentage point", "basis point", "point"})


def find(article: Article, parse: Parse) -> tuple[Quantity, ...]:
    """Every amount of the article's readable blocks, in text order."""
    text = article.text
    reading = Reading(text, parse)
    found: list[Quantity] = []
    for sentence in parse.sentences:
        items = scan(text, sentence.start, sentence.end)
        if not any(item.number is not None and item.number.kind != "ordinal" for item in items):
            continue
        dates = _date_spans(items, reading)
        found_here: list[Draft] = []
        drafts = [
            d
            for i, item in enumerate(items)
            if item.number is not None and (d := _draft(text, items, i, dates, reading)) is not None
        ]
        for draft in _ranges(items, _whole(items, drafts)):
            whole = name_what(text, parse, items, draft, reading)
            if whole is None:
                continue
            if whole.unit is None and not whole.score and whole.normal is None and found_here:
                whole = _inherited(items, whole, found_here[-1])
            found_here.append(whole)
            relation = _relation(items, whole)
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


def _date_spans(lexemes: Sequence[Lexeme], reading: Reading) -> list[Span]:
    """Where dates and times stand: their figures are no amounts. Durations are both."""
    if not may_hold_time(lexemes):
        return []
    items = classify(lexemes)
    spans = []
    for expression in join(items, expressions(items)):
        if expression.kind in ("date", "offset") and reading.accept(items, expression) is not None:
            spans.append(Span(items[expression.first].start, items[expression.last - 1].end))
    return spans


def _draft(
    text: str, items: Sequence[Lexeme], i: int, dates: Sequence[Span], reading: Reading
) -> Draft | None:
    """The amount whose figure is lexeme ``i``, with the currency before it and the measure after it."""
    item = items[i]
    number = item.number
    if number is None or number.kind == "ordinal":
        return None
    if any(span.start < item.end and item.start < span.end for span in dates):
        return None
    first, start, sign = i, item.start, 1.0
    money = currency_before(text, items, i)
    if money is not None:
        first, start = money.at, items[money.at].start
    before = items[first - 1] if first else None
    after_figure = i + 1
    if before is not None and before.text in HYPHENS and first >= 2 and items[first - 2].text == "minus":
        first, start, sign = first - 2, items[first - 2].start, -1.0
    elif before is not None and before.text in SIGNS and _is_sign(items, first - 1):
        sign = SIGNS[before.text]
        if sign < 0:
            first, start = first - 1, before.start
    elif i and items[i - 1].text in ("-", "−") and money is not None and first < i - 1:
        sign = -1.0
    if not is_amount(text, items, i, first, money is not None, reading):
        return None
    measure = money or measure_after(text, items, after_figure)
    last, end = after_figure, item.end
    if measure is not None and money is None:
        last, end = measure.at, items[measure.at - 1].end
    elif money is not None:
        rate = measure_after(text, items, after_figure, rate_only=True)
        if rate is not None:
            last, end = rate.at, items[rate.at - 1].end
            measure = Measure(rate.at, f"{money.unit} {rate.unit}", f"{money.normal} {rate.normal}", True)
    low, high = sorted((number.low * sign, number.high * sign))
    return Draft(
        first=first, last=last, figure=i, start=start, end=end, low=low, high=high,
        measured=measure is not None,
        unit=measure.unit if measure else None, normal=measure.normal if measure else None,
        spelled=number.spelled, vague=number.kind == "vague", fraction=number.kind == "fraction",
    )  # fmt: skip


def _inherited(items: Sequence[Lexeme], draft: Draft, before: Draft) -> Draft:
    """ "6 million homes, including 1.5 million in the south": the unit before, for a count without one of its own."""
    if before.counted is None or before.normal in MOVING or before.fraction:
        return draft
    cue = items[draft.first - 1].text if draft.first else ""
    after = items[draft.last].text if draft.last < len(items) else ""
    if cue in words("inherits after") or after in words("inherits before"):
        return replace(draft, unit=before.unit, normal=before.normal, counted=before.counted)
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
        if (
            kept
            and kept[-1].low == kept[-1].high == 1
            and kept[-1].unit is None
            and draft.low == draft.high > 1
        ):
            gap = [x.text for x in items[kept[-1].last : draft.first]]
            if gap in (["in"], ["out", "of"], ["in", "every"], ["of", "every"]) and draft.high <= 1000:
                share = 1 / draft.high
                first_part = kept.pop()
                kept.append(
                    replace(
                        draft,
                        first=first_part.first,
                        start=first_part.start,
                        low=share,
                        high=share,
                        fraction=True,
                    )
                )
                continue
        kept.append(draft)
    return kept


def _ranges(items: Sequence[Lexeme], drafts: Sequence[Draft]) -> list[Draft]:
    """Join "12 to 15", "between 5 and 6 million", "three or four"; and scores "2-1"."""
    joined: list[Draft] = []
    i = 0
    while i < len(drafts):
        a = drafts[i]
        b = drafts[i + 1] if i + 1 < len(drafts) else None
        both = _range(items, a, b) if b is not None else None
        if both is not None:
            joined.append(both)
            i += 2
            continue
        joined.append(a)
        i += 1
    return joined


def _range(items: Sequence[Lexeme], a: Draft, b: Draft) -> Draft | None:
    gap = [x.text for x in items[a.last : b.first]]
    if len(gap) != 1 or (a.unit is not None and a.normal != b.normal):
        return None
    before = items[a.first - 1].text if a.first else ""
    dash = gap[0] in DASHES
    if dash:
        if a.spelled and b.spelled and items[a.last].start == a.end:
            pass
        adjacent = items[a.last].start == a.end and items[a.last].end == b.start
        if not adjacent and gap[0] in HYPHENS:
            return None
        whole = a.low == int(a.low) and b.low == int(b.low)
        if (
            a.unit is None
            and b.unit is None
            and whole
            and max(a.low, b.low) < 200
            and adjacent
            and a.low >= b.low
        ):
            low, high = sorted((a.low, b.low))
            return replace(a, last=b.last, end=b.end, low=low, high=high, normal="score", score=True)
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
    if low_a < 1000 <= low_b and a.unit is None and a.figure + 1 == a.last:  # "5 to 6 million"
        scale = _scale_of(items[b.figure])
        if scale is not None and low_a * scale <= low_b:
            low_a *= scale
    first = a.first - 1 if before in ("between", "from") else a.first
    return replace(
        b, first=first, start=items[first].start, low=min(low_a, low_b), high=max(low_a, low_b), spelled=False
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


def _relation(items: Sequence[Lexeme], draft: Draft) -> Relation:
    if draft.score:
        return "="
    tail = behind(items, draft.last)
    for i in range(draft.figure + 1, draft.last):
        tail = tail or behind(items, i)
    if tail is not None:
        return tail
    got = relation_before(items, draft.first)
    if got in ("up", "down"):
        return got if _moves(draft) else "="
    return got or "="


def _moves(draft: Draft) -> bool:
    """Whether the amount is one of a measure: "lost 12 people" is a count, and "lost two hours" a length."""
    return draft.measured and draft.normal not in TIMES and draft.low == draft.high


def _bounds(relation: Relation, draft: Draft) -> tuple[float | None, float | None]:
    """Bounds: open above for "more than", open below for "less than"; a range keeps both."""
    if draft.low != draft.high:
        return draft.low, draft.high
    if relation == ">":
        return draft.low, None
    if relation == "<":
        return None, draft.high
    return draft.low, draft.high
