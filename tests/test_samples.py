"""The three sample articles show what the program can show."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import rashomon
from rashomon.contract import problems, quoted
from rashomon.model import Comparison, Finding, Passage

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def compared(samples: list[Path]) -> Comparison:
    return rashomon.compare([rashomon.read(path) for path in samples])


def words(compared: Comparison, passage: Passage) -> str:
    text = next(a.text for a in compared.articles if a.id == passage.article)
    return text[passage.start : passage.end]


def found(compared: Comparison, kind: str, *needles: str) -> list[Finding]:
    """Findings of a kind that have for every needle a passage that holds it."""
    return [
        f
        for f in compared.findings
        if f.kind == kind and all(any(n in words(compared, p) for p in f.passages) for n in needles)
    ]


def test_three_outlets_with_dates(compared: Comparison) -> None:
    assert {a.outlet for a in compared.articles} == {
        "The Ardmoor Ledger",
        "The Lantern Post",
        "Sundhaven Courier",
    }
    assert all(a.published_precision == "second" for a in compared.articles)
    assert compared.dropped == ()


def test_every_promise_is_kept(compared: Comparison) -> None:
    assert problems(json.loads(compared.to_json())) == []


@pytest.mark.parametrize(
    ("type", "judgement", "needles"),
    [
        ("number", "contradiction", ("121", "112")),
        ("number", "estimates", ("700", "300")),
        ("date", "contradiction", ("Saturday", "Sunday")),
        ("date", "contradiction", ("May", "March")),
        ("place", "contradiction", ("Ardmoor", "Sundhaven")),
        ("polarity", "contradiction", ("alarm did not sound", "alarm sounded")),
    ],
)
def test_conflicts(compared: Comparison, type: str, judgement: str, needles: tuple[str, ...]) -> None:
    (finding,) = (f for f in found(compared, "conflict", *needles) if f.type == type)
    assert finding.judgement == judgement
    point = next(p for p in compared.points if p.id == finding.point)
    assert point.status == "conflict"
    assert {p.article for p in finding.passages} <= {a for a, _ in point.cells}


@pytest.mark.parametrize("needle", ["130", "Orlund Sound", "60 kilometres", "1996", "1998", "strike"])
def test_no_conflict(compared: Comparison, needle: str) -> None:
    """Passengers and crew are not passengers alone, and what one outlet tells conflicts with nothing."""
    shown = [f.why for f in compared.findings if f.kind == "conflict" and needle in f.why]
    assert shown == []


@pytest.mark.parametrize("needle", ["falsely claimed", "baselessly accused"])
def test_verdicts(compared: Comparison, needle: str) -> None:
    (finding,) = found(compared, "verdict", needle)
    assert words(compared, finding.passages[0]) == needle


@pytest.mark.parametrize(
    "needles", [("scandal-ridden Skerrow Lines", "Skerrow Lines"), ("mob", "Protesters")]
)
def test_wording(compared: Comparison, needles: tuple[str, str]) -> None:
    for finding in (shown := found(compared, "wording", *needles)):
        assert len({p.article for p in finding.passages}) == 2
    assert shown


def test_voice(compared: Comparison) -> None:
    (finding,) = found(compared, "voice", "overloaded")
    assert "The Ardmoor Ledger states it as fact; Sundhaven Courier attributes it" in finding.why


def test_utterances(compared: Comparison) -> None:
    of = {q.id: q for q in compared.attributions}
    text = {a.id: a.text for a in compared.articles}
    first = {
        u.id: text[of[u.versions[0]].article][of[u.versions[0]].start :][:60] for u in compared.utterances
    }
    sizes = {("families" if "families" in w else "engines"): len(u.versions) for u, w in zip(compared.utterances, first.values(), strict=True)}  # fmt: skip
    assert sizes == {"families": 3, "engines": 2}
    readings = {
        span.of(text[of[v].article])
        for u in compared.utterances
        for d in u.differences
        for v, span in d.readings
        if span
    }
    assert {"closed", "shut", "stay", "remain"} <= readings


def test_absences(compared: Comparison) -> None:
    cells = {p.id: {a for a, _ in p.cells} for p in compared.points}
    assert compared.absences
    assert all(a.article not in cells[a.point] for a in compared.absences)
    assert any(a.nearest for a in compared.absences)
    assert any(len(cells[a.point]) == 2 for a in compared.absences)


def test_voices_and_timeline(compared: Comparison) -> None:
    heard = {v.name: {a for a, _ in v.by_article} for v in compared.voices}
    assert len(heard["Lorne Tavish"]) == 3
    assert {"Wenna Aldous", "Halla Quist", "Piet Okander", "Dov Harrigan"} <= heard.keys()
    assert not any("Fenwright" in name for name in heard)  # who took the picture never speaks
    years = [e.earliest for e in compared.timeline if e.precision == "year" and e.text.isdigit()]
    assert years == ["1987-01-01", "1996-01-01", "1998-01-01", "2011-01-01"]


def test_every_kind_of_sentence_in_the_briefing(compared: Comparison) -> None:
    assert {line.operator for line in compared.briefing} == {"agreed", "attributed", "conflict", "single"}


def test_quoted_words_of_the_briefing_stand_in_its_passages(compared: Comparison) -> None:
    checked = 0
    for line in compared.briefing:
        passages = [words(compared, p) for p in line.passages]
        for quotation in quoted(line.text):
            assert any(quotation in p for p in passages), line
            checked += 1
    assert checked >= 8


def test_no_verdict_becomes_ours(compared: Comparison) -> None:
    told = " ".join(line.text for line in compared.briefing)
    assert not any(w in told for w in ("falsely", "baselessly", "scandal-ridden", "A mob", "a mob"))


def test_one_agency_text_is_one_origin(compared: Comparison) -> None:
    claims = {c.id: c for c in compared.claims}
    text = {a.id: a.text for a in compared.articles}
    engines = [
        p
        for p in compared.points
        if len(p.cells) == 2
        and any("lost power" in claims[c].spans[0].of(text[a]) for a, ids in p.cells for c in ids)
    ]
    assert [(p.outlets, p.origins) for p in engines] == [(2, 1)]
