"""The frozen values that flow from stage to stage, and the result.

Standard library only. Spans are half-open, in Unicode code points of ``Article.text``. The fields and their allowed
words are those of the published schema (``rashomon schema``); what a type carries beyond it is marked *internal* and
is never written out.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple

BlockRole = Literal["title", "standfirst", "byline", "body", "caption", "credit", "other"]
EntityKind = Literal["person", "organisation", "place", "group", "other"]
MentionForm = Literal["name", "nominal", "pronoun"]
AttributionKind = Literal["direct", "mixed", "indirect"]
HopRole = Literal["speaker", "act", "medium", "translator", "agency", "outlet"]
DifferenceKind = Literal[
    "inflection", "synonym", "rewording", "dropped", "added", "number", "negation", "elision", "name", "other"
]
Voice = Literal["outlet", "attributed"]
ClaimRole = Literal["body", "title", "caption"]
DateType = Literal["DATE", "TIME", "DURATION", "SET"]
Anchor = Literal["none", "published", "narrative"]
Relation = Literal["=", "~", ">", "<", "up", "down"]
Decision = Literal["same", "unsure", "different"]
BondKind = Literal["outlet", "text", "utterance", "carrier", "speaker"]
Status = Literal["agreed", "conflict", "single", "unsure"]
FindingKind = Literal["conflict", "wording", "verdict", "voice"]
FindingType = Literal[
    "number", "date", "place", "person", "name", "polarity", "statement", "naming", "evaluation"
]
Judgement = Literal[
    "contradiction", "update", "scope", "rounding", "estimates", "translation", "not-comparable"
]
Precision = Literal["day", "month", "year", "decade", "century", "none"]
# How words of a quotation follow those before them: the first; after an ellipsis; after words that are not quoted; with
# no mark of what was left out or moved.
Join = Literal["first", "ellipsis", "apart", "splice"]
LaidState = Literal["verbatim", "altered", "spliced", "unsure", "not found"]
Operator = Literal["agreed", "attributed", "conflict", "single"]
# What a language model proposed: a sentence of the briefing, that two claims may assert one thing, or no such thing.
ProposalKind = Literal["sentence", "alignment", "answer"]
# named: an entity. anonymous: somebody whose name is withheld ("two officials", "a source"). collective: several, or a
# body, spoken of as one ("witnesses", "police"). other: a document, or an office whose holder is not named.
SpeakerKind = Literal["named", "collective", "anonymous", "other"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """``[start, end)`` in code points of one article's text; never empty."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end})")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The exact passage of ``text`` this span means."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether ``other`` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """A span of a named article: the only pointer across articles."""

    article: str
    start: int
    end: int

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


# ---------------------------------------------------------------- read


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph-sized part of an article with its role. Blocks do not overlap."""

    start: int
    end: int
    role: BlockRole

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Article:
    """One report as published. ``published`` is ISO 8601 in UTC, as precise as ``published_precision``.

    ``based_on`` are addresses or names of what the report declares to be made from, ``corrections`` what it declares to
    have corrected.
    """

    id: str
    outlet: str | None
    title: str | None
    authors: tuple[str, ...]
    url: str | None
    published: str | None
    published_precision: Literal["day", "second"] | None
    language: str
    text: str
    sha256: str
    blocks: tuple[Block, ...]
    origin: str
    # empty where nothing is said; written all the same, unlike what is internal
    based_on: tuple[str, ...] = field(default_factory=tuple)
    corrections: tuple[str, ...] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class Dropped:
    """An input that was left out, where and why."""

    origin: str
    stage: str
    reason: str


# ---------------------------------------------------------------- annotate


@dataclass(frozen=True, slots=True)
class Token:
    """*Internal.* A word or mark with its syntax, in Universal-style labels (``pos``) and spaCy's English ones.

    ``head`` is the index of the governing token (its own index at a root), ``sentence`` the index of the sentence,
    ``entity`` the recogniser's label for the name it belongs to or "".
    """

    index: int
    start: int
    end: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    sentence: int
    entity: str

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True)
class Parse:
    """*Internal.* Tokens of every block that can speak or claim (title, standfirst, body, caption), in text order."""

    tokens: tuple[Token, ...]
    sentences: tuple[Span, ...]

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """For each token the indexes of its dependents, in text order."""
        rows: list[list[int]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.index:
                rows[token.head].append(token.index)
        return tuple(tuple(row) for row in rows)

    @cached_property
    def _sentence_ranges(self) -> tuple[range, ...]:
        starts: list[int] = [0] * (len(self.sentences) + 1)
        for token in self.tokens:
            starts[token.sentence + 1] = token.index + 1
        for i in range(1, len(starts)):
            starts[i] = max(starts[i], starts[i - 1])
        return tuple(range(a, b) for a, b in zip(starts, starts[1:], strict=False))

    def in_sentence(self, sentence: int) -> tuple[Token, ...]:
        """The tokens of one sentence."""
        r = self._sentence_ranges[sentence]
        return self.tokens[r.start : r.stop]

    def subtree(self, index: int) -> tuple[int, ...]:
        """Indexes of a token and all its dependents, sorted."""
        found: list[int] = []
        stack = [index]
        while stack:
            i = stack.pop()
            found.append(i)
            stack.extend(self.children[i])
        return tuple(sorted(found))

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        return tuple(token.start for token in self.tokens)

    def within(self, start: int, end: int) -> tuple[Token, ...]:
        """The tokens that share a character with ``[start, end)``."""
        low = bisect_right(self._starts, start) - 1
        high = bisect_left(self._starts, end)
        low = max(low, 0)
        return tuple(t for t in self.tokens[low:high] if t.end > start)

    def ancestors(self, index: int) -> Iterator[int]:
        """The governors of a token, nearest first."""
        while self.tokens[index].head != index:
            index = self.tokens[index].head
            yield index


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where an entity is named, described or referred to; a name is bare (no title, article, possessive)."""

    article: str
    start: int
    end: int
    form: MentionForm

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Entity:
    """One person, organisation, place or group: over one article (``annotate``) or over all (``align``)."""

    id: str
    kind: EntityKind
    name: str
    mentions: tuple[Mention, ...]
    aliases: tuple[str, ...] = ()  # internal: other full names the text itself gives, and known ones


@dataclass(frozen=True, slots=True)
class Source:
    """Who speaks: the words that name it here, and the entity they stand for; either may be missing."""

    span: Span | None
    entity: str | None


@dataclass(frozen=True, slots=True)
class Hop:
    """One step of the way the words took, with the words that name it."""

    role: HopRole
    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class Attribution:
    """Somebody is said to have said, written, thought or felt something."""

    id: str
    article: str
    kind: AttributionKind
    content: tuple[Span, ...]
    cue: tuple[Span, ...]
    source: Source
    chain: tuple[Hop, ...]
    within: str | None
    quoted: tuple[Span, ...] = ()  # internal: the parts of the content inside quotation marks

    @property
    def start(self) -> int:
        """Where its content begins."""
        return self.content[0].start


@dataclass(frozen=True, slots=True)
class Claim:
    """The smallest assertion worth comparing."""

    id: str
    article: str
    spans: tuple[Span, ...]
    voice: Voice
    attribution: str | None
    negated: bool
    hedged: bool
    role: ClaimRole
    predicate: int | None = None  # internal: index of the governing token, a verb or an event noun
    sentence: int = 0  # internal: index of its sentence


@dataclass(frozen=True, slots=True)
class DateMention:
    """A time expression with its TIMEX3 value and day bounds (ISO 8601), at the text's own precision."""

    id: str
    article: str
    span: Span
    type: DateType
    value: str | None
    earliest: str | None
    latest: str | None
    anchor: Anchor
    why: str | None


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount with its bounds, its unit and what is counted."""

    id: str
    article: str
    span: Span
    low: float | None
    high: float | None
    unit: str | None
    unit_normal: str | None
    relation: Relation
    counted: Span | None


@dataclass(frozen=True, slots=True)
class Annotated:
    """An article with everything that can be said of it alone."""

    article: Article
    parse: Parse
    entities: tuple[Entity, ...]
    attributions: tuple[Attribution, ...]
    claims: tuple[Claim, ...]
    dates: tuple[DateMention, ...]
    quantities: tuple[Quantity, ...]


# ---------------------------------------------------------------- align


@dataclass(frozen=True, slots=True)
class Difference:
    """The smallest readable unit in which versions differ; a None reading is absent there."""

    kind: DifferenceKind
    readings: tuple[tuple[str, Span | None], ...]


@dataclass(frozen=True, slots=True)
class Utterance:
    """One act of speech quoted in two or more places; the first version is the longest and the base."""

    id: str
    versions: tuple[str, ...]
    score: float
    differences: tuple[Difference, ...]


class Evidence(NamedTuple):
    """*Internal.* One named reason for or against a link: ``score`` in [-1, 1], with the words it rests on."""

    feature: str
    score: float
    detail: str


@dataclass(frozen=True, slots=True)
class Link:
    """*Internal.* A scored pair of claims of two articles; ``score`` in [0, 1], ``decision`` as it was taken."""

    left: str
    right: str
    score: float
    decision: Decision
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """*Internal.* Claims of several articles that assert one thing, before it is judged: a point to be."""

    cells: tuple[tuple[str, tuple[str, ...]], ...]  # article id -> claim ids, in article order
    links: tuple[Link, ...]
    doubtful: bool


@dataclass(frozen=True, slots=True)
class Copy:
    """Two articles that carry one text: ``shares`` of each one's words, in [0, 1], stand word for word in the other,
    quotations apart; ``passages`` are the stretches of it, of the first article and then of the second."""

    shares: tuple[tuple[str, float], ...]  # article id -> share, in article order
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Alignment:
    """What stands where over all articles of a story."""

    articles: tuple[Annotated, ...]
    entities: tuple[Entity, ...]
    entity_of: Mapping[str, str]  # an article's entity id -> the story's
    utterances: tuple[Utterance, ...]
    rows: tuple[Row, ...]
    copies: tuple[Copy, ...] = ()
    rejected: Mapping[tuple[str, str], tuple[tuple[str, float], ...]] = field(default_factory=dict)
    # rejected: (claim id, other article id) -> nearest claims there that were not linked, best first, with score


# ---------------------------------------------------------------- compare


@dataclass(frozen=True, slots=True)
class Bond:
    """Why two articles are one origin of a point: one outlet, one text, one utterance, one agency or outlet that both
    took it from (``carrier``), or one speaker; ``name`` is that of the outlet, carrier or speaker."""

    articles: tuple[str, ...]
    by: BondKind
    name: str | None


@dataclass(frozen=True, slots=True)
class Point:
    """One assertion across the coverage; a missing article is silence, which is no contradiction.

    ``bonds`` join articles to origins, none closing a circle: ``origins`` is the number of cells less that of bonds."""

    id: str
    cells: tuple[tuple[str, tuple[str, ...]], ...]
    status: Status
    outlets: int
    origins: int
    bonds: tuple[Bond, ...]
    salience: float


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a reader should know about a point, with its passages, its rule and a sentence."""

    id: str
    kind: FindingKind
    type: FindingType
    judgement: Judgement | None
    detector: str
    score: float
    why: str
    point: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """The best passage that was rejected, ``score`` in [0, 1]."""

    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class Absence:
    """Point ``point`` is not found in ``article``."""

    point: str
    article: str
    nearest: tuple[Candidate, ...]
    chance_missed: float | None


@dataclass(frozen=True, slots=True)
class Share:
    """How much one speaker is heard in one article; ``first_at`` is the share of the text before, in [0, 1], ``role``
    the article's own words for who that is ("mayor of Grell"), None where it has none."""

    direct_words: int
    indirect_words: int
    attributions: int
    first_at: float
    role: Span | None


@dataclass(frozen=True, slots=True)
class VoiceRow:
    """One speaker over all articles; ``entity`` is None for anonymous and collective sources."""

    entity: str | None
    name: str
    kind: SpeakerKind
    by_article: tuple[tuple[str, Share], ...]


@dataclass(frozen=True, slots=True)
class Sourcing:
    """How many sources an article (None: the whole story) reports, and how many of its reported words are theirs.

    ``anonymous_share`` is that of the anonymous among the sources, in [0, 1]; None without any source. ``words`` count
    those that are nobody's in particular too."""

    article: str | None
    sources: int
    collective: int
    anonymous: int
    anonymous_share: float | None
    words: int
    collective_words: int
    anonymous_words: int


@dataclass(frozen=True, slots=True)
class Event:
    """A dated line of the timeline; unresolved ones have null bounds, precision "none", and stand last."""

    earliest: str | None
    latest: str | None
    precision: Precision
    text: str
    what: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """What ``compare`` makes of an alignment."""

    points: tuple[Point, ...]
    findings: tuple[Finding, ...]
    absences: tuple[Absence, ...]
    voices: tuple[VoiceRow, ...]
    sourcing: tuple[Sourcing, ...]
    timeline: tuple[Event, ...]


# ---------------------------------------------------------------- brief


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of the neutral account with its derivation."""

    text: str
    operator: Operator
    points: tuple[str, ...]
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a language model proposed, and what became of it. ``text`` is the sentence, the passages or what else it
    wrote, cut where it is long; ``points`` and ``claims`` those it named. ``became`` is the sentence ("briefing 3") or
    the point ("p12") that it is now, None where it was refused; ``rule`` then names what refused it. ``why`` is one
    phrase."""

    kind: ProposalKind
    text: str
    points: tuple[str, ...]
    claims: tuple[str, ...]
    became: str | None
    rule: str | None
    why: str


# ---------------------------------------------------------------- the primary source


@dataclass(frozen=True, slots=True)
class Stretch:
    """*Internal.* Words of a quotation (``here``) and those of the source they stand for (``there``)."""

    here: Span
    there: Span
    join: Join


@dataclass(frozen=True, slots=True)
class Laid:
    """*Internal.* A quotation laid on the source; ``share`` in [0, 1] of its words' weight stands there. Differences have
    the reading of ``Primary.article`` first, by its id, then the attribution's. ``places`` of the source have the words
    of one that is verbatim and in one stretch; else 1, or 0 for what is not found."""

    attribution: str
    state: LaidState
    share: float
    stretches: tuple[Stretch, ...]
    differences: tuple[Difference, ...]
    places: int


@dataclass(frozen=True, slots=True)
class Primary:
    """*Internal.* The speech, statement or op-ed that reports quote, and their quotations on it, in
    their order. ``words`` are the places of its words."""

    article: Article
    words: tuple[Span, ...]
    laid: tuple[Laid, ...]


# ---------------------------------------------------------------- the result

# Settings of this name and a number tell what became of a correction by hand.
CORRECTION = "correction "


@dataclass(frozen=True, slots=True)
class Comparison:
    """All a report needs, and all that is published."""

    tool: str
    articles: tuple[Article, ...]
    entities: tuple[Entity, ...]
    attributions: tuple[Attribution, ...]
    utterances: tuple[Utterance, ...]
    copies: tuple[Copy, ...]
    claims: tuple[Claim, ...]
    dates: tuple[DateMention, ...]
    quantities: tuple[Quantity, ...]
    points: tuple[Point, ...]
    findings: tuple[Finding, ...]
    absences: tuple[Absence, ...]
    voices: tuple[VoiceRow, ...]
    sourcing: tuple[Sourcing, ...]
    timeline: tuple[Event, ...]
    briefing: tuple[Line, ...]
    dropped: tuple[Dropped, ...]
    settings: tuple[tuple[str, str | int | float | bool | None], ...]
    # of an optional language model; written all the same where none was asked
    proposals: tuple[Proposal, ...] = field(default_factory=tuple)
    primary: Primary | None = None  # internal: shown by reports, in no JSON

    def to_json(self) -> str:
        """The published JSON (``rashomon schema``): the same comparison gives the same bytes."""
        from rashomon.codec import comparison_to_json  # the codec imports this module

        return comparison_to_json(self)
