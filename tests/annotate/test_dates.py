"""Time expressions of invented sentences: span, TIMEX3 value, bounds, anchor, and what is none."""

from __future__ import annotations

import pytest

from factory import article
from rashomon.annotate import dates
from rashomon.annotate.calendars import around, bounds, duration
from rashomon.annotate.parse import parse
from rashomon.model import DateMention

PUBLISHED = "2024-06-20"  # a Thursday


def found(text: str, published: str | None = PUBLISHED) -> list[tuple[str, DateMention]]:
    given = article(text, published=published)
    return [(m.span.of(text), m) for m in dates.find(given, parse(given))]


def one(text: str, published: str | None = PUBLISHED) -> tuple[str, DateMention]:
    mentions = found(text, published)
    assert len(mentions) == 1, mentions
    return mentions[0]


@pytest.mark.parametrize(
    ("text", "words", "kind", "value"),
    [
        ("The ferry sank on 12 March 2019 off Varne.", "12 March 2019", "DATE", "2019-03-12"),
        ("The ferry sank on March 12, 2019, off Varne.", "March 12, 2019", "DATE", "2019-03-12"),
        ("The ferry sank in March 2019.", "March 2019", "DATE", "2019-03"),
        ("The harbour was built in 1948.", "1948", "DATE", "1948"),
        ("The harbour was built in the late 1970s.", "the late 1970s", "DATE", "197"),
        ("The harbour was a marvel of the 19th century.", "the 19th century", "DATE", "18"),
        ("The ferry sank on Tuesday.", "Tuesday", "DATE", "2024-06-18"),
        ("The ferry will sail on Tuesday.", "Tuesday", "DATE", "2024-06-25"),
        ("The ferry sank last Tuesday.", "last Tuesday", "DATE", "2024-06-18"),
        ("The ferry sank yesterday.", "yesterday", "DATE", "2024-06-19"),
        ("The ferry sank last week.", "last week", "DATE", "2024-W24"),
        ("The harbour closed in the nineteen-eighties.", "the nineteen-eighties", "DATE", "198"),
        ("He lost several 2016 races.", "2016", "DATE", "2016"),
        ("The ferry sank at 7 p. m.", "7 p. m.", "TIME", "2024-06-20T19:00"),
        ("The ferry sank last month.", "last month", "DATE", "2024-05"),
        ("The ferry sank two years ago.", "two years ago", "DATE", "2022"),
        ("The ferry sank in the third quarter of 2021.", "the third quarter of 2021", "DATE", "2021-Q3"),
        ("The ferry sank in the summer of 2021.", "the summer of 2021", "DATE", "2021-SU"),
        ("The ferry sank on Saturday night.", "Saturday night", "TIME", "2024-06-15TNI"),
        ("The ferry sank at 10:30 p.m. on Saturday.", "10:30 p.m. on Saturday", "TIME", "2024-06-15T22:30"),
        ("The crew had waited for nearly two years.", "nearly two years", "DURATION", "P2Y"),
        ("The first such visit in over two decades.", "over two decades", "DURATION", "P20Y"),
        ("They sang for two and a half hours.", "two and a half hours", "DURATION", "PT2H30M"),
        ("A ten-day search began.", "ten-day", "DURATION", "P10D"),
        ("A five-year plan was made.", "five-year", "DURATION", "P5Y"),
        ("A three-month-old strike ended.", "three-month-old", "DURATION", "P3M"),
        ("A decade-long quarrel ended.", "decade-long", "DURATION", "P10Y"),
        ("They waited two-and-a-half years.", "two-and-a-half years", "DURATION", "P2Y6M"),
        ("The ferry sank about three years ago.", "about three years ago", "DATE", "2021"),
        ("They stayed for weeks or months.", "weeks or months", "DURATION", "PXW"),
        ("KASTAN, Varnia, June 12 (Orlo Press)", "June 12", "DATE", "2024-06-12"),
        ("The ferry sank this past weekend.", "this past weekend", "DATE", "2024-W24-WE"),
        ("The ferry company lost money in Q1 2013.", "Q1 2013", "DATE", "2013-Q1"),
        ("They remembered 2008's storm.", "2008", "DATE", "2008"),
        ("The crew meets every other week.", "every other week", "SET", "P2W"),
        ("He spoke at 3 o'clock this afternoon.", "3 o'clock this afternoon", "TIME", "2024-06-20T15:00"),
        ("The boat calls each Thursday.", "each Thursday", "SET", "XXXX-WXX-4"),
        ("The crew trains twice a week.", "twice a week", "SET", "P1W"),
        ("The crew trains three times a day.", "three times a day", "SET", "P1D"),
        ("The months-long strike ended.", "months-long", "DURATION", "PXM"),
        ("The ferry plan grew over several years.", "several years", "DURATION", "PXY"),
        ("The loan runs over a three-year period.", "a three-year period", "DURATION", "P3Y"),
        ("The crew quarrelled in recent weeks and months.", "recent weeks and months", "DURATION", "PXW"),
        ("The ferry sank in the early hours of Friday.", "the early hours of Friday", "DATE", "2024-06-14"),
        ("A 20th-century painter drew it.", "20th-century", "DATE", "19"),
        ("The ferry sank last Thanksgiving.", "last Thanksgiving", "DATE", "2023-11-23"),
        ("The fair opens next Christmas.", "next Christmas", "DATE", "2024-12-25"),
        ("Its current mayor is ill.", "current", "DATE", "PRESENT_REF"),
        ("A recent flood tore the pier away.", "recent", "DATE", "PAST_REF"),
        ("He spoke in his weekly sermon.", "weekly", "SET", "P1W"),
        ("A few days later, the mayor resigned.", "A few days later", "DURATION", "PXD"),
        ("She will one day run the harbour.", "one day", "DATE", "FUTURE_REF"),
        ("It took one day to mend the pier.", "one day", "DURATION", "P1D"),
        ("The ferry ran in the last half of 2019.", "the last half of 2019", "DATE", "2019-H2"),
        ("The ferry ran in the last half of April.", "the last half of April", "DATE", "2024-04"),
        ("They lost it a year ago.", "a year ago", "DATE", "2023"),
        ("The fair is this coming Sunday, June 23.", "this coming Sunday, June 23", "DATE", "2024-06-23"),
    ],
)
def test_values(text: str, words: str, kind: str, value: str) -> None:
    shown, mention = one(text)
    assert (shown, mention.type, mention.value) == (words, kind, value)


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("The council postponed the vote until Tuesday.", "Tuesday", "2024-06-25"),
        ("The road remains closed until Tuesday.", "Tuesday", "2024-06-25"),
        ("The fair was open until Tuesday.", "Tuesday", "2024-06-18"),
        ("The mayor has scheduled a meeting Tuesday.", "Tuesday", "2024-06-25"),
        ("They said they would look for a way around Tuesday's ruling.", "Tuesday", "2024-06-18"),
        ("In October, the company hired a new captain.", "October", "2023-10"),
        ("The ferry will sail in October.", "October", "2024-10"),
        ("The fee is payable in July.", "July", "2024-07"),
        ("It earned little in the year ended Sept. 30.", "Sept. 30", "2023-09-30"),
        ("The bridge has been closed since September.", "September", "2023-09"),
        ("The shop will close in the spring.", "the spring", "2025-SP"),
        ("The fair begins Tuesday.", "Tuesday", "2024-06-25"),
        ("The fair opens its doors and the mayor arrived Tuesday.", "Tuesday", "2024-06-18"),
        ("The permit had been due to expire Tuesday.", "Tuesday", "2024-06-18"),
        ("The permit is due to expire Tuesday.", "Tuesday", "2024-06-25"),
        ("The captain will be named for a voyage in March.", "March", "2025-03"),
    ],
)
def test_the_side_of_publication_follows_how_it_is_told(text: str, words: str, value: str) -> None:
    assert (words, value) in [(shown, m.value) for shown, m in found(text)]


def test_years_far_back_make_no_history_of_a_report_of_the_day() -> None:
    text = (
        "The pact of 1949 grew in 1952, 1955 and 1982, was mended in 1968 and renewed in 1949. Two years ago it "
        "slept. Its members met yesterday. They will meet again in July."
    )
    assert found(text)[-1][1].value == "2024-07"


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("Built in 2000.", "2000-01-01", "2000-12-31"),
        ("Built in March 2000.", "2000-03-01", "2000-03-31"),
        ("Built in the 1990s.", "1990-01-01", "1999-12-31"),
        ("Built in early 2000.", "2000-01-01", "2000-07-01"),
        ("Built in late March 2000.", "2000-03-16", "2000-03-31"),
        ("Built on February 29, 2000.", "2000-02-29", "2000-02-29"),
    ],
)
def test_bounds_are_days(text: str, earliest: str, latest: str) -> None:
    _, mention = one(text)
    assert (mention.earliest, mention.latest) == (earliest, latest)


@pytest.mark.parametrize(
    "words", ["Tuesday", "today", "last week", "March", "12 March", "next year", "two weeks ago"]
)
def test_without_a_published_date_nothing_is_invented(words: str) -> None:
    shown, mention = one(f"The mayor spoke, and the bridge was closed {words}.", None)
    assert shown == words
    assert (mention.value, mention.earliest, mention.latest) == (None, None, None)
    assert (mention.anchor, mention.why) == ("published", "no published date")


def test_the_next_day_counts_from_the_last_day_named() -> None:
    mentions = found(
        "The bridge fell on 4 May 2011. Two men were held the next day. A year later it was rebuilt.", None
    )
    values = [(shown, m.value, m.anchor) for shown, m in mentions]
    assert values == [
        ("4 May 2011", "2011-05-04", "none"),
        ("the next day", "2011-05-05", "narrative"),
        ("A year later", "2012", "narrative"),
    ]


def test_the_previous_weekday_counts_from_the_last_day_named() -> None:
    mentions = found("The bridge fell on 4 May 2011. A crack was seen the previous Friday.")
    assert (mentions[1][0], mentions[1][1].value) == ("the previous Friday", "2011-04-29")


def test_a_period_of_a_year_beside_a_quarter_is_the_same_quarter() -> None:
    text = (
        "Its ferries lost money in the third quarter of 2019. In the 2018 period they had earned some. The quarter "
        "was wet."
    )
    values = [(shown, m.value) for shown, m in found(text)]
    assert values[1:] == [("the 2018 period", "2018-Q3"), ("The quarter", "2019-Q3")]
    assert [m.value for _, m in found("They built it in the 2018 period.")] == ["2018"]


def test_the_full_year_is_not_one_to_come_that_was_named() -> None:
    mentions = found("The bonds fall due in 2030. The firm forecast a loss for the full year.")
    assert mentions[-1][1].value == "2024"
    mentions = found("The bonds fall due in 2030. The loans end that year.")
    assert mentions[-1][1].value == "2030"


def test_a_day_that_does_not_exist_has_a_reason() -> None:
    _, mention = one("He was born on 31 April 1980.")
    assert mention.value is None
    assert mention.why


@pytest.mark.parametrize(
    "text",
    [
        "The council may vote and the union may march.",
        "April Oduya met June Haverly, and May Lindqvist agreed.",
        "The shops open for Black Friday.",
        "He read it in USA Today.",
        "About 2000 people drowned.",
        "She won with 1948 votes.",
        "He is seeking a second term.",
        "They fall and spring up again.",
        "She is in her 70s.",
        "The pier costs $40 a year.",
        "It makes 30,000 buckets a month.",
        "The pier is open 24 hours a day.",
        "The two blasts came only minutes apart.",
        "The risks are current.",
        "He fled seconds before the pier fell.",
        "Its tax year ends soon.",
    ],
)
def test_words_of_time_that_are_no_time(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024-W01", "2024-01-01", "2024-01-07"),
        ("2024-Q4", "2024-10-01", "2024-12-31"),
        ("20", "2000-01-01", "2099-12-31"),
        ("2024-02-30", None, None),
        ("P2Y", None, None),
        ("PRESENT_REF", None, None),
        ("9999", None, None),
    ],
)
def test_bounds_of_values(value: str, first: str | None, last: str | None) -> None:
    days = bounds(value)
    assert (days[0].isoformat() if days else None) == first
    assert (days[1].isoformat() if days else None) == last


def test_units_away_and_lengths() -> None:
    days = bounds("2024-01-31")
    assert days is not None
    assert around(days[0], "M", 1) == "2024-02"
    assert around(days[0], "Y", -9000) is None
    assert duration("TM", 1.5) == "PT1M30S"
    assert duration("E", 2) == "P20Y"
    assert duration("D", None) == "PXD"


def test_a_time_of_day_belongs_to_the_day_beside_it() -> None:
    got = found("The bell rang at 10:35 a.m. (0735 GMT) Friday, June 7, in Varne.")
    assert [m.value for _, m in got] == ["2024-06-07T10:35", "2024-06-07T07:35", "2024-06-07"]


def test_parts_of_the_day_spoken_of() -> None:
    got = found("The ferry sank on June 3. That evening the crew sang; the following morning they left.")
    assert [(words, m.value) for words, m in got] == [
        ("June 3", "2024-06-03"),
        ("That evening", "2024-06-03TEV"),
        ("the following morning", "2024-06-04TMO"),
    ]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("The road was shut from Monday to Friday.", ["2024-06-10", "2024-06-14"]),
        ("The road will be shut from Friday to Tuesday.", ["2024-06-21", "2024-06-25"]),
        ("It rained from November to March 1952.", ["1951-11", "1952-03"]),
        ("Between November 1915 and March the line held.", ["1915-11", "1916-03"]),
        ("It ran June 5 through July 9, 1944.", ["1944-06-05", "1944-07-09"]),
        ("The vote was moved from Friday to Thursday.", ["2024-06-14", "2024-06-20"]),
    ],
)
def test_a_stretch_of_time_does_not_run_backwards(text: str, values: list[str]) -> None:
    assert [m.value for _, m in found(text)] == values
