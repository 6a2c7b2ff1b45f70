"""Tables of articles as text: CSV and its kin, with a first row that names the columns."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from rashomon.errors import InputError
from rashomon.ingest import fields
from rashomon.ingest.draft import Fault, Item
from rashomon.ingest.source import MAX_LINE, Source
from rashomon.ingest.text import decode

_SEPARATORS = (",", "\t", ";", "|")
# Columns that must be known for a text without the name of a table to be taken for one.
TELLING = 2


def _header(source: Source) -> tuple[str, list[str]]:
    """The separator that makes most known columns of the first row, and those."""
    first = source.opening.partition("\n")[0].strip("\r")
    rows = [(s, next(csv.reader([first], delimiter=s), [])) for s in _SEPARATORS]
    return max(rows, key=lambda row: (fields.telling(row[1]), len(row[1])))


def is_table(source: Source) -> bool:
    """Whether the first row names columns of articles."""
    try:
        return fields.telling(_header(source)[1]) >= TELLING
    except csv.Error:
        return False


def read(source: Source) -> Iterator[Item]:
    """The rows, in order. Raises InputError when no column holds texts or addresses."""
    try:
        separator, names = _header(source)
    except csv.Error as error:
        raise InputError(source.origin, f"is a table whose first row cannot be read ({error})") from error
    if not fields.telling(names):
        raise InputError(source.origin, fields.lacking(names))
    csv.field_size_limit(MAX_LINE)
    number = 0
    try:
        for number, row in enumerate(csv.DictReader(_text(source), delimiter=separator), start=1):
            values = {name: value for name, value in row.items() if isinstance(name, str) and value}
            yield fields.draft(values, f"#{number}") if values else Fault(f"#{number}", "is an empty row")
    except (InputError, csv.Error) as error:
        yield Fault(
            f"#{number + 1}", error.reason if isinstance(error, InputError) else f"cannot be read ({error})"
        )


def _text(source: Source) -> Iterator[str]:
    """The lines, in UTF-8 or, where a line is not, in the encoding that line seems to be in."""
    if source.head.startswith((b"\xff\xfe", b"\xfe\xff")):
        yield from io.StringIO(source.document, newline="")
        return
    for number, line in enumerate(source.lines()):
        try:
            yield line.decode("utf-8-sig" if not number else "utf-8").replace("\0", "")
        except UnicodeDecodeError:
            yield decode(line, source.origin, source.charset).replace("\0", "")
