"""Time expressions on TimeML gold (TimeBank, AQUAINT, WikiWars): spans and values.

    python evals/dates.py ../shared/data/tempeval3/TBAQ-cleaned/TimeBank [MORE_FOLDERS …] [--held] [--errors]

Gold is read and scored by ``measure/score_timex.py`` of the reference data, beside the repository: strict F1, the same
start and end; relaxed F1, one to one, any shared character; value F1, relaxed pairs of the same TIMEX3 value. The text is
the character content of the TEXT element; the creation time is given as the published date. TimeBank and WikiWars were
read while the rules were written, AQUAINT never was. ``--held`` prints the documents of a third drawn by a seed apart
from the rest: they were scored, not read, in the second round of work on the rules.
"""

from __future__ import annotations

import importlib.util
import random
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from rashomon.annotate import dates
from rashomon.annotate.parse import parse
from rashomon.model import Article, Block

MEASURES = Path(__file__).resolve().parents[2] / "shared" / "measure"
SEED = 404
Row = dict[str, Any]


def measure(name: str) -> ModuleType:
    """A scorer of the reference data."""
    spec = importlib.util.spec_from_file_location(name, MEASURES / f"{name}.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(MEASURES / f"{name}.py")
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


def main(arguments: Sequence[str]) -> int:
    """Print a line a folder or part."""
    folders = [Path(a) for a in arguments if not a.startswith("--")]
    if not folders:
        print(__doc__)
        return 2
    scorer = measure("score_timex")
    for folder in folders:
        gold: list[Row] = []
        found: list[Row] = []
        texts: list[str] = []
        spent = 0.0
        for path in sorted(folder.rglob("*.tml")):
            text, row = scorer.convert(path)
            article = as_article(row["doc"], text, row["published"])
            parsed = parse(article)
            before = time.process_time()
            mentions = dates.find(article, parsed)
            spent += time.process_time() - before
            gold.append(row)
            texts.append(text)
            found.append(
                {
                    "doc": row["doc"],
                    "dates": [{"span": [m.span.start, m.span.end], "value": m.value} for m in mentions],
                }
            )
        parts = {folder.name: set(range(len(gold)))}
        if "--held" in arguments:
            names = [row["doc"] for row in gold]
            held = set(random.Random(SEED).sample(sorted(names), len(names) // 3))
            parts = {
                "read": {i for i, n in enumerate(names) if n not in held},
                "held": {i for i, n in enumerate(names) if n in held},
            }
        for name, chosen in parts.items():
            got = scorer.score([gold[i] for i in sorted(chosen)], [found[i] for i in sorted(chosen)])
            shown = "  ".join(
                f"{k} {v:.3f}" if isinstance(v, float) else f"{k} {v:5d}" for k, v in got.items()
            )
            print(f"{name:12s} {shown}")
            if "--errors" in arguments and name != "held":
                for i in sorted(chosen):
                    _print_errors(texts[i], gold[i], found[i])
        print(f"{folder.name:12s} {spent:.2f} CPU-s without parsing")
    return 0


def _print_errors(text: str, gold: Row, found: Row) -> None:
    sides = [{(*d["span"], d["value"]) for d in row["dates"]} for row in (gold, found)]
    for start, end, value in sorted(sides[0] ^ sides[1], key=lambda t: (t[0], t[1], str(t[2]))):
        side = "-" if (start, end, value) in sides[0] else "+"
        shown = " ".join(text[max(0, start - 40) : end + 30].split())
        print(f"{gold['doc']} {side} {' '.join(text[start:end].split())!r} {value}  … {shown}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
