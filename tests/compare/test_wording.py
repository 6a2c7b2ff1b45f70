"""One referent under two descriptions, one of them charged."""

from __future__ import annotations

import pytest

from compare.builder import Report, row, story, utterance
from rashomon.compare import wording
from rashomon.compare.context import Context, Draft
from rashomon.model import Alignment, HopRole


def found(alignment: Alignment) -> list[Draft]:
    return list(wording.detect(Context(alignment)))


BLOCKED = "{}:DET:det:3 {}:ADJ:amod:3 {}:NOUN:nsubj:4 {}:VERB:ROOT::{} the:DET:det:6 quay:NOUN:dobj:4 ~.:PUNCT:punct"


def blocked(id: str, *subject: str, verb: str = "blocked", lemma: str = "block") -> Report:
    return Report(id, BLOCKED.format(*subject, verb, lemma), outlet={"a1": "Herald", "a2": "Bugle"}[id])


def roles(a: Report, b: Report, *, doubtful: bool = False) -> list[Draft]:
    return found(story(a, b, rows=[row(a.claim(), b.claim(), doubtful=doubtful)]))


CALM, CHARGED = ("The", "local", "sailors"), ("The", "local", "mob")


def test_one_role_of_one_predicate() -> None:
    (finding,) = roles(blocked("a1", *CALM), blocked("a2", *CHARGED))
    assert (finding.type, finding.judgement, finding.row) == ("naming", None, 0)
    assert [(p.article, p.start, p.end) for p in finding.passages] == [("a1", 0, 17), ("a2", 0, 13)]
    assert "the subject of “block”" in finding.why
    assert "Herald writes “The local sailors”, Bugle “The local mob”; “mob” carries" in finding.why


@pytest.mark.parametrize("both", [CALM, CHARGED])
def test_a_charge_must_stand_on_one_side_alone(both: tuple[str, str, str]) -> None:
    other = (*both[:2], {"sailors": "women", "mob": "regime"}[both[2]])
    assert roles(blocked("a1", *both), blocked("a2", *other)) == []


def test_another_predicate_has_another_subject() -> None:
    assert roles(blocked("a1", *CALM), blocked("a2", *CHARGED, verb="left", lemma="leave")) == []


def test_in_doubt_nothing_is_compared() -> None:
    assert roles(blocked("a1", *CALM), blocked("a2", *CHARGED), doubtful=True) == []


def test_the_words_of_a_speaker_are_not_the_outlets() -> None:
    a, b = blocked("a1", *CALM), blocked("a2", *CHARGED)
    spoken = b.said("The local mob blocked the quay")
    assert found(story(a, b, rows=[row(a.claim(), b.claim(by=spoken))])) == []


FELL = (
    "Shares:NOUN:nsubj:7 in:ADP:prep:1 the:DET:det:6 {}:ADJ:amod:6 big:ADJ:amod:6 Skerrow:PROPN:pobj:2 "
    "fell:VERB:ROOT ~.:PUNCT:punct"
)


def shares(id: str, describing: str) -> Report:
    made = Report(id, FELL.format(describing))
    made.name("Skerrow", kind="organisation")
    return made


def test_one_entity_described() -> None:
    a, b = shares("a1", "scandal-ridden"), shares("a2", "northern")
    (finding,) = found(story(a, b, rows=[row(a.claim(), b.claim())]))
    assert finding.passages == (
        a.passage("the scandal-ridden big Skerrow"),
        b.passage("the northern big Skerrow"),
    )
    assert finding.why.startswith("Skerrow: ")


def test_one_entity_described_by_a_speaker() -> None:
    a, b = shares("a1", "scandal-ridden"), shares("a2", "northern")
    a.said("the scandal-ridden big Skerrow")
    assert found(story(a, b, rows=[row(a.claim(), b.claim())])) == []


def test_two_entities_are_no_referent() -> None:
    a = shares("a1", "scandal-ridden")
    b = Report("a2", FELL.format("northern").replace("Skerrow", "Ardworks"))
    b.name("Ardworks", kind="organisation")
    assert found(story(a, b, rows=[row(a.claim(), b.claim())])) == []


def test_the_finding_goes_to_a_point_that_both_stand_in() -> None:
    a, b = shares("a1", "scandal-ridden"), shares("a2", "northern")
    left, right = a.claim(), b.claim()
    a.claim("the scandal-ridden big Skerrow", predicate="Skerrow")  # nearer, but in no point with the other
    (finding,) = found(story(a, b, rows=[row(left, right)]))
    assert finding.row == 0


def test_what_is_in_no_claim_is_in_no_finding() -> None:
    a, b = shares("a1", "scandal-ridden"), shares("a2", "northern")
    assert found(story(a, b)) == []


WROTE = (
    "Orvin:PROPN:nsubj:2 wrote:VERB:ROOT in:ADP:prep:2 the:DET:det:6 {}:ADJ:amod:6 {}:NOUN:pobj:3 that:SCONJ:mark:9 "
    "it:PRON:nsubj:9 leaks:VERB:ccomp:2 ~.:PUNCT:punct"
)


def wrote(id: str, *medium: str, role: HopRole = "medium") -> Report:
    made = Report(id, WROTE.format(*medium))
    made.said("it leaks", cue="wrote", hops=[(role, medium[1])])
    made.claim()
    return made


@pytest.mark.parametrize("role", ["medium", "act", "agency"])
def test_what_carried_one_utterance(role: HopRole) -> None:
    a, b = wrote("a1", "local", "paper", role=role), wrote("a2", "local", "mouthpiece", role=role)
    both = utterance(*a.attributions, *b.attributions)
    (finding,) = found(story(a, b, rows=[row(*a.claims, *b.claims)], utterances=[both]))
    assert finding.why.startswith(f"the {role} of the same words: ")
    assert finding.passages == (a.passage("the local paper"), b.passage("the local mouthpiece"))


def test_what_carried_two_utterances_is_not_compared() -> None:
    a, b = wrote("a1", "local", "paper"), wrote("a2", "local", "mouthpiece")
    assert found(story(a, b, rows=[row(*a.claims, *b.claims)])) == []


def test_one_finding_a_referent() -> None:
    a, b = blocked("a1", *CALM), blocked("a2", *CHARGED)
    rows = [row(a.claim(), b.claim()), row(a.claim("sailors blocked"), b.claim("mob blocked"))]
    assert len(found(story(a, b, rows=rows))) == 1
