"""The page: every passage has an anchor, untrusted words stay words, the same bytes every time."""

from __future__ import annotations

import json
import re
import zlib
from base64 import b64decode, b64encode
from hashlib import sha256
from html.parser import HTMLParser

import pytest

from rashomon.model import Span
from rashomon.report import html
from rashomon.report.build import view
from rashomon.report.fulltext import Door, Said, innermost, paragraphs
from rashomon.report.view import Place
from report import sample

MAKERS = [sample.three, sample.apart, sample.hostile, sample.sourced]
VOID = {"meta", "input", "br"}


class Page(HTMLParser):
    """Ids, links, the text under each passage's pieces, and whether every element is closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.passages: dict[str, str] = {}
        self.open: list[tuple[str, str | None]] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.tags.append(tag)
        self.attributes += attrs
        if "id" in found:
            self.ids.append(found["id"])
        if tag == "a":
            assert all(t != "a" for t, _ in self.open), "a link within a link"
            self.links.append(found["href"])
        name = found.get("id") or found.get("data-p") if tag == "span" else None
        if tag not in VOID and tag != "rect":
            self.open.append((tag, name))

    def handle_startendtag(self, tag, attrs):
        self.tags.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop()[0] == tag

    def handle_data(self, data):
        for name in {n for _, n in self.open if n}:
            self.passages[name] = self.passages.get(name, "") + data


@pytest.mark.parametrize("make", MAKERS)
def test_every_link_leads_somewhere_and_every_passage_is_its_words(make):
    comparison = make()
    page = Page(html.render(comparison))
    assert len(page.ids) == len(set(page.ids))
    assert all(link[0] == "#" and link[1:] in page.ids for link in page.links)
    texts = {a.id: a.text for a in comparison.articles}
    if comparison.primary is not None:
        texts[comparison.primary.article.id] = comparison.primary.article.text
    places = set(view(comparison).places())
    assert places
    for place in places:
        meant = "".join(s.of(texts[place.article]) for s in place.spans)
        # white space between paragraphs belongs to no element
        assert "".join(page.passages[place.anchor].split()) == "".join(meant.split())


@pytest.mark.parametrize("make", MAKERS)
def test_the_policy_names_the_hashes_of_what_is_inline(make):
    page = html.render(make())
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy
    for tag in ("style", "script"):
        inline = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        assert len(inline) == 1
        digest = b64encode(sha256(inline[0].encode()).digest()).decode()
        assert (
            f"{tag}-src &#39;sha256-{digest}&#39;" in policy[1] or f"{tag}-src 'sha256-{digest}'" in policy[1]
        )
    assert "default-src 'none'" in policy[1]


def test_untrusted_words_make_no_markup():
    found = Page(html.render(sample.hostile()))
    assert found.tags.count("script") == 2  # the page's own, and the data
    assert found.tags.count("style") == 1
    assert not [name for name, _ in found.attributes if name.startswith("on") or name == "style"]


def test_the_same_comparison_gives_the_same_bytes():
    assert html.render(sample.three()) == html.render(sample.three())


def test_nothing_is_fetched():
    page = html.render(sample.three())
    assert not re.search(r'(?:src|href)="(?!#)', page)
    assert "url(" not in page


def test_nothing_shared_is_said():
    assert "The reports share nothing that was found." in html.render(sample.apart())


def test_the_text_outside_and_inside_of_blocks_is_kept():
    article = sample.article("a1", "Title\n\nOne two three four.\r\nFive", None, "x", None)
    article = type(article)(
        **{f: getattr(article, f) for f in article.__slots__} | {"blocks": article.blocks[:1]}
    )
    place = Place("a1", (Span(2, 12),))
    found = str(
        paragraphs(article, [place], [Said(7, 15, "quoted", "x")], [Door(9, 20, 1, "agreed")], {place: "A1"})
    )
    assert "&#13;\n" in found
    assert re.sub(r"\s|<[^>]+>|&#13;", "", found) == "TitleOnetwothreefour.Five"
    assert found.count('data-n="A1"') == 1


@pytest.mark.parametrize("most", [0, 10**9])
@pytest.mark.parametrize("make", MAKERS)
def test_the_page_carries_its_data(make, most, monkeypatch):
    monkeypatch.setattr(html, "PLAIN_MOST", most)
    comparison = make()
    found = re.findall(
        r'<script type="application/(\w+)" id="comparison">(.*?)</script>', html.render(comparison), re.DOTALL
    )
    assert len(found) == 1
    kind, text = found[0]
    assert kind == ("json" if most else "zlib")
    assert "<" not in text
    if kind == "zlib":
        assert zlib.decompress(b64decode(text)).decode() == comparison.to_json()
    else:
        assert json.loads(text) == json.loads(comparison.to_json())


def test_the_checksums_are_of_the_texts_the_data_and_the_page():
    comparison = sample.three()
    page = html.render(comparison)
    given = dict(re.findall(r'<code data-of="(\w+)">([0-9a-f]{64})</code>', page))
    size = int(re.search(r"the first (\d+) bytes of this file", page)[1])
    assert given == {
        **{a.id: sha256(a.text.encode()).hexdigest() for a in comparison.articles},
        "json": sha256(comparison.to_json().encode()).hexdigest(),
        "page": sha256(page.encode()[:size]).hexdigest(),
    }
    assert page.encode()[size:].startswith(b'<section id="made"')


def test_every_row_leads_to_its_passages_and_back():
    page = html.render(sample.three())
    texts = page[page.index('<section id="texts"') : page.index('<section id="made"')]
    rows = re.findall(r'<tr id="row-(\d+)".*?</tr>', page, re.DOTALL)
    assert len(rows) == len(sample.three().points)
    assert set(re.findall(r'href="#row-(\d+)"', texts)) == set(rows)


def test_silence_says_how_likely_something_was_missed():
    page = html.render(sample.three())
    assert 'data-s="0.31">missed: 4\u00a0%</a>' in page
    assert '<span class="gap">missed: under 1\u00a0%</span>' in page
    assert 'data-s="0.22">nearest: 0.22</a>' in page


def test_the_reader_of_one_report_is_told_what_is_missed():
    page = html.render(sample.three())
    assert "Misses 4 of 6 salient points, 3 of 3 named voices" in page
    assert "<li>A and B: all 6 salient points and 3 named voices; no fewer reports have them</li>" in page


def test_doors_do_not_overlap():
    doors = [Door(0, 20, 1, "agreed"), Door(5, 10, 2, "conflict"), Door(8, 14, 3, "agreed")]
    found = innermost(doors)
    assert [(d.start, d.end, d.row) for d in found] == [(0, 5, 1), (5, 10, 2), (10, 14, 3), (14, 20, 1)]


def test_a_row_that_others_share_has_the_words_before_one_that_none_does():
    found = innermost([Door(0, 20, 1, "agreed"), Door(5, 25, 2, "single")])
    assert [(d.start, d.end, d.row) for d in found] == [(0, 20, 1), (20, 25, 2)]
