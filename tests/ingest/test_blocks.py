"""Any text: blocks are ordered, apart, in bounds, and leave no visible character out."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.errors import InputError
from rashomon.ingest import read_bytes
from rashomon.ingest.lines import pieces
from rashomon.ingest.roles import assign
from rashomon.model import Article

BREAKS = ["\n", "\r\n", "\r", "\n\n", "\x85", "\u2028", "\u2029", "\f", "\v", "\r\n\r\n", " \n \n"]
PARTS = [
    "The wall broke at dawn.", "“Nobody slept,” said Ana Ruiz.", "Ana Ruiz (L) and Joe Roe (R)", "By Ana Ruiz",
    "Joe Roe via Getty Images", "Photo: Joe Roe/AP", "(AP Photo/Joe Roe, File)", "FILE - The wall in May.", "Read more: walls",
    "Advertisement", "# Heading", "> quoted", "- item", "---", "===", "![a](b)", "*caption*", "title: x", "’To do this", "[…]",
    "الجدار انهار عند الفجر", "הקיר נפל", "👩‍👩‍👧 🏳️‍🌈", "e\u0301te\u0301", "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 𐍈", "\u200b", "\ufeff", "\u202ebidi\u202c", "\xa0", "…", "U.S.",
    "<p>", "a" * 200, "© 2024 Roe", "June 18, 2024 9:00 am", "\x1c", "\x7f",
]  # fmt: skip
composed = st.lists(
    st.one_of(st.sampled_from(PARTS), st.sampled_from(BREAKS), st.text(max_size=8)), max_size=14
).map("".join)
texts = st.one_of(st.text(max_size=200), composed)


def check(article: Article, *, everything: bool) -> None:
    at = 0
    covered = [False] * len(article.text)
    for block in article.blocks:
        assert at <= block.start < block.end <= len(article.text)
        inner = article.text[block.start : block.end]
        assert inner == inner.strip()
        covered[block.start : block.end] = [True] * (block.end - block.start)
        at = block.end
    if everything:
        assert not [
            c for c, inside in zip(article.text, covered, strict=True) if not inside and not c.isspace()
        ]
    titles = [b for b in article.blocks if b.role == "title"]
    assert len(titles) <= 1


@given(texts)
@settings(deadline=None, max_examples=400)
def test_plain_text(text: str) -> None:
    found = assign(text, pieces(text))
    article = Article("a", None, None, (), None, None, None, "und", text, "", found, "x")
    check(article, everything=True)


@given(texts)
@settings(deadline=None, max_examples=200)
def test_read_keeps_what_it_is_given(text: str) -> None:
    raw = text.encode("utf-8", "replace")
    try:
        article = read_bytes(raw, "a.txt")
    except InputError:
        return
    if not article.text.startswith(("<", "---")) and article.text == raw.decode().removeprefix("\ufeff"):
        check(article, everything=True)
    else:
        check(article, everything=False)


@given(texts)
@settings(deadline=None, max_examples=300)
def test_markdown(text: str) -> None:
    try:
        article = read_bytes(b"---\ntitle: x\n---\n" + text.encode("utf-8", "replace"), "a.md")
    except InputError:
        return
    check(article, everything=False)
    told = text.encode("utf-8", "replace").decode()
    assert article.text in {
        told,
        "x\n\n" + told.lstrip("\r\n"),
    }  # the headline comes first where it does not stand there


@given(st.lists(st.one_of(st.sampled_from(["<p>", "</p>", "<div>", "<figure><figcaption>", "</figure>", "<article>", "<h1>",
    "<ul><li>", "<table><tr><td>", "<!--", "-->", "<script>", "&#xD800;", "&amp;", "<meta name=author content=x>", "<br>", "\x0b",
    "<link rel=canonical href='http://[x'>", '<script type="application/ld+json">{"@type":"NewsArticle","headline":"\\ud800"}</script>']),
    st.sampled_from(PARTS), st.text(max_size=10)), max_size=25).map("".join))  # fmt: skip
@settings(deadline=None, max_examples=150)
def test_pages(text: str) -> None:
    try:
        article = read_bytes(b"<html><body>" + text.encode("utf-8", "replace"), "a.html")
    except InputError:
        return
    check(article, everything=True)
    for value in (article.title, article.outlet, *article.authors):
        assert value is None or value.encode("utf-8")


@given(st.binary(max_size=300))
@settings(deadline=None, max_examples=300)
def test_any_bytes(raw: bytes) -> None:
    try:
        article = read_bytes(raw, "a.md")
    except InputError:
        return
    check(article, everything=False)
