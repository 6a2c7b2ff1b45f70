"""Planted value conflicts: one number, year, weekday or month changed in a copy, found end to end or not.

    python evals/planted.py ../shared/data/stories/basil.jsonl ../shared/data/stories/ecbplus.jsonl [--each 100] [--show]

A copy of an article has its sentences shuffled and 30 % of them dropped (never the edited one), three to a paragraph
under the same headline. One value of its body is changed and the two are compared as reports of two outlets. Found: a
conflict with a passage on the old value in the original and one on the new value in the copy. Right: its type is "number"
for numbers, "date" for the rest, and its judgement is "contradiction"; values with a hedge before them ("about", "more
than") are edited too but counted apart, the rules calling them estimates. The unedited copies must raise no conflict.
Beside it a word diff (difflib) of each sentence with its most similar one: it is given the find if one of its replaced
runs holds the values, however many others it shows, and knows neither type nor judgement. All draws are seeded; each
corpus is measured apart.
"""

from __future__ import annotations

import argparse
import difflib
import hashlib
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import rashomon
from rashomon import pipeline
from rashomon.annotate import annotate
from rashomon.annotate.sentences import split
from rashomon.ingest import read_bytes
from rashomon.model import Comparison, Finding

SEED = 41
DROPPED = 0.3
PARAGRAPH = 3
read_once = lru_cache(maxsize=None)(annotate)  # an original is read once for all its copies
DIFF_RATIO = 0.5  # sentences less alike than this are not compared word by word
MONTHS = (
    "January February March April May June July August September October November December".split(),
    "Jan. Feb. Mar. Apr. May June July Aug. Sept. Oct. Nov. Dec.".split(),
)
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
SMALL = "two three four five six seven eight nine ten eleven twelve".split()
BOUND_BEHIND = re.compile(r"(?:\s\w+)?\s(?:or|and) (?:more|less|fewer|so)\b|\s?\+")
HEDGED = re.compile(
    r"(about|around|some|nearly|almost|roughly|approximately|estimated|than|over|under|least|most|up to)\s+\$?$",
    re.I,
)
MONTH = r"Jan\.|Feb\.|Mar\.|Apr\.|Aug\.|Sept\.|Oct\.|Nov\.|Dec\.|" + "|".join(MONTHS[0])
PATTERNS: Mapping[str, re.Pattern[str]] = {
    "number": re.compile(
        r"(?<![\w.,:/’'#-])"
        r"\d{1,3}(?:,\d{3})*(?:\.\d+)?(?![\w/:’'-]|[.,]\d|\s*[ap]\.?m\b)"
        rf"|\b(?:{'|'.join(SMALL)})\b(?!-)"
    ),
    "year": re.compile(r"(?<![\w$.,/-])(?:19|20)\d\d(?![\w/-]|[.,]\d)"),
    "weekday": re.compile(rf"\b(?:{'|'.join(DAYS)})\b(?![’'-])"),
    "month": re.compile(rf"\b(?:{MONTH})(?= \d{{1,2}}\b| (?:19|20)\d\d|(?<=Sept\.)|(?<!May)(?<!March)[,. ])"),
}


@dataclass(frozen=True, slots=True)
class Edit:
    """One value of one sentence, and what it becomes. Offsets are into the sentence."""

    kind: str
    row: int
    sentence: int
    start: int
    end: int
    new: str
    hedged: bool


def sentences(text: str) -> list[str]:
    """The sentences of a body, white space made plain."""
    return [" ".join(s.of(text).split()) for s in split(text, 0, len(text))]


def other_value(kind: str, old: str, draw: random.Random) -> str:
    """Another value, written in the same way."""
    if kind == "year":
        return str(int(old) + draw.choice([-7, -4, -3, -2, -1, 1, 2, 3, 4]))
    if kind == "weekday":
        return draw.choice([d for d in DAYS if d != old])
    if kind == "month":
        names = MONTHS[1] if old.endswith(".") else MONTHS[0]
        return draw.choice([m for m in names if m != old and (m.endswith(".") or not old.endswith("."))])
    if old in SMALL:
        return draw.choice([w for w in SMALL if w != old])
    places = len(old.partition(".")[2])
    value = float(old.replace(",", ""))
    while True:
        new = value * draw.choice([0.4, 0.6, 1.3, 1.7, 2.5]) + draw.choice([0, 1, 2, 3])
        shown = f"{new:,.{places}f}" if "," in old or new >= 1000 else f"{new:.{places}f}"
        if float(shown.replace(",", "")) not in (value, 1.0, 0.0):
            return shown


def edits(rows: Sequence[Mapping[str, Any]], kind: str, each: int) -> list[Edit]:
    """At most ``each`` edits, at most two an article."""
    draw = random.Random(f"{SEED} {kind}")
    order = list(range(len(rows)))
    draw.shuffle(order)
    found: list[Edit] = []
    for n in order:
        places = [
            (i, m)
            for i, s in enumerate(sentences(rows[n]["text"]))
            for m in PATTERNS[kind].finditer(s)
            if not (kind == "number" and re.search(rf"(?:{MONTH})\s$", s[: m.start()]))
            and not (kind == "number" and re.match(rf"\s(?:{MONTH})\b", s[m.end() :]))
        ]
        for i, m in draw.sample(places, min(2, len(places))):
            s = sentences(rows[n]["text"])[i]
            hedged = bool(HEDGED.search(s[: m.start()]) or BOUND_BEHIND.match(s, m.end()))
            found.append(Edit(kind, n, i, m.start(), m.end(), other_value(kind, m.group(), draw), hedged))
        if len(found) >= each:
            break
    return found[:each]


def copied(row: Mapping[str, Any], edit: Edit | None, seed: str) -> tuple[str, tuple[int, int] | None]:
    """The copy as a file, and where the new value stands in it."""
    draw = random.Random(f"{SEED} {seed}")
    kept = [
        i
        for i in range(len(sentences(row["text"])))
        if draw.random() >= DROPPED or (edit and i == edit.sentence)
    ]
    draw.shuffle(kept)
    text, place = row["title"] + "\n", None
    for n, i in enumerate(kept):
        text += "\n" if n % PARAGRAPH == 0 else ""
        s = sentences(row["text"])[i]
        if edit and i == edit.sentence:
            place = len(text) + edit.start, len(text) + edit.start + len(edit.new)
            s = s[: edit.start] + edit.new + s[edit.end :]
        text += s + ("\n" if n % PARAGRAPH == PARAGRAPH - 1 else " ")
    return text, place


def compared(row: Mapping[str, Any], copy: str) -> Comparison:
    """Original, its white space made plain too, and copy."""
    original = row["title"] + "\n\n" + "\n\n".join(sentences(row["text"]))
    given = ((original, row["outlet"] or "The Original"), (copy, "The Copy"))
    articles = [
        read_bytes(text.encode(), f"{n}.txt", outlet=outlet, published=row["published"])
        for n, (text, outlet) in enumerate(given)
    ]
    return rashomon.compare(articles)


def conflicts(comparison: Comparison) -> Iterator[tuple[Finding, list[str]]]:
    """Every conflict with the words of its passages."""
    texts = {a.id: a.text for a in comparison.articles}
    for f in comparison.findings:
        if f.kind == "conflict":
            yield f, [texts[p.article][p.start : p.end] for p in f.passages]


def found(
    comparison: Comparison, row: Mapping[str, Any], edit: Edit, copy: str, place: tuple[int, int]
) -> list[Finding]:
    """The conflicts whose passages hold both values."""
    all_sentences = sentences(row["text"])
    start = len(row["title"]) + 2 + sum(len(s) + 2 for s in all_sentences[: edit.sentence]) + edit.start
    old = start, start + edit.end - edit.start
    first, second = comparison.articles
    if first.text[old[0] : old[1]] != all_sentences[edit.sentence][edit.start : edit.end]:
        raise ValueError(f"{row['id']}: the text read is not the text given")
    if second.text[place[0] : place[1]] != copy[place[0] : place[1]]:
        raise ValueError(f"{row['id']}: the copy read is not the copy given")
    return [
        f
        for f, _ in conflicts(comparison)
        if any(p.article == first.id and p.start < old[1] and old[0] < p.end for p in f.passages)
        and any(p.article == second.id and p.start < place[1] and place[0] < p.end for p in f.passages)
    ]


def diffed(row: Mapping[str, Any], edit: Edit, copy: str) -> tuple[bool, int]:
    """Whether a word diff of most similar sentences shows the edit, and how many replaced runs it shows in all."""
    original = [s.split() for s in sentences(row["text"])]
    hit, runs = False, 0
    old = sentences(row["text"])[edit.sentence][edit.start : edit.end]
    for words in (s.split() for s in sentences(copy.partition("\n")[2])):
        matcher = difflib.SequenceMatcher(b=words, autojunk=False)
        best, ratio = None, DIFF_RATIO
        for other in original:
            matcher.set_seq1(other)
            if matcher.quick_ratio() > ratio and matcher.ratio() > ratio:
                best, ratio = other, matcher.ratio()
        if best is None:
            continue
        matcher.set_seq1(best)
        for tag, a, b, c, d in matcher.get_opcodes():
            if tag == "replace":
                runs += 1
                hit = hit or (old in " ".join(best[a:b]) and edit.new in " ".join(words[c:d]))
    return hit, runs


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("stories", type=Path, nargs="+")
    parser.add_argument("--each", type=int, default=100, help="edits of each kind")
    parser.add_argument("--kinds", nargs="+", default=sorted(PATTERNS))
    parser.add_argument("--plain", type=int, default=100, help="unedited copies")
    parser.add_argument("--show", action="store_true", help="print misses and false conflicts")
    options = parser.parse_args()
    digest = hashlib.sha256()
    for path in options.stories:
        rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        print(path.stem)
        for kind in options.kinds:
            print(report(kind, planted(rows, kind, options.each, digest, show=options.show)), flush=True)
        count, falls = unedited(rows, options.plain, show=options.show)
        print(f"unedited copies {count}: conflicts {falls}", flush=True)
    print(f"edits drawn: {digest.hexdigest()[:12]}")
    return 0


def planted(
    rows: Sequence[Mapping[str, Any]], kind: str, each: int, digest: hashlib._Hash, *, show: bool = False
) -> Counter[str]:
    """How many edits of one kind there were, and how many were found, with the right type and judgement."""
    pipeline.annotate = read_once
    total: Counter[str] = Counter()
    for n, edit in enumerate(edits(rows, kind, each)):
        row = rows[edit.row]
        copy, place = copied(row, edit, f"{kind} {n}")
        digest.update(copy.encode())
        comparison = compared(row, copy)
        hits = found(comparison, row, edit, copy, place or (0, 0))
        wanted = "number" if kind == "number" else "date"
        typed = [f for f in hits if f.type == wanted]
        group = "hedged " if edit.hedged else ""
        total[f"{group}edits"] += 1
        total[f"{group}found"] += bool(hits)
        total[f"{group}typed"] += bool(typed)
        total[f"{group}right"] += any(f.judgement == "contradiction" for f in typed)
        others = [(f, words) for f, words in conflicts(comparison) if f not in hits]
        total["false"] += len(others)
        shown, runs = diffed(row, edit, copy)
        total["diff"] += shown
        total["runs"] += runs
        if show:
            s = sentences(row["text"])[edit.sentence]
            marked = f"{s[: edit.start]}[{s[edit.start : edit.end]}>{edit.new}]{s[edit.end :]}"
            if not any(f.judgement == "contradiction" for f in typed):
                state = [(f.type, f.judgement, f.why) for f in hits]
                print(f"  MISSED {row['id']} {'hedged' * edit.hedged} {marked} {state}", flush=True)
            for f, words in others:
                print(f"  FALSE {row['id']} {f.detector} {f.why} {words} | {marked}", flush=True)
    return total


def unedited(rows: Sequence[Mapping[str, Any]], wanted: int, *, show: bool = False) -> tuple[int, int]:
    """How many unedited copies were compared with their originals, and how many conflicts were raised."""
    pipeline.annotate = read_once
    falls = count = 0
    draw = random.Random(SEED)
    for n in draw.sample(range(len(rows)), min(wanted, len(rows))):
        copy, _ = copied(rows[n], None, f"plain {n}")
        if len(copy) - len(rows[n]["title"]) < 40:
            continue
        count += 1
        for f, words in conflicts(compared(rows[n], copy)):
            falls += 1
            if show:
                print(f"  FALSE {rows[n]['id']} {f.detector} {f.why} {words}")
    return count, falls


def figures(paths: Sequence[Path], each: int) -> dict[str, float]:
    """For the gate: the share of unhedged edits that are right, and of unedited copies without a conflict."""
    total: Counter[str] = Counter()
    noise = compared_in_all = 0
    for path in paths:
        rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        for kind in sorted(PATTERNS):
            total += planted(rows, kind, each, hashlib.sha256())
        count, falls = unedited(rows, each)
        noise, compared_in_all = noise + falls, compared_in_all + count
    return {"right": total["right"] / max(1, total["edits"]), "quiet": 1 - noise / max(1, compared_in_all)}


def report(kind: str, total: Mapping[str, int]) -> str:
    """One line a kind."""
    plain, hedged = max(1, total["edits"]), total["hedged edits"]
    line = (
        f"{kind:8s} edits {total['edits']:3d}  found {total['found'] / plain:.3f}  type {total['typed'] / plain:.3f}  "
        f"type and judgement {total['right'] / plain:.3f}  other conflicts {total['false']}"
    )
    if hedged:
        line += f" | hedged {hedged}: found {total['hedged found']}, contradiction {total['hedged right']}"
    return line + f" | word diff {total['diff'] / (plain + hedged):.3f}, {total['runs']} replaced runs"


if __name__ == "__main__":
    sys.exit(main())
