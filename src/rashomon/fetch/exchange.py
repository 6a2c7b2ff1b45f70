"""One request and its answer, within limits of time and size; every failure is a Refusal."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from types import MappingProxyType

import httpcore2
import httpx2

from rashomon import __version__
from rashomon.fetch.body import read_body, too_large
from rashomon.fetch.headers import media_type
from rashomon.fetch.network import CONNECT_SECONDS, Guarded, Network
from rashomon.fetch.values import NoConnection, Refusal

# What robots.txt calls us, and what we call ourselves.
PRODUCT = "rashomon"
USER_AGENT = f"{PRODUCT}/{__version__} (reads news pages that its user names)"
# Requests under way, of all hosts together.
AT_ONCE = 8
# Answers whose body is read.
WITH_BODY = frozenset({200, 203})

_HEADERS = {
    "User-Agent": USER_AGENT,
    "Accept": "text/html,application/xhtml+xml,application/atom+xml,application/rss+xml,application/feed+json,"
    "application/xml;q=0.9,*/*;q=0.5",
    "Accept-Encoding": "gzip",
    "Accept-Language": "en,*;q=0.5",
    # A host is asked once a second at most: nothing is gained by keeping a connection, and every request is judged anew.
    "Connection": "close",
}
_NO_TEXT = ("image/", "video/", "audio/", "font/")


class Budget:
    """The seconds left for one address."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._left = seconds

    @asynccontextmanager
    async def spend(self) -> AsyncIterator[None]:
        """Work that counts. Raises Refusal when the seconds are used up."""
        loop = asyncio.get_running_loop()
        start = loop.time()
        try:
            async with asyncio.timeout(max(0.0, self._left)):
                yield
        except TimeoutError as error:
            raise Refusal(f"took longer than {self._seconds:g} s") from error
        finally:
            self._left -= loop.time() - start


@dataclass(frozen=True, slots=True)
class Answer:
    """``headers`` by small-letter name, of those sent twice the first. ``content`` is empty where none is read."""

    status: int
    headers: Mapping[str, str]
    content: bytes


class Exchange:
    """Asks, over connections that are each judged before they are made."""

    def __init__(self, network: Network, *, allow_private: bool) -> None:
        self._pool = httpcore2.AsyncConnectionPool(
            ssl_context=network.tls(),
            max_connections=None,
            max_keepalive_connections=0,
            network_backend=Guarded(network, allow_private=allow_private),
        )
        self._slots = asyncio.Semaphore(AT_ONCE)

    async def aclose(self) -> None:
        """Close what is open."""
        await self._pool.aclose()

    async def get(
        self,
        url: httpx2.URL,
        budget: Budget,
        *,
        limit: int,
        cut: bool = False,
        headers: Mapping[str, str] = MappingProxyType({}),
    ) -> Answer:
        """The answer of one host to one request; redirects are answers. ``limit`` and ``cut`` as in ``read_body``."""
        return await self._answer("GET", url, None, budget, {**_HEADERS, **headers}, limit, cut)

    async def post(
        self, url: httpx2.URL, body: bytes, budget: Budget, *, limit: int, headers: Mapping[str, str]
    ) -> Answer:
        """The same to a request that brings a body."""
        return await self._answer("POST", url, body, budget, {**_HEADERS, **headers}, limit, False)

    async def _answer(
        self,
        method: str,
        url: httpx2.URL,
        body: bytes | None,
        budget: Budget,
        headers: Mapping[str, str],
        limit: int,
        cut: bool,
    ) -> Answer:
        async with self._slots, budget.spend():
            try:
                return await self._exchanged(method, url, body, headers, limit, cut)
            except httpcore2.TimeoutException as error:
                raise NoConnection("does not answer") from error
            except httpcore2.ConnectError as error:
                raise NoConnection(_unconnected(error)) from error
            except httpcore2.NetworkError as error:
                raise Refusal("broke off its connection") from error
            except (httpcore2.ProtocolError, httpcore2.UnsupportedProtocol) as error:
                raise Refusal("sent an answer that breaks off or is no valid HTTP") from error

    async def _exchanged(
        self,
        method: str,
        url: httpx2.URL,
        body: bytes | None,
        headers: Mapping[str, str],
        limit: int,
        cut: bool,
    ) -> Answer:
        target = httpcore2.URL(
            scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path or b"/"
        )
        asked = {"timeout": {"connect": CONNECT_SECONDS}}
        async with self._pool.stream(
            method, target, headers=list(headers.items()), content=body, extensions=asked
        ) as response:
            told = _by_name(response.headers)
            if response.status not in WITH_BODY:
                return Answer(response.status, told, b"")
            kind = media_type(told)
            if kind is not None and kind.startswith(_NO_TEXT):
                raise Refusal(f"is {kind}, not text")
            length = told.get("content-length", "")
            if not cut and length.isdigit() and int(length[:20]) > limit:
                raise too_large(limit)
            content = await read_body(
                response.aiter_stream(), coding=told.get("content-encoding", ""), limit=limit, cut=cut
            )
            return Answer(response.status, told, content)


def _by_name(headers: Sequence[tuple[bytes, bytes]]) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for name, value in headers:
        try:
            text = value.decode("utf-8")  # a Location that was never encoded
        except UnicodeDecodeError:
            text = value.decode("latin-1")
        found.setdefault(name.decode("latin-1").lower(), text)
    return found


def _unconnected(error: httpcore2.ConnectError) -> str:
    """Why there is no connection; what the library caught is its first argument."""
    cause = error.args[0] if error.args else None
    if isinstance(cause, ssl.SSLCertVerificationError):
        return f"has no valid certificate ({cause.verify_message or 'of another host'})"
    if isinstance(cause, ssl.SSLError):
        return f"speaks no TLS that can be used ({cause.reason or 'handshake failed'})"
    return "refuses the connection or cannot be reached"
