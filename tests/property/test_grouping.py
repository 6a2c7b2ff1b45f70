"""Stories follow from the sequence of articles: not from commits, kills, processes or what is at hand."""

from __future__ import annotations

import random
import sys
import tempfile
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.group import clusters
from rashomon.library import Added, Entry, Library, added, adding, mending, sketching
from rashomon.library.upkeep import check

SYLLABLES = "ar bel cor dun el fer gol hal ist jor kel lun mor nes orl pel quen rav sol tav ulm ver wex yor zen".split()
WORDS = ["".join(pair) for pair in product(SYLLABLES[:8], SYLLABLES[8:])]
KINDS = 24


def entries(seed: int, number: int) -> list[Entry]:
    """Reports that run into each other: each shares names, things and a day with many others, some come anew."""
    draw = random.Random(seed)
    found: list[Entry] = []
    for n in range(number):
        at = 3 * min(draw.randrange(KINDS), draw.randrange(KINDS))  # some kinds of event come often
        names = [word.capitalize() for word in draw.sample(WORDS[at : at + 6], 3)]
        things = draw.sample(WORDS[-at - 6 : -at - 1], 2)
        text = (
            f"The {things[0]} near {names[0]} closed after the {things[1]} of {names[1]} failed. In {names[2]} officials "
            f"met {names[0]} and counted {draw.randrange(20, 26)} of {draw.randrange(30, 34)} people."
        )
        again = found[draw.randrange(n)].id if n and draw.random() < 0.1 else f"m{n}"
        found.append(
            Entry(again, text, f"The {things[0]}", published=f"2026-03-{1 + n // 15:02}", keyed=True)
        )
    return found


def told(path: Path) -> list[tuple[object, ...]]:
    """Every article's story, by name, and every link."""
    with Library(path, writable=True) as library:
        assert check(library).problems == ()
        return [
            *library.db.execute("SELECT id, story FROM article ORDER BY number"),
            *library.db.execute("SELECT * FROM link ORDER BY a, b"),
            *library.db.execute("SELECT article, day, names, weights FROM vector ORDER BY article"),
        ]


def put(path: Path, rows: list[Entry], batch: int, ahead: bool = False) -> list[Added]:
    with Library(path, writable=True, clock=lambda: "2026-03-01T00:00:00Z") as library:
        done = [row for part in added(library, rows, batch=batch, ahead=ahead) for row in part]
    return [row for row in done if isinstance(row, Added)]


@pytest.fixture(scope="module")
def crowd() -> Iterator[tuple[list[Entry], list[tuple[object, ...]], list[Added]]]:
    """360 articles that hang together, added in one batch."""
    rows = entries(3, 360)
    with tempfile.TemporaryDirectory() as folder:
        done = put(Path(folder) / "l", rows, 1000)
        yield rows, told(Path(folder) / "l"), done


def test_the_crowd_is_one(crowd: tuple[list[Entry], list[tuple[object, ...]], list[Added]]) -> None:
    _, state, _ = crowd
    links = [(row[0], row[1]) for row in state if len(row) == 3]
    home = {n: n for pair in links for n in pair}
    for _ in range(30):
        for a, b in links:
            home[a] = home[b] = min(home[a], home[b])
    sizes = sorted((list(home.values()).count(n) for n in set(home.values())), reverse=True)
    stories = [row[1] for row in state if len(row) == 2]
    assert sizes[0] > 300
    assert len(set(stories)) > 10
    # some have grown beyond what is taken apart again
    assert max(stories.count(story) for story in set(stories)) > clusters.YOUNG


@settings(max_examples=6, deadline=None)
@given(
    cuts=st.lists(st.integers(1, 359), max_size=4, unique=True).map(sorted),
    batch=st.sampled_from([1, 7, 50, 300]),
    ahead=st.booleans(),
)
def test_stories_do_not_depend_on_where_it_was_committed_or_begun_again(
    crowd: tuple[list[Entry], list[tuple[object, ...]], list[Added]], cuts: list[int], batch: int, ahead: bool
) -> None:
    rows, expected, done = crowd
    with tempfile.TemporaryDirectory() as folder:
        path, given = Path(folder) / "l", []
        # each part in a connection of its own, that has nothing at hand
        for start, end in zip([0, *cuts], [*cuts, len(rows)], strict=True):
            given += put(path, rows[start:end], batch, ahead)
        assert given == done
        assert told(path) == expected


def test_what_was_not_committed_is_grouped_the_same_when_it_comes_again(
    crowd: tuple[list[Entry], list[tuple[object, ...]], list[Added]], tmp_path: Path
) -> None:
    rows, expected, _ = crowd
    path = tmp_path / "l"
    with Library(path, writable=True) as library:
        parts = added(library, rows, batch=40)
        for _ in range(4):
            next(parts)

        class Killed(BaseException):
            pass

        def dies(*_: object) -> None:
            raise Killed

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(adding._Searched, "written", dies)  # at the end of a batch, all else is written
            with pytest.raises(Killed):
                next(parts)
    put(path, rows[160:], 33)
    assert told(path) == expected


def test_everything_grouped_anew_is_what_came_of_it(tmp_path: Path) -> None:
    rows = [row for row in entries(4, 200) if row.id.startswith("m")]
    once = list({row.id: row for row in rows}.values())  # no article has two versions
    put(tmp_path / "l", once, 50)
    before = told(tmp_path / "l")
    with Library(tmp_path / "l", writable=True) as library:
        mending.regroup(library)
    assert told(tmp_path / "l") == before


def test_a_second_process_that_dies_or_cannot_start_is_done_without(
    crowd: tuple[list[Entry], list[tuple[object, ...]], list[Added]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rows, expected, _ = crowd
    begun: list[sketching.Second] = []

    class Dying(sketching.Second):
        def begin(self, given):  # type: ignore[no-untyped-def]
            coming = super().begin(given)
            begun.append(self)
            assert self._process is not None
            if len(begun) == 2:
                self._process.kill()
            return coming

    with monkeypatch.context() as patch:
        patch.setattr(adding, "Second", Dying)
        put(tmp_path / "dying", rows, 40, ahead=True)
    assert len(begun) > 3
    assert begun[0]._process is not None
    assert begun[0]._process.returncode is not None  # no process is left behind
    monkeypatch.setattr(sys, "executable", str(tmp_path / "none"))
    put(tmp_path / "none", rows, 40, ahead=True)
    assert told(tmp_path / "dying") == told(tmp_path / "none") == expected
