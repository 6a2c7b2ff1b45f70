"""Which claims can stand after "that", and in which words."""

from __future__ import annotations

import pytest

from compare.builder import Report
from rashomon.brief.clauses import LONGEST, clause, judges

SHUT = "{} shut:VERB:ROOT the:DET:det weir:NOUN:dobj"


def told(report: Report, *words: str, predicate: str = "", names: dict[str, str] | None = None) -> str | None:
    claim = report.claim(*words, predicate=predicate)
    return clause(report.annotated(), claim, names or {})


def shut(subject: str) -> Report:
    return Report("a1", SHUT.format(subject))


def test_a_clause_as_it_stands() -> None:
    assert told(shut("Tilda:PROPN:nsubj")) == "Tilda shut the weir"


def test_a_common_word_begins_small() -> None:
    assert told(shut("The:DET:det council:NOUN:nsubj")) == "the council shut the weir"


LEFT = "Tilda:PROPN:nsubj left:VERB:ROOT."


def test_a_pronoun_becomes_the_name_of_the_only_person_before_it() -> None:
    report = Report("a1", LEFT, SHUT.format("She:PRON:nsubj"))
    she = report.name("She", whole="Tilda", form="pronoun")
    assert told(report, "She shut the weir") is None  # nobody is named before
    report = Report("a1", LEFT, SHUT.format("She:PRON:nsubj"))
    she = named(report, "Tilda", "She")
    assert told(report, "She shut the weir") == "Tilda shut the weir"
    assert told(report, "She shut the weir", names={she: "Tilda Marsh"}) == "Tilda Marsh shut the weir"
    report.name("left", whole="Ulla Left")
    assert told(report, "She shut the weir") is None  # one of two


def named(report: Report, name: str, *pronouns: str) -> str:
    entity = report.name(name)
    for pronoun in pronouns:
        report.name(pronoun, whole=name, form="pronoun")
    return entity


def test_what_completes_a_word_may_not_be_cut_off() -> None:
    report = Report("a1", "Tilda:PROPN:nsubj shut:VERB:ROOT the:DET:det weir:NOUN:dobj")
    assert told(report, "Tilda shut") is None


def test_a_name_is_said_once() -> None:
    report = Report("a1", LEFT, "She:PRON:nsubj shut:VERB:ROOT her:PRON:poss:4::PRP$ weir:NOUN:dobj")
    named(report, "Tilda", "She", "her")
    assert told(report, "She shut her weir") == "Tilda shut her weir"


def test_a_pronoun_after_a_name_explains_itself() -> None:
    report = Report("a1", "Tilda:PROPN:nsubj shut:VERB:ROOT her:PRON:poss:4::PRP$ weir:NOUN:dobj")
    report.name("Tilda")
    assert told(report) == "Tilda shut her weir"


@pytest.mark.parametrize(
    "sentence",
    [
        SHUT.format("She:PRON:nsubj"),  # nobody known stands behind it
        SHUT.format("It:PRON:nsubj"),
        SHUT.format("That:PRON:nsubj"),
        SHUT.format("We:PRON:nsubj"),
        "Tilda:PROPN:nsubj shut:VERB:ROOT our:DET:poss weir:NOUN:dobj",
        "Tilda:PROPN:nsubj shut:VERB:ROOT “:PUNCT:punct the:DET:det weir:NOUN:dobj",
        "Tilda:PROPN:nsubj shut:VERB:ROOT ‘:PUNCT:punct the:DET:det weir:NOUN:dobj",
        "Shut:VERB:ROOT the:DET:det weir:NOUN:dobj",  # no subject
        "Tilda:PROPN:nsubj shutting:VERB:ROOT:::VBG the:DET:det weir:NOUN:dobj",  # no tense
        "Tilda:PROPN:nsubj shut:VERB:ROOT it:PRON:dobj",  # what?
        "Tilda:PROPN:nsubj shut:VERB:ROOT them:PRON:dobj",
        "Such:ADJ:amod:2 weirs:NOUN:nsubj:3 leak:VERB:ROOT:::VBP",  # as those of the sentence before
        "Tilda:PROPN:nsubj shut:VERB:ROOT the:DET:det weir:NOUN:dobj however:ADV:advmod",
        "Tilda:PROPN:nsubj falsely:ADV:advmod:3 blamed:VERB:ROOT the:DET:det weir:NOUN:dobj",  # a verdict
        "because:SCONJ:mark Tilda:PROPN:nsubj shut:VERB:ROOT the:DET:det weir:NOUN:dobj",
        "if:SCONJ:mark Tilda:PROPN:nsubj shut:VERB:ROOT the:DET:det weir:NOUN:dobj",
        "And:CCONJ:cc Tilda:PROPN:nsubj shut:VERB:ROOT the:DET:det weir:NOUN:dobj",
        "In:ADP:prep May:PROPN:pobj:1 Tilda:PROPN:nsubj shut:VERB:ROOT the:DET:det weir:NOUN:dobj",
    ],
)
def test_what_does_not_stand_alone(sentence: str) -> None:
    assert told(Report("a1", sentence)) is None


def test_what_is_cut_off_on_either_side_is_not_told() -> None:
    report = Report(
        "a1",
        "In:ADP:prep:5 the:DET:det:3 fog:NOUN:pobj:1 Tilda:PROPN:nsubj:5 shut:VERB:ROOT the:DET:det:7 weir:NOUN:dobj:5",
    )
    assert told(report, "Tilda shut the weir") == "Tilda shut the weir"
    assert told(report, "fog Tilda shut the weir") is None
    came = Report("a1", "Rain:NOUN:nsubj came:VERB:ROOT after:ADP:prep noon:NOUN:pobj:3")
    assert told(came, "Rain came") is None
    assert told(came) == "rain came after noon"


def test_an_auxiliary_gives_tense() -> None:
    report = Report("a1", "Tilda:PROPN:nsubj was:AUX:aux shutting:VERB:ROOT:::VBG weirs:NOUN:dobj")
    assert told(report) == "Tilda was shutting weirs"


def test_one_piece_only_and_not_too_long() -> None:
    report = shut("Tilda:PROPN:nsubj")
    assert told(report, "Tilda shut", "weir", predicate="shut") is None
    long = Report("a1", SHUT.format("Tilda:PROPN:nsubj") + " again:ADV:advmod" * 50)
    assert len(long.text) > LONGEST
    assert told(long) is None


SAID = "Tilda:PROPN:nsubj said:VERB:ROOT weirs:NOUN:nsubj:4 leak:VERB:ccomp and:CCONJ:cc mills:NOUN:nsubj {}:VERB:conj"


@pytest.mark.parametrize("word", ["if", "unless", "until", "after", "because"])
def test_a_clause_is_not_told_without_its_condition(word: str) -> None:
    made = Report(
        "a1",
        f"Tilda:PROPN:nsubj shut:VERB:ROOT a:DET:det weir:NOUN:dobj {word}:SCONJ:mark:7 rain:NOUN:nsubj:7 falls:VERB:advcl:2",
    )
    assert told(made, "Tilda shut a weir", predicate="shut") is None


@pytest.mark.parametrize(
    ("words", "judged"),
    [
        ("Ulmen has never been about wool", True),
        ("The weir was really about trade", True),
        ("The book is about wool", False),
        ("Tilda was always there", False),
    ],
)
def test_what_something_is_about_by_a_reporters_judgement(words: str, judged: bool) -> None:
    assert judges(words) == judged
