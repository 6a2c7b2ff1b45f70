"""Differences of two and more versions: kinds, smallest units, exact spans."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import factory
from rashomon.align.differences import between
from rashomon.align.quoted import read
from rashomon.model import Annotated, Attribution, Parse, Source, Span


def _differences(*quoted: str) -> list[tuple[str, ...]]:
    """Kind and readings ("" for none) of versions that are each a whole article in quotation marks."""
    texts, versions = {}, []
    for n, words in enumerate(quoted):
        text = f"“{words}”"
        article = factory.article(text, id=f"a{n}")
        said = Attribution(
            f"q{n}", article.id, "direct", (Span(1, len(text) - 1),), (), Source(None, None), (), None
        )
        annotated = Annotated(article, Parse((), ()), (), (said,), (), (), ())
        texts[said.id] = text
        versions.append(read(annotated, said, None, None, ()))
    rows = []
    for difference in between(versions[0], versions[1:]):
        assert [name for name, _ in difference.readings] == [f"q{n}" for n in range(len(quoted))]
        rows.append((difference.kind, *(s.of(texts[q]) if s else "" for q, s in difference.readings)))
    return rows


@pytest.mark.parametrize(
    ("base", "version", "expected"),
    [
        (
            "The harbour is prepared to meet the demands of a new fishing fleet founded on trust",
            "The harbour is ready to meet the demand of a fishing fleet based on trust",
            [
                ("synonym", "prepared", "ready"),
                ("inflection", "demands", "demand"),
                ("dropped", "new", ""),
                ("synonym", "founded", "based"),
            ],
        ),
        ("We lost 40 boats in the storm", "We lost 14 boats in the storm", [("number", "40", "14")]),
        (
            "We will sell the old ferry",
            "We will not sell the old ferry",
            [("negation", "", "not")],
        ),
        ("They have never paid a fee", "They have paid a fee", [("negation", "never", "")]),
        ("We should keep the tower", "We shouldn’t keep the tower", [("negation", "", "n’t")]),
        (
            "I told Marten Oskar about the leak",
            "I told Lena Vries about the leak",
            [("name", "Marten Oskar", "Lena Vries")],
        ),
        (
            "The council knew all of this in the early spring and it kept silent",
            "The council knew […] and it kept silent",
            [("elision", "all of this in the early spring", "[…]")],
        ),
        (
            "The council knew ... and it kept silent",
            "The council knew it all and it kept silent",
            [("elision", "...", "it all")],
        ),
        (
            "he will open the lock before the flood comes",
            "[the mayor] will open the lock before the flood comes",
            [("other", "he", "[the mayor]")],
        ),
        (
            "Before all else, as you know, we shall mend the lower dyke before the winter",
            "we shall mend the lower dyke",
            [("dropped", "Before all else, as you know", ""), ("dropped", "before the winter", "")],
        ),
        (
            "we shall mend the lower dyke",
            "we shall surely mend the lower dyke",
            [("added", "", "surely")],
        ),
        ("the damn dyke broke at noon", "the d**n dyke broke at noon", [("other", "damn", "d**n")]),
        (
            "we will ask the island council for money",
            "we will ask the elders of each village for money",
            [("rewording", "island council", "elders of each village")],
        ),
        (
            "the dyke, which two men of the upper village had mended with planks in the spring, broke at noon",
            "the dyke broke at noon",
            [("dropped", "which two men of the upper village had mended with planks in the spring", "")],
        ),
    ],
)
def test_one_kind_each(base: str, version: str, expected: list[tuple[str, ...]]) -> None:
    assert _differences(base, version) == expected


@pytest.mark.parametrize(
    ("base", "version"),
    [
        ("The U.S. favours a like-minded neighbour", "the US favors a like minded neighbor,"),
        ("We don’t know, and we cannot say", "we do not know - and we can not say"),
        ("Ten per cent of e-mail is lost", "10 percent of email is lost!"),
        ("[T]he gate will close", "The gate will close"),
        ("The ‘north’ gate will close …", "The “north” gate will close"),
    ],
)
def test_typography_and_spelling_are_no_difference(base: str, version: str) -> None:
    assert _differences(base, version) == []


def test_three_versions_share_units_without_overlap() -> None:
    rows = _differences(
        "Our old harbour is ready for winter, and every boat has a berth",
        "Our harbour is prepared for winter, and every boat has a berth",
        "Our old harbour is ready for winter",
    )
    assert rows == [
        ("dropped", "old", "", "old"),
        ("synonym", "ready", "prepared", "ready"),
        ("dropped", "and every boat has a berth", "and every boat has a berth", ""),
    ]


def test_parts_that_share_nothing_are_not_aligned_word_by_word() -> None:
    rows = _differences(
        "The lighthouse was built by fishermen and will be kept by fishermen",
        "Nobody on this rock ever asked for charity",
    )
    assert [kind for kind, *_ in rows] == ["dropped", "added"]


_WORDS = st.lists(
    st.sampled_from(
        ["the", "a", "gate", "gates", "not", "7", "[…]", "[she]", "Mira", "of", "keeps", "…", "’", "«"]
    ),
    min_size=1,
    max_size=14,
)


@given(_WORDS, _WORDS, _WORDS)
@settings(max_examples=150, deadline=None)
def test_any_words_give_spans_inside_the_version(a: list[str], b: list[str], c: list[str]) -> None:
    quoted = [" ".join(words) for words in (a, b, c)]
    for kind, *readings in _differences(*quoted):
        assert any(readings), kind
        for reading, whole in zip(readings, quoted, strict=True):
            assert reading in whole
    assert _differences(quoted[0], quoted[0]) == []


def test_what_follows_in_a_further_piece_answers_nothing() -> None:
    """“It broke at noon.” … “Later.” against “It broke at noon. I mean it.”: an omission and an addition."""
    text = "“The dyke broke at noon.” She drank. “Later.”"
    other = "“The dyke broke at noon. I mean it.”"
    versions = []
    for n, (body, words) in enumerate(
        ((text, ("The dyke broke at noon.", "Later.")), (other, ("The dyke broke at noon. I mean it.",)))
    ):
        article = factory.article(body, id=f"a{n}")
        content = tuple(factory.span(body, w) for w in words)
        said = Attribution(f"q{n}", article.id, "direct", content, (), Source(None, None), (), None)
        versions.append(
            read(Annotated(article, Parse((), ()), (), (said,), (), (), ()), said, None, None, ())
        )
    found = between(versions[1], versions[:1])
    assert [d.kind for d in found] == ["dropped", "added"]


def test_a_word_is_no_rewording_of_a_long_stretch() -> None:
    """ "20" in what one version leaves out makes no conflict of numbers with the word that stands there instead."""
    found = _differences(
        "the dyke that 20 men of the upper village had mended with planks broke at noon",
        "the dyke suddenly broke at noon",
    )
    assert {kind for kind, *_ in found} <= {"dropped", "added", "rewording"}
    assert "number" not in {kind for kind, *_ in found}
