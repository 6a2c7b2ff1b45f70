"""Claims that somebody outside the alignment takes for one thing: shown as doubt where it had one too.

Requirement: such a word joins two lone claims to a point that is unsure, and never adds to one that is more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rashomon.model import Alignment, Evidence, Link, Row

# The alignment's own score, in [0, 1], from which such a word may raise a doubt. On ten labelled stories a pair that may
# be joined so is right about one time in three if it is drawn at random (evals/llm.py); half of the right ones are
# below.
PERHAPS = 0.25


def doubted(alignment: Alignment, pairs: Sequence[tuple[str, str]]) -> Alignment:
    """The alignment with each pair of claims as one doubtful row, where they are rows of their own of two articles and
    were scored PERHAPS or more; others are passed over."""
    rows = list(alignment.rows)
    for pair in pairs:
        alone = [r for r in rows if len(r.cells) == 1 and r.cells[0][1] in ((pair[0],), (pair[1],))]
        if len(alone) != 2 or alone[0].cells[0][0] == alone[1].cells[0][0]:
            continue
        first, second = alone  # rows stand in the order of their first claims
        score = max(_score(alignment, first, second), _score(alignment, second, first))
        if score < PERHAPS:
            continue
        left, right = (r.cells[0][1][0] for r in alone)
        said = (Evidence("proposal", 0.0, "proposed by a language model"),)
        joined = Row(
            (*first.cells, *second.cells), (Link(left, right, score, "unsure", said),), doubtful=True
        )
        rows = [joined if r is first else r for r in rows if r is not second]
    return replace(alignment, rows=tuple(rows))


def _score(alignment: Alignment, row: Row, other: Row) -> float:
    """The score of the claim of one row beside that of another; 0 where it is not among its nearest."""
    [(_, (claim,))], [(article, (there,))] = row.cells, other.cells
    return dict(alignment.rejected.get((claim, article), ())).get(there, 0.0)
