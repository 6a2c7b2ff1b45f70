"""The tables of a comparison as CSV files (RFC 4180): comma, double quotes where needed, CRLF, UTF-8 without a mark.

Every cell holds exactly the value of the result and nothing is put before it, so text that begins with "=" stays
what the article says: a program that reads formulas in CSV must be told to import text. None is an empty cell, a
truth value "true" or "false", a number has at most the published decimals. The same comparison gives the same bytes.
"""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from rashomon.codec import DECIMALS
from rashomon.errors import RashomonError
from rashomon.model import Comparison
from rashomon.report.tables import TABLES, Cell, Table

# Amounts of the text are never rounded.
_EXACT = frozenset({"low", "high"})
_SURROGATE = re.compile("[\ud800-\udfff]")


def names() -> tuple[str, ...]:
    """The files that are written, in order."""
    return tuple(f"{name}.csv" for name in TABLES)


def files(comparison: Comparison) -> Iterator[tuple[str, str]]:
    """Name and text of every file."""
    for name, table in TABLES.items():
        yield f"{name}.csv", render(table, comparison)


def render(table: Table, comparison: Comparison) -> str:
    """One table with its header."""
    return "".join(lines(table.columns, table.rows(comparison)))


def lines(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """The header and each row as text, line ends included."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        yield _SURROGATE.sub("\ufffd", out.getvalue())
        out.seek(0)
        out.truncate()
        writer.writerow([_cell(v, c in _EXACT) for c, v in zip(columns, row, strict=True)])
    yield _SURROGATE.sub("\ufffd", out.getvalue())


def write(comparison: Comparison, directory: Path) -> None:
    """All tables into ``directory``, which is made if its parent is there; files of the same names are replaced.
    Raises RashomonError naming the file that could not be written."""
    try:
        directory.mkdir(exist_ok=True)
    except OSError as error:
        raise RashomonError(f"{directory}: {error.strerror or error}") from error
    for name, text in files(comparison):
        path = directory / name
        try:
            path.write_bytes(text.encode("utf-8"))
        except OSError as error:
            raise RashomonError(f"{path}: {error.strerror or error}") from error


def _cell(value: Cell, exact: bool) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        if not math.isfinite(value):
            return ""  # an open bound
        value = value if exact else round(value, DECIMALS)
        return str(int(value)) if value == int(value) and abs(value) < 2**53 else repr(value)
    return str(value)
