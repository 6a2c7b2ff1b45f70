"""Two amounts: equal, compatible, different, or not of one thing."""

from __future__ import annotations

import math
import re
from functools import cache, lru_cache

from rashomon import lang
from rashomon.compare.judgements import ValueJudgement, judge
from rashomon.model import Quantity
from rashomon.words import WORD, fold

# Relative. A hedged figure ("about 40") may stand for one this far away. By the usage of the news agencies' style
# books: an approximation is rounded to a digit; not tuned.
ABOUT = 0.10
# Relative. Two unhedged figures this near, one of them with at least two trailing zeros, are called rounding.
NEAR = 0.05
ROUND_ZEROS = 100
# Relative. Conversions are rounded by writers: "12 miles (19 kilometres)".
CONVERTED = 0.06
# Characters on either side of an amount in which the wording of an update is looked for: about five words.
WORDING = 32
SCALE_WORD = re.compile(r"thousand|million|billion|trillion|\d\s?(?:k|m|mn|bn|tn|b)\b", re.IGNORECASE)


@cache
def word_class(name: str) -> frozenset[str]:
    """The words of one class of the list of value words."""
    return frozenset(row[1] for row in lang.table("value_words") if row[0] == name)


@lru_cache(maxsize=1)
def _senses() -> dict[str, str]:
    return {row[1]: row[0][5:] for row in lang.table("value_words") if row[0].startswith("same ")}


@lru_cache(maxsize=1)
def _conversions() -> dict[str, tuple[str, float]]:
    return {row[0]: (row[1], float(row[2])) for row in lang.table("conversions")}


@lru_cache(maxsize=1)
def _measures() -> frozenset[str]:
    """Normal forms of measures and currencies: what is not in it is a thing that is counted."""
    return frozenset([row[1] for row in lang.table("units")] + [row[1] for row in lang.table("currencies")])


def compare(
    left: Quantity,
    left_words: str,
    right: Quantity,
    right_words: str,
    *,
    left_counted: str = "",
    right_counted: str = "",
    left_context: str = "",
    right_context: str = "",
    published_left: str | None = None,
    published_right: str | None = None,
) -> ValueJudgement:
    """The first rule that fits. ``*_counted``: the words of ``Quantity.counted``; ``*_context``: the sentence."""

    def rule(name: str) -> ValueJudgement:
        notes = _note(left_words, left, left_counted), _note(right_words, right, right_counted)
        return judge(name, left_words, right_words, left_note=notes[0], right_note=notes[1])

    def difference() -> str:
        says = _says_update(left_context, left_words), _says_update(right_context, right_words)
        if any(says) and (says[0] != says[1] or _days_apart(published_left, published_right)):
            return "update-by-wording"  # where both say "rose to" on one day, neither brings the other up to date
        return _difference(left, right, published_left, published_right)

    if "score" in (left.unit_normal, right.unit_normal):
        if left.unit_normal != right.unit_normal:
            return rule("other-counted")
        return rule("equal" if (left.low, left.high) == (right.low, right.high) else "scores")
    if {_is_share(left), _is_share(right)} == {True} and None in (left.unit_normal, right.unit_normal):
        if (left.low, left.high) == (right.low, right.high):
            return rule("equal")  # "0.41" beside "0.41 percent"
    factor = _factor(left, right)
    if factor is None:
        return rule("other-unit")
    scope = _scope(left, right, left_counted, right_counted, left_context, right_context)
    if scope == "other":
        return rule("other-counted")
    a, b = _bounds(left, factor), _bounds(right, 1.0)
    if factor != 1.0:
        same = _near(a[0], b[0], CONVERTED) and _near(a[1], b[1], CONVERTED)
        if same:
            return rule("converted")
        meet = a[0] <= b[1] * (1 + CONVERTED) and b[0] <= a[1] * (1 + CONVERTED)
        return rule("open-bound" if meet and math.inf in (*a, *b) else "range" if meet else difference())
    if a == b:
        return rule("equal")
    if (left.unit is None and not left_counted) != (right.unit is None and not right_counted):
        return rule("other-unit")  # "5" beside "$7": nothing says that the figure is of dollars
    some = fold(left_words).endswith(" of"), fold(right_words).endswith(" of")
    if ((scope == "left" or some[0]) and a[1] <= b[1]) or ((scope == "right" or some[1]) and b[1] <= a[1]):
        return rule("part-of")
    open_end = math.inf in (*a, *b) or -math.inf in (*a, *b)
    if left.relation == right.relation and open_end and left.relation in ("<", ">"):
        edges = (a[0], b[0]) if left.relation == ">" else (a[1], b[1])
        if not _near(*edges, NEAR):
            found = difference()
            return rule("bounds" if found == "exact-values" else found)
    if a[0] <= b[1] and b[0] <= a[1]:
        return rule("open-bound" if open_end else "range")
    if _rounded(a, b, left_words, right_words):
        return rule("rounded")
    if _hedged(left, left_words) or _hedged(right, right_words):
        near = all(_near(x, y, ABOUT) for x, y in zip(a, b, strict=True))
        return rule("rounded" if near else "estimates")
    found = difference()
    return rule("beyond-bound" if open_end and found == "exact-values" else found)


def _factor(left: Quantity, right: Quantity) -> float | None:
    """What the left amount is multiplied with to stand in the unit of the right; None: they cannot be compared."""
    one, other = measure(left), measure(right)
    if one == other:
        return 1.0
    if one and other:
        return _convertible(one, other)
    if other == "percentage" and _is_share(left):
        return 100.0
    if one == "percentage" and _is_share(right):
        return 0.01
    return 1.0 if (left if one == "" else right).unit is None else None


def _is_share(quantity: Quantity) -> bool:
    """ "half of", "two-thirds of": between nought and one."""
    return quantity.low is not None and quantity.high is not None and 0 < quantity.low <= quantity.high < 1


def _difference(
    left: Quantity, right: Quantity, published_left: str | None, published_right: str | None
) -> str:
    """Which rule names a real difference of two figures, the wording being silent."""
    if (
        published_left
        and published_right
        and _days_apart(published_left, published_right)
        and _grows(left, right)
    ):
        first, then = (left, right) if published_left < published_right else (right, left)
        if _bounds(then, 1.0)[0] > _bounds(first, 1.0)[1]:
            return "update-by-date"
    x, y = _single(left), _single(right)
    if x is not None and y is not None and _near(x, y, NEAR):
        if any(v >= ROUND_ZEROS and v % ROUND_ZEROS == 0 for v in (x, y)) and x != y:
            coarse = max(_grain(x), _grain(y))
            if _to(x, coarse) == _to(y, coarse):
                return "rounding"
    return "exact-values"


def _days_apart(published_left: str | None, published_right: str | None) -> bool:
    """Whether two reports are known to be of different days."""
    return bool(published_left and published_right and published_left[:10] != published_right[:10])


def _note(words: str, quantity: Quantity, counted: str) -> str:
    """What the words of an amount do not hold: its hedge or bound, and what is counted."""
    hedge = {"~": "about", ">": "or more", "<": "or less"}.get(quantity.relation, "")
    unit = counted or quantity.unit or ""
    if fold(unit) in fold(words) or quantity.unit_normal == "score":
        unit = ""
    return ", ".join(part for part in (hedge, unit) if part)


def measure(quantity: Quantity) -> str:
    """The measure of an amount, or "" where things are counted."""
    normal = quantity.unit_normal or ""
    if normal in _measures():
        return normal
    head = normal.split(" per ")[0]
    return normal if " per " in normal and head in _measures() else ""


def _convertible(one: str, other: str) -> float | None:
    a, b = _conversions().get(one), _conversions().get(other)
    if a is None or b is None or a[0] != b[0]:
        return None
    return a[1] / b[1]


def _bounds(quantity: Quantity, factor: float) -> tuple[float, float]:
    low = -math.inf if quantity.low is None else quantity.low * factor
    high = math.inf if quantity.high is None else quantity.high * factor
    return low, high


def _single(quantity: Quantity) -> float | None:
    return quantity.low if quantity.low is not None and quantity.low == quantity.high else None


def _near(a: float, b: float, share: float) -> bool:
    if math.isinf(a) or math.isinf(b):
        return a == b
    return abs(a - b) <= share * max(abs(a), abs(b))


def _hedged(quantity: Quantity, words: str) -> bool:
    if quantity.relation == "~":
        return True
    return bool({fold(m.group()) for m in WORD.finditer(words)} & word_class("hedge"))


def _grain(value: float) -> float:
    """The place of the last figure that is not nought: 1,980,000 has 10,000; 2.5 has 0.1."""
    if value == 0:
        return 1.0
    grain = 1.0
    if value == int(value):
        while value % (grain * 10) == 0:
            grain *= 10
        return grain
    for places in range(1, 7):
        if round(value, places) == value:
            return float(10**-places)
    return 1e-6


def _to(value: float, grain: float) -> float:
    return math.floor(value / grain + 0.5) * grain


def _rounded(a: tuple[float, float], b: tuple[float, float], left_words: str, right_words: str) -> bool:
    """The same at the coarser precision, where the coarser is written as a rounded figure ("2 million", "4.2")."""
    if a[0] != a[1] or b[0] != b[1]:
        return False
    x, y = a[0], b[0]
    grains = _grain(x), _grain(y)
    coarse = max(grains)
    words = left_words if grains[0] >= grains[1] else right_words
    written = bool(SCALE_WORD.search(words)) or (x != int(x) and y != int(y))
    other = y if grains[0] >= grains[1] else x
    whole = x if grains[0] >= grains[1] else y
    if not written or grains[0] == grains[1] or not _near(x, y, ABOUT):
        return False
    cut = (
        math.floor(other / coarse) * coarse
    )  # writers cut as often as they round: "$43 million" for 43,885,310
    return any(math.isclose(near, whole, rel_tol=1e-9) for near in (_to(other, coarse), cut))


def _content(text: str) -> tuple[str, ...]:
    """Folded words that say what is counted, plural endings off."""
    found = []
    for match in WORD.finditer(text):
        word = fold(match.group())
        if word in word_class("stop") or word[0].isdigit():
            continue
        found.append(_stem(word))
    return tuple(found)


def _stem(word: str) -> str:
    if word in _senses():
        return f"={_senses()[word]}"
    if word in word_class("person"):
        return "=person"
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        return word[:-2] if word.endswith(("ches", "shes", "xes", "sses")) else word[:-1]
    return word


def _scope(
    left: Quantity,
    right: Quantity,
    left_counted: str,
    right_counted: str,
    left_context: str,
    right_context: str,
) -> str:
    """ "same"; "other" things; or the side ("left", "right") that counts the narrower part of one thing."""
    one = _content(left_counted or ("" if measure(left) else left.unit or ""))
    other = _content(right_counted or ("" if measure(right) else right.unit or ""))
    if not one or not other:
        return "same"
    fates = _fates(one, left, left_context), _fates(other, right, right_context)
    if fates[0] and fates[1]:
        return "same" if fates[0] & fates[1] else "other"
    if one[-1] != other[-1] and one[-1] not in other and other[-1] not in one:
        people = {"=person"} & {one[-1], other[-1]}
        return "same" if people and (fates[0] or fates[1]) else "other"
    extra = set(one) - set(other), set(other) - set(one)
    if extra[0] and extra[1]:
        return "other"
    return "left" if extra[0] else "right" if extra[1] else "same"


def _fates(words: tuple[str, ...], quantity: Quantity, context: str) -> set[str]:
    """What became of those counted ("killed", "injured"): in the phrase, or in the clause right after it."""
    found = {w for w in words if w.startswith("=") and w != "=person"}
    if found or not context or not quantity.unit:
        return found
    at = context.find(quantity.unit)
    if at < 0:
        return found
    after = re.split(r"[,;:.]|\band\b|\bwhile\b|\bbut\b", context[at + len(quantity.unit) :], maxsplit=1)[0]
    return {w for w in _content(after)[:4] if w.startswith("=") and w != "=person"}


def _grows(left: Quantity, right: Quantity) -> bool:
    """Whether the count can only grow as reports come in: casualties, arrests, cases."""
    words = {fold(m.group()) for q in (left, right) for m in WORD.finditer(q.unit or "")}
    return bool(words & word_class("growing"))


def _says_update(context: str, words: str) -> bool:
    """Whether the wording right around the amount says that the value changed."""
    at = context.find(words)
    if at < 0:
        return False
    near = context[max(0, at - WORDING) : at + len(words) + WORDING]
    folded = f" {' '.join(fold(near).split())} "
    return any(f" {cue} " in folded for cue in sorted(word_class("update")))
