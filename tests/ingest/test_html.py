"""Saved pages: body, figures, metadata."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rashomon.errors import InputError
from rashomon.ingest import read, read_bytes

PARAGRAPHS = [
    "The wall broke at dawn, the mayor of Ellery said on Tuesday, and the sea came in.",
    "“Nobody slept,” said Ana Ruiz, who lives beside the harbour with her two sons.",
    "“We will rebuild, and we will build higher than our fathers did.”",
    "Forty houses in the lower town were flooded, according to the fire service.",
]


def page(head: str = "", before: str = "", paragraphs: list[str] = PARAGRAPHS) -> bytes:
    body = "".join(f"<p>{p}</p>" for p in paragraphs)
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">{head}</head><body><nav><a href="/">Home</a></nav><article>
{before}{body}</article><aside><figure><figcaption>A teaser for another story</figcaption></figure></aside></body></html>""".encode()


def test_text_is_title_and_blocks() -> None:
    article = read_bytes(
        page(
            "<title>Wall breaks in Ellery | The Ellery Bell</title><meta property='og:site_name' content='The Ellery Bell'>",
            "<h1>Wall breaks in Ellery</h1><figure><img src=a.jpg><figcaption>The wall on Tuesday. "
            "<span class=credit>Photo: Joe Roe</span></figcaption></figure>",
        ),
        "a.html",
    )
    rows = ["Wall breaks in Ellery", "The wall on Tuesday.", "Photo: Joe Roe", *PARAGRAPHS]
    assert article.text == "\n\n".join(rows)
    assert [article.text[b.start : b.end] for b in article.blocks] == rows
    assert [b.role for b in article.blocks] == ["title", "caption", "credit", *["body"] * 4]
    assert (article.title, article.outlet) == ("Wall breaks in Ellery", "The Ellery Bell")


def test_what_no_article_is_in_is_taken_out_without_the_text_behind_it() -> None:
    unseen = "<svg><title>Arrow</title></svg><script>var a = 'x'</script><button>Share this</button><label>Mail</label>"
    broken = PARAGRAPHS[0].replace(" on Tuesday", f" on{unseen} Tuesday")
    article = read_bytes(page("", f"<nav>{PARAGRAPHS[3]}</nav>", [broken, *PARAGRAPHS[1:]]), "a.html")
    assert article.text.split("\n\n") == PARAGRAPHS


def test_linked_data() -> None:
    data = {
        "@graph": [
            {"@type": "WebPage", "name": "x"},
            {
                "@type": ["NewsArticle"],
                "headline": "Wall breaks",
                "author": [{"name": "Ana Ruiz"}, {"name": "Joe Roe"}, {"name": "https://bell.example/a"}],
                "publisher": {"name": "The Ellery Bell"},
                "datePublished": "2024-06-18T09:00:00+01:00",
                "mainEntityOfPage": {"@id": "https://www.bell.example/wall"},
            },
        ]
    }
    article = read_bytes(page(f"<script type='application/ld+json'>{json.dumps(data)}</script>"), "a.html")
    assert (article.title, article.outlet) == ("Wall breaks", "The Ellery Bell")
    assert article.authors == ("Ana Ruiz", "Joe Roe")
    assert (article.published, article.url) == ("2024-06-18T08:00:00Z", "https://www.bell.example/wall")


def test_outlet_and_day_from_the_address_alone() -> None:
    link = "<link rel=canonical href='https://www.bell.example/2024/06/18/wall'>"
    article = read_bytes(page(link + "<title>Wall breaks</title>"), "a.html")
    assert (article.outlet, article.published, article.published_precision) == (
        "bell.example",
        "2024-06-18",
        "day",
    )


def test_nothing_declared_is_nothing_known() -> None:
    article = read_bytes(page(), "a.html")
    assert (article.outlet, article.published, article.url, article.authors) == (None, None, None, ())
    assert (
        read_bytes(page("<meta property='article:published_time' content='soon'>"), "a.html").published
        is None
    )


def test_masthead_is_no_headline() -> None:
    head = "<meta property='og:title' content='Wall breaks in Ellery'><meta property='og:site_name' content='The Ellery Bell'>"
    assert read_bytes(page(head, "<h1>The Ellery Bell</h1>"), "a.html").title == "Wall breaks in Ellery"


@pytest.mark.parametrize(
    "bomb",
    [
        "<div>" * 20_000 + "x",
        "<ul><li>word " * 20_000,
        "<article>" + "<blockquote>" * 10_000 + "text",
        '<script type="application/ld+json">' + "[" * 50_000 + "</script><p>Text of the day.",
        "<table><tr><td>" * 10_000 + "text",
        "<p>a" * 100_001,
        "&" * 100_000,
        "<!--" * 10_000,
    ],
)
def test_bombs_are_refused_or_read(bomb: str) -> None:
    try:
        article = read_bytes(("<html>" + bomb).encode(), "a.html")
    except InputError as error:
        assert "\n" not in str(error)  # noqa: PT017 - either outcome will do
    else:
        assert article.text


def test_the_sample_page(samples: list[Path]) -> None:
    article = read(next(p for p in samples if p.suffix == ".html"))
    assert [b.role for b in article.blocks[:4]] == ["title", "caption", "credit", "body"]
    assert article.published is not None
    assert article.url is not None
    assert article.outlet is not None
