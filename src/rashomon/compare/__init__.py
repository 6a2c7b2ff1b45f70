"""Alignment to what a reader should know: points, findings, absences, voices, timeline.

A detector of a row is a function of (context, index, row), one of the whole alignment a function of (context); each
stands in a table below, and its docstring is shown to readers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from rashomon.compare import (
    altered,
    dates,
    names,
    numbers,
    parallel,
    polarity,
    spellings,
    verbatim,
    verdict,
    voice,
    wording,
)
from rashomon.compare.context import Context, Draft
from rashomon.compare.coverage import ABSENCE_SALIENCE, absences
from rashomon.compare.meeting import met
from rashomon.compare.missed import fitted
from rashomon.compare.points import points
from rashomon.compare.timeline import timeline
from rashomon.compare.voices import sourcing, voices
from rashomon.model import Alignment, Finding, FindingKind, FindingType, Judged, Passage, Row

__all__ = ["ABSENCE_SALIENCE", "DETECTORS", "compare", "settings"]

ROW_DETECTORS: Mapping[str, Callable[[Context, int, Row], Iterator[Draft]]] = {
    "numbers": numbers.detect,
    "dates": dates.detect,
    "polarity": polarity.detect,
    "names": names.detect,
    "voice": voice.detect,
}
DETECTORS: Mapping[str, Callable[[Context], Iterator[Draft]]] = {
    "verbatim": verbatim.detect,
    "altered": altered.detect,
    "parallel": parallel.detect,
    "spelling": spellings.detect,
    "verdict": verdict.detect,
    "wording": wording.detect,
}
# Detectors that know one sentence again, and types of conflict that are of one sort.
SAME_SENTENCE = frozenset({"verbatim@1", "altered@1"})
SORTS = {"number": "value", "date": "value", "person": "name", "place": "name"}
ORDER = {"conflict": 0, "voice": 1, "verdict": 2, "wording": 3}


# Whether a finding of this kind and type, with these passages, is left out.
Refused = Callable[[FindingKind, FindingType, tuple[Passage, ...]], bool]


def _nothing(_kind: FindingKind, _type: FindingType, _passages: tuple[Passage, ...]) -> bool:
    return False


def compare(alignment: Alignment, refused: Refused = _nothing) -> Judged:
    """Points in reading order with everything found about them; ids "p1"…, "f1"… in that order.

    ``refused`` findings are raised nowhere: no point is a conflict for them, and no two rows meet.
    """
    context = Context(alignment)
    drafts = [
        draft
        for index, row in enumerate(alignment.rows)
        if len(row.cells) > 1
        for detect in ROW_DETECTORS.values()
        for draft in detect(context, index, row)
    ]
    drafts += [draft for detect in DETECTORS.values() for draft in detect(context)]
    drafts = distinct(verbatim.unsettled(context, drafts))
    context, drafts = met(context, [d for d in drafts if not refused(d.kind, d.type, d.passages)])
    drafts.sort(key=lambda d: (ORDER[d.kind], d.row, d.detector, d.passages))
    made = points(context, drafts)
    findings = tuple(
        Finding(f"f{n}", d.kind, d.type, d.judgement, d.detector, d.score, d.why, made[d.row].id, d.passages)
        for n, d in enumerate(drafts, start=1)
    )
    heard = voices(context)
    return Judged(made, findings, absences(context, made), heard, sourcing(context, heard), timeline(context))


def distinct(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts without a second conflict of one sort for one pair of passages.

    "two years" beside "three years" is seen as lengths and as amounts; a sentence that stands in both reports word for
    word is the better witness, so its conflict is the one that is kept.
    """
    kept: list[Draft] = []
    for draft in sorted(drafts, key=lambda d: d.detector not in SAME_SENTENCE):
        if draft.kind != "conflict" or not any(_one_sort(draft, k) and _same_place(draft, k) for k in kept):
            kept.append(draft)
    return kept


def _one_sort(left: Draft, right: Draft) -> bool:
    """Whether both are conflicts of values, both of names, or both of yes and no."""
    sorts = (SORTS.get(d.type, d.type) for d in (left, right))
    return left.kind == right.kind == "conflict" and len(set(sorts)) == 1


def _same_place(left: Draft, right: Draft) -> bool:
    """Whether each passage of one overlaps one of the other."""
    return all(
        any(a.article == b.article and a.span.overlaps(b.span) for b in right.passages) for a in left.passages
    )


def settings() -> tuple[tuple[str, float], ...]:
    """The numbers that shaped what is said of absences, for the result's ``settings``."""
    missed = tuple((f"missed_{name}", value) for name, value in fitted().items())
    return (("absence_salience", ABSENCE_SALIENCE), *missed)
