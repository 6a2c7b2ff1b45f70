"""Every kind of input that holds articles, by its content: what is taken of it, and what is refused with a reason."""

from __future__ import annotations

import base64
import gzip
import io
import json
import quopri
import zipfile
from typing import Any

import pytest

from rashomon.errors import InputError
from rashomon.ingest import FORMATS, articles, format_of, of_bytes, read_bytes
from rashomon.ingest.draft import Link
from rashomon.model import Article, Dropped

BODY = "The wall broke at dawn, the mayor of Ellery said on Tuesday, and the sea came in."
MORE = "“Nobody slept,” said Ana Ruiz, who lives beside the harbour with her two sons."
PAGE = (
    "<!doctype html><html lang=en><head><title>Wall breaks in Ellery</title></head><body><article>"
    f"<h1>Wall breaks in Ellery</h1><p>{BODY}</p><p>{MORE}</p>"
    "<p>Forty houses in the lower town were flooded, according to the fire service.</p></article></body></html>"
)


def rows(content: str | bytes, name: str = "input", **said: Any) -> list[Article | Dropped | Link]:
    data = content if isinstance(content, bytes) else content.encode("utf-8")
    return list(articles(of_bytes(data, name, **said)))


def one(content: str | bytes, name: str = "input") -> Article:
    (row,) = rows(content, name)
    assert isinstance(row, Article)
    return row


def parts(article: Article) -> list[tuple[str, str]]:
    return [(b.role, article.text[b.start : b.end]) for b in article.blocks]


# ---------------------------------------------------------------- what an input is


@pytest.mark.parametrize(
    ("content", "name", "format"),
    [
        ("WARC/1.0\r\nWARC-Type: warcinfo\r\n", "a.html", "warc"),
        ("PAR1rest", "a.txt", "parquet"),
        ('<?xml version="1.0"?>\n<!-- x -->\n<rss version="2.0"></rss>', "a.html", "feed"),
        ('<feed xmlns="http://www.w3.org/2005/Atom"></feed>', "a.txt", "feed"),
        ("<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'></rdf:RDF>", "a", "feed"),
        ("\ufeff<opml version='1.0'></opml>", "a.xml", "opml"),
        ("<urlset></urlset>", "a.xml", "sitemap"),
        ("<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/'></newsItem>", "a.xml", "newsml"),
        ("<?xml version='1.0'?><other/>", "a.xml", "xml"),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\nHello", "a.txt", "vtt"),
        ("1\r\n00:00:01,000 --> 00:00:02,000\r\nHello", "a.txt", "srt"),
        ('{"version": "https://jsonfeed.org/version/1.1", "items": []}', "a", "json feed"),
        ('{"uri": "urn:x", "headline": "x", "body_text": "y"}', "a", "ninjs"),
        ('{"text": "x"}\n{"text": "y"}\n', "a.txt", "json"),
        ("title,text,url\n", "a.txt", "table"),
        ("title\ttext\n", "a.txt", "table"),
        ("{not JSON", "a.json", "json"),
        ("a text about nothing", "a.csv", "table"),
        ("a text about nothing", "a.txt", "text"),
        ("{Curly} brackets open this text.", "a.txt", "text"),
        (
            "MR. KERR: Good day.\n\nQ: Is it shut?\n\nMR. KERR: It is.\n\nQ: Until when?\n\nMR. KERR: May.",
            "a",
            "transcript",
        ),
        (PAGE, "a.txt", "html"),
    ],
)
def test_content_decides_before_the_name(content: str, name: str, format: str) -> None:
    assert format_of(of_bytes(content.encode("utf-8"), name)).name == format


def test_a_server_s_word_decides_where_content_does_not() -> None:
    assert (
        format_of(of_bytes(b"plain", "https://bell.example/a", media_type="text/csv; charset=x")).name
        == "table"
    )


def test_formats_have_names_of_their_own() -> None:
    assert len({format.name for format in FORMATS}) == len(FORMATS)
    endings = [ending for format in FORMATS for ending in format.endings]
    assert len(set(endings)) == len(endings)


def test_compressed_inputs_are_read_as_what_is_inside() -> None:
    assert one(gzip.compress(PAGE.encode()), "a.html.gz").text == one(PAGE, "a.html").text
    (row,) = rows(gzip.compress(PAGE.encode())[:60], "a.html.gz")
    assert isinstance(row, Dropped)
    assert row.reason == "is a damaged gzip archive"


def test_one_article_of_several_is_refused() -> None:
    lines = '{"text": "One wall broke."}\n{"text": "Two walls broke."}\n'
    with pytest.raises(InputError, match="more than one article"):
        read_bytes(lines.encode(), "a.jsonl")
    with pytest.raises(InputError, match="without a text"):
        read_bytes(b'{"name": "x"}\n', "a.jsonl")


# ---------------------------------------------------------------- feeds and lists

RSS = f"""<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>The Bell: home</title><link>https://www.bell.example/</link><language>en-gb</language>
<item><title>Wall breaks &amp; sea comes</title><link>https://www.bell.example/wall</link><dc:creator>Ana Ruiz</dc:creator>
<pubDate>Tue, 18 Jun 2024 09:00:00 +0100</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>{BODY}</p><figure><img src="x"><figcaption>The wall.</figcaption></figure><p>{MORE}</p><script>x()</script>]]></content:encoded></item>
<item><title>Second</title><link>/second</link><description>&lt;p&gt;The second wall broke, too.&lt;/p&gt;</description>
<source url="https://post.example/rss">The Lantern Post</source></item>
<item><title>Nothing more</title></item>
<item><description></description></item>
</channel></rss>"""


def test_rss() -> None:
    full, second, bare, empty = rows(RSS, "feed.xml")
    assert isinstance(full, Article)
    assert parts(full) == [
        ("title", "Wall breaks & sea comes"),
        ("body", BODY),
        ("caption", "The wall."),
        ("body", MORE),
    ]
    assert (full.outlet, full.authors, full.origin) == ("bell.example", ("Ana Ruiz",), "feed.xml#1")
    assert (full.published, full.url) == ("2024-06-18T08:00:00Z", "https://www.bell.example/wall")
    assert isinstance(second, Link)
    assert (second.url, second.kind, second.origin) == (
        "https://www.bell.example/second",
        "page",
        "feed.xml#2",
    )
    assert (second.known.outlet, second.known.text) == (
        "The Lantern Post",
        "Second\n\nThe second wall broke, too.",
    )
    assert isinstance(bare, Article)
    assert bare.text == "Nothing more"
    assert empty == Dropped("feed.xml#4", "read", "is an item without text and address")


def test_atom() -> None:
    (row,) = rows(
        f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>x</title><entry><title type="html">Wall &lt;b&gt;breaks&lt;/b&gt;</title>
        <link rel="self" href="https://bell.example/feed"/><link href="https://bell.example/wall"/><updated>2024-06-19T00:00:00Z</updated>
        <published>2024-06-18T09:00:00Z</published><author><name>Ana Ruiz</name></author><author><name>Joe Roe</name></author>
        <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{BODY}</p><p>{MORE}</p></div></content></entry></feed>"""
    )
    assert isinstance(row, Article)
    assert row.text == f"Wall breaks\n\n{BODY}\n\n{MORE}"
    assert (row.published, row.authors, row.url) == (
        "2024-06-18T09:00:00Z",
        ("Ana Ruiz", "Joe Roe"),
        "https://bell.example/wall",
    )


def test_an_item_of_another_feed_has_its_publisher_and_a_broken_address_is_none() -> None:
    (row,) = rows(
        f"""<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>Wall breaks</title><link href="http://[bell"/>
        <source><id>urn:x</id><title>The Lantern Post</title><updated>2024-06-18T09:00:00Z</updated></source>
        <content type="html">&lt;p&gt;{BODY}&lt;/p&gt;</content></entry></feed>"""
    )
    assert isinstance(row, Article)
    assert (row.outlet, row.url, row.text) == ("The Lantern Post", None, f"Wall breaks\n\n{BODY}")


def test_json_feed() -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "items": [
            {"id": "1", "title": "Wall breaks", "content_text": f"{BODY}\n\n{MORE}", "url": "https://bell.example/wall",
             "date_published": "2024-06-18T09:00:00Z", "authors": [{"name": "Ana Ruiz"}]},
            {"id": "2", "url": "https://bell.example/two", "summary": "A second wall broke."},
            7,
        ],
    }  # fmt: skip
    first, second, third = rows(json.dumps(feed))
    assert isinstance(first, Article)
    assert (first.text, first.authors) == (f"Wall breaks\n\n{BODY}\n\n{MORE}", ("Ana Ruiz",))
    assert isinstance(second, Link)
    assert second.known.text == "A second wall broke."
    assert third == Dropped("input#3", "read", "is no item of a feed")


@pytest.mark.parametrize(
    "outlines",
    [
        '<outline text="The Bell" xmlUrl="https://bell.example/rss"/><outline text="B" xmlUrl="https://post.example/rss?a=1&amp;b=2"/>',
        '<outline text="The Bell" XMLURL="https://bell.example/rss"><outline text="B" xmlUrl="https://post.example/rss?a=1&b=2"></outline>',
        """<outline text="The Bell" xmlUrl='https://bell.example/rss'/><outline text="Say "B"" xmlUrl="feed:https://post.example/rss?a=1&b=2"/>""",
        '<outline text="x"><outline title="The Bell" text="y" xmlUrl="https://bell.example/rss" /><outline xmlUrl="https://post.example/rss?a=1&amp;b=2" >',
    ],
)  # fmt: skip
def test_opml_however_it_is_written(outlines: str) -> None:
    found = rows(
        f"<?xml version='1.0'?><opml version='1.0'><head><title>x</title></head><body>{outlines}</body></opml>",
        "x.opml",
    )
    assert [(row.url, row.kind) for row in found if isinstance(row, Link)] == [
        ("https://bell.example/rss", "list"),
        ("https://post.example/rss?a=1&b=2", "list"),
    ]
    assert isinstance(found[0], Link)
    assert found[0].known.title == "The Bell"


def test_sitemap() -> None:
    news = (
        "<news:news><news:publication><news:name>The Bell</news:name><news:language>en</news:language></news:publication>"
        "<news:publication_date>2024-06-18</news:publication_date><news:title>Wall breaks</news:title></news:news>"
    )
    space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
    page, wrong = rows(
        f"<urlset {space}><url><loc> https://bell.example/a </loc>{news}</url><url><loc>b</loc></url></urlset>"
    )
    assert isinstance(page, Link)
    assert (page.url, page.kind, page.known.outlet, page.known.title) == (
        "https://bell.example/a",
        "page",
        "The Bell",
        "Wall breaks",
    )
    assert wrong == Dropped("input#2", "read", "is an entry without an address")
    (index,) = rows(
        f"<sitemapindex {space}><sitemap><loc>https://bell.example/1.xml</loc></sitemap></sitemapindex>"
    )
    assert isinstance(index, Link)
    assert index.kind == "list"


# ---------------------------------------------------------------- hostile XML


@pytest.mark.parametrize("root", ["rss", "feed", "opml", "urlset", "newsItem"])
@pytest.mark.parametrize(
    "entity",
    [
        '<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">',
        '<!ENTITY b SYSTEM "file:///etc/hostname">',
        "<!ENTITY % b SYSTEM 'x'>",
    ],
)
def test_declared_entities_are_refused(root: str, entity: str) -> None:
    found = rows(
        f'<?xml version="1.0"?><!DOCTYPE {root} [{entity}]><{root}><item><title>&b;</title></item></{root}>',
        "a.xml",
    )
    assert found == [Dropped("a.xml", "read", "declares XML entities, which are not read")]


@pytest.mark.parametrize("root", ["rss", "feed", "opml", "urlset", "newsItem", "nitf"])
def test_a_deep_document_is_a_row(root: str) -> None:
    (row,) = rows(f"<{root}>" + "<item>" * 100_000, "a.xml")
    assert row == Dropped("a.xml", "read", "is XML that is nested too deeply or too large")


def test_deep_json_is_a_row() -> None:
    assert rows("[" * 100_000, "a.txt") == [Dropped("a.txt", "read", "is JSON that is nested too deeply")]


# ---------------------------------------------------------------- news agencies' formats


def test_ninjs_of_all_versions() -> None:
    html = f"<p>{BODY}</p><p>{MORE}</p>"
    picture = {"uri": "urn:p", "type": "picture", "description_text": "The wall.", "byline": "Joe Roe"}
    old = {"uri": "urn:x", "type": "text", "versioncreated": "2024-06-18T09:00:00Z", "byline": "Ana Ruiz", "headline": "Wall breaks",
           "body_text": "once more", "body_xhtml": html, "associations": {"main": picture}, "copyrightholder": "Norland Agency"}  # fmt: skip
    new = {"uri": "urn:x", "versionCreated": "2024-06-18T09:00:00Z", "by": "Ana Ruiz", "headlines": [{"role": "main", "value": "Wall breaks"}],
           "bodies": [{"contentType": "text/plain", "value": "once more"}, {"contentType": "text/html", "value": html}],
           "associations": [{"type": "picture", "descriptions": [{"role": "caption", "value": "The wall."}], "by": "Joe Roe"}],
           "copyrightHolder": "Norland Agency"}  # fmt: skip
    expected = [
        ("title", "Wall breaks"),
        ("body", BODY),
        ("body", MORE),
        ("caption", "The wall."),
        ("credit", "Joe Roe"),
    ]
    for item in (old, new):
        article = one(json.dumps(item))
        assert parts(article) == expected
        assert (article.outlet, article.authors, article.published) == (
            "Norland Agency",
            ("Ana Ruiz",),
            "2024-06-18T09:00:00Z",
        )
    both = rows(json.dumps([old, picture]))
    assert both[1] == Dropped("input#2", "read", "is of type picture, not a text")
    assert rows(json.dumps({"uri": "urn:e", "title": "x", "eventDetails": {}})) == [
        Dropped("input", "read", "is of type event, not a text")
    ]


NEWSML = f"""<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" xml:lang="en" guid="urn:x"><itemMeta><itemClass qcode="ninat:text"/>
<provider qcode="x:n"><name>Norland Agency</name></provider><versionCreated>2024-06-18T10:00:00+01:00</versionCreated></itemMeta>
<contentMeta><by>By Ana Ruiz</by><headline>Wall breaks</headline><language tag="en"/></contentMeta>
<contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head>
<body><p>{BODY}</p><p>{MORE}</p></body></html></inlineXML></contentSet></newsItem>"""

NITF = f"""<nitf><head><docdata><date.issue norm="20240618T090000Z"/><doc.copyright holder="Norland Agency"/></docdata></head>
<body><body.head><hedline><hl1>Wall breaks</hl1></hedline><byline>By Ana Ruiz</byline></body.head><body.content><p>{BODY}</p>
<media><media-caption><p>The wall.</p></media-caption><media-producer>Joe Roe</media-producer></media><p>{MORE}</p></body.content></body></nitf>"""


def test_newsml() -> None:
    article = one(NEWSML)
    assert parts(article) == [("title", "Wall breaks"), ("body", BODY), ("body", MORE)]
    assert (article.outlet, article.authors, article.published) == (
        "Norland Agency",
        ("Ana Ruiz",),
        "2024-06-18T09:00:00Z",
    )
    picture = NEWSML.replace("ninat:text", "ninat:picture").replace("inlineXML", "remoteContent")
    message = f"<newsMessage><itemSet>{NEWSML}{picture}<packageItem/></itemSet></newsMessage>"
    first, second, third = rows(message, "m.xml")
    assert isinstance(first, Article)
    assert first.origin == "m.xml#1"
    assert second == Dropped("m.xml#2", "read", "is a picture without text")
    assert third == Dropped("m.xml#3", "read", "is a packageItem, which holds no text")


def test_nitf() -> None:
    article = one(NITF)
    assert parts(article) == [("title", "Wall breaks"), ("byline", "By Ana Ruiz"), ("body", BODY), ("caption", "The wall."),
                              ("credit", "Joe Roe"), ("body", MORE)]  # fmt: skip
    assert (article.outlet, article.published) == ("Norland Agency", "2024-06-18T09:00:00Z")


# ---------------------------------------------------------------- records and tables


@pytest.mark.parametrize(
    "row",
    [
        {"title": "Wall breaks", "maintext": BODY, "date_publish": "2024-06-18 09:00:00", "source_domain": "bell.example", "authors": ["Ana Ruiz"]},
        {"headline": "Wall breaks", "articleBody": BODY, "datePublished": "2024-06-18T09:00:00Z", "publisher": {"name": "bell.example"}, "author": {"name": "Ana Ruiz"}},
        {"title": "Wall breaks", "content": BODY, "publishedAt": "2024-06-18T09:00:00Z", "source": {"id": None, "name": "bell.example"}, "author": "Ana Ruiz"},
        {"Title": "Wall breaks", "Full Text": BODY, "Publication Date": 1718701200, "site_name": "bell.example", "By_line": "By Ana Ruiz"},
    ],
)  # fmt: skip
def test_the_usual_names(row: dict[str, Any]) -> None:
    for content in (
        json.dumps(row),
        json.dumps([row, {"text": "x"}]),
        json.dumps({"status": "ok", "articles": [row]}),
    ):
        article = rows(content)[0]
        assert isinstance(article, Article)
        assert article.text == f"Wall breaks\n\n{BODY}"
        assert (article.outlet, article.published, article.authors) == (
            "bell.example",
            "2024-06-18T09:00:00Z",
            ("Ana Ruiz",),
        )


def test_records_without_texts_are_addresses() -> None:
    media_cloud = "id,media_name,media_url,publish_date,title,url\n1,The Bell,bell.example,2024-06-18,Wall breaks,https://bell.example/a\n"
    (row,) = rows(media_cloud)
    assert isinstance(row, Link)
    assert (row.url, row.known.outlet, row.known.title) == (
        "https://bell.example/a",
        "The Bell",
        "Wall breaks",
    )
    assert row.known.published is not None


def test_bad_lines_are_rows() -> None:
    lines = (
        b'{"text": "The wall broke."}\n\n{"text": \n\xff\xfe\n[1]\n{"name": 1}\n'
        + b"[" * 100_000
        + b'\n{"text": "It broke.", "title": "A\\ud800"}'
    )
    found = rows(lines)
    assert [row.origin for row in found if not isinstance(row, Link)] == [
        f"input#{n}" for n in (1, 3, 4, 5, 6, 7, 8)
    ]
    reasons = [row.reason for row in found if isinstance(row, Dropped)]
    assert reasons[0].startswith("is not JSON")
    assert reasons[1:3] == ["is not UTF-8 (byte 0)", "is no object"]
    assert reasons[3] == "is JSON without a text or an address (it has: name)"
    assert "nested too deeply" in reasons[4]
    assert isinstance(found[-1], Article)


def test_what_read_wrote_is_read_as_it_was() -> None:
    from rashomon.codec import article_to_dict, to_line

    written = read_bytes(PAGE.encode(), "a.html", outlet="The Bell", published="2024-06-18")
    again = one(to_line(article_to_dict(written)))
    assert (again.text, again.blocks, again.outlet) == (written.text, written.blocks, written.outlet)
    assert (again.published, again.title) == (written.published, written.title)


def test_tables() -> None:
    table = f'title;text;outlet\nWall breaks;"{BODY}\n\nNobody slept; ""never"", she said.";The Bell\n;;\n'
    first, second = rows(table)
    assert isinstance(first, Article)
    assert first.text == f'Wall breaks\n\n{BODY}\n\nNobody slept; "never", she said.'
    assert second == Dropped("input#2", "read", "is an empty row")
    (wrong,) = rows("name,colour\na,b\n", "a.csv")
    assert isinstance(wrong, Dropped)
    assert wrong.reason == (
        "is a table without a column of texts or addresses (text, body, content, url, …); its columns: name, colour"
    )


def test_parquet() -> None:
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    file = io.BytesIO()
    parquet.write_table(
        pyarrow.table({"title": ["Wall breaks", "B"], "text": [BODY, None], "n": [1, 2]}), file
    )
    first, second = rows(file.getvalue())
    assert isinstance(first, Article)
    assert first.text == f"Wall breaks\n\n{BODY}"
    assert second == Dropped("input#2", "read", "holds no text")
    assert rows(file.getvalue()[:200]) == [Dropped("input", "read", "is a damaged Parquet file")]


def test_an_extra_that_is_missing_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("pyarrow", "pyarrow.parquet", "fastwarc.warc"):
        monkeypatch.setitem(__import__("sys").modules, module, None)
    for content, extra in ((b"PAR1", "parquet"), (b"WARC/1.0\r\n", "warc")):
        (row,) = rows(content)
        assert isinstance(row, Dropped)
        assert row.reason.endswith(f"pip install 'rashomon[{extra}]'")


# ---------------------------------------------------------------- speech


def test_vtt() -> None:
    text = """WEBVTT - The harbour debate

NOTE nothing said

00:01.000 --> 00:03.000 align:start
<v Ida Brandl>The bridge is <i>shut</i>

00:03.000 --> 00:05.000
<v Ida Brandl>until May.

2
00:00:05.000 --> 00:00:06.000
[Applause]

00:00:06.000 --> 00:00:09.000
<v Joe Roe>Who pays &amp; when?
"""
    assert parts(one(text)) == [
        ("title", "The harbour debate"),
        ("body", "Ida Brandl: The bridge is shut until May."),
        ("other", "[Applause]"),
        ("body", "Joe Roe: Who pays & when?"),
    ]


def test_srt_and_rolling_lines() -> None:
    cues = ["The bridge is shut", "The bridge is shut\nuntil May.", "until May.\n- Who pays?"]
    text = "\r\n".join(
        f"{n}\r\n00:00:0{n},000 --> 00:00:0{n},900\r\n{cue}\r\n" for n, cue in enumerate(cues, start=1)
    )
    assert parts(one(text)) == [("body", "The bridge is shut until May."), ("body", "Who pays?")]
    (row,) = rows("1\n00:00:01,000 --> 00:00:02,000\n[Music]\n")
    assert isinstance(row, Dropped)


def test_transcript_keeps_its_text() -> None:
    text = (
        "Briefing on the bridge at Ulmen\n\n[00:01:02] MR. KERR: Good day to all of you.\n\nQ: Is the bridge shut?\n\n"
        "(Laughter.)\n\nMR. KERR: It is.\n\nIt will be shut until May.\n\nQ: Who pays?\n\nMR. KERR: We do."
    )
    article = one(text)
    assert article.text == text
    assert parts(article)[:5] == [
        ("title", "Briefing on the bridge at Ulmen"),
        ("other", "[00:01:02]"),
        ("body", "MR. KERR: Good day to all of you."),
        ("body", "Q: Is the bridge shut?"),
        ("other", "(Laughter.)"),
    ]


def test_a_report_that_quotes_is_no_transcript() -> None:
    text = (
        f"Wall breaks\n\n{BODY}\n\nThe mayor: we rebuild.\n\nThe mayor: we do.\n\nAna Ruiz: no.\n\nAna Ruiz: never."
        + f"\n\n{MORE}" * 9
    )
    assert format_of(of_bytes(text.encode(), "a.txt")).name == "text"


# ---------------------------------------------------------------- archives


def record(
    number: int,
    body: bytes,
    *,
    http: str = "200 OK",
    head: str = "Content-Type: text/html; charset=utf-8",
    kind: str = "response",
) -> bytes:
    block = f"HTTP/1.1 {http}\r\n{head}\r\n\r\n".encode() + body
    told = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://www.bell.example/{number}\r\nWARC-Date: 2024-06-18T09:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:{number:032d}>\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return told.encode() + block + b"\r\n\r\n"


def page(number: int) -> bytes:
    return PAGE.replace("dawn", f"{number} o’clock").encode()


def urls(found: list[Article | Dropped | Link]) -> list[str | None]:
    return [row.url for row in found if isinstance(row, Article)]


def test_warc() -> None:
    pytest.importorskip("fastwarc")
    coded = record(3, gzip.compress(page(3)), head="Content-Type: text/html\r\nContent-Encoding: gzip")
    size = f"{len(page(4)):x}".encode()
    chunked = record(
        4,
        size + b"\r\n" + page(4) + b"\r\n0\r\n\r\n",
        head="Content-Type: text/html\r\nTransfer-Encoding: chunked",
    )
    others = (
        record(5, b"x", http="404 Not Found")
        + record(6, b"\x89PNG", head="Content-Type: image/png")
        + record(7, b"<html></html>")
    )
    data = record(1, page(1)) + record(2, page(2), kind="request") + coded + chunked + others
    for content in (
        data,
        b"".join(gzip.compress(b"WARC/1.0" + part) for part in data.split(b"WARC/1.0")[1:]),
    ):
        found = rows(content, "a.warc.gz")
        assert urls(found) == [f"https://www.bell.example/{n}" for n in (1, 3, 4)]
        assert isinstance(found[0], Article)
        assert (found[0].outlet, found[0].origin, found[0].published) == ("bell.example", "a.warc.gz#1", None)
        assert [row.reason for row in found if isinstance(row, Dropped)] == [
            "is a page without article text (https://www.bell.example/7)",
            "holds 2 records that are no pages: 1 image/png, 1 of status 404",
        ]


def test_wet() -> None:
    pytest.importorskip("fastwarc")
    text = f"{BODY}\n\n{MORE}".encode()
    head = (
        "WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: https://www.bell.example/2024/06/18/wall\r\n"
        f"WARC-Record-ID: <urn:uuid:1>\r\nContent-Type: text/plain\r\nContent-Length: {len(text)}\r\n\r\n"
    )
    article = one(gzip.compress(head.encode() + text + b"\r\n\r\n"), "a.warc.wet.gz")
    assert (article.text, article.outlet) == (text.decode(), "bell.example")


@pytest.mark.parametrize("compressed", [True, False])
def test_a_damaged_record_costs_itself_alone(compressed: bool) -> None:
    pytest.importorskip("fastwarc")

    def packed(part: bytes) -> bytes:
        return gzip.compress(part) if compressed else part

    good = [packed(record(n, page(n))) for n in range(4)]
    third = record(2, page(2))
    damaged = {
        "cut": good[2][: len(good[2]) // 2],
        "garbage": b"no record at all\r\n" * 20,
        "too long": packed(third.replace(b"Content-Length: ", b"Content-Length: 9")),
        "no length": packed(third.replace(b"Content-Length: ", b"Content-Length: x")),
    }
    for name, part in damaged.items():
        found = rows(good[0] + good[1] + part + good[3])
        assert urls(found)[:2] == ["https://www.bell.example/0", "https://www.bell.example/1"], name
        assert urls(found)[-1] == "https://www.bell.example/3", name
        assert any(isinstance(row, Dropped) and "damaged" in row.reason for row in found), name
    found = rows(b"".join(good)[: -len(good[3]) // 2])
    assert len(urls(found)) == 3
    assert isinstance(found[-1], Dropped)


def test_wacz() -> None:
    pytest.importorskip("fastwarc")
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("datapackage.json", "{}")
        archive.writestr("archive/b.warc.gz", gzip.compress(record(2, page(2))))
        archive.writestr("archive/a.warc", record(1, page(1)))
    found = rows(file.getvalue(), "a.wacz")
    assert urls(found) == ["https://www.bell.example/1", "https://www.bell.example/2"]
    (row,) = rows(file.getvalue()[:-30], "a.wacz")
    assert isinstance(row, Dropped)
    assert row.reason == "is a damaged ZIP archive"


# ---------------------------------------------------------------- pages without measure


def test_a_page_of_fifty_megabytes_is_a_row() -> None:
    (row,) = rows(b"<html><body>" + b"<p>The wall broke.</p>" * 2_500_000, "a.html")
    assert isinstance(row, Dropped)
    assert "longer than" in row.reason


@pytest.mark.parametrize("tag", ["div", "b", "table><tr><td", "ul><li"])
def test_a_page_nested_without_end_is_a_row(tag: str) -> None:
    (row,) = rows("<html><body>" + f"<{tag}>" * 100_000 + BODY, "a.html")
    assert isinstance(row, Dropped)


# ---------------------------------------------------------------- pages saved in one file


def saved(page: str = PAGE, coding: str = "quoted-printable", **headers: str) -> bytes:
    told = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    raw = page.encode("utf-8")
    body = quopri.encodestring(raw) if coding == "quoted-printable" else base64.encodebytes(raw)
    return (
        f"From: <Saved>\r\n{told}MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary=cut\r\n\r\n--cut\r\n"
        f"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: {coding}\r\n\r\n".encode()
        + body
        + b"\r\n--cut\r\nContent-Type: image/png\r\n\r\n\x89PNG\0\r\n--cut--\r\n"
    )


@pytest.mark.parametrize("coding", ["quoted-printable", "base64"])
def test_a_page_saved_with_its_pictures(coding: str) -> None:
    where = "https://bell.example/2024/06/18/wall"
    article = one(saved(coding=coding, Snapshot_Content_Location=where))
    assert parts(article)[:3] == [("title", "Wall breaks in Ellery"), ("body", BODY), ("body", MORE)]
    assert (article.url, article.outlet, article.published) == (where, "bell.example", "2024-06-18")
    assert parts(one(saved(coding=coding))) == parts(article)


def test_saved_pages_that_hold_none() -> None:
    (row,) = rows(saved("").replace(b"text/html", b"text/css"))
    assert isinstance(row, Dropped)
    assert row.reason == "is a saved page without its page"
    nested = b"".join(
        b"Content-Type: multipart/related; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(5_000)
    )
    (row,) = rows(nested)
    assert isinstance(row, Dropped)


@pytest.mark.parametrize(
    ("kind", "told"),
    [("\x00", "of a damaged type"), ("image/\x01png", "image/ png"), ("image/png", "image/png")],
)
def test_what_an_archive_calls_its_records_is_told_in_one_line(kind: str, told: str) -> None:
    pytest.importorskip("fastwarc")
    record = f"WARC/1.0\r\nWARC-Type: resource\r\nContent-Type: {kind}\r\nContent-Length: 1\r\n\r\nx\r\n\r\n"
    (row,) = rows(record)
    assert isinstance(row, Dropped)
    assert row.reason == f"holds 1 records that are no pages: 1 {told}"
