"""Near-copies: are edited copies of real reports found as one text, and reports of one event by two writers not?

    python evals/origins.py STORIES.jsonl [STORIES.jsonl …] [--missed]

No parser: sentences and quotations are read by their marks alone, so the figures are those of `align/copies.py`.

*Made copies.* Of 60 reports of 120 words or more, drawn by seed, one copy is made for each row of COPIES: whole,
thinned to three quarters, half or a quarter of its sentences, in another order, with sentences of a report of another
event set in, with one word in fifteen dropped, and without its first and last line (headline, agency's credit). Found:
the pair is among the copies. One origin: half of one of the two stands in the other (`COPY` of `compare/origins.py`).
Where less does, the copied stretches count: beside it stands the share of the copy's words, quotations apart, in them.

*Candidates.* Every pair of reports of one event with a tenth or more of the shorter one's rows of words in the other,
counted exactly: how many of them are called copies, by containment. *Apart*: pairs of different outlets on one event that
are called copies, where the corpus names outlets; *across*: pairs of two events. Each is named, to be read.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import combinations
from pathlib import Path

from rashomon.align import copies
from rashomon.compare.origins import COPY
from rashomon.model import Annotated, Article, Attribution, Block, Parse, Source, Span
from rashomon.words import words

SEED = 5
LEAST = 120  # words of a report that is copied
SOURCES = 60  # reports of a corpus that are copied, drawn by seed
SENTENCE = re.compile(r"[^\n]+?(?:[.!?][”\"’')]*(?=\s|$)|(?=\n|$))")
QUOTED = re.compile(r"“[^“”\n]*”|\"[^\"\n]*\"")


def read(id: str, text: str) -> Annotated:
    """An article of paragraphs whose quotations are those in double marks."""
    blocks = tuple(
        Block(m.start(), m.end(), "body") for m in re.finditer(r"[^\n]+", text) if m.group().strip()
    )
    article = Article(id, None, None, (), None, None, None, "en", text, "", blocks, id)
    said = tuple(
        Attribution(f"{id}q{n}", id, "direct", (Span(m.start() + 1, m.end() - 1),), (), Source(None, None), (), None)
        for n, m in enumerate(QUOTED.finditer(text))
        if m.end() - m.start() > 2
    )  # fmt: skip
    sentences = tuple(Span(*m.span()) for m in SENTENCE.finditer(text) if m.group().strip())
    return Annotated(article, Parse((), sentences), (), said, (), (), ())


def sentences(text: str) -> list[str]:
    return [m.group().strip() for m in SENTENCE.finditer(text) if m.group().strip()]


Make = Callable[[list[str], list[str], random.Random], list[str]]


def thinned(share: float) -> Make:
    def make(own: list[str], _: list[str], draw: random.Random) -> list[str]:
        kept = sorted(draw.sample(range(len(own)), max(2, round(share * len(own)))))
        return [own[n] for n in kept]

    return make


def reordered(own: list[str], _: list[str], draw: random.Random) -> list[str]:
    return draw.sample(own, len(own))


def inserted(own: list[str], other: list[str], draw: random.Random) -> list[str]:
    """As many sentences of another event as its own, anywhere."""
    made = list(own)
    for sentence in draw.sample(other, min(len(own), len(other))):
        made.insert(draw.randrange(len(made) + 1), sentence)
    return made


def mended(own: list[str], _: list[str], draw: random.Random) -> list[str]:
    """A word in fifteen dropped, as an editor cuts."""
    return [" ".join(w for w in s.split() if draw.random() > 1 / 15) for s in own]


def headless(own: list[str], _: list[str], __: random.Random) -> list[str]:
    """Headline, dateline and the last line, which credits the agency, gone."""
    return own[1:-1]


def mixed(own: list[str], other: list[str], draw: random.Random) -> list[str]:
    """Half of it, in another order, among sentences of another event."""
    return inserted(reordered(thinned(0.5)(own, other, draw), other, draw), other, draw)


COPIES: dict[str, Make] = {
    "whole": lambda own, _, __: own,
    "thinned to 3/4": thinned(0.75),
    "thinned to 1/2": thinned(0.5),
    "thinned to 1/4": thinned(0.25),
    "reordered": reordered,
    "as much inserted": inserted,
    "1 word in 15 dropped": mended,
    "first and last line gone": headless,
    "half, reordered, inserted": mixed,
}


def shares(left: Annotated, right: Annotated) -> tuple[float, float]:
    """The larger share of `copies.find`, and that of the right one's words in its stretches, quotations apart."""
    found = copies.find([left, right])
    if not found:
        return 0.0, 0.0
    own = [w for block in right.article.blocks for w in words(right.article.text, block.start, block.end)]
    said = [s for q in right.attributions for s in q.content]
    own = [w for w in own if not any(s.contains(w) for s in said)]
    held = [p.span for p in found[0].passages if p.article == right.article.id]
    inside = sum(any(s.contains(w) for s in held) for w in own)
    return max(s for _, s in found[0].shares), inside / max(1, len(own))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("stories", type=Path, nargs="+")
    parser.add_argument("--missed", action="store_true", help="name the copies that were not found")
    options = parser.parse_args()
    for path in options.stories:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        print(f"\n{path.name}: {len(rows)} reports, seed {SEED}")
        made_copies(rows, options.missed)
        candidates(rows)
        apart(rows)


def made_copies(rows: Sequence[dict[str, str]], missed: bool) -> None:
    draw = random.Random(SEED)
    long = [r for r in rows if len(r["text"].split()) >= LEAST]
    sources = draw.sample(long, min(SOURCES, len(long)))
    print(f"  made copies of {len(sources)} reports   found   one origin   of its words in copied stretches")
    for name, make in COPIES.items():
        found = whole = 0
        inside = 0.0
        for row in sources:
            other = draw.choice([r for r in sources if r["story"] != row["story"]])
            text = "\n".join(make(sentences(row["text"]), sentences(other["text"]), draw))
            most, share = shares(read("left", row["text"]), read("right", text))
            found += most > 0
            whole += most >= COPY
            inside += share
            if missed and not most:
                print("    MISSED", name, row["id"])
        n = len(sources)
        print(f"    {name:28} {found / n:.3f}   {whole / n:.3f}        {inside / n:.3f}")


def candidates(rows: Sequence[dict[str, str]]) -> None:
    events: dict[str, list[Annotated]] = defaultdict(list)
    for row in rows:
        events[row["story"]].append(read(row["id"], row["text"]))
    counts = {low: [0, 0] for low in (0.1, 0.2, 0.3, 0.5, 0.8)}
    seconds = 0.0
    pairs = 0
    for articles in events.values():
        start = time.process_time()
        found = {tuple(a for a, _ in c.shares) for c in copies.find(articles)}
        seconds += time.process_time() - start
        texts = {a.article.id: copies.read(a).rows() for a in articles}
        for left, right in combinations(texts, 2):
            least = min(len(texts[left]), len(texts[right]))
            pairs += 1
            if least < copies.STRETCH:
                continue
            share = len(texts[left] & texts[right]) / least
            for low, count in counts.items():
                if share >= low:
                    count[0] += 1
                    count[1] += (left, right) in found
    print(f"  real pairs of one event: {pairs}; {1000 * seconds / len(rows):.1f} ms a report")
    for low, (of, hit) in counts.items():
        print(f"    contained {low:.0%} or more: {hit} of {of}" + (f" = {hit / of:.3f}" if of else ""))


def apart(rows: Sequence[dict[str, str]]) -> None:
    every = [read(r["id"], r["text"]) for r in rows]
    row_of = {r["id"]: r for r in rows}
    text = {a.article.id: a.article.text for a in every}
    across = named = 0
    for copy in copies.find(every):
        (a, share), (b, other) = copy.shares
        if row_of[a]["story"] != row_of[b]["story"]:
            across += 1
            mark = "ACROSS"
        elif row_of[a]["outlet"] and row_of[a]["outlet"] != row_of[b]["outlet"]:
            named += 1
            mark = "APART "
        else:
            continue
        longest = max((p for p in copy.passages), key=lambda p: p.end - p.start)
        size = len(words(text[longest.article], longest.start, longest.end))
        print(
            f"    {mark} {a} {b} shares {share:.2f} {other:.2f}, longest stretch {size} words at {longest.start}"
        )
    print(f"  called copies: {named} pairs of two outlets on one event, {across} pairs of two events")


if __name__ == "__main__":
    sys.exit(main())
