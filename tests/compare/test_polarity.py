"""When "did" and "did not", or two opposites, contradict."""

from __future__ import annotations

from compare.builder import Report, drafts, row, story
from rashomon.compare import polarity
from rashomon.compare.context import Draft
from rashomon.model import Difference, Utterance

YES = "The:DET:det:2 council:NOUN:nsubj:3 approved:VERB:ROOT::approve the:DET:det:5 weir:NOUN:dobj:3 ~.:PUNCT:punct"
NO = (
    "The:DET:det:2 council:NOUN:nsubj:5 did:AUX:aux:5:do not:PART:neg:5 approve:VERB:ROOT::approve:VB "
    "the:DET:det:7 weir:NOUN:dobj:5 ~.:PUNCT:punct"
)
REJECTED = YES.replace("approved:VERB:ROOT::approve", "rejected:VERB:ROOT::reject")


def found(left: str, right: str, *, negated: tuple[bool, bool] = (False, False)) -> list[Draft]:
    a, b = Report("a1", left, outlet="Herald"), Report("a2", right, outlet="Bugle")
    rows = [row(a.claim(negated=negated[0]), b.claim(negated=negated[1]), score=0.7)]
    return drafts(polarity.detect, story(a, b, rows=rows))


def test_one_negation() -> None:
    (finding,) = found(YES, NO, negated=(False, True))
    assert (finding.kind, finding.judgement, finding.detector) == ("conflict", "contradiction", "polarity@1")
    assert finding.why.startswith("Herald asserts “The council approved the weir.”, Bugle denies it")
    assert [p.article for p in finding.passages] == ["a1", "a2"]
    assert finding.score == 0.7


def test_who_denies_is_told_whichever_comes_first() -> None:
    (finding,) = found(NO, YES, negated=(True, False))
    assert finding.why.startswith("Bugle asserts")


def test_no_conflict_where_both_deny_or_both_assert() -> None:
    assert found(NO, NO, negated=(True, True)) == found(YES, YES) == []


def test_a_negation_of_another_predicate_denies_nothing() -> None:
    other = NO.replace("approve:VERB:ROOT::approve", "discuss:VERB:ROOT::discuss")
    assert found(YES, other, negated=(False, True)) == []


def test_little_in_common_is_no_denial() -> None:
    far = (
        "A:DET:det:3 village:NOUN:compound:3 jury:NOUN:nsubj:6 did:AUX:aux:6 not:PART:neg:6 "
        "approve:VERB:ROOT::approve his:PRON:poss:9 new:ADJ:amod:9 ferry:NOUN:dobj:6 ~.:PUNCT:punct"
    )
    assert found(YES, far, negated=(False, True)) == []


def test_opposites() -> None:
    (finding,) = found(YES, REJECTED)
    assert "“approved” (Herald)" in finding.why
    assert "“rejected” (Bugle)" in finding.why
    assert found(REJECTED, REJECTED) == []


def test_a_denied_opposite_is_no_conflict() -> None:
    """ "Did not approve" and "rejected" hold together."""
    assert found(NO, REJECTED, negated=(True, False)) == []


def test_an_opposite_that_does_not_bear_the_assertion_is_no_conflict() -> None:
    left = "Divers:NOUN:nsubj:2 raised:VERB:ROOT::raise the:DET:det:5 {}:ADJ:amod:5 gate:NOUN:dobj:2 ~.:PUNCT:punct"
    assert found(left.format("open"), left.format("shut")) == []
    right = "Divers:NOUN:nsubj:2 raised:VERB:ROOT::raise the:DET:det:4 gate:NOUN:dobj:2 {}:ADJ:acomp:2 ~.:PUNCT:punct"
    assert found(left.format("open"), right.format("shut")) == []
    assert found(right.format("shut"), left.format("open")) == []
    assert len(found(right.format("shut"), right.format("open"))) == 1


def test_opposites_that_both_sides_hold_are_no_conflict() -> None:
    both = (
        "The:DET:det:2 gate:NOUN:nsubj:3 opened:VERB:ROOT::open and:CCONJ:cc:3 {}:VERB:conj:3:{} "
        "at:ADP:prep:3 dawn:NOUN:pobj:6 ~.:PUNCT:punct"
    )
    left, right = both.format("shut", "shut"), both.format("opened", "open")
    assert found(left, right) == []


def test_not_in_doubt() -> None:
    a, b = Report("a1", YES), Report("a2", NO)
    rows = [row(a.claim(), b.claim(negated=True), doubtful=True)]
    assert drafts(polarity.detect, story(a, b, rows=rows)) == []


def test_who_has_it_both_ways_contradicts_nobody() -> None:
    a, b = Report("a1", YES), Report("a2", NO, YES)
    claims = [
        a.claim(),
        b.claim(b.parse.sentences[0].of(b.text), negated=True),
        b.claim(b.parse.sentences[1].of(b.text)),
    ]
    assert drafts(polarity.detect, story(a, b, rows=[row(*claims)])) == []


def test_without_a_tense_nothing_is_denied() -> None:
    bare = NO.replace("did:AUX:aux:5:do ", "to:PART:mark:5 ")
    assert found(YES, bare, negated=(False, True)) == []


def test_no_before_what_it_bears_on() -> None:
    none = YES.replace("the:DET:det:5", "no:DET:det:5")
    assert len(found(YES, none, negated=(False, True))) == 1
    larger = none.replace("weir:NOUN:dobj:3", "weir:NOUN:dobj:3 larger:ADJ:amod:5::JJR").replace(
        "det:5", "det:5"
    )
    assert found(YES, larger, negated=(False, True)) == []


def test_a_shorter_quotation_of_one_utterance_denies_nothing() -> None:
    def denied(*differences: Difference) -> int:
        a, b = Report("a1", YES), Report("a2", NO)
        said = [r.said(r.parse.sentences[0].of(r.text)) for r in (a, b)]
        rows = [row(a.claim(by=said[0]), b.claim(by=said[1], negated=True))]
        both = Utterance("u1", tuple(q.id for q in said), 0.9, differences)
        return len(drafts(polarity.detect, story(a, b, rows=rows, utterances=[both])))

    inside = Report("a2", NO).span("not")
    assert denied() == denied(Difference("elision", (("a1q1", None), ("a2q1", inside)))) == 0
    assert denied(Difference("negation", (("a1q1", None), ("a2q1", inside)))) == 1


def test_failing_to_is_not_read_as_a_negation() -> None:
    """The known exception of the detector."""
    failed = (
        "The:DET:det:2 council:NOUN:nsubj:3 failed:VERB:ROOT::fail to:PART:aux:5 approve:VERB:xcomp:3:approve "
        "the:DET:det:7 weir:NOUN:dobj:5 ~.:PUNCT:punct"
    )
    assert found(YES, failed) == []


def test_a_strong_link_needs_no_common_words() -> None:
    left = "The:DET:det:2 council:NOUN:nsubj:3 backed:VERB:ROOT::back the:DET:det:5 dam:NOUN:dobj:3 ~.:PUNCT:punct"
    a, b = Report("a1", left, outlet="Herald"), Report("a2", NO, outlet="Bugle")
    claims = a.claim(), b.claim(negated=True)
    (finding,) = drafts(polarity.detect, story(a, b, rows=[row(*claims, score=0.995)]))
    assert finding.why.startswith("Herald asserts")
    assert drafts(polarity.detect, story(a, b, rows=[row(*claims, score=0.7)])) == []


def test_what_could_be_is_not_denied_by_what_is_not() -> None:
    a, b = Report("a1", YES), Report("a2", NO)
    rows = [row(a.claim(hedged=True), b.claim(negated=True))]
    assert drafts(polarity.detect, story(a, b, rows=rows)) == []


def test_what_was_speculated_is_not_denied_by_what_is_not() -> None:
    a, b = Report("a1", f"{YES} Some:PRON speculate:VERB"), Report("a2", NO)
    said = a.said("The council approved the weir.", cue="speculate")
    rows = [row(a.claim("The council approved the weir.", by=said), b.claim(negated=True))]
    assert drafts(polarity.detect, story(a, b, rows=rows)) == []


def trusted(left: str, right: str) -> list[Draft]:
    """What comes of an assertion and a denial that are known to be of one thing."""
    a, b = Report("a1", left, outlet="Herald"), Report("a2", right, outlet="Bugle")
    return drafts(polarity.detect, story(a, b, rows=[row(a.claim(), b.claim(negated=True), score=0.995)]))


def test_of_one_thing_that_it_was_done_is_denied_by_who_did_not_do_it() -> None:
    done = "The:DET:det:2 weir:NOUN:nsubjpass:4 was:AUX:auxpass:4:be approved:VERB:ROOT::approve:VBN"
    by = f"{done} by:ADP:agent:4 the:DET:det:7 {{}}:NOUN:pobj:5"
    assert len(trusted(done, NO)) == 1
    assert len(trusted(by.format("council"), NO)) == 1


def test_a_denial_of_another_matter_denies_nothing() -> None:
    crew = "A:DET:det:2 crew:NOUN:nsubj:3 filmed:VERB:ROOT::film the:DET:det:5 {}:NOUN:dobj:3 at:ADP:prep:3 dawn:NOUN:pobj:6"
    assert trusted(crew.format("otter"), NO) == []
    ours = "The:DET:det:2 council:NOUN:nsubj:3 {0}:VERB:ROOT::{0} the:DET:det:5 weir:NOUN:dobj:3"
    assert trusted(ours.format("film"), NO) == []
    assert len(trusted(ours.format("endorse"), NO)) == 1


def test_what_also_says_what_does_not_hold_is_no_plain_assertion() -> None:
    both = YES.replace("~.", "not:PART:neg:8 the:DET:det:8 dam:NOUN:conj:5 ~.")
    assert trusted(YES, NO) != []
    assert trusted(both, NO) == []


def test_in_one_thing_a_word_that_one_says_more_often_may_be_the_opposite() -> None:
    plea = (
        "She:PRON:nsubj:2 signed:VERB:ROOT::sign a:DET:det:4 plea:NOUN:dobj:2 to:PART:aux:6 {0}:VERB:acl:4:{0}:VB "
        "the:DET:det:8 law:NOUN:dobj:6"
    )

    def conflicts(score: float) -> int:
        a, b = Report("a1", plea.format("sign")), Report("a2", plea.format("veto"))
        return len(drafts(polarity.detect, story(a, b, rows=[row(a.claim(), b.claim(), score=score)])))

    assert (conflicts(0.995), conflicts(0.7)) == (1, 0)


def test_of_one_thing_a_noun_may_be_the_opposite_of_a_verb() -> None:
    told = "The:DET:det:2 council:NOUN:nsubj:3 {0}:VERB:ROOT::{0} its:PRON:poss:5 {1}:NOUN:dobj:3"

    def conflicts(noun: str) -> int:
        a, b = Report("a1", told.format("agree", "plan")), Report("a2", told.format("repeat", noun))
        return len(drafts(polarity.detect, story(a, b, rows=[row(a.claim(), b.claim(), score=0.995)])))

    assert (conflicts("refusal"), conflicts("promise")) == (1, 0)


def test_of_one_thing_what_could_be_is_denied_by_what_would_not() -> None:
    could = "The:DET:det:2 law:NOUN:nsubj:4 {0}:AUX:aux:4:{0}:MD ban:VERB:ROOT::ban:VB boats:NOUN:dobj:4 ~.:PUNCT:punct"
    never = "The:DET:det:2 law:NOUN:nsubj:5 {0}:AUX:aux:5:{0}:{1} not:PART:neg:5 ban:VERB:ROOT::ban:VB boats:NOUN:dobj:5"

    def conflicts(left: str, *right: str) -> int:
        a, b = Report("a1", could.format(left)), Report("a2", never.format(*right))
        rows = [row(a.claim(hedged=True), b.claim(negated=True), score=0.995)]
        return len(drafts(polarity.detect, story(a, b, rows=rows)))

    assert conflicts("could", "would", "MD") == 1
    assert conflicts("could", "does", "VBZ") == 0
    assert conflicts("may", "would", "MD") == 0


def test_who_beats_wins() -> None:
    beat = "Tilda:PROPN:nsubj:2 {0}:VERB:ROOT::{0} the:DET:det:4 race:NOUN:dobj:2"
    assert trusted(beat.format("win"), beat.format("beat")) == []
    assert len(trusted(beat.format("win"), beat.format("lose"))) == 1


def test_a_contrast_in_another_clause_leaves_an_assertion_plain() -> None:
    clause = "as:SCONJ:mark:11 it:PRON:nsubj:11 does:AUX:aux:11:do not:PART:neg:11 leak:VERB:advcl:3:leak:VB ~.:PUNCT:punct"
    assert len(trusted(YES.replace("the:DET:det:5 weir:NOUN:dobj:3 ~.:PUNCT:punct", f"the:DET:det:6 old:ADJ:amod:6 weir:NOUN:dobj:3 {clause}"), NO)) == 1  # fmt: skip


def test_what_is_expected_is_denied_by_what_will_not_be() -> None:
    expected = (
        "The:DET:det:2 law:NOUN:nsubjpass:4 is:AUX:auxpass:4:be expected:VERB:ROOT::expect:VBN to:PART:aux:6 "
        "ban:VERB:xcomp:4:ban:VB boats:NOUN:dobj:6 ~.:PUNCT:punct"
    )
    never = "The:DET:det:2 law:NOUN:nsubj:5 {0}:AUX:aux:5:{0}:{1} not:PART:neg:5 ban:VERB:ROOT::ban:VB boats:NOUN:dobj:5"

    def conflicts(*right: str) -> int:
        a, b = Report("a1", expected), Report("a2", never.format(*right))
        rows = [row(a.claim(hedged=True), b.claim(negated=True), score=0.995)]
        return len(drafts(polarity.detect, story(a, b, rows=rows)))

    assert conflicts("will", "MD") == 1
    assert conflicts("does", "VBZ") == 0


def test_the_one_word_that_two_versions_of_an_utterance_differ_in() -> None:
    kept = "We:PRON:nsubj:2 {}:VERB:ROOT::{} the:DET:det:4 weir:NOUN:dobj:2 ~.:PUNCT:punct"

    def conflicts(one: str, other: str) -> int:
        a, b = Report("a1", kept.format(one, one)), Report("a2", kept.format(other, other))
        said = [r.said(r.parse.sentences[0].of(r.text)) for r in (a, b)]
        rows = [row(a.claim(by=said[0]), b.claim(by=said[1]))]
        readings = (("a1q1", a.span(one)), ("a2q1", b.span(other)))
        both = Utterance("u1", tuple(q.id for q in said), 0.9, (Difference("rewording", readings),))
        return len(drafts(polarity.detect, story(a, b, rows=rows, utterances=[both])))

    assert conflicts("save", "squander") == 1
    assert conflicts("save", "keep") == 0


def test_two_verbs_with_nearly_the_same_under_them_may_be_further_apart() -> None:
    def ordered(verb: str, what: str, *, no: bool = False) -> str:
        n = 4 if no else 2
        head = "Tilda:PROPN:nsubj:4 did:AUX:aux:4:do not:PART:neg:4 " if no else "Tilda:PROPN:nsubj:2 "
        return (
            f"{head}{verb}:VERB:ROOT::{verb} the:DET:det:{n + 2} guild:NOUN:dobj:{n} to:PART:aux:{n + 4} "
            f"{what}:VERB:xcomp:{n}:{what}:VB the:DET:det:{n + 6} causes:NOUN:dobj:{n + 4}:cause of:ADP:prep:{n + 6} "
            f"floods:NOUN:pobj:{n + 7}:flood"
        )

    plain = ordered("direct", "study") + " and:CCONJ:cc:8 prevention:NOUN:conj:8"
    assert trusted(plain, ordered("order", "study", no=True))
    assert not trusted(plain, ordered("order", "mention", no=True))
    assert not trusted(plain, ordered("greet", "study", no=True))


def test_what_is_widely_thought_is_denied_by_what_is_not_said() -> None:
    yes = "Tilda:PROPN:nsubjpass:4 is:AUX:auxpass:4:be widely:ADV:advmod:4 believed:VERB:ROOT::believe {0}:ADJ:oprd:4"
    no = (
        "Tilda:PROPN:nsubjpass:4 is:AUX:auxpass:4:be not:PART:neg:4 {0}:VERB:ROOT::{0} as:ADP:prep:4 "
        "ahead:ADJ:amod:5"
    )

    def found_in(verb: str) -> list[Draft]:
        a, b = (
            Report("a1", yes.format("ahead"), outlet="Herald"),
            Report("a2", no.format(verb), outlet="Bugle"),
        )
        rows = [row(a.claim(hedged=True), b.claim(negated=True), score=1.0)]
        return drafts(polarity.detect, story(a, b, rows=rows))

    assert found_in("describe")
    assert not found_in("paint")


def test_only_in_both_sets_nothing_right() -> None:
    only = "Only:ADV:advmod:2 Tilda:PROPN:nsubj:3 signed:VERB:ROOT::sign the:DET:det:5 petition:NOUN:dobj:3"
    no = (
        "Tilda:PROPN:nsubj:2 was:AUX:ROOT::be the:DET:det:5 only:ADJ:amod:5 one:NOUN:attr:2 who:PRON:nsubj:9 "
        "did:AUX:aux:9:do not:PART:neg:9 sign:VERB:relcl:5:sign:VB the:DET:det:11 petition:NOUN:dobj:9"
    )
    assert trusted(only, no)
    assert not trusted(only, no.replace("only:ADJ", "late:ADJ"))


def test_a_denial_behind_a_noun_sets_nothing_right() -> None:
    no = "Tilda:PROPN:nsubj:4 did:AUX:aux:4:do not:PART:neg:4 issue:VERB:ROOT::issue:VB a:DET:det:6 plan:NOUN:dobj:4"
    inner = (
        "Tilda:PROPN:nsubj:2 issued:VERB:ROOT::issue a:DET:det:4 plan:NOUN:dobj:2 not:PART:neg:7 to:PART:aux:7 "
        "row:VERB:acl:4:row:VB"
    )
    assert trusted(inner, no)
    assert not trusted(inner.replace("acl:4", "xcomp:2"), no)
