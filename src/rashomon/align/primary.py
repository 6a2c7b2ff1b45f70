"""Quotations laid on the speech, statement or op-ed they come from.

Requirement: what a report quotes is found in the source word for word, altered, or put together from two places; what is
not found, or only perhaps, is said so. A word or two that stand in the source are no proof that they were taken from it.
How: rows of three equal words propose places; a chain of them through the source is chosen that covers most of the
quotation's content at the fewest leaps; each place is then aligned word by word (``differences``).
Known exceptions: a translation of the source is mostly not found; words left out without a mark are a
difference, more than NEAR of them a splice; a gloss in the source ("(applause)") is no word of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from rashomon.align.differences import between, steps
from rashomon.align.quoted import Version, Word, names_in, read, words_in
from rashomon.align.utterances import CONTAINED, RETOLD, few, weight
from rashomon.model import Annotated, Attribution, Difference, Join, Laid, LaidState, Primary, Span, Stretch

# Words in a row that propose a place; rows that stand in more places of the source propose none.
ROW, WIDESPREAD = 3, 60
# Words of the source that may be left out between two places that are still one, and what a leap over more costs, in
# words of content; from 8 to 12 and from 1 to 1.5 gave the same. A place of less weight than SECOND may be a chance row
# of words and proves no splice. Tuned on planted quotations, for no false splice (evals/source.py).
NEAR, LEAP, SECOND = 12, 1.5, 2.5
# Content words that a short quotation needs to be found and not only perhaps.
ENOUGH = 2
# Places that are weighed for one quotation, the longest of all: it bounds the time.
MOST = 400
_SPOKEN = frozenset({"title", "standfirst", "body", "caption"})


@dataclass(frozen=True, slots=True)
class _Block:
    """``size`` equal words from index ``here`` of a quotation's piece and ``there`` of the source."""

    here: int
    there: int
    size: int


@dataclass(frozen=True, slots=True)
class _Text:
    """The source's words in order; ``rows`` has the indexes at which each row of ROW stems begins."""

    article: str
    words: tuple[Word, ...]
    rows: dict[tuple[str, ...], list[int]]


def lay(source: Annotated, articles: Sequence[Annotated]) -> Primary:
    """The quotations of the articles on the source, in the order of the articles and their texts. What is quoted inside
    a quotation is laid with it, not again; reported speech without quotation marks is not laid."""
    text = _text(source)
    laid = [_laid(version, text) for annotated in articles for version in _quotations(annotated)]
    return Primary(source.article, tuple(w.span for w in text.words), tuple(laid))


def _text(source: Annotated) -> _Text:
    names = names_in(source)
    words = tuple(
        word
        for number, block in enumerate(source.article.blocks)
        if block.role in _SPOKEN
        for word in words_in(source, block.span, number, names)
        if word.role == "word"
    )
    rows: dict[tuple[str, ...], list[int]] = defaultdict(list)
    stems = [w.stem for w in words]
    for n, row in enumerate(zip(stems, stems[1:], stems[2:], strict=False)):
        rows[row].append(n)
    return _Text(source.article.id, words, dict(rows))


def _quotations(annotated: Annotated) -> Iterator[Version]:
    names = names_in(annotated)
    found: dict[str, Version] = {}
    said: dict[str, Attribution] = {a.id: a for a in annotated.attributions}
    for attribution in annotated.attributions:
        if attribution.content:
            version = read(annotated, attribution, None, None, names)
            if version.quoted and version.spoken:
                found[attribution.id] = version
    kept = [v for id, v in found.items() if (said[id].within or "") not in found]
    yield from sorted(kept, key=lambda v: (v.outer, v.id))


def _laid(version: Version, text: _Text) -> Laid:
    stretches: list[Stretch] = []
    differences: list[Difference] = []
    held = 0.0
    exact = certain = True
    for _, group in groupby(version.words, key=lambda w: w.piece):
        piece = tuple(group)
        before: int | None = None
        for low, high, start, end in _places(piece, text):
            here = piece[low:high]
            there = _trimmed(text.words[start:end], here)
            base = replace(version, id=text.article, words=there, spoken=there)
            part = replace(version, words=here, spoken=tuple(w for w in here if w.role == "word"))
            equal = weight(
                [w for s in steps(there, here) if s.equal for w in here[s.left : s.right] if w.role == "word"]
            )
            held += equal
            certain &= equal >= SECOND
            found = between(base, [part])
            differences += found
            exact &= not any(d.kind != "elision" for d in found)
            join: Join = "first"
            if before is not None:
                join = "ellipsis" if any(w.role == "gap" for w in piece[before:low]) else "splice"
            elif stretches:
                join = "apart"
            stretches.append(Stretch(_over(here), _over(there), join))
            before = high
    share = round(min(1.0, held / weight(version.spoken)), 4)
    state = _state(version, share, stretches, exact, certain)
    if state == "not found":
        return Laid(version.id, state, share, (), (), 0)
    single = state in ("verbatim", "unsure") and len(stretches) == 1 and share == 1.0
    places = _occurrences(version.spoken, text) if single else 1
    return Laid(version.id, state, share, tuple(stretches), tuple(differences), places)


def _trimmed(there: tuple[Word, ...], here: Sequence[Word]) -> tuple[Word, ...]:
    """The words of the source without those before the first and after the last that the quotation answers."""
    answered = [s for s in steps(there, here) if s.low < s.high and s.left < s.right]
    return there[answered[0].low : answered[-1].high] if answered else there


def _state(
    version: Version, share: float, stretches: Sequence[Stretch], exact: bool, certain: bool
) -> LaidState:
    if few(version.spoken) and not (exact and share == 1.0):
        return "not found"
    if not stretches or share < RETOLD:
        return "not found"
    if share < CONTAINED or sum(w.content for w in version.spoken) < ENOUGH:
        return "unsure"
    if any(s.join == "splice" for s in stretches):
        return "spliced" if certain else "unsure"
    return "verbatim" if exact else "altered"


def _over(words: Sequence[Word]) -> Span:
    return Span(words[0].span.start, words[-1].span.end)


def _occurrences(words: Sequence[Word], text: _Text) -> int:
    stems, all_of_it = [w.stem for w in words], [w.stem for w in text.words]
    size = len(stems)
    return max(1, sum(all_of_it[n : n + size] == stems for n in range(len(all_of_it) - size + 1)))


def _places(piece: Sequence[Word], text: _Text) -> Iterator[tuple[int, int, int, int]]:
    """Where the words of one piece stand: index ranges of the piece and of the source. The ranges of the piece leave out
    only ellipses at their ends."""
    at = [n for n, w in enumerate(piece) if w.role == "word"]
    spoken = [piece[n] for n in at]
    chain = _chain(spoken, text)
    if not chain:
        return
    runs: list[list[_Block]] = []
    for block in chain:
        last = runs[-1][-1] if runs else None
        if last is not None and _one_place(last, block, at):
            runs[-1].append(block)
        else:
            runs.append([block])
    for number, run in enumerate(runs):
        low = run[0].here if number else 0
        high = runs[number + 1][0].here if number + 1 < len(runs) else len(spoken)
        first, last = run[0], run[-1]
        # as many words before and after as the quotation has, of the same paragraph
        start, end = first.there, last.there + last.size
        for _ in range(first.here - low):
            if start and text.words[start - 1].piece == text.words[start].piece:
                start -= 1
        for _ in range(high - last.here - last.size):
            if end < len(text.words) and text.words[end].piece == text.words[end - 1].piece:
                end += 1
        yield at[low], at[high - 1] + 1, start, end


def _one_place(last: _Block, block: _Block, at: Sequence[int]) -> bool:
    """Whether no words of the source were left out between two blocks, or few that no ellipsis stands for; ``at`` are
    the places of the quotation's words among its words and marks."""
    apart = block.there - last.there - last.size
    marks = at[block.here] - at[last.here + last.size - 1] - (block.here - last.here - last.size + 1)
    return 0 <= apart <= (0 if marks else NEAR)


def _chain(spoken: Sequence[Word], text: _Text) -> list[_Block]:
    """Blocks in the order of the quotation, none overlapping the one before, that cover most at the fewest leaps."""
    blocks = _blocks(spoken, text)
    sums = [0.0]
    for word in spoken:
        sums.append(sums[-1] + weight([word]))
    best: list[tuple[float, int]] = []
    for n, block in enumerate(blocks):
        end = block.here + block.size
        score, before = sums[end] - sums[block.here], -1
        for m, other in enumerate(blocks[:n]):
            other_end = other.here + other.size
            if other_end >= end:
                continue
            shift = max(0, other_end - block.here)
            apart = block.there + shift - other.there - other.size
            cost = 0.02 * apart if 0 <= apart <= NEAR else LEAP
            value = best[m][0] + sums[end] - sums[block.here + shift] - cost
            if value > score + 1e-9:
                score, before = value, m
        best.append((score, before))
    if not best:
        return []
    at = max(range(len(best)), key=lambda n: (best[n][0], -n))
    chain: list[_Block] = []
    while at >= 0:
        chain.append(blocks[at])
        at = best[at][1]
    chain.reverse()
    cut = [chain[0]]
    for block in chain[1:]:
        shift = max(0, cut[-1].here + cut[-1].size - block.here)
        cut.append(_Block(block.here + shift, block.there + shift, block.size - shift))
    return cut


def _blocks(spoken: Sequence[Word], text: _Text) -> list[_Block]:
    """The longest rows of equal words, by their place in the quotation and the source."""
    stems = [w.stem for w in spoken]
    if len(stems) < ROW:
        rest = [w.stem for w in text.words]
        places = [n for n in range(len(rest)) if rest[n : n + len(stems)] == stems]
        return [_Block(0, n, len(stems)) for n in places[:1]]
    found: list[_Block] = []
    reached: dict[int, int] = {}  # by diagonal, where in the quotation its last block ends
    for here in range(len(stems) - ROW + 1):
        places = text.rows.get(tuple(stems[here : here + ROW]), [])
        for there in places if len(places) <= WIDESPREAD else places[:1]:
            if here < reached.get(there - here, 0):
                continue
            end = here + ROW
            while (
                end < len(stems)
                and there - here + end < len(text.words)
                and stems[end] == text.words[there - here + end].stem
            ):
                end += 1
            reached[there - here] = end
            found.append(_Block(here, there, end - here))
    longest = sorted(found, key=lambda b: (-b.size, b.here, b.there))[:MOST]
    return sorted(longest, key=lambda b: (b.here, b.there))
