"""Where AQUAINT's gold of time expressions goes another way than TimeBank's: counts of both, and what following it gives.

    python evals/conventions.py ../shared/data

Every difference between AQUAINT's gold and what we find is put in a class by rule, and the same choice is counted in
TimeBank's gold: how often it goes AQUAINT's way there, how often ours. No text is printed but the words of a class, so
that the unread part stays unread. A class is "contradicted" where TimeBank goes our way more often. The last lines score
AQUAINT as it is, and again with every contradicted difference given: what following AQUAINT against TimeBank comes to.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from dates import FIGURES, FOLDERS, Document, Row, measure, read

# TIMEX3 values as TimeML defines them: dates, weeks, quarters, seasons, times, durations, sets and references.
FORM = re.compile(
    r"(?:\d{2,4}|\d{3}X|\d{2}XX|XXXX)(?:-(?:W(?:\d\d|XX)(?:-(?:WE|\d))?|Q[\dX]|H[\dX]|SP|SU|FA|WI|(?:\d\d|XX)(?:-(?:\d\d|XX))?))?"
    r"(?:T(?:MO|MI|AF|EV|NI|DT|\d\d(?::\d\d){0,2}))?|P.+|PAST_REF|PRESENT_REF|FUTURE_REF"
)
WEEKDAY = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day(?: (?:morning|afternoon|evening|night))?", re.I
)
PART = re.compile(r"\b(?:morning|afternoon|evening|night)$", re.I)
NEAR = re.compile(r"(?:last|this|next|the) (?:week|weekend|month|year|century|decade)", re.I)
COUNT = re.compile(r"(\d+) (?:day|week|month|year)s", re.I)
DAY = re.compile(r"\d{4}-\d\d-\d\d")
WEEK_OF = re.compile(r"(?:last|this|next|the) (week(?:end)?)", re.I)
YEAR = re.compile(r"(?:in )?(?:1[5-9]|20)\d\d", re.I)
LENGTH = re.compile(
    r"(?:(?:a|one|two|three|four|five|six|seven|eight|nine|ten|several|many|few|\d+) )?(?:day|week|month|year)s?",
    re.I,
)
WEEK = 7
NEARLY = frozenset({"about", "almost", "around", "at least", "nearly"})  # before lengths of time and hours
Choice = bool | None  # how one expression of gold chooses: AQUAINT's way, ours, or not concerned


def wording(document: Document, span: Sequence[int]) -> str:
    """The words of a span, white space made plain."""
    return " ".join(document.article.text[span[0] : span[1]].split())


def pairs(document: Document) -> Iterator[tuple[Row, Row]]:
    """Gold and found, one to one by overlap, as the scorer pairs them."""
    gold, found = document.gold["dates"], document.found["dates"]
    near = sorted(
        (
            (min(x["span"][1], y["span"][1]) - max(x["span"][0], y["span"][0]), i, j)
            for i, x in enumerate(gold)
            for j, y in enumerate(found)
        ),
        reverse=True,
    )
    taken: tuple[set[int], set[int]] = set(), set()
    for overlap, i, j in near:
        if overlap > 0 and i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
            yield gold[i], found[j]


def extent(document: Document, gold: Row, found: Row) -> tuple[str, Callable[[Document, Row], Choice]] | None:
    """The class of a difference of extent, and how an expression of gold chooses in it; None for any other."""
    text = document.article.text
    (a, b), (c, d) = gold["span"], found["span"]
    if b == d and c < a:
        lead = " ".join(text[c:a].split()).lower()
        word = text[a:b].split()[0].lower()
        article = lead in ("the", "a")  # taken in before some words and not before others
        first = f"{lead} {word}" if article else lead

        def leads(doc: Document, row: Row) -> Choice:
            if lead in NEARLY and not re.match(r"P(?!AST|RES)|\d.*T", row["value"] or ""):
                return None  # "a concern about recent talks"
            start = row["span"][0]
            inside = wording(doc, row["span"]).lower() + " "
            before = " ".join(doc.article.text[max(0, start - len(lead) - 3) : start].split()).lower()
            if inside.startswith(f"{first} "):
                return False
            outside = before == lead or before.endswith(f" {lead}")
            return True if outside and (not article or inside.startswith(f"{word} ")) else None

        return f'leaves out "{lead}" before "{word}"' if article else f'leaves out "{lead}" in front', leads
    if a == c and b < d:
        tail = " ".join(text[b:d].split()).lower()

        def trails(doc: Document, row: Row) -> Choice:
            end = row["span"][1]
            if wording(doc, row["span"]).lower().endswith(tail):
                return False
            return (
                True if doc.article.text[end : end + len(tail) + 1].strip().lower().startswith(tail) else None
            )

        return f'leaves out "{tail}" behind', trails
    if a == c and b > d and not any(x.isalnum() for x in text[d:b]):

        def pointed(doc: Document, row: Row) -> Choice:
            return doc.article.text[row["span"][1] - 1] in ",;"

        return "takes in the mark behind", pointed
    return None


def value(document: Document, gold: Row, found: Row) -> tuple[str, Callable[[Document, Row], Choice]] | None:
    """The class of a difference of value, and how an expression of gold chooses in it; None for any other."""
    words, got, ours = wording(document, gold["span"]), gold["value"] or "", found["value"] or ""
    if not FORM.fullmatch(got):
        return "value has no TIMEX3 form", lambda _, row: not FORM.fullmatch(row["value"] or "")
    if YEAR.fullmatch(words) and got.endswith("-XX"):
        return "year as YYYY-XX", _unknown
    if _far(document, gold) and DAY.match(ours):
        return "weekday more than a week from the creation time", _far
    if PART.search(wording(document, found["span"])) and DAY.fullmatch(got) and "T" in ours:
        return "part of a day has the day's value", _whole
    if NEAR.fullmatch(words) and got.startswith("P") and not ours.startswith("P"):
        return '"last week" and the like as a length of time', _length
    if WEEK_OF.fullmatch(words) and _unweekly(document, gold):
        return '"last week", "the weekend" as a day or month', _unweekly
    if LENGTH.fullmatch(words) and got[:1].isdigit() and ours.startswith("P"):
        return "bare length of time with the value of a date", _dated
    if (
        (count := COUNT.search(words)) is not None
        and re.fullmatch(r"P\d+\w", got)
        and got[1:-1] != count.group(1)
    ):
        return "another number than the words have", _miscounted
    return None


def _far(document: Document, row: Row) -> Choice:
    """Whether a bare weekday is more than a week from the creation time."""
    if not WEEKDAY.fullmatch(wording(document, row["span"])) or not DAY.match(row["value"] or ""):
        return None
    published = document.gold["published"] or ""
    if not DAY.match(published):
        return None
    return abs((date.fromisoformat(row["value"][:10]) - date.fromisoformat(published[:10])).days) > WEEK


def _unknown(document: Document, row: Row) -> Choice:
    return (row["value"] or "").endswith("-XX") if YEAR.fullmatch(wording(document, row["span"])) else None


def _unweekly(document: Document, row: Row) -> Choice:
    """Whether a week or weekend spoken of has the value of a day or month."""
    if not WEEK_OF.fullmatch(wording(document, row["span"])) or (row["value"] or "P").startswith("P"):
        return None
    return "-W" not in row["value"] and row["value"][:1].isdigit()


def _dated(document: Document, row: Row) -> Choice:
    if not LENGTH.fullmatch(wording(document, row["span"])):
        return None
    return (row["value"] or "")[:1].isdigit()


def _whole(document: Document, row: Row) -> Choice:
    return "T" not in (row["value"] or "") if PART.search(wording(document, row["span"])) else None


def _length(document: Document, row: Row) -> Choice:
    return (row["value"] or "").startswith("P") if NEAR.fullmatch(wording(document, row["span"])) else None


def _miscounted(document: Document, row: Row) -> Choice:
    count = COUNT.search(wording(document, row["span"]))
    plain = count is not None and re.fullmatch(r"P\d+\w", row["value"] or "")
    return row["value"][1:-1] != count.group(1) if plain and count is not None else None


def main(arguments: list[str]) -> int:
    """Print a line a class, then the scores."""
    if not arguments:
        print(__doc__)
        return 2
    data = Path(arguments[0])
    scorer = measure("score_timex", data)
    corpora = {name: read(data / FOLDERS[name], scorer) for name in ("AQUAINT", "TimeBank")}
    rules: dict[str, Callable[[Document, Row], Choice]] = {}
    here: Counter[str] = Counter()
    given: dict[str, list[tuple[Row, str, Any]]] = defaultdict(list)  # class -> (our row, key, gold's)
    for document in corpora["AQUAINT"]:
        for gold, found in pairs(document):
            for key, classed in (("span", extent), ("value", value)):
                if gold[key] == found[key]:
                    continue
                got = classed(document, gold, found)
                name = got[0] if got is not None else f"other difference of {key}"
                here[name] += 1
                if got is not None:
                    rules.setdefault(*got)
                    given[name].append((found, key, gold[key]))
    follow = []
    print(f"{'class of difference':52s} AQUAINT  TimeBank: AQUAINT's way  ours")
    for name, count in here.most_common():
        if name not in rules:
            print(f"{name:52s} {count:7d}")
            continue
        chosen = Counter(rules[name](d, row) for d in corpora["TimeBank"] for row in d.gold["dates"])
        against = chosen[False] > chosen[True]
        follow += [name] if against else []
        print(f"{name:52s} {count:7d} {chosen[True]:23d} {chosen[False]:5d}{'  contradicted' * against}")
    show("AQUAINT as it is", corpora["AQUAINT"], scorer)
    for name in follow:
        for row, key, wanted in given[name]:
            row[key] = wanted
    show("with every contradicted difference given", corpora["AQUAINT"], scorer)
    return 0


def show(title: str, documents: Sequence[Document], scorer: Any) -> None:
    """One line of F1."""
    got: Mapping[str, float] = scorer.score([d.gold for d in documents], [d.found for d in documents])
    print(f"{title:52s} {'  '.join(f'{key} {got[key]:.3f}' for key in FIGURES)}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
