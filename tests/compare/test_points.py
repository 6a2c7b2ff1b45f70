"""What a point counts: outlets, independent origins, prominence; and its status."""

from __future__ import annotations

from typing import get_args

import pytest

from compare.builder import Report, context, row, utterance
from rashomon.compare.context import Context, Draft
from rashomon.compare.points import points
from rashomon.model import Attribution, FindingKind, Point

SHUT = "Tilda:PROPN:nsubj:2 shut:VERB:ROOT the:DET:det:4 weir:NOUN:dobj:2 ~.:PUNCT:punct"
LONG = (
    "The:DET:det:3 old:ADJ:amod:3 weir:NOUN:nsubjpass:5 was:AUX:auxpass:5 shut:VERB:ROOT after:ADP:prep:5 "
    "two:NUM:nummod:8 planks:NOUN:pobj:6 broke:VERB:acl:8 near:ADP:prep:9 the:DET:det:13 northern:ADJ:amod:13 "
    "sluice:NOUN:pobj:10 ~.:PUNCT:punct"
)
SAID = (
    "Orvin:PROPN:nsubj:2 told:VERB:ROOT the:DET:det:4 Herald:PROPN:dobj:2 that:SCONJ:mark:8 the:DET:det:7 "
    "weir:NOUN:nsubj:8 leaks:VERB:ccomp:2 ~.:PUNCT:punct"
)


def report(id: str, sentence: str = SHUT, outlet: str | None = None) -> Report:
    return Report(id, sentence, outlet=outlet)


def first(made: Context, *drafts: Draft) -> Point:
    return points(made, drafts)[0]


def draft(kind: FindingKind) -> Draft:
    return Draft(kind, "statement", None, "any@1", 1.0, "why", 0, ())


def both(left: Report, right: Report) -> Point:
    """The point of a plain claim of each of two reports."""
    return first(context(left, right, rows=[row(left.claim(), right.claim())]))


def test_status() -> None:
    a, b = report("a1"), report("a2")
    one, other, again = a.claim(), b.claim(), a.claim("the weir")
    agreed = context(a, b, rows=[row(one, other)])
    unsure = context(a, b, rows=[row(one, other, doubtful=True)])
    assert first(agreed).status == "agreed"
    assert first(unsure).status == "unsure"
    assert first(agreed, draft("conflict")).status == "conflict"
    assert first(unsure, draft("conflict")).status == "conflict"
    assert first(context(a, b, rows=[row(one, again)])).status == "single"


@pytest.mark.parametrize("kind", sorted(set(get_args(FindingKind)) - {"conflict"}))
def test_no_other_finding_makes_a_conflict(kind: FindingKind) -> None:
    a, b = report("a1"), report("a2")
    assert first(context(a, b, rows=[row(a.claim(), b.claim())]), draft(kind)).status == "agreed"


def test_a_conflict_is_that_of_its_own_row() -> None:
    a, b = report("a1"), report("a2")
    made = context(a, b, rows=[row(a.claim(), b.claim()), row(a.claim("the weir"), b.claim("the weir"))])
    assert [p.status for p in points(made, [draft("conflict")])] == ["conflict", "agreed"]


def test_ids_in_the_order_of_rows_and_cells_as_they_stand() -> None:
    a, b = report("a1"), report("a2")
    made = context(a, b, rows=[row(a.claim(), b.claim())])
    b.claim("the weir")
    made = context(a, b, rows=[*made.alignment.rows[:1]])
    assert [(p.id, p.cells) for p in points(made, [])] == [
        ("p1", (("a1", ("a1c1",)), ("a2", ("a2c1",)))),
        ("p2", (("a2", ("a2c2",)),)),
    ]


@pytest.mark.parametrize(
    ("outlets", "distinct"),
    [(("Herald", "Bugle"), 2), (("Herald", "Herald"), 1), ((None, None), 2), (("Herald", None), 2)],
)
def test_outlets_and_origins_of_plain_claims(outlets: tuple[str | None, str | None], distinct: int) -> None:
    point = both(report("a1", outlet=outlets[0]), report("a2", outlet=outlets[1]))
    assert (point.outlets, point.origins) == (distinct, distinct)


def speakers(left: str, right: str) -> Point:
    """What ``left`` is said to have told one outlet and ``right`` another, as one point."""
    a, b = report("a1", SAID, "Herald"), report("a2", SAID, "Bugle")
    claims = [
        r.claim("the weir leaks", by=r.said("the weir leaks", source="Orvin", by=r.name("Orvin", whole=who)))
        for r, who in ((a, left), (b, right))
    ]
    return first(context(a, b, rows=[row(*claims)]))


def test_one_speaker_is_one_origin() -> None:
    assert (speakers("Orvin Pell", "Orvin Pell").outlets, speakers("Orvin Pell", "Orvin Pell").origins) == (
        2,
        1,
    )
    assert speakers("Orvin Pell", "Orvin Quist").origins == 2


def test_nobody_named_is_no_shared_speaker() -> None:
    a, b = report("a1", SAID), report("a2", SAID)
    claims = [r.claim("the weir leaks", by=r.said("the weir leaks")) for r in (a, b)]
    assert first(context(a, b, rows=[row(*claims)])).origins == 2


def test_one_utterance_is_one_origin() -> None:
    a, b = report("a1", SAID), report("a2", SAID)
    spoken = [r.said("the weir leaks") for r in (a, b)]
    rows = [row(*(r.claim("the weir leaks", by=q) for r, q in zip((a, b), spoken, strict=True)))]
    assert first(context(a, b, rows=rows, utterances=[utterance(*spoken)])).origins == 1
    assert first(context(a, b, rows=rows)).origins == 2


def told(report: Report) -> tuple[Attribution, str]:
    return report.said("the weir leaks", cue="told"), "Orvin told the Herald"


def test_the_telling_of_one_utterance_is_one_origin() -> None:
    a, b = report("a1", SAID), report("a2", SAID)
    (left, words), (right, _) = told(a), told(b)
    rows = [row(a.claim(words), b.claim(words))]
    assert first(context(a, b, rows=rows, utterances=[utterance(left, right)])).origins == 1
    assert first(context(a, b, rows=rows)).origins == 2


def test_one_agency_is_one_origin() -> None:
    def agencies(left: str, right: str) -> int:
        reports = [report("a1", SAID), report("a2", SAID)]
        claims = [
            r.claim("the weir leaks", by=r.said("the weir leaks", hops=[("agency", words)]))
            for r, words in zip(reports, (left, right), strict=True)
        ]
        return first(context(*reports, rows=[row(*claims)])).origins

    assert agencies("Herald", "Herald") == 1
    assert agencies("Herald", "Orvin") == 2


def test_copied_text_is_one_origin() -> None:
    a, b = report("a1", LONG, "Herald"), report("a2", LONG.replace("old:", "wooden:"), "Bugle")
    point = both(a, b)
    assert (point.outlets, point.origins) == (2, 1)
    other = LONG.replace("old:", "wooden:").replace("broke:", "split:").replace("northern:", "upper:")
    assert both(report("a1", LONG), report("a2", other)).origins == 2
    assert both(report("a1", SHUT), report("a2", SHUT)).origins == 2  # few words are equal by chance


def test_origins_chain_over_three() -> None:
    """One copies the text of the second, the second has the speaker of the third: one origin for all."""
    a, b, c = report("a1", LONG), report("a2", LONG), report("a3", LONG)
    words = "two planks broke"
    claims = [a.claim(), b.claim()]
    claims += [
        r.claim(words, by=r.said(words, source="sluice", by=r.name("sluice", whole="Orvin Pell")))
        for r in (b, c)
    ]
    assert first(context(a, b, c, rows=[row(*claims)])).origins == 1
    assert first(context(a, b, c, rows=[row(claims[0], claims[1], claims[3])])).origins == 2


def test_origins_chain_through_the_last() -> None:
    """The first copies the third, the second has the speaker of the third."""
    reports = [report(f"a{n}", LONG) for n in (1, 2, 3)]
    words = "two planks broke"
    said = [
        r.claim(words, by=r.said(words, source="sluice", by=r.name("sluice", whole="Orvin Pell")))
        for r in reports[1:]
    ]
    claims = [reports[0].claim(), said[0], said[1], reports[2].claim()]
    assert first(context(*reports, rows=[row(*claims)])).origins == 1


def test_two_articles_of_one_outlet_beside_another() -> None:
    reports = [report("a1", outlet="Herald"), report("a2", outlet="Herald"), report("a3", outlet="Bugle")]
    point = first(context(*reports, rows=[row(*(r.claim() for r in reports))]))
    assert (point.outlets, point.origins) == (2, 2)


def test_salience() -> None:
    def salience(
        *, shared: bool = False, early: bool = True, headline: bool = False, again: bool = False
    ) -> float:
        a, b = Report("a1", SHUT, SAID), Report("a2", SHUT, SAID)
        where = "shut the weir" if early else "the weir leaks"
        claims = [a.claim(where, role="title" if headline else "body")]
        claims += [a.claim(where)] if again else []
        claims += [b.claim(where)] if shared else []
        return first(context(a, b, rows=[row(*claims)])).salience

    plain = salience()
    assert 0 < salience(early=False) < plain < salience(shared=True) <= 1
    assert plain < salience(again=True) < salience(headline=True)
    assert 0.9 < salience(shared=True, headline=True, again=True) <= 1


def test_who_is_a_pronoun_in_the_other_is_named_in_both() -> None:
    sentence = "{}:PRON:nsubj:2 told:VERB:ROOT {}:PROPN:dobj:2 so:ADV:advmod:2 ~.:PUNCT:punct"
    left = report("a1", sentence.format("Brandl", "Ulmen"))
    right = report("a2", sentence.format("She", "Orvin"))
    left.name("Brandl")
    right.name("Orvin")
    assert both(left, right).status == "unsure"
    right.name("She", whole="Brandl", form="pronoun")
    assert both(left, right).status == "agreed"
