"""What a claim is reduced to before it is compared."""

from __future__ import annotations

from dataclasses import replace

import pytest

from compare.builder import Report
from rashomon.align.sketch import DESCRIBED, UNNAMED, Sketch, sketch
from rashomon.lang.concepts import concept
from rashomon.model import Claim

STORY = {"e1": "Tilda Marsh", "e2": "Ulmen"}


def sketched(report: Report, entities: dict[str, str] | None = None) -> Sketch:
    """The sketch of the last claim; ``entities`` maps the article's entities to the story's."""
    annotated = report.annotated()
    local = {e.id: e.id for e in annotated.entities} | (entities or {})
    return sketch(annotated, local, STORY | {v: v for v in local.values() if v not in STORY})[-1]


def only(report: Report, claim: Claim, entities: dict[str, str] | None = None) -> Sketch:
    assert claim is report.claims[-1]
    return sketched(report, entities)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("inherit", "hereditary"),
        ("Break", "break"),
        ("resign", "resignation"),
        ("council’s", "council"),
        ("façade", "facade"),
    ],
)
def test_derived_and_spelt_words_meet(one: str, other: str) -> None:
    assert concept(one) == concept(other)


@pytest.mark.parametrize(
    ("one", "other"), [("weir", "mill"), ("universe", "uniform"), ("general", "generous")]
)
def test_other_words_stay_apart(one: str, other: str) -> None:
    assert concept(one) != concept(other)


SHUT = (
    "{}:{}:nsubj:2 shut:VERB:ROOT the:DET:det:5 old:ADJ:amod:5 weir:NOUN:dobj:2 near:ADP:prep:2 "
    "Ulmen:PROPN:pobj:6 ~.:PUNCT:punct"
)


def named() -> Report:
    made = Report("a1", SHUT.format("Tilda", "PROPN"))
    made.name("Tilda")
    made.name("Ulmen", kind="place")
    return made


LOCAL = {"a1x1": "e1", "a1x2": "e2"}


def test_concepts_weighted_by_kind_of_word() -> None:
    made = named()
    got = only(made, made.claim(), LOCAL)
    assert got.terms.keys() == {concept("shut"), concept("old"), concept("weir"), "@e1", "@e2"}
    assert got.terms[concept("old")] < got.terms[concept("weir")] < got.terms["@e1"]


def test_a_pronoun_and_a_name_are_one() -> None:
    called = named()
    other = Report("a1", SHUT.format("She", "PRON"))
    other.name("She", whole="Tilda", form="pronoun")
    other.name("Ulmen", kind="place")
    one, two = only(called, called.claim(), LOCAL), only(other, other.claim(), LOCAL)
    assert one.terms == two.terms
    assert (one.agent, one.entities) == (two.agent, two.entities) == ("e1", {"e1", "e2"})
    assert {("tilda", "marsh", "shut"), ("marsh", "shut", "the")} <= two.runs


def test_its_runs_name_each_once() -> None:
    made = Report(
        "a1",
        "Her:PRON:poss:2 aide:NOUN:nsubj:3 left:VERB:ROOT as:SCONJ:mark:6 she:PRON:nsubj:6 slept:VERB:advcl:3 ~.:PUNCT:punct",
    )
    made.name("Her", whole="Tilda", form="pronoun")
    made.name("she", whole="Tilda", form="pronoun")
    assert only(made, made.claim(), {"a1x1": "e1"}).runs == {
        ("tilda", "marsh", "aide"),
        ("marsh", "aide", "left"),
        ("aide", "left", "as"),
        ("left", "as", "she"),
        ("as", "she", "slept"),
    }


def test_a_description_keeps_its_words_and_weighs_less() -> None:
    made = Report(
        "a1",
        "The:DET:det:3 old:ADJ:amod:3 miller:NOUN:nsubj:4 shut:VERB:ROOT the:DET:det:6 weir:NOUN:dobj:4 ~.:PUNCT:punct",
    )
    made.name("The old miller", whole="Tilda", form="nominal")
    got = only(made, made.claim(), {"a1x1": "e1"})
    assert {concept("old"), concept("miller")} <= got.terms.keys()
    assert got.terms["@e1"] == DESCRIBED
    assert ("the", "old", "miller") in got.runs


def test_a_title_before_a_name_is_no_word_of_it() -> None:
    made = Report(
        "a1",
        "Harbour:PROPN:compound:2 Warden:PROPN:compound:3 Tilda:PROPN:nsubj:4 slept:VERB:ROOT there:ADV:advmod:4 ~.:PUNCT:punct",
    )
    made.name("Tilda")
    got = only(made, made.claim(), {"a1x1": "e1"})
    assert got.terms.keys() == {concept("slept"), "@e1"}


def test_dates_and_amounts_are_values_and_no_words() -> None:
    made = Report(
        "a1",
        "Divers:NOUN:nsubj:2 raised:VERB:ROOT twelve:NUM:nummod:4 planks:NOUN:dobj:2 in:ADP:prep:2 March:PROPN:pobj:5 ~.:PUNCT:punct",
    )
    date, amount = made.date("March", "XXXX-03"), made.amount("twelve", 12, counted="planks")
    got = only(made, made.claim())
    assert (got.dates, got.quantities) == ((date,), (amount,))
    assert concept("twelve") not in got.terms
    assert concept("March") not in got.terms
    assert concept("planks") in got.terms


def test_only_what_stands_in_the_claim() -> None:
    made = named()
    made.date("near", "2031")
    got = only(made, made.claim("Tilda shut the old weir"), LOCAL)
    assert (got.entities, got.dates) == ({"e1"}, ())


def test_participants_by_syntax() -> None:
    passive = Report(
        "a1",
        "Ulmen:PROPN:nsubjpass:3 was:AUX:auxpass:3 flooded:VERB:ROOT by:ADP:agent:3 Tilda:PROPN:pobj:4 ~.:PUNCT:punct",
    )
    passive.name("Tilda")
    passive.name("Ulmen", kind="place")
    got = only(passive, passive.claim(), LOCAL)
    assert (got.agent, got.patient) == ("e1", "e2")
    event = Report(
        "a1",
        "Tilda:PROPN:poss:3 ~’s:PART:case:1 visit:NOUN:ROOT to:ADP:prep:3 Ulmen:PROPN:pobj:4 ~.:PUNCT:punct",
    )
    event.name("Tilda")
    assert only(event, event.claim(), LOCAL).agent == "e1"


def test_the_speaker() -> None:
    def speaker(by: str | None, *, attributed: bool) -> str | None:
        made = named()
        said = made.said("Tilda shut", by="a1x1" if by else None) if attributed else None
        return only(made, made.claim("Tilda shut", by=said), LOCAL).speaker

    assert speaker("Tilda", attributed=True) == "e1"
    assert speaker(None, attributed=True) == UNNAMED
    assert speaker(None, attributed=False) is None


TOLD = "Tilda:PROPN:nsubj:2 told:VERB:ROOT the:DET:det:4 Gazette:PROPN:dobj:2 it:PRON:nsubj:6 leaked:VERB:ccomp:2 ~.:PUNCT:punct"


def test_which_claims_tell_of_speech() -> None:
    made = Report("a1", TOLD)
    said = made.said(
        "it leaked", source="Tilda", cue="told", hops=[("speaker", "Tilda"), ("medium", "Gazette")]
    )
    assert only(made, made.claim("Tilda told"), {}).reports == (said.id,)
    assert only(made, made.claim("the Gazette", predicate="Gazette"), {}).reports == (said.id,)
    assert only(made, made.claim("it leaked", by=said), {}).reports == ()
    assert (
        only(made, made.claim("told", by=said), {}).reports == ()
    )  # in a report, it tells of no act of its own
    assert (
        only(made, made.claim("Tilda", predicate="Tilda"), {}).reports == ()
    )  # a speaker may do other things too


def test_occasion_and_mood() -> None:
    made = Report(
        "a1", "Tilda:PROPN:nsubj:3 last:ADV:advmod:3 visited:VERB:ROOT Ulmen:PROPN:dobj:3 ~.:PUNCT:punct"
    )
    assert only(made, made.claim()).occasion == {concept("last")}
    supposed = Report(
        "a1", "If:SCONJ:mark:3 Tilda:PROPN:nsubj:3 visits:VERB:ROOT Ulmen:PROPN:dobj:3 ~.:PUNCT:punct"
    )
    assert only(supposed, supposed.claim()).supposed
    assert not only(made, made.claim("visited Ulmen")).supposed


def test_what_is_counted_in_a_role_of_the_predicate() -> None:
    """How many broke is what is asserted; how many of something else stand about is not."""

    def counts(sentence: str, unit: str | None = None) -> frozenset[str]:
        made = Report("a1", sentence)
        made.quantities.append(replace(made.amount("Twelve", 12), unit_normal=unit))
        del made.quantities[0]
        return only(made, made.claim()).counts

    planks = "Twelve:NUM:nummod:2 planks:NOUN:{}:3 broke:VERB:ROOT"
    assert counts(planks.format("nsubj")) == {concept("planks")}
    assert counts(planks.format("npadvmod")) == set()
    assert counts("Twelve:NUM:nsubjpass:2 drowned:VERB:ROOT there:ADV:advmod") == {""}
    assert counts("Twelve:NUM:nsubj:4 of:ADP:prep:1 planks:NOUN:pobj:2 broke:VERB:ROOT") == {
        concept("planks")
    }
    assert counts("Twelve:NUM:nummod:2 persons:NOUN:nsubj:3:person drowned:VERB:ROOT") == {"people"}
    assert counts(planks.format("nsubj"), "percentage") == set()


def test_who_asks_for_something() -> None:
    must = Report(
        "a1",
        "Ulmen:PROPN:nsubj:3 must:AUX:aux:3 mend:VERB:ROOT the:DET:det:5 weir:NOUN:dobj:3 ~.:PUNCT:punct",
    )
    assert only(must, must.claim()).demands
    asked = Report(
        "a1",
        "Tilda:PROPN:nsubj:2 urge:VERB:ROOT that:SCONJ:mark:5 Ulmen:PROPN:nsubj:5 mends:VERB:ccomp:2 ~.:PUNCT:punct",
    )
    said = asked.said("Ulmen mends", source="Tilda", cue="urge")
    assert only(asked, asked.claim("Ulmen mends", by=said)).demands
    plain = Report("a1", SHUT.format("Tilda", "PROPN"))
    assert not only(plain, plain.claim()).demands


def test_an_event_that_is_only_named() -> None:
    bare = Report("a1", "The:DET:det:2 visit:NOUN:ROOT to:ADP:prep:2 Ulmen:PROPN:pobj:3 ~.:PUNCT:punct")
    assert only(bare, bare.claim()).mentions
    acted = Report(
        "a1",
        "Tilda:PROPN:poss:3 ~’s:PART:case:1 visit:NOUN:ROOT to:ADP:prep:3 Ulmen:PROPN:pobj:4 ~.:PUNCT:punct",
    )
    acted.name("Tilda")
    assert not only(acted, acted.claim()).mentions
    dated = Report("a1", "The:DET:det:2 visit:NOUN:ROOT on:ADP:prep:2 Monday:PROPN:pobj:3 ~.:PUNCT:punct")
    dated.date("Monday", "2031-05-05")
    assert not only(dated, dated.claim()).mentions


def test_the_setting_is_all_claims_of_the_sentence() -> None:
    made = named()
    made.claim("near Ulmen", predicate="near")
    got = only(made, made.claim("Tilda shut the old weir"), LOCAL)
    assert "@e2" in got.setting
    assert "@e2" not in got.terms


def test_three_words_in_a_row() -> None:
    made = named()
    runs = only(made, made.claim("the old weir", predicate="weir"), LOCAL).runs
    assert runs == {("the", "old", "weir")}
