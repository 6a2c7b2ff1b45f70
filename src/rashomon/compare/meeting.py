"""Rows of one report each that a conflict shows to tell of one thing become one row (compare/meeting.py).

Requirement: what two reports give with another value is one point with a cell in each, whether or not the alignment had
joined the claims; nothing else of the rows is touched. A conflict of which one side is no claim has no point to stand
on and is left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rashomon.compare.context import Context, Draft
from rashomon.model import Alignment, Row


def met(context: Context, drafts: Sequence[Draft]) -> tuple[Context, list[Draft]]:
    """The alignment with such rows joined, each where its first claim stood, and the drafts with their rows in it."""
    rows = context.alignment.rows
    place = list(range(len(rows)))  # row -> the row it has become part of
    held = [dict(row.cells) for row in rows]
    kept: list[Draft] = []
    for draft in drafts:
        at = place[draft.row]
        if draft.kind == "conflict" and len(held[at]) == 1:
            other = next(
                (
                    place[r]
                    for p in draft.passages
                    if p.article not in held[at]
                    for r in context.rows_at(p)
                    if not held[at].keys() & held[place[r]].keys()
                ),
                None,
            )
            if other is None:
                continue
            first, second = sorted((at, other))
            held[first] |= held[second]
            place = [first if p == second else p for p in place]
        kept.append(draft)
    if place == list(range(len(rows))):
        return context, kept
    order = [a.article.id for a in context.alignment.articles]
    left = sorted(set(place))
    made = tuple(
        rows[n]
        if place.count(n) == 1
        else Row(
            cells=tuple((a, held[n][a]) for a in order if a in held[n]),
            links=tuple(link for r, p in enumerate(place) if p == n for link in rows[r].links),
            doubtful=any(rows[r].doubtful for r, p in enumerate(place) if p == n),
        )
        for n in left
    )
    number = {n: k for k, n in enumerate(left)}
    alignment: Alignment = replace(context.alignment, rows=made)
    return Context(alignment), [replace(d, row=number[place[d.row]]) for d in kept]
