"""Any text in any format: spans are exact, blocks do not overlap, nothing but a row comes of what is broken."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zipfile
from collections.abc import Callable
from itertools import pairwise
from xml.sax.saxutils import escape, quoteattr

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rashomon.ingest import FORMATS, articles, format_of, of_bytes
from rashomon.ingest.draft import Link
from rashomon.model import Article, Dropped

TEXTS = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"]),
        st.sampled_from("Aa. \n\r\t“”‘’'\"-–—:;,<>&[]()|#*0\x85\u2028\x0b\x00"),
    ),
    max_size=120,
)


def _xml(text: str) -> str:
    return escape("".join(c for c in text if c in "\t\n\r" or " " <= c < "\ufffe"))


def _csv(title: str, text: str) -> str:
    file = io.StringIO()
    csv.writer(file).writerows([["title", "text"], [title, text]])
    return file.getvalue()


def _warc(title: str, text: str) -> bytes:
    body = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><title>{title}</title><p>{text}</p>".encode()
    return (
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: %d\r\n\r\n%b\r\n\r\n"
        % (len(body), body)
    )


def _wacz(title: str, text: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("datapackage.json", json.dumps({"profile": "data-package", "title": title}))
        archive.writestr("archive/1.warc.gz", gzip.compress(_warc(title, text)))
    return file.getvalue()


def _parquet(title: str, text: str) -> bytes:
    pyarrow = pytest.importorskip("pyarrow")
    file = io.BytesIO()
    rows = {
        "title": [title, None],
        "text": [text, title],
        "url": [f"https://{text}", text],
        "date": [text, None],
    }
    pytest.importorskip("pyarrow.parquet").write_table(pyarrow.table(rows), file)
    return file.getvalue()


WRITERS: dict[str, Callable[[str, str], str | bytes]] = {
    "html": lambda title, text: (
        f"<html><head><title>{title}</title></head><body><article><p>{text}</p><p>{text}</p></article>"
    ),
    "markdown": lambda title, text: f"---\ntitle: {title}\n---\n{text}",
    "text": lambda title, text: f"{title}\n\n{text}",
    "feed": lambda title, text: (
        f"<rss><channel><item><title>{_xml(title)}</title><link>http://{_xml(text)}</link><description>{_xml(text)}</description></item></channel></rss>"
    ),
    "json feed": lambda title, text: json.dumps(
        {
            "version": "https://jsonfeed.org/version/1",
            "items": [{"title": title, "content_html": text, "url": f"http://{text}"}],
        }
    ),
    "opml": lambda title, text: (
        f"<opml><body><outline text={quoteattr(_xml(title))} xmlUrl={quoteattr(_xml(text))}/></body></opml>"
    ),
    "sitemap": lambda title, text: f"<urlset><url><loc>https://x.example/{_xml(text)}</loc></url></urlset>",
    "ninjs": lambda title, text: json.dumps({"uri": "x", "headline": title, "body_text": text}),
    "newsml": lambda title, text: (
        f"<nitf><body><hedline><hl1>{_xml(title)}</hl1></hedline><p>{_xml(text)}</p></body></nitf>"
    ),
    "json": lambda title, text: json.dumps(
        {"title": title, "text": text, "url": f"https://{text}", "date": text, "authors": text}
    ),
    "table": _csv,
    "vtt": lambda title, text: f"WEBVTT {title}\n\n00:01.000 --> 00:02.000\n{text}",
    "srt": lambda title, text: (
        f"1\n00:00:01,000 --> 00:00:02,000\n{text}\n\n2\n00:00:09,000 --> 00:00:10,000\n{title}"
    ),
    "transcript": lambda title, text: "".join(f"MR. KERR: {title}x\n\nQ: {text}x\n\n" for _ in range(4)),
    "mhtml": lambda title, text: (
        f"Subject: {title}\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n"
        f"<html><title>{title}</title><p>{text}</p></html>\n--b--\n"
    ),
    "xml": lambda title, text: f"<?xml version='1.0'?><x>{text}</x>",
    "warc": _warc,
    "wacz": _wacz,
    "parquet": _parquet,
}


# The library without which a format is not read.
NEEDS = {"warc": "fastwarc", "wacz": "fastwarc", "parquet": "pyarrow"}


def written(name: str, title: str, text: str) -> bytes:
    if name in NEEDS:
        pytest.importorskip(NEEDS[name])
    content = WRITERS[name](title, text)
    return content if isinstance(content, bytes) else content.encode("utf-8")


def check(row: Article | Dropped | Link) -> None:
    if isinstance(row, Link):
        assert row.url.startswith(("http://", "https://"))
        text, blocks = row.known.text, row.known.blocks
    elif isinstance(row, Dropped):
        assert row.reason
        assert row.reason.isprintable()
        return
    else:
        text, blocks = row.text, row.blocks
        assert blocks
        text.encode("utf-8")
    for block in blocks:
        assert 0 <= block.start < block.end <= len(text)
        passage = text[block.start : block.end]
        assert passage == passage.strip()
    assert all(left.end <= right.start for left, right in pairwise(blocks))
    inside = set().union(*(range(b.start, b.end) for b in blocks)) if blocks else set()
    assert all(c.isspace() or not c.isalnum() or n in inside for n, c in enumerate(text))


def test_every_format_is_among_them() -> None:
    assert set(WRITERS) == {format.name for format in FORMATS}


@pytest.mark.parametrize("name", WRITERS)
def test_each_is_written_in_its_format(name: str) -> None:
    data = written(name, "Wall breaks", "The wall broke at dawn.")
    assert format_of(of_bytes(data, "input")).name == name


@pytest.mark.parametrize("name", WRITERS)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(title=TEXTS, text=TEXTS)
def test_spans_are_exact_and_blocks_apart(name: str, title: str, text: str) -> None:
    ending = next(format.endings for format in FORMATS if format.name == name)[:1]
    for row in articles(of_bytes(written(name, title, text), "a" + "".join(ending))):
        check(row)


@pytest.mark.parametrize("name", WRITERS)
@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_a_damaged_input_is_rows(name: str, data: st.DataObject) -> None:
    whole = bytearray(
        written(name, "Wall breaks in Ellery", "The wall broke at dawn. “Nobody slept,” she said.")
    )
    for _ in range(data.draw(st.integers(0, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    cut = bytes(whole[: data.draw(st.integers(1, len(whole)))])
    packed = gzip.compress(cut)
    for content in (cut, packed, packed[: len(packed) // 2]):
        for row in articles(of_bytes(content, "input")):
            check(row)
