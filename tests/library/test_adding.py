"""What becomes of an entry: new, another version, nothing new."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest
from desk import put, stories, told

from rashomon.errors import LibraryError
from rashomon.library import Entry, Library, added
from rashomon.library.history import versions
from rashomon.library.upkeep import check
from rashomon.model import Dropped


def states(path: Path, *entries: Entry) -> list[str]:
    return [row.state for row in put(path, list(entries))]


def test_the_same_again_is_nothing_new(tmp_path: Path) -> None:
    file = tmp_path / "l"
    assert states(file, told(1, 0), told(1, 1)) == ["added", "added"]
    assert states(file, told(1, 0)) == ["unchanged"]
    with Library(file) as library:
        assert len(versions(library, "e1-0")) == 1


def test_another_text_at_one_address_is_a_version(tmp_path: Path) -> None:
    old = replace(told(1, 0), keyed=False)
    new = replace(old, id="other", text=old.text + " It was dark.", origin="again")
    assert states(tmp_path / "l", old, new, old) == ["added", "changed", "changed"]
    with Library(tmp_path / "l") as library:
        assert [v.text for v in versions(library, old.id)] == [old.text, new.text, old.text]


def test_without_address_an_outlets_title_and_most_words_make_a_version(tmp_path: Path) -> None:
    first = replace(told(1, 0), keyed=False, url=None)
    edit = replace(first, id="b", text=first.text.replace("Monday", "Tuesday"))
    other_day = replace(edit, id="c", published="2026-11-30")
    other_outlet = replace(edit, id="d", outlet="Quenby Star")
    column = replace(
        first, id="e", text="Wind and rain are to come from the west, and the rivers will rise again."
    )
    assert states(tmp_path / "l", first, edit, other_day, other_outlet, column) == [
        "added", "changed", "added", "added", "added",
    ]  # fmt: skip


def test_two_articles_that_happen_to_have_one_id_are_two(tmp_path: Path) -> None:
    a = Entry("a1", "Rain fell on the hills of Grell.", keyed=False)
    b = Entry("a1", "The council of Quenby met.", keyed=False)
    assert [row.id for row in put(tmp_path / "l", [a, b])] == ["a1", "a1-2"]


def test_what_is_no_article_is_kept_as_dropped(tmp_path: Path) -> None:
    with Library(tmp_path / "l", writable=True) as library:
        rows = list(
            added(
                library,
                [Dropped("x.bin", "read", "is binary"), Entry("1", "half \ud800", origin="y"), told(1, 0)],
            )
        )
        assert [type(r).__name__ for r in rows[0]] == ["Dropped", "Dropped", "Added"]
        assert library.db.execute("SELECT origin, reason FROM dropped").fetchall() == [
            ("x.bin", "is binary"),
            ("y", "holds half of a surrogate pair, which is no character"),
        ]


def test_stories_do_not_depend_on_order_or_batches(tmp_path: Path) -> None:
    entries = [told(event, outlet) for event in range(12) for outlet in range(4)]
    expected = {frozenset(f"e{event}-{outlet}" for outlet in range(4)) for event in range(12)}
    for seed, batch in ((0, 50), (1, 1), (2, 7)):
        file = tmp_path / str(seed)
        put(file, random.Random(seed).sample(entries, len(entries)), batch)
        assert stories(file) == expected


def test_a_story_keeps_its_name_when_it_grows_and_an_edit_can_leave_it(tmp_path: Path) -> None:
    file = tmp_path / "l"
    first = put(file, [told(1, 0), told(1, 1), told(2, 0), told(2, 1)])
    later = put(file, [told(1, 2)])
    assert later[0].story == first[0].story != first[2].story
    moved = replace(told(1, 2), text=told(2, 2).text, title=told(2, 2).title)
    assert put(file, [moved])[0].story == first[2].story
    with Library(file, writable=True) as library:
        assert check(library).problems == ()


def test_a_failure_in_a_batch_leaves_nothing_of_it(tmp_path: Path) -> None:
    file = tmp_path / "l"
    put(file, [told(1, 0)])
    with Library(file, writable=True) as library:
        pages = library.db.execute("PRAGMA page_count").fetchone()[0]
        library.db.execute(f"PRAGMA max_page_count = {pages + 2}")  # the disk is full
        with pytest.raises(LibraryError, match="disk is full; what was reported as added is safe"):
            list(added(library, [told(event, 0) for event in range(2, 60)]))
    with Library(file, writable=True) as library:
        report = check(library)
        assert (report.articles, report.problems) == (1, ())
        list(added(library, [told(2, 0)]))
        assert check(library).articles == 2
