"""Ordinals of what two claims number."""

from __future__ import annotations

from compare.builder import Report, drafts, row, story
from rashomon.compare import numbers

STORM = "The:DET:det:3 {}:ADJ:amod:3 {}:NOUN:nsubj:4 hit:VERB:ROOT::hit Ulmen:PROPN:dobj:4"


def conflicts(left: str, right: str, *, score: float = 0.995) -> list[tuple[str, str | None]]:
    a, b = Report("a1", left), Report("a2", right)
    found = drafts(numbers.detect, story(a, b, rows=[row(a.claim(), b.claim(), score=score)]))
    return [(d.type, d.judgement) for d in found]


def test_two_ordinals_of_one_noun_in_one_thing() -> None:
    assert conflicts(STORM.format("third", "storm"), STORM.format("5th", "storm")) == [
        ("number", "contradiction")
    ]
    assert conflicts(STORM.format("third", "storm"), STORM.format("3rd", "storm")) == []
    assert conflicts(STORM.format("third", "storm"), STORM.format("5th", "flood")) == []
    assert conflicts(STORM.format("third", "storm"), STORM.format("5th", "storm"), score=0.7) == []


def test_of_two_ordinals_of_one_kind_neither_is_compared() -> None:
    both = (
        STORM.format("third", "storm") + " after:ADP:prep:4 a:DET:det:9 second:ADJ:amod:9 storm:NOUN:pobj:6"
    )
    assert conflicts(both, STORM.format("5th", "storm")) == []


VOTE = "She:PRON:nsubj:2 won:VERB:ROOT::win ,:PUNCT:punct:2 {}:NUM:dobj:2"


def test_tallies_differ_whichever_side_comes_first() -> None:
    assert conflicts(VOTE.format("134-63"), VOTE.format("140-63")) == [("number", "contradiction")]
    assert conflicts(VOTE.format("134-63"), VOTE.format("63-134")) == []
    assert conflicts(VOTE.format("134-63"), VOTE.format("140-63"), score=0.7) == []
    assert conflicts(VOTE.format("134-63"), VOTE.format("5-year")) == []


def test_of_two_tallies_neither_is_compared() -> None:
    assert conflicts(VOTE.format("134-63") + " ,:PUNCT:punct:2 12-3:NUM:dobj:2", VOTE.format("140-63")) == []


def test_ranks_differ() -> None:
    seed = "Tilda:PROPN:nsubj:2 took:VERB:ROOT::take the:DET:det:6 No.:NOUN:nmod:6 {}:NUM:nummod:4 seat:NOUN:dobj:2"
    assert conflicts(seed.format("2"), seed.format("5")) == [("number", "contradiction")]
    assert conflicts(seed.format("2"), seed.format("2")) == []
