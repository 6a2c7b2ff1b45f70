"""Where and when an agency's report was written, at the beginning of its first paragraph: "ELLERY, June 18 (AP) — ".

Requirement: a place that is not in capitals needs the agency in brackets, and what follows begins like a sentence.
Known exceptions: a place in capitals without either, before a dash, is taken for one ("NATO — The alliance …").
"""

from __future__ import annotations

import re
from functools import lru_cache

from rashomon.lang import entries


@lru_cache(maxsize=1)
def _dateline() -> re.Pattern[str]:
    month = "|".join(sorted(entries("block_calendar"), key=lambda entry: (-len(entry), entry)))
    capitals = r"[^\W\d_a-zß-öø-ÿ][^\W\d_a-zß-öø-ÿ.’'\-]+"
    named = r"[^\W\d_a-zß-öø-ÿ][\w.’'\-]*"
    wider = rf"(?:, {named}(?: {named}){{0,2}})?"
    when = rf"(?:, (?i:{month})\.? \d{{1,2}}(?:, \d{{4}})?)?"
    agency = r" ?\([^()\n]{2,30}\)"
    return re.compile(
        rf"(?:{capitals}(?:[ /]{capitals}){{0,3}}{wider}{when}(?:{agency})?"
        rf"|{named}(?: {named}){{0,2}}{wider}{when}{agency})"
        r" ?(?:—|–|--|-)(?= ?[\"“‘'(]?[^\W_a-zß-öø-ÿ]) ?"
    )


def dateline_end(line: str) -> int:
    """Where the paragraph's own words begin; 0 without a dateline."""
    match = _dateline().match(line)
    return match.end() if match and match.end() < len(line) else 0
