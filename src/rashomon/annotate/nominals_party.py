"""The party and place in brackets or commas behind a name: "Ida Brandl (D-Calif.)", "Ida Brandl, R-Tex.,"."""

from __future__ import annotations

import re
from functools import lru_cache

from rashomon.annotate.reading import Reading
from rashomon.lang.names import key, listed

_BEHIND = re.compile(r"\s?[(,]\s?(?P<party>[DR])-(?P<place>(?:[A-Z]\w*\.?\s?)+)[),.]")
_NAMES = {"D": "democrat", "R": "republican"}
_REACH = 30  # code points behind the name


@lru_cache(maxsize=1)
def _places() -> frozenset[str]:
    return frozenset(name for name, kind in listed().values() if kind == "place" and " " not in name)


def of_party(reading: Reading, at: int) -> tuple[str, str] | None:
    """Role noun of the party, and key of the place, that stand at token ``at``."""
    if at >= len(reading.tokens):
        return None
    end = reading.tokens[at - 1].end
    match = _BEHIND.match(reading.article.text[end : end + _REACH])
    if match is None:
        return None
    place = key(match["place"].strip())
    place = next((p for p in sorted(_places()) if p.startswith(place)), place)  # "Calif."
    return _NAMES[match["party"]], place
