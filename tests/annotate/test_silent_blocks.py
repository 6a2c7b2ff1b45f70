"""Nobody who should not speaks: captions, credits, bylines and pull quotes of pages made by hand."""

from __future__ import annotations

import pytest

from rashomon.annotate import attributions, entities
from rashomon.annotate.parse import parse
from rashomon.ingest import read_bytes
from rashomon.model import Article, Attribution

pytestmark = pytest.mark.slow

SPOKEN = "“We stay here until the last boat is home,” said Orrin Vale, the harbour master of Grell."
LEAD = "The harbour of Grell was closed on Tuesday after a ferry ran aground in the sound."
LAST = "The council said the quay would open again on Friday, when the storm has passed."


def page(*parts: str) -> Article:
    """A saved page with these parts between its first and its last paragraph."""
    body = f"<h1>Harbour of Grell closed</h1><p>{LEAD}</p>{''.join(parts)}<p>{SPOKEN}</p><p>{LAST}</p>"
    head = "<title>Harbour of Grell closed</title><meta property='og:site_name' content='The Grell Bell'>"
    html = f"<!doctype html><html lang=en><head>{head}</head><body><article>{body}</article></body></html>"
    return read_bytes(html.encode(), "page.html")


def said(article: Article) -> list[str]:
    """The contents of all attributions, each of which must stand in a block that may speak."""
    parsed = parse(article)
    found: tuple[Attribution, ...] = attributions.find(article, parsed, entities.find(article, parsed))
    silent = [b.span for b in article.blocks if b.role not in {"title", "standfirst", "body"}]
    for one in found:
        spans = [*one.content, *one.cue, *([one.source.span] if one.source.span else [])]
        assert not any(s.overlaps(b) for s in spans for b in silent)
    return [" … ".join(s.of(article.text) for s in one.content) for one in found]


PLAIN = [
    "We stay here until the last boat is home,",
    "the quay would open again on Friday, when the storm has passed",
]


@pytest.mark.parametrize(
    "part",
    [
        # captions that quote and report, with and without their credit
        "<figure><img src=a.jpg><figcaption>Orrin Vale said “nobody leaves the quay tonight” on Tuesday. "
        "<span class=credit>Photo: Mara Lind/The Grell Bell, who said so</span></figcaption></figure>",
        "<figure><img src=a.jpg><figcaption>Fishermen told the mayor that the sound was too rough.</figcaption></figure>",
        "<div class='wp-caption'><img src=a.jpg><p class='wp-caption-text'>The mayor warned that it would get worse."
        "</p></div>",
        "<figure><img src=a.jpg><figcaption>The quay on Tuesday. <small class=image-credit>According to Lind Pictures"
        "</small></figcaption></figure>",
        # the sentence itself set again
        "<blockquote class=pullquote><p>We stay here until the last boat is home</p></blockquote>",
        "<p>“We stay here until the last boat is home”</p>",
        "<p>“We stay here until the last boat is home” — Orrin Vale, harbour master</p>",
        "<aside class='pull-quote'><p>‘We stay here until the last boat is home’</p><cite>Orrin Vale</cite></aside>",
    ],
)  # fmt: skip
def test_only_the_report_speaks(part: str) -> None:
    assert said(page(part)) == PLAIN


@pytest.mark.parametrize(
    "part",
    [
        "Orrin Vale says nobody leaves the quay tonight. Photograph: Mara Lind/The Grell Bell",
        "Photo: Mara Lind, who said the sound was rough",
        "“We stay here until the last boat is home”",
        "“We stay here until the last boat is home”\n\n— Orrin Vale, harbour master",
    ],
)
def test_nor_in_a_text_that_was_pasted(part: str) -> None:
    text = f"Harbour of Grell closed\n\n{LEAD}\n\n{part}\n\n{SPOKEN}\n\n{LAST}\n"
    assert said(read_bytes(text.encode(), "a.txt")) == PLAIN
