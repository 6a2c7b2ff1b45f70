"""Places found again by their words."""

from __future__ import annotations

from dataclasses import replace

import factory
from rashomon.correct.anchors import anchor, find
from rashomon.model import Article, Passage

TEXT = "The weir at Ulmen broke on Monday. Twelve mills were flooded. The weir is old."


def before(text: str = TEXT, **named: str) -> Article:
    return factory.article(text, id="a1", origin="a.txt", **named)


def test_the_same_text_in_another_file() -> None:
    place = anchor(before(), factory.span(TEXT, "weir", 1))
    now = replace(before(), id="z9", origin="elsewhere.txt")
    assert find(place, [now]) == Passage("z9", place.start, place.end)


def test_an_edit_elsewhere_moves_the_place() -> None:
    text = "Corrected. " + TEXT.replace("is old", "is very old")
    place = anchor(before(), factory.span(TEXT, "Twelve mills"))
    found = find(place, [replace(before(text), id="a2")])
    assert isinstance(found, Passage)
    assert found.span.of(text) == "Twelve mills"
    assert found.start == place.start + len("Corrected. ")


def test_words_that_are_gone() -> None:
    place = anchor(before(), factory.span(TEXT, "Twelve mills"))
    found = find(place, [before(TEXT.replace("Twelve", "Nine"))])
    assert found == "“Twelve mills” no longer stands there in a.txt"


def test_the_words_in_other_surroundings_are_another_place() -> None:
    place = anchor(before(), factory.span(TEXT, "Twelve"))
    assert isinstance(
        find(place, [before("In June the choir of Varne sang for Twelve people, all of them deaf.")]), str
    )


def test_two_like_places_are_none() -> None:
    text = "A bell rang at the old mill of Varne near the pass. " * 4
    place = anchor(before(text), factory.span(text, "old mill", 1))
    assert find(place, [before(text + "Snow fell.")]) == "“old mill” stands in 2 like places of a.txt"


def test_another_article_with_the_words_is_not_taken() -> None:
    place = anchor(before(), factory.span(TEXT, "Twelve mills"))
    other = factory.article(TEXT + " More soon.", id="a2", origin="b.txt")
    assert find(place, [other]) == "a.txt is not among the articles"


def test_one_address_is_one_article() -> None:
    old, new = (
        replace(before(text), url="https://news.example/weir", origin=origin)
        for text, origin in ((TEXT, "a.html"), (TEXT + " More soon.", "b.html"))
    )
    assert isinstance(find(anchor(old, factory.span(TEXT, "Twelve")), [new]), Passage)
