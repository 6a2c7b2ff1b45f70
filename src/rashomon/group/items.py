"""A file of articles to be grouped, a JSON object a line: "id", "text", and perhaps "title", "published", "outlet" and
"url", which may be null."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from rashomon.errors import InputError
from rashomon.group import Item
from rashomon.model import Dropped

STDIN = "-"
# Bytes of a line, its feed included; a longer one holds no article.
MAX_LINE = 16_000_000


def read_items(path: str | os.PathLike[str]) -> Iterator[Item | Dropped]:
    """The articles of a file, or of standard input for "-", in order; a line that is none is dropped with the reason.

    An empty line is passed over. Of two articles with one id the second is dropped. Raises InputError when the file
    cannot be read.
    """
    first: dict[str, str] = {}
    for row in rows(path):
        if isinstance(row, Dropped):
            yield row
            continue
        origin, given = row
        if given["id"] in first:
            yield Dropped(origin, "read", f"id {given['id']!r} is that of {first[given['id']]}")
            continue
        first[given["id"]] = origin.rpartition(", ")[2]
        yield Item(given["id"], given.get("title"), given["text"], given.get("published"))


def rows(path: str | os.PathLike[str]) -> Iterator[tuple[str, dict[str, Any]] | Dropped]:
    """The objects of a file as they stand, each with its origin; id, text, title and published are what they should
    be. As ``read_items``, but that an id may come again."""
    name = os.fspath(path)
    origin = name.encode("utf-8", "backslashreplace").decode("utf-8")
    try:
        with sys.stdin.buffer if name == STDIN else Path(name).open("rb") as file:
            for number, line in enumerate(_lines(file), start=1):
                if not line.strip():
                    continue
                what = "longer than an article can be" if len(line) > MAX_LINE else _row(line)
                where = f"{origin}, line {number}"
                yield Dropped(where, "read", what) if isinstance(what, str) else (where, what)
    except IsADirectoryError as error:
        raise InputError(origin, "is a directory") from error
    except FileNotFoundError as error:
        raise InputError(origin, "no such file") from error
    except PermissionError as error:
        raise InputError(origin, "permission denied") from error
    except (OSError, ValueError) as error:
        raise InputError(origin, "cannot be read") from error


def _lines(file: IO[bytes]) -> Iterator[bytes]:
    """Lines, of which no more is held than one byte over the limit; the rest of a longer one is passed over."""
    while line := file.readline(MAX_LINE + 1):
        rest = line
        while len(rest) > MAX_LINE and not rest.endswith(b"\n"):
            rest = file.readline(MAX_LINE + 1)
        yield line


def _row(line: bytes) -> dict[str, Any] | str:
    """The article of a line, or why there is none."""
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        return f"is not UTF-8 (byte {error.start})"
    except RecursionError:
        return "nested too deeply"
    except ValueError as error:
        return f"not JSON ({error})"
    if not isinstance(row, dict):
        return "not an object with id and text"
    for name in ("id", "text"):
        if not isinstance(row.get(name), str) or not row[name].strip():
            return f'"{name}" must be a text that is not empty'
    for name in ("title", "published"):
        if row.get(name) is not None and not isinstance(row[name], str):
            return f'"{name}" must be a text or null'
    return row
