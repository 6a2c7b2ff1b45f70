"""A sentence that a model wrote for the briefing: kept only where it follows from the texts.

Requirement: ``rashomon.verify`` derives it, and none of the rules below is broken, which ask for what ``verify`` takes
from the report or leaves to whoever writes: that no claim is cut from words that make it less or otherwise, that one
wording for several reports has nothing that one of them does not have, that no quotation is cut short.
Known exception: whom a pronoun stands for, and whether the claims of a point assert one thing, are the report's word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from rashomon.contract import quoted
from rashomon.lang import entries
from rashomon.llm.answers import Sentence, refused, shown
from rashomon.model import Claim, Comparison, Line, Passage, Proposal
from rashomon.verify import verify
from rashomon.verify.book import Book, content, rules_of, spoken

ORDER = ("agreed", "attributed", "conflict", "single")
# Of several rules that are broken, the one that is named.
TELLING = ("operator", "unsupported", "speaker", "quotation", "value", "negation", "hedge", "count")
_NOTES = re.compile(r"” \((?P<notes>.+)\)\.?$")
_OPENING, _CLOSING = "“\"‘'", "”\"’'"

Against = tuple[str, str]
ABBREVIATIONS = frozenset(e.casefold() for e in entries("abbreviations"))


def judged(
    comparison: Comparison, proposals: Sequence[Sentence], *, words: int | None = None
) -> tuple[Comparison, tuple[Proposal, ...]]:
    """The comparison with the sentences that follow, and each proposal with what became of it. ``words`` is the most
    that the briefing may have."""
    rows: list[tuple[Line, int | None]] = [(line, None) for line in comparison.briefing]  # and whose it is
    told: list[Proposal] = []
    for p in proposals:
        named = {"points": p.points, "claims": p.claims}
        at = None if p.replaces is None else p.replaces - 1
        old = None
        if at is not None:
            if not 0 <= at < len(comparison.briefing):
                told.append(
                    refused("sentence", p.text, "span", "replaces a sentence that there is not", **named)
                )
                continue
            old = comparison.briefing[at]
        line, against = _line(comparison, p, old)
        if against is None:
            others = [r for r, _ in rows if r is not old]
            against = _beside(line, others, old, words) or Check(comparison, line, old).against()
        if against is None and old is not None and all(r is not old for r, _ in rows):
            against = "twice", "replaces a sentence that was replaced before"
        if against is not None:
            rule, reason = against
            told.append(refused("sentence", p.text, rule, reason, **named))
            continue
        if old is not None:
            place = next(n for n, (r, _) in enumerate(rows) if r is old)
            rows[place] = line, len(told)
        else:
            rank = ORDER.index(line.operator)
            place = sum(ORDER.index(r.operator) <= rank for r, _ in rows)
            rows.insert(place, (line, len(told)))
        why = f"is a sentence on what is {line.operator}, derived from its passages"
        told.append(Proposal("sentence", shown(p.text), line.points, p.claims, "", None, why))
    for number, (_, whose) in enumerate(rows, start=1):
        if whose is not None:
            told[whose] = replace(told[whose], became=f"briefing {number}")
    return replace(comparison, briefing=tuple(line for line, _ in rows)), tuple(told)


def _line(comparison: Comparison, p: Sentence, old: Line | None) -> tuple[Line, Against | None]:
    """The sentence with the passages of the claims it names, or of those it replaces."""
    book = Book(comparison)
    if any(i not in book.points for i in p.points) or any(c not in book.claims for c in p.claims):
        return Line(p.text, p.operator, p.points, ()), ("span", "names a point or claim that there is not")
    if old is not None and p.points != old.points:
        return old, ("operator", "is on other points than the sentence that it replaces")
    points = [book.points[i] for i in p.points]
    claims = [book.claims[c] for c in p.claims] or [c for point in points for c in book.in_point(point)]
    passages = tuple(dict.fromkeys(book.hull(c) for c in claims))
    if old is not None and not p.claims:
        passages = old.passages
    return Line(p.text, p.operator, p.points, passages), None


def _beside(line: Line, others: Sequence[Line], old: Line | None, words: int | None) -> Against | None:
    """What is against a sentence beside the others of the briefing."""
    if line.text == (old.text if old else None) or any(line.text == other.text for other in others):
        return "twice", "stands in the briefing already"
    if old is None and any(set(line.points) & set(other.points) for other in others):
        return "twice", "one of its points is told already"
    if words is not None and sum(len(o.text.split()) for o in (*others, line)) > words:
        return "length", f"the briefing would have more than {words} words"
    return None


@dataclass(frozen=True)
class Check:
    """One proposed sentence beside the program's own."""

    comparison: Comparison
    line: Line
    old: Line | None

    def against(self) -> Against | None:
        """The rule that refuses it, and why; None where it follows."""
        alone = replace(self.comparison, briefing=(self.line,), proposals=())
        if failures := verify(alone):
            first = min(failures, key=lambda f: TELLING.index(f.rule) if f.rule in TELLING else len(TELLING))
            return first.rule, first.why
        for check in (self._whole_claims, self._shared_words, self._whole_quotations, self._versions):
            if (against := check()) is not None:
                return against
        return None

    @cached_property
    def book(self) -> Book:
        return Book(self.comparison)

    @cached_property
    def prose(self) -> str:
        """The sentence without its quotations."""
        return re.sub(r"“[^“”]*”", "“”", self.line.text)

    @cached_property
    def told(self) -> list[Claim]:
        """The cited claims whose words stand in it outside quotation marks."""
        cited = [c for c in self._claims() if self.book.hull(c) in self.line.passages]
        return [c for c in cited if any(_tail(t) in self.prose for t in self._tellings(c))]

    def _claims(self) -> Iterator[Claim]:
        for point in self.line.points:
            yield from self.book.in_point(self.book.points[point])

    def _words(self, claim: Claim) -> str:
        return claim.spans[0].of(self.book.texts[claim.article])

    def _tellings(self, claim: Claim) -> list[str]:
        """Its words, and those with the name for the pronoun that begins them."""
        words = self._words(claim)
        found = [words]
        if (pronoun := self.book.starting.get((claim.article, claim.spans[0].start))) is not None:
            found.append(pronoun[1] + words[len(pronoun[0]) :])
        return found

    def _own(self, claim: Claim) -> bool:
        """Whether the program's own briefing tells the claim outside quotation marks."""
        hull = self.book.hull(claim)
        return any(
            hull in line.passages and _tail(t) in re.sub(r"“[^“”]*”", "“”", line.text)
            for line in self.comparison.briefing
            for t in self._tellings(claim)
        )

    def _whole_claims(self) -> Against | None:
        """What the program does not tell itself is told as a whole sentence only: nothing before or behind it can make
        it less ("if", "denied that"); its doubt and denial are in its words, and no pronoun needs the sentence before."""
        for claim in self.told:
            if self._own(claim):
                continue
            words = self._words(claim)
            marked = rules_of(spoken(words))
            if len(claim.spans) > 1 or not _is_sentence(self.book.texts[claim.article], claim):
                return "wording", f"tells {claim.id}, which is a part of a sentence, as a whole"
            if claim.hedged and "hedge" not in marked:
                return "hedge", f"{claim.id} is doubtful by words that are not its own"
            if claim.negated and "negation" not in marked:
                return "negation", f"{claim.id} is denied by words that are not its own"
            needing = [t for t in self._tellings(claim) if _tail(t) in self.prose]
            if all(entries("referring_words") & set(spoken(t)) for t in needing):
                return "wording", f"{claim.id} has a pronoun that needs the sentences before it"
            if any(
                f.kind == "verdict" and p.article == claim.article and claim.spans[0].overlaps(p.span)
                for f in self.comparison.findings
                for p in f.passages
            ):
                return "wording", f"a verdict of its outlet is in {claim.id}: {words}"
        return None

    def _shared_words(self) -> Against | None:
        """One wording for several reports has no word that one of them does not have, and their doubt and denial."""
        if not _one_wording(self.line):
            return None
        before = self.old.text if self.old and _one_wording(self.old) else ""
        for claim in self.told:
            ours = self._words(claim)
            if _tail(ours) in before:
                continue  # the program's own choice for these reports
            for article, ids in self.book.points[self.line.points[0]].cells:
                theirs = [self.book.claims[c] for c in ids]
                if missing := content([ours]) - content(map(self._words, theirs)):
                    return "wording", f"{', '.join(sorted(missing))} is not told in {article}"
                if any((c.hedged, c.negated) != (claim.hedged, claim.negated) for c in theirs):
                    return "hedge", f"{article} is more certain, or less, or says the opposite"
        return None

    def _whole_quotations(self) -> Against | None:
        """A quotation is a whole claim, a whole piece of what somebody said, or one that the program itself gives."""
        whole = [self.book.of(p) for p in self.line.passages]
        whole += [self._words(c) for c in self._claims()]
        for q in self.comparison.attributions:
            pieces = [Passage(q.article, s.start, s.end) for s in q.content]
            whole += [self.book.of(p) for p in pieces if any(_holds(c, p) for c in self.line.passages)]
        known = {tuple(spoken(w)) for w in whole}
        known |= {tuple(spoken(w)) for line in self.comparison.briefing for w in quoted(line.text)}
        for words in quoted(_NOTES.sub("”", self.line.text)):
            if tuple(spoken(words)) not in known:
                return "quotation", f"cuts a quotation short: {words}"
        return None

    def _versions(self) -> Against | None:
        """A quotation that is given to several reports stands in each word for word, or with the program's notes."""
        quotations = quoted(self.line.text)
        if self.line.operator != "attributed" or not quotations:
            return None
        if self.old is not None and quotations == quoted(self.old.text):
            if _notes(self.line.text) == _notes(self.old.text):
                return None
            return "quotation", "leaves out or changes a note on other versions"
        if _notes(self.line.text):
            return "quotation", "has notes on other versions that the program did not write"
        named = [id for name, id in self.book.called.items() if name in self.prose.casefold()]
        wanted = f" {' '.join(spoken(quotations[0]))} "
        for article in named:
            said = [
                " ".join(spoken(s.of(self.book.texts[article])))
                for q in self.comparison.attributions
                if q.article == article
                for s in q.content
            ]
            if not any(wanted in f" {words} " for words in said):
                return "quotation", f"does not stand so in {article}"
        return None


def _one_wording(line: Line) -> bool:
    """Whether a sentence has one wording for all the reports that it names."""
    return line.operator in ("agreed", "attributed") and "“" not in line.text and ";" not in line.text


def _notes(text: str) -> str:
    found = _NOTES.search(text)
    return found["notes"] if found else ""


def _holds(one: Passage, other: Passage) -> bool:
    return one.article == other.article and (one.span.contains(other.span) or other.span.contains(one.span))


def _tail(words: str) -> str:
    """The words as they stand in a sentence, but for their first letter and a full stop."""
    return " ".join(words.split())[1:].rstrip(".")


def _is_sentence(text: str, claim: Claim) -> bool:
    """Whether a claim of one piece goes from the beginning of a sentence to its end, which is no question."""
    words = claim.spans[0].of(text)
    before = text[: claim.spans[0].start].rstrip(" \t" + _OPENING + _CLOSING)
    behind = text[claim.spans[0].end :].lstrip(_CLOSING)
    begins = not before or before[-1] in "\n!?" or (before[-1] == "." and not _abbreviated(before))
    ends = not behind or behind[0] in "\n.!" or words[-1] in ".!"
    after = behind.lstrip(".!" + _CLOSING).lstrip()
    return begins and ends and words[0].isupper() and not (after and after[0].islower())


def _abbreviated(text: str) -> bool:
    """Whether the full stop that ends a text is that of an abbreviation or an initial."""
    last = text.split()[-1].strip(_OPENING)
    return (
        len(last) < 3
        or "." in last[:-1]
        or not ABBREVIATIONS.isdisjoint((last.casefold(), last[:-1].casefold()))
    )
