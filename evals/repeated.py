"""What tells boilerplate from background: how much reports of one outlet on different events, and reports on one event,
have in common; and the paragraphs of real reports that would be taken for boilerplate, of which there should be none.

    python evals/repeated.py DIRECTORY/stories/basil.jsonl
"""

from __future__ import annotations

import json
import sys
from itertools import combinations
from pathlib import Path

from rashomon.ingest import repeated
from rashomon.model import Article, Block


def article(row: dict[str, str]) -> Article:
    """The report of a row, a body block a paragraph."""
    text = row["text"]
    blocks, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block(at, at + len(line), "body"))
        at += len(line) + 1
    return Article(
        row["id"], row["outlet"], None, (), None, None, None, "en", text, "", tuple(blocks), row["id"]
    )


def main() -> None:
    """Print the shares of pairs below the threshold, and the number of paragraphs taken for boilerplate."""
    rows = [json.loads(line) for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()]
    articles = [article(row) for row in rows]
    contents = [repeated.content(a, {}) for a in articles]
    for name, wanted in (("one event", True), ("one outlet, different events", False)):
        shares = [
            repeated.share(contents[i], contents[j])
            for i, j in combinations(range(len(rows)), 2)
            if (rows[i]["story"] == rows[j]["story"]) == wanted
            and (wanted or rows[i]["outlet"] == rows[j]["outlet"])
        ]
        low = sum(share < repeated.UNLIKE for share in shares)
        print(
            f"{name}: {len(shares)} pairs, {low / len(shares):.1%} share less than {repeated.UNLIKE} of their words"
        )
    print(f"paragraphs taken for boilerplate: {len(repeated.learned(articles))}")


if __name__ == "__main__":
    main()
