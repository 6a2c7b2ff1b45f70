"""Whose name an attribution gets where the words beside the cue are not that name, on invented reports."""

from __future__ import annotations

import pytest

import factory
from rashomon.annotate import attributions, entities
from rashomon.annotate.parse import parse
from rashomon.annotate.subjects import subject


def speaker(text: str, content: str) -> str | None:
    """The entity who says the content that holds the words ``content``."""
    article = factory.article(text)
    parsed = parse(article)
    known = entities.find(article, parsed)
    found = attributions.find(article, parsed, known)
    held = [a for a in found if any(content in s.of(text) for s in a.content)]
    names = {e.id: e.name for e in known}
    return names.get(held[-1].source.entity or "") if held else None


@pytest.mark.parametrize(
    ("text", "content", "name"),
    [
        (
            "A lawyer for Mr. Orr, Ida Brandl, said on Monday that the bridge would close.",
            "the bridge would close",
            "Ida Brandl",
        ),
        (
            "Director of City Works Ida Brandl said on Monday that the bridge would close.",
            "the bridge would close",
            "Ida Brandl",
        ),
        (
            "Ida Brandl dismissed the remarks, saying that the bridge would close.",
            "the bridge would close",
            "Ida Brandl",
        ),
        (
            "Ida Brandl used a stop in the harbour to criticize the new bridge.",
            "the new bridge",
            "Ida Brandl",
        ),
        (
            "Mr. Orr’s lawyer said on Monday that the bridge would close. Mr. Orr’s lawyer, Ida Brandl, met the council.",
            "the bridge would close",
            "Ida Brandl",
        ),
        (
            "The report, by city counsel Ida Brandl, was long. The report said that the bridge would close.",
            "the bridge would close",
            "Ida Brandl",
        ),
        (
            "The mayors signed the Corvan Treaty and the Varne Charter in May. The treaty states that tolls are unlawful.",
            "tolls are unlawful",
            "Corvan Treaty",
        ),
    ],
)
def test_who_is_meant(text: str, content: str, name: str) -> None:
    assert speaker(text, content) == name


def test_a_passive_lends_its_subject_and_not_its_agent() -> None:
    text = "Ida Brandl was criticized by Casper Orr and said that the bridge would close."
    assert speaker(text, "the bridge would close") == "Ida Brandl"


def test_a_phrase_before_the_verb_shares_its_subject() -> None:
    text = "Ms. Brandl, in addition to calling for the report to be printed, called on the council to meet."
    parsed = parse(factory.article(text))
    verb = next(t.index for t in parsed.tokens if t.text == "calling")
    found = subject(parsed, verb)
    assert found is not None
    assert parsed.tokens[found].text == "Brandl"
