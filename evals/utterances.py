"""Utterances on three real reports of each of 57 events: are quotations of the same words linked, and no others?

    python evals/utterances.py STORIES.jsonl [--part tune|kept|all] [--missed] [--sample N]

Gold: the direct quotations (one pair of outer double marks, five words or more) of two reports of one event whose
folded words are identical, contained one in the other in one run, or near (difflib ratio of the words >= 0.7).
Every third of the 57 events, drawn by seed, is kept apart from tuning. Quotations are read by their marks alone, so
no speaker is known: the figures are those of the words. Cross-event pairs must not link at all.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import defaultdict
from difflib import SequenceMatcher
from itertools import combinations
from pathlib import Path

from rashomon.align import utterances
from rashomon.annotate import quotes
from rashomon.model import Annotated, Article, Attribution, Block, Parse, Source
from rashomon.words import fold, words

SEED = 5
KEPT = 19
WORDS = 5
NEAR = 0.7


def article(row: dict[str, str], number: int) -> Annotated:
    text = row["text"]
    blocks, at = [], 0
    for part in text.split("\n"):
        if part.strip():
            blocks.append(Block(at, at + len(part), "body"))
        at += len(part) + 1
    read = Article(
        f"a{number}",
        row["outlet"],
        row["title"],
        (),
        None,
        None,
        None,
        "en",
        text,
        "",
        tuple(blocks),
        row["id"],
    )
    found = [q for q in quotes.find(read) if q.depth == 0 and not q.single]
    said = tuple(
        Attribution(f"q{number}_{n}", read.id, "direct", q.pieces, (), Source(None, None), (), None)
        for n, q in enumerate(found)
    )
    return Annotated(read, Parse((), ()), (), said, (), (), ())


def folded(of: Annotated, number: int) -> list[str]:
    text = of.article.text
    return [
        fold(s.of(text))
        for piece in of.attributions[number].content
        for s in words(text, piece.start, piece.end)
    ]


def relation(left: list[str], right: list[str]) -> str | None:
    if min(len(left), len(right)) < WORDS:
        return None
    if left == right:
        return "identical"
    short, long = sorted((left, right), key=len)
    if f" {' '.join(short)} " in f" {' '.join(long)} ":
        return "contained"
    if SequenceMatcher(None, left, right, autojunk=False).ratio() >= NEAR:
        return "near"
    return None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("stories", type=Path)
    parser.add_argument("--part", choices=["tune", "kept", "all"], default="tune")
    parser.add_argument("--missed", action="store_true", help="print the gold pairs that were not linked")
    parser.add_argument(
        "--sample", type=int, default=0, help="print that many linked pairs that are not identical"
    )
    options = parser.parse_args()
    events: dict[str, list[Annotated]] = defaultdict(list)
    for number, line in enumerate(options.stories.read_text(encoding="utf-8").splitlines()):
        row = json.loads(line)
        events[row["story"]].append(article(row, number))
    names = sorted(events)
    kept = set(random.Random(SEED).sample(names, KEPT))
    chosen = [n for n in names if options.part == "all" or (n in kept) == (options.part == "kept")]
    gold: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    linked: list[tuple[str, str]] = []
    text = {}
    kinds: dict[str, int] = defaultdict(int)
    seconds = 0.0
    for name in chosen:
        articles = events[name]
        for a in articles:
            for q in a.attributions:
                text[q.id] = " / ".join(s.of(a.article.text) for s in q.content)
        start = time.process_time()
        found = utterances.find(articles)
        seconds += time.process_time() - start
        pairs = {frozenset(p) for u in found for p in combinations(u.versions, 2)}
        for u in found:
            for d in u.differences:
                kinds[d.kind] += 1
        linked += sorted((a, b) for a, b in (sorted(p) for p in pairs) if a.split("_")[0] != b.split("_")[0])
        for left, right in combinations(articles, 2):
            for i, p in enumerate(left.attributions):
                for j, q in enumerate(right.attributions):
                    what = relation(folded(left, i), folded(right, j))
                    if what is None:
                        continue
                    gold[what][1] += 1
                    if frozenset((p.id, q.id)) in pairs:
                        gold[what][0] += 1
                    elif options.missed:
                        print(f"MISSED {what}\n  {text[p.id]}\n  {text[q.id]}")
    hit, total = (sum(v[i] for v in gold.values()) for i in (0, 1))
    print(
        f"{len(chosen)} events ({options.part}), seed {SEED}; {1000 * seconds / len(chosen):.1f} ms an event"
    )
    for what in ("identical", "contained", "near"):
        print(f"  {what:10} {gold[what][0]:4} of {gold[what][1]}")
    print(f"  linked     {hit:4} of {total} = {hit / max(1, total):.3f}; pairs linked in all {len(linked)}")
    print("  differences", dict(sorted(kinds.items())))
    every = [a for n in chosen for a in events[n]]
    story = {q.id: n for n in chosen for a in events[n] for q in a.attributions}
    across = [u for u in utterances.find(every) if len({story[v] for v in u.versions}) > 1]
    for u in across:
        print("ACROSS EVENTS", *(f"\n  {v} {text[v]}" for v in u.versions))
    print(f"  all {len(every)} reports at once: {len(across)} utterances that join two events")
    if options.sample:
        differing = [
            p for p in linked if text[p[0]].casefold().strip(" ,.") != text[p[1]].casefold().strip(" ,.")
        ]
        for a, b in random.Random(SEED).sample(differing, min(options.sample, len(differing))):
            print(f"\n{a}: {text[a]}\n{b}: {text[b]}")


if __name__ == "__main__":
    main()
