"""Rows to points: status, how many outlets and independent origins stand behind, how prominent.

Requirement: agreement is not corroboration: one wire text, one shared speech, one speaker count once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

from rashomon.compare.context import Context, Draft
from rashomon.compare.doubt import unsettled
from rashomon.model import Attribution, Claim, Point, Row, Span, Status
from rashomon.words import bare, words

# Two claims of this many words or more that share this much of them (Dice) are one text, not two witnesses.
COPIED_WORDS = 10
COPIED_SHARE = 0.85
# Salience in [0, 1] is the sum of these shares: outlets that carry it, a headline, an early place, repetition.
OUTLETS, HEADLINE, EARLY, REPEATED = 0.4, 0.2, 0.3, 0.1


def points(context: Context, drafts: Sequence[Draft]) -> tuple[Point, ...]:
    """One point a row, ids "p1", "p2", … in the order of rows."""
    conflicts = {d.row for d in drafts if d.kind == "conflict"}
    return tuple(
        Point(
            id=f"p{n + 1}",
            cells=row.cells,
            status=_status(context, row, n in conflicts),
            outlets=_outlets(context, row),
            origins=_origins(context, row),
            salience=round(_salience(context, row), 4),
        )
        for n, row in enumerate(context.alignment.rows)
    )


def _status(context: Context, row: Row, conflict: bool) -> Status:
    if len(row.cells) == 1:
        return "single"
    if conflict:
        return "conflict"
    return "unsure" if row.doubtful or unsettled(context, row) else "agreed"


def _outlets(context: Context, row: Row) -> int:
    names = {context.articles[a].article.outlet or f"\0{a}" for a, _ in row.cells}
    return len(names)


def _origins(context: Context, row: Row) -> int:
    """Groups of outlets that do not lean on one speaker, one utterance, one agency or one text."""
    group = {a: a for a, _ in row.cells}

    def top(a: str) -> str:
        while group[a] != a:
            a = group[a]
        return a

    cells = [(a, [context.claims[c] for c in ids]) for a, ids in row.cells]
    versions = _versions(context)
    for (a, left), (b, right) in combinations(cells, 2):
        same_outlet = context.articles[a].article.outlet
        if (same_outlet and same_outlet == context.articles[b].article.outlet) or any(
            _dependent(context, x, y, versions) for x in left for y in right
        ):
            group[top(b)] = top(a)
    return min(len({top(a) for a in group}), _outlets(context, row))


def _versions(context: Context) -> Mapping[str, str]:
    return {v: u.id for u in context.alignment.utterances for v in u.versions}


def _dependent(context: Context, left: Claim, right: Claim, versions: Mapping[str, str]) -> bool:
    one, other = (
        context.attributions.get(left.attribution or ""),
        context.attributions.get(right.attribution or ""),
    )
    if one and other:
        if one.id in versions and versions.get(one.id) == versions.get(other.id):
            return True
        entity_of = context.alignment.entity_of
        if one.source.entity and other.source.entity:
            if entity_of.get(one.source.entity) == entity_of.get(other.source.entity):
                return True
        agencies = {h.name for h in one.chain if h.role == "agency"}
        if agencies & {h.name for h in other.chain if h.role == "agency"}:
            return True
    if _tells_of_one_act(context, left, right, versions):
        return True
    a, b = _plain(context, left), _plain(context, right)
    if min(len(a), len(b)) < COPIED_WORDS:
        return False
    shared = sum(min(a.count(w), b.count(w)) for w in sorted(set(a) & set(b)))
    return 2 * shared / (len(a) + len(b)) >= COPIED_SHARE


def _tells_of_one_act(context: Context, left: Claim, right: Claim, versions: Mapping[str, str]) -> bool:
    """Whether both claims tell of the act that one shared utterance comes from."""

    def told(claim: Claim) -> set[str]:
        return {
            versions[q.id]
            for q in context.articles[claim.article].attributions
            if q.id in versions and any(s.contains(span) for span in _told_by(q) for s in claim.spans)
        }

    return bool(told(left) & told(right))


def _told_by(attribution: Attribution) -> list[Span]:
    """Where the act is told: its cue, and the words that name it or its medium."""
    return [*attribution.cue, *(h.span for h in attribution.chain if h.role in {"act", "medium"})]


def _plain(context: Context, claim: Claim) -> list[str]:
    text = context.articles[claim.article].article.text
    return [bare(w.of(text)) for s in claim.spans for w in words(text, s.start, s.end)]


def _salience(context: Context, row: Row) -> float:
    total = len(context.articles)
    claims = [context.claims[c] for _, ids in row.cells for c in ids]
    early = max(1 - c.spans[0].start / max(1, len(context.articles[c.article].article.text)) for c in claims)
    shared = (len(row.cells) - 1) / max(1, total - 1)
    repeated = min(1.0, (len(claims) - len(row.cells)) / len(row.cells))
    headline = any(c.role == "title" for c in claims)
    return OUTLETS * shared + HEADLINE * headline + EARLY * early + REPEATED * repeated
