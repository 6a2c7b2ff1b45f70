"""How two statements relate: the promises of the result, and what a reader would say of plain cases."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

import rashomon
from rashomon.errors import InputError
from rashomon.models import relation
from rashomon.models.relation import RELATIONS, STANCES, Pair, Relater, lay_out, load_relater, relate

POSITIVE = {"same", "entails", "entailed"}
PAIRS = [
    {"left": "The storm killed 12 people in Quenby.", "right": "The storm killed 30 people in Quenby."},
    {"left": "The council approved the bridge.", "right": "The council approved the bridge."},
    {"left": "in May", "right": "next spring", "question": "When will the ferry sail?"},
    {"left": "A wren stole a train.", "right": "No, a wren did not steal a train: it's a hoax"},
]


@pytest.fixture(scope="module")
def results() -> list[relation.Relation]:
    return relate(PAIRS)


def test_a_result_a_pair_with_probabilities_that_add_up(results: list[relation.Relation]) -> None:
    assert len(results) == len(PAIRS)
    for result in results:
        assert set(result) == {"relation", "probabilities", "stance"}
        assert tuple(result["probabilities"]) == RELATIONS
        assert all(0 <= p <= 1 for p in result["probabilities"].values())
        assert math.isclose(sum(result["probabilities"].values()), 1, abs_tol=1e-5)
        assert result["stance"] in STANCES


def test_order_is_kept_and_company_changes_nothing(results: list[relation.Relation]) -> None:
    assert relate(reversed(PAIRS)) == results[::-1]
    assert [relate([pair])[0] for pair in PAIRS] == results


def test_the_decision_is_the_summed_probability_over_the_threshold(
    results: list[relation.Relation],
) -> None:
    table = load_relater()._table
    for pair, result in zip(PAIRS, results, strict=True):
        summed = sum(result["probabilities"][name] for name in POSITIVE)
        threshold = table["question" if pair.get("question") else "plain"]["threshold"]
        assert (result["relation"] in POSITIVE) == (summed >= threshold)
        among = POSITIVE if result["relation"] in POSITIVE else set(RELATIONS) - POSITIVE
        assert result["probabilities"][result["relation"]] == max(result["probabilities"][n] for n in among)


def test_turned_round_entails_and_entailed_change_places(results: list[relation.Relation]) -> None:
    for pair, result in zip(PAIRS, results, strict=True):
        turned = relate([{**pair, "left": pair["right"], "right": pair["left"]}])[0]
        swapped = {"entails": "entailed", "entailed": "entails"}
        for name in RELATIONS:
            assert math.isclose(
                result["probabilities"][name],
                turned["probabilities"][swapped.get(name, name)],
                abs_tol=1e-4,
            )


def test_plain_cases(results: list[relation.Relation]) -> None:
    assert results[0]["relation"] == "conflicts"
    assert results[1]["relation"] == "same"
    assert results[3]["stance"] == "against"


def test_what_is_longer_entails_what_is_shorter() -> None:
    whole, part = "The old bridge at Ulmen collapsed on Tuesday morning.", "The bridge at Ulmen collapsed."
    assert [r["relation"] for r in relate([Pair(whole, part), Pair(part, whole)])] == ["entails", "entailed"]


@pytest.mark.parametrize(
    ("value", "named"),
    [
        ({"left": "a"}, '"right"'),
        ({"left": " ", "right": "b"}, '"left"'),
        ({"left": "a", "right": "b", "question": 3}, '"question"'),
        (["a", "b"], "object"),
        ("a", "object"),
    ],
)
def test_what_is_no_pair_is_named(value: Any, named: str) -> None:
    with pytest.raises(InputError, match=r"pair 2: ") as caught:
        relate([PAIRS[0], value])
    assert named in str(caught.value)


def test_an_empty_question_is_none() -> None:
    one, other = relate([{"left": "a b", "right": "a c", "question": " "}, {"left": "a b", "right": "a c"}])
    assert one == other


@pytest.mark.parametrize("text", ["\ud83d", "\x00", "🜁 שלום", "[SEP]", "x" * 9000, "word " * 3000, "?"])
def test_any_text_is_read(text: str) -> None:
    for result in relate([Pair(text, "The ferry sank."), Pair("The ferry sank.", text, text)]):
        assert math.isfinite(sum(result["probabilities"].values()))


def test_marks_say_whose_piece_it_is_and_whether_the_other_has_it() -> None:
    row = lay_out([7, 8], [8, 9])
    assert row.pieces == [101, 7, 8, 102, 8, 9, 102]
    assert row.marks == [[0, 0], [0, 0], [0, 1], [0, 0], [1, 1], [1, 0], [1, 0]]


def test_the_table_decides_not_the_largest() -> None:
    """A summed probability of 0.4 over a threshold of 0.3 is "the same", though one other relation has 0.6."""

    class Session:
        def run(self, _: None, feed: dict[str, Any]) -> list[Any]:
            return [np.array([[2.0, 0.0, 0.0, 9.0, 0.0, 0.0]]), np.array([[0.0, 0.0, 1.0]])]

    class Encoder:
        def encode(self, texts: Any) -> Any:
            return np.eye(3, dtype=np.float32)[[n % 3 for n, _ in enumerate(texts)]]

    part = {"weights": {"near": 1.0}, "bias": math.log(0.4 / 0.6), "threshold": 0.3, "temperature": 1.0}
    table = {"plain": part, "stance": {"temperature": 1.0, "bias": [5.0, 0.0, 0.0]}}
    relater = Relater(Session(), load_relater()._tokenizer, Encoder(), table)
    result = relater.relate(Pair("a", "b"))
    assert result["relation"] == "same"
    assert result["stance"] == "for"
    assert math.isclose(sum(result["probabilities"][name] for name in POSITIVE), 0.4, abs_tol=1e-5)
    table["plain"] = {**part, "threshold": 0.5}
    assert relater.relate(Pair("a", "b"))["relation"] == "conflicts"


def test_a_pair_that_stands_twice_or_turned_is_read_once() -> None:
    """Both orders are read the first time; a statement gets its vector once."""
    runs: list[int] = []
    encoded: list[str] = []

    class Session:
        def run(self, _: None, feed: dict[str, Any]) -> list[Any]:
            runs.append(feed["pieces"].shape[1])
            return [np.array([[2.0, 0.0, 1.0, 9.0, 0.0, 0.0]]), np.array([[0.0, 0.0, 1.0]])]

    class Encoder:
        def encode(self, texts: Any) -> Any:
            encoded.extend(texts)
            return np.eye(3, dtype=np.float32)[[len(t) % 3 for t in texts]]

    table = load_relater()._table
    relater = Relater(Session(), load_relater()._tokenizer, Encoder(), table)
    found = list(relater.relate_each([Pair("a", "bb"), Pair("bb", "a"), Pair("a", "bb"), Pair("a", "ccc")]))
    assert len(runs) == 4
    assert encoded == ["a", "bb", "ccc"]
    assert found[0] == found[2] == relater.relate(Pair("a", "bb"))
    assert found[1] == relater.relate(Pair("bb", "a"))


def test_public_and_known_by_its_weights() -> None:
    assert rashomon.relate is relate
    assert relation.relation_id().startswith(f"{relation.NAME}@")
