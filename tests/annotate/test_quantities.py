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
    ],
)
def test_what_is_no_amount(text: str) -> None:
    assert found(text) == []


def test_hostile_figures_do_not_crash() -> None:
    text = "1/0 ... 0/0 , -5 +3% $ £. 99999999999999999999999999 1,2,3,4 ½½ 1e9 $-5bn 10-9-8 1:2:3 ٣ ² １２ ."
    found(text)
