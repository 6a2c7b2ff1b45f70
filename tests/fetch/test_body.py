"""Bodies: whole, packed, too large, broken off."""

from __future__ import annotations

import asyncio
import gzip
import tracemalloc
import zlib
from collections.abc import AsyncIterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.fetch.body import read_body
from rashomon.fetch.values import Refusal

TEXT = b"The wall broke at dawn. " * 40
SHORT = TEXT[:240]


def read(body: bytes, *, coding: str = "", limit: int = 10_000, cut: bool = False, step: int = 100) -> bytes:
    async def chunks() -> AsyncIterator[bytes]:
        for at in range(0, len(body), step):
            yield body[at : at + step]

    return asyncio.run(read_body(chunks(), coding=coding, limit=limit, cut=cut))


@given(st.lists(st.binary(max_size=300), max_size=4), st.integers(1, 64))
def test_packed_is_what_was_packed_however_it_comes(parts: list[bytes], step: int) -> None:
    packed = b"".join(map(gzip.compress, parts))
    assert read(packed, coding="GZIP, identity", step=step) == b"".join(parts)
    assert read(packed + bool(parts) * b"\0\0\0", coding="x-gzip", step=step) == b"".join(parts)


@given(st.binary(max_size=300), st.sampled_from(["", "gzip"]))
def test_any_bytes_are_read_or_refused(body: bytes, coding: str) -> None:
    try:
        found = read(body, coding=coding)
    except Refusal:
        assert coding
    else:
        assert coding or found == body


@pytest.mark.parametrize(
    ("body", "coding", "reason"),
    [
        (gzip.compress(SHORT)[:-9], "gzip", "breaks off"),
        (gzip.compress(SHORT) + gzip.compress(SHORT)[:-1], "gzip", "breaks off"),
        (b"\x1f\x8b" + TEXT, "gzip", "damaged"),
        (TEXT, "gzip", "damaged"),
        (TEXT, "br", "packed as br, which was not asked for"),
        (zlib.compress(TEXT), "deflate", "packed as deflate"),
        (gzip.compress(gzip.compress(TEXT)), "gzip, gzip", "packed as gzip, gzip"),
        (TEXT, "", "larger than 900 bytes"),
        (gzip.compress(TEXT), "gzip", "larger than 900 bytes"),
        (gzip.compress(b"") * 100, "gzip", "larger than 900 bytes"),
    ],
)
def test_what_is_refused(body: bytes, coding: str, reason: str) -> None:
    with pytest.raises(Refusal) as refused:
        read(body, coding=coding, limit=900)
    assert reason in refused.value.reason


def test_the_limit_itself_is_no_longer_than_the_limit() -> None:
    assert read(TEXT, limit=len(TEXT)) == TEXT
    assert read(gzip.compress(TEXT), coding="gzip", limit=len(TEXT)) == TEXT
    assert read(TEXT, limit=500, cut=True) == TEXT[:500]
    assert read(gzip.compress(TEXT), coding="gzip", limit=500, cut=True) == TEXT[:500]


def test_a_long_body_is_unpacked_to_its_end() -> None:
    long = b"".join(b"%d " % n for n in range(200_000))
    assert read(gzip.compress(long), coding="gzip", limit=len(long), step=2**16) == long


@pytest.mark.parametrize("members", [1, 50])
def test_a_bomb_is_noticed_before_it_is_unpacked(members: int) -> None:
    bomb = gzip.compress(bytes(25 * 2**20 // members)) * members
    tracemalloc.start()
    with pytest.raises(Refusal):
        read(bomb, coding="gzip", limit=2**20, step=2**16)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 5 * 2**20
