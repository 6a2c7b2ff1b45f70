"""Scored pairs of claims to rows: what stands beside what.

Requirement: one bad link must not chain two points together; so rows join only if their claims of different articles
are on average the same, and none is out of the question (average link), best pairs first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rashomon.align.score import SAME, UNSURE
from rashomon.model import Claim, Link, Row

# score in [0, 1] below which two claims may not stand in one row, whatever else links them.
POSSIBLE = 0.15


def assemble(
    claims: Sequence[Claim],
    links: Sequence[Link],
    order: Mapping[str, int],
    *,
    same: float = SAME,
    unsure: float = UNSURE,
) -> tuple[Row, ...]:
    """Rows in order of first appearance; ``order`` ranks the articles. Each claim stands in exactly one row."""
    scores = {frozenset((link.left, link.right)): link.score for link in links}
    row_of: dict[str, int] = {c.id: i for i, c in enumerate(claims)}
    members: dict[int, list[str]] = {i: [c.id] for i, c in enumerate(claims)}
    doubtful: set[int] = set()
    held: dict[int, list[Link]] = {}
    article = {c.id: c.article for c in claims}
    for link in sorted(links, key=lambda k: (-k.score, k.left, k.right)):
        if link.score < unsure:
            break
        a, b = row_of[link.left], row_of[link.right]
        if a == b:
            held[a].append(link)
            continue
        certain = link.score >= same
        # Doubt joins two lone claims only; it never adds to or joins what is certain.
        if not certain and len(members[a]) + len(members[b]) > 2:
            continue
        if a in doubtful or b in doubtful:
            continue
        across = [
            scores.get(frozenset((x, y)), 0.0)
            for x in members[a]
            for y in members[b]
            if article[x] != article[y]
        ]
        if across and (sum(across) / len(across) < unsure or min(across) < POSSIBLE):
            continue
        keep, gone = min(a, b), max(a, b)
        for claim in members[gone]:
            row_of[claim] = keep
        members[keep].extend(members.pop(gone))
        held[keep] = [*held.pop(keep, []), *held.pop(gone, []), link]
        if not certain:
            doubtful.add(keep)
    position = {c.id: (order[c.article], c.spans[0].start, c.spans[-1].end, c.id) for c in claims}
    rows = []
    for row, ids in members.items():
        cells: dict[str, list[str]] = {}
        for claim in sorted(ids, key=lambda i: position[i]):
            cells.setdefault(article[claim], []).append(claim)
        rows.append(
            Row(
                cells=tuple((a, tuple(c)) for a, c in cells.items()),
                links=tuple(held.get(row, ())),
                doubtful=row in doubtful,
            )
        )
    return tuple(sorted(rows, key=lambda r: position[r.cells[0][1][0]]))
