"""Each rule of value comparison with its examples; every rule of the table has one."""

from __future__ import annotations

import pytest

from rashomon.compare.values import RULES, ValueJudgement, compare_dates, compare_quantities
from rashomon.model import Anchor, DateMention, DateType, Quantity, Relation, Span

SPAN = Span(0, 1)


def day(
    value: str | None,
    earliest: str | None = None,
    latest: str | None = None,
    *,
    kind: DateType = "DATE",
    anchor: Anchor = "none",
) -> DateMention:
    return DateMention("t1", "a1", SPAN, kind, value, earliest, latest or earliest, anchor, None)


def amount(
    low: float | None,
    high: float | None = None,
    unit: str | None = None,
    normal: str | None = None,
    relation: Relation = "=",
) -> Quantity:
    if high is None and relation != ">":
        high = low
    return Quantity("n1", "a1", SPAN, low, high, unit, normal or unit, relation, None)


OPEN = day(None)
Y1999 = day("1999", "1999-01-01", "1999-12-31")
Y2000 = day("2000", "2000-01-01", "2000-12-31")
MARCH = day("2000-03", "2000-03-01", "2000-03-31")

DATES: list[tuple[str, str, DateMention, str, DateMention, str]] = [
    ("equal", "equal", MARCH, "March 2000", MARCH, "March 2000"),
    ("coarser-holds-finer", "compatible", Y2000, "2000", MARCH, "March 2000"),
    ("overlap", "compatible", day("2000-SP", "2000-03-01", "2000-05-31"), "spring",
     day("2000-W22", "2000-05-29", "2000-06-04"), "that week"),
    ("different-years", "differs", Y1999, "1999", Y2000, "2000"),
    ("different-months", "differs", OPEN, "March", OPEN, "April"),
    ("different-months", "differs", OPEN, "in March", day("2023-04", "2023-04-01", "2023-04-30"), "April 2023"),
    ("different-days", "differs", OPEN, "12 March", OPEN, "14 March"),
    ("different-weekdays", "differs", OPEN, "Tuesday", OPEN, "Wednesday"),
    ("different-weekdays", "differs", OPEN, "Tuesday", day("2024-06-19", "2024-06-19"), "19 June 2024"),
    ("same-parts", "compatible", OPEN, "Tuesday", day("2024-06-18", "2024-06-18"), "18 June 2024"),
    ("same-parts", "compatible", OPEN, "March", OPEN, "12 March"),
    ("same-parts", "compatible", day("2024-06-14", "2024-06-14", anchor="published"), "Friday",
     day("2024-06-21", "2024-06-21", anchor="published"), "Friday"),
    ("no-published-date", "incomparable", OPEN, "Tuesday", OPEN, "today"),
    ("no-published-date", "incomparable", OPEN, "yesterday", OPEN, "today"),
    ("no-published-date", "incomparable", OPEN, "last week", OPEN, "Tuesday"),
    ("different-hours", "differs", OPEN, "Tuesday morning", OPEN, "Tuesday evening"),
    ("other-zone", "incomparable", day(None, kind="TIME"), "10 p.m. GMT", day(None, kind="TIME"), "5 p.m. EST"),
    ("day-boundary", "incomparable", day("2024-06-19", "2024-06-19", anchor="published"), "today",
     day("2024-06-18", "2024-06-18"), "18 June"),
    ("narrative-anchor", "incomparable", day("2024-06-19", "2024-06-19", anchor="narrative"), "the next day",
     day("2024-06-25", "2024-06-25"), "25 June"),
    ("different-dates", "differs", day("2024-W10", "2024-03-04", "2024-03-10"), "that week",
     day("2024-Q2", "2024-04-01", "2024-06-30"), "the second quarter"),
    ("vague", "incomparable", day("PRESENT_REF"), "now", OPEN, "Tuesday"),
    ("other-kind", "incomparable", day("P2Y", kind="DURATION"), "two years", Y2000, "2000"),
    ("different-repetitions", "incomparable", day("P1W", kind="SET"), "weekly", day("P1D", kind="SET"), "daily"),
    ("equal", "equal", day("P2Y", kind="DURATION"), "two years", day("P24M", kind="DURATION"), "24 months"),
    ("length-bound", "compatible", day("P20Y", kind="DURATION"), "over two decades",
     day("P24Y", kind="DURATION"), "24 years"),
    ("lengths-rounded", "compatible", day("P1M", kind="DURATION"), "about a month",
     day("P28D", kind="DURATION"), "28 days"),
    ("lengths-estimated", "differs", day("P3D", kind="DURATION"), "about three days",
     day("P9D", kind="DURATION"), "nine days"),
    ("different-lengths", "differs", day("P3D", kind="DURATION"), "three days",
     day("P4D", kind="DURATION"), "four days"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "outcome", "left", "left_words", "right", "right_words"), DATES)
def test_dates(
    rule: str, outcome: str, left: DateMention, left_words: str, right: DateMention, right_words: str
) -> None:
    for got in (
        compare_dates(left, left_words, right, right_words),
        compare_dates(right, right_words, left, left_words),
    ):
        assert (got.rule, got.outcome) == (rule, outcome)
        assert f"“{left_words}”" in got.why
        assert f"“{right_words}”" in got.why


def test_each_report_may_give_its_own_day_as_a_date() -> None:
    early, late = day("2024-06-19", "2024-06-19"), day("2024-06-25", "2024-06-25")

    def rule(published: str) -> str:
        return compare_dates(
            early,
            "19 June 2024",
            late,
            "25 June 2024",
            published_left="2024-06-19T09:00:00Z",
            published_right=published,
        ).rule

    assert rule("2024-06-25") == "own-days"
    assert rule("2024-06-26") == "different-days"


AMOUNTS: list[tuple[str, str, Quantity, str, Quantity, str]] = [
    ("equal", "equal", amount(12, unit="sailors"), "12", amount(12, unit="sailors"), "twelve"),
    ("equal", "equal", amount(40, unit="goats", relation="~"), "40", amount(40, unit="goats"), "40"),
    ("other-unit", "incomparable", amount(5, unit="$", normal="dollar"), "$5",
     amount(5, unit="€", normal="euro"), "€5"),
    ("other-unit", "incomparable", amount(5, unit="%", normal="percentage"), "5%", amount(9, unit="sailors"), "9"),
    ("other-counted", "incomparable", amount(12, unit="killed"), "12", amount(30, unit="wounded"), "30"),
    ("other-counted", "incomparable", amount(12, unit="children"), "12", amount(30, unit="goats"), "30"),
    ("other-counted", "incomparable", amount(12, unit="Varne soldiers"), "12", amount(30, unit="Corvan soldiers"), "30"),
    ("converted", "compatible", amount(12, unit="miles", normal="mile"), "12 miles",
     amount(19, unit="km", normal="kilometre"), "19 km"),
    ("part-of", "compatible", amount(4, unit="senior ministers"), "4", amount(9, unit="ministers"), "9"),
    ("part-of", "compatible", amount(1, unit="lawyers"), "one of", amount(3, unit="lawyers"), "three"),
    ("converted", "compatible", amount(0.5, unit="voters"), "half", amount(50, unit="%", normal="percentage"), "50%"),
    ("other-unit", "incomparable", amount(5), "5", amount(7, unit="$", normal="dollar"), "$7"),
    ("open-bound", "compatible", amount(12, unit="dead", relation=">"), "12", amount(15, unit="dead"), "15"),
    ("bounds", "differs", amount(12, unit="dead", relation=">"), "12", amount(15, unit="dead", relation=">"), "15"),
    ("beyond-bound", "differs", amount(12, unit="dead", relation=">"), "12", amount(10, unit="dead"), "10"),
    ("range", "compatible", amount(10, 15, "goats"), "10 to 15", amount(12, unit="goats"), "12"),
    ("rounded", "compatible", amount(2e6, unit="users"), "2 million", amount(1.98e6, unit="users"), "1.98 million"),
    ("rounded", "compatible", amount(40, unit="goats", relation="~"), "40", amount(38, unit="goats"), "38"),
    ("rounded", "compatible", amount(43e6, unit="$", normal="dollar"), "$43 million",
     amount(43_885_310, unit="$", normal="dollar"), "$43,885,310"),
    ("rounding", "differs", amount(1000, unit="seats"), "1,000", amount(980, unit="seats"), "980"),
    ("estimates", "differs", amount(40, unit="goats", relation="~"), "40", amount(60, unit="goats"), "60"),
    ("estimates", "differs", amount(100, 1000, "goats"), "hundreds", amount(40, unit="goats"), "40"),
    ("exact-values", "differs", amount(12, unit="sailors"), "12", amount(15, unit="sailors"), "15"),
    ("exact-values", "differs", amount(40, unit="seats"), "40", amount(38, unit="seats"), "38"),
    ("scores", "differs", amount(1, 2, None, "score"), "2-1", amount(1, 3, None, "score"), "3-1"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "outcome", "left", "left_words", "right", "right_words"), AMOUNTS)
def test_amounts(
    rule: str, outcome: str, left: Quantity, left_words: str, right: Quantity, right_words: str
) -> None:
    for got in (
        compare_quantities(left, left_words, right, right_words),
        compare_quantities(right, right_words, left, left_words),
    ):
        assert (got.rule, got.outcome) == (rule, outcome)
        assert f"“{left_words}”" in got.why
        assert f"“{right_words}”" in got.why


def test_what_became_of_them_is_enough_to_compare() -> None:
    kills = amount(13)
    got = compare_quantities(
        kills,
        "13",
        amount(12, unit="people"),
        "12",
        left_counted="kills",
        right_context="Police said 12 people were killed.",
    )
    assert got.rule == "exact-values"
    assert (
        compare_quantities(kills, "13", amount(30, unit="wounded"), "30", left_counted="kills").rule
        == "other-counted"
    )


def grown(**given: str) -> ValueJudgement:
    return compare_quantities(amount(12, unit="dead"), "12", amount(15, unit="dead"), "15", **given)


def test_an_update_needs_dates_or_wording() -> None:
    assert grown().rule == "exact-values"
    assert grown(published_left="2024-01-01", published_right="2024-01-01").rule == "exact-values"
    assert grown(published_left="2024-01-01", published_right="2024-01-02").rule == "update-by-date"
    assert grown(published_left="2024-01-02", published_right="2024-01-01").rule == "exact-values"
    assert grown(right_context="The toll rose to 15 dead.").rule == "update-by-wording"
    both = {"left_context": "The toll rose to 12 dead.", "right_context": "The toll rose to 15 dead."}
    assert grown(**both).rule == "exact-values"
    apart = {"published_left": "2024-01-02", "published_right": "2024-01-01"}
    assert grown(**both, **apart).rule == "update-by-wording"


def test_an_hour_is_no_day() -> None:
    day = DateMention(
        "t1", "a1", Span(0, 4), "TIME", "2024-06-07T09:25", "2024-06-07", "2024-06-07", "none", None
    )
    other = DateMention(
        "t1", "a2", Span(0, 4), "TIME", "2024-06-09T09:25", "2024-06-09", "2024-06-09", "none", None
    )
    assert compare_dates(day, "9:25", other, "9:25").rule == "same-parts"


def test_months_are_called_months_whatever_their_years() -> None:
    left = DateMention(
        "t1", "a1", Span(0, 5), "DATE", "2012-03", "2012-03-01", "2012-03-31", "published", None
    )
    right = DateMention(
        "t1", "a2", Span(0, 3), "DATE", "2011-05", "2011-05-01", "2011-05-31", "published", None
    )
    assert compare_dates(left, "March", right, "May").rule == "different-months"
    assert compare_dates(left, "March 2012", right, "May 2011").rule == "different-years"


def test_the_clause_says_what_became_of_those_counted() -> None:
    left, right = amount(12, unit="people"), amount(30, unit="people")
    assert compare_quantities(left, "12", right, "30").rule == "exact-values"
    got = compare_quantities(
        left,
        "12",
        right,
        "30",
        left_context="12 people were killed, and 3 fled.",
        right_context="30 people were wounded.",
    )
    assert got.rule == "other-counted"


def test_every_rule_is_shown() -> None:
    shown = (
        {row[0] for row in (*DATES, *AMOUNTS)}
        | {"update-by-date", "update-by-wording"}
        | {"own-days", "ranges"}
    )  # tests of their own
    assert shown == set(RULES)
    assert all((rule.judgement is None) == (rule.outcome != "differs") for rule in RULES.values())
