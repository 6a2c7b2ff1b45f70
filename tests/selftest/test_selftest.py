"""What counts as found and right, and how a result is told."""

from __future__ import annotations

import json

import pytest

import factory
from rashomon.errors import TooFewArticles
from rashomon.model import Finding, FindingType, Judgement, Passage, Span
from rashomon.selftest import KINDS, Edit, Planted, Selftest, hits, right, selftest
from rashomon.selftest.report import to_dict, to_text

EDIT = Edit("number", "number", Span(10, 12), "12", "17")


def finding(type: FindingType, judgement: Judgement, *passages: Passage) -> Finding:
    return Finding("f1", "conflict", type, judgement, "verbatim@1", 1.0, "…", "p1", passages)


def test_a_hit_has_a_passage_on_both_sides() -> None:
    on, beside = Passage("a1", 8, 13), Passage("a1", 12, 20)
    both = finding("number", "contradiction", on, Passage("a2", 0, 5))
    assert hits([both], ("a1", EDIT.span), ("a2", Span(3, 5))) == [both]
    assert (
        hits(
            [finding("number", "contradiction", beside, Passage("a2", 0, 5))],
            ("a1", EDIT.span),
            ("a2", Span(3, 5)),
        )
        == []
    )
    assert hits([finding("number", "contradiction", on, on)], ("a1", EDIT.span), ("a2", Span(3, 5))) == []


def test_right_is_type_and_judgement_of_one_finding() -> None:
    assert right(EDIT, [finding("number", "contradiction")])
    assert not right(EDIT, [finding("number", "rounding"), finding("date", "contradiction")])
    assert not right(EDIT, [])


def test_no_article_is_an_error() -> None:
    with pytest.raises(TooFewArticles):
        selftest([])


def test_a_result_as_text_and_as_data() -> None:
    article = factory.article("Title\n\nOnly 12 boats sailed.")
    rows = (Planted("a1", EDIT, True, True), Planted("a1", EDIT, True, False))
    result = Selftest(1, (article,), 4, rows, {"person": 2})
    text = to_text(result)
    assert [line.split() for line in text.splitlines()][1] == ["number", "2", "1.00", "0.50"]
    assert "False alarms: 2 in 4 comparisons (person 2), 0.50 each." in text
    data = json.loads(json.dumps(to_dict(result)))
    assert [row["kind"] for row in data["kinds"]] == list(KINDS)
    assert data["kinds"][0] == {"kind": "number", "planted": 2, "found": 1.0, "right": 0.5}
    assert data["kinds"][1]["right"] is None
    assert data["planted"][0]["old"] == "12"
