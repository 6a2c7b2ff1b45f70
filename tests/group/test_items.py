"""Lines of articles to be grouped: what is none is dropped and named, the rest is kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from rashomon.errors import InputError
from rashomon.group import Item, items
from rashomon.group.items import read_items
from rashomon.model import Dropped


def read(folder: Path, content: bytes) -> list[Item | Dropped]:
    (folder / "a.jsonl").write_bytes(content)
    return list(read_items(folder / "a.jsonl"))


def test_fields_may_be_null_or_missing(tmp_path: Path) -> None:
    rows = read(
        tmp_path,
        b'\xef\xbb\xbf{"id": "1", "title": null, "text": "Rain.", "published": null, "outlet": null, "url": null}\n'
        b'\n{"id": "2", "text": "Sun.", "title": "Dry", "published": "2026-02-03"}',
    )
    assert rows == [Item("1", None, "Rain.", None), Item("2", "Dry", "Sun.", "2026-02-03")]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"{", "not JSON"),
        (b"[1]", "not an object"),
        (b'{"id": 1, "text": "x"}', '"id" must be a text'),
        (b'{"id": "1", "text": " "}', '"text" must be a text that is not empty'),
        (b'{"id": "1", "text": "x", "title": 3}', '"title" must be a text or null'),
        (b'{"id": "0", "text": "x"}', "id '0' is that of line 1"),
        (b'"\xff"', "not UTF-8"),
        (b"[" * 200_000, "nested too deeply"),
    ],
)
def test_a_line_that_is_no_article_is_dropped_with_the_reason(
    tmp_path: Path, line: bytes, reason: str
) -> None:
    good = b'{"id": "0", "text": "Rain."}'
    rows = read(tmp_path, good + b"\n" + line + b'\n{"id": "9", "text": "Sun."}\n')
    assert [type(row) for row in rows] == [Item, Dropped, Item]
    dropped = rows[1]
    assert isinstance(dropped, Dropped)
    assert dropped.origin.endswith("a.jsonl, line 2")
    assert reason in dropped.reason


def test_an_endless_line_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(items, "MAX_LINE", 40)
    rows = read(tmp_path, b'{"id": "1", "text": "' + b"x" * 200 + b'"}\n{"id": "2", "text": "Sun."}\n')
    assert [type(row) for row in rows] == [Dropped, Item]


def test_a_file_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        list(read_items(tmp_path / "missing.jsonl"))
    with pytest.raises(InputError, match="directory"):
        list(read_items(tmp_path))
