"""Calendar arithmetic on TIMEX3 values: the bounds of a value, and values a number of units away.

Values are at the text's own precision: "2000-03-12", "2000-03", "2000", "200" (a decade), "20" (a century),
"2000-W11", "2000-W11-WE", "2000-Q1", "2000-H1", "2000-SU"; a time is a day with "T22:00" or "TMO".
"""

from __future__ import annotations

import re
from datetime import date, timedelta

DAY = timedelta(days=1)
# First month and length of a season, northern hemisphere: the news this reads is written there; no wider than that.
SEASON_MONTHS = {"SP": (3, 3), "SU": (6, 3), "FA": (9, 3), "WI": (12, 3)}
VALUE = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)(?:T.*)?|(?P<week>\d{4}-W\d\d)(?P<weekend>-WE)?|(?P<month>\d{4}-\d\d)"
    r"|(?P<quarter>\d{4}-Q\d)|(?P<half>\d{4}-H\d)|(?P<season>\d{4}-(?:SP|SU|FA|WI))|(?P<year>\d{4})"
    r"|(?P<decade>\d{3})|(?P<century>\d\d)"
)


def make(year: int, month: int, day: int) -> date | None:
    """The day, or None if the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _months(year: int, month: int, count: int) -> tuple[date, date] | None:
    first = make(year, month, 1)
    year, month = year + (month - 1 + count) // 12, (month - 1 + count) % 12 + 1
    after = make(year, month, 1)
    return (first, after - DAY) if first is not None and after is not None else None


def bounds(value: str | None) -> tuple[date, date] | None:
    """First and last day that a value can mean, or None for durations, sets, vague and impossible ones."""
    match = VALUE.fullmatch(value or "")
    if match is None:
        return None
    got = match.group
    try:
        if got("day"):
            day = date.fromisoformat(got("day"))
            return day, day
        if got("week"):
            year, week = got("week").split("-W")
            monday = date.fromisocalendar(int(year), int(week), 1)
            return (monday + 5 * DAY, monday + 6 * DAY) if got("weekend") else (monday, monday + 6 * DAY)
        if got("month"):
            return _months(int(got("month")[:4]), int(got("month")[5:]), 1)
        if got("quarter"):
            return _months(int(got("quarter")[:4]), 3 * int(got("quarter")[-1]) - 2, 3)
        if got("half"):
            return _months(int(got("half")[:4]), 6 * int(got("half")[-1]) - 5, 6)
        if got("season"):
            first, count = SEASON_MONTHS[got("season")[5:]]
            return _months(int(got("season")[:4]), first, count)
        digits = got("year") or got("decade") or got("century")
        size = 10 ** (4 - len(digits))
        return _months(int(digits) * size, 1, 12 * size)
    except ValueError:
        return None


def feast(rule: str, year: int) -> date | None:
    """The day of a feast that moves: "11-4x4" is the fourth Thursday of November (the fifth: the last), "easter-2"."""
    if not 1 < year < 9999:
        return None
    if rule.startswith("easter"):
        return make_easter(year) + int(rule[6:] or 0) * DAY
    month, nth = rule.split("-")
    count, weekday = (int(x) for x in nth.split("x"))
    first = make(year, int(month), 1)
    if first is None:
        return None
    day = first + ((weekday - first.isoweekday()) % 7 + 7 * (count - 1)) * DAY
    return day if day.month == first.month else day - 7 * DAY


def make_easter(year: int) -> date:
    """Western Easter (the anonymous Gregorian algorithm). ``year`` in [1, 9999]."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return date(year, month, day + 1)


def week(day: date) -> str:
    """The ISO week of a day."""
    year, number, _ = day.isocalendar()
    return f"{year}-W{number:02d}"


def month_shift(day: date, months: int) -> tuple[int, int]:
    """Year and month a number of months away."""
    index = day.year * 12 + day.month - 1 + months
    return index // 12, index % 12 + 1


def around(day: date, unit: str, count: int) -> str | None:
    """The unit ``count`` units from the one that holds ``day``: ``around(d, "M", -1)`` is the month before.

    Units: D, W, F (fortnight), WE, M, Q, Y, E (decade), C (century). None outside the calendar's years.
    """
    try:
        if unit == "D":
            return (day + count * DAY).isoformat()
        if unit == "W":
            return week(day + 7 * count * DAY)
        if unit == "F":
            return week(day + 14 * count * DAY)
        if unit == "WE":
            return week(day + 7 * count * DAY) + "-WE"
    except OverflowError:
        return None
    if unit == "M":
        year, month = month_shift(day, count)
        return f"{year:04d}-{month:02d}" if 1 <= year <= 9999 else None
    if unit == "Q":
        year, month = month_shift(day, 3 * count)
        return f"{year:04d}-Q{(month + 2) // 3}" if 1 <= year <= 9999 else None
    if unit == "HF":
        year, month = month_shift(day, 6 * count)
        return f"{year:04d}-H{(month + 5) // 6}" if 1 <= year <= 9999 else None
    years = {"Y": 1, "E": 10, "C": 100}.get(unit)
    if years is None:
        return None
    year = day.year + count * years
    if not 1 <= year <= 9999:
        return None
    return f"{year:04d}"[: {"Y": 4, "E": 3, "C": 2}[unit]]


def shifted(value: str, unit: str, count: int) -> str | None:
    """A value moved by units and kept at its own precision where it can be: "1989-Q3" less a year is "1988-Q3"."""
    span = bounds(value)
    if span is None:
        return None
    first = span[0]
    match = VALUE.fullmatch(value)
    if match is None:
        return None
    if unit == "Y" and match.lastgroup in ("quarter", "half", "season", "month"):
        return f"{first.year + count:04d}{value[4:]}"
    if unit == "M" and match.group("day"):
        return around(first, "M", count)
    if unit in ("W", "F") and match.group("day"):
        return around(first, "D", count * (7 if unit == "W" else 14))
    return around(first, unit, count)


def duration(unit: str, low: float | None) -> str:
    """ISO 8601 duration: "P2Y", "PT1M30S", "PXM" for an unknown number, decades and centuries as years."""
    time = unit.startswith("T")
    letter = unit[-1] if time else unit
    scale = 1
    if letter in ("E", "C", "L") and low is not None and not time:
        scale, letter = {"E": 10, "C": 100, "L": 1000}[letter], "Y"
    elif letter == "F":
        scale, letter = 2, "W"
    prefix = "PT" if time else "P"
    if low is None:
        return f"{prefix}X{letter}"
    amount = low * scale
    whole = int(amount)
    if amount != whole:
        smaller = {"Y": ("M", 12), "H": ("M", 60), "TM": ("S", 60)}.get("TM" if unit == "TM" else letter)
        if smaller is not None and (time or letter == "Y"):
            rest = round((amount - whole) * smaller[1])
            return f"{prefix}{f'{whole}{letter}' if whole else ''}{rest}{smaller[0]}"
        return f"{prefix}{amount:g}{letter}"
    return f"{prefix}{whole}{letter}"
