"""Articles as a desk's feeds bring them, made by recombining those of ``shared/data/stories``, seeded, without end.

Day after day, 200 articles a day on average, in the order of their days: so 10,000 are fifty days, 100,000 well over a
year, and a library grows in time and not in what happens in a day. An event is 24 sentences of two articles drawn at
random from all; its one to nine reports are draws of 8 to 18 of these sentences, in another order, on its day or one of
the two after it. Two events in three get names and figures of their own: every capitalised word that stands nowhere in
small letters is replaced, in the whole event, by one drawn from all of them by how often they occur, every figure by one
as long. The third event keeps those of its articles, as news does that goes on for months: each of the 969 articles is a
source of such an event about every 36 days, so that there is mostly one like it, with the same people and places and
half of the same sentences. Real feeds hold fewer twins of this kind and more that only resemble each other.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

FIRST = date(2024, 1, 1)
A_DAY = 200
OUTLETS = tuple(f"Outlet {n}" for n in range(40))
# Of so many events one keeps the names of its articles.
KEEPS = 3

_CAPITAL = re.compile(r"\b[A-Z][^\W\d_]+")
_TOKEN = re.compile(r"\b[A-Z][^\W\d_]+|\d+")


@dataclass(frozen=True, slots=True)
class Made:
    """An article; ``event``: which event it reports."""

    id: str
    event: int
    title: str
    text: str
    outlet: str
    published: str


def articles(stories: Path, seed: int) -> Iterator[Made]:
    """Articles in the order of their days."""
    pool = _pool(stories)
    whole = " ".join(sentence for sentences in pool for sentence in sentences)
    small = set(re.findall(r"\b[a-z]+", whole))
    names = [name for name in _CAPITAL.findall(whole) if name.lower() not in small]
    draw = random.Random(seed)
    coming: list[list[Made]] = [[], [], []]
    event = number = 0
    today = FIRST
    while True:
        for _ in range(A_DAY // 5):  # an event has five reports on average
            told = [*draw.choice(pool), *draw.choice(pool)]
            told = draw.sample(told, min(len(told), 24))
            if draw.randrange(KEEPS):
                told = _renamed(told, names, draw)
            for _ in range(draw.randint(1, 9)):
                said = draw.sample(told, min(len(told), draw.randint(8, 18)))
                later = draw.choice((0, 0, 1, 2))
                day = (today + timedelta(days=later)).isoformat()
                coming[later].append(
                    Made(f"m{number}", event, said[0][:90], "\n\n".join(said), draw.choice(OUTLETS), day)
                )
                number += 1
            event += 1
        yield from draw.sample(coming[0], len(coming[0]))
        coming = [*coming[1:], []]
        today += timedelta(days=1)


def _pool(stories: Path) -> list[list[str]]:
    """The sentences of each article."""
    found = []
    for file in sorted(stories.glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            text = json.loads(line)["text"]
            found.append([s for s in re.split(r"(?<=[.!?])\s+|\n+", text) if len(s) > 20])
    return found


def _renamed(sentences: list[str], names: list[str], draw: random.Random) -> list[str]:
    given: dict[str, str] = {}
    known = frozenset(names)

    def other(match: re.Match[str]) -> str:
        old = match.group()
        if old not in given:
            if old[0].isdigit():
                given[old] = str(draw.randrange(10 ** (len(old) - 1), 10 ** len(old)))
            else:
                given[old] = draw.choice(names) if old in known else old
        return given[old]

    return [_TOKEN.sub(other, sentence) for sentence in sentences]
