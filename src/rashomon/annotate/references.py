"""What refers to the named without naming it: descriptions and pronouns.

Both are read left to right over the same list of ``Spot``s, so that a description resolved earlier can be what a
pronoun means.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from rashomon.annotate.naming import Group
from rashomon.annotate.reading import Reading
from rashomon.model import Mention, MentionForm

Part = Literal["subject", "object", "owner", "other"]


@dataclass(frozen=True, slots=True)
class Spot:
    """Tokens ``[first, last)`` that stand for group ``group`` (-1 and below: for somebody who has no name here).

    ``head`` is the token that the rest of the sentence sees; ``part`` what it does there."""

    first: int
    last: int
    head: int
    group: int
    form: MentionForm
    part: Part


def head_of(reading: Reading, first: int, last: int) -> int:
    """The token of a range whose governor lies outside, the last of several."""
    for i in range(last - 1, first - 1, -1):
        head = reading.tokens[i].head
        if not first <= head < last or head == i:
            return i
    return last - 1


def spot(reading: Reading, first: int, last: int, group: int, form: MentionForm) -> Spot:
    """A spot with its head and part worked out."""
    head = head_of(reading, first, last)
    return Spot(first, last, head, group, form, part_of(reading, head))


def part_of(reading: Reading, head: int) -> Part:
    """What a token does in its clause; conjuncts and appositions do what their first member does."""
    token = reading.tokens[head]
    for _ in range(4):
        if token.dep in {"conj", "appos", "nmod"} and token.head != token.index:
            token = reading.tokens[token.head]
        else:
            break
    if token.dep in {"nsubj", "nsubjpass", "csubj", "expl"}:
        return "subject"
    if token.dep in {"dobj", "iobj", "dative", "agent", "oprd"}:
        return "object"
    if token.dep == "poss":
        return "owner"
    if token.dep == "ROOT" and token.pos in {"PROPN", "NOUN"}:
        return "subject"
    if token.dep == "pobj" and reading.tokens[token.head].dep == "agent":
        return "object"
    return "other"


def refer(reading: Reading, groups: Sequence[Group]) -> list[list[Mention]]:
    """For each group its nominal and pronoun mentions."""
    from rashomon.annotate import nominals, pronouns  # they build on the types above

    named = [spot(reading, n.first, n.last, k, "name") for k, g in enumerate(groups) for n in g.names]
    described = nominals.find(reading, groups, named)
    referring = pronouns.find(reading, groups, sorted([*named, *described], key=lambda s: (s.head, s.first)))
    found: list[list[Mention]] = [[] for _ in groups]
    for s in (*described, *referring):
        if s.group >= 0:
            start, end = reading.tokens[s.first].start, reading.tokens[s.last - 1].end
            found[s.group].append(Mention(reading.article.id, start, end, s.form))
    return found
