"""A body in several containers."""

from __future__ import annotations

import pytest

from rashomon.ingest import read_bytes

FIRST = [
    "The wall broke at dawn, the mayor of Ellery said on Tuesday, and the sea came in.",
    "“Nobody slept,” said Ana Ruiz, who lives beside the harbour with her two sons.",
    "Forty houses in the lower town were flooded, according to the fire service.",
]
SECOND = ["The fire service took nine hours to reach the last of the houses beside the mill.", "Nine hours"]
THIRD = ["The council will meet on Friday to decide who pays for the new wall and its gates."]


def holder(rows: list[str], before: str = "", name: str = "part") -> str:
    return (
        f'<div class="row"><div class="{name}">{before}{"".join(f"<p>{row}</p>" for row in rows)}</div></div>'
    )


def body(*parts: str, around: str = "article") -> list[str]:
    page = f"<html lang=en><body><{around}><h1>Wall breaks in Ellery</h1>{''.join(parts)}</{around}></body></html>"
    article = read_bytes(page.encode(), "a.html")
    return [article.text[b.start : b.end] for b in article.blocks if b.role == "body"]


@pytest.fixture(autouse=True)
def extractor_takes_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """Which container the extractor takes is not the question here."""
    monkeypatch.setattr("rashomon.ingest.html._extract", lambda _: list(FIRST))


def test_the_other_containers_follow_in_their_order() -> None:
    assert body(holder(FIRST), "<div>Advertisement</div>", holder(SECOND), holder(THIRD)) == [
        *FIRST,
        *SECOND,
        *THIRD,
    ]
    assert body(holder(THIRD), holder(FIRST)) == [*THIRD, *FIRST]


@pytest.mark.parametrize(
    "other",
    [
        holder(SECOND, name="comment"),  # another class
        f'<div class="part">{THIRD[0]}</div>',  # from elsewhere
        holder(SECOND, "<h1>Another report</h1>"),
        holder(["Nine hours", "Ten houses"]),  # no sentence
        holder([f'<a href="/x">{row}</a>' for row in SECOND]),  # links
        f"<section>{holder(SECOND)}</section>",
    ],
)
def test_what_is_like_it_in_part_is_left(other: str) -> None:
    assert body(holder(FIRST), other) == FIRST


def test_other_reports_on_the_page_are_left() -> None:
    page = f"<article>{holder(FIRST)}</article><article>{holder(SECOND)}</article>"
    assert body(page, around="main") == FIRST


def test_a_container_of_few_paragraphs_teaches_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rashomon.ingest.html._extract", lambda _: list(FIRST[:2]))
    assert body(holder(FIRST[:2]), holder(SECOND)) == FIRST[:2]
