"""Judged pairs of claims of two reports, as they are and edited: examples of one thing told in two wordings; seeded.

    python training/relation/across.py DATA_FOLDER made.jsonl across.jsonl again.jsonl

DATA_FOLDER holds ``neus``; ``made.jsonl`` is what ``prepare.py`` wrote, of which MADE are mixed in so that they are
not forgotten. ``again.jsonl`` gets AGAIN of the new examples, each to be read once beside what people labelled.
``judged.jsonl`` beside this file holds the pairs, a line an event: ``event``, the number of its line in
``train.source``, and ``pairs``: number of the left report, its pieces, number of the right one, its pieces, verdict.
Pieces are [start, end), Unicode code points of the report's title without its last stop, a blank line and its text.
Verdicts (docs/alignment.md): s, one assertion; p, in part; d, two.

A claim is edited by ``edits.py`` where the other claim bears on what is edited: a value or a name that the other has, a
word that it has or that is the claim's predicate, the predicate denied. Edited claims of one assertion conflict, both
denied they are the same; of two assertions they conflict as little as before.
One event in ten (``fold`` 9) is kept out.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from attribution.prepare import as_article
from edits import SAME, Maker, negated, opposite, other_name, other_number
from prepare import LONGEST, NEGATIVE, POSITIVE, SEED, example
from sentence import Edit, Knowledge, Sentence, apply, learn

from rashomon.annotate.parse import parse
from rashomon.lang.concepts import concept
from rashomon.model import Token

JUDGED = Path(__file__).parent / "judged.jsonl"
MADE, STANCES = 5000, 600  # of the made pairs, and of those with a stance
AGAIN = 800
ASIDE, KEPT_OUT = 10, 9
PART = 0.7  # weight of pairs that are one assertion in part
REPORT = re.compile(r"\s*TITLE=>\s*(.*?)\s*ARTICLE=>\s*(.*)$", re.DOTALL)
# Kind, maker, and how often it is taken where it can be.
EDITS: tuple[tuple[str, Maker, float], ...] = (
    ("number", other_number, 0.9),
    ("name", other_name, 0.7),
    ("opposite", opposite, 0.9),
    ("denial", negated, 0.75),
)
COMPLEMENTS = frozenset({"acomp", "attr", "xcomp", "dobj"})
# How often a pair of one assertion is reworded, or denied on both sides, and one of two assertions edited.
REWORDED, BOTH_DENIED, APART_EDITED = 0.5, 0.35, 0.45


def reports(line: str) -> dict[int, str]:
    """The reports of a line of NeuS by number, as the offsets count them."""
    found = ((n, REPORT.match(part)) for n, part in enumerate(line.split("[SEP]")))
    return {n: f"{m[1].rstrip('.')}\n\n{m[2].strip()}" for n, m in found if m}


def claim(text: str, tokens: Sequence[Token], pieces: Sequence[Sequence[int]]) -> Sentence | None:
    """A claim as a sentence of its own: its pieces joined by a space, its root the word on which most of it hangs."""
    joined, own, at = "", list[Token](), dict[int, int]()
    for start, end in pieces:
        joined += " " if joined else ""
        shift = len(joined) - start
        for t in tokens:
            if start <= t.start and t.end <= end:
                at[t.index] = len(own)
                own.append(replace(t, start=t.start + shift, end=t.end + shift))
        joined += text[start:end]
    if not own:
        return None
    made = Sentence(joined, [replace(t, index=at[t.index], head=at.get(t.head, at[t.index])) for t in own])
    tops = [t for t in made.tokens if t.head == t.index]
    made.root = max(tops, key=lambda t: len(made.subtree(t)))
    return made


def bears(kind: str, edit: Edit, s: Sentence, other: Sentence) -> bool:
    """Whether what is edited matters to the other claim."""
    old = s.text[edit[0].start : edit[0].end]
    words = {w.lower() for w in re.findall(r"\w+", other.text)}
    if kind == "number":
        return old.lower() in words or old in other.text
    if kind == "name":
        return old.split()[-1].lower() in words
    if kind == "denial":
        return True
    token = next(t for t in s.tokens if t.start == edit[0].start)
    predicate = token is s.root or (token.head == s.root.index and token.dep in COMPLEMENTS)
    return predicate or concept(token.lemma) in {concept(t.lemma) for t in other.tokens}


def options(s: Sentence, other: Sentence, k: Knowledge, draw: random.Random) -> dict[str, tuple[Edit, float]]:
    """An edit of each kind that there is."""
    found = {}
    for kind, maker, often in EDITS:
        edits = [e for e in maker(s, k, draw) if bears(kind, e, s, other)]
        if edits:
            found[kind] = draw.choice(edits), often
    return found


def one_thing(
    left: Sentence, right: Sentence, verdict: str, k: Knowledge, draw: random.Random
) -> Iterator[tuple[str, str, list[str], str]]:
    """Examples of two claims that are one assertion, at least in part."""
    yield left.text, right.text, POSITIVE, "same"
    if verdict == "s" and draw.random() < REWORDED:
        words = [e for maker in SAME[:3] for e in list(maker(left, k, draw))[:1]]
        text = apply(left, words) if words else None
        if text:
            yield text, right.text, POSITIVE, "reworded"
    denied = []
    for one, other in ((left, right), (right, left)):
        for kind, (edit, often) in options(one, other, k, draw).items():
            if verdict == "p" and kind in ("opposite", "denial"):
                continue
            text = apply(one, [edit])
            if kind == "denial":
                denied.append(text)
            if text and draw.random() < often:
                yield text, other.text, ["conflicts"], kind
    if verdict == "s" and len(denied) == 2 and draw.random() < BOTH_DENIED and all(denied):
        yield str(denied[0]), str(denied[1]), POSITIVE, "both denied"


def two_things(
    left: Sentence, right: Sentence, k: Knowledge, draw: random.Random
) -> Iterator[tuple[str, str, list[str], str]]:
    """Examples of two claims that are two assertions."""
    apart = [r for r in NEGATIVE if r != "conflicts"]
    yield left.text, right.text, apart, "apart"
    if draw.random() < APART_EDITED:
        one, other = draw.sample((left, right), 2)
        found = options(one, other, k, draw)
        text = found and apply(one, [found[draw.choice(sorted(found))][0]])
        if text:
            yield text, other.text, apart, "apart edited"


def main() -> None:
    """Write the examples."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for name in ("data", "made", "out", "again"):
        parser.add_argument(name, type=Path)
    given = parser.parse_args()
    source = given.data / "neus" / "naacl2022_lrc_roundup_random_order_probe" / "train.source"
    lines = source.read_text(encoding="utf-8").split("\n")
    pairs: list[tuple[int, Sentence, Sentence, str]] = []
    for row in map(json.loads, JUDGED.read_text(encoding="utf-8").splitlines()):
        read = {}
        for n, text in reports(lines[row["event"]]).items():
            read[n] = text, parse(as_article(f"{row['event']}-{n}", text)).tokens
        for a, ours, b, theirs, verdict in row["pairs"]:
            left, right = claim(*read[a], ours), claim(*read[b], theirs)
            if left and right:
                pairs.append((row["event"], left, right, verdict))
    draw = random.Random(SEED)
    knowledge = learn(s for _, left, right, _ in pairs for s in (left, right))
    made: list[dict[str, Any]] = []
    for event, left, right, verdict in pairs:
        told = (
            two_things(left, right, knowledge, draw)
            if verdict == "d"
            else one_thing(left, right, verdict, knowledge, draw)
        )
        for one, other, relation, kind in told:
            sides = (one, other) if draw.random() < 0.5 else (other, one)
            weight = PART if verdict == "p" else 1.0
            made.append(example(*sides, f"across {kind}", f"neus {event}", relation=relation, weight=weight))
    for e in made:
        out = int(hashlib.sha256(e["group"].encode()).hexdigest()[:8], 16) % ASIDE == 0
        e["fold"] = KEPT_OUT if out else 0
    again = [json.loads(line) for line in given.made.read_text(encoding="utf-8").splitlines()]
    again = [e | {"fold": 0} for e in again if len(e["left"]) + len(e["right"]) <= LONGEST]
    draw.shuffle(again)
    rows = [*made, *[e for e in again if e["relation"]][:MADE], *[e for e in again if e["stance"]][:STANCES]]
    given.out.write_text("".join(f"{json.dumps(e, ensure_ascii=False)}\n" for e in rows), encoding="utf-8")
    print(
        len(pairs), "pairs", dict(sorted(Counter(e["corpus"] for e in made).items())), len(rows) - len(made)
    )


if __name__ == "__main__":
    main()
