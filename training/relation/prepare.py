"""Corpora to what the relation model is trained on: four files of examples, one JSON object a line; seeded.

    python training/relation/prepare.py DATA_FOLDER OUT_FOLDER [--each 12000]

DATA_FOLDER holds ``neus``, ``polnear``, ``emergent`` and ``discord-questions``. Written are

- ``made.jsonl``: pairs made by edits whose relation is known (``edits.py``), and sentences of one article, of reports
  on one event, and of different ones;
- ``aside.jsonl``: the same from one event or article in ASIDE, for fitting probabilities;
- ``people.jsonl``: the stances of emergent, and AGAIN of the made pairs, so that they are not forgotten;
- ``answers.jsonl``: all pairs of answers of discord-questions. They are too few to train on, and fit a table only.

A line: ``left``, ``right``, ``question`` or null, ``relation`` and ``stance`` (lists of what is right, null where it
is not known), ``weight``, ``once`` (read in one epoch only), ``corpus``, ``group`` (event, claim, question or article),
``fold`` (0 to 4: one group is in one fold).
Runs in the project's own environment: sentences are read by its parser.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import itertools
import json
import random
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from attribution.prepare import as_article
from edits import CONFLICT, LESS, SAME
from sentence import Edit, Knowledge, Sentence, apply, learn

from rashomon.annotate.parse import parse

SEED = 20161108
FOLDS, ASIDE = 5, 16
AGAIN, LONGEST = 400, 300  # made pairs among what people labelled; code points of both statements
ARTICLES = 260  # of polnear that are read
WORDS = (6, 32)  # of a sentence that is edited
POSITIVE, NEGATIVE = ["same", "entails", "entailed"], ["conflicts", "related", "unrelated"]
SWAPPED = {"entails": "entailed", "entailed": "entails"}
TEMPLATES = Path(__file__).parent / "templates.txt"


def fold_of(group: str) -> int:
    """A fold drawn by the group's name."""
    return int(hashlib.sha256(group.encode()).hexdigest(), 16) % FOLDS


def example(left: str, right: str, corpus: str, group: str, **more: Any) -> dict[str, Any]:
    """A line of the files."""
    made = {"left": left, "right": right, "question": None, "relation": None, "stance": None, "weight": 1.0}
    return made | {"corpus": corpus, "group": group, "fold": fold_of(group)} | more


# ---------------------------------------------------------------- what people labelled


def emergent(path: Path) -> Iterator[dict[str, Any]]:
    """Claim and headline. Folds by claim, of like size: the largest claim first, each to the smallest fold."""
    rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
    sizes: dict[str, int] = defaultdict(int)
    for row in rows:
        sizes[row["claimId"]] += 1
    load, fold = [0] * FOLDS, {}
    for claim in sorted(sizes, key=lambda c: (-sizes[c], c)):
        fold[claim] = load.index(min(load))
        load[fold[claim]] += sizes[claim]
    known = {
        "for": [*POSITIVE, "related"],
        "against": NEGATIVE,
    }  # a headline may tell less or more than the claim
    for row in rows:
        stance, claim = row["articleHeadlineStance"], row["claimId"]
        yield example(
            row["claimHeadline"],
            row["articleHeadline"],
            "emergent",
            claim,
            stance=[stance],
            relation=known.get(stance),
            fold=fold[claim],
        )


def discord(path: Path) -> Iterator[dict[str, Any]]:
    """All pairs of answers to one question."""
    for entry in json.loads(path.read_text(encoding="utf-8")):
        for a, b in itertools.combinations(entry["answers"], 2):
            same = a["cluster_global"] == b["cluster_global"]
            yield example(
                a["Answer"],
                b["Answer"],
                "discord-questions",
                a["qid"],
                question=entry["question"],
                relation=POSITIVE if same else NEGATIVE,
            )


# ---------------------------------------------------------------- sentences


def stories(folder: Path) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """The stories of neus: name, and (title, text) of each report, the neutral summary last."""
    parts = [
        (folder / f"train.{end}").read_text(encoding="utf-8").split("\n") for end in ("source", "target")
    ]
    for n, (source, target) in enumerate(zip(*parts, strict=True)):
        reports = []
        for report in [*source.split("[SEP]"), target]:
            title, found, text = report.partition("ARTICLE=>")
            title = title.replace("TITLE=>", "").strip().removesuffix(".")
            if found and title and text.strip():
                reports.append((title, " ".join(text.split())))
        if len(reports) > 1:
            yield f"neus {n}", reports


def sentences(name: str, text: str) -> list[Sentence]:
    """The sentences of a text."""
    article = as_article(name, text)
    parsed = parse(article)
    rows: dict[int, list[Any]] = defaultdict(list)
    for t in parsed.tokens:
        rows[t.sentence].append(t)
    made = []
    for number, tokens in rows.items():
        span = parsed.sentences[number]
        made.append(Sentence.within(span.of(text), tokens, span.start))
    return made


def fit(s: Sentence) -> bool:
    """Whether a sentence is one to edit: whole, plain, of middling length."""
    plain = not any(mark in s.text for mark in '“”"()[]') and s.text[0].isupper()
    return (
        WORDS[0] <= len(s.tokens) <= WORDS[1] and plain and any(t.dep.startswith("nsubj") for t in s.tokens)
    )


# ---------------------------------------------------------------- pairs by edits


def some(s: Sentence, k: Knowledge, makers: Any, most: int, draw: random.Random) -> list[Edit]:
    """Up to so many edits of these kinds, no two of one kind unless there is no other."""
    found = []
    for maker in draw.sample(makers, len(makers)):
        options = list(maker(s, k, draw))
        if options:
            found.append(draw.choice(options))
    return found[:most]


def edited(s: Sentence, k: Knowledge, draw: random.Random) -> Iterator[tuple[str, str, str]]:
    """(left, right, relation) made from one sentence."""

    def loose(most: int) -> list[Edit]:
        return some(s, k, SAME, draw.randint(0, most), draw)

    left = apply_or_same(s, loose(1)) if draw.random() < 0.5 else s.text
    same = apply_or_same(s, some(s, k, SAME, draw.randint(1, 3), draw))
    if same and left and same != left:
        yield left, same, "same"
    for _ in range(2):  # fewer sentences can be shortened than changed
        less = some(s, k, LESS, draw.randint(1, 2), draw)
        shorter = less and apply(s, [*less, *loose(1)])
        if shorter and left:
            yield left, shorter, "entails"
    for change in some(s, k, CONFLICT, 1, draw):
        more = some(s, k, LESS, 1, draw) if draw.random() < 0.4 else []
        right = apply(s, [change, *loose(2), *more]) or apply(s, [change])
        one = apply(s, more) if more and draw.random() < 0.3 else left
        if right and one:
            yield one, right, "conflicts"


def apply_or_same(s: Sentence, rows: list[Edit]) -> str | None:
    """The edited sentence, the sentence itself without edits, None where they do not fit together."""
    return apply(s, rows) if rows else s.text


def likeness(a: Sentence, b: Sentence) -> float:
    """Share of common words of the shorter sentence."""
    return len(a.words & b.words) / min(len(a.words), len(b.words))


def paired(
    articles: dict[str, list[Sentence]], k: Knowledge, each: int, draw: random.Random
) -> Iterator[dict[str, Any]]:
    """Edited sentences; sentences of one article, the most alike of a few, and of different events."""
    bases = [(name, s) for name, rows in articles.items() for s in rows if fit(s)]
    draw.shuffle(bases)
    for article, s in bases[:each]:
        name = article.partition("/")[0]
        corpus = f"{name.split()[0]} edited"
        for left, right, relation in edited(s, k, draw):
            swap = draw.random() < 0.5
            pair = (right, left) if swap else (left, right)
            yield example(
                *pair, corpus, name, relation=[SWAPPED.get(relation, relation) if swap else relation]
            )
        others = [
            o for o in articles[article] if o is not s and len(o.tokens) >= WORDS[0] and likeness(o, s) < 0.8
        ]
        if others:
            closest = max(draw.sample(others, min(6, len(others))), key=lambda o: likeness(o, s))
            yield example(
                s.text, closest.text, corpus.replace("edited", "article"), name, relation=["related"]
            )
        if draw.random() < 0.4:
            far, other = draw.choice(bases)
            if far.partition("/")[0] != name:
                yield example(
                    s.text, other.text, corpus.replace("edited", "apart"), name, relation=["unrelated"]
                )


def told(reports: list[tuple[str, str]], name: str, draw: random.Random) -> Iterator[dict[str, Any]]:
    """Headlines of one event: how close they are is not known, but they are no strangers."""
    one, other = draw.sample([title for title, _ in reports], 2)
    yield example(one, other, "neus titles", name, relation=[*POSITIVE, "related"], weight=0.5)


def stances(
    claims: list[tuple[str, str]], templates: list[tuple[str, str]], draw: random.Random
) -> Iterator[dict[str, Any]]:
    """A headline of neus as a claim, and a headline that asserts it, denies it, or passes it on."""
    for name, claim in claims:
        for stance in ("for", "against", "observing"):
            frame = draw.choice([text for s, text in templates if s == stance])
            low = claim if claim.split()[0].isupper() or draw.random() < 0.5 else claim[0].lower() + claim[1:]
            yield example(
                claim, frame.replace("{low}", low).replace("{}", claim), "neus framed", name, stance=[stance]
            )


def main() -> None:
    """Write the four files."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--each", type=int, default=9000, help="sentences that are edited")
    given = parser.parse_args()
    draw = random.Random(SEED)
    told_by = dict(stories(given.data / "neus" / "naacl2022_lrc_roundup_random_order_probe"))
    articles: dict[str, list[Sentence]] = {}
    for name, reports in told_by.items():
        for n, (_, text) in enumerate(reports):
            articles[f"{name}/{n}"] = sentences(name, text)
    texts = sorted((given.data / "polnear" / "train" / "text").glob("*.txt"))
    for path in draw.sample(texts, min(ARTICLES, len(texts))):
        text = path.read_bytes().decode("utf-8")
        articles[f"polnear {path.stem}"] = sentences(path.stem, text)
    knowledge = learn(s for rows in articles.values() for s in rows)
    templates = [
        tuple(row.split("\t")) for row in TEMPLATES.read_text("utf-8").splitlines() if not row.startswith("#")
    ]
    made = list(paired(articles, knowledge, given.each, draw))
    for name, reports in told_by.items():
        made += told(reports, name, draw)
    claims = [(name, reports[-1][0]) for name, reports in told_by.items()]
    made += stances(draw.sample(claims, min(1200, len(claims))), templates, draw)
    aside = [e for e in made if int(hashlib.sha256(e["group"].encode()).hexdigest()[:8], 16) % ASIDE == 0]
    kept = {id(e) for e in aside}
    made = [e for e in made if id(e) not in kept]
    short = [e for e in made if len(e["left"]) + len(e["right"]) <= LONGEST]
    people = [
        *emergent(given.data / "emergent" / "pairs.csv"),
        *(e | {"once": True, "fold": None} for e in random.Random(f"{SEED} again").sample(short, AGAIN)),
    ]
    answers = list(discord(given.data / "discord-questions" / "nanco_dataset.json"))
    given.out.mkdir(parents=True, exist_ok=True)
    for file, rows in (("made", made), ("aside", aside), ("people", people), ("answers", answers)):
        content = "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows)
        (given.out / f"{file}.jsonl").write_text(content, encoding="utf-8")
        counts: dict[str, int] = defaultdict(int)
        for row in rows:
            counts[f"{row['corpus']} {'/'.join(row['relation'] or row['stance'])}"] += 1
        print(file, len(rows), dict(sorted(counts.items())))


if __name__ == "__main__":
    main()
