"""A whole sentence of a report, told as its own: derived again from the sentence it cites.

Words may be left out where a list says that they join or colour only, and a person's whole name may stand for a
pronoun or a shorter name; nothing within quotation marks changes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from rashomon.lang import entries
from rashomon.model import Passage
from rashomon.verify.book import Book

TOLD = re.compile(r"(?P<words>.+), (?:according to (?P<who>.+?)|(?P<by>[^,“”]+) reports)\.", re.DOTALL)
HEADLINE = re.compile(r"(?P<who>.+?) has the headline “(?P<quote>[^“”]+)”\.")
HONORIFICS = frozenset({"mr", "mrs", "ms"})
# What makes a colouring word narrow down which thing is meant, or how much: then it may not be left out.
NARROWING = frozenset(
    {"first", "second", "third", "last", "next", "only", "no", "any", "every", "each", "all", "few", "fewest"}
)
WEIGHED = frozenset({"not", "very", "so", "too", "as", "more", "most", "less", "least", "how"})
# Words, with the marks between them: what is compared.
_PART = re.compile(r"[’']s\b|\w+(?:[.\-]\w+|[’'](?!s\b)\w+)*|[^\w\s]")
_OPEN, _CLOSE = "“", "”"


def parts(book: Book, text: str) -> Mapping[str, str] | None:
    """ "words" and "who" of a sentence of this form; None where it names no report."""
    form = TOLD.fullmatch(text)
    if form is None:
        return None
    who = form["who"] or form["by"]
    return {"words": form["words"], "who": who} if book.listed(who) else None


def bounds(text: str, passage: Passage) -> bool:
    """Whether a passage begins and ends where a sentence does, and has every quotation whole."""
    words = text[passage.start : passage.end]
    before = text[: passage.start].rstrip(" ")
    opens = not before or before.rstrip("”\"’')")[-1:] in {"\n", ".", "!", "?", ":", "—", "–", "-"}
    first = words.lstrip("“\"‘'")[:1]
    return (
        opens
        and (first.isupper() or first.isdigit())
        and words.rstrip("”\"’'").endswith(".")
        and words.count(_OPEN) == words.count(_CLOSE)
        and words.count('"') % 2 == 0
    )


def follows(book: Book, words: str, passage: Passage) -> bool:
    """Whether words are those of the passage but for what may be left out or put in."""
    source = list(_source(book, passage))
    told = [m[0] for m in _PART.finditer(words)]
    states = {(0, 0)}  # where in the source, and how many parts of the sentence are used up: all ways at once
    seen = set(states)
    while states:
        at, used = states.pop()
        if at == len(source) and used == len(told):
            return True
        for step in _steps(book, passage, source, told, at, used):
            if step not in seen:
                seen.add(step)
                states.add(step)
    return False


def _steps(
    book: Book, passage: Passage, source: list[tuple[str, bool, int]], told: list[str], at: int, used: int
) -> Iterator[tuple[int, int]]:
    if at == len(source):
        return
    text, quoted, _ = source[at]
    if used < len(told) and (told[used] == text or (used == 0 and told[0] == text[:1].upper() + text[1:])):
        yield at + 1, used + 1
    if text == "." and at >= len(source) - 2:
        yield at + 1, used  # the full stop, before what names the report
    if quoted:
        return
    word = text.casefold()
    if word == "also" or (word in entries("ornaments") and _free(source, at)):
        yield at + 1, used
    if at == 0:
        for joint in _joints():
            if [t.casefold() for t, _, _ in source[: len(joint)]] == list(joint):
                comma = len(source) > len(joint) and source[len(joint)][0] == ","
                yield len(joint) + comma, used
    if word in HONORIFICS:
        skipped = 2 if source[at + 1 : at + 2] and source[at + 1][0] == "." else 1
        for length, names in _named(book, passage, source, at + skipped, pronouns=False):
            for name in names:
                if told[used : used + len(name)] == name:
                    yield at + skipped + length, used + len(name)
    for length, names in _named(book, passage, source, at, pronouns=True):
        for name in names:
            if told[used : used + len(name)] == name:
                yield at + length, used + len(name)


def _free(source: list[tuple[str, bool, int]], at: int) -> bool:
    """Whether nothing in reach makes a colouring word part of what is asserted: "the first major case", "not bluntly"."""
    words = [w.casefold() for w, _, _ in source]
    near = set(words[max(0, at - 3) : at])
    if near & NARROWING or any(w.endswith("est") for w in near) or (at and words[at - 1] in WEIGHED):
        return False
    return not any(w in entries("negations") or w.endswith(("n't", "n’t")) for w in words)


def _named(
    book: Book, passage: Passage, source: list[tuple[str, bool, int]], at: int, *, pronouns: bool
) -> Iterator[tuple[int, list[list[str]]]]:
    """How many parts of the source a mention takes that begins here, and the names that may stand for it."""
    if at >= len(source):
        return
    start = source[at][2]
    for mention, name in book.mentioned.get((passage.article, start), ()):
        if mention.form == "nominal" or (mention.form == "pronoun" and not pronouns):
            continue
        length = sum(start <= s < mention.end for _, _, s in source)
        short = mention.span.of(book.texts[passage.article])
        if mention.form == "name":
            if set(short.split()) <= set(name.split()):
                yield length, [[m[0] for m in _PART.finditer(name)]]
        else:
            forms = [name, name.rsplit(" ", 1)[-1]]
            if short.casefold() in {"his", "her"}:
                forms += [f"{f}’s" for f in forms]
            yield length, [[m[0] for m in _PART.finditer(f)] for f in forms]


def _source(book: Book, passage: Passage) -> Iterator[tuple[str, bool, int]]:
    """Parts of the passage, with whether they are quoted and where they begin; straight marks as a pair."""
    text, inside = book.texts[passage.article], False
    for m in _PART.finditer(text, passage.start, passage.end):
        part = m[0]
        if part == '"':
            part = _CLOSE if inside else _OPEN
        if part == _OPEN:
            inside = True
        yield part, inside, m.start()
        if part == _CLOSE:
            inside = False


@lru_cache(maxsize=1)
def _joints() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(j.split()) for j in sorted(entries("joining"), key=len, reverse=True))
