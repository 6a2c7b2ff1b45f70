"""What corrections do to rows, attributions and findings built by hand."""

from __future__ import annotations

from dataclasses import replace

from compare.builder import Report, row, story
from rashomon.compare import compare
from rashomon.correct.anchors import anchor
from rashomon.correct.records import Correction, Kind, Place
from rashomon.correct.replaying import Replay, replay
from rashomon.model import Alignment, Claim, Finding, Judged, Passage, Row

BARGES = "Vale:PROPN:nsubj:2 freed:VERB:ROOT {}:NUM:nummod:4 barges:NOUN:dobj:2 ~.:PUNCT:punct"
FOG = "Fog:NOUN:nsubj covered:VERB:ROOT Varne:PROPN:dobj ~.:PUNCT:punct"
SNOW = "Snow:NOUN:nsubj hid:VERB:ROOT Ulmen:PROPN:dobj ~.:PUNCT:punct"


def reports() -> tuple[Report, Report]:
    a, b = Report("a1", BARGES.format(12), FOG), Report("a2", SNOW, BARGES.format(15))
    a.claim("Vale freed 12 barges")
    a.claim("Fog covered Varne")
    b.claim("Snow hid Ulmen")
    b.claim("Vale freed 15 barges")
    for report, number in ((a, 12), (b, 15)):
        report.amount(str(number), number, counted="barges")
    return a, b


def place(report: Report, claim: Claim) -> Place:
    return tuple(anchor(report.article, s) for s in claim.spans)


def made(kind: Kind, *sides: Place, finding: str | None = None) -> Correction:
    return Correction(kind, "Ada", "read both", "2031-05-01T00:00:00Z", tuple((s,) for s in sides), finding)


def joined(kind: Kind, a: Report, b: Report, left: int, right: int) -> Correction:
    return made(kind, place(a, a.claims[left]), place(b, b.claims[right]))


def run(alignment: Alignment, *corrections: Correction) -> tuple[Alignment, Judged, list[str]]:
    by_hand = replay(alignment.articles, corrections)
    after = by_hand.rows(replace(alignment, articles=by_hand.articles))
    judged = compare(after, by_hand.refused(after))
    return after, judged, [said for _, said in by_hand.told(judged.points, judged.findings)]


def cells(alignment: Alignment) -> list[tuple[str, ...]]:
    return [tuple(c for _, ids in r.cells for c in ids) for r in alignment.rows]


def test_points_merged() -> None:
    a, b = reports()
    after, judged, told = run(story(a, b), joined("merge", a, b, 1, 0))
    assert ("a1c2", "a2c1") in cells(after)
    assert sorted(c for r in cells(after) for c in r) == ["a1c1", "a1c2", "a2c1", "a2c2"]
    assert {p.cells for p in judged.points} >= {(("a1", ("a1c2",)), ("a2", ("a2c1",)))}
    assert told == ["merge, by Ada: read both (followed)"]


def test_what_is_merged_is_judged_like_any_point() -> None:
    a, b = reports()
    plain = compare(story(a, b, rows=[]))
    _, judged, _ = run(story(a, b), joined("merge", a, b, 0, 1))
    point = next(p for p in judged.points if "a1c1" in dict(p.cells)["a1"])
    assert point.status == "conflict"
    assert [f.type for f in judged.findings if f.point == point.id] == ["number"]
    assert len(judged.points) <= len(plain.points)


def test_a_point_split() -> None:
    a, b = reports()
    together = story(a, b, rows=[row(a.claims[1], b.claims[0])])
    after, judged, told = run(together, joined("split", a, b, 1, 0))
    assert ("a1c2",) in cells(after)
    assert ("a2c1",) in cells(after)
    assert [p.status for p in judged.points if len(p.cells) == 1]
    assert told == ["split, by Ada: read both (followed)"]


def test_what_is_apart_has_no_conflict() -> None:
    a, b = reports()
    one = story(a, b, rows=[row(a.claims[0], b.claims[1])])
    assert any(f.kind == "conflict" for f in compare(one).findings)
    _, judged, told = run(one, joined("split", a, b, 0, 1))
    assert not any(f.kind == "conflict" for f in judged.findings)
    assert told == ["split, by Ada: read both (followed)"]


def test_rows_stand_in_the_order_of_the_texts() -> None:
    a, b = reports()
    after, _, _ = run(story(a, b), joined("merge", a, b, 1, 0))
    assert cells(after) == [("a1c1",), ("a1c2", "a2c1"), ("a2c2",)]


def test_the_latest_word_counts_and_the_earlier_is_told() -> None:
    a, b = reports()
    merge, split = joined("merge", a, b, 1, 0), joined("split", a, b, 1, 0)
    after, _, told = run(story(a, b), merge, split)
    assert ("a1c2", "a2c1") not in cells(after)
    assert [t.rsplit("(")[-1] for t in told] == ["overruled by a later correction)", "followed)"]
    after, _, told = run(story(a, b), split, merge)
    assert ("a1c2", "a2c1") in cells(after)
    assert [t.rsplit("(")[-1] for t in told] == ["overruled by a later correction)", "followed)"]


def test_a_split_that_a_merge_of_others_joins_again_hides_no_conflict() -> None:
    a, b = reports()
    one = story(a, b, rows=[row(a.claims[0], b.claims[1])])
    split = joined("split", a, b, 0, 1)
    back = made("merge", place(a, a.claims[0]), place(a, a.claims[1])), joined("merge", a, b, 1, 1)
    after, judged, told = run(one, split, *back)
    assert ("a1c1", "a1c2", "a2c2") in cells(after)
    assert any(f.kind == "conflict" for f in judged.findings)
    assert "overruled" in told[0]


def conflicting() -> tuple[Alignment, Finding, Report, Report]:
    a, b = reports()
    alignment = story(a, b, rows=[row(a.claims[0], b.claims[1])])
    [finding] = [f for f in compare(alignment).findings if f.kind == "conflict"]
    return alignment, finding, a, b


def judging(kind: Kind, finding: Finding, *reports: Report) -> Correction:
    article = {r.id: r.article for r in reports}
    side = tuple((anchor(article[p.article], p.span),) for p in finding.passages)
    named = f"{finding.kind} {finding.type}"
    return Correction(kind, "Bo", "one fleet", "2031-05-01T00:00:00Z", (side,), named)


def test_a_finding_rejected() -> None:
    alignment, finding, a, b = conflicting()
    _, judged, told = run(alignment, judging("reject", finding, a, b))
    assert not any(f.kind == "conflict" for f in judged.findings)
    assert all(p.status != "conflict" for p in judged.points)
    assert told == ["reject, by Bo: one fleet (followed)"]


def test_a_finding_rejected_and_accepted_again() -> None:
    alignment, finding, a, b = conflicting()
    _, judged, told = run(alignment, judging("reject", finding, a, b), judging("accept", finding, a, b))
    assert finding in judged.findings
    assert [t.rsplit("(")[-1] for t in told] == ["overruled by a later correction)", "followed)"]


def test_another_type_of_finding_there_stays() -> None:
    alignment, finding, a, b = conflicting()
    other = replace(judging("reject", finding, a, b), finding="conflict date")
    _, judged, _ = run(alignment, other)
    assert finding in judged.findings


def speech() -> Report:
    told = "Marsh:PROPN:nsubj:2 told:VERB:ROOT Vale:PROPN:dobj:2 that:SCONJ:mark:6 rain:NOUN:nsubj:6 came:VERB:ccomp:2"
    report = Report("a1", told)
    report.name("Marsh", whole="Tilda Marsh")
    report.name("Vale", whole="Otto Vale")
    report.said("rain came", source="Marsh", by="a1x1", cue="told", hops=[("speaker", "Marsh")])
    return report


def reattributed(report: Report, words: str) -> Correction:
    return made(
        "attribute",
        (anchor(report.article, report.span("rain came")),),
        (anchor(report.article, report.span(words)),),
    )


def test_somebody_else_said_it() -> None:
    report = speech()
    by_hand = replay([report.annotated()], [reattributed(report, "Vale")])
    [said] = by_hand.articles[0].attributions
    assert said.source.entity == "a1x2"
    assert said.source.span == report.span("Vale")
    assert [(h.role, h.name) for h in said.chain] == [("speaker", "Otto Vale")]
    assert outcome(by_hand) == ["followed"]


def outcome(by_hand: Replay) -> list[str]:
    return [said.rsplit("(")[-1].rstrip(")") for _, said in by_hand.told((), ())]


def test_two_say_who_said_it() -> None:
    report = speech()
    by_hand = replay([report.annotated()], [reattributed(report, "Vale"), reattributed(report, "Marsh")])
    assert by_hand.articles[0].attributions[0].source.entity == "a1x1"
    assert outcome(by_hand) == ["overruled by correction 2", "followed"]


def test_an_attribution_that_is_no_more() -> None:
    report = speech()
    silent = replace(report.annotated(), attributions=())
    by_hand = replay([silent], [reattributed(report, "Vale")])
    assert by_hand.articles == (silent,)
    assert outcome(by_hand) == ["does not fit any more: nobody is found to be reported there any more"]


def test_claims_that_are_divided_otherwise() -> None:
    a, b = reports()
    correction = joined("merge", a, b, 1, 0)
    whole = story(a, b)
    cut = replace(whole.articles[1], claims=whole.articles[1].claims[1:])
    rows: tuple[Row, ...] = tuple(r for r in whole.rows if r.cells != (("a2", ("a2c1",)),))
    less = replace(whole, articles=(whole.articles[0], cut), rows=rows)
    after, _, told = run(less, correction)
    assert after == less
    assert told == [
        "merge, by Ada: read both (does not fit any more: the text is not divided into these claims any more)"
    ]


def test_without_corrections_nothing_changes() -> None:
    alignment = story(*reports())
    by_hand = replay(alignment.articles, [])
    assert by_hand.rows(alignment) is alignment
    assert not by_hand.refused(alignment)("conflict", "number", (Passage("a1", 0, 4),))
    assert by_hand.told((), ()) == ()
