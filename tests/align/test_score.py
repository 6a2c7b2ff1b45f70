"""What each feature of a pair of claims says, and what they come to together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import SimpleNamespace

import pytest

from rashomon.align.score import FEATURES, SAME, UNSURE, Pair, score
from rashomon.align.sketch import UNNAMED, Sketch
from rashomon.model import Claim, DateMention, Quantity, Span

scores = SimpleNamespace(**{name: feature for name, (feature, _) in FEATURES.items()})
CLAIM = Claim("c1", "a1", (Span(0, 9),), "outlet", None, False, False, "body")


def sketch(terms: str = "", *, who: str = "", agent: str | None = None, patient: str | None = None,
           predicate: str = "", speaker: str | None = None, dates: str = "", amounts: str = "",
           reports: str = "", counts: str | None = None, occasion: str = "",
           supposed: bool = False) -> Sketch:  # fmt: skip
    return Sketch(
        claim=CLAIM,
        terms={**dict.fromkeys(terms.split(), 1.0), **{f"@{e}": 1.2 for e in who.split()}},
        entities=frozenset(who.split()),
        agent=agent,
        patient=patient,
        predicate=predicate,
        speaker=speaker,
        setting=dict.fromkeys(terms.split(), 1.0),
        runs=frozenset(zip(*[terms.split()[n:] for n in range(3)], strict=False)),
        dates=tuple(
            DateMention("t1", "a1", Span(0, 1), "DATE", d, d, d, "none", None) for d in dates.split()
        ),
        quantities=tuple(
            Quantity("n1", "a1", Span(0, 1), float(n), float(n), None, None, "=", None)
            for n in amounts.split()
        ),
        reports=tuple(reports.split()),
        occasion=frozenset(occasion.split()),
        supposed=supposed,
        own=False,
        names_act=False,
        counts=frozenset() if counts is None else frozenset([counts]),
    )


def pair(left: Sketch, right: Sketch, *, cosine: float = 0.6, weight: Mapping[str, float] | None = None,
         linked: bool = False, same_act: bool = False, office: bool = False, ahead: float = 0.0) -> Pair:  # fmt: skip
    other = replace(right, claim=replace(right.claim, article="a2"))
    return Pair(left, other, weight or {}, cosine, linked, same_act, office, ahead)


def test_setting() -> None:
    assert scores.setting(pair(sketch("weir break"), sketch("weir break"))).score == pytest.approx(1)
    assert scores.setting(pair(sketch("weir break"), sketch("weir flood"))).score == pytest.approx(0.5)
    assert scores.setting(pair(sketch("weir"), sketch("boat"))).score == 0
    assert scores.setting(pair(sketch(), sketch())).score == 0


def test_the_setting_is_the_sentence() -> None:
    one, other = sketch("weir"), sketch("boat")
    whole = {"weir": 1.0, "boat": 1.0}
    together = pair(replace(one, setting=whole), replace(other, setting=whole))
    assert scores.setting(together).score == pytest.approx(1)


def test_one_sentence_is_no_setting_of_itself() -> None:
    one = sketch("weir break")
    assert scores.setting(Pair(one, one, {}, 0.6, False, False)).score == 0


def test_rare_words_count_more() -> None:
    weight = {"weir": 0.1, "break": 1.0, "flood": 1.0}
    common = scores.setting(pair(sketch("weir break"), sketch("weir flood"), weight=weight)).score
    rare = scores.setting(pair(sketch("weir break"), sketch("flood break"), weight=weight)).score
    assert common < 0.5 < rare


def test_words_that_stand_together() -> None:
    one = sketch("weir break flood mill gate")
    assert scores.run(pair(one, sketch("gate mill flood break weir"))).score == 0
    some, all_of_it = scores.run(pair(one, sketch("weir break flood"))), scores.run(pair(one, one))
    assert 0 < some.score < all_of_it.score <= 1


def test_names_of_few_claims_say_more() -> None:
    both = pair(sketch(who="a"), sketch(who="a"))
    common = pair(sketch(who="a"), sketch(who="a"), weight={"@a": 0.1})
    assert scores.names(pair(sketch("weir"), sketch("weir"))).score == 0
    assert 0 < scores.names(common).score < scores.names(both).score <= 1


def test_choice_is_bounded() -> None:
    one = sketch("weir")
    assert scores.choice(pair(one, one, ahead=0.9)).score == 1
    assert scores.choice(pair(one, one, ahead=-0.9)).score == -1
    assert scores.choice(pair(one, one)).score == 0


def test_kind() -> None:
    verb, noun = sketch("weir"), replace(sketch("weir"), nominal=True)
    headline = replace(verb, claim=replace(CLAIM, role="title"))
    assert scores.kind(pair(noun, noun)).score == scores.kind(pair(headline, headline)).score == 1
    assert scores.kind(pair(verb, noun)).score == scores.kind(pair(headline, verb)).score == 0


def test_one_demand_of_two_is_two() -> None:
    one, other = (
        replace(sketch("weir mend gate"), speaker="a", demands=True),
        replace(sketch("weir mend gate"), speaker="b"),
    )
    assert scores.demand(pair(one, other)).score == scores.demand(pair(other, one)).score == -1
    assert scores.demand(pair(one, replace(other, speaker="a"))).score == 0
    assert scores.demand(pair(one, replace(other, speaker=None))).score == 0
    assert (
        scores.demand(pair(replace(one, demands=False), other)).score == 0
    )  # a fact is one whoever tells it


def test_one_left_unnamed_may_be_who_asks_elsewhere_in_the_same_words() -> None:
    one, other = (
        replace(
            sketch("weir mend gate"), speaker=who, demands=True, runs=frozenset({("mend", "the", "gate")})
        )
        for who in ("a", UNNAMED)
    )
    assert scores.demand(pair(one, other)).score == scores.demand(pair(other, one)).score == 0
    assert scores.demand(pair(one, replace(other, runs=frozenset()))).score == -1  # other words
    assert scores.demand(pair(one, replace(other, speaker="b"))).score == -1  # another name


def test_two_who_are_not_named_are_not_one() -> None:
    one = replace(sketch("weir"), reports=("q1",), faceless=True)
    named = replace(one, faceless=False)
    assert scores.unnamed(pair(one, one)).score == scores.unnamed(pair(named, one)).score == -1
    assert scores.unnamed(pair(named, named)).score == 0
    assert scores.unnamed(pair(one, one, same_act=True)).score == 0


def test_a_bare_name_of_an_event_asserts_nothing() -> None:
    one, bare = sketch("weir"), replace(sketch("weir"), mentions=True)
    assert scores.mention(pair(one, bare)).score == scores.mention(pair(bare, one)).score == -1
    assert scores.mention(pair(one, one)).score == 0


def test_whole_sentences() -> None:
    one = sketch("weir")
    far, near = (replace(pair(one, one), around=cosine) for cosine in (0.5, 0.8))
    assert scores.sentences(far).score < scores.sentences(near).score
    assert scores.sentences(replace(Pair(one, one, {}, 0.6, False, False), around=1.0)).score == 0


def test_one_office_is_one_assertion() -> None:
    one, other = sketch("minister", who="a"), sketch("head harbour office", who="a")
    assert score(pair(one, other, cosine=0.3, office=True))[0] >= SAME
    assert score(pair(one, other, cosine=0.3))[0] < UNSURE


def test_meaning_is_bounded() -> None:
    one = sketch("weir")
    assert scores.meaning(pair(one, one, cosine=1.0)).score == 1
    assert scores.meaning(pair(one, one, cosine=0.45)).score == 0
    assert scores.meaning(pair(one, one, cosine=-0.9)).score == -1


def test_predicate() -> None:
    def said(left: Sketch, right: Sketch) -> float:
        return scores.predicate(pair(left, right)).score

    assert said(sketch(predicate="break"), sketch(predicate="break")) == 1
    assert said(sketch(predicate="break"), sketch("break", predicate="begin")) == 0.5
    assert said(sketch("sink", predicate="break"), sketch(predicate="sink")) == 0.5
    assert said(sketch(predicate="break"), sketch(predicate="sink")) == -0.5


def test_participants() -> None:
    def said(left: Sketch, right: Sketch) -> float:
        return scores.participants(pair(left, right)).score

    ab = sketch(who="a b", agent="a", patient="b")
    assert said(ab, ab) == 1
    assert said(ab, sketch(who="a b", agent="b", patient="a")) == -1
    assert said(ab, sketch(who="c b", agent="c", patient="b")) == -1
    assert said(sketch(), sketch()) == 0
    assert said(sketch(who="a"), sketch(who="b")) == -0.5
    assert 0 < said(sketch(who="a b"), sketch(who="a c")) < said(sketch(who="a b"), sketch(who="a b")) < 1


def test_appositions_of_two_people_are_two_assertions() -> None:
    one = replace(sketch("chair harbour board", who="a", agent="a"), nominal=True)
    other = replace(sketch("chair harbour board", who="b", agent="b"), nominal=True)
    assert (
        scores.participants(pair(one, other)).score
        < scores.participants(pair(replace(one, nominal=False), replace(other, nominal=False))).score
    )
    assert total(one, other) < total(one, one)


def test_speaker() -> None:
    def said(left: str | None, right: str | None) -> float:
        return scores.speaker(pair(sketch(speaker=left), sketch(speaker=right))).score

    assert said("e1", "e1") == 1
    assert 0 < said(None, None) == said(UNNAMED, UNNAMED) < 1
    assert said("e1", "e2") == -1 < said("e1", UNNAMED) == said(UNNAMED, "e1") < said("e1", None) < 0
    assert said(None, UNNAMED) < 0


def test_two_acts_of_speech() -> None:
    def said(left: Sketch, right: Sketch, *, same_act: bool = False) -> float:
        return scores.act(pair(left, right, same_act=same_act)).score

    tells = sketch("warn", predicate="warn", reports="q1")
    assert said(sketch("warn"), sketch("warn")) == 0
    assert said(tells, sketch("warn")) == said(sketch("warn"), tells) == -0.5
    assert said(tells, tells) == -2
    assert said(tells, tells, same_act=True) == 1
    occasion = replace(tells, terms={"warn": 1.0, "pier": 1.0, "dawn": 1.0})
    assert said(occasion, occasion) == 0


def test_one_speaker_on_one_day_to_one_audience_is_one_occasion() -> None:
    told = sketch(
        "reporter tell", who="e1 e2", agent="e1", predicate="tell", reports="q1", dates="2031-05-05"
    )
    assert scores.act(pair(told, told)).score == 0
    assert scores.act(pair(told, replace(told, agent="e2"))).score == -2
    other = replace(told, entities=frozenset({"e1"}), dates=())
    assert scores.act(pair(told, other)).score == -2


def test_what_an_act_is_called_is_no_occasion() -> None:
    tells = sketch("warn interview speech", predicate="warn", reports="q1")
    assert scores.act(pair(tells, tells)).score == -2


def test_substance() -> None:
    names = sketch(who="a b c")
    assert scores.substance(pair(names, names)).score == -1
    rich = sketch("weir break")
    assert scores.substance(pair(rich, rich)).score == 0
    assert -1 < scores.substance(pair(sketch("weir"), sketch("weir"))).score < 0


def test_frame_keeps_a_conflict_together() -> None:
    """The same happening with other names and figures is about one thing."""
    left = sketch("open weir gate 1987", who="a", predicate="open")
    right = sketch("open weir gate 1989", who="b", predicate="open")
    assert scores.frame(pair(left, right)).score == pytest.approx(1)
    assert scores.frame(pair(left, replace(right, predicate="shut"))).score == 0
    assert scores.frame(pair(left, sketch("open", predicate="open"))).score == 0


def test_words_of_no_weight_make_no_frame() -> None:
    one = sketch("open weir", predicate="open")
    assert scores.frame(pair(one, one, weight={"open": 0.0, "weir": 0.0})).score == 0


def test_mood() -> None:
    one, other = sketch(supposed=True), sketch()
    assert scores.mood(pair(one, other)).score == scores.mood(pair(other, one)).score == -1
    assert scores.mood(pair(one, one)).score == scores.mood(pair(other, other)).score == 0


def test_utterance() -> None:
    one = sketch("weir")
    assert scores.utterance(pair(one, one, linked=True)).score == 1
    assert scores.utterance(pair(one, one)).score == 0


def test_time() -> None:
    def said(left: str, right: str) -> float:
        return scores.time(pair(sketch(dates=left), sketch(dates=right))).score

    assert said("2031-05-01", "2031-05-01") > said("2031-05-01", "2031-05-02") > 0
    assert said("2031-05-01", "") == said("", "2031-05-01") < 0
    assert said("", "") == 0


def test_occasion() -> None:
    assert scores.occasion(pair(sketch(occasion="last"), sketch())).score == -1
    assert scores.occasion(pair(sketch(occasion="last"), sketch(occasion="last"))).score == 0


def test_other_figures_make_no_other_assertion() -> None:
    def said(left: str, right: str) -> float:
        return scores.amounts(pair(sketch(amounts=left), sketch(amounts=right))).score

    assert said("12", "12") == 1
    assert said("12", "15") == said("12", "") == said("", "") == 0


def test_a_count_of_one_thing_is_one_assertion() -> None:
    def said(left: str | None, right: str | None, verb: str = "sink") -> float:
        return scores.counted(
            pair(sketch(counts=left, predicate="sink"), sketch(counts=right, predicate=verb))
        ).score

    assert said("barge", "barge") == 1
    assert said("barge", "goat") == 0
    assert said("people", "") == 1  # where only the verb says who it befell
    assert said("people", "barge") == 0
    assert said("barge", None) == said(None, None) == said("barge", "barge", verb="float") == 0


def test_a_count_needs_no_other_substance() -> None:
    counting = sketch(who="a", counts="barge", predicate="sink")
    assert scores.substance(pair(counting, counting)).score == 0
    assert scores.substance(pair(replace(counting, counts=frozenset()), counting)).score == -1


def test_every_feature_is_symmetric() -> None:
    one = sketch("weir break flood", who="a b", agent="a", predicate="break", speaker="e1", dates="2031-05-01",
                 amounts="12", reports="q1", occasion="last", supposed=True)  # fmt: skip
    other = sketch("weir sink", who="b", agent="b", patient="a", predicate="sink", speaker=None, amounts="3")
    for name, (feature, _) in FEATURES.items():
        forth, back = feature(pair(one, other)), feature(pair(other, one))
        assert forth.feature == name
        assert forth.score == pytest.approx(back.score), name


FULL = sketch("open weir gate spring", who="a b", agent="a", patient="b", predicate="open")


def total(left: Sketch, right: Sketch, **given: float) -> float:
    return score(pair(left, right, cosine=given.get("cosine", 0.8)))[0]


def test_one_assertion_and_another() -> None:
    value, evidence = score(pair(FULL, FULL, cosine=0.95))
    assert SAME <= value < 1
    assert [e.feature for e in evidence] == list(FEATURES)
    assert total(FULL, sketch("paint fence", who="c", agent="c", predicate="paint"), cosine=0.2) < UNSURE / 4


def test_a_negation_date_or_figure_keeps_them_comparable() -> None:
    dated = replace(FULL, dates=sketch(dates="2031-05-01").dates, quantities=sketch(amounts="12").quantities)
    other = replace(FULL, dates=sketch(dates="2031-05-09").dates, quantities=sketch(amounts="90").quantities)
    assert total(dated, other) >= SAME


def test_names_alone_make_no_assertion() -> None:
    names = sketch(who="a b", agent="a", patient="b", predicate="")
    left, right = replace(names, predicate="visit"), replace(names, predicate="sue")
    assert total(left, right, cosine=0.6) < UNSURE


def test_exchanged_roles_and_other_speakers_lower_it() -> None:
    exchanged = replace(FULL, agent="b", patient="a")
    assert total(FULL, exchanged) < total(FULL, FULL)
    assert total(replace(FULL, speaker="e1"), replace(FULL, speaker="e2")) < total(FULL, FULL)


def test_the_act_of_one_utterance_is_the_same_whatever_its_words() -> None:
    far = pair(sketch("write paper", predicate="write", reports="q1"),
               sketch("publish column", predicate="publish", reports="q2"), cosine=0.1, same_act=True)  # fmt: skip
    assert score(far)[0] >= SAME
    assert score(replace(far, same_act=False))[0] < UNSURE


def test_counts_of_one_thing_are_one_claim_however_little_else_they_share() -> None:
    four, rest = (
        sketch("kill", predicate="kill", counts="people", amounts="4"),
        sketch("kill winter storm coast", predicate="kill", counts="people", amounts="4"),
    )
    assert scores.counted(pair(four, rest)).score == 1
    assert scores.substance(pair(four, rest)).score == 0
    other = sketch("kill cattle", predicate="kill", counts="cattle", amounts="4")
    assert scores.counted(pair(sketch("kill", predicate="kill", counts="sheep"), other)).score == 0
