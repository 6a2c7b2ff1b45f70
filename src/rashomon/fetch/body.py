"""The body of an answer, in bounded memory whatever was sent.

Requirement: a gzip bomb is noticed when it passes the limit, not after it was unpacked; a body that breaks off is never
taken for a whole one.
"""

from __future__ import annotations

import zlib
from collections.abc import AsyncIterable

from rashomon.fetch.values import Refusal

# Bytes that are unpacked at once.
STEP = 2**18
GZIP = frozenset({"gzip", "x-gzip"})
_GZIP_MARK = b"\x1f\x8b"


def too_large(limit: int) -> Refusal:
    """The refusal of a body over the limit."""
    return Refusal(f"is larger than {limit:,} bytes, the limit for one page")


async def read_body(chunks: AsyncIterable[bytes], *, coding: str, limit: int, cut: bool = False) -> bytes:
    """The bytes of a body, unpacked; at most ``limit`` packed and as many unpacked. A longer one raises Refusal, or with
    ``cut`` is read so far. ``coding`` is the Content-Encoding."""
    codings = [name for part in coding.lower().split(",") if (name := part.strip()) not in ("", "identity")]
    if len(codings) > 1 or not GZIP.issuperset(codings):
        raise Refusal(f"is packed as {', '.join(codings)}, which was not asked for")
    unpack = _Gunzip(limit) if codings else None
    out = bytearray()
    received = 0
    async for chunk in chunks:
        received += len(chunk)
        out += unpack.feed(chunk) if unpack else chunk
        if received > limit or len(out) > limit:
            if cut:
                return bytes(out[:limit])
            raise too_large(limit)
    if unpack and received and not unpack.whole:
        raise Refusal("is packed data that breaks off")
    return bytes(out)


class _Gunzip:
    """Unpacks gzip as it comes, of all pieces together at most one byte more than ``limit``."""

    def __init__(self, limit: int) -> None:
        self._room = limit + 1
        self._member = zlib.decompressobj(wbits=31)
        self._held = b""  # the beginning of what may be a further member
        self.whole = False  # the last member was read to its end

    def feed(self, data: bytes) -> bytes:
        out = bytearray()
        data, self._held = self._held + data, b""
        while data and self._room > 0:
            if self.whole:
                if len(data) < len(_GZIP_MARK):
                    self._held = data
                    break
                if not data.startswith(_GZIP_MARK):
                    break  # what stands behind the last member is no data
                self.whole = False
                self._member = zlib.decompressobj(wbits=31)
            try:
                piece = self._member.decompress(data, min(self._room, STEP))
            except zlib.error as error:
                raise Refusal("is packed data that is damaged") from error
            out += piece
            self._room -= len(piece)
            self.whole = self._member.eof
            data = self._member.unused_data if self.whole else self._member.unconsumed_tail
        return bytes(out)
