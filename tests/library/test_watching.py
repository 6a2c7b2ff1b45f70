"""`rashomon watch`, from a server on 127.0.0.1."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from html import escape
from pathlib import Path

import pytest
from desk import told
from hostile import Asked, Server, answer

from rashomon import cli
from rashomon.fetch import Fetching
from rashomon.library import Entry, Library, watching
from rashomon.library.upkeep import check


def feed(*entries: Entry, full: bool = True) -> bytes:
    """An RSS feed of these articles, with their text or with their address alone."""
    items = ""
    for e in entries:
        html = "".join(f"<p>{p}</p>" for p in e.text.split("\n\n"))
        text = (
            f"<content:encoded>{escape(html)}</content:encoded>"
            if full
            else "<description>More.</description>"
        )
        items += f"<item><title>{e.title}</title><link>{e.url}</link><source url='x'>{e.outlet}</source><pubDate>{e.published}</pubDate>{text}</item>"
    return (
        "<?xml version='1.0'?><rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel>"
        f"<title>News</title><language>en</language>{items}</channel></rss>"
    ).encode()


def rss(*entries: Entry, full: bool = True, **headers: str) -> bytes:
    return answer(feed(*entries, full=full), content_type="application/rss+xml", **headers)


def page(text: str) -> bytes:
    paragraphs = "".join(f"<p>{line}</p>" for line in text.split("\n\n"))
    html = f"<html lang=en><head><title>Ferry aground</title></head><body><article><h1>Ferry aground</h1>{paragraphs}</article></body></html>"
    return answer(html.encode(), content_type="text/html")


class Desk:
    """Watches a server, round by round, each an hour after the one before unless said otherwise."""

    def __init__(self, folder: Path, server: Server, capture: pytest.CaptureFixture[str]) -> None:
        self.server, self.capture = server, capture
        self.file, self.opml = folder / "desk.sqlite", folder / "feeds.opml"
        self.feed = f"http://127.0.0.1:{server.port}/rss"
        self.opml.write_text(
            f"<opml><body><outline text='News' xmlUrl='{self.feed}'/></body></opml>", "utf-8"
        )
        self.hour = 0

    def __call__(
        self, *more: str, source: str | None = None, hours: int = 1, status: int = 0
    ) -> tuple[str, str]:
        self.hour += hours
        self.capture.readouterr()
        given = [
            "watch",
            source or str(self.opml),
            "--library",
            str(self.file),
            "--once",
            "--allow-private",
            "--no-compare",
        ]
        assert cli.main([*given, *more]) == status
        out, err = self.capture.readouterr()
        return out, "".join(line for line in err.splitlines(keepends=True) if not line.endswith(" …\n"))


@pytest.fixture
def watch(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Desk]:
    monkeypatch.setattr("rashomon.fetch.Fetching", partial(Fetching, pause=0))
    with Server({"/rss": rss(told(1, 0), told(1, 1), told(2, 0))}) as server:
        desk = Desk(tmp_path, server, capsys)
        clock = Library.__init__.__kwdefaults__
        monkeypatch.setitem(
            clock, "clock", lambda: f"2026-03-{1 + desk.hour // 24:02}T{desk.hour % 24:02}:00:00Z"
        )
        yield desk


def test_a_round_adds_what_is_new_and_the_next_only_what_changed(watch: Desk) -> None:
    out, err = watch()
    lines = out.splitlines()
    assert [line.split()[:2] for line in lines[:-1]] == [["new", line.split()[1]] for line in lines[:-1]]
    assert "The Ardmoor Ledger  The " in lines[0]
    assert (
        lines[-1] == "2026-03-01T01:00:00Z  1 feed: 3 new, 0 edited, 0 as before, 0 dropped, 0 dropped again"
    )
    assert err == ""
    watch.server.routes["/rss"] = rss(
        Entry(
            **{
                **{f: getattr(told(1, 0), f) for f in ("id", "title", "outlet", "url", "published")},
                "text": told(1, 0).text.replace("Monday", "Sunday"),
            }
        ),
        told(1, 2),
    )
    out, _ = watch("--jsonl")
    rows = [json.loads(line) for line in out.splitlines()]
    assert [row["state"] for row in rows[:-1]] == ["changed", "added"]
    assert rows[0]["story"] == rows[1]["story"]
    assert rows[-1] == {
        "round": "2026-03-01T02:00:00Z", "feeds": 1, "added": 1, "changed": 1, "unchanged": 0, "dropped": 0, "dropped_again": 0,
    }  # fmt: skip
    with Library(watch.file, writable=True) as library:
        assert check(library).problems == ()


def test_a_feed_that_has_not_changed_is_not_sent_again(watch: Desk) -> None:
    def conditional(asked: Asked) -> bytes:
        return (
            answer(b"", 304) if asked.headers.get("if-none-match") == '"1"' else rss(told(1, 0), etag='"1"')
        )

    watch.server.routes["/rss"] = conditional
    watch()
    out, _ = watch()
    assert out == "2026-03-01T02:00:00Z  1 feed: 0 new, 0 edited, 1 as before, 0 dropped, 0 dropped again\n"
    assert [a.headers.get("if-none-match") for a in watch.server.asked if a.path == "/rss"] == [None, '"1"']


def test_a_page_is_asked_for_again_when_its_age_has_doubled(watch: Desk) -> None:
    entry = Entry(
        "x", told(1, 0).text, "Ferry aground", "Courier", watch.feed.replace("/rss", "/a"), "2026-03-01"
    )
    watch.server.routes |= {"/rss": rss(entry, full=False), "/a": page(entry.text)}
    asked = []
    for _ in range(17):
        watch()
        asked.append(watch.server.paths().count("/a"))
    # in the hours 1 (new), 2, 3, 5, 9 and 17
    assert asked == [1, 2, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 5, 5, 5, 5, 6]
    watch.server.routes["/a"] = page(entry.text.replace("Monday", "Sunday"))
    assert " 0 edited" in watch()[0]
    assert " 1 edited" in watch(hours=20)[0]


def test_what_is_dropped_is_named_once(watch: Desk) -> None:
    watch.server.routes["/rss"] = answer(b"", 500)
    out, err = watch()
    assert out.endswith("1 feed: 0 new, 0 edited, 0 as before, 1 dropped, 0 dropped again\n")
    assert err == f"rashomon: dropped {watch.feed}: answered 500 Internal Server Error\n"
    out, err = watch()
    assert out.endswith("0 dropped, 1 dropped again\n")
    assert err == ""
    with Library(watch.file) as library:
        assert library.db.execute("SELECT count(*) FROM dropped").fetchone() == (1,)


def test_a_feed_by_its_address_and_one_feed_in_two_lists(watch: Desk) -> None:
    assert ": 3 new" in watch(watch.feed, source=watch.feed)[0]
    assert "1 feed: 0 new" in watch(str(watch.opml), watch.feed)[0]


def test_a_busy_host_is_left_alone_in_the_next_round_too(watch: Desk, tmp_path: Path) -> None:
    from rashomon.fetch.background import Fetcher

    watch.server.routes["/rss"] = answer(b"", 429, retry_after="3600")
    with (
        Library(watch.file, writable=True) as library,
        Fetcher(Fetching(allow_private=True, pause=0)) as fetcher,
    ):
        reasons = []
        for _ in range(2):
            rows = [row for batch in watching.once(library, fetcher, [watch.feed], []) for row in batch]
            reasons.append(rows[0].reason)  # type: ignore[union-attr]
    assert reasons[0] == "answered 429 Too Many Requests, to come back in 3600 s"
    assert reasons[1].startswith("its host asks to be left alone for 3")
    assert watch.server.paths() == ["/rss"]


@pytest.mark.parametrize(
    ("source", "more", "message"),
    [
        ("none.opml", [], "none.opml: no such file"),
        ("text.txt", [], "text.txt: lists no feed; name an OPML file, or a feed by its address"),
        (None, ["--every", "soon"], "--every soon: write a time as 90s, 15m, 2h or 1d"),
        (None, ["--every", "0m"], "--every 0m: write a time as 90s, 15m, 2h or 1d"),
    ],
)
def test_a_mistake_is_one_line(
    watch: Desk,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    source: str | None,
    more: list[str],
    message: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("text.txt").write_text("A ferry ran aground.\n\nThe ferry is lost.", "utf-8")
    assert watch(*more, source=source, status=2) == ("", f"rashomon: error: {message}\n")
    assert not watch.file.exists()


@pytest.mark.slow
def test_stories_of_two_outlets_are_compared(watch: Desk) -> None:
    lines = watch("--compare")[0].splitlines()
    assert lines[-1].startswith("compared  s1  2 articles: ")
    assert "compared" not in watch("--compare")[0]


def hearing() -> None:
    """A shell makes what it starts in the background, and their children, deaf to Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.slow
def test_an_interrupt_ends_it_and_a_kill_loses_nothing(tmp_path: Path) -> None:
    with Server(
        {"/rss": rss(*(told(event, outlet) for event in range(25) for outlet in range(4)))}
    ) as server:
        file = tmp_path / "desk.sqlite"
        command = [sys.executable, "-m", "rashomon.cli", "watch", f"http://127.0.0.1:{server.port}/rss", "--library", str(file),
                   "--allow-private", "--every", "1s", "--jsonl", "--no-compare"]  # fmt: skip
        acknowledged: set[str] = set()
        for sent, after in ((signal.SIGKILL, "id"), (signal.SIGKILL, "id"), (signal.SIGINT, "round")):
            with subprocess.Popen(
                command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=hearing
            ) as process:
                assert process.stdout is not None
                assert process.stderr is not None
                row: dict[str, str] = {}
                while (
                    not {after, "round"} & row.keys()
                ):  # a round of its own, where all was added before the kill
                    row = json.loads(process.stdout.readline())
                    acknowledged |= {row["id"]} if "id" in row else set()
                time.sleep(0.05)
                process.send_signal(sent)
                out, err = process.communicate(timeout=30)
            acknowledged |= {json.loads(x)["id"] for x in out.split(b"\n")[:-1] if b'"id"' in x}
            assert process.returncode == (130 if sent == signal.SIGINT else -sent)
            with Library(file, writable=True) as library:
                assert check(library).problems == ()
                assert acknowledged <= {id for (id,) in library.db.execute("SELECT id FROM article")}
        assert err.decode().splitlines()[-1] == "rashomon: interrupted"
        assert b"Traceback" not in err
        with Library(file) as library:  # some were killed between the disk and the line that tells of it
            assert library.db.execute("SELECT count(*) FROM article").fetchone() == (100,)
