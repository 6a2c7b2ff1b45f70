"""What every report shows, in which order and with which words: picked once, drawn by each renderer.

The parts below are the sections of a report from top to bottom; ``build.view`` fills them from a comparison.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from rashomon.model import (
    Article,
    Bond,
    DifferenceKind,
    Event,
    LaidState,
    Operator,
    Sourcing,
    Span,
    Status,
)
from rashomon.report.versions import Column

# own: the outlet says it; quoted: somebody's words in quotation marks; reported: somebody's words retold.
Manner = Literal["own", "quoted", "reported"]

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True)
class Side:
    """One report: its letter, the name it is shown by, its publication day in words; ``tone`` is its hue."""

    letter: str
    article: Article
    name: str
    when: str | None
    tone: int

    @property
    def language(self) -> str:
        """The article's language as a page may name it; empty, which is unknown, for what is no language tag."""
        return self.article.language if _LANGUAGE.fullmatch(self.article.language) else ""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where words stand: the spans of one article, in order. The anchor is its name in a link."""

    article: str
    spans: tuple[Span, ...]

    @property
    def anchor(self) -> str:
        """``a1-120-183``; further spans are appended in the same way."""
        name = re.sub(r"[^A-Za-z0-9_]", "_", self.article)
        return "-".join([name, *(f"{s.start}-{s.end}" for s in self.spans)])


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a report as they stand there (spaces closed up), whose they are, and where to find them."""

    letter: str
    place: Place
    before: str
    words: str
    after: str
    manner: Manner
    speaker: str | None
    note: str | None  # "headline" or "caption"


@dataclass(frozen=True, slots=True)
class Near:
    """The best passage that was rejected for an empty cell; ``score`` in [0, 1]."""

    quote: Quote
    score: float


@dataclass(frozen=True, slots=True)
class Cell:
    """What one report says on a point; no quotes is silence."""

    letter: str
    quotes: tuple[Quote, ...]
    nearest: tuple[Near, ...]
    chance_missed: float | None


@dataclass(frozen=True, slots=True)
class PointRow:
    """A row of the synopsis. ``key`` names its filter: agreed, conflict, unsure, only-A …"""

    id: str
    number: int
    label: str
    status: Status
    word: str
    key: str
    mark: str
    cells: tuple[Cell, ...]
    outlets: int
    origins: int
    bonds: tuple[Bond, ...]

    @property
    def told(self) -> Quote:
        """The words by which the row is told elsewhere: the first of a body, else of a headline or caption."""
        quotes = [quote for cell in self.cells for quote in cell.quotes]
        return min(quotes, key=lambda quote: quote.note is not None)


@dataclass(frozen=True, slots=True)
class Witness:
    """One side of a finding: the words, and the number or date in them that counts, if there is one."""

    quote: Quote
    value: str | None


@dataclass(frozen=True, slots=True)
class Item:
    """A finding: what differs, how it was judged, why, and each side's words; ``row`` is its point's id."""

    id: str
    type: str
    judgement: str | None
    why: str
    detector: str
    row: str
    number: int
    witnesses: tuple[Witness, ...]


@dataclass(frozen=True, slots=True)
class Citation:
    """``A3``: the third passage of report A that the briefing rests on."""

    label: str
    place: Place


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the briefing with its proofs."""

    text: str
    operator: Operator
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Version:
    """One version of an utterance: who is said to have said it, and the way the words took."""

    letter: str
    quote: Quote
    speaker: str | None
    way: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a difference reads in one version; no place where the words are absent."""

    letter: str
    words: str | None
    place: Place | None


@dataclass(frozen=True, slots=True)
class Variation:
    """One difference between the versions."""

    kind: DifferenceKind
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class Variants:
    """One utterance in several versions, with the columns in which they face each other."""

    id: str
    speaker: str
    versions: tuple[Version, ...]
    columns: tuple[Column, ...]
    variations: tuple[Variation, ...]


@dataclass(frozen=True, slots=True)
class Heard:
    """How much a speaker is heard in one report, in words."""

    letter: str
    direct: int
    indirect: int
    attributions: int
    first_at: float
    role: str | None


@dataclass(frozen=True, slots=True)
class Speaker:
    """A speaker over all reports; a report that is missing does not carry this voice. ``about`` says who that is,
    where the reports do: the role, or that there is no name."""

    name: str
    about: str
    heard: tuple[Heard | None, ...]


@dataclass(frozen=True, slots=True)
class Moment:
    """A line of the timeline."""

    event: Event
    when: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """What a reader of one report alone misses: rows, most salient first, and speakers not heard there."""

    letter: str
    rows: tuple[PointRow, ...]
    speakers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reader:
    """The fewest reports that tell most: with ``letters`` a reader has ``held`` of all salient points and voices."""

    letters: tuple[str, ...]
    held: int


@dataclass(frozen=True, slots=True)
class Readers:
    """What to read: the best choice of one report, of two, … until all of ``points`` and ``voices`` that any tells are
    held. ``missed`` are the points and the voices that each report lacks; ``exact`` is False where the reports are too
    many to try every choice."""

    points: int
    voices: int
    missed: tuple[tuple[int, int], ...]  # of each side
    steps: tuple[Reader, ...]
    exact: bool


@dataclass(frozen=True, slots=True)
class LaidQuote:
    """A quotation on the source: ``source`` is where, ``at`` the share of the source's words before it, ``places`` how
    often its words stand there; ``variants`` sets the two under each other where they differ or are in doubt."""

    quote: Quote
    speaker: str
    state: LaidState
    source: Place | None
    at: float | None
    places: int
    variants: Variants | None
    spliced: bool


@dataclass(frozen=True, slots=True)
class Drawn:
    """What one report quotes of the source: words, ranges of it as shares in [0, 1], number of quotations by state, and
    how many of the ``ordered`` found ones in its body stand in another order."""

    letter: str
    words: int
    ranges: tuple[tuple[float, float], ...]
    states: tuple[tuple[LaidState, int], ...]
    moved: int
    ordered: int


@dataclass(frozen=True, slots=True)
class OnSource:
    """The primary source and all that is quoted of it; ``by_none`` and ``by_all`` are words of it."""

    side: Side
    words: int
    by_none: int
    by_all: int
    drawn: tuple[Drawn, ...]  # of each side
    quotes: tuple[LaidQuote, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of all points one report carries, and how many of those it shares with another."""

    points: int
    shared: int
    total: int


@dataclass(frozen=True, slots=True)
class View:
    """A whole report, ready to be drawn."""

    title: str
    summary: str
    sides: tuple[Side, ...]
    coverage: tuple[Coverage, ...]  # of each side
    remarks: tuple[str, ...]
    shares: bool
    briefing: tuple[Sentence, ...]
    conflicts: tuple[Item, ...]
    utterances: tuple[Variants, ...]
    rows: tuple[PointRow, ...]
    filters: tuple[tuple[str, str, int], ...]  # key, word, number of rows
    speakers: tuple[Speaker, ...]
    sourcing: tuple[Sourcing, ...]  # of each side
    wording: tuple[Item, ...]
    verdicts: tuple[Item, ...]
    voicing: tuple[Item, ...]
    timeline: tuple[Moment, ...]
    gaps: tuple[Gap, ...]
    readers: Readers
    source: OnSource | None
    tool: str
    settings: tuple[tuple[str, str], ...]
    corrections: tuple[tuple[str, str], ...]  # number, what was said and what became of it
    proposals: tuple[
        tuple[str, str], ...
    ]  # of a language model: what became of it, what it proposed and why so

    def places(self) -> Iterator[Place]:
        """Every place a report can lead to; some come more than once."""
        for sentence in self.briefing:
            yield from (citation.place for citation in sentence.citations)
        for item in (*self.conflicts, *self.wording, *self.verdicts, *self.voicing):
            yield from (witness.quote.place for witness in item.witnesses)
        for variants in self.utterances:
            yield from (version.quote.place for version in variants.versions)
            for variation in variants.variations:
                yield from (reading.place for reading in variation.readings if reading.place)
        for row in self.rows:
            for cell in row.cells:
                yield from (quote.place for quote in cell.quotes)
                yield from (near.quote.place for near in cell.nearest)
        for moment in self.timeline:
            yield from (quote.place for quote in moment.quotes)
        for laid in self.source.quotes if self.source else ():
            yield laid.quote.place
            if laid.source is not None:
                yield laid.source
            if laid.variants is not None:
                yield from (version.quote.place for version in laid.variants.versions)
                for variation in laid.variants.variations:
                    yield from (reading.place for reading in variation.readings if reading.place)
