"""Numbers as text writes them: digits, words, fractions and their mixtures, with exact spans.

``scan`` reads a sentence into lexemes (a word, a mark, or a whole number); the grammars of dates and quantities stand
on it. Offsets are code points of the text that was given.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from math import gcd
from typing import Literal, NamedTuple

from rashomon import lang

NumberKind = Literal["cardinal", "ordinal", "fraction", "vague"]

# In order: clock meridians with dots, ISO dates, clocks, decades, ordinals, numbers (1,200.5), words with an inner
# apostrophe or none, the possessive ending, any other mark.
# Words of two letters or more stand first: most are, and no other kind begins with two letters; among them the plain
# ones, whose letters are told apart the quickest. No place of white space is tried.
LEXEME = re.compile(
    r"(?=\S)(?:[A-Za-z]{2,}+(?![^\W\d_])|[^\W\d_]{2,}|[AaPp]\.\s?[Mm]\b\.?|\d{4}-\d\d?-\d\d?(?!\d)"
    r"|\d{1,2}:\d\d(?::\d\d)?(?![\d:])|\d{2,4}[’']?s\b|\d+(?:\.\d+){2,}|\d+(?:,\d{3})*(?:st|nd|rd|th)\b"
    r"|\d{1,3}(?:,\d{2,3})+(?:\.\d+)?(?![\d,]*\d)|\d+(?:\.\d+)?|\.\d+|[¼½¾⅓⅔⅛⅜⅝⅞]|[Oo][’']clock\b|[’']s\b"
    r"|[^\W\d_]+|[^\w\s]|_)"
)
ORDINAL_END = ("st", "nd", "rd", "th")
VULGAR = {
    "¼": 0.25,
    "½": 0.5,
    "¾": 0.75,
    "⅓": 1 / 3,
    "⅔": 2 / 3,
    "⅛": 0.125,
    "⅜": 0.375,
    "⅝": 0.625,
    "⅞": 0.875,
}
# Letters that multiply a figure they are written to: "2.7m", "$13.6M", "$50bn", "500k".
SUFFIXES = {"k": 1e3, "m": 1e6, "mn": 1e6, "mm": 1e6, "bn": 1e9, "b": 1e9, "tn": 1e12, "trn": 1e12}
# Scale words short of their vowels, that stand free of their figure: "$300 mil".
FREE_SCALES = {"bn": 1e9, "mn": 1e6, "mil": 1e6, "tn": 1e12, "trn": 1e12}
# "4K" and "8K" are formats of film and "5K" a race; larger figures and sums of money are thousands.
FORMATS = frozenset({"2", "4", "5", "6", "8", "10"})
# What is divided by in fractions: "9/11" and "24/7" are none.
PARTS = frozenset({2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0, 16.0, 32.0, 64.0, 100.0})
HYPHENS = frozenset("-‐‑")


class Number(NamedTuple):
    """A number's value, and how it was written. ``low`` and ``high`` differ for "dozens" and "tens of thousands"."""

    low: float
    high: float
    kind: NumberKind
    spelled: bool  # in words altogether
    whole: bool  # plain digits without separator, decimals or scale: may be a year

    @property
    def value(self) -> float:
        return self.low


class Lexeme(NamedTuple):
    """``[start, end)`` of the text, its lower-cased words, and its number if it is one. A tuple: made by the million."""

    start: int
    end: int
    text: str
    number: Number | None = None


# What a named tuple's own constructor calls, without the call between.
made = tuple.__new__


@lru_cache(maxsize=1)
def _words() -> dict[str, dict[str, float]]:
    table: dict[str, dict[str, float]] = {}
    for word, kind, value in lang.table("number_words"):
        table.setdefault(word, {})[kind] = float(value)
    return table


def raw(text: str, start: int, end: int) -> list[Lexeme]:
    """Words and marks of ``text[start:end]``, numbers not yet joined."""
    lower = text[start:end].lower()
    if len(lower) == end - start:  # one call for all words, but for letters whose small form is longer
        spans = [m.span() for m in LEXEME.finditer(text, start, end)]
        return [made(Lexeme, (a, b, lower[a - start : b - start], None)) for a, b in spans]
    return [Lexeme(m.start(), m.end(), m.group().lower()) for m in LEXEME.finditer(text, start, end)]


def figure(text: str) -> float | None:
    """The value of plain digits ("1,200.5"), else None."""
    if text[:1].isdigit() or (text[:1] == "." and text[1:2].isdigit()):
        digits = text.replace(",", "")
        try:
            return float(digits)
        except ValueError:
            return None
    return None


def _in_words(items: Sequence[Lexeme], i: int) -> tuple[int, float, bool, int] | None:
    """The longest cardinal in words from ``i``: (end index, value, ends as an ordinal, first index past hyphens)."""
    words = _words()
    total = current = 0.0
    j, seen, last_scale, tail = i, False, float("inf"), ""
    while j < len(items):
        k = j
        if (
            seen and items[k].text in HYPHENS and k + 1 < len(items) and items[k].start == items[k - 1].end
        ) or (seen and items[k].text == "and" and tail == "scale" and k + 1 < len(items)):
            k += 1
        entry = words.get(items[k].text)
        if entry is None:
            break
        if (
            "unit" in entry
            and tail in ("", "tens", "scale")
            and not (tail == "tens" and not 1 <= entry["unit"] <= 9)
        ):
            current += entry["unit"]
            tail = "unit"
        elif "tens" in entry and tail in ("", "scale"):
            current += entry["tens"]
            tail = "tens"
        elif "scale" in entry and seen and k == j:
            scale = entry["scale"]
            if scale == 100:
                if current <= 0 or current >= 100:
                    break
                current *= 100
            else:
                if scale >= last_scale or current <= 0:
                    break
                total, current, last_scale = total + current * scale, 0.0, scale
            tail = "scale"
        elif "ordinal" in entry and seen and tail in ("tens", "scale"):
            if tail == "tens" and entry["ordinal"] > 9:
                break
            return k + 1, total + current + entry["ordinal"], True, k + 1
        else:
            break
        seen = True
        j = k + 1
    return (j, total + current, False, j) if seen else None


def _scaled(items: Sequence[Lexeme], j: int, value: float, text: str) -> tuple[int, float]:
    """Apply the scale words or letters after a figure ("1.2 million", "2.7m", "5-million")."""
    words = _words()
    while j < len(items):
        item = items[j]
        adjacent = item.start == items[j - 1].end
        raw_text = text[item.start : item.end]
        before = text[items[j - 1].start - 1] if items[j - 1].start else ""
        if raw_text == "K" and before not in "$£€" and items[j - 1].text in FORMATS:
            return j, value
        if adjacent and raw_text == "T" and before in "$£€":
            return j + 1, value * 1e12
        if adjacent and raw_text.lower() in SUFFIXES and raw_text != "mm" and raw_text != "MM":
            return j + 1, value * SUFFIXES[raw_text.lower()]
        k = j
        if adjacent and item.text in HYPHENS and j + 1 < len(items):
            k = j + 1
        scale = words.get(items[k].text, {}).get("scale")
        if scale is None and not adjacent:
            scale = FREE_SCALES.get(items[k].text)
        if scale is None:
            return j, value
        value *= scale
        j = k + 1
    return j, value


def _at(items: Sequence[Lexeme], i: int, text: str) -> tuple[int, Number] | None:
    """The number that begins at ``i`` and the index after it."""
    words = _words()
    item = items[i]
    word = item.text
    if word == "half" and (half := _article(items, i)) is not None:
        return half
    first = word[0]
    if first.isdigit() or (first == "." and len(word) > 1):
        if word[-2:] in ORDINAL_END and word[:-2].replace(",", "").isdigit():
            value = float(word[:-2].replace(",", ""))
            return i + 1, Number(value, value, "ordinal", False, False)
        plain = figure(word)
        if plain is None or "-" in word or ":" in word:
            return None
        j, value, kind = i + 1, plain, "cardinal"
        # "2 1/2", "1/2", "2 ½"
        if j < len(items) and items[j].text in VULGAR:
            return _cardinal(items, j + 1, value + VULGAR[items[j].text], text, False)
        if j + 2 < len(items) and items[j + 1].text == "/" and items[j].end == items[j + 1].start:
            part, whole = figure(items[j].text), figure(items[j + 2].text)
            if part is not None and whole in PARTS and part < whole and items[j].start > items[i].end:
                return _cardinal(items, j + 3, value + part / whole, text, False)
        if j + 1 < len(items) and items[j].text == "/" and items[j].start == items[i].end:
            whole = figure(items[j + 1].text)
            after = items[j + 2].text if j + 2 < len(items) else ""
            if whole in PARTS and plain < whole and after != "/" and plain == int(plain):
                return j + 2, Number(plain / whole, plain / whole, "fraction", False, False)
        if j + 3 < len(items) and items[j].text in HYPHENS and items[j + 2].text == "/":
            part, whole = figure(items[j + 1].text), figure(items[j + 3].text)
            if part is not None and whole in PARTS and part < whole:
                return _cardinal(items, j + 4, value + part / whole, text, False)
        k, scaled = _scaled(items, j, value, text)
        whole_digits = k == j and word.isdigit()
        return k, Number(
            scaled, scaled, "cardinal" if kind == "cardinal" else "fraction", False, whole_digits
        )
    if word in VULGAR:
        return i + 1, Number(VULGAR[word], VULGAR[word], "fraction", False, False)
    entry = words.get(word)
    if entry is None:
        return None
    if "vague" in entry:
        return _vague(items, i, entry["vague"])
    if "vague of" in entry:  # "their scores rose" is no number
        return _vague(items, i, entry["vague of"]) if _of(items, i + 1) else None
    found = _in_words(items, i)
    if found is not None:
        j, value, is_ordinal, _ = found
        if is_ordinal:
            return j, Number(value, value, "ordinal", True, False)
        return _cardinal(items, j, value, text, True)
    if "ordinal" in entry:
        return i + 1, Number(entry["ordinal"], entry["ordinal"], "ordinal", True, False)
    return None


def _cardinal(items: Sequence[Lexeme], j: int, value: float, text: str, spelled: bool) -> tuple[int, Number]:
    """Finish a cardinal: its fraction ("two-thirds", "two and a half"), its dozen or its scale."""
    words = _words()
    k = j + 1 if j < len(items) and items[j].text in HYPHENS else j
    if k < len(items):
        entry = words.get(items[k].text, {})
        # "two-thirds", "one fifth"; "half" and "quarter" only as a part of one ("three quarters", "one half")
        if (
            spelled
            and "part" in entry
            and (items[k].text.endswith("s") or value == 1)
            and value < entry["part"]
            and gcd(int(value), int(entry["part"])) == 1  # "two quarters" are no half
        ):
            if (
                items[k].text not in ("third", "fifth", "tenth", "quarter", "quarters")
                or k > j
                or _of(items, k + 1)
            ):
                share = value / entry["part"]
                return k + 1, Number(share, share, "fraction", True, False)
        if "count" in entry and items[k].text == "dozen":
            return k + 1, Number(value * 12, value * 12, "cardinal", spelled, False)
    tail = [x.text for x in items[j : j + 6]]
    for words_after in (["and", "a", "half"], ["-", "and", "-", "a", "-", "half"]):
        if tail[: len(words_after)] == words_after:
            value, j, spelled = value + 0.5, j + len(words_after), False
            break
    j, value = _scaled(items, j, value, text)
    return j, Number(value, value, "cardinal", spelled, False)


def _of(items: Sequence[Lexeme], i: int) -> bool:
    return i < len(items) and items[i].text == "of"


def _vague(items: Sequence[Lexeme], i: int, scale: float) -> tuple[int, Number]:
    """ "dozens", "hundreds of thousands"; "tens of millions": from one to ten times (a dozen times: ten)."""
    words = _words()
    j = i + 1
    high = scale * 10
    while j + 1 < len(items) and items[j].text == "of":
        entry = words.get(items[j + 1].text, {})
        if "vague" not in entry:
            break
        scale, high = scale * entry["vague"], high * entry["vague"]
        j += 2
    return j, Number(scale, high, "vague", True, False)


def _tens(items: Sequence[Lexeme], i: int) -> tuple[int, Number] | None:
    """ "tens of thousands": 10,000 to 100,000; "tens" alone is no number."""
    if i + 2 < len(items) and items[i].text == "tens" and items[i + 1].text == "of":
        entry = _words().get(items[i + 2].text, {})
        if "vague" in entry:
            return i + 3, Number(10 * entry["vague"], 100 * entry["vague"], "vague", True, False)
    return None


def _article(items: Sequence[Lexeme], i: int) -> tuple[int, Number] | None:
    """ "a dozen", "a hundred thousand", "half a million", "a third of", "a quarter of"; not "a" alone."""
    words = _words()
    j = i
    factor = 1.0
    if items[j].text == "half" and j + 1 < len(items) and items[j + 1].text in ("a", "an"):
        factor, j = 0.5, j + 1
    if (
        items[j].text == "half"
        and j + 1 < len(items)
        and items[j + 1].text in ("of", "the", "its", "their", "his", "her")
    ):
        return j + 1, Number(0.5, 0.5, "fraction", True, False)
    if items[j].text not in ("a", "an") or j + 1 >= len(items):
        return None
    j += 1
    if (
        items[j].text == "half"
        and j + 1 < len(items)
        and items[j + 1].text in HYPHENS | {"dozen", "million", "billion"}
    ):
        factor, j = 0.5, j + (2 if items[j + 1].text in HYPHENS else 1)
        if j >= len(items):
            return None
    entry = words.get(items[j].text, {})
    if "count" in entry and items[j].text == "dozen":
        return j + 1, Number(12 * factor, 12 * factor, "cardinal", True, False)
    if "scale" in entry:
        value = entry["scale"] * factor
        j += 1
        while j < len(items) and "scale" in words.get(items[j].text, {}):
            value *= words[items[j].text]["scale"]
            j += 1
        return j, Number(value, value, "cardinal", True, False)
    cued = i > 0 and items[i - 1].text in ("by", "than", "nearly", "almost", "about", "over", "roughly")
    if "part" in entry and factor == 1.0 and (_of(items, j + 1) or cued) and not items[j].text.endswith("s"):
        share = 1 / entry["part"]
        return j + 1, Number(share, share, "fraction", True, False)
    return None


@lru_cache(maxsize=1)
def _number_words() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(sorted(_words()))}|tens)\b")


@lru_cache(maxsize=1)
def _starts() -> frozenset[str]:
    """The words that a number may begin with."""
    return frozenset(_words()) | VULGAR.keys() | {"a", "an", "tens"}


FIGURES = re.compile(rf"[\d{''.join(VULGAR)}]")


def may_hold_number(text: str, start: int, end: int) -> bool:
    """Whether some figure or word for a number stands in ``text[start:end]``: cheaper than reading it."""
    return (FIGURES.search(text, start, end) or _number_words().search(text[start:end].lower())) is not None


def scan(text: str, start: int, end: int) -> tuple[Lexeme, ...]:
    """Lexemes of ``text[start:end]`` in order, each number joined into one."""
    items = raw(text, start, end)
    starts = _starts()
    found: list[Lexeme] = []
    done = 0
    for i in [
        n
        for n, x in enumerate(items)
        if x[2] in starts or (c := x[2][0]).isdigit() or (c == "." and len(x[2]) > 1)
    ]:
        if i < done:
            continue
        word = items[i].text
        if word in ("a", "an"):
            got = _article(items, i)
        elif word == "tens":
            got = _tens(items, i)
        else:
            got = _at(items, i, text)
        if got is not None:
            j, number = got
            first, last = items[i].start, items[j - 1].end
            found += items[done:i]
            found.append(Lexeme(first, last, text[first:last].lower(), number))
            done = j
    return (*found, *items[done:])
