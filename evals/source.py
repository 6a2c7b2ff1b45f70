"""Are quotations found on the speech they were taken from, and is what was done to them told?

    python evals/source.py STORIES.jsonl [--part tuned|kept] [--grid]

Planted, so that the truth is known: of each event a speech is put together, by seed, of what its reports quote (eight
words or more between double marks) and of sentences of theirs, in another order. A report then quotes it: word for
word; with an ellipsis; a word dropped; a word for another; two passages as one, or the halves of one turned round, with
nothing to show for it; half of one, and
of what was quoted in another event; and such a one whole. Half of the events, by seed, were looked at and the
thresholds set on them; the other half is scored.

Printed are, for each state, precision and recall; of what is altered, the share whose altered place is named; of what is
found, the share laid on the right words (Jaccard of words 0.8 or more); the words of the source that are covered, as
precision and recall; of pairs of quotations in a row, the share whose order is told right. Beside it the floor, an
exact match of folded words, and a peer, the best window by difflib's ratio of words (1 verbatim, PEER or more altered).
--grid prints accuracy by NEAR, LEAP and SECOND on the part.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import json
import random
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, lru_cache
from pathlib import Path

from rashomon.align import primary
from rashomon.annotate.sentences import split
from rashomon.lang import entries
from rashomon.model import Annotated, Article, Attribution, Block, Laid, Parse, Source, Span
from rashomon.words import fold, words

SEED = 23
QUOTED = re.compile(r"“([^“”\n]{30,600})”")
FEWEST = 8  # words of a quotation that is planted
# Ratio in [0, 1] from which the peer says altered; the best on the tuned half.
PEER = 0.7
KINDS = ("verbatim", "ellipsis", "dropped", "substituted", "splice", "turned", "half", "elsewhere")
STATE = {
    "verbatim": "verbatim", "ellipsis": "verbatim", "dropped": "altered", "substituted": "altered",
    "splice": "spliced", "turned": "spliced", "half": "unsure", "elsewhere": "not found",
}  # fmt: skip
FOREIGN = ("half", "elsewhere")
STATES = ("verbatim", "altered", "spliced", "unsure", "not found")


@dataclass(frozen=True)
class Planted:
    """A quotation of one kind; ``there`` are the words of the source it was made of, ``at`` where in the quotation's
    text the change is."""

    kind: str
    text: str
    there: frozenset[int]
    at: Span | None


@dataclass(frozen=True)
class Case:
    """A speech and what a report quotes of it, in the report's order."""

    speech: str
    planted: tuple[Planted, ...]


def events(path: Path, part: str) -> list[list[str]]:
    """The texts of each event of one half."""
    found: dict[str, list[str]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        found.setdefault(row["story"], []).append(row["text"])
    names = sorted(found)
    random.Random(SEED).shuffle(names)
    half = names[: len(names) // 2] if part == "tuned" else names[len(names) // 2 :]
    return [found[n] for n in sorted(half)]


@cache
def cases(path: Path, part: str) -> list[Case]:
    """A case an event that has quotations enough."""
    told = events(path, part)
    quotations = [_quotations(texts) for texts in told]
    made = []
    for number, texts in enumerate(told):
        foreign = [q for n, group in enumerate(quotations) if n != number for q in group]
        if len(quotations[number]) >= 4:
            made.append(_case(texts, quotations[number], foreign, random.Random(SEED + number)))
    return made


def _quotations(texts: Sequence[str]) -> list[str]:
    """What is quoted, without what another of them holds or nearly is."""
    found = [q.strip(" ,") for text in texts for q in QUOTED.findall(text) if "…" not in q and "..." not in q]
    kept: list[str] = []
    for q in sorted(dict.fromkeys(found), key=lambda q: (-len(q), q)):
        stems = _folded(q)
        if len(stems) >= FEWEST and "[" not in q and "(" not in q:
            if not any(_common(stems, _folded(k)) for k in kept):
                kept.append(q)
    return sorted(kept)


def _common(left: Sequence[str], right: Sequence[str]) -> bool:
    rows = {tuple(right[n : n + 4]) for n in range(len(right) - 3)}
    return any(tuple(left[n : n + 4]) in rows for n in range(len(left) - 3))


@lru_cache(maxsize=8192)
def _folded(text: str) -> list[str]:
    return [fold(w.of(text)) for w in words(text)]


def _case(
    texts: Sequence[str], quotations: Sequence[str], foreign: Sequence[str], dice: random.Random
) -> Case:
    others = [s.of(t).strip() for t in texts for s in split(t, 0, len(t))]
    known = [_folded(q) for q in quotations]
    others = [s for s in others if "“" not in s and not any(_common(_folded(s), k) for k in known)]
    parts = [*quotations, *dice.sample(others, min(len(others), 80))]
    dice.shuffle(parts)
    speech = "\n\n".join(p if p[-1] in ".!?" else f"{p}." for p in parts)
    place = {q: speech.index(q) for q in quotations}
    chosen = list(quotations)
    dice.shuffle(chosen)
    planted = []
    for number, q in enumerate(chosen):
        kind = KINDS[number % len(KINDS)]
        if made := _planted(kind, q, chosen[number - 1], place, speech, foreign, dice):
            planted.append(made)
    return Case(speech, tuple(planted))


def _planted(
    kind: str,
    q: str,
    other: str,
    place: Mapping[str, int],
    speech: str,
    foreign: Sequence[str],
    dice: random.Random,
) -> Planted | None:
    """One quotation of a kind, or None where this one gives none."""
    index = {w.start: n for n, w in enumerate(words(speech))}
    spans = words(q)

    def of(first: int, last: int, text: str = q) -> tuple[str, frozenset[int]]:
        """Words ``first`` to ``last`` of a quotation, and which of the source they are."""
        ws = words(text)[first:last]
        return text[ws[0].start : ws[-1].end], frozenset(index[place[text] + w.start] for w in ws)

    size, whole = len(spans), of(0, len(spans))
    inner = [
        n for n in range(2, size - 2)
        if spans[n].of(q).isalpha() and fold(spans[n].of(q)) not in entries("function_words")
        and q[spans[n].start - 1] == " "
    ]  # fmt: skip
    if kind == "verbatim":
        return Planted(kind, *whole, None)
    strange = [f for f in foreign if not _common(_folded(f), _folded(speech))] if kind in FOREIGN else []
    if kind == "half":
        if not strange or size < 2 * FEWEST:
            return None
        text, there = of(0, size // 2)
        return Planted(kind, f"{text} {' '.join(dice.choice(strange).split()[: size // 2])}", there, None)
    if kind == "elsewhere":
        return Planted(kind, dice.choice(strange), frozenset(), None) if strange else None
    if kind in ("dropped", "substituted"):
        if not inner:
            return None
        n = dice.choice(inner)
        before, after = q[: spans[n].start], q[spans[n].end :]
        if kind == "dropped":
            return Planted(kind, before.rstrip() + after, whole[1], Span(len(before) - 1, len(before) + 1))
        pool = [w.of(other) for w in words(other) if w.of(other).islower() and len(w) > 4]
        pool = [w for w in pool if fold(w)[:4] not in {f[:4] for f in _folded(q)}]
        if not pool:
            return None
        word = dice.choice(pool)
        return Planted(kind, before + word + after, whole[1], Span(len(before), len(before) + len(word)))
    if kind == "splice":
        theirs = len(words(other))
        a, b = dice.randint(4, min(12, size)), dice.randint(4, min(12, theirs))
        (left, one), (right, two) = of(0, a), of(theirs - b, theirs, other)
        gap = min(abs(x - y) for x in one for y in two)
        return (
            Planted(kind, f"{left} {right}", one | two, None) if gap > primary.NEAR and other != q else None
        )
    cut = size // 2
    (left, one), (right, two) = of(0, cut), of(cut, size)
    if kind == "turned":
        return Planted(kind, f"{right} {left}", one | two, None) if cut >= 4 else None
    third = size // 3
    if third < 4:
        return None
    (left, one), (right, two) = of(0, third), of(2 * third, size)
    return Planted(kind, f"{left} … {right}", one | two, None)


def annotated(text: str, id: str, quoted: Sequence[Span] = ()) -> Annotated:
    """An article with these quotations and nothing else known of it."""
    blocks, at = [], 0
    for part in text.split("\n\n"):
        blocks.append(Block(at, at + len(part), "body"))
        at += len(part) + 2
    digest = hashlib.sha256(text.encode()).hexdigest()
    article = Article(id, None, None, (), None, None, None, "en", text, digest, tuple(blocks), id)
    said = tuple(
        Attribution(f"q{n}", id, "direct", (s,), (), Source(None, None), (), None)
        for n, s in enumerate(quoted)
    )
    return Annotated(article, Parse((), ()), (), said, (), (), ())


def laid(case: Case) -> list[tuple[Planted, Laid, Span]]:
    """Each planted quotation as the program lays it, with its place in the report."""
    text, spans = "", []
    for p in case.planted:
        text += "“"
        spans.append(Span(len(text), len(text) + len(p.text)))
        text += f"{p.text}” she said.\n\n"
    if not spans:
        return []
    found = primary.lay(annotated(case.speech, "s"), [annotated(text.strip(), "a", spans)]).laid
    by_id = {row.attribution: row for row in found}
    rows = []
    for n, p in enumerate(case.planted):
        row = by_id.get(f"q{n}") or Laid(f"q{n}", "not found", 0.0, (), (), 0)
        rows.append((p, row, spans[n]))
    return rows


def _counted(p: Planted, state: str) -> str:
    """What is told of a half may as well be that it is not found."""
    return "unsure" if p.kind == "half" and state == "not found" else state


def covered(case: Case, row: Laid) -> frozenset[int]:
    """The words of the source that a quotation is laid on."""
    spans = words(case.speech)
    return frozenset(n for n, w in enumerate(spans) for s in row.stretches if s.there.overlaps(w))


def floor(case: Case) -> Iterator[str]:
    source = f" {' '.join(_folded(case.speech))} "
    for p in case.planted:
        yield "verbatim" if f" {' '.join(_folded(p.text))} " in source else "not found"


def peer(case: Case) -> Iterator[str]:
    source = _folded(case.speech)
    matcher = SequenceMatcher(None, autojunk=False)
    matcher.set_seq2(source)
    for p in case.planted:
        ours = _folded(p.text)
        matcher.set_seq1(ours)
        starts = {max(0, m.b - m.a) for m in matcher.get_matching_blocks() if m.size}
        best = max(
            (SequenceMatcher(None, ours, source[s : s + len(ours)], autojunk=False).ratio() for s in starts),
            default=0.0,
        )
        yield "verbatim" if best == 1 else "altered" if best >= PEER else "not found"


def scores(told: Sequence[tuple[str, str]]) -> dict[str, tuple[float, float]]:
    """By state, precision and recall of (true, told)."""
    found = {}
    for state in STATES:
        right = sum(a == b == state for a, b in told)
        said, are = sum(b == state for _, b in told), sum(a == state for a, _ in told)
        found[state] = (right / said if said else 1.0, right / are if are else 1.0)
    return found


def accuracy(told: Sequence[tuple[str, str]]) -> float:
    return sum(a == b for a, b in told) / len(told)


def figures(path: Path, part: str = "kept", quiet: bool = False) -> dict[str, float]:
    """Shares in [0, 1] on one half of the events."""
    made = cases(path, part)
    told: list[tuple[str, str]] = []
    beside: dict[str, list[tuple[str, str]]] = {"floor": [], "peer": []}
    kinds: Counter[tuple[str, str]] = Counter()
    named = changed = placed = found = right = given = wanted = ordered = pairs = 0
    for case in made:
        rows = laid(case)
        truth, claimed = set[int](), set[int]()
        for p, row, span in rows:
            told.append((STATE[p.kind], _counted(p, row.state)))
            kinds[p.kind, row.state] += 1
            if p.kind != "half":
                truth |= p.there
            theirs = covered(case, row)
            if row.state in ("verbatim", "altered", "spliced"):
                claimed |= theirs
            if p.at is not None:
                at = Span(p.at.start + span.start, p.at.end + span.start)
                changed += 1
                named += any(
                    (here is not None and here.overlaps(at)) or (here is None and there is not None)
                    for (_, there), (_, here) in (d.readings for d in row.differences)
                )
            if p.there and row.state not in ("unsure", "not found"):
                found += 1
                placed += len(theirs & p.there) >= 0.8 * len(theirs | p.there)
        right, given, wanted = right + len(truth & claimed), given + len(claimed), wanted + len(truth)
        firsts = [
            (min(p.there), row.stretches[0].there.start)
            for p, row, _ in rows
            if p.kind not in ("half", "elsewhere", "turned", "splice") and row.stretches
        ]
        for (a, x), (b, y) in itertools.pairwise(firsts):
            pairs += 1
            ordered += (a < b) == (x < y)
        for name, other in () if quiet else (("floor", floor), ("peer", peer)):
            beside[name] += (
                (STATE[p.kind], _counted(p, state))
                for p, state in zip(case.planted, other(case), strict=True)
            )
    if not quiet:
        print(f"    {part}: {len(made)} speeches, {len(told)} quotations")
        print("    planted      " + "".join(f"{s:>11}" for s in STATES))
        for kind in KINDS:
            print(f"    {kind:12} " + "".join(f"{kinds[kind, s]:11}" for s in STATES))
        for name, rows_ in (("ours", told), *beside.items()):
            by = scores(rows_)
            listed = "  ".join(f"{s} {p:.3f} / {r:.3f}" for s, (p, r) in by.items())
            print(f"    {name:6} {accuracy(rows_):.3f}   {listed}")
    ours = scores(told)
    return {
        "right": accuracy(told),
        "precision": min(p for s, (p, _) in ours.items() if s != "unsure"),
        "recall": min(r for s, (_, r) in ours.items() if s != "unsure"),
        "named": named / (changed or 1),
        "placed": placed / (found or 1),
        "coverage_precision": right / (given or 1),
        "coverage_recall": right / (wanted or 1),
        "order": ordered / (pairs or 1),
    }


def grid(path: Path, part: str) -> None:
    """Accuracy by the three thresholds."""
    usual = primary.NEAR, primary.LEAP, primary.SECOND
    for near, leap, second in itertools.product((8, 12), (1.0, 1.5), (1.5, 2.0, 2.5, 3.0)):
        primary.NEAR, primary.LEAP, primary.SECOND = near, leap, second
        got = figures(path, part, quiet=True)
        print(f"    {near:3} {leap:4} {second:4}  " + "  ".join(f"{k} {v:.3f}" for k, v in got.items()))
    primary.NEAR, primary.LEAP, primary.SECOND = usual


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("stories", type=Path)
    parser.add_argument("--part", choices=("tuned", "kept"), default="kept")
    parser.add_argument("--grid", action="store_true")
    options = parser.parse_args()
    if options.grid:
        grid(options.stories, options.part)
        return
    for name, value in figures(options.stories, options.part).items():
        print(f"  {name:20} {value:.3f}")


if __name__ == "__main__":
    main()
