"""PolNeAR to what the tagger is trained on: words with marks, tags and links, one pickle a part.

    python training/attribution/prepare.py SPLIT_DIR GOLD.jsonl OUT.pkl [--part K N]

GOLD.jsonl is the conversion of the scorer (``evals/attribution.py`` names it). Runs in the project's own environment:
the marks come from the parser, the reader of quotation marks and the rules alone, exactly as at run time. ``--part``:
every N-th article from the K-th, so that two processes share the work.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import pickle
import re
from pathlib import Path
from typing import Any

from rashomon.annotate import attributions, entities, tagging
from rashomon.annotate.drafts import Page
from rashomon.annotate.parse import parse
from rashomon.model import Article, Block, Span
from rashomon.models.tagger import TAGS


def as_article(name: str, text: str) -> Article:
    """The text as it was annotated: a line a block, the first a headline."""
    lines = [m.span() for m in re.finditer(r"\S(?:[^\n]*\S)?", text)]
    blocks = tuple(Block(s, e, "body" if n else "title") for n, (s, e) in enumerate(lines))
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Article(name, None, None, (), None, None, None, "en", text, digest, blocks, name)


def labels(page: Page, gold: list[dict[str, Any]]) -> tuple[list[int], list[int]]:
    """For each word its tag, and the word its attribution is known by: the first of its cue, else of its source, else
    of its content; -1 outside. In the corpus a word is in one attribution, except that some share a source; it goes
    to the one with the longest content."""
    size = len(page.parse.tokens)
    tags, links = [0] * size, [-1] * size
    for one in sorted(gold, key=lambda g: -sum(e - s for s, e in g["content"])):
        parts = {
            role: [row for s, e in one[role] if (row := tagging.touched(page, Span(s, e)))]
            for role in ("content", "cue", "source")
        }
        words = [w for row in parts["content"] for w in row]
        if sum(tags[w] > 0 for w in words) * 2 > len(words):
            continue
        to = next((parts[role][0][0] for role in ("cue", "source", "content") if parts[role]), -1)
        for role, rows in parts.items():
            for row in rows:
                before = None
                for w in row:
                    if tags[w] == 0:
                        tags[w] = TAGS.index(("I-" if before == w - 1 else "B-") + role)
                        links[w], before = to, w
    return tags, links


def prepared(name: str, text: str, gold: list[dict[str, Any]]) -> dict[str, Any]:
    """One article for ``train.py``."""
    article = as_article(name, text)
    parsed = parse(article)
    found = attributions.find(article, parsed, entities.find(article, parsed), tagged=False)
    page = Page(article, parsed)
    ruled = [tagging.Ruled(a.content, a.source.span, a.cue[0] if a.cue else None) for a in found]
    tags, links = labels(page, gold)
    words = tagging.marked(page, ruled)
    return {
        "name": name,
        "words": words,
        "paragraphs": tagging.paragraphs(page),
        "tags": tags,
        "links": links,
    }


def main() -> None:
    """Write the articles asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for name in ("split", "gold", "out"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--part", type=int, nargs=2, default=(0, 1))
    given = parser.parse_args()
    rows = [json.loads(line) for line in given.gold.read_text(encoding="utf-8").splitlines()]
    rows = sorted(rows, key=lambda r: r["article"])[given.part[0] :: given.part[1]]
    made = []
    for row in rows:
        text = (given.split / "text" / f"{row['article']}.txt").read_bytes().decode("utf-8")
        made.append(prepared(row["article"], text, row["attributions"]))
    given.out.write_bytes(pickle.dumps(made))
    print(f"{len(made)} articles -> {given.out}")


if __name__ == "__main__":
    main()
