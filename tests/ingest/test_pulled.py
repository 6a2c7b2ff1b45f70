"""Pull quotes: a sentence of the report that is set a second time."""

from __future__ import annotations

import pytest

from rashomon.ingest import read_bytes
from rashomon.ingest.pulled import pulled

SAID = (
    "“We stay here until the last boat is home,” said Orrin Vale, the harbour master, “and not an hour less.”"
)
SPLIT = "“The quay is ours,” said Vale, “and it stays ours as long as I live.” She left."
OTHER = "The harbour was closed on Tuesday, and it rained all week."


@pytest.mark.parametrize(
    "repeated",
    [
        "“We stay here until the last boat is home”",
        "“We stay here until the last boat is home…”",
        "We stay here until the last boat is home",
        '"We stay here until the last boat is home" — Orrin Vale, harbour master',
        "“We stay here until the last boat is home, and not an hour less.”",
        "‘WE STAY HERE UNTIL THE LAST BOAT IS HOME’",
    ],
)
def test_a_sentence_that_is_set_again(repeated: str) -> None:
    assert list(pulled([SAID, repeated, OTHER])) == [1]
    assert list(pulled([repeated, OTHER, SAID])) == [0]


def test_two_halves_without_she_said() -> None:
    assert list(pulled(["“The quay is ours and it stays ours as long as I live.”", SPLIT])) == [0]


@pytest.mark.parametrize(
    "row",
    [
        "“We stay here until the last boat is gone”",  # other words
        "“We stay here”",  # too short to be no chance
        "The harbour was closed on Tuesday",  # no marks, and short
        "“It stays ours as long as I live, the quay is ours.”",  # another order
        OTHER,
    ],
)
def test_what_says_something_of_its_own(row: str) -> None:
    assert list(pulled([SAID, SPLIT, "Nothing else happened there.", row])) == []


def test_a_paragraph_that_stands_twice_is_none() -> None:
    assert list(pulled([SAID, OTHER, SAID])) == []


def test_the_outlets_own_words_without_marks_are_none() -> None:
    assert list(pulled(["The harbour was closed on Tuesday, and it rained", OTHER])) == []


def test_the_name_beneath_goes_too() -> None:
    rows = [SAID, "“We stay here until the last boat is home”", "— Orrin Vale, harbour master", OTHER]
    assert list(pulled(rows)) == [1, 2]
    assert list(pulled([rows[0], rows[1], "Orrin Vale left.", OTHER])) == [1]


def test_what_is_no_part_of_the_text_holds_nothing() -> None:
    assert list(pulled([None, "“We stay here until the last boat is home”"])) == []


def test_a_page_with_a_pull_quote_has_it_once() -> None:
    pull = "We stay here until the last boat is home"
    page = (
        "<html lang=en><head><title>Harbour closed</title></head><body><article><h1>Harbour closed</h1>"
        f"<p>{OTHER}</p><p>{SAID}</p><blockquote class=pull-quote><p>{pull}</p></blockquote>"
        f"<p>{SPLIT}</p><p>The council of Grell meets on Friday to talk about the new quay and its price.</p>"
        "</article></body></html>"
    )
    article = read_bytes(page.encode(), "a.html")
    roles = [b.role for b in article.blocks if pull in article.text[b.start : b.end]]
    assert sorted(roles) in (["body"], ["body", "other"])
    plain = read_bytes(f"Harbour closed\n\n{SAID}\n\n“{pull}”\n\n{OTHER}".encode(), "a.txt")
    assert [b.role for b in plain.blocks] == ["title", "body", "other", "body"]


def test_a_long_text_of_one_line_is_read_at_once() -> None:
    rows = ["“We stay here until the boat is home”"] * 20_000
    assert list(pulled(rows)) == []
