"""Time expressions as values: what is said (``timex``), anchored to publication or to the text's own last date.

Requirement: a value is only given where the text, with the published date, gives it; else it is None and ``why`` says
what is missing. Known exception: weekdays and months without a year follow the tense of their verb, which in headlines
and reported plans can point the wrong way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from rashomon.annotate import timex_join, timex_stretch
from rashomon.annotate.calendars import DAY, bounds, make
from rashomon.annotate.numbers import scan
from rashomon.annotate.timex import expressions
from rashomon.annotate.timex_filter import Reading
from rashomon.annotate.timex_values import NO_SUCH_DAY, Anchors, Resolved, remember, resolve, resolve_date
from rashomon.annotate.timex_words import Expression, Item, classify, may_hold_time
from rashomon.model import Article, DateMention, Parse, Span

# An article with so many written years, such a share of them so many years from publication, is an account of past
# times: its months belong to the last year it named. Seen on encyclopaedic histories; news stays below.
HISTORY_YEARS = 6
HISTORY_SHARE = 0.8
HISTORY_DISTANCE = 3
HISTORY_NOW = (
    0.1  # most of its times that may be counted from the day of writing ("yesterday", "two years ago")
)
# Lexemes between a time of day and the day in its sentence that it belongs to: "10:35 a.m. (0735 GMT) Friday".
CLOCK_REACH = 5


def find(article: Article, parse: Parse) -> tuple[DateMention, ...]:
    """Every time expression of the article's readable blocks, in text order."""
    text = article.text
    found: list[tuple[int, tuple[Item, ...], Expression]] = []
    reading = Reading(text, parse)
    for number, sentence in enumerate(parse.sentences):
        lexemes = scan(text, sentence.start, sentence.end)
        if not may_hold_time(lexemes):
            continue
        items = classify(lexemes)
        for expression in timex_join.join(items, expressions(items)):
            kept = reading.accept(items, expression)
            if kept is not None:
                found.append((number, items, kept))
    published = _published(article)
    anchors = Anchors(published, _is_history(found, published))
    values: list[Resolved] = []
    for at, (number, items, expression) in enumerate(found):
        span = Span(items[expression.first].start, items[expression.last - 1].end)
        future = reading.future(span, weekday=expression.weekday is not None)
        got = resolve(expression, anchors, future=future, sentence=number)
        if expression.clock is not None and expression.narrative:
            got = _on_the_day(got, expression, _day_beside(found, at), anchors, future)
        if got.value is None and got.why is None:
            got = replace(got, why=NO_SUCH_DAY)
        if at and found[at - 1][0] == number:
            previous = found[at - 1][2]
            if timex_stretch.is_one(items, previous, expression, reading):
                values[-1], got = timex_stretch.in_order(values[-1], got, previous, expression, future=future)
        compared = (expression.kind == "offset" and expression.unit == "Y") or expression.value == "period"
        if not compared:
            remember(anchors, got, number)
        values.append(got)
    mentions: list[DateMention] = []
    for (_, items, expression), got in zip(found, values, strict=True):
        span = Span(items[expression.first].start, items[expression.last - 1].end)
        days = bounds(got.value) if got.type in ("DATE", "TIME") else None
        if days is not None:
            days = _staged(days, expression)
        mentions.append(
            DateMention(
                id=f"t{len(mentions) + 1}",
                article=article.id,
                span=span,
                type=got.type,
                value=got.value,
                earliest=days[0].isoformat() if days else None,
                latest=days[1].isoformat() if days else None,
                anchor=got.anchor,
                why=got.why,
            )
        )
    return tuple(mentions)


def _day_beside(found: Sequence[tuple[int, tuple[Item, ...], Expression]], at: int) -> Expression | None:
    """The day named nearest to a time of day in its sentence, within reach; the later one of two as near."""
    number, _, clock = found[at]
    near: list[tuple[int, int, Expression]] = []
    for other_number, _, other in found[max(0, at - 2) : at + 3]:
        if (
            other_number != number
            or other is clock
            or other.clock is not None
            or not timex_join.is_day(other)
        ):
            continue
        gap = other.first - clock.last if other.first >= clock.last else clock.first - other.last
        near.append((gap, -other.first, other))
    best = min(near, key=lambda n: n[:2], default=None)
    return best[2] if best is not None and best[0] <= CLOCK_REACH else None


def _on_the_day(
    got: Resolved, clock: Expression, day: Expression | None, anchors: Anchors, future: bool | None
) -> Resolved:
    """The time of day on the day beside it."""
    if day is None:
        return got
    whole = resolve_date(day, anchors, future)
    if whole.value is None or len(whole.value) != 10:
        return got
    return Resolved("TIME", f"{whole.value}T{clock.clock}", whole.anchor)


def _published(article: Article) -> date | None:
    try:
        return date.fromisoformat((article.published or "")[:10])
    except ValueError:
        return None


def _told_from_now(e: Expression) -> bool:
    """Whether it counts from the day of writing: "yesterday", "last week", "two years ago", a bare weekday."""
    if e.narrative or e.month is not None or e.year is not None:
        return False
    if e.kind == "offset":
        return True
    near = e.unit in ("D", "W", "M") and e.shift not in (None, 0)
    return e.kind == "date" and (e.weekday is not None or near)


def _is_history(found: Sequence[tuple[int, tuple[Item, ...], Expression]], published: date | None) -> bool:
    if sum(_told_from_now(e) for _, _, e in found) > HISTORY_NOW * len(found):
        return False
    years = [int(e.year) for _, _, e in found if e.year is not None and len(e.year) == 4]
    if published is None or len(years) < HISTORY_YEARS:
        return False  # undated news may name as many years: nothing is invented
    far = sum(abs(published.year - year) >= HISTORY_DISTANCE for year in years)
    return far >= HISTORY_SHARE * len(years)


def _staged(days: tuple[date, date], e: Expression) -> tuple[date, date]:
    """ "early 1990" ends with its first half, "late March" begins with its second; "mid" drops the outer quarters."""
    first, last = days
    if e.until_day is not None:
        end = make(last.year, e.until_month or last.month, e.until_day)
        return (first, end) if end is not None and end > first else days
    size = (last - first).days + 1
    if size < 20 or not e.stage:
        return days
    if e.stage == "early":
        return first, first + (size // 2 - 1) * DAY
    if e.stage == "late":
        return first + (size // 2) * DAY, last
    if e.stage == "mid":
        return first + (size // 4) * DAY, last - (size // 4) * DAY
    return days
