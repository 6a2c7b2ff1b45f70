"""Quotation marks as they come (rashomon.annotate.quotes)."""

from __future__ import annotations

import pytest

import factory
from rashomon.annotate import quotes


def insides(text: str, roles: tuple[str, ...] = ()) -> list[list[str]]:
    """The pieces of every quotation."""
    article = factory.article(text, roles=roles)  # type: ignore[arg-type]
    return [[p.of(text) for p in q.pieces] for q in quotes.find(article)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We close,” Brandl said. “For good.”", ["We close,", "For good."]),
        ('"We close," Brandl said. "For good."', ["We close,", "For good."]),
        ("''We close,'' Brandl said.", ["We close,"]),
        ("``We close,'' Brandl said.", ["We close,"]),
        ("Brandl sprach: «We close.»", ["We close."]),
        ("Brandl sprach: „We close.”", ["We close."]),
        ('“We close," Brandl said.', ["We close,"]),
        ("‘We close,’ said Brandl.", ["We close,"]),
        ("Mayor Vows 'A New Bridge' By Spring", ["A New Bridge"]),
        ("The town’s bridge and the builders’ hall don't matter.", []),
        ("He likes the ’90s and rock ’n’ roll.", []),
        ("A 6'2\" man crossed.", []),
        ("“I was—” he began.", ["I was—"]),
        ("(“No way,” she said.)", ["No way,"]),
        ("Nothing “” here.", []),
    ],
)
def test_one_paragraph(text: str, expected: list[str]) -> None:
    assert insides(text) == [[e] for e in expected]


def test_one_quotation_in_another() -> None:
    text = "“He said ‘never’ to the ‘old bridge,'” Brandl told the paper."
    found = quotes.find(factory.article(text))
    assert [(q.inside.of(text), q.depth, q.parent) for q in found] == [
        ("He said ‘never’ to the ‘old bridge,'", 0, None),
        ("never", 1, 0),
        ("old bridge,", 1, 0),
    ]


def test_a_plural_possessive_inside_single_marks() -> None:
    assert insides("‘The builders’ rights are gone,’ she said.") == [["The builders’ rights are gone,"]]


def test_same_marks_nested_where_enough_close() -> None:
    text = "“They sang “Old Ulmen” all night,” he said."
    assert [q.depth for q in quotes.find(factory.article(text))] == [0, 1]


@pytest.mark.parametrize("reopening", ["“", "’", "‘", '"'])
def test_several_paragraphs(reopening: str) -> None:
    text = f"Brandl said: “We close.\n\n{reopening}Then we build.”\n\nNobody objected."
    found = quotes.find(factory.article(text))
    assert [[p.of(text) for p in q.pieces] for q in found] == [["We close.", "Then we build."]]
    assert found[0].closed


def test_never_closed_ends_with_its_paragraph_in_doubt() -> None:
    text = "Brandl said: “We close.\n\nNobody objected."
    (found,) = quotes.find(factory.article(text))
    assert found.inside.of(text) == "We close."
    assert not found.closed


def test_captions_and_credits_are_not_read() -> None:
    text = "“Old” bridge\n\n“Look at this” sign\n\n“Foto” Weber"
    assert insides(text, ("title", "caption", "credit")) == [["Old"]]


def test_a_headline_never_runs_into_the_text() -> None:
    text = "Mayor: “We close\n\n“For good,” she said."
    assert insides(text, ("title",)) == [["We close"], ["For good,"]]


@pytest.mark.parametrize("mark", [*list("“”\"‘’'«»„‹›"), "''", "``"])
def test_any_heap_of_marks_is_read(mark: str) -> None:
    for text in (
        mark,
        mark * 7,
        f"a{mark} b {mark}c",
        f"{mark} \n\n {mark}x{mark}",
        f"{mark}𝔘{mark} {mark}ا",
    ):
        for q in quotes.find(factory.article(text)):
            assert all(p.of(text).strip() for p in q.pieces)
            assert q.outer.contains(q.inside)
