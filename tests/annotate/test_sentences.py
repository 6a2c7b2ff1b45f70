"""Where sentences begin and where they do not."""

from __future__ import annotations

import pytest

from rashomon.annotate.sentences import split

WHOLE = [
    "Sen. Orvin Pell shut the weir.",
    "Gov. Marsh met Dr. Quist and Mr. Pell.",
    "J. R. Hale wrote to T. Marsh.",
    "The U.S. officials left.",
    "The U.N. Council met.",
    "It cost 3.5 million marks.",
    "The weir broke at 5 p.m. on Tuesday.",
    "The mill […] was sold.",
    "The mill [...] Was it sold?",
    "The mill ... was sold.",
    "The mill … was sold.",
    "He asked “Why?” and left.",
    "It fell on No. 4 and Sept. 3.",
    "A line\nbroken in two.",
    "They had a mill in Conn. The firm left.",  # the known exception
]

PARTS = [
    ("Rain fell. The weir broke.", ["Rain fell.", "The weir broke."]),
    ("Rain fell! Did it break? Yes.", ["Rain fell!", "Did it break?", "Yes."]),
    ("“Rain fell. The weir broke,” she said.", ["“Rain fell.", "The weir broke,” she said."]),
    ("She said: “Rain fell.” The weir broke.", ["She said: “Rain fell.”", "The weir broke."]),
    ("She said ‘rain fell.’ “The weir broke.”", ["She said ‘rain fell.’", "“The weir broke.”"]),
    ("It left the U.S. The weir broke.", ["It left the U.S.", "The weir broke."]),
    ("The mill was sold ... The weir broke.", ["The mill was sold ...", "The weir broke."]),
    ("The mill was sold… The weir broke.", ["The mill was sold…", "The weir broke."]),
    ("“It was I.” He left.", ["“It was I.”", "He left."]),
    ("Was it open? No. The weir was shut.", ["Was it open?", "No.", "The weir was shut."]),
    ("A heading\n\nThe weir broke.", ["A heading", "The weir broke."]),
    ("Three things:\n- rain\n- wind\n- snow", ["Three things:", "- rain", "- wind", "- snow"]),
    ("Rain fell (all night). The weir broke.", ["Rain fell (all night).", "The weir broke."]),
    ("It was sold by Ardmoor Inc. The firm left.", ["It was sold by Ardmoor Inc.", "The firm left."]),
    ("In 1987. Then 40 left.", ["In 1987.", "Then 40 left."]),
]


@pytest.mark.parametrize("text", WHOLE)
def test_one_sentence(text: str) -> None:
    assert [s.of(text) for s in split(text, 0, len(text))] == [text]


@pytest.mark.parametrize(("text", "parts"), PARTS)
def test_several_sentences(text: str, parts: list[str]) -> None:
    assert [s.of(text) for s in split(text, 0, len(text))] == parts


def test_only_the_part_that_is_asked_for() -> None:
    text = "Rain fell. The weir broke. Mills flooded."
    assert [s.of(text) for s in split(text, 11, 26)] == ["The weir broke."]
    assert split(text, 0, 4)[0].of(text) == "Rain"


@pytest.mark.parametrize("text", ["", " ", "\n\n \t"])
def test_nothing_in_nothing(text: str) -> None:
    assert split(text, 0, len(text)) == []
