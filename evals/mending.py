"""What a desk does by hand stays done, and what outlets do in silence is shown.

    python evals/mending.py [--data ../shared/data] [--seeds 5]

*Corrections*: the articles of `stories/basil.jsonl` in a library; 30 merges and splits of articles drawn by seed, one
after the other, then everything grouped anew. Of each correction every pair of articles is looked at: it holds, or it is
told that a later correction says the opposite. Counted are pairs that do neither.
*Edits*: 50 articles of `stories` drawn by seed, each added, edited once and added again: a number, a quotation or a
paragraph, in turn. Shown: `library history` tells of the words that were edited, as what they are; else: anything told
beside them. Numbers stand in paragraphs without quotation marks (a quotation that is not closed goes on to the end of
its paragraph), quotations hold no number, and no word is put between two sentences: so that one edit is one thing.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import tempfile
from itertools import combinations, product
from pathlib import Path

from rashomon.library import Entry, Library, added, mending
from rashomon.library.changes import Change
from rashomon.library.corrections import stored
from rashomon.library.history import edits
from rashomon.library.upkeep import check
from rashomon.selftest.plant import NUMBER

CORRECTIONS, EDITS = 30, 50
QUOTATION = re.compile(r"“([^“”‘\n\d]{30,300})”")
KINDS = ("number", "quotation", "paragraph")


def rows(file: Path) -> list[Entry]:
    """The articles of a corpus."""
    found = []
    for line in file.read_text("utf-8").splitlines():
        row = json.loads(line)
        given = {name: row.get(name) for name in ("title", "outlet", "published")}
        found.append(Entry(row["id"], row["text"], keyed=True, **given))
    return found


def put(library: Library, entries: list[Entry]) -> None:
    for _ in added(library, entries):
        pass


def corrected(entries: list[Entry], seed: int, folder: Path) -> bool:
    """One library with its corrections."""
    draw = random.Random(seed)
    with Library(folder / f"{seed}", writable=True) as library:
        put(library, entries)
        ids = [e.id for e in entries]
        for _ in range(CORRECTIONS):
            # articles of one story as often as not: splits of what is together, merges of what is not
            a = draw.choice(ids)
            (story,) = library.db.execute("SELECT story FROM article WHERE id = ?", (a,)).fetchone()
            mates = [
                id
                for (id,) in library.db.execute("SELECT id FROM article WHERE story = ?", (story,))
                if id != a
            ]
            if mates and draw.random() < 0.5:
                mending.correct(library, "split", [a], [draw.choice(mates)])
            else:
                mending.correct(library, "merge", [a, draw.choice([id for id in ids if id != a])])
        ruled = mending.regroup(library)
        told = {(o.correction, frozenset((o.a, o.b))) for o in ruled.overruled}
        story_of = dict(library.db.execute("SELECT number, story FROM article"))
        pairs = holding = silent = 0
        for c in stored(library.db):
            for a, b in product(c.left, c.right) if c.kind == "split" else combinations(c.left, 2):
                pairs += 1
                holds = (story_of[a] == story_of[b]) is (c.kind != "split")
                holding += holds
                silent += not holds and (c.number, frozenset((a, b))) not in told
        problems = check(library).problems
    print(
        f"corrections, seed {seed}: {CORRECTIONS} made, {pairs} pairs; grouped anew {holding} hold, {len(told)} are told "
        f"to contradict later ones, {silent} neither hold nor are told; {len(problems)} problems",
        flush=True,
    )
    return not (silent or problems)


def edited(text: str, kind: str, draw: random.Random) -> tuple[str, str, str | None] | None:
    """A text with one edit, what it took away and what it put there; None where there is nothing to edit."""
    quoted = [m.span() for m in re.finditer(r"[^\n]*[“”\"][^\n]*", text)]
    if kind == "number":
        found = [
            m
            for m in NUMBER.finditer(text)
            if m.group().isdigit() and int(m.group()) > 1 and not any(a <= m.start() < b for a, b in quoted)
        ]
        if not found:
            return None
        m = draw.choice(found)
        new = str(int(m.group()) + draw.randint(3, 40))
        return text[: m.start()] + new + text[m.end() :], m.group(), new
    if kind == "quotation":
        spoken = list(QUOTATION.finditer(text))
        if not spoken:
            return None
        m = draw.choice(spoken)
        words = m[1].split(" ")
        places = [n for n in range(1, len(words)) if words[n - 1][-1:].isalpha()]
        if not places:
            return None
        at = draw.choice(places)
        new = " ".join([*words[:at], "certainly", *words[at:]])
        return text[: m.start(1)] + new + text[m.end(1) :], m[1].strip(), new.strip()
    paragraphs = text.split("\n\n")
    if len(paragraphs) < 4:
        return None
    at = draw.randrange(1, len(paragraphs))
    if paragraphs.count(paragraphs[at]) > 1:
        return None
    return "\n\n".join(p for n, p in enumerate(paragraphs) if n != at), paragraphs[at], None


def right(change: Change, kind: str, was: str, now: str | None) -> bool:
    """Whether a change is the edit that was made, told as what it is and no more."""
    if kind == "paragraph":
        return (change.what, " ".join((change.words.old or "").split())) == ("went", " ".join(was.split()))
    values = [(p.old, p.new) for p in change.values]
    quotations = [(p.old, p.new) for p in change.quotations]
    if kind == "number":
        return (
            len(values) == 1
            and not quotations
            and was in (values[0][0] or "")
            and (now or "") in (values[0][1] or "")
        )
    return len(quotations) == 1 and not values and now == quotations[0][1] and was == quotations[0][0]


def planted(entries: list[Entry], seed: int, folder: Path) -> bool:
    """50 edits in one library."""
    draw = random.Random(seed)
    left = draw.sample(entries, len(entries))
    made: list[tuple[Entry, str, str, str, str | None]] = []
    for entry in left:
        kind = KINDS[len(made) % 3]
        found = edited(entry.text, kind, draw)
        if found is not None:
            made.append((entry, kind, *found))
        if len(made) == EDITS:
            break
    shown = beside = 0
    with Library(folder / f"edits-{seed}", writable=True) as library:
        put(library, [entry for entry, *_ in made])
        put(
            library,
            [
                Entry(e.id, text, e.title, e.outlet, published=e.published, keyed=True)
                for e, _, text, _, _ in made
            ],
        )
        for entry, kind, _, was, now in made:
            (edit,) = edits(library, entry.id)
            hits = [c for c in edit.changes if right(c, kind, was, now)]
            shown += bool(hits)
            beside += len(edit.changes) - len(hits)
            if len(hits) != 1 or len(edit.changes) != 1:
                print(f"  {kind} in {entry.id}: {[(c.unit, c.what) for c in edit.changes]}")
    print(f"edits, seed {seed}: {shown} of {len(made)} shown; {beside} told beside them", flush=True)
    return shown == len(made) == EDITS and not beside


def main() -> None:
    """Run both."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--seeds", type=int, default=5)
    given = parser.parse_args()
    stories = given.data / "stories"
    if not stories.is_dir():
        print(f"no {stories}: nothing to mend")
        return
    good = True
    with tempfile.TemporaryDirectory() as folder:
        desk = rows(stories / "basil.jsonl")
        for seed in range(1, given.seeds + 1):
            good &= corrected(desk, seed, Path(folder))
        for seed in range(1, given.seeds + 1):
            good &= planted(desk + rows(stories / "gvc.jsonl"), seed, Path(folder))
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
