"""What is asked of the fetcher and what it answers. Standard library only."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)


def is_url(name: str) -> bool:
    """Whether an input is named by an address, of whatever scheme, and not by a path."""
    return _SCHEME.match(name) is not None


class Refusal(Exception):
    """Why an address is not fetched: one phrase that goes on from it ("is at 127.0.0.1, a loopback address"); ``status``
    where a server gave it."""

    def __init__(self, reason: str, *, status: int | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.status = status


class NoConnection(Refusal):
    """The host of an address cannot be connected to, or may not."""


@dataclass(frozen=True, slots=True)
class Fetching:
    """How pages are fetched.

    ``allow_private``: whether loopback, private and link-local addresses may be connected to.
    ``timeout``: seconds for one address, its redirects and retries included; waiting for a host's turn is not counted,
    nor is robots.txt, which has a limit of its own.
    ``patience``: seconds that a host may ask to be left alone before its page is given up.
    ``pause``: least seconds between an answer of a host and the next request to it.
    ``max_bytes``: of one page, packed or unpacked.
    ``folder``: where pages are kept, so that a host is only asked whether they changed; None keeps none.
    ``follow``: whether the pages are fetched, too, that a file lists (a feed, an OPML, a sitemap, a table of addresses).
    """

    allow_private: bool = False
    timeout: float = 30.0
    patience: float = 60.0
    pause: float = 1.0
    max_bytes: int = 10 * 2**20
    folder: Path | None = None
    follow: bool = False


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page, or the reason why there is none.

    ``url`` is the address as given, ``final_url`` the one that answered last and ``redirects`` those before it, in
    their order. ``status`` is None where nothing answered, and 304 where the page is unchanged since it was kept:
    ``content`` is then the kept one. ``charset`` is the encoding the server names, by Python's name, None where it
    names none that can be used. ``etag`` and ``last_modified`` are as sent. ``fetched`` is in UTC.
    """

    url: str
    final_url: str
    status: int | None
    media_type: str | None
    charset: str | None
    content: bytes
    etag: str | None
    last_modified: str | None
    fetched: datetime
    redirects: tuple[str, ...]
    reason: str | None

    @property
    def unchanged(self) -> bool:
        """Whether the server said that the page is the one that was kept."""
        return self.status == 304 and self.reason is None
