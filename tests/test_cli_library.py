"""`rashomon library` as a person or a script meets it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rashomon import cli

FERRY = "The Northern Wren of Skerrow Lines ran aground in Orlund Sound on Monday, and 38 people were hurt, Ana Brandreth said."
AGAIN = "Skerrow Lines said 38 people were hurt when the Northern Wren ran aground in Orlund Sound. Ana Brandreth was there."
VOTE = "The council of Quenby voted to build a bridge over the Tarn. Mayor Halla Quist called the vote a beginning."


class Shell:
    """Runs `rashomon library` in this process."""

    def __init__(self, capture: pytest.CaptureFixture[str]) -> None:
        self.capture = capture

    def __call__(self, *arguments: str, status: int = 0) -> tuple[str, str]:
        self.capture.readouterr()
        got = cli.main(["library", *arguments])
        out, err = self.capture.readouterr()
        assert got == status, err
        assert "Traceback" not in err
        return out, "".join(line for line in err.splitlines(keepends=True) if not line.endswith(" …\n"))


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shell:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RASHOMON_LIBRARY", "desk.sqlite")
    rows = [
        {"id": "f1", "text": FERRY, "title": "Aground", "published": "2026-02-03", "outlet": "Courier"},
        {
            "id": "f2",
            "text": AGAIN,
            "title": None,
            "published": "2026-02-04",
            "outlet": "Ledger",
            "url": None,
        },
        {"id": "v1", "text": VOTE, "published": "2026-02-03"},
    ]
    Path("rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows) + "{}\n", "utf-8")
    return Shell(capsys)


def test_add_acknowledges_each_and_names_what_is_none(run: Shell) -> None:
    out, err = run("add", "rows.jsonl")
    rows = [json.loads(line) for line in out.splitlines()]
    assert [(row["id"], row["state"], row["origin"]) for row in rows] == [
        ("f1", "added", "rows.jsonl, line 1"),
        ("f2", "added", "rows.jsonl, line 2"),
        ("v1", "added", "rows.jsonl, line 3"),
    ]
    assert rows[0]["story"] == rows[1]["story"] != rows[2]["story"]
    assert err == 'rashomon: dropped rows.jsonl, line 4: "id" must be a text that is not empty\n'


def test_add_takes_what_read_takes(run: Shell) -> None:
    Path("a.txt").write_text(f"Ferry aground\n\n{FERRY}\n", "utf-8")
    out, _ = run("add", "a.txt", "--outlet", "a.txt=Courier")
    assert json.loads(out)["state"] == "added"
    assert "Courier  Ferry aground" in run("list")[0]
    _, err = run("add", "none.txt", status=2)
    assert err == (
        "rashomon: dropped none.txt: no such file\nrashomon: error: none of the 1 inputs could be read as an article\n"
    )


def test_list_search_stories_and_story(run: Shell) -> None:
    run("add", "rows.jsonl")
    assert [line.split()[0] for line in run("list")[0].splitlines()] == ["v1", "f2", "f1"]
    out, err = run("list", "--limit", "2")
    assert (len(out.splitlines()), err) == (2, "rashomon: there is more: --after 2\n")
    assert run("list", "--limit", "2", "--after", "2")[0].split()[0] == "f1"
    hits = [
        json.loads(line)
        for line in run("search", "aground", "--since", "2026-02-04", "--jsonl")[0].splitlines()
    ]
    assert [hit["id"] for hit in hits] == ["f2"]
    assert "[aground]" in hits[0]["snippet"]
    (story,) = [json.loads(line) for line in run("stories", "--outlets", "2", "--jsonl")[0].splitlines()]
    assert (story["articles"], story["title"]) == (2, "Aground")
    shown = json.loads(run("story", story["id"], "--jsonl")[0])
    assert [a["id"] for a in shown["articles"]] == ["f1", "f2"]
    assert run("story", "f2")[0] == run("story", story["id"])[0]


def test_why_merge_split_undo_and_what_contradicts(run: Shell) -> None:
    run("add", "rows.jsonl")
    told = json.loads(run("story", "why", "f1", "f2", "--jsonl")[0])
    assert (told["together"], told["days"]) == (True, 1)
    assert ("name", "Northern Wren") in {(t["kind"], t["term"]) for t in told["terms"]}
    total = told["base"] - told["days_take"] + sum(t["adds"] for t in told["terms"])
    assert told["score"] >= total - 0.01  # the heaviest are listed, there may be more
    assert "in two stories" in run("story", "why", "f1", "v1")[0]
    run("story", "merge", "f1", "v1")
    assert "by hand: merge 1 of 20" in run("story", "why", "f1", "v1")[0]
    _, err = run("story", "split", "v1", "--from", "f1")
    assert err == "rashomon: correction 1 is overruled by 2 for f1 and v1\n"
    assert "in two stories" in run("story", "why", "f1", "v1")[0]
    run("story", "undo", "2")
    run("story", "regroup")
    states = [json.loads(line)["state"] for line in run("story", "corrections", "--jsonl")[0].splitlines()]
    assert states == ["holds", "taken back", "holds"]
    assert "in one story" in run("story", "why", "f1", "v1")[0]
    run("story", "pin", "f1")


def test_history_export_check_and_backup(run: Shell) -> None:
    run("add", "rows.jsonl")
    Path("later.jsonl").write_text(
        json.dumps({"id": "f1", "text": FERRY.replace("38", "41")}) + "\n", "utf-8"
    )
    assert json.loads(run("add", "later.jsonl")[0])["state"] == "changed"
    (edit,) = [json.loads(line) for line in run("history", "--jsonl")[0].splitlines()]
    assert edit["changes"][-1]["values"] == [{"old": "38", "new": "41"}]
    assert "    value: 38 → 41\n" in run("history", "f1")[0]
    assert run("history", "v1")[0] == "v1: one version\n"
    assert run("list", "--edited")[0].split()[0] == "f1"
    run("export", "tables")
    assert Path("tables", "versions.csv").read_text("utf-8").count("\n") == 5
    run("backup", "copy.sqlite")
    assert json.loads(run("--library", "copy.sqlite", "check")[0])["versions"] == 4


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["list"], "desk.sqlite: there is no library; `rashomon library add` makes one"),
        (["check"], "desk.sqlite: there is no library; `rashomon library add` makes one"),
        (["--library", "no/where", "add", "rows.jsonl"], "no/where: there is no directory 'no'"),
        (["--library", "rows.jsonl", "list"], "rows.jsonl: is no library (not an SQLite file)"),
    ],
)
def test_without_a_library_one_line_says_so(run: Shell, arguments: list[str], message: str) -> None:
    assert run(*arguments, status=2) == ("", f"rashomon: error: {message}\n")
    assert not Path("desk.sqlite").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["search", "…"], "a search needs a word"),
        (["search", "ferry", "--since", "Monday"], "--since Monday: write a day as 2026-02-03"),
        (
            ["search", "ferry", "--after", "x"],
            "'x' is no mark of a page; give the one the last page ended with",
        ),
        (["story", "s99"], "'s99' is no story and no article of this library"),
        (["story", "why", "f1", "f1"], "'f1' and 'f1' are one article"),
        (["story", "undo", "7"], "there is no merge, split or pin with the number 7"),
        (["history", "zz"], "'zz' is no article of this library"),
        (["backup", "rows.jsonl"], "rows.jsonl: is there already; name a new file"),
    ],
)
def test_a_mistake_is_one_line(run: Shell, arguments: list[str], message: str) -> None:
    run("add", "rows.jsonl")
    assert run(*arguments, status=2)[1] == f"rashomon: error: {message}\n"


@pytest.mark.slow
def test_annotate_compare_and_what_a_story_tells_of_it(run: Shell) -> None:
    run("add", "rows.jsonl")
    told = run("story", "f1")[0]
    assert "  not compared as it is now: `rashomon library story compare s1`\n" in told
    assert "  2 not annotated: `rashomon library annotate s1`\n" in told
    out, err = run("search", "--speaker", "quist")
    assert (out, err) == (
        "",
        "rashomon: 3 articles that may fit are not annotated yet: `rashomon library annotate`\n",
    )
    (row,) = [json.loads(line) for line in run("compare", "--jsonl")[0].splitlines()]
    assert (row["story"], row["compared"]) == ("s1", 2)
    assert run("compare") == ("", "rashomon: there is nothing to compare\n")
    assert "  compared 20" in run("story", "f1")[0]
    assert "not annotated" not in run("story", "f1")[0]
    shown = json.loads(run("story", "f1", "--jsonl")[0])
    assert shown["comparison"]["compared"] == 2
    assert all(a["annotated"] for a in shown["articles"])
    assert run("annotate")[0].startswith("v1  ")
    assert run("annotate") == ("", "rashomon: there is nothing to annotate\n")
    assert run("search", "--speaker", "quist")[0].startswith("v1  ")
    report, err = run("story", "compare", "f2", "--width", "80", "--csv", "tables")
    assert "A  Courier" in report
    assert err == ""
    assert Path("tables", "points.csv").exists()
    assert run("export", "all", "--parquet")[1] == "rashomon: wrote 30 tables to all\n"
    assert Path("all", "findings.parquet").exists()
