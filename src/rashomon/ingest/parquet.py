"""Tables of articles in Parquet, through pyarrow, which is an extra."""

from __future__ import annotations

from collections.abc import Iterator

from rashomon.errors import InputError
from rashomon.ingest import fields
from rashomon.ingest.draft import Fault, Item
from rashomon.ingest.source import Source

# Rows in memory at a time.
ROWS = 256


def is_parquet(source: Source) -> bool:
    """Whether an input is Parquet, by its first bytes."""
    return source.head.startswith(b"PAR1")


def read(source: Source) -> Iterator[Item]:
    """The rows, in order, of the columns that tell something. Raises InputError."""
    try:
        from pyarrow import ArrowException
        from pyarrow.parquet import ParquetFile
    except ImportError as error:
        raise InputError(source.origin, "is Parquet, which needs: pip install 'rashomon[parquet]'") from error
    number = 0
    try:
        table = ParquetFile(source.seekable)
        names = [n for n in table.schema_arrow.names if fields.role_of(n) or n == "blocks"]
        if not fields.telling(names):
            raise InputError(source.origin, fields.lacking(table.schema_arrow.names))
        for batch in table.iter_batches(batch_size=ROWS, columns=names):
            for row in batch.to_pylist():
                number += 1
                yield fields.draft(row, f"#{number}")
    except (ArrowException, OSError, ValueError) as error:
        if not number:
            raise InputError(source.origin, "is a damaged Parquet file") from error
        yield Fault(f"#{number + 1}", "cannot be read; neither can what follows it")
