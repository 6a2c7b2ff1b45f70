"""Tokens with syntax: their spans, their sentences, and which blocks are read at all."""

from __future__ import annotations

import pytest

import factory
from rashomon.annotate.parse import parse, parser_id
from rashomon.model import Article, BlockRole

pytestmark = pytest.mark.slow

TEXT = "Weir shut\n\nThe council  shut\tthe weir. “Mills flooded,” she said.\n\nPhoto: T. Marsh\n\nThe re-elected warden didn’t sleep."
ROLES: list[BlockRole] = ["title", "body", "credit", "body"]


@pytest.fixture(scope="module")
def article() -> Article:
    return factory.article(TEXT, roles=ROLES)


def test_spans_are_exact_and_in_order(article: Article) -> None:
    parsed = parse(article)
    assert all(t.span.of(TEXT) == t.text for t in parsed.tokens)
    assert [t.index for t in parsed.tokens] == list(range(len(parsed.tokens)))
    assert all(a.end <= b.start for a, b in zip(parsed.tokens, parsed.tokens[1:], strict=False))
    assert all(t.text.strip() == t.text for t in parsed.tokens)


def test_sentences_are_ours(article: Article) -> None:
    parsed = parse(article)
    assert [s.of(TEXT) for s in parsed.sentences] == [
        "Weir shut",
        "The council  shut\tthe weir.",
        "“Mills flooded,” she said.",
        "The re-elected warden didn’t sleep.",
    ]
    for token in parsed.tokens:
        assert parsed.sentences[token.sentence].contains(token.span)
        assert parsed.tokens[token.head].sentence == token.sentence


def test_every_sentence_has_one_root(article: Article) -> None:
    parsed = parse(article)
    for n in range(len(parsed.sentences)):
        assert sum(t.head == t.index for t in parsed.in_sentence(n)) == 1


@pytest.mark.parametrize("role", ["credit", "byline", "other"])
def test_what_is_not_language_is_not_read(role: BlockRole) -> None:
    assert parse(factory.article("Photo by Tilda Marsh.", roles=[role])).tokens == ()


@pytest.mark.parametrize("role", ["title", "standfirst", "body", "caption"])
def test_what_is_language_is_read(role: BlockRole) -> None:
    assert len(parse(factory.article("Photo by Tilda Marsh.", roles=[role])).tokens) == 5


@pytest.mark.parametrize("dash", ["—", "–", "--", "-", "–-", "---"])
def test_language_begins_behind_a_dateline(dash: str) -> None:
    parsed = parse(factory.article(f"ULMEN, Ruland {dash} The council shut the weir."))
    assert [t.text for t in parsed.tokens][:2] == ["The", "council"]


def test_a_hyphened_prefix_is_no_word(article: Article) -> None:
    assert "re-elected" in [t.text for t in parse(article).tokens]


def test_a_sentence_is_parsed_alone() -> None:
    alone = parse(factory.article("The council shut the weir."))
    beside = parse(factory.article("Mills flooded. The council shut the weir. She slept."))
    assert [(t.text, t.pos, t.dep) for t in alone.tokens] == [
        (t.text, t.pos, t.dep) for t in beside.in_sentence(1)
    ]


@pytest.mark.parametrize(
    "text",
    ["…", "— — —", "😀 🏳️‍🌈!", "\u200b.", "a" * 3000, "12 " * 500, "((((", "«»“”", "e\u0301te\u0301 fut."],
)
def test_odd_texts_do_no_harm(text: str) -> None:
    parsed = parse(factory.article(text))
    assert all(t.span.of(text) == t.text for t in parsed.tokens)


def test_the_parser_is_named_with_its_version() -> None:
    name, version = parser_id().split("@")
    assert name.startswith("en-core-web-sm")
    assert version[0].isdigit()
