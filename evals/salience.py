"""Salience on stories of three short reports and a neutral summary: do the rows that a summary needs stand first?

    python evals/salience.py NEUS_FOLDER [--stories N] [--cache FOLDER]

NEUS_FOLDER holds `val.source` and `val.target`. N stories are drawn by seed, half to choose weights by, half to report.
A row is needed when NEEDED of the content words of its shortest cell stand in the neutral headline and summary, which
the program never sees. For each story: the area under the ROC curve of the rows by salience (0.5 is chance, stories
without both kinds are left out), and the share of needed rows among the first five. Beside it: what the same rows give
in the order of one of its parts alone, and in no order. A bootstrap over stories gives 95 %.
"""

from __future__ import annotations

import argparse
import pickle
import random
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from rashomon.compare.context import Context
from rashomon.compare.salience import Prominence, prominence, weighed
from rashomon.lang import entries
from rashomon.model import Alignment
from rashomon.words import bare, words

SEED = 7
NEEDED = 0.5
FIRST = 5
Row = tuple[Prominence, bool]


def stories(
    folder: Path, size: int, among: Callable[[int], bool] = lambda _: True, seed: int = SEED
) -> list[tuple[str, list[tuple[str, str]], str]]:
    """Name, (headline, text) of each report, and the neutral summary with its headline, of stories drawn by seed
    ``among`` those whose number is right."""
    source, target = (
        [line for line in (folder / f"val.{end}").read_text("utf-8").split("\n") if line.strip()]
        for end in ("source", "target")
    )
    if len(source) != len(target):
        sys.exit(f"{len(source)} stories and {len(target)} summaries")
    found = []
    for n in sorted(random.Random(seed).sample([n for n in range(len(source)) if among(n)], size)):
        reports = []
        for part in source[n].split("[SEP]"):
            title, _, text = part.partition("ARTICLE=>")
            title = title.replace("TITLE=>", "").strip().rstrip(".")
            if title and text.strip():
                reports.append((title, text.strip()))
        found.append((f"n{n:03}", reports, re.sub(r"TITLE=>|ARTICLE=>", " ", target[n])))
    return found


def aligned(name: str, reports: Sequence[tuple[str, str]], cache: Path | None) -> Alignment:
    from gate import article_of

    from rashomon.align import align
    from rashomon.annotate import annotate
    from rashomon.models import load_encoder
    from rashomon.pipeline import numbered_on

    kept = cache / f"{name}.pkl" if cache else None
    if kept and kept.exists():
        return pickle.loads(kept.read_bytes())  # type: ignore[no-any-return]
    articles = [
        article_of(
            {"id": f"{name}_{k}", "title": title, "text": text, "outlet": f"outlet {k}", "published": ""}, k
        )
        for k, (title, text) in enumerate(reports, start=1)
    ]
    made = align(numbered_on([annotate(a) for a in articles]), load_encoder())
    if kept:
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(pickle.dumps(made))
    return made


def content(text: str) -> set[str]:
    return {w for w in (bare(s.of(text)) for s in words(text)) if w not in entries("function_words")}


def rows_of(told: Alignment, summary: str) -> list[Row]:
    context, wanted = Context(told), content(summary)
    found = []
    for row in told.rows:
        cells = [content(context.words(context.claims[c])) for _, ids in row.cells for c in ids]
        shortest = min((c for c in cells if c), key=len, default=set())
        needed = bool(shortest) and len(shortest & wanted) >= NEEDED * len(shortest)
        found.append((prominence(context, row), needed))
    return found


Score = Callable[[Prominence], float]


def area(rows: Sequence[Row], score: Score) -> float | None:
    good = [score(p) for p, needed in rows if needed]
    rest = [score(p) for p, needed in rows if not needed]
    if not good or not rest:
        return None
    return sum((g > r) + 0.5 * (g == r) for g in good for r in rest) / (len(good) * len(rest))


def first(rows: Sequence[Row], score: Score) -> float:
    """Expected share of needed rows among the first five; equal scores share their places evenly."""
    ranked = sorted(rows, key=lambda r: -score(r[0]))[:FIRST]
    last = score(ranked[-1][0])
    above = [r for r in rows if score(r[0]) > last]
    level = [r for r in rows if score(r[0]) == last]
    left = len(ranked) - len(above)
    return (sum(n for _, n in above) + left * sum(n for _, n in level) / len(level)) / len(ranked)


def mean(values: Sequence[float]) -> float:
    return sum(values) / max(1, len(values))


def interval(values: Sequence[float]) -> str:
    draw = random.Random(SEED)
    means = sorted(mean(draw.choices(values, k=len(values))) for _ in range(1000))
    return f"[{means[25]:.3f}, {means[974]:.3f}]"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--stories", type=int, default=60)
    parser.add_argument("--cache", type=Path, help="a folder for the alignments, to weigh them again")
    parser.add_argument(
        "--search", action="store_true", help="weights on a grid, on the half they are chosen by"
    )
    options = parser.parse_args()
    read = [
        (name, rows_of(aligned(name, reports, options.cache), summary))
        for name, reports, summary in stories(options.folder, options.stories)
        if len(reports) > 1
    ]
    random.Random(SEED).shuffle(read)
    halves = {"chosen by": read[: len(read) // 2], "reported": read[len(read) // 2 :]}
    orders: dict[str, Score] = {
        "salience": lambda p: weighed(p),
        "place alone": lambda p: p.early,
        "outlets alone": lambda p: p.shared,
        "headline alone": lambda p: p.headline,
        "repetition alone": lambda p: p.repeated,
        "no order": lambda _: 0.0,
    }
    for half, part in halves.items():
        rows = sum(len(r) for _, r in part)
        needed = sum(n for _, r in part for _, n in r)
        print(f"{half}: {len(part)} stories, {rows} rows, {needed} needed")
        for name, score in orders.items():
            areas = [a for _, r in part if (a := area(r, score)) is not None]
            tops = [first(r, score) for _, r in part if r]
            if name == "salience":
                ours = areas
            gain = mean([a - b for a, b in zip(ours, areas, strict=True)])
            lead = (
                ""
                if name == "salience"
                else f"   salience leads by {gain:.3f} "
                + interval([a - b for a, b in zip(ours, areas, strict=True)])
            )
            print(
                f"  {name:18} AUC {mean(areas):.3f} {interval(areas)}   "
                f"first {FIRST} {mean(tops):.3f} {interval(tops)}{lead}"
            )
    if options.search:
        search(halves["chosen by"])


def search(part: Sequence[tuple[str, list[Row]]]) -> None:
    steps = [0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6]
    found = []
    for outlets in steps:
        for headline in steps:
            for early in steps:
                repeated = round(1 - outlets - headline - early, 2)
                if not 0 <= repeated <= 0.4:
                    continue

                def score(
                    p: Prominence, w: tuple[float, ...] = (outlets, headline, early, repeated)
                ) -> float:
                    return w[0] * p.shared + w[1] * p.headline + w[2] * p.early + w[3] * p.repeated

                areas = [a for _, r in part if (a := area(r, score)) is not None]
                tops = [first(r, score) for _, r in part if r]
                found.append((mean(areas), mean(tops), outlets, headline, early, repeated))
    for row in sorted(found, reverse=True)[:12]:
        print("  AUC {:.3f} first {:.3f}  outlets {} headline {} early {} repeated {}".format(*row))


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))
    main()
