"""One request at a time to a host, with a pause after each, and longer ones where the host asks for them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from rashomon.fetch.clock import Clock
from rashomon.fetch.values import Fetching, Refusal


@dataclass(slots=True)
class _Host:
    pause: float
    free_at: float = 0.0  # on the clock's monotonic scale
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)


class Pace:
    """Who may ask which host when."""

    def __init__(self, clock: Clock, options: Fetching) -> None:
        self._clock = clock
        self._options = options
        self._hosts: dict[str, _Host] = {}

    def _of(self, host: str) -> _Host:
        return self._hosts.setdefault(host, _Host(self._options.pause))

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait for one's turn, and have it. Raises Refusal where that would outlast the patience."""
        state = self._of(host)
        async with state.turn:
            wait = state.free_at - self._clock.monotonic()
            if wait > self._options.patience:
                raise Refusal(f"its host asks to be left alone for {wait:.0f} s")
            if wait > 0:
                await self._clock.sleep(wait)
            try:
                yield
            finally:
                self.hold(host, state.pause)

    def hold(self, host: str, seconds: float) -> None:
        """Leave a host alone for some seconds from now."""
        state = self._of(host)
        state.free_at = max(state.free_at, self._clock.monotonic() + seconds)

    def slow(self, host: str, seconds: float) -> None:
        """Make the pause after each request to a host at least this long."""
        state = self._of(host)
        state.pause = max(state.pause, seconds)


def retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    """The seconds a Retry-After header asks for, never negative; None without one that can be read (RFC 9110, 10.2.3).

    A date is set against the server's own Date where it sends one, so that two clocks that differ do no harm.
    """
    value = headers.get("retry-after", "").strip()
    if value.isascii() and value.isdigit():
        return float(value[:10])
    then = _date(value)
    if then is None:
        return None
    return max(0.0, (then - (_date(headers.get("date", "")) or now)).total_seconds())


def _date(value: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)
