"""What refers to the named without naming it: descriptions and pronouns.

Both are read left to right over the same list of ``Spot``s, so that a description resolved earlier can be what a
pronoun means.
"""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.annotate import nominals, pronouns
from rashomon.annotate.naming import Group
from rashomon.annotate.reading import Reading
from rashomon.annotate.spots import spot
from rashomon.model import Mention


def refer(reading: Reading, groups: Sequence[Group]) -> list[list[Mention]]:
    """For each group its nominal and pronoun mentions."""
    named = [spot(reading, n.first, n.last, k, "name") for k, g in enumerate(groups) for n in g.names]
    described = nominals.find(reading, groups, named)
    referring = pronouns.find(reading, groups, sorted([*named, *described], key=lambda s: (s.head, s.first)))
    found: list[list[Mention]] = [[] for _ in groups]
    for s in (*described, *referring):
        if s.group >= 0:
            start, end = reading.tokens[s.first].start, reading.tokens[s.last - 1].end
            found[s.group].append(Mention(reading.article.id, start, end, s.form))
    return found
