"""What the checks look things up in, and what they find."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from typing import Literal

from rashomon.lang import entries, table
from rashomon.model import Attribution, Claim, Comparison, Finding, Mention, Passage, Point, Span
from rashomon.words import bare, labels, words

# format: a promise of the published format. text, hash: the texts are not those it was made of. span: a place that
# means no words, or not those told. quotation: words in marks that do not stand so. speaker: said by somebody else.
# count: of articles, outlets or origins. operator: what a kind of sentence asks for is not so. value, negation, hedge:
# one was changed, dropped or added. wording: other words than those of the passage. unsupported: words of no passage.
# form: a sentence of none of the known kinds. page: a page shows something else than the data it carries.
Rule = Literal[
    "format",
    "text",
    "hash",
    "span",
    "quotation",
    "speaker",
    "count",
    "operator",
    "value",
    "negation",
    "hedge",
    "wording",
    "unsupported",
    "form",
    "page",
]


@dataclass(frozen=True, slots=True)
class Failure:
    """What does not follow: the rule that is broken, where (``briefing 3``, ``attribution q4``), why in one phrase,
    the sentence it stands in, and the words it was held against."""

    rule: Rule
    where: str
    why: str
    sentence: str | None = None
    passage: str | None = None

    def __str__(self) -> str:
        sentence = f"\n  sentence: {self.sentence}" if self.sentence else ""
        passage = f"\n  passage: {self.passage}" if self.passage else ""
        return f"{self.where}: {self.rule}: {self.why}{sentence}{passage}"


@dataclass(frozen=True)
class Book:
    """A comparison with indexes."""

    comparison: Comparison

    @cached_property
    def texts(self) -> Mapping[str, str]:
        return {a.id: a.text for a in self.comparison.articles}

    @cached_property
    def claims(self) -> Mapping[str, Claim]:
        return {c.id: c for c in self.comparison.claims}

    @cached_property
    def points(self) -> Mapping[str, Point]:
        return {p.id: p for p in self.comparison.points}

    @cached_property
    def attributions(self) -> Mapping[str, Attribution]:
        return {q.id: q for q in self.comparison.attributions}

    @cached_property
    def names(self) -> Mapping[str, str]:
        return {e.id: e.name for e in self.comparison.entities}

    @cached_property
    def called(self) -> Mapping[str, str]:
        """What a sentence calls an article, folded, to its id."""
        return {name.casefold(): id for id, name in labels(self.comparison.articles).items()}

    @cached_property
    def starting(self) -> Mapping[tuple[str, int], tuple[Span, str]]:
        """A pronoun by article and start: its span and the name it stands for."""
        return {
            (m.article, m.start): (m.span, e.name)
            for e in self.comparison.entities
            for m in e.mentions
            if m.form == "pronoun"
        }

    @cached_property
    def mentioned(self) -> Mapping[tuple[str, int], list[tuple[Mention, str]]]:
        """Mentions of persons by article and start, each with the person's name."""
        found: dict[tuple[str, int], list[tuple[Mention, str]]] = {}
        for e in self.comparison.entities:
            for m in e.mentions if e.kind == "person" else ():
                found.setdefault((m.article, m.start), []).append((m, e.name))
        return found

    @cached_property
    def named(self) -> Mapping[str, list[tuple[str, Mention]]]:
        """Articles and mentions by name of each person, by the person's name: only those whose words are of that name."""
        found: dict[str, list[tuple[str, Mention]]] = {}
        for e in self.comparison.entities:
            for m in e.mentions if e.kind == "person" else ():
                short = m.span.of(self.texts[m.article])
                if m.form == "name" and set(short.split()) <= set(e.name.split()):
                    found.setdefault(e.name, []).append((m.article, m))
        return found

    @cached_property
    def conflicts(self) -> Mapping[str, list[Finding]]:
        found: dict[str, list[Finding]] = {}
        for finding in self.comparison.findings:
            if finding.kind == "conflict":
                found.setdefault(finding.point, []).append(finding)
        return found

    def of(self, passage: Passage) -> str:
        return self.texts[passage.article][passage.start : passage.end]

    def hull(self, claim: Claim) -> Passage:
        return Passage(claim.article, claim.spans[0].start, max(s.end for s in claim.spans))

    def in_point(self, point: Point) -> list[Claim]:
        return [self.claims[c] for _, ids in point.cells for c in ids]

    def speakers(self, attribution: Attribution) -> set[str]:
        """What whoever an attribution has for its source may be called."""
        found = set()
        if (name := self.names.get(attribution.source.entity or "")) is not None:
            found |= {name, f"the {name}", f"The {name}"}
        elif attribution.source.span is not None:
            words = attribution.source.span.of(self.texts[attribution.article])
            found |= {words, words[0].upper() + words[1:], words[0].lower() + words[1:]}
        return found

    def listed(self, text: str) -> list[str] | None:
        """Article ids of "A, B and C"; None where one of them is no report's name."""
        found: list[str] = []
        rest = text.casefold()
        while rest:
            name = max((n for n in self.called if rest.startswith(n)), key=len, default=None)
            if name is None:
                return None
            found.append(self.called[name])
            rest = rest[len(name) :]
            joint = next((j for j in (", ", " and ") if rest.startswith(j)), "")
            if rest and not joint:
                return None
            rest = rest[len(joint) :]
        return found


def spoken(text: str) -> list[str]:
    """The words of a text, folded."""
    return [bare(w.of(text)) for w in words(text)]


def content(texts: Iterable[str]) -> set[str]:
    """Words that are not of grammar."""
    return {w for t in texts for w in spoken(t)} - entries("function_words")


def changes(ours: Sequence[str], theirs: Sequence[str]) -> Iterator[str]:
    """The words that one of two sequences has and the other has not, or elsewhere."""
    for kind, a, b, c, d in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if kind != "equal":
            yield from (*ours[a:b], *theirs[c:d])


def rules_of(changed: Iterable[str]) -> set[Rule]:
    """What kinds of word were changed."""
    found: set[Rule] = set()
    for word in changed:
        if word in entries("negations") or word.endswith("n't") or word == "cannot":
            found.add("negation")
        elif any(
            word == h or (len(h) > 3 and word.startswith(h) and len(word) <= len(h) + 3)
            for h in entries("hedges")
        ):
            found.add("hedge")
        elif is_value(word):
            found.add("value")
    return found


def is_value(word: str) -> bool:
    """Whether a folded word has a figure, or is the word of a number, a weekday or a month."""
    return any(c.isdigit() for c in word) or not _VALUES.isdisjoint(word.split("-"))


_VALUES = {row[0] for row in table("number_words")} | {
    row[1] for row in table("time_words") if row[0] in {"month", "weekday"}
}
