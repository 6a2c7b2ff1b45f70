"""Conflicts planted in one side of hand-aligned pairs of passages of two outlets, found or not.

    python evals/planted_pairs.py ../shared/data/stories/basil.jsonl
        [--given pair|nothing] [--half tuned|kept|all] [--show]

Each edit that a pair names (docs/labelling.md, "Pairs for planting conflicts") is planted in the report of its left
passage, which is compared, whole, with the whole report of the right one: given the `pair`, each passage is made one
claim, the two are joined by hand, and the rules of conflicts alone are measured; given `nothing`, the alignment has to
find it first. Found: a conflict with a passage on the edited words (for a denial or an opposite on the left passage) and
one on the right passage. Right: its type is the edit's and it is a contradiction. Causes of misses are those of
evals/planted.py. An edit of which nothing that contradicts the old words is known (a word whose opposite stands in no
list) is counted as not planted.

A report is edited in several passages at once, each edit in a sentence of its own. Beside it a word diff (difflib) of
the two passages: it is given the find if one of its changed runs shows what was planted against the words that the right
passage has in its place, however many runs there are. "Unedited" counts the conflicts on two passages when nothing is
planted. Rules were written on `tuned`: the pairs of half of the events, drawn by a seed; the others are `kept`.
"""

from __future__ import annotations

import argparse
import difflib
import random
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

# What this file reads of its neighbour: the labels' files, and how a miss is explained and a table printed.
from planted import SEED, cause, half, table
from points_cases import cases

from rashomon.annotate.claims import hedged, negated
from rashomon.compare import compare as judge
from rashomon.ingest import read_bytes
from rashomon.model import Annotated, Article, Claim, Finding, Link, Passage, Point, Row, Span
from rashomon.models import load_encoder
from rashomon.pipeline import align, annotate, numbered_on
from rashomon.selftest import KINDS, Edit, Planted, right
from rashomon.selftest.plant import edited

CASES = Path(__file__).parent / "cases"


@dataclass(frozen=True)
class Case:
    """One edit of one pair; ``left`` and ``right`` are (report, span), ``edit`` is None where none is known."""

    left: tuple[str, Span]
    right: tuple[str, Span]
    kind: str
    span: Span
    edit: Edit | None


def read(row: Mapping[str, Any]) -> Article:
    """A report as the file it would be; the offsets of the labels are those of its text."""
    text = f"{row['title']}\n\n{row['text']}"
    got = read_bytes(text.encode(), row["id"], outlet=row["outlet"] or None, published=row["published"])
    if got.text != text:
        raise ValueError(f"{row['id']}: the text read is not the text given")
    return got


def planned(pairs: Sequence[Mapping[str, Any]], annotated: Mapping[str, Annotated]) -> Iterator[Case]:
    """Every edit of every pair."""
    for pair in pairs:
        (left, *span), (other, *where) = pair["left"], pair["right"]
        for n, row in enumerate(pair["edits"]):
            at = Span(*row["span"])
            draw = random.Random(f"{SEED} {pair['left']} {n}")
            edit = edited(annotated[left], row["kind"], at, draw)
            yield Case((left, Span(*span)), (other, Span(*where)), row["kind"], at, edit)


def rounds(found: Sequence[Case], annotated: Mapping[str, Annotated]) -> Iterator[list[Case]]:
    """The cases of two reports in groups that can be planted at once: no two in one sentence, nor in one passage."""
    waiting = list(found)
    while waiting:
        taken: list[Case] = []
        used: set[tuple[str, Span]] = set()
        for case in waiting:
            places = {
                (case.left[0], s) for s in annotated[case.left[0]].parse.sentences if s.overlaps(case.left[1])
            }
            places |= {
                (case.right[0], s)
                for s in annotated[case.right[0]].parse.sentences
                if s.overlaps(case.right[1])
            }
            if not places & used:
                used |= places
                taken.append(case)
        waiting = [c for c in waiting if c not in taken]
        yield taken


def changed(article: Article, edits: Sequence[Edit]) -> tuple[Article, Mapping[Edit, Span]]:
    """The report with edits, and where each stands in it."""
    text, at, places = "", 0, dict[Edit, Span]()
    for edit in sorted(edits, key=lambda e: e.span):
        text += article.text[at : edit.span.start]
        places[edit] = Span(len(text), len(text) + len(edit.new))
        text += edit.new
        at = edit.span.end
    text += article.text[at:]
    made = read_bytes(text.encode(), article.origin, outlet=article.outlet, published=article.published)
    if made.text != text:
        raise ValueError(f"{article.origin}: the edited text is not read as it was written")
    return replace(made, id=f"{article.id}-edited"), places


def moved(span: Span, edits: Sequence[Edit]) -> Span:
    """A span of the report where it stands in the edited one."""
    start = span.start + sum(len(e.new) - len(e.old) for e in edits if e.span.end <= span.start)
    return Span(start, span.end + sum(len(e.new) - len(e.old) for e in edits if e.span.start < span.end))


def on(comparison: Seen, one: Passage, other: Passage) -> list[Finding]:
    """The conflicts with a passage on each of two."""
    return [
        f
        for f in comparison.findings
        if f.kind == "conflict"
        and all(
            any(p.article == q.article and p.span.overlaps(q.span) for p in f.passages) for q in (one, other)
        )
    ]


def diffed(case: Case, texts: Mapping[str, str]) -> bool:
    """Whether a word diff of the two passages shows the edit: the new words against the old, or alone against none."""
    edit = case.edit
    assert edit is not None
    left, right = case.left[1], case.right[1]
    text = texts[case.left[0]]
    ours = (text[left.start : edit.span.start] + edit.new + text[edit.span.end : left.end]).split()
    theirs = right.of(texts[case.right[0]]).split()
    old, new = set(edit.old.split()), set(edit.new.split())
    for tag, a, b, c, d in difflib.SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        mine, other = " ".join(ours[a:b]), " ".join(theirs[c:d])
        if tag != "equal" and all(w in mine for w in new - old) and all(w in other for w in old - new):
            return True
    return False


@dataclass(frozen=True)
class Seen:
    """What of a comparison is looked at."""

    claims: tuple[Claim, ...]
    points: tuple[Point, ...]
    findings: tuple[Finding, ...]


def seen(first: Article, second: Article, joined: Sequence[tuple[Span, Span]]) -> Seen:
    """The comparison of two reports, pairs of passages made claims and joined beforehand."""
    read = numbered_on([annotate(first), annotate(second)])
    alignment = align(read, load_encoder())
    for n, spans in enumerate(joined):
        made = tuple(told(a, span, f"{a.article.id}-{n}") for a, span in zip(read, spans, strict=True))
        left, right = (c.id for c in made)
        row = Row(((first.id, (left,)), (second.id, (right,))), (Link(left, right, 1.0, "same", ()),), False)
        alignment = replace(
            alignment,
            articles=tuple(
                replace(a, claims=(*a.claims, c)) for a, c in zip(alignment.articles, made, strict=True)
            ),
            rows=(row, *alignment.rows),
        )
    found = judge(alignment)
    return Seen(tuple(c for a in alignment.articles for c in a.claims), found.points, found.findings)


def told(annotated: Annotated, passage: Span, id: str) -> Claim:
    """A passage as the one claim that it was aligned as: its predicate is the word that the rest hangs on."""
    parse = annotated.parse
    inside = {t.index: t for t in parse.within(passage.start, passage.end)}
    tops = [t.index for t in inside.values() if t.head not in inside or t.head == t.index]
    head = max(tops, key=lambda i: (len(set(parse.subtree(i)) & inside.keys()), -i))
    by = next((q.id for q in annotated.attributions for c in q.content if c.contains(passage)), None)
    return Claim(
        id=id,
        article=annotated.article.id,
        spans=(passage,),
        voice="attributed" if by else "outlet",
        attribution=by,
        negated=negated(parse, head, (passage,)),
        hedged=hedged(parse, head, (passage,)),
        role="body",
        predicate=head,
        sentence=parse.tokens[head].sentence,
    )


def _count(
    counts: Counter[str],
    comparison: Seen,
    case: Case,
    sides: tuple[Passage, Passage],
    texts: Mapping[str, str],
    *,
    show: bool,
) -> None:
    """Count what became of one planted edit, and show it when it was missed."""
    edit = case.edit
    assert edit is not None
    hit = on(comparison, *sides)
    ok = right(edit, hit)
    counts.update(
        planted=1,
        found=bool(hit),
        typed=any(f.type == edit.type for f in hit),
        right=ok,
        diff=diffed(case, texts),
    )
    if ok:
        return
    why = cause(comparison.claims, comparison.points, Planted(sides[0].article, edit, bool(hit), ok), *sides)
    counts[why] += 1
    if show:
        left, right_text = texts[case.left[0]], case.right[1].of(texts[case.right[0]])
        start, end = case.left[1].start, case.left[1].end
        marked = f"{left[start : edit.span.start]}[{edit.old}>{edit.new}]{left[edit.span.end : end]}"
        state = [(f.detector, f.type, f.judgement) for f in hit]
        print(
            f"  {why.upper()} {case.kind} {case.left[0][:8]} {marked} || {right_text} {state}".replace(
                "\n", "/"
            ),
            flush=True,
        )


def measured(
    pairs: Sequence[Mapping[str, Any]], rows: Mapping[str, Mapping[str, Any]], *, joined: bool, show: bool
) -> tuple[dict[str, Counter[str]], Counter[str]]:
    """Counts by kind; and what else is told: not planted, found before the edit."""
    total = {kind: Counter[str]() for kind in KINDS}
    other: Counter[str] = Counter()
    for together in sorted({(p["left"][0], p["right"][0]) for p in pairs}):
        mine = [p for p in pairs if (p["left"][0], p["right"][0]) == together]
        articles = {name: read(rows[name]) for name in together}
        annotated = {name: annotate(a) for name, a in articles.items()}
        found = list(planned(mine, annotated))
        other["not planted"] += sum(c.edit is None for c in found)
        if show:
            for c in found:
                if c.edit is None:
                    print(f"  NOT PLANTED {c.kind} {c.span.of(articles[c.left[0]].text)}")
        ready = [c for c in found if c.edit is not None]
        for group in rounds(ready, annotated):
            edits = [c.edit for c in group if c.edit is not None]
            first, places = changed(articles[together[0]], edits)
            second = articles[together[1]]
            ends = [(moved(c.left[1], edits), c.right[1]) for c in group] if joined else []
            comparison = seen(first, second, ends)
            for c in group:
                assert c.edit is not None
                place = places[c.edit]
                if c.edit.type == "polarity":
                    place = moved(c.left[1], edits)
                new = Passage(first.id, place.start, place.end)
                old = Passage(second.id, c.right[1].start, c.right[1].end)
                texts = {name: a.text for name, a in articles.items()}
                _count(total[c.kind], comparison, c, (new, old), texts, show=show)
        left, right = (
            replace(articles[name], id=id) for name, id in zip(together, ("left", "right"), strict=True)
        )
        ends = [(Span(*p["left"][1:]), Span(*p["right"][1:])) for p in mine] if joined else []
        plain = seen(left, right, ends)
        for p in mine:
            sides = Passage("left", *p["left"][1:]), Passage("right", *p["right"][1:])
            for f in on(plain, *sides):
                other["before"] += 1
                if show:
                    print(f"  BEFORE {p['story'][:8]} {f.detector} {f.type} {f.judgement} {f.why}")
    return total, other


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("stories", type=Path)
    parser.add_argument("--pairs", type=Path, default=CASES / "pairs.jsonl")
    parser.add_argument("--half", choices=("tuned", "kept", "all"), default="kept")
    parser.add_argument("--given", choices=("pair", "nothing"), default="pair")
    parser.add_argument("--show", action="store_true", help="print misses and what was found before")
    options = parser.parse_args()
    rows = {row["id"]: row for row in cases(options.stories)}
    pairs = half(cases(options.pairs), options.half)
    total, other = measured(pairs, rows, joined=options.given == "pair", show=options.show)
    print(f"{len(pairs)} pairs, {options.half}, given: {options.given}")
    print(table({**total, "all": sum(total.values(), Counter[str]())}))
    print(f"not planted: {other['not planted']}; conflicts on unedited passages: {other['before']}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
