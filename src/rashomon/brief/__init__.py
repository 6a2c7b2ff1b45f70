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
from rashomon.model import Alignment, Annotated, Attribution, Claim, Finding, Judged, Line, Passage, Point

__all__ = ["brief"]

# Sentences of each kind at most: a page, not a table.
AGREED, CONFLICTS, SINGLES_EACH = 6, 6, 2


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
            line = self._attributed(point, claims) if all(c.attribution for c in claims) else None
            line = line or self._stated(point, [c for c in claims if c.voice == "outlet"])
            if line:
                yield line

    def _stated(self, point: Point, claims: list[Claim]) -> Line | None:
        chosen = self._best(claims)
        if chosen is None:
            return None
        claim, words = chosen
        who = "Both reports say" if len(self.articles) == len(point.cells) == 2 else self._list(point) + " say"
        return Line(f"{who} that {words}.", "agreed", (point.id,), self._passages(point, claim))

    def _attributed(self, point: Point, claims: list[Claim]) -> Line | None:
        """"X said: “…”": words that every article gives to one speaker, quoted as one of them has them."""
        for claim in sorted(claims, key=lambda c: (-len(c.spans[0]), c.id)):
            attribution = self.attributions[claim.attribution or ""]
            name = self.names.get(attribution.source.entity or "")
            text = self.articles[claim.article].article.text
            if name and attribution.kind != "indirect" and quotable(self.articles[claim.article], claim, attribution):
                rest = self._list(point)
                words = claim.spans[0].of(text)
                return Line(
                    f"{name} is quoted as saying “{words}” ({rest}).",
                    "attributed",
                    (point.id,),
                    self._passages(point, claim),
                )
            if name:
                words_of = clause(self.articles[claim.article], claim, self.names)
                if words_of:
                    return Line(
                        f"According to {name}, {words_of} ({self._list(point)}).",
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
        for point in self.points:
            if point.status != "single" or point.cells[0][0] != article.article.id:
                continue
            claims = [self.claims[c] for c in point.cells[0][1] if self.claims[c].role == "body"]
            chosen = self._best([c for c in claims if c.voice == "outlet"])
            if chosen is None:
                continue
            claim, words = chosen
            label = self.labels[article.article.id]
            yield Line(f"Only {label} says that {words}.", "single", (point.id,), self._passages(point, claim))

    def _best(self, claims: list[Claim]) -> tuple[Claim, str] | None:
        """The plainest full clause among several wordings: the shortest that can stand alone."""
        found = [(c, w) for c in claims if c.role != "title" and (w := clause(self.articles[c.article], c, self.names))]
        return min(found, key=lambda f: (len(f[1]), f[0].id), default=None)

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
