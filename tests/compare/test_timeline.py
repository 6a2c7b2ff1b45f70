"""What stands on the line of time, and in which order."""

from __future__ import annotations

from dataclasses import replace

import pytest

from compare.builder import Report, story
from rashomon.compare import compare
from rashomon.model import DateType, Event, Precision

TEXT = "In 1987 the weir broke in March and again on Tuesday after two years of rain every May ."


def report(id: str = "a1") -> Report:
    return Report(id, " ".join(f"{w}:X:dep" for w in TEXT.split()))


def events(*reports: Report) -> list[Event]:
    return list(compare(story(*reports, Report("a9", "Rain:X:dep fell:X:dep"))).timeline)


def test_in_order_of_time_the_unresolved_last() -> None:
    a = report()
    a.date("Tuesday")
    a.date("March", "1988-03", "1988-03-01", "1988-03-31")
    a.date("1987", "1987", "1987-01-01", "1987-12-31")
    made = events(a)
    assert [(e.text, e.precision, e.earliest, e.latest) for e in made] == [
        ("1987", "year", "1987-01-01", "1987-12-31"),
        ("March", "month", "1988-03-01", "1988-03-31"),
        ("Tuesday", "none", None, None),
    ]
    assert made[0].passages == (a.passage("1987"),)


def test_one_time_in_two_reports_is_one_event() -> None:
    a, b = report("a1"), report("a2")
    for one in (a, b):
        one.date("1987", "1987", "1987-01-01", "1987-12-31")
    (event,) = events(a, b)
    assert event.passages == (a.passage("1987"), b.passage("1987"))


def test_the_unresolved_are_not_made_one() -> None:
    a, b = report("a1"), report("a2")
    for one in (a, b):
        one.date("Tuesday")
    assert [e.passages for e in events(a, b)] == [(a.passage("Tuesday"),), (b.passage("Tuesday"),)]


def test_a_time_with_one_bound_is_not_resolved() -> None:
    a = report()
    a.dates.append(replace(a.date("March", None, "1988-03-01"), id="t2", latest=None))
    del a.dates[0]
    b = report("a2")
    b.dates.extend(replace(d, id="t3", article="a2") for d in a.dates)
    made = events(a, b)
    assert [(e.precision, e.earliest, e.latest) for e in made] == [("none", None, None)] * 2


@pytest.mark.parametrize(
    ("type", "value"),
    [
        ("DURATION", "P2Y"),
        ("SET", "XXXX-05"),
        ("DATE", "PRESENT_REF"),
        ("DATE", "PAST_REF"),
        ("DATE", "FUTURE_REF"),
    ],
)
def test_what_is_no_point_in_time(type: DateType, value: str) -> None:
    a = report()
    a.date("two years", value, type=type)
    assert events(a) == []


@pytest.mark.parametrize(
    ("earliest", "latest", "precision"),
    [
        ("1988-03-05", "1988-03-05", "day"),
        ("1988-02-29", "1988-03-01", "month"),
        ("1988-03-01", "1988-03-31", "month"),
        ("1988-01-01", "1988-12-31", "year"),
        ("1980-01-01", "1989-12-31", "decade"),
        ("1901-01-01", "2000-12-31", "century"),
    ],
)
def test_precision(earliest: str, latest: str, precision: Precision) -> None:
    a = report()
    a.date("1987", "x", earliest, latest)
    assert [e.precision for e in events(a)] == [precision]


def test_what_happened_is_the_smallest_claim_else_the_sentence() -> None:
    a = report()
    a.date("1987", "1987", "1987-01-01", "1987-12-31")
    assert events(a)[0].what == a.text
    a.claim("In 1987 the weir broke in March and again")
    a.claim("In 1987", "the weir broke")
    assert events(a)[0].what == "In 1987 … the weir broke"
