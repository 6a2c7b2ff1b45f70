"""Small questions about the shape of a line."""

from __future__ import annotations

import re

from rashomon.lang import entries
from rashomon.words import WORD

_CLOSERS = "\"”’'»›)]}*_` \t\u00a0\u200b"
_STOPS = ".!?…。！？｡؟۔।॥"
_OPENING_QUOTE = re.compile(r"[*_>\s]*[\"“”„‟«‹‘‚‛'’「『]")
_BRACKET = re.compile(r"(?<=[.!?…\"”’'])\s+\([^()]{1,60}\)$")  # an agency's name behind the last stop
_ACRONYM = re.compile(r"(?:[^\W\d_]\.){2,}$")
# Share of the longer words with a capital in a headline set in title case.
HEADLINE_CASE = 0.8


def headline_case(line: str) -> bool:
    """Whether nearly all longer words begin with a capital, as an American headline has them."""
    longer = [word for word in WORD.findall(line) if len(word) > 3]
    return len(longer) > 2 and sum(not word[0].islower() for word in longer) >= HEADLINE_CASE * len(longer)


def ends_sentence(line: str) -> bool:
    """Whether a line ends like a sentence: with a stop, closing marks aside; not with the stop of an abbreviation that
    ends a headline ("… Leaves the U.S.")."""
    bare = _BRACKET.sub("", line.rstrip()).rstrip().rstrip(_CLOSERS)
    if not bare or bare[-1] not in _STOPS:
        return False
    if bare.endswith(".") and headline_case(line):
        last = bare.split()[-1]
        return not (_ACRONYM.search(last) or last[:-1].lstrip("(“‘\"'") in entries("abbreviations"))
    return True


def opens_quotation(line: str) -> bool:
    """Whether a line begins with a quotation mark, on either side of it."""
    return bool(_OPENING_QUOTE.match(line))


def word_count(line: str) -> int:
    """Number of words."""
    return len(WORD.findall(line))
