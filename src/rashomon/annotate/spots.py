"""A place in the text that stands for somebody, and what it does in its clause."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from rashomon.annotate.reading import Reading
from rashomon.model import MentionForm

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
