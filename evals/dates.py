"""Time expressions on TimeML gold (TimeBank, AQUAINT, TempEval-3 Platinum, WikiWars): spans and values.

    python evals/dates.py ../shared/data/tempeval3/TBAQ-cleaned/TimeBank [MORE_FOLDERS …] [--errors]

The text is the character content of the TEXT element; the creation time is given as the published date. strict F1: the
same start and end. relaxed F1: one to one, any shared character, greedy by overlap. value F1: relaxed pairs whose
TIMEX3 value is the same string. Micro over all documents. TimeBank was read while the rules were written, AQUAINT and
Platinum were not.
"""

from __future__ import annotations

import sys
import time
import xml.etree.ElementTree as ET
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from rashomon.annotate import dates
from rashomon.annotate.parse import parse
from rashomon.model import Article, Block

Timex = tuple[int, int, str | None]  # start, end, value


@dataclass(frozen=True, slots=True)
class Document:
    """One gold document."""

    name: str
    text: str
    published: str | None
    gold: tuple[Timex, ...]


def read(path: Path) -> Document:
    """A TimeML file."""
    root = ET.parse(path).getroot()
    created = root.find("DCT/TIMEX3")
    pieces: list[str] = []
    gold: list[Timex] = []

    def walk(node: ET.Element) -> None:
        start = sum(map(len, pieces))
        if node.text:
            pieces.append(node.text)
        for child in node:
            walk(child)
            if child.tail:
                pieces.append(child.tail)
        if node.tag == "TIMEX3":
            gold.append((start, sum(map(len, pieces)), node.get("value")))

    body = root.find("TEXT")
    if body is None:
        raise ValueError(f"{path}: no TEXT")
    walk(body)
    published = created.get("value") if created is not None else None
    return Document(path.stem, "".join(pieces), published, tuple(gold))


def as_article(document: Document) -> Article:
    """The text alone, a body block a paragraph."""
    blocks: list[Block] = []
    at = 0
    for part in document.text.split("\n\n"):
        if part.strip():
            start = at + len(part) - len(part.lstrip())
            blocks.append(Block(start, start + len(part.strip()), "body"))
        at += len(part) + 2
    published = document.published[:10] if document.published else None
    return Article(
        document.name, None, None, (), None, published, "day" if published else None, "en", document.text, "0" * 64,
        tuple(blocks), document.name,
    )  # fmt: skip


def score(gold: tuple[Timex, ...], found: tuple[Timex, ...]) -> Counter[str]:
    """Hits of one document: strict, relaxed, value."""
    hits: Counter[str] = Counter(gold=len(gold), found=len(found))
    hits["strict"] = len({(s, e) for s, e, _ in gold} & {(s, e) for s, e, _ in found})
    pairs = sorted(
        ((min(a[1], b[1]) - max(a[0], b[0]), i, j) for i, a in enumerate(gold) for j, b in enumerate(found)),
        reverse=True,
    )
    ours: set[int] = set()
    theirs: set[int] = set()
    for overlap, i, j in pairs:
        if overlap > 0 and i not in theirs and j not in ours:
            theirs.add(i)
            ours.add(j)
            hits["relaxed"] += 1
            hits["value"] += gold[i][2] == found[j][2]
    return hits


def main(arguments: list[str]) -> int:
    """Print a line a folder."""
    errors = "--errors" in arguments
    folders = [Path(a) for a in arguments if not a.startswith("--")]
    if not folders:
        print(__doc__)
        return 2
    for folder in folders:
        total: Counter[str] = Counter()
        spent = 0.0
        for path in sorted(folder.rglob("*.tml")):
            document = read(path)
            article = as_article(document)
            parsed = parse(article)
            before = time.process_time()
            found = tuple((m.span.start, m.span.end, m.value) for m in dates.find(article, parsed))
            spent += time.process_time() - before
            total += score(document.gold, found)
            if errors:
                _print_errors(document, found)
        figures = (
            2 * total[k] / max(1, total["gold"] + total["found"]) for k in ("strict", "relaxed", "value")
        )
        strict, relaxed, value = figures
        print(
            f"{folder.name:12s} gold {total['gold']:5d}  found {total['found']:5d}  strict {strict:.3f}  "
            f"relaxed {relaxed:.3f}  value {value:.3f}  ({spent:.2f} CPU-s without parsing)"
        )
    return 0


def _print_errors(document: Document, found: tuple[Timex, ...]) -> None:
    for start, end, value in sorted(set(document.gold) ^ set(found), key=lambda t: t[:2]):
        side = "-" if (start, end, value) in document.gold else "+"
        shown = " ".join(document.text[max(0, start - 40) : end + 30].split())
        print(f"{document.name} {side} {' '.join(document.text[start:end].split())!r} {value}  … {shown}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
