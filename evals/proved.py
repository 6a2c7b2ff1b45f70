"""Does `rashomon verify` pass every report as written, and catch what is altered in one?

    python evals/proved.py ../shared/data/stories/basil.jsonl [--seeds FOLDER] [--triples 20] [--mutations 1000]
        [--pages 200]

Triples of reports are drawn by seed and compared, and so are the two sample reports of FOLDER; each result is
verified as it was written. Then one thing at a time is altered in one of them, drawn by seed, in turn of these kinds: a
speaker swapped (in a sentence, or in the record of an attribution), a number changed, a hedge or a negation dropped or
put in, a word of a quotation altered, a wrong count of articles, a passage moved, a sentence of another story. The
same reports as pages, which carry the same data, are verified and altered too (evals/proved_pages.py). Printed are, by
kind, the share that `verify` refuses, and the share where it names the right rule. What alters reads only their JSON and
knows nothing of the checker. A report that has nothing of a kind is passed over.

--cache FOLDER keeps the JSON of the comparisons, for work on the checker:
figures are of comparisons made anew.
"""

from __future__ import annotations

import argparse
import copy
import json
import random
import re
import time
from collections.abc import Callable, Mapping
from itertools import permutations
from pathlib import Path
from typing import Any

from gate import article_of
from proved_pages import page_kinds, sealed

import rashomon
from rashomon.codec import comparison_from_json
from rashomon.report import html
from rashomon.verify import verify_json, verify_page

SEED = 11
Document = dict[str, Any]
# What makes of a copy of a report one altered report, or None where it has nothing to alter.
Alter = Callable[[Document, random.Random, list[Document]], str | None]

NUMBER = re.compile(r"\b\d[\d,.]*\d|\b\d")
NUMERALS = "two three four five six seven eight nine ten twelve twenty thirty".split()
HEDGES = "may might could reportedly allegedly probably likely apparently".split()
NEGATIONS = "not never no".split()
# What names the report of a whole sentence, at its end.
TAIL = r"(?:, according to [^,]+| \([^()“”]+\))\.$"


# ---------------------------------------------------------------- what is altered


def line_with(document: Document, dice: random.Random, fits: Callable[[Document], Any]) -> Document | None:
    fitting = [line for line in document["briefing"] if fits(line)]
    return dice.choice(fitting) if fitting else None


def speaker_told(document: Document, dice: random.Random, _: list[Document]) -> str | None:
    people = [e["name"] for e in document["entities"] if e["kind"] == "person"]
    spoken = re.compile(r"^(?:According to )?(.+?)(?: is quoted (?:only )?in |, cited (?:only )?in )")
    cited = re.compile(r", citing (.+?), writes")
    said = re.compile(
        "(" + "|".join(re.escape(p) for p in sorted(people, key=len, reverse=True)) + r")\b(?=.*" + TAIL + ")"
    )
    line = line_with(
        document,
        dice,
        lambda x: any(p.search(x["text"]) for p in (spoken, cited, *([said] if people else []))),
    )
    if line is None:
        return None
    found = spoken.search(line["text"]) or cited.search(line["text"]) or said.search(line["text"])
    assert found is not None
    others = [p for p in people if not set(p.split()) & set(found[1].split())]
    if not others:
        return None
    line["text"] = line["text"][: found.start(1)] + dice.choice(others) + line["text"][found.end(1) :]
    return "speaker"


def speaker_kept(document: Document, dice: random.Random, _: list[Document]) -> str | None:
    """Of an attribution whose source is a name: what "he" stands for, no record proves."""
    rows = [q for q in document["attributions"] if q["source"]["entity"] and q["source"]["span"]]
    names = {
        (m["article"], m["start"], m["end"])
        for e in document["entities"]
        for m in e["mentions"]
        if m["form"] == "name"
    }
    named = [q for q in rows if (q["article"], *q["source"]["span"]) in names]
    if not named:
        return None
    said = dice.choice(named)
    others = [
        e["id"] for e in document["entities"] if e["kind"] == "person" and e["id"] != said["source"]["entity"]
    ]
    if not others:
        return None
    said["source"]["entity"] = dice.choice(others)
    return "speaker"


def number(document: Document, dice: random.Random, _: list[Document]) -> str | None:
    words = re.compile(rf"\b({'|'.join(NUMERALS)})\b")
    line = line_with(document, dice, lambda x: NUMBER.search(x["text"]) or words.search(x["text"]))
    if line is None:
        return None
    found = dice.choice([*NUMBER.finditer(line["text"]), *words.finditer(line["text"])])
    if found[0][0].isdigit():
        digits = [n for n, c in enumerate(found[0]) if c.isdigit()]
        at = dice.choice(digits)
        new = found[0][:at] + dice.choice([d for d in "123456789" if d != found[0][at]]) + found[0][at + 1 :]
    else:
        new = dice.choice([n for n in NUMERALS if n != found[0]])
    line["text"] = line["text"][: found.start()] + new + line["text"][found.end() :]
    return "value"


def dropped(words: list[str], rule: str) -> Alter:
    """Drop such a word from a sentence that has one; where none has, put one in before a verb of the sentence."""

    def alter(document: Document, dice: random.Random, _: list[Document]) -> str | None:
        pattern = re.compile(rf" (?:{'|'.join(words)})\b")
        line = line_with(document, dice, lambda x: pattern.search(x["text"]))
        if line is not None and dice.random() < 0.7:
            found = dice.choice(list(pattern.finditer(line["text"])))
            line["text"] = line["text"][: found.start()] + line["text"][found.end() :]
            return rule
        opening = re.compile(rf" (?:that|writes “|: “)|^\S+ \S+ (?=.*{TAIL})")
        line = line_with(document, dice, lambda x: opening.search(x["text"]))
        if line is None:
            return None
        start = opening.search(line["text"])
        assert start is not None
        end = re.search(TAIL, line["text"])
        gaps = [
            m.start()
            for m in re.finditer(r"(?<=[a-z]) (?=[a-z])", line["text"])
            if start.end() + 4 < m.start() < (end.start() if end else len(line["text"]))
        ]
        if not gaps:
            return None
        at = dice.choice(gaps)
        line["text"] = f"{line['text'][:at]} {dice.choice(words)}{line['text'][at:]}"
        return rule

    return alter


def quotation(document: Document, dice: random.Random, _: list[Document]) -> str | None:
    pattern = re.compile(r"“([^“”]+)”")
    line = line_with(document, dice, lambda x: pattern.search(x["text"]))
    if line is None:
        return None
    found = dice.choice(list(pattern.finditer(line["text"])))
    words = found[1].split(" ")
    at = dice.randrange(len(words))
    how = dice.choice(("drop", "other", "twice", "swap"))
    if how == "drop" and len(words) > 1:
        del words[at]
    elif how == "twice":
        words.insert(at, words[at])
    elif how == "swap" and at + 1 < len(words) and words[at] != words[at + 1]:
        words[at], words[at + 1] = words[at + 1], words[at]
    else:
        words[at] = dice.choice(["truly", "people", "great", "country", "again"])
    line["text"] = line["text"][: found.start(1)] + " ".join(words) + line["text"][found.end(1) :]
    return "quotation"


def count_told(document: Document, dice: random.Random, _: list[Document]) -> str | None:
    outlets = [a["outlet"] for a in document["articles"]]
    if None in outlets or len(set(outlets)) < len(outlets):
        for line in document["briefing"]:
            if line["text"].startswith("Both reports"):
                line["text"] = line["text"].replace("Both reports", "All the reports", 1)
                return "count"
        names = [f"report {chr(65 + n)}" for n in range(len(outlets))]
    else:
        names = outlets
    quoted = re.compile(rf" is quoted (?:only )?in |, cited (?:only )?in |^[^“]+ say that |^Only |{TAIL}")
    line = line_with(document, dice, lambda x: quoted.search(x["text"]))
    if line is None:
        return None
    text = line["text"]
    if tail := re.search(TAIL, text):
        here = re.search("|".join(re.escape(n) for n in names), tail[0])
        others = [n for n in names if here and n != here[0]]
        if here is None or not others:
            return None
        at = tail.start() + here.start()
        line["text"] = text[:at] + dice.choice(others) + text[at + len(here[0]) :]
        return "count"
    told = [n for n in names if n in text.split("“")[0] or n in text.split(" that ")[0]]
    lists = [
        f"{', '.join(part[:-1])} and {part[-1]}" if len(part) > 1 else part[0]
        for size in (1, 2, 3)
        for part in [names[:size], names[1 : 1 + size], names[::2][:size], names[-1:]]
        if part and set(part) != set(told)
    ]
    present = re.search(
        "|".join(sorted((re.escape(x) for x in all_lists(names)), key=len, reverse=True)), text
    )
    if present is None or not lists:
        return None
    line["text"] = text[: present.start()] + dice.choice(lists) + text[present.end() :]
    return "count"


def all_lists(names: list[str]) -> list[str]:
    found = []
    for size in range(1, len(names) + 1):
        for part in permutations(names, size):
            found.append(f"{', '.join(part[:-1])} and {part[-1]}" if size > 1 else part[0])
    return found


def count_kept(document: Document, dice: random.Random, _: list[Document]) -> str | None:
    point = dice.choice(document["points"])
    point[dice.choice(("outlets", "origins"))] += dice.choice((1, 2))
    return "count"


def moved(document: Document, dice: random.Random, _: list[Document]) -> str | None:
    """A passage of a sentence or of a conflict goes elsewhere, by a few characters or far."""
    texts = {a["id"]: a["text"] for a in document["articles"]}
    conflicts = [p for f in document["findings"] if f["kind"] == "conflict" for p in f["passages"]]
    told = [p for line in document["briefing"] for p in line["passages"]]
    passages = conflicts if conflicts and dice.random() < 0.3 else told
    if not passages:
        return None
    passage = dice.choice(passages)
    length, text = passage["end"] - passage["start"], texts[passage["article"]]
    places = (
        [passage["start"] + d for d in range(-40, 41) if d] if dice.random() < 0.5 else list(range(len(text)))
    )
    places = [p for p in places if 0 <= p <= len(text) - length and p != passage["start"]]
    if not places:
        return None
    passage["start"] = dice.choice(places)
    passage["end"] = passage["start"] + length
    return "span"


def foreign(document: Document, dice: random.Random, others: list[Document]) -> str | None:
    """The text of a sentence of another story, under the points and passages of one of this."""
    theirs = [line["text"] for other in others for line in other["briefing"]]
    if not theirs or not document["briefing"]:
        return None
    line = copy.deepcopy(dice.choice(document["briefing"]))
    line["text"] = dice.choice(theirs)
    document["briefing"].insert(dice.randrange(len(document["briefing"]) + 1), line)
    return "unsupported"


KINDS: Mapping[str, Alter] = {
    "swapped speaker, in a sentence": speaker_told,
    "swapped speaker, in a record": speaker_kept,
    "changed number": number,
    "hedge dropped or put in": dropped(HEDGES, "hedge"),
    "negation dropped or put in": dropped(NEGATIONS, "negation"),
    "altered quotation": quotation,
    "wrong count, in a sentence": count_told,
    "wrong count, in a record": count_kept,
    "moved span": moved,
    "sentence of another story": foreign,
}


# ---------------------------------------------------------------- measured


def reports(stories: Path, seeds: Path | None, triples: int, cache: Path | None) -> dict[str, str]:
    """JSON of the comparisons by name."""
    rows: dict[str, list[dict[str, str]]] = {}
    for text in stories.read_text(encoding="utf-8").splitlines():
        row = json.loads(text)
        rows.setdefault(row["story"], []).append(row)
    whole = sorted(name for name, story in rows.items() if len(story) == 3)
    found = {}
    jobs: list[tuple[str, Callable[[], list[rashomon.Article]]]] = [
        (name, lambda name=name: [article_of(row, n) for n, row in enumerate(rows[name], start=1)])  # type: ignore[misc]
        for name in sorted(random.Random(SEED).sample(whole, min(triples, len(whole))))
    ]
    if seeds is not None and seeds.is_dir():
        jobs.append(("seeds", lambda: [rashomon.read(p) for p in sorted(seeds.glob("*.txt"))]))
    for name, articles in jobs:
        kept = cache / f"{name}.json" if cache else None
        if kept and kept.exists():
            found[name] = kept.read_text(encoding="utf-8")
            continue
        found[name] = rashomon.compare(articles()).to_json()
        if kept:
            kept.parent.mkdir(parents=True, exist_ok=True)
            kept.write_text(found[name], encoding="utf-8")
    return found


def refused(reports: Mapping[str, str]) -> int:
    """How many reports as written do not verify; each is named with what is said against it."""
    bad = 0
    for name, text in reports.items():
        failures = verify_json(text)
        bad += bool(failures)
        for failure in failures[:3]:
            print(f"    {name}: {failure}")
    return bad


def caught(reports: Mapping[str, str], mutations: int) -> dict[str, list[tuple[bool, bool]]]:
    """By kind, of each altered report: whether it is refused, and whether by the right rule."""
    dice = random.Random(SEED)
    documents = {name: json.loads(text) for name, text in reports.items()}
    names = sorted(documents)
    found: dict[str, list[tuple[bool, bool]]] = {kind: [] for kind in KINDS}
    kinds, tries = list(KINDS), 0
    while sum(map(len, found.values())) < mutations and tries < 20 * mutations:
        kind, name = kinds[tries % len(kinds)], dice.choice(names)
        tries += 1
        document = copy.deepcopy(documents[name])
        rule = KINDS[kind](document, dice, [d for n, d in documents.items() if n != name])
        if rule is None or document == documents[name]:
            continue
        failures = verify_json(json.dumps(document))
        found[kind].append((bool(failures), any(f.rule == rule for f in failures)))
        if not any(f.rule == rule for f in failures):
            told = [
                x["text"]
                for x, y in zip(document["briefing"], documents[name]["briefing"], strict=False)
                if x != y
            ]
            rules = ", ".join(sorted({f.rule for f in failures})) or "nothing"
            print(
                f"    {name}: {kind}: {rules} for {rule}{': ' if told else ''}{told[0][:160] if told else ''}"
            )
    return found


def caught_pages(reports: Mapping[str, str], pages: int) -> dict[str, list[tuple[bool, bool]]]:
    """The same for pages: those as written stand under "page: as written", where both mean that it passed."""
    dice = random.Random(SEED)
    documents = {name: json.loads(text) for name, text in reports.items()}
    written = {name: html.render(comparison_from_json(text)) for name, text in reports.items()}
    alters, names = page_kinds(KINDS), sorted(documents)
    found: dict[str, list[tuple[bool, bool]]] = {kind: [] for kind in alters}
    kinds, tries = list(alters), 0
    while sum(map(len, found.values())) < pages and tries < 20 * pages:
        kind, name = kinds[tries % len(kinds)], dice.choice(names)
        tries += 1
        made = alters[kind](
            written[name], documents[name], dice, [d for n, d in documents.items() if n != name]
        )
        if made is None or made[0] == written[name]:
            continue
        page, rule = made
        failures = verify_page(sealed(page))
        found[kind].append((bool(failures), any(f.rule == rule for f in failures)))
        if not any(f.rule == rule for f in failures):
            print(
                f"    {name}: {kind}: {', '.join(sorted({f.rule for f in failures})) or 'nothing'} for {rule}"
            )
    passed = [not verify_page(page) for page in written.values()]
    return found | {"page: as written": [(ok, ok) for ok in passed]}


def figures(
    stories: Path,
    seeds: Path | None,
    triples: int = 20,
    mutations: int = 1000,
    cache: Path | None = None,
    pages: int = 200,
) -> dict[str, float]:
    """Shares in [0, 1]: of reports as written that pass, of altered ones refused, and refused by the right rule; the
    same of pages."""
    begun = time.monotonic()
    made = reports(stories, seeds, triples, cache)
    print(f"    {len(made)} comparisons in {time.monotonic() - begun:.0f} s")
    begun = time.monotonic()
    bad = refused(made)
    found = caught(made, mutations)
    for kind, rows in found.items():
        refusals, right = (sum(row[n] for row in rows) for n in (0, 1))
        print(f"    {kind:32} {len(rows):4}  refused {refusals:4}  by the right rule {right:4}")
    rows = [row for group in found.values() for row in group]
    print(f"    {len(rows)} altered reports verified in {time.monotonic() - begun:.0f} s")
    begun = time.monotonic()
    on_pages = caught_pages(made, pages)
    whole = on_pages.pop("page: as written")
    for kind, group in on_pages.items():
        refusals, right = (sum(row[n] for row in group) for n in (0, 1))
        print(f"    {kind:32} {len(group):4}  refused {refusals:4}  by the right rule {right:4}")
    shown = [row for group in on_pages.values() for row in group]
    print(f"    {len(shown)} altered pages verified in {time.monotonic() - begun:.0f} s")
    return {
        "pages_passed": sum(ok for ok, _ in whole) / len(whole),
        "pages_caught": sum(a for a, _ in shown) / len(shown),
        "pages_rule": sum(b for _, b in shown) / len(shown),
        "passed": 1 - bad / len(made),
        "caught": sum(a for a, _ in rows) / len(rows),
        "rule": sum(b for _, b in rows) / len(rows),
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("stories", type=Path)
    parser.add_argument("--seeds", type=Path)
    parser.add_argument("--triples", type=int, default=20)
    parser.add_argument("--mutations", type=int, default=1000)
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--cache", type=Path)
    given = parser.parse_args()
    for name, value in figures(
        given.stories, given.seeds, given.triples, given.mutations, given.cache, given.pages
    ).items():
        print(f"{name:12} {value:.4f}")


if __name__ == "__main__":
    main()
