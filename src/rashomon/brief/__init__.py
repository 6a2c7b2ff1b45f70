"""Alignment and findings to a briefing: plain sentences, each derived by a named operator from points and passages.

Requirement: nothing is written that the passages do not say; words in quotation marks stand so in a cited passage;
hedges, negations and speakers are kept; no outlet's verdict becomes ours.
Known exception: a clause that reads badly alone (no verb, a broken parse) is left to the synopsis and not told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from rashomon.brief.clauses import clause, quotable
from rashomon.lang import entries
from rashomon.model import (
    Alignment,
    Annotated,
    Attribution,
    Claim,
    Finding,
    Judged,
    Line,
    Passage,
    Point,
    Utterance,
)
from rashomon.words import bare, labels, words

__all__ = ["brief"]

# Sentences of each kind at most: a page, not a table.
AGREED, UTTERANCES, CONFLICTS, SINGLES_EACH = 6, 4, 6, 3
# One wording may stand for another report's when this share of its content words stands there too, in [0, 1].
SAME_CONTENT = 0.6
# Characters of a quotation that a sentence of the briefing can hold.
LONGEST_QUOTE = 360
NAMES = frozenset({"PROPN"})
CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})


def brief(alignment: Alignment, judged: Judged) -> tuple[Line, ...]:
    """The neutral account: what is agreed, what differs, what one report alone tells; most salient first."""
    told = _Told(alignment, judged)
    lines: list[Line] = []
    spoken = _some(told.utterances(), UTTERANCES)
    said = {p for line in spoken for p in line.points}
    lines.extend(_some(told.agreed(said), AGREED))
    lines.extend(spoken)
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
        return labels([a.article for a in self.alignment.articles])

    def utterances(self) -> Iterator[Line]:
        """ "X is quoted as saying “…”": one act of speech in two or more articles, quoted as one of them has it."""
        for utterance in sorted(self.alignment.utterances, key=lambda u: -self._weight(u)):
            versions = [self.attributions[v] for v in utterance.versions]
            points = self._points_in(versions)
            cells = {v.article for v in versions}
            best = self._common_quote(versions)
            name = next((n for v in versions if (n := self.names.get(v.source.entity or ""))), None)
            if len(cells) < 2 or not points or best is None or name is None:
                continue
            where = self._list([a for a in self.articles if a in cells])
            text = f"{name} is quoted in {where} as saying: “{self._words(best)}”{self._readings(utterance, best)}."
            rest = [Passage(v.article, v.content[0].start, v.content[-1].end) for v in versions]
            yield Line(text, "attributed", points, (best, *(p for p in rest if p.article != best.article)))

    def _weight(self, utterance: Utterance) -> float:
        points = self._points_in([self.attributions[v] for v in utterance.versions])
        return max((p.salience for p in self.points if p.id in points), default=0.0)

    def _points_in(self, versions: list[Attribution]) -> tuple[str, ...]:
        """The shared points whose claims stand in these versions."""
        ids = {v.id for v in versions}
        return tuple(
            p.id
            for p in self.judged.points
            if len(p.cells) > 1
            and any(self.claims[c].attribution in ids for _, cell in p.cells for c in cell)
        )

    def _common_quote(self, versions: list[Attribution]) -> Passage | None:
        """The shortest of the articles' longest quoted stretches: what all of them have, but for single words."""
        longest: dict[str, Passage] = {}
        for version in versions:
            for quote in self._quotes(version):
                old = longest.get(version.article)
                if old is None or quote.end - quote.start > old.end - old.start:
                    longest[version.article] = quote
        return min(longest.values(), key=lambda p: (p.end - p.start, p), default=None)

    def _quotes(self, version: Attribution) -> Iterator[Passage]:
        """The quoted stretches of a version that can be set between quotation marks as they stand."""
        text = self.articles[version.article].article.text
        for span in version.quoted or (version.content if version.kind == "direct" else ()):
            words_of = span.of(text)
            if len(span) <= LONGEST_QUOTE and not set(words_of) & set('“”"\n'):
                end = len(words_of.rstrip(" ,.;"))
                yield Passage(version.article, span.start, span.start + end)

    def _readings(self, utterance: Utterance, quoted: Passage) -> str:
        """What the other versions have for single words of the quoted one."""
        base = next(
            v
            for v in utterance.versions
            if self.attributions[v].article == quoted.article
            and any(s.overlaps(quoted.span) for s in self.attributions[v].content)
        )
        notes: list[str] = []
        for version in utterance.versions:
            article = self.attributions[version].article
            if article == quoted.article:
                continue
            notes.extend(self._note(utterance, base, version, quoted))
        return f" ({'; '.join(notes)})" if notes else ""

    def _note(self, utterance: Utterance, base: str, version: str, quoted: Passage) -> Iterator[str]:
        """ "A has “x” for “y”, and adds “z”"."""
        article = self.attributions[version].article
        here, there = self.articles[quoted.article].article.text, self.articles[article].article.text
        replaced, added = [], []
        inside = [
            n
            for n, d in enumerate(utterance.differences)
            if (span := dict(d.readings).get(base)) and quoted.span.contains(span)
        ]
        for n, difference in enumerate(utterance.differences):
            readings = dict(difference.readings)
            ours, theirs = readings.get(base), readings.get(version)
            if (
                not theirs
                or set(theirs.of(there)) & set('“”"\n')
                or difference.kind in {"elision", "inflection"}
            ):
                continue
            if (
                ours
                and quoted.span.contains(ours)
                and ours.of(here).casefold() != theirs.of(there).casefold()
            ):
                replaced.append(f"“{theirs.of(there)}” for “{ours.of(here)}”")
            elif not ours and inside and inside[0] < n < inside[-1]:
                added.append(f"“{theirs.of(there)}”")
        if replaced or added:
            said = ", ".join(replaced[:3])
            more = f"{' and' if said else ''} adds {', '.join(added[:2])}" if added else ""
            yield f"{self.labels[article]}{' has ' + said if said else ''}{more}"

    def agreed(self, told: set[str]) -> Iterator[Line]:
        """ "Both reports say that …": what two or more articles assert; ``told`` are points told already."""
        for point in self.points:
            if point.status != "agreed" or point.id in told:
                continue
            claims = [self.claims[c] for _, ids in point.cells for c in ids]
            line = self._stated(point, [c for c in claims if c.voice == "outlet"])
            line = (
                line
                or self._attributed(point, [c for c in claims if c.attribution])
                or self._side_by_side(point)
            )
            if line:
                yield line

    def _stated(self, point: Point, claims: list[Claim]) -> Line | None:
        """One wording for all if it says no more than each of them; else each report in its own."""
        found = self._fit(claims)
        if len({c.article for c, _ in found}) < len(point.cells):
            return None  # some article has it from a speaker only, or in no clause that can be told
        for claim, told_as in sorted(found, key=_plainest):
            if all(self._covers(claim, ids) for article, ids in point.cells if article != claim.article):
                who = (
                    "Both reports say"
                    if len(self.articles) == len(point.cells) == 2
                    else self._list([a for a, _ in point.cells]) + " say"
                )
                return Line(f"{who} that {told_as}.", "agreed", (point.id,), self._passages(point, claim))
        return None

    def _side_by_side(self, point: Point) -> Line | None:
        """Each report in its own words, where no one wording is said by all."""
        parts, passages = [], []
        for article, ids in point.cells:
            claims = [self.claims[c] for c in ids if self.claims[c].role != "title"]
            fit = sorted(self._fit([c for c in claims if c.voice == "outlet"]), key=_plainest)
            if fit:
                parts.append(f"{self.labels[article]} says that {fit[0][1]}")
                passages.append(self._hull(fit[0][0]))
                continue
            text = self.articles[article].article.text
            bare_words = [
                c for c in claims if len(c.spans) == 1 and not set(c.spans[0].of(text)) & set('“”‘"\n')
            ]
            if not bare_words:
                return None
            chosen = min(bare_words, key=lambda c: (c.voice != "outlet", len(c.spans[0]), c.id))
            speaker = self._speaker(chosen)
            if speaker is None:
                return None
            parts.append(f"{self.labels[article]} has {speaker}“{chosen.spans[0].of(text)}”")
            passages.append(self._hull(chosen))
        line = "; ".join(parts)
        return Line(f"{line[0].upper()}{line[1:]}.", "agreed", (point.id,), tuple(passages))

    def _speaker(self, claim: Claim) -> str | None:
        """ "from X: " before words that are attributed, nothing before the outlet's own, None when nobody is named."""
        if claim.attribution is None:
            return ""
        attribution = self.attributions[claim.attribution]
        name = self.names.get(attribution.source.entity or "")
        if name is None and attribution.source.span is not None:
            name = attribution.source.span.of(self.articles[claim.article].article.text)
        return f"from {name}: " if name else None

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
        """ "X is quoted as saying “…”": words given to one speaker, quoted as one of the articles has them."""
        for claim in sorted(claims, key=lambda c: (-len(c.spans[0]), c.id)):
            attribution = self.attributions[claim.attribution or ""]
            name = self.names.get(attribution.source.entity or "")
            annotated = self.articles[claim.article]
            cited = f"{name} is quoted in {self._list([a for a, _ in point.cells])} as saying"
            if name and quotable(annotated, claim, attribution):
                quoted = claim.spans[0].of(annotated.article.text)
                return Line(f"{cited}: “{quoted}”.", "attributed", (point.id,), self._passages(point, claim))
            if name and len(point.cells) == 1 and (told := clause(annotated, claim, self.names)):
                return Line(
                    f"According to {name}, in {self._list([a for a, _ in point.cells])}, {told}.",
                    "attributed",
                    (point.id,),
                    self._passages(point, claim),
                )
        return None

    def conflicts(self) -> Iterator[Line]:
        """ "The reports differ: A has “…”, B has “…”.\""""
        by_point: dict[str, Finding] = {}
        for finding in self.judged.findings:
            if finding.kind == "conflict":
                by_point.setdefault(finding.point, finding)
        for point in self.points:
            found = by_point.get(point.id)
            if found is None:
                continue
            parts = [f"{self.labels[p.article]} has “{self._words(p)}”" for p in found.passages]
            if any("”" in self._words(p) or "“" in self._words(p) for p in found.passages):
                continue
            on = {"polarity": "whether it is so"}.get(found.type, f"the {found.type}")
            text = f"The reports differ on {on}: {'; '.join(parts)}."
            yield Line(text, "conflict", (point.id,), tuple(found.passages))

    def singles(self, article: Annotated) -> Iterator[Line]:
        """ "Only A says that …": told by one article alone."""
        label = self.labels[article.article.id]
        for point in self.points:
            if point.status != "single" or point.cells[0][0] != article.article.id:
                continue
            claims = [self.claims[c] for c in point.cells[0][1] if self.claims[c].role == "body"]
            found = self._fit([c for c in claims if c.voice == "outlet"])
            if found:
                claim, told_as = min(found, key=_plainest)
                yield Line(
                    f"Only {label} says that {told_as}.", "single", (point.id,), self._passages(point, claim)
                )

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
        return tuple(self._hull(c) for c in (first, *rest))

    def _hull(self, claim: Claim) -> Passage:
        return Passage(claim.article, claim.spans[0].start, max(s.end for s in claim.spans))

    def _list(self, articles: Sequence[str]) -> str:
        names = [self.labels[a] for a in articles]
        return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]

    def _words(self, passage: Passage) -> str:
        return self.articles[passage.article].article.text[passage.start : passage.end]
