"""The only code that opens the network, and only for addresses that the user named.

    for page in fetch_each(["https://news.example/a", "https://news.example/b"]):
        print(page.url, page.reason or len(page.content))

Requirements: no address of a private network is connected to, whatever a redirect or a name server says; robots.txt,
Retry-After and a pause between two requests to one host are kept; time and memory are bounded, whatever a server
sends; what cannot be fetched is a value with its reason. No cookie and nothing about the user is sent.
Known exceptions: proxies are not used, because behind one the address that is connected to cannot be checked; only
gzip is unpacked, and nothing else is asked for.

``Session`` (rashomon.fetch.session) is the same, asynchronous; ``Fetcher`` (rashomon.fetch.background) fetches in several
rounds, a feed and then its items. Nothing is loaded before a page is asked for.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable
from typing import TYPE_CHECKING

from rashomon.fetch.values import Fetched, Fetching, is_url

if TYPE_CHECKING:
    from rashomon.fetch.clock import Clock
    from rashomon.fetch.network import Network

__all__ = ["Fetched", "Fetching", "fetch_each", "is_url"]


def fetch_each(
    urls: Iterable[str],
    options: Fetching | None = None,
    *,
    network: Network | None = None,
    clock: Clock | None = None,
) -> Generator[Fetched, None, None]:
    """The page at each address, or why not, in the order of ``urls``; some are fetched ahead while the caller works.

    Works inside and outside of a running event loop. ``network`` and ``clock`` replace the real ones in tests.
    """
    wanted = list(urls)
    if not wanted:
        return  # not even a thread is started
    from rashomon.fetch.background import Fetcher

    with Fetcher(options, network=network, clock=clock) as fetcher:
        yield from fetcher.each(wanted)
