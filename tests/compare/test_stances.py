"""Two stands on one thing, in whatever words."""

from __future__ import annotations

import pytest

from compare.builder import Report, row, story
from rashomon.compare.context import Context
from rashomon.compare.stances import opposed_stances
from rashomon.lang import lines

VERB = "Tilda:PROPN:nsubj:2 {0}:VERB:ROOT::{0} the:DET:det:4 weir:NOUN:dobj:2"
NOUN = "She:PRON:nsubj:2 told:VERB:ROOT::tell of:ADP:prep:2 her:PRON:poss:5 {}:NOUN:pobj:3"
DENIED = (
    "Tilda:PROPN:nsubj:4 did:AUX:aux:4:do not:PART:neg:4 {0}:VERB:ROOT::{0} the:DET:det:6 weir:NOUN:dobj:4"
)
TURNED = "Tilda:PROPN:nsubj:2 refused:VERB:ROOT::refuse to:PART:aux:4 {0}:VERB:xcomp:2:{0} it:PRON:dobj:4"
PARTICLE = "Tilda:PROPN:nsubj:2 {0}:VERB:ROOT::{0} {1}:ADP:prt:2"


def opposed(left: str, right: str) -> bool:
    a, b = Report("a1", left), Report("a2", right)
    claims = a.claim(), b.claim()
    return opposed_stances(Context(story(a, b, rows=[row(*claims)])), *claims) is not None


def test_any_word_of_one_side_excludes_any_of_the_other() -> None:
    assert opposed(VERB.format("praise"), VERB.format("denounce"))
    assert opposed(VERB.format("endorse"), NOUN.format("objection"))
    assert not opposed(VERB.format("praise"), VERB.format("hail"))
    assert not opposed(VERB.format("praise"), VERB.format("plunge"))  # another line


def test_what_denies_or_turns_puts_a_word_on_the_other_side() -> None:
    assert opposed(DENIED.format("oppose"), NOUN.format("objection"))
    assert not opposed(DENIED.format("like"), NOUN.format("distaste"))
    assert not opposed(TURNED.format("remain"), NOUN.format("departure"))
    assert opposed(TURNED.format("resign"), NOUN.format("departure"))


def test_one_word_denied_is_no_matter_of_stands() -> None:
    assert not opposed(DENIED.format("praise"), VERB.format("praise"))


def test_who_lost_what_another_gave_does_not_have_it() -> None:
    got = "Tilda:PROPN:nsubj:2 {0}:VERB:ROOT::{0} an:DET:det:4 endorsement:NOUN:dobj:2"
    gave = "The:DET:det:2 guild:NOUN:nsubj:3 endorsed:VERB:ROOT::endorse Tilda:PROPN:dobj:3"
    assert opposed(got.format("lose"), gave)
    assert not opposed(got.format("win"), gave)
    assert not opposed(got.format("reverse"), gave)  # it had been given


def test_what_one_is_open_to_or_critical_of() -> None:
    state = (
        "Tilda:PROPN:nsubj:2 is:AUX:ROOT::be {0}:ADJ:acomp:2 {1}:ADP:prep:3 the:DET:det:6 weir:NOUN:pobj:4"
    )
    assert opposed(state.format("open", "to"), VERB.format("denounce"))
    assert opposed(state.format("critical", "of"), VERB.format("back"))
    assert not opposed(state.format("critical", "to"), VERB.format("back"))


def test_words_of_both_sides_take_none() -> None:
    both = VERB.format("praise") + " against:ADP:prep:2 criticism:NOUN:pobj:5"
    assert not opposed(both, VERB.format("denounce"))


def test_a_particle_belongs_to_its_verb() -> None:
    assert opposed(PARTICLE.format("step", "down"), VERB.format("stay"))
    assert not opposed(PARTICLE.format("step", "in"), VERB.format("stay"))


def test_a_word_may_count_as_a_verb_alone() -> None:
    door = "A:DET:det:3 back:ADJ:amod:3 door:NOUN:ROOT"
    assert not opposed(door, VERB.format("oppose"))
    assert opposed(VERB.format("back"), VERB.format("oppose"))


@pytest.mark.parametrize("line", lines("stances"))
def test_each_line_has_two_sides_without_a_common_word(line: str) -> None:
    one, other = (set(side.split()) for side in line.split("\t"))
    assert one
    assert other
    assert not one & other


def test_a_word_of_a_headline_in_capitals_takes_a_side() -> None:
    headline = "Tilda:PROPN:nsubj:2 Vetoes:PROPN:ROOT::veto the:DET:det:4 Weir:PROPN:dobj:2"
    assert opposed(headline, VERB.format("endorse"))
