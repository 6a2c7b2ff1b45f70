"""robots.txt (RFC 9309): asked for once a day and host, before its first page.

A host without one allows everything (4xx); where it cannot be read (5xx, 429, no connection), nothing is allowed, for
a while.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

import httpx2
from protego import Protego

from rashomon.fetch.address import join
from rashomon.fetch.clock import Clock
from rashomon.fetch.exchange import PRODUCT, Answer, Budget, Exchange
from rashomon.fetch.values import NoConnection, Refusal

# Bytes that are read; a longer file is cut (RFC 9309, 2.5: at least 500 KiB).
MAX_BYTES = 512 * 2**10
# Redirects that are followed (RFC 9309, 2.3.1.2: at least five); behind more the file counts as missing.
MAX_REDIRECTS = 5
# Seconds it may take, redirects included, apart from those of the page.
SECONDS = 10.0
# Seconds until it is asked for again (RFC 9309, 2.4: at most a day), and where it could not be read.
KEPT = 24 * 3600.0
KEPT_UNREAD = 300.0

_UNREAD = "its host's robots.txt cannot be read ({})"


@dataclass(frozen=True, slots=True)
class _Rules:
    """What a host allows: nothing for the reason given, everything without rules, or what they say."""

    until: float
    unread: str | None = None
    rules: Protego | None = None


class Robots:
    """What the hosts allow us."""

    def __init__(self, exchange: Exchange, clock: Clock) -> None:
        self._exchange = exchange
        self._clock = clock
        self._known: dict[str, _Rules] = {}
        self._asking: dict[str, asyncio.Lock] = {}

    async def allowed(self, url: httpx2.URL) -> float:
        """The pause its host asks for between two requests, in seconds, 0 for none. Raises Refusal for an address that
        is not allowed."""
        origin = str(url.copy_with(raw_path=b"/"))
        async with self._asking.setdefault(origin, asyncio.Lock()):
            known = self._known.get(origin)
            if known is None or known.until <= self._clock.monotonic():
                known = self._known[origin] = await self._ask(url)
        if known.unread is not None:
            raise Refusal(known.unread)
        if known.rules is None:
            return 0.0
        if not known.rules.can_fetch(str(url), PRODUCT):
            raise Refusal("is not allowed by its host's robots.txt")
        rate = known.rules.request_rate(PRODUCT)
        return max(
            known.rules.crawl_delay(PRODUCT) or 0.0,
            rate.seconds / rate.requests if rate and rate.requests else 0.0,
        )

    async def _ask(self, url: httpx2.URL) -> _Rules:
        now = self._clock.monotonic()
        try:
            answer = await self._answer(url.copy_with(raw_path=b"/robots.txt"))
        except NoConnection as refusal:  # the page itself would meet with the same
            return _Rules(now + KEPT_UNREAD, unread=refusal.reason)
        except Refusal as refusal:
            return _Rules(now + KEPT_UNREAD, unread=_UNREAD.format(refusal.reason))
        if answer is None or (400 <= answer.status < 500 and answer.status != 429):
            return _Rules(now + KEPT)
        if not 200 <= answer.status < 300:
            return _Rules(now + KEPT_UNREAD, unread=_UNREAD.format(f"answered {answer.status}"))
        return _Rules(now + KEPT, rules=Protego.parse(answer.content.decode("utf-8-sig", "replace")))

    async def _answer(self, url: httpx2.URL) -> Answer | None:
        """The answer behind the redirects, None behind too many."""
        budget = Budget(SECONDS)
        for hop in range(MAX_REDIRECTS + 1):
            try:
                answer = await self._exchange.get(url, budget, limit=MAX_BYTES, cut=True)
            except NoConnection as refusal:
                if not hop:
                    raise
                raise Refusal(f"is redirected to {url}, which {refusal.reason}") from refusal
            if not (300 <= answer.status < 400 and "location" in answer.headers):
                return answer
            url = join(url, answer.headers["location"])
        return None
