"""Words that every report uses, and small plots."""

from __future__ import annotations

import re

import pytest

from rashomon.model import Bond, Event
from rashomon.report import charts, phrases
from rashomon.report.view import Moment


def event(earliest, latest, precision):
    return Event(earliest, latest, precision, "x", "y", ())


@pytest.mark.parametrize(
    ("earliest", "latest", "precision", "said"),
    [
        ("2000-01-01", "2000-12-31", "year", "2000"),
        ("2023-03-01", "2023-03-31", "month", "March 2023"),
        ("2024-06-18", "2024-06-18", "day", "18 June 2024"),
        ("2024-06-17", "2024-06-19", "day", "17–19 June 2024"),
        ("1990-01-01", "1999-12-31", "decade", "1990s"),
        ("1901-01-01", "2000-12-31", "century", "1901–2000"),
        (None, "2001-05-04", "day", "until 4 May 2001"),
        ("2001-05-04", None, "day", "from 4 May 2001"),
        ("2001-05-04", "2002-01-02", "month", "4 May 2001 – 2 January 2002"),
        (None, None, "none", "not dated"),
        ("-0044-03-15", "rubbish", "day", "not dated"),
    ],
)
def test_a_time_is_said_as_precisely_as_it_is_known(earliest, latest, precision, said):
    assert phrases.when(event(earliest, latest, precision)) == said


def test_letters_go_on_after_z():
    assert phrases.letters(28)[::27] == ("A", "AB")
    assert phrases.letters(26)[-1] == "Z"


def test_small_words():
    assert phrases.listed(["A", "B", "C"]) == "A, B and C"
    assert phrases.percent(0.002) == "under 1\u00a0%"
    assert phrases.percent(0) == "0\u00a0%"
    assert phrases.support(2, 2, []) == "2 outlets, 2 origins"
    bonds = [
        Bond(("a1", "a2"), "carrier", "Tavra"),
        Bond(("a2", "a3"), "text", None),
        Bond(("a3", "a4"), "text", None),
        Bond(("a4", "a5"), "outlet", "Bote"),
    ]
    assert phrases.support(4, 1, bonds) == "4 outlets, 1 origin (through Tavra; one text)"
    assert phrases.copied([("A", 0.4), ("B", 0.9)]) == (
        "90\u00a0% of B stands word for word in A, quotations apart."
    )
    assert phrases.day("2024-06-18T09:00:00Z") == "18 June 2024"
    assert phrases.day("soon") == "soon"


def test_a_day_among_decades_is_seen_and_stays_in_its_track():
    moments = [
        Moment(event("1948-01-01", "1948-12-31", "year"), "", ()),
        Moment(event("2024-06-18", "2024-06-18", "day"), "", ()),
    ]
    whole = charts.axis(moments)
    assert whole is not None
    assert charts.ends(whole) == ("1948", "2024")
    bar = str(charts.time_bar(moments[1], whole))
    *_, (x, width) = re.findall(r'x="([\d.]+)" width="([\d.]+)"', bar)
    assert float(x) + float(width) == charts.WIDTH
    assert float(width) >= charts.THINNEST
    assert charts.time_bar(Moment(event(None, None, "none"), "", ()), whole) == ""
    assert charts.axis([]) is None
    assert charts.voice_bar(0, 0, 0) == ""


def test_days_of_the_event_are_told_apart_beside_an_old_date():
    days = [f"2024-06-{n}" for n in (10, 11, 12, 18, 20)]
    moments = [Moment(event(day, day, "day"), "", ()) for day in days]
    near = charts.axis(moments)
    assert near is not None
    assert near.middle is None
    far = charts.axis([*moments, Moment(event("1948-01-01", "1948-12-31", "year"), "", ())])
    assert far is not None
    places = [far.at(d.toordinal()) for d in map(phrases.parse_day, ["1948-01-01", "1949-01-01", *days]) if d]
    assert places == sorted(places)
    assert places[0] == 0
    assert places[3] - places[2] > 2 > places[1] - places[0] > 0  # a day of June, beside the whole of 1948
    assert round(far.at(far.last), 6) == charts.WIDTH
