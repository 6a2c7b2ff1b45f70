"""Arrays say what dictionaries say."""

from __future__ import annotations

import random
from array import array
from collections import defaultdict

from rashomon.group import links
from rashomon.group.beside import BESIDE, Desk, most
from rashomon.group.terms import KINDS, Shelf, terms


def vector(draw: random.Random) -> dict[str, float]:
    names = draw.sample([f"w {n}" for n in range(60)], draw.randint(1, 30))
    return {name: draw.random() for name in names}


def test_scores_are_those_of_dictionaries_to_the_last_bit() -> None:
    draw = random.Random(4)
    vectors = [vector(draw) for _ in range(80)]
    days = [draw.choice((None, 10, 11, 400)) for _ in vectors]
    desk = Desk()
    packed = {n: desk.of(day, v) for n, (day, v) in enumerate(zip(days, vectors, strict=True))}
    for n in (0, 7, 79):
        others = {m: p for m, p in packed.items() if m != n}
        expected = {
            m: links.common(vectors[n], vectors[m]) + links.BASE - links.apart(days[n], days[m])
            for m in others
        }
        least = sorted(expected.values())[40]  # one of them stands just on the threshold
        assert dict(desk.near(packed[n], others, least)) == {m: s for m, s in expected.items() if s >= least}


def test_an_article_without_terms_is_near_to_none() -> None:
    desk = Desk()
    assert desk.near(desk.of(1, {}), {}, -99.0) == []
    wren = desk.of(1, {"w wren": 1.0})
    assert desk.near(desk.of(1, {}), {2: wren}, links.BASE) == [(2, links.BASE)]


def test_more_terms_than_there_was_room_for() -> None:
    desk = Desk()
    desk.packed(1, [f"w {n}" for n in range(70_000)], [1.0] * 70_000)
    last = desk.of(1, {"w last": 2.0})
    assert desk.near(last, {3: desk.of(1, {"w last": 3.0})}, 0.0) == [(3, 6.0 + links.BASE)]


def test_those_that_share_most_come_first_and_of_equals_the_earlier() -> None:
    assert most([]) == []
    assert most([(1.0, array("q", [5, 3])), (2.0, array("q", [9])), (1.0, array("q", [9, 3]))]) == [9, 3, 5]
    assert most([(1.0, array("q", range(500, 0, -1)))]) == list(range(1, BESIDE + 1))


def test_weights_are_summed_in_the_order_of_the_terms() -> None:
    draw = random.Random(8)
    holding = [(draw.random(), array("q", draw.sample(range(300), 90))) for _ in range(40)]
    sums: dict[int, float] = defaultdict(float)
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
        assert [list(shelf.get(number)[kind].items()) for kind in KINDS] == [
            list(read[k].items()) for k in KINDS
        ]
