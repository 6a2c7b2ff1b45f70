"""Whether two places can be where one thing is: the one in the other, or near it (compare/places.py).

Requirement: a coarser place is no other place, so two names are apart only where every place that bears the one is
outside every place that bears the other. A name that is not listed, a square or a river, is never apart from another.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from rashomon.lang import table
from rashomon.lang.names import key, listed

# Kilometres within which a city's name may be told for another's: the town for its suburb.
NEAR = 100.0
EARTH = 6371.0


@dataclass(frozen=True, slots=True)
class Place:
    """A country, a state in it, or a city: ``state`` "" for none, ``at`` in degrees of latitude and longitude."""

    country: str
    state: str
    at: tuple[float, float] | None


def known(name: str) -> bool:
    """Whether a name is of a listed place."""
    return place_key(name) in _bearers()


def apart(one: str, other: str) -> bool | None:
    """Whether two names are of places outside each other; None where one of them is not listed."""
    left, right = (_bearers().get(place_key(n), ()) for n in (one, other))
    if not left or not right:
        return None
    return not any(_meet(a, b) for a in left for b in right)


def _meet(one: Place, other: Place) -> bool:
    if one.country != other.country:
        return False
    if one.at and other.at:
        return _distance(one.at, other.at) <= NEAR
    return not one.state or not other.state or one.state == other.state


def _distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Kilometres between two points, by the haversine formula."""
    (a, b), (c, d) = (tuple(map(math.radians, p)) for p in (one, other))
    half = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * EARTH * math.asin(math.sqrt(half))


def place_key(name: str) -> str:
    """What a place's names have in common, those of its people too: "Danish", "Denmark"."""
    named = key(peoples().get(name, _states().get(name, name)))
    return listed().get(named, (named,))[0]


@lru_cache(maxsize=1)
def states() -> Mapping[str, str]:
    """Key of a state's name to the name."""
    return {place_key(name): name for name in _states().values()}


@lru_cache(maxsize=1)
def _states() -> Mapping[str, str]:
    """What a state is called, its short form too ("Ariz."), to its whole name."""
    names: dict[tuple[str, str], list[str]] = {}
    for sort, name, country, state, *_ in table("places"):
        if sort == "state":
            names.setdefault((country, state), []).append(name)
    return {name: max(found, key=len) for found in names.values() for name in found}


@lru_cache(maxsize=1)
def peoples() -> Mapping[str, str]:
    """The word for a place's people, as written, to the place."""
    return {row[0]: row[1] for row in table("demonyms") if row[1] != "-"}


@lru_cache(maxsize=1)
def _bearers() -> Mapping[str, tuple[Place, ...]]:
    """Key of a name to the places that bear it."""
    found: dict[str, list[Place]] = {}
    for _, name, country, state, north, east in table("places"):
        at = None if north == "-" else (float(north), float(east))
        place = Place(country, "" if state == "-" else state, at)
        found.setdefault(place_key(name), []).append(place)
    return {name: tuple(places) for name, places in found.items()}
