"""Times of publication."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.errors import OptionError
from rashomon.ingest.published import Published, option, parse


@pytest.mark.parametrize(
    ("given_as", "value"),
    [
        ("2024-06-18", "2024-06-18"),
        (" 20240618 ", "2024-06-18"),
        ("2024/6/18", "2024-06-18"),
        ("18.06.2024", "2024-06-18"),
        ("6/18/2024 9:00 pm", "2024-06-18T21:00:00Z"),
        ("6/6/2024", "2024-06-06"),
        ("18 June 2024", "2024-06-18"),
        ("Tuesday, June 18th, 2024", "2024-06-18"),
        ("Jun 18, 2024", "2024-06-18"),
        ("2024-06-18T09:00:00Z", "2024-06-18T09:00:00Z"),
        ("2024-06-18T09:00Z", "2024-06-18T09:00:00Z"),
        ("2024-06-18T09:00:00.123+02:00", "2024-06-18T07:00:00Z"),
        ("2024-06-18 00:30:00 +0100", "2024-06-17T23:30:00Z"),
        ("2024-06-18 09:00:00 UTC", "2024-06-18T09:00:00Z"),
        ("2024-06-18T09:00:00", "2024-06-18T09:00:00Z"),
        ("Tue, 18 Jun 2024 09:00:00 GMT", "2024-06-18T09:00:00Z"),
        ("June 18, 2024 at 9:05 pm", "2024-06-18T21:05:00Z"),
        ("12 June 2024, 12:00 a.m.", "2024-06-12T00:00:00Z"),
    ],
)
def test_common_forms(given_as: str, value: str) -> None:
    assert parse(given_as) == Published(value, "second" if "T" in value else "day")


@pytest.mark.parametrize(
    "value",
    ["", "yesterday", "2024", "2024-06", "03/04/2024", "3.4.2024", "18/19/2024", "18.06/2024", "2024-13-01", "31 June 2024", "0001-01-01T00:00:00+14:00", "1" * 99,
     "June 18, 2024 25:00", "June 18, 2024 9:00 EDT", None, 20240618, "２０２４-06-18"],
)  # fmt: skip
def test_what_is_no_date(value: object) -> None:
    assert parse(value) is None
    if isinstance(value, str):
        with pytest.raises(OptionError):
            option(value)


@given(
    st.one_of(
        st.text(max_size=40),
        st.datetimes().map(str),
        st.datetimes().map(lambda d: d.strftime("%d %B %Y %H:%M")),
    )
)
def test_never_raises(value: str) -> None:
    found = parse(value)
    assert found is None or (found.precision == "day") == (len(found.value) == 10)
