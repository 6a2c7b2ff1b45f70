"""Alignments built by hand: reports of annotated words, what is found in them, and the rows they make.

A sentence is written as words with their syntax, ``form:POS:dep:head:lemma:TAG`` from left to right; what is left out
is guessed plainly. ``head`` is the number of the governing word, counted from 1; the word that governs itself is the
root, and the head of whatever names none. A mark that clings to the word before it is written with a leading ``~``.

    Tilda:PROPN:nsubj:2 shut:VERB:ROOT the:DET:det:4 weir:NOUN:dobj:2 ~.:PUNCT:punct
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import factory
from rashomon.compare.context import Context, Draft
from rashomon.model import (
    Alignment,
    Anchor,
    Annotated,
    Attribution,
    AttributionKind,
    BlockRole,
    Claim,
    ClaimRole,
    DateMention,
    DateType,
    Entity,
    EntityKind,
    Hop,
    HopRole,
    Link,
    Mention,
    MentionForm,
    Parse,
    Passage,
    Quantity,
    Relation,
    Row,
    Source,
    Span,
    Token,
    Utterance,
)

TAGS = {"VERB": "VBD", "AUX": "VBD", "NOUN": "NN", "PROPN": "NNP", "PRON": "PRP", "DET": "DT", "ADV": "RB"}


class Report:
    """One article in the making; the words given to its methods are found in its text."""

    def __init__(
        self,
        id: str,
        *sentences: str,
        outlet: str | None = None,
        published: str | None = None,
        title: bool = False,
    ) -> None:
        """``title`` makes the first sentence the headline."""
        tokens: list[Token] = []
        spans: list[Span] = []
        text = ""
        for number, sentence in enumerate(sentences):
            if text:
                text += "\n\n" if title and number == 1 else " "
            start, base = len(text), len(tokens)
            cells = [word.split(":") for word in sentence.split()]
            root = next((n for n, c in enumerate(cells) if c[2:3] == ["ROOT"]), 0)
            for n, cell in enumerate(cells):
                form, pos, dep, head, lemma, tag = cell + [""] * (6 - len(cell))
                if n and not form.startswith("~"):
                    text += " "
                form = form.removeprefix("~")
                governor = n if n == root else int(head) - 1 if head else root
                tokens.append(
                    Token(
                        index=base + n,
                        start=len(text),
                        end=len(text) + len(form),
                        text=form,
                        lemma=lemma or form.casefold(),
                        pos=pos or "X",
                        tag=tag or TAGS.get(pos, ""),
                        dep=dep or "dep",
                        head=base + governor,
                        sentence=number,
                        entity="",
                    )
                )
                text += form
            spans.append(Span(start, len(text)))
        roles: list[BlockRole] = ["title"] if title else []
        self.article = factory.article(text, id=id, outlet=outlet, published=published, roles=roles)
        self.id, self.text = id, text
        self.parse = Parse(tuple(tokens), tuple(spans))
        self.claims: list[Claim] = []
        self.attributions: list[Attribution] = []
        self.entities: dict[str, Entity] = {}
        self.dates: list[DateMention] = []
        self.quantities: list[Quantity] = []

    def span(self, words: str, nth: int = 0) -> Span:
        return factory.span(self.text, words, nth)

    def passage(self, words: str, nth: int = 0) -> Passage:
        found = self.span(words, nth)
        return Passage(self.id, found.start, found.end)

    def claim(
        self,
        *words: str,
        predicate: str = "",
        by: Attribution | None = None,
        negated: bool = False,
        hedged: bool = False,
        role: ClaimRole = "body",
        nth: int = 0,
    ) -> Claim:
        """A claim of these pieces (none: the first sentence); ``predicate`` is a word of the first, by default the
        root of its sentence."""
        spans = tuple(self.span(w, nth) for w in words) or (self.parse.sentences[0],)
        inside = [t for s in spans for t in self.parse.within(s.start, s.end)]
        if predicate:
            head = next(t for t in inside if t.text == predicate)
        else:
            head = next(t for t in self.parse.in_sentence(inside[0].sentence) if t.head == t.index)
        claim = Claim(
            id=f"{self.id}c{len(self.claims) + 1}",
            article=self.id,
            spans=spans,
            voice="attributed" if by else "outlet",
            attribution=by.id if by else None,
            negated=negated,
            hedged=hedged,
            role=role,
            predicate=head.index,
            sentence=head.sentence,
        )
        self.claims.append(claim)
        return claim

    def name(
        self,
        words: str,
        *,
        whole: str = "",
        kind: EntityKind = "person",
        form: MentionForm = "name",
        nth: int = 0,
    ) -> str:
        """A mention of the entity that the story knows as ``whole``; its id within the article."""
        whole = whole or words
        found = self.span(words, nth)
        mention = Mention(self.id, found.start, found.end, form)
        old = self.entities.get(whole)
        id = old.id if old else f"{self.id}x{len(self.entities) + 1}"
        self.entities[whole] = Entity(id, kind, whole, (*(old.mentions if old else ()), mention))
        return id

    def said(
        self,
        *content: str,
        source: str | None = None,
        by: str | None = None,
        cue: str | None = None,
        kind: AttributionKind = "indirect",
        hops: Sequence[tuple[HopRole, str]] = (),
        quoted: Sequence[str] = (),
        within: Attribution | None = None,
    ) -> Attribution:
        """An attribution of ``content``; ``source`` are the words that name the speaker, ``by`` an entity's id."""
        made = Attribution(
            id=f"{self.id}q{len(self.attributions) + 1}",
            article=self.id,
            kind=kind,
            content=tuple(self.span(w) for w in content),
            cue=(self.span(cue),) if cue else (),
            source=Source(self.span(source) if source else None, by),
            chain=tuple(Hop(role, words, self.span(words)) for role, words in hops),
            within=within.id if within else None,
            quoted=tuple(self.span(w) for w in quoted),
        )
        self.attributions.append(made)
        return made

    def date(
        self,
        words: str,
        value: str | None = None,
        earliest: str | None = None,
        latest: str | None = None,
        *,
        type: DateType = "DATE",
        anchor: Anchor = "none",
        nth: int = 0,
    ) -> DateMention:
        made = DateMention(
            f"{self.id}t{len(self.dates) + 1}",
            self.id,
            self.span(words, nth),
            type,
            value,
            earliest,
            latest or earliest,
            anchor,
            None if value else "not resolved",
        )
        self.dates.append(made)
        return made

    def amount(
        self,
        words: str,
        low: float | None,
        high: float | None = None,
        *,
        counted: str | None = None,
        unit: str | None = None,
        relation: Relation = "=",
    ) -> Quantity:
        made = Quantity(
            f"{self.id}n{len(self.quantities) + 1}",
            self.id,
            self.span(words),
            low,
            low if high is None and relation != ">" else high,
            unit if unit is not None else counted,
            None,
            relation,
            self.span(counted) if counted else None,
        )
        self.quantities.append(made)
        return made

    def annotated(self) -> Annotated:
        return Annotated(
            self.article,
            self.parse,
            tuple(self.entities.values()),
            tuple(self.attributions),
            tuple(self.claims),
            tuple(self.dates),
            tuple(self.quantities),
        )


def row(*claims: Claim, score: float = 0.9, doubtful: bool = False) -> Row:
    """Claims that stand beside each other, every two of different articles linked."""
    cells: dict[str, tuple[str, ...]] = {}
    for claim in claims:
        cells[claim.article] = (*cells.get(claim.article, ()), claim.id)
    links = tuple(
        Link(a.id, b.id, score, "unsure" if doubtful else "same", ())
        for n, a in enumerate(claims)
        for b in claims[n + 1 :]
        if a.article != b.article
    )
    return Row(tuple(cells.items()), links, doubtful)


def story(
    *reports: Report,
    rows: Sequence[Row] = (),
    utterances: Sequence[Utterance] = (),
    rejected: Mapping[tuple[str, str], tuple[tuple[str, float], ...]] | None = None,
) -> Alignment:
    """The alignment of reports. Entities of one name are one; a claim in none of ``rows`` makes its own, behind."""
    merged: dict[str, Entity] = {}
    entity_of: dict[str, str] = {}
    for report in reports:
        for name, entity in report.entities.items():
            old = merged.get(name)
            id = old.id if old else f"e{len(merged) + 1}"
            mentions = (*(old.mentions if old else ()), *entity.mentions)
            merged[name] = Entity(id, entity.kind, name, mentions)
            entity_of[entity.id] = id
    used = {c for r in rows for _, ids in r.cells for c in ids}
    alone = [row(c) for report in reports for c in report.claims if c.id not in used]
    return Alignment(
        articles=tuple(r.annotated() for r in reports),
        entities=tuple(merged.values()),
        entity_of=entity_of,
        utterances=tuple(utterances),
        rows=(*rows, *alone),
        rejected=rejected or {},
    )


def context(*reports: Report, rows: Sequence[Row] = (), utterances: Sequence[Utterance] = ()) -> Context:
    return Context(story(*reports, rows=rows, utterances=utterances))


def utterance(*versions: Attribution) -> Utterance:
    return Utterance("u1", tuple(v.id for v in versions), 0.9, ())


def drafts(detect: Callable[[Context, int, Row], Iterator[Draft]], alignment: Alignment) -> list[Draft]:
    """What a detector of rows finds in the first row."""
    return list(detect(Context(alignment), 0, alignment.rows[0]))
