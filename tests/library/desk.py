"""A desk's articles, made by hand: invented events, each told by several invented outlets in other words."""

from __future__ import annotations

import random
from pathlib import Path

from rashomon.library import Added, Entry, Library, added

SYLLABLES = "ar bel cor dun el fer gol hal ist jor kel lun mor nes orl pel quen rav sol tav ulm ver wex yor zen".split()
THINGS = (
    "ferry bridge mill harbour tunnel school orchard quarry depot library cannery theatre dam chapel".split()
)
HAPPENED = "burned flooded closed collapsed reopened failed moved stopped split sank".split()
OUTLETS = ("The Ardmoor Ledger", "Sundhaven Courier", "The Lantern Post", "Quenby Star")


def told(event: int, outlet: int) -> Entry:
    """What an outlet (0 to 3) has of an event: the same names and figures in other words."""
    draw = random.Random(event)
    place, other, one, two, name, firm = ("".join(draw.sample(SYLLABLES, 3)).capitalize() for _ in range(6))
    thing, what = draw.choice(THINGS), draw.choice(HAPPENED)
    hurt, cost = draw.randrange(11, 99), draw.randrange(100, 999)
    day = f"{2026 + event // 12}-{1 + event % 12:02}-{1 + event % 27:02}"
    texts = (
        f"The {thing} {name} in {place} {what} on Monday, and {hurt} people had to leave. Mayor Ana {one} said the damage "
        f"would cost {cost} crowns.\n\nThe owner, Iven {two} of {firm} in {other}, promised an inquiry.",
        f"{hurt} people left the {name} of {firm} after it {what}, officials in {place} said.\n\n“It will cost {cost} "
        f"crowns,” Ana {one} told reporters. Iven {two}, who owns the {thing}, was in {other}.",
        f"An inquiry into the {name} begins, Iven {two} of {firm} said in {other}. His {thing} in {place} {what} with "
        f"{hurt} people inside.\n\nWitnesses heard Ana {one}, the mayor, speak of {cost} crowns.",
        f"Who pays for the {name}? In {place} the {thing} of {firm} {what} and {hurt} people fled. Ana {one} wants {cost} "
        f"crowns of Iven {two}.\n\nA spokesman in {other} had nothing to say.",
    )
    return Entry(
        id=f"e{event}-{outlet}",
        text=texts[outlet],
        title=f"The {name} {what} in {place}",
        outlet=OUTLETS[outlet],
        url=f"https://news.example/{event}/{outlet}",
        published=day,
        origin=f"{event}-{outlet}.txt",
        keyed=True,
    )


def put(path: Path, entries: list[Entry], batch: int = 50) -> list[Added]:
    """Added to the library at a path, which is made if it is not there."""
    with Library(path, writable=True) as library:
        rows = [row for done in added(library, entries, batch=batch) for row in done]
    assert all(isinstance(row, Added) for row in rows)
    return rows  # type: ignore[return-value]


def stories(path: Path) -> set[frozenset[str]]:
    """The ids of the articles of each story."""
    found: dict[int, set[str]] = {}
    with Library(path) as library:
        for id, story in library.db.execute("SELECT id, story FROM article"):
            found.setdefault(story, set()).add(id)
    return {frozenset(ids) for ids in found.values()}
