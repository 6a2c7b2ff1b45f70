"""Names, numbers and TLS: over the fake network, and over the real one on the loopback address."""

from __future__ import annotations

import asyncio
import ssl
import threading
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from hostile import PUBLIC, Names, Server, page, redirect

from rashomon.fetch import Fetched, Fetching
from rashomon.fetch import network as network_module
from rashomon.fetch.network import SystemNetwork
from rashomon.fetch.session import Session

CERTIFICATE = str(Path(__file__).parent / "news.example.pem")


def fetch(url: str, network: Any, **options: Any) -> Fetched:
    async def work() -> Fetched:
        async with Session(Fetching(pause=0, **options), network=network) as session:
            return await asyncio.wait_for(session.fetch(url), 60)

    return asyncio.run(work())


@pytest.fixture
def tls() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    return context


def test_tls_names_and_verifies_the_host_at_a_pinned_number(tls: ssl.SSLContext) -> None:
    trusted = ssl.create_default_context(cafile=CERTIFICATE)
    with Server({"/a": page()}, tls=tls) as server:
        network = Names(server.port, {"news.example": [PUBLIC], "other.example": [PUBLIC]}, trusted=trusted)
        found = fetch("https://news.example/a", network)
        assert found.reason is None
        assert network.connected == [(PUBLIC, 443)] * 2
        assert [(asked.host, asked.server_name) for asked in server.asked] == [
            ("news.example", "news.example")
        ] * 2
        # the same number, and a certificate that is not this host's
        assert (fetch("https://other.example/a", network).reason or "").startswith(
            "has no valid certificate (Hostname mismatch"
        )


def test_certificates_nobody_trusts(tls: ssl.SSLContext) -> None:
    with Server({"/a": page()}, tls=tls) as server:
        found = fetch("https://news.example/a", Names(server.port, {"news.example": [PUBLIC]}))
    assert (found.reason or "").startswith("has no valid certificate (self")


def test_no_tls_where_tls_is_spoken_to() -> None:
    with Server({"/a": page()}) as server:
        found = fetch("https://news.example/a", Names(server.port, {"news.example": [PUBLIC]}))
    assert (found.reason or "").startswith("speaks no TLS that can be used")


def test_the_next_number_is_tried() -> None:
    class FirstIsDown(Names):
        async def connect(self, address: Any, port: int, seconds: float) -> Any:
            if str(address) == "1.1.1.1":
                raise network_module.httpcore2.ConnectError("down")
            return await super().connect(address, port, seconds)

    with Server({"/a": page()}) as server:
        network = FirstIsDown(server.port, {"news.example": ["1.1.1.1", PUBLIC], "down.example": ["1.1.1.1"]})
        assert fetch("http://news.example/a", network).reason is None
        assert fetch("http://down.example/a", network).reason == "refuses the connection or cannot be reached"


# ---------------------------------------------------------------- the real network, on 127.0.0.1 only


def test_this_machine_is_not_fetched_from_unless_allowed() -> None:
    with Server({"/a": redirect("/b"), "/b": page()}) as server:
        url = f"http://127.0.0.1:{server.port}/a"
        assert fetch(url, SystemNetwork()).reason == "is a loopback address; --allow-private lets it be read"
        named = fetch(f"http://localhost:{server.port}/a", SystemNetwork()).reason or ""
        assert named.startswith("is at ")
        assert "a loopback address" in named
        assert server.asked == []
        assert fetch(url, SystemNetwork(), allow_private=True).reason is None
    assert (
        fetch(url, SystemNetwork(), allow_private=True).reason
        == "refuses the connection or cannot be reached"
    )


@pytest.mark.parametrize(
    "spelling", ["0x7f.1", "2130706433", "127.1", "0177.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0"]
)
def test_no_spelling_of_it_helps(spelling: str) -> None:
    with Server({"/a": page()}) as server:
        found = fetch(f"http://{spelling}:{server.port}/a", SystemNetwork())
        assert found.reason
        assert server.asked == []


def test_a_resolver_that_hangs_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    done = threading.Event()

    def hangs(*_: Any, **__: Any) -> list[Any]:
        done.wait(60)
        raise OSError

    monkeypatch.setattr("rashomon.fetch.robots.SECONDS", 0.2)
    monkeypatch.setattr(network_module.socket, "getaddrinfo", hangs)
    found = fetch("http://news.example/a", SystemNetwork())
    done.set()
    assert found.reason == "its host's robots.txt cannot be read (took longer than 0.2 s)"


@pytest.mark.parametrize("failure", [OSError("no such name"), UnicodeError("label too long")])
def test_names_that_are_none(monkeypatch: pytest.MonkeyPatch, failure: Exception) -> None:
    def fails(*_: Any, **__: Any) -> list[Any]:
        raise failure

    monkeypatch.setattr(network_module.socket, "getaddrinfo", fails)
    assert fetch("http://news.example/a", SystemNetwork()).reason == "there is no host news.example"


def test_numbers_with_a_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [(10, 1, 6, "", ("fe80::1%eth0", 0, 0, 2)), (2, 1, 6, "", (PUBLIC, 0))]
    monkeypatch.setattr(network_module.socket, "getaddrinfo", lambda *_, **__: rows)
    assert asyncio.run(SystemNetwork().resolve("news.example")) == [ip_address("fe80::1"), ip_address(PUBLIC)]
