"""Files of pairs: what is read, and what is said of lines that are no pair."""

from __future__ import annotations

from pathlib import Path

import pytest

from rashomon.errors import InputError
from rashomon.ingest.pairs import read_pairs
from rashomon.models.relation import Pair


def written(folder: Path, content: str | bytes) -> Path:
    path = folder / "pairs.jsonl"
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def test_in_order_without_blank_lines(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        '\ufeff{"left": "a", "right": "b"}\r\n\n{"left": "c\\u2028", "right": "d\u2028", "question": "q?", "more": 1}\n'
        '{"left": "e", "right": "f", "question": null}',
    )
    assert read_pairs(path) == [Pair("a", "b"), Pair("c\u2028", "d\u2028", "q?"), Pair("e", "f")]


def test_every_wrong_line_is_named(tmp_path: Path) -> None:
    path = written(tmp_path, '{"left": "a"}\n{"left": "a", "right": "b"}\nno\n[1]\n' + "[" * 100_000 + "\n")
    with pytest.raises(InputError) as caught:
        read_pairs(path)
    message = str(caught.value)
    assert message.startswith(f'{path}: line 1: "right" must be')
    assert "line 2" not in message
    assert all(f"line {n}: " in message for n in (3, 4, 5))


def test_many_wrong_lines_are_counted(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"line 5: .*; and 7 more$"):
        read_pairs(written(tmp_path, "{}\n" * 12))


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"", "holds no pairs"), (b"\n \n", "holds no pairs"), (b'{"left": "\xff"}', r"not UTF-8 \(byte 10\)")],
)
def test_nothing_to_read(tmp_path: Path, content: bytes, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        read_pairs(written(tmp_path, content))


def test_no_such_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        read_pairs(tmp_path / "none.jsonl")
