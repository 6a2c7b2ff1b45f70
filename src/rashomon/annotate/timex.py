"""The grammar of time expressions: which words are one, and what they say before any anchor is known.

Each lexeme of a sentence has a one-letter class (``timex_words``), the sentence is a string of classes, and small
patterns over that string find expressions; neighbours are then joined and modifiers taken in (``timex_join``).
Nothing here knows a publication date: see ``dates`` and ``calendars``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from rashomon.annotate import timex_hours
from rashomon.annotate.timex_hours import Items, group, shift_of
from rashomon.annotate.timex_words import TRIGGERS, Expression, Item

# ---------------------------------------------------------------- what the patterns say

# What counts from the text's own last date.
FROM_THE_TEXT = frozenset({"following", "previous", "preceding", "subsequent", "ensuing"})

Action = Callable[[Items, "re.Match[str]"], Expression | None]


def _day(item: Item | None) -> int | None:
    if item is None or item.number is None or item.number != int(item.number) or not 1 <= item.number <= 31:
        return None
    return int(item.number)


def _calendar(items: Items, match: re.Match[str]) -> Expression | None:
    """Days, months, quarters, halves, seasons, years, weekdays, with their "last" or "next"."""
    take = {name: group(items, match, name) for name in match.re.groupindex}
    month, year, weekday = take.get("m"), take.get("Y"), take.get("w")
    day = _day(take.get("d"))
    if take.get("d") is not None and day is None:
        return None
    quarter = half = None
    rank, unit = take.get("F") or take.get("F2"), take.get("u") or take.get("u2")
    if rank is not None and unit is not None:
        if unit.value == "Q" and rank.number in (1, 2, 3, 4):
            quarter = int(rank.number or 0)
        elif unit.value == "HF" and rank.number in (1, 2):
            half = int(rank.number or 0)
        else:
            return None
    shift = take.get("l")
    season, part = take.get("e"), take.get("g")
    until = _day(take.get("d2"))
    if take.get("d2") is not None and (
        until is None or (day is not None and take.get("m2") is None and until <= day)
    ):
        return None
    month2, year5 = take.get("m2"), take.get("y5")
    return Expression(
        match.start(), match.end(), "date",
        year=year.value if year else None, short_year=int(year5.value) if year5 else None,
        month=int(month.value) if month else None, day=day,
        weekday=int(weekday.value) if weekday else None, quarter=quarter, half=half,
        season=season.value if season else None, part=part.value if part else None,
        shift=shift_of(shift), narrative=weekday is not None and shift is not None and shift.text in FROM_THE_TEXT,
        until_day=until, until_month=int(month2.value) if month2 else None,
    )  # fmt: skip


def _year_period(items: Items, match: re.Match[str]) -> Expression | None:
    """ "the 1988 period": beside a quarter, the same quarter of that year."""
    unit = items[match.start("u")]
    value = "period" if unit.letter == "0" or unit.value == "Q" else None
    return Expression(match.start(), match.end(), "date", year=items[match.start("Y")].value, value=value)


def _unit_shift(items: Items, match: re.Match[str]) -> Expression | None:
    """ "last week", "the following year", "this quarter"."""
    how, unit = group(items, match, "l"), group(items, match, "u")
    if how is None or unit is None:
        return None
    if unit.value in ("TM", "TS") or (unit.value == "HF"):
        return None
    latest = how.text in ("latest", "most")
    if unit.letter == "0":
        if not latest:
            return None
        return Expression(match.start(), match.end(), "date", shift=0, unit="Q", value="latest period")
    if latest:
        return Expression(match.start(), match.end(), "date", shift=0, unit=unit.value, value="latest")
    if how.text == "past" and unit.value != "WE":
        return Expression(match.start(), match.end(), "duration", unit=unit.value, amount=1.0)
    narrative = how.text in FROM_THE_TEXT or (
        how.text == "next" and match.group().startswith("t") and unit.value in ("D", "WE")
    )
    if how.letter == "H":
        return Expression(
            match.start(), match.end(), "date", shift=0, unit=unit.value, narrative=True, value="that"
        )
    shift = shift_of(how)
    return Expression(
        match.start(), match.end(), "date", shift=shift or 0, unit=unit.value, narrative=narrative
    )


def _age_of_things(items: Items, match: re.Match[str]) -> Expression | None:
    """ "the three-month-old strike" is a length of time; what is years old is a person more often, and an amount."""
    unit = items[match.start("u")]
    if unit.value == "Y":
        return None
    return Expression(
        match.start(), match.end(), "duration", unit=unit.value, amount=_amount(items, match)[0]
    )


def _long(items: Items, match: re.Match[str]) -> Expression | None:
    """ "decade-long", "three-year-long"."""
    if items[match.start("long")].text != "long":
        return None
    one = 1.0 if items[match.start("u")].letter == "u" else None
    low = _amount(items, match)[0] if match.group("n") else one
    return Expression(match.start(), match.end(), "duration", unit=items[match.start("u")].value, amount=low)


def _amount(items: Items, match: re.Match[str]) -> tuple[float | None, float | None]:
    n, n2 = group(items, match, "n"), group(items, match, "n2")
    low: float | None = None
    if n is not None:
        low = n.number if n.number is not None else (float(n.value) if n.value.isdigit() else None)
    if "h" in match.group() and low is not None:
        low += 0.5
    return low, n2.number if n2 is not None else None


def _duration(items: Items, match: re.Match[str]) -> Expression | None:
    unit = items[match.start("u")]
    if unit.value == "HF" or (unit.value == "WE" and group(items, match, "n") is None):
        return None
    low, high = _amount(items, match)
    if unit.letter == "u" and match.re.groupindex.get("a") and match.group("a"):
        low = 1.0 + (0.5 if "h" in match.group() else 0.0)
    if items[match.start()].letter == "z":
        return None
    return Expression(match.start(), match.end(), "duration", unit=unit.value, amount=low, high=high)


def _half_unit(items: Items, match: re.Match[str]) -> Expression | None:
    """ "half an hour"."""
    half, unit = items[match.start("h")], items[match.start("u")]
    if half.value != "HF":
        return None
    return Expression(match.start(), match.end(), "duration", unit=unit.value, amount=0.5)


def _offset(items: Items, match: re.Match[str]) -> Expression | None:
    """ "two weeks ago", "a day later", "year-earlier"."""
    unit = group(items, match, "u") or group(items, match, "u2")
    how = group(items, match, "A") or group(items, match, "A2")
    if unit is None or how is None:
        return None
    low, _ = _amount(items, match)
    if "n" not in match.re.groupindex or not match.group("n"):
        low = 1.0 if unit.letter == "u" else None
    if how.letter == "M" and how.text == "before" and unit.letter == "u" and unit.value in ("TS", "TM"):
        return None
    approximate = any(x.letter == "b" for x in items[match.start() : match.end()])
    sign = -1 if how.value.startswith("-") else 1
    return Expression(
        match.start(), match.end(), "offset", unit=unit.value, amount=low, shift=sign,
        narrative=how.letter != "A" and how.value != "+p", stage="about" if approximate else "",
    )  # fmt: skip


def _set(items: Items, match: re.Match[str]) -> Expression | None:
    """ "each Thursday", "every two years", "Tuesday nights", "daily"."""
    names = {n: group(items, match, n) for n in match.re.groupindex}
    unit, often = names.get("u"), names.get("O")
    value: str | None = None
    if often is not None:
        value = often.value
    elif (weekday := names.get("w") or names.get("w2")) is not None:
        value = f"XXXX-WXX-{weekday.value}"
        if (part := names.get("g")) is not None:
            value += f"T{part.value}"
    elif (month := names.get("m")) is not None:
        value = f"XXXX-{int(month.value):02d}"
    elif (season := names.get("e")) is not None:
        value = f"XXXX-{season.value}"
    elif (part := names.get("g2")) is not None:
        value = f"XXXX-XX-XXT{part.value}"
    elif unit is not None:
        low, _ = _amount(items, match)
        other = match.group("j") is not None and names["j"] is not None and names["j"].text == "other"
        return Expression(
            match.start(), match.end(), "set", unit=unit.value, amount=low or (2.0 if other else 1.0)
        )
    return Expression(match.start(), match.end(), "set", value=value)


def _often(items: Items, match: re.Match[str]) -> Expression | None:
    """ "twice a week", "three times a day": its value is the stretch, as TimeML has it."""
    return Expression(match.start(), match.end(), "set", unit=items[match.start("u")].value, amount=1.0)


def _vague(items: Items, match: re.Match[str]) -> Expression | None:
    return Expression(match.start(), match.end(), "vague", value=items[match.start("v")].value)


def _adjective(items: Items, match: re.Match[str]) -> Expression | None:
    """ "the current price", "a recent ruling": TimeML counts both among the words of time."""
    value = {"current": "PRESENT_REF", "recent": "PAST_REF"}.get(items[match.start()].text)
    return Expression(match.start(), match.end(), "vague", value=value) if value is not None else None


def _recent(items: Items, match: re.Match[str]) -> Expression | None:
    """ "recent years", "coming months"."""
    how, unit = items[match.start("R")], items[match.start("u")]
    if how.letter == "n":
        return Expression(match.start(), match.end(), "vague", value="FUTURE_REF")
    return Expression(match.start(), match.end(), "duration", unit=unit.value, amount=None)


def _decade(items: Items, match: re.Match[str]) -> Expression | None:
    return Expression(match.start(), match.end(), "date", year=items[match.start("z")].value)


def _century(items: Items, match: re.Match[str]) -> Expression | None:
    rank, unit = group(items, match, "F") or group(items, match, "F2"), items[match.end() - 1]
    if rank is None or unit.value != "C" or rank.number is None or not 1 <= rank.number <= 30:
        return None
    return Expression(match.start(), match.end(), "date", year=f"{int(rank.number) - 1:02d}")


def _iso(items: Items, match: re.Match[str]) -> Expression | None:
    year, month, day = items[match.start()].value.split("-")
    if not (1 <= int(month) <= 12 and 1 <= int(day) <= 31):
        return None
    return Expression(match.start(), match.end(), "date", year=year, month=int(month), day=int(day))


def _slashed(items: Items, match: re.Match[str]) -> Expression | None:
    """ "9/11" is a name; "11/24/2005" (month first, the American way, unless impossible) and "02-13-98" are dates."""
    a, b, c = (items[match.start(n)] for n in ("a", "b", "c"))
    if a.number is None or b.number is None or c.number is None:
        return None
    month, day = int(a.number), int(b.number)
    if month > 12 >= day:
        month, day = day, month
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    year = c.value if c.letter == "Y" else None
    if year is None:
        if len(c.text) != 2:
            return None
        year = ("20" if int(c.text) < 50 else "19") + c.text
    return Expression(match.start(), match.end(), "date", year=year, month=month, day=day)


def _holiday(items: Items, match: re.Match[str]) -> Expression | None:
    name = next(x.value for x in items[match.start() : match.end()] if x.letter == "y")
    year, shift = group(items, match, "Y"), shift_of(group(items, match, "l"))
    if not name[-1].isdigit() or "x" in name or "easter" in name:  # a feast that moves
        shown = year.value if year else None
        return Expression(
            match.start(), match.end(), "date", value=name, year=shown, unit="feast", shift=shift
        )
    month, day = name.split("-")
    return Expression(
        match.start(),
        match.end(),
        "date",
        month=int(month),
        day=int(day),
        year=year.value if year else None,
        shift=shift,
    )


def _quarter_name(items: Items, match: re.Match[str]) -> Expression | None:
    """ "Q1 2013"."""
    year = group(items, match, "Y")
    quarter = int(items[match.start("q")].value)
    return Expression(match.start(), match.end(), "date", quarter=quarter, year=year.value if year else None)


def _year_end(items: Items, match: re.Match[str]) -> Expression | None:
    """ "year-end", "the year's end"."""
    unit = next(x for x in items[match.start() : match.end()] if x.letter == "u")
    if unit.value != "Y":
        return None
    return Expression(match.start(), match.end(), "date", shift=0, unit="Y", stage="late")


def _the_unit(items: Items, match: re.Match[str]) -> Expression | None:
    """ "the quarter", "the week": the one spoken of."""
    unit = items[match.start("u")]
    if unit.value not in ("Q", "W", "M", "Y", "WE"):
        return None
    return Expression(match.start(), match.end(), "date", shift=0, unit=unit.value, narrative=True)


# Letters of which a sentence must hold one, the pattern, what it says. In order of preference where two matches are of
# one length; else the longest wins.
PATTERNS: tuple[tuple[str, str, Action], ...] = (
    (
        "m",
        r"(?:(?:T(?=n))?[lnT]?(?P<w>w)p?,?)?(?P<m>m)p?(?P<d>[NF])(?:[-~X](?P<d2>[NF]))?(?:,?o?(?P<Y>Y)|,?(?P<y5>5))?",
        _calendar,
    ),
    (
        "m",
        r"(?:(?P<w>w)p?,?)?(?:t(?=F))?(?P<d>[NF])(?:[-~X](?P<d2>[NF]))?o?(?P<m>m)p?(?:,?(?P<Y>Y)|,?(?P<y5>5))?",
        _calendar,
    ),
    ("m", r"(?P<d>[NF])-(?P<m>m)-(?P<Y>Y)", _calendar),
    ("m", r"(?P<m>m)p?,?o?(?:(?P<Y>Y)|(?P<y5>5))", _calendar),
    ("m", r"(?:T(?=[ln]))?(?P<l>[lnT])?(?P<m>m)", _calendar),
    ("w", r"(?:t?(?:T(?=[ln]))?(?P<l>[lnT]))?(?P<w>w)(?P<g>g)?", _calendar),
    ("5", r"(?P<y5>5)", _calendar),
    ("Y", r"(?:t?f?u)?(?P<Y>Y)", _calendar),
    ("Y", r"t?f(?P<Y>Y)", _calendar),
    ("3", r"(?P<q>3)(?:,?o?(?P<Y>Y))?", _quarter_name),
    ("F", r"t?f?(?P<F>F)f?(?P<u>u)(?:oI?f?(?P<Y>Y))?|f?-?(?P<F2>F)-f?-?(?P<u2>u)", _calendar),
    ("Y", r"t?(?P<Y>Y)'?(?P<F>F)-?(?P<u>u)", _calendar),
    ("Y", r"t(?P<Y>Y)(?P<u>[0u])(?!F)", _year_period),
    ("e", r"(?:t?(?:T(?=[ln]))?(?P<l>[lnT]))?t?(?P<e>e)(?:o?(?P<Y>Y))?", _calendar),
    ("u0", r"s?t?(?:T(?=[ln]))?(?P<l>[lncTH])j?f?(?P<u>[u0])", _unit_shift),
    ("d", r"(?P<d>d)(?P<g>g)?", timex_hours.deictic),
    ("gi", r"(?P<l>[lT])(?P<g>g)|(?P<g2>i)", timex_hours.today_part),
    ("g", r"t(?P<g>g)|s-?(?P<g2>g)", timex_hours.the_part),
    ("g", r"(?P<l>H)(?P<g>g)|t(?P<l2>[ln])(?P<g2>g)|t(?P<g3>g)M(?=[,p]|$)", timex_hours.that_part),
    ("Pk", r"(?:(?P<C>C)|(?P<N>N))(?P<P>P)Z?|(?P<k>k)Z?", timex_hours.clock),
    ("K", r"(?P<N>N)K(?:P)?Z?", timex_hours.clock),
    ("C", r"(?P<C>C)Z?", timex_hours.clock),
    ("Z", r"(?P<h>[NY])Z", timex_hours.military),
    (
        "uU",
        r"(?:[tJT]?[lnc]?F?|[tJT][lnc]?b)(?P<n>[Nq])(?:[-~XV](?P<n2>N))?(?:-?h-?)?j?(?P<u>[uU])(?:h|r)?",
        _duration,
    ),
    ("uU", r"(?P<n>[Nq])-(?P<u>[uU])", _duration),
    ("0", r"[at](?P<n>[Nq])-(?P<u>[uU])0", _duration),
    ("u", r"t?[lncTJ]?(?P<a>a)j?(?P<u>u)(?:h|r)?(?:VN)?", _duration),
    ("u", r"(?P<h>u)a(?P<u>u)", _half_unit),
    ("uU", r"(?P<n>[Nq])-(?P<u>[uU])-1", _age_of_things),
    ("uU", r"(?:(?P<n>[Nq])-)?(?P<u>[uU])-(?P<long>j)", _long),
    ("U", r"(?P<u>U)[VD]U", _duration),
    (
        "ALM",
        r"(?:b?(?P<n>[Nq])(?:[-~XV](?P<n2>N))?(?:-?h-?)?|b?a|t)?j?(?P<u>[uU])(?:h|r)?(?P<A>[ALM])",
        _offset,
    ),
    ("LM", r"[LM]It(?P<u>u)", timex_hours.in_the_day),
    ("AM", r"t?j?(?P<u>u)-(?P<A>[AM])(?:[0u]|F-?u|NU)|(?P<u2>u)-(?P<A2>[AM])", _offset),
    ("x", r"x(?P<n>N)?(?P<j>j)?(?:(?P<u>[uU])|(?P<w>w)(?P<g>g)?|(?P<m>m)|(?P<e>e)|(?P<g2>g))", _set),
    ("6", r"N?6a(?P<u>u)", _often),
    ("WG", r"(?P<w>W)|(?P<w2>w)(?P<g>G)", _set),
    ("O", r"(?P<O>O)", _set),
    ("v", r"(?P<v>v)", _vague),
    ("U", r"t?(?P<R>[Rn])(?P<u>U)(?:DU)?", _recent),
    ("cR", r"[cR]", _adjective),
    ("z", r"t?(?P<z>z)", _decade),
    ("F", r"t?(?P<F>F)(?P<u>u)|(?P<F2>F)-(?P<u2>u)", _century),
    ("Q", r"(?P<q>Q)", _iso),
    ("/-", r"(?P<a>N)(?:/|-)(?P<b>N)(?:/|-)(?P<c>[NY])", _slashed),
    ("y", r"(?:t?(?:T(?=[ln]))?(?P<l>[lnT]))?y(?:,?(?P<Y>Y))?", _holiday),
    ("u", r"t[jf]*(?P<u>u)", _the_unit),
    ("4", r"(?:t?j?u['-]?)(?P<e>4)", _year_end),
    ("U", r"(?:t[sFj]?)?(?P<u>U)", _duration),
)


@lru_cache(maxsize=1)
def _compiled() -> tuple[tuple[frozenset[str], re.Pattern[str], Action], ...]:
    return tuple((frozenset(core), re.compile(pattern), action) for core, pattern, action in PATTERNS)


def expressions(items: Items) -> list[Expression]:
    """The time expressions of a classed sentence: longest first, none overlapping, in text order."""
    string = "".join(item.letter for item in items)
    letters = frozenset(string)
    if letters.isdisjoint(TRIGGERS):
        return []
    candidates: list[tuple[int, int, int, Expression]] = []
    for order, (core, pattern, action) in enumerate(_compiled()):
        if letters.isdisjoint(core):
            continue
        for match in pattern.finditer(string):
            got = action(items, match)
            if got is not None:
                candidates.append((match.start() - match.end(), order, match.start(), got))
    candidates.sort(key=lambda c: c[:3])
    taken: list[Expression] = []
    for _, _, _, got in candidates:
        if all(got.last <= t.first or t.last <= got.first for t in taken):
            taken.append(got)
    return sorted(taken, key=lambda t: t.first)
