"""Where an outlet judges, and where it only carries a judgement."""

from __future__ import annotations

from compare.builder import Report, context
from rashomon.compare import verdict
from rashomon.compare.context import Draft

ACCUSED = "Orvin:PROPN:nsubj:3 falsely:ADV:advmod:3 accused:VERB:ROOT the:DET:det:5 council:NOUN:dobj:3 ~.:PUNCT:punct"


def found(*reports: Report) -> list[Draft]:
    return list(verdict.detect(context(*reports)))


def other() -> Report:
    return Report("a2", "Rain:NOUN:nsubj:2 fell:VERB:ROOT ~.:PUNCT:punct")


def test_an_adverb_with_its_verb() -> None:
    a = Report("a1", ACCUSED, outlet="Herald")
    a.claim()
    (finding,) = found(a, other())
    assert (finding.type, finding.judgement, finding.detector) == ("evaluation", None, "verdict@1")
    assert finding.passages == (a.passage("falsely accused"),)
    assert finding.row == 0
    assert "Herald’s own judgement" in finding.why


def test_an_adverb_apart_from_its_verb_stands_alone() -> None:
    a = Report("a1", ACCUSED.replace("falsely:ADV:advmod:3", "falsely:ADV:advmod:3 ~,:PUNCT:punct").replace(
        "nsubj:3", "nsubj:4").replace("advmod:3", "advmod:4").replace("dobj:3", "dobj:4").replace("det:5", "det:6"))  # fmt: skip
    a.claim()
    assert found(a, other())[0].passages == (a.passage("falsely"),)


def test_behind_its_verb() -> None:
    a = Report(
        "a1",
        "He:PRON:nsubj:2 argued:VERB:ROOT wrongly:ADV:advmod:2 that:SCONJ:mark:5 it:PRON:nsubj:6 held:VERB:ccomp:2",
    )
    a.claim()
    assert found(a, other())[0].passages == (a.passage("argued wrongly"),)


def test_behind_a_verb_that_says_nothing_it_names_an_offence() -> None:
    line = "He:PRON:nsubj:2 testified:VERB:ROOT falsely:ADV:advmod:2 in:ADP:prep:2 May:PROPN:pobj:4"
    a = Report("a1", line)
    a.claim()
    assert found(a, other()) == []
    a.said("in May", cue="testified")
    assert len(found(a, other())) == 1


def test_a_phrase() -> None:
    a = Report(
        "a1",
        "Orvin:PROPN:nsubj:2 claimed:VERB:ROOT without:ADP:prep:2 evidence:NOUN:pobj:3 it:PRON:nsubj:6 held:VERB:ccomp:2",
    )
    a.claim()
    assert found(a, other())[0].passages == (a.passage("without evidence"),)


def test_in_a_report_of_speech_it_is_its_speakers() -> None:
    a = Report("a1", ACCUSED)
    a.claim(by=a.said("Orvin falsely accused the council"))
    assert found(a, other()) == []


def test_beside_a_report_of_speech_it_is_the_outlets() -> None:
    a = Report("a1", ACCUSED)
    a.said("the council", cue="accused")
    a.claim()
    assert [f.passages for f in found(a, other())] == [(a.passage("falsely accused"),)]


def test_another_use_of_the_word_judges_nothing() -> None:
    a = Report("a1", ACCUSED.replace("falsely:ADV", "falsely:PROPN"))
    a.claim()
    assert found(a, other()) == []


def test_outside_every_claim_there_is_no_point_for_it() -> None:
    assert found(Report("a1", ACCUSED), other()) == []


def test_the_smallest_claim_has_it() -> None:
    a = Report("a1", ACCUSED)
    a.claim()
    a.claim("falsely accused the council")
    assert [f.row for f in found(a, other())] == [1]
