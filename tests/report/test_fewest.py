"""Which reports to read: the fewest that hold all, and what fewer hold."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from rashomon.report import html, terminal
from rashomon.report.build import view
from rashomon.report.fewest import EXACT, fewest
from report import sample

SETS = st.lists(st.frozensets(st.integers(0, 9), max_size=6), max_size=6)


def test_the_best_pair_need_not_hold_the_best_single_one():
    held = [frozenset({1, 2, 3, 4}), frozenset({1, 2, 5}), frozenset({3, 4, 6})]
    assert fewest(held) == ((((0,), 4), ((1, 2), 6)), True)


def test_many_are_chosen_one_after_the_other_and_it_is_said():
    held = [frozenset({1, 2, 3, 4}), frozenset({1, 2, 5}), frozenset({3, 4, 6})]
    held += [frozenset()] * (EXACT + 1 - len(held))
    assert fewest(held) == ((((0,), 4), ((0, 1), 5), ((0, 1, 2), 6)), False)


def test_nothing_to_hold_needs_nothing():
    assert fewest([]) == ((), True)
    assert fewest([frozenset(), frozenset()]) == ((), True)


@given(SETS)
def test_no_choice_of_that_many_holds_more(held):
    steps, exact = fewest(held)
    assert exact
    for size, (chosen, count) in enumerate(steps, start=1):
        most = max(
            len(frozenset().union(*(held[n] for n in c))) for c in combinations(range(len(held)), size)
        )
        assert (len(chosen), count) == (size, most)
    whole = len(frozenset().union(*held))
    assert (steps[-1][1] if steps else 0) == whole


def test_a_report_names_them():
    found = view(sample.three()).readers
    assert (found.points, found.voices, found.exact) == (6, 3, True)
    assert [(step.letters, step.held) for step in found.steps] == [(("A",), 8), (("A", "B"), 9)]
    shown = terminal.render(sample.three(), width=100)
    assert (
        "\nA: 8 of 9\nA and B: all 6 salient points and 3 named voices; no fewer reports have them\n" in shown
    )
    assert "A and B: all 6 salient points and 3 named voices" in html.render(sample.three())
