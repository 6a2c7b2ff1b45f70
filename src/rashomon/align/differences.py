"""Where the versions of an utterance differ, in the smallest units a reader can take in.

Requirement: a dropped word and a replaced neighbour are two differences; what a shorter version leaves out before,
after or between is one, however long. Spelling, case and punctuation are none (see ``quoted``).
How: long runs of equal words anchor the two versions; between them a Needleman-Wunsch alignment with affine gaps
(Gotoh 1982) prices a pair of words by what relates them: one dictionary form, one class of synonyms, like letters,
one part of speech. What stays unpaired is dropped or added, or, where both sides have some, reworded.
An ellipsis against words is an ``elision``; an editor's gloss against words is ``name`` or ``other``.
Known exceptions: words moved elsewhere are dropped here and added there; a phrase for a phrase is one rewording.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from rashomon.align.quoted import Version, Word
from rashomon.align.word_pairs import glued, kind_of, price, related, same
from rashomon.model import Difference, DifferenceKind, Span

# The first word of a gap, and each further one: a long omission is one act.
OPEN, EXTEND = 1.0, 0.35
# A run of that many equal words, or of two words with content, is an anchor.
ANCHOR = 3
# Words on both sides up to which two unpaired stretches at an end are one rewording; elsewhere, how many times longer one
# may be than the other.
REWORDED = 6
# Share of the content words of the shorter version: with fewer equal ones, and no long run of them, two versions are
# two parts of one utterance that a third one holds together, and are not aligned.
STRANGERS = 0.25
# Cells of the alignment table above which two stretches are not aligned word by word: time, and no reader would.
CELLS = 4_000
# Cells up to which only a run of REWORDED words or more is an anchor: a shorter one may be in the wrong place.
EXACT = 800
# The kind shown where versions differ from the base in several ways at one place: the weightiest.
_ORDER: tuple[DifferenceKind, ...] = (
    "number", "negation", "name", "rewording", "synonym", "inflection", "elision", "other", "dropped", "added",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Step:
    """``base[low:high]`` stands against ``version[left:right]``; ``equal`` where they are the same words."""

    low: int
    high: int
    left: int
    right: int
    equal: bool


@dataclass(frozen=True, slots=True)
class Unit:
    """A difference of one version: word ranges on both sides, one of which may be empty."""

    kind: DifferenceKind
    low: int
    high: int
    left: int
    right: int


def _table(a: Sequence[Word], b: Sequence[Word]) -> Iterator[Step]:
    """The cheapest pairing of two short stretches."""
    n, m = len(a), len(b)
    far = 1e9
    # cost[state][i][j]; state 0 paired, 1 in a gap of dropped words, 2 in a gap of added ones
    cost = [[[far] * (m + 1) for _ in range(n + 1)] for _ in range(3)]
    back: dict[tuple[int, int, int], tuple[int, int, int, int, int]] = {}
    cost[0][0][0] = 0.0

    def put(
        state: int, i: int, j: int, value: float, before: tuple[int, int, int], step: tuple[int, int]
    ) -> None:
        if value < cost[state][i][j] - 1e-9:
            cost[state][i][j] = value
            back[state, i, j] = (*before, *step)

    for i in range(n + 1):
        for j in range(m + 1):
            for state in range(3):
                here = cost[state][i][j]
                if here >= far:
                    continue
                at = (state, i, j)
                if i < n and j < m:
                    put(0, i + 1, j + 1, here + price(a[i], b[j]), at, (1, 1))
                    for x, y in ((1, 2), (2, 1)):
                        if i + x <= n and j + y <= m and glued(a[i : i + x], b[j : j + y]):
                            put(0, i + x, j + y, here, at, (x, y))
                if i < n:
                    put(1, i + 1, j, here + (EXTEND if state == 1 else OPEN), at, (1, 0))
                if j < m:
                    put(2, i, j + 1, here + (EXTEND if state == 2 else OPEN), at, (0, 1))
    state = min(range(3), key=lambda s: cost[s][n][m])
    i, j = n, m
    steps = []
    while (i, j) != (0, 0):
        state, pi, pj, x, y = back[state, i, j]
        equal = x > 0 and y > 0 and ((x, y) != (1, 1) or same(a[pi], b[pj]))
        steps.append(Step(pi, i, pj, j, equal))
        i, j = pi, pj
    yield from reversed(steps)


def steps(base: Sequence[Word], version: Sequence[Word]) -> list[Step]:
    """The pairing of two versions, in order and without a hole."""
    left, right = [w.text for w in base], [w.text for w in version]
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    found: list[Step] = []

    def aligned_exactly(i0: int, i1: int, j0: int, j1: int) -> None:
        found.extend(
            Step(i0 + s.low, i0 + s.high, j0 + s.left, j0 + s.right, s.equal)
            for s in _table(base[i0:i1], version[j0:j1])
        )

    def between(i0: int, i1: int, j0: int, j1: int) -> None:
        if i0 == i1 and j0 == j1:
            return
        if i0 == i1 or j0 == j1:
            found.append(Step(i0, i1, j0, j1, False))
            return
        match = matcher.find_longest_match(i0, i1, j0, j1)
        cells = (i1 - i0) * (j1 - j0)
        inside = match.size == min(i1 - i0, j1 - j0)
        if match.size < REWORDED and not inside and cells <= EXACT:
            aligned_exactly(i0, i1, j0, j1)
        elif match.size >= ANCHOR or (
            match.size and sum(w.content for w in base[match.a : match.a + match.size]) >= 2
        ):
            between(i0, match.a, j0, match.b)
            found.append(Step(match.a, match.a + match.size, match.b, match.b + match.size, True))
            between(match.a + match.size, i1, match.b + match.size, j1)
        elif cells > CELLS:
            found.extend((Step(i0, i1, j0, j0, False), Step(i1, i1, j0, j1, False)))
        else:
            aligned_exactly(i0, i1, j0, j1)

    between(0, len(base), 0, len(version))
    if any(s.equal and s.high - s.low >= REWORDED for s in found):
        return found
    held = sum(w.content for s in found if s.equal for w in base[s.low : s.high])
    if held < STRANGERS * min(sum(w.content for w in side) for side in (base, version)):
        return [Step(0, len(base), 0, 0, False), Step(len(base), len(base), 0, len(version), False)]
    return found


def _runs(found: Sequence[Step]) -> Iterator[list[Step]]:
    """Maximal stretches of steps that are not equal."""
    run: list[Step] = []
    for step in found:
        if step.equal:
            if run:
                yield run
            run = []
        else:
            run.append(step)
    if run:
        yield run


def _stretches(run: Sequence[Step], base: Sequence[Word], version: Sequence[Word]) -> Iterator[Step]:
    """A run cut into its units: paired words one by one, unpaired neighbours together."""
    paired = [s for s in run if s.low < s.high and s.left < s.right]
    longer = max(run[-1].high - run[0].low, run[-1].right - run[0].left)
    weak = not any(related(base[s.low], version[s.left]) for s in paired)
    phrase = bool(paired) and weak and (len(paired) > 2 or longer > ANCHOR * len(paired))
    if phrase:  # one phrase for another: pairs by class alone mean nothing, but beside an anchor
        beside = {run[0]} if run[0].low and run[0].left else set()
        if run[-1].high < len(base) and run[-1].right < len(version):
            beside.add(run[-1])
        paired = [s for s in paired if s in beside] if len(paired) <= 2 else []
    held: list[Step] = []  # neighbours that make one unit so far: unpaired words, or the words of a name
    before = ""
    for step in run:
        names = step in paired and base[step.low].name and version[step.left].name
        sort = "name" if names else "pair" if step in paired else "loose"
        if held and (sort != before or sort == "pair"):
            yield _joined(held)
            held = []
        held.append(step)
        before = sort
    if held:
        yield _joined(held)


def _joined(run: Sequence[Step]) -> Step:
    return Step(run[0].low, run[-1].high, run[0].left, run[-1].right, False)


def _begins(base: Sequence[Word], low: int, version: Sequence[Word], left: int) -> bool:
    """Whether two stretches that end both versions begin a further piece on one side: they answer no words there."""
    sides = ((base, low), (version, left))
    return any(0 < at < len(words) and words[at].piece != words[at - 1].piece for words, at in sides)


def _pieces(words: Sequence[Word], start: int, end: int) -> list[tuple[int, int]]:
    """A range of words cut where the text between them is not quoted."""
    cuts = [start, *(i for i in range(start + 1, end) if words[i].piece != words[i - 1].piece), end]
    return [(a, b) for a, b in zip(cuts, cuts[1:], strict=False) if a < b]


def _ungapped(words: Sequence[Word], start: int, end: int) -> tuple[int, int]:
    """A range without the ellipses at its ends, unless it holds nothing else."""
    if all(w.role == "gap" for w in words[start:end]):
        return start, end  # nothing else, or nothing at all
    while words[start].role == "gap":
        start += 1
    while words[end - 1].role == "gap":
        end -= 1
    return start, end


def units(base: Sequence[Word], version: Sequence[Word], found: Sequence[Step]) -> list[Unit]:
    """The differences of one version from the base, in the order of the base."""
    result: list[Unit] = []

    def add(low: int, high: int, left: int, right: int) -> None:
        if left == right:
            low, high = _ungapped(base, low, high)
        elif low == high:
            left, right = _ungapped(version, left, right)
        old, new = base[low:high], version[left:right]
        outside = low == 0 or high == len(base) or left == 0 or right == len(version)
        if outside and all(w.role == "gap" for w in (*old, *new)):
            return  # an ellipsis before or after all says nothing about the words
        result.append(Unit(kind_of(old, new), low, high, left, right))

    for run in _runs(found):
        for s in _stretches(run, base, version):
            if s.low < s.high and s.left < s.right and glued(base[s.low : s.high], version[s.left : s.right]):
                continue
            ends = s.low == 0 or s.left == 0 or s.high == len(base) or s.right == len(version)
            old, new = _pieces(base, s.low, s.high), _pieces(version, s.left, s.right)
            shorter, longer = sorted((s.high - s.low, s.right - s.left))
            if ends:
                apart = longer > REWORDED or _begins(base, s.low, version, s.left)
            else:
                marked = (w.role == "gap" for w in (*base[s.low : s.high], *version[s.left : s.right]))
                apart = longer > REWORDED * shorter and not any(marked)
            if old and new and not apart:
                add(*old[0], *new[0])
                old, new = old[1:], new[1:]
                at = s.high
            else:
                at = s.high if old else s.low
            for low, high in old:
                add(low, high, s.right, s.right)
            for left, right in new:
                add(at, at, left, right)
    return result


@dataclass(frozen=True, slots=True)
class _Aligned:
    version: Version
    steps: list[Step]
    units: list[Unit]

    def reading(self, low: int, high: int) -> Span | None:
        """What this version has where the base has ``words[low:high]``."""
        if low == high:
            ranges = [(u.left, u.right) for u in self.units if u.low == u.high == low]
        else:
            ranges = [(u.left, u.right) for u in self.units if u.low < high and low < u.high]
            for s in self.steps:
                if s.equal and s.low < high and low < s.high:
                    if s.high - s.low == s.right - s.left:
                        shift = s.left - s.low
                        ranges.append((max(low, s.low) + shift, min(high, s.high) + shift))
                    else:
                        ranges.append((s.left, s.right))
        ranges = [(a, b) for a, b in ranges if a < b]
        if not ranges:
            return None
        return covering(self.version.words, min(a for a, _ in ranges), max(b for _, b in ranges))


def covering(words: Sequence[Word], start: int, end: int) -> Span | None:
    """The text of ``words[start:end]``, of its longest piece where it runs over several; None if there are none."""
    pieces = _pieces(words, start, end)
    if not pieces:
        return None
    a, b = max(pieces, key=lambda p: (p[1] - p[0], -p[0]))
    return Span(words[a].span.start, words[b - 1].span.end)


def _cut(unit: Unit, edges: Sequence[int]) -> list[tuple[int, int]]:
    """The places of a unit in the base: words left out are cut where another version leaves out more or less."""
    if unit.kind != "dropped":
        return [(unit.low, unit.high)]
    cuts = [unit.low, *(e for e in edges if unit.low < e < unit.high), unit.high]
    return list(zip(cuts, cuts[1:], strict=False))


def between(base: Version, others: Sequence[Version]) -> tuple[Difference, ...]:
    """The units in which any version differs from the base, in the order of the base, each with all readings."""
    aligned = []
    for version in others:
        found = steps(base.words, version.words)
        aligned.append(_Aligned(version, found, units(base.words, version.words, found)))
    left_out = [(u.low, u.high) for one in aligned for u in one.units if u.left == u.right and u.low < u.high]
    edges = sorted({edge for place in left_out for edge in place})
    kinds: dict[tuple[int, int], set[DifferenceKind]] = {}
    for one in aligned:
        for unit in one.units:
            for place in _cut(unit, edges):
                kinds.setdefault(_ungapped(base.words, *place), set()).add(unit.kind)
    return tuple(
        Difference(
            kind=min(kinds[place], key=_ORDER.index),
            readings=(
                (base.id, covering(base.words, *place)),
                *((one.version.id, one.reading(*place)) for one in aligned),
            ),
        )
        for place in sorted(kinds)
    )
