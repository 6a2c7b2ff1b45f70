"""Two claims that a model takes for one thing: a doubt at most, and only where nothing speaks against it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flood import CLAIMS, comparison

from rashomon.llm.answers import Pairing
from rashomon.llm.doubts import became, joined, judged
from rashomon.model import Comparison, Point

WORDS = {id: words for id, _, words, _ in CLAIMS}


def _pair(left: str, right: str, *quotes: str) -> Pairing:
    one, other = quotes or (WORDS[left], WORDS[right])
    return Pairing((left, right), (one, other))


def test_a_pair_that_the_program_was_in_doubt_of_is_kept() -> None:
    pairs, (told,) = judged(comparison(), [_pair("c13", "c14", "shut by snow", "Snow has shut")])
    assert pairs == (("c13", "c14"),)
    assert (told.rule, told.points, told.claims) == (None, ("p11", "p12"), ("c13", "c14"))


@pytest.mark.parametrize(
    ("pair", "rule"),
    [
        (_pair("c13", "c14", "shut by ice", "Snow has shut"), "quotation"),
        (_pair("c13", "c14", "", "Snow has shut"), "quotation"),
        (_pair("c13", "c14", "Wolves crossed", "Snow has shut"), "quotation"),
        (Pairing(("c13", "c99"), ("shut", "shut")), "span"),
        (_pair("c13", "c16"), "span"),  # of one report
        (_pair("c1", "c12"), "operator"),  # one is told by both already
        (_pair("c5", "c15"), "value"),  # 12 and 15
        (_pair("c16", "c17"), "negation"),
    ],
)
def test_others_are_refused_by_their_rule(pair: Pairing, rule: str) -> None:
    pairs, (told,) = judged(comparison(), [pair])
    assert pairs == ()
    assert (told.became, told.rule) == (None, rule), told


def test_a_claim_is_doubted_once() -> None:
    pairs, told = judged(comparison(), [_pair("c13", "c14"), _pair("c13", "c12")])
    assert pairs == (("c13", "c14"),)
    assert [t.rule for t in told] == [None, "twice"]


def _made_of(status: str | None) -> tuple[Comparison, str]:
    """The comparison with the pair as a point of this status, None as two points; and the point's id."""
    plain = comparison()
    if status is None:
        return plain, ""
    cells = (("a1", ("c13",)), ("a2", ("c14",)))
    point = Point("p11", cells, status, 2, 2, (), 0.5)  # type: ignore[arg-type]
    others = tuple(p for p in plain.points if p.id not in ("p11", "p12"))
    return replace(plain, points=(*others, point)), "p11"


def test_a_pair_that_came_out_unsure_is_that_point() -> None:
    pairs, told = judged(comparison(), [_pair("c13", "c14")])
    made, point = _made_of("unsure")
    assert joined(made, pairs, unsure=True) == pairs
    (kept,) = became(made, told, ())
    assert (kept.became, kept.rule, kept.points) == (point, None, (point,))


def test_a_pair_that_would_be_more_than_a_doubt_is_refused() -> None:
    pairs, told = judged(comparison(), [_pair("c13", "c14")])
    made, _ = _made_of("conflict")
    assert (joined(made, pairs, unsure=True), joined(made, pairs, unsure=False)) == ((), pairs)
    (refused,) = became(comparison(), told, pairs)
    assert (refused.became, refused.rule) == (None, "operator")


def test_a_pair_that_the_alignment_did_not_join_is_refused() -> None:
    pairs, told = judged(comparison(), [_pair("c13", "c14")])
    made, _ = _made_of(None)
    assert joined(made, pairs, unsure=False) == ()
    (refused,) = became(made, told, ())
    assert (refused.became, refused.rule) == (None, "score")
