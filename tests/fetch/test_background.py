"""Fetching for a caller that does not wait asynchronously."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Iterator

import pytest
from hostile import PUBLIC, Asked, Names, Server, Time, page

from rashomon.fetch import Fetching, fetch_each
from rashomon.fetch.background import AHEAD, Fetcher

HOSTS = [f"news{n}.example" for n in range(3 * AHEAD)]
URLS = [f"http://{host}/a" for host in HOSTS]


@pytest.fixture
def server() -> Iterator[Server]:
    with Server({"/a": page()}) as running:
        yield running


def network(server: Server) -> Names:
    return Names(server.port, {host: [PUBLIC] for host in HOSTS})


def test_pages_come_in_order_however_long_they_take(server: Server) -> None:
    async def late(asked: Asked) -> AsyncIterator[bytes]:
        await asyncio.sleep(0.2)
        yield page("Late.")

    server.routes["news0.example/a"] = late
    found = list(fetch_each(URLS, network=network(server), clock=Time()))
    assert [page.url for page in found] == URLS
    assert not any(page.reason for page in found)
    assert b"Late." in found[0].content


def test_no_more_is_fetched_than_will_soon_be_wanted(server: Server) -> None:
    before = threading.active_count()
    pages = fetch_each(URLS, network=network(server), clock=Time())
    next(pages)
    assert len(server.paths()) <= AHEAD + 1
    pages.close()
    assert threading.active_count() == before


def test_a_caller_that_gives_up_leaves_nothing_behind(server: Server) -> None:
    async def never(asked: Asked) -> AsyncIterator[bytes]:
        await asyncio.sleep(60)
        yield b""

    server.routes["/a"] = never
    before = threading.active_count()

    def interrupted() -> None:
        with Fetcher(network=network(server), clock=Time()) as fetcher:
            list(fetcher.each(_then_interrupt(URLS[:3])))

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert threading.active_count() == before


def _then_interrupt(urls: list[str]) -> Iterator[str]:
    yield from urls
    raise KeyboardInterrupt


def test_inside_a_running_event_loop(server: Server) -> None:
    async def notebook() -> list[str | None]:
        return [page.reason for page in fetch_each(URLS[:2], network=network(server), clock=Time())]

    assert asyncio.run(notebook()) == [None, None]


def test_two_rounds_share_what_is_known_of_a_host(server: Server) -> None:
    clock = Time()
    with Fetcher(Fetching(pause=3), network=network(server), clock=clock) as fetcher:
        for _ in range(2):
            assert [page.status for page in fetcher.each(URLS[:1])] == [200]
    assert [asked.path for asked in server.asked] == ["/robots.txt", "/a", "/a"]
    assert clock.waits == [3.0]


def test_nothing_asked_nothing_started() -> None:
    before = threading.active_count()
    assert list(fetch_each([])) == []
    assert threading.active_count() == before
