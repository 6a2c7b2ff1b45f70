"""The result as tables, and the CSV files they are written to."""

from __future__ import annotations

import csv as reader
import io
import json
import re
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

import factory
from rashomon.errors import RashomonError
from rashomon.model import Comparison
from rashomon.report import files
from rashomon.report.tables import TABLES
from report import sample

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "tables.md"


def rows(c: Comparison, name: str) -> list[dict[str, str]]:
    """A table as a program reads it back."""
    with TemporaryDirectory() as folder:
        files.write(c, Path(folder))
        text = (Path(folder) / f"{name}.csv").read_bytes().decode("utf-8")
    return list(reader.DictReader(io.StringIO(text, newline=""), strict=True))


def test_every_row_is_as_long_as_its_header() -> None:
    for c in (factory.comparison(), sample.three(), sample.hostile(), sample.apart(), sample.sourced()):
        for table in TABLES.values():
            assert all(len(row) == len(table.columns.names) for row in table.rows(c))


def test_every_table_has_rows_in_a_full_comparison() -> None:
    without = ["source", "laid", "alterations"]  # of a comparison that was given no source
    assert [n for n in TABLES if not rows(factory.comparison(), n)] == without
    assert [n for n in without if not rows(sample.sourced(), n)] == []


def test_quotations_and_their_words_in_the_source() -> None:
    c = sample.sourced()
    (source,) = rows(c, "source")
    texts = {a["article"]: a["text"] for a in rows(c, "articles")}
    laid = rows(c, "laid")
    assert [(r["attribution"], r["state"], r["number"], r["join"]) for r in laid] == [
        ("q1", "verbatim", "1", "first"),
        ("q2", "spliced", "1", "first"),
        ("q2", "spliced", "2", "splice"),
        ("q3", "not found", "", ""),
    ]
    for r in laid[:3]:
        assert texts[r["article"]][int(r["start"]) : int(r["end"])] == r["words"]
        assert source["text"][int(r["source_start"]) : int(r["source_end"])] == r["source_words"]
    assert [(r["kind"], r["words"], r["source_words"]) for r in rows(c, "alterations")] == [
        ("synonym", "ready", "prepared"),
        ("dropped", "", "fairer"),
    ]


def test_words_stand_where_the_spans_say() -> None:
    c = factory.comparison()
    texts = {a["article"]: a["text"] for a in rows(c, "articles")}
    for name in ("mentions", "hops", "dates", "quantities", "passages", "readings"):
        checked = 0
        for row in rows(c, name):
            if row["start"]:
                assert texts[row["article"]][int(row["start"]) : int(row["end"])] == row["words"]
                checked += 1
        assert checked, name
    for row in rows(c, "attributions"):
        pieces = [p.split("-") for p in row["content_spans"].split()]
        assert " … ".join(texts[row["article"]][int(s) : int(e)] for s, e in pieces) == row["content"]


def test_attributions_name_speaker_cue_content_and_chain() -> None:
    first = rows(sample.three(), "attributions")[0]
    assert (first["speaker"], first["source"], first["kind"]) == (
        "Ilse Maarten",
        "Governor Ilse Maarten",
        "direct",
    )
    assert first["chain"].startswith("speaker: Ilse Maarten; act: op-ed")
    hops = [h for h in rows(sample.three(), "hops") if h["attribution"] == first["attribution"]]
    assert [(h["number"], h["role"], h["name"]) for h in hops][:2] == [
        ("1", "speaker", "Ilse Maarten"),
        ("2", "act", "op-ed"),
    ]


def test_voices_and_sourcing() -> None:
    found = rows(sample.three(), "voices")
    assert [(v["name"], v["kind"], v["outlet"], v["direct_words"], v["role"]) for v in found][:2] == [
        ("Ilse Maarten", "named", sample.three().articles[0].outlet, "28", "Governor"),
        ("Ilse Maarten", "named", sample.three().articles[1].outlet, "19", ""),
    ]
    assert [(s["article"], s["sources"], s["anonymous_share"]) for s in rows(sample.three(), "sourcing")][
        -1
    ] == (
        "",
        "4",
        "0",
    )


def test_silence_is_a_cell_without_a_claim() -> None:
    c = factory.comparison()
    assert [(x["article"], x["claim"]) for x in rows(c, "cells") if x["point"] == "p3"] == [
        ("a1", "c6"),
        ("a2", ""),
    ]


def test_open_bounds_and_truth_values() -> None:
    c = factory.comparison()
    assert [(n["low"], n["high"], n["relation"]) for n in rows(c, "quantities")] == [
        ("12", "12", "="),
        ("30", "", ">"),
    ]
    assert {k["negated"] for k in rows(c, "claims")} <= {"true", "false"}
    settings = {s["name"]: s["value"] for s in rows(c, "settings")}
    assert (settings["all"], settings["published"], settings["absence_salience"]) == ("true", "", "0.5")


@pytest.mark.parametrize("words", ['=1+1, "quoted"', "a\r\nb\rc\nd", "@x", "\ta ", "שלום 👩‍👩‍👧", "a\x00b"])
def test_any_text_comes_back_as_it_was(words: str) -> None:
    c = factory.comparison()
    c = replace(c, articles=(replace(c.articles[0], title=words), c.articles[1]))
    assert rows(c, "articles")[0]["title"] == words


def test_a_lone_surrogate_is_replaced() -> None:
    c = factory.comparison()
    c = replace(c, articles=(replace(c.articles[0], origin="a\udcffb"), c.articles[1]))
    assert rows(c, "articles")[0]["origin"] == "a\ufffdb"


def test_rows_end_and_files_are_written_as_documented(tmp_path: Path) -> None:
    c = sample.three()
    files.write(c, tmp_path / "new")
    files.write(c, tmp_path / "new")  # again, over the first
    assert sorted(p.name for p in (tmp_path / "new").iterdir()) == sorted(files.names())
    data = (tmp_path / "new" / "dropped.csv").read_bytes()
    assert data == b'origin,stage,reason\r\nin/scan.pdf,read,"binary, not text"\r\n'


def test_every_form_has_the_same_rows(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    kinds = {"text": str, "int": int, "real": float | int, "exact": float | int, "truth": bool}
    for number, c in enumerate((factory.comparison(), sample.three(), sample.hostile())):
        folder = tmp_path / str(number)
        for form in ("csv", "jsonl", "parquet"):
            files.write(c, folder, form)
        for name, table in TABLES.items():
            lines = [json.loads(line) for line in (folder / f"{name}.jsonl").read_bytes().split(b"\n")[:-1]]
            assert parquet.read_table(folder / f"{name}.parquet").to_pylist() == lines, name
            assert [{k: files._text(v) for k, v in row.items()} for row in lines] == rows(c, name)
            for row in lines:
                for column, kind in zip(table.columns.names, table.columns.kinds, strict=True):
                    assert row[column] is None or isinstance(row[column], kinds[kind]), (name, column)


def test_what_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "articles.csv").mkdir()
    with pytest.raises(RashomonError, match=r"articles\.csv"):
        files.write(sample.three(), tmp_path)
    (tmp_path / "file").touch()
    with pytest.raises(RashomonError, match="file: File exists"):
        files.write(sample.three(), tmp_path / "file")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_is_named(tmp_path: Path) -> None:
    (tmp_path / "voices.csv").symlink_to("/dev/full")
    with pytest.raises(RashomonError, match=r"voices\.csv: No space left on device"):
        files.write(sample.three(), tmp_path)


def test_the_document_lists_every_table_and_column() -> None:
    listed = re.findall(r"^\| (\w+) \| [^|]+ \| ([^|]+) \|$", DOCUMENT.read_text("utf-8"), re.MULTILINE)
    assert listed[0] == ("table", "columns")
    assert [(name, tuple(re.findall(r"`(\w+)`", columns))) for name, columns in listed[1:]] == [
        (name, table.columns.names) for name, table in TABLES.items()
    ]
