"""Sentences told in other words and never joined: denied, opposed, or with another name in them."""

from __future__ import annotations

from compare.builder import Report, story
from rashomon.compare import recast
from rashomon.compare.context import Context, Draft

OTHER = "Fog:NOUN:nsubj covered:VERB:ROOT Varne:PROPN:dobj ~.:PUNCT:punct"
CLOSED = (
    "The:DET:det:2 mayor:NOUN:nsubj:3 {}:VERB:ROOT::{} the:DET:det:6 old:ADJ:amod:6 ferry:NOUN:dobj:3 near:ADP:prep:3 "
    "Corvan:PROPN:pobj:7"
)
DENIED = (
    "The:DET:det:2 mayor:NOUN:nsubj:5 did:AUX:aux:5:do:VBD not:PART:neg:5 shut:VERB:ROOT::shut:VB the:DET:det:8 old:ADJ:amod:8 "
    "ferry:NOUN:dobj:5 near:ADP:prep:5 Corvan:PROPN:pobj:9 yesterday:NOUN:npadvmod:5"
)
SHUT = CLOSED.format("shut", "shut")


def found(
    left: str, right: str, *more: str, places: tuple[str, str] = ("Corvan", "Corvan"), hedged: bool = False
) -> list[Draft]:
    a, b = Report("a1", left, OTHER, outlet="Herald"), Report("a2", right, *more, OTHER, outlet="Bugle")
    for report, place in ((a, places[0]), (b, places[1])):
        report.name(place, kind="place")
        report.claim(hedged=hedged and report is a)
    return list(recast.detect(Context(story(a, b))))


def test_a_denial() -> None:
    (draft,) = found(SHUT, DENIED)
    assert (draft.type, draft.judgement, draft.detector) == ("polarity", "contradiction", "recast@1")
    assert draft.why.startswith("Herald asserts")
    (turned,) = found(DENIED, SHUT)
    assert turned.why.startswith("Bugle asserts")


def test_an_opposite() -> None:
    (draft,) = found(CLOSED.format("closed", "close"), CLOSED.format("opened", "open"))
    assert draft.type == "polarity"
    assert "opposites" in draft.why


def test_what_may_be_is_not_denied_by_what_is_not() -> None:
    assert found(SHUT, DENIED, hedged=True) == []


def test_another_report_of_the_same_thing_settles_it() -> None:
    assert found(SHUT, DENIED, f"{SHUT} again:ADV:advmod:3") == []


def test_other_words_are_another_thing() -> None:
    far = (
        "A:DET:det:3 village:NOUN:compound:3 jury:NOUN:nsubj:6 did:AUX:aux:6:do:VBD not:PART:neg:6 shut:VERB:ROOT::shut:VB "
        "his:PRON:poss:9 tax:NOUN:compound:9 file:NOUN:dobj:6 in:ADP:prep:6 Orlo:PROPN:pobj:10"
    )
    assert found(SHUT, far, places=("Corvan", "Orlo")) == []


def test_another_name_told_in_the_same_words() -> None:
    (draft,) = found(SHUT, SHUT.replace("Corvan", "Ulmen"), places=("Corvan", "Ulmen"))
    assert draft.type == "place"
    assert found(SHUT, SHUT) == []


def test_that_it_was_done_is_not_denied_by_who_did_not_do_it() -> None:
    done = (
        "The:DET:det:3 old:ADJ:amod:3 ferry:NOUN:nsubjpass:5 was:AUX:auxpass:5:be:VBD shut:VERB:ROOT::shut:VBN near:ADP:prep:5 "
        "Corvan:PROPN:pobj:6"
    )
    denied = DENIED.replace(" yesterday:NOUN:npadvmod:5", "")
    by = f"{done} by:ADP:agent:5 the:DET:det:10 mayor:NOUN:pobj:8"
    assert found(done, denied) == []
    assert len(found(by, denied)) == 1


def test_nobody_in_particular_denies_nothing() -> None:
    assert found(SHUT, DENIED.replace("The:DET:det:2", "One:NUM:nummod:2")) == []
    assert len(found(SHUT, DENIED)) == 1
