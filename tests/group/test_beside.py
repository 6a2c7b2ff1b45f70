"""Arrays say what dictionaries say."""

from __future__ import annotations

import random
from array import array
from collections import defaultdict

import numpy as np
import pytest

from rashomon.group import beside, links
from rashomon.group.beside import BESIDE, Desk, Total, most
from rashomon.group.terms import KINDS, Shelf, terms


def vector(draw: random.Random) -> dict[str, float]:
    names = draw.sample([f"w {n}" for n in range(60)], draw.randint(1, 30))
    return {name: draw.randrange(1, 50_000) * links.GRAIN for name in names}


def put(desk: Desk, day: int | None, vector: dict[str, float]) -> int:
    return desk.put(day, list(vector), [round(w / links.GRAIN) for w in vector.values()])


def drawn(articles: int) -> tuple[Desk, list[dict[str, float]], list[int | None]]:
    draw = random.Random(4)
    vectors = [vector(draw) for _ in range(articles)]
    days = [draw.choice((None, 10, 11, 400, 90_000)) for _ in vectors]
    desk = Desk()
    assert [put(desk, day, v) for day, v in zip(days, vectors, strict=True)] == list(range(articles))
    return desk, vectors, days


def test_scores_are_those_of_dictionaries_to_the_last_bit() -> None:
    desk, vectors, days = drawn(80)
    for n in (0, 7, 79):
        others = [m for m in range(80) if m != n]
        expected = {
            m: links.common(vectors[n], vectors[m]) + links.BASE - links.apart(days[n], days[m])
            for m in others
        }
        least = sorted(expected.values())[40]  # one of them stands just on the threshold
        found = {others[at]: score for at, score in desk.near(n, others, least)}
        assert found == {m: s for m, s in expected.items() if s >= least}


@pytest.mark.parametrize("room", [beside.MATRIX, 90])
def test_sums_are_those_over_all_pairs(room: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beside, "MATRIX", room)  # few columns at once, and all
    desk, vectors, days = drawn(30)
    grown = [[3, 4, 5, 6], [20, 9, 11]]
    rows: list[int | Total] = [
        0,
        desk.total(grown[0]),
        1,
        2,
        desk.total(grown[1][2:], desk.total(grown[1][:2])),
    ]
    members = [[0], grown[0], [1], [2], grown[1]]
    found = desk.sums(rows)
    for a, one in enumerate(members):
        for b, other in enumerate(members):
            if a != b:
                pairs = [(m, n) for m in one for n in other]
                expected = sum(
                    links.common(vectors[m], vectors[n]) - links.apart(days[m], days[n]) for m, n in pairs
                )
                assert found[a, b] == pytest.approx(expected, abs=1e-9)
    assert (found == found.T).all()
    alone, beside_others = desk.sums([0, 1, 2]), found[np.ix_([0, 2, 3], [0, 2, 3])]
    assert (alone == beside_others)[~np.eye(3, dtype=bool)].all()


def test_an_article_without_terms_is_near_to_none() -> None:
    desk = Desk()
    empty, other = put(desk, 1, {}), put(desk, 1, {})
    assert desk.near(empty, [], -99.0) == []
    assert desk.near(empty, [put(desk, 1, {"w wren": 1.0}), other], links.BASE) == [
        (0, links.BASE),
        (1, links.BASE),
    ]


def test_a_row_that_is_written_anew_holds_nothing_of_what_it_held() -> None:
    desk = Desk()
    wren = put(desk, 1, {"w wren": 3.0, "w reef": 2.0})
    row = put(desk, 1, {"w wren": 3.0, "w reef": 2.0})
    assert desk.put(1, ["w wren"], [round(3.0 / links.GRAIN)], row) == row
    assert desk.near(wren, [row], 0.0) == [(0, 9.0 + links.BASE)]


def test_more_articles_and_terms_than_there_was_room_for() -> None:
    desk = Desk()
    for n in range(1500):
        put(desk, 1, {f"w {n} {m}": 1.0 for m in range(50)})
    last = put(desk, 1, {"w last": 2.0, "w 3 4": 1.0})
    assert desk.near(last, [put(desk, 1, {"w last": 3.0}), 3], -3.5) == [
        (0, 6.0 + links.BASE),
        (1, 1.0 + links.BASE),
    ]


def test_those_that_share_most_come_first_and_of_equals_the_earlier() -> None:
    assert most([]) == []
    assert most([(1, array("q", [5, 3])), (2, array("q", [9])), (1, array("q", [9, 3]))]) == [9, 3, 5]
    assert most([(1, array("q", range(500, 0, -1)))]) == list(range(1, BESIDE + 1))


def test_those_that_share_most_by_the_sums_of_weights() -> None:
    draw = random.Random(8)
    holding = [(draw.randrange(65_536), array("q", draw.sample(range(300), 90))) for _ in range(40)]
    sums: dict[int, int] = defaultdict(int)
    for weight, articles in holding:
        for number in articles:
            sums[number] += weight
    assert most(holding) == sorted(sums, key=lambda n: (-sums[n], n))[:BESIDE]


def test_the_shelf_gives_back_what_was_put_there() -> None:
    wren = terms(
        "Wren aground", "The Northern Wren struck a reef near Ardmoor. 38 of 40 were hurt, 38 badly."
    )
    fire = terms(None, "The ferry burned near Ardmoor.")
    shelf = Shelf()
    for read in (wren, fire):
        shelf.put(read)
    for number, read in enumerate((wren, fire)):
        given = shelf.take(number)
        assert [list(given[kind].items()) for kind in KINDS] == [list(read[k].items()) for k in KINDS]
