"""`rashomon correct` and `compare --corrections`: the file, its replay, the report."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from rashomon import cli
from rashomon.contract import problems
from test_pipeline import LEFT, RIGHT

Files = tuple[Path, Path, Path]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    folder = tmp_path_factory.mktemp("corrections")
    for name, text in (("a.txt", LEFT), ("b.txt", RIGHT)):
        (folder / name).write_text(text, encoding="utf-8")
    report = folder / "report.json"
    assert cli.main(["compare", str(folder / "a.txt"), str(folder / "b.txt"), "--json", str(report)]) == 0
    return folder / "a.txt", folder / "b.txt", report


def document(report: Path) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(report.read_text("utf-8"))
    return made


def correct(files: Files, into: Path, kind: str, *arguments: str) -> int:
    said = ["--by", "Ada", "--reason", "read both", "--corrections", str(into)]
    return cli.main(["correct", kind, str(files[2]), *arguments, *said])


def singles(report: dict[str, Any]) -> list[dict[str, Any]]:
    """A point of each article that the other has not."""
    alone = [p for p in report["points"] if p["status"] == "single"]
    first = report["articles"][0]["id"]
    return [next(p for p in alone if (first in p["cells"]) is own) for own in (True, False)]


def claims_of(report: dict[str, Any], points: list[dict[str, Any]]) -> list[list[list[int]]]:
    spans = {c["id"]: c["spans"] for c in report["claims"]}
    return [spans[c] for p in points for ids in p["cells"].values() for c in ids]


def test_a_merge_is_followed_after_an_edit_elsewhere(
    files: Files, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    into, again, page = tmp_path / "c.jsonl", tmp_path / "again.json", tmp_path / "page.html"
    before = document(files[2])
    two = singles(before)
    assert correct(files, into, "merge", *(p["id"] for p in two)) == 0
    files[0].write_text(LEFT + " Later it rained in the hills.", encoding="utf-8")
    try:
        told = ["compare", *map(str, files[:2]), "--corrections", str(into)]
        assert cli.main([*told, "--json", str(again), "--html", str(page)]) == 0
    finally:
        files[0].write_text(LEFT, encoding="utf-8")
    after = document(again)
    assert problems(document(again)) == []
    assert after["settings"]["correction 1"] == "merge, by Ada: read both (followed)"
    assert cli.main(["verify", str(again)]) == 0
    merged = [claims_of(after, [p]) for p in after["points"]]
    assert any(all(c in m for c in claims_of(before, two)) for m in merged)
    out = capsys.readouterr().out
    assert "CORRECTIONS" in out
    assert "merge, by Ada: read both (followed)" in " ".join(out.split())
    assert '<section id="corrections"' in page.read_text("utf-8")


def test_what_no_longer_fits_is_told(files: Files, tmp_path: Path) -> None:
    into, again = tmp_path / "c.jsonl", tmp_path / "again.json"
    two = singles(document(files[2]))
    assert correct(files, into, "merge", *(p["id"] for p in two)) == 0
    other = tmp_path / "other.txt"
    other.write_text(LEFT.replace("Tuesday", "Friday"), encoding="utf-8")
    assert (
        cli.main(["compare", str(other), str(files[1]), "--corrections", str(into), "--json", str(again)])
        == 0
    )
    said = document(again)["settings"]["correction 1"]
    assert said.startswith("merge, by Ada: read both (does not fit any more: ")
    assert problems(document(again)) == []


def test_the_file_only_grows(files: Files, tmp_path: Path) -> None:
    into = tmp_path / "c.jsonl"
    said = document(files[2])["attributions"][0]
    assert correct(files, into, "attribute", said["id"], "council of Ulmen") == 0
    first = into.read_bytes()
    assert correct(files, into, "attribute", said["id"], "council") == 0
    assert into.read_bytes().startswith(first)
    assert into.read_bytes().count(b"\n") == 2
    into.write_bytes(first.rstrip(b"\n"))  # an editor took the last end of line
    assert correct(files, into, "attribute", said["id"], "council") == 0
    assert into.read_bytes().startswith(first)


def test_who_said_it_is_followed(files: Files, tmp_path: Path) -> None:
    into, again = tmp_path / "c.jsonl", tmp_path / "again.json"
    said = document(files[2])["attributions"][0]
    assert correct(files, into, "attribute", said["id"], "council of Ulmen") == 0
    assert cli.main(["compare", *map(str, files[:2]), "--corrections", str(into), "--json", str(again)]) == 0
    assert cli.main(["verify", str(again)]) == 0
    after = document(again)
    [now] = [
        q for q in after["attributions"] if (q["article"], q["content"]) == (said["article"], said["content"])
    ]
    text = next(a["text"] for a in after["articles"] if a["id"] == said["article"])
    assert text[slice(*now["source"]["span"])] == "council of Ulmen"
    assert problems(document(again)) == []


@pytest.mark.parametrize(
    ("kind", "arguments", "told"),
    [
        ("merge", ["p1"], "a merge needs two points"),
        ("merge", ["p1", "p999"], "no point 'p999'"),
        ("split", ["p1", "c999"], "p1 has no claim c999"),
        ("attribute", ["q1", "Nobody Here"], "'Nobody Here' does not stand in"),
        ("reject", ["f999"], "no finding 'f999'"),
    ],
)
def test_what_cannot_be_corrected(
    files: Files,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    kind: str,
    arguments: list[str],
    told: str,
) -> None:
    assert correct(files, tmp_path / "c.jsonl", kind, *arguments) == 2
    assert told in capsys.readouterr().err
    assert not (tmp_path / "c.jsonl").exists()


@pytest.mark.parametrize(
    "content", [b"{}\n", b"[]\n", b"no\n", b"\xff\xfe\n", b'{"format": "rashomon.correction"}\n']
)
def test_a_file_of_something_else_is_left_alone(
    files: Files, tmp_path: Path, content: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    into = tmp_path / "c.jsonl"
    into.write_bytes(content)
    assert correct(files, into, "merge", "p1", "p2") == 2
    assert cli.main(["compare", *map(str, files[:2]), "--corrections", str(into)]) == 2
    assert "c.jsonl: no" in capsys.readouterr().err
    assert into.read_bytes() == content


def test_agreement(files: Files, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one, other = tmp_path / "ada.jsonl", tmp_path / "bo.jsonl"
    said = document(files[2])["attributions"][0]["id"]
    assert correct(files, one, "attribute", said, "council of Ulmen") == 0
    assert correct(files, other, "attribute", said, "council") == 0
    capsys.readouterr()
    assert cli.main(["correct", "agreement", str(one), str(other)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "points: 0 and 0 decisions, 0 by both, 0 alike, kappa not defined",
        "findings: 0 and 0 decisions, 0 by both, 0 alike, kappa not defined",
        "attributions: 1 and 1 decisions, 1 by both, 0 alike, kappa 0.000",
    ]
