"""The chance that what was not found is there after all."""

from __future__ import annotations

import math

import pytest

from rashomon.compare.missed import CLIP, chance, fitted

TABLE = {"bias": -2.0, "score": 0.5, "several": 1.0}


def test_the_chance_is_logistic_in_the_score() -> None:
    assert chance(0.5, 1, TABLE) == pytest.approx(1 / (1 + math.exp(2.0)))
    assert chance(0.8, 1, TABLE) == pytest.approx(1 / (1 + math.exp(2.0 - 0.5 * math.log(4))))
    assert chance(0.5, 2, TABLE) == chance(0.5, 7, TABLE) == pytest.approx(1 / (1 + math.exp(1.0)))


def test_no_candidate_is_the_lowest_score() -> None:
    assert (
        chance(None, 1, TABLE) == chance(0.0, 1, TABLE) == chance(CLIP / 2, 1, TABLE) < chance(0.1, 1, TABLE)
    )


def test_what_ships_is_a_chance_that_never_falls_when_the_score_rises() -> None:
    for articles in (1, 2):
        told = [chance(best, articles) for best in (None, 0.001, 0.02, 0.1, 0.2, 0.3, 0.44)]
        assert told == sorted(told)
        assert 0 < told[0] < told[-1] < 1
    assert set(fitted()) == {"bias", "score", "several"}
