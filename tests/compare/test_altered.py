"""One sentence in two reports but for a name, a denial or an opposite, and what no conflict can come of."""

from __future__ import annotations

import pytest

from compare.builder import Report, context, row
from rashomon.compare import altered
from rashomon.compare.context import Draft

SIGNED = (
    "Mayor:PROPN:compound:2 Brandl:PROPN:nsubj:3 signed:VERB:ROOT::sign the:DET:det:5 lease:NOUN:dobj:3 "
    "for:ADP:prep:3 the:DET:det:9 old:ADJ:amod:9 mill:NOUN:pobj:6 ~.:PUNCT:punct"
)
UNSIGNED = SIGNED.replace("signed:VERB:ROOT::sign", "did:AUX:aux:5:do not:PART:neg:5 sign:VERB:ROOT::sign:VB")


def found(left: str, right: str, *more: str) -> list[Draft]:
    a, b = Report("a1", left, outlet="Herald"), Report("a2", right, *more, outlet="Bugle")
    return list(altered.detect(context(a, b, rows=[row(a.claim(), b.claim())])))


def test_a_denial() -> None:
    (draft,) = found(SIGNED, UNSIGNED)
    assert (draft.type, draft.judgement, draft.detector) == ("polarity", "contradiction", "altered@1")
    assert draft.why.startswith("Herald asserts “Mayor Brandl signed the lease")
    (turned,) = found(UNSIGNED, SIGNED)
    assert turned.why.startswith("Bugle asserts")


def test_a_contraction_denies_too() -> None:
    plain = "The:DET:det:2 ferry:NOUN:nsubj:3 is:AUX:ROOT::be safe:ADJ:acomp:3 in:ADP:prep:3 a:DET:det:7 storm:NOUN:pobj:5"
    denied = plain.replace("is:AUX:ROOT::be", "is:AUX:ROOT::be ~n’t:PART:neg:3:not")
    (draft,) = found(plain, denied)
    assert draft.type == "polarity"


def test_listed_opposites_and_a_prefix_of_denial() -> None:
    (draft,) = found(SIGNED, SIGNED.replace("signed:VERB:ROOT::sign", "vetoed:VERB:ROOT::veto"))
    assert "“signed” (Herald) and “vetoed” (Bugle)" in draft.why
    plain = "The:DET:det:3 new:ADJ:amod:3 ferry:NOUN:nsubj:4 was:AUX:ROOT::be seaworthy:ADJ:acomp:4 again:ADV:advmod:4"
    (draft,) = found(plain, plain.replace("seaworthy", "unseaworthy"))
    assert draft.type == "polarity"


@pytest.mark.parametrize("other", ["initialled:VERB:ROOT::initial", "praised:VERB:ROOT::praise"])
def test_other_words_are_no_opposites(other: str) -> None:
    assert found(SIGNED, SIGNED.replace("signed:VERB:ROOT::sign", other)) == []


def named(left: str, right: str, *, kinds: tuple[str, str] = ("person", "person")) -> list[Draft]:
    sentence = "Yesterday:NOUN:npadvmod:3 {}:PROPN:nsubj:3 left:VERB:ROOT::leave the:DET:det:5 harbour:NOUN:dobj:3 early:ADV"
    a, b = (
        Report(i, sentence.format(n), outlet=o)
        for i, n, o in (("a1", left, "Herald"), ("a2", right, "Bugle"))
    )
    a.name(left, kind=kinds[0])  # type: ignore[arg-type]
    b.name(right, kind=kinds[1])  # type: ignore[arg-type]
    return list(altered.detect(context(a, b, rows=[row(a.claim(), b.claim())])))


def test_another_name() -> None:
    (draft,) = named("Varn", "Okonjo")
    assert (draft.type, draft.judgement) == ("person", "contradiction")
    assert [p.end - p.start for p in draft.passages] == [4, 6]
    (draft,) = named("Orlo", "Ulmen", kinds=("place", "place"))
    assert draft.type == "place"


def test_one_name_in_two_forms_is_no_conflict() -> None:
    assert named("U.S.", "America", kinds=("place", "place")) == []


def test_days_and_months_are_left_to_the_rules_of_values() -> None:
    assert named("Tuesday", "Friday") == []


def test_a_sentence_that_stands_in_both_is_settled() -> None:
    assert found(SIGNED, UNSIGNED, SIGNED) == []


def test_a_sentence_like_two_of_the_other_report_tells_of_several_cases() -> None:
    second = SIGNED.replace("signed:VERB:ROOT::sign", "vetoed:VERB:ROOT::veto")
    assert found(SIGNED, UNSIGNED, second) == []


def test_a_sentence_with_another_change_beside_is_another_sentence() -> None:
    assert found(SIGNED, UNSIGNED.replace("mill:NOUN", "weir:NOUN")) == []


def test_a_title_beside_a_name_is_no_other_change() -> None:
    (draft,) = found(
        SIGNED.replace("Mayor:PROPN:compound:2", "Mr.:PROPN:compound:2"),
        UNSIGNED.replace("Mayor:PROPN:compound:2", "Mrs.:PROPN:compound:2"),
    )
    assert draft.type == "polarity"


def test_few_words_are_no_sentence_known_again() -> None:
    assert (
        found(
            "He:PRON:nsubj:2 left:VERB:ROOT::leave",
            "He:PRON:nsubj:4 did:AUX:aux:4:do not:PART:neg:4 leave:VERB:ROOT",
        )
        == []
    )
