"""Quotations on the primary source, as reports show them."""

from __future__ import annotations

from dataclasses import replace

from rashomon.model import Laid, Stretch
from rashomon.report import html, terminal
from rashomon.report.build import view
from report import sample


def test_without_a_source_nothing_is_said_of_one():
    assert view(sample.three()).source is None
    assert "PRIMARY SOURCE" not in terminal.render(sample.three())
    assert 'id="source"' not in html.render(sample.three())


def test_what_each_report_quotes():
    source = view(sample.sourced()).source
    assert source is not None
    assert [(d.letter, d.words, dict(d.states)) for d in source.drawn] == [
        ("A", 5, {"verbatim": 1, "not found": 1}),
        ("B", 19, {"spliced": 1}),
        ("C", 0, {}),
    ]
    assert source.words == 32
    assert source.by_none == 32 - 19
    assert source.by_all == 0


def test_doubt_and_words_of_many_places_are_no_coverage():
    c = sample.sourced()
    assert c.primary is not None
    unsure = tuple(replace(laid, state="unsure") if laid.stretches else laid for laid in c.primary.laid)
    many = tuple(replace(laid, places=2) if laid.stretches else laid for laid in c.primary.laid)
    for laid in (unsure, many):
        source = view(replace(c, primary=replace(c.primary, laid=laid))).source
        assert source is not None
        assert [d.words for d in source.drawn] == [0, 0, 0]


def test_another_order_is_counted():
    c = sample.sourced()
    assert c.primary is not None
    q2 = c.primary.laid[1]
    first, second = q2.stretches
    turned = tuple(
        Laid("q2", "verbatim", 1.0, (Stretch(here.here, there.there, "first"),), (), 1)
        for here, there in ((first, second), (second, first))
    )
    for laid, moved in ((turned, 1), (turned[::-1], 0)):
        source = view(replace(c, primary=replace(c.primary, laid=laid))).source
        assert source is not None
        assert (source.drawn[1].moved, source.drawn[1].ordered) == (moved, 2)


def test_the_terminal_shows_differences_and_what_is_not_there():
    found = terminal.render(sample.sourced(), width=100)
    part = found[found.index("PRIMARY SOURCE 3") : found.index("\nSYNOPSIS")]
    assert "(32 words, 13 of them quoted by no report, 0 by all)" in " ".join(part.split())
    assert "B  quotes 19 of 32 words (59\u00a0%): 1 spliced" in part
    assert "synonym: prepared / ready · dropped: fairer / —" in part
    assert "two places quoted as one" in part
    assert "not found 1" in part
    assert "C  no quotation was found in it" in part
