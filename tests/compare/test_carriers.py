"""Agencies and outlets under their several names, and the articles that are an agency's own."""

from __future__ import annotations

from dataclasses import replace

import pytest

import factory
from rashomon.compare import carriers
from rashomon.model import BlockRole


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("The Associated Press", "AP"),
        ("A.P.", "apnews.com"),
        ("Reuters", "www.reuters.com"),
        ("Agence France-Presse", "AFP"),
        ("The New York Times", "nytimes.com"),
        ("BBC News", "bbc.co.uk"),
        ("Fox News", "foxnews.com"),
        ("The Torval Herald", "torvalherald.com"),
        ("Torval Herald", "news.torvalherald.co.uk"),
    ],
)
def test_one_body_under_two_names(left: str, right: str) -> None:
    assert carriers.key(left) == carriers.key(right)


@pytest.mark.parametrize(
    ("left", "right"), [("AP", "AFP"), ("Torval Herald", "Torval Bugle"), ("CNN", "CNBC"), ("Times", "Time")]
)
def test_two_bodies(left: str, right: str) -> None:
    assert carriers.key(left) != carriers.key(right)


def author(*parts: str, roles: list[BlockRole] | None = None) -> str | None:
    return carriers.author(factory.article("\n\n".join(parts), roles=roles or []))


TITLED: list[BlockRole] = ["title", "byline"]
BODY = "The weir gave way on Monday."


@pytest.mark.parametrize(
    "byline", ["Reuters", "By Reuters", "By Ida Roe, Reuters", "Ida Roe | Reuters staff", "Ida Roe (Reuters)"]
)
def test_an_agency_in_the_byline(byline: str) -> None:
    assert author("Weir breaks", byline, BODY, roles=TITLED) == "Reuters"


@pytest.mark.parametrize(
    "byline", ["By Ida Roe", "Ida Roe, Harrisburg, PA", "By Ida Roe and Reuters Smith", "Ani"]
)
def test_no_agency_in_the_byline(byline: str) -> None:
    assert author("Weir breaks", byline, BODY, roles=TITLED) is None


def test_an_agency_among_the_authors() -> None:
    made = factory.article(BODY)
    assert carriers.author(replace(made, authors=("Ida Roe", "Associated Press"))) == "Associated Press"


@pytest.mark.parametrize(
    ("body", "agency"),
    [
        ("TORVAL (AP) — The weir gave way.", "AP"),
        ("TORVAL, Ruland, March 3 (Reuters) - The weir gave way.", "Reuters"),
        ("TORVAL (AFP) – The weir gave way.", "AFP"),
        ("TORVAL — The weir gave way, officials told the agency (AP) — twice.", None),
        ("The weir gave way (AP Photo/Ida Roe).", None),
        ("The Associated Press contributed to this report.", None),
        ("The weir gave way.\n\n© 2031 The Associated Press. All rights reserved.", "Associated Press"),
        ("The weir gave way.\n\nCopyright 2031 Reuters", "Reuters"),
        ("Photograph © Ida Roe", None),
    ],
)
def test_dateline_and_copyright(body: str, agency: str | None) -> None:
    assert author(body) == agency
