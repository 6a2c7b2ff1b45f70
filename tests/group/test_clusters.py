"""Groups from scored pairs, the scores given by hand."""

from __future__ import annotations

from itertools import combinations

from rashomon.group.clusters import JOIN, PER_SIZE, grouped


def groups(scores: dict[tuple[int, int], float], articles: int) -> set[frozenset[int]]:
    """Grouped by these scores; a pair that is not given has the score -9."""
    vectors = {n: {} for n in range(articles)}
    edges = [(a, b, s) for (a, b), s in scores.items()]
    found = grouped(range(articles), vectors, edges, lambda _a, _b: 4.0, -5.0)
    return {frozenset(g) for g in found}


def full(members: range, score: float) -> dict[tuple[int, int], float]:
    return dict.fromkeys(combinations(members, 2), score)


def test_a_pair_is_joined_at_the_threshold_and_not_below() -> None:
    assert groups({(0, 1): JOIN}, 2) == {frozenset({0, 1})}
    assert groups({(0, 1): JOIN - 0.01}, 2) == {frozenset({0}), frozenset({1})}


def test_one_good_link_does_not_chain_two_stories() -> None:
    scores = full(range(4), 3.0) | full(range(4, 8), 3.0) | {(3, 4): 5.0}
    # 3 and 4 are joined first, then each draws on its own kind: no group of eight comes of it
    assert frozenset(range(8)) not in groups(scores, 8)


def test_two_grown_groups_need_more_than_a_single_article_does() -> None:
    between = JOIN + 0.5 * PER_SIZE
    many = full(range(6), 3.0) | full(range(6, 12), 3.0)
    many |= {(a, b): between for a in range(6) for b in range(6, 12)}
    assert groups(many, 12) == {frozenset(range(6)), frozenset(range(6, 12))}
    one = full(range(6), 3.0) | {(a, 6): between for a in range(6)}
    assert groups(one, 7) == {frozenset(range(7))}


def test_a_missing_pair_is_worked_out_from_the_vectors() -> None:
    vectors = {0: {"w a": 3.0}, 1: {"w a": 3.0}, 2: {"w a": 3.0}}
    edges = [(0, 1, 4.0), (1, 2, 4.0)]  # 0 and 2 was never scored: 9 - 5 - 0
    assert grouped([0, 1, 2], vectors, edges, lambda _a, _b: 0.0, -5.0) == [[0, 1, 2]]
    strangers = vectors | {2: {"w b": 3.0}}
    assert sorted(grouped([0, 1, 2], strangers, [(0, 1, 4.0), (1, 2, -1.0)], lambda _a, _b: 0.0, -5.0)) == [
        [0, 1],
        [2],
    ]
