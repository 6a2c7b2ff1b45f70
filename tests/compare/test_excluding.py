"""Claims of one thing that exclude each other, whatever words they use."""

from __future__ import annotations

from compare.builder import Report, row, story
from rashomon.compare import polarity
from rashomon.compare.context import Context
from rashomon.compare.excluding import excluded, turned

MAYOR = (
    "The:DET:det:2 mayor:NOUN:nsubj:3 {0}:VERB:ROOT::{1}:VBZ the:DET:det:5 plan:NOUN:dobj:3 for:ADP:prep:5 "
    "a:DET:det:8 weir:NOUN:pobj:6"
)
DELIGHTED = (
    "The:DET:det:2 mayor:NOUN:nsubj:3 is:AUX:ROOT::be:VBZ delighted:ADJ:acomp:3 with:ADP:prep:4 the:DET:det:7 "
    "plan:NOUN:pobj:5 for:ADP:prep:7 a:DET:det:10 weir:NOUN:pobj:8"
)
NAME = (
    "On:ADP:prep:5 Friday:PROPN:pobj:1 the:DET:det:4 mayor:NOUN:nsubj:5 put:VERB:ROOT::put:VBD her:PRON:poss:7 "
    "name:NOUN:dobj:5 to:ADP:prep:5 the:DET:det:10 contract:NOUN:pobj:8 for:ADP:prep:10 the:DET:det:13 weir:NOUN:pobj:11"
)
UNSIGNED = (
    "The:DET:det:2 mayor:NOUN:nsubj:5 did:AUX:aux:5:do:VBD not:PART:neg:5 sign:VERB:ROOT::sign:VB the:DET:det:7 "
    "contract:NOUN:dobj:5 for:ADP:prep:7 the:DET:det:10 weir:NOUN:pobj:8 on:ADP:prep:5 Friday:PROPN:pobj:11"
)
REFUSED = (
    "The:DET:det:2 mayor:NOUN:nsubj:3 refused:VERB:ROOT::refuse:VBD to:PART:aux:5 sign:VERB:xcomp:3:sign:VB "
    "the:DET:det:7 contract:NOUN:dobj:5 for:ADP:prep:7 the:DET:det:10 weir:NOUN:pobj:8 on:ADP:prep:5 Friday:PROPN:pobj:11"
)


def why(left: str, right: str) -> str | None:
    a, b = Report("a1", left, outlet="Herald"), Report("a2", right, outlet="Bugle")
    claims = a.claim(), b.claim()
    return excluded(Context(story(a, b, rows=[row(*claims)])), *claims)


def test_a_word_with_whose_opposite_both_would_say_the_same_is_against_the_other() -> None:
    found = why(MAYOR.format("hates", "hate"), DELIGHTED)
    assert found is not None
    assert "“hates” (Herald)" in found
    assert why(MAYOR.format("loves", "love"), DELIGHTED) is None


def test_the_word_that_is_against_the_other_is_told_whichever_claim_has_it() -> None:
    a, b = Report("a1", DELIGHTED), Report("a2", MAYOR.format("hates", "hate"))
    claims = a.claim(), b.claim()
    found = turned(Context(story(a, b, rows=[row(*claims)])), *claims)
    assert found is not None
    assert (found.claim, found.word.text) == (claims[1], "hates")


def test_a_denial_in_other_words_than_what_it_denies() -> None:
    found = why(UNSIGNED, NAME)
    assert found is not None
    assert "Bugle asserts" in found
    assert "Herald denies it" in found


def test_who_refused_is_not_against_a_denial() -> None:
    assert why(REFUSED, UNSIGNED) is None


def test_what_stands_in_the_other_word_for_word_does_not_exclude_it() -> None:
    more = UNSIGNED + " ,:PUNCT:punct:5 she:PRON:nsubj:15 said:VERB:parataxis:5:say:VBD"
    assert why(UNSIGNED, more) is None


def test_only_claims_known_to_tell_one_thing_are_read_as_a_whole() -> None:
    def conflicts(score: float) -> int:
        a, b = Report("a1", MAYOR.format("hates", "hate")), Report("a2", DELIGHTED)
        rows = [row(a.claim(), b.claim(), score=score)]
        found = list(polarity.detect(Context(made := story(a, b, rows=rows)), 0, made.rows[0]))
        return len(found)

    assert (conflicts(0.995), conflicts(0.9)) == (1, 0)
