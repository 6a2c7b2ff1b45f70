"""Who a speaker is by the article's own words."""

from __future__ import annotations

import pytest

from compare.builder import Report
from rashomon.compare import speakers

NAME = "Orvin:PROPN"


def role(sentence: str, name: str = "Orvin") -> str | None:
    a = Report("a1", sentence)
    found = speakers.role(a.parse, a.text, [a.span(name)], person=True)
    return None if found is None else found.of(a.text)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # a title before the name, without its article
        ("the:DET:det:5 former:ADJ:amod:5 Harbour:PROPN:compound:5 Minister:PROPN:compound:5 Orvin:PROPN:nsubj:6 "
         "said:VERB:ROOT so:ADV", "former Harbour Minister"),
        ("Capt.:PROPN:compound:2:Capt. Orvin:PROPN:nsubj:3 said:VERB:ROOT so:ADV", "Capt."),
        # a form of address, or what is no part anybody plays, is none
        ("Mr.:PROPN:compound:2:Mr. Orvin:PROPN:nsubj:3 said:VERB:ROOT so:ADV", None),
        ("Sundhaven:PROPN:compound:2 Orvin:PROPN:nsubj:3 said:VERB:ROOT so:ADV", None),
        ("Minister:PROPN:nsubj:3 Quay:PROPN:appos:1 told:VERB:ROOT Orvin:PROPN:dobj:3 so:ADV", None),
        # an apposition, with an age before it, without the clause behind it
        ("Orvin:PROPN:nsubj:9 ~,:PUNCT:punct:1 a:DET:det:4 spokesman:NOUN:appos:1 for:ADP:prep:4 the:DET:det:7 "
         "port:NOUN:pobj:5 ~,:PUNCT:punct:1 said:VERB:ROOT so:ADV", "spokesman for the port"),
        ("Orvin:PROPN:nsubj:8 ~,:PUNCT:punct:1 52:NUM:appos:1:52:CD ~,:PUNCT:punct:1 a:DET:det:6 "
         "teacher:NOUN:appos:3 ~,:PUNCT:punct:1 said:VERB:ROOT so:ADV", "teacher"),
        ("Orvin:PROPN:nsubj:9 ~,:PUNCT:punct:1 the:DET:det:4 mayor:NOUN:appos:1 who:PRON:nsubj:6::WP "
         "fell:VERB:relcl:4 ill:ADJ:acomp:6 ~,:PUNCT:punct:1 said:VERB:ROOT so:ADV", None),
        ("Orvin:PROPN:nsubj:9 ~,:PUNCT:punct:1 the:DET:det:4 mayor:NOUN:appos:1 ~,:PUNCT:punct:4 "
         "who:PRON:nsubj:7::WP fell:VERB:relcl:4 ~,:PUNCT:punct:1 said:VERB:ROOT so:ADV", "mayor"),
        # another person or a thing beside the name is no role
        ("Orvin:PROPN:nsubj:6 ~,:PUNCT:punct:1 the:DET:det:4 boat:NOUN:appos:1 ~,:PUNCT:punct:1 said:VERB:ROOT so:ADV",
         None),
        # but "a" with any noun is one of a person
        ("Orvin:PROPN:nsubj:6 ~,:PUNCT:punct:1 a:DET:det:4 deckhand:NOUN:appos:1:deckhand:NN ~,:PUNCT:punct:1 "
         "said:VERB:ROOT so:ADV", "deckhand"),
        ("Orvin:PROPN:nsubj:6 ~,:PUNCT:punct:1 a:DET:det:4 report:NOUN:appos:1:report:NN ~,:PUNCT:punct:1 "
         "said:VERB:ROOT so:ADV", None),
        # what the name explains
        ("its:PRON:poss:3::PRP$ managing:NOUN:compound:3 director:NOUN:nsubj:7 ~,:PUNCT:punct:3 Orvin:PROPN:appos:3 "
         "~,:PUNCT:punct:3 said:VERB:ROOT so:ADV", "its managing director"),
        ("Orvin:PROPN:nsubj:2 said:VERB:ROOT so:ADV", None),
    ],
)  # fmt: skip
def test_role(sentence: str, expected: str | None) -> None:
    assert role(sentence) == expected


def test_the_first_place_with_a_role_counts() -> None:
    a = Report(
        "a1",
        "Orvin:PROPN:nsubj:2 spoke:VERB:ROOT",
        "Inspector:PROPN:compound:2 Orvin:PROPN:nsubj:3 said:VERB:ROOT so:ADV",
        "Captain:PROPN:compound:2 Orvin:PROPN:nsubj:3 said:VERB:ROOT so:ADV",
    )
    places = [a.span("Orvin", n) for n in (2, 0, 1)]
    found = speakers.role(a.parse, a.text, places, person=True)
    assert found == a.span("Inspector")


@pytest.mark.parametrize(
    ("sentence", "source", "expected"),
    [
        ("Two:NUM:nummod:2:two:CD officials:NOUN:nsubj:3:official:NNS said:VERB:ROOT so:ADV", "Two officials",
         "anonymous"),
        ("Officials:NOUN:nsubj:2:official:NNS said:VERB:ROOT so:ADV", "Officials", "collective"),
        ("the:DET:det:3 two:NUM:nummod:3:two:CD officials:NOUN:nsubj:4:official:NNS said:VERB:ROOT so:ADV",
         "the two officials", "collective"),
        ("2013:NUM:nummod:2:2013:CD officials:NOUN:nsubj:3:official:NNS said:VERB:ROOT so:ADV", "2013 officials",
         "collective"),
        ("A:DET:det:2 guard:NOUN:nsubj:3 said:VERB:ROOT so:ADV", "A guard", "anonymous"),
        ("The:DET:det:2 mayor:NOUN:nsubj:3 said:VERB:ROOT so:ADV", "The mayor", "other"),
        ("The:DET:det:2 source:NOUN:nsubj:3 said:VERB:ROOT so:ADV", "The source", "anonymous"),
        ("Sources:NOUN:nsubj:2:source:NNS said:VERB:ROOT so:ADV", "Sources", "anonymous"),
        ("Officials:NOUN:nsubj:2:official:NNS said:VERB:ROOT so:ADV on:ADP condition:NOUN of:ADP anonymity:NOUN",
         "Officials", "anonymous"),
        ("two:NUM:nummod:2:two:CD people:NOUN:nsubj:7:people:NNS familiar:ADJ with:ADP the:DET matter:NOUN "
         "said:VERB:ROOT so:ADV", "two people", "anonymous"),
        ("People:NOUN:nsubj:2:people:NNS said:VERB:ROOT so:ADV", "People", "collective"),
        ("Police:NOUN:nsubj:2:police:NNS said:VERB:ROOT so:ADV", "Police", "collective"),
        ("the:DET:det:2 company:NOUN:nsubj:3 said:VERB:ROOT so:ADV", "the company", "collective"),
        ("the:DET:det:2 report:NOUN:nsubj:3 said:VERB:ROOT so:ADV", "the report", "other"),
        ("weirs:NOUN:nsubj:2:weir:NNS said:VERB:ROOT so:ADV", "weirs", "other"),
        ("others:NOUN:nsubj:2:other:NNS said:VERB:ROOT so:ADV", "others", "collective"),
    ],
)  # fmt: skip
def test_kind_of_a_source_without_a_name(sentence: str, source: str, expected: str) -> None:
    a = Report("a1", sentence)
    assert speakers.unnamed_kind(a.parse, a.text, a.span(source)) == expected


def test_a_pronoun_names_nobody() -> None:
    a = Report("a1", "They:PRON:nsubj:2:they:PRP told:VERB:ROOT others:NOUN:dobj:2:other:NNS")
    assert speakers.is_pronoun(a.parse, a.span("They"))
    assert not speakers.is_pronoun(a.parse, a.span("others"))


def test_a_body_is_nothing_by_any_noun() -> None:
    a = Report("a1", "Orvin:PROPN:nsubj:6 ~,:PUNCT:punct:1 a:DET:det:4 deckhand:NOUN:appos:1:deckhand:NN ~,:PUNCT:punct:1 "
               "said:VERB:ROOT so:ADV")  # fmt: skip
    assert speakers.role(a.parse, a.text, [a.span("Orvin")], person=False) is None
