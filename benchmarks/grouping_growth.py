"""Grouping from a thousand to a hundred thousand articles: articles per second, memory, and how both grow.

    python benchmarks/grouping_growth.py --shared ../shared [--most 100000]

Articles are those of ``recombined.py``, as a desk's feeds bring them. Beside each size, in the same run: how long it
takes only to read the words of the same articles (the peer). Each size runs in a process of its own.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from itertools import islice
from pathlib import Path

from recombined import articles

SEED = 7
SIZES = (1_000, 3_000, 10_000, 30_000, 100_000)


def one(stories: Path, number: int) -> dict[str, float]:
    """One size, measured in this process."""
    from rashomon.group import Item, group
    from rashomon.group.terms import terms

    items = [Item(m.id, m.title, m.text, m.published) for m in islice(articles(stories, SEED), number)]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    for item in items:
        terms(item.title, item.text)
    words = time.process_time() - start
    start = time.process_time()
    found = group(items)
    took = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {
        "articles": number,
        "stories": len(found),
        "per_second": number / took,
        "to_reading": took / words,
        "mib": (peak - before) / 1024,
    }


def main() -> None:
    """Print a line a size."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--most", type=int, default=SIZES[-1])
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    stories = given.shared / "data" / "stories"
    if given.one:
        print(json.dumps(one(stories, given.one)))
        return
    for size in (s for s in SIZES if s <= given.most):
        command = [sys.executable, __file__, "--shared", str(given.shared), "--one", str(size)]
        alone = os.environ | {"OPENBLAS_NUM_THREADS": "1"}  # as the command line does
        row = json.loads(
            subprocess.run(command, check=True, capture_output=True, text=True, env=alone).stdout
        )
        print(
            f"{row['articles']:7} articles  {row['stories']:6} stories  {row['per_second']:6.0f} articles per "
            f"CPU-second  {row['to_reading']:5.2f} x reading their words  {row['mib']:6.0f} MiB",
            flush=True,
        )


if __name__ == "__main__":
    main()
