"""What the operators of the briefing look things up in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from rashomon.brief.layout import first, opening, own
from rashomon.brief.references import Known, dangling
from rashomon.lang import entries, table
from rashomon.lang.concepts import concept
from rashomon.model import (
    Alignment,
    Annotated,
    Attribution,
    Claim,
    Entity,
    Judged,
    Passage,
    Point,
    Span,
    Token,
)
from rashomon.words import bare, labels, words

# One wording may stand for another report's when this share of its content words stands there too, in [0, 1].
SAME_CONTENT = 0.6
# Times that the reports together have a noun which the story is about, at least.
OFTEN = 3
_CHARGED = entries("charged") | entries("coloured")
REPORTING = frozenset(row[0] for row in table("report_verbs"))
NAMES = frozenset({"PROPN"})
NAMING = frozenset({"NOUN", "PROPN"})
CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})
# Sentences of a report from its headline that are its beginning.
BEGINNING = 4
# A stretch that holds one of these cannot be set between quotation marks as it stands.
UNQUOTABLE = frozenset('“”"\n')


@dataclass(frozen=True, slots=True)
class Edit:
    """Words [start, end) of the text that give way to others."""

    start: int
    end: int
    to: str


@dataclass(frozen=True)
class Story:
    """An alignment and what was made of it, with indexes."""

    alignment: Alignment
    judged: Judged

    @cached_property
    def claims(self) -> Mapping[str, Claim]:
        return {c.id: c for a in self.alignment.articles for c in a.claims}

    @cached_property
    def articles(self) -> Mapping[str, Annotated]:
        return {a.article.id: a for a in self.alignment.articles}

    @cached_property
    def attributions(self) -> Mapping[str, Attribution]:
        return {q.id: q for a in self.alignment.articles for q in a.attributions}

    @cached_property
    def entities(self) -> Mapping[str, Entity]:
        return {e.id: e for e in self.alignment.entities}

    @cached_property
    def names(self) -> Mapping[str, str]:
        """An article's entity to what a sentence calls it: its name, with "the" where the reports write so."""
        story = {e.id: self._called(e) for e in self.alignment.entities}
        return {local: story[e] for local, e in self.alignment.entity_of.items()}

    def _called(self, entity: Entity) -> str:
        if entity.kind == "person" or entity.name.casefold().startswith("the "):
            return entity.name
        befores = [
            self.text(m.article)[: m.start].casefold().endswith("the ")
            for m in entity.mentions
            if m.form == "name" and m.span.of(self.text(m.article)) == entity.name
        ]
        return f"the {entity.name}" if 2 * sum(befores) > len(befores) else entity.name

    @cached_property
    def points(self) -> tuple[Point, ...]:
        """Most salient first."""
        return tuple(sorted(self.judged.points, key=lambda p: (-p.salience, int(p.id[1:]))))

    @cached_property
    def labels(self) -> Mapping[str, str]:
        return labels([a.article for a in self.alignment.articles])

    def text(self, article: str) -> str:
        return self.articles[article].article.text

    def words(self, passage: Passage) -> str:
        return self.text(passage.article)[passage.start : passage.end]

    def hull(self, claim: Claim) -> Passage:
        """One passage from the claim's first piece to its last."""
        return Passage(claim.article, claim.spans[0].start, max(s.end for s in claim.spans))

    @cached_property
    def topics(self) -> frozenset[str]:
        """Nouns that the story is about, by lemma: several reports have them, and often."""
        rows = [
            Counter(t.lemma.casefold() for t in a.parse.tokens if t.pos == "NOUN")
            for a in self.articles.values()
        ]
        return frozenset(
            noun
            for noun, count in sum(rows, Counter[str]()).items()
            if count >= OFTEN and sum(noun in row for row in rows) > 1
        )

    @cached_property
    def beginnings(self) -> Mapping[str, frozenset[str]]:
        """For each report, the nouns and names of its headline and first sentences, by lemma."""
        return {
            id: frozenset(
                t.lemma.casefold() for t in a.parse.tokens if t.sentence < BEGINNING and t.pos in NAMING
            )
            for id, a in self.articles.items()
        }

    @cached_property
    def happened(self) -> frozenset[str]:
        """What the headlines and first sentences tell of, by concept."""
        return frozenset[str]().union(
            *(gist(opening(a, BEGINNING), frozenset({"VERB", "NOUN"})) for a in self.articles.values())
        )

    @cached_property
    def central(self) -> frozenset[str]:
        """Whom the headlines and first sentences of two reports name, by id; of one report, where there is no other."""
        found: Counter[str] = Counter()
        for a in self.articles.values():
            behind = first(a) + BEGINNING
            starts = {t.start for t in a.parse.tokens if t.sentence < behind}
            found.update(
                {
                    self.alignment.entity_of.get(e.id, e.id)
                    for e in a.entities
                    if any(m.form == "name" and m.start in starts for m in e.mentions)
                }
            )
        return frozenset(id for id, n in found.items() if n >= min(2, len(self.articles)))

    @cached_property
    def own(self) -> Mapping[str, frozenset[int]]:
        """For each report, the numbers of the sentences that it asserts of the event."""
        people: dict[str, list[Span]] = {id: [] for id in self.articles}
        for e in self.alignment.entities:
            for m in e.mentions if e.kind == "person" else ():
                if m.form == "name":
                    people[m.article].append(m.span)
        return {id: own(a, people[id]) for id, a in self.articles.items()}

    @cached_property
    def counted(self) -> frozenset[str]:
        """Nouns that some report has with "a" or "an", by lemma."""
        return frozenset(
            a.parse.tokens[t.head].lemma.casefold()
            for a in self.articles.values()
            for t in a.parse.tokens
            if t.dep == "det" and t.text.casefold() in {"a", "an"} and a.parse.tokens[t.head].tag == "NN"
        )

    def loose(self, passage: Passage, known: Known) -> bool:
        """Whether quoted or told words point to what has not been named."""
        annotated = self.articles[passage.article]
        tokens = annotated.parse.within(passage.start, passage.end)
        quoted = frozenset(t.index for t in tokens)
        return (
            dangling(annotated, tokens, known, self.alignment.entity_of, quoted, (), self.topics) is not None
        )

    def content_of(self, passage: Passage, kinds: frozenset[str]) -> frozenset[str]:
        """Lemmas of a passage's words of these kinds."""
        tokens = self.articles[passage.article].parse.within(passage.start, passage.end)
        return frozenset(t.lemma.casefold() for t in tokens if t.pos in kinds)

    def gist_of(self, passage: Passage, kinds: frozenset[str]) -> frozenset[str]:
        """What a passage's words of these kinds are about, by concept."""
        return gist(self.articles[passage.article].parse.within(passage.start, passage.end), kinds)

    def listed(self, articles: Sequence[str]) -> str:
        """ "A, B and C"."""
        names = [self.labels[a] for a in articles]
        return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]

    def reports(self, claim: Claim) -> bool:
        """Whether a clause reports speech: cut off from what was said it does not stand alone, unless it tells in
        what form or where it was said."""
        annotated = self.articles[claim.article]
        if claim.predicate is None:
            return True
        verb = annotated.parse.tokens[claim.predicate]
        kinds = {annotated.parse.tokens[c].dep for c in annotated.parse.children[claim.predicate]}
        if verb.lemma.casefold() in REPORTING and not kinds & {"dobj", "ccomp", "xcomp"}:
            return True
        cue = any(
            c.overlaps(verb.span)
            for q in annotated.attributions
            if q.kind != "indirect"
            or not all(any(s.contains(piece) for s in claim.spans) for piece in q.content)
            for c in q.cue
        )
        hops = [h.span for q in annotated.attributions for h in q.chain if h.role in {"act", "medium"}]
        return cue and not any(s.contains(h) for h in hops for s in claim.spans)

    def covers(self, claim: Claim, others: Sequence[str]) -> bool:
        """Whether other claims together have every name, date and amount of this one and most of its words."""
        theirs = [self.claims[c] for c in others]
        if not self._values([claim]) <= self._values(theirs):
            return False
        if not self._content([claim], NAMES) <= self._content(theirs, NAMES):
            return False
        ours, rest = self._content([claim], CONTENT), self._content(theirs, CONTENT)
        return len(ours & rest) >= SAME_CONTENT * len(ours)

    def _content(self, claims: Sequence[Claim], kinds: frozenset[str]) -> set[str]:
        return {
            t.lemma.casefold()
            for c in claims
            for s in c.spans
            for t in self.articles[c.article].parse.within(s.start, s.end)
            if t.pos in kinds
        }

    def _values(self, claims: Sequence[Claim]) -> set[str]:
        """Dates and amounts in claims, each in a form that two wordings share."""
        found: set[str] = set()
        for claim in claims:
            annotated = self.articles[claim.article]
            for span in claim.spans:
                found |= {
                    d.value or d.span.of(annotated.article.text).casefold()
                    for d in annotated.dates
                    if span.contains(d.span)
                }
                found |= {f"{q.low}-{q.high}" for q in annotated.quantities if span.contains(q.span)}
        return found


def gist(tokens: Sequence[Token], kinds: frozenset[str]) -> frozenset[str]:
    """What words of these kinds are about, by concept, names as they are: not what reports or says little."""
    return frozenset(
        t.lemma.casefold() if t.pos == "PROPN" else concept(t.lemma)
        for t in tokens
        if t.pos in kinds and not (t.pos == "VERB" and t.lemma.casefold() in REPORTING | entries("light"))
    )


def charge(text: str) -> int:
    """Words of our lists of charged and of colouring ones."""
    return sum(bare(w.of(text)) in _CHARGED for w in words(text))


def coloured(token: Token) -> bool:
    """Whether a word, or the word it is a form of, is in one of our lists; those that can be left out are not counted."""
    forms = {bare(token.text), token.lemma.casefold()}
    return not forms.isdisjoint(_CHARGED) and forms.isdisjoint(entries("ornaments"))


def plainest(found: tuple[Claim, str]) -> tuple[int, int, str]:
    """Sort key of a claim with its clause: fewest charged words first, then the shortest."""
    claim, text = found
    return (charge(text), len(text), claim.id)
