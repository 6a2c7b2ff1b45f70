"""Which places can be where one thing is."""

import pytest

from rashomon.compare.places import apart, known


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ohio", "Iowa"),
        ("Ohio", "Peru"),
        ("Paris", "Lyon"),
        ("Calif.", "Maryland"),
        ("Danish", "French"),
        ("Cleveland", "Iowa"),
    ],
)
def test_places_outside_each_other(one: str, other: str) -> None:
    assert apart(one, other) is apart(other, one) is True


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Cleveland", "Ohio"),  # the one in the other
        ("Peru", "Lima"),
        ("Md.", "Maryland"),  # one place, two names
        ("Denmark", "Danish"),
        ("Georgia", "Atlanta"),  # the state
        ("Georgia", "Tbilisi"),  # the country
        ("Oakland", "San Francisco"),  # near
    ],
)
def test_places_that_may_be_one(one: str, other: str) -> None:
    assert apart(one, other) is apart(other, one) is False


def test_what_is_not_listed_is_not_known_to_be_apart() -> None:
    assert not known("Ulmen Square")
    assert apart("Ulmen Square", "Peru") is None
