"""An input before it is read: its first bytes, by which its format is told, and the whole as a stream.

Requirement: memory is bounded, whatever an input claims or unpacks to; a compressed input (gzip) is read as what is
inside. Known exception: of an input compressed twice only the outer layer is undone.
"""

from __future__ import annotations

import gzip
import io
import json
import os
import shutil
import stat
import sys
import tempfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, BinaryIO, cast

from rashomon.errors import InputError
from rashomon.ingest.draft import Draft
from rashomon.ingest.text import MAX_BYTES, decode, too_long

STDIN = "-"

# Bytes by which a format is told.
HEAD = 65_536
# Bytes of an input that is read as a whole and holds many articles: what the sitemap protocol allows one file.
MAX_DOCUMENT = 52_428_800
# Bytes of one line of a file of records: a record holds one article, perhaps as a page beside its text.
MAX_LINE = 2 * MAX_BYTES

_GZIP = b"\x1f\x8b"


class _Prefixed(io.RawIOBase):
    """A stream with the bytes that were read from it put back in front."""

    def __init__(self, prefix: bytes, rest: BinaryIO) -> None:
        self._prefix = io.BytesIO(prefix)
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill ``buffer``; 0 at the end."""
        part = self._prefix.read(len(buffer)) or self._rest.read(len(buffer))
        buffer[: len(part)] = part
        return len(part)


@dataclass(frozen=True)
class Source:
    """An opened input. ``head`` and ``stream`` are uncompressed, ``raw`` is as it came; either stream is read once.

    ``size`` is the number of bytes of an uncompressed file, 0 where it cannot be told before reading on.
    ``media_type`` and ``charset`` are what a server said, ``url`` the address it was had from, ``known`` what the
    list that named it says of it.
    """

    origin: str
    head: bytes
    stream: BinaryIO
    raw: BinaryIO
    file: BinaryIO
    size: int = 0
    media_type: str | None = None
    charset: str | None = None
    url: str | None = None
    known: Draft | None = None

    @property
    def name(self) -> str:
        """The name in lower case, without ".gz" and what follows "?" in an address."""
        return self.origin.lower().partition("?")[0].removesuffix(".gz")

    @cached_property
    def opening(self) -> str:
        """The first bytes as text, as far as that can be told without reading on; for telling formats only."""
        for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
            if self.head.startswith(mark):
                return self.head[2:].decode(encoding, "replace")
        return self.head.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")

    @cached_property
    def content(self) -> bytes:
        """The whole input, of which more than the limit of any format is not read. Raises InputError."""
        try:
            return self.stream.read(MAX_DOCUMENT + 1)
        except (OSError, EOFError, zlib.error) as error:
            raise _failed(error, self.origin) from error

    @cached_property
    def text(self) -> str:
        """An input that holds one article, decoded. Raises InputError, NotText."""
        if self.size > MAX_BYTES:
            raise too_long(self.origin)
        return decode(self.content, self.origin, self.charset)

    @cached_property
    def document(self) -> str:
        """As ``text``, for what may hold many articles and be longer."""
        return decode(self.bounded, self.origin, self.charset, MAX_DOCUMENT)

    @cached_property
    def bounded(self) -> bytes:
        """The whole input, not longer than may be. Raises InputError."""
        if len(self.content) > MAX_DOCUMENT:
            raise InputError(
                self.origin, f"is longer than {MAX_DOCUMENT:,} bytes, the limit for one input of its kind"
            )
        return self.content

    @cached_property
    def data(self) -> Any:
        """The input as one JSON value; None when it is none, or a file of one value a line. Raises InputError."""
        opening = self.opening.lstrip()
        if not opening.startswith(("{", "[")):
            return None
        first, broken, rest = opening.partition("\n")
        if broken and rest.strip() and isinstance(_json(first, self.origin), dict):
            return None
        if not broken and len(self.head) >= HEAD and opening.startswith("{"):
            return None  # a line that is longer than the head: read as lines, of which there may be one
        return _json(self.document, self.origin)

    def lines(self) -> Iterator[bytes]:
        """The lines with their ends. Raises InputError at a line that is too long or where the input is damaged."""
        while True:
            try:
                line = self.stream.readline(MAX_LINE + 1)
            except (OSError, EOFError, zlib.error) as error:
                raise _failed(error, self.origin) from error
            if len(line) > MAX_LINE:
                raise InputError(self.origin, f"has a line of more than {MAX_LINE:,} bytes")
            if not line:
                return
            yield line

    @cached_property
    def seekable(self) -> BinaryIO:
        """The input as it came, for a format that is not read from its beginning on: copied to disk where it comes as
        a stream."""
        if self.file.seekable():
            self.file.seek(0)
            return self.file
        copy = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the source
        shutil.copyfileobj(self.raw, copy)
        copy.seek(0)
        return cast(BinaryIO, copy)

    def close(self) -> None:
        """Let go of the file, unless it is standard input."""
        for file in (self.__dict__.get("seekable"), self.file):
            if file is not None and file is not getattr(sys.stdin, "buffer", None):
                file.close()


def _json(text: str, origin: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None
    except RecursionError as error:
        raise InputError(origin, "is JSON that is nested too deeply") from error


def _failed(error: Exception, origin: str) -> InputError:
    if isinstance(error, gzip.BadGzipFile | EOFError | zlib.error):
        return InputError(origin, "is a damaged gzip archive")
    number = error.errno if isinstance(error, OSError) else None
    return InputError(origin, os.strerror(number).lower() if number else "cannot be read")


def of_file(file: BinaryIO, origin: str, **said: Any) -> Source:
    """The source of an open file; ``said`` are the fields that tell more of it. Raises InputError."""
    try:
        first = file.read(HEAD)
    except OSError as error:
        raise _failed(error, origin) from error
    raw = cast(BinaryIO, io.BufferedReader(_Prefixed(first, file), HEAD))
    if not first.startswith(_GZIP):
        return Source(origin, first, raw, raw, file, _size(file, len(first)), **said)
    try:
        head = zlib.decompressobj(31).decompress(first, HEAD)
    except zlib.error as error:
        raise _failed(error, origin) from error
    return Source(origin, head, cast(BinaryIO, gzip.GzipFile(fileobj=raw)), raw, file, 0, **said)


def _size(file: BinaryIO, at: int) -> int:
    """How long a file is, which is left where it stands."""
    if not file.seekable():
        return 0
    size = file.seek(0, os.SEEK_END)
    file.seek(at)
    return size


def of_bytes(content: bytes, origin: str, **said: Any) -> Source:
    """The source of bytes at hand."""
    return of_file(io.BytesIO(content), origin, **said)


def opened(name: str, origin: str) -> Source:
    """The source of a file, or of standard input for "-". Raises InputError."""
    try:
        if name == STDIN:
            return of_file(sys.stdin.buffer, origin)
        path = Path(name)
        if stat.S_ISDIR(path.stat().st_mode):
            raise InputError(origin, "is a directory; name the files in it")
        return of_file(path.open("rb"), origin)
    except FileNotFoundError as error:
        raise InputError(origin, "no such file") from error
    except PermissionError as error:
        raise InputError(origin, "permission denied") from error
    except ValueError as error:  # a NUL in the name; a closed standard input
        raise InputError(origin, "cannot be opened" if name != STDIN else "is closed") from error
    except OSError as error:
        raise _failed(error, origin) from error
