"""Body extraction on the 181 pages of the article extraction benchmark, beside plain trafilatura.

    python evals/extraction.py DIRECTORY        (the folder with ground-truth.json and html/)

The benchmark's own metric: 4-token shingles as multisets; precision and recall per page, averaged; F1 of the averages.
Ours is what an article's body, standfirst and byline-free text hold: the blocks with role body or standfirst.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from statistics import mean

from rashomon.errors import InputError
from rashomon.ingest import read_bytes

_TOKEN = re.compile(r"\w+")
SHINGLE = 4  # tokens


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Runs of four tokens with their counts; a shorter text is one run."""
    tokens = _TOKEN.findall(text)
    return Counter(tuple(tokens[i : i + SHINGLE]) for i in range(max(1, len(tokens) - SHINGLE + 1)) if tokens)


def ours(page: bytes) -> str:
    """The body as Rashomon reads it; empty when it finds no article."""
    try:
        article = read_bytes(page, "page.html")
    except InputError as error:
        print(f"  {error}", file=sys.stderr)
        return ""
    kept = [b for b in article.blocks if b.role in {"body", "standfirst"}]
    return "\n".join(article.text[b.start : b.end] for b in kept)


def trafilatura_alone(page: bytes) -> str:
    """The body as trafilatura gives it, with the same preference for precision."""
    import trafilatura

    return (
        trafilatura.extract(page.decode("utf-8", "replace"), favor_precision=True, include_comments=False)
        or ""
    )


def score(extract: Callable[[bytes], str], pages: dict[str, bytes], truth: dict[str, str]) -> str:
    """One line: F1, precision, recall in [0, 1], pages per second of this process's time."""
    precisions, recalls = [], []
    begun = time.process_time()
    found = {name: extract(page) for name, page in pages.items()}
    seconds = time.process_time() - begun
    for name, body in found.items():
        left, right = shingles(truth[name]), shingles(body)
        common = (left & right).total()
        if right:
            precisions.append(common / right.total())
        if left:
            recalls.append(common / left.total())
    p, r = mean(precisions), mean(recalls)
    return f"F1 {2 * p * r / (p + r):.3f}  precision {p:.3f}  recall {r:.3f}  {len(pages) / seconds:.0f} pages/CPU-s"


def main() -> None:
    """Print both lines."""
    folder = Path(sys.argv[1])
    rows = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    truth = {name: row["articleBody"] for name, row in sorted(rows.items())}
    pages = {name: gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes()) for name in truth}
    for name, extract in (("trafilatura", trafilatura_alone), ("rashomon", ours)):
        print(f"{name:12} {score(extract, pages, truth)}")


if __name__ == "__main__":
    main()
