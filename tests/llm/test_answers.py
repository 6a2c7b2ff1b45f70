"""Whatever a model writes is proposals and what is none; nothing raises."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.llm.answers import MOST, SHOWN, Pairing, Sentence, parsed

SENTENCE = {"replaces": 1, "operator": "agreed", "points": ["p1"], "claims": [], "text": "Both\n say  so."}
PAIR = {"claims": ["c1", "c2"], "quotes": ["a", "b"]}


def test_proposals_are_read_in_their_order_and_words_around_them_passed_over() -> None:
    text = "Sure!\n```json\n" + json.dumps({"sentences": [SENTENCE], "alignments": [PAIR]}) + "\n```"
    found, wrong = parsed(text)
    assert found == (Pairing(("c1", "c2"), ("a", "b")), Sentence(1, "agreed", ("p1",), (), "Both say so."))
    assert wrong == ()


@pytest.mark.parametrize(
    "text",
    ["", "I would rather not.", "{", "[1, 2]", '{"sentences": [', "{" * 50_000 + "}" * 50_000,
     '{"a": ' + "[" * 50_000 + "]" * 50_000 + "}", '{"n": ' + "9" * 6_000 + "}", '{"other": 1}', '{"sentences": 3}'],
)  # fmt: skip
def test_what_is_not_the_json_that_was_asked_for_is_named(text: str) -> None:
    found, wrong = parsed(text)
    assert found == ()
    assert [w.rule for w in wrong] == ["answer"]


@pytest.mark.parametrize(
    "change",
    [{"operator": "certain"}, {"points": []}, {"points": "p1"}, {"text": ""}, {"text": 4}, {"replaces": "1"},
     {"replaces": True}, {"claims": None}, {"text": "x" * 1_001}, {"points": ["p1"] * 21}, {"points": [["p1"]]}],
)  # fmt: skip
def test_a_sentence_in_another_form_is_named(change: dict[str, object]) -> None:
    found, (wrong,) = parsed(json.dumps({"sentences": [{**SENTENCE, **change}, 7][:1]}))
    assert (found, wrong.kind, wrong.rule) == ((), "answer", "answer")


@pytest.mark.parametrize("row", [7, None, [], {"claims": ["c1"], "quotes": ["a"]}, {"claims": ["c1", "c2"]}])
def test_a_pair_in_another_form_is_named(row: object) -> None:
    found, (wrong,) = parsed(json.dumps({"alignments": [row]}))
    assert (found, wrong.rule) == ((), "answer")


def test_only_so_many_are_looked_at() -> None:
    found, wrong = parsed(json.dumps({"sentences": [SENTENCE] * (MOST + 3)}))
    assert len(found) == MOST
    assert "3 proposals past the first" in wrong[0].why


def test_what_is_shown_is_short_and_has_no_control_characters() -> None:
    _, (wrong,) = parsed("\x1b[31mred\u2028\ud800 " + "x" * 5_000)
    assert len(wrong.text) == SHOWN
    assert wrong.text.isprintable()


@given(st.recursive(st.none() | st.text() | st.integers() | st.floats(), lambda s: st.lists(s) | st.dictionaries(
    st.sampled_from(["sentences", "alignments", "claims", "quotes", "points", "text", "operator"]), s)))  # fmt: skip
def test_no_answer_raises(value: object) -> None:
    parsed(json.dumps(value))
