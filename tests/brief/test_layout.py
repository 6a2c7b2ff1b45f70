"""What stands in a report beside its own sentences, and signs of a broken one (rashomon.brief.layout, .broken)."""

from __future__ import annotations

import pytest

import factory
import rashomon
from rashomon.brief.broken import CAPITALS, TYPED
from rashomon.brief.layout import ELSEWHERE, transcript
from rashomon.ingest import read_bytes
from rashomon.verify import verify


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("The mayor spoke. Mayor Ida Voss: The weir is sound.", 17),
        ("The mayor spoke.\nIda Voss: “The weir is sound.”", 17),
        ("We asked the old Ida Voss: The weir is sound.", None),  # a sentence of the report
        ("Ida Voss said this: The weir is sound.", None),
        ("Ida Voss: 12 goats", None),
    ],
)
def test_a_transcript_begins_at_a_name_before_a_colon(text: str, start: int | None) -> None:
    assert transcript(text, [factory.span(text, "Ida Voss")]) == start


@pytest.mark.parametrize(
    "words",
    [
        "They paid at a an old mill.",
        "Otto Kern said Sunday said he was ill.",
        "Four wardens-one of them old-fell.",
        "About Ulmen Mills LLC Ulmen Mills is a firm.",
        "The mayor is not upset, said just after the vote.",
        "It was a warden, that broke the weir.",
        "Buy Photo The mayor waves.",
        "June 2, 2031 Wardens are about to start.",
        "The mayor said in a talk that plans to run.",
    ],
)
def test_a_broken_sentence_is_seen(words: str) -> None:
    assert TYPED.search(words)


@pytest.mark.parametrize(
    "words",
    [
        "The mayor said that the plans to run were old.",
        "Twenty-one wardens fell, said a mayor of Ulmen.",
        "The firm is in Ulmen, and the mayor was in Grell.",
        "It was a warden that broke the weir.",
    ],
)
def test_a_sound_sentence_is_not_taken_for_broken(words: str) -> None:
    assert not TYPED.search(words)


def test_a_line_in_capitals_within_a_sentence_is_seen() -> None:
    assert CAPITALS.search("The radio says TWO WARDENS HAVE DROWNED in Ulmen")
    assert not CAPITALS.search("The U.S. UN NATO office in Ulmen")


@pytest.mark.parametrize(
    ("words", "away"),
    [
        ("In an unrelated incident, a mill burned.", True),
        ("Also this week, in an unrelated crash, a warden fell.", True),
        ("Separately, a mill burned.", True),
        ("The two wardens are unrelated.", False),
    ],
)
def test_a_sentence_that_leaves_the_event(words: str, away: bool) -> None:
    assert bool(ELSEWHERE.search(words)) == away


def told(herald: str, bugle: str) -> list[str]:
    made = rashomon.compare(
        [read_bytes(t.encode(), f"{o}.txt", outlet=o) for o, t in (("Herald", herald), ("Bugle", bugle))]
    )
    assert verify(made) == ()
    return [line.text for line in made.briefing]


RAIN = "Weir breaks at Ulmen\n\nA weir broke near Ulmen on Monday after two days of heavy rain, wardens said."


def test_words_of_a_transcript_are_not_told_as_the_reports() -> None:
    spoken = "The weir near Ulmen needs a new wall of stone before the rain of autumn."
    speech = f"Mayor on the weir\n\nMayor Ida Voss spoke on the weir at Ulmen on Monday.\n\nMayor Ida Voss: {spoken}"
    assert not any("new wall" in line for line in told(RAIN, f"{speech} {spoken}"))


def test_a_headline_in_the_first_line_is_not_told_as_a_sentence() -> None:
    """Where a file has no title, its first line may be one."""
    body = "A weir broke near Ulmen on Monday after two days of heavy rain, and seven goats drowned, wardens said."
    lines = told(RAIN, f"Wardens save goats near broken weir.\n\n{body} Wardens were sent to Ulmen.")
    assert lines
    assert not any(line.startswith("Wardens save goats") for line in lines)


def test_so_far_is_no_joining_word() -> None:
    lines = told(RAIN, f"{RAIN} So far, no wardens near Ulmen have found a cause of the broken weir.")
    assert not any(line.startswith("Far") for line in lines)
