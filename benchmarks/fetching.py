"""The fetcher against a hostile server: what it makes of each answer, in what time and memory.

    python benchmarks/fetching.py [--timeout 4] [--max-bytes 10485760]

The server runs in a process of its own on 127.0.0.1, and every case in one of its own, whose peak memory beyond that at
its start is printed. A page that is simply fetched, in the same run, is the measure of time: a busy machine is busy for
all. Invented names stand for public addresses that all lead to the server; nothing else is connected to. Exit status 1
when an answer is not what it should be or a bar is missed.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import multiprocessing
import resource
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "fetch"))
from hostile import OTHER, PUBLIC, Asked, Names, Server, answer, drip, page, redirect

from rashomon.fetch import Fetching, fetch_each
from rashomon.fetch.background import AHEAD
from rashomon.fetch.session import Session

# Bars. Time beyond the limit and the waits asked for, as a multiple of that of a plain page, for each page fetched at
# once; memory as a multiple of the size limit (the body as it grows, its copy, a packed piece), for each page
# fetched at once, and for what the first request loads.
TIMES_A_PAGE = 4.0
TIMES_THE_LIMIT = 3.0
LOADED = 24 * 2**20


# Of several at once on a busy machine, whichever limit is met first.
EITHER_LIMIT = "is larger than|took longer"


@dataclass(frozen=True, slots=True)
class Case:
    """An address, what the reason must hold (None for a page), the seconds that its host asks to wait, the numbers of its
    name, and how many such addresses."""

    name: str
    path: str
    reason: str | None
    waits: float = 0.0
    names: tuple[Any, ...] = (PUBLIC,)
    at_once: int = 1


CASES = (
    Case("a page", "/page", None),
    Case("a packed page", "/packed", None),
    Case("unchanged since it was kept (ETag)", "/kept", None, 1),
    Case("429, Retry-After in seconds, then a page", "/busy", None, 1),
    Case("503, Retry-After as a date, then a page", "/later", None, 2),
    Case("429, Retry-After of an hour", "/hour", "to come back in 3600 s"),
    Case("redirect to a loopback address", "/loopback", "is a loopback address"),
    Case("redirect to a private address", "/private", "a private or reserved address"),
    Case("redirect in a circle", "/circle", "in a circle"),
    Case("redirects without end", "/on/0", "more than 10 times", 10),
    Case(
        "a name that turns to 127.0.0.1", "/again", "is at 127.0.0.1", 1, ([PUBLIC], [PUBLIC], ["127.0.0.1"])
    ),
    Case("not allowed by robots.txt", "/denied", "robots.txt"),
    Case("silence", "/silence", "took longer"),
    Case("headers, a byte at a time", "/headers", "took longer"),
    Case("a body, a byte at a time", "/slow", "took longer"),
    Case("a body that breaks off", "/broken", "breaks off"),
    Case("a body without end", "/endless", "is larger than"),
    Case("a gzip bomb, 1 GiB in 1 MiB", "/bomb", "is larger than"),
    Case("a gzip bomb in a gzip bomb", "/bombs", "was not asked for"),
    Case("headers without end", "/long", "no valid HTTP"),
    Case(f"{AHEAD} bodies without end at once", "/endless", EITHER_LIMIT, at_once=AHEAD),
    Case(f"{AHEAD} gzip bombs at once", "/bomb", EITHER_LIMIT, at_once=AHEAD),
)


def fits(wanted: str | None, reason: str | None) -> bool:
    """Whether a reason is one of those wanted, which "|" separates; None is a page."""
    return (
        reason == wanted if wanted is None or reason is None else any(w in reason for w in wanted.split("|"))
    )


def routes() -> dict[str, Any]:
    """What the server answers."""

    def once(first: bytes) -> Callable[[Asked], bytes]:
        asked: list[Asked] = []

        def reply(request: Asked) -> bytes:
            asked.append(request)
            return first if len(asked) % 2 else page()

        return reply

    def busy_until(_: Asked) -> bytes:
        now = time.time()
        then = time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime(now + 2))
        return answer(b"", 503, retry_after=then)

    async def silence(_: Asked) -> AsyncIterator[bytes]:
        await asyncio.sleep(3600)
        yield b""

    def kept(asked: Asked) -> bytes:
        return answer(status=304) if asked.headers.get("if-none-match") == '"1"' else page(etag='"1"')

    later: list[Asked] = []

    def busy_later(asked: Asked) -> bytes:
        later.append(asked)
        return busy_until(asked) if len(later) % 2 else page()

    def on(asked: Asked) -> bytes:
        return redirect(f"/on/{int(asked.path.rsplit('/', 1)[1]) + 1}")

    piece = gzip.compress(bytes(2**20))
    bomb = answer(piece * 1024, content_encoding="gzip", content_type="text/html")
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
    return {
        "/robots.txt": answer(b"User-agent: *\nDisallow: /denied\n"),
        "/page": page(),
        "/packed": answer(gzip.compress(b"<p>The wall broke at dawn.</p>"), content_encoding="gzip"),
        "/kept": kept,
        "/busy": once(answer(b"", 429, retry_after="1")),
        "/later": busy_later,
        "/hour": answer(b"", 429, retry_after="3600"),
        "/loopback": redirect("http://127.0.0.1/page"),
        "/private": redirect("http://inside.example/page"),
        "/circle": redirect("/circle"),
        **{f"/on/{n}": on for n in range(50)},
        "/again": redirect("/page"),
        "/denied": page(),
        "/silence": silence,
        "/headers": lambda _: drip(head, b"X", 0.05),
        "/slow": lambda _: drip(head + b"\r\n", b"a", 0.05),
        "/broken": answer(b"The wall", content_length="100"),
        "/endless": lambda _: drip(head + b"\r\n", b"endless " * 2**13, 0),
        "/bomb": bomb,
        "/bombs": answer(gzip.compress(piece), content_encoding="gzip, gzip"),
        "/long": lambda _: drip(head, b"X: " + b"y" * 1000 + b"\r\n", 0),
    }


def run(case: Case, port: int, options: Fetching, out: Connection) -> None:
    """One case, in a process of its own: sends seconds, bytes of memory beyond the start, and the reasons."""
    hosts = [f"news{n}.example" for n in range(case.at_once)]
    names = {host: list(case.names) for host in hosts} | {
        "inside.example": ["192.168.1.20"],
        "other.example": [OTHER],
    }
    network = Names(port, names)
    unit = 1 if sys.platform == "darwin" else 2**10  # ru_maxrss is in bytes there, in KiB elsewhere
    start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found = list(fetch_each([f"http://{host}{case.path}" for host in hosts], options, network=network))
    if case.path == "/kept":
        found = list(fetch_each([f"http://{host}{case.path}" for host in hosts], options, network=network))
        assert all(page.unchanged for page in found)
    seconds = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert {number for number, _ in network.connected} <= {PUBLIC}
    out.send((seconds, (after - before) * unit, [page.reason for page in found]))


def serve() -> None:
    """Be the server until standard input ends."""
    with Server(routes()) as server:
        print(server.port, flush=True)
        sys.stdin.read()


def main() -> int:
    """Run every case, print the table, and say whether the bars are met."""
    import tempfile

    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--timeout", type=float, default=4.0, help="seconds for one address")
    parser.add_argument("--max-bytes", type=int, default=Fetching().max_bytes)
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.serve:
        serve()
        return 0
    Session  # noqa: B018 - loaded before the cases, which inherit it
    server = subprocess.Popen(
        [sys.executable, __file__, "--serve"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert server.stdin is not None
    assert server.stdout is not None
    port = int(server.stdout.readline())
    missed = []
    plain = 0.0
    print(f"limits: {given.timeout:g} s and {given.max_bytes:,} bytes a page\n")
    print(f"{'':46}{'s':>7}{'MiB':>7}   what came of it")
    with tempfile.TemporaryDirectory() as folder:
        options = Fetching(timeout=given.timeout, max_bytes=given.max_bytes, folder=Path(folder))
        fork = multiprocessing.get_context("fork")
        for case in CASES:
            receiver, sender = fork.Pipe(duplex=False)
            process = fork.Process(target=run, args=(case, port, options, sender))
            process.start()
            sender.close()
            seconds, memory, reasons = receiver.recv()
            process.join()
            right = all(fits(case.reason, reason) for reason in reasons)
            plain = plain or seconds
            most = given.timeout + case.waits + TIMES_A_PAGE * plain * case.at_once
            bar = LOADED + TIMES_THE_LIMIT * given.max_bytes * case.at_once
            verdict = "" if right and seconds <= most and memory <= bar else "   MISSED"
            missed += [case.name] if verdict else []
            print(f"{case.name:46}{seconds:7.2f}{memory / 2**20:7.1f}   {reasons[0] or 'the page'}{verdict}")
    server.stdin.close()
    server.wait()
    print(
        f"\nBars: the right answer within the time limit, the waits asked for and {TIMES_A_PAGE:g} × a plain page; memory"
        f" within {TIMES_THE_LIMIT:g} × the size limit for each page fetched at once, and {LOADED >> 20} MiB: "
        + (f"MISSED by {', '.join(missed)}" if missed else "met")
    )
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
