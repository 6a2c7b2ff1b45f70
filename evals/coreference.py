"""Whom pronouns and descriptions mean, on mentions of the BASIL stories labelled by hand.

    python evals/coreference.py ../shared/data/stories/basil.jsonl

The sample was drawn at random from every third article and labelled before anything was run on it; a case holds
offsets and a checksum, no text. ``antecedent`` is a name of the person or body that is meant, null where the mention
names nobody who has a name in the article. Prints, per kind of mention: how many were answered, how many of those
rightly, how many of the nameable were found.
"""

from __future__ import annotations

import hashlib
import json
import random
import sys
from collections.abc import Sequence
from pathlib import Path

from rashomon.annotate import entities
from rashomon.annotate.parse import parse
from rashomon.model import Article, Block, Entity

CASES = Path(__file__).parent / "cases" / "coreference.jsonl"
# Bootstrap over articles: resamples and the share of them inside the interval.
RESAMPLES, INSIDE = 1000, 0.95

Outcome = tuple[str, str, bool, bool, bool]  # article, kind of mention, nameable, answered, right


def as_article(row: dict[str, str]) -> Article:
    """The stored text alone, a body block a paragraph."""
    text = row["text"]
    blocks: list[Block] = []
    at = 0
    for part in text.split("\n\n"):
        if part.strip():
            start = at + len(part) - len(part.lstrip())
            blocks.append(Block(start, start + len(part.strip()), "body"))
        at += len(part) + 2
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Article(row["id"], None, None, (), None, None, None, "en", text, digest, tuple(blocks), row["id"])


def holder(found: Sequence[Entity], start: int, end: int, *, exact: bool) -> str | None:
    """The entity that has a mention at ``[start, end)``: of any form there exactly, or a name that overlaps it."""
    for entity in found:
        for m in entity.mentions:
            if exact and m.form != "name" and m.start <= start and end <= m.end and m.end - end <= 1:
                return entity.id
            if not exact and m.form == "name" and m.start < end and start < m.end:
                return entity.id
    return None


def outcomes(path: Path) -> list[Outcome]:
    """One row per case whose article is in the file and unchanged."""
    rows = {row["id"]: row for row in map(json.loads, path.read_text(encoding="utf-8").splitlines())}
    cases = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]
    ready: dict[str, tuple[Entity, ...]] = {}
    results: list[Outcome] = []
    for case in cases:
        row = rows.get(case["article"])
        if row is None or hashlib.sha256(row["text"].encode()).hexdigest() != case["sha256"]:
            print(f"skipped: {case['article']} is not in the file as it was labelled", file=sys.stderr)
            continue
        if case["article"] not in ready:
            article = as_article(row)
            ready[case["article"]] = entities.find(article, parse(article))
        found = ready[case["article"]]
        answer = holder(found, *case["mention"], exact=True)
        gold = holder(found, *case["antecedent"], exact=False) if case["antecedent"] else None
        right = answer is not None and answer == gold
        results.append(
            (case["article"], case["kind"], case["antecedent"] is not None, answer is not None, right)
        )
        if "-v" in sys.argv and (right is not (case["antecedent"] is not None) or (answer and not right)):
            names = {e.id: e.name for e in found}
            s, e = case["mention"]
            print(
                f"  {case['article']} {case['kind']} [{s}, {e}): {names.get(answer or '')} for {names.get(gold or '')}"
            )
    return results


def ratio(rows: Sequence[Outcome], of: int) -> tuple[float, int, int]:
    """Share right among those answered (``of`` 3) or nameable (``of`` 2), with the counts."""
    base = [r for r in rows if r[of]]
    right = sum(r[4] for r in base)
    return (right / len(base) if base else 0.0), right, len(base)


def main() -> None:
    path = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data/stories/basil.jsonl")
    if not path.exists():
        sys.exit(f"{path} is not there: give the path of the stories file")
    rows = outcomes(path)
    for kind in (*sorted({r[1] for r in rows}), "all"):
        some = [r for r in rows if kind in ("all", r[1])]
        p, right, answered = ratio(some, 3)
        r, _, nameable = ratio(some, 2)
        print(
            f"{kind:8} n={len(some):3}  precision {p:.3f} ({right}/{answered})  recall {r:.3f} ({right}/{nameable})"
        )
    accurate = [x[4] or (not x[2] and not x[3]) for x in rows]
    print(f"accuracy {sum(accurate) / len(accurate):.3f} (open where it should be open counts as right)")
    chance = random.Random(0)
    documents = sorted({r[0] for r in rows})
    samples: list[float] = []
    for _ in range(RESAMPLES):
        drawn = [chance.choice(documents) for _ in documents]
        samples.append(ratio([r for d in drawn for r in rows if r[0] == d], 3)[0])
    samples.sort()
    low, high = (samples[int(len(samples) * q)] for q in ((1 - INSIDE) / 2, (1 + INSIDE) / 2))
    print(
        f"precision, {INSIDE:.0%} bootstrap interval over {len(documents)} articles: {low:.3f} to {high:.3f}"
    )


if __name__ == "__main__":
    main()
