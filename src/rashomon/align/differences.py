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
from functools import lru_cache

from rashomon.align.quoted import Version, Word
from rashomon.model import Difference, DifferenceKind, Span

# Prices of pairing two words, against 2.0 for dropping one and adding the other. Set by hand on invented pairs.
SAME_FORM = 0.3
SAME_CONCEPT = 0.5
LIKE_LETTERS = 0.7
SAME_CLASS = 1.2
UNLIKE = 2.6
GLOSSED = 0.4
# The first word of a gap, and each further one: a long omission is one act.
OPEN, EXTEND = 1.0, 0.35
# Share of letters (difflib ratio) from which two words of four letters or more are taken for one misheard.
LETTERS = 0.75
# A run of that many equal words, or of two words with content, is an anchor.
ANCHOR = 3
# Words on both sides up to which two unpaired stretches at an end are one rewording.
REWORDED = 6
# Share of the content words of the shorter version: with fewer equal ones, and no long run of them, two versions are
# two parts of one utterance that a third one holds together, and are not aligned.
STRANGERS = 0.25
# Cells of the alignment table above which two stretches are not aligned word by word: time, and no reader would.
CELLS = 4_000
# The kind shown where versions differ from the base in several ways at one place: the weightiest.
_ORDER: tuple[DifferenceKind, ...] = (
    "number", "negation", "name", "rewording", "synonym", "inflection", "elision", "other", "dropped", "added",
)  # fmt: skip
# What stands between the letters of a word in one spelling and not in another.
_JOINTS = str.maketrans("", "", "-' ")
_NOUNS = frozenset({"NOUN", "PROPN", "PRON"})


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


def masked(left: str, right: str) -> bool:
    """Whether one word is the other with letters starred out."""
    shown, starred = sorted((left, right), key=lambda w: "*" in w)
    if "*" not in starred or "*" in shown:
        return left == right
    head, _, tail = starred.partition("*")
    return (
        shown.startswith(head)
        and shown.endswith(tail.lstrip("*"))
        and len(shown) >= len(head + tail.lstrip("*"))
    )


@lru_cache(maxsize=65536)
def _like(left: str, right: str) -> bool:
    if masked(left, right):
        return True
    if min(len(left), len(right)) < 4 or abs(len(left) - len(right)) > 4:
        return False
    return SequenceMatcher(None, left, right, autojunk=False).ratio() >= LETTERS


def price(a: Word, b: Word) -> float:
    """What it costs to say that ``b`` stands for ``a``: 0 for the same word."""
    if a.text == b.text:
        return 0.0
    if "gap" in (a.role, b.role):
        return UNLIKE
    if "gloss" in (a.role, b.role):
        word = b if a.role == "gloss" else a
        return GLOSSED if word.role == "gloss" or word.content or word.pos in _NOUNS else UNLIKE
    if a.forms & b.forms:
        return SAME_FORM
    if a.negation != b.negation:
        return UNLIKE
    if a.number and b.number:
        return LIKE_LETTERS
    if a.concepts & b.concepts:
        return SAME_CONCEPT
    if (a.name and b.name) or _like(a.text, b.text):
        return LIKE_LETTERS
    if a.content != b.content:
        return UNLIKE if not (a.pos and a.pos == b.pos) else SAME_CLASS
    if a.pos and b.pos:
        return SAME_CLASS if a.pos == b.pos or {a.pos, b.pos} <= _NOUNS else UNLIKE
    return SAME_CLASS


def _glued(a: Sequence[Word], b: Sequence[Word]) -> bool:
    """Whether two stretches are the same letters, cut into words in another way: e-mail, email."""
    left, right = ("".join(w.text for w in side).translate(_JOINTS) for side in (a, b))
    return left == right and left != ""


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
                        if i + x <= n and j + y <= m and _glued(a[i : i + x], b[j : j + y]):
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
        same = x > 0 and y > 0 and ((x, y) != (1, 1) or _same(a[pi], b[pj]))
        steps.append(Step(pi, i, pj, j, same))
        i, j = pi, pj
    yield from reversed(steps)


def _same(a: Word, b: Word) -> bool:
    return a.text == b.text or _glued((a,), (b,))


def steps(base: Sequence[Word], version: Sequence[Word]) -> list[Step]:
    """The pairing of two versions, in order and without a hole."""
    left, right = [w.text for w in base], [w.text for w in version]
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    found: list[Step] = []

    def between(i0: int, i1: int, j0: int, j1: int) -> None:
        if i0 == i1 and j0 == j1:
            return
        if i0 == i1 or j0 == j1:
            found.append(Step(i0, i1, j0, j1, False))
            return
        match = matcher.find_longest_match(i0, i1, j0, j1)
        if match.size >= ANCHOR or (
            match.size and sum(w.content for w in base[match.a : match.a + match.size]) >= 2
        ):
            between(i0, match.a, j0, match.b)
            found.append(Step(match.a, match.a + match.size, match.b, match.b + match.size, True))
            between(match.a + match.size, i1, match.b + match.size, j1)
        elif (i1 - i0) * (j1 - j0) > CELLS:
            found.extend((Step(i0, i1, j0, j0, False), Step(i1, i1, j0, j1, False)))
        else:
            found.extend(
                Step(i0 + s.low, i0 + s.high, j0 + s.left, j0 + s.right, s.equal)
                for s in _table(base[i0:i1], version[j0:j1])
            )

    between(0, len(base), 0, len(version))
    if any(s.equal and s.high - s.low >= REWORDED for s in found):
        return found
    held = sum(w.content for s in found if s.equal for w in base[s.low : s.high])
    if held < STRANGERS * min(sum(w.content for w in side) for side in (base, version)):
        return [Step(0, len(base), 0, 0, False), Step(len(base), len(base), 0, len(version), False)]
    return found


def related(a: Word, b: Word) -> bool:
    """Whether form, meaning or letters relate two words, or they are the same."""
    return price(a, b) < SAME_CLASS


def kind_of(old: Sequence[Word], new: Sequence[Word]) -> DifferenceKind:
    """What kind of difference it is that ``new`` stands where the base has ``old``; not both empty."""
    both = bool(old) and bool(new)
    if any(w.role == "gap" for w in (*old, *new)):
        return "elision" if both or len(old) + len(new) == 1 else "dropped" if old else "added"
    if len(old) == len(new) == 1 and "*" in old[0].text + new[0].text and masked(old[0].text, new[0].text):
        return "other"
    if any(side and all(w.role == "gloss" for w in side) for side in (old, new)):
        return "name" if both and any(w.name for w in (*old, *new)) else "other"
    denied = [sum(w.negation for w in side) for side in (old, new)]
    if denied[0] % 2 != denied[1] % 2 and len(old) + len(new) <= 2 * ANCHOR:
        if both or not any(w.content and not w.negation for w in (*old, *new)):
            return "negation"
    if not both:
        return "dropped" if old else "added"
    numbers = [[w.text for w in side if w.number] for side in (old, new)]
    if numbers[0] != numbers[1]:
        return "number"
    if any(w.name for w in old) and any(w.name for w in new):
        return "name"
    if len(old) == len(new) == 1:
        if old[0].forms & new[0].forms:
            return "inflection"
        return "synonym" if old[0].concepts & new[0].concepts else "rewording"
    content = [[w for w in side if w.content] for side in (old, new)]
    if content[0] and content[1] and len(content[0]) == len(content[1]):
        pairs = list(zip(*content, strict=True))
        if all(related(a, b) for a, b in pairs):
            return "synonym" if any(a.concepts & b.concepts for a, b in pairs) else "rewording"
    return "rewording"


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
    loose: list[Step] = []
    for step in [*run, None]:
        if step is not None and step not in paired:
            loose.append(step)
            continue
        if loose:
            yield Step(loose[0].low, loose[-1].high, loose[0].left, loose[-1].right, False)
            loose = []
        if step is not None:
            yield step


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
            if (
                s.low < s.high
                and s.left < s.right
                and _glued(base[s.low : s.high], version[s.left : s.right])
            ):
                continue
            ends = s.low == 0 or s.left == 0 or s.high == len(base) or s.right == len(version)
            old, new = _pieces(base, s.low, s.high), _pieces(version, s.left, s.right)
            apart = ends and max(s.high - s.low, s.right - s.left) > REWORDED
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
