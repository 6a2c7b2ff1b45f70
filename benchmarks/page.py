"""Bytes of the HTML page of ten reports, beside their texts.

    python benchmarks/page.py [--shared ../shared] [--reports 10] [--events 3] [--words 400 800]

The events with most text among those of ecbplus.jsonl that have enough reports, the longest reports of each; then reports
of WORDS words put together from one event as in benchmarks/growing.py. Printed are the bytes of the texts, of the page,
of the data it carries (and of the same as one line of JSON), and of the page without the texts' bytes, which the bar
is for: the text itself may come on top. Exit status 1 when the bar is missed.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from growing import paragraphs, reports

import rashomon
from rashomon.codec import comparison_to_dict, to_line
from rashomon.ingest import read_bytes
from rashomon.report import html

ROOT = Path(__file__).resolve().parent.parent
MOST = 1_000_000  # bytes of a page of ten reports, their texts apart


def events(path: Path, count: int, most: int) -> Iterator[tuple[str, list[str]]]:
    """Names and texts of the events that have ``count`` reports, by their length."""
    found: dict[str, list[str]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        found.setdefault(row["story"], []).append(row["text"])
    longest = {name: sorted(texts, key=len)[-count:] for name, texts in found.items() if len(texts) >= count}
    for name in sorted(longest, key=lambda n: (-sum(map(len, longest[n])), n))[:most]:
        yield name, longest[name]


def measured(name: str, texts: list[str]) -> int:
    """Prints a line; the bytes of the page, those of the texts apart."""
    articles = [read_bytes(t.encode(), f"{n}.txt", outlet=f"outlet{n}.example") for n, t in enumerate(texts)]
    comparison = rashomon.compare(articles)
    page = html.render(comparison).encode()
    carried = re.search(rb'<script type="application/\w+" id="comparison">([^<]*)', page)
    line = len(to_line(comparison_to_dict(comparison), close=True).encode())
    text = sum(len(a.text.encode()) for a in articles)
    sizes = (text, len(page), len(carried[1]) if carried else 0, line, len(page) - text)
    print(f"{name:>12}{len(comparison.points):>8}" + "".join(f"{size:>12,}" for size in sizes), flush=True)
    return sizes[-1]


def main() -> int:
    """Measure, print, and say whether the bar is met."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--reports", type=int, default=10)
    parser.add_argument("--events", type=int, default=3)
    parser.add_argument("--words", type=int, nargs="*", default=[400, 800])
    options = parser.parse_args()
    stories = options.shared / "data" / "stories" / "ecbplus.jsonl"
    if not stories.exists():
        print(f"no {stories}; nothing was measured")
        return 0
    print(
        f"{'event':>12}{'points':>8}{'texts':>12}{'page':>12}{'its data':>12}{'as a line':>12}{'page - texts':>14}"
    )
    found = [measured(name, texts) for name, texts in events(stories, options.reports, options.events)]
    pool = paragraphs(stories)
    found += [measured(f"{words} words", reports(pool, options.reports, words)) for words in options.words]
    met = max(found) < MOST
    bar = f"{options.reports} reports under {MOST:,} bytes beside their texts"
    print(f"\nBar: {bar}: {max(found):,} {'met' if met else 'MISSED'}")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
