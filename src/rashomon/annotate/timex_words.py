"""The words of time, classed: each lexeme of a sentence gets a one-letter class from ``lang/en/time_words.txt``.

Also the types that the grammar (``timex``) fills. Nothing here knows a publication date.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from rashomon import lang
from rashomon.annotate.numbers import HYPHENS, Lexeme, made, raw

ExpressionKind = Literal["date", "offset", "duration", "set", "vague"]

# Class name in the word list -> its letter in a class string.
LETTERS: Mapping[str, str] = {
    "month": "m", "weekday": "w", "weekdays": "W", "unit": "u", "units": "U", "part": "g", "parts": "G", "clock": "k",
    "season": "e", "seasons": "E", "decades": "z", "day": "d", "today's part": "i", "the": "t", "article": "a",
    "this": "T", "that": "H", "these": "J", "last": "l", "next": "n", "current": "c", "recent": "R", "each": "x",
    "about": "b", "stage": "s", "edge": "S", "ago": "A", "later": "L", "earlier": "M", "several": "q",
    "adjective": "j", "fiscal": "f", "of": "o", "in": "I", "on": "B", "to": "X", "or": "V", "and": "D",
    "and a half": "h", "or so": "r", "old": "1", "per": "2", "meridian": "P", "oclock": "K", "zone": "Z",
    "often": "O", "vague": "v", "season name": "y", "blocked": "!", "period": "0", "quarter name": "3", "end": "4",
    "times": "6",
}  # fmt: skip
# Of a lexeme that is no listed word: number N, ordinal F, year Y, clock C, ISO date Q, and these marks.
MARKS = {",": ",", ".": "p", "'s": "'", "’s": "'", "-": "-", "‐": "-", "‑": "-", "–": "~", "—": "_", "/": "/"}

APOSTROPHES = frozenset("’'‘")


class Item(NamedTuple):
    """A classed lexeme; ``value`` is the word list's second column or the number as text."""

    start: int
    end: int
    letter: str
    value: str
    text: str
    number: float | None = None


class Expression(NamedTuple):
    """A time expression before anchoring: items ``[first, last)`` of its sentence and what they say."""

    first: int
    last: int
    kind: ExpressionKind
    year: str | None = None  # "1998", "199" (a decade), "19" (a century)
    short_year: int | None = None  # "'97"
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    quarter: int | None = None
    half: int | None = None
    season: str | None = None
    part: str | None = None  # MO AF EV NI
    clock: str | None = None  # "22:00"
    shift: int | None = None  # last -1, this 0, next +1; with ``unit`` alone: that many units from the anchor
    unit: str | None = None
    amount: float | None = None  # None with a unit: an unknown number
    high: float | None = None  # "two to three weeks"
    narrative: bool = False  # counted from the last date of the text, not from publication
    value: str | None = None  # complete as it stands: sets, vague references, holidays ("12-25")
    stage: str = ""
    behind: bool = False  # "since March", "the year ended June 30": before publication whatever the tense
    until_month: int | None = None
    until_day: int | None = None
    until_year: str | None = None


@lru_cache(maxsize=1)
def _phrases() -> dict[str, tuple[tuple[tuple[str, ...], str, str], ...]]:
    """First word -> (words, class letter, value), longest first, then in the order of the list."""
    table: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    for row in lang.table("time_words"):
        words = tuple(item.text for item in raw(row[1], 0, len(row[1])))
        table.setdefault(words[0], []).append((words, LETTERS[row[0]], row[2] if len(row) > 2 else ""))
    return {word: tuple(sorted(rows, key=lambda r: -len(r[0]))) for word, rows in table.items()}


@lru_cache(maxsize=1)
def _plain() -> dict[str, tuple[str, str]]:
    """Word -> (class letter, value), of the words that have one class wherever they stand."""
    return {
        word: rows[0][1:]
        for word, rows in _phrases().items()
        if len(rows) == len(rows[0][0]) == 1 and rows[0][1:] != ("u", "TS")
    }


# A sentence without one of these classes has no time expression.
TRIGGERS = frozenset("mwWuUgGkeEzdiYyCQOv5PK3cR/-")


@lru_cache(maxsize=1)
def _trigger_words() -> frozenset[str]:
    return frozenset(word for word, rows in _phrases().items() if any(row[1] in TRIGGERS for row in rows))


def may_hold_time(lexemes: Sequence[Lexeme]) -> bool:
    """Whether it is worth classing them: a word of time, a figure of four digits, or one with a colon or a dash."""
    words = _trigger_words()
    for _, _, text, number in lexemes:
        if text in words or text in "/-":
            return True
        if number is None:
            if text[0].isdigit():
                return True
        elif number.spelled:
            if 11 <= number.low <= 20:  # "nineteen ninety-six"
                return True
        elif len(text) == 4 and text[0].isdigit():
            return True
    return False


def classify(lexemes: Sequence[Lexeme]) -> tuple[Item, ...]:
    """The lexemes of a sentence as classed items."""
    plain, phrases = _plain(), _phrases()
    found: list[Item] = []
    i = 0
    while i < len(lexemes):
        item = lexemes[i]
        start, end, text, number = item
        known = plain.get(text)
        if known is not None:
            found.append(made(Item, (start, end, *known, text, None)))
        elif text in phrases and (got := _phrase(lexemes, i, phrases[text])) is not None:
            size, letter, value = got
            found.append(Item(start, lexemes[i + size - 1].end, letter, value, text))
            i += size - 1
        elif number is None and not text[0].isdigit():
            found.append(made(Item, (start, end, MARKS.get(text, "_"), "", text, None)))
        else:
            found.append(_single(item))
        i += 1
    return tuple(_spelled_years(found) if any(x.letter in "Nz" for x in found) else found)


def _phrase(
    lexemes: Sequence[Lexeme], i: int, rows: tuple[tuple[tuple[str, ...], str, str], ...]
) -> tuple[int, str, str] | None:
    for words, letter, value in rows:
        size = len(words)
        if size > 1 and (i + 1 >= len(lexemes) or lexemes[i + 1].text != words[1]):
            continue
        if len(words) > 1 and tuple(x.text for x in lexemes[i : i + size]) != words:
            continue
        if value == "TS" and letter == "u" and not _beside_number(lexemes, i):
            continue  # "a second term"
        if (
            letter == "v"
            and size > 1
            and words[-1] in ("past", "future", "years", "term")
            and i + size < len(lexemes)
        ):
            after = lexemes[i + size]  # "the past two months", "the past few weeks" are no vague past
            known = _phrases().get(after.text, ())
            if after.number is not None or any(row[1] in "uUeEqjbdmwgG" for row in known):
                continue
        return size, letter, value
    return None


def _beside_number(lexemes: Sequence[Lexeme], i: int) -> bool:
    """Whether a singular "second" is a measure of time: after a number, a hyphen or a word of repetition."""
    before = lexemes[i - 1] if i else None
    if before is None:
        return False
    return (
        before.number is not None
        or before.text in HYPHENS
        or before.text in ("per", "split", "each", "every")
    )


def _single(item: Lexeme) -> Item:
    """A figure, classed."""
    number = item.number
    if number is not None:
        value = number.value
        if number.kind == "ordinal":
            return Item(item.start, item.end, "F", item.text, item.text, value)
        if number.whole and len(item.text) == 4 and 1000 <= value <= 2100:
            return Item(item.start, item.end, "Y", item.text, item.text, value)
        if number.kind == "cardinal" and number.low == number.high:
            return Item(item.start, item.end, "N", item.text, item.text, value)
        return Item(item.start, item.end, "q" if number.kind == "vague" else "_", "X", item.text)
    word = item.text
    if re.fullmatch(r"\d{1,2}:\d\d(:\d\d)?", word):
        return Item(item.start, item.end, "C", word, word)
    if re.fullmatch(r"\d{4}-\d\d?-\d\d?", word):
        return Item(item.start, item.end, "Q", word, word)
    if re.fullmatch(r"(?:1[5-9]|20)\d[1-9][’']s", word):
        return Item(item.start, item.start + 4, "Y", word[:4], word[:4], float(word[:4]))
    if (decade := re.fullmatch(r"(\d{2,4})[’']?s", word)) is not None:
        digits = decade.group(1)
        if digits.endswith("0") and len(digits) != 3:
            return Item(item.start, item.end, "z", digits[:-1], word)
    return Item(item.start, item.end, MARKS.get(word, "_"), "", word)


def _spelled_years(items: list[Item]) -> list[Item]:
    """Join "nineteen ninety-six" and "the year two thousand" (read aloud, as broadcasts are written down)."""
    found: list[Item] = []
    i = 0
    while i < len(items):
        item = items[i]
        if item.letter != "N" and item.text not in APOSTROPHES:
            found.append(item)
            i += 1
            continue
        after = items[i + 1] if i + 1 < len(items) else None
        if item.letter == "N" and after is not None and after.letter == "N" and item.number and after.number:
            centuries, rest = item.number, after.number
            if (
                item.text.isalpha()
                and not after.text[0].isdigit()
                and 11 <= centuries <= 20
                and 10 <= rest <= 99
            ):
                year = str(int(centuries * 100 + rest))
                found.append(Item(item.start, after.end, "Y", year, year, float(year)))
                i += 2
                continue
        decade = _spelled_decade(items, i)
        if decade is not None:
            found.append(decade[1])
            i = decade[0]
            continue
        if item.text in APOSTROPHES and after is not None and after.letter == "N" and after.start == item.end:
            if len(after.text) == 2 and after.text.isdigit():
                found.append(Item(item.start, after.end, "5", after.text, after.text, after.number))
                i += 2
                continue
        if item.text in APOSTROPHES and after is not None and after.letter == "z" and after.start == item.end:
            found.append(after._replace(start=item.start))
            i += 2
            continue
        if (
            item.letter == "N"
            and item.number is not None
            and 2000 <= item.number <= 2099
            and not item.text[0].isdigit()
            and found
            and (found[-1].text == "year" or found[-1].letter in "mI")
        ):
            year = str(int(item.number))
            found.append(item._replace(letter="Y", value=year))
            i += 1
            continue
        found.append(item)
        i += 1
    return found


def _spelled_decade(items: Sequence[Item], i: int) -> tuple[int, Item] | None:
    """ "the nineteen-eighties": the index after it, and the decade as one item."""
    century, j = items[i], i + 1
    if century.letter != "N" or not century.text.isalpha() or not 11 <= (century.number or 0) <= 20:
        return None
    if j < len(items) and items[j].text in HYPHENS:
        j += 1
    if j >= len(items) or items[j].letter != "z" or not items[j].text.isalpha():
        return None
    decade = items[j]
    return j + 1, decade._replace(start=century.start, value=f"{int(century.number or 0)}{decade.value}")
