"""A denial in one of two claims of one thing, with nothing in the other that denies."""

from __future__ import annotations

import pytest

from compare.builder import Report, row, story
from rashomon.compare.context import Context
from rashomon.compare.denials import lone_denial

NO = (
    "Tilda:PROPN:nsubj:4 did:AUX:aux:4:do not:PART:neg:4 sign:VERB:ROOT::sign:VB the:DET:det:6 petition:NOUN:dobj:4 "
    "{0}:ADV:advmod:4"
)
MARK = "Her:PRON:poss:2 name:NOUN:nsubj:3 stands:VERB:ROOT::stand under:ADP:prep:3 the:DET:det:6 petition:NOUN:pobj:4"


def denied(left: str, right: str) -> bool:
    """Whether the second of two claims denies what the first asserts."""
    a, b = Report("a1", left), Report("a2", right)
    claims = a.claim(), b.claim(negated=True)
    found = lone_denial(Context(story(a, b, rows=[row(*claims)])), *claims)
    return found == claims


def test_the_verbs_need_not_be_the_same() -> None:
    assert denied(MARK, NO.format("yesterday"))


@pytest.mark.parametrize("word", ["only", "yet", "until"])
def test_a_contrast_denies_a_part_only(word: str) -> None:
    assert not denied(MARK, NO.format(word))


def test_what_denies_on_either_side_is_no_conflict() -> None:
    refused = "Tilda:PROPN:nsubj:2 refused:VERB:ROOT::refuse the:DET:det:4 petition:NOUN:dobj:2"
    assert not denied(refused, NO.format("yesterday"))


def test_nothing_in_common_is_no_conflict() -> None:
    other = "Rain:NOUN:nsubj:2 fell:VERB:ROOT::fall on:ADP:prep:2 the:DET:det:5 harbour:NOUN:pobj:3"
    assert not denied(other, NO.format("yesterday"))


def test_what_was_only_meant_is_not_denied() -> None:
    meant = (
        "Tilda:PROPN:nsubj:2 chose:VERB:ROOT::choose not:PART:neg:5 to:PART:aux:5::TO sign:VERB:xcomp:2:sign:VB "
        "the:DET:det:7 petition:NOUN:dobj:5"
    )
    assert not denied(MARK, meant)


def test_one_doer_may_have_done_something_else() -> None:
    other = "Tilda:PROPN:nsubj:2 {0}:VERB:ROOT::{0} the:DET:det:4 petition:NOUN:dobj:2"
    assert denied(other.format("endorse"), NO.format("yesterday"))
    assert not denied(other.format("film"), NO.format("yesterday"))


def test_the_noun_for_refusing_is_as_good_as_the_verb() -> None:
    kept = (
        "Tilda:PROPN:nsubj:2 repeated:VERB:ROOT::repeat her:PRON:poss:4 {0}:NOUN:dobj:2 of:ADP:prep:4 the:DET:det:7 "
        "petition:NOUN:pobj:5"
    )
    no = (
        "Tilda:PROPN:nsubj:4 did:AUX:aux:4:do not:PART:neg:4 refuse:VERB:ROOT::refuse:VB the:DET:det:6 "
        "petition:NOUN:dobj:4"
    )
    assert denied(kept.format("refusal"), no)
    assert not denied(kept.format("praise"), no)


def test_where_something_is_turns_nothing() -> None:
    where = MARK + " at:ADP:prep:3 a:DET:det:9 {0}:NOUN:pobj:7"
    no = NO.format("yesterday")
    assert denied(where.format("bar"), no)
    assert not denied(MARK + " barred:VERB:advcl:3:bar", no)


def test_a_word_with_a_prefix_denies_only_where_it_is_what_is_said() -> None:
    unsigned = "Her:PRON:poss:2 petition:NOUN:nsubj:3 is:AUX:ROOT::be {0}:ADJ:{1}:{2}"
    no = NO.format("yesterday")
    assert denied(unsigned.format("undated", "amod", "2"), no)
    assert not denied(unsigned.format("unsigned", "acomp", "3"), no)


def test_neither_confirmed_nor_denied_is_no_denial() -> None:
    silent = (
        "Tilda:PROPN:nsubj:3 did:AUX:aux:3:do {0}:VERB:ROOT::{0}:VB or:CCONJ:cc:3 deny:VERB:conj:3:deny:VB "
        "the:DET:det:7 petition:NOUN:dobj:3"
    )
    assert denied(silent.format("confirm"), NO.format("yesterday"))
    assert not denied(silent.format("refuse"), NO.format("yesterday"))


def test_who_is_opposed_turns_as_who_opposes() -> None:
    stands = "Tilda:PROPN:nsubj:2 is:AUX:ROOT::be {0}:ADJ:acomp:2:{0} to:ADP:prep:3 the:DET:det:6 petition:NOUN:pobj:4"
    assert denied(stands.format("used"), NO.format("yesterday"))
    assert not denied(stands.format("opposed"), NO.format("yesterday"))


def test_an_amount_may_be_what_both_tell_of() -> None:
    price = "The:DET:det:2 flight:NOUN:nsubj:5 did:AUX:aux:5:do not:PART:neg:5 reach:VERB:ROOT::reach:VB 90:NUM:nummod:7 crowns:NOUN:dobj:5"
    paid = "Otto:PROPN:nsubj:2 spent:VERB:ROOT::spend {0}:NUM:dobj:2"

    def conflicts(amount: int) -> bool:
        a, b = Report("a1", paid.format(amount)), Report("a2", price)
        a.amount(str(amount), amount, unit="crowns")
        b.amount("90", 90, unit="crowns")
        claims = a.claim(), b.claim(negated=True)
        return lone_denial(Context(story(a, b, rows=[row(*claims)])), *claims) == claims

    assert conflicts(90)
    assert not conflicts(70)
