"""`rashomon verify`: its answer, its exit status, and what is no report."""

from __future__ import annotations

from pathlib import Path

import pytest

from rashomon import cli
from rashomon.report import html
from verify.test_verify import LEFT, RIGHT, sound, without_gaps


@pytest.fixture
def report(tmp_path: Path) -> Path:
    file = tmp_path / "report.json"
    file.write_text(without_gaps(sound()).to_json(), encoding="utf-8")
    return file


def test_what_follows(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["verify", str(report)]) == 0
    assert capsys.readouterr().out == "4 sentences, 7 points, 2 articles: everything follows\n"


def test_what_does_not(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report.write_text(
        report.read_text("utf-8").replace("the weir at Ulmen broke on", "the weir at Ulmen broke by")
    )
    assert cli.main(["verify", str(report)]) == 2
    told = capsys.readouterr().out
    assert told.startswith("briefing 1: wording: ")
    assert "passage: The weir at Ulmen broke on Monday" in told


def test_the_articles_are_read(report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, text in (("a.txt", LEFT), ("b.txt", RIGHT)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    both = [str(tmp_path / "a.txt"), str(tmp_path / "b.txt")]
    assert cli.main(["verify", str(report), *both]) == 0
    (tmp_path / "b.txt").write_text(RIGHT.replace("15", "16"), encoding="utf-8")
    assert cli.main(["verify", str(report), *both]) == 2
    assert "text: no article given has the text of" in capsys.readouterr().out


@pytest.mark.parametrize(
    "content", [b"{}", b"not JSON", b"\xff\xfe\x00", b'{"format": "rashomon.comparison", "version": 1}']
)
def test_what_is_no_report(tmp_path: Path, content: bytes, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "x.json"
    file.write_bytes(content)
    assert cli.main(["verify", str(file)]) == 2
    caught = capsys.readouterr()
    assert caught.err.startswith("rashomon: error: ")
    assert not caught.out


@pytest.fixture
def page(tmp_path: Path) -> Path:
    file = tmp_path / "report.html"
    file.write_text(html.render(without_gaps(sound())), encoding="utf-8")
    return file


def test_a_page(page: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["verify", str(page)]) == 0
    assert capsys.readouterr().out == "4 sentences, 7 points, 2 articles: everything follows\n"
    for name, text in (("a.txt", LEFT), ("b.txt", RIGHT.replace("15", "16"))):
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert cli.main(["verify", str(page), str(tmp_path / "a.txt"), str(tmp_path / "b.txt")]) == 2
    assert "text: no article given has the text of" in capsys.readouterr().out


def test_a_page_that_was_edited(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shown = page.read_text("utf-8").replace(
        "<bdi>Both reports say that the weir", "<bdi>All say that the weir", 1
    )
    page.write_text(shown, encoding="utf-8")
    assert cli.main(["verify", str(page)]) == 2
    told = capsys.readouterr().out
    assert "page, briefing 1: page: is another sentence than that of its data\n  sentence: All say" in told
    assert "page, checksum of the page: hash: " in told


def test_a_page_without_data(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "x.html"
    file.write_text("<!doctype html><title>Weir</title>", encoding="utf-8")
    assert cli.main(["verify", str(file)]) == 2
    told = capsys.readouterr().err
    assert "x.html" in told
    assert "--html" in told


def test_a_report_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["verify", str(tmp_path / "none.json")]) == 2
    assert "none.json" in capsys.readouterr().err


@pytest.mark.slow
def test_a_page_with_a_source_that_was_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = {
        "a.txt": "The quay at Ulmen stays shut, the harbour master said. “We shall open no gate before spring,” said Ida Brandl.",
        "b.txt": "Ida Brandl said: “We shall open no gate before the summer.” The quay at Ulmen stays shut.",
        "speech.txt": "Neighbours, we shall open no gate before spring. The water is too high.",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    paths = {name: str(tmp_path / name) for name in files}
    page = str(tmp_path / "page.html")
    command = ["compare", paths["a.txt"], paths["b.txt"], "--source", paths["speech.txt"], "--html", page]
    assert cli.main(command) == 0
    capsys.readouterr()
    assert "§" in Path(page).read_text("utf-8")
    assert cli.main(["verify", page, paths["a.txt"], paths["b.txt"]]) == 0
    assert capsys.readouterr().out.endswith("2 articles: everything follows\n")
