"""Where quotation marks open and close.

Requirement: every direct quotation of a report is found with its exact inside, in whatever marks it comes: curly,
straight, mixed, guillemets, doubled singles; one in another; over several paragraphs.
How: a stack of open quotations is carried through the blocks that can speak, in order. A mark's own shape, the
characters beside it and what is open decide whether it opens, closes, or is an apostrophe; an opening mark that
stands where one can only close, closes (»…«, „…“), and so does a single mark behind a stop where no double one
follows. A quotation still open at the end of its paragraph goes on if the next one reopens with a mark, and else ends
there, in doubt.
Known exceptions: a plural possessive inside single marks ("the workers’ rights") is told from a closing mark only by
a later closing mark; two openings of one kind in a row are read as nested only if enough closings follow, or if no
sentence ends between them; a closing mark whose opening one is missing is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from rashomon.lang import entries
from rashomon.model import Article, Span

# Blocks in which somebody may be quoted; captions and credits never speak.
QUOTING_ROLES = frozenset({"title", "standfirst", "body"})

# Characters of the rest of a paragraph that are searched for a closing mark: longer than a quotation in a report is.
LOOK = 5000

_MARK = re.compile(r"``|''|[\"“”„‟«»‘’'‚‛‹›]")
_SINGLE = frozenset("‘’'‚‛‹›")
_OPENING = frozenset("“„‟«‘‚‛‹") | {"``"}
_CLOSING = frozenset("”»›")
_STOPS = frozenset(",.!?…")
_ENDS = frozenset(".!?")
_TOLD = re.compile(r"(?:[\w.’'-]+ ){1,3}(?:said|says|told|added|asked|replied|wrote)\b|(?:said|says|added) ")
_WORD_AFTER = re.compile(r"[’'‘](?P<word>\w+)")


@dataclass(frozen=True, slots=True)
class Quoted:
    """One quotation. ``pieces`` are its insides without marks, one a paragraph; ``outer`` runs from its first mark to
    behind its last. ``depth`` 0 is outermost, ``parent`` the index of the quotation around it in the result.
    ``closed`` is False where the closing mark is missing."""

    pieces: tuple[Span, ...]
    outer: Span
    depth: int
    parent: int | None
    single: bool
    closed: bool

    @property
    def inside(self) -> Span:
        """From its first to its last quoted character."""
        return Span(self.pieces[0].start, self.pieces[-1].end)


@dataclass(slots=True)
class _Open:
    number: int
    mark: str
    start: int  # of the mark
    inner: int  # behind the mark, in the current paragraph
    pieces: list[Span]

    @property
    def single(self) -> bool:
        return self.mark in _SINGLE


def _trim(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


def _opens_word(before: str, after: str) -> bool:
    """Whether a mark between these characters stands where a quotation can begin."""
    return not (after.isspace() or after == "") and (
        before == "" or before.isspace() or before in "([{—–-/:;,“‘\"'«„"
    )


def _closes_word(before: str, after: str) -> bool:
    """Whether a mark between these characters stands where a quotation can end."""
    return before != "" and not before.isspace() and not (after.isalnum() or after == "_")


def _clipped(text: str, at: int) -> bool:
    """Whether the single mark at ``at`` stands for left-out letters: ’90s, ’em, ’til."""
    match = _WORD_AFTER.match(text, at)
    if match is None:
        return False
    word = match["word"].casefold()
    return word in entries("clipped") or bool(re.fullmatch(r"\d\ds?", word))


def _inches(text: str, at: int) -> bool:
    """Whether the straight double mark at ``at`` may stand behind a measure: 12"."""
    return text[at - 1 : at].isdigit() and not text[at + 1 : at + 2].isalnum()


def _later_single_close(text: str, at: int, end: int) -> bool:
    """Whether a single mark that could close follows before one that opens."""
    for match in re.finditer(r"[‘’'›]", text[at : min(end, at + LOOK)]):
        i = at + match.start()
        before, after = text[i - 1 : i], text[i + 1 : i + 2]
        if match.group() == "‘" and not _clipped(text, i):
            return False
        if match.group() != "‘" and _closes_word(before, after):
            return True
        if match.group() == "'" and _opens_word(before, after) and not _clipped(text, i):
            return False
    return False


def _closes_next(text: str, at: int, end: int) -> bool:
    """Whether the next double mark in the rest of a paragraph closes and stands behind a stop: the end of a quotation
    that a single mark opened by mistake."""
    match = re.search(r"[\"“”„«»]", text[at : min(end, at + LOOK)])
    if match is None:
        return False
    i = at + match.start()
    return (
        match.group() in '"”' and text[i - 1] in _STOPS and not _opens_word(text[i - 1], text[i + 1 : i + 2])
    )


def _doubles_left(text: str, at: int, end: int) -> int:
    """Closing double marks minus opening ones in the rest of a paragraph."""
    left = 0
    for match in re.finditer(r"``|''|[\"“”„«»]", text[at : min(end, at + LOOK)]):
        i, j = at + match.start(), at + match.end()
        mark, before, after = match.group(), text[i - 1 : i], text[j : j + 1]
        opening = mark in _OPENING or (mark in {'"', "''"} and _opens_word(before, after))
        left += -1 if opening else 1
    return left


class _Reader:
    """The stack of open quotations over the blocks of one article."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.open: list[_Open] = []
        self.done: dict[int, Quoted] = {}
        self.parents: dict[int, int | None] = {}
        self.count = 0
        self.reopened = ""  # the mark that the next paragraph begins with

    def push(self, mark: str, start: int, end: int) -> None:
        self.parents[self.count] = self.open[-1].number if self.open else None
        self.open.append(_Open(self.count, mark, start, end, []))
        self.count += 1

    def pop(self, at: int, after: int, closed: bool) -> None:
        top = self.open.pop()
        piece = _trim(self.text, top.inner, at)
        pieces = (*top.pieces, piece) if piece else tuple(top.pieces)
        if not pieces:
            return
        self.done[top.number] = Quoted(
            pieces, Span(top.start, max(after, pieces[-1].end)), len(self.open), None, top.single, closed
        )

    def close(self, single: bool, at: int, after: int) -> None:
        """Close the innermost open quotation of that kind; what is open inside it ends there too."""
        while self.open and self.open[-1].single != single:
            self.pop(at, at, closed=False)
        if self.open:
            self.pop(at, after, closed=True)

    def has(self, single: bool) -> bool:
        return any(o.single == single for o in self.open)

    def block(self, start: int, end: int, following: int | None) -> None:
        """Read a paragraph; ``following`` is where the next that can go on with its quotations begins."""
        text = self.text
        at = start
        if self.open:  # only an outermost quotation is ever carried over
            again = self.opens_at(start)
            if again:
                self.open[-1].inner = at = start + len(again)
            else:
                self.drop()
        self.reopened = "" if following is None else self.opens_at(following)
        while (mark := _MARK.search(text, at, end)) is not None:
            at = mark.end()
            self.mark(mark.group(), mark.start(), at, start, end)
        while self.open and (len(self.open) > 1 or (self.open[-1].single and self.reopened not in _SINGLE)):
            self.pop(end, end, closed=False)
        if self.open:
            top = self.open[-1]
            piece = _trim(text, top.inner, end)
            if piece:
                top.pieces.append(piece)
            top.inner = end

    def opens_at(self, at: int) -> str:
        """The mark a paragraph begins with, a word behind it; "" where it begins with none."""
        mark = _MARK.match(self.text, at)
        return mark.group() if mark and _opens_word("", self.text[mark.end() : mark.end() + 1]) else ""

    def said(self, at: int) -> str:
        """The last character before a mark that is no space, "" where there is none near."""
        return self.text[max(0, at - 20) : at].rstrip()[-1:]

    def told(self, start: int, after: int) -> bool:
        """Whether a mark behind a comma stands before who said it: it closes, on the wrong side of the space."""
        return self.said(start) == "," and _TOLD.match(self.text, after) is not None

    def drop(self) -> None:
        """The quotation carried so far ended with its paragraph after all."""
        top = self.open[-1]
        self.pop(top.inner, top.inner, closed=False)

    def mark(self, mark: str, start: int, after: int, low: int, high: int) -> None:
        text = self.text
        before, following = text[max(low, start - 1) : start], text[after : min(high, after + 1)]
        if mark in _SINGLE:
            self.single(mark, start, after, high, before, following)
        else:
            self.double(mark, start, after, high, before, following)

    def double(self, mark: str, start: int, after: int, high: int, before: str, following: str) -> None:
        place, end = _opens_word(before, following), _closes_word(before, following)
        inside = self.has(False)
        opens = mark in _OPENING
        closes = mark in _CLOSING
        if opens and inside and end and not place:
            opens, closes = False, True  # „…“ and »…«
        elif closes and not inside:
            opens, closes = place, False  # a closing mark typed where one opens
        elif not opens and not closes:  # straight: by its place
            opens = (
                place
                and (not inside or before == "" or before.isspace())
                and not (inside and self.told(start, after))
            )
            closes = not opens and inside
            if (
                closes
                and _inches(self.text, start)
                and _doubles_left(self.text, after, high) >= self.doubles()
            ):
                return
            if not opens and not inside:
                opens = self.astray(after, high, before, following)
        if closes:
            self.close(False, start, after)
        if not opens:
            return
        if inside and not self.open[-1].single:
            left = _doubles_left(self.text, after, high)
            if left < self.doubles():
                if mark in {'"', "''"} and not before.isspace():
                    self.close(False, start, after)
                    return
                self.close_missing(start)
            elif left == self.doubles() and not self.reopened and self.said(start) in _ENDS:
                self.close_missing(start)  # a sentence ended, and a new quotation begins
        self.push(mark, start, after)

    def doubles(self) -> int:
        return sum(1 for o in self.open if not o.single)

    def astray(self, after: int, high: int, before: str, following: str) -> bool:
        """Whether a straight mark opens though spaces stand on both sides of it, or on none behind a stop."""
        another = re.search(r'"', self.text[after : min(high, after + LOOK)]) is not None
        spaced = (before == "" or before.isspace()) and following.isspace()
        return another and (spaced or (before in _STOPS and before != "," and following.isupper()))

    def close_missing(self, at: int) -> None:
        """A second opening without enough closings: the first was never closed."""
        while self.open and self.open[-1].single:
            self.pop(at, at, closed=False)
        if self.open:
            self.pop(at, at, closed=False)

    def single(self, mark: str, start: int, after: int, high: int, before: str, following: str) -> None:
        text = self.text
        place, end = _opens_word(before, following), _closes_word(before, following)
        top_single = bool(self.open) and self.open[-1].single
        if mark == "‹" or (mark == "‚" and place):
            self.push(mark, start, after)
            return
        if top_single and end and (mark not in {"‘", "‚", "‛"} or not place):
            possessive = (
                before in {"s", "S"}
                and following == " "
                and text[after + 1 : after + 2].isalpha()
                and _later_single_close(text, after, high)
            )
            if not possessive:
                self.close(True, start, after)
            return
        if not top_single and self.open and end and before in _STOPS and mark in {"’", "'"}:
            if _doubles_left(text, after, high) <= 0 and not _later_single_close(text, after, high):
                self.close(False, start, after)  # “…,’ closes with the wrong mark
            return
        if mark in {"’", "›"}:
            return  # an apostrophe
        if top_single or not place or _clipped(text, start):
            return
        if _later_single_close(text, after, high):
            self.push(mark, start, after)
        elif not self.open and _closes_next(text, after, high):
            self.push("“", start, after)  # ‘…,” opens with the wrong mark
        elif not self.open and self.reopened in _SINGLE and (before == "" or self.said(start) in {":", ","}):
            self.push(mark, start, after)  # over several paragraphs


def _linked(reader: _Reader) -> Iterator[Quoted]:
    numbers = sorted(reader.done)
    place = {number: i for i, number in enumerate(numbers)}
    for number in numbers:
        parent = reader.parents[number]
        while parent is not None and parent not in place:
            parent = reader.parents[parent]
        yield replace(reader.done[number], parent=None if parent is None else place[parent])


def find(article: Article) -> tuple[Quoted, ...]:
    """The quotations of an article's title and body in the order of their opening marks."""
    reader = _Reader(article.text)
    blocks = [b for b in article.blocks if b.role in QUOTING_ROLES]
    for number, block in enumerate(blocks):
        following = blocks[number + 1] if number + 1 < len(blocks) else None
        # a headline's quotation never runs into the text
        goes_on = following is not None and (following.role == "body") == (block.role == "body")
        reader.block(block.start, block.end, following.start if following is not None and goes_on else None)
        if reader.open and not goes_on:
            reader.drop()
    return tuple(_linked(reader))
