"""A report reduced to the words that tell its event from others.

Four kinds of term: every content word of the text, the same of its first words once more, names (capitalised inside a
sentence), and figures. Nothing here needs a parser: a desk's feeds bring hundreds of articles a second.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache

from rashomon.lang import entries

# In this order everywhere. "lead": the event as its first sentences put it.
KINDS = ("word", "lead", "name", "figure")
# Words of title and text that are its lead; an event is told in its first sentences.
LEAD = 90
# Words and characters of a text that are read: a report that is longer has said what happened.
WORDS, READ = 2_000, 16_000

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
# Capitalised words in a row, not at the beginning of a line or sentence, where any word is capitalised.
_NAME = re.compile(r"(?<![.!?:;“\"(‘] )(?<!^)(?<!\w)[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*", re.MULTILINE)
_FIGURE = re.compile(r"\d[\d,.]*")
_POSSESSIVE = re.compile(r"['’]s?$")

Terms = Mapping[str, Mapping[str, int]]


@lru_cache(maxsize=1)
def _grammar() -> frozenset[str]:
    return entries("function_words") | entries("group_words")


def terms(title: str | None, text: str) -> dict[str, Counter[str]]:
    """How often each term of each of KINDS stands in title and text."""
    whole = f"{title}\n{text}" if title else text
    whole = whole[:READ]
    # a word of letters alone has no ending to lose
    found = _WORD.findall(whole)[:WORDS]
    plain = [(word if word.isalpha() else _POSSESSIVE.sub("", word)).lower() for word in found]
    grammar = _grammar()
    names: Counter[str] = Counter()
    for given in _NAME.findall(whole):
        name = _POSSESSIVE.sub("", given)
        names[name] += 1
        if " " in name:
            names.update(name.split())
    return {
        "word": Counter([w for w in plain if len(w) > 1 and w not in grammar]),
        "lead": Counter([w for w in plain[:LEAD] if len(w) > 1 and w not in grammar]),
        "name": names,
        "figure": Counter(f.rstrip(".,").replace(",", "") for f in _FIGURE.findall(whole)),
    }


class Shelf:
    """The terms of many articles, numbered, in a tenth of the room."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._names: list[str] = []
        # number and count of each term, and behind them how many there are of each of KINDS
        self._rows: list[array[int] | None] = []

    def put(self, read: Terms) -> None:
        """One more article."""
        numbers, row = self._numbers, array("i")
        for kind in KINDS:
            for term in read[kind]:
                if term not in numbers:
                    numbers[term] = len(self._names)
                    self._names.append(term)
            row.extend(map(numbers.__getitem__, read[kind]))
            row.extend(read[kind].values())
        row.extend(len(read[kind]) for kind in KINDS)
        self._rows.append(row)

    def take(self, number: int) -> Terms:
        """The terms of the article that was put there as the n-th, from 0, in the order they had; once."""
        row, names = self._rows[number], self._names
        assert row is not None
        self._rows[number] = None
        found: dict[str, dict[str, int]] = {}
        at = 0
        for kind, many in zip(KINDS, row[-len(KINDS) :], strict=True):
            end = at + many
            found[kind] = dict(zip([names[n] for n in row[at:end]], row[end : end + many], strict=True))
            at = end + many
        return found
