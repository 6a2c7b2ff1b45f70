"""Words with their spans, and the foldings under which two spellings are one.

Offsets are code points of the text that was given.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from rashomon.model import Article, Span

# A word may hold inner apostrophes, hyphens, full stops and commas between digits: "Workers’", "U.S.", "1,200".
WORD = re.compile(r"[^\W_]+(?:(?:[’'\-‐‑.·]|,(?=\d))[^\W_]+)*")

_MARKS = str.maketrans({"’": "'", "‘": "'", "‐": "-", "‑": "-", "–": "-", "—": "-"})


def words(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Spans of the words of ``text[start:end]``."""
    return [Span(*m.span()) for m in WORD.finditer(text, start, len(text) if end is None else end)]


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Case, accents, and the variants of apostrophe and hyphen folded away; not length-preserving."""
    plain = unicodedata.normalize("NFKD", text.translate(_MARKS))
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()


def bare(word: str) -> str:
    """A folded word without a possessive ending."""
    folded = fold(word)
    for ending in ("'s", "s'"):
        if folded.endswith(ending) and len(folded) > len(ending):
            return folded[: -len(ending)] + ("s" if ending == "s'" else "")
    return folded.rstrip("'")


def letter(number: int) -> str:
    """A, B, … Z, AA, AB, …: how the n-th report (from 0) is called."""
    return chr(65 + number) if number < 26 else letter(number // 26 - 1) + letter(number % 26)


def labels(articles: Sequence[Article]) -> dict[str, str]:
    """What each article is called in a sentence: its outlet if that tells it from the others, else its letter."""
    outlets = [a.outlet for a in articles]
    return {
        a.id: a.outlet if a.outlet and outlets.count(a.outlet) == 1 else f"report {letter(n)}"
        for n, a in enumerate(articles)
    }


def count(text: str, spans: tuple[Span, ...]) -> int:
    """Number of words in the spans together."""
    return sum(len(words(text, s.start, s.end)) for s in spans)
