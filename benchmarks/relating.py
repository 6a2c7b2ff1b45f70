"""Speed of the relation model: one pair a call, all pairs in one call, in two threads; the results must be the same.

    python benchmarks/relating.py [--shared ../shared] [--statements 12]

All pairs of some sentences of one real story, so that each statement stands in many pairs, as it does in an alignment.
Printed are pairs a second of the clock and of the processor. The weights read one pair at a time whatever is asked:
their activations are quantised over the whole input, so that company or padding would change a result. Exit status 1
when any way of asking changes a result.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import combinations
from pathlib import Path

from rashomon.annotate.sentences import split
from rashomon.models.relation import Pair, Relation, load_relater, relate

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "evals"))
from points import stories

ROOT = Path(__file__).resolve().parent.parent


def statements(path: Path, count: int) -> list[str]:
    """The first sentences of the first story, whatever their length."""
    rows = next(iter(stories(path).values()))
    found = [s.of(r["text"]) for r in rows for s in split(r["text"], 0, len(r["text"]))]
    return list(dict.fromkeys(found))[:count]


def in_two(pairs: Sequence[Pair]) -> list[Relation]:
    """Each half in a thread of its own."""
    half = len(pairs) // 2
    with ThreadPoolExecutor(2) as pool:
        return [r for part in pool.map(relate, (pairs[:half], pairs[half:])) for r in part]


def main() -> int:
    """Measure, print, and say whether all ways agree."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--statements", type=int, default=12)
    options = parser.parse_args()
    path = options.shared / "data" / "stories" / "basil.jsonl"
    if not path.exists():
        print(f"no {path}; nothing was measured")
        return 0
    texts = statements(path, options.statements)
    pairs = [Pair(a, b) for a, b in combinations(texts, 2)]
    relater = load_relater()
    relater.relate(pairs[0])
    words = sum(len(t.split()) for t in texts) / len(texts)
    print(f"{len(texts)} statements of {words:.0f} words, {len(pairs)} pairs")
    ways: dict[str, Callable[[Sequence[Pair]], list[Relation]]] = {
        "one pair a call": lambda some: [relater.relate(p) for p in some],
        "all in one call": relate,
        "in two threads": in_two,
    }
    found = []
    for name, way in ways.items():
        wall, start = time.perf_counter(), time.process_time()
        found.append(way(pairs))
        wall, used = time.perf_counter() - wall, time.process_time() - start
        print(f"  {name:<18}{len(pairs) / wall:>8.1f} a second{len(pairs) / used:>8.1f} a processor second")
    same = all(f == found[0] for f in found)
    print(f"  results: {'the same' if same else 'DIFFERENT'}")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
