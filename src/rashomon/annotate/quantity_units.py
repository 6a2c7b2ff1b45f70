"""Currencies, measures and the words of comparison around a figure, from the lists of ``lang``."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from rashomon import lang
from rashomon.annotate.numbers import HYPHENS, Lexeme, raw
from rashomon.model import Relation

# Measures a bare "a" may count by: "$9 a month", but no "5 million a country".
RATE_NORMALS = frozenset({"year", "month", "week", "day", "hour", "minute", "second", "barrel", "gram", "kilogram",
                          "litre", "gallon", "tonne", "ton", "mile", "metre", "pound", "ounce"})  # fmt: skip
# Units of one letter that may stand free of their figure; "5 p" and "3 c" are no amounts.
FREE_LETTERS = frozenset("CFglm")
# Units that are words too, and stand for a unit only where they are written to their figure: "5ft 4in".
WRITTEN_ON = frozenset({("in",)})
RELATION_OF: dict[str, Relation] = {"about": "~", "more": ">", "less": "<", "up": "up", "down": "down"}


class Measure(NamedTuple):
    """A unit as written with its normal form; ``at``: its first lexeme if before the figure, else the one after it."""

    at: int
    unit: str
    normal: str
    known: bool


Row = tuple[tuple[str, ...], str, str]  # lower-cased lexemes, as written in the list, value


def _index(rows: Sequence[tuple[str, str]], *, last: bool = False) -> dict[str, tuple[Row, ...]]:
    table: dict[str, list[Row]] = {}
    for written, value in rows:
        words = tuple(item.text for item in raw(written, 0, len(written)))
        table.setdefault(words[-1 if last else 0], []).append((words, written, value))
    # The longest entry first; of two that differ in case, the one with capitals, which has to be written so.
    return {
        word: tuple(sorted(found, key=lambda r: (-len(r[0]), r[1].islower())))
        for word, found in table.items()
    }


@lru_cache(maxsize=1)
def _units() -> dict[str, tuple[Row, ...]]:
    rows = [(row[0], row[1]) for row in lang.table("units")]
    rows += [(row[0], row[1]) for row in lang.table("currencies") if row[2] == "after"]
    return _index(rows)


@lru_cache(maxsize=1)
def _currencies() -> dict[str, tuple[Row, ...]]:
    return _index([(row[0], row[1]) for row in lang.table("currencies") if row[2] == "before"], last=True)


@lru_cache(maxsize=1)
def _relations() -> dict[str, tuple[Row, ...]]:
    rows = [(row[1], row[0]) for row in lang.table("quantity_words") if row[0] in RELATION_OF]
    return _index(rows, last=True)


@lru_cache(maxsize=1)
def _behind() -> dict[str, tuple[Row, ...]]:
    rows = [(row[1], row[0]) for row in lang.table("quantity_words") if row[0].endswith(" behind")]
    return _index(rows)


@cache
def words(kind: str) -> frozenset[str]:
    """The words of one class of the list of quantity words."""
    return frozenset(row[1] for row in lang.table("quantity_words") if row[0] == kind)


@cache
def hedging() -> frozenset[str]:
    """Every word of the phrases that say about, more or less before a figure."""
    rows = (row[1] for row in lang.table("quantity_words") if row[0] in ("about", "more", "less"))
    return frozenset(word for phrase in rows for word in phrase.split())


@cache
def _unmoved() -> frozenset[str]:
    """Verbs that take "up", "down" or "up to" after them and say by it neither a change nor a bound."""
    return frozenset(
        f"{verb} {after}"
        for kind, tails in (("settles", ("up", "down", "over")), ("goes", ("up to",)))
        for verb in words(kind)
        for after in tails
    )


def _cased(text: str, items: Sequence[Lexeme], first: int, row: Row) -> bool:
    """An entry with a capital letter stands as it is written ("MW" is no "mw"), unless it is longer than four."""
    written = row[1]
    if (written == written.lower() and len(written) > 1) or len(written) > 4:
        return True
    got = text[items[first].start : items[first + len(row[0]) - 1].end]
    return got == written


def _stands(items: Sequence[Lexeme], i: int, wanted: tuple[str, ...]) -> bool:
    """Whether the lexemes from ``i`` are these words."""
    return items[i].text == wanted[0] and (
        len(wanted) == 1 or tuple(x.text for x in items[i : i + len(wanted)]) == wanted
    )


def currency_before(text: str, items: Sequence[Lexeme], i: int) -> Measure | None:
    """The currency written before the figure ``i``: "$", "US$", "Rs", with or without a space and a minus."""
    j = i - 1
    if j >= 0 and items[j].text in ("-", "−") and j >= 1 and items[j - 1].end == items[j].start:
        j -= 1
    if j < 0:
        return None
    for row in _currencies().get(items[j].text, ()):
        first = j - len(row[0]) + 1
        if first < j and (first < 0 or not _stands(items, first, row[0])):
            continue
        if (
            row[1][0].isalpha()
            and first
            and items[first - 1].end == items[first].start
            and items[first - 1].text.isalpha()
        ):
            continue
        if (
            any(a.end != b.start for a, b in zip(items[first:j], items[first + 1 : j + 1], strict=False))
            and " " not in row[1]
        ):
            continue
        if not _cased(text, items, first, row):
            continue
        return Measure(first, text[items[first].start : items[j].end], row[2], True)
    return None


def measure_after(text: str, items: Sequence[Lexeme], i: int, *, rate_only: bool = False) -> Measure | None:
    """The measure that begins at lexeme ``i``, and its rate ("40 hours a week"); hyphens count as spaces."""
    if rate_only:
        return _rate(text, items, i)
    j = i
    if j < len(items) and items[j].text in HYPHENS and items[j].start == items[j - 1].end:
        j += 1
    if j < len(items) and items[j].text in words("more behind"):  # "90-plus percent"
        j += 1
    if j >= len(items):
        return None
    for row in _units().get(items[j].text, ()):
        end = _match(items, j, row[0])
        if end is None or not _cased(text, items, j, row):
            continue
        written_on = row[0] in WRITTEN_ON or (
            len(row[0][0]) == 1 and row[0][0].isalpha() and len(row[0]) == 1
        )
        if written_on and not _letter_unit(text, items, j):
            continue
        if (
            not row[0][0][0].isalnum()
            and end < len(items)
            and items[end].number is not None
            and row[0][0] != "%"
        ):
            continue  # the sign of the next figure
        unit = text[items[j].start : items[end - 1].end]
        rate = _rate(text, items, end)
        if rate is not None:
            return Measure(rate.at, f"{unit} {rate.unit}", f"{row[2]} {rate.normal}", True)
        return Measure(end, unit, row[2], True)
    return None


def _letter_unit(text: str, items: Sequence[Lexeme], j: int) -> bool:
    """A one-letter unit ("1.0l", "200p") is written to its figure; a few stand free of it too ("12 C", "5 g")."""
    if items[j].start == items[j - 1].end:
        return True
    return text[items[j].start] in FREE_LETTERS


def _match(items: Sequence[Lexeme], j: int, wanted: tuple[str, ...]) -> int | None:
    """The index after ``wanted`` from ``j``, hyphens between its words being free."""
    k = j
    for word in wanted:
        if k < len(items) and k > j and items[k].text in HYPHENS and word not in HYPHENS:
            k += 1
        if k < len(items) and word in HYPHENS and items[k].text not in HYPHENS:
            continue
        if k >= len(items) or items[k].text != word:
            return None
        k += 1
    return k


def _rate(text: str, items: Sequence[Lexeme], i: int) -> Measure | None:
    slash = i < len(items) and items[i].text == "/" and i + 1 < len(items)
    if i + 1 >= len(items) or not (items[i].text in words("rate") or slash):
        return None
    word = items[i + 1]
    for row in _units().get(word.text, ()):
        end = _match(items, i + 1, row[0])
        if end is not None and end < len(items) and items[end].text in words("no rate"):
            continue  # "£3bn a year earlier"
        if end is not None and (row[2] in RATE_NORMALS or items[i].text in ("per", "/")):
            return Measure(end, text[items[i].start : items[end - 1].end], f"per {row[2]}", True)
    share = items[i + 2].text if i + 2 < len(items) else ""
    if share == "share" and items[i].text in ("a", "per") and word.text.isalpha():  # "per diluted share"
        return Measure(i + 3, text[items[i].start : items[i + 2].end], "per share", True)
    named = text[word.start].isupper()  # "$1 per Corvan customer"
    if word.text in words("rate of") or (items[i].text == "per" and word.text.isalpha() and not named):
        return Measure(i + 2, text[items[i].start : word.end], f"per {word.text}", True)
    return None


def relation_before(items: Sequence[Lexeme], first: int) -> Relation | None:
    """What the words right before the amount say: about, more, less, up or down. The longest phrase wins."""
    last = first - 1
    if last > 0 and items[last].text == "a":
        last -= 1
    over = last  # "rose just 2%", "fell another 3%"
    while over > 0 and items[over].text in words("skip") and items[over - 1].text.isalpha():
        over -= 1
    if last < 0:
        return None
    for k in dict.fromkeys((last, first - 1, over)):
        for row in _relations().get(items[k].text, ()):
            start = k - len(row[0]) + 1
            if start == k or (start >= 0 and _stands(items, start, row[0])):
                if start and items[start - 1].text in HYPHENS and items[start - 1].end == items[start].start:
                    continue  # "a 16-under 272"
                if start and f"{items[start - 1].text} {row[1]}" in _unmoved():
                    return None  # "paid down $8 million", "went up to $7"
                got = RELATION_OF[row[2]]
                if got == "~":  # "up about 57%", "up nearly 57%" move all the same
                    beyond = relation_before(items, start) if start else None
                    moves = beyond in ("up", "down") and items[k].text in ("nearly", "almost")
                    return beyond if moves else got
                return got
    return None


def behind(items: Sequence[Lexeme], i: int) -> Relation | None:
    """What the words right after the amount say: "or more", "or so"."""
    if i >= len(items):
        return None
    for row in _behind().get(items[i].text, ()):
        if _stands(items, i, row[0]):
            return RELATION_OF[row[2].split()[0]]
    return None
