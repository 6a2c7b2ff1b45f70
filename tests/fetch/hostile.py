"""A web server on 127.0.0.1 that says what it is told to, and a network of invented names that all lead to it."""

from __future__ import annotations

import asyncio
import contextlib
import ssl
import threading
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from types import TracebackType
from typing import Any, TypeAlias

import httpcore2

# Addresses of the public kind. Nothing is ever sent to them: the network below leads to the server.
PUBLIC, OTHER = "93.184.215.14", "151.101.1.67"
# Bytes after which an endless answer ends all the same: a fetcher that reads so far has failed.
ENDLESS = 300 * 2**20


@dataclass(frozen=True, slots=True)
class Asked:
    """A request: the Host header, the path, all headers by small-letter name, and the name asked for in TLS."""

    host: str
    path: str
    headers: Mapping[str, str]
    server_name: str | None


Reply: TypeAlias = bytes | Callable[[Asked], bytes | AsyncIterator[bytes]]


def answer(body: bytes = b"", status: int = 200, **headers: str) -> bytes:
    """A whole answer; ``content_type="…"`` and the like are its headers."""
    given = {"content_length": str(len(body)), **headers}
    lines = [f"HTTP/1.1 {status} x", *(f"{name.replace('_', '-')}: {value}" for name, value in given.items())]
    return "\r\n".join([*lines, "", ""]).encode("utf-8") + body


def page(text: str = "The wall broke at dawn.", **headers: str) -> bytes:
    """A web page of one paragraph."""
    headers.setdefault("content_type", "text/html")
    return answer(f"<html><body><p>{text}</p></body></html>".encode(), 200, **headers)


def redirect(location: str, status: int = 302) -> bytes:
    """An answer that leads elsewhere."""
    return answer(b"", status, location=location)


async def drip(head: bytes, piece: bytes, seconds: float) -> AsyncIterator[bytes]:
    """An answer that goes on and on, a piece every so many seconds."""
    yield head
    for _ in range(ENDLESS // len(piece)):
        yield piece
        await asyncio.sleep(seconds)


class Server:
    """Answers each path as ``routes`` says, 404 else, from a thread of its own; ``asked`` are the requests so far,
    ``sent`` the bytes."""

    def __init__(self, routes: Mapping[str, Reply], *, tls: ssl.SSLContext | None = None) -> None:
        self.routes = dict(routes)
        self.asked: list[Asked] = []
        self.sent = 0
        self.port = 0
        self._names: list[str | None] = []
        self._tls = tls
        if tls is not None:
            tls.sni_callback = lambda _socket, name, _context: self._names.append(name)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def paths(self, host: str | None = None) -> list[str]:
        """The paths asked for, without robots.txt, of one host or of all."""
        return [a.path for a in self.asked if a.path != "/robots.txt" and host in (None, a.host)]

    def __enter__(self) -> Server:
        self._thread.start()
        starting = asyncio.start_server(self._serve, "127.0.0.1", 0, ssl=self._tls)
        self._server = asyncio.run_coroutine_threadsafe(starting, self._loop).result()
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        asyncio.run_coroutine_threadsafe(self._stopped(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _stopped(self) -> None:
        self._server.close()
        # A connection that is being taken is let in before it is cancelled, else its socket would stay open; one just
        # closed frees its socket a turn of the loop later.
        for _ in range(5):
            await asyncio.sleep(0)
        for _ in range(5):
            tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await asyncio.sleep(0)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            # a fetcher that goes away is what half of the tests are about
            with contextlib.suppress(
                ConnectionError, asyncio.IncompleteReadError, ssl.SSLError, asyncio.CancelledError
            ):
                first = await reader.readexactly(1)
                if not first.isalpha():
                    writer.write(answer(status=400))  # somebody speaks TLS
                    return
                head = (first + await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
                headers = {
                    name.lower(): value.strip()
                    for name, _, value in (line.partition(":") for line in head[1:] if line)
                }
                name = self._names.pop(0) if self._names else None
                asked = Asked(headers.get("host", ""), head[0].split()[1], headers, name)
                self.asked.append(asked)
                reply = self.routes.get(
                    asked.host + asked.path, self.routes.get(asked.path, answer(status=404))
                )
                said = reply(asked) if callable(reply) else reply
                async for piece in _pieces(said):
                    writer.write(piece)
                    await writer.drain()
                    self.sent += len(piece)
        finally:
            writer.close()


async def _pieces(said: bytes | AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    if isinstance(said, bytes):
        yield said
    else:
        async for piece in said:
            yield piece


class Names:
    """A network in which each name has the numbers given, the next ones at every question if there are several lists. All
    connections lead to ``port`` of this machine and are noted in ``connected``."""

    def __init__(
        self, port: int, names: Mapping[str, Sequence[Any]], *, trusted: ssl.SSLContext | None = None
    ) -> None:
        self._port = port
        self.names = dict(names)
        self.connected: list[tuple[str, int]] = []
        self._trusted = trusted

    async def resolve(self, host: str) -> list[Any]:
        if host not in self.names:
            raise OSError("no such name")
        now, *later = self.names[host]
        if isinstance(now, str):
            return [ip_address(number) for number in (now, *later)]
        self.names[host] = later or [now]
        return [ip_address(number) for number in now]

    async def connect(self, address: Any, port: int, seconds: float) -> httpcore2.AsyncNetworkStream:
        self.connected.append((str(address), port))
        return await httpcore2.AnyIOBackend().connect_tcp("127.0.0.1", self._port, timeout=seconds)

    def tls(self) -> ssl.SSLContext:
        # one that trusts nobody is soon made
        return self._trusted or ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


class Time:
    """A clock that nobody has to wait for."""

    START = datetime(2024, 6, 18, 9, tzinfo=UTC)

    def __init__(self) -> None:
        self.passed = 0.0
        self.waits: list[float] = []

    def now(self) -> datetime:
        return self.START + timedelta(seconds=self.passed)

    def monotonic(self) -> float:
        return self.passed

    async def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.passed += seconds
        await asyncio.sleep(0)
