"""Cohen's kappa against values worked out by hand."""

from __future__ import annotations

import pytest

import factory
from rashomon.correct.agreement import agreement, kappa
from rashomon.correct.anchors import anchor
from rashomon.correct.records import Correction, Kind, Place

TEXT = "Marsh shut the weir. Vale saw it. Bakers sold cakes. A wolf came. Snow fell."
ARTICLE = factory.article(TEXT)


def place(words: str) -> Place:
    return (anchor(ARTICLE, factory.span(TEXT, words)),)


def made(kind: Kind, *words: str, finding: str | None = None) -> Correction:
    return Correction(kind, "Ada", "so", "2031-05-01T00:00:00Z", tuple((place(w),) for w in words), finding)


def judged(kind: Kind, words: str) -> Correction:
    return made(kind, words, finding="conflict number")


def test_by_hand() -> None:
    # 50 things, 20 yes of both, 15 no of both, 5 and 10 otherwise: observed 0.7, expected 0.5
    pairs = [("y", "y")] * 20 + [("n", "n")] * 15 + [("y", "n")] * 5 + [("n", "y")] * 10
    assert kappa(pairs) == pytest.approx(0.4)
    assert kappa([("y", "n"), ("n", "y")]) == -1
    assert kappa([("y", "y"), ("n", "n")]) == 1


def test_where_it_is_not_defined() -> None:
    assert kappa([]) is None
    assert kappa([("y", "y")] * 3) is None


def test_only_what_both_decided_counts() -> None:
    first = [
        judged("reject", "weir"),
        judged("accept", "cakes"),
        judged("reject", "wolf"),
        judged("reject", "Snow"),
    ]
    second = [
        judged("reject", "weir"),
        judged("accept", "cakes"),
        judged("accept", "wolf"),
        judged("accept", "Vale"),
    ]
    row = agreement(first, second)[1]
    # reject/reject, accept/accept, reject/accept: observed 2/3, expected (2*1 + 1*2)/9 = 4/9
    assert (row.sort, row.first, row.second, row.both, row.agreed) == ("findings", 4, 4, 3, 2)
    assert row.kappa == pytest.approx((2 / 3 - 4 / 9) / (1 - 4 / 9))


def test_the_latest_word_of_one_person_counts() -> None:
    first = [judged("reject", "weir"), judged("accept", "weir")]
    row = agreement(first, [judged("accept", "weir")])[1]
    assert (row.first, row.both, row.agreed) == (1, 1, 1)


def test_claims_are_paired_whatever_side_they_stand_on() -> None:
    first = [made("merge", "Marsh shut", "Vale saw"), made("split", "Bakers sold", "A wolf")]
    second = [made("merge", "Vale saw", "Marsh shut"), made("merge", "A wolf", "Bakers sold")]
    points, _, _ = agreement(first, second)
    assert (points.both, points.agreed) == (2, 1)
    assert points.kappa == 0  # expected (1*2 + 1*0)/4 = observed 1/2


def test_sources_are_compared_by_their_words() -> None:
    first = [made("attribute", "the weir", "Vale"), made("attribute", "cakes", "Vale")]
    second = [made("attribute", "the weir", "Vale"), made("attribute", "cakes", "Marsh")]
    said = agreement(first, second)[2]
    assert (said.sort, said.both, said.agreed) == ("attributions", 2, 1)
