"""Another name in what two claims are known to tell, in whatever words."""

from __future__ import annotations

from collections.abc import Callable

from compare.builder import Report, drafts, row, story
from rashomon.compare import names
from rashomon.compare.context import Draft


def found(a: Report, b: Report, score: float = 1.0) -> list[Draft]:
    return drafts(names.detect, story(a, b, rows=[row(a.claim(), b.claim(), score=score)]))


CAMPAIGN = "{}:PROPN:compound:2 spokeswoman:NOUN:nsubj:3 resigned:VERB:ROOT::resign"
OF_CAMPAIGN = (
    "the:DET:det:2 spokeswoman:NOUN:nsubj:5 for:ADP:prep:2 {}:PROPN:pobj:3 resigned:VERB:ROOT::resign"
)


def bodies(left: str, right: str) -> list[Draft]:
    a, b = Report("a1", CAMPAIGN.format(left)), Report("a2", OF_CAMPAIGN.format(right))
    a.name(left, kind="organisation")
    b.name(right, kind="organisation")
    return found(a, b)


def test_a_modifier_and_an_of_phrase_hang_on_the_noun_alike() -> None:
    (finding,) = bodies("Ardworks", "Bolcorp")
    assert (finding.type, finding.judgement, finding.detector) == ("name", "contradiction", "names@1")
    assert bodies("Ardworks", "Ardworks") == []


def senators(right: str) -> list[Draft]:
    """Senators of a body beside those of a party."""
    a = Report(
        "a1", "Two:NUM:nummod:3 Bolcorp:PROPN:compound:3 senators:NOUN:nsubj:4 resigned:VERB:ROOT::resign"
    )
    a.name("Bolcorp", kind="organisation")
    b = Report("a2", f"two:NUM:nummod:3 {right}:ADJ:amod:3 senators:NOUN:nsubj:4 resigned:VERB:ROOT::resign")
    return found(a, b)


def test_the_adjective_of_a_party_stands_for_it() -> None:
    (finding,) = senators("Democratic")
    assert finding.type == "name"
    assert "Bolcorp" in finding.why
    assert "Democrats" in finding.why
    assert senators("coastal") == []


def governed(left: str, right: str, *, told: str = "in") -> list[Draft]:
    """Where a mayor is of in one report, and where something is in the other."""
    a = Report(
        "a1",
        f"{left}:PROPN:compound:2 Mayor:PROPN:compound:3 Holm:PROPN:nsubj:4 ate:VERB:ROOT::eat a:DET:det:6 pie:NOUN:dobj:4",
    )
    b = Report(
        "a2",
        f"Holm:PROPN:nsubj:2 ate:VERB:ROOT::eat {told}:ADP:prep:{2 if told == 'in' else 1} {right}:PROPN:pobj:3",
    )
    for report, where in ((a, left), (b, right)):
        report.name(where, kind="place")
        report.name("Holm", whole="Tilda Holm")
    return found(a, b)


def test_where_a_person_is_of_is_not_where_something_is() -> None:
    assert governed("Peru", "Denmark") == []
    (finding,) = governed("Peru", "Denmark", told="of")
    assert finding.type == "place"


def doer(sentence: str) -> list[Draft]:
    """Who did it, in one report a name read as of a place, told of as "he" too; the other's name for him is Holm."""
    a = Report("a1", sentence)
    a.name("Vesk", kind="place")
    a.name("he", whole="Anders Holm", form="pronoun")
    b = Report(
        "a2",
        "Anders:PROPN:compound:2 Holm:PROPN:nsubj:3 promised:VERB:ROOT::promise payment:NOUN:dobj:3 Tuesday:PROPN:npadvmod:3",
    )
    b.name("Anders Holm")
    for report in (a, b):
        report.date("Tuesday", "2031-05-06", "2031-05-06")
    return found(a, b)


def test_he_may_be_the_one_the_claim_is_told_of() -> None:
    (finding,) = doer(
        "Vesk:PROPN:nsubj:2 promised:VERB:ROOT::promise that:SCONJ:mark:5 he:PRON:nsubj:5 pays:VERB:ccomp:2 Tuesday:PROPN:npadvmod:5"
    )
    assert finding.type == "person"
    assert "Vesk" in finding.why


def test_a_name_that_was_read_as_none_is_one() -> None:
    def judged(who: str, *more: str) -> list[Draft]:
        a = Report("a1", f"{who}:PROPN:nsubj:2 repaid:VERB:ROOT::repay Tolmar:PROPN:dobj:2", *more)
        b = Report(
            "a2", "Anders:PROPN:compound:2 Holm:PROPN:nsubj:3 repaid:VERB:ROOT::repay Tolmar:PROPN:dobj:3"
        )
        for report in (a, b):
            report.name("Tolmar", kind="organisation")
        b.name("Anders Holm")
        return found(a, b)

    (finding,) = judged("Wendle")
    assert finding.type == "person"
    assert judged("Brewers", "the:DET:det:2 Brewers:NOUN:nsubj:3 left:VERB:ROOT") == []
    assert judged("Weir", "a:DET:det:2 weir:NOUN:nsubj:3 broke:VERB:ROOT") == []


def test_only_trusted_claims_are_compared_so() -> None:
    a, b = Report("a1", CAMPAIGN.format("Ardworks")), Report("a2", OF_CAMPAIGN.format("Bolcorp"))
    a.name("Ardworks", kind="organisation")
    b.name("Bolcorp", kind="organisation")
    assert found(a, b, score=0.6) == []


def took(verb: str, noun: str) -> Callable[[str], Report]:
    def made(who: str) -> Report:
        report = Report(
            "a1", f"Tilda:PROPN:nsubj:2 {verb}:VERB:ROOT {noun}:NOUN:dobj:2 of:ADP:prep:3 {who}:PROPN:pobj:4"
        )
        report.name("Tilda")
        report.name(who, kind="organisation")
        return report

    return made


def test_part_of_many_and_control_of_one_stand_for_it() -> None:
    b = Report("a2", "Tilda:PROPN:nsubj:2 took:VERB:ROOT Bolcorp:PROPN:dobj:2")
    b.name("Tilda")
    b.name("Bolcorp", kind="organisation")
    (finding,) = found(took("took", "control")("Ardworks"), b)
    assert finding.type == "name"
