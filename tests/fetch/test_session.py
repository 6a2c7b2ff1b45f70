"""The fetcher against a server that is friendly, busy, slow, endless, wrong or hostile."""

from __future__ import annotations

import asyncio
import gzip
import time
from collections.abc import AsyncIterator, Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hostile import OTHER, PUBLIC, Asked, Names, Reply, Server, Time, answer, drip, page, redirect

from rashomon.fetch import Fetched, Fetching
from rashomon.fetch.session import Session

HTTP = "http://news.example"


class Web:
    """Fetches from a server of routes, over a network of names, on a clock that nobody waits for."""

    def __init__(self, server: Server, names: Mapping[str, Any], options: Fetching) -> None:
        self.server, self.network, self.clock, self.options = (
            server,
            Names(server.port, names),
            Time(),
            options,
        )

    def __call__(self, *urls: str) -> list[Fetched]:
        async def fetch() -> list[Fetched]:
            async with Session(self.options, network=self.network, clock=self.clock) as session:
                return list(await asyncio.gather(*map(session.fetch, urls)))

        return asyncio.run(asyncio.wait_for(fetch(), 60))


@pytest.fixture
def web(request: pytest.FixtureRequest) -> Callable[..., Web]:
    def make(routes: Mapping[str, Reply], names: Mapping[str, Any] | None = None, **options: Any) -> Web:
        server = Server(routes)
        server.__enter__()
        request.addfinalizer(lambda: server.__exit__(None, None, None))
        known = {"news.example": [PUBLIC], "other.example": [OTHER]}
        return Web(server, {**known, **(names or {})}, Fetching(**options))

    return make


Maker = Callable[..., Web]


# ---------------------------------------------------------------- a page


def test_a_page(web: Maker) -> None:
    run = web(
        {
            "/a?b": page(
                content_type="text/html; charset=utf-8",
                etag='"1"',
                last_modified="Tue, 18 Jun 2024 07:00:00 GMT",
            )
        }
    )
    (found,) = run(f"{HTTP}/a?b#c")
    assert (found.url, found.final_url, found.status) == (f"{HTTP}/a?b#c", f"{HTTP}/a?b", 200)
    assert (found.media_type, found.charset, found.reason) == ("text/html", "utf-8", None)
    assert (found.etag, found.last_modified) == ('"1"', "Tue, 18 Jun 2024 07:00:00 GMT")
    assert b"<p>The wall broke at dawn.</p>" in found.content
    assert (found.fetched, found.redirects) == (run.clock.START, ())


def test_what_we_say_of_ourselves(web: Maker) -> None:
    run = web({"/a": page()})
    run(f"{HTTP}/a")
    for asked in run.server.asked:
        assert asked.headers["user-agent"].startswith("rashomon/")
        assert asked.headers["host"] == "news.example"
        assert not {"cookie", "referer", "authorization", "if-none-match"} & set(asked.headers)


def test_a_packed_page(web: Maker) -> None:
    run = web({"/a": answer(gzip.compress(b"The wall broke."), content_encoding="gzip")})
    assert run(f"{HTTP}/a")[0].content == b"The wall broke."
    assert run.server.asked[-1].headers["accept-encoding"] == "gzip"


def test_a_page_in_pieces(web: Maker) -> None:
    chunked = b"HTTP/1.1 200 x\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nThe \r\n5\r\nwall.\r\n0\r\n\r\n"
    early = b"HTTP/1.1 103 x\r\nLink: </a.css>\r\n\r\n"
    run = web({"/a": chunked, "/b": early + page(), "/c": b"HTTP/1.1 200 x\r\n\r\nuntil it closes"})
    assert [found.content[:9] for found in run(f"{HTTP}/a", f"{HTTP}/b", f"{HTTP}/c")] == [
        b"The wall.",
        b"<html><bo",
        b"until it ",
    ]


@pytest.mark.parametrize(
    ("reply", "status", "reason"),
    [
        (answer(status=404), 404, "answered 404 Not Found"),
        (answer(status=403), 403, "answered 403 Forbidden"),
        (answer(status=500), 500, "answered 500 Internal Server Error"),
        (answer(status=206), 206, "answered 206 Partial Content"),
        (answer(status=304), 304, "answered 304 Not Modified"),
        (answer(status=302), 302, "answered 302 Found"),
        (answer(status=799), 799, "answered 799"),
        (b"HTTP/1.1 101 x\r\nUpgrade: x\r\n\r\n", None, "sent an answer that breaks off or is no valid HTTP"),
        (answer(b"\x89PNG", content_type="image/png"), None, "is image/png, not text"),
        (answer(b"", content_length="100"), None, "sent an answer that breaks off or is no valid HTTP"),
        (answer(b"", content_length="nonsense"), None, "sent an answer that breaks off or is no valid HTTP"),
        (b"", None, "sent an answer that breaks off or is no valid HTTP"),
        (b"220 mail.example ESMTP\r\n", None, "sent an answer that breaks off or is no valid HTTP"),
        (b"HTTP/1.1 200 x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", None, "sent an answer that breaks off or is no valid HTTP"),
        (b"HTTP/1.1 200 x\r\n" + b"X: y\r\n" * 50_000, None, "sent an answer that breaks off or is no valid HTTP"),
        (answer(b"x", content_encoding="br"), None, "is packed as br, which was not asked for"),
        (answer(content_length="20000000"), None, "is larger than 10,485,760 bytes, the limit for one page"),
    ],
)  # fmt: skip
def test_what_is_no_page_has_its_reason(web: Maker, reply: bytes, status: int | None, reason: str) -> None:
    (found,) = web({"/a": reply})(f"{HTTP}/a")
    assert (found.status, found.reason, found.content) == (status, reason, b"")


def test_one_that_fails_does_not_keep_the_others(web: Maker) -> None:
    run = web({"/a": page()})
    found = run(
        f"{HTTP}/a",
        "gopher://x.example/",
        "http://nowhere.example/",
        f"{HTTP}/b",
        "http://user:word@news.example/",
    )
    assert [bool(page.reason) for page in found] == [False, True, True, True, True]
    assert found[2].reason == "there is no host nowhere.example"


# ---------------------------------------------------------------- redirects


def test_redirects_are_followed_and_told(web: Maker) -> None:
    run = web({"/a": redirect("/b", 301), "/b": redirect("http://other.example/ü", 307), "/%C3%BC": page()})
    (found,) = run(f"{HTTP}/a")
    assert (found.final_url, found.redirects) == ("http://other.example/%C3%BC", (f"{HTTP}/a", f"{HTTP}/b"))
    assert found.reason is None


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        ("http://127.0.0.1/", "is a loopback address; --allow-private lets it be read (redirected to http://127.0.0.1/)"),
        ("http://[::1]:8080/", "is a loopback address"),
        ("http://[::ffff:10.0.0.1]/", "is an IPv4 address written as IPv6"),
        ("http://10.0.0.7/", "is a private or reserved address"),
        ("http://169.254.169.254/latest/meta-data/", "is a link-local address"),
        ("http://inside.example/", "is at 192.168.1.20, a private or reserved address"),
        ("http://both.example/", "is at 10.1.1.1, a private or reserved address"),
        ("http://2130706433/", "is at 127.0.0.1, a loopback address"),
        ("file:///etc/passwd", "leads to another address, which is no http or https address (file)"),
        ("http://user:word@other.example/", "leads to another address, which holds a user name or password"),
        ("http://:0/", "leads to another address, which is no valid address"),
        ("/a", "is redirected in a circle"),
        ("/b", "is redirected in a circle (redirected to http://news.example/b)"),
    ],
)  # fmt: skip
def test_redirects_that_are_not_followed(web: Maker, location: str, reason: str) -> None:
    names = {
        "inside.example": ["192.168.1.20"],
        "both.example": [PUBLIC, "10.1.1.1"],
        "2130706433": ["127.0.0.1"],
    }
    run = web({"/a": redirect(location), "/b": redirect("/a")}, names)
    (found,) = run(f"{HTTP}/a")
    assert reason in (found.reason or "")
    assert {number for number, _ in run.network.connected} == {PUBLIC}


def test_redirects_without_end(web: Maker) -> None:
    def on(asked: Asked) -> bytes:
        return redirect(f"/{int(asked.path[1:]) + 1}")

    run = web({f"/{n}": on for n in range(100)})
    (found,) = run(f"{HTTP}/0")
    assert "is redirected more than 10 times" in (found.reason or "")
    assert run.server.paths() == [f"/{n}" for n in range(11)]


# ---------------------------------------------------------------- private addresses


def test_a_name_that_changes_its_number_is_judged_each_time(web: Maker) -> None:
    """A name server that says a public number for the check and a private one for the connection."""
    run = web({"/a": redirect("/b"), "/b": page()}, {"news.example": [[PUBLIC], [PUBLIC], ["127.0.0.1"]]})
    (found,) = run(f"{HTTP}/a")
    assert found.reason == (
        "is at 127.0.0.1, a loopback address; --allow-private lets it be read (redirected to http://news.example/b)"
    )
    assert run.network.connected == [(PUBLIC, 80)] * 2  # robots.txt and /a
    assert run.server.paths() == ["/a"]


def test_one_question_one_connection(web: Maker) -> None:
    """What was judged is what is connected to: no second question lies between."""
    run = web({"/a": page()}, {"news.example": [[PUBLIC], [OTHER], ["127.0.0.1"]]})
    assert run(f"{HTTP}/a")[0].reason is None
    assert run.network.connected == [(PUBLIC, 80), (OTHER, 80)]


def test_private_addresses_when_allowed(web: Maker) -> None:
    names = {"inside.example": ["192.168.1.20"]}
    run = web({"/a": redirect("http://inside.example:8080/b"), "/b": page()}, names, allow_private=True)
    assert run("http://127.0.0.1/a")[0].reason is None
    assert run.network.connected[-1] == ("192.168.1.20", 8080)


# ---------------------------------------------------------------- robots.txt

ROBOTS = b"User-agent: *\nDisallow: /\n\nUser-agent: Rashomon\nDisallow: /private\nAllow: /private/open\nCrawl-delay: 7\n"


def test_robots_are_kept_to(web: Maker) -> None:
    run = web({"/robots.txt": answer(ROBOTS), "/a": page(), "/private/a": page(), "/private/open": page()})
    found = run(f"{HTTP}/a", f"{HTTP}/private/a", f"{HTTP}/private/open")
    assert [page.reason for page in found] == [None, "is not allowed by its host's robots.txt", None]
    assert run.server.paths() == ["/a", "/private/open"]
    assert [asked.path for asked in run.server.asked].count("/robots.txt") == 1
    assert run.clock.waits == [7.0]


def test_each_host_of_a_redirect_is_asked(web: Maker) -> None:
    run = web(
        {
            "/a": redirect("http://other.example/b"),
            "other.example/robots.txt": answer(b"User-agent: *\nDisallow: /b"),
            "/b": page(),
        }
    )
    assert (
        run(f"{HTTP}/a")[0].reason
        == "is not allowed by its host's robots.txt (redirected to http://other.example/b)"
    )
    assert run.server.paths("other.example") == []


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (answer(status=404), None),
        (answer(status=403), None),
        (answer(b"<html>not found</html>"), None),
        (answer(b"\xef\xbb\xbfUser-agent: *\nDisallow: /"), "is not allowed by its host's robots.txt"),
        (answer(b"User-agent: *\nDisallow: /\n" + b"# \n" * 2**19), "is not allowed by its host's robots.txt"),
        (redirect("/rules"), "is not allowed by its host's robots.txt"),
        (redirect("/robots.txt"), None),
        (redirect("http://127.0.0.1/"), "its host's robots.txt cannot be read (is redirected to http://127.0.0.1/, which is a loopback "
         "address; --allow-private lets it be read)"),
        (answer(status=500), "its host's robots.txt cannot be read (answered 500)"),
        (answer(status=429), "its host's robots.txt cannot be read (answered 429)"),
        (b"", "its host's robots.txt cannot be read (sent an answer that breaks off or is no valid HTTP)"),
        (lambda _: drip(answer(content_length="1000000000"), b"# " * 2**15, 0), None),
        (answer(gzip.compress(bytes(5 * 2**20)), content_encoding="gzip"), None),
    ],
)  # fmt: skip
def test_robots_of_every_kind(web: Maker, reply: Reply, reason: str | None) -> None:
    run = web({"/robots.txt": reply, "/rules": answer(b"User-agent: *\nDisallow: /a"), "/a": page()})
    assert run(f"{HTTP}/a")[0].reason == reason
    assert run.server.sent < 20 * 2**20  # of 300, what lay in the buffers of the system


def test_robots_that_could_not_be_read_are_asked_for_again(web: Maker) -> None:
    run = web({"/robots.txt": answer(status=503), "/a": page()})

    async def twice(seconds: float) -> list[str | None]:
        async with Session(run.options, network=run.network, clock=run.clock) as session:
            first = await session.fetch(f"{HTTP}/a")
            run.server.routes["/robots.txt"] = answer(status=404)
            run.clock.passed += seconds
            return [first.reason, (await session.fetch(f"{HTTP}/a")).reason]

    unread = "its host's robots.txt cannot be read (answered 503)"
    assert asyncio.run(twice(60)) == [unread, unread]
    run.server.routes["/robots.txt"] = answer(status=503)
    assert asyncio.run(twice(600)) == [unread, None]


# ---------------------------------------------------------------- the pace


def test_a_host_is_asked_one_thing_at_a_time(web: Maker) -> None:
    under_way: list[str] = []
    most = 0

    async def slowly(asked: Asked) -> AsyncIterator[bytes]:
        nonlocal most
        under_way.append(asked.host)
        most = max(most, under_way.count("news.example"))
        await asyncio.sleep(0.02)
        under_way.remove(asked.host)
        yield page()

    run = web({f"/{n}": slowly for n in range(4)}, pause=1.5)
    found = run(*(f"{HTTP}/{n}" for n in range(4)), "http://other.example/0")
    assert [page.reason for page in found] == [None] * 5
    assert most == 1
    assert run.clock.waits == [1.5] * 3
    assert run.server.paths("news.example") == ["/0", "/1", "/2", "/3"]


@pytest.mark.parametrize(
    ("status", "after", "waits"),
    [
        (429, "20", [20.0]),
        (503, "Tue, 18 Jun 2024 09:00:45 GMT", [45.0]),
        (429, None, [5.0]),
        (503, "0", [1.0]),
    ],
)
def test_a_busy_host_is_asked_again_when_it_says(
    web: Maker, status: int, after: str | None, waits: list[float]
) -> None:
    replies = iter([answer(b"", status, **({"retry_after": after} if after else {})), page()])
    run = web({"/a": lambda _: next(replies)})
    (found,) = run(f"{HTTP}/a")
    assert (found.status, found.reason, run.clock.waits) == (200, None, waits)


def test_a_host_that_stays_busy_is_left_alone(web: Maker) -> None:
    run = web({"/a": answer(status=429)})
    assert run(f"{HTTP}/a")[0].reason == "answered 429 Too Many Requests"
    assert run.server.paths() == ["/a"] * 3
    assert run.clock.waits == [5.0, 10.0]


def test_a_wait_that_is_too_long_is_not_waited_for_and_nobody_else_asks(web: Maker) -> None:
    run = web({"/a": answer(b"", 429, retry_after="3600"), "/b": page()})
    first, second = run(f"{HTTP}/a", f"{HTTP}/b")
    assert (first.status, first.reason) == (429, "answered 429 Too Many Requests, to come back in 3600 s")
    assert second.reason == "its host asks to be left alone for 3600 s"
    assert (run.server.paths(), run.clock.waits) == (["/a"], [])


# ---------------------------------------------------------------- time and size


@pytest.mark.parametrize(
    "reply",
    [
        lambda _: drip(b"", b"H", 0.05),  # headers, a byte at a time
        lambda _: drip(b"HTTP/1.1 200 x\r\n", b"X: y\r\n", 0.05),
        lambda _: drip(b"", b"HTTP/1.1 103 x\r\n\r\n", 0.05),
        lambda _: drip(b"HTTP/1.1 200 x\r\n\r\n", b"a", 0.05),
        lambda _: _never(),
    ],
    ids=["status line", "headers", "early hints", "body", "silence"],
)
def test_slow_is_given_up_in_time(web: Maker, reply: Reply) -> None:
    start = time.monotonic()
    (found,) = web({"/a": reply}, timeout=0.4)(f"{HTTP}/a")
    assert found.reason == "took longer than 0.4 s"
    assert time.monotonic() - start < 20


async def _never() -> AsyncIterator[bytes]:
    await asyncio.sleep(60)
    yield b""


def test_redirects_do_not_buy_time(web: Maker) -> None:
    async def slowly(asked: Asked) -> AsyncIterator[bytes]:
        await asyncio.sleep(0.15)
        yield redirect(f"{asked.path}x")

    run = web({"/" + "x" * n: slowly for n in range(20)}, timeout=0.4)
    (found,) = run(f"{HTTP}/")
    assert (found.reason or "").startswith("took longer than 0.4 s")
    assert len(run.server.paths()) <= 3


@pytest.mark.parametrize(
    "head", [b"HTTP/1.1 200 x\r\n\r\n", answer(content_length="9999999999")], ids=["unsaid", "said"]
)
def test_endless_is_given_up_at_the_limit(web: Maker, head: bytes) -> None:
    run = web({"/a": lambda _: drip(head, b"endless " * 2**13, 0)}, max_bytes=200_000)
    assert run(f"{HTTP}/a")[0].reason == "is larger than 200,000 bytes, the limit for one page"
    assert run.server.sent < 20 * 2**20  # what lay in the buffers of the system on its way


def test_a_bomb_is_given_up_at_the_limit(web: Maker) -> None:
    run = web({"/a": answer(gzip.compress(bytes(20 * 2**20)), content_encoding="gzip")})
    assert run(f"{HTTP}/a")[0].reason == "is larger than 10,485,760 bytes, the limit for one page"


# ---------------------------------------------------------------- only what changed


def test_a_kept_page_is_asked_whether_it_changed(web: Maker, tmp_path: Path) -> None:
    def changed(asked: Asked) -> bytes:
        return (
            answer(status=304)
            if asked.headers.get("if-none-match") == '"1"'
            else page("One.", etag='"1"', last_modified="then")
        )

    run = web({"/a": redirect("/b"), "/b": changed}, folder=tmp_path / "pages")
    (first,), (second,) = run(f"{HTTP}/a"), run(f"{HTTP}/a")
    assert (first.status, first.unchanged, second.status, second.unchanged) == (200, False, 304, True)
    assert run.server.asked[-1].headers["if-modified-since"] == "then"
    assert (second.content, second.media_type, second.etag, second.reason) == (
        first.content,
        "text/html",
        '"1"',
        None,
    )

    run.server.routes["/b"] = page("Two.")
    assert b"Two." in run(f"{HTTP}/a")[0].content


@pytest.mark.parametrize("headers", [{}, {"etag": '"1"', "cache_control": "private, no-store"}])
def test_some_pages_are_not_kept(web: Maker, tmp_path: Path, headers: dict[str, str]) -> None:
    run = web({"/a": page(**headers)}, folder=tmp_path)
    run(f"{HTTP}/a")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "damage", [lambda b: b[:-1], lambda b: b"[]\n" + b, lambda b: b.replace(b"news", b"nude"), lambda _: b""]
)
def test_a_damaged_page_is_fetched_again(
    web: Maker, tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    run = web({"/a": page(etag='"1"')}, folder=tmp_path)
    run(f"{HTTP}/a")
    (file,) = tmp_path.iterdir()
    file.write_bytes(damage(file.read_bytes()))
    assert run(f"{HTTP}/a")[0].status == 200
    assert "if-none-match" not in run.server.asked[-1].headers


def test_a_folder_that_cannot_be_written_loses_no_page(web: Maker, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    run = web({"/a": page(etag='"1"')}, folder=tmp_path / "file")
    assert run(f"{HTTP}/a")[0].reason is None
