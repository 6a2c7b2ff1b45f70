"""When two written names may mean one: spellings, short forms, initials, and the list of well-known aliases.

A name here is a bare one: no title, article or possessive.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import cast

from rashomon.lang import entries, table
from rashomon.model import EntityKind
from rashomon.words import fold

_SMALL = frozenset(
    {"of", "the", "and", "for", "on", "in", "&", "'s", "’s", "'", "’", "to", "de", "du", "des", "et"}
)


@lru_cache(maxsize=None)
def listed_names() -> frozenset[str]:
    """Every name of a listed place or body, as written."""
    return frozenset(
        name for _, full, others in table("aliases") for name in (full, *others.split(";")) if name != "-"
    )


def is_acronym(text: str) -> bool:
    """Whether a name is written as its initials: "ICC", "U.N."."""
    letters = text.replace(".", "").replace("-", "")
    return 2 <= len(letters) <= 6 and letters.isupper() and letters.isalnum() and " " not in letters


@lru_cache(maxsize=None)
def listed() -> dict[str, tuple[str, EntityKind]]:
    """Every listed name, key to (key of its full name, kind)."""
    found: dict[str, tuple[str, EntityKind]] = {}
    for kind, full, others in table("aliases"):
        for name in (full, *others.split(";")):
            if name != "-":
                found[key(name)] = (key(full), cast(EntityKind, kind))
    for _, place in table("demonyms"):
        if place != "-":
            found.setdefault(key(place), (key(place), "place"))
    return found


def key(text: str) -> str:
    """What spellings of one name share: case (except of acronyms), stops, hyphens, "the", possessives folded away."""
    if is_acronym(text):
        return text.replace(".", "").replace("-", "")
    words = fold(text).replace("-", " ").replace(".", " ").replace(",", " ").split()
    if words[:1] == ["the"]:
        words = words[1:]
    return " ".join(words)


def person_parts(text: str) -> tuple[str, ...]:
    """The words of a personal name, folded, without middle initials; "Jr." stays."""
    words = fold(text).replace("-", " ").replace(",", " ").split()
    kept = [w for i, w in enumerate(words) if i in (0, len(words) - 1) or len(w.strip(".")) > 1]
    return tuple(w.strip(".") for w in kept if w.strip("."))


# What tells a son from his father.
GENERATIONS = frozenset({"jr", "sr", "ii", "iii", "iv"})


def compatible(left: Sequence[str], right: Sequence[str]) -> bool:
    """Whether two full personal names may be one: the same words, or one's in the other's with the same ends, or a
    known short form of the first."""
    if tuple(left) == tuple(right):
        return True
    if len(left) < 2 or len(right) < 2:
        return False
    if {left[-1], right[-1]} & GENERATIONS:
        if left[-1] != right[-1]:
            return False
        one, two = left[:-1], right[:-1]
        if 1 in (len(one), len(two)):  # "Orr Jr." and "Tom Orr Jr."
            return one[-1] == two[-1]
        return compatible(one, two)
    if left[-1] != right[-1]:
        return False
    if left[0] != right[0]:
        return right[0] in short_forms().get(left[0], ()) or left[0] in short_forms().get(right[0], ())
    a, b = set(left), set(right)
    return (a <= b or b <= a) and len(left) != len(right)


@lru_cache(maxsize=None)
def short_forms() -> dict[str, tuple[str, ...]]:
    """Folded short given name to the folded full ones."""
    return {fold(a): tuple(fold(b).split()) for a, b in table("nicknames")}


def ends(parts: tuple[str, ...]) -> tuple[str, ...]:
    """The words by which a person may be called alone: the first, the last, and the last with its particles."""
    if len(parts) < 2:
        return parts
    last = parts[:-1] if parts[-1] in GENERATIONS else parts
    found = [parts[0], last[-1]]
    at = len(last) - 1
    while at > 1 and last[at - 1] in entries("name_particles"):
        at -= 1
    found.append(" ".join(last[at:]))
    return tuple(found)


def abbreviates(short: str, full: str) -> bool:
    """Whether ``short`` is made of the initials of ``full``: "ICC", "DPRK"; small words may count or not."""
    if not is_acronym(short) or is_acronym(full):
        return False
    letters = short.replace(".", "").replace("-", "").casefold()
    words = [w for w in re.split(r"[\s\-]+", fold(full)) if w]
    big = [w for w in words if w not in _SMALL]
    return len(big) > 1 and letters in {"".join(w[0] for w in big), "".join(w[0] for w in words)}
