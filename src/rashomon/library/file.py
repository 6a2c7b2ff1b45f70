"""One SQLite file: opened, brought to the schema of this version, written to by several processes in turn.

Write-ahead log: readers see the last commit and wait for nobody. A writer takes its turn before it reads what it
builds on (BEGIN IMMEDIATE), so that no two write over each other; what is committed survives the process.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar
from urllib.parse import quote

from rashomon.errors import LibraryError
from rashomon.library import schema

T = TypeVar("T")

# Seconds SQLite itself waits for another writer, and seconds after which a writer gives up.
WAIT, PATIENCE = 5.0, 300.0

# Of the file held in memory by a connection, KiB: an article is written to some fifty places of it.
CACHE = 65_536
# Pages of the log before it is brought into the file: of an article's fifty places many are written again soon.
LOG = 20_000

_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_REASONS = {
    sqlite3.SQLITE_BUSY: "another process has been writing to it for too long; try again later",
    sqlite3.SQLITE_LOCKED: "another process has been writing to it for too long; try again later",
    sqlite3.SQLITE_FULL: "the disk is full; what was reported as added is safe",
    sqlite3.SQLITE_READONLY: "is read-only",
    sqlite3.SQLITE_NOTADB: "is no library (not an SQLite file)",
    sqlite3.SQLITE_CORRUPT: "is damaged; use a backup",
    sqlite3.SQLITE_CANTOPEN: "cannot be opened; is it readable, and its folder?",
    sqlite3.SQLITE_IOERR: "cannot be read or written: the disk fails or is full",
    sqlite3.SQLITE_PERM: "permission denied",
    sqlite3.SQLITE_TOOBIG: "an article is too large for it",
}


def now() -> str:
    """The time, UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Connection(sqlite3.Connection):
    """A connection that holds what it has read of articles lately, as long as only it writes (``library.held``)."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.held: Any = None
        self._version: int | None = None

    def forget(self) -> None:
        """What is held may no longer be what is in the file."""
        self.held = None

    def refresh(self) -> None:
        """Forget what another connection may have changed."""
        version = self.execute("PRAGMA data_version").fetchone()[0]
        if version != self._version:
            self.forget()
            self._version = version


class Library:
    """An open library. ``writable`` False: only read. Where there is none it is made, if it is writable
    and ``new``.

    Raises LibraryError when there is none, it is damaged, of a newer version, or cannot be written though it should.
    """

    def __init__(
        self,
        path: str | os.PathLike[str],
        *,
        writable: bool = False,
        new: bool = True,
        clock: Callable[[], str] = now,
    ) -> None:
        self.path = Path(path)
        self.clock = clock
        self.writable = writable
        if not (writable and new) and not self.path.exists():
            raise LibraryError(f"{self.path}: there is no library; `rashomon library add` makes one")
        if self.path.is_dir():
            raise LibraryError(f"{self.path}: is a directory")
        if writable and not self.path.parent.is_dir():
            raise LibraryError(f"{self.path}: there is no directory {str(self.path.parent)!r}")
        with self.told():
            self.db = self._opened()
            try:
                self._prepared()
            except BaseException:
                self.db.close()
                raise

    def __enter__(self) -> Library:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Nothing is lost without it: what was committed is in the file and its log."""
        self.db.close()

    @contextmanager
    def told(self) -> Iterator[None]:
        """Errors of SQLite as a LibraryError of one line."""
        try:
            yield
        except sqlite3.Error as error:
            code = getattr(error, "sqlite_errorcode", 0) & 0xFF
            raise LibraryError(f"{self.path}: {_REASONS.get(code, error)}") from error

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """One state of the library for as long as it takes, whatever is written meanwhile."""
        with self.told():
            patiently(lambda: self.db.execute("BEGIN"))
            try:
                yield self.db
            finally:
                if self.db.in_transaction:
                    self.db.execute("ROLLBACK")

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction: when the block ends it is on disk, when it fails nothing has happened."""
        with self.told():
            patiently(lambda: self.db.execute("BEGIN IMMEDIATE"))
            try:
                self.db.refresh()
                yield self.db
                self.db.execute("COMMIT")
            except BaseException:
                self.db.forget()
                if self.db.in_transaction:
                    self.db.execute("ROLLBACK")
                raise

    def _opened(self) -> Connection:
        mode = "rwc" if self.writable else "rw" if os.access(self.path, os.W_OK) else "ro"
        folder = self.path.parent
        alone = not os.access(folder, os.W_OK) and not Path(f"{self.path}-wal").exists()
        # in a folder that cannot be written the log's index cannot be made; without a log there is no other writer
        last = "&immutable=1" if not self.writable and alone else ""
        uri = f"file:{quote(str(self.path.absolute()))}?mode={'ro' if last else mode}{last}"
        db = patiently(
            lambda: sqlite3.connect(uri, uri=True, timeout=WAIT, isolation_level=None, factory=Connection)
        )
        db.execute("PRAGMA foreign_keys = ON")
        db.execute(f"PRAGMA cache_size = -{CACHE}")
        db.execute(f"PRAGMA wal_autocheckpoint = {LOG}")
        return db

    def _prepared(self) -> None:
        known = len(schema.MIGRATIONS)
        made = self._made()
        if made > known:
            raise LibraryError(
                f"{self.path}: was written by a newer version of Rashomon (schema {made}, this one reads up to {known}); "
                "upgrade Rashomon to open it"
            )
        if made < known and not self.writable:
            # an older library is brought up to date by whoever opens it, if only that can be written
            try:
                with Library(self.path, writable=True):
                    return
            except LibraryError as error:
                raise LibraryError(
                    f"{self.path}: was written by an older version (schema {made}, this one reads {known}), "
                    "and cannot be brought up to date because it cannot be written"
                ) from error
        if self.writable:
            patiently(lambda: self.db.execute("PRAGMA journal_mode = WAL").fetchone())
            if made < known:
                self._migrate()

    def _made(self) -> int:
        """The version of the schema; 0 for a file with nothing in it. Raises LibraryError for another kind of file."""
        version = int(one(self.db, "PRAGMA user_version"))
        mark = int(one(self.db, "PRAGMA application_id"))
        if mark != schema.APPLICATION and (version or one(self.db, "SELECT count(*) FROM sqlite_schema")):
            raise LibraryError(f"{self.path}: is a database, but no library of Rashomon")
        if mark != schema.APPLICATION and not self.writable:
            raise LibraryError(f"{self.path}: holds nothing; `rashomon library add` makes a library")
        return version

    def _migrate(self) -> None:
        schema.prepared(self.db)
        with self.writing() as db:
            made = self._made()  # another process may have been first
            for step in schema.MIGRATIONS[made:]:
                for statement in step:
                    db.execute(statement)
            if made < len(schema.MIGRATIONS):
                db.execute(f"PRAGMA application_id = {schema.APPLICATION}")
                db.execute(f"PRAGMA user_version = {len(schema.MIGRATIONS)}")


def one(db: sqlite3.Connection, query: str, values: tuple[Any, ...] = ()) -> Any:
    """The first value of the first row, or None."""
    row = db.execute(query, values).fetchone()
    return None if row is None else row[0]


def patiently(call: Callable[[], T]) -> T:
    """What a call gives once no other writer is in its way."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            return call()
        except sqlite3.OperationalError as error:
            if getattr(error, "sqlite_errorcode", 0) & 0xFF not in _BUSY or time.monotonic() > end:
                raise
            time.sleep(0.02)
