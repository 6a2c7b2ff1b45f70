"""What an outlet repeats under its reports, told from what comes back for other reasons."""

from __future__ import annotations

from dataclasses import replace

import factory
from rashomon.ingest.repeated import learned, marked
from rashomon.model import Article, Dropped

BOX = "The Bell is printed in Ellery six days a week and owned by those who read it."
REPORTS = [
    "The wall broke at dawn, and the sea flooded forty houses beside the harbour.",
    "Bakers sold honey cakes at noon while drummers marched through Ulmen market.",
    "A wolf crossed the snowy pass in March, frightening shepherds and their dogs.",
    "Surgeons in Tavra transplanted two kidneys without any anaesthetist present.",
]


def reports(box: str = BOX, texts: list[str] = REPORTS, outlet: str | None = "The Bell") -> list[Article]:
    return [factory.article(f"{t}\n\n{box}", id=f"a{n}", outlet=outlet) for n, t in enumerate(texts, start=1)]


def roles(rows: list[Article | Dropped]) -> list[list[str]]:
    return [[b.role for b in row.blocks] for row in rows if isinstance(row, Article)]


def test_a_paragraph_under_unlike_reports_is_boilerplate() -> None:
    lost = Dropped("x", "read", "is empty")
    found = list(marked([*reports(), lost]))
    assert roles(found) == [["body", "other"]] * 4
    assert found[-1] == lost
    assert [row.text for row in found if isinstance(row, Article)] == [row.text for row in reports()]


def test_background_of_one_story_is_not() -> None:
    story = "The wall broke at dawn, and the sea flooded forty houses beside the harbour"
    assert not learned(
        reports(texts=[f"{story} on {day}." for day in ("Monday", "Tuesday", "Friday", "Sunday")])
    )


def test_two_reports_are_too_few() -> None:
    assert not learned(reports(texts=REPORTS[:2]))


def test_outlets_apart_and_unknown_ones_teach_nothing() -> None:
    assert not learned([replace(a, outlet=f"Outlet {a.id}") for a in reports()])
    assert not learned(reports(outlet=None))


def test_a_quotation_is_never_boilerplate() -> None:
    assert not learned(reports(box="“We will rebuild, and we will build higher than our fathers did.”"))


def test_a_report_that_is_nothing_else_keeps_its_body() -> None:
    bare = factory.article(BOX, id="a9", outlet="The Bell")
    assert roles(list(marked([*reports(), bare])))[-1] == ["body"]
