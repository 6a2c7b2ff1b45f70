"""Time expressions on TimeML gold (TimeBank, AQUAINT, WikiWars): spans, values, and time beside dateparser's search.

    python evals/dates.py ../shared/data [--errors] [--dateparser PYTHON]

Gold is read and scored by ``measure/score_timex.py`` of the reference data: strict F1, the same start and end; relaxed
F1, one to one, any shared character; value F1, relaxed pairs of the same TIMEX3 value. The text is the character content
of the TEXT element; the creation time is given as the published date. Beside every figure stands its 95 % interval over
documents, by a seeded bootstrap. Parts are drawn by seeds from the sorted names: the third of TimeBank not read since the
second round of work on the rules, and the third of AQUAINT that was read since the third, its other two thirds never.
``--errors`` lists the differences of the parts that were read, and of no other. ``--dateparser`` names a Python that
has the library: its ``search_dates`` then reads the same sentences as we do, timed alone.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import random
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from rashomon.annotate import dates
from rashomon.annotate.parse import parse
from rashomon.model import Article, Block, Parse

Row = dict[str, Any]
FIGURES = ("strict", "relaxed", "value")
FOLDERS = {
    "TimeBank": "tempeval3/TBAQ-cleaned/TimeBank",
    "AQUAINT": "tempeval3/TBAQ-cleaned/AQUAINT",
    "WikiWars": "wikiwars/tml",
}
# Seed and name of the third drawn of a folder, name of the rest.
THIRDS = {"TimeBank": (404, "unread", "read"), "AQUAINT": (20261125, "read", "unread")}
WHOLLY_READ = frozenset({"WikiWars"})
SAMPLES, SAMPLE_SEED = 1000, 7
TIMED = 300  # sentences read by both for their speed

DATEPARSER = """
import json, sys, time
try:
    from dateparser.search import search_dates
except ImportError:
    sys.exit(f"no dateparser in {sys.executable}: {sys.executable} -m pip install dateparser")
texts = json.load(sys.stdin)
search_dates("on 1 May 2020", languages=["en"])
before = time.process_time()
for text in texts:
    search_dates(text, languages=["en"])
print(time.process_time() - before)
"""


@dataclass(frozen=True, slots=True)
class Document:
    """A document with its gold and what was found in it."""

    article: Article
    parsed: Parse
    gold: Row
    found: Row


def measure(name: str, data: Path) -> ModuleType:
    """A scorer of the reference data."""
    path = data.resolve().parent / "measure" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None or not path.is_file():
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def as_article(name: str, text: str, published: str | None) -> Article:
    """The text alone, a body block a paragraph."""
    blocks: list[Block] = []
    at = 0
    for part in text.split("\n\n"):
        if part.strip():
            start = at + len(part) - len(part.lstrip())
            blocks.append(Block(start, start + len(part.strip()), "body"))
        at += len(part) + 2
    day = published[:10] if published else None
    return Article(
        name, None, None, (), None, day, "day" if day else None, "en", text, "0" * 64, tuple(blocks), name
    )


def read(folder: Path, scorer: ModuleType) -> list[Document]:
    """Every document of a folder, in the order of their names."""
    documents = []
    for path in sorted(folder.rglob("*.tml")):
        text, gold = scorer.convert(path)
        article = as_article(gold["doc"], text, gold["published"])
        parsed = parse(article)
        mentions = dates.find(article, parsed)
        rows = [{"span": [m.span.start, m.span.end], "value": m.value} for m in mentions]
        documents.append(Document(article, parsed, gold, {"doc": gold["doc"], "dates": rows}))
    return documents


def parts(name: str, documents: Sequence[Document]) -> dict[str, list[Document]]:
    """The whole and its named parts."""
    whole = {"all": list(documents)}
    if name not in THIRDS:
        return whole
    seed, drawn, rest = THIRDS[name]
    names = sorted(d.article.id for d in documents)
    third = set(random.Random(seed).sample(names, len(names) // 3))
    return whole | {
        drawn: [d for d in documents if d.article.id in third],
        rest: [d for d in documents if d.article.id not in third],
    }


def figures(documents: Sequence[Document], scorer: ModuleType) -> dict[str, float]:
    """F1 of spans and values."""
    got = scorer.score([d.gold for d in documents], [d.found for d in documents])
    return {key: got[key] for key in FIGURES}


def intervals(documents: Sequence[Document], scorer: ModuleType) -> dict[str, tuple[float, float]]:
    """95 % intervals of the figures over documents drawn with replacement."""
    counts = []
    for d in documents:
        got = scorer.score([d.gold], [d.found])
        total = got["gold"] + got["predicted"]
        counts.append((total, *(got[key] * total / 2 for key in FIGURES)))
    drawer = random.Random(SAMPLE_SEED)
    drawn: dict[str, list[float]] = {key: [] for key in FIGURES}
    for _ in range(SAMPLES):
        total, *hits = (sum(column) for column in zip(*drawer.choices(counts, k=len(counts)), strict=True))
        for key, hit in zip(FIGURES, hits, strict=True):
            drawn[key].append(2 * hit / total if total else 0.0)
    edge = SAMPLES // 40
    return {key: (sorted(values)[edge], sorted(values)[-edge - 1]) for key, values in drawn.items()}


def gate(data: Path) -> Mapping[str, float]:
    """The figures on all of TimeBank and AQUAINT together."""
    scorer = measure("score_timex", data)
    documents = [d for name in THIRDS for d in read(data / FOLDERS[name], scorer)]
    return figures(documents, scorer)


def speed(documents: Sequence[Document], python: str) -> None:
    """Processor time on the same sentences, ours without and with the parser, and dateparser's search."""
    texts = [
        d.article.text[s.start : s.end] for d in documents for s in d.parsed.sentences if s.end - s.start > 20
    ]
    texts = random.Random(SAMPLE_SEED).sample(texts, min(TIMED, len(texts)))
    articles = [as_article("x", text, "2024-06-20") for text in texts]
    parse(articles[0])  # loads the model, which is not counted
    started = time.process_time()
    parsed = [parse(a) for a in articles]
    parsing = time.process_time() - started
    for article, one in zip(articles[:20], parsed[:20], strict=True):
        dates.find(article, one)  # both sides are warm before they are timed
    started = time.process_time()
    for article, one in zip(articles, parsed, strict=True):
        dates.find(article, one)
    ours = time.process_time() - started
    run = subprocess.run(
        [python, "-c", DATEPARSER], input=json.dumps(texts), capture_output=True, text=True, check=False
    )
    if run.returncode:
        print(run.stderr.strip().splitlines()[-1])
        return
    theirs = float(run.stdout)
    print(
        f"{len(texts)} sentences: rashomon {ours:.3f} CPU-s, its parser {parsing:.3f}, dateparser {theirs:.3f}"
    )
    print(f"dateparser / rashomon {theirs / ours:.1f}, with the parser {theirs / (ours + parsing):.1f}")


def main() -> int:
    """Print a line a part."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("data", type=Path, help="the folder of reference data")
    parser.add_argument("--errors", action="store_true", help="list differences of the parts that were read")
    parser.add_argument("--dateparser", metavar="PYTHON", help="a Python with dateparser, timed beside")
    options = parser.parse_args()
    scorer = measure("score_timex", options.data)
    timed: list[Document] = []
    for name, folder in FOLDERS.items():
        documents = read(options.data / folder, scorer)
        timed = timed or documents
        for part, chosen in parts(name, documents).items():
            got, around = figures(chosen, scorer), intervals(chosen, scorer)
            shown = "  ".join(
                f"{key} {got[key]:.3f} [{around[key][0]:.3f}, {around[key][1]:.3f}]" for key in FIGURES
            )
            print(f"{name:9s}{part:7s}{len(chosen):4d} documents  {shown}", flush=True)
            if options.errors and (part == "read" or name in WHOLLY_READ):
                for document in chosen:
                    _print_errors(document)
    if options.dateparser:
        speed(timed, options.dateparser)
    else:
        print("speed: not measured; --dateparser PYTHON names a Python with `pip install dateparser`")
    return 0


def _print_errors(document: Document) -> None:
    text = document.article.text
    sides = [{(*d["span"], d["value"]) for d in row["dates"]} for row in (document.gold, document.found)]
    for start, end, value in sorted(sides[0] ^ sides[1], key=lambda t: (t[0], t[1], str(t[2]))):
        side = "-" if (start, end, value) in sides[0] else "+"
        shown = " ".join(text[max(0, start - 40) : end + 30].split())
        print(f"{document.article.id} {side} {' '.join(text[start:end].split())!r} {value}  … {shown}")


if __name__ == "__main__":
    sys.exit(main())
