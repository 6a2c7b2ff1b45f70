"""A library as it grows: articles a second, file and memory; how all grow; and how long a search takes.

    python benchmarks/library.py --shared ../shared [--sizes 10000 20000 50000 100000] [--plot docs/grouping.svg]

Articles are those of ``recombined.py``, as a desk's feeds bring them. Added and grouped in published order in batches as
`rashomon library add` does, with a second process that sketches ahead, a line printed at each size: of the stretch since
the last one, articles a second by the clock (which a busy machine slows) and by the processor, of the first process and
of both together, and times what it takes to read the terms of an article alone, in the same run. At the end how well the
stories are those that were made (B-cubed). Searches are for words drawn by how many articles hold them, and for names;
p50 and p95 in milliseconds, p95 of the processor too, beside a lookup of one article by its number. With --plot growth
is drawn.
"""

from __future__ import annotations

import argparse
import gc
import os
import random
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "evals"))
from drawing import Series, diagram
from grouping import scorer
from recombined import OUTLETS, articles

from rashomon.library import Entry, Library, added
from rashomon.library.search import Filters, search, spelt
from rashomon.library.sketching import sketch
from rashomon.library.upkeep import check

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command line does, before numpy is imported
gc.set_threshold(100_000, 20, 100)  # as `library add` does

QUERIES = 60
SIZES = (10_000, 20_000, 50_000, 100_000)


def entries(stories: Path, seed: int, number: int) -> Iterator[tuple[Entry, int]]:
    """So many articles, each with its event."""
    for m in islice(articles(stories, seed), number):
        url = f"https://news.example/{m.id}"
        yield Entry(m.id, m.text, m.title, m.outlet, url, m.published, keyed=True), m.event


def timed(calls: list[Callable[[], object]]) -> tuple[float, float, float]:
    """p50 and p95 of the calls by the clock, and p95 by the processor, in milliseconds."""
    took, spent = [], []
    for call in calls:
        clock, start = time.perf_counter(), time.process_time()
        call()
        took.append(1000 * (time.perf_counter() - clock))
        spent.append(1000 * (time.process_time() - start))
    last = min(len(took) - 1, round(0.95 * len(took)))
    return sorted(took)[len(took) // 2], sorted(took)[last], sorted(spent)[last]


def spent() -> tuple[float, float]:
    """Seconds of processor time of this process, and of both."""
    own, others = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    mine = own.ru_utime + own.ru_stime
    return mine, mine + others.ru_utime + others.ru_stime


def grow(path: Path, stories: Path, sizes: list[int], seed: int) -> list[dict[str, float]]:
    """Add all, and tell at each size."""
    print(
        f"{'articles':>9} {'a second':>9} {'a CPU-s':>8} {'of both':>8} {'× terms alone':>14} {'bytes/article':>14} "
        f"{'peak MiB':>9} {'stories':>8} {'events':>8} {'p95 rare':>9} {'p95 common':>11}"
    )
    rows: list[dict[str, float]] = []
    made = entries(stories, seed, sizes[-1])
    event: dict[str, int] = {}
    done, total = 0, 0.0
    with Library(path, writable=True) as library:
        for size in sizes:
            part = list(islice(made, size - done))
            event |= {entry.id: number for entry, number in part}
            clock, (own, both) = time.perf_counter(), spent()
            for _ in added(library, (entry for entry, _ in part), ahead=True):
                pass
            clock = time.perf_counter() - clock
            own, both = spent()[0] - own, spent()[1] - both
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            start = time.process_time()
            sample = part[:: max(1, len(part) // 200)]
            for entry, _ in sample:
                sketch(entry.title, entry.text, entry.published)
            alone = (time.process_time() - start) / len(sample)
            done, total = size, total + both
            file = sum(f.stat().st_size for f in path.parent.glob(path.name + "*"))
            (count,) = library.db.execute("SELECT count(*) FROM story").fetchone()
            _, rare, common = drawn_words(library, random.Random(seed))
            p95 = [timed([partial(search, library, t) for t in terms])[1] for terms in (rare, common)]
            print(
                f"{done:9} {len(part) / clock:9.1f} {len(part) / own:8.1f} {len(part) / both:8.1f} "
                f"{both / len(part) / alone:14.2f} {file / done:14.0f} {memory:9.0f} {count:8} "
                f"{len(set(event.values())):8} {p95[0]:9.2f} {p95[1]:11.2f}",
                flush=True,
            )
            rows.append(
                {"articles": done, "processor time": total, "file": file, "memory": memory, "search": p95[1]}
            )
        found = dict(library.db.execute("SELECT id, story FROM article"))
        (links,) = library.db.execute("SELECT count(*) FROM link").fetchone()
    p, r, f1 = scorer(stories.parents[1] / "measure")(event, found)
    print(f"stories against events: P {p:.3f} R {r:.3f} F1 {f1:.3f}; {links / done:.1f} links an article")
    return rows


def growth(rows: list[dict[str, float]]) -> str:
    """Everything as times what it is at the first size, beside the number of articles."""
    first, last = rows[0], rows[-1]
    times = last["articles"] / first["articles"]
    names = {
        "processor time": "processor time",
        "file": "file",
        "memory": "peak memory",
        "search": "search p95, common",
    }
    series = [
        Series(title, [(row["articles"], row[name] / first[name]) for row in rows])
        for name, title in names.items()
    ]
    series.append(Series("the articles", [(first["articles"], 1.0), (last["articles"], times)], dashed=True))
    most = max(times, *(y for line in series for _, y in line.values))
    title = f"A library as it grows, {first['articles']:,.0f} articles = 1"
    return diagram(title, "articles", "times the first", series, most=(last["articles"], most * 1.05))


def drawn_words(library: Library, draw: random.Random) -> tuple[dict[str, int], list[str], list[str]]:
    """How many articles hold each word; words that few hold; those that most hold."""
    library.db.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.words USING fts5vocab (main, search, row)")
    counts = library.db.execute("SELECT term, doc FROM temp.words WHERE length(term) > 3").fetchall()
    rare = sorted(t for t, n in counts if 2 <= n <= 10)
    common = [t for t, _ in sorted(counts, key=lambda row: (-row[1], row[0]))[:QUERIES]]
    return dict(counts), draw.sample(rare, min(QUERIES, len(rare))), common


def named(library: Library) -> list[str]:
    """Put into the library what annotating would have found: of each article the names by which it is grouped, some
    ten; the commonest names. Annotating 10,000 articles takes hours, and a search sees only this of it."""
    counts: Counter[str] = Counter()
    with library.writing() as db:
        rows = db.execute("SELECT version, names FROM article JOIN vector ON article = number").fetchall()
        for version, names in rows:
            found = {spelt(n[2:]) for n in names.split("\n") if n.startswith("n")}
            counts.update(found)
            db.execute("INSERT INTO annotation (version, tool, made) VALUES (?, '', '')", (version,))
            db.executemany("INSERT INTO named VALUES (?, 0, ?)", [(version, n) for n in sorted(found)])
    return [name for name, _ in counts.most_common(QUERIES)]


def look(path: Path, seed: int) -> None:
    """Search for words that few, some and nearly all articles hold."""
    with Library(path, writable=True) as library:
        (count,) = library.db.execute("SELECT count(*) FROM article").fetchone()
        draw = random.Random(seed)
        plain = timed(
            [
                lambda n=n: library.db.execute("SELECT id FROM article WHERE number = ?", (n,)).fetchone()  # type: ignore[misc]
                for n in (draw.randint(1, count) for _ in range(200))
            ]
        )
        print(f"\n{'search':34} {'held by':>9} {'p50 ms':>8} {'p95 ms':>8} {'p95 CPU':>8}")
        print(f"{'one article by its number':34} {1:9} {plain[0]:8.2f} {plain[1]:8.2f} {plain[2]:8.2f}")
        held, rare, common = drawn_words(library, draw)
        for name, terms, options in (
            ("rare words", rare, {}),
            ("common words", common, {}),
            ("common words, best first", common, {"best": True}),
            ("common words, an outlet", common, {"filters": Filters(outlet=OUTLETS[0])}),
            ("common words, two days", common, {"filters": Filters(since="2024-07-01", until="2024-07-02")}),
            ("rare words, an outlet", rare, {"filters": Filters(outlet=OUTLETS[0])}),
            ("common words, an outlet that is none", common, {"filters": Filters(outlet="None")}),
            ("pairs of common words", [f"{a} {b}" for a, b in zip(common, common[1:], strict=False)], {}),
            ("phrases of common words", [f'"{a} {b}"' for a, b in zip(common, common[1:], strict=False)], {}),
        ):
            p50, p95, cpu = timed([lambda t=t, o=options: search(library, t, **o) for t in terms])  # type: ignore[misc]
            mean = sum(held.get(t, 0) for t in terms) // len(terms)
            print(f"{name:34} {mean or '':>9} {p50:8.2f} {p95:8.2f} {cpu:8.2f}", flush=True)
        who = named(library)
        for name, terms, filters in (
            ("a common name, no words", [""] * QUERIES, [Filters(entity=n) for n in who]),
            ("common words, a common name", common, [Filters(entity=n) for n in who]),
            ("common words, no such name", common, [Filters(speaker="Nobody Atall")] * QUERIES),
            ("no words, no such name", [""] * QUERIES, [Filters(speaker="Nobody Atall")] * QUERIES),
        ):
            p50, p95, cpu = timed(
                [partial(search, library, t, filters=f) for t, f in zip(terms, filters, strict=True)]
            )
            print(f"{name:34} {'':>9} {p50:8.2f} {p95:8.2f} {cpu:8.2f}", flush=True)
        report = check(library)
        print(
            f"\ncheck: {len(report.problems)} problems; {report.articles} articles, {report.stories} stories"
        )


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--plot", type=Path, help="write the growth as SVG")
    parser.add_argument("--seed", type=int, default=5)
    given = parser.parse_args()
    stories = given.shared / "data" / "stories"
    if not stories.is_dir():
        print(f"no {stories}: nothing to recombine")
        return
    sizes = sorted(given.sizes)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "library.sqlite"
        rows = grow(path, stories, sizes, given.seed)
        if given.plot:
            given.plot.write_text(growth(rows), encoding="utf-8")
        look(path, given.seed)


if __name__ == "__main__":
    main()
