"""The value of one time expression, counted from publication or from what the text named before (``dates`` reads on).

Requirement: a value only where the words, with what they are counted from, give it; else None and a reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rashomon.annotate.calendars import around, bounds, duration, feast, make, shifted
from rashomon.annotate.timex_words import Expression
from rashomon.model import Anchor, DateType

NO_PUBLISHED = "no published date"
NO_NARRATIVE = "no date before it in the text"
NO_SUCH_DAY = "the calendar has no such day"
TOO_FINE = "finer than the published date"
# A month this near to publication is the nearest one whatever the tense ("payable Dec. 15", "since Jan. 13").
NEAR_MONTHS = 4.5
# A whole month so far ahead of publication, told in the past, was last year's; nearer ones are to come ("payable in
# December"). Chosen on TimeBank.
PAST_MONTHS = 2
QUARTER_MEMORY = 8  # sentences over which "a year earlier" refers to a quarter named before


@dataclass(slots=True)
class Anchors:
    """What expressions are counted from, as the reading goes on: the only state of the annotator."""

    published: date | None
    history: bool
    day: date | None = None  # the last day named
    year: int | None = None  # the last year named
    last: str | None = None  # the last resolved calendar value
    quarter: str | None = None
    quarter_sentence: int = -99


@dataclass(frozen=True, slots=True)
class Resolved:
    """A value with its kind, anchor and reason."""

    type: DateType
    value: str | None
    anchor: Anchor
    why: str | None = None


def resolve(e: Expression, anchors: Anchors, *, future: bool | None, sentence: int) -> Resolved:
    """The value of one expression. ``future``: the tense of its verb, None when it has none."""
    if e.kind == "vague":
        if (e.value or "").startswith("P") and not (e.value or "").endswith("REF"):
            return Resolved("DURATION", e.value, "none")
        return Resolved("DATE", e.value, "none")
    if e.kind == "set":
        value = e.value if e.value is not None else duration(e.unit or "D", e.amount)
        return Resolved("SET", value, "none")
    if e.kind == "duration":
        return Resolved("DURATION", duration(e.unit or "D", e.amount), "none")
    if e.kind == "offset":
        return _offset(e, anchors, sentence)
    quarter = _quarter_spoken_of(anchors, sentence)
    if e.value == "period" and quarter is not None:
        return Resolved("DATE", f"{e.year}{quarter[4:]}", "narrative")
    got = resolve_date(e, anchors, future)
    if e.part is not None or e.clock is not None:
        tail = e.clock if e.clock is not None else e.part
        whole = got.value is not None and len(got.value) == 10
        timed = f"{got.value}T{tail}" if whole else None
        return Resolved("TIME", timed, got.anchor, got.why if timed is None else None)
    return got


def _missing(why: str, anchor: Anchor = "published") -> Resolved:
    return Resolved("DATE", None, anchor, why)


def _quarter_spoken_of(anchors: Anchors, sentence: int) -> str | None:
    return anchors.quarter if sentence - anchors.quarter_sentence <= QUARTER_MEMORY else None


def _offset(e: Expression, anchors: Anchors, sentence: int) -> Resolved:
    sign = e.shift or 0
    unit = e.unit or "D"
    anchor: Anchor = "narrative" if e.narrative else "published"
    quarter = _quarter_spoken_of(anchors, sentence)
    if unit == "Y" and e.amount == 1 and sign < 0 and quarter is not None:
        return Resolved("DATE", shifted(quarter, "Y", -1), "narrative")
    if e.amount is None and e.narrative:
        # "a few days later": in the account's own time, not today's past or future
        return Resolved("DURATION", duration(unit, None), "none")
    if e.amount is None:
        return Resolved("DATE", "PAST_REF" if sign < 0 else "FUTURE_REF", anchor)
    if unit.startswith("T"):
        return Resolved("TIME", None, anchor, TOO_FINE)
    count = round(e.amount or 0) * sign
    if e.narrative:
        if anchors.last is not None:
            return Resolved("DATE", shifted(anchors.last, unit, count), anchor)
        if anchors.published is None:
            return _missing(NO_NARRATIVE, anchor)
    if anchors.published is None:
        return _missing(NO_PUBLISHED)
    return Resolved("DATE", around(anchors.published, unit, count), anchor)


def resolve_date(e: Expression, anchors: Anchors, future: bool | None) -> Resolved:
    """The value of a calendar date, whatever time of day is said with it."""
    published = anchors.published
    year = e.year
    if e.short_year is not None:
        pivot = (published.year if published else 2030) % 100 + 5
        year = f"{20 if e.short_year <= pivot else 19}{e.short_year:02d}"
    if year is not None and len(year) < 4 and not (e.month or e.quarter):
        return _decade(year)
    if (
        year is None
        and e.unit == "Y"
        and (e.month or e.quarter or e.half or e.season)
        and e.shift is not None
    ):
        if published is None:
            return _missing(NO_PUBLISHED)
        year = f"{published.year + e.shift:04d}"
        e = e._replace(shift=None, unit=None)
    if e.unit == "feast":
        return _feast(e, year, anchors)
    if e.value == "fiscal" and year is None:
        return _missing(NO_PUBLISHED)
    if e.month is not None:
        return _month(e, year, anchors, future)
    if e.quarter is not None or e.half is not None:
        return _part_of_year(e, year, anchors)
    if e.season is not None:
        return _season(e, year, anchors, future)
    if year is not None:
        return Resolved("DATE", year, "none")
    if e.weekday is not None:
        return _weekday(e, anchors, future)
    return _shifted_unit(e, anchors)


def _decade(year: str) -> Resolved:
    if len(year) == 1:  # "the nineties"
        return Resolved("DATE", f"19{year}", "none")
    return Resolved("DATE", year, "none")


def _feast(e: Expression, year: str | None, anchors: Anchors) -> Resolved:
    """A feast that moves, in its year or in the one nearest to publication."""
    if year is not None and len(year) == 4:
        day = feast(e.value or "", int(year))
        return Resolved("DATE", day.isoformat() if day else None, "none")
    published = anchors.published
    if published is None:
        return _missing(NO_PUBLISHED)
    days = [d for n in (-1, 0, 1) if (d := feast(e.value or "", published.year + n)) is not None]
    if e.shift is not None and e.shift != 0:
        days = [d for d in days if (d - published).days * e.shift > 0]
    elif e.shift == 0:
        days = [d for d in days if d.year == published.year]
    nearest = min(days, key=lambda d: abs((d - published).days))
    return Resolved("DATE", nearest.isoformat(), "published")


def _month(e: Expression, year: str | None, anchors: Anchors, future: bool | None) -> Resolved:
    month, day = e.month or 1, e.day
    anchor: Anchor = "none"
    if year is None:
        if anchors.history and anchors.year is not None and e.shift is None:
            year, anchor = f"{anchors.year:04d}", "narrative"
        elif anchors.published is None:
            return _missing(NO_PUBLISHED)
        else:
            year, anchor = (
                f"{_year_of(anchors.published, month, day, -1 if e.behind else e.shift, future):04d}",
                "published",
            )
    if day is None:
        return Resolved("DATE", f"{year}-{month:02d}", anchor)
    if make(int(year), month, day) is None:
        return _missing(NO_SUCH_DAY, anchor)
    return Resolved("DATE", f"{year}-{month:02d}-{day:02d}", anchor)


def _year_of(published: date, month: int, day: int | None, shift: int | None, future: bool | None) -> int:
    """The year of a month or day without one: before publication, after it, or the nearest, by shift or tense."""
    here = (published.month, published.day) if day is not None else (published.month, 0)
    there = (month, day or 0)
    if shift is not None and shift < 0:
        return published.year if there < here else published.year - 1
    if shift is not None and shift > 0:
        return published.year if there > here else published.year + 1
    if shift == 0:
        return published.year
    if day is None and future is False and (month - published.month) % 12 >= PAST_MONTHS:
        return published.year if there < here else published.year - 1
    distance = (month - published.month) + ((day or 15) - published.day) / 31
    if future and day is None:
        return published.year if there >= here else published.year + 1
    if abs(distance) > NEAR_MONTHS and (future or abs(distance) < 12 - NEAR_MONTHS) and future is not None:
        if future:
            return published.year if there >= here else published.year + 1
        return published.year if there <= here else published.year - 1
    if distance > 6:
        return published.year - 1
    return published.year + 1 if distance < -6 else published.year


def _part_of_year(e: Expression, year: str | None, anchors: Anchors) -> Resolved:
    letter = f"Q{e.quarter}" if e.quarter is not None else f"H{e.half}"
    if year is not None:
        return Resolved("DATE", f"{year}-{letter}", "none")
    published = anchors.published
    if published is None:
        return _missing(NO_PUBLISHED)
    start = 3 * (e.quarter or 0) - 2 if e.quarter is not None else 6 * (e.half or 0) - 5
    return Resolved(
        "DATE",
        f"{published.year if start <= published.month else published.year - 1:04d}-{letter}",
        "published",
    )


def _season(e: Expression, year: str | None, anchors: Anchors, future: bool | None) -> Resolved:
    if year is not None:
        return Resolved("DATE", f"{year}-{e.season}", "none")
    published = anchors.published
    if anchors.history and anchors.year is not None and e.shift is None:
        return Resolved("DATE", f"{anchors.year:04d}-{e.season}", "narrative")
    if published is None:
        return _missing(NO_PUBLISHED)
    start = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[e.season or "SP"]
    number = published.year
    if e.shift is not None and e.shift < 0 and published.month < start + 3:
        number -= 1
    elif e.shift is not None and e.shift > 0 and published.month >= start:
        number += 1
    elif e.shift is None and future is False and published.month < start:
        number -= 1
    elif e.shift is None and future and published.month >= start + 3:
        number += 1
    return Resolved("DATE", f"{number:04d}-{e.season}", "published")


def _weekday(e: Expression, anchors: Anchors, future: bool | None) -> Resolved:
    base: date | None = anchors.published
    anchor: Anchor = "published"
    if e.narrative and anchors.day is not None:
        base, anchor = anchors.day, "narrative"
    if base is None:
        return _missing(NO_PUBLISHED)
    distance = ((e.weekday or 1) - base.isoweekday()) % 7  # days forward, 0 for the same weekday
    if e.shift is not None and e.shift > 0:
        move = distance or 7
    elif e.shift is not None and e.shift < 0:
        move = distance - 7
    elif e.shift == 0:
        move = (e.weekday or 1) - base.isoweekday()
    elif future:
        move = distance
    else:
        move = distance - 7 if distance else 0
    return Resolved("DATE", around(base, "D", move), anchor)


def _shifted_unit(e: Expression, anchors: Anchors) -> Resolved:
    unit, shift = e.unit or "D", e.shift or 0
    published = anchors.published
    if unit.startswith("T"):
        return _missing(TOO_FINE)
    if e.narrative:
        if unit == "Q" and shift == 0 and anchors.quarter is not None:
            return Resolved("DATE", anchors.quarter, "narrative")
        if unit == "D" and anchors.day is not None:
            return Resolved("DATE", around(anchors.day, "D", shift), "narrative")
        named = bounds(anchors.last)
        if named is not None and unit == "Y" and shift == 0 and e.value != "that" and published is not None:
            if named[0].year > published.year:
                named = None  # "forecast a rise for the full year" is no year to come that was named before
        if unit not in ("D", "WE") and named is not None:
            return Resolved("DATE", around(named[0], unit, shift), "narrative")
        if published is None or shift != 0:
            if published is None:
                return _missing(NO_NARRATIVE, "narrative")
    if published is None:
        return _missing(NO_PUBLISHED)
    if unit == "Q" and shift == 0 and (e.value or "").startswith("latest"):
        return Resolved("DATE", anchors.quarter or around(published, "Q", -1), "published")
    if unit == "Q" and e.narrative:
        return Resolved("DATE", around(published, "Q", shift - 1), "published")
    if unit == "WE" and shift == 0 and e.narrative and published.isoweekday() <= 3:
        return Resolved("DATE", around(published, "WE", -1), "published")
    return Resolved("DATE", around(published, unit, shift), "published")


def remember(anchors: Anchors, got: Resolved, sentence: int) -> None:
    """Take a value in as what later expressions are counted from."""
    span = bounds(got.value) if got.type in ("DATE", "TIME") else None
    if span is None or got.value is None:
        return
    anchors.last = got.value
    if len(got.value) >= 4 and got.value[:4].isdigit():
        anchors.year = int(got.value[:4])
    if span[0] == span[1]:
        anchors.day = span[0]
    if "-Q" in got.value:
        anchors.quarter, anchors.quarter_sentence = got.value, sentence
