"""Why two articles are one origin of a point: copied text, "told Reuters", one speaker."""

from __future__ import annotations

from dataclasses import replace

import pytest

from compare.builder import Report, context, row, story
from rashomon.compare.context import Context
from rashomon.compare.origins import Origins
from rashomon.model import Bond, Claim, Copy, HopRole

SHUT = "Tilda:PROPN:nsubj:2 shut:VERB:ROOT the:DET:det:4 weir:NOUN:dobj:2 ~.:PUNCT:punct"
TOLD = (
    "Orvin:PROPN:nsubj:2 told:VERB:ROOT Reuters:PROPN:dobj:2 the:DET:det:5 weir:NOUN:nsubj:6 leaks:VERB:ccomp:2 "
    "and:CCONJ:cc:6 Tavra:PROPN:nsubj:9 agreed:VERB:conj:6 ~.:PUNCT:punct"
)


def bonds(made: Context) -> list[Bond]:
    return list(Origins(made).bonds(made.alignment.rows[0]))


def leaking(
    report: Report, *hops: str, source: str | None = None, whole: str | None = None, role: HopRole = "agency"
) -> Claim:
    """A claim whose words went through ``hops``; ``source`` names who said them."""
    by = report.name(source, whole=whole or source, kind="organisation") if source else None
    said = report.said("the weir leaks", source=source, by=by, hops=[(role, h) for h in hops])
    return report.claim("the weir leaks", by=said)


def pair(left: Claim, right: Claim, *reports: Report) -> list[Bond]:
    return bonds(context(*reports, rows=[row(left, right)]))


def test_both_were_told_by_one_agency() -> None:
    a, b = Report("a1", TOLD, outlet="Herald"), Report("a2", TOLD, outlet="Bugle")
    assert pair(leaking(a, "Reuters"), leaking(b, "Reuters"), a, b) == [
        Bond(("a1", "a2"), "carrier", "Reuters")
    ]


def test_two_agencies_are_two_origins() -> None:
    a, b = Report("a1", TOLD, outlet="Herald"), Report("a2", TOLD, outlet="Bugle")
    assert pair(leaking(a, "Reuters"), leaking(b, "Tavra"), a, b) == []


@pytest.mark.parametrize("role", ["agency", "outlet"])
def test_told_to_the_outlet_of_the_other_article(role: HopRole) -> None:
    """What one quotes from Reuters, Reuters itself has in its own report."""
    a, b = Report("a1", TOLD, outlet="reuters.com"), Report("a2", TOLD, outlet="Bugle")
    assert pair(a.claim("the weir leaks"), leaking(b, "Reuters", role=role), a, b) == [
        Bond(("a1", "a2"), "carrier", "Reuters")
    ]


def test_according_to_the_agency() -> None:
    """The agency is the source itself in one article, and the way in the other."""
    a, b = Report("a1", TOLD, outlet="Herald"), Report("a2", TOLD, outlet="Bugle")
    assert [x.by for x in pair(leaking(a, source="Reuters"), leaking(b, "Reuters"), a, b)] == ["carrier"]


def test_a_body_that_is_no_agency_and_owns_no_article_is_a_speaker() -> None:
    a, b = Report("a1", TOLD, outlet="Herald"), Report("a2", TOLD, outlet="Bugle")
    made = pair(leaking(a, source="Tavra"), leaking(b, source="Tavra"), a, b)
    assert made == [Bond(("a1", "a2"), "speaker", "Tavra")]


def test_the_outlet_beside_a_report_that_names_it() -> None:
    a, b = Report("a1", TOLD, outlet="Tavra"), Report("a2", TOLD, outlet="Bugle")
    assert [x.by for x in pair(a.claim("the weir leaks"), leaking(b, source="Tavra"), a, b)] == ["carrier"]


def signed(report: Report, *authors: str) -> Report:
    report.article = replace(report.article, authors=authors)
    return report


def test_two_articles_that_one_agency_wrote() -> None:
    a, b = (
        signed(Report(i, SHUT, outlet=o), "Associated Press") for i, o in (("a1", "Herald"), ("a2", "Bugle"))
    )
    assert [x.by for x in pair(a.claim(), b.claim(), a, b)] == ["carrier"]
    b = signed(Report("a2", SHUT, outlet="Bugle"), "Ida Roe")
    assert pair(a.claim(), b.claim(), a, b) == []


def based(report: Report, *on: str, url: str | None = None) -> Report:
    report.article = replace(report.article, based_on=on, url=url)
    return report


@pytest.mark.parametrize(
    ("left", "right", "name"),
    [
        (["https://www.bugle.example/weir/"], [], "bugle.example"),  # the page of the other
        (["https://bugle.example/another"], [], "bugle.example"),  # a page of its outlet
        (["The Bugle"], [], "The Bugle"),
        ([], ["Herald"], "Herald"),
        (["https://mill.example/a?n=1"], ["http://mill.example/a?n=1"], "mill.example"),
        (["https://apnews.com/a"], ["The Associated Press"], "apnews.com"),
        (
            ["https://mill.example/a?n=1"],
            ["https://mill.example/a?n=2"],
            None,
        ),  # anybody's site: two pages are two
        (["https://[", ""], ["https://[", ""], None),
        (["https://mill.example/a"], [], None),
    ],
)
def test_what_an_article_declares_to_be_based_on(left: list[str], right: list[str], name: str | None) -> None:
    a = based(Report("a1", SHUT, outlet="Herald"), *left, url="https://herald.example/weir")
    b = based(Report("a2", SHUT, outlet="Bugle"), *right, url="https://bugle.example/weir")
    assert pair(a.claim(), b.claim(), a, b) == ([Bond(("a1", "a2"), "carrier", name)] if name else [])


def nested(report: Report) -> Claim:
    """ "Reuters reports that Orvin says the weir leaks": the inner words came through the outer source."""
    outer = report.said("Orvin told Reuters the weir leaks", source="Tavra", hops=[("agency", "Reuters")])
    inner = report.said("the weir leaks", source="Orvin", within=outer)
    return report.claim("the weir leaks", by=inner)


def test_a_way_is_that_of_the_words_around_too() -> None:
    a, b = Report("a1", TOLD, outlet="Herald"), Report("a2", TOLD, outlet="Bugle")
    assert [x.by for x in pair(nested(a), leaking(b, "Reuters"), a, b)] == ["carrier"]


def copied(share: float, *stretches: str) -> list[Bond]:
    """Two articles of which ``share`` is one text, with these stretches of it."""
    a, b = Report("a1", SHUT, outlet="Herald"), Report("a2", SHUT, outlet="Bugle")
    made = story(a, b, rows=[row(a.claim("shut the weir"), b.claim("shut the weir"))])
    passages = tuple(r.passage(words) for r in (a, b) for words in stretches)
    made = replace(made, copies=(Copy((("a1", share), ("a2", 0.1)), passages),))
    return bonds(Context(made))


def test_a_copy_is_one_origin_in_all_that_both_tell() -> None:
    assert copied(0.9, "Tilda") == [Bond(("a1", "a2"), "text", None)]


def test_below_half_only_what_stands_in_the_copied_stretches() -> None:
    assert copied(0.3, "Tilda") == []
    assert copied(0.3, "shut the weir") == [Bond(("a1", "a2"), "text", None)]


def test_no_bond_closes_a_circle() -> None:
    """Three articles of one agency: two bonds join them, whatever else binds them."""
    reports = [Report(f"a{n}", TOLD, outlet=f"Outlet {n}") for n in (1, 2, 3, 4)]
    claims = [leaking(r, "Reuters") for r in reports[:3]] + [leaking(reports[3], "Tavra")]
    made = bonds(context(*reports, rows=[row(*claims)]))
    assert [b.articles for b in made] == [("a1", "a2"), ("a1", "a3")]
