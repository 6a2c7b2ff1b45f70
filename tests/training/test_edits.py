"""Edits of a parsed sentence: what comes out, and that the label is the right one for it."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from rashomon.annotate.parse import parse
from rashomon.ingest import read_bytes

pytestmark = pytest.mark.slow
FOLDER = Path(__file__).parents[2] / "training" / "relation"


@pytest.fixture(scope="module")
def edits() -> Iterator[Any]:
    sys.path.insert(0, str(FOLDER))
    import edits
    import sentence

    edits.sentence = sentence
    yield edits
    sys.path.remove(str(FOLDER))


def made(edits: Any, kind: str, text: str, *, forms: dict[tuple[str, str], str] | None = None) -> set[str]:
    """All that edits of a kind make of a sentence, with the forms and names given."""
    parsed = parse(read_bytes(f"{text} And so on.".encode(), "a.txt"))
    tokens = [t for t in parsed.tokens if t.sentence == 0]
    s = edits.sentence.Sentence.within(text, tokens, 0)
    known = edits.sentence.learn([s])
    names = {"PERSON": ["Ilse Marrow"], "GPE": ["Quenby"]}
    knowledge = edits.sentence.Knowledge(forms or {}, names, known.opposites, known.concepts)
    found = set()
    for seed in range(8):
        for edit in getattr(edits, kind)(s, knowledge, random.Random(seed)):
            found.add(edits.sentence.apply(s, [edit]))
    return found


def test_a_denied_verb(edits: Any) -> None:
    forms = {("open", "VB"): "open"}
    assert "The council did not open the bridge on Friday." in made(
        edits, "negated", "The council opened the bridge on Friday.", forms=forms
    )
    assert made(edits, "negated", "The ferry will sail today.") == {"The ferry will not sail today."}
    assert made(edits, "negated", "The ferry will not sail today.") == {"The ferry will sail today."}


def test_another_value(edits: Any) -> None:
    for text in made(edits, "other_number", "The storm killed 12 people on Monday."):
        words = text.split()
        assert (words[3] != "12") != (words[-1] != "Monday.")
        assert words[:3] == ["The", "storm", "killed"]


def test_an_opposite_in_the_same_form(edits: Any) -> None:
    forms = {("reject", "VBD"): "rejected", ("reject", "VB"): "reject"}
    assert "The council rejected the plan." in made(
        edits, "opposite", "The council approved the plan.", forms=forms
    )
    assert made(edits, "opposite", "The council approved the plan.") == set()


def test_passive(edits: Any) -> None:
    forms = {("reject", "VBN"): "rejected"}
    assert made(edits, "passive", "The council rejected the plans.", forms=forms) == {
        "The plans were rejected by the council."
    }


def test_a_dropped_modifier_leaves_what_follows_from_the_whole(edits: Any) -> None:
    found = made(edits, "dropped", "The old bridge, which was built in 1901, collapsed on Monday.")
    assert "The old bridge collapsed on Monday." in found
    assert all(text.startswith("The") and "collapsed" in text for text in found)


@pytest.mark.parametrize(
    "text",
    [
        "The council did not approve the costly bridge on Monday.",
        "Every new bridge was closed on Monday.",
        "The bridge will close if heavy rain falls on Monday.",
    ],
)
def test_nothing_is_dropped_where_it_could_turn_the_meaning(edits: Any, text: str) -> None:
    assert made(edits, "dropped", text) == set()


def test_an_alleged_thief_is_not_a_thief(edits: Any) -> None:
    assert made(edits, "dropped", "Police arrested the alleged thief.") == set()


def test_edits_that_overlap_are_not_done_together(edits: Any) -> None:
    replacement = edits.sentence.Replacement
    s = edits.sentence.Sentence.__new__(edits.sentence.Sentence)
    s.text = "The ferry sank."
    assert edits.sentence.apply(s, [(replacement(4, 9, "boat"),), (replacement(0, 5, ""),)]) is None
    assert (
        edits.sentence.apply(s, [(replacement(4, 9, "boat"),), (replacement(10, 14, "left"),)])
        == "The boat left."
    )
