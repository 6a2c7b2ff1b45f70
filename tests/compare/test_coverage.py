"""Which silences are told, and what stands beside them."""

from __future__ import annotations

from compare.builder import Report, row, story
from rashomon.compare import ABSENCE_SALIENCE, compare
from rashomon.compare.missed import chance
from rashomon.model import Candidate, Claim

SHUT = "Tilda:PROPN:nsubj:2 shut:VERB:ROOT the:DET:det:4 weir:NOUN:dobj:2 ~.:PUNCT:punct"
LATE = "Rain:NOUN:nsubj:2 fell:VERB:ROOT all:DET:det:4 night:NOUN:npadvmod:2 ~.:PUNCT:punct"


def reports(number: int, *, one_outlet: bool = False) -> list[Report]:
    return [
        Report(f"a{n}", SHUT, LATE, outlet="Herald" if one_outlet else f"Outlet {n}")
        for n in range(1, number + 1)
    ]


def test_with_two_reports_every_gap_is_told() -> None:
    a, b = reports(2)
    late = a.claim("Rain fell all night")
    b.claim("Tilda shut the weir")
    told = compare(story(a, b, rows=[row(late)])).absences
    assert [(t.point, t.article, t.nearest) for t in told] == [("p1", "a2", ()), ("p2", "a1", ())]
    assert {t.chance_missed for t in told} == {round(chance(None, 1), 4)}


def test_no_gap_no_absence() -> None:
    a, b = reports(2)
    assert compare(story(a, b, rows=[row(a.claim(), b.claim())])).absences == ()


def test_with_three_a_lone_point_must_be_salient() -> None:
    def absent(*, headline: bool) -> list[tuple[str, str]]:
        a, b, c = reports(3)
        claim = a.claim(role="title" if headline else "body")
        again = [a.claim("Tilda shut"), a.claim("shut the weir")] if headline else []
        judged = compare(story(a, b, c, rows=[row(claim, *again)]))
        assert (judged.points[0].salience >= ABSENCE_SALIENCE) == headline
        return [(t.point, t.article) for t in judged.absences]

    assert absent(headline=True) == [("p1", "a2"), ("p1", "a3")]
    assert absent(headline=False) == []


def test_with_three_a_point_of_two_outlets_is_told() -> None:
    def absent(*, one_outlet: bool) -> list[tuple[str, str]]:
        a, b, c = reports(3, one_outlet=one_outlet)
        judged = compare(story(a, b, c, rows=[row(a.claim("fell all night"), b.claim("fell all night"))]))
        assert judged.points[0].salience < ABSENCE_SALIENCE
        return [(t.point, t.article) for t in judged.absences]

    assert absent(one_outlet=False) == [("p1", "a3")]
    assert absent(one_outlet=True) == []


def test_the_nearest_rejected_stand_beside_it_best_first() -> None:
    a, b = reports(2)
    claims: list[Claim] = [a.claim("Tilda shut the weir"), a.claim("shut the weir")]
    others = [b.claim(w) for w in ("Tilda shut", "the weir", "Rain fell", "all night")]
    rejected = {
        (claims[0].id, "a2"): ((others[0].id, 0.4), (others[1].id, 0.3), (others[2].id, 0.1)),
        (claims[1].id, "a2"): ((others[1].id, 0.43211), (others[3].id, 0.2)),
    }
    (told,) = (
        t for t in compare(story(a, b, rows=[row(*claims)], rejected=rejected)).absences if t.article == "a2"
    )
    spans = [b.span(w) for w in ("the weir", "Tilda shut", "all night")]
    assert told.nearest == tuple(
        Candidate(s.start, s.end, score) for s, score in zip(spans, (0.4321, 0.4, 0.2), strict=True)
    )
    assert told.chance_missed == round(chance(0.4321, 1), 4)
