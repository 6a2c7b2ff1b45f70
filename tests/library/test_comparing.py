"""What was made of articles and stories is kept, found, exported, and made again when it no longer holds."""

from __future__ import annotations

import csv
import json
import re
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from desk import OUTLETS, put, told

from rashomon import contract
from rashomon.errors import LibraryError, OptionError, TooFewArticles
from rashomon.library import Entry, Library, stored
from rashomon.library.annotating import annotated
from rashomon.library.comparing import all_due, compared, due, known, summary
from rashomon.library.exporting import OWN, RESULTS, export
from rashomon.library.looking import look
from rashomon.library.search import Filters, search
from rashomon.library.upkeep import check
from rashomon.report import html, terminal

pytestmark = pytest.mark.slow

FRENCH = (
    "Le conseil municipal a voté la construction d'un pont sur la rivière, a déclaré la mairie lundi soir."
)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk with a story of two outlets that was compared, and one article of another that was annotated."""
    file = tmp_path_factory.mktemp("desk") / "l"
    put(file, [told(1, 0), told(1, 1), told(2, 1), told(3, 0), replace(told(4, 0), outlet=None)])
    with Library(file, writable=True) as library:
        assert [name for name, _ in all_due(library)] == ["s1"]
        assert [d.article for d in annotated(library, ["e2-1"])] == ["e2-1"]
    return file


def copied(file: Path, folder: Path) -> Path:
    (folder / "copy").write_bytes(file.read_bytes())
    return folder / "copy"


def ids(file: Path, words: str = "", **filters: str) -> tuple[list[str], int]:
    with Library(file) as library:
        page = search(library, words, filters=Filters(**filters))
    return [hit.article.id for hit in page.hits], page.unread


def test_a_kept_comparison_is_the_one_that_was_made(kept: Path) -> None:
    with Library(kept) as library:
        first = known(library, "e1-1")
        assert first is not None
        assert compared(library, "s1") == first
        with library.reading() as db:
            assert due(db) == []
        assert known(library, "s2") is None
    document = json.loads(first.to_json())
    assert contract.problems(document) == []
    assert [a["id"] for a in document["articles"]] == ["e1-0", "e1-1"]
    assert [a["outlet"] for a in document["articles"]] == list(OUTLETS[:2])
    assert stored.unpacked(stored.packed(first)) == first
    with Library(kept.parent / "other", writable=True) as library:
        put(kept.parent / "other", [told(1, 0), told(1, 1)])
        fresh = compared(library, "s1")
        assert fresh.to_json() == first.to_json()
        assert html.render(fresh) == html.render(first)
        assert terminal.render(fresh, width=80) == terminal.render(first, width=80)


@pytest.mark.parametrize("change", ["version", "comes", "goes", "program", "nothing"])
def test_it_is_made_again_when_an_article_or_the_program_changes(
    kept: Path, tmp_path: Path, change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = copied(kept, tmp_path)
    if change == "version":
        put(file, [replace(told(1, 0), text=told(1, 0).text.replace("Monday", "Tuesday"))])
    elif change == "comes":
        put(file, [told(1, 2)])
    elif change == "goes":
        put(file, [told(1, 2)])
        with Library(file, writable=True) as library:
            compared(library, "s1")
            put(file, [replace(told(2, 0), id="e1-2", url=told(1, 2).url)])
    elif change == "program":
        monkeypatch.setattr(stored, "TOOL", "rashomon 99")
    with Library(file, writable=True) as library:
        held = known(library, "s1")
        if change == "nothing":
            assert held is not None
            return
        assert held is None
        with library.reading() as db:
            assert "s1" in due(db)
        made = compared(library, "s1")
        assert known(library, "s1").to_json() == made.to_json()  # type: ignore[union-attr]
        if change == "version":
            assert "Tuesday" in made.articles[0].text


def test_a_story_that_cannot_be_compared_is_tried_once(tmp_path: Path) -> None:
    file = tmp_path / "l"
    put(file, [told(1, 0), Entry("f", FRENCH, outlet="Le Matin"), told(2, 0)])
    with Library(file, writable=True) as library:
        from rashomon.library.mending import correct

        correct(library, "merge", ["e1-0", "f"])
        ((name, reason),) = all_due(library)
        assert str(reason).startswith("a comparison needs two articles, s1 has 1; f: language ")
        assert list(all_due(library)) == []
        found = look(library, name)
        assert found.compared is not None
        assert found.compared["why"] == reason
        with pytest.raises(TooFewArticles, match="s3 has 1"):
            compared(library, "e2-0")
        with pytest.raises(LibraryError, match="'s9' is no story"):
            compared(library, "s9")


def test_search_by_speaker_and_by_name(kept: Path) -> None:
    owner = told(2, 1).text.split("Iven ")[1].split(",")[0]  # Iven … of event 2
    mayor = told(2, 1).text.split("Ana ")[1].split(" ")[0]
    assert ids(kept, speaker=f"Ana {mayor}") == (["e2-1"], 2)  # e3-0, e4-0 were never annotated
    assert ids(kept, speaker=mayor.upper()) == (["e2-1"], 2)
    assert ids(kept, speaker=mayor[:-1])[0] == []  # whole words only
    assert ids(kept, speaker=owner)[0] == []  # he is named, and says nothing
    assert ids(kept, entity=owner)[0] == ["e2-1"]
    assert ids(kept, "people", entity=owner)[0] == ["e2-1"]
    assert ids(kept, "zebra", entity=owner) == ([], 0)
    assert ids(kept, speaker=mayor, outlet=OUTLETS[0]) == ([], 1)
    assert ids(kept, story="s1") == (["e1-1", "e1-0"], 0)
    for words, filters in (("", {}), (" ", {}), ("", {"speaker": "…"})):
        with pytest.raises(OptionError):
            ids(kept, words, **filters)


def test_what_changed_is_not_annotated_until_it_is_again(kept: Path, tmp_path: Path) -> None:
    file = copied(kept, tmp_path)
    mayor = told(2, 1).text.split("Ana ")[1].split(" ")[0]
    put(file, [replace(told(2, 1), text=told(2, 1).text.replace(mayor, "Quist"))])
    assert ids(file, speaker="Quist") == ([], 3)
    with Library(file, writable=True) as library:
        done = list(annotated(library))
        assert [d.article for d in done] == ["e2-1", "e3-0", "e4-0"]
        assert all(d.why is None and d.claims and d.entities for d in done)
        assert list(annotated(library)) == []
    assert ids(file, speaker="Quist") == (["e2-1"], 0)
    assert ids(file, speaker=mayor)[0] == []


def test_pages_by_a_filter_alone_neither_repeat_nor_skip(tmp_path: Path) -> None:
    file = tmp_path / "l"
    put(file, [told(event, outlet) for event in range(6) for outlet in range(3)])
    seen: list[str] = []
    after = None
    with Library(file) as library:
        for _ in range(20):
            page = search(library, "", filters=Filters(outlet=OUTLETS[1]), limit=2, after=after)
            seen += [hit.article.id for hit in page.hits]
            after = page.after
            if after is None:
                break
            put(file, [told(20 + len(seen), 1)])
    assert seen == [f"e{n}-1" for n in range(5, -1, -1)]


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet"])
def test_tables_of_results_say_of_what_they_are(kept: Path, tmp_path: Path, form: str) -> None:
    with Library(kept) as library:
        done = export(library, tmp_path / form, form)  # type: ignore[arg-type]
        first = known(library, "s1")
    assert first is not None
    assert {p.stem for p in done.files} == {*OWN, *RESULTS}
    assert (done.not_annotated, done.not_compared) == (2, 0)

    def rows(name: str) -> list[dict[str, str]]:
        if form == "parquet":
            table = pytest.importorskip("pyarrow.parquet").read_table(tmp_path / form / f"{name}.{form}")
            return list(table.to_pylist())
        with (tmp_path / form / f"{name}.{form}").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file, strict=True)) if form == "csv" else [json.loads(x) for x in file]

    texts = {row["article"]: row["text"] for row in rows("articles")}
    claims = rows("claims")
    assert {row["scope"] for row in claims} == {"s1", "e2-1"}
    assert [row["claim"] for row in claims if row["scope"] == "s1"] == [k.id for k in first.claims]
    assert len({(row["scope"], row["claim"]) for row in claims}) == len(claims)
    assert {row["scope"] for row in rows("points")} == {"s1"}
    assert len(rows("points")) == len(first.points)
    assert len(rows("findings")) == len(first.findings)
    said = rows("attributions")
    assert {"s1", "e2-1"} == {row["scope"] for row in said}
    for row in said:
        spans = [tuple(map(int, s.split("-"))) for s in row["content_spans"].split()]
        assert " … ".join(texts[row["article"]][a:b] for a, b in spans) == row["content"]


def test_parquet_without_its_library_says_what_to_install(
    kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with Library(kept) as library, pytest.raises(OptionError, match=r"pip install 'rashomon\[parquet\]'"):
        export(library, tmp_path / "tables", "parquet")


def test_a_result_that_is_damaged_is_found(kept: Path, tmp_path: Path) -> None:
    with Library(copied(kept, tmp_path), writable=True) as library:
        assert check(library).problems == ()
        library.db.execute("UPDATE comparison SET result = substr(result, 1, 200)")
        assert check(library).problems == ("comparison 1: is damaged",)


def test_near_copies_are_told_and_an_other_report_is_none(tmp_path: Path) -> None:
    wire = told(1, 2).text + "\n\n" + told(1, 3).text
    put(tmp_path / "l", [
        replace(told(1, 0), published="2026-02-14"),
        replace(told(1, 2), text=wire, published="2026-02-12"),
        replace(told(1, 3), text="An agency sent this to the Quenby Star.\n\n" + wire, published="2026-02-13"),
    ])  # fmt: skip
    with Library(tmp_path / "l") as library:
        found = look(library, "e1-0")
    assert [m.id for m in found.articles] == ["e1-2", "e1-3", "e1-0"]
    assert [(c.article, c.other) for c in found.copies] == [("e1-2", "e1-3"), ("e1-3", "e1-2")]
    assert found.copies[0].share == 1
    assert 0.9 < found.copies[1].share < 1
    assert (found.annotated, found.compared) == (frozenset(), None)


def test_a_summary_counts_the_points(kept: Path) -> None:
    with Library(kept) as library:
        first = known(library, "s1")
    assert first is not None
    counts = summary(first)
    assert counts.pop("compared") == 2
    assert sum(counts.values()) == len(first.points)


def test_the_document_lists_every_table_and_column() -> None:
    document = Path(__file__).resolve().parents[2] / "docs" / "library.md"
    listed = re.findall(r"^\| (\w+) \| [^|]+ \| ([^|]+) \|$", document.read_text("utf-8"), re.MULTILINE)
    assert [(name, tuple(re.findall(r"`(\w+)`", columns))) for name, columns in listed[1:]] == [
        (name, columns.names) for name, (columns, _) in OWN.items()
    ]
