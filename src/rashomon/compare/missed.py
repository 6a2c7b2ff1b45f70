"""How likely a point that was not found in an article stands there after all (compare/missed.py).

Method: logistic calibration (Platt 1999) of the score of the nearest rejected passage, with a second constant for
points that several articles carry: what two outlets tell is more often told by a third. The numbers stand in
``missed.json``, written by ``evals/absences.py`` from labelled stories; the score is that of the alignment, so they are
fitted anew when its features or weights change.
Known exceptions: what the labels call no point, an inference or a presupposition, counts as absent; stories were three
reports of one event, in English.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

TABLE = "missed.json"
# Scores nearer to 0 or 1 than this, or none, count as this: one in the last digit that a score is written with.
CLIP = 0.0001


def chance(best: float | None, articles: int, table: Mapping[str, float] | None = None) -> float:
    """Chance in [0, 1] that an article holds a point not found in it.

    ``best``: score in [0, 1] of the nearest rejected passage, None where there was no candidate; ``articles``: in how
    many the point was found. It never falls when ``best`` rises.
    """
    known = fitted() if table is None else table
    odds = known["bias"] + known["score"] * logit(best or 0.0) + known["several"] * (articles > 1)
    return 1 / (1 + math.exp(-odds))


def logit(score: float) -> float:
    """The log odds of a score in [0, 1], clipped."""
    inside = min(max(score, CLIP), 1 - CLIP)
    return math.log(inside / (1 - inside))


@lru_cache(maxsize=1)
def fitted() -> Mapping[str, float]:
    """The numbers that ship."""
    found: Mapping[str, float] = json.loads(files(__package__).joinpath(TABLE).read_text(encoding="utf-8"))
    return found
