"""Nominals and pronouns."""
from __future__ import annotations

from collections.abc import Sequence

from rashomon.annotate.naming import Group
from rashomon.annotate.reading import Reading
from rashomon.model import Mention


def refer(reading: Reading, groups: Sequence[Group]) -> list[list[Mention]]:
    return [[] for _ in groups]
