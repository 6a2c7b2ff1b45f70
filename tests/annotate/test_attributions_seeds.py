"""Who speaks in the two sample reports, and in the same reports under other names."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from rashomon import ingest
from rashomon.annotate import attributions, entities
from rashomon.annotate.parse import parse
from rashomon.model import Article, Attribution

# Consistent replacements, longest first: no rule may live on a name, a place, a newspaper or a year.
RENAMED = {
    "Vladimir Putin": "Branimir Sokol", "VLADIMIR SMIRNOV": "BRANIMIR LASKAR", "Putin": "Sokol",
    "Kim Jong Un": "Tan Vei Rou", "Kim Jong Il": "Tan Vei Lo", "Kim Il Sung": "Tan Lo Hae", "Kim": "Tan",
    "Rebekah Koffler": "Miriam Haldane", "Koffler": "Haldane", "Anthony Ruggiero": "Edward Castellan",
    "Ruggiero": "Castellan", "North Korean": "East Valdorian", "North Korea": "East Valdoria", "Korea": "Valdoria",
    "Pyongyang": "Mirhaven", "Russian": "Ostravian", "Russia": "Ostravia", "Rodong Sinmun": "Tavren Harel",
    "Tass": "Ulin", "Digital": "Meridian", "Ukraine": "Belmark", "Ukrainian": "Belmarkian", "DPRK": "DPEV",
    "Washington": "Hallam", "China": "Suvania", "2000": "2004", "1948": "1951", "2022": "2019", "1999": "1996",
}  # fmt: skip
PATTERN = re.compile("|".join(sorted(map(re.escape, RENAMED), key=len, reverse=True)))


def same(text: str) -> str:
    return text


def renamed(text: str) -> str:
    return PATTERN.sub(lambda m: RENAMED[m.group()], text)


class Report:
    """A sample report read and annotated under some names."""

    def __init__(self, path: Path, folder: Path, change: Callable[[str], str]) -> None:
        copy = folder / path.name
        copy.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8", newline="")
        self.change = change
        self.article: Article = ingest.read(copy)
        parsed = parse(self.article)
        found = entities.find(self.article, parsed)
        self.names = {e.id: e.name for e in found}
        self.found = attributions.find(self.article, parsed, found)

    def holding(self, needle: str) -> list[Attribution]:
        """Attributions with a content that holds these words, the widest first."""
        needle = self.change(needle)
        text = self.article.text
        assert needle in text
        return [a for a in self.found if any(needle in s.of(text) for s in a.content)]

    def one(self, needle: str) -> Attribution:
        return self.holding(needle)[0]

    def speaker(self, attribution: Attribution) -> str | None:
        return None if attribution.source.entity is None else self.names[attribution.source.entity]

    def chain(self, attribution: Attribution) -> set[tuple[str, str]]:
        return {(h.role, h.name) for h in attribution.chain}

    def cue(self, attribution: Attribution) -> str:
        return " ".join(c.of(self.article.text) for c in attribution.cue)


@pytest.fixture(scope="module", params=[same, renamed], ids=["as-published", "renamed"])
def reports(
    request: pytest.FixtureRequest, seeds: list[Path], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Report, Report]:
    folder = tmp_path_factory.mktemp(request.param.__name__)
    first, second = (Report(path, folder, request.param) for path in seeds)
    return first, second


def test_the_op_ed_is_quoted_with_its_medium(reports: tuple[Report, Report]) -> None:
    report, _ = reports
    found = report.one("prepared to confront the ambitions")
    assert found.kind == "direct"
    assert report.speaker(found) == report.change("Vladimir Putin")
    assert {("act", "op-ed"), ("medium", report.change("North Korean state newspapers"))} <= report.chain(
        found
    )


def test_a_paragraph_that_is_only_a_quotation(reports: tuple[Report, Report]) -> None:
    report, _ = reports
    found = report.one("its heroic people in the struggle")
    assert found.kind == "direct"
    assert len(report.holding("its heroic people in the struggle")) == 1
    assert report.speaker(found) == report.change("Vladimir Putin")
    assert ("act", "op-ed") in report.chain(found)


def test_a_report_inside_a_quotation_with_an_elision(reports: tuple[Report, Report]) -> None:
    report, _ = reports
    outer, inner = report.holding("to join forces in")
    assert report.speaker(outer) == report.change("Rebekah Koffler")
    assert ("outlet", report.change("Digital")) in report.chain(outer)
    assert report.speaker(inner) == report.change("Vladimir Putin")
    assert inner.within == outer.id
    assert ("act", "op-ed") in report.chain(inner)


def test_the_piece_is_the_op_ed(reports: tuple[Report, Report]) -> None:
    report, _ = reports
    found = report.one("double standards")
    assert report.speaker(found) == report.change("Vladimir Putin")
    assert report.cue(found) == "accused"
    assert ("medium", report.change("North Korean state newspapers")) in report.chain(found)


def test_told_an_outlet(reports: tuple[Report, Report]) -> None:
    report, _ = reports
    for needle, who in (
        ("bolster", "Rebekah Koffler"),
        ("the trip reinforces the credibility", "Anthony Ruggiero"),
        ("revenue generation and sanctions evaders", "Anthony Ruggiero"),
    ):
        found = report.one(needle)
        assert report.speaker(found) == report.change(who)
        assert ("outlet", report.change("Digital")) in report.chain(found)


def test_he_added(reports: tuple[Report, Report]) -> None:
    report, _ = reports
    found = report.one("comfortable with the current situation")
    assert report.speaker(found) == report.change("Anthony Ruggiero")
    assert any("should increase pressure on" in s.of(report.article.text) for s in found.content)


def test_a_quotation_inside_a_report(reports: tuple[Report, Report]) -> None:
    report, _ = reports
    outer, *inner = report.holding("plays a pivotal role in")
    assert outer.kind == "mixed"
    assert all(i.within == outer.id for i in inner)


def test_both_headlines_speak(reports: tuple[Report, Report]) -> None:
    for report, needle in zip(
        reports, ("to Oppose West Alongside", "Will Bring 'More Democracy And Stability"), strict=True
    ):
        found = report.one(needle)
        assert report.speaker(found) == report.change("Vladimir Putin")
        assert report.article.blocks[0].role == "title"


def test_a_translation_lends_its_agency(reports: tuple[Report, Report]) -> None:
    _, report = reports
    found = report.one("We are ready to closely work")
    text = report.article.text
    assert found.kind == "direct"
    assert report.cue(found) == "promised"
    assert report.speaker(found) == report.change("Vladimir Putin")
    assert ("translator", report.change("Tass")) in report.chain(found)
    assert ("medium", report.change("Rodong Sinmun")) in report.chain(found)
    assert [s.of(text)[:10] for s in found.content] == [
        "We are rea",
        "To do this",
    ]  # closed and reopened with ’


def test_the_article_lends_its_newspaper(reports: tuple[Report, Report]) -> None:
    _, report = reports
    found = report.one("ready to confront the ambition of")
    assert report.speaker(found) == report.change("Vladimir Putin")
    assert {("act", "article"), ("medium", report.change("Rodong Sinmun"))} <= report.chain(found)


def test_a_short_quotation_in_a_claim(reports: tuple[Report, Report]) -> None:
    _, report = reports
    found = next(
        a for a in report.holding("more democracy and stability") if report.cue(a).endswith("claimed")
    )
    assert found.kind == "mixed"
    assert report.speaker(found) == report.change("Vladimir Putin")


def test_he_then_accused(reports: tuple[Report, Report]) -> None:
    _, report = reports
    found = report.one("relying on double standards")
    assert found.kind in {"mixed", "direct"}
    assert report.cue(found) == "accused"
    assert report.speaker(found) == report.change("Vladimir Putin")
    assert "falsely" not in " ".join(s.of(report.article.text) for s in found.content)


@pytest.mark.parametrize(
    ("which", "needle"),
    [
        (0, "first by a Russian leader"),
        (0, "was established in 1948"),
        (0, "Following the division of"),
        (0, "sometimes referred to as"),
        (0, "under the state ideology of"),
        (0, "is expected to further strengthen"),
        (0, "last visited"),
        (1, "are known for their authoritarian governments"),
        (1, "known to rule with an iron fist"),
        (1, "is seen as two fingers up"),
        (1, "widely condemned as a sham"),
        (1, "inherited his position"),
        (1, "issued an arrest warrant"),
        (1, "via Getty Images"),
    ],
)
def test_the_outlets_own_words(reports: tuple[Report, Report], which: int, needle: str) -> None:
    report = reports[which]
    assert report.holding(needle) == []


def test_every_span_is_exact(reports: tuple[Report, Report]) -> None:
    for report in reports:
        text = report.article.text
        ids = {a.id for a in report.found}
        speaking = [b for b in report.article.blocks if b.role in {"title", "standfirst", "body"}]
        for a in report.found:
            assert a.within is None or a.within in ids
            for s in a.content:
                assert any(b.start <= s.start and s.end <= b.end for b in speaking)
            for hop in a.chain:
                assert hop.span.of(text) == hop.name
