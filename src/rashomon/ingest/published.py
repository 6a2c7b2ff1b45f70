"""Times of publication: ISO 8601 in UTC, with the precision that was given.

Requirement: a value that is not surely a date is no date. "03/04/2024" is refused, for it is two days, "18/06/2024" is
one.
Known exception: a time without an offset is taken as UTC, so that the day stays the one that was written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Literal

from rashomon.errors import OptionError

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sep", "sept"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}

_WEEKDAY = r"(?:[a-z]{3,9}day|mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)\.?,?\s+"
_DAY_MONTH = re.compile(
    rf"(?:{_WEEKDAY})?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+(?:of\s+)?(?P<month>[a-z]{{3,9}})\.?,?[\s-]+(?P<year>\d{{4}})",
    re.IGNORECASE,
)
_MONTH_DAY = re.compile(
    rf"(?:{_WEEKDAY})?(?P<month>[a-z]{{3,9}})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"(?:,?\s+(?:at\s+)?|T)(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?\s*"
    r"(?P<half>[ap]\.?m\.?)?\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2})?",
    re.IGNORECASE,
)
_SLASHED = re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})")
# day and month in either order
_NUMBERS = re.compile(r"(\d{1,2})([./])(\d{1,2})\2(\d{4})(?!\d)")
# "2024-06-18 09:00:00 +0100", "… UTC": the zone apart, as front matter often has it
_LOOSE_ZONE = re.compile(r"\s+(?=[+-]\d{2}:?\d{2}$)")
_NAMED_UTC = re.compile(r"\s*(?:UTC|GMT)$", re.IGNORECASE)
_LONGEST = 80  # code points; no way to write a date is longer
_FIRST_YEAR = 1600  # newspapers begin then; an earlier year is a clock that was not set


@dataclass(frozen=True, slots=True)
class Published:
    """``value`` is "2024-06-18" or "2024-06-18T09:00:00Z", as ``precision`` says."""

    value: str
    precision: Literal["day", "second"]


def _of_day(day: date) -> Published | None:
    return Published(day.isoformat(), "day") if day.year >= _FIRST_YEAR else None


def _of_time(time: datetime) -> Published | None:
    aware = time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
    if aware.year < _FIRST_YEAR:
        return None
    return Published(aware.replace(microsecond=0, tzinfo=None).isoformat() + "Z", "second")


def _iso(value: str) -> Published | None:
    value = _NAMED_UTC.sub("Z", _LOOSE_ZONE.sub("", value))
    if len(value) < 8 or not value[:4].isdigit():
        return None
    try:
        return _of_day(date.fromisoformat(value))
    except ValueError:
        return _of_time(datetime.fromisoformat(value))


def _clock(day: date, rest: str) -> Published | None:
    if not rest.strip():
        return _of_day(day)
    match = _CLOCK.fullmatch(rest.rstrip())
    if match is None:
        return None
    hour = int(match["hour"])
    if match["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if match["half"][0] in "pP" else 0)
    zone = (match["zone"] or "Z").upper()
    zone = "+00:00" if zone in {"Z", "UTC", "GMT"} else zone
    stamp = f"{day.isoformat()}T{hour:02d}:{match['minute']}:{match['second'] or '00'}{zone}"
    return _of_time(datetime.fromisoformat(stamp))


def _worded(value: str) -> Published | None:
    for pattern in (_DAY_MONTH, _MONTH_DAY):
        match = pattern.match(value)
        if match and (month := _MONTHS.get(match["month"].lower())):
            return _clock(date(int(match["year"]), month, int(match["day"])), value[match.end() :])
    if match := _SLASHED.match(value):
        return _clock(date(*(int(part) for part in match.groups())), value[match.end() :])
    if match := _NUMBERS.match(value):
        first, second = int(match[1]), int(match[3])
        low, high = sorted((first, second))
        if high > 12 or low == high:  # else it may be two days
            return _clock(date(int(match[4]), low, high), value[match.end() :])
    return None


def parse(value: object) -> Published | None:
    """A date or time in a common form, or None: "2024-06-18", RFC 3339, "18 June 2024", "June 18, 2024 9:00 am"."""
    if not isinstance(value, str) or len(value) > _LONGEST or not value.isascii():
        return None
    value = value.strip()
    for form in (_iso, _worded):
        try:
            if found := form(value):
                return found
        except (ValueError, OverflowError):
            continue
    return None


def option(value: str) -> Published:
    """As ``parse``, for a value that a person gave. Raises OptionError."""
    found = parse(value)
    if found is None:
        raise OptionError(f"{value!r} is no date; write 2024-06-18 or 2024-06-18T09:00:00+01:00")
    return found
