"""The report as Markdown, parsed by a CommonMark parser that had no part in writing it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

import factory
from rashomon.model import CORRECTION, Comparison, Line
from rashomon.report import markdown
from report import sample

ANCHOR = re.compile(r'<a id="([\w-]+)">')


def inline(text: str) -> Iterator[list[Token]]:
    """The inline tokens of every paragraph, heading and item."""
    for token in MarkdownIt("commonmark").parse(text):
        if token.type == "inline":
            yield token.children or []


def shown(tokens: list[Token]) -> str:
    return "".join(t.content for t in tokens if t.type in ("text", "text_special", "code_inline"))


def anchors(text: str) -> list[tuple[str, str]]:
    """Each anchor and the words a reader sees beside it."""
    return [
        (match[1], shown(tokens))
        for tokens in inline(text)
        for t in tokens
        if t.type == "html_inline" and (match := ANCHOR.match(t.content))
    ]


def links(text: str) -> list[tuple[str, str]]:
    """The words of each link and where it leads."""
    return [
        (tokens[i + 1].content, str(t.attrs["href"]))
        for tokens in inline(text)
        for i, t in enumerate(tokens)
        if t.type == "link_open"
    ]


@pytest.mark.parametrize("c", [factory.comparison(), sample.three(), sample.hostile(), sample.apart()])
def test_every_link_leads_to_one_anchor(c: Comparison) -> None:
    text = markdown.render(c)
    names = [name for name, _ in anchors(text)]
    assert len(set(names)) == len(names)
    assert {href for _, href in links(text)} <= {f"#{name}" for name in names}
    assert {f"row-{n}" for n in range(1, len(c.points) + 1)} <= set(names)


def test_every_citation_leads_to_its_passage() -> None:
    for c in (factory.comparison(), sample.three()):
        text = markdown.render(c)
        places, texts = dict(anchors(text)), {a.id: a.text for a in c.articles}
        letters = {a.id: letter for a, letter in zip(c.articles, "ABC", strict=False)}
        sentences = {shown(tokens): tokens for tokens in inline(text)}
        for line in c.briefing:
            tokens = next(t for words, t in sentences.items() if words.startswith(line.text))
            cited = [str(t.attrs["href"])[1:] for t in tokens if t.type == "link_open"]
            assert len(cited) == len(line.passages) > 0
            led = {places[name] for name in cited}
            for p in line.passages:
                label = next(x for x in led if f"({p.start}–{p.end})" in x and x[0] == letters[p.article])
                assert " ".join(p.span.of(texts[p.article]).split()) in label


def test_the_sections_stand_in_the_pages_order() -> None:
    tokens = MarkdownIt("commonmark").parse(markdown.render(sample.three()))
    heads = [tokens[i + 1].content for i, t in enumerate(tokens) if t.type == "heading_open"]
    assert heads == [
        "Velmora and Ilse Maarten", "Briefing", "Conflicts", "Same words, different versions", "Synopsis",
        "Whose voices", "Wording", "Verdicts of the outlets", "Fact here, saying there", "Timeline",
        *(f"What a reader of only {x} misses" for x in "ABC"), "What to read to miss least", "Passages cited",
        "How this was made",
    ]  # fmt: skip


def test_what_is_laid_on_a_source_is_told() -> None:
    text = markdown.render(sample.sourced())
    told = text[text.index("## Primary source") : text.index("## Synopsis")]
    assert "- **B** quotes 19 of 32 words (59\u00a0%): 1 spliced" in told
    assert (
        "the ambition of the river, and we shall rebuild a valley based on safety.” (292–391) (in §: at 0"
        in told
    )
    assert "- synonym: **§** prepared / **B** ready" in told
    assert "- **A** Tomas Reuel: │ “the spillway had not been opened since spring.” (537–585)" in told
    states = [line for line in told.splitlines() if line.startswith("### ")]
    assert states == ["### Spliced 1", "### Not found 1", "### Verbatim 1"]
    assert f"**§** in/op-ed.txt, sha256 {sample.sourced().primary.article.sha256}" in text  # type: ignore[union-attr]


def test_what_one_reader_misses_and_what_to_read() -> None:
    text = markdown.render(sample.three())
    assert "## What a reader of only C misses\n\nMisses 4 of 6 salient points, 3 of 3 named voices" in text
    assert "- A and B: all 6 salient points and 3 named voices; no fewer reports have them" in text


def test_corrections_are_listed() -> None:
    c = replace(sample.three(), settings=((f"{CORRECTION}1", "Ada: one vote. Followed."),))
    assert "## Corrections\n\n- **1** Ada: one vote. Followed." in markdown.render(c)


def test_words_of_reports_are_shown_as_they_stand_and_are_no_markup() -> None:
    nasty = "1. *b* _i_ `c` <b>x</b> [l](http://x.example) ![p](y) &amp; # h ~s~ \\ | $m$ \u202e > q"
    c = factory.comparison()
    line = Line(nasty, "single", ("p3",), c.briefing[0].passages)
    c = replace(
        c,
        briefing=(line, replace(line, text="- " + nasty), replace(line, text="+ x"), replace(line, text="=")),
        articles=(replace(c.articles[0], outlet=nasty, title=nasty), c.articles[1]),
    )
    text = markdown.render(c)
    seen = nasty.replace("\u202e ", "")
    assert any(shown(tokens).startswith(seen) for tokens in inline(text))
    assert any(shown(tokens).startswith("- " + seen) for tokens in inline(text))
    every = [t for tokens in inline(text) for t in tokens]
    plain = {"text", "text_special", "strong_open", "strong_close", "link_open", "link_close", "html_inline"}
    assert {t.type for t in every} <= plain
    assert all(re.fullmatch(r'<a id="[\w-]+">|</a>', t.content) for t in every if t.type == "html_inline")
    blocks = {t.type for t in MarkdownIt("commonmark").parse(text)}
    assert not blocks & {"html_block", "code_block", "fence", "blockquote_open", "ordered_list_open", "hr"}


def test_hostile_articles_bring_no_markup() -> None:
    text = markdown.render(sample.hostile())
    every = [t for tokens in inline(text) for t in tokens]
    assert not {t.type for t in every} & {"image", "code_inline", "em_open", "softbreak", "hardbreak"}
    assert all(re.fullmatch(r'<a id="[\w-]+">|</a>', t.content) for t in every if t.type == "html_inline")
    assert not re.search("[\x00-\x09\x0b-\x1f\u202e]", text)


def test_silence_and_reported_speech_are_told_apart() -> None:
    lines = markdown.render(sample.three()).splitlines()
    assert "- **A** Tomas Reuel: │ the spillway had not been opened since spring (571–583)" in lines
    near = "nearest passage, rejected (0.31): Rescue boats on the main street of Velmora (68–110)"
    assert f"- **B** not found (missed: 4\u00a0%); {near}" in lines
    assert "- **C** not found (missed: under 1\u00a0%)" in lines


def test_the_same_comparison_gives_the_same_text() -> None:
    assert markdown.render(sample.three()) == markdown.render(sample.three())
