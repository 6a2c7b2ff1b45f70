"""What relates two words, or two stretches of words, of which one stands where the other has it in a second version.

A pair has a price, by which versions are aligned, and a kind, by which the difference is shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from rashomon.align.quoted import Word
from rashomon.model import DifferenceKind

# Prices of pairing two words, against 2.0 for dropping one and adding the other. Set by hand on invented pairs.
SAME_FORM = 0.3
SAME_CONCEPT = 0.5
LIKE_LETTERS = 0.7
SAME_CLASS = 1.2
UNLIKE = 2.6
GLOSSED = 0.4
# Share of letters (difflib ratio) from which two words of four letters or more are taken for one misheard.
LETTERS = 0.75
# Words on both sides together up to which one more or less negation turns the sense of the stretch.
DENIAL = 6
# What stands between the letters of a word in one spelling and not in another.
_JOINTS = str.maketrans("", "", "-' ")
_NOUNS = frozenset({"NOUN", "PROPN", "PRON"})


def masked(left: str, right: str) -> bool:
    """Whether one word is the other with letters starred out."""
    shown, starred = sorted((left, right), key=lambda w: "*" in w)
    if "*" not in starred or "*" in shown:
        return left == right
    head, _, tail = starred.partition("*")
    return (
        shown.startswith(head)
        and shown.endswith(tail.lstrip("*"))
        and len(shown) >= len(head + tail.lstrip("*"))
    )


@lru_cache(maxsize=65536)
def _like(left: str, right: str) -> bool:
    if masked(left, right):
        return True
    if min(len(left), len(right)) < 4 or abs(len(left) - len(right)) > 4:
        return False
    return SequenceMatcher(None, left, right, autojunk=False).ratio() >= LETTERS


def price(a: Word, b: Word) -> float:
    """What it costs to say that ``b`` stands for ``a``: 0 for the same word."""
    if a.text == b.text:
        return 0.0
    if "gap" in (a.role, b.role):
        return UNLIKE
    if "gloss" in (a.role, b.role):
        word = b if a.role == "gloss" else a
        return GLOSSED if word.role == "gloss" or word.content or word.pos in _NOUNS else UNLIKE
    if a.forms & b.forms:
        return SAME_FORM
    if a.negation != b.negation:
        return UNLIKE
    if a.number and b.number:
        return LIKE_LETTERS
    if a.concepts & b.concepts:
        return SAME_CONCEPT
    if (a.name and b.name) or _like(a.text, b.text):
        return LIKE_LETTERS
    if a.content != b.content:
        return UNLIKE if not (a.pos and a.pos == b.pos) else SAME_CLASS
    if a.pos and b.pos:
        return SAME_CLASS if a.pos == b.pos or {a.pos, b.pos} <= _NOUNS else UNLIKE
    return SAME_CLASS


def glued(a: Sequence[Word], b: Sequence[Word]) -> bool:
    """Whether two stretches are the same letters, cut into words in another way: e-mail, email."""
    left, right = ("".join(w.text for w in side).translate(_JOINTS) for side in (a, b))
    return left == right and left != ""


def same(a: Word, b: Word) -> bool:
    return a.text == b.text or glued((a,), (b,))


def related(a: Word, b: Word) -> bool:
    """Whether form, meaning or letters relate two words, or they are the same."""
    return price(a, b) < SAME_CLASS


def kind_of(old: Sequence[Word], new: Sequence[Word]) -> DifferenceKind:
    """What kind of difference it is that ``new`` stands where the base has ``old``; not both empty."""
    both = bool(old) and bool(new)
    if any(w.role == "gap" for w in (*old, *new)):
        return "elision" if both or len(old) + len(new) == 1 else "dropped" if old else "added"
    if len(old) == len(new) == 1 and "*" in old[0].text + new[0].text and masked(old[0].text, new[0].text):
        return "other"
    if any(side and all(w.role == "gloss" for w in side) for side in (old, new)):
        return "name" if both and any(w.name for w in (*old, *new)) else "other"
    denied = [sum(w.negation for w in side) for side in (old, new)]
    if denied[0] % 2 != denied[1] % 2 and len(old) + len(new) <= DENIAL:
        if both or not any(w.content and not w.negation for w in (*old, *new)):
            return "negation"
    if not both:
        return "dropped" if old else "added"
    numbers = [[w.text for w in side if w.number] for side in (old, new)]
    if numbers[0] != numbers[1]:
        return "number"
    if any(w.name for w in old) and any(w.name for w in new):
        return "name"
    if len(old) == len(new) == 1:
        if old[0].forms & new[0].forms:
            return "inflection"
        return "synonym" if old[0].concepts & new[0].concepts else "rewording"
    content = [[w for w in side if w.content] for side in (old, new)]
    if content[0] and content[1] and len(content[0]) == len(content[1]):
        pairs = list(zip(*content, strict=True))
        if all(related(a, b) for a, b in pairs):
            return "synonym" if any(a.concepts & b.concepts for a, b in pairs) else "rewording"
    return "rewording"
