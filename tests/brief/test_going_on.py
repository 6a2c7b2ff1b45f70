"""What a sentence needs of those before it, and of the other reports, to be told: by the parser, on invented events."""

from __future__ import annotations

import pytest

import rashomon
from rashomon.ingest import read_bytes
from rashomon.verify import verify

SANK = "A ferry was lost near Lisbon on Monday after it hit a tanker in thick fog."
SUNK = "We saw thick fog near Lisbon when a ferry and a tanker met."


def told(*reports: str) -> list[str]:
    """The briefing of reports with these texts, which the checker passes."""
    names = ("Herald", "Bugle", "Gazette")
    articles = [
        read_bytes(f"Ferry lost near Lisbon\n\n{text}".encode(), f"{name}.txt", outlet=name)
        for name, text in zip(names, reports, strict=False)
    ]
    made = rashomon.compare(articles)
    assert verify(made) == ()
    return [line.text for line in made.briefing]


def has(lines: list[str], words: str) -> bool:
    return any(words in line for line in lines)


@pytest.mark.parametrize(
    ("state", "outcome"),
    [
        (
            "A court will question the owner of the ferry.",
            "A court has questioned the owner of the ferry.",
        ),
        (
            "The captain of the ferry has not been named.",
            "The captain of the ferry, Ida Brandl, 44, was rescued.",
        ),
    ],
)
def test_what_another_report_has_overtaken_is_not_told(state: str, outcome: str) -> None:
    first = f"{SANK} {state}"
    assert has(told(first, SUNK), state[:-1])
    assert not has(told(first, f"{SUNK} {outcome}"), state[:-1])


@pytest.mark.parametrize(
    ("said", "tells"),
    [
        ("The ferry denied its role in the summer of 2031.", False),
        ("The ferry had its role in the rescue of 12 divers in 2031.", True),
        ("The relationship began in the town of Porto in 2031.", False),
        ("The relationship between the ferry and its owner began in 2031.", True),
    ],
)
def test_a_noun_needs_what_completes_it(said: str, tells: bool) -> None:
    assert has(told(f"{SANK} Police closed the harbour of Lisbon. {said}", SUNK), said[:-1]) == tells


def test_a_pronoun_right_behind_its_sentence() -> None:
    went = "It had left a harbour in Spain at noon with a cargo of salt."
    assert has(told(f"{SANK} {went}", SUNK), "It had left a harbour")
    between = "In Porto, in quite another year, a brewer once hid 12 barrels."
    assert not has(told(f"{SANK} {between} {went}", SUNK), "It had left a harbour")


def test_reports_one_after_the_other() -> None:
    more = " Divers found the bell of the ferry. Police closed a harbour in Portugal to ferries for two days."
    lines = told(
        SANK + more,
        SUNK + " A helicopter rescued 38 passengers from the ferry. Two passengers died near Lisbon.",
    )
    who = [n for line in lines for n in ("Herald", "Bugle") if n in line]
    assert len(lines) >= 4
    assert who == sorted(who, key=who.index)


def test_a_source_of_its_own_is_not_doubled() -> None:
    lines = told(f"{SANK} Two passengers died near Lisbon, police said.", SUNK)
    assert has(lines, "police said (Herald).")


def test_a_caption_is_no_sentence() -> None:
    caption = "A ferry lies near Lisbon on Monday after an accident in thick fog."
    assert has(told(f"{caption}\n\n{SANK}", SUNK), "lies near")
    assert not has(told(f"{caption}\n\n(Herald photo) {SANK}", SUNK), "lies near")


def test_a_dateline_that_is_cut_off() -> None:
    assert has(told(f"(KULM) – {SANK}", SUNK), SANK[:-1])


def test_a_party_and_state_in_brackets_are_no_dateline() -> None:
    rest = "(R-Fla.) watched as a ferry was lost near Lisbon on Monday after it hit a tanker in thick fog."
    lines = told(f"LISBON -- U.S. Sen. Otto Kern {rest}", SUNK)
    assert has(lines, "Kern (R-Fla.) watched") or not has(lines, "watched")
    assert not any(line.startswith("Fla") for line in lines)


def test_who_is_introduced_by_age() -> None:
    lines = told(f"{SANK} Otto Kern, 61, left the ferry in a small boat.", SUNK)
    assert has(lines, "Otto Kern, 61, left")
    assert not has(told(f"{SANK} Otto Kern left the ferry in a small boat.", SUNK), "Kern")


def test_also_of_what_is_told_nowhere() -> None:
    two = "Divers found a boy aboard. In the cabin of the ferry they found a girl, who was also unhurt."
    assert not has(told(f"{SANK} {two}", SUNK), "who was unhurt")


@pytest.mark.parametrize(
    ("said", "tells"),
    [
        ("Divers found four of them in Porto.", False),
        ("Divers looked for 12 boats in Porto and found four of them.", True),
        ("Divers of Porto found four of the boats that had sunk in 2031.", True),
    ],
)
def test_some_of_them_are_some_of_what_was_told(said: str, tells: bool) -> None:
    text = f"{SANK} Police closed the harbour of Lisbon. {said}"
    assert has(told(text, SUNK), said[:-1]) == tells


def test_how_somebody_is_remembered_waits_for_what_befell_him() -> None:
    portrait = "Neighbours in Lisbon described ferry captain Ida Brandl as a careful woman."
    killed = "Ferry captain Ida Brandl was killed near Lisbon on Monday."
    assert not has(told(f"{SANK} {portrait}", SUNK), "careful")
    lines = told(f"{SANK} {portrait} {killed}", SUNK)
    places = [n for w in ("was killed", "careful") for n, line in enumerate(lines) if w in line]
    assert places == sorted(places)
    assert has(lines, "was killed")


def test_what_the_law_made_of_it_is_not_the_same_again() -> None:
    first = "A man is dead after a ferry sank near Lisbon on Monday."
    charged = "A Porto man faces charges after a ferry sank near Lisbon on Monday."
    drowned = "A Porto man is dead after a ferry sank near Lisbon on Monday."
    assert has(told(first, charged), "faces charges")
    assert not has(told(first, drowned), "Porto")


def test_an_aside_that_says_what_two_have_to_do_with_each_other_is_kept() -> None:
    """Of a long sentence only; one that ties nobody is left out."""
    long = (
        "The election of captain Ida Brandl on Monday after four hours of talks in a hotel near the harbour of Lisbon and"
        " a vote of 12 members is a victory for the Porto Yard, {}."
    )
    tied, loose = "which she had led in 2031", "which had opened in 2031"
    assert has(told(f"{SANK} {long.format(tied)}", SUNK), tied)
    lines = told(f"{SANK} {long.format(loose)}", SUNK)
    assert has(lines, "a victory for the Porto Yard")
    assert not has(lines, loose)
