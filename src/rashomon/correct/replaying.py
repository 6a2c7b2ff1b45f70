"""Corrections followed on a new run, each at the stage it is about; what became of each is told.

Re-attributions change what was annotated, before anything is compared; merges and splits change the rows of the
alignment, before they are judged; a rejected finding is left out where it would be raised.
Requirement: a correction is followed wholly or not at all, and never silently. All of its places are found again and
hold what they held, or it does not fit any more. The latest word counts: what a later correction contradicts is
overruled.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product

from rashomon.correct.anchors import find
from rashomon.correct.records import Correction
from rashomon.model import (
    CORRECTION,
    Alignment,
    Annotated,
    Article,
    Attribution,
    Evidence,
    Finding,
    FindingKind,
    FindingType,
    Hop,
    Link,
    Passage,
    Point,
    Row,
    Source,
)

Passages = tuple[Passage, ...]
# (kind and type of a finding, its passages)
Raised = tuple[str, frozenset[Passage]]


@dataclass(frozen=True, slots=True)
class Replay:
    """Corrections with their places in these articles, re-attributions made.

    ``places``: for each correction its sides as passages, or why it does not fit. ``claims``: of a merge or split, the
    ids of its claims, by side.
    """

    corrections: tuple[Correction, ...]
    articles: tuple[Annotated, ...]
    places: tuple[tuple[tuple[Passages, ...], ...] | str, ...]
    claims: Mapping[int, tuple[tuple[str, ...], ...]]

    def rows(self, alignment: Alignment) -> Alignment:
        """The alignment with points merged and split, in the order of the corrections."""
        rows = alignment.rows
        for n, sides in self.claims.items():
            rows = (
                _merged(rows, sides, alignment)
                if self.corrections[n].kind == "merge"
                else _split(rows, sides)
            )
        if rows == alignment.rows:
            return alignment
        rank = {a.article.id: n for n, a in enumerate(alignment.articles)}
        at = {
            c.id: (rank[a.article.id], c.spans[0].start, c.spans[-1].end, c.id)
            for a in alignment.articles
            for c in a.claims
        }
        cells = [
            tuple(
                (a, tuple(sorted(ids, key=at.__getitem__)))
                for a, ids in sorted(r.cells, key=lambda c: rank[c[0]])
            )
            for r in rows
        ]
        made = [replace(r, cells=c) for r, c in zip(rows, cells, strict=True)]
        return replace(alignment, rows=tuple(sorted(made, key=lambda r: at[r.cells[0][1][0]])))

    def refused(self, alignment: Alignment) -> Callable[[FindingKind, FindingType, Passages], bool]:
        """Whether a finding in these rows was rejected, or is a conflict between claims that were split."""
        words = self._words()
        row_of = {c: n for n, r in enumerate(alignment.rows) for c in _ids(r)}
        apart = [
            self._extents(n)
            for n, sides in self.claims.items()
            if self.corrections[n].kind == "split" and all(row_of[a] != row_of[b] for a, b in _pairs(sides))
        ]

        def is_refused(kind: FindingKind, type: FindingType, passages: Passages) -> bool:
            if words.get((f"{kind} {type}", frozenset(passages))) == "reject":
                return True
            return kind == "conflict" and any(all(_on(passages, side) for side in sides) for sides in apart)

        return is_refused

    def told(self, points: Sequence[Point], findings: Sequence[Finding]) -> tuple[tuple[str, str], ...]:
        """For each correction a name, "correction 1" …, and what became of it, for the result's ``settings``."""
        point_of = {c: p.id for p in points for _, claims in p.cells for c in claims}
        raised = {(f"{f.kind} {f.type}", frozenset(f.passages)) for f in findings}
        return tuple(
            (f"{CORRECTION}{n + 1}", f"{c.kind}, by {c.by}: {c.reason} ({self._became(n, point_of, raised)})")
            for n, c in enumerate(self.corrections)
        )

    def _became(self, n: int, point_of: Mapping[str, str], raised: Collection[Raised]) -> str:
        c, places = self.corrections[n], self.places[n]
        if isinstance(places, str):
            return f"does not fit any more: {places}"
        if n in self.claims:
            pairs = _pairs(self.claims[n])
            together = [point_of[a] == point_of[b] for a, b in pairs]
            if not all(together) if c.kind == "merge" else any(together):
                other = "split" if c.kind == "merge" else "merge"
                if self._later(n, other):
                    return "overruled by a later correction"
                return "not followed: a conflict that was found joins them; it can be rejected"
            return "followed"
        if c.kind == "attribute":
            same = [k for k in self._later(n, "attribute") if self.places[k][0] == places[0]]
            return f"overruled by correction {same[-1] + 1}" if same else "followed"
        key = (c.finding or "", _passages(places))
        if self._words()[key] != c.kind:
            return "overruled by a later correction"
        if c.kind == "accept":
            return "followed" if key in raised else "no longer found"
        return "followed"

    def _later(self, n: int, kind: str) -> list[int]:
        return [
            k
            for k in range(n + 1, len(self.corrections))
            if self.corrections[k].kind == kind and not isinstance(self.places[k], str)
        ]

    def _words(self) -> Mapping[Raised, str]:
        """The latest word on each finding."""
        return {
            (c.finding, _passages(places)): c.kind
            for c, places in zip(self.corrections, self.places, strict=True)
            if c.finding is not None and not isinstance(places, str)
        }

    def _extents(self, n: int) -> tuple[Passages, ...]:
        places = self.places[n]
        assert not isinstance(places, str)
        return tuple(tuple(p for place in side for p in place) for side in places)


def replay(articles: Sequence[Annotated], corrections: Sequence[Correction]) -> Replay:
    """Every correction's places found in these articles, whose ids are unique among them."""
    made = {a.article.id: a for a in articles}
    claims_at = {
        tuple(Passage(c.article, s.start, s.end) for s in c.spans): c.id for a in articles for c in a.claims
    }
    places: list[tuple[tuple[Passages, ...], ...] | str] = []
    claims: dict[int, tuple[tuple[str, ...], ...]] = {}
    for n, c in enumerate(corrections):
        found = _found(c, [a.article for a in articles])
        if not isinstance(found, str) and c.kind in ("merge", "split"):
            if all(place in claims_at for side in found for place in side):
                claims[n] = tuple(tuple(claims_at[place] for place in side) for side in found)
            else:
                found = "the text is not divided into these claims any more"
        elif not isinstance(found, str) and c.kind == "attribute":
            found = _attributed(made, found)
        places.append(found)
    return Replay(tuple(corrections), tuple(made.values()), tuple(places), claims)


def _found(c: Correction, articles: Sequence[Article]) -> tuple[tuple[Passages, ...], ...] | str:
    sides = []
    for side in c.sides:
        found = [[find(a, articles) for a in place] for place in side]
        if wrong := next((p for place in found for p in place if isinstance(p, str)), None):
            return wrong
        sides.append(tuple(tuple(p for p in place if not isinstance(p, str)) for place in found))
    return tuple(sides)


def _attributed(
    made: dict[str, Annotated], found: tuple[tuple[Passages, ...], ...]
) -> tuple[tuple[Passages, ...], ...] | str:
    """Give an attribution its source, in ``made``; the places found, or why not."""
    [content], [[source]] = found
    annotated = made[source.article]
    old = next((q for q in annotated.attributions if _content(q) == content), None)
    if old is None:
        return "nobody is found to be reported there any more"
    holding = [
        (m.form == "name", m.end - m.start, e)
        for e in annotated.entities
        for m in e.mentions
        if source.span.contains(m.span)
    ]
    entity = max(holding, key=lambda h: h[:2])[2] if holding else None
    words = source.span.of(annotated.article.text)
    hop = Hop("speaker", entity.name if entity else words, source.span)
    new = replace(
        old,
        source=Source(source.span, entity.id if entity else None),
        chain=(hop, *(h for h in old.chain if h.role != "speaker")),
    )
    said = tuple(new if q is old else q for q in annotated.attributions)
    made[source.article] = replace(annotated, attributions=said)
    return found


def _content(q: Attribution) -> Passages:
    return tuple(Passage(q.article, s.start, s.end) for s in q.content)


def _merged(rows: tuple[Row, ...], sides: Sequence[Sequence[str]], alignment: Alignment) -> tuple[Row, ...]:
    """The rows that hold these claims as one, its claims across the sides linked without doubt."""
    named = {c for side in sides for c in side}
    joined = [r for r in rows if named & _ids(r)]
    article = {c.id: c.article for a in alignment.articles for c in a.claims}
    cells: dict[str, tuple[str, ...]] = {}
    for r in joined:
        for a, ids in r.cells:
            cells[a] = (*cells.get(a, ()), *ids)
    by_hand = {frozenset(pair): pair for pair in _pairs(sides) if article[pair[0]] != article[pair[1]]}
    links = [k for r in joined for k in r.links if frozenset((k.left, k.right)) not in by_hand]
    said = (Evidence("correction", 1.0, "merged by hand"),)
    links += [Link(a, b, 1.0, "same", said) for a, b in by_hand.values()]
    return (*(r for r in rows if r not in joined), Row(tuple(cells.items()), tuple(links), doubtful=False))


def _split(rows: tuple[Row, ...], sides: Sequence[Sequence[str]]) -> tuple[Row, ...]:
    """Rows that hold claims of both sides, without those of the second, which make a row of their own."""
    left, right = map(set, sides)
    made: list[Row] = []
    for r in rows:
        if left & _ids(r) and right & _ids(r):
            made += [_part(r, _ids(r) - right), _part(r, _ids(r) & right)]
        else:
            made.append(r)
    return tuple(made)


def _part(row: Row, kept: set[str]) -> Row:
    cells = tuple((a, left) for a, ids in row.cells if (left := tuple(c for c in ids if c in kept)))
    links = tuple(k for k in row.links if k.left in kept and k.right in kept)
    return Row(cells, links, row.doubtful and len(cells) > 1)


def _ids(row: Row) -> set[str]:
    return {c for _, ids in row.cells for c in ids}


def _pairs(sides: Sequence[Sequence[str]]) -> list[tuple[str, str]]:
    return [pair for left, right in combinations(sides, 2) for pair in product(left, right)]


def _passages(places: tuple[tuple[Passages, ...], ...]) -> frozenset[Passage]:
    return frozenset(p for side in places for place in side for p in place)


def _on(passages: Passages, extents: Passages) -> bool:
    """Whether one of the passages lies on one of the extents."""
    return any(p.article == e.article and p.span.overlaps(e.span) for p in passages for e in extents)
