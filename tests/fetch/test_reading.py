"""Pages as inputs: through ``read`` and through the command line, from a server on 127.0.0.1."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hostile import Asked, Server, answer, drip, page, redirect

import rashomon
from rashomon import cli
from rashomon.errors import NotFetched
from rashomon.fetch import Fetched, Fetching
from rashomon.ingest import read, read_page
from rashomon.model import Dropped
from rashomon.pipeline import read_each

LINES = (
    "The wall broke at dawn, the mayor of Ellery said on Tuesday, and the sea came in.",
    "“Nobody slept,” said Ana Ruiz, who lives beside the harbour with her two sons.",
    "The café of Zoë Müller was flooded too, and so were forty houses in the lower town.",
)
HTML = "<html lang=en><head><title>Wall breaks in Ellery</title></head><body><article><h1>Wall breaks in Ellery</h1>{}</article></body></html>".format(
    "".join(f"<p>{line}</p>" for line in LINES)
)


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command line asks 127.0.0.1 one thing after the other."""
    monkeypatch.setattr("rashomon.fetch.Fetching", partial(Fetching, pause=0))


@pytest.fixture
def server() -> Iterator[Server]:
    with Server({"/2024/06/18/wall": answer(HTML.encode(), content_type="text/html")}) as running:
        yield running


def fetched(content: bytes, **said: Any) -> Fetched:
    given = {"url": "https://news.example/a", "final_url": "https://news.example/2024/06/18/a", "status": 200, "media_type": "text/html",
             "charset": None, "etag": None, "last_modified": None, "fetched": datetime(2024, 6, 19, tzinfo=UTC), "redirects": (),
             "reason": None}  # fmt: skip
    return Fetched(**{**given, "content": content, **said})


def test_a_page_has_what_its_address_says() -> None:
    article = read_page(fetched(HTML.encode()))
    assert (article.origin, article.url) == ("https://news.example/a", "https://news.example/2024/06/18/a")
    assert (article.outlet, article.published, article.published_precision) == (
        "news.example",
        "2024-06-18",
        "day",
    )
    assert article.text == "\n\n".join(["Wall breaks in Ellery", *LINES])


def test_what_the_page_or_the_user_says_goes_before_its_address() -> None:
    head = '<head><meta property="og:site_name" content="The Ellery Bell"><meta name="date" content="2024-06-17">'
    told = HTML.replace("<head>", head + '<link rel="canonical" href="https://bell.example/b">').encode()
    article = read_page(fetched(told))
    assert (article.outlet, article.published, article.url) == (
        "The Ellery Bell",
        "2024-06-17",
        "https://bell.example/b",
    )
    article = read_page(fetched(told), outlet="The Bell", published="2024-06-16")
    assert (article.outlet, article.published) == ("The Bell", "2024-06-16")


@pytest.mark.parametrize(
    ("encoding", "charset", "declared"),
    [
        ("utf-8", "utf-8", None),
        ("utf-8", "cp1252", None),  # the server is wrong
        ("cp1252", "utf-8", None),  # the server is wrong the other way round
        ("cp1252", None, "utf-8"),  # the page is wrong
        ("utf-8-sig", "cp1252", "koi8-r"),
        ("utf-16", None, None),
        ("mac-roman", "mac-roman", None),
        ("mac-roman", "mac-roman", "windows-1252"),  # server before page
        ("mac-roman", None, "mac-roman"),
    ],
)
def test_charsets_right_and_wrong(encoding: str, charset: str | None, declared: str | None) -> None:
    told = HTML.replace("<head>", f"<head><meta charset={declared}>") if declared else HTML
    assert LINES[2] in read_page(fetched(told.encode(encoding), charset=charset)).text


def test_reading_an_address(server: Server) -> None:
    url = f"http://127.0.0.1:{server.port}/2024/06/18/wall"
    with pytest.raises(NotFetched) as refused:
        rashomon.read(url)
    assert (refused.value.origin, refused.value.reason) == (
        url,
        "is a loopback address; --allow-private lets it be read",
    )
    article = read(url, fetching=Fetching(allow_private=True))
    assert (article.title, article.outlet, article.origin) == ("Wall breaks in Ellery", "127.0.0.1", url)
    with pytest.raises(NotFetched, match="answered 404 Not Found"):
        read(url + "x", fetching=Fetching(allow_private=True))


# ---------------------------------------------------------------- the command line


def run(capture: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, list[dict[str, Any]], str]:
    status = cli.main(arguments)
    out, err = capture.readouterr()
    assert "Traceback" not in err
    return (
        status,
        [json.loads(line) for line in out.splitlines()],
        "".join(line for line in err.splitlines(True) if not line.endswith(" …\n")),
    )


def test_rows_of_pages_and_files_in_order(
    server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    server.routes |= {"/to": redirect("/2024/06/18/wall"), "/empty": page("")}
    at = f"http://127.0.0.1:{server.port}"
    file = tmp_path / "a.txt"
    file.write_text("\n\n".join(LINES), "utf-8")
    wall = f"{at}/2024/06/18/wall"
    status, rows, said = run(
        capsys,
        "read",
        "--allow-private",
        f"{at}/none",
        str(file),
        wall,
        f"{at}/to",
        wall,
        f"{at}/none",
        f"{at}/empty",
        "ftp://a.example/",
    )
    assert status == 0
    assert [row["origin"] for row in rows] == [str(file), wall]
    assert server.paths().count("/none") == 1
    assert said.splitlines() == [
        f"rashomon: dropped {at}/none: answered 404 Not Found",
        f"rashomon: dropped {at}/to: duplicate of {wall}",
        f"rashomon: dropped {wall}: duplicate of {wall}",
        f"rashomon: dropped {at}/none: answered 404 Not Found",
        f"rashomon: dropped {at}/empty: is a page without article text",
        "rashomon: dropped ftp://a.example/: is no http or https address (ftp)",
    ]


def test_a_feed_is_followed_to_its_pages(server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    feed = (
        "<rss><channel><item><title>Wall breaks</title><link>/2024/06/18/wall</link><source>The Bell</source></item>"
        "<item><title>Gone</title><link>/gone</link><description>Told briefly.</description></item></channel></rss>"
    )
    server.routes["/rss"] = answer(feed.encode(), content_type="application/rss+xml")
    at = f"http://127.0.0.1:{server.port}"
    status, rows, said = run(capsys, "read", "--allow-private", f"{at}/rss")
    assert status == 0
    assert [(row["origin"], row["title"], row["outlet"]) for row in rows] == [
        (f"{at}/2024/06/18/wall", "Wall breaks in Ellery", "The Bell")
    ]
    assert said == f"rashomon: dropped {at}/gone: answered 404 Not Found\n"


def test_a_local_list_is_followed_on_demand(
    server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    at = f"http://127.0.0.1:{server.port}"
    wall = f"{at}/2024/06/18/wall"
    item = "<item><title>{}</title><link>{}</link></item>"
    feed = f"<rss><channel>{item.format('Wall breaks', wall)}{item.format('Again', wall)}{item.format('Gone', at + '/gone')}"
    server.routes["/rss"] = answer(f"{feed}</channel></rss>".encode(), content_type="application/rss+xml")
    file = tmp_path / "feeds.opml"
    file.write_text(f"<opml><body><outline xmlUrl='{at}/rss'/></body></opml>", "utf-8")
    status, rows, said = run(capsys, "read", "--allow-private", str(file))
    assert (status, rows, server.asked) == (2, [], [])
    assert said.endswith(
        f"is the address of a list of pages, which is fetched with --follow only: {at}/rss\n"
    )
    status, rows, said = run(capsys, "read", "--allow-private", "--follow", str(file))
    assert (status, [row["origin"] for row in rows]) == (0, [wall])
    assert server.paths() == ["/rss", "/2024/06/18/wall", "/gone"]
    assert said.splitlines() == [
        f"rashomon: dropped {at}/rss#2: duplicate of {wall}",
        f"rashomon: dropped {at}/gone: answered 404 Not Found",
    ]


def test_no_more_pages_are_fetched_than_asked_for(server: Server, tmp_path: Path) -> None:
    at = f"http://127.0.0.1:{server.port}"
    entries = "".join(f"<url><loc>{at}/{path}</loc></url>" for path in ("gone", "2024/06/18/wall", "x", "y"))
    file = tmp_path / "sitemap.xml"
    file.write_text(f"<urlset>{entries}</urlset>", "utf-8")
    fetching = Fetching(allow_private=True, pause=0, follow=True)
    rows = list(read_each([str(file)], fetching=fetching, most=2))
    assert [row.origin for row in rows] == [f"{at}/gone", f"{at}/2024/06/18/wall", f"{file}#3", f"{file}#4"]
    assert server.paths() == ["/gone", "/2024/06/18/wall"]
    told = f"is past the first 2 pages, the most that are fetched for one comparison: {at}/x"
    assert rows[2] == Dropped(f"{file}#3", "fetch", told)


def test_private_pages_need_a_word(server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    url = f"http://127.0.0.1:{server.port}/2024/06/18/wall"
    status, rows, said = run(capsys, "read", url)
    assert (status, rows) == (2, [])
    assert said == f"rashomon: error: {url}: is a loopback address; --allow-private lets it be read\n"
    assert server.asked == []


def test_a_cache_asks_only_whether_a_page_changed(
    server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def once(asked: Asked) -> bytes:
        return (
            answer(status=304)
            if asked.headers.get("if-none-match") == '"1"'
            else answer(HTML.encode(), etag='"1"')
        )

    server.routes["/2024/06/18/wall"] = once
    url = f"http://127.0.0.1:{server.port}/2024/06/18/wall"
    command = ("read", "--allow-private", "--cache", str(tmp_path / "pages"), url)
    assert run(capsys, *command) == run(capsys, *command)
    assert [asked.headers.get("if-none-match") for asked in server.asked if asked.path != "/robots.txt"] == [
        None,
        '"1"',
    ]


def test_a_time_limit(server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    server.routes["/slow"] = lambda _: drip(b"HTTP/1.1 200 x\r\n\r\n", b"a", 0.05)
    url = f"http://127.0.0.1:{server.port}/slow"
    status, _, said = run(capsys, "read", "--allow-private", "--timeout", "0.3", url)
    assert (status, said) == (2, f"rashomon: error: {url}: took longer than 0.3 s\n")


@pytest.mark.slow
def test_compare_names_the_pages_it_took(
    server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.txt"
    file.write_text("\n\n".join(LINES), "utf-8")
    url = f"http://127.0.0.1:{server.port}/2024/06/18/wall"
    assert cli.main(["compare", "--allow-private", str(file), url, f"{url}x", "--json", "-"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert [(a["origin"], a["outlet"], a["published"]) for a in result["articles"]] == [
        (str(file), None, None),
        (url, "127.0.0.1", "2024-06-18"),
    ]
    assert result["dropped"] == [{"origin": f"{url}x", "stage": "fetch", "reason": "answered 404 Not Found"}]
    assert result["settings"]["--allow-private"] == "yes"
