"""Copies: thinned, in another order, the edits in their places."""

from __future__ import annotations

import random

from compare.builder import Report
from rashomon.selftest.copies import copied, drawn
from rashomon.selftest.plant import KINDS, body

SENTENCES = [f"On:ADP Tuesday:PROPN {n}:NUM:nummod:4 boats:NOUN sailed:VERB ~.:PUNCT" for n in range(20, 60)]


def test_an_edit_stands_where_it_is_said_to() -> None:
    annotated = Report("a1", *SENTENCES).annotated()
    edits = drawn(annotated, KINDS, random.Random(5))
    assert [e.kind for e in edits] == ["number", "weekday"]
    text, places = copied(annotated, edits, random.Random(5))
    assert [places[e].of(text) for e in edits] == [e.new for e in edits]
    homes = [s for s in body(annotated) for e in edits if s.contains(e.span)]
    assert len(set(homes)) == 2


def test_sentences_are_dropped_and_shuffled_and_else_unchanged() -> None:
    annotated = Report("a1", *SENTENCES).annotated()
    text, _ = copied(annotated, (), random.Random(5))
    old = [s.of(annotated.article.text) for s in body(annotated)]
    new = [f"{line.strip()}." for line in text.replace("\n\n", " ").strip().split(".") if line.strip()]
    assert set(new) < set(old)
    assert 20 <= len(new) <= 36
    assert new != [s for s in old if s in new]
    assert copied(annotated, (), random.Random(5))[0] == text


def test_the_title_stays() -> None:
    annotated = Report("a1", "Boats:NOUN sail:VERB", *SENTENCES, title=True).annotated()
    text, _ = copied(annotated, (), random.Random(5))
    assert text.startswith("Boats sail\n\n")
