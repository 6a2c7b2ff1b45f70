"""Search: the right articles, in pages that neither repeat nor skip, in bounded time."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk import OUTLETS, put, told

from rashomon.errors import LibraryError, OptionError
from rashomon.library import Entry, Library
from rashomon.library import search as module
from rashomon.library.search import Filters, search


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    put(tmp_path / "l", [told(event, outlet) for event in range(10) for outlet in range(3)])
    return tmp_path / "l"


def ids(path: Path, words: str, **options: object) -> list[str]:
    with Library(path) as library:
        return [hit.article.id for hit in search(library, words, **options).hits]  # type: ignore[arg-type]


def test_words_phrases_beginnings_and_other_forms(tmp_path: Path) -> None:
    put(tmp_path / "l", [
        Entry("1", "The mayor resigned in Zürich, he said.", title="Mayor out"),
        Entry("2", "A mayor said he would not resign."),
        Entry("3", "Said the baker: no."),
    ])  # fmt: skip
    assert ids(tmp_path / "l", "resigns") == ["2", "1"]
    assert ids(tmp_path / "l", "zurich MAYOR") == ["1"]
    assert ids(tmp_path / "l", '"he said"') == ["1"]
    assert ids(tmp_path / "l", "bak*") == ["3"]
    assert ids(tmp_path / "l", "out") == ["1"]
    assert ids(tmp_path / "l", "nothing") == []


@pytest.mark.parametrize(
    "words", ['"', "AND", "a OR b", "NEAR(a b)", "title:x", "-x", "(((", "x^2", '"a" "', "*"]
)
def test_no_query_is_an_error_of_the_database(desk: Path, words: str) -> None:
    try:
        ids(desk, words)
    except OptionError:
        assert not any(c.isalnum() for c in words)


def test_a_star_needs_letters_before_it(desk: Path) -> None:
    with pytest.raises(OptionError, match="at least 3 letters"):
        ids(desk, "ab*")


def test_filters(desk: Path) -> None:
    assert len(ids(desk, "people", limit=1000)) == 30
    assert ids(desk, "people", filters=Filters(outlet=OUTLETS[1]), limit=50) == [
        f"e{n}-1" for n in range(9, -1, -1)
    ]
    assert ids(desk, "people", filters=Filters(since="2026-03-03", until="2026-04-04")) == [
        "e3-2", "e3-1", "e3-0", "e2-2", "e2-1", "e2-0",
    ]  # fmt: skip
    with Library(desk) as library:
        (story,) = library.db.execute("SELECT story FROM article WHERE id = 'e4-0'").fetchone()
    assert ids(desk, "people", filters=Filters(story=f"s{story}")) == ["e4-2", "e4-1", "e4-0"]


def test_pages_neither_repeat_nor_skip_while_articles_come(desk: Path) -> None:
    before = ids(desk, "people", limit=1000)
    seen: list[str] = []
    after = None
    with Library(desk) as library:
        for n in range(100):
            page = search(library, "people", limit=7, after=after)
            seen += [hit.article.id for hit in page.hits]
            after = page.after
            put(desk, [told(20 + n, 0)])
            if after is None:
                break
    assert seen == before


def test_a_page_looks_through_a_bounded_number_of_matches(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "SCANNED", 4)
    found: list[str] = []
    after, pages = None, 0
    with Library(desk) as library:
        while pages == 0 or after is not None:
            page = search(library, "people", filters=Filters(outlet=OUTLETS[0]), after=after)
            found += [hit.article.id for hit in page.hits]
            after, pages = page.after, pages + 1
    assert found == [f"e{n}-0" for n in range(9, -1, -1)]
    assert pages >= 7


def test_a_search_that_takes_too_long_is_given_up(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SECONDS", -1.0)
    monkeypatch.setattr(module, "_STEPS", 1)
    with pytest.raises(LibraryError, match="add a rarer word"):
        ids(desk, "people")


def test_the_best_first(tmp_path: Path) -> None:
    put(tmp_path / "l", [
        Entry("1", "Harbour, harbour and again the harbour.", title="The harbour"),
        Entry("2", "Far inland a man once spoke at some length of many things and of a harbour, then of the hills."),
    ])  # fmt: skip
    assert ids(tmp_path / "l", "harbour") == ["2", "1"]
    assert ids(tmp_path / "l", "harbour", best=True) == ["1", "2"]


def test_a_snippet_shows_what_was_found_and_an_old_version_is_not_found(tmp_path: Path) -> None:
    put(tmp_path / "l", [Entry("1", "The old harbour is closed.", keyed=True)])
    put(tmp_path / "l", [Entry("1", "The new quay is open.", keyed=True)])
    with Library(tmp_path / "l") as library:
        assert [hit.snippet for hit in search(library, "quay").hits] == ["The new [quay] is open."]
        assert search(library, "harbour").hits == ()
