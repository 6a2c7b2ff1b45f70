"""From an address to its page: robots.txt, turn, request, retries, redirects, and what was kept before."""

from __future__ import annotations

from http import HTTPStatus
from types import TracebackType

import httpx2

from rashomon.fetch.address import join, parse
from rashomon.fetch.clock import Clock, SystemClock
from rashomon.fetch.exchange import WITH_BODY, Answer, Budget, Exchange
from rashomon.fetch.headers import charset, media_type
from rashomon.fetch.network import Network, SystemNetwork
from rashomon.fetch.pace import Pace, retry_after
from rashomon.fetch.robots import Robots
from rashomon.fetch.store import Kept, Store
from rashomon.fetch.values import Fetched, Fetching, Refusal

# Redirects that are followed. Links through shorteners and consent pages have up to six.
MAX_REDIRECTS = 10
# Further tries after "too many requests" or "not now", and the seconds before the first of them where none are named;
# doubled for the next.
RETRIES = 2
BACKOFF = 5.0
# Characters of an address in a reason.
SHOWN = 200

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_BUSY = frozenset({429, 503})


class Session:
    """Fetches pages; remembers of each host its rules and its turn. To be used in one event loop."""

    def __init__(
        self, options: Fetching | None = None, *, network: Network | None = None, clock: Clock | None = None
    ) -> None:
        self._options = options or Fetching()
        self._clock = clock or SystemClock()
        self._exchange = Exchange(network or SystemNetwork(), allow_private=self._options.allow_private)
        self._pace = Pace(self._clock, self._options)
        self._robots = Robots(self._exchange, self._clock)
        self._store = Store(self._options.folder) if self._options.folder is not None else None

    async def __aenter__(self) -> Session:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close what is open."""
        await self._exchange.aclose()

    async def fetch(self, url: str) -> Fetched:
        """The page at an address, or why not. Raises nothing that a server or an address can cause."""
        trail: list[str] = []
        try:
            return await self._follow(url, trail)
        except Refusal as refusal:
            *before, last = trail or [url]
            return Fetched(
                url=url,
                final_url=last,
                status=refusal.status,
                media_type=None,
                charset=None,
                content=b"",
                etag=None,
                last_modified=None,
                fetched=self._clock.now(),
                redirects=tuple(before),
                reason=f"{refusal.reason} (redirected to {_short(last)})" if before else refusal.reason,
            )

    async def _follow(self, given: str, trail: list[str]) -> Fetched:
        """``trail`` receives each address that is asked for."""
        budget = Budget(self._options.timeout)
        url = parse(given)
        while True:
            trail.append(str(url))
            pause = await self._robots.allowed(url)
            self._pace.slow(url.host, pause)
            kept = self._store.get(str(url)) if self._store else None
            answer = await self._ask(url, budget, kept)
            if answer.status not in _REDIRECTS or "location" not in answer.headers:
                return self._page(given, trail, answer, kept)
            try:
                url = join(url, answer.headers["location"])
            except Refusal as refusal:
                raise Refusal(f"leads to another address, which {refusal.reason}") from refusal
            if str(url) in trail:
                raise Refusal("is redirected in a circle")
            if len(trail) > MAX_REDIRECTS:
                raise Refusal(f"is redirected more than {MAX_REDIRECTS} times")

    async def _ask(self, url: httpx2.URL, budget: Budget, kept: Kept | None) -> Answer:
        """The answer to a request for one address, after some patience with a busy host."""
        attempt = 0
        while True:
            async with self._pace.turn(url.host):
                answer = await self._exchange.get(
                    url, budget, limit=self._options.max_bytes, headers=kept.conditions() if kept else {}
                )
            if answer.status not in _BUSY:
                return answer
            asked = retry_after(answer.headers, self._clock.now())
            wait = BACKOFF * 2**attempt if asked is None else asked
            self._pace.hold(url.host, wait)
            if attempt == RETRIES or wait > self._options.patience:
                raise Refusal(
                    _told(answer.status) + ("" if asked is None else f", to come back in {asked:.0f} s"),
                    status=answer.status,
                )
            attempt += 1

    def _page(self, given: str, trail: list[str], answer: Answer, kept: Kept | None) -> Fetched:
        if answer.status == 304 and kept is not None:
            page = kept
        elif answer.status in WITH_BODY:
            page = Kept(
                etag=answer.headers.get("etag"),
                last_modified=answer.headers.get("last-modified"),
                media_type=media_type(answer.headers),
                charset=charset(answer.headers),
                content=answer.content,
            )
            if self._store and "no-store" not in answer.headers.get("cache-control", "").lower():
                self._store.put(trail[-1], page)
        else:
            raise Refusal(_told(answer.status), status=answer.status)
        return Fetched(
            url=given,
            final_url=trail[-1],
            status=answer.status,
            media_type=page.media_type,
            charset=page.charset,
            content=page.content,
            etag=page.etag,
            last_modified=page.last_modified,
            fetched=self._clock.now(),
            redirects=tuple(trail[:-1]),
            reason=None,
        )


def _short(url: str) -> str:
    return url if len(url) <= SHOWN else url[: SHOWN - 1] + "…"


def _told(status: int) -> str:
    known = {s.value: s.phrase for s in HTTPStatus}
    return f"answered {status} {known.get(status, '')}".rstrip()
