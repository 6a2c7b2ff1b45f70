"""Pull quotes: paragraphs that set words of another one in large type, and say nothing of their own.

Requirement: a sentence that stands in the report once speaks once. A paragraph is a pull quote when all its words
stand in one longer paragraph, in their order and in at most two runs (a pull quote leaves out "she said" between two
halves), and it is in quotation marks here or they begin in quotation marks there.
Known exceptions: a pull quote that shortens or rewords the sentence in more places, or sets the outlet's own words; a
paragraph that stands twice as a whole is read twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from rashomon.ingest.shape import opens_quotation
from rashomon.words import WORD, fold

# Words of the shortest repetition that counts: with quotation marks, and without. Shorter ones repeat by chance
# ("No comment."). Set by hand.
MARKED_WORDS, PLAIN_WORDS = 5, 8
# Words of the longest: longer paragraphs are copies of a text, not of a sentence.
MOST_WORDS = 70
# Words of the shortest of two runs, and of the longest name beneath a pull quote.
RUN_WORDS, NAME_WORDS = 3, 10

# Places of a beginning that are looked at: a text that repeats one line a thousand times is none to compare.
MOST_PLACES = 20

_OPENING = frozenset("“‘\"'«„‚‹")
# "…” — Orrin Vale, harbour master", at the end of the line or as a line of its own
_SIGNED = re.compile(r"\s*[—–―-]\s*(?=[^\W\d_a-z])[^.!?—–]*$")


def _words(line: str) -> list[str]:
    return [fold(word) for word in WORD.findall(line)]


def pulled(rows: Sequence[str | None]) -> Iterator[int]:
    """The numbers of the paragraphs that are pull quotes, and of the lines beneath that sign them. ``rows`` are the
    paragraphs of the text, None for what is no part of it."""
    known = [_words(row) if row is not None else [] for row in rows]
    said: dict[int, list[str]] = {}
    for number, line in enumerate(rows):
        if line is not None:
            signed = _SIGNED.search(line)
            short = signed is not None and len(_words(signed.group())) <= NAME_WORDS
            bare = _words(line[: signed.start()]) if signed and short else known[number]
            if (MARKED_WORDS if opens_quotation(line) else PLAIN_WORDS) <= len(bare) <= MOST_WORDS:
                said[number] = bare
    places = _places(known, {tuple(words[:RUN_WORDS]) for words in said.values()})
    for number, words in said.items():
        line = rows[number] or ""
        for other, at in places[tuple(words[:RUN_WORDS])][:MOST_PLACES]:
            row = known[other]
            if other == number or len(row) <= len(words):
                continue
            if (opens_quotation(line) or _in_marks(rows[other], at)) and _holds(row, at, words):
                yield number
                after = rows[number + 1] if number + 1 < len(rows) else None
                if after is not None and _SIGNED.fullmatch(after) and len(known[number + 1]) <= NAME_WORDS:
                    yield number + 1
                break


def _places(
    known: Sequence[list[str]], wanted: set[tuple[str, ...]]
) -> dict[tuple[str, ...], list[tuple[int, int]]]:
    """Where these runs of words begin: number of the paragraph, and of the word in it."""
    places: dict[tuple[str, ...], list[tuple[int, int]]] = {run: [] for run in wanted}
    first = {run[0] for run in wanted}
    for number, row in enumerate(known):
        for at, word in enumerate(row):
            if word in first and (found := places.get(tuple(row[at : at + RUN_WORDS]))) is not None:
                found.append((number, at))
    return places


def _holds(row: Sequence[str], at: int, said: Sequence[str]) -> bool:
    """Whether a paragraph's words hold all of these, the first run from ``at``, a second one behind it."""
    run = 0
    while run < len(said) and at + run < len(row) and row[at + run] == said[run]:
        run += 1
    rest = said[run:]
    if not rest:
        return True
    return len(rest) >= RUN_WORDS and any(
        row[k : k + len(rest)] == rest for k in range(at + run, len(row) - len(rest) + 1)
    )


def _in_marks(line: str | None, at: int) -> bool:
    """Whether the word of this number stands in quotation marks."""
    word = next(islice(WORD.finditer(line or ""), at, None), None)
    if line is None or word is None:
        return False
    before = line[: word.start()]
    return (
        before[-1:] in _OPENING
        or before.count("“") > before.count("”")
        or before.count('"') % 2 == 1
        or before.count("«") > before.count("»")
    )
