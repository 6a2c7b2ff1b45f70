"""The material of attributions: an article with its parse and quotations, contents in the making, and their bounds.

A content cuts no quotation: one that reaches into a quotation takes it whole, one whose cue stands inside a quotation
ends with it; in the end the marks around a content and the punctuation at its edges are left out.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from rashomon import words
from rashomon.annotate import quotes
from rashomon.annotate.quotes import Quoted
from rashomon.annotate.reports import Report
from rashomon.lang import entries
from rashomon.model import Article, Block, Parse, Span

_EDGE = " \t\r\n,;:.–—-"
_NOBODY = frozenset({"nobody", "none", "nothing", "what"})


@dataclass(slots=True)
class Draft:
    """An attribution in the making: contents in text order, quotation marks still around them."""

    content: list[Span]
    cue: tuple[int, ...]
    source: int | None
    antecedent: int | None
    rule: str
    kind: str
    anchor: int  # where it was found, for the order of speakers
    copied: Draft | None = None  # the utterance it continues
    holds_inner: bool = False  # whether a quotation inside another stands in its content
    quoted: set[int] = field(default_factory=set)  # the outermost quotations it holds


class Page:
    """An article with its parse and outermost quotations, and where things stand in it."""

    def __init__(self, article: Article, parse: Parse) -> None:
        self.text = article.text
        self.parse = parse
        self.quoted = quotes.find(article)
        self.outer = [i for i, q in enumerate(self.quoted) if q.depth == 0]
        self.outer_starts = [self.quoted[i].outer.start for i in self.outer]
        self.blocks: tuple[Block, ...] = article.blocks
        self.token_starts = [t.start for t in parse.tokens]
        self.block_starts = [b.start for b in article.blocks]

    def block_at(self, at: int) -> int:
        return max(0, bisect_right(self.block_starts, at) - 1)

    def outer_at(self, at: int) -> int | None:
        """The outermost quotation around a character."""
        k = bisect_right(self.outer_starts, at) - 1
        if k >= 0 and self.quoted[self.outer[k]].outer.end > at:
            return self.outer[k]
        return None

    def outers_in(self, start: int, end: int) -> list[int]:
        """The outermost quotations that share a character with ``[start, end)``."""
        found = []
        for k in range(max(0, bisect_right(self.outer_starts, start) - 1), len(self.outer)):
            q = self.quoted[self.outer[k]].outer
            if q.start >= end:
                break
            if q.end > start:
                found.append(self.outer[k])
        return found

    def word_count(self, start: int, end: int) -> int:
        return len(words.words(self.text, start, end)) if start < end else 0


def size(page: Page, quoted: Quoted) -> int:
    return sum(page.word_count(p.start, p.end) for p in quoted.pieces)


def _mend(page: Page, content: Sequence[Span], cue_at: int) -> tuple[list[Span], set[int]]:
    """Contents that cut no quotation: one the cue stands in bounds them, others are taken in whole."""
    around = page.outer_at(cue_at)
    mended: list[Span] = []
    held: set[int] = set()
    for span in content:
        start, end = span.start, span.end
        if around is not None:
            pieces = [p for p in page.quoted[around].pieces if p.overlaps(span)]
            if not pieces:
                continue
            start, end = max(start, pieces[0].start), min(end, pieces[-1].end)
        else:
            for i in page.outers_in(start, end):
                q = page.quoted[i].outer
                if q.start <= cue_at < q.end:
                    continue
                held.add(i)
                start, end = min(start, q.start), max(end, q.end)
        if start < end and page.word_count(start, end):
            mended.append(Span(start, end))
    mended.sort()
    joined: list[Span] = []
    for span in mended:
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined, held


def _holds_inner(page: Page, around: int, content: Sequence[Span]) -> bool:
    """Whether a quotation inside the quotation ``around`` stands in the content."""
    for i in range(around + 1, len(page.quoted)):  # in the order of their opening marks
        if page.quoted[i].depth == 0:
            break
        if any(s.contains(page.quoted[i].inside) for s in content):
            return True
    return False


def from_reports(page: Page, found: Sequence[Report]) -> list[Draft]:
    parse = page.parse
    drafts: list[Draft] = []
    for report in found:
        if not report.content:
            continue
        cue_at = parse.tokens[report.cue[0]].start
        around = page.outer_at(cue_at)
        if around is not None:
            if report.source is None:
                continue
            if parse.tokens[report.source].text.lower() in entries("speaker_pronouns") | entries(
                "not_speakers"
            ):
                continue
            if report.antecedent is None and parse.tokens[report.source].tag in {"WP", "WDT"}:
                continue
        if report.source is None and report.rule not in {"noun", "of", "according"}:
            continue
        if report.source is not None:
            word = parse.tokens[report.source]
            if word.text.lower() in _NOBODY:
                continue
        content, held = _mend(page, report.content, cue_at)
        if content:
            drafts.append(
                Draft(
                    content,
                    report.cue,
                    report.source,
                    report.antecedent,
                    report.rule,
                    report.kind,
                    cue_at,
                    None,
                    around is not None and _holds_inner(page, around, content),
                    held,
                )
            )
    return drafts


def trimmed(page: Page, span: Span) -> list[Span]:
    """A content without edge punctuation and without the marks around it; a quotation over paragraphs in its pieces."""
    parts = [span]
    for i in page.outers_in(span.start, span.end):
        outer, pieces = page.quoted[i].outer, page.quoted[i].pieces
        for left, right in pairwise(pieces):
            last = parts.pop()
            if last.start < left.end and right.start < last.end:
                # the marks around the whole stand in its first and last part
                start = left.start if left == pieces[0] and outer.start <= last.start else last.start
                end = right.end if right == pieces[-1] and last.end <= outer.end else last.end
                parts += [Span(max(start, last.start), left.end), Span(right.start, min(end, last.end))]
            else:
                parts.append(last)
    return [t for part in parts if (t := _trim(page, part)) is not None]


def _trim(page: Page, span: Span) -> Span | None:
    s, start, end = page.text, span.start, span.end
    while start < end:
        before = (start, end)
        while start < end and s[start] in _EDGE:
            start += 1
        while (
            end > start and s[end - 1] in _EDGE and not (s[end - 1] == "." and _keeps_stop(page, start, end))
        ):
            end -= 1
        for i in page.outers_in(start, end) if start < end else []:
            q = page.quoted[i]
            first, final = q.pieces[0].start, q.pieces[-1].end
            whole = q.outer.start >= start and q.outer.end <= end
            if whole and (s[start : q.outer.start] + s[q.outer.end : end]).strip(_EDGE) == "":
                return Span(first, final)  # nothing but the quotation
            if q.outer.start >= start and q.outer.end > end >= final:
                end = min(end, final) if first == start else min(q.outer.end, span.end)
            if start <= q.outer.start and end <= first:
                end = q.outer.start
            if q.outer.start < first and q.outer.start <= start < first and not whole:
                start = first
            if final <= start < q.outer.end:
                start = q.outer.end
        if (start, end) == before:
            break
    for i in page.outers_in(start, end) if start < end else []:
        q = page.quoted[i]
        if q.outer.start < start and start <= q.pieces[0].start + 1 and end <= q.pieces[-1].end + 1:
            return Span(max(start, q.pieces[0].start), min(end, q.pieces[-1].end))
    return Span(start, end) if start < end else None


def _keeps_stop(page: Page, start: int, end: int) -> bool:
    """Whether the full stop before ``end`` is an abbreviation's, an ellipsis, or inside a quotation."""
    s = page.text
    if end - start > 2 and s[end - 3] in ".":
        return True
    i = page.outer_at(end - 1)
    return i is not None and end <= page.quoted[i].pieces[-1].end and start >= page.quoted[i].pieces[0].start
