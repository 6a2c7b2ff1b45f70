"""Utterances on three real reports of each of 57 events: are quotations of the same words linked, and no others?

    python evals/utterances.py STORIES.jsonl [--whole] [--part tune|kept|all] [--events N] [--missed]
    python evals/utterances.py STORIES.jsonl --whole --draw N [--after N] > CASES.jsonl
    python evals/utterances.py STORIES.jsonl --whole --labels CASES.jsonl …
    python evals/utterances.py NEUS_FOLDER --whole --events N
        (--even [--quoted] [--seed S] --draw N > CASES.jsonl | --labels CASES.jsonl)

*Gold*, read apart from the program: what stands between double marks in one paragraph, cut into `\\w+`, lower case. Two
such quotations of five words or more in two reports of one event are identical, contained (one run of the other) or near
(difflib's ratio of the words, 0.7 or more). They are linked when versions that hold half of the words of each stand in
one utterance. By default the program reads quotations by their marks alone, so no speaker is known and the figures are
those of the words; `--whole` runs the parser, the tagger and the speakers, as a comparison does. Quotations of two
events must not link at all. Every third event, drawn by seed, was kept apart until pieces of quotations were linked by
themselves; for that the misses of 49 events were read.

*Labels*: `--draw` takes all linked pairs but those that are contained or identical, of which it takes half and a
half at most, until there are N, with `--even` each pair as likely as any other, with `--quoted` only such pairs as the
gold is of: five words or more between marks in two reports; of each pair the articles, their digests and the spans of the
content. `--labels` counts what a reader wrote beside them (docs/labelling.md) and whether
the program links them now.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations
from pathlib import Path
from typing import Any

from contradictions import neus

from rashomon.align import entities, utterances
from rashomon.annotate import annotate, quotes
from rashomon.model import Annotated, Article, Attribution, Block, Parse, Source, Span, Utterance

SEED = 5
# Events of NeuS that are read where none are named.
EVENTS = 100
KEPT = 19
WORDS = 5
NEAR = 0.7
CLASSES = ("identical", "contained", "near")
MARKED = re.compile(r"“([^“”\n]+)”|\"([^\"\n]+)\"")


@dataclass(frozen=True)
class Story:
    """The reports of one event as the program reads them, and its utterances."""

    articles: Sequence[Annotated]
    found: Sequence[Utterance]

    @property
    def attributions(self) -> Mapping[str, Attribution]:
        return {q.id: q for a in self.articles for q in a.attributions}

    @property
    def texts(self) -> Mapping[str, str]:
        return {a.article.id: a.article.text for a in self.articles}


def by_marks(row: Mapping[str, str]) -> Annotated:
    """A report whose attributions are its quotations in double marks, of nobody."""
    text, id = f"{row['title']}\n\n{row['text']}", row["id"]
    blocks = tuple(
        Block(m.start(), m.end(), "body") for m in re.finditer(r"[^\n]+", text) if m.group().strip()
    )
    article = Article(id, row["outlet"], row["title"], (), None, None, None, "en", text, "", blocks, id)
    said = tuple(
        Attribution(f"{id}q{n}", id, "direct", q.pieces, (), Source(None, None), (), None)
        for n, q in enumerate(q for q in quotes.find(article) if q.depth == 0 and not q.single)
    )
    return Annotated(article, Parse((), ()), (), said, (), (), ())


def as_compared(row: Mapping[str, str], number: int) -> Annotated:
    """A report as a comparison annotates it, its ids made unique."""
    from dataclasses import replace

    from gate import article_of

    made = annotate(replace(article_of(row, number), id=row["id"]))
    key = row["id"]
    return replace(
        made,
        entities=tuple(replace(e, id=f"{key}{e.id}") for e in made.entities),
        attributions=tuple(
            replace(
                q,
                id=f"{key}{q.id}",
                source=replace(q.source, entity=f"{key}{q.source.entity}" if q.source.entity else None),
            )
            for q in made.attributions
        ),
    )


def story(rows: Sequence[Mapping[str, str]], whole: bool) -> Story:
    if not whole:
        articles = [by_marks(row) for row in rows]
        return Story(articles, utterances.find(articles))
    articles = [as_compared(row, n) for n, row in enumerate(rows, start=1)]
    _, entity_of = entities.merge(articles)
    return Story(articles, utterances.find(articles, entity_of))


# ---------------------------------------------------------------- gold


def tokens(text: str) -> list[str]:
    return re.findall(r"\w+", re.sub(r"[’']", "", text.lower()))


def quotations(text: str) -> list[Span]:
    """What stands between double marks within a paragraph, five words or more."""
    inside = [Span(*m.span(1 if m.group(1) is not None else 2)) for m in MARKED.finditer(text)]
    return [s for s in inside if len(tokens(s.of(text))) >= WORDS]


def relation(left: Sequence[str], right: Sequence[str]) -> str | None:
    if left == right:
        return "identical"
    short, long = sorted((left, right), key=len)
    if f" {' '.join(short)} " in f" {' '.join(long)} ":
        return "contained"
    if min(len(left), len(right)) < WORDS:
        return None
    return "near" if SequenceMatcher(None, left, right, autojunk=False).ratio() >= NEAR else None


def gold(told: Story) -> Iterator[tuple[str, tuple[str, Span], tuple[str, Span]]]:
    """Class and both quotations of every pair that ought to be linked."""
    read = [(a, s, tokens(s.of(t))) for a, t in told.texts.items() for s in quotations(t)]
    for (a, one, left), (b, other, right) in combinations(read, 2):
        if a != b and (what := relation(left, right)):
            yield what, (a, one), (b, other)


def holders(told: Story, article: str, quotation: Span) -> set[str]:
    """Utterances of which a version holds half of the quotation or more."""
    found = set()
    by_id = told.attributions
    for u in told.found:
        for q in (by_id[v] for v in u.versions):
            held = sum(max(0, min(s.end, quotation.end) - max(s.start, quotation.start)) for s in q.content)
            if q.article == article and 2 * held >= len(quotation):
                found.add(u.id)
    return found


# ---------------------------------------------------------------- labels


def pairs(told: Story) -> Iterator[tuple[Attribution, Attribution, str]]:
    """Every two versions of one utterance, and what their words are to each other."""
    by_id, texts = told.attributions, told.texts
    for u in told.found:
        for one, other in combinations(sorted(u.versions), 2):
            left, right = by_id[one], by_id[other]
            words = [tokens(" ".join(s.of(texts[q.article]) for s in q.content)) for q in (left, right)]
            what = (relation(*words) if all(words) else None) or "other"
            yield left, right, "within" if left.article == right.article else what


def quoted(told: Story, quotation: Attribution) -> bool:
    """Whether a version is words between marks, five or more."""
    text = told.texts[quotation.article]
    return (
        quotation.kind == "direct" and len(tokens(" ".join(s.of(text) for s in quotation.content))) >= WORDS
    )


def drawn(
    stories: Sequence[Story], size: int, *, seed: int = SEED, even: bool = False, marked: bool = False
) -> list[dict[str, Any]]:
    """The hard pairs first: all but contained and identical ones, then contained, then identical, by seed; ``even``:
    all alike; ``marked``: none but quotations of two reports."""
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for told in stories:
        for left, right, what in pairs(told):
            if marked and (what == "within" or not (quoted(told, left) and quoted(told, right))):
                continue
            sides = [
                [q.article, *(list(map(int, (s.start, s.end))) for s in q.content)] for q in (left, right)
            ]
            digest = {
                a: hashlib.sha256(told.texts[a].encode()).hexdigest()
                for a in sorted({left.article, right.article})
            }
            rows["hard" if even or what in {"near", "other", "within"} else what].append(
                {"class": what, "left": sides[0], "right": sides[1], "sha256": digest, "right_link": None}
            )
    draw = random.Random(seed)
    quota = {"hard": size, "contained": size // 8, "identical": size // 16}
    picked: list[dict[str, Any]] = []
    for name in ("identical", "contained", "hard"):
        kept = min(quota[name], len(rows[name]), size - len(picked))
        picked += draw.sample(rows[name], kept)
    return picked


def judged(stories: Sequence[Story], path: Path) -> None:
    """The labels against the program."""
    by_article = {a.article.id: told for told in stories for a in told.articles}
    counts: Counter[tuple[str, bool, bool]] = Counter()
    unknown = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        sides = [(side[0], [Span(*s) for s in side[1:]]) for side in (row["left"], row["right"])]
        told = by_article.get(sides[0][0])
        if told is None:
            unknown += 1
            continue
        for article, digest in row["sha256"].items():
            if hashlib.sha256(told.texts[article].encode()).hexdigest() != digest:
                sys.exit(f"{article}: another text than the one that was read")
        at = []
        for article, spans in sides:
            by_id = told.attributions
            at.append(
                {
                    u.id
                    for u in told.found
                    for q in (by_id[v] for v in u.versions)
                    if q.article == article and any(s.overlaps(c) for s in q.content for c in spans)
                }
            )
        counts[row["class"], row["right_link"], bool(at[0] & at[1])] += 1
    print(f"{path.name}: {sum(counts.values())} pairs read, {unknown} of events not run")
    for what in sorted({c for c, _, _ in counts}):
        right, wrong = (
            sum(n for (c, good, _), n in counts.items() if c == what and good is g) for g in (True, False)
        )
        print(f"  {what:10} right {right:3}  wrong {wrong:3}")
    right, wrong = (sum(n for (_, good, _), n in counts.items() if good is g) for g in (True, False))
    still = [sum(n for (_, good, now), n in counts.items() if good is g and now) for g in (True, False)]
    print(f"  when drawn: {right} of {right + wrong} right = {right / max(1, right + wrong):.3f}")
    print(f"  linked now: {still[0]} of {sum(still)} right = {still[0] / max(1, sum(still)):.3f}")


# ---------------------------------------------------------------- main


def figures(path: Path) -> dict[str, float]:
    """The share of gold pairs linked, quotations read by their marks, over all events."""
    events: dict[str, list[dict[str, str]]] = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        events[row["story"]].append(row)
    held = []
    for name in sorted(events):
        told = story(events[name], whole=False)
        held += [bool(holders(told, *one) & holders(told, *other)) for _, one, other in gold(told)]
    return {"linked": sum(held) / len(held)}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("stories", type=Path)
    parser.add_argument("--part", choices=["tune", "kept", "all"], default="all")
    parser.add_argument("--whole", action="store_true", help="with parser, tagger and speakers: minutes")
    parser.add_argument("--events", type=int, default=None, help="only so many events, in order of id")
    parser.add_argument("--after", type=int, default=0, help="without the first so many")
    parser.add_argument("--missed", action="store_true", help="print the gold pairs that were not linked")
    parser.add_argument("--draw", type=int, default=0, help="write so many linked pairs to be labelled")
    parser.add_argument("--labels", type=Path, nargs="+", default=[], help="labelled pairs")
    parser.add_argument("--even", action="store_true", help="draw each linked pair as likely as any other")
    parser.add_argument("--quoted", action="store_true", help="draw quotations of five words or more only")
    parser.add_argument("--seed", type=int, default=SEED, help="of --draw")
    options = parser.parse_args()
    events: dict[str, list[dict[str, str]]] = defaultdict(list)
    folder = options.stories.is_dir()
    for row in neus(options.stories, options.events or EVENTS, "train") if folder else ():
        events[row["story"]].append(row)
    for line in () if folder else options.stories.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        events[row["story"]].append(row)
    names = sorted(events)
    kept = set(random.Random(SEED).sample(names, min(KEPT, len(names))))
    names = [n for n in names if options.part == "all" or (n in kept) == (options.part == "kept")]
    names = names[options.after : options.events]
    start = time.process_time()
    stories = [story(events[n], options.whole) for n in names]
    seconds = time.process_time() - start
    if options.draw:
        chosen = drawn(stories, options.draw, seed=options.seed, even=options.even, marked=options.quoted)
        for row in chosen:
            print(json.dumps(row))
        return
    for path in options.labels:
        judged(stories, path)
    if not options.labels:
        report(stories, options, seconds)


def report(stories: Sequence[Story], options: argparse.Namespace, seconds: float) -> None:
    counts = {what: [0, 0] for what in CLASSES}
    for told in stories:
        for what, one, other in gold(told):
            counts[what][1] += 1
            if holders(told, *one) & holders(told, *other):
                counts[what][0] += 1
            elif options.missed:
                print(
                    f"MISSED {what}",
                    *(f"\n  {a} {s.start}-{s.end} {s.of(told.texts[a])}" for a, s in (one, other)),
                )
    how = "parser, tagger and speakers" if options.whole else "quotations by their marks"
    print(
        f"{len(stories)} events ({options.part}), {how}; {seconds / max(1, len(stories)):.2f} CPU-s an event"
    )
    for what, (hit, of) in counts.items():
        print(f"  {what:10} {hit:4} of {of}" + (f" = {hit / of:.3f}" if of else ""))
    hit, of = (sum(c[i] for c in counts.values()) for i in (0, 1))
    print(f"  linked     {hit:4} of {of} = {hit / max(1, of):.3f}")
    made = Counter(what for told in stories for _, _, what in pairs(told))
    print(f"  pairs linked: {sum(made.values())}", dict(sorted(made.items())))
    kinds = Counter(d.kind for told in stories for u in told.found for d in u.differences)
    print("  differences", dict(sorted(kinds.items())))
    if not options.whole:
        of_event = {a.article.id: n for n, told in enumerate(stories) for a in told.articles}
        every = [a for told in stories for a in told.articles]
        by_id = {q.id: q for a in every for q in a.attributions}
        across = [
            u for u in utterances.find(every) if len({of_event[by_id[v].article] for v in u.versions}) > 1
        ]
        print(f"  all {len(every)} reports at once: {len(across)} utterances that join two events")


if __name__ == "__main__":
    main()
