"""The quality gate: every measure on the reference data against its floor.

    python evals/gate.py --data ../shared/data [--only NAME] [--raise] [--lower NAME]

A measure is a function from the data folder to named figures, one line in MEASURES. Floors stand in baseline.json.
A figure under its floor fails the gate; ``--raise`` writes better figures as the new floors, ``--lower NAME`` is the
only way down. Without the data nothing is measured, and the gate says so.
"""

from __future__ import annotations

import argparse
import json
import math
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rashomon.model import Article

Figures = Mapping[str, float]

BASELINE = Path(__file__).with_name("baseline.json")
EVENTS = 10  # of basil.jsonl, three real reports each
PROVED, ALTERED = 3, 100  # triples of basil.jsonl, and reports altered from them and the sample reports
PLANTED = 5  # copies of each corpus, one of them unedited


def stories(data: Path) -> Figures:
    """Whole comparisons of real events: the share that keeps every promise of the published format."""
    import jsonschema

    import rashomon
    from rashomon import codec, contract

    validator = jsonschema.Draft202012Validator(codec.schema())
    rows: dict[str, list[dict[str, str]]] = {}
    with (data / "stories" / "basil.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            rows.setdefault(row["story"], []).append(row)
    sound = done = 0
    for name in sorted(rows)[:EVENTS]:
        articles = [article_of(row, number) for number, row in enumerate(rows[name], start=1)]
        document = json.loads(rashomon.compare(articles).to_json())
        told = [*(e.message for e in validator.iter_errors(document)), *contract.problems(document)]
        for problem in told[:5]:
            print(f"    {name}: {problem}")
        done += 1
        sound += not told
    return {"compared": float(done), "sound": sound / done}


def article_of(row: Mapping[str, str], number: int) -> Article:
    """A row of the stories as the article it would be as a file: headline, empty line, text."""
    import rashomon

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "article.txt"
        file.write_text(f"{row['title']}\n\n{row['text']}", encoding="utf-8", newline="")
        article = rashomon.read(file, outlet=row["outlet"] or None, published=row["published"] or None)
    return replace(article, id=f"a{number}", origin=row["id"])  # not the passing file's name


def points(data: Path) -> Figures:
    """Shared points against the labels of four stories, which the thresholds were set on."""
    sys.path.insert(0, str(Path(__file__).parent))
    from points import figures

    return figures(data / "stories" / "basil.jsonl")


def attribution(data: Path) -> Figures:
    """PolNeAR's dev part by its scorer: F1 of content spans and of whole attributions."""
    sys.path.insert(0, str(Path(__file__).parent))
    from attribution import polnear

    scorer = data.parent / "measure" / "score_attribution.py"
    if not scorer.is_file():
        print(f"    no scorer at {scorer}; not measured")
        return {}
    with tempfile.TemporaryDirectory() as folder:
        gold = Path(folder) / "gold.jsonl"
        subprocess.run(
            [sys.executable, str(scorer), "gold", str(data / "polnear"), "dev", str(gold)],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        figures = polnear(data / "polnear" / "dev", gold, scorer)
    return {key: figures[key] for key in ("exact", "partial", "whole", "direct")}


def utterances(data: Path) -> Figures:
    """Quotations of the same words in two reports of one event, read by their marks: the share that is linked."""
    sys.path.insert(0, str(Path(__file__).parent))
    from utterances import figures

    return figures(data / "stories" / "basil.jsonl")


def speakers(data: Path) -> Figures:
    """The resolved speaker of labelled attributions: the share that is right."""
    sys.path.insert(0, str(Path(__file__).parent))
    from speakers import figures

    return figures(data / "stories" / "basil.jsonl")


def pages(data: Path) -> Figures:
    """Page to text on the article extraction benchmark: F1 by its metric, and quoted paragraphs that are not lost."""
    sys.path.insert(0, str(Path(__file__).parent))
    from extraction import figures

    return figures(data / "article-extraction-benchmark")


def dates(data: Path) -> Figures:
    """Time expressions on all of TimeBank and AQUAINT: F1 of spans, strict and relaxed, and of values."""
    sys.path.insert(0, str(Path(__file__).parent))
    from dates import gate

    if not (data.parent / "measure" / "score_timex.py").is_file():
        print(f"    no scorer in {data.parent / 'measure'}; not measured")
        return {}
    return gate(data)


def quantities(data: Path) -> Figures:
    """All 240 sentences of NewsQuant, most of them read: F1 of values, with units, with changes."""
    sys.path.insert(0, str(Path(__file__).parent))
    from quantities import counts, ours, scores

    rows = json.loads((data / "newsquant" / "NewsQuant.json").read_text(encoding="utf-8"))
    found, _, _ = ours([row["text"] for row in rows])
    return dict(zip(("value", "unit", "change"), scores(counts(rows, found)), strict=True))


def planted(data: Path) -> Figures:
    """A few planted conflicts of each kind in each corpus, and unedited copies: the share right, conflicts raised."""
    sys.path.insert(0, str(Path(__file__).parent))
    from planted import figures

    return figures([data / "stories" / name for name in ("basil.jsonl", "ecbplus.jsonl")], PLANTED)


def grouping(data: Path) -> Figures:
    """All reports at once to stories, each corpus against its events: B-cubed F1."""
    sys.path.insert(0, str(Path(__file__).parent))
    from grouping import figures

    return figures(data)


def proved(data: Path) -> Figures:
    """Reports as written that `verify` passes, altered ones that it refuses, and by the right rule."""
    sys.path.insert(0, str(Path(__file__).parent))
    from proved import figures

    stories, seeds = data / "stories" / "basil.jsonl", data.parent / "seeds"
    return figures(stories, seeds, triples=PROVED, mutations=ALTERED, pages=ALTERED)


def source(data: Path) -> Figures:
    """Planted quotations laid on their speech, of the events that nothing was set on: shares told and placed right."""
    sys.path.insert(0, str(Path(__file__).parent))
    from source import figures

    return figures(data / "stories" / "basil.jsonl", quiet=True)


# One line a measure: its name in baseline.json, and what measures it.
MEASURES: Mapping[str, Callable[[Path], Figures]] = {
    "stories": stories,
    "pages": pages,
    "points": points,
    "attribution": attribution,
    "speakers": speakers,
    "utterances": utterances,
    "dates": dates,
    "quantities": quantities,
    "planted": planted,
    "grouping": grouping,
    "proved": proved,
    "source": source,
}


def main() -> int:
    """Measure, compare with the floors, print a row a figure."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--data", type=Path, default=Path(__file__).resolve().parents[2] / "shared" / "data")
    parser.add_argument("--only", choices=sorted(MEASURES), help="one measure")
    parser.add_argument(
        "--raise", dest="up", action="store_true", help="write better figures as the new floors"
    )
    parser.add_argument(
        "--lower", choices=sorted(MEASURES), help="write this measure's figures, better or not"
    )
    options = parser.parse_args()
    if not options.data.is_dir():
        print(f"evals: no reference data at {options.data}; nothing was measured")
        return 0
    floors: dict[str, dict[str, float]] = json.loads(BASELINE.read_text("utf-8")) if BASELINE.exists() else {}
    failed = 0
    for name, measure in MEASURES.items():
        if options.only not in (None, name):
            continue
        start = time.perf_counter()
        figures = measure(options.data)
        print(f"{name}  ({time.perf_counter() - start:.0f} s)")
        held = floors.setdefault(name, {})
        for key, figure in figures.items():
            floor = held.get(key, -math.inf)
            low = figure < floor
            failed += low and options.lower != name
            print(f"  {key:<24}{figure:>9.3f}   floor {floor:>7.3f}{'   BELOW' if low else ''}")
            if options.lower == name or (options.up and not low):
                # Rounded down, so that the last digit's noise is no failure.
                held[key] = math.floor(figure * 1000) / 1000
    if options.up or options.lower:
        BASELINE.write_text(json.dumps(floors, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    print(
        f"evals: {'every figure at or above its floor' if not failed else f'{failed} figures below their floor'}"
    )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
