"""Tables to files: CSV (RFC 4180: comma, double quotes where needed, CRLF, UTF-8 without a mark), JSON lines, or Parquet
through pyarrow, which is an extra.

Every cell holds exactly the value of the result and nothing is put before it, so text that begins with "=" stays
what the article says: a program that reads formulas in CSV must be told to import text. None is an empty cell (null), a
truth value "true" or "false", a number has at most the published decimals. The same rows give the same bytes.
"""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Literal

from rashomon.codec import DECIMALS, to_line
from rashomon.errors import OptionError, RashomonError
from rashomon.model import Comparison
from rashomon.report.tables import TABLES, Cell, Columns

Form = Literal["csv", "jsonl", "parquet"]
Rows = Iterable[Sequence[Cell]]

# Rows of a Parquet file that are held at a time.
GROUP = 5_000
_SURROGATE = re.compile("[\ud800-\udfff]")


def names(form: Form = "csv") -> tuple[str, ...]:
    """The files that a comparison is written to, in order."""
    return tuple(f"{name}.{form}" for name in TABLES)


def write(comparison: Comparison, directory: Path, form: Form = "csv") -> None:
    """All tables of a comparison into ``directory``, which is made if its parent is there; files of the same names are
    replaced. Raises RashomonError naming the file that could not be written."""
    made(directory)
    for name, table in TABLES.items():
        with opened(directory / f"{name}.{form}", table.columns, form) as put:
            put(table.rows(comparison))


def made(directory: Path) -> None:
    """The directory, if only its parent is there. Raises RashomonError."""
    try:
        directory.mkdir(exist_ok=True)
    except OSError as error:
        raise RashomonError(f"{directory}: {error.strerror or error}") from error


@contextmanager
def opened(path: Path, columns: Columns, form: Form) -> Iterator[Callable[[Rows], None]]:
    """What puts rows into the table at ``path``, which is whole when the block ends. Raises RashomonError naming the
    file when it cannot be written, OptionError for Parquet without pyarrow."""
    try:
        with _FORMS[form](path, columns) as put:
            yield put
    except OSError as error:
        raise RashomonError(f"{path}: {error.strerror or error}") from error


@contextmanager
def _csv(path: Path, columns: Columns) -> Iterator[Callable[[Rows], None]]:
    with path.open("wb") as file:

        def put(rows: Rows) -> None:
            out = io.StringIO(newline="")
            writer = csv.writer(out, lineterminator="\r\n")
            for row in rows:
                writer.writerow([_text(cell) for cell in _cells(columns, row)])
                file.write(out.getvalue().encode("utf-8"))
                out.seek(0)
                out.truncate()

        file.write((",".join(columns.names) + "\r\n").encode("utf-8"))
        yield put


@contextmanager
def _jsonl(path: Path, columns: Columns) -> Iterator[Callable[[Rows], None]]:
    with path.open("wb") as file:

        def put(rows: Rows) -> None:
            for row in rows:
                line = to_line(dict(zip(columns.names, _cells(columns, row), strict=True)))
                file.write(line.encode("utf-8"))

        yield put


@contextmanager
def _parquet(path: Path, columns: Columns) -> Iterator[Callable[[Rows], None]]:
    try:
        import pyarrow
        from pyarrow.parquet import ParquetWriter
    except ImportError as error:
        raise OptionError("Parquet needs: pip install 'rashomon[parquet]'") from error
    kinds = {
        "text": pyarrow.string(),
        "int": pyarrow.int64(),
        "real": pyarrow.float64(),
        "exact": pyarrow.float64(),
        "truth": pyarrow.bool_(),
    }
    schema = pyarrow.schema([(n, kinds[k]) for n, k in zip(columns.names, columns.kinds, strict=True)])
    waiting: list[list[Cell]] = []
    with path.open("wb") as file, ParquetWriter(file, schema, compression="zstd") as writer:

        def flush() -> None:
            if waiting:
                made: Any = [dict(zip(columns.names, row, strict=True)) for row in waiting]
                writer.write_table(pyarrow.Table.from_pylist(made, schema))
                waiting.clear()

        def put(rows: Rows) -> None:
            for row in rows:
                waiting.append(_cells(columns, row))
                if len(waiting) == GROUP:
                    flush()

        yield put
        flush()


_FORMS: dict[Form, Callable[[Path, Columns], Any]] = {"csv": _csv, "jsonl": _jsonl, "parquet": _parquet}


@contextmanager
def folder(
    directory: Path, tables: Iterable[tuple[str, Columns]], form: Form
) -> Iterator[dict[str, Callable[[Rows], None]]]:
    """Several tables at once, a file each in ``directory``: by name, what puts rows into them."""
    made(directory)
    with ExitStack() as stack:
        yield {
            name: stack.enter_context(opened(directory / f"{name}.{form}", columns, form))
            for name, columns in tables
        }


def _cells(columns: Columns, row: Sequence[Cell]) -> list[Cell]:
    return [_cell(cell, kind) for cell, kind in zip(row, columns.kinds, strict=True)]


def _cell(value: Cell, kind: str) -> Cell:
    """What every form writes of a cell."""
    if isinstance(value, float):
        if not math.isfinite(value):
            return None  # an open bound
        value = value if kind == "exact" else round(value, DECIMALS)
    if kind == "text" and value is not None:
        return _SURROGATE.sub("\ufffd", _text(value))
    return value


def _text(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value == int(value) and abs(value) < 2**53 else repr(value)
    return str(value)
