"""Amounts of invented sentences: bounds, unit, relation, what is counted, and what is no amount."""

from __future__ import annotations

import pytest

from factory import article
from rashomon.annotate import quantities
from rashomon.annotate.numbers import scan
from rashomon.annotate.parse import parse
from rashomon.model import Quantity


def found(text: str) -> list[tuple[str, Quantity]]:
    given = article(text)
    return [(q.span.of(text), q) for q in quantities.find(given, parse(given))]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,200", 1200),
        ("1.2 million", 1_200_000),
        ("2.7m", 2_700_000),
        ("half a million", 500_000),
        ("a dozen", 12),
        ("two dozen", 24),
        ("two-thirds", 2 / 3),
        ("three quarters of", 0.75),
        ("2 1/2", 2.5),
        ("2½", 2.5),
        ("twenty-eight thousand six hundred and forty-two", 28642),
        ("two and a half billion", 2.5e9),
        ("a hundred thousand", 1e5),
        ("two-and-a-half", 2.5),
        ("150K", 150_000),
        ("21st", 21),
        ("twenty-first", 21),
    ],
)
def test_numbers(text: str, value: float) -> None:
    first = scan(text, 0, len(text))[0]
    assert first.number is not None
    assert first.number.value == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "words", "low", "high", "unit", "normal", "relation"),
    [
        ("The pier cost $1.2bn.", "$1.2bn", 1.2e9, 1.2e9, "$", "dollar", "="),
        ("The pier cost £3m.", "£3m", 3e6, 3e6, "£", "pound sterling", "="),
        ("Some 40 per cent of the crew agreed.", "40 per cent", 40, 40, "per cent", "percentage", "~"),
        ("Shares fell 3.5% on the news.", "3.5%", 3.5, 3.5, "%", "percentage", "down"),
        (
            "Prices rose 2 percentage points.",
            "2 percentage points",
            2,
            2,
            "percentage points",
            "percentage point",
            "up",
        ),
        (
            "More than 700 ferry passengers drowned.",
            "700",
            700,
            None,
            "ferry passengers",
            "ferry passenger",
            ">",
        ),
        ("At least 12 sailors drowned.", "12", 12, None, "sailors", "sailor", ">"),
        ("Up to 60 boats were lost.", "60", None, 60, "boats", "boat", "<"),
        ("About a dozen goats escaped.", "a dozen", 12, 12, "goats", "goat", "~"),
        ("Dozens of goats escaped.", "Dozens", 12, 120, "goats", "goat", "="),
        ("Tens of thousands of bees escaped.", "Tens of thousands", 1e4, 1e5, "bees", "bee", "="),
        ("Between 30 and 40 goats escaped.", "Between 30 and 40", 30, 40, "goats", "goat", "="),
        ("It holds 15-22 goats.", "15-22", 15, 22, "goats", "goat", "="),
        (
            "He drove at 40 miles per hour.",
            "40 miles per hour",
            40,
            40,
            "miles per hour",
            "mile per hour",
            "=",
        ),
        ("Rent is $14.95 a month.", "$14.95 a month", 14.95, 14.95, "$ a month", "dollar per month", "="),
        ("12 killed in blast", "12", 12, 12, "killed", "killed", "="),
        ("The Otters won 3-1.", "3-1", 1, 3, None, "score", "="),
        ("Ruth Amber, 44, was freed.", "44", 44, 44, None, "year of age", "="),
        ("A 12-year-old boy was freed.", "12-year-old", 12, 12, "year-old", "year of age", "="),
    ],
)
def test_amounts(
    text: str,
    words: str,
    low: float | None,
    high: float | None,
    unit: str | None,
    normal: str | None,
    relation: str,
) -> None:
    amounts = found(text)
    assert len(amounts) == 1, amounts
    shown, got = amounts[0]
    assert (shown, got.low, got.high, got.unit, got.unit_normal, got.relation) == (
        words,
        low,
        high,
        unit,
        normal,
        relation,
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The poll is exact to plus or minus 3 percentage points.", [(3, 3, "percentage point", "=")]),
        ("The bank is worth between $19 and $22 million.", [(19e6, 22e6, "dollar", "=")]),
        ("Tickets cost $4-$5 a head.", [(4, 5, "dollar per head", "=")]),
        ("The fund fell from $40 billion last May to $12 billion.", [(12e9, 40e9, "dollar", "down")]),
        ("It was cut from 40 to 12 km.", [(12, 40, "kilometre", "=")]),
        ("The index closed up 22.8.", [(22.8, 22.8, None, "up")]),
        ("Shares ended 3% higher.", [(3, 3, "percentage", "up")]),
        ("Shares rose just 3%.", [(3, 3, "percentage", "up")]),
        ("She added a 3% stake.", [(3, 3, "percentage", "=")]),
        ("He lives within sub-500 sq m.", [(None, 500, "square metre", "<")]),
        ("It pays AU $12 and a $3 fee.", [(12, 12, "australian dollar", "="), (3, 3, "dollar", "=")]),
        ("It gives 114bhp/200Nm.", [(114, 114, "horsepower", "="), (200, 200, "newton metre", "=")]),
        ("Only 3 out of 10 schools passed.", [(0.3, 0.3, "school", "=")]),
        ("One out of every five goats slept.", [(0.2, 0.2, "goat", "=")]),
        ("She won 6-4, 3-6, 7-5.", [(4, 6, "score", "="), (3, 6, "score", "="), (5, 7, "score", "=")]),
        ("He ran the 400m; it made 400m boxes.", [(400, 400, "metre", "="), (4e8, 4e8, "box", "=")]),
        ("A magnitude 6.2 quake struck.", [(6.2, 6.2, "magnitude", "=")]),
        ("The man, 31, fled with kids under 12.", [(31, 31, "year of age", "="), (None, 12, "year of age", "<")]),
        ("Men aged 19 and 23 fled.", [(19, 19, "year of age", "="), (23, 23, "year of age", "=")]),
        ("The highest price is 84.7 cents and the lowest is 74.", [(84.7, 84.7, "cent", "="), (74, 74, "cent", "=")]),
        ("A four-door car and a 400-strong crowd came.", [(4, 4, "door", "="), (400, 400, "crowd", "=")]),
        ("Varne detains 11 Chinese.", [(11, 11, "Chinese", "=")]),
        ("She leads by roughly 310 pledged delegates.", [(310, 310, "delegate", "~")]),
        ("It owns 12 million of Corvan's 30 million shares.", [(12e6, 12e6, "share", "="), (30e6, 30e6, "share", "=")]),
        ("They made seven half-turns.", [(7, 7, "half-turn", "=")]),
        ("It had 80 clients, including about 20 in the north.", [(80, 80, "client", "="), (20, 20, "client", "~")]),
        ("Corvan shares eased 2 to 310.", [(2, 2, None, "down"), (310, 310, None, "=")]),
        ("The jury voted 10 to 2 to free him.", [(2, 10, "score", "=")]),
        ("Around 50 or 60 people came.", [(50, 60, "people", "~")]),
        ("They will pay down $8 billion of debt.", [(8e9, 8e9, "dollar", "=")]),
        ("Goatherds handed over $7 million.", [(7e6, 7e6, "dollar", "=")]),
        ("Dues have gone up to $7,100.", [(7100, 7100, "dollar", "=")]),
        ("He can get up to 5 years.", [(None, 5, "year", "<")]),
        ("A hiker fell about 90m into a quarry.", [(90, 90, "metre", "~")]),
        ("Sales fell 5% and it orbits 250 miles up.", [(5, 5, "percentage", "down"), (250, 250, "mile", "=")]),
        ("She said: 'He's 55.'", [(55, 55, "year of age", "=")]),
        ("-One poll puts her 9 points ahead.", [(1, 1, "poll", "="), (9, 9, "point", "=")]),
        ("It spent $31 a vote.", [(31, 31, "dollar per vote", "=")]),
    ],
)  # fmt: skip
def test_amounts_of_many_kinds(
    text: str, expected: list[tuple[float | None, float | None, str | None, str]]
) -> None:
    got = [(q.low, q.high, q.unit_normal, q.relation) for _, q in found(text)]
    assert got == expected


def test_an_amount_alone_says_what_became_of_those_counted() -> None:
    text = "A blast kills two in Varne and injures at least 21."
    assert [(q.low, q.unit, q.counted.of(text)) for _, q in found(text) if q.counted] == [
        (2, None, "kills"),
        (21, None, "injures"),
    ]


def test_what_is_counted_ends_where_a_date_begins() -> None:
    text = "The mayor met two goats Wednesday and closings fell to 416 last year."
    assert [q.unit for _, q in found(text)] == ["goats", None]


def test_what_is_counted_keeps_its_modifiers() -> None:
    text = "The mayor freed 14 striking dock workers and fined one of the union's lawyers."
    assert [q.counted.of(text) for _, q in found(text) if q.counted] == ["striking dock workers", "lawyers"]


def test_killed_and_wounded_are_two_things() -> None:
    assert [q.unit for _, q in found("Police said 12 were killed and 30 wounded.")] == ["killed", "wounded"]


@pytest.mark.parametrize(
    "text",
    [
        "The Corvan 737 landed in Section 427.",
        "It fell north of the 38th parallel in World War II.",
        "She spoke on 12 March 2019 and in 1948.",
        "No one knows the two of them.",
        "Flight 12 took route 9.",
        "He was first, she was second.",
        "The plant burned at 10:30 p.m. on Sunday.",
        "A five-year plan was drawn up after 9/11.",
        "Hurdle 4 fell.",
        "The film streams in 1080p.",
        "Call 0800 555 1234.",
        "Their scores fell.",
        "The wall was built in A.D. 1000.",
        "Call 555 - 210 - 0147, (555) 310 - 0188 or 1 - 800 - 555-GOAT.",
        "The 911 call came from the 3100 block of Alder Street.",
        "The 2018 races were dull, and so were 2016 races.",
        "At 10 a. m. the crew left.",
        "The fault is in versions 8 and 9.",
        "It was worse than the one Oduya saw.",
        "The shop opened in the nineteen-eighties.",
        "He was in the class of ’16.",
        "The senate killed Senate Bill 1907.",
    ],
)
def test_what_is_no_amount(text: str) -> None:
    assert found(text) == []


def test_hostile_figures_do_not_crash() -> None:
    text = "1/0 ... 0/0 , -5 +3% $ £. 99999999999999999999999999 1,2,3,4 ½½ 1e9 $-5bn 10-9-8 1:2:3 ٣ ² １２ ."
    found(text)
