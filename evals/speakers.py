"""Who speaks: the resolved speaker of labelled attributions against two readers' labels.

    python evals/speakers.py STORIES.jsonl [--read mend]
    python evals/speakers.py STORIES.jsonl --fresh

STORIES.jsonl holds the articles (`id`, `title`, `text`), the labels offsets alone, half-open, in Unicode code points of
`title`, a blank line, `text`. A label is of a kind: *named* (`names`: names of the speaker anywhere in the article;
`source`: what else stands for him beside the content), *anonymous* and *collective* (`source`: the words that say who),
or *none* (nobody is said to have said it). docs/labelling.md has the rules of labelling.

**Matching.** A labelled content belongs to the attribution of ours whose content overlaps it best by Jaccard of
characters, which must reach SAME or hold all of the labelled content; without one the answer is wrong.

**Right**, of a *named* speaker: the source's entity has a name where the label has one (the place of a pronoun or
description does not count: a wrong entity may hold it). Of an *anonymous* or *collective* one: the source's words
overlap the label's, and no entity is claimed that is not mentioned there itself. Accuracy is the share of right answers
among all labels but *none*. A *none* that is matched is a false attribution, and counted apart.

**Halves.** The articles are dealt into two halves by seed: *mend*, whose mistakes were read and mended, and *kept*, whose
mistakes nobody reads. ``--read`` prints the wrong answers of a half.

**Fresh.** ``--fresh`` scores labels of other articles instead, drawn and labelled before any score. Nobody reads their
mistakes, and there is no option that prints them.

**Beside it.** Floor: the person named last before the content begins. Peer: the name in the words of the source itself,
if they hold one; nothing is resolved.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rashomon.annotate import attributions, entities
from rashomon.annotate.parse import parse
from rashomon.model import Article, Attribution, Entity, Parse, Span

sys.path.insert(0, str(Path(__file__).parent))
from attribution import as_article

LABELS = Path(__file__).parent / "cases" / "speakers.jsonl"
AGAIN = Path(__file__).parent / "cases" / "speakers-again.jsonl"
FRESH = Path(__file__).parent / "cases" / "speakers-fresh.jsonl"
FRESH_AGAIN = Path(__file__).parent / "cases" / "speakers-fresh-again.jsonl"
SAME = 0.5  # Jaccard of characters from which two contents are the same; a matter of definition
SEED = 20261125  # of the halves

Label = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """What was made of one label: right by us, by the floor, by the peer; ``found`` is the matched attribution."""

    label: Label
    half: str
    found: Attribution | None
    right: bool
    floor: bool
    peer: bool


def labels(path: Path) -> list[dict[str, Any]]:
    """The labels of a file, one a line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def halves(rows: Sequence[Label]) -> dict[str, str]:
    """Article id to "mend" or "kept"."""
    known = sorted({r["article"] for r in rows})
    random.Random(SEED).shuffle(known)
    return {a: "mend" if n < len(known) / 2 else "kept" for n, a in enumerate(known)}


def characters(spans: Sequence[Span]) -> frozenset[int]:
    """The offsets that spans cover."""
    return frozenset(i for s in spans for i in range(s.start, s.end))


def matched(label: Label, found: Sequence[Attribution]) -> Attribution | None:
    """The attribution of ours that has the label's content."""
    wanted = characters([Span(*s) for s in label["content"]])
    best: tuple[float, Attribution] | None = None
    for a in found:
        ours = characters(a.content)
        like = len(wanted & ours) / len(wanted | ours)
        if (like >= SAME or wanted <= ours) and (best is None or like > best[0]):
            best = like, a
    return None if best is None else best[1]


def is_named(label: Label, entity: Entity | None) -> bool:
    """Whether an entity has a name where the label has one."""
    return entity is not None and any(
        Span(*n).overlaps(m.span) for m in entity.mentions if m.form == "name" for n in label["names"]
    )


def is_right(label: Label, span: Span | None, entity: Entity | None) -> bool:
    """Whether a source answers a label."""
    if label["kind"] == "named":
        return is_named(label, entity)
    said = [Span(*s) for s in label["source"]]
    claimed = entity is None or any(s.overlaps(m.span) for m in entity.mentions for s in said)
    return span is not None and claimed and any(s.overlaps(span) for s in said)


def answers(
    path: Path, rows: Sequence[Label], half: str | None = None, parsed: Callable[[Article], Parse] = parse
) -> Iterator[Answer]:
    """An answer for each label, those of one half if ``half`` says so. Raises SystemExit for another text."""
    texts = {r["id"]: f"{r['title']}\n\n{r['text']}" for r in labels(path)}
    dealt = halves(rows)
    for name in sorted(dealt):
        if half not in (None, dealt[name]):
            continue
        mine = [r for r in rows if r["article"] == name]
        if hashlib.sha256(texts.get(name, "").encode()).hexdigest() != mine[0]["sha256"]:
            raise SystemExit(f"{name}: not the text that was labelled")
        article = as_article(name, texts[name], titled=True)
        reading = parsed(article)
        known = entities.find(article, reading)
        found = attributions.find(article, reading, known)
        by_id = {e.id: e for e in known}
        names = sorted((m.start, e.id) for e in known for m in e.mentions if m.form == "name")
        people = [(at, by_id[e]) for at, e in names if by_id[e].kind == "person"]
        for row in mine:
            a = matched(row, found)
            span = None if a is None else a.source.span
            entity = None if a is None or a.source.entity is None else by_id[a.source.entity]
            before = [e for at, e in people if at < row["content"][0][0]]
            said = [
                by_id[e] for at, e in names if span is not None and span.start <= at < span.end
            ]  # the names in the source's own words
            yield Answer(
                row,
                dealt[name],
                a,
                a is not None and is_right(row, span, entity),
                is_right(row, None, before[-1] if before else None),
                a is not None and is_right(row, span, said[-1] if said else None),
            )


def shares(found: Sequence[Answer]) -> dict[str, float]:
    """Accuracy, floor and peer over the labels that are attributions, and the share of these that was matched."""
    true = [a for a in found if a.label["kind"] != "none"]
    return {
        "labels": float(len(true)),
        "accuracy": sum(a.right for a in true) / len(true),
        "matched": sum(a.found is not None for a in true) / len(true),
        "floor": sum(a.floor for a in true) / len(true),
        "peer": sum(a.peer for a in true) / len(true),
    }


def figures(path: Path) -> dict[str, float]:
    """What the gate holds: accuracy over all labels, and over the fresh ones."""
    sets = {"accuracy": LABELS, "fresh": FRESH}
    return {name: shares(list(answers(path, labels(cases))))["accuracy"] for name, cases in sets.items()}


def agreement(first: Sequence[Label], second: Sequence[Label]) -> tuple[float, float]:
    """Two readings of the same contents: the share with the same kind and the same speaker, and Cohen's kappa of the
    kinds. The same speaker: spans of the two overlap."""
    pairs = list(zip(first, second, strict=True))
    same = agreed = 0
    for a, b in pairs:
        spans = [[Span(*s) for s in (*r["names"], *r["source"])] for r in (a, b)]
        touch = any(x.overlaps(y) for x in spans[0] for y in spans[1])
        agreed += a["kind"] == b["kind"]
        same += a["kind"] == b["kind"] and (touch or a["kind"] == "none")
    one, two = Counter(a["kind"] for a, _ in pairs), Counter(b["kind"] for _, b in pairs)
    chance = sum(one[k] * two[k] for k in one) / len(pairs) ** 2
    return same / len(pairs), (agreed / len(pairs) - chance) / (1 - chance)


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("stories", type=Path)
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--read", choices=("mend", "kept"), help="print the wrong answers of a half")
    what.add_argument("--fresh", action="store_true", help="score the labels of the articles set aside")
    options = parser.parse_args()
    cases, again = (FRESH, FRESH_AGAIN) if options.fresh else (LABELS, AGAIN)
    rows = labels(cases)
    parts = ("all",) if options.fresh else ("mend", "kept", "all")
    return told(list(answers(options.stories, rows)), rows, labels(again), parts, options.read)


def told(
    found: Sequence[Answer],
    rows: Sequence[Label],
    again: Sequence[Label],
    parts: Sequence[str],
    read: str | None,
) -> int:
    """Print what the command promises."""
    for name in parts:
        part = [a for a in found if name in (a.half, "all")]
        print(
            name.ljust(6), *(f"{k} {v:.3f}" if k != "labels" else f"{v:.0f}" for k, v in shares(part).items())
        )
    for kind in ("named", "anonymous", "collective"):
        part = [a for a in found if a.label["kind"] == kind]
        print(kind.ljust(11), f"{len(part)} accuracy {shares(part)['accuracy']:.3f}")
    false = [a for a in found if a.label["kind"] == "none"]
    print(f"none {len(false)}: matched by an attribution of ours {sum(a.found is not None for a in false)}")
    share, kappa = agreement(rows, again)
    print(f"the labels and the second reading: same kind and speaker {share:.3f}, kappa of kinds {kappa:.3f}")
    for a in found:
        if a.half == read and not a.right and a.label["kind"] != "none":
            source = None if a.found is None else (a.found.source.span, a.found.source.entity)
            print(a.label["article"], a.label["content"], a.label["kind"], source)
    return 0


if __name__ == "__main__":
    sys.exit(main())
