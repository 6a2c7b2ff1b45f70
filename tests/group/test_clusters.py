"""Articles to groups, their terms given by hand."""

from __future__ import annotations

import math

from rashomon.group import links
from rashomon.group.beside import Desk
from rashomon.group.clusters import JOIN, NEAREST, PER_SIZE, YOUNG, Sums, blocks, joined, nearest

# Weight of one term that two articles of one day share when their score is at the threshold, and a grain more.
ENOUGH = math.ceil(math.sqrt(JOIN - links.BASE) / links.GRAIN)


def desk_of(*articles: dict[str, float]) -> Desk:
    """Articles of one day by their terms, the weights as scores: what a term adds to a pair that shares it."""
    desk = Desk()
    for article in articles:
        desk.put(7, list(article), [round(math.sqrt(w) / links.GRAIN) for w in article.values()])
    return desk


def groups(*articles: dict[str, float], **bound: list[tuple[int, int]]) -> set[frozenset[int]]:
    return {frozenset(g) for g in joined(desk_of(*articles), range(len(articles)), **bound)}


def test_a_pair_is_joined_at_the_threshold_and_not_below() -> None:
    for grains, parts in ((ENOUGH, 1), (ENOUGH - 1, 2)):
        desk = Desk()
        for _ in range(2):
            desk.put(7, ["w a"], [grains])
        assert len(joined(desk, [0, 1])) == parts


def test_one_good_link_does_not_chain_two_stories() -> None:
    one = [{"n wren": 6.0, f"w {n}": 1.0} for n in range(4)]
    other = [{"n marisol": 6.0, f"w {n}": 1.0} for n in range(4, 8)]
    one[3] |= {"l between": 6.5}
    other[0] |= {"l between": 6.5}
    # 3 and 4 are joined first, then each draws on its own kind: no group of eight comes of it
    assert frozenset(range(8)) not in groups(*one, *other)


def test_two_grown_groups_need_more_than_a_single_article_does() -> None:
    between = JOIN - links.BASE + 0.5 * PER_SIZE
    many = [{"w both": between, "n wren": 5.0} for _ in range(6)]
    others = [{"w both": between, "n marisol": 5.0} for _ in range(6)]
    assert groups(*many, *others) == {frozenset(range(6)), frozenset(range(6, 12))}
    assert groups(*many, others[0]) == {frozenset(range(7))}


def test_what_must_and_must_not_be_together_is() -> None:
    wren = {"n wren": 6.0}
    assert groups(wren, wren, wren, never=[(0, 2)]) in (
        {frozenset({0, 1}), frozenset({2})},
        {frozenset({0}), frozenset({1, 2})},
    )
    assert groups(wren, {"n marisol": 6.0}, together=[(0, 1)]) == {frozenset({0, 1})}
    # who is bound to one of two that are set apart is apart from the other
    assert groups(wren, wren, wren, together=[(1, 2)], never=[(0, 2)]) == {frozenset({0}), frozenset({1, 2})}


def test_a_grown_story_counts_as_the_mean_of_its_articles() -> None:
    near, far = {"n wren": 6.0}, {"n marisol": 6.0}
    desk = desk_of(near, near, far, near)
    sums = Sums(desk)
    two, three = sums.of([0, 1], lambda n: n), sums.of([0, 1, 2], lambda n: n)
    scores = desk.sums([3, two, three])
    assert abs(scores[0, 1] - 12.0) < 0.01
    assert abs(scores[0, 2] - 12.0) < 0.01
    assert joined(desk, [3, two]) == [[0, 1]]
    assert joined(desk, [3, three]) == ([[0, 1]] if 12.0 / 3 + links.BASE >= JOIN else [[0], [1]])
    # what leaves a story is no part of its sum
    assert sums.of([0, 2], lambda n: n).size == 2
    assert desk.sums([3, sums.of([0, 2], lambda n: n)])[0, 1] == desk.sums([3, 0])[0, 1]


def test_the_nearest_stories_by_the_mean_over_all_their_articles() -> None:
    sizes = {1: 1, 2: 10, 3: 2, 4: 1, 5: 1}
    scores = [(2, 3.0), (1, 0.0), (3, 1.0), (3, 1.0), (4, -1.0), (5, -1.0)]
    assert nearest(scores, sizes) == [3, 1, 4, 5][:NEAREST]
    assert nearest([], {}) == []


def test_young_stories_are_taken_apart_and_grown_ones_are_not() -> None:
    young, grown = list(range(YOUNG)), list(range(100, 101 + YOUNG))
    assert blocks([grown, young]) == [*([n] for n in young), grown]
    assert blocks([grown], lambda members: 100 in members) == [[n] for n in grown]
