"""Rows to points: status, how many outlets and independent origins stand behind, how prominent.

What binds two outlets to one origin is told in ``origins``.
"""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.compare.context import Context, Draft
from rashomon.compare.doubt import unsettled
from rashomon.compare.origins import Origins
from rashomon.compare.salience import prominence, weighed
from rashomon.model import Point, Row, Status


def points(context: Context, drafts: Sequence[Draft]) -> tuple[Point, ...]:
    """One point a row, ids "p1", "p2", … in the order of rows."""
    conflicts = {d.row for d in drafts if d.kind == "conflict"}
    origins = Origins(context)
    made = []
    for n, row in enumerate(context.alignment.rows):
        bonds = origins.bonds(row)
        made.append(
            Point(
                id=f"p{n + 1}",
                cells=row.cells,
                status=_status(context, row, n in conflicts),
                outlets=_outlets(context, row),
                origins=len(row.cells) - len(bonds),
                bonds=bonds,
                salience=round(weighed(prominence(context, row)), 4),
            )
        )
    return tuple(made)


def _status(context: Context, row: Row, conflict: bool) -> Status:
    if len(row.cells) == 1:
        return "single"
    if conflict:
        return "conflict"
    return "unsure" if row.doubtful or unsettled(context, row) else "agreed"


def _outlets(context: Context, row: Row) -> int:
    names = {context.articles[a].article.outlet or f"\0{a}" for a, _ in row.cells}
    return len(names)
