"""Web archives: WARC, and WACZ, which packs WARCs in a ZIP. Through fastwarc, which is an extra.

Read are pages that were answered with status 200, pages stored as resources, and the texts of WET files. What else an
archive holds is counted in one row at its end.
Requirement: a damaged record costs itself alone. The library stops at one; reading goes on at the next beginning of a
record behind the damaged one's.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from email import message_from_bytes
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from rashomon.errors import InputError
from rashomon.ingest import html
from rashomon.ingest.composed import under
from rashomon.ingest.draft import Draft, Fault, Item, one_line
from rashomon.ingest.known import completed
from rashomon.ingest.metadata import address, domain
from rashomon.ingest.source import Source
from rashomon.ingest.text import MAX_BYTES, MAX_PAGE_CHARACTERS, decode, too_long

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

_PLAIN = rb"WARC/1\.\d\r?\n[A-Za-z]+-[A-Za-z-]+:"
_GZIP = b"\x1f\x8b\x08"
_WITHIN = re.compile(_PLAIN)
_BEGINNING = re.compile(re.escape(_GZIP) + b"|" + _PLAIN)
# Bytes read at a time when the next record is looked for.
_STEP = 1 << 20


def is_warc(source: Source) -> bool:
    """Whether an input is a WARC, by its first bytes, compressed or not."""
    return source.head.startswith(b"WARC/")


def is_wacz(source: Source) -> bool:
    """Whether an input is a ZIP with the files of a WACZ."""
    return source.head.startswith(b"PK\x03\x04") and (
        b"datapackage.json" in source.head or b"archive/" in source.head or source.name.endswith(".wacz")
    )


def read(source: Source) -> Iterator[Item]:
    """The pages of a WARC, in order. Raises InputError without the library."""
    yield from _Records(source.origin).of(source.seekable)


def read_wacz(source: Source) -> Iterator[Item]:
    """The pages of all WARCs of a WACZ, in the order of their names. Raises InputError."""
    try:
        with zipfile.ZipFile(source.seekable) as archive:
            names = sorted(n for n in archive.namelist() if n.startswith("archive/") and ".warc" in n)
            if not names:
                raise InputError(source.origin, "is a WACZ without archives")
            records = _Records(source.origin)
            for name in names:
                with archive.open(name) as file:
                    yield from records.of(cast(BinaryIO, file))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, zlib.error, EOFError) as error:
        raise InputError(source.origin, "is a damaged ZIP archive") from error


class _Records:
    """Reads archives one after the other, their pages numbered on."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self.number = 0
        self.other: Counter[str] = Counter()

    def of(self, file: BinaryIO) -> Iterator[Item]:
        """The pages of one archive, and a row that counts the rest."""
        try:
            from fastwarc.warc import ArchiveIterator, WarcRecordType
        except ImportError as error:
            raise InputError(
                self.origin, "is a web archive, which needs: pip install 'rashomon[warc]'"
            ) from error
        kinds = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
        at: int | None = 0
        while at is not None:
            file.seek(at)
            start = base = at
            try:
                for record in ArchiveIterator(file, record_types=kinds, parse_http=False):
                    start = base + record.stream_pos
                    length = record.content_length
                    block = record.reader.read(min(length, MAX_BYTES + 1))
                    if len(block) < min(length, MAX_BYTES + 1) or _WITHIN.search(block):
                        raise OSError("cut off")
                    yield from self._page(record, block)
                at = None
            except (OSError, ValueError, EOFError):
                self.number += 1
                yield Fault(f"#{self.number}", "is a damaged record")
                at = _next(file, start + 1)
        if self.other:
            listed = ", ".join(
                f"{n} {what}" for what, n in sorted(self.other.items(), key=lambda row: (-row[1], row[0]))
            )
            yield Fault("", f"holds {self.other.total()} records that are no pages: {listed}")
            self.other.clear()

    def _page(self, record: WarcRecord, block: bytes) -> Iterator[Item]:
        told = record.headers.get("Content-Type") or ""
        body, kind, charset = block, told.partition(";")[0].strip().lower(), None
        if kind == "application/http":
            try:
                status, body, kind, charset = _answer(block)
            except (OSError, ValueError, zlib.error):
                status, kind = 0, "damaged answers"
            if status != 200:
                self.other[f"of status {status}" if status else kind] += 1
                return
        text = kind == "text/plain" and "conversion" in str(record.record_type)
        if not text and kind not in {"text/html", "application/xhtml+xml", ""}:
            self.other[one_line(kind) or "of a damaged type"] += 1
            return
        self.number += 1
        url = address((record.headers.get("WARC-Target-URI") or "").strip("<>"))
        known = Draft("", (), url=url, outlet=domain(url) if url else None, part=f"#{self.number}")
        try:
            if len(body) > MAX_BYTES:
                raise too_long(self.origin)
            page = decode(body, self.origin, charset)
            if len(page) > MAX_PAGE_CHARACTERS:
                raise too_long(self.origin, MAX_PAGE_CHARACTERS)
            found = under(None, page) if text else html.read(page, self.origin)
            yield completed(found, known)
        except InputError as error:
            yield Fault(known.part, f"{error.reason} ({url})" if url else error.reason)


def _answer(block: bytes) -> tuple[int, bytes, str, str | None]:
    """Status, decoded body, media type and charset of an HTTP response. Raises ValueError, OSError."""
    from fastwarc.stream_io import BrotliReader, ChunkedReader, GzipReader

    head, apart, rest = block.partition(b"\r\n\r\n")
    if not apart:
        head, _, rest = block.partition(b"\n\n")
    line, _, told = head.partition(b"\n")
    words = line.split(None, 2)
    if len(words) < 2 or not words[0].startswith(b"HTTP/"):
        raise ValueError("no status")
    headers = message_from_bytes(told[:65_536] + b"\n\n")
    reader: Any = io.BytesIO(rest)
    if "chunked" in (headers.get("Transfer-Encoding") or "").lower() and _is_chunked(rest):
        reader = ChunkedReader(reader)
    coding = (headers.get("Content-Encoding") or "").strip().lower()
    if coding in {"gzip", "x-gzip"}:
        reader = GzipReader(reader)
    elif coding == "br":
        reader = BrotliReader(reader)
    body = reader.read(MAX_BYTES + 1)
    return (
        int(words[1]),
        body,
        headers.get_content_type() if headers.get("Content-Type") else "",
        headers.get_content_charset(),
    )


def _is_chunked(body: bytes) -> bool:
    """Whether a body is chunked still; many archives store it joined and keep the header."""
    size = body[:20].partition(b"\r\n")[0].partition(b";")[0].strip()
    return bool(size) and all(c in b"0123456789abcdefABCDEF" for c in size)


def _next(file: BinaryIO, at: int) -> int | None:
    """Where the next record begins, from ``at``; None when there is none."""
    file.seek(at)
    window, base = b"", at
    while step := file.read(_STEP):
        window += step
        for match in _BEGINNING.finditer(window):
            place = match.start()
            if len(match.group()) > len(_GZIP) or _opens(window[place : place + 4096]):
                return base + place
        keep = min(len(window), 4096)
        base += len(window) - keep
        window = window[-keep:]
    return None


def _opens(member: bytes) -> bool:
    """Whether a compressed member begins with a record."""
    try:
        return zlib.decompressobj(31).decompress(member, 16).startswith(b"WARC/1.")
    except zlib.error:
        return False
