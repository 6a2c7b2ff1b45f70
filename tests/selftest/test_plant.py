"""What is edited, into what, and what is left alone."""

from __future__ import annotations

import random

import pytest

from compare.builder import Report
from rashomon.lang import table
from rashomon.selftest.plant import KINDS, Edit, edits

SENTENCES = (
    "On:ADP:prep:5 Tuesday:PROPN:pobj:1 Ida:PROPN:compound:4 Brandl:PROPN:nsubj:5 opened:VERB:ROOT::open 12:NUM:nummod:7 "
    "locks:NOUN:dobj:5 in:ADP:prep:5 Orlo:PROPN:pobj:8 ~.:PUNCT:punct",
    "The:DET:det:2 weir:NOUN:nsubj:4 was:AUX:auxpass:4:be built:VERB:ROOT::build:VBN in:ADP:prep:4 1987:NUM:pobj:5 ~.:PUNCT:punct",
    "It:PRON:nsubj:4 did:AUX:aux:4:do not:PART:neg:4 rise:VERB:ROOT::rise:VB ~.:PUNCT:punct",
)


def made(kind: str, *sentences: str, seed: int = 3) -> list[Edit]:
    report = Report("a1", *(sentences or SENTENCES))
    if not sentences:
        report.name("Ida Brandl")
        report.name("Orlo", kind="place")
    return list(edits(report.annotated(), kind, random.Random(seed)))


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_an_edit_of_exactly_the_old_words(kind: str) -> None:
    text = Report("a1", *SENTENCES).text
    found = made(kind)
    assert found
    assert all(e.kind == kind and e.span.of(text) == e.old != e.new for e in found)
    assert found == made(kind)


def test_denials_and_what_is_denied() -> None:
    assert {(e.old, e.new) for e in made("negation")} == {
        ("opened", "did not open"),
        ("was", "was not"),
        ("did not rise", "rose"),
    }


def test_opposites_keep_the_form() -> None:
    assert {(e.old, e.new) for e in made("antonym")} == {
        ("opened", "closed"),
        ("built", "demolished"),
        ("rise", "fall"),
    }


def test_types() -> None:
    types = {kind: made(kind)[0].type for kind in KINDS}
    assert types == {
        "number": "number", "date": "date", "weekday": "date", "name": "person", "place": "place",
        "negation": "polarity", "antonym": "polarity",
    }  # fmt: skip


def test_a_name_keeps_length_and_usual_gender() -> None:
    (edit,) = made("name")
    first, surname = edit.new.split()
    assert dict(table("given_names"))[first] == "f"
    assert surname != "Brandl"


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("number", "About:ADV 12:NUM locks:NOUN"),
        ("number", "12:NUM or:CCONJ more:ADJ locks:NOUN"),
        ("number", "On:ADP May:PROPN 12:NUM"),
        ("negation", "Who:PRON:nsubj:2 opened:VERB:ROOT::open it:PRON:dobj:2 ~?:PUNCT:punct"),
        ("negation", "He:PRON:nsubj:3 never:ADV:neg:3 opened:VERB:ROOT::open it:PRON:dobj:3"),
        ("negation", "Opened:VERB:ROOT::open yesterday:NOUN"),
        ("antonym", "The:DET:det:3 high:ADJ:amod:3 school:NOUN:ROOT"),
    ],
)
def test_what_would_not_contradict_is_left_alone(kind: str, sentence: str) -> None:
    assert made(kind, sentence) == []


def test_the_lists_are_pairs_of_known_classes() -> None:
    assert {row[0] for row in table("planted_opposites")} == {"verb", "adjective", "noun"}
    assert all(len(row) in (3, 4) and row[1] != row[2] for row in table("planted_opposites"))
    assert {row[0] for row in table("planted_places")} == {"country", "state", "city"}
