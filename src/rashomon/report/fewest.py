"""The fewest reports that tell all: which to read if one reads one, two, three …

Counted are the salient points (told by two reports, or of the salience from which absences are listed; nothing unsure)
and the voices that have a name. Up to EXACT reports every choice is tried; beyond, the report that adds most is taken
next, which may take more reports than needed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

from rashomon.model import Comparison
from rashomon.report.view import PointRow, Reader, Readers, Side

# Reports up to which every choice is tried: 2^15 of them.
EXACT = 15


def readers(comparison: Comparison, rows: Sequence[PointRow], sides: Sequence[Side]) -> Readers:
    """The best choices over the reports of a comparison."""
    least = dict(comparison.settings).get("absence_salience")
    salience = {p.id: p.salience for p in comparison.points}
    points = [
        frozenset(n for n, cell in enumerate(row.cells) if cell.quotes)
        for row in rows
        if row.status != "unsure"
        and (
            sum(bool(cell.quotes) for cell in row.cells) > 1
            or (isinstance(least, (int, float)) and salience[row.id] >= least)
        )
    ]
    number = {side.article.id: n for n, side in enumerate(sides)}
    voices = [
        frozenset(number[a] for a, _ in voice.by_article)
        for voice in comparison.voices
        if voice.kind == "named" and voice.by_article
    ]
    held = [frozenset(k for k, who in enumerate((*points, *voices)) if n in who) for n in range(len(sides))]
    steps, exact = fewest(held)
    letters = [side.letter for side in sides]
    shown = tuple(Reader(tuple(letters[n] for n in chosen), count) for chosen, count in steps)
    missed = tuple(
        (sum(n not in who for who in points), sum(n not in who for who in voices)) for n in range(len(sides))
    )
    return Readers(len(points), len(voices), missed, shown, exact)


def fewest(held: Sequence[frozenset[int]]) -> tuple[tuple[tuple[tuple[int, ...], int], ...], bool]:
    """For one, two, … reports the indexes whose sets hold most together, and how much, until all is held; of equal
    choices the first. Beyond EXACT sets each choice keeps the one before, and the second value is False."""
    masks = [sum(1 << k for k in one) for one in held]
    everything = 0
    for mask in masks:
        everything |= mask
    steps: list[tuple[tuple[int, ...], int]] = []
    exact = len(masks) <= EXACT
    chosen: tuple[int, ...] = ()
    while everything and (not steps or steps[-1][1] < everything.bit_count()):
        left = range(len(masks))
        choices: Iterable[tuple[int, ...]] = (
            combinations(left, len(steps) + 1) if exact else [(*chosen, n) for n in left if n not in chosen]
        )
        chosen = max(choices, key=lambda c: (_count(masks, c), tuple(-n for n in c)))
        steps.append((tuple(sorted(chosen)), _count(masks, chosen)))
    return tuple(steps), exact


def _count(masks: Sequence[int], chosen: Sequence[int]) -> int:
    together = 0
    for n in chosen:
        together |= masks[n]
    return together.bit_count()
