"""Stories of invented events: other words for one event meet, like events of other days and places do not."""

from __future__ import annotations

import random

import pytest

from rashomon.group import Item, group

FERRY = [
    Item(
        "f1",
        "Ferry runs aground off Ardmoor",
        "The ferry Northern Wren ran aground on a reef in Orlund Sound on Monday night, injuring 38 of the 121 people "
        "on board. The coastguard in Ardmoor sent four helicopters through the storm. Skerrow Lines, which owns the "
        "Northern Wren, said both engines had failed. Minister Odalys Brandreth promised an inquiry.",
        "2026-02-03",
    ),
    Item(
        "f2",
        "Engines failed before Orlund Sound accident, owner says",
        "Skerrow Lines said on Tuesday that the engines of the Northern Wren stopped before she struck the reef in "
        "Orlund Sound. Odalys Brandreth, the transport minister, said there would be an inquiry. 38 passengers were "
        "taken to the hospital in Ardmoor.",
        "2026-02-04",
    ),
    Item(
        "f3",
        None,
        "An alarm did not sound when the Northern Wren hit a reef, passengers told the Sundhaven Courier. The ship of "
        "Skerrow Lines carried 121 people over Orlund Sound when it lost power.",
        None,
    ),
]
OTHER_FERRY = [
    Item(
        "o1",
        "Ferry catches fire near Calder Point",
        "A ferry caught fire near Calder Point on Sunday, and 64 passengers were brought ashore by fishing boats. The "
        "Marisol belongs to Tavel Navigation, whose director, Iven Sarre, said that the fire had begun in the kitchen. "
        "The coastguard of Port Lisle opened an inquiry.",
        "2026-07-19",
    ),
    Item(
        "o2",
        "Kitchen fire forces passengers off the Marisol",
        "Fishing boats rescued 64 people from the burning ferry Marisol off Calder Point. Tavel Navigation blamed a "
        "fire in the kitchen, Iven Sarre told reporters in Port Lisle.",
        "2026-07-20",
    ),
]
VOTE = [
    Item(
        "v1",
        "Council of Quenby votes for bridge",
        "The council of Quenby voted 7 to 4 on Monday to build a bridge over the Tarn. Mayor Halla Quist called the "
        "vote a beginning. The bridge is to cost 12 million crowns.",
        "2026-02-03",
    ),
]


def named(items: list[Item]) -> set[frozenset[str]]:
    return {frozenset(items[n].id for n in story) for story in group(items)}


def test_other_words_for_one_event_meet_and_like_events_stay_apart() -> None:
    assert named([*FERRY, *OTHER_FERRY, *VOTE]) == {
        frozenset({"f1", "f2", "f3"}),
        frozenset({"o1", "o2"}),
        frozenset({"v1"}),
    }


@pytest.mark.parametrize("seed", range(6))
def test_order_changes_nothing(seed: int) -> None:
    items = [*FERRY, *OTHER_FERRY, *VOTE]
    shuffled = random.Random(seed).sample(items, len(items))
    assert named(shuffled) == named(items)


def test_stories_are_told_in_order_of_their_first_article() -> None:
    assert group([VOTE[0], FERRY[0], OTHER_FERRY[0], FERRY[1]]) == [[0], [1, 3], [2]]


def test_nothing_and_little() -> None:
    assert group([]) == []
    assert group([Item("a", None, "Rain.")]) == [[0]]
    assert group([Item("a", None, "…"), Item("b", None, "…")]) == [[0], [1]]


def test_a_date_that_is_none_is_no_date() -> None:
    items = [Item(i.id, i.title, i.text, "soon") for i in FERRY]
    assert named(items) == named([Item(i.id, i.title, i.text, None) for i in FERRY])
