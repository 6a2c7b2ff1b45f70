"""Two times: equal, compatible, different, or not to be compared.

Resolved days are compared by their bounds; where one is not resolved, the parts that the words give (weekday, month,
day, year, time of day) are compared instead, and nothing else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from rashomon import lang
from rashomon.compare.judgements import ValueJudgement, judge
from rashomon.compare.value_numbers import word_class
from rashomon.model import DateMention
from rashomon.words import WORD, fold

VAGUE = frozenset({"PRESENT_REF", "PAST_REF", "FUTURE_REF"})
DURATION = re.compile(r"P(?:(?P<T>T))?(?P<n>\d+(?:\.\d+)?)(?P<u>[YMWDQHSECL])(?:(?P<n2>\d+)(?P<u2>[MSH]))?")
# Days in a unit, for lengths only; a month and a year are means.
DAYS = {
    "Y": 365.2425,
    "Q": 91.31,
    "M": 30.4369,
    "W": 7.0,
    "D": 1.0,
    "TH": 1 / 24,
    "TM": 1 / 1440,
    "TS": 1 / 86400,
}
# Relative. "A decade" and "11 years", "a month" and "four weeks": the same length to a writer who says about.
LENGTH_ABOUT = 0.15
# Hours of the parts of a day, generous: "night" may be the small hours.
PARTS = {
    "MO": range(13),
    "AF": range(12, 19),
    "EV": range(16, 24),
    "NI": (*range(18, 25), *range(7)),
    "MI": range(11, 15),
}
YEAR = re.compile(r"\b(1\d{3}|20\d{2})\b")
DAY = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?\b")


@dataclass(frozen=True, slots=True)
class Parts:
    """What is said of a time, part by part; None is silence."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    part: str | None = None
    clock: str | None = None


@lru_cache(maxsize=1)
def _names() -> dict[str, tuple[str, str]]:
    """Word -> (class, value) for months, weekdays and parts of the day."""
    return {
        row[1]: (row[0], row[2]) for row in lang.table("time_words") if row[0] in ("month", "weekday", "part")
    }


def compare(
    left: DateMention,
    left_words: str,
    right: DateMention,
    right_words: str,
    *,
    published_left: str | None = None,
    published_right: str | None = None,
) -> ValueJudgement:
    """The first rule that fits."""

    def rule(name: str) -> ValueJudgement:
        return judge(name, left_words, right_words)

    kinds = {_kind(left), _kind(right)}
    if len(kinds) > 1:
        return rule("other-kind")
    if (
        left.value in VAGUE
        or right.value in VAGUE
        or ("X" in (left.value or "") + (right.value or "") and "SET" not in kinds)
    ):
        return rule("vague")
    if kinds == {"DURATION"}:
        return rule(_lengths(left, left_words, right, right_words))
    if kinds == {"SET"}:
        return rule("equal" if left.value == right.value else "different-repetitions")
    one, other = parts(left, left_words), parts(right, right_words)
    own = _own_day(left, left_words, published_left) and _own_day(right, right_words, published_right)
    if own and left.earliest != right.earliest:
        return rule("own-days")
    if left.earliest and left.latest and right.earliest and right.latest:
        return rule(_resolved(left, left_words, one, right, right_words, other))
    missing = "vague" if published_left and published_right else "no-published-date"
    return rule(_by_parts(left_words, one, right_words, other) or missing)


def _own_day(mention: DateMention, words: str, published: str | None) -> bool:
    """Whether a time is the day of its own report, as a date: "today (6 May)"."""
    dated = any(c.isdigit() for c in words) and published is not None
    return dated and mention.earliest == mention.latest == (published or "")[:10]


def _kind(mention: DateMention) -> str:
    return "DATE" if mention.type == "TIME" else mention.type


def parts(mention: DateMention, words: str) -> Parts:
    """The parts of a time: from its value where it has one, else from its words."""
    month = day = weekday = year = None
    part: str | None = None
    for match in WORD.finditer(words):
        word = fold(match.group())
        word = word[:-2] if word.endswith("'s") else word
        got = _names().get(word) or _names().get(word.rstrip("."))
        if got is None:
            continue
        if got[0] == "month" and word not in ("sun",):
            month = int(got[1])
        elif got[0] == "weekday":
            weekday = int(got[1])
        else:
            part = got[1]
    folded = fold(words)
    if "tonight" in folded or "overnight" in folded:
        part = "NI"
    if (found := YEAR.search(words)) is not None:
        year = int(found.group(1))
    if month is not None:
        numbers = [int(m.group(1)) for m in DAY.finditer(words) if 1 <= int(m.group(1)) <= 31]
        day = numbers[0] if len(numbers) == 1 else None
    clock = None
    value = mention.value or ""
    if (timed := re.search(r"T(\d\d(?::\d\d)?)", value)) is not None:
        clock = timed.group(1)
    elif (shown := re.search(r"\b(\d{1,2})(?:[:.](\d\d))?\s*([ap])\.?m", folded)) is not None:
        hour = int(shown.group(1)) % 12 + (12 if shown.group(3) == "p" else 0)
        clock = f"{hour:02d}:{shown.group(2) or '00'}"
    elif "noon" in folded.split() or "midday" in folded.split():
        clock = "12:00"
    if mention.earliest and mention.earliest == mention.latest:
        resolved = date.fromisoformat(mention.earliest[:10])
        year, month, day = resolved.year, resolved.month, resolved.day
        weekday = resolved.isoweekday()
    elif re.match(r"\d{4}", value) and year is None:
        year = int(value[:4])
        if month is None and re.fullmatch(r"\d{4}-\d\d", value):
            month = int(value[5:])
    return Parts(year, month, day, weekday, part, clock)


@lru_cache(maxsize=1)
def _zone_names() -> frozenset[str]:
    return frozenset(row[1] for row in lang.table("time_words") if row[0] == "zone")


def _zones(words: str) -> frozenset[str]:
    """The clocks named ("GMT", "ET")."""
    return frozenset(m.group().casefold() for m in WORD.finditer(words)) & _zone_names()


def relative(words: str) -> bool:
    """Whether a time is told from the moment of telling: "today", "last week"."""
    return bool({fold(m.group()) for m in WORD.finditer(words)} & word_class("relative"))


def _resolved(
    left: DateMention, left_words: str, one: Parts, right: DateMention, right_words: str, other: Parts
) -> str:
    """Two times with day bounds."""
    a = date.fromisoformat((left.earliest or "")[:10]), date.fromisoformat((left.latest or "")[:10])
    b = date.fromisoformat((right.earliest or "")[:10]), date.fromisoformat((right.latest or "")[:10])
    if a[0] <= b[1] and b[0] <= a[1]:
        hours = _hours(one, other)
        if a[0] == a[1] == b[0] == b[1] and hours is not None:
            return hours
        if a == b:
            return "equal" if left.value == right.value else "coarser-holds-finer"
        inside = (a[0] <= b[0] and b[1] <= a[1]) or (b[0] <= a[0] and a[1] <= b[1])
        return "coarser-holds-finer" if inside else "overlap"
    # What the words alone say the same ("Friday", "March") was only resolved differently, by tense or publication.
    shown = _words_only(left_words), _words_only(right_words)
    if shown[0] == shown[1] and shown[0] != Parts() and shown[0].year is None:
        return "same-parts"
    days = [s for s in shown if s.weekday is not None and (s.year, s.month, s.day) == (None, None, None)]
    if len(days) == 2 and days[0].weekday == days[1].weekday:
        return "same-parts"
    if fold(left_words) == fold(right_words) and (one.clock or one.part) and not relative(left_words):
        return "same-parts"  # "9:25": the hour is the same, and its day is said elsewhere
    if "narrative" in (left.anchor, right.anchor):
        explicit = _clash(shown[0], shown[1])
        return explicit or "narrative-anchor"
    gap = min(abs((a[0] - b[1]).days), abs((b[0] - a[1]).days))
    if (
        gap == 1
        and a[0] == a[1]
        and b[0] == b[1]
        and (relative(left_words) != relative(right_words) or relative(left_words))
    ):
        return "day-boundary"
    # What the reader sees comes first: "March" and "May" are different months, of whatever years.
    return _clash(shown[0], shown[1]) or _clash(one, other) or "different-dates"


def _words_only(words: str) -> Parts:
    from rashomon.model import Span

    bare = DateMention("", "", Span(0, 1), "DATE", None, None, None, "none", None)
    return parts(bare, words)


def _hours(one: Parts, other: Parts) -> str | None:
    """A clash of the times of day, or None."""
    if one.clock and other.clock:
        short = min(len(one.clock), len(other.clock))
        return "different-hours" if one.clock[:short] != other.clock[:short] else None
    if one.part and other.part and one.part != other.part:
        apart = not set(PARTS.get(one.part, ())) & set(PARTS.get(other.part, ()))
        return "different-hours" if apart else None
    for clock, part in ((one.clock, other.part), (other.clock, one.part)):
        if clock and part in PARTS and int(clock[:2]) not in PARTS[part]:
            return "different-hours"
    return None


def _clash(one: Parts, other: Parts) -> str | None:
    """The first part in which two times differ, coarsest first."""
    if one.year is not None and other.year is not None and one.year != other.year:
        return "different-years"
    if one.month is not None and other.month is not None and one.month != other.month:
        return "different-months"
    if one.day is not None and other.day is not None and one.day != other.day and one.month == other.month:
        return "different-days"
    if one.weekday is not None and other.weekday is not None and one.weekday != other.weekday:
        return "different-weekdays"
    return None


def _by_parts(left_words: str, one: Parts, right_words: str, other: Parts) -> str | None:
    """At least one time is not resolved: compare what both give, None when they share nothing."""
    clash = _clash(one, other)
    if clash == "different-weekdays" and relative(left_words) != relative(right_words):
        if abs((one.weekday or 0) - (other.weekday or 0)) in (1, 6):
            return "day-boundary"  # "today" is the day of publication, and the text may be of the day before
    if clash is not None:
        return clash
    shared = [
        name
        for name in ("year", "month", "day", "weekday")
        if getattr(one, name) is not None and getattr(other, name) is not None
    ]
    if fold(left_words) == fold(right_words) or (
        shared and one == other and not relative(left_words + " " + right_words)
    ):
        return "equal" if not relative(left_words) else "same-parts"
    zones = _zones(left_words), _zones(right_words)
    if one.clock and other.clock and zones[0] != zones[1]:
        return "other-zone"
    hours = _hours(one, other)
    if hours is not None:
        return hours
    if shared or (one.clock and other.clock):
        return "same-parts"
    return None


def _lengths(left: DateMention, left_words: str, right: DateMention, right_words: str) -> str:
    a, b = _days(left.value), _days(right.value)
    if a is None or b is None:
        return "vague"
    if left.value == right.value:
        return "equal"
    bounds = _open(a[0], left_words), _open(b[0], right_words)
    if bounds[0][0] <= bounds[1][1] and bounds[1][0] <= bounds[0][1]:
        return "equal" if abs(a[0] - b[0]) < 0.02 * max(a[0], b[0]) else "length-bound"
    if abs(a[0] - b[0]) < 0.02 * max(a[0], b[0]):
        return "equal"
    coarse = max(a[1], b[1])
    if a[1] != b[1] and round(min(a, b, key=lambda x: x[1])[0] / coarse) == round(
        max(a, b, key=lambda x: x[1])[0] / coarse
    ):
        return "lengths-rounded"
    hedged = any(w in word_class("hedge") for words in (left_words, right_words) for w in fold(words).split())
    if hedged:
        near = abs(a[0] - b[0]) <= LENGTH_ABOUT * max(a[0], b[0])
        return "lengths-rounded" if near else "lengths-estimated"
    return "different-lengths"


def _days(value: str | None) -> tuple[float, float] | None:
    """Length in days and the size of its smallest unit in days."""
    match = DURATION.fullmatch(value or "")
    if match is None:
        return None
    timed = match.group("T") is not None

    def size(letter: str) -> float | None:
        return DAYS.get(f"T{letter}" if timed else letter)

    unit = size(match.group("u"))
    if unit is None:
        return None
    total = float(match.group("n")) * unit
    if match.group("n2"):
        rest = size(match.group("u2"))
        if rest is None:
            return None
        return total + float(match.group("n2")) * rest, rest
    grain = unit * (10 if float(match.group("n")) % 10 == 0 and match.group("u") == "Y" and not timed else 1)
    return total, grain


def _open(days: float, words: str) -> tuple[float, float]:
    folded = f" {fold(words)} "
    if any(f" {cue} " in folded for cue in word_class("more")):
        return days, float("inf")
    if any(f" {cue} " in folded for cue in word_class("less")):
        return 0.0, days
    return days, days
