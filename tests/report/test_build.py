"""What a report shows, in which order, and with which words."""

from __future__ import annotations

from dataclasses import replace

from rashomon.model import Comparison, Span
from rashomon.report.build import view
from report import sample


def test_rows_stand_by_salience_and_name_their_status():
    shown = view(sample.three())
    assert [row.id for row in shown.rows] == [
        "p1",
        "p2",
        "p3",
        "p4",
        "p5",
        "p6",
        "p11",
        "p7",
        "p8",
        "p9",
        "p10",
        "p12",
    ]
    assert [row.word for row in shown.rows[5:8]] == ["conflict", "only B", "only A"]
    assert [number for key, _, number in shown.filters if key != "all"] == [3, 3, 1, 3, 1, 1]
    assert shown.filters[0] == ("all", "all", 12)


def test_a_cell_shows_the_exact_words_and_whose_they_are():
    shown = view(sample.three())
    cell = {row.id: row for row in shown.rows}["p3"].cells[0]
    assert cell.quotes[0].words == "we shall rebuild a fairer valley founded on safety"
    assert (cell.quotes[0].manner, cell.quotes[0].speaker) == ("quoted", "Ilse Maarten")
    told = {row.id: row for row in shown.rows}["p4"].cells[1].quotes[0]
    assert (told.manner, told.speaker) == ("reported", "water authority")
    own = {row.id: row for row in shown.rows}["p5"].cells[0].quotes[0]
    assert (own.manner, own.speaker) == ("own", None)
    pieces = {row.id: row for row in shown.rows}["p11"].cells[1].quotes[0]
    assert pieces.words == "falsely claimed … the dam had been inspected in March 2023"
    assert len(pieces.place.spans) == 2


def test_a_conflict_sets_its_values_apart_and_keeps_the_words_around():
    number, date, _ = view(sample.three()).conflicts
    assert [w.value for w in number.witnesses] == ["12 people", "At least 30 people", "12 people"]
    assert number.witnesses[0].quote.before == "killing "
    assert [w.value for w in date.witnesses] == ["since spring", "Monday"]


def test_citations_are_numbered_along_each_text():
    labels = [[c.label for c in s.citations] for s in view(sample.three()).briefing]
    assert labels == [["A1", "B2"], ["A2", "B1", "C1"], ["B3"], ["B4"]]


def test_remarks_say_what_was_not_done():
    shown = view(sample.three())
    assert shown.remarks == (
        "Left out: in/scan.pdf (binary, not text).",
        "C has no publication date: its “today” cannot be placed.",
        "1 point is unsure: perhaps one thing, perhaps two.",
    )
    assert shown.summary == "3 reports · 3 outlets · 8 May 2024 to 9 May 2024 (from A and B)"
    c = sample.apart()
    foreign = replace(c, articles=(replace(c.articles[0], language="tlh"), c.articles[1]))
    assert "A is in a language that cannot be read yet (tlh)." in view(foreign).remarks


def test_nothing_shared_is_said():
    assert not view(sample.apart()).shares
    assert view(sample.three()).shares


def test_what_a_reader_of_one_report_misses():
    gaps = {gap.letter: gap for gap in view(sample.three()).gaps}
    assert [row.id for row in gaps["A"].rows] == ["p11", "p8", "p9", "p10"]
    assert gaps["A"].speakers == ("Piet Aalto",)


def test_a_verdict_of_few_words_is_shown_within_its_sentence():
    (verdict,) = view(sample.three()).verdicts
    quote = verdict.witnesses[0].quote
    assert (
        quote.before + quote.words + quote.after == "She falsely claimed that the dam had been inspected in …"
    )


def test_a_row_is_told_by_a_body_rather_than_a_headline():
    c = sample.three()
    points = tuple(
        replace(p, cells=((p.cells[0][0], ("c18", "c16")),)) if p.id == "p8" else p
        for p in c.points
        if p.id != "p10"
    )
    row = {row.id: row for row in view(replace(c, points=points)).rows}["p8"]
    assert [quote.note for cell in row.cells for quote in cell.quotes] == ["caption", None]
    assert row.told.words.startswith("The railway")


def test_more_than_a_quotation_is_not_set_in_marks_of_its_own():
    c = sample.three()
    wider = Span(c.attributions[1].content[0].start - 1, c.attributions[1].content[0].end)
    claims = tuple(replace(x, spans=(wider,)) if x.id == "c8" else x for x in c.claims)
    row = {row.id: row for row in view(replace(c, claims=claims)).rows}["p3"]
    assert row.cells[1].quotes[0].manner == "reported"
    assert row.cells[1].quotes[0].words.startswith("“We were")


def test_many_reports_have_letters_of_their_own():
    c = sample.apart()
    articles = tuple(replace(c.articles[0], id=f"a{i}") for i in range(30))
    shown = view(Comparison("x", articles, (), (), (), (), (), (), (), (), (), (), (), (), (), (), (), ()))
    assert [side.letter for side in shown.sides][25:] == ["Z", "AA", "AB", "AC", "AD"]
    assert not shown.shares


def test_coverage_counts_what_each_report_carries_and_shares():
    found = [(c.points, c.shared, c.total) for c in view(sample.three()).coverage]
    assert found == [(8, 6, 12), (9, 6, 12), (3, 2, 12)]
