"""Names found again by their words: in headlines, and where a sentence begins.

Requirement: what is a name in running text is one wherever the same words stand with capitals; a family name is one
where the full name is.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from rashomon.annotate.reading import CLOSED, NAME_LABELS, Name, Reading, capital
from rashomon.lang import entries
from rashomon.lang.names import listed_names
from rashomon.model import Token
from rashomon.words import fold


def echoes(reading: Reading, found: Sequence[Name]) -> list[Name]:
    """Further places where the words of a name stand with capitals: in headlines, where a sentence begins."""
    surfaces: dict[str, set[tuple[str, ...]]] = {}
    for n in found:
        if n.collective is None:
            words = reading.folded[n.first : n.last]
            surfaces.setdefault(words[0], set()).add(words)
            last = reading.tokens[n.last - 1]
            if len(words) in (2, 3) and (n.person or (last.entity in {"PERSON", ""} and _like_surname(last))):
                surfaces.setdefault(words[-1], set()).add(words[-1:])
    for parts in _listed_phrases():
        surfaces.setdefault(parts[0], set()).add(parts)
    longest = {k: sorted(v, key=lambda w: (-len(w), w)) for k, v in surfaces.items()}
    taken: list[Name | None] = [None] * len(reading.tokens)
    for n in found:
        taken[n.first : n.last] = [n] * (n.last - n.first)
    more: list[Name] = []
    i = 0
    while i < len(reading.tokens):
        step = 1
        if taken[i] is None and capital(reading.tokens[i].text):
            for words in longest.get(reading.folded[i], ()):
                end = i + len(words)
                held = {n for n in taken[i:end] if n is not None}  # shorter names inside give way
                inside = all(n.last <= end and n.title is None for n in held)
                if reading.folded[i:end] == words and inside and _same_case(reading, i, end):
                    more.append(Name(i, end))
                    step = len(words)
                    break
        i += step
    return more


@lru_cache(maxsize=1)
def _listed_phrases() -> tuple[tuple[str, ...], ...]:
    """Listed names of several words, folded: they are names wherever they stand."""
    return tuple(sorted(tuple(fold(n).split()) for n in listed_names() if " " in n and n[0].isupper()))


def _like_surname(token: Token) -> bool:
    """Whether the last word of a name may be a family name."""
    bodies = entries("organisation_words") | entries("place_words") | entries("thing_words")
    return token.pos == "PROPN" and token.text not in bodies and token.text.isalpha()


def _same_case(reading: Reading, first: int, last: int) -> bool:
    tokens = reading.tokens[first:last]
    if len({t.sentence for t in tokens}) > 1 or len({reading.quote[t.index] for t in tokens}) > 1:
        return False
    if reading.demonym[first] is not None and last - first <= 2 and reading.demonym[last - 1] is not None:
        return False
    if len(tokens) == 1:
        token = tokens[0]
        if token.text in entries("not_names") or (
            reading.folded[first] in reading.lower
            and token.pos != "PROPN"
            and token.entity not in NAME_LABELS
        ):
            return False
        return token.pos not in CLOSED or token.entity in NAME_LABELS
    return all(
        capital(t.text) or t.pos in {"ADP", "DET", "CCONJ", "PART", "PUNCT", "X", "SYM"} or t.entity
        for t in tokens
    )
