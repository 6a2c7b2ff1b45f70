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
        ('"We close, "Brandl said. The weir broke. "It was old. "', ["We close,", "It was old."]),
        ('"We close, "the mayor said. Brandl said the weir broke.', ["We close,"]),
    ],
)
def test_one_paragraph(text: str, expected: list[str]) -> None:
    assert insides(text) == [[e] for e in expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # other conventions, and marks that were turned round
        ("»We stay,« said Vale. »For ever.«", ["We stay,", "For ever."]),
        ("„We stay,“ said Vale. „For ever.“", ["We stay,", "For ever."]),
        ("« We stay », said Vale. « For ever. »", ["We stay", "For ever."]),
        ("“We stay,“ said Vale. “For ever.“", ["We stay,", "For ever."]),
        ("”We stay,” said Vale. ”For ever.”", ["We stay,", "For ever."]),
        ("‚We stay,‘ said Vale.", ["We stay,"]),
        # one kind opens, another closes
        ("‘We stay,' said Vale. ‘For ever.'", ["We stay,", "For ever."]),
        ("“We stay,’ said Vale.", ["We stay,"]),
        ("‘We stay,” said Vale. “For ever.”", ["We stay,", "For ever."]),
        ("'We stay,\" said Vale.", ["We stay,"]),
        # spaces where none belong, and none where one does
        ("“ We stay , ” said Vale .", ["We stay ,"]),
        ('" We stay , " said Vale . " For ever . "', ["We stay ,", "For ever ."]),
        ('"We stay," said Vale."For ever."', ["We stay,", "For ever."]),
        ("“We stay,” said Vale.“For ever.”", ["We stay,", "For ever."]),
        ("“Stop!” “Why?” “Because.”", ["Stop!", "Why?", "Because."]),
        ("“Stop”—said Vale—“now.”", ["Stop", "now."]),
        # omissions and insertions end nothing
        ("Vale said: “We stay […] until the end.” She left.", ["We stay […] until the end."]),
        ('Vale said: "We stay [...] until the end." She left.', ["We stay [...] until the end."]),
        ("Vale “[would] never leave”, she said.", ["[would] never leave"]),
        ("“…we stay…” she said.", ["…we stay…"]),
        # apostrophes and measures
        ("'It's ours and it's staying.' She left.", ["It's ours and it's staying."]),
        ("Vale said 'the builders' rights' were gone.", ["the builders' rights"]),
        ("‘The crew’s boat and the builders’ yard,’ she said, ‘are gone.’",
         ["The crew’s boat and the builders’ yard,", "are gone."]),
        ("'Tis the season, said Vale, and 'twas 'grand'.", ["grand"]),
        ("The '80s were hard, and rock 'n' roll was 'dead'.", ["dead"]),
        ("The ‘s-Hertogenbosch mayor said ‘no’.", ["no"]),
        ("The 6' by 4' board, the 5\" screw and \"the rest\".", ["the rest"]),
        ('"The 12" pipe broke," said Vale.', ['The 12" pipe broke,']),
        ('"I am 25" and "still here", said Vale.', ["I am 25", "still here"]),
        # a closing mark that is missing ends with the next quotation's sentence, or its paragraph
        ("“We stay, said Vale. “For ever.”", ["We stay, said Vale.", "For ever."]),
        ('"We stay," said Vale. "For ever.', ["We stay,", "For ever."]),
        ("“We stay,” said Vale. For ever.”", ["We stay,"]),
    ],
)  # fmt: skip
def test_marks_as_they_come(text: str, expected: list[str]) -> None:
    outer = [q for q in quotes.find(factory.article(text)) if q.depth == 0]
    assert [q.inside.of(text) for q in outer] == expected


@pytest.mark.parametrize(
    ("text", "outer", "inner"),
    [
        ("“‘Never again,’ they told us,” said Vale.", "‘Never again,’ they told us,", ["Never again,"]),
        ("\"'Never again,' they told us,\" said Vale.", "'Never again,' they told us,", ["Never again,"]),
        ("“They told us ‘never again.’”", "They told us ‘never again.’", ["never again."]),
        ("‘I told her, “Go,” and she went,’ said Vale.", "I told her, “Go,” and she went,", ["Go,"]),
        ("“I said, “Stop,” and he said, “No.””", "I said, “Stop,” and he said, “No.”", ["Stop,", "No."]),
        ('"The so-called "free" port is a joke," said Vale.', 'The so-called "free" port is a joke,', ["free"]),
        ("“It’s ‘ours’ and ‘theirs,’” said Vale.", "It’s ‘ours’ and ‘theirs,’", ["ours", "theirs,"]),
        ("«He said ‹no›», said Vale.", "He said ‹no›", ["no"]),
        ("“The crew’s boat and ‘Anna’s’ dress,” said Vale.", "The crew’s boat and ‘Anna’s’ dress,", ["Anna’s"]),
    ],
)  # fmt: skip
def test_what_stands_in_what(text: str, outer: str, inner: list[str]) -> None:
    found = quotes.find(factory.article(text))
    assert [q.inside.of(text) for q in found if q.depth == 0] == [outer]
    assert [q.inside.of(text) for q in found if q.depth == 1] == inner


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


@pytest.mark.parametrize("mark", ["‘’", "''"])
def test_single_marks_over_several_paragraphs(mark: str) -> None:
    opening, closing = mark
    text = (
        f"Brandl said: {opening}We close.\n\n{opening}The crew’s boat stays.\n\n{opening}Then we build.{closing} "
        "Nobody objected."
    )
    (found,) = quotes.find(factory.article(text))
    assert [p.of(text) for p in found.pieces] == ["We close.", "The crew’s boat stays.", "Then we build."]
    assert found.closed


def test_reopened_with_the_wrong_mark_and_closed_with_it() -> None:
    text = "Brandl wrote: “We close.\n\n’We never leave,’ he wrote. “Never.”"
    assert insides(text) == [["We close.", "We never leave,"], ["Never."]]


def test_a_lone_apostrophe_opens_nothing_over_paragraphs() -> None:
    assert insides("They play rock 'n roll here.\n\n'We close,' said Brandl.") == [["We close,"]]


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
