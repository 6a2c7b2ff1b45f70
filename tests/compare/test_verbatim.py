"""One sentence in two reports but for a value, and what no conflict can come of."""

from __future__ import annotations

import pytest

from compare.builder import Report, context, row
from rashomon.compare import distinct, verbatim
from rashomon.compare.context import Draft


def report(id: str, *sentences: str, published: str | None = None) -> Report:
    """Words without syntax: none is asked for."""
    return Report(id, *sentences, published=published)


def found(a: Report, b: Report) -> list[Draft]:
    return list(verbatim.detect(context(a, b, rows=[row(a.claim(), b.claim())])))


def pair(sentence: str, other: str) -> tuple[Report, Report]:
    return report("a1", sentence), report("a2", other)


def test_a_changed_number_whatever_it_counts() -> None:
    a, b = pair("The ferry to Orlo took 12 hours ~.", "The ferry to Orlo took 17 hours ~.")
    (draft,) = found(a, b)
    assert (draft.kind, draft.type, draft.judgement, draft.detector) == (
        "conflict",
        "number",
        "contradiction",
        "verbatim@1",
    )
    assert draft.passages == (a.passage("12"), b.passage("17"))


@pytest.mark.parametrize(
    ("one", "other", "rule"),
    [("Tuesday", "Friday", "days of the week"), ("March", "May", "months"), ("Sept ~.", "May", "months")],
)
def test_a_changed_day_or_month_is_a_date(one: str, other: str, rule: str) -> None:
    a, b = pair(f"The weir was shut in {one} by Tilda Varn", f"The weir was shut in {other} by Tilda Varn")
    (draft,) = found(a, b)
    assert (draft.type, draft.judgement) == ("date", "contradiction")
    assert rule in draft.why


def test_a_changed_year() -> None:
    a, b = pair("The mill burned down in 1987 ~.", "The mill burned down in 1989 ~.")
    a.date("1987", "1987", "1987-01-01", "1987-12-31")
    b.date("1989", "1989", "1989-01-01", "1989-12-31")
    (draft,) = found(a, b)
    assert (draft.type, draft.judgement) == ("date", "contradiction")
    assert "years" in draft.why


def test_a_length_of_time_is_a_number_and_said_once() -> None:
    a, b = pair("The strike in Orlo lasted two years ~.", "The strike in Orlo lasted three years ~.")
    a.date("two years", "P2Y", type="DURATION")
    b.date("three years", "P3Y", type="DURATION")
    a.amount("two years", 2, unit="years")
    b.amount("three years", 3, unit="years")
    (draft,) = found(a, b)
    assert draft.type == "number"
    other = Draft("conflict", "date", "contradiction", "dates@1", 0.9, "…", 0, draft.passages)
    assert distinct([other, draft]) == [draft]


def test_ranges() -> None:
    a, b = pair("Pumping will last 20 to 30 days ~.", "Pumping will last 20 to 90 days ~.")
    a.amount("20 to 30 days", 20, 30, unit="days")
    b.amount("20 to 90 days", 20, 90, unit="days")
    (draft,) = found(a, b)
    assert draft.judgement == "contradiction"
    assert "ranges" in draft.why


def test_other_words_or_too_few_are_nothing() -> None:
    assert not found(*pair("The ferry to Orlo took 12 hours", "The ferry to Varne took 17 hours"))
    assert not found(*pair("Orlo 12", "Orlo 17"))
    assert not found(*pair("The ferry to Orlo took 12 hours", "The ferry to Orlo took 12 hours"))
    assert not found(*pair("Tilda may shut the weir", "Tilda march shut the weir"))


def test_a_sentence_that_both_hold_settles_it() -> None:
    twelve, seventeen = "The ferry to Orlo took 12 hours ~.", "The ferry to Orlo took 17 hours ~."
    a, b = report("a1", twelve, seventeen), report("a2", seventeen)
    assert not found(a, b)
    both = context(a, b, rows=[row(a.claim(), b.claim())])
    draft = Draft(
        "conflict", "number", "contradiction", "numbers@1", 0.9, "…", 0, (a.passage("12"), b.passage("17"))
    )
    assert verbatim.unsettled(both, [draft]) == []


def test_hedged_values_are_estimates() -> None:
    a, b = pair("The ferry to Orlo took about 12 hours", "The ferry to Orlo took about 17 hours")
    a.amount("12 hours", 12, unit="hours", relation="~")
    b.amount("17 hours", 17, unit="hours", relation="~")
    (draft,) = found(a, b)
    assert draft.judgement == "estimates"


def test_of_whom_it_is_told_may_stand_before_the_words_alike() -> None:
    rest = "who led the harbour board of Orlo from {} to {} , was clear in her refusal"
    first = f"Tilda Varn , {rest.format(2031, 2035)} of the plan ~."
    assert found(*pair(first, f"Bo Amber , {rest.format(2035, 2039)} to pay ~.")) == []
