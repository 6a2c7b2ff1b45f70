"""What the patterns of the grammar (``timex``) say of a day spoken of, its parts and its hours."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rashomon.annotate.timex_words import Expression, Item

Items = Sequence[Item]


def group(items: Items, match: re.Match[str], name: str) -> Item | None:
    """The item a named group of the match begins with."""
    at = match.start(name) if name in match.re.groupindex else -1
    return items[at] if at >= 0 and match.group(name) else None


def shift_of(item: Item | None) -> int | None:
    """-1 for "last", 0 for "this", 1 for "next"."""
    return int(item.value) if item is not None and item.value.lstrip("-").isdigit() else None


def deictic(items: Items, match: re.Match[str]) -> Expression | None:
    item, part = items[match.start("d")], group(items, match, "g")
    return Expression(
        match.start(), match.end(), "date", shift=int(item.value), unit="D", part=part.value if part else None
    )


def today_part(items: Items, match: re.Match[str]) -> Expression | None:
    """ "this morning", "last night", "tonight", "overnight"."""
    part, how = group(items, match, "g") or group(items, match, "g2"), group(items, match, "l")
    if part is None:
        return None
    shift = shift_of(how) or 0
    value = part.value
    if value == "NI-":
        value, shift = "NI", -1
    return Expression(match.start(), match.end(), "date", shift=shift, unit="D", part=value)


def the_part(items: Items, match: re.Match[str]) -> Expression | None:
    part = group(items, match, "g") or group(items, match, "g2")
    if part is None:
        return None
    return Expression(match.start(), match.end(), "date", shift=0, unit="D", part=part.value, narrative=True)


def that_part(items: Items, match: re.Match[str]) -> Expression | None:
    """ "that evening", "the following morning", "the night before": counted from the day spoken of."""
    part = group(items, match, "g") or group(items, match, "g2") or group(items, match, "g3")
    how = group(items, match, "l2")
    if part is None:
        return None
    if match.group("g3"):
        if items[match.end() - 1].text != "before":
            return None
        shift = -1
    else:
        shift = shift_of(how) or 0
    return Expression(
        match.start(), match.end(), "date", shift=shift, unit="D", part=part.value, narrative=True
    )


def in_the_day(items: Items, match: re.Match[str]) -> Expression | None:
    """ "earlier in the day"."""
    if items[match.start("u")].value != "D":
        return None
    return Expression(match.start(), match.end(), "date", shift=0, unit="D", narrative=True)


def clock(items: Items, match: re.Match[str]) -> Expression | None:
    """A time of day on a day still to be found."""
    special, clock, number = (group(items, match, n) for n in ("k", "C", "N"))
    meridian = group(items, match, "P")
    if special is not None:
        value = special.value
    else:
        if clock is not None:
            hour, minute = (int(x) for x in clock.value.split(":")[:2])
            minutes = f":{minute:02d}"
        elif number is not None and number.number is not None:
            hour = int(number.number)
            rest = round((number.number - hour) * 100)
            minute, minutes = rest, f":{rest:02d}"
            if number.number != hour and len(number.text.partition(".")[2]) != 2:
                return None
        else:
            return None
        if meridian is not None:
            if not 1 <= hour <= 12:
                return None
            hour = hour % 12 + (12 if meridian.value == "PM" else 0)
        if hour > 24 or minute > 59:
            return None
        value = f"{hour:02d}{minutes}"
    return Expression(match.start(), match.end(), "date", clock=value, shift=0, unit="D", narrative=True)


def military(items: Items, match: re.Match[str]) -> Expression | None:
    """ "1530 GMT"."""
    shown = items[match.start()].text
    if len(shown) != 4 or not shown.isdigit() or int(shown[:2]) > 24 or int(shown[2:]) > 59:
        return None
    clock = f"{shown[:2]}:{shown[2:]}"
    return Expression(match.start(), match.end(), "date", clock=clock, shift=0, unit="D", narrative=True)
