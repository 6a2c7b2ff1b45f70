"""Contradictions raised between real reports that nobody edited, and how many of them are none.

    python evals/contradictions.py STORIES.jsonl [--group N] [--half tuned|kept|all] [--cases CASES.jsonl] [--show]
    python evals/contradictions.py NEUS_FOLDER --draw N [--cases CASES.jsonl] [--show]

The reports of a story are taken three at a time in the order of the file; `--group` says which three (1: the first). Of
a folder of NeuS, N events of `val.source` are drawn by a seed. Each three are compared, and every conflict that is
judged a contradiction is printed with its detector, its type and its passages as offsets, half-open, in Unicode code
points of `title`, a blank line, `text`.

What a reader made of it stands in CASES.jsonl, a line a contradiction: `type`, `passages` ([report, start, end] each),
`sha256` of the reports' texts, and `verdict`, `right` or `wrong`, judged from both texts: `right` when the two reports
cannot both be right as written, or spell one name in two ways. A verdict is of the contradictions of its type that
overlap each of its passages; one without a verdict is `unread`. Printed last: how many are wrong for every ten threes,
unread ones counted as wrong beside it. `--show` prints the words too.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

# What this file reads of its neighbour: the halves of a corpus.
from planted import half

from rashomon.align import align
from rashomon.compare import compare as judge
from rashomon.ingest import read_bytes
from rashomon.model import Article, Finding
from rashomon.models import load_encoder
from rashomon.pipeline import annotate, numbered_on

CASES = Path(__file__).parent / "cases" / "contradictions.jsonl"
SIZE = 3  # reports compared at a time
SEED = 20261128
PART = re.compile(r"TITLE=>\s*(\S.*?)\s*ARTICLE=>\s*(\S.*?)\s*(?=\[SEP\]|$)")


def read(path: Path) -> list[dict[str, Any]]:
    """The rows of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def neus(folder: Path, size: int, part: str = "val") -> list[dict[str, Any]]:
    """The three reports of each of some events of a part of NeuS, in its order; they have no outlets and no dates."""
    lines = (folder / f"{part}.source").read_text("utf-8").split("\n")
    events = {n: PART.findall(line) for n, line in enumerate(lines)}
    whole = [n for n, parts in events.items() if len(parts) == SIZE]
    return [
        {
            "story": f"{part}-{n:03}",
            "id": f"{part}-{n:03}-{k}",
            "outlet": "",
            "published": None,
            "title": title.strip(),
        }
        | {"text": text.strip()}
        for n in sorted(random.Random(SEED).sample(whole, size))
        for k, (title, text) in enumerate(events[n], start=1)
    ]


def text_of(row: Mapping[str, Any]) -> str:
    """The text that offsets are of."""
    return f"{row['title']}\n\n{row['text']}"


def digest(row: Mapping[str, Any]) -> str:
    """SHA-256 of a report's text."""
    return hashlib.sha256(text_of(row).encode()).hexdigest()


def threes(rows: Sequence[Mapping[str, Any]], group: int) -> Iterator[list[Mapping[str, Any]]]:
    """The n-th three reports of each story that has so many."""
    stories: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        stories.setdefault(row["story"], []).append(row)
    for story in sorted(stories):
        found = stories[story][(group - 1) * SIZE : group * SIZE]
        if len(found) == SIZE:
            yield found


def article(row: Mapping[str, Any], number: int) -> Article:
    """A report as the file it would be, its offsets those of its text."""
    got = read_bytes(
        text_of(row).encode(),
        row["id"],
        outlet=row["outlet"] or f"Outlet {number}",
        published=row["published"],
    )
    if got.text != text_of(row):
        raise ValueError(f"{row['id']}: the text read is not the text given")
    return replace(got, id=row["id"])


def contradictions(rows: Sequence[Mapping[str, Any]]) -> list[Finding]:
    """Those that are raised between some reports."""
    made = numbered_on([annotate(article(row, n)) for n, row in enumerate(rows, start=1)])
    found = judge(align(made, load_encoder())).findings
    return [f for f in found if f.kind == "conflict" and f.judgement == "contradiction"]


def verdict(finding: Finding, cases: Sequence[Mapping[str, Any]]) -> str:
    """What was made of a contradiction, or "unread"."""
    for case in cases:
        if case["type"] == finding.type and all(
            any(p.article == a and p.start < end and start < p.end for p in finding.passages)
            for a, start, end in case["passages"]
        ):
            return str(case["verdict"])
    return "unread"


def main() -> int:
    """Print every contradiction with its verdict, and the counts."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("stories", type=Path)
    parser.add_argument("--draw", type=int, default=100, help="events of a folder of NeuS")
    parser.add_argument("--group", type=int, default=1)
    parser.add_argument("--half", choices=("tuned", "kept", "all"), default="all")
    parser.add_argument("--cases", type=Path, default=CASES)
    parser.add_argument("--show", action="store_true", help="print the words of the passages")
    options = parser.parse_args()
    folder = options.stories.is_dir()
    found = neus(options.stories, options.draw) if folder else half(read(options.stories), options.half)
    rows = {row["id"]: row for row in found}
    cases = read(options.cases) if options.cases.exists() else []
    for case in cases:
        for id, sha in case["sha256"].items():
            if id in rows and digest(rows[id]) != sha:
                print(f"{id}: the text is not the one that was read", file=sys.stderr)
                return 1
    counts: Counter[str] = Counter()
    rules: Counter[tuple[str, str]] = Counter()
    for reports in threes(list(rows.values()), options.group):
        counts["threes"] += 1
        for f in contradictions(reports):
            got = verdict(f, cases)
            counts[got] += 1
            rules[f.detector, got] += 1
            print(
                f"{got:6} {f.detector:11} {f.type:9} {[[p.article, p.start, p.end] for p in f.passages]}",
                flush=True,
            )
            if options.show:
                for p in f.passages:
                    text = text_of(rows[p.article])
                    before, behind = text[max(0, p.start - 150) : p.start], text[p.end : p.end + 100]
                    print("       ", " ".join(f"{before}[[{text[p.start : p.end]}]]{behind}".split()))
    for (rule, got), n in sorted(rules.items()):
        print(f"{rule:11} {got:6} {n:4}")
    wrong, unread, many = counts["wrong"], counts["unread"], max(1, counts["threes"])
    print(
        f"{options.stories.stem}, {options.half}, group {options.group}: {counts['threes']} threes, "
        f"right {counts['right']}, wrong {wrong}, unread {unread}; wrong for every ten threes {10 * wrong / many:.2f}, "
        f"with the unread {10 * (wrong + unread) / many:.2f}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
