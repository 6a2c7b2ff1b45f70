"""Claims that somebody takes for one thing: a doubtful row, where the alignment had a doubt."""

from __future__ import annotations

from types import MappingProxyType

import pytest

from rashomon.align.perhaps import PERHAPS, doubted
from rashomon.model import Alignment, Row

SCORES = {("c1", "a2"): (("c3", PERHAPS), ("c4", PERHAPS - 0.01)), ("c5", "a2"): (("c3", 0.4),)}


def _row(*cells: tuple[str, tuple[str, ...]]) -> Row:
    return Row(cells, (), False)


ROWS = (
    _row(("a1", ("c1",))),
    _row(("a1", ("c2",)), ("a2", ("c6",))),
    _row(("a2", ("c3",))),
    _row(("a2", ("c4",))),
    _row(("a1", ("c5",))),
)


def _doubted(*pairs: tuple[str, str]) -> tuple[Row, ...]:
    return doubted(Alignment((), (), {}, (), ROWS, (), MappingProxyType(SCORES)), pairs).rows


@pytest.mark.parametrize("pair", [("c1", "c3"), ("c3", "c1")])
def test_two_lone_claims_become_one_doubtful_row_in_the_place_of_the_first(pair: tuple[str, str]) -> None:
    first, *others = _doubted(pair)
    assert first.cells == (("a1", ("c1",)), ("a2", ("c3",)))
    assert first.doubtful
    assert [(k.left, k.right, k.score, k.decision) for k in first.links] == [("c1", "c3", PERHAPS, "unsure")]
    assert others == [ROWS[1], ROWS[3], ROWS[4]]


@pytest.mark.parametrize(
    "pair",
    [("c1", "c4"), ("c1", "c5"), ("c1", "c2"), ("c2", "c3"), ("c1", "c99"), ("c1", "c1")],
    ids=["score below", "one article", "same article", "not alone", "no such claim", "itself"],
)
def test_others_stay_as_they_are(pair: tuple[str, str]) -> None:
    assert _doubted(pair) == ROWS


def test_a_doubtful_row_takes_no_further_claim() -> None:
    assert _doubted(("c1", "c3"), ("c5", "c3")) == _doubted(("c1", "c3"))
