"""The two ends of one stretch of time: "from Monday to Friday", "between November 1915 and March".

Requirement: no stretch runs backwards. Which end moves: the later one where it is told of as to come or counted from
the text's own dates, the earlier one where it is past; an end without a year takes it from the end that has one. Known
exception: what is moved "from Friday to Wednesday" is no stretch, and is known by its verb only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rashomon.annotate.calendars import around, bounds
from rashomon.annotate.timex_filter import Reading, words
from rashomon.annotate.timex_values import Resolved
from rashomon.annotate.timex_words import Expression, Item

BETWEEN = frozenset({"to", "-", "–", "—"})


def is_one(items: Sequence[Item], a: Expression, b: Expression, reading: Reading) -> bool:
    """Whether two neighbouring expressions of a sentence are the ends of one stretch."""
    gap = items[a.last : b.first]
    if len(gap) != 1 or not _plain(a) or not _plain(b):
        return False
    before = items[a.first - 1].text if a.first else ""
    if gap[0].text == "and":
        return before == "between"
    if gap[0].text not in words("up to") | BETWEEN:
        return False
    return not reading.told_by(items[a.first].start, words("moved"))


def in_order(
    a: Resolved, b: Resolved, first: Expression, last: Expression, *, future: bool | None
) -> tuple[Resolved, Resolved]:
    """Both ends, the second no earlier than the first."""
    if first.month is not None and last.month is not None:
        if first.year is None and last.year is not None:
            return _in_year(a, int(last.year) - (first.month > last.month)), b
        if first.year is not None and last.year is None:
            return a, _in_year(b, int(first.year) + (first.month > last.month))
    start, end = bounds(a.value), bounds(b.value)
    if start is None or end is None or end[1] >= start[0]:
        return a, b
    later = bool(future) or b.anchor == "narrative"
    if first.weekday is not None and last.weekday is not None and first.month is None and last.month is None:
        return (
            (a, replace(b, value=around(end[0], "D", 7)))
            if later
            else (replace(a, value=around(start[0], "D", -7)), b)
        )
    if first.month is not None and last.month is not None and first.year is None:
        return (a, _in_year(b, end[0].year + 1)) if later else (_in_year(a, start[0].year - 1), b)
    return a, b


def _plain(e: Expression) -> bool:
    """A weekday, or a month with or without its day and year; no time of day and nothing counted from elsewhere."""
    named = e.weekday is not None or e.month is not None
    return e.kind == "date" and named and e.clock is None and e.part is None and e.shift is None


def _in_year(got: Resolved, year: int) -> Resolved:
    """The same month or day in another year; as it was where the calendar has no such day."""
    moved = f"{year:04d}{got.value[4:]}" if got.value is not None else None
    return replace(got, value=moved) if bounds(moved) is not None else got
