"""The file: killed while written, shared by several processes, read-only, older, newer, none at all."""

from __future__ import annotations

import json
import random
import signal
import sqlite3
import struct
import subprocess
import sys
import tempfile
import time
from array import array
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from desk import put, stories, told

from rashomon.errors import LibraryError
from rashomon.group.links import GRAIN
from rashomon.library import Library, schema
from rashomon.library.exporting import OWN, RESULTS, export
from rashomon.library.looking import look
from rashomon.library.search import Filters, search
from rashomon.library.upkeep import backup, check

KILLS = 6
CLI = [sys.executable, "-m", "rashomon.cli", "library", "--library"]


def rows_file(folder: Path, events: range) -> Path:
    path = folder / f"{events.start}.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for event in events:
            for outlet in range(4):
                e = told(event, outlet)
                row = {"id": e.id, "text": e.text, "title": e.title, "outlet": e.outlet, "url": e.url}
                file.write(json.dumps(row | {"published": e.published}) + "\n")
    return path


def whole(path: Path) -> None:
    with Library(path, writable=True) as library:
        assert check(library).problems == ()


@pytest.mark.slow
def test_killed_at_any_moment_it_holds_all_that_was_acknowledged(tmp_path: Path) -> None:
    file, rows = tmp_path / "l.sqlite", rows_file(tmp_path, range(400))
    draw = random.Random(1)
    acknowledged: set[str] = set()
    killed = 0
    for _ in range(KILLS):
        with subprocess.Popen([*CLI, str(file), "add", str(rows)], stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            acknowledged.add(json.loads(process.stdout.readline())["id"])
            time.sleep(draw.random() / 2)
            process.send_signal(signal.SIGKILL)
            lines = process.stdout.read().split(b"\n")
        killed += process.returncode == -signal.SIGKILL
        acknowledged |= {json.loads(line)["id"] for line in lines[:-1]}
        whole(file)
        with Library(file) as library:
            assert acknowledged <= {id for (id,) in library.db.execute("SELECT id FROM article")}
    assert killed >= KILLS // 2
    assert len(acknowledged) > 1


@pytest.mark.slow
def test_two_writers_and_readers_lose_nothing_and_show_no_lock(tmp_path: Path) -> None:
    file = tmp_path / "l.sqlite"
    files = [rows_file(tmp_path, range(60)), rows_file(tmp_path, range(60, 120))]
    writers = [
        subprocess.Popen([*CLI, str(file), "add", str(f)], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for f in files
    ]
    seen = []
    while not file.exists() or any(w.poll() is None for w in writers):
        try:
            with Library(file) as library, library.reading() as db:
                (articles,) = db.execute("SELECT count(*) FROM article").fetchone()
                (found,) = db.execute("SELECT count(*) FROM search WHERE search MATCH 'crowns'").fetchone()
                assert articles == found  # one state, never a half of a batch
                seen.append(articles)
        except LibraryError as error:
            assert "there is no library" in str(error) or "holds nothing" in str(error)  # noqa: PT017
        time.sleep(0.02)
    for writer in writers:
        out, err = writer.communicate()
        assert writer.returncode == 0, err
        assert b"lock" not in err
        assert len(out.splitlines()) == 240
    assert seen == sorted(seen)
    whole(file)
    assert stories(file) == {frozenset(f"e{event}-{o}" for o in range(4)) for event in range(120)}


def test_a_newer_library_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "l"
    put(file, [told(1, 0)])
    with Library(file, writable=True) as library:
        library.db.execute("PRAGMA user_version = 99")
    before = file.read_bytes()
    for writable in (False, True):
        with pytest.raises(
            LibraryError, match=r"newer version of Rashomon \(schema 99, this one reads up to \d+\)"
        ):
            Library(file, writable=writable)
    assert file.read_bytes() == before


@pytest.mark.parametrize("writable", [False, True])
def test_an_older_library_is_brought_up_to_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, writable: bool
) -> None:
    file = tmp_path / "l"
    put(file, [told(1, 0)])
    step = ("ALTER TABLE article ADD COLUMN mark TEXT", "UPDATE article SET mark = 'new'")
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, step))
    with Library(file, writable=writable) as library:
        assert library.db.execute("SELECT id, mark FROM article").fetchall() == [("e1-0", "new")]
    whole(file)


@pytest.mark.parametrize("made", range(1, len(schema.MIGRATIONS)))
def test_a_library_of_each_older_version_works_when_it_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, made: int
) -> None:
    file = tmp_path / "l"
    with monkeypatch.context() as patch:
        patch.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:made])
        put(file, [told(1, 0), told(1, 1), told(2, 0)])
    with Library(file) as library:
        assert [h.article.id for h in search(library, "", filters=Filters(story="s1")).hits] == [
            "e1-1",
            "e1-0",
        ]
        assert look(library, "s1").compared is None
    put(file, [told(1, 2)])
    whole(file)
    assert stories(file) == {frozenset({"e1-0", "e1-1", "e1-2"}), frozenset({"e2-0"})}


def test_weights_of_an_older_library_are_brought_to_grains(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "l"
    with monkeypatch.context() as patch:
        patch.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:2])
        put(file, [told(1, 0), replace(told(2, 0), text="…", title=None)])
        with Library(file, writable=True) as library:
            db = library.db
            new = db.execute("SELECT weights FROM vector ORDER BY article").fetchall()
            for number, (weights,) in enumerate(new, start=1):
                grains = struct.unpack(f"<{len(weights) // 2}H", weights)
                # what an older version wrote, not rounded yet
                floats = array("d", [(grain + 0.3) * GRAIN for grain in grains]).tobytes()
                db.execute("UPDATE vector SET weights = ? WHERE article = ?", (floats, number))
    with Library(file) as library:
        assert library.db.execute("SELECT weights FROM vector ORDER BY article").fetchall() == new
    assert put(file, [told(1, 1)])[0].story == "s1"


def test_terms_by_which_an_older_library_looked_for_articles_leave_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "l"
    with monkeypatch.context() as patch:
        patch.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:3])
        put(file, [told(1, 0), replace(told(2, 0), text="…", title=None)])
        with Library(file, writable=True) as library:
            (new,) = library.db.execute("SELECT count(*) FROM sought").fetchone()
            library.db.execute("INSERT INTO sought VALUES ('w one more', 0, 1)")
    with Library(file) as library:
        assert library.db.execute("SELECT count(*) FROM sought").fetchone() == (new,)
    put(file, [replace(told(1, 0), text="Nothing of it holds.")])
    with Library(file) as library:
        rows = library.db.execute("SELECT term FROM sought WHERE article = 1 ORDER BY term").fetchall()
        (names,) = library.db.execute("SELECT names FROM vector WHERE article = 1").fetchone()
    assert [term for (term,) in rows] == sorted(names.split("\n"))


def test_a_step_that_fails_leaves_the_older_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "l"
    put(file, [told(1, 0)])
    with monkeypatch.context() as patch:
        patch.setattr(
            schema, "MIGRATIONS", (*schema.MIGRATIONS, ("CREATE TABLE mark (x TEXT)", "CREATE NOTHING"))
        )
        with pytest.raises(LibraryError):
            Library(file, writable=True)
    whole(file)
    with Library(file) as library:
        assert library.db.execute("SELECT name FROM sqlite_schema WHERE name = 'mark'").fetchall() == []


def test_what_is_no_library_is_refused(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("This is a text, and no database at all. " * 100, encoding="utf-8")
    with sqlite3.connect(tmp_path / "other") as other:
        other.execute("CREATE TABLE x (y)")
    other.close()
    for name, reason in (
        ("text", "not an SQLite file"),
        ("other", "no library of Rashomon"),
        ("", "is a directory"),
        ("no/where", "there is no (library|directory)"),
    ):
        for writable in (False, True):
            with pytest.raises(LibraryError, match=reason):
                Library(tmp_path / name, writable=writable)
    with pytest.raises(LibraryError, match="there is no library; `rashomon library add` makes one"):
        Library(tmp_path / "none")
    assert not (tmp_path / "none").exists()


@pytest.fixture
def other_user() -> Iterator[Path]:
    """A folder that others may read and not write; whoever runs the tests may be allowed everything."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)
        Path(folder).chmod(0o755)


# Everything is loaded first: another user may not be allowed to read where Python lies.
AS_OTHER = """
import os, sys
import rashomon.codec, rashomon.fetch, rashomon.library.mending, rashomon.library.search
from rashomon.cli import main
if os.geteuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
sys.exit(main())
"""


@pytest.mark.slow
def test_a_read_only_library_can_be_read_and_says_so_when_written(other_user: Path) -> None:
    file, rows = other_user / "l.sqlite", rows_file(other_user, range(1))
    put(file, [told(1, 0)])
    file.chmod(0o444)
    other_user.chmod(0o555)
    before = file.read_bytes()

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", AS_OTHER, "library", "--library", str(file), *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=False, cwd="/")

    found = run("search", "crowns")
    assert (found.returncode, found.stdout[:4]) == (0, "e1-0"), found.stderr
    for refused in (run("add", str(rows)), run("story", "regroup")):
        assert refused.returncode == 2
        assert refused.stdout == ""
        assert [line for line in refused.stderr.splitlines() if not line.endswith(" …")] == [
            f"rashomon: error: {file}: is read-only"
        ]
    assert file.read_bytes() == before


def test_a_backup_is_whole_while_others_write_and_never_replaces_a_file(tmp_path: Path) -> None:
    file, copy = tmp_path / "l", tmp_path / "copy"
    put(file, [told(1, 0), told(1, 1)])
    with Library(file) as library, Library(file, writable=True) as writer:
        with writer.writing() as db:
            db.execute("INSERT INTO dropped (origin, stage, reason, seen) VALUES ('x', 'read', 'y', 'z')")
            backup(library, copy)
        with pytest.raises(LibraryError, match="is there already"):
            backup(library, copy)
        with pytest.raises(LibraryError, match="nowhere"):
            backup(library, tmp_path / "nowhere" / "copy")
    whole(copy)
    assert sorted(p.name for p in tmp_path.iterdir() if "copy" in p.name and "-" not in p.name) == ["copy"]
    with Library(copy) as library:
        assert library.db.execute("SELECT count(*) FROM dropped").fetchone() == (0,)


@pytest.mark.parametrize(
    ("damage", "problem"),
    [
        ("UPDATE version SET text = text || '.'", "its text is not the one that was added"),
        ("DELETE FROM search", "index of words"),
        ("UPDATE article SET story = NULL", "has no story"),
        ("INSERT INTO story (made) VALUES ('')", "has no articles"),
        ("DELETE FROM vector", "has not been grouped"),
        (
            "PRAGMA foreign_keys = OFF; UPDATE article SET story = 77",
            "names a row of story that is not there",
        ),
    ],
)
def test_check_finds_what_is_wrong(tmp_path: Path, damage: str, problem: str) -> None:
    file = tmp_path / "l"
    put(file, [told(1, 0), told(2, 0)])
    with Library(file, writable=True) as library:
        assert check(library).problems == ()
        library.db.executescript(damage)
        assert any(problem in line for line in check(library).problems)


def test_export_is_complete_and_quoted(tmp_path: Path) -> None:
    import csv

    file = tmp_path / "l"
    put(file, [told(1, 0), told(1, 1), told(2, 0)])
    with Library(file) as library:
        export(library, tmp_path / "csv")
        export(library, tmp_path / "rows", "jsonl")
    with (tmp_path / "csv" / "articles.csv").open(encoding="utf-8", newline="") as table:
        read = list(csv.DictReader(table))
    assert [row["text"] for row in read] == [told(1, 0).text, told(1, 1).text, told(2, 0).text]
    lines = (tmp_path / "rows" / "articles.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["sha256"] for line in lines] == [row["sha256"] for row in read]
    told_of = [
        json.loads(line) for line in (tmp_path / "rows" / "stories.jsonl").read_text("utf-8").splitlines()
    ]
    assert [(row["articles"], row["outlets"]) for row in told_of] == [(2, 2), (1, 1)]
    assert {p.stem for p in (tmp_path / "csv").iterdir()} == {*OWN, *RESULTS}
