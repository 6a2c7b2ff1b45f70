"""Versions of one utterance under each other."""

from __future__ import annotations

from rashomon.model import Span
from rashomon.report.versions import Column, Content, columns


def at(text: str, needle: str) -> Span:
    return Span(text.index(needle), text.index(needle) + len(needle))


def rows(found: tuple[Column, ...]) -> list[str]:
    """Each version as one line; differing words in capitals, drawn gaps as dots, plain gaps left out."""
    said = []
    for v in range(len(found[0])):
        cells = [column[v] for column in found]
        said.append(
            " ".join(
                c.text.upper() if c.marked else c.text or ("·" if c.missing else "") for c in cells
            ).strip()
        )
    return said


def test_two_versions_face_each_other_at_their_differences():
    a, b = "ready to meet the tall wave of the sea", "prepared to meet the wave of that sea"
    differences = [
        (at(a, "ready"), at(b, "prepared")),
        (at(a, "tall"), None),
        (at(a, "of the"), at(b, "of that")),
    ]
    found = columns([Content(a, (Span(0, len(a)),)), Content(b, (Span(0, len(b)),))], differences)
    assert rows(found) == [
        "READY to meet the TALL wave OF THE sea",
        "PREPARED to meet the · wave OF THAT sea",
    ]


def test_an_added_word_leaves_a_gap_in_the_base():
    a, b = "we go home", "we all go home"
    found = columns([Content(a, (Span(0, 10),)), Content(b, (Span(0, 14),))], [(None, at(b, "all"))])
    assert rows(found) == ["we · go home", "we ALL go home"]


def test_a_shorter_quotation_is_no_difference():
    a, b = "in the end we shall go home", "we shall go home"
    found = columns([Content(a, (Span(0, len(a)),)), Content(b, (Span(0, len(b)),))], [])
    assert rows(found) == ["in the end we shall go home", "we shall go home"]


def test_three_versions_share_columns():
    a, b, c = "a big dog ran off", "a large dog ran off", "a big old dog ran away"
    differences = [
        (at(a, "big"), at(b, "large"), at(c, "big")),
        (None, None, at(c, "old")),
        (at(a, "off"), at(b, "off"), at(c, "away")),
    ]
    found = columns([Content(t, (Span(0, len(t)),)) for t in (a, b, c)], differences)
    assert rows(found) == ["a BIG · dog ran OFF", "a LARGE · dog ran OFF", "a BIG OLD dog ran AWAY"]


def test_pieces_and_scripts_without_blanks():
    a = "“one two,” she said, “three four”"
    b = "one two three five"
    spans = (at(a, "one two,"), at(a, "three four"))
    found = columns([Content(a, spans), Content(b, (Span(0, len(b)),))], [(at(a, "four"), at(b, "five"))])
    assert rows(found) == ["one two, three FOUR", "one two three FIVE"]
    assert rows(
        columns([Content("漢字仮", (Span(0, 3),)), Content("漢仮", (Span(0, 2),))], [(Span(1, 2), None)])
    ) == ["漢 字 仮", "漢 · 仮"]
