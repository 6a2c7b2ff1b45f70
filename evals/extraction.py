"""Body extraction on the 181 pages of the article extraction benchmark, beside plain trafilatura.

    python evals/extraction.py DIRECTORY [--part tuned|kept|all]     (the folder with ground-truth.json and html/)

The benchmark's own metric: 4-token shingles as multisets; precision and recall per page, averaged; F1 of the averages.
Ours is what an article's body, standfirst and byline-free text hold: the blocks with role body or standfirst. Changes
are tuned on one half of the pages, drawn by a seed; the other is kept for reporting. Beside it: of the true paragraphs
that begin with a quotation mark, the share whose words are in the body.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import mean
from typing import Any

from rashomon.errors import InputError
from rashomon.ingest import read_bytes

_TOKEN = re.compile(r"\w+")
SHINGLE = 4  # tokens
SEED = 20240618
_QUOTED = re.compile(r"\s*[\"“‘«„]")


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


def trafilatura_alone(page: bytes, **options: bool) -> str:
    """The body as trafilatura gives it, with the same preference for precision."""
    import trafilatura

    text = page.decode("utf-8", "replace")
    switches: dict[str, Any] = dict(options)
    found: Any = trafilatura.bare_extraction(text, favor_precision=True, include_comments=False, **switches)
    return (found.text if found else "") or ""


PEERS: dict[str, Callable[[bytes], str]] = {
    "rashomon": ours,
    "trafilatura": trafilatura_alone,
    "… with metadata": partial(trafilatura_alone, with_metadata=True),
    "… fast": partial(trafilatura_alone, fast=True),
    "… fast, with metadata": partial(trafilatura_alone, fast=True, with_metadata=True),
}


def interval(rows: list[tuple[float, float]]) -> str:
    """The bootstrap 95 % interval of F1 over pages."""
    draw = random.Random(SEED)
    values = sorted(f1([draw.choice(rows) for _ in rows]) for _ in range(1000))
    return f"[{values[25]:.3f}, {values[974]:.3f}]"


def f1(rows: list[tuple[float, float]]) -> float:
    """Of the averages of precision and recall."""
    p, r = mean(row[0] for row in rows), mean(row[1] for row in rows)
    return 2 * p * r / (p + r)


def score(extract: Callable[[bytes], str], pages: dict[str, bytes], truth: dict[str, str]) -> str:
    """One line: F1, precision, recall in [0, 1], pages per second of this process's time."""
    begun = time.process_time()
    found = {name: extract(page) for name, page in pages.items()}
    seconds = time.process_time() - begun
    rows, quoted, kept = counts(found, truth)
    p, r = mean(row[0] for row in rows), mean(row[1] for row in rows)
    return (
        f"F1 {f1(rows):.3f} {interval(rows)}  precision {p:.3f}  recall {r:.3f}  {len(pages) / seconds:.0f} pages/CPU-s"
        f"  quoted paragraphs {kept} of {quoted}"
    )


def counts(found: dict[str, str], truth: dict[str, str]) -> tuple[list[tuple[float, float]], int, int]:
    """Precision and recall of each page; true paragraphs that begin with a quotation mark, and those found whole."""
    rows = []
    quoted = kept = 0
    for name, body in found.items():
        left, right = shingles(truth[name]), shingles(body)
        common = (left & right).total()
        # as the benchmark counts: nothing found is no precision, and nothing to find no recall
        rows.append(
            (common / right.total() if right else float(not left), common / left.total() if left else 1.0)
        )
        for paragraph in filter(_QUOTED.match, truth[name].split("\n")):
            quoted += 1
            kept += not (shingles(paragraph) - right)
    return rows, quoted, kept


def load(folder: Path, part: str = "all") -> tuple[dict[str, bytes], dict[str, str]]:
    """Pages and true texts of a part of the benchmark, by name."""
    rows = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    names = sorted(rows)
    random.Random(SEED).shuffle(names)
    half = len(names) // 2
    names = sorted({"tuned": names[:half], "kept": names[half:], "all": names}[part])
    pages = {name: gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes()) for name in names}
    return pages, {name: rows[name]["articleBody"] for name in names}


def figures(folder: Path) -> dict[str, float]:
    """F1 on all pages, and the share of quoted paragraphs found, for the gate."""
    pages, truth = load(folder)
    rows, quoted, kept = counts({name: ours(page) for name, page in pages.items()}, truth)
    return {"f1": f1(rows), "quoted": kept / quoted}


def main() -> None:
    """Print a line each."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--part", choices=("tuned", "kept", "all"), default="all")
    parser.add_argument("--only", choices=PEERS, action="append", help="leave the others out")
    given = parser.parse_args()
    pages, truth = load(given.folder, given.part)
    print(f"{len(pages)} pages ({given.part})")
    for name in given.only or PEERS:
        PEERS[name](next(iter(pages.values())))  # what is loaded once is not a page's
        print(f"{name:22} {score(PEERS[name], pages, truth)}", flush=True)


if __name__ == "__main__":
    main()
