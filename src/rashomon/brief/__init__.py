"""Alignment and findings to a briefing: plain sentences, each derived by a named operator from points and passages.

Requirement: nothing is written that the passages do not say; words in quotation marks stand so in a cited passage;
hedges, negations and speakers are kept; no outlet's verdict becomes ours.
Known exception: a clause that reads badly alone (no verb, a broken parse) is left to the synopsis and not told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from rashomon.brief.clauses import clause, quotable
from rashomon.lang import entries
from rashomon.model import Alignment, Annotated, Attribution, Claim, Finding, Judged, Line, Passage, Point
from rashomon.words import bare, words

__all__ = ["brief"]

# Sentences of each kind at most: a page, not a table.
AGREED, CONFLICTS, SINGLES_EACH = 6, 6, 3
# One wording may stand for another report's when this share of its content words stands there too, in [0, 1].
SAME_CONTENT = 0.6
NAMES = frozenset({"PROPN"})
CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})


def brief(alignment: Alignment, judged: Judged) -> tuple[Line, ...]:
    """The neutral account: what is agreed, what differs, what one report alone tells; most salient first."""
    told = _Told(alignment, judged)
    lines: list[Line] = []
    lines.extend(_some(told.agreed(), AGREED))
    lines.extend(_some(told.conflicts(), CONFLICTS))
    for article in alignment.articles:
        lines.extend(_some(told.singles(article), SINGLES_EACH))
    return tuple(lines)


def _some(lines: Iterator[Line], limit: int) -> list[Line]:
    """The first ``limit`` lines, no text twice."""
    kept: list[Line] = []
    for line in lines:
        if all(line.text != k.text for k in kept):
            kept.append(line)
        if len(kept) == limit:
            break
    return kept


def _plainest(found: tuple[Claim, str]) -> tuple[int, int, str]:
    """Fewest charged words first, then the shortest."""
    claim, text = found
    charged = entries("charged")
    return (sum(bare(w.of(text)) in charged for w in words(text)), len(text), claim.id)


def _values(articles: Mapping[str, Annotated], claims: list[Claim]) -> set[str]:
    """Dates, amounts and names in claims, each in a form two wordings share."""
    found: set[str] = set()
    for claim in claims:
        annotated = articles[claim.article]
        for span in claim.spans:
            found |= {
                d.value or d.span.of(annotated.article.text).casefold()
                for d in annotated.dates
                if span.contains(d.span)
            }
            found |= {f"{q.low}-{q.high}" for q in annotated.quantities if span.contains(q.span)}
    return found


@dataclass(frozen=True)
class _Told:
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
    def names(self) -> Mapping[str, str]:
        story = {e.id: e.name for e in self.alignment.entities}
        return {local: story[e] for local, e in self.alignment.entity_of.items()}

    @cached_property
    def points(self) -> tuple[Point, ...]:
        return tuple(sorted(self.judged.points, key=lambda p: (-p.salience, int(p.id[1:]))))

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """How a report is called: its outlet if that tells it from the others, else its letter."""
        outlets = [a.article.outlet for a in self.alignment.articles]
        return {
            a.article.id: a.article.outlet
            if a.article.outlet and outlets.count(a.article.outlet) == 1
            else f"report {_letter(n)}"
            for n, a in enumerate(self.alignment.articles)
        }

    def agreed(self) -> Iterator[Line]:
        """"Both reports say that …": what two or more articles assert."""
        for point in self.points:
            if point.status != "agreed":
                continue
            claims = [self.claims[c] for _, ids in point.cells for c in ids]
            line = self._stated(point, [c for c in claims if c.voice == "outlet"])
            line = line or self._attributed(point, [c for c in claims if c.attribution])
            if line:
                yield line

    def _stated(self, point: Point, claims: list[Claim]) -> Line | None:
        """One wording for all if it says no more than each of them; else each report in its own."""
        found = self._fit(claims)
        if len({c.article for c, _ in found}) < len(point.cells):
            return None  # some article has it from a speaker only, or in no clause that can be told
        for claim, told_as in sorted(found, key=_plainest):
            if all(self._covers(claim, ids) for article, ids in point.cells if article != claim.article):
                who = "Both reports say" if len(self.articles) == len(point.cells) == 2 else self._list(point) + " say"
                return Line(f"{who} that {told_as}.", "agreed", (point.id,), self._passages(point, claim))
        told: dict[str, tuple[Claim, str]] = {}
        for claim, told_as in sorted(found, key=_plainest):
            told.setdefault(claim.article, (claim, told_as))
        parts = [f"{self.labels[a]} says that {told[a][1]}" for a, _ in point.cells]
        text = "; ".join(parts)
        return Line(
            f"{text[0].upper()}{text[1:]}.", "agreed", (point.id,), self._passages(point, told[point.cells[0][0]][0])
        )

    def _covers(self, claim: Claim, others: tuple[str, ...]) -> bool:
        """Whether the claims of another cell have every name, date and amount of this one and most of its words."""
        theirs = [self.claims[c] for c in others]
        if not _values(self.articles, [claim]) <= _values(self.articles, theirs):
            return False
        if not self._content([claim], NAMES) <= self._content(theirs, NAMES):
            return False
        ours, rest = self._content([claim], CONTENT), self._content(theirs, CONTENT)
        return len(ours & rest) >= SAME_CONTENT * len(ours)

    def _content(self, claims: list[Claim], kinds: frozenset[str]) -> set[str]:
        return {
            t.lemma.casefold()
            for c in claims
            for s in c.spans
            for t in self.articles[c.article].parse.within(s.start, s.end)
            if t.pos in kinds
        }

    def _attributed(self, point: Point, claims: list[Claim]) -> Line | None:
        """"X is quoted as saying “…”": words given to one speaker, quoted as one of the articles has them."""
        for claim in sorted(claims, key=lambda c: (-len(c.spans[0]), c.id)):
            attribution = self.attributions[claim.attribution or ""]
            name = self.names.get(attribution.source.entity or "")
            annotated = self.articles[claim.article]
            cited = f"{name} is quoted in {self._list(point)} as saying"
            if name and quotable(annotated, claim, attribution):
                quoted = claim.spans[0].of(annotated.article.text)
                return Line(f"{cited}: “{quoted}”.", "attributed", (point.id,), self._passages(point, claim))
            if name and len(point.cells) == 1 and (told := clause(annotated, claim, self.names)):
                return Line(
                    f"According to {name}, in {self._list(point)}, {told}.",
                    "attributed",
                    (point.id,),
                    self._passages(point, claim),
                )
        return None

    def conflicts(self) -> Iterator[Line]:
        """"The reports differ: A has “…”, B has “…”.\""""
        by_point: dict[str, Finding] = {}
        for finding in self.judged.findings:
            if finding.kind == "conflict":
                by_point.setdefault(finding.point, finding)
        for point in self.points:
            found = by_point.get(point.id)
            if found is None:
                continue
            parts = [f"{self.labels[p.article]} has “{self._words(p)}”" for p in found.passages]
            if any('”' in self._words(p) or '“' in self._words(p) for p in found.passages):
                continue
            on = {"polarity": "whether it is so"}.get(found.type, f"the {found.type}")
            text = f"The reports differ on {on}: {'; '.join(parts)}."
            yield Line(text, "conflict", (point.id,), tuple(found.passages))

    def singles(self, article: Annotated) -> Iterator[Line]:
        """"Only A says that …": told by one article alone."""
        label = self.labels[article.article.id]
        for point in self.points:
            if point.status != "single" or point.cells[0][0] != article.article.id:
                continue
            claims = [self.claims[c] for c in point.cells[0][1] if self.claims[c].role == "body"]
            found = self._fit([c for c in claims if c.voice == "outlet"])
            if found:
                claim, told_as = min(found, key=_plainest)
                yield Line(f"Only {label} says that {told_as}.", "single", (point.id,), self._passages(point, claim))

    def _fit(self, claims: list[Claim]) -> list[tuple[Claim, str]]:
        """The claims that can stand alone as a clause, with the clause."""
        found = []
        for claim in claims:
            if claim.role == "title" or self._reports(claim):
                continue
            told_as = clause(self.articles[claim.article], claim, self.names)
            if told_as:
                found.append((claim, told_as))
        return found

    def _reports(self, claim: Claim) -> bool:
        """A clause that reports speech is cut off from what was said, so it does not stand alone, unless it goes on."""
        annotated = self.articles[claim.article]
        if claim.predicate is None:
            return True
        verb = annotated.parse.tokens[claim.predicate]
        cue = any(c.overlaps(verb.span) for q in annotated.attributions for c in q.cue)
        hops = [h.span for q in annotated.attributions for h in q.chain if h.role in {"act", "medium"}]
        return cue and not any(s.contains(h) for h in hops for s in claim.spans)

    def _passages(self, point: Point, first: Claim) -> tuple[Passage, ...]:
        ids = [c for _, cell in point.cells for c in cell]
        rest = [self.claims[c] for c in ids if c != first.id]
        return tuple(
            Passage(c.article, c.spans[0].start, max(s.end for s in c.spans)) for c in (first, *rest)
        )

    def _list(self, point: Point) -> str:
        names = [self.labels[a] for a, _ in point.cells]
        return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]

    def _words(self, passage: Passage) -> str:
        return self.articles[passage.article].article.text[passage.start : passage.end]


def _letter(n: int) -> str:
    """A, B, … Z, AA, AB, …"""
    return chr(65 + n) if n < 26 else _letter(n // 26 - 1) + _letter(n % 26)
