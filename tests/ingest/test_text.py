"""Files to articles: encodings, exactness, limits, errors."""

from __future__ import annotations

import io
import subprocess
import sys
import time
from pathlib import Path

import pytest

from rashomon.errors import InputError, NoArticle, NotText, OptionError
from rashomon.ingest import MAX_CHARACTERS, read, read_bytes

STORY = "Harbour wall gives way in Ellery\n\nThe wall broke at dawn. “Nobody slept,” said Ana Ruiz.\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "story.txt"


def test_text_is_kept_exactly(file: Path) -> None:
    raw = "Headline here\r\n\r\n  Body with  two spaces. \r\n\tNext.\r\n\r\n"
    file.write_bytes(b"\xef\xbb\xbf" + raw.encode())
    article = read(file)
    assert article.text == raw
    assert article.title == "Headline here"
    assert [article.text[b.start : b.end] for b in article.blocks] == [
        "Headline here",
        "Body with  two spaces.",
        "Next.",
    ]
    assert article.origin == str(file)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_encodings(file: Path, encoding: str) -> None:
    file.write_bytes(STORY.encode(encoding))
    assert read(file).text == STORY


def test_latin_1(file: Path) -> None:
    text = "Überschwemmung in Brückenau\n\nDie Stadt Brückenau hat für Dienstag Alarm ausgelöst, und der Fluss steigt.\n"
    file.write_bytes(text.encode("latin-1"))
    article = read(file)
    assert article.text == text
    assert article.language == "de"


def test_cyrillic_in_eight_bits_is_read(file: Path) -> None:
    text = (
        "Мост через реку закрыт\n\n" + "Власти города сообщили, что мост будет закрыт до конца недели. " * 5
    )
    file.write_bytes(text.encode("cp1251"))
    assert read(file).text == text


@pytest.mark.parametrize(
    ("content", "kind", "reason"),
    [
        (b"", InputError, "is empty"),
        (b" \n\t\r\n ", InputError, "white space"),
        (b"abc\x00def", NotText, "binary"),
        (bytes(range(1, 32)) * 20, NotText, "binary"),
        (b"%PDF-1.7 \xe2\xe3", NotText, "PDF"),
        (b"\x89PNG\r\n\x1a\n", NotText, "picture"),
        (b"\xff\xfeabc", NotText, "UTF-16"),
        (b"---\ntitle: Nothing else\n---\n", InputError, "front matter"),
        (b"<html><body></body></html>", NoArticle, "without article text"),
        (b"<!doctype html><title>Just a title</title>", NoArticle, "without article text"),
    ],
)
def test_refusals_give_one_line(content: bytes, kind: type[InputError], reason: str) -> None:
    with pytest.raises(kind, match=reason) as caught:
        read_bytes(content, "in.any")
    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith("in.any: ")


def test_missing_directory_and_unreadable(tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    plain.write_text("x")
    with pytest.raises(InputError, match="no such file"):
        read(tmp_path / "none.txt")
    with pytest.raises(InputError, match="is a directory"):
        read(tmp_path)
    with pytest.raises(InputError, match="cannot be opened"):
        read("a\0b")
    with pytest.raises(InputError, match="not a directory"):
        read(plain / "inner.txt")


def test_too_long_is_refused_at_once(file: Path) -> None:
    file.write_bytes(b"The wall broke at dawn. " * 850_000)  # 20 MB
    begun = time.process_time()
    with pytest.raises(InputError, match=f"{MAX_CHARACTERS:,}"):
        read(file)
    assert time.process_time() - begun < 0.5
    with pytest.raises(InputError, match=f"{MAX_CHARACTERS:,}"):
        read_bytes(b"a" * (MAX_CHARACTERS + 1), "a.txt")
    assert len(read_bytes(b"a" * MAX_CHARACTERS, "a.txt").text) == MAX_CHARACTERS


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(STORY.encode())))
    article = read("-", outlet="The Ellery Bell")
    assert (article.origin, article.outlet, article.text) == ("-", "The Ellery Bell", STORY)


def test_options_go_first_and_are_checked() -> None:
    marked = b"---\noutlet: One\ndate: 2020-01-01\n---\nText of the day.\n"
    article = read_bytes(marked, "a.md", outlet=" Two ", published="2024-06-18T09:00:00+02:00")
    assert (article.outlet, article.published, article.published_precision) == (
        "Two",
        "2024-06-18T07:00:00Z",
        "second",
    )
    with pytest.raises(OptionError, match="2024-06-18"):
        read_bytes(marked, "a.md", published="last week")
    with pytest.raises(OptionError):
        read_bytes(marked, "a.md", outlet=" ")


def test_id_tells_text_outlet_and_origin_apart() -> None:
    ids = {
        read_bytes(content, origin, outlet=outlet).id
        for content in (b"One text.", b"Another text.")
        for origin in ("a.txt", "b.txt")
        for outlet in (None, "Bell")
    }
    assert len(ids) == 8
    assert all(len(i) == 9 and i[0] == "a" for i in ids)
    assert read_bytes(b"One text.", "a.txt").id == read_bytes(b"One text.", "a.txt").id


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (STORY, "en"),
        (
            "Le pont est fermé\n\nLa mairie a dit que le pont sur la rivière sera fermé pour des travaux.",
            "fr",
        ),
        (
            "El puente está cerrado\n\nEl alcalde dijo que el puente de la ciudad no se abrirá en un mes.",
            "es",
        ),
        ("הגשר נסגר\n\nראש העיר אמר שהגשר ייסגר למשך שבוע.", "he"),
        ("桥梁关闭\n\n市长说这座桥将关闭一周。", "zh"),
        ("12 34 56\n\n78", "und"),
    ],
)
def test_language(text: str, language: str) -> None:
    article = read_bytes(text.encode(), "a.txt")
    assert article.language == language
    assert article.text == text


def test_content_decides_before_the_name() -> None:
    page = (
        b"<!DOCTYPE html><html><head><title>The wall</title></head><body><article><p>The wall broke at dawn and the \
harbour was flooded within the hour.</p></article></body></html>"
    )
    assert read_bytes(page, "saved.txt").text.startswith("The wall\n\n")
    assert read_bytes(b"The sign <html> was on the wall.", "a.txt").text.startswith("The sign")
    marked = read_bytes(b"---\ntitle: The wall\n---\nIt broke.\n", "a.txt")
    assert (marked.title, marked.text) == ("The wall", "The wall\n\nIt broke.\n")


def test_plain_text_imports_no_extractor() -> None:
    code = (
        "import sys; from rashomon.ingest import read_bytes; read_bytes(b'A wall broke.', 'a.txt');"
        "sys.exit(any(m in sys.modules for m in ('trafilatura', 'lxml', 'charset_normalizer', 'numpy', 'spacy')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_samples_of_two_real_reports(seeds: list[Path]) -> None:
    first, second = (read(path) for path in seeds)
    assert [b.role for b in first.blocks] == ["title", *["body"] * 18]
    assert [b.role for b in second.blocks] == ["title", "caption", "caption", "credit", *["body"] * 17]
    credit = second.blocks[3]
    assert second.text[credit.start : credit.end].endswith("via Getty Images")
    assert (
        second.text[second.blocks[1].start : second.blocks[1].end]
        == second.text[second.blocks[2].start : second.blocks[2].end]
    )
    assert first.text == seeds[0].read_bytes().decode()
