"""Planted conflicts: values, names and predicates changed in copies of single reports, found end to end or not.

    python evals/planted.py ../shared/data/stories/basil.jsonl ../shared/data/stories/ecbplus.jsonl
        [--copies 100] [--half tuned|kept|all] [--show]

The edits and the copies are those of `rashomon selftest` (src/rashomon/selftest): sentences shuffled, 30 % of them left
out, at most one edit of each kind, each in a sentence of its own; copy and report are compared as reports of two
outlets. Found: a conflict with a passage on the old words and one on the new. Right: its type is the edit's and it is a
contradiction. A miss has a cause: `apart`: no point holds claims of both sides; `no rule`: one does, and no conflict
was raised; `wrong`: type or judgement are others. One copy in five has no edit and must raise no conflict.

Beside it a word diff (difflib) of each sentence with its most similar one: it is given the find if one of its changed
runs holds the edit, however many others it shows, and knows neither type nor judgement. Opposites are printed once more
by whether the comparison's own lists have the pair. All draws are seeded; each corpus is measured apart. The stories of a
corpus are halved by a seed: rules were written on `tuned`, `kept` is reported.
"""

from __future__ import annotations

import argparse
import difflib
import json
import random
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from rashomon import lang
from rashomon.ingest import read_bytes
from rashomon.model import Article, Claim, Passage, Point, Span
from rashomon.selftest import KINDS, Edit, Planted, tried

SEED = 41
UNEDITED = 5  # every so many copies one without edits
DIFF_RATIO = 0.5  # sentences less alike than this are not compared word by word
COUNTS = ("planted", "found", "typed", "right", "diff")
CAUSES = ("apart", "no rule", "wrong")


def half(rows: Sequence[Mapping[str, Any]], which: str) -> list[Mapping[str, Any]]:
    """The reports of one half of the stories, drawn by a seed; all of them for "all"."""
    stories = sorted({row["story"] for row in rows})
    tuned = set(random.Random(SEED).sample(stories, len(stories) // 2))
    return [row for row in rows if which == "all" or (row["story"] in tuned) == (which == "tuned")]


def article(row: Mapping[str, Any]) -> Article:
    """A row of the stories as the article it would be as a file."""
    text = f"{row['title']}\n\n{row['text']}"
    return read_bytes(
        text.encode(), row["id"], outlet=row["outlet"] or "Original", published=row["published"]
    )


def cause(claims: Sequence[Claim], points: Sequence[Point], made: Planted, old: Passage, new: Passage) -> str:
    """Why a planted edit was not found right."""
    if made.found:
        return "wrong"

    def holding(passage: Passage) -> set[str]:
        mine = {
            c.id
            for c in claims
            if c.article == passage.article and any(s.overlaps(passage.span) for s in c.spans)
        }
        return {p.id for p in points if any(c in mine for _, ids in p.cells for c in ids)}

    return "no rule" if holding(old) & holding(new) else "apart"


def sentence(text: str, span: Span) -> Span:
    """The line a span stands in, near enough to its sentence for showing."""
    start = max(text.rfind("\n", 0, span.start), text.rfind(". ", 0, span.start) + 1) + 1
    ends = [at for at in (text.find("\n", span.end), text.find(". ", span.end)) if at >= 0]
    return Span(start, min(ends, default=len(text)))


def diffed(original: str, copy: str, edits: Mapping[Edit, Span]) -> set[Edit]:
    """The edits that a word diff of most similar sentences shows."""
    lines = [line.split() for line in _sentences(original)]
    shown: set[Edit] = set()
    matcher = difflib.SequenceMatcher(autojunk=False)
    for edit, place in edits.items():
        words = sentence(copy, place).of(copy).split()
        matcher.set_seq2(words)
        best, ratio = None, DIFF_RATIO
        for line in lines:
            matcher.set_seq1(line)
            if (
                matcher.real_quick_ratio() > ratio
                and matcher.quick_ratio() > ratio
                and matcher.ratio() > ratio
            ):
                best, ratio = line, matcher.ratio()
        if best is not None:
            matcher.set_seq1(best)
            runs = [o for o in matcher.get_opcodes() if o[0] != "equal"]
            if any(_shows(edit, " ".join(best[a:b]), " ".join(words[c:d])) for _, a, b, c, d in runs):
                shown.add(edit)
    return shown


def _shows(edit: Edit, old: str, new: str) -> bool:
    """Whether two runs hold what differs between the old and the new words."""
    before, behind = set(edit.old.split()), set(edit.new.split())
    return all(w in old for w in before - behind) and all(w in new for w in behind - before)


def _sentences(text: str) -> Iterator[str]:
    at = 0
    while at < len(text):
        span = sentence(text, Span(at, at + 1))
        yield span.of(text)
        at = max(span.end, at) + 1


def planted(
    rows: Sequence[Mapping[str, Any]], copies: int, *, show: bool = False
) -> tuple[dict[str, Counter[str]], Counter[str]]:
    """Counts by kind of what was planted and became of it; counts of copies and of false conflicts by type."""
    draw = random.Random(SEED)
    order = draw.sample(range(len(rows)), len(rows))
    total = {kind: Counter[str]() for kind in (*KINDS, "antonym, listed", "antonym, other")}
    noise: Counter[str] = Counter()
    for n in range(copies):
        row = rows[order[n % len(order)]]
        kinds = () if n % UNEDITED == UNEDITED - 1 else KINDS
        given = article(row)
        made, others, (comparison, places) = tried(given, kinds, random.Random(f"{SEED} {row['id']} {n}"))
        first, second = comparison.articles
        diffs = diffed(first.text, second.text, places)
        noise["unedited" if not kinds else "edited"] += 1
        for f in others:
            noise[f"{f.type}{'' if kinds else ', unedited'}"] += 1
            if show:
                texts = {a.id: a.text for a in comparison.articles}
                words = [texts[p.article][p.start : p.end] for p in f.passages]
                print(f"  FALSE {row['id']} {f.detector} {f.why} {words}", flush=True)
        for m in made:
            e = m.edit
            old = Passage(first.id, e.span.start, e.span.end)
            new = Passage(second.id, places[e].start, places[e].end)
            hit = [
                f
                for f in comparison.findings
                if f.kind == "conflict"
                and all(
                    any(p.article == q.article and p.span.overlaps(q.span) for p in f.passages)
                    for q in (old, new)
                )
            ]
            typed = any(f.type == e.type for f in hit)
            listed = "listed" if e.kind == "antonym" and _listed(e) else "other"
            for key in (e.kind, *([f"antonym, {listed}"] if e.kind == "antonym" else [])):
                total[key].update(planted=1, found=m.found, typed=typed, right=m.right, diff=e in diffs)
                if not m.right:
                    total[key][cause(comparison.claims, comparison.points, m, old, new)] += 1
            if show and not m.right:
                s = sentence(first.text, e.span)
                marked = (
                    f"{first.text[s.start : e.span.start]}[{e.old}>{e.new}]{first.text[e.span.end : s.end]}"
                )
                state = [(f.detector, f.type, f.judgement, f.why) for f in hit]
                why = cause(comparison.claims, comparison.points, m, old, new).upper()
                print(f"  {why} {e.kind} {row['id']} {marked} {state}", flush=True)
    return total, noise


def _listed(edit: Edit) -> bool:
    """Whether one of the comparison's lists has the pair, or what looks like it: the beginnings of its words."""
    old, new = edit.old.casefold(), edit.new.casefold()

    def like(word: str, lemma: str) -> bool:
        stem = lemma.rstrip("ey")
        return word.startswith(stem) and len(word) - len(stem) <= 4

    return any(
        (like(old, a) and like(new, b)) or (like(old, b) and like(new, a))
        for name in ("antonyms", "opposites")
        for a, b in lang.table(name)
    )


def table(total: Mapping[str, Counter[str]]) -> str:
    """A line a kind: edits, and the shares of them."""
    lines = [
        f"{'':17}{'edits':>6}" + "".join(f"{c:>8}" for c in COUNTS[1:]) + "".join(f"{c:>9}" for c in CAUSES)
    ]
    for kind, counts in total.items():
        n = counts["planted"]
        if n:
            shares = "".join(f"{counts[c] / n:8.3f}" for c in COUNTS[1:])
            lines.append(f"{kind:17}{n:6}{shares}" + "".join(f"{counts[c]:9}" for c in CAUSES))
    return "\n".join(lines)


def figures(paths: Sequence[Path], copies: int) -> dict[str, float]:
    """For the gate: the share of edits that are right, and of unedited copies' conflicts."""
    total: Counter[str] = Counter()
    noise: Counter[str] = Counter()
    for path in paths:
        rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        made, falls = planted(half(rows, "kept"), copies)
        noise += falls
        for kind in KINDS:
            total += made[kind]
    alarms = sum(n for key, n in noise.items() if key not in {"edited", "unedited"})
    return {
        "right": total["right"] / max(1, total["planted"]),
        "quiet": 1 - alarms / max(1, noise["edited"] + noise["unedited"]),
    }


def main() -> int:
    """Print a table a corpus."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("stories", type=Path, nargs="+")
    parser.add_argument("--copies", type=int, default=100, help="of each corpus")
    parser.add_argument("--half", choices=("tuned", "kept", "all"), default="kept")
    parser.add_argument("--show", action="store_true", help="print misses and false conflicts")
    options = parser.parse_args()
    for path in options.stories:
        rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        total, noise = planted(half(rows, options.half), options.copies, show=options.show)
        print(f"{path.stem}, {options.half}\n{table(total)}")
        alarms = {key: n for key, n in sorted(noise.items()) if key not in {"edited", "unedited"}}
        print(
            f"copies: {noise['edited']} edited, {noise['unedited']} unedited; other conflicts: {alarms or 'none'}\n"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
