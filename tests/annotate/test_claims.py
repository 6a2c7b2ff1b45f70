"""Which assertions a text makes: read by the parser, or from syntax written by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

import factory
from compare.builder import Report
from rashomon.annotate import attributions, claims, entities
from rashomon.annotate.parse import parse
from rashomon.model import Attribution, Block, Claim, Parse


def by_hand(report: Report, *said: Attribution) -> list[tuple[str, ...]]:
    return words(report.text, claims.find(report.article, report.parse, said))


def words(text: str, found: tuple[Claim, ...]) -> list[tuple[str, ...]]:
    return [tuple(s.of(text) for s in c.spans) for c in found]


def read(text: str, *roles: str) -> tuple[Claim, ...]:
    """Claims of a text as the parser reads it."""
    article = factory.article(text, roles=roles)  # type: ignore[arg-type]
    parsed = parse(article)
    return claims.find(article, parsed, attributions.find(article, parsed, entities.find(article, parsed)))


# ------------------------------------------------------------ clauses, by hand

SHUT = "The:DET:det:2 council:NOUN:nsubj:3 shut:VERB:ROOT the:DET:det:5 weir:NOUN:dobj:3"


def test_a_clause_without_its_full_stop() -> None:
    report = Report("a1", f"{SHUT} ~.:PUNCT:punct:3")
    (claim,) = claims.find(report.article, report.parse, ())
    assert words(report.text, (claim,)) == [("The council shut the weir",)]
    assert (claim.id, claim.article, claim.voice, claim.attribution, claim.role) == (
        "c1",
        "a1",
        "outlet",
        None,
        "body",
    )
    assert (claim.predicate, claim.sentence) == (2, 0)


def test_a_second_verb_borrows_the_subject() -> None:
    report = Report(
        "a1", f"{SHUT} and:CCONJ:cc:3 drained:VERB:conj:3 the:DET:det:9 pond:NOUN:dobj:7 ~.:PUNCT:punct:3"
    )
    assert by_hand(report) == [("The council shut the weir",), ("The council", "drained the pond")]


def test_a_second_verb_with_a_subject_of_its_own() -> None:
    report = Report(
        "a1",
        f"{SHUT} and:CCONJ:cc:3 mills:NOUN:nsubj:8 flooded:VERB:conj:3 badly:ADV:advmod:8 ~.:PUNCT:punct:3",
    )
    assert by_hand(report) == [("The council shut the weir",), ("mills flooded badly",)]


def test_a_clause_set_off_asserts_and_a_restrictive_one_does_not() -> None:
    apart = (
        "The:DET:det:2 weir:NOUN:nsubj:9 ~,:PUNCT:punct:2 which:PRON:dobj:6 clerks:NOUN:nsubj:6 built:VERB:relcl:2 "
        "there:ADV:advmod:6 ~,:PUNCT:punct:2 broke:VERB:ROOT twice:ADV:advmod:9 ~.:PUNCT:punct:9"
    )
    restrictive = (
        "The:DET:det:2 weir:NOUN:nsubj:7 which:PRON:dobj:5 clerks:NOUN:nsubj:5 built:VERB:relcl:2 "
        "there:ADV:advmod:5 broke:VERB:ROOT twice:ADV:advmod:7 ~.:PUNCT:punct:7"
    )
    assert by_hand(Report("a1", apart)) == [
        ("The weir", "which clerks built there"),
        ("The weir", "broke twice"),
    ]
    assert by_hand(Report("a1", restrictive)) == [("The weir which clerks built there broke twice",)]


def test_an_apposition() -> None:
    report = Report(
        "a1",
        "Tilda:PROPN:nsubj:6 ~,:PUNCT:punct:1 the:DET:det:4 warden:NOUN:appos:1 ~,:PUNCT:punct:1 shut:VERB:ROOT the:DET:det:8 weir:NOUN:dobj:6",
    )
    assert by_hand(report) == [("Tilda", "the warden"), ("Tilda", "shut the weir")]


PELL = "Pell:PROPN:nsubj:{0} {1} shut:VERB:ROOT the:DET:det:{2} weir:NOUN:dobj:{0}"


@pytest.mark.parametrize(
    ("label", "size"),
    [
        ("(:PUNCT:punct:1 ~L:PROPN:appos:1 ~):PUNCT:punct:1", 3),
        ("~,:PUNCT:punct:1 D-Ohio:PROPN:appos:1 ~,:PUNCT:punct:1", 3),
        ("~,:PUNCT:punct:1 D:PROPN:compound:5 ~-:PUNCT:punct:5 ~Ohio:PROPN:appos:1 ~,:PUNCT:punct:1", 5),
        ("(:PUNCT:punct:1 ~R:PROPN:appos:1 ~-:PUNCT:punct:3 ~Calif.:PROPN:appos:3 ~):PUNCT:punct:1", 5),
    ],
)
def test_a_party_label_asserts_nothing(label: str, size: int) -> None:
    report = Report("a1", PELL.format(size + 2, label, size + 4))
    assert by_hand(report) == [(report.text,)]


def test_a_place_in_a_place_asserts_nothing() -> None:
    report = Report(
        "a1",
        f"{SHUT} in:ADP:prep:3 Varne:PROPN:pobj:6 ~,:PUNCT:punct:7 Ulmen:PROPN:compound:10 County:PROPN:appos:7",
    )
    assert ("Varne", "Ulmen County") in by_hand(report)
    tokens = tuple(replace(t, entity="GPE" if t.pos == "PROPN" else "") for t in report.parse.tokens)
    report.parse = Parse(tokens, report.parse.sentences)
    assert by_hand(report) == [(report.text,)]


def test_a_purpose_belongs_to_its_host() -> None:
    report = Report("a1", f"{SHUT} to:PART:aux:7 drain:VERB:advcl:3:drain:VB ponds:NOUN:dobj:7")
    assert by_hand(report) == [("The council shut the weir to drain ponds",)]


@pytest.mark.parametrize(
    "short",
    [
        "He:PRON:nsubj:2 did:VERB:ROOT ~.:PUNCT:punct",
        "Yes:INTJ:ROOT ~.:PUNCT:punct",
        "He:PRON:nsubj:2 did:AUX:ROOT so:ADV:advmod:2",
    ],
)
def test_too_little_to_compare(short: str) -> None:
    assert by_hand(Report("a1", short)) == []


# ------------------------------------------------------------ inside and outside reports of speech

WROTE = (
    "Tilda:PROPN:nsubj:3 Marsh:PROPN:flat:1 wrote:VERB:ROOT that:SCONJ:mark:7 old:ADJ:amod:6 weirs:NOUN:nsubj:7 "
    "broke:VERB:ccomp:3 ~,:PUNCT:punct:7 which:PRON:nsubj:10 pleased:VERB:relcl:6 her:PRON:dobj:10 ~.:PUNCT:punct:3"
)


def test_the_act_and_what_was_said_are_two() -> None:
    report = Report("a1", WROTE)
    said = report.said("that old weirs broke", cue="wrote")
    found = claims.find(report.article, report.parse, [said])
    by_words = {" … ".join(s.of(report.text) for s in c.spans): c for c in found}
    assert by_words["Tilda Marsh wrote"].voice == "outlet"
    assert (by_words["old weirs broke"].voice, by_words["old weirs broke"].attribution) == (
        "attributed",
        said.id,
    )
    for claim in found:
        inside = [any(p.contains(s) for p in said.content) for s in claim.spans]
        outside = [not any(p.overlaps(s) for p in said.content) for s in claim.spans]
        assert all(inside) or all(outside)


def test_what_was_ordered_is_not_cut_off() -> None:
    """ "Ordered the locks to be shut" is one assertion of the outlet."""
    report = Report(
        "a1",
        "Tilda:PROPN:nsubj:2 ordered:VERB:ROOT the:DET:det:4 locks:NOUN:nsubjpass:7 to:PART:aux:7:to:TO "
        "be:AUX:auxpass:7:be:VB shut:VERB:ccomp:2:shut:VBN ~.:PUNCT:punct",
    )
    said = report.said("the locks to be shut", cue="ordered", kind="indirect")
    assert by_hand(report, said) == [("Tilda ordered the locks to be shut",)]


def test_the_innermost_report_owns_it() -> None:
    report = Report("a1", WROTE)
    outer = report.said("that old weirs broke, which pleased her", cue="wrote")
    inner = report.said("old weirs broke", within=outer)
    for order in ([outer, inner], [inner, outer]):
        found = claims.find(report.article, report.parse, order)
        owners = [c.attribution for c in found if c.spans[0].of(report.text) == "old weirs broke"]
        assert owners == [inner.id]


def test_quoted_words_without_a_clause_are_one_claim() -> None:
    report = Report(
        "a1",
        "Pell:PROPN:nsubj:2 blamed:VERB:ROOT Tilda:PROPN:dobj:2 for:ADP:prep:2 the:DET:det:6 flood:NOUN:pobj:4",
    )
    said = report.said("the flood", cue="blamed", kind="mixed")
    found = claims.find(report.article, report.parse, [said])
    assert [c.spans[0].of(report.text) for c in found if not c.attribution] == ["Pell blamed Tilda for"]
    assert [(c.attribution, c.spans[0].of(report.text)) for c in found if c.attribution] == [
        (said.id, "the flood")
    ]


# ------------------------------------------------------------ negation, hedges, events


@pytest.mark.parametrize(
    ("verb", "negated", "hedged"),
    [
        ("shut:VERB:ROOT", False, False),
        ("not:PART:neg shut:VERB:ROOT", True, False),
        ("never:ADV:advmod shut:VERB:ROOT", True, False),
        ("not:PART:neg only:ADV:advmod shut:VERB:ROOT", False, False),
        ("reportedly:ADV:advmod shut:VERB:ROOT", False, True),
        ("may:AUX:aux not:PART:neg shut:VERB:ROOT", True, True),
    ],
)
def test_negation_and_hedge(verb: str, negated: bool, hedged: bool) -> None:
    report = Report("a1", f"The:DET:det:2 council:NOUN:nsubj {verb} weirs:NOUN:dobj")
    (claim,) = claims.find(report.article, report.parse, ())
    assert (claim.negated, claim.hedged) == (negated, hedged)


def test_a_number_negates_nothing() -> None:
    (second,) = read("Ida Brandl kept the No. 2 job of the harbour.")
    (none,) = read("Ida Brandl kept no job of the harbour.")
    assert (second.negated, none.negated) == (False, True)


def test_a_negated_subject_and_two_negations() -> None:
    nobody = Report("a1", "No:DET:det:2 clerk:NOUN:nsubj:3 shut:VERB:ROOT the:DET:det:5 weir:NOUN:dobj:3")
    twice = Report(
        "a1", "No:DET:det:2 clerk:NOUN:nsubj:4 never:ADV:neg:4 shut:VERB:ROOT the:DET:det:6 weir:NOUN:dobj:4"
    )
    assert [c.negated for r in (nobody, twice) for c in claims.find(r.article, r.parse, ())] == [True, False]


def test_what_stands_in_another_clause_negates_nothing_here() -> None:
    report = Report("a1", f"{SHUT} and:CCONJ:cc:3 mills:NOUN:nsubj:9 never:ADV:neg:9 flooded:VERB:conj:3")
    assert [c.negated for c in claims.find(report.article, report.parse, ())] == [False, True]


VISIT = (
    "{}:PRON:poss:2 visit:NOUN:nsubj:5 {}:ADP:prep:2 Ulmen:PROPN:pobj:3 pleased:VERB:ROOT bakers:NOUN:dobj:5"
)


def test_an_event_named_by_a_noun() -> None:
    report = Report("a1", VISIT.format("His", "to"))
    assert by_hand(report) == [("His visit to Ulmen",), ("His visit to Ulmen pleased bakers",)]


def test_an_event_needs_something_of_its_own() -> None:
    report = Report(
        "a1", "The:DET:det:3 long:ADJ:amod:3 visit:NOUN:nsubj:4 pleased:VERB:ROOT bakers:NOUN:dobj:4"
    )
    assert by_hand(report) == [("The long visit pleased bakers",)]


def test_ids_follow_the_text() -> None:
    report = Report("a1", VISIT.format("His", "to"), f"{SHUT}")
    found = claims.find(report.article, report.parse, ())
    assert [c.id for c in found] == ["c1", "c2", "c3"]
    assert [c.spans[0].start for c in found] == sorted(c.spans[0].start for c in found)


# ------------------------------------------------------------ as the parser reads it


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The council shut the weir, and the mill flooded.",
            ["The council shut the weir", "the mill flooded"],
        ),
        (
            "The tolls that the council imposed hurt the fishermen.",
            ["The tolls that the council imposed hurt the fishermen"],
        ),
        (
            "The warden opened a school in Springfield, Ohio, last week.",
            ["The warden opened a school in Springfield, Ohio, last week"],
        ),
        ("Sen. Orvin Pell, D-Ohio, shut the weir.", ["Sen. Orvin Pell, D-Ohio, shut the weir"]),
        ("The warden opened the gate to drain the pond.", ["The warden opened the gate to drain the pond"]),
    ],
)
def test_clauses_as_parsed(text: str, expected: list[str]) -> None:
    assert [" … ".join(s) for s in words(text, read(text))] == expected


@pytest.mark.slow
def test_reported_speech_as_parsed() -> None:
    text = "The warden, who slept there, said that the weir, which the council built, had broken."
    voices = {" … ".join(s.of(text) for s in c.spans): c.voice for c in read(text)}
    assert voices == {
        "The warden … who slept there": "outlet",
        "The warden … said": "outlet",
        "the weir … which the council built": "attributed",
        "the weir … had broken": "attributed",
    }


@pytest.mark.slow
def test_roles_of_blocks() -> None:
    text = (
        "Council shuts the old weir\n\nThe warden shuts the weir on Monday.\n\nPhoto: Tilda Marsh owns this picture.\n\n"
        "The council shut the old weir on Monday."
    )
    found = read(text, "title", "caption", "credit", "body")
    assert [c.role for c in found] == ["title", "caption", "body"]
    blocks = factory.article(text, roles=["title", "caption", "credit"]).blocks
    assert not any(_touches(c, blocks[2]) for c in found)


def _touches(claim: Claim, block: Block) -> bool:
    return any(s.overlaps(block.span) for s in claim.spans)


# ------------------------------------------------------------ nothing that is said is lost


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("“Nobody knows what is happening,” Ida Brandl said.", "Nobody knows what is happening"),
        (
            "“The council knows the plan. If we lose it, there should be no deal,” Ida Brandl said.",
            "If we lose it, there should be no deal",
        ),
    ],
)
def test_two_clauses_that_say_too_little_alone_are_one_claim(text: str, whole: str) -> None:
    assert (whole,) in words(text, read(text))


def test_a_clause_that_says_enough_stays_apart() -> None:
    text = "“The warden knows what the council decided,” Ida Brandl said."
    assert words(text, read(text))[:2] == [("The warden knows",), ("what the council decided",)]


def test_a_paper_that_reported_is_no_hedge() -> None:
    told = "The:DET:det:2 paper:NOUN:nsubj:3 reported:VERB:ROOT::report losses:NOUN:dobj:3"
    report = Report("a1", told)
    (claim,) = claims.find(report.article, report.parse, ())
    assert not claim.hedged
    alleged = Report("a1", "The:DET:det:3 reported:VERB:amod:3 losses:NOUN:nsubj:4 grew:VERB:ROOT::grow")
    assert claims.find(alleged.article, alleged.parse, ())[0].hedged
