"""Rows that a conflict shows to tell of one thing become one; nothing else moves."""

from __future__ import annotations

from dataclasses import replace

from compare.builder import Report, context, row
from rashomon.compare import compare
from rashomon.compare.context import Context, Draft
from rashomon.compare.meeting import met

BARGES = "Vale:PROPN:nsubj:2 freed:VERB:ROOT {}:NUM:nummod:4 barges:NOUN:dobj:2 ~.:PUNCT:punct"
FOG = "Fog:NOUN:nsubj covered:VERB:ROOT Varne:PROPN:dobj ~.:PUNCT:punct"


def reports() -> tuple[Report, Report]:
    a, b = Report("a1", BARGES.format(12), FOG), Report("a2", FOG, BARGES.format(15))
    for report, words in ((a, "Vale freed 12 barges"), (b, "Vale freed 15 barges")):
        report.claim(words)
        report.claim("Fog covered Varne")
    return a, b


def conflict(a: Report, b: Report, at: int) -> Draft:
    passages = (a.passage("12"), b.passage("15"))
    return Draft("conflict", "number", "contradiction", "parallel@1", 0.8, "12 and 15", at, passages)


def cells(made: Context) -> list[dict[str, tuple[str, ...]]]:
    return [dict(r.cells) for r in made.alignment.rows]


def test_two_rows_of_one_report_each_become_one() -> None:
    a, b = reports()
    before = context(a, b)
    after, (draft,) = met(before, [conflict(a, b, 0)])
    first, second = a.claims[0].id, b.claims[0].id
    assert cells(after)[draft.row] == {"a1": (first,), "a2": (second,)}
    assert len(after.alignment.rows) == len(before.alignment.rows) - 1
    assert sorted(c for r in cells(after) for ids in r.values() for c in ids) == sorted(before.claims)


def test_the_drafts_behind_follow_their_rows() -> None:
    a, b = reports()
    last = len(context(a, b).alignment.rows) - 1
    verdict = replace(conflict(a, b, last), kind="verdict", passages=(b.passage("Varne"),))
    after, drafts = met(context(a, b), [conflict(a, b, 0), verdict])
    assert b.claims[1].id in cells(after)[drafts[1].row]["a2"]


def test_a_row_of_both_reports_stays_as_it_is() -> None:
    a, b = reports()
    before = context(a, b, rows=[row(a.claims[0], b.claims[0])])
    after, (draft,) = met(before, [conflict(a, b, 0)])
    assert after is before
    assert draft.row == 0


def test_without_a_claim_on_the_other_side_there_is_no_conflict() -> None:
    a, b = reports()
    b.claims.clear()
    after, drafts = met(context(a, b), [conflict(a, b, 0)])
    assert drafts == []
    assert cells(after) == [{"a1": (a.claims[0].id,)}, {"a1": (a.claims[1].id,)}]


def test_a_conflict_of_lone_claims_has_a_point_of_conflict() -> None:
    a, b = reports()
    a.amount("12", 12, counted="barges")
    b.amount("15", 15, counted="barges")
    judged = compare(context(a, b).alignment)
    at = {f.point for f in judged.findings if f.kind == "conflict"}
    assert at
    assert {p.status for p in judged.points if p.id in at} == {"conflict"}
