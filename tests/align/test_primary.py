"""Quotations on their source: found, altered, spliced, in doubt, not there."""

from __future__ import annotations

import pytest

import factory
from rashomon.align.primary import lay
from rashomon.model import Annotated, Attribution, Parse, Source, Span

SPEECH = """People of Ulmen, the bridge has served us for ninety years.

We will close the old bridge in March because the bolts are loose. Nobody on this council wanted that day to come, and \
I did not sleep well before it. The ferry will carry everybody across the river free of charge until a new bridge stands.

I ask the harbour masters for patience. I ask the farmers for patience. A new bridge needs money that we do not have yet."""


def _of(text: str, *quoted: str, id: str = "a1") -> Annotated:
    """An article in which each of the words is one attribution; a list of words joined by " | " has several pieces."""
    article = factory.article(text, id=id)
    said = tuple(
        Attribution(
            f"q{n}", id, "direct", tuple(factory.span(text, p) for p in words.split(" | ")), (),
            Source(None, None), (), None,
        )
        for n, words in enumerate(quoted)
    )  # fmt: skip
    return Annotated(article, Parse((), ()), (), said, (), (), ())


def _lay(*pieces: str):
    """The state, joins, source words and differences of one quotation of these pieces."""
    text = " she said. ".join(f"“{p}”" for p in pieces)
    source = _of(SPEECH, id="s")
    (laid,) = lay(source, [_of(text, " | ".join(pieces))]).laid
    there = [s.there.of(SPEECH) for s in laid.stretches]
    different = [
        (d.kind, *(s.of(t) if s else "" for t, (_, s) in zip((SPEECH, text), d.readings, strict=True)))
        for d in laid.differences
    ]
    return laid, [s.join for s in laid.stretches], there, different


def test_the_same_words_are_verbatim_whatever_their_typography():
    laid, joins, there, different = _lay("we will close the OLD bridge in March, because the bolts are loose")
    assert (laid.state, laid.share, joins, different) == ("verbatim", 1.0, ["first"], [])
    assert there == ["We will close the old bridge in March because the bolts are loose"]


def test_a_changed_word_is_named_with_both_readings():
    laid, _, there, different = _lay("We will close the new bridge in March because the bolts are loose")
    assert laid.state == "altered"
    assert [(old, new) for _, old, new in different] == [("old", "new")]
    assert there == ["We will close the old bridge in March because the bolts are loose"]


def test_a_denial_put_in_at_the_beginning_is_seen():
    laid, _, _, different = _lay("We will not close the old bridge in March because the bolts are loose")
    assert laid.state == "altered"
    assert ("negation", "", "not") in different


def test_words_before_the_place_are_no_part_of_it():
    laid, _, there, different = _lay("I do ask the farmers for patience. A new bridge needs money")
    assert laid.state == "altered"
    assert there == ["I ask the farmers for patience. A new bridge needs money"]
    assert {old for _, old, _ in different} == {""}


def test_two_places_quoted_as_one_are_a_splice():
    laid, joins, there, _ = _lay(
        "We will close the old bridge in March because a new bridge needs money that we do not have yet"
    )
    assert (laid.state, joins) == ("spliced", ["first", "splice"])
    assert there[0].startswith("We will close the old bridge in March")
    assert there[1].endswith("new bridge needs money that we do not have yet")


def test_places_in_another_order_are_a_splice():
    laid, joins, *_ = _lay(
        "The ferry will carry everybody across the river and we will close the old bridge in March"
    )
    assert (laid.state, joins) == ("spliced", ["first", "splice"])


def test_a_splice_of_altered_words_is_one():
    laid, joins, there, different = _lay(
        "We will not close the ancient bridge in March because a new bridge needs money that we do not have yet"
    )
    assert (laid.state, joins) == ("spliced", ["first", "splice"])
    assert there[0] == "We will close the old bridge in March because"
    assert ("negation", "", "not") in different


def test_a_second_place_of_few_words_is_in_doubt():
    laid, joins, *_ = _lay(
        "We will close the old bridge in March because the bolts are loose, not the harbour masters"
    )
    assert (laid.state, joins) == ("unsure", ["first", "splice"])


@pytest.mark.parametrize("mark", ["…", "[…]", "..."])
def test_an_ellipsis_tells_what_was_left_out(mark):
    laid, joins, *_ = _lay(
        f"We will close the old bridge in March {mark} A new bridge needs money that we do not have yet"
    )
    assert (laid.state, joins) == ("verbatim", ["first", "ellipsis"])


def test_pieces_with_other_words_between_are_no_splice():
    laid, joins, *_ = _lay(
        "We will close the old bridge in March,", "A new bridge needs money that we do not have yet"
    )
    assert (laid.state, joins) == ("verbatim", ["first", "apart"])


def test_what_was_never_said_is_not_found():
    laid, joins, *_ = _lay("The mayor has lied to this town about every single bolt and plank")
    assert (laid.state, joins, laid.places) == ("not found", [], 0)


def test_a_quotation_of_which_half_stands_there_is_in_doubt():
    laid, *_ = _lay("We will close the old bridge in March whatever angry ferry captains demand")
    assert laid.state == "unsure"
    assert 0.5 <= laid.share < 0.8


def test_a_word_or_two_are_found_whole_or_not_at_all():
    assert _lay("free of charge")[0].state == "verbatim"
    assert _lay("free of costs")[0].state == "not found"
    assert _lay("patience")[0].state == "unsure"
    assert _lay("patience")[0].places == 2
    assert _lay("bolt")[0].state == "not found"


def test_quotations_within_quotations_are_laid_once_and_speech_without_marks_not():
    text = "“I ask the farmers for patience and the harbour masters too.” She will close the bridge."
    article = factory.article(text)
    inner = factory.span(text, "the farmers for patience")
    outer = Span(1, text.index("”"))
    free = factory.span(text, "She will close the bridge")
    none = Source(None, None)
    said = (
        Attribution("q1", "a1", "direct", (outer,), (), none, (), None),
        Attribution("q2", "a1", "direct", (inner,), (), none, (), "q1"),
        Attribution("q3", "a1", "indirect", (free,), (), none, (), None),
    )
    annotated = Annotated(article, Parse((), ()), (), said, (), (), ())
    assert [row.attribution for row in lay(_of(SPEECH, id="s"), [annotated]).laid] == ["q1"]
