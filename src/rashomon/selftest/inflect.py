"""English words put into the form that another word had (selftest/inflect.py).

Regular forms by spelling rules, irregular ones from ``lang/en/inflections.txt``.
Known exception: a past participle that is the dictionary form ("come") is not known to be one.
"""

from __future__ import annotations

import re
from functools import lru_cache

from rashomon.lang import lines

VOWELS = "aeiou"
# One syllable, one vowel, one consonant at the end: it is doubled.
DOUBLING = re.compile(rf"[^{VOWELS}]*(?:qu)?[{VOWELS}][^{VOWELS}wxy]")
SIBILANT = ("s", "x", "z", "ch", "sh")


@lru_cache(maxsize=1)
def _irregular() -> dict[str, tuple[str, ...]]:
    return {row.split()[0]: tuple(row.split()[1:]) for row in lines("inflections")}


def inflected(lemma: str, tag: str) -> str:
    """A dictionary form in the form of a Penn Treebank tag (VBD, VBZ, JJR, NNS, …); unchanged for any other tag."""
    listed = _irregular().get(lemma, ())
    ending = {"VBZ": "s", "NNS": "s", "VBG": "ing", "VBD": "ed", "VBN": "ed", "JJR": "er", "JJS": "est"}.get(
        tag
    )
    if ending is None:
        return lemma
    if listed and tag in {"JJR", "JJS"}:
        return listed[0] if tag == "JJR" else listed[-1]
    if listed and tag == "NNS":
        return listed[0]
    past = [f for f in listed if not f.endswith("ing") and f != _regular(lemma, "s")]
    if ending == "ed" and listed:
        return (past or [lemma])[0 if tag == "VBD" else -1]
    for form in listed:
        if ending in {"s", "ing"} and form.endswith(ending) and form not in past:
            return form
    return _regular(lemma, ending)


def _regular(lemma: str, ending: str) -> str:
    if ending in {"er", "est"} and not (lemma.endswith("y") or DOUBLING.fullmatch(lemma) or _short(lemma)):
        return f"{'more' if ending == 'er' else 'most'} {lemma}"
    if lemma.endswith("y") and lemma[-2:-1] not in VOWELS and ending != "ing":
        return lemma[:-1] + ("ies" if ending == "s" else f"i{ending}")
    if ending == "s":
        return lemma + ("es" if lemma.endswith(SIBILANT) else "s")
    if lemma.endswith("e") and not (ending == "ing" and lemma.endswith(("ee", "oe", "ye"))):
        return lemma[:-1] + ending
    if DOUBLING.fullmatch(lemma):
        return lemma + lemma[-1] + ending
    return lemma + ending


def _short(lemma: str) -> bool:
    """Whether it has one syllable, near enough."""
    return len(re.findall(rf"[{VOWELS}y]+", lemma.removesuffix("e"))) == 1
