"""Alterations of the page that `--html` writes, for evals/proved.py.

One thing at a time is altered in what the page shows, or in the data it carries, and the checksums in it are made right
again, so that none of them gives it away. What alters knows the page's markup and nothing of the checker.
"""

from __future__ import annotations

import copy
import json
import random
import re
import zlib
from base64 import b64encode
from collections.abc import Callable, Mapping
from hashlib import sha256
from html import escape
from typing import Any

from rashomon.codec import comparison_from_json

Document = dict[str, Any]
Alter = Callable[[Document, random.Random, list[Document]], str | None]
# What makes of a page and its document one altered page and the rule it breaks, or None where there is nothing to alter.
AlterPage = Callable[[str, Document, random.Random, list[Document]], tuple[str, str] | None]

DATA = re.compile(r'(<script type="application/(json|zlib)" id="comparison">)(.*?)(</script>)', re.DOTALL)
PARAGRAPH = re.compile(r"<p><bdi>(.*?)</bdi>&nbsp;.*?</p>\n")


def shown(text: str) -> str:
    return escape(text, quote=False)


def section(page: str, id: str) -> tuple[int, int]:
    start = page.find(f'<section id="{id}"')
    return start, page.find("</section>", start)


def within(page: str, id: str, pattern: str, dice: random.Random) -> re.Match[str] | None:
    """One place of a section, drawn."""
    start, end = section(page, id)
    found = [] if start < 0 else list(re.compile(pattern, re.DOTALL).finditer(page, start, end))
    return dice.choice(found) if found else None


def put(page: str, found: re.Match[str], words: str, group: int = 1) -> str:
    return page[: found.start(group)] + words + page[found.end(group) :]


def other_word(text: str, dice: random.Random) -> str | None:
    words = list(re.finditer(r"[A-Za-z]{3,}(?![^&\s]*;)", text))
    if not words:
        return None
    word = dice.choice(words)
    new = dice.choice([w for w in ("truly", "people", "great", "country", "again") if w != word[0]])
    return text[: word.start()] + new + text[word.end() :]


def sentence(kinds: Mapping[str, Alter]) -> AlterPage:
    """A sentence as shown, altered as one of the data would be."""

    def alter(
        page: str, document: Document, dice: random.Random, others: list[Document]
    ) -> tuple[str, str] | None:
        made = copy.deepcopy(document)
        if kinds[dice.choice(list(kinds))](made, dice, others) is None:
            return None
        for old, new in zip(document["briefing"], made["briefing"], strict=False):
            start, end = section(page, "briefing")
            at = page.find(f"<bdi>{shown(old['text'])}</bdi>", start, end)
            if old["text"] != new["text"] and at >= 0:
                return page[:at] + page[at:].replace(shown(old["text"]), shown(new["text"]), 1), "page"
        return None

    return alter


def put_in(page: str, _: Document, dice: random.Random, others: list[Document]) -> tuple[str, str] | None:
    start, end = section(page, "briefing")
    places = list(PARAGRAPH.finditer(page, start, end))
    theirs = [line["text"] for other in others for line in other["briefing"]]
    if not places or not theirs:
        return None
    place = dice.choice(places)
    return page[: place.end()] + place[0].replace(place[1], shown(dice.choice(theirs)), 1) + page[
        place.end() :
    ], "page"


def left_out(page: str, _: Document, dice: random.Random, __: list[Document]) -> tuple[str, str] | None:
    start, end = section(page, "briefing")
    places = list(PARAGRAPH.finditer(page, start, end))
    if not places:
        return None
    place = dice.choice(places)
    return page[: place.start()] + page[place.end() :], "page"


def citation(page: str, _: Document, dice: random.Random, __: list[Document]) -> tuple[str, str] | None:
    one, two = (within(page, "briefing", r'class="cite" href="([^"]+)"', dice) for _ in range(2))
    return None if one is None or two is None or one[1] == two[1] else (put(page, one, two[1]), "page")


def full_text(page: str, _: Document, dice: random.Random, __: list[Document]) -> tuple[str, str] | None:
    found = within(page, "texts", r">([^<>\n]{12,})<", dice)
    new = other_word(found[1], dice) if found and found.start() > page.find("data-article") else None
    return None if found is None or new is None else (put(page, found, new), "page")


def quoted(page: str, _: Document, dice: random.Random, __: list[Document]) -> tuple[str, str] | None:
    found = within(
        page, dice.choice(("synopsis", "conflicts", "wording", "gaps")), r'class="w"[^>]*>([^<]+)<', dice
    )
    new = other_word(found[1], dice) if found else None
    return None if found is None or new is None else (put(page, found, new), "quotation")


def counted(page: str, _: Document, dice: random.Random, __: list[Document]) -> tuple[str, str] | None:
    id, pattern = dice.choice(
        [
            ("synopsis", r"<label[^>]*>[^<]* (\d+)<"),
            ("synopsis", r'<h2[^>]*>[^<]*<span class="n">(\d+)<'),
            ("synopsis", r"(\d+) of \d+ points"),
            ("conflicts", r'<h2[^>]*>[^<]*<span class="n">(\d+)<'),
            ("voices", r'class="figures">(\d+) quoted'),
            ("voices", r'class="figures">\d+ quoted, (\d+) reported'),
            ("gaps", r'<span class="n">(\d+)<'),
        ]
    )
    found = within(page, id, pattern, dice)
    return (
        None if found is None else (put(page, found, str(int(found[1]) + dice.choice((1, 2, 10)))), "count")
    )


def reason(page: str, _: Document, dice: random.Random, __: list[Document]) -> tuple[str, str] | None:
    found = within(page, dice.choice(("conflicts", "wording")), r"Why</span> <bdi>([^<]+)</bdi>", dice)
    new = other_word(found[1], dice) if found else None
    return None if found is None or new is None else (put(page, found, new), "page")


def status(page: str, _: Document, dice: random.Random, __: list[Document]) -> tuple[str, str] | None:
    found = within(page, "synopsis", r"</span> <b>(agreed|conflict|unsure|only [A-Z]+)</b>", dice)
    if found is None:
        return None
    return put(
        page, found, dice.choice([w for w in ("agreed", "conflict", "unsure") if w != found[1]])
    ), "page"


def lettered(page: str, document: Document, dice: random.Random, _: list[Document]) -> tuple[str, str] | None:
    """The letter beside a passage, or at the head of the page the name beside a letter."""
    names = [a["outlet"] for a in document["articles"]]
    if None not in names and len(set(names)) == len(names) and dice.random() < 0.3:
        one, two = dice.sample(names, 2)
        at = page.find(f"<bdi>{shown(one)}</bdi>", page.find('<ol class="sides">'))
        return page[:at] + page[at:].replace(shown(one), shown(two), 1), "page"
    found = within(
        page,
        dice.choice(("conflicts", "wording", "timeline", "gaps")),
        r'<b class="l t\d">([A-Z])</b></th>|<b class="l t\d">([A-Z])</b> (?:<span>)?<a class="q',
        dice,
    )
    if found is None:
        return None
    group = 1 if found[1] else 2
    return put(page, found, dice.choice([x for x in "ABC"[: len(names)] if x != found[group]]), group), "page"


def data(kinds: Mapping[str, Alter]) -> AlterPage:
    """The data in the page, altered as any report's."""

    def alter(
        page: str, document: Document, dice: random.Random, others: list[Document]
    ) -> tuple[str, str] | None:
        made = copy.deepcopy(document)
        rule = kinds[dice.choice(list(kinds))](made, dice, others)
        found = DATA.search(page)
        if rule is None or made == document or found is None:
            return None
        text = json.dumps(made, ensure_ascii=False, separators=(",", ":"))
        packed = found[2] == "zlib"
        new = b64encode(zlib.compress(text.encode())).decode() if packed else text.replace("<", "\\u003c")
        return put(page, found, new, 3), rule

    return alter


def sealed(page: str) -> str:
    """The page with the checksums of what it now is."""
    found = DATA.search(page)
    assert found is not None
    text = found[3]
    if found[2] == "zlib":
        from base64 import b64decode

        text = zlib.decompress(b64decode(text)).decode()
    digests = {
        "json": sha256(comparison_from_json(text).to_json().encode()).hexdigest(),
        "page": sha256(page[: page.index('<section id="made"')].encode()).hexdigest(),
    }
    for key, digest in digests.items():
        page = re.sub(rf'(<code data-of="{key}">)[0-9a-f]+', rf"\g<1>{digest}", page)
    return page


def page_kinds(kinds: Mapping[str, Alter]) -> Mapping[str, AlterPage]:
    """By name; ``kinds`` are those of the data, of which some alter a sentence only."""
    told = {name: alter for name, alter in kinds.items() if "record" not in name and name != "moved span"}
    return {
        "page: sentence altered": sentence(
            {n: a for n, a in told.items() if n != "sentence of another story"}
        ),
        "page: sentence put in": put_in,
        "page: sentence left out": left_out,
        "page: citation moved": citation,
        "page: word of a full text": full_text,
        "page: word of a quotation": quoted,
        "page: count": counted,
        "page: reason of a finding": reason,
        "page: status of a row": status,
        "page: whose it is": lettered,
        "page: data altered": data(kinds),
    }
