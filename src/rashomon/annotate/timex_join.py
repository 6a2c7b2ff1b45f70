"""Neighbouring time expressions joined into one, and the modifiers before them taken in.

"10 p.m." + "Wednesday", "this year" + "'s" + "third quarter", "the end of" + "March", "nearly" + "two years".
"""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.annotate.timex_words import Expression, Item


def join(items: Sequence[Item], found: Sequence[Expression]) -> list[Expression]:
    """Join neighbours until nothing changes, then take in modifiers; order and disjointness are kept."""
    joined: list[Expression] = []
    for expression in found:
        current = expression
        while joined:
            both = _pair(items, joined[-1], current)
            if both is None:
                break
            joined.pop()
            current = both
        joined.append(current)
    result: list[Expression] = []
    for number, expression in enumerate(joined):
        floor = result[-1].last if result else 0
        ceiling = joined[number + 1].first if number + 1 < len(joined) else len(items)
        if items[expression.last - 1].letter == "p" and expression.last - expression.first > 1:
            expression = expression._replace(last=expression.last - 1)  # the full stop is the sentence's
        result.append(_modified(items, expression, floor, ceiling))
    return result


def is_day(e: Expression) -> bool:
    """Whether it names a day and no time of it."""
    if e.kind != "date" or e.part is not None or e.clock is not None:
        return False
    return (
        (e.month is not None and e.day is not None)
        or e.weekday is not None
        or (e.unit == "D" and not e.month)
    )


def _is_year(e: Expression) -> bool:
    plain = (
        e.month is None and e.quarter is None and e.half is None and e.season is None and e.weekday is None
    )
    return e.kind == "date" and plain and ((e.year is not None and len(e.year) == 4) or e.unit == "Y")


def _needs_year(e: Expression) -> bool:
    part = e.month is not None or e.quarter is not None or e.half is not None or e.season is not None
    return e.kind == "date" and part and e.year is None and e.short_year is None and e.unit is None


def _pair(items: Sequence[Item], a: Expression, b: Expression) -> Expression | None:
    """One expression for two neighbours that mean one time, or None."""
    gap = "".join(item.letter for item in items[a.last : b.first])
    if a.kind != "date":
        return None
    if b.kind == "offset" and (a.quarter is not None or a.unit == "Q") and gap == "" and b.unit == "Y":
        return b._replace(first=a.first, last=b.last)
    if b.kind != "date":
        return None
    # weekday and date: "Saturday, April 25"
    if (
        gap in ("", ",", "p")
        and a.weekday is not None
        and a.month is None
        and a.part is None
        and a.clock is None
    ):
        if b.month is not None and b.day is not None:
            return b._replace(first=a.first, last=b.last)
    # time and day: "noon Thursday", "5 p.m. EST, Nov. 6", "the morning of July 4"
    if a.clock is not None or (a.part is not None and a.unit == "D" and a.weekday is None):
        if gap in ("", ",", "B", "o") and is_day(b) and not (a.part is not None and gap == ","):
            if a.part is None or a.narrative:
                return b._replace(first=a.first, last=b.last, clock=a.clock, part=a.part)
        if a.clock is not None and gap in ("", ",") and b.part is not None and b.clock is None:
            return b._replace(first=a.first, last=b.last, clock=_afternoon(a.clock, b.part), part=None)
    # part of a year and its year: "June last year", "the third quarter of 1984"
    if gap in ("", "o", "oI", ",") and _needs_year(a) and _is_year(b):
        if b.year is not None or (b.shift is not None and not b.narrative):
            if not (gap == "," and b.unit is not None):
                return a._replace(first=a.first, last=b.last, year=b.year, unit=b.unit, shift=b.shift)
    if (
        gap in ("'", "")
        and _is_year(a)
        and _needs_year(b)
        and b.shift is None
        and (gap == "'" or a.year is not None)
    ):
        if b.month is None:
            return b._replace(first=a.first, last=b.last, year=a.year, unit=a.unit, shift=a.shift)
    return None


def _afternoon(clock: str, part: str) -> str:
    """ "3 o'clock this afternoon" is 15:00."""
    hour = int(clock[:2])
    return f"{hour + 12:02d}{clock[2:]}" if part in ("AF", "EV") and hour < 12 else clock


def _modified(items: Sequence[Item], e: Expression, floor: int, ceiling: int) -> Expression:
    """Take in "early", "late", "mid-", "the end of", "earlier", "nearly", and "or so" behind."""
    first, last, stage = e.first, e.last, e.stage

    def letter(i: int) -> str:
        return items[i].letter if floor <= i < len(items) else ""

    if e.kind == "date":
        hyphen = 1 if letter(first - 1) == "-" and letter(first - 2) == "s" else 0
        if letter(first - 1 - hyphen) == "s":
            stage = items[first - 1 - hyphen].value or stage
            first -= 1 + hyphen
            if letter(first - 1) == "t":
                first -= 1
        elif letter(first - 1) in ("L", "M") and items[first - 1].text in ("earlier", "later"):
            first -= 1  # "earlier this month" is any day of it before today, its late ones too
        elif letter(first - 1) == "I" and letter(first - 2) in ("L", "M") and e.unit in ("Y", "M", "W", "D"):
            first -= 2
        elif items[first].letter == "t" and first + 1 < last and items[first + 1].letter == "s":
            stage = items[first + 1].value
        if letter(first - 1) == "S":
            stage = items[first - 1].value or stage
            first -= 1
    half = 2 if stage == "H2" and _is_year(e) else e.half
    stage = "late" if stage == "H2" else stage
    if (
        letter(first - 1) == "b"
        and items[last - 1].letter != "0"
        and (e.kind in ("duration", "offset") or e.clock or e.day or e.stage == "late")
    ):
        near = items[first - 1].text in ("about", "around", "approximately")
        if (e.kind in ("duration", "offset") and not _preposition(items, first - 1, items[first])) or near:
            first -= 1
    if last < ceiling and items[last].letter == "r" and e.kind != "set":
        last += 1
    return e._replace(first=first, last=last, stage=stage if half == e.half else "", half=half)


def _preposition(items: Sequence[Item], at: int, after: Item) -> bool:
    """ "over the next year", "cut over three years": a place in time; "for over a week" is an amount."""
    if items[at].text not in ("over", "under"):
        return False
    if after.letter in "tTJ":
        return True
    return after.letter != "a" and (
        at == 0 or items[at - 1].text not in ("for", "in", "after", "of", "with", "just", "well")
    )
