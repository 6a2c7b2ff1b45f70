"""What was put right by hand holds, and what contradicts itself is told."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from desk import put, stories, told

from rashomon.errors import LibraryError
from rashomon.library import Library, mending
from rashomon.library.corrections import Correction, Overruled, ruled
from rashomon.library.upkeep import check


def merge(number: int, *articles: int) -> Correction:
    return Correction(number, "merge", "", articles)


def split(number: int, left: tuple[int, ...], right: tuple[int, ...]) -> Correction:
    return Correction(number, "split", "", left, right)


def test_the_later_of_two_holds_and_the_earlier_is_told() -> None:
    found = ruled([merge(1, 10, 11, 12), split(2, (12,), (10, 11))])
    assert found.together == ((10, 11),)
    assert set(found.never) == {(12, 10), (12, 11)}
    assert {(o.correction, o.by, o.a, o.b) for o in found.overruled} == {(1, (2,), 10, 12), (1, (2,), 11, 12)}
    assert ruled([split(1, (1,), (2,)), merge(2, 1, 2)]).overruled == (Overruled(1, (2,), 1, 2),)


def test_a_contradiction_over_several_corrections_is_found() -> None:
    found = ruled([split(1, (1,), (4,)), merge(2, 1, 2), merge(3, 3, 4), merge(4, 2, 3)])
    assert found.never == ()
    assert found.overruled == (Overruled(1, (2, 3, 4), 1, 4),)


def test_what_is_taken_back_neither_holds_nor_contradicts() -> None:
    found = ruled([merge(1, 1, 2), split(2, (1,), (2,)), Correction(3, "undo", "", (), (), 2)])
    assert (found.together, found.never, found.overruled) == (((1, 2),), (), ())


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    put(tmp_path / "l", [told(event, outlet) for event in range(10) for outlet in range(3)])
    assert len(stories(tmp_path / "l")) == 10
    return tmp_path / "l"


def test_merge_split_and_undo_change_stories(desk: Path) -> None:
    one, two = frozenset({"e1-0", "e1-1", "e1-2"}), frozenset({"e2-0", "e2-1", "e2-2"})
    with Library(desk, writable=True) as library:
        mending.correct(library, "merge", ["e1-0", "e2-0"])
        assert any({"e1-0", "e2-0"} <= story for story in stories(desk))
        mending.undo(library, 1)
        assert {one, two} <= stories(desk)
        mending.correct(library, "split", ["e1-2"])
        assert {one - {"e1-2"}, frozenset({"e1-2"})} <= stories(desk)


def test_thirty_corrections_hold_after_everything_is_grouped_anew(desk: Path) -> None:
    draw = random.Random(7)
    with Library(desk, writable=True) as library:
        ids = [id for (id,) in library.db.execute("SELECT id FROM article ORDER BY number")]
        for _ in range(30):
            a, b = draw.sample(ids, 2)
            if draw.random() < 0.5:
                made = mending.correct(library, "split", [a], [b])
            else:
                made = mending.correct(library, "merge", [a, b])
        after = mending.regroup(library)
        assert after == made
        put(desk, [told(event, 3) for event in range(10)])
        assert check(library).problems == ()
        story = dict(library.db.execute("SELECT number, story FROM article"))
        assert after.together
        assert after.never
        assert all(story[a] == story[b] for a, b in after.together)
        assert all(story[a] != story[b] for a, b in after.never)
        rows, told_of = mending.listed(library)
        assert len(rows) == 30
        assert len(told_of) == len(after.overruled)


def test_corrections_cannot_be_changed_or_removed(desk: Path) -> None:
    with Library(desk, writable=True) as library:
        mending.correct(library, "pin", ["e1-0"])
        for statement in ("DELETE FROM correction", "UPDATE corrected SET side = 1"):
            with pytest.raises(LibraryError, match="only ever added"), library.writing() as db:
                db.execute(statement)


@pytest.mark.parametrize(
    ("kind", "left", "right", "reason"),
    [
        ("merge", ["e1-0"], [], "one article alone"),
        ("merge", ["e1-0", "nothing"], [], "'nothing' is no article and no story"),
        ("split", ["e1-0"], ["e1-0"], "apart from itself"),
        ("split", ["e1-0", "e1-1", "e1-2"], [], "no other article in that story"),
    ],
)
def test_nothing_to_correct_is_said(
    desk: Path, kind: str, left: list[str], right: list[str], reason: str
) -> None:
    with Library(desk, writable=True) as library, pytest.raises(LibraryError, match=reason):
        mending.correct(library, kind, left, right)  # type: ignore[arg-type]
