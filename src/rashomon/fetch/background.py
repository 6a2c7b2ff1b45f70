"""Fetching for a caller that does not wait asynchronously: an event loop in a thread, a few pages ahead of the caller."""

from __future__ import annotations

import asyncio
import threading
from collections import deque
from collections.abc import Coroutine, Iterable, Iterator
from concurrent.futures import Future
from types import TracebackType
from typing import Any, TypeVar

from rashomon.fetch.clock import Clock
from rashomon.fetch.network import Network
from rashomon.fetch.session import Session
from rashomon.fetch.values import Fetched, Fetching

T = TypeVar("T")

# Pages that are fetched or wait for the caller: with the limit of a page, the limit of memory.
AHEAD = 8


class Fetcher:
    """One session for several rounds, a feed and then its items: hosts keep their rules and their turns."""

    def __init__(
        self, options: Fetching | None = None, *, network: Network | None = None, clock: Clock | None = None
    ) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="fetch", daemon=True)
        self._under_way: set[asyncio.Task[Any]] = set()
        self._session = Session(options, network=network, clock=clock)

    def __enter__(self) -> Fetcher:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._start(self._end()).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def each(self, urls: Iterable[str]) -> Iterator[Fetched]:
        """The page at each address, or why not, in their order; some are fetched ahead while the caller works."""
        waiting: deque[Future[Fetched]] = deque()
        try:
            for url in urls:
                if len(waiting) == AHEAD:
                    yield waiting.popleft().result()
                waiting.append(self._start(self._page(url)))
            while waiting:
                yield waiting.popleft().result()
        finally:
            for page in waiting:
                page.cancel()

    def _start(self, work: Coroutine[Any, Any, T]) -> Future[T]:
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    async def _page(self, url: str) -> Fetched:
        task = asyncio.current_task()
        assert task is not None
        self._under_way.add(task)
        try:
            return await self._session.fetch(url)
        finally:
            self._under_way.discard(task)

    async def _end(self) -> None:
        """Cancel what is under way and close what is open."""
        pages = list(self._under_way)
        for page in pages:
            page.cancel()
        await asyncio.gather(*pages, return_exceptions=True)
        await self._session.aclose()
