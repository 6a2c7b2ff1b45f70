"""One question put to a service that the user named, over HTTP, and its answer.

Requirement: it ends within its seconds whatever the service does, and never holds more than its limit of bytes. Private
addresses may be asked: a model mostly runs on the machine itself. No redirect is followed, so that what is sent, a key
among it, reaches the address that was named and no other.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Mapping
from concurrent.futures import Future
from http import HTTPStatus

from rashomon.errors import NotFetched
from rashomon.fetch.address import parse
from rashomon.fetch.exchange import Budget, Exchange
from rashomon.fetch.network import Network, SystemNetwork
from rashomon.fetch.values import Refusal

# Answers that a second, plainer question may mend: the service does not know something in the first.
NOT_UNDERSTOOD = frozenset({400, 422})


class NotUnderstood(NotFetched):
    """The service answered that it does not understand the question."""


def post(
    url: str,
    body: bytes,
    headers: Mapping[str, str],
    *,
    seconds: float,
    limit: int,
    network: Network | None = None,
) -> bytes:
    """The body of the answer 200 to ``body``. Raises NotFetched with the reason why there is none; what a service
    says beside its status is not repeated. Works inside and outside of a running event loop; ``network`` replaces the
    real one in tests."""
    answer: Future[bytes] = Future()

    def run() -> None:
        try:
            answer.set_result(
                asyncio.run(_post(url, body, headers, seconds, limit, network or SystemNetwork()))
            )
        except BaseException as error:  # it is raised where the answer is waited for
            answer.set_exception(error)

    threading.Thread(target=run, name="ask", daemon=True).start()  # an interrupt does not wait for it
    try:
        return answer.result()
    except Refusal as refusal:
        kind = NotUnderstood if refusal.status in NOT_UNDERSTOOD else NotFetched
        raise kind(url, refusal.reason) from refusal


async def _post(
    url: str, body: bytes, headers: Mapping[str, str], seconds: float, limit: int, network: Network
) -> bytes:
    address = parse(url)
    exchange = Exchange(network, allow_private=True)
    try:
        answer = await exchange.post(address, body, Budget(seconds), limit=limit, headers=headers)
    finally:
        await exchange.aclose()
    if answer.status != HTTPStatus.OK:
        known = {s.value: s.phrase for s in HTTPStatus}
        raise Refusal(
            f"answered {answer.status} {known.get(answer.status, '')}".rstrip(), status=answer.status
        )
    return answer.content
