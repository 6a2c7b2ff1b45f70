"""Plain text to paragraph-sized pieces.

Requirement: every visible character is in exactly one piece, and a piece neither begins nor ends with white space.
A line is a piece, unless the text is hard-wrapped: then the lines of a paragraph are one. A text is hard-wrapped when
its lines are short and most of those inside a paragraph are as full as the next word lets them be.
Known exception: a text wrapped raggedly, without regard to a width, stays in lines where a line happens to end with
a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rashomon.ingest.shape import ends_sentence

# Code points. No mailer or editor wraps wider; a longer line is a paragraph of its own.
WRAP_WIDTH = 132
# Share of line pairs inside paragraphs that must be full for a text to be hard-wrapped; wrapped texts have over 0.9,
# short one-line paragraphs under 0.4.
WRAPPED_SHARE = 0.75
# A line that reaches this share of the width with the next word is full enough to go on in the next line.
RAGGED = 0.75
# Fewer pairs of lines, or a smaller width in code points, are no evidence of a wrap: they are a headline and a text.
WRAPPED_PAIRS = 3
NARROWEST = 45

_LINE = re.compile(r"[^\r\n\v\f\x85\u2028\u2029]+")
_BREAK = re.compile(r"[\n\v\f\x85\u2028\u2029]|\r(?!\n)")
_WORD = re.compile(r"\S+")
_LIST = re.compile(r"(?:[-•*‣–—]|\d{1,3}[.)])\s")


@dataclass(frozen=True, slots=True)
class Piece:
    """``[start, end)`` of the text, and the number of the blank-line-separated paragraph it lies in."""

    start: int
    end: int
    paragraph: int


def physical(text: str) -> list[Piece]:
    """The lines that hold something, without the white space around them."""
    found: list[Piece] = []
    paragraph = 0
    last = 0
    for match in _LINE.finditer(text):
        line = match.group()
        bare = line.strip()
        if not bare:
            continue
        start = match.start() + len(line) - len(line.lstrip())
        if found and _breaks(text[last : match.start()]):
            paragraph += 1
        found.append(Piece(start, start + len(bare), paragraph))
        last = match.end()
    return found


def _breaks(between: str) -> bool:
    """Whether what stands between two lines holds an empty one (a carriage return and line feed are one break)."""
    return len(_BREAK.findall(between)) > 1


def _full(text: str, line: Piece, following: Piece, width: float) -> bool:
    word = _WORD.match(text, following.start)
    return line.end - line.start + 1 + (len(word.group()) if word else 0) > width


def _width(text: str, lines: Sequence[Piece]) -> int | None:
    """The width a text is hard-wrapped at, or None."""
    pairs = [(a, b) for a, b in zip(lines, lines[1:], strict=False) if a.paragraph == b.paragraph]
    width = max((line.end - line.start for line in lines), default=0)
    if len(pairs) < WRAPPED_PAIRS or not NARROWEST <= width <= WRAP_WIDTH:
        return None
    full = sum(_full(text, a, b, RAGGED * width) for a, b in pairs)
    stops = sum(ends_sentence(text[a.start : a.end]) for a, _ in pairs)
    return width if full >= WRAPPED_SHARE * len(pairs) and 2 * stops <= len(pairs) else None


def _joins(text: str, line: Piece, following: Piece, width: int | None, first: bool) -> bool:
    if line.paragraph != following.paragraph or _LIST.match(text, following.start, following.end):
        return False
    upper, lower = text[line.start : line.end], text[following.start : following.end]
    if lower.startswith(upper):
        return False  # a caption given twice, the second time with its credit
    goes_on = lower[0].islower() and not ends_sentence(upper)
    if width is None:
        return goes_on and len(upper) <= WRAP_WIDTH
    if _indent(text, following) > _indent(text, line) and not goes_on:
        return False
    return goes_on or _full(text, line, following, width if first else RAGGED * width)


def _indent(text: str, line: Piece) -> int:
    start = line.start
    while start and text[start - 1] in " \t\u3000\u00a0":
        start -= 1
    return line.start - start


def pieces(text: str) -> list[Piece]:
    """The paragraph-sized pieces of a text, in order."""
    lines = physical(text)
    width = _width(text, lines)
    found: list[Piece] = []
    for number, line in enumerate(lines):
        if found and _joins(text, lines[number - 1], line, width, number == 1):
            found[-1] = Piece(found[-1].start, line.end, line.paragraph)
        else:
            found.append(line)
    return found
