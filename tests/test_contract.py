"""The checker of published comparisons finds every broken promise, and none where all are kept."""

from __future__ import annotations

from typing import Any

import pytest

import factory
from rashomon import codec, contract


@pytest.fixture
def document() -> dict[str, Any]:
    return codec.comparison_to_dict(factory.comparison())


def test_a_sound_comparison_has_no_problem(document: dict[str, Any]) -> None:
    assert contract.problems(document) == []


DELETE = object()


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (("articles", 0, "text"), "other", "sha256 is not that"),
        (("articles", 0, "published"), None, "go together"),
        (("articles", 0, "blocks", 1, "start"), 3, "overlaps"),
        (("articles", 1, "blocks", 0, "end"), 9999, "outside the text"),
        (("claims", 0, "id"), "e1", "id 'e1' is given 2 times"),
        (("entities", 0, "mentions", 0, "end"), 9999, "outside"),
        (("entities", 0, "mentions", 0, "start"), 109, "white space"),
        (("entities", 0, "mentions", 0, "article"), "a9", "no article 'a9'"),
        (("attributions", 0, "within"), "q2", "another article"),
        (("attributions", 0, "within"), "q1", "within itself"),
        (("attributions", 0, "within"), "q9", "no attribution 'q9'"),
        (("attributions", 0, "source", "entity"), "e9", "no entity 'e9'"),
        (("articles", 0, "blocks", 2, "role"), "caption", "a caption or credit speaks"),
        (("utterances", 0, "versions"), ["q1", "q9"], "no attributions"),
        (("utterances", 0, "versions"), ["q2", "q1"], "not the longest"),
        (("utterances", 0, "differences", 0, "readings"), {"q1": None}, "readings"),
        (("utterances", 0, "differences", 0, "readings", "q1"), [0, 4], "outside its content"),
        (("utterances", 0, "differences", 1, "kind"), "added", "added, but the base has it"),
        (("utterances", 0, "differences", 0, "kind"), "dropped", "dropped, but"),
        (("claims", 4, "attribution"), None, "voice 'attributed' with"),
        (("claims", 4, "attribution"), "q2", "no attribution 'q2' in its article"),
        (("claims", 0, "role"), "title", "role 'title', but"),
        (("dates", 0, "latest"), "2030-01-01", "is after"),
        (("dates", 1, "why"), None, "no value and no reason"),
        (("quantities", 0, "low"), 13, "13 is more than 12"),
        (("points", 0, "cells", "a2"), ["c2"], "no claim 'c2' in a2"),
        (("points", 0, "cells", "a1"), ["c1", "c2"], "claim c2 stands in 2 points"),
        (("points", 0, "cells", "a2"), [], "silence is no cell"),
        (("points", 2, "status"), "agreed", "status 'agreed' with 1 cells"),
        (("points", 1, "status"), "agreed", "but a conflict is found"),
        (("points", 0, "status"), "conflict", "but a conflict is not found"),
        (("points", 0, "outlets"), 1, "outlets 1, but 2"),
        (("points", 0, "origins"), 3, "origins 3 of 2"),
        (("points", 0, "origins"), 1, "origins 1, but 2 cells and 0 bonds"),
        (("points", 1, "bonds", 0, "articles"), ["a1", "a1"], "joins nothing"),
        (("points", 1, "bonds", 0, "articles"), ["a1", "a9"], "joins nothing"),
        (("copies", 0, "passages", 0, "end"), 9999, "outside"),
        (("copies", 0, "passages", 0, "article"), "a2", "with passages of both"),
        (("findings", 0, "point"), "p9", "no point 'p9'"),
        (("findings", 0, "judgement"), None, "with judgement None"),
        (("findings", 0, "passages", 1, "article"), "a1", "a passage from each side"),
        (("absences",), [], "absence of p3 in a2: not told"),
        (("absences", 0, "point"), "p1", "no such gap"),
        (("absences", 0, "nearest", 0, "end"), 9999, "outside"),
        (("voices", 0, "entity"), "e9", "no entity 'e9'"),
        (("voices", 0, "by_article", "a7"), {}, "no article 'a7'"),
        (("voices", 0, "kind"), "anonymous", "kind 'anonymous' with entity 'e1'"),
        (("voices", 0, "by_article", "a1", "role"), [0, 9999], "outside"),
        (("sourcing", 0, "article"), "a2", "not a row an article"),
        (("sourcing", 2, "anonymous"), 2, "more without a name than sources"),
        (("sourcing", 1, "anonymous_words"), 10, "more words without a name than words"),
        (("timeline", 1, "precision"), "day", "precision 'day' with None to None"),
        (("timeline", 0, "earliest"), "2031-03-05", "is after"),
        (("briefing", 0, "operator"), "conflict", "conflict, but its points are"),
        (("briefing", 1, "operator"), "agreed", "agreed, but its points are"),
        (("briefing", 1, "text"), "One says “13 bolts”.", "“13 bolts” stands in none"),
        (("briefing", 0, "points"), ["p9"], "no point 'p9'"),
    ],
)
def test_a_broken_promise_is_named(
    document: dict[str, Any], path: tuple[str | int, ...], value: object, message: str
) -> None:
    place: Any = document
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    assert any(message in line for line in contract.problems(document)), contract.problems(document)


def test_unresolved_events_stand_last(document: dict[str, Any]) -> None:
    document["timeline"].reverse()
    assert contract.problems(document) == ["timeline: not in the order of time with the unresolved last"]


def test_with_three_articles_small_single_points_need_no_absence(document: dict[str, Any]) -> None:
    third = factory.article("Nothing of the kind happened here.", id="a3")
    document["articles"].append(codec.article_to_dict(third))
    told = contract.problems(document)
    assert [line for line in told if not line.startswith("sourcing")] == [
        "absence of p1 in a3: not told",
        "absence of p2 in a3: not told",
    ]


def test_one_annotated_line_is_checked_by_the_same_rules(document: dict[str, Any]) -> None:
    own = {
        name: [row for row in document[name] if row["article"] == "a1"]
        for name in ("attributions", "claims", "dates", "quantities")
    }
    own["entities"] = [
        {**row, "mentions": [m for m in row["mentions"] if m["article"] == "a1"]}
        for row in document["entities"]
    ]
    row = {**document["articles"][0], **own}
    assert contract.annotated_problems(row) == []
    row["claims"][0]["spans"] = [[0, 9999]]
    assert len(contract.annotated_problems(row)) >= 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said “one” and “two”.", ["one", "two"]),
        ("“He said “no” to us” is all.", ["He said “no” to us"]),
        ("An open “mark quotes nothing", []),
        ('Straight "marks" too', ["marks"]),
    ],
)
def test_quoted_words(text: str, expected: list[str]) -> None:
    assert contract.quoted(text) == expected
