"""Values of two sentences that were never joined: set against each other where nothing rivals the pair."""

from __future__ import annotations

from compare.builder import Report, story
from rashomon.compare import parallel
from rashomon.compare.context import Context, Draft

OTHER = "Fog:NOUN:nsubj covered:VERB:ROOT Varne:PROPN:dobj ~.:PUNCT:punct"


def told(id: str, *sentences: str) -> Report:
    return Report(id, *sentences, OTHER, outlet=f"Outlet {id}")


def freed(count: str, verb: str = "freed", who: str = "mayor") -> str:
    return (
        f"The:DET:det:3 old:ADJ:amod:3 {who}:NOUN:nsubj:4 {verb}:VERB:ROOT "
        f"{count}:NUM:nummod:6 barges:NOUN:dobj:4 near:ADP:prep:4 Corvan:PROPN:pobj:7 ~.:PUNCT:punct:4"
    )


def found(*reports: Report) -> list[Draft]:
    for report in reports:
        report.claim()
    return list(parallel.detect(Context(story(*reports))))


def test_two_values_among_the_same_words() -> None:
    a, b = told("a1", freed("12")), told("a2", freed("15", verb="released"))
    a.amount("12", 12, counted="barges")
    b.amount("15", 15, counted="barges")
    (finding,) = found(a, b)
    assert (finding.kind, finding.type, finding.judgement) == ("conflict", "number", "contradiction")
    assert finding.detector == "parallel@1"
    assert finding.passages == (a.passage("12"), b.passage("15"))
    assert 0 < finding.score <= 1


def test_other_words_are_another_thing() -> None:
    a = told("a1", freed("12"))
    b = told(
        "a2",
        "Nine:NUM:nsubj sailors:NOUN:nsubj painted:VERB:ROOT 15:NUM:nummod:5 barges:NOUN:dobj:3 ~.:PUNCT",
    )
    a.amount("12", 12, counted="barges")
    b.amount("15", 15, counted="barges")
    assert found(a, b) == []


def test_a_value_that_both_give_is_settled() -> None:
    a, b = told("a1", freed("12")), told("a2", freed("15"), freed("12", verb="sank", who="captain"))
    a.amount("12", 12, counted="barges")
    b.amount("15", 15, counted="barges")
    b.amount("12", 12, counted="barges")
    assert found(a, b) == []


def test_two_answers_are_none() -> None:
    a, b = told("a1", freed("12")), told("a2", freed("15"), freed("17"))
    a.amount("12", 12, counted="barges")
    b.amount("15", 15, counted="barges")
    b.amount("17", 17, counted="barges")
    assert found(a, b) == []
