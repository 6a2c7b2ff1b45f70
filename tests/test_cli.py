"""The command line as a person or a script meets it: results, exit status, and every kind of bad input."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from rashomon import cli, cli_parts, codec, contract
from rashomon.errors import OptionError

A = """Bridge at Ulmen closed

The bridge at Ulmen was closed on Tuesday after 12 bolts were found loose, the mayor, Ida Brandl, said.

“We are ready to close the old bridge for good,” Brandl told reporters.
"""
B = """Ulmen bridge shut

The Ulmen bridge has been closed since Tuesday, and at least 30 bolts were found loose, officials said.

Mayor Ida Brandl said: “We are prepared to close the bridge for good.”
"""
HTML = (
    "<!doctype html><html lang=en><head><title>Ulmen bridge shut</title><meta property='og:site_name' content='The Ulm Gazette'>"
    "</head><body><nav><a href='/'>Home</a></nav><article><h1>Ulmen bridge shut</h1>"
    "<p>The bridge at Ulmen was shut on Tuesday because bolts were loose, the mayor, Ida Brandl, told the council.</p>"
    "<p>The council meets on Friday to decide whether the old bridge can be repaired or has to be replaced by a new one.</p>"
    "</article></body></html>"
)


class Result:
    def __init__(self, status: int, out: bytes, err: str) -> None:
        self.status, self.out, self.err = status, out.decode("utf-8"), err

    @property
    def rows(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.split("\n") if line]


class Shell:
    """Runs the command line in this process, in a folder of its own."""

    def __init__(
        self, folder: Path, capture: pytest.CaptureFixture[bytes], patch: pytest.MonkeyPatch
    ) -> None:
        self.folder, self.capture, self.patch = folder, capture, patch

    def file(self, name: str, content: str | bytes) -> str:
        data = content if isinstance(content, bytes) else content.encode("utf-8")
        (self.folder / name).write_bytes(data)
        return name

    def __call__(self, *arguments: str, stdin: bytes = b"") -> Result:
        self.patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        self.capture.readouterr()
        status = cli.main(arguments)
        out, err = self.capture.readouterr()
        # On a busy machine a line of progress may stand among what is said: "rashomon: reading a.txt (step 1 of 3) …"
        said = [line for line in err.decode("utf-8").splitlines(keepends=True) if not line.endswith(" …\n")]
        result = Result(status, out, "".join(said))
        assert "Traceback" not in result.err
        return result


@pytest.fixture
def run(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Shell:
    monkeypatch.chdir(tmp_path)
    shell = Shell(tmp_path, capsysbinary, monkeypatch)
    shell.file("a.txt", A)
    shell.file("b.txt", B)
    return shell


def sound(result: Result) -> dict[str, Any]:
    """The comparison on standard output, which keeps every promise."""
    document: dict[str, Any] = json.loads(result.out)
    assert contract.problems(document) == []
    return document


# ---------------------------------------------------------------- the front door


def test_version_help_and_no_arguments(run: Shell) -> None:
    assert run("--version").out == "rashomon 0.1.0\n"
    assert run("--help").out == run().out
    assert "Examples:" in run("--help").out


@pytest.mark.parametrize("command", sorted(cli.commands.commands))
def test_every_command_has_help_with_an_example(run: Shell, command: str) -> None:
    result = run(command, "--help")
    assert result.status == 0
    assert f"rashomon {command}" in result.out.split("Example", 1)[1]
    for parameter in cli.commands.commands[command].params:
        assert parameter.param_type_name == "argument" or getattr(parameter, "help", None), parameter.name


def test_relate_writes_a_line_a_pair(run: Shell) -> None:
    run.file(
        "pairs.jsonl",
        '{"left": "The bridge is closed.", "right": "The bridge is closed."}\n'
        '{"left": "until May", "right": "for good", "question": "How long will the bridge be closed?"}\n',
    )
    result = run("relate", "pairs.jsonl")
    assert (result.status, result.err) == (0, "")
    assert [set(row) for row in result.rows] == [{"relation", "probabilities", "stance"}] * 2
    assert result.rows[0]["relation"] == "same"
    with (run.folder / "pairs.jsonl").open("rb") as given:
        assert run("relate", "-", stdin=given.read()).out == result.out


def test_relate_names_the_lines_that_are_no_pair_and_writes_nothing(run: Shell) -> None:
    run.file("pairs.jsonl", '{"left": "a", "right": "b"}\n{"left": "a"}\n')
    result = run("relate", "pairs.jsonl")
    assert (result.status, result.out) == (2, "")
    assert result.err.startswith('rashomon: error: pairs.jsonl: line 2: "right" must be')


def test_group_writes_a_story_for_each_article_and_names_what_was_dropped(run: Shell) -> None:
    wren = "The ferry Northern Wren of Skerrow Lines struck a reef in Orlund Sound near Ardmoor"
    run.file(
        "articles.jsonl",
        f'{{"id": "n1", "title": "Ferry aground", "text": "{wren} on Monday.", "published": "2026-02-03"}}\n'
        '{"id": "n2", "title": "Budget", "text": "The council of Quenby cut its budget.", "published": null}\n'
        "no article\n"
        f'{{"id": "n3", "title": null, "text": "{wren}, the coastguard said.", "published": "2026-02-04"}}\n',
    )
    result = run("group", "articles.jsonl")
    assert result.status == 0
    assert result.rows == [
        {"id": "n1", "story": "n1"},
        {"id": "n2", "story": "n2"},
        {"id": "n3", "story": "n1"},
    ]
    assert "dropped articles.jsonl, line 3: not JSON" in result.err
    with (run.folder / "articles.jsonl").open("rb") as given:
        assert run("group", "-", stdin=given.read()).out == result.out


def test_group_without_an_article_fails(run: Shell) -> None:
    run.file("articles.jsonl", "[]\n")
    result = run("group", "articles.jsonl")
    assert (result.status, result.out) == (2, "")
    assert "line 1: not an object with id and text" in result.err


def test_schema_is_printed(run: Shell) -> None:
    assert json.loads(run("schema").out) == codec.schema()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nothing"], "No such command 'nothing'"),
        (["compare"], "Missing argument 'FILE|URL...'"),
        (["compare", "a.txt", "b.txt", "--nothing"], "No such option"),
        (["compare", "a.txt", "b.txt", "--width", "x"], "not a valid integer"),
        (
            ["compare", "a.txt", "b.txt", "--json", "-", "--html", "-"],
            "--json and --html cannot both go to '-'",
        ),
        (
            ["compare", "a.txt", "b.txt", "--graphml", "x", "--markdown", "x"],
            "--markdown and --graphml cannot both go to 'x'",
        ),
        (["compare", "a.txt", "b.txt", "--annotations", "a.txt"], "is one of the inputs"),
        (["compare", "a.txt", "b.txt", "--json", "."], "is a directory"),
        (["compare", "a.txt", "b.txt", "--json", "no/such/x.json"], "there is no directory 'no/such'"),
        (["compare", "a.txt", "b.txt", "--html", "b.txt"], "is one of the inputs"),
        (["compare", "a.txt", "b.txt", "--csv", "a.txt"], "--csv a.txt: is a file; tables need a directory"),
        (["compare", "a.txt", "b.txt", "--csv", "no/such"], "there is no directory 'no'"),
        (
            ["compare", "a.txt", "b.txt", "--csv", "x", "--html", "y", "--json", "x"],
            "--json and --csv cannot both go to 'x'",
        ),
        (["compare", "a.txt", "b.txt", "--csv", "-"], "tables need a directory"),
        (["compare", "a.txt", "b.txt", "--outlet", "c.txt=X"], "FILE one of: a.txt, b.txt"),
        (["compare", "a.txt", "b.txt", "--outlet", "a.txt="], "write FILE=NAME"),
        (["read", "a.txt", "--published", "a.txt=someday"], "someday"),
    ],
)
def test_a_mistake_is_one_line_and_status_2(run: Shell, arguments: list[str], message: str) -> None:
    result = run(*arguments)
    assert result.status == 2
    assert result.out == ""
    assert result.err.count("\n") == 1
    assert result.err.startswith("rashomon: error: ")
    assert message in result.err


def test_tables_never_replace_an_input(run: Shell) -> None:
    run.file("points.csv", A)
    result = run("compare", "points.csv", "b.txt", "--csv", ".")
    assert (result.status, result.out) == (2, "")
    assert result.err == "rashomon: error: --csv .: points.csv is one of the inputs, which would be lost\n"
    assert (run.folder / "points.csv").read_text("utf-8") == A


def test_options_by_file() -> None:
    files = ["x/a.txt", "y/a.txt", "c=d.txt", "z/e.txt"]
    given = cli_parts.assigned("--outlet", "NAME", ["x/a.txt=One", "c=d.txt=Two = 2", "e.txt=Three"], files)
    assert given == {"x/a.txt": "One", "c=d.txt": "Two = 2", "z/e.txt": "Three"}
    with pytest.raises(OptionError, match=r"'a\.txt=Which', 'q=1': write FILE=NAME"):
        cli_parts.assigned("--outlet", "NAME", ["a.txt=Which", "q=1"], files)


# ---------------------------------------------------------------- read


def test_read_writes_an_article_a_line_in_order(run: Shell) -> None:
    run.file("page.html", HTML)
    result = run("read", "b.txt", "page.html", "a.txt", "--jsonl")
    assert (result.status, result.err) == (0, "")
    assert [row["origin"] for row in result.rows] == ["b.txt", "page.html", "a.txt"]
    assert result.rows[0]["text"] == B
    assert result.rows[1]["outlet"] == "The Ulm Gazette"
    for row in result.rows:
        codec.article_from_dict(row)


def test_read_takes_outlet_and_date_from_options(run: Shell) -> None:
    row = run("read", "a.txt", "--outlet", "a.txt=Bote", "--published", "a.txt=2031-03-05").rows[0]
    assert (row["outlet"], row["published"], row["published_precision"]) == ("Bote", "2031-03-05", "day")


def test_read_standard_input(run: Shell) -> None:
    row = run("read", "-", stdin=A.encode()).rows[0]
    assert (row["origin"], row["text"]) == ("-", A)


BAD: dict[str, tuple[str, bytes | None, str]] = {
    "missing": ("missing.txt", None, "no such file"),
    "directory": (".", None, "is a directory"),
    "empty": ("empty.txt", b"", "is empty"),
    "blank": ("blank.txt", b" \n\t\n", "empty"),
    "binary": ("data.txt", bytes(range(256)) * 8, "binary"),
    "picture": ("p.txt", b"\x89PNG\r\n\x1a\n" + b"\x00" * 64, "picture"),
    "huge": ("huge.txt", b"The bridge was closed on Tuesday. " * 600_000, "longer than 2,000,000 characters"),
    "no text": (
        "empty.html",
        b"<html><head><title></title></head><body><script>x()</script></body></html>",
        "text",
    ),
}


@pytest.mark.parametrize("kind", BAD)
def test_an_unreadable_input_alone_is_one_line_and_status_2(run: Shell, kind: str) -> None:
    name, content, reason = BAD[kind]
    if content is not None:
        run.file(name, content)
    result = run("read", name)
    assert (result.status, result.out) == (2, "")
    assert result.err.count("\n") == 1
    assert result.err.startswith(f"rashomon: error: {name}: ")
    assert reason in result.err


@pytest.mark.parametrize("kind", BAD)
def test_an_unreadable_input_among_others_is_named_and_left_out(run: Shell, kind: str) -> None:
    name, content, reason = BAD[kind]
    if content is not None:
        run.file(name, content)
    result = run("read", "a.txt", name, "b.txt")
    assert result.status == 0
    assert [row["origin"] for row in result.rows] == ["a.txt", "b.txt"]
    assert result.err.startswith(f"rashomon: dropped {name}: ")
    assert result.err.count("\n") == 1
    assert reason in result.err


def test_none_left_names_all(run: Shell) -> None:
    result = run("read", "x.txt", "y.txt")
    assert result.status == 2
    assert result.err.splitlines() == [
        "rashomon: dropped x.txt: no such file",
        "rashomon: dropped y.txt: no such file",
        "rashomon: error: none of the 2 inputs could be read as an article",
    ]


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16", "utf-8-sig"])
def test_encodings_give_the_same_text(run: Shell, encoding: str) -> None:
    text = (
        "Café closed\n\nThe café in Besançon was closed on Tuesday, the mayor said, and the señora agreed.\n"
    )
    run.file("x.txt", text.encode(encoding))
    assert run("read", "x.txt").rows[0]["text"] == text


def test_the_same_file_under_another_path_is_a_duplicate(run: Shell) -> None:
    result = run("read", "a.txt", "./a.txt")
    assert len(result.rows) == 1
    assert result.err == "rashomon: dropped ./a.txt: duplicate of a.txt\n"


def test_an_input_that_holds_several_gives_a_line_each(run: Shell) -> None:
    run.file("c.jsonl", json.dumps({"title": "Bridge shut", "text": A}) + "\n{}\n" + json.dumps({"text": B}))
    result = run("read", "c.jsonl", "a.txt", "--outlet", "c.jsonl=Bote")
    assert [(row["origin"], row["outlet"]) for row in result.rows] == [
        ("c.jsonl#1", "Bote"),
        ("c.jsonl#3", "Bote"),
        ("a.txt", None),
    ]
    assert result.err == "rashomon: dropped c.jsonl#2: is JSON without a text or an address (it has: )\n"


@pytest.mark.slow
def test_compare_says_what_it_took_of_a_feed(run: Shell) -> None:
    items = "".join(
        f"<item><title>{t}</title><description>{b}</description></item>"
        for t, b in (("One", A), ("Two", B), ("", ""))
    )
    run.file("feed.xml", f"<rss><channel>{items}</channel></rss>")
    result = run("compare", "feed.xml", "--json", "-")
    assert sound(result)["dropped"][0]["origin"] == "feed.xml#3"
    assert result.err.splitlines() == [
        "rashomon: took feed.xml#1: One",
        "rashomon: took feed.xml#2: Two",
        "rashomon: dropped feed.xml#3: is an item without text and address",
    ]


@pytest.mark.slow
def test_compare_takes_no_more_than_a_comparison_has_room_for(
    run: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rashomon.pipeline.MOST", 2)
    run.file("c.jsonl", "\n".join(json.dumps({"text": text}) for text in (A, B, A + "More.")))
    result = run("compare", "c.jsonl", "--json", "-")
    assert len(sound(result)["articles"]) == 2
    assert "dropped c.jsonl#3: is past the first 2 articles" in result.err


# ---------------------------------------------------------------- compare and annotate


@pytest.mark.slow
def test_annotate_writes_sound_lines(run: Shell) -> None:
    result = run("annotate", "b.txt", "a.txt", "missing.txt", "--jsonl")
    assert result.status == 0
    assert result.err == "rashomon: dropped missing.txt: no such file\n"
    assert [row["origin"] for row in result.rows] == ["b.txt", "a.txt"]
    for row in result.rows:
        assert contract.annotated_problems(row) == []
        assert row["claims"]
        assert row["attributions"]


@pytest.mark.slow
def test_compare_prints_writes_and_repeats_itself(run: Shell) -> None:
    kinds = ("json", "html", "markdown", "annotations", "schemaorg", "graphml")
    first, again = (
        run(
            *("compare", "a.txt", "b.txt", "--csv", n, "--width", "80"),
            *(word for kind in kinds for word in (f"--{kind}", f"{n}.{kind}")),
        )
        for n in ("1", "2")
    )
    assert (first.status, first.err) == (0, "")
    assert first.out == again.out
    assert max(map(len, first.out.splitlines())) <= 80
    assert "\x1b" not in first.out
    for kind in kinds:
        assert (run.folder / f"1.{kind}").read_bytes() == (run.folder / f"2.{kind}").read_bytes()
    tables = {p.name: p.read_bytes() for p in (run.folder / "1").iterdir()}
    assert tables == {p.name: p.read_bytes() for p in (run.folder / "2").iterdir()}
    assert tables["voices.csv"].startswith(b"entity,name,kind,article,")
    starts = {"markdown": "# ", "annotations": "{", "schemaorg": "{", "graphml": "<?xml "}
    for kind, start in starts.items():
        assert (run.folder / f"1.{kind}").read_text("utf-8").startswith(start)
    document = json.loads((run.folder / "1.json").read_text("utf-8"))
    assert contract.problems(document) == []
    assert (run.folder / "1.json").read_text("utf-8") == run("compare", "a.txt", "b.txt", "--json", "-").out


CAPTIONS = """1
00:00:01,000 --> 00:00:05,000
Good evening. The bolts of the bridge are

2
00:00:05,100 --> 00:00:08,000
loose, and we are ready to close the old

3
00:00:08,100 --> 00:00:12,000
bridge for good. The ferry sails on Monday.
"""


@pytest.mark.slow
def test_compare_lays_quotations_on_a_source(run: Shell) -> None:
    run.file("speech.srt", CAPTIONS)
    arguments = ("compare", "a.txt", "b.txt", "--source", "speech.srt", "--csv", "t", "--width", "100")
    first = run(*arguments, "--json", "1.json")
    assert (first.status, first.err) == (0, "")
    assert "PRIMARY SOURCE 2" in first.out
    laid = list(csv.DictReader(io.StringIO((run.folder / "t" / "laid.csv").read_text("utf-8"), newline="")))
    assert [(row["state"], row["source_words"]) for row in laid] == [
        ("verbatim", "we are ready to close the old bridge for good"),
        ("altered", "we are ready to close the old bridge for good"),
    ]
    assert run(*arguments, "--json", "2.json").out == first.out
    assert (run.folder / "1.json").read_bytes() == (run.folder / "2.json").read_bytes()
    document = json.loads((run.folder / "1.json").read_text("utf-8"))
    assert contract.problems(document) == []
    assert document["settings"]["--source"] == "speech.srt"
    assert "primary" not in document
    assert run("verify", "1.json").status == 0


def test_a_source_that_is_a_report_or_cannot_be_read_is_refused(run: Shell) -> None:
    same = run("compare", "a.txt", "b.txt", "--source", "a.txt")
    assert (same.status, same.out) == (2, "")
    assert "the source 'a.txt' is one of the reports too" in same.err
    missing = run("compare", "a.txt", "b.txt", "--source", "none.txt")
    assert (missing.status, missing.out) == (2, "")
    assert "none.txt" in missing.err


@pytest.mark.slow
def test_compare_to_standard_output_prints_that_alone(run: Shell) -> None:
    assert sound(run("compare", "a.txt", "b.txt", "--json", "-"))["format"] == "rashomon.comparison"
    assert run("compare", "a.txt", "b.txt", "--html", "-").out.lower().startswith("<!doctype html>")
    assert "\x1b[" in run("compare", "a.txt", "b.txt", "--color").out


@pytest.mark.slow
def test_compare_standard_input_with_a_file(run: Shell) -> None:
    document = sound(run("compare", "-", "b.txt", "--json", "-", "--outlet", "-=Bote", stdin=A.encode()))
    assert [(a["origin"], a["outlet"]) for a in document["articles"]] == [("-", "Bote"), ("b.txt", None)]


@pytest.mark.slow
@pytest.mark.parametrize("kind", BAD)
def test_compare_goes_on_with_what_is_left(run: Shell, kind: str) -> None:
    name, content, reason = BAD[kind]
    if content is not None:
        run.file(name, content)
    result = run("compare", "a.txt", name, "b.txt", "--json", "-")
    assert result.status == 0
    assert result.err.startswith(f"rashomon: dropped {name}: ")
    assert result.err.count("\n") == 1
    dropped = sound(result)["dropped"]
    assert [(d["origin"], d["stage"]) for d in dropped] == [(name, "read")]
    assert reason in dropped[0]["reason"]


@pytest.mark.slow
def test_selftest_prints_and_writes_the_same_every_time(run: Shell) -> None:
    first = run("selftest", "a.txt", "--copies", "2", "--json", "1.json")
    again = run("selftest", "a.txt", "--copies", "2", "--json", "-")
    assert (first.status, first.err) == (0, "")
    assert (run.folder / "1.json").read_text("utf-8") == again.out
    document = json.loads(again.out)
    assert document["format"] == "rashomon.selftest"
    assert document["comparisons"] == 3
    planted = document["planted"]
    assert planted
    assert all(A[row["start"] : row["end"]] == row["old"] != row["new"] for row in planted)
    assert sum(row["planted"] for row in document["kinds"]) == len(planted)
    assert "False alarms: " in first.out
    other = run("selftest", "a.txt", "--copies", "2", "--seed", "9", "--json", "-")
    assert json.loads(other.out)["planted"] != planted


@pytest.mark.slow
def test_selftest_needs_something_to_plant(run: Shell) -> None:
    run.file("bare.txt", "Nothing here to see, only words without any verb of note.\n")
    result = run("selftest", "bare.txt")
    assert (result.status, result.out) == (2, "")
    assert "nothing to plant" in result.err


def test_selftest_needs_an_article(run: Shell) -> None:
    result = run("selftest", "missing.txt")
    assert (result.status, result.out) == (2, "")
    assert result.err.splitlines() == [
        "rashomon: dropped missing.txt: no such file",
        "rashomon: error: a self-test needs an article, none is left",
    ]


def test_compare_needs_two(run: Shell) -> None:
    alone = run("compare", "a.txt")
    assert (alone.status, alone.out) == (2, "")
    assert alone.err == "rashomon: error: a comparison needs two articles, 1 left\n"
    twice = run("compare", "a.txt", "a.txt")
    assert twice.status == 2
    assert twice.err.splitlines() == [
        "rashomon: dropped a.txt: duplicate of a.txt",
        "rashomon: error: a comparison needs two articles, 1 left",
    ]


@pytest.mark.slow
def test_equal_text_from_another_file_stays(run: Shell) -> None:
    run.file("copy.txt", A)
    document = sound(run("compare", "a.txt", "copy.txt", "--json", "-"))
    assert len(document["articles"]) == 2
    assert document["dropped"] == []


ODD = {
    "right to left": "אולמן\n\nهذا الجسر مغلق منذ يوم الثلاثاء. “הגשר סגור,” said Ida Brandl in Ulmen on Tuesday.\n",
    "right to left words": "Bridge at Ulmen\n\nThe bridge (הגשר) at Ulmen was closed on Tuesday, said the mayor, Ida Brandl. "
    "“هذا الجسر مغلق,” she added in the town hall.\n\nNobody was hurt when it was shut, and it will be mended in May.\n",
    "astral": "Bridge 🌉 at Ulmen\n\n🚧 The bridge 🌉 at Ulmen was closed on Tuesday, 𝐈𝐝𝐚 Brandl said. “We 👩‍👩‍👧 agree,” she added.\n",
    "never closed": "“We will close the bridge at Ulmen, said the mayor, Ida Brandl, on Tuesday.\n\nNobody was hurt.\n",
    "one word": "Closed",
    "marks only": "“”‘’ … — « » \" ' [ ] ( )",
    "one long line": "The bridge was closed and " * 400,
    "combining": "Th\u0301e bri\u0308dge at Ulmen\u200b was closed\u00a0on Tuesday\u2028and Brandl\ufeff spoke.",
    "windows newlines": A.replace("\n", "\r\n"),
}


@pytest.mark.slow
@pytest.mark.parametrize("kind", ODD)
def test_odd_texts_give_a_sound_result(run: Shell, kind: str) -> None:
    run.file("odd.txt", ODD[kind])
    result = run("compare", "odd.txt", "b.txt", "--json", "-")
    assert result.status in (0, 2)
    if result.status == 0:
        document = sound(result)
        assert document["articles"][0]["text"] == ODD[kind]
    else:
        assert result.err.splitlines()[0].startswith("rashomon: dropped odd.txt: ")
    assert run("compare", "odd.txt", "b.txt", "--html", "odd.html", "--width", "60").status == result.status


# ---------------------------------------------------------------- as a process


def process(*arguments: str, folder: Path, **more: Any) -> subprocess.CompletedProcess[bytes]:
    command = [
        sys.executable,
        "-c",
        "import sys; from rashomon.cli import main; sys.exit(main())",
        *arguments,
    ]
    return subprocess.run(command, cwd=folder, capture_output=True, check=False, timeout=120, **more)


def test_a_plain_locale_gets_utf8_all_the_same(run: Shell) -> None:
    environment = {**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = process("read", "a.txt", folder=run.folder, env=environment)
    assert done.returncode == 0
    assert "“We are ready" in done.stdout.decode("utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="pipes close otherwise there")
def without_progress(errors: bytes) -> list[bytes]:
    """What was said beside the progress that a slow machine shows."""
    return [s for s in errors.splitlines() if not s.startswith((b"rashomon: starting", b"rashomon: reading"))]


def test_a_reader_that_goes_away_is_no_error(run: Shell) -> None:
    run.file("long.txt", A + "The bridge is closed.\n" * 20_000)
    command = f"{sys.executable} -c 'import sys; from rashomon.cli import main; sys.exit(main())' read long.txt a.txt b.txt"
    done = subprocess.run(
        ["bash", "-c", f"{command} | head -c 1; echo ${{PIPESTATUS[0]}}"],
        cwd=run.folder,
        capture_output=True,
        check=True,
    )
    assert done.stdout.decode().endswith("141\n")
    assert without_progress(done.stderr) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_is_one_line(run: Shell) -> None:
    with Path("/dev/full").open("wb") as full:
        command = [
            sys.executable,
            "-c",
            "import sys; from rashomon.cli import main; sys.exit(main())",
            "read",
            "a.txt",
        ]
        done = subprocess.run(command, cwd=run.folder, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 2
    assert without_progress(done.stderr) == [b"rashomon: error: standard output: No space left on device"]


def test_an_interrupt_is_status_130(run: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("rashomon.codec.schema", stop)
    result = run("schema")
    assert (result.status, result.err) == (130, "\nrashomon: interrupted\n")
