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


PLAYED = "Tilda:PROPN:nsubj:2 played:VERB:ROOT::play the:DET:det:4 tape:NOUN:dobj:2"
NOT_PLAYED = (
    "Tilda:PROPN:nsubj:4 did:AUX:aux:4:do not:PART:neg:4 play:VERB:ROOT::play:VB the:DET:det:6 tape:NOUN:dobj:4 "
    "that:PRON:nsubj:10 does:AUX:aux:10:do not:PART:neg:10 {0}:VERB:relcl:6:{0}:VB the:DET:det:12 mayor:NOUN:dobj:10"
)


def test_a_clause_that_tells_which_thing_is_meant_denies_nothing_of_the_other() -> None:
    assert denied(PLAYED, NOT_PLAYED.format("name"))
    named = PLAYED + " and:CCONJ:cc:2 named:VERB:conj:2:name him:PRON:dobj:6"
    assert not denied(named, NOT_PLAYED.format("name"))  # two denials of two things that the other tells


def test_of_two_denials_the_one_that_both_have_is_no_difference() -> None:
    inner = "in:ADP:prep:{0} a:DET:det:{1} town:NOUN:pobj:{2} that:PRON:nsubj:{3} never:ADV:neg:{3} pays:VERB:relcl:{1}:pay"
    yes = "Questions:NOUN:nsubj:2 arose:VERB:ROOT::arise " + inner.format(2, 5, 3, 8)
    no = "Questions:NOUN:nsubj:4 did:AUX:aux:4:do not:PART:neg:4 arise:VERB:ROOT::arise:VB " + inner.format(
        4, 7, 5, 10
    )
    assert denied(yes, no)
    assert not denied(yes, no.replace("pays:VERB:relcl:7:pay", "votes:VERB:relcl:7:vote"))


def test_a_longer_list_of_denials_denies_no_more_of_the_shorter() -> None:
    one = "Tilda:PROPN:nsubj:3 never:ADV:neg:3 rowed:VERB:ROOT::row a:DET:det:5 boat:NOUN:dobj:3"
    told = one + " in:ADP:prep:3 spring:NOUN:pobj:6"
    more = one + " never:ADV:neg:7 steered:VERB:ccomp:3:steer a:DET:det:9 boat:NOUN:dobj:7"
    own = one + " she:PRON:nsubj:8 never:ADV:neg:8 steered:VERB:ccomp:3:steer a:DET:det:10 boat:NOUN:dobj:8"
    assert not denied(told, more)
    assert denied(told, own)


def test_a_denied_verb_of_not_doing_asserts() -> None:
    kept = (
        "Tilda:PROPN:nsubj:4 did:AUX:aux:4:do {0} {1}:VERB:ROOT::{1}:VB from:ADP:prep:4 naming:VERB:pcomp:5:name "
        "the:DET:det:8 petition:NOUN:dobj:6"
    )
    spoke = kept.format("not:PART:neg:4", "refrain")
    silent = NO.format("yesterday")
    assert denied(spoke, silent)
    assert not denied(kept.format("indeed:ADV:advmod:4", "refrain"), silent)


def test_what_was_turned_down_was_there() -> None:
    no = (
        "Tilda:PROPN:nsubj:4 did:AUX:aux:4:do not:PART:neg:4 offer:VERB:ROOT::offer:VB the:DET:det:6 guild:NOUN:dative:4 "
        "a:DET:det:8 boat:NOUN:dobj:4"
    )
    yes = "The:DET:det:2 guild:NOUN:nsubj:3 rejected:VERB:ROOT::reject the:DET:det:5 {0}:NOUN:dobj:3"
    assert denied(yes.format("offer"), no)
    assert not denied(yes.format("boat"), no)


def test_two_dates_tell_which_time_is_meant_and_one_does_not() -> None:
    def told(*dates: tuple[str, str]) -> bool:
        a = Report(
            "a1",
            "Her:PRON:poss:2 tenure:NOUN:ROOT in:ADP:prep:2 1998:NUM:pobj:3 2003:NUM:pobj:3",
        )
        b = Report(
            "a2",
            "She:PRON:nsubj:4 did:AUX:aux:4:do not:PART:neg:4 serve:VERB:ROOT::serve:VB in:ADP:prep:4 1998:NUM:pobj:5 "
            "2003:NUM:pobj:5",
        )
        for report in (a, b):
            for words, year in dates:
                report.date(words, year, f"{year}-01-01", f"{year}-12-31")
        claims = a.claim(), b.claim(negated=True)
        return lone_denial(Context(story(a, b, rows=[row(*claims)])), *claims) == claims

    assert told(("1998", "1998"), ("2003", "2003"))
    assert not told(("1998", "1998"))


def test_a_clause_behind_a_noun_is_of_what_the_noun_is() -> None:
    who = (
        "{0}:PROPN:nsubj:2 was:AUX:ROOT::be the:DET:det:4 one:NOUN:attr:2 who:PRON:nsubj:8 did:AUX:aux:8:do not:PART:neg:8 "
        "agree:VERB:relcl:4:agree:VB"
    )
    pledged = "Tilda:PROPN:nsubj:2 lingered:VERB:ROOT::linger"
    assert denied(pledged, who.format("Tilda"))
    assert not denied(pledged, who.format("Bruno"))
