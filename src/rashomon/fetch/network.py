"""Names to numbers to connections: the seam that tests replace, and the guard that stands before it.

Requirement: what is connected to is the number that was judged, at every connection anew, so that neither a redirect
nor a name server that answers differently the second time leads to a private network. TLS still names and verifies the
host.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import ssl
import threading
from collections.abc import Iterable, Sequence
from ipaddress import ip_address
from typing import Any, Protocol

import httpcore2

from rashomon.fetch.address import IP, forbidden, literal
from rashomon.fetch.values import NoConnection

# Seconds in which one number has to accept a connection before the host's next is tried.
CONNECT_SECONDS = 10.0
# Numbers of one host that are tried.
MAX_TRIED = 4


class Network(Protocol):
    """What resolves names and opens connections."""

    async def resolve(self, host: str) -> Sequence[IP]:
        """The numbers of a host, best first. Raises OSError where it has none."""
        ...

    async def connect(self, address: IP, port: int, seconds: float) -> httpcore2.AsyncNetworkStream:
        """A TCP connection. Raises httpcore2.ConnectError or ConnectTimeout."""
        ...

    def tls(self) -> ssl.SSLContext:
        """The certificates that are trusted."""
        ...


class SystemNetwork:
    """The network of this machine, its resolver and its trusted certificates."""

    def __init__(self) -> None:
        self._backend = httpcore2.AnyIOBackend()

    async def resolve(self, host: str) -> Sequence[IP]:
        rows = await _in_a_thread(host)
        # "fe80::1%eth0" is judged without its zone, and link-local with it
        return [ip_address(str(row[4][0]).partition("%")[0]) for row in rows]

    async def connect(self, address: IP, port: int, seconds: float) -> httpcore2.AsyncNetworkStream:
        return await self._backend.connect_tcp(str(address), port, timeout=seconds)

    def tls(self) -> ssl.SSLContext:
        return httpcore2.default_ssl_context()


async def _in_a_thread(host: str) -> list[Any]:
    """``getaddrinfo`` without waiting for it any longer than the caller does: a resolver that hangs holds up neither the
    event loop nor, as a thread of a pool would, the end of the process."""
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[list[Any]] = loop.create_future()

    def tell(rows: list[Any] | None, error: OSError | None) -> None:
        if not answer.done():
            if error is not None:
                answer.set_exception(error)
            else:
                answer.set_result(rows or [])

    def look_up() -> None:
        rows, failed = None, None
        try:
            rows = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
        except OSError as error:
            failed = error
        except UnicodeError as error:  # a label of no or of more than 63 characters
            failed = OSError(str(error))
        with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits any more
            loop.call_soon_threadsafe(tell, rows, failed)

    threading.Thread(target=look_up, name="resolve", daemon=True).start()
    return await answer


class Guarded(httpcore2.AsyncNetworkBackend):
    """Connects to a host by one of its numbers, after all of them were judged."""

    def __init__(self, network: Network, *, allow_private: bool) -> None:
        self._network = network
        self._allow_private = allow_private

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,  # noqa: ARG002 - the signature is the library's
        socket_options: Iterable[Any] | None = None,  # noqa: ARG002
    ) -> httpcore2.AsyncNetworkStream:
        addresses = await self._addresses(host)
        for address in addresses:
            against = forbidden(address, allow_private=self._allow_private)
            if against:
                where = "is" if literal(host) else f"is at {address},"
                raise NoConnection(f"{where} {against}")
        failure: Exception | None = None
        for address in addresses[:MAX_TRIED]:
            try:
                return await self._network.connect(address, port, timeout or CONNECT_SECONDS)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failure = error
        assert failure is not None
        raise failure

    async def _addresses(self, host: str) -> Sequence[IP]:
        number = literal(host)
        if number is not None:
            return [number]
        try:
            found = await self._network.resolve(host)
        except OSError as error:
            raise NoConnection(f"there is no host {host}") from error
        if not found:
            raise NoConnection(f"there is no host {host}")
        return list(dict.fromkeys(found))
