"""The roles of lines, and the paragraphs they are found in."""

from __future__ import annotations

import pytest

from rashomon.ingest import read_bytes
from rashomon.ingest.roles import is_byline

BODY = "The wall broke at dawn, the mayor said on Tuesday. Nobody was hurt."


def roles(text: str, name: str = "a.txt") -> list[tuple[str, str]]:
    article = read_bytes(text.encode(), name)
    return [(b.role, article.text[b.start : b.end]) for b in article.blocks]


def among(line: str) -> list[tuple[str, str]]:
    """The roles of a line that stands between a headline and the text, or between two paragraphs."""
    return roles(f"Wall Breaks in Ellery\n\n{BODY}\n\n{line}\n\n{BODY}")[2:-1]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"Wall breaks in Ellery\n\n{BODY}", "Wall breaks in Ellery"),
        (f"Wall breaks in Ellery\n{BODY}", "Wall breaks in Ellery"),
        (f"‘Nobody slept’ as wall breaks\n\n{BODY}", "‘Nobody slept’ as wall breaks"),
        (f"Ruiz Leaves Ellery for the U.S.\n\n{BODY}", "Ruiz Leaves Ellery for the U.S."),
        (f"ADVERTISEMENT\n\nWall breaks in Ellery\n\n{BODY}", "Wall breaks in Ellery"),
        ("Wall breaks in Ellery", None),
        ("Wall breaks in Ellery\n\n***\n", None),
        (f"The wall broke at dawn.\n\n{BODY}", None),
        (f"“Nobody slept.”\n\n{BODY}", None),
        (f"By Ana Ruiz\n\n{BODY}", None),
    ],
)
def test_title(text: str, title: str | None) -> None:
    article = read_bytes(text.encode(), "a.txt")
    assert article.title == title
    assert [article.text[b.start : b.end] for b in article.blocks if b.role == "title"] == (
        [title] if title else []
    )


@pytest.mark.parametrize(
    ("caption", "credit"),
    [
        ("Rescue crews search the rubble in Ellery on Tuesday.", "(AP Photo/Jane Doe, File)"),
        ("A flooded street in Ellery", "Jane Doe/AP"),
        ("A flooded street in Ellery.", "Photograph: Jane Doe/The Bell"),
        ("Mayor Ana Ruiz (R) and the engineer Joe Roe (L)", "JOE VAN DER ROE via Getty Images"),
        ("Mayor Ana Ruiz (left) with the engineer Joe Roe", "Jane Doe / Pool / AFP"),
        ("FILE PHOTO: Workers mend the wall in May.", "REUTERS/Jane Doe/File Photo"),
        ("Smoke over the harbour", "[Jane Doe/AFP]"),
        ("The wall before the flood", "Picture: Jane Doe"),
    ],
)
def test_caption_and_credit_in_one_line(caption: str, credit: str) -> None:
    assert among(f"{caption} {credit}") == [("caption", caption), ("credit", credit)]
    assert among(credit) == [("credit", credit)]


@pytest.mark.parametrize(
    "line",
    [
        "FILE - Governor Ana Ruiz speaks in Ellery on May 3, 2021.",
        "Pictured: the mayor leaving the court",
        "Ana Ruiz, left, and Joe Roe, right, arrive at the court on Monday.",
        "President Ana Ruiz (R) and Prime Minister Joe Roe (L) shake hands in Ellery on June 3.",
        "A general view of the harbour in Ellery",
        "Image caption, The wall before the flood",
    ],
)
def test_captions(line: str) -> None:
    assert among(line) == [("caption", line)]


def test_a_caption_given_twice() -> None:
    text = f"Wall Breaks in Ellery\n\nAna Ruiz at the wall\nAna Ruiz at the wall Joe Roe, The Bell via Alamy\n\n{BODY}"
    assert [role for role, _ in roles(text)] == ["title", "caption", "caption", "credit", "body"]


def test_a_line_over_a_credit() -> None:
    text = (
        f"Wall Breaks in Ellery\n\nSearchers dig at the wall on Tuesday.\nPhoto: Joe Roe\n\n{BODY}\n\n{BODY}"
    )
    assert [role for role, _ in roles(text)] == ["title", "caption", "credit", "body", "body"]


@pytest.mark.parametrize(
    "line",
    [
        "“We will rebuild,” said the mayor. Photograph: Jane Doe/PA",
        "’To do this, we need stone.”",
        "'We will rebuild': the mayor via Getty Images",
        "Sen. Ana Ruiz (R) told reporters that she would not run.",
        "Sen. Ana Ruiz (R) and Rep. Joe Roe (D) voted for the wall.",
        "The ministry said the picture was sold via Getty Images.",
        "Voters on the left, right and centre rejected the plan.",
        "The file was sent to the court: it held 300 pages.",
        "Police said 12 people died in the storm. (AP)",
        "According to a Reuters/Ipsos poll, 40 percent agree.",
        "The deal was reported by AP/Reuters.",
        "Pictured here for the first time, the boat was built in secret.",
        "By Tuesday evening the river had risen.",
        "Photo evidence of the crime was shown in court.",
        "Read more than one paper, he advised.",
        "Comments by the mayor drew anger.",
        "Writing by candlelight, he finished in May.",
        "Share prices fell.",
        "Related companies were fined.",
    ],
)
def test_body_stays_body(line: str) -> None:
    assert among(line) == [("body", line)]
    head = roles(f"Wall Breaks in Ellery\n\n{line}\n\n{BODY}")
    assert ("body", line) in head


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement",
        "* * *",
        "Read more: Mayor to resign",
        "READ MORE: Mayor to resign",
        "Sign up for our morning newsletter",
        "(Reporting by Jane Doe; Editing by Joe Roe)",
        "Published June 18, 2024",
        "18 June 2024, 9:00 am",
    ],
)
def test_other(line: str) -> None:
    assert among(line) == [("other", line)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("By Jane Doe", True),
        ("BY JANE DOE AND JOE ROE, STAFF WRITERS", True),
        ("Jane Doe, Staff writer", True),
        ("By Jane Doe in Ellery", True),
        ("By Jane Doe | June 18, 2024", True),
        ("By Tuesday", False),
        ("By Monday, Ruiz Was Out", False),
        ("By the river", False),
        ("Ana Ruiz, editor of the Bell, said", False),
    ],
)
def test_byline(line: str, expected: bool) -> None:
    assert is_byline(line) is expected
    if expected:
        assert roles(f"Wall Breaks in Ellery\n\n{line}\n\n{BODY}")[1] == ("byline", line)


def test_standfirst() -> None:
    deck = "Mayor asks for help as the sea floods the old harbour"
    assert roles(f"Wall Breaks in Ellery\n\n{deck}\n\n{BODY}")[1] == ("standfirst", deck)
    assert roles(f"Wall Breaks in Ellery\n\n{deck}.\n\nBy Jane Doe\n\n{BODY}")[1] == (
        "standfirst",
        deck + ".",
    )


def test_a_line_before_a_credit_under_the_headline_is_its_caption() -> None:
    text = f"Wall Breaks in Ellery\n\nSearchers wait at the wall\n\nPhotograph: Joe Roe/Bell Images\n\n{BODY}"
    assert [role for role, _ in roles(text)] == ["title", "caption", "credit", "body"]


def test_wrapped_paragraphs_are_one_block() -> None:
    text = (
        "Wall Breaks in Ellery\n\n"
        "The wall broke at dawn, the mayor of Ellery said on Tuesday, and the\n"
        "sea came in. Nobody was hurt, but forty houses in the lower town were\n"
        "flooded.\n\n"
        "“Nobody slept,” said Ana Ruiz, who lives beside the harbour. She and\n"
        "her neighbours had carried sand all night. “We will rebuild,” she went\n"
        "on, “and we will build higher.”\n"
    )
    assert [role for role, _ in roles(text)] == ["title", "body", "body"]


def test_lines_are_blocks_where_nothing_is_wrapped() -> None:
    text = f"Wall Breaks in Ellery\n{BODY}\n{BODY} It was cold.\n“Nobody slept,” said Ruiz.\n"
    assert [role for role, _ in roles(text)] == ["title", "body", "body", "body"]


@pytest.mark.parametrize(
    "dateline",
    [
        "ELLERY, Norland (AP) —",
        "ELLERY, June 18 (Reuters) -",
        "MARSH END, Norland —",
        "Ellery (AFP) –",
        "Marsh End, June 18, 2024 (Norland Agency) --",
        "ELLERY/ULMEN, Sept. 4 (dpa) -",
    ],
)
def test_a_dateline_is_apart_from_its_paragraph(dateline: str) -> None:
    assert among(f"{dateline} The wall broke at dawn.") == [
        ("byline", dateline),
        ("body", "The wall broke at dawn."),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "NATO — the alliance of the north — was told on Friday.",
        "Ellery (population 900) is the largest town of the marsh.",
        "Marsh End — The Bell has learned that the wall is to be sold.",
        "U.S.-led forces left the town on Friday.",
        "Follow the newsletters of the ministry back to the year of the flood, and a pattern shows, she said, that nobody in "
        "the harbour had seen before it was too late to mend the wall or to move those who lived behind it to the hills above the town.",
        "The article was amended on the floor of the council.",
    ],
)
def test_what_only_looks_like_a_dateline_or_a_prompt_stays_body(line: str) -> None:
    assert among(line) == [("body", line)]


@pytest.mark.parametrize(
    "line",
    [
        "Correction: an earlier version gave the wrong day.",
        "This article was amended on 12 June 2024. An earlier version said that the wall broke on Monday; it broke on Tuesday. "
        "It also gave the number of houses as fourteen, where the fire service has forty, and it named the wrong street in "
        "the lower town as the one that was flooded first. We are sorry.",
        "(This story has been corrected to fix the name of the mayor)",
        "Sign up for our free newsletter, every morning at six.",
        "Get the best of The Bell in your inbox every day.",
        "By signing up, you agree to our terms.",
    ],
)
def test_corrections_and_prompts_are_no_body(line: str) -> None:
    assert among(line) == [("other", line)]


@pytest.mark.parametrize(
    "line",
    [
        "Harbour floods for the third time\xa0[VIDEO]|",
        "Ana Ruiz and Joe Roe in Tavra contributed to this report.",
        "Bell writers Ana Ruiz, Joe Roe and Ida Marsh contributed reporting.",
        "Follow Ana Ruiz on Twitter @anaruiz",
        "Get The Bell delivered through your letterbox every week.",
    ],
)
def test_labels_thanks_and_requests_are_no_body(line: str) -> None:
    assert among(line) == [("other", line)]


@pytest.mark.parametrize(
    "line",
    [
        "They sang until the sea came in. [APPLAUSE]",
        "Heavy rain and poor mortar contributed to this report of a broken wall.",
        "Experts say that neglect contributed to this story.",
        "Followers of Orvin on Twitter saw the wall break.",
        "Get the boats out, he wrote on Facebook.",
        "“Follow the mayor on Twitter,” she said.",
    ],
)
def test_what_only_looks_like_a_label_thanks_or_a_request_stays_body(line: str) -> None:
    assert among(line) == [("body", line)]


def test_teasers_under_their_head() -> None:
    head = f"Wall Breaks in Ellery\n\n{BODY}\n\n"
    listed = "DON'T MISS\n\nHarbour fair opens at last\n\nWhy the mayor will not resign\n\n"
    found = roles(f"{head}{listed}{BODY}\n\nA dry town\n\n{BODY}")
    assert [role for role, _ in found[2:]] == ["other", "other", "other", "body", "body", "body"]
    kept = f"{head}DON'T MISS\n\nThe mayor listed three things:\n\nWater, bread and light\n\n{BODY}"
    assert [role for role, _ in roles(kept)[2:]] == ["other", "body", "body", "body"]
    quoted = f"{head}Tags\n\n“Nobody slept” was on every wall\n\n{BODY}"
    assert [role for role, _ in roles(quoted)[2:]] == ["other", "body", "body"]


def test_who_reported_may_be_many() -> None:
    line = (
        "Reporting by Ana Ruiz in Tavra; additional reporting by Joe Roe, Ida Marsh, Tilda Holt and Jon Verre in Ulmen; "
        "editing by Mira Kerr and Orvin Vale"
    )
    assert among(line) == [("byline", line)]
