"""Stated as fact here, attributed or hedged there."""

from __future__ import annotations

from typing import Any

import pytest

from compare.builder import Report, drafts, row, story
from rashomon.compare import voice
from rashomon.compare.context import Draft
from rashomon.model import Claim

LEAKS = (
    "Orvin:PROPN:nsubj:2 said:VERB:ROOT the:DET:det:4 weir:NOUN:nsubj:5 leaked:VERB:ccomp:2 at:ADP:prep:5 "
    "the:DET:det:8 opening:NOUN:pobj:6 ~.:PUNCT:punct"
)
CLAIM = "the weir leaked"


def report(id: str) -> Report:
    return Report(id, LEAKS, outlet={"a1": "Herald", "a2": "Bugle"}[id])


def found(left: Report, right: Report, *claims: Claim, doubtful: bool = False) -> list[Draft]:
    rows = [row(*claims, score=0.7, doubtful=doubtful)]
    return drafts(voice.detect, story(left, right, rows=rows))


def sides(**given: Any) -> tuple[Report, Report, Claim, Claim]:
    """A fact in the first report, an attributed claim in the second."""
    a, b = report("a1"), report("a2")
    fact = a.claim(CLAIM, predicate="leaked", **given)
    doubt = b.claim(
        CLAIM, predicate="leaked", by=b.said(CLAIM, source="Orvin", by=b.name("Orvin", whole="Orvin Pell"))
    )
    return a, b, fact, doubt


def test_fact_beside_attribution() -> None:
    (finding,) = found(*sides())
    assert (finding.type, finding.judgement, finding.detector, finding.row) == (
        "statement",
        None,
        "voice@1",
        0,
    )
    assert finding.why == "Herald states it as fact; Bugle attributes it to Orvin Pell."
    assert [p.article for p in finding.passages] == ["a1", "a2"]
    assert finding.score == 0.7


def test_the_fact_comes_first_whatever_the_order() -> None:
    b, a = report("a1"), report("a2")
    doubt = b.claim(CLAIM, predicate="leaked", by=b.said(CLAIM, source="Orvin"))
    (finding,) = found(b, a, doubt, a.claim(CLAIM, predicate="leaked"))
    assert finding.why == "Bugle states it as fact; Herald attributes it to “Orvin”."
    assert [p.article for p in finding.passages] == ["a2", "a1"]


def test_nobody_named_and_hedged() -> None:
    a, b = report("a1"), report("a2")
    fact = a.claim(CLAIM, predicate="leaked")
    (unnamed,) = found(a, b, fact, b.claim(CLAIM, predicate="leaked", by=b.said(CLAIM)))
    assert unnamed.why.endswith("attributes it to somebody it does not name.")
    b = report("a2")
    (hedged,) = found(a, b, fact, b.claim(CLAIM, predicate="leaked", hedged=True))
    assert hedged.why.endswith("Bugle hedges it.")


def test_two_facts_or_two_doubts_are_nothing() -> None:
    a, b = report("a1"), report("a2")
    assert found(a, b, a.claim(CLAIM, predicate="leaked"), b.claim(CLAIM, predicate="leaked")) == []
    assert found(*sides(hedged=True)) == []


def test_what_is_supposed_is_not_stated() -> None:
    def shown(conjunction: str) -> int:
        a, b = report("a1"), report("a2")
        sentence = LEAKS.replace("the:DET:det:4", f"{conjunction}:SCONJ:mark:6 the:DET:det:5", 1)
        sentence = sentence.replace("weir:NOUN:nsubj:5", "weir:NOUN:nsubj:6")
        a = Report("a1", sentence)
        fact = a.claim(f"{conjunction} {CLAIM}", predicate="leaked")
        return len(found(a, b, fact, b.claim(CLAIM, predicate="leaked", by=b.said(CLAIM))))

    assert shown("as") == 1
    assert shown("whether") == shown("if") == 0


def test_a_caption_or_a_doubtful_row_is_nothing() -> None:
    assert found(*sides(role="caption")) == found(*sides(role="title")) == []
    assert found(*sides(), doubtful=True) == []


def test_who_says_it_in_its_own_voice_elsewhere() -> None:
    a, b, fact, doubt = sides()
    assert found(a, b, fact, doubt, b.claim("weir leaked")) == []


@pytest.mark.parametrize("noun", ["fact", "doubt"])
def test_a_named_event_asserts_nothing(noun: str) -> None:
    a, b = report("a1"), report("a2")
    words = {"fact": (CLAIM, "leaked"), "doubt": (CLAIM, "leaked"), noun: ("the opening", "opening")}
    fact = a.claim(words["fact"][0], predicate=words["fact"][1])
    doubt = b.claim(words["doubt"][0], predicate=words["doubt"][1], by=b.said(words["doubt"][0]))
    assert found(a, b, fact, doubt) == []
