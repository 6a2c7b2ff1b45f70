"""Which sentences of a report are told as its own, in which words, and what has to be named before."""

from __future__ import annotations

import pytest

import rashomon
from compare.builder import Report, story
from rashomon.brief import brief
from rashomon.compare import compare
from rashomon.ingest import read_bytes

NEAR = "near:ADP:prep Ulmen:PROPN:pobj:{0} in:ADP:prep early:ADJ:amod:{1} May:PROPN:pobj ~.:PUNCT:punct"
SHUT = "{}:PROPN:nsubj shut:VERB:ROOT {} in:ADP:prep the:DET:det:{n} valley:NOUN:pobj of:ADP:prep:{n} Ulmen:PROPN:pobj ~.:PUNCT:punct"


def told(*sentences: str, claims: int | None = None) -> list[str]:
    """What the briefing tells of a report of these sentences beside one that tells nothing."""
    made = Report("a1", *sentences, outlet="Herald")
    for span in made.parse.sentences:
        made.claim(span.of(made.text).rstrip('.”"'))
    other = Report("a2", "Rain:NOUN:nsubj fell:VERB:ROOT", outlet="Bugle")
    alignment = story(made, other)
    lines = brief(alignment, compare(alignment))
    assert all(line.passages and line.points for line in lines)
    return [line.text for line in lines]


def sentence(subject: str = "A:DET:det:3 grey:ADJ:amod:3 wolf:NOUN:nsubj:4", rest: str = "") -> str:
    return f"{subject} crossed:VERB:ROOT {rest} high:ADJ:amod passes:NOUN:dobj:::NNS near:ADP:prep Ulmen:PROPN:pobj in:ADP:prep May:PROPN:pobj ~.:PUNCT:punct"


def test_a_sentence_as_it_stands_under_its_reports_name() -> None:
    assert told(sentence()) == ["A grey wolf crossed high passes near Ulmen in May, according to Herald."]


def test_a_sentence_that_names_a_source_itself() -> None:
    said = sentence().replace(
        "~.:PUNCT", "~,:PUNCT:punct according:VERB:prep to:ADP:prep Otto:PROPN:pobj ~.:PUNCT"
    )
    assert told(said) == ["A grey wolf crossed high passes near Ulmen in May, according to Otto (Herald)."]


@pytest.mark.parametrize(
    "subject",
    [
        "The:DET:det:3 grey:ADJ:amod:3 wolf:NOUN:nsubj:4",  # which wolf?
        "The:DET:det:3 Ulmen:PROPN:compound:3 Democrat:PROPN:nsubj:4",  # who?
        "It:PRON:nsubj:2",
        "They:PRON:nsubj:2",
        "Others:NOUN:nsubj:2",
        "Such:ADJ:amod:2 wolves:NOUN:nsubj:3",
        "This:DET:nsubj:2",
        "Such:ADJ:amod:3 grey:ADJ:amod:3 wolves:NOUN:nsubj:4",
        "We:PRON:nsubj:2",
    ],
)
def test_what_points_to_something_unnamed_is_not_told(subject: str) -> None:
    assert told(sentence(subject)) == []


@pytest.mark.parametrize("word", ["however", "instead", "today", "likewise", "afterwards"])
def test_what_leans_on_a_sentence_before_is_not_told(word: str) -> None:
    assert told(sentence(rest=f"{word}:ADV:advmod")) == []


@pytest.mark.parametrize(
    ("subject", "tells"),
    [
        ("A:DET:det:3 grey:ADJ:amod:3 wolf:NOUN:nsubj:5 ~,:PUNCT:punct", 0),
        (
            "A:DET:det:2 wolf:NOUN:nsubj:8 ~,:PUNCT:punct grey:ADJ:amod:2 and:CCONJ:cc:4 old:ADJ:conj:4 ~,:PUNCT:punct",
            1,
        ),
        ("Grey:ADJ:amod:2 wolves:NOUN:nsubj:4:wolf:NNS has:AUX:aux:4::VBZ", 0),
        ("Grey:ADJ:amod:2 wolves:NOUN:nsubj:4:wolf:NNS had:AUX:aux:4", 1),
        ("Wolves:NOUN:dep sighted:VERB:dep As:SCONJ:mark grey:ADJ:amod wolves:NOUN:nsubj:::NNS", 0),
    ],
)
def test_the_reports_own_fault_is_not_told(subject: str, tells: int) -> None:
    assert len(told(sentence(subject))) == tells


@pytest.mark.parametrize(("figure", "tells"), [("308", 0), ("Then", 1)])
def test_a_stop_that_is_the_point_of_a_figure_ends_nothing(figure: str, tells: int) -> None:
    rest = f"{figure}:NUM:dep ~,:PUNCT:punct with:ADP:prep goats:NOUN:pobj ~.:PUNCT:punct"
    assert len(told(sentence(), rest)) == tells


@pytest.mark.parametrize(("beginning", "tells"), [("As a result", 0), ("As a result of rain", 1)])
def test_what_begins_as_a_consequence_of_something_untold_is_not_told(beginning: str, tells: int) -> None:
    subject = (
        " ".join(f"{w}:ADP:prep" for w in beginning.split())
        + " ~,:PUNCT:punct grey:ADJ:amod wolves:NOUN:nsubj:::NNS"
    )
    assert len(told(sentence(subject))) == tells


@pytest.mark.parametrize(("last", "tells"), [("May:PROPN:pobj", 1), ("Sept:PROPN:pobj", 0)])
def test_a_sentence_that_is_cut_at_an_abbreviation_is_not_told(last: str, tells: int) -> None:
    assert len(told(sentence().replace("May:PROPN:pobj", last))) == tells


@pytest.mark.parametrize(("who", "tells"), [("Otto Kern", True), ("they", False)])
def test_who_says_something_is_not_named_in_what_is_said(who: str, tells: bool) -> None:
    """By the parser: “wardens” inside the quotation are not the "they" who speak."""
    said = f"Ferry to Ulmen sinks\n\n“Wardens had warned of bad weather near Ulmen in early May,” {who} said."
    texts = {
        "Herald": said,
        "Bugle": "Goats on the pass\n\nSeven goats crossed a high pass near Grell in June.",
    }
    made = rashomon.compare([read_bytes(t.encode(), f"{o}.txt", outlet=o) for o, t in texts.items()])
    assert any("Wardens" in line.text for line in made.briefing) == tells


@pytest.mark.parametrize("word", ["disgraced", "falsely", "brutally"])
def test_a_charged_word_and_a_verdict_are_not_told(word: str) -> None:
    subject = f"A:DET:det:3 {word}:ADV:dep:3 wolf:NOUN:nsubj:4"
    assert told(sentence(), sentence(), sentence(), sentence(subject)) != []
    assert not any(word in t for t in told(*[sentence()] * 3, sentence(subject)))


def test_what_the_sentence_before_named_may_be_pointed_to() -> None:
    first = sentence()
    second = (
        "The:DET:det:3 grey:ADJ:amod:3 wolf:NOUN:nsubj:4 killed:VERB:ROOT:::VBD seven:NUM:nummod:6 goats:NOUN:dobj "
        "of:ADP:prep:6 Otto:PROPN:compound:9 Kern:PROPN:pobj ~.:PUNCT:punct"
    )
    assert told(first, second) == [
        "A grey wolf crossed high passes near Ulmen in May, according to Herald.",
        "The grey wolf killed seven goats of Otto Kern, according to Herald.",
    ]
    assert told(second) == []


def test_a_joining_word_is_left_out() -> None:
    (text,) = told("But:CCONJ:cc:5 " + sentence("a:DET:det:4 grey:ADJ:amod:4 wolf:NOUN:nsubj:5"))
    assert text.startswith("A grey wolf crossed")


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("several:ADJ:amod:7 massive:ADJ:amod:7", False),
        ("first:ADJ:amod:7 massive:ADJ:amod:7", True),  # the first massive wall is not the first
        ("every:DET:det:7 massive:ADJ:amod:7", True),
        ("not:PART:neg several:ADJ:amod:8 massive:ADJ:amod:8", True),
    ],
)
def test_a_word_that_only_colours_is_left_out(words: str, kept: bool) -> None:
    text = (
        f"Otto:PROPN:compound:2 Kern:PROPN:nsubj:3 built:VERB:ROOT high:ADJ:dep {words} walls:NOUN:dobj near:ADP:prep "
        "Ulmen:PROPN:pobj in:ADP:prep May:PROPN:pobj ~.:PUNCT:punct"
    )
    (line,) = told(text)
    assert ("massive" in line) == kept


def test_a_person_is_named_whole_at_first() -> None:
    made = Report(
        "a1",
        "Mr.:PROPN:compound:2 Kern:PROPN:nsubj:3 sold:VERB:ROOT seven:NUM:nummod:5 goats:NOUN:dobj near:ADP:prep Ulmen:PROPN:pobj "
        "in:ADP:prep May:PROPN:pobj ~.:PUNCT:punct",
        outlet="Herald",
    )
    made.name("Kern", whole="Otto Kern")
    made.claim(made.text.rstrip("."))
    alignment = story(made, Report("a2", "Rain:NOUN:nsubj fell:VERB:ROOT", outlet="Bugle"))
    (line,) = brief(alignment, compare(alignment))
    assert line.text == "Otto Kern sold seven goats near Ulmen in May, according to Herald."


def test_a_quotation_that_began_before_is_not_told() -> None:
    opened = "“:PUNCT:punct ~Rain:NOUN:nsubj fell:VERB:ROOT ~.:PUNCT:punct"
    closed = sentence().replace("~.:PUNCT:punct", "~.:PUNCT:punct ~”:PUNCT:punct")
    assert told(opened, closed) == []


def test_a_question_and_a_plea_for_comment_are_not_told() -> None:
    assert told(sentence().replace("~.", "~?")) == []
    assert (
        told(
            "Otto:PROPN:compound:2 Kern:PROPN:nsubj:3 declined:VERB:ROOT to:PART:aux comment:VERB:xcomp on:ADP:prep "
            "goats:NOUN:pobj near:ADP:prep Ulmen:PROPN:pobj ~.:PUNCT:punct"
        )
        == []
    )


SOLD = (
    "Otto:PROPN:compound:2 Kern:PROPN:nsubj:3 sold:VERB:ROOT seven:NUM:nummod:5 goats:NOUN:dobj:::NNS near:ADP:prep "
    "Ulmen:PROPN:pobj in:ADP:prep May:PROPN:pobj {} ~.:PUNCT:punct"
)
ENDING = "~,:PUNCT:punct:3 ending:VERB:advcl:3::VBG {}:DET:det:14 {}:ADJ:amod:14 quarrel:NOUN:dobj:11"


@pytest.mark.parametrize(("colour", "kept"), [("angry", False), ("second", True)])
def test_an_aside_that_colours_is_left_out(colour: str, kept: bool) -> None:
    (text,) = told(SOLD.format(ENDING.format("a", colour)))
    assert (
        text
        == f"Otto Kern sold seven goats near Ulmen in May{', ending a second quarrel' if kept else ''}, according to Herald."
    )


def test_a_condition_is_no_aside() -> None:
    (text,) = told(SOLD.format(ENDING.format("a", "second").replace("ending", "barring")))
    assert ", barring a second quarrel," in text


def test_a_dateline_is_left_out() -> None:
    dated = "ULMEN:PROPN:dep:5 —:PUNCT:punct:5 " + sentence("A:DET:det:5 grey:ADJ:amod:5 wolf:NOUN:nsubj:6")
    assert told(dated) == ["A grey wolf crossed high passes near Ulmen in May, according to Herald."]


@pytest.mark.parametrize(
    "words",
    [
        "Wolf:NOUN:nsubj:2 crosses:VERB:ROOT:::VBZ high:ADJ:amod:4 pass:NOUN:dobj near:ADP:prep Ulmen:PROPN:pobj in:ADP:prep "
        "May:PROPN:pobj ~.:PUNCT:punct",
        "Grey:PROPN:amod:2 Wolves:PROPN:nsubj:3::NNPS Crossed:VERB:ROOT High:PROPN:amod:6 a:DET:det:6 Pass:PROPN:dobj "
        "Near:ADP:prep Ulmen:PROPN:pobj In:ADP:prep May:PROPN:pobj ~.:PUNCT:punct",
    ],
)
def test_a_headline_among_the_sentences_is_not_told(words: str) -> None:
    assert told(words) == []


@pytest.mark.parametrize(
    ("before", "kept"),
    [("", False), ("slowly:ADV:advmod but:CCONJ:cc", True), ("only:ADV:advmod", True)],
)
def test_also_is_left_out_but_where_it_answers_a_but(before: str, kept: bool) -> None:
    (line,) = told(sentence(rest=f"{before} also:ADV:advmod".strip()))
    assert ("also" in line) == kept


@pytest.mark.parametrize(
    ("behind", "cut"),
    [("", True), ("~,:PUNCT:punct and:CCONJ:cc Ida:PROPN:conj:5", False)],
)
def test_an_aside_in_which_a_list_may_go_on_is_kept(behind: str, cut: bool) -> None:
    made = told(
        f"A:DET:det:2 warden:NOUN:nsubj:3 fined:VERB:ROOT a:DET:det:5 miller:NOUN:dobj of:ADP:prep:5 old:ADJ:amod:8 "
        f"Ulmen:PROPN:pobj:6 in:ADP:prep:3 May:PROPN:pobj:9 ~,:PUNCT:punct who:PRON:nsubj:14 had:AUX:aux:14 "
        f"fought:VERB:relcl:5 angry:ADJ:amod:16 goats:NOUN:dobj:14 {behind} ~.:PUNCT:punct"
    )
    assert all(("angry" in line) != cut for line in made)
    assert bool(made) or not cut


@pytest.mark.parametrize(("noun", "tells"), [("announcement", False), ("goat", True)])
def test_an_announcement_that_nothing_told_is_not_spoken_of(noun: str, tells: bool) -> None:
    first = sentence()
    second = (
        f"Otto:PROPN:compound:2 Kern:PROPN:nsubj:3 explained:VERB:ROOT Ida:PROPN:poss:6 ~’s:PART:case:4 {noun}:NOUN:dobj:3 beside:ADP:prep "
        "a:DET:det:9 barn:NOUN:pobj near:ADP:prep Ulmen:PROPN:pobj:10 ~.:PUNCT:punct"
    )
    assert any(noun in t for t in told(first, second)) == tells


def test_who_a_person_is_is_said_at_first() -> None:
    by_name = (
        "Mr.:PROPN:compound:2 Kern:PROPN:nsubj:3 sold:VERB:ROOT seven:NUM:nummod:5 goats:NOUN:dobj near:ADP:prep "
        "Ulmen:PROPN:pobj in:ADP:prep May:PROPN:pobj ~.:PUNCT:punct"
    )
    titled = "Grell:PROPN:compound:4 mayor:NOUN:compound:4 Otto:PROPN:compound:4 Kern:PROPN:nsubj:5 slept:VERB:ROOT ~.:PUNCT:punct"
    a, b = Report("a1", by_name, outlet="Herald"), Report("a2", titled, outlet="Bugle")
    a.name("Kern", whole="Otto Kern")
    b.name("Otto Kern")
    a.claim(a.text.rstrip("."))
    alignment = story(a, b)
    (line,) = brief(alignment, compare(alignment))
    assert line.text == "Grell mayor Otto Kern sold seven goats near Ulmen in May, according to Herald."


def test_the_account_begins_with_the_news_that_reports_share() -> None:
    goat = "A:DET:det:3 grey:ADJ:amod:3 goat:NOUN:nsubj:4 slept:VERB:ROOT near:ADP:prep a:DET:det:7 barn:NOUN:pobj in:ADP:prep June:PROPN:pobj ~.:PUNCT:punct"
    a, b = Report("a1", goat, sentence(), outlet="Herald"), Report("a2", sentence(), outlet="Bugle")
    for made in (a, b):
        for span in made.parse.sentences:
            made.claim(span.of(made.text).rstrip("."))
    alignment = story(a, b)
    lines = [line.text for line in brief(alignment, compare(alignment))]
    assert lines[0].startswith("A grey wolf crossed")
    assert sum("wolf" in line for line in lines) == 1


@pytest.mark.parametrize(
    ("title", "named"),
    [
        ("Police:PROPN:compound:2 Capt:PROPN:nmod:5 ~.:PUNCT:punct:2 ", "Police Capt. Otto Kern"),
        ("Grell:PROPN:compound:2 Sheriff:PROPN:nmod:4 ", "Grell Sheriff Otto Kern"),
        ("", "Captain Otto Kern"),
    ],
)
def test_a_title_before_a_name_is_not_doubled_in_another_form(title: str, named: str) -> None:
    n = len(title.split())
    full = f"{title}Otto:PROPN:compound:{n + 2} Kern:PROPN:nsubj:{n + 3} " + (
        "sold:VERB:ROOT seven:NUM:nummod goats:NOUN:dobj:::NNS near:ADP:prep Ulmen:PROPN:pobj in:ADP:prep May:PROPN:pobj ~.:PUNCT:punct"
    )
    titled = (
        "Captain:PROPN:compound:3 Otto:PROPN:compound:3 Kern:PROPN:nsubj:4 slept:VERB:ROOT ~.:PUNCT:punct"
    )
    a, b = Report("a1", full, outlet="Herald"), Report("a2", titled, outlet="Bugle")
    a.name("Otto Kern")
    b.name("Otto Kern")
    a.claim(a.text.rstrip("."))
    alignment = story(a, b)
    (line,) = brief(alignment, compare(alignment))
    assert line.text == f"{named} sold seven goats near Ulmen in May, according to Herald."


def test_a_name_that_begins_with_a_title_gets_no_other() -> None:
    full = (
        "Kern:PROPN:nsubj:2 sold:VERB:ROOT seven:NUM:nummod:4 goats:NOUN:dobj:::NNS near:ADP:prep Ulmen:PROPN:pobj "
        "in:ADP:prep May:PROPN:pobj ~.:PUNCT:punct"
    )
    titled = (
        "Senior:PROPN:compound:4 Trooper:PROPN:compound:4 Otto:PROPN:compound:4 Kern:PROPN:nsubj:5 "
        "slept:VERB:ROOT ~.:PUNCT:punct"
    )
    a, b = Report("a1", full, outlet="Herald"), Report("a2", titled, outlet="Bugle")
    a.name("Kern", whole="Trooper Otto Kern")
    b.name("Otto Kern", whole="Trooper Otto Kern")
    a.claim(a.text.rstrip("."))
    alignment = story(a, b)
    texts = [line.text for line in brief(alignment, compare(alignment))]
    assert texts == ["Trooper Otto Kern sold seven goats near Ulmen in May, according to Herald."]


@pytest.mark.parametrize(
    ("subject", "tells"),
    [
        ("An:DET:det:2 investigation:NOUN:nsubj:4 is:AUX:aux:4 investigating:VERB:ROOT:::VBG", 0),
        ("An:DET:det:2 investigation:NOUN:nsubj:4 is:AUX:aux:4 beginning:VERB:ROOT:::VBG", 1),
        ("An:DET:det:2 investigator:NOUN:nsubj:4 is:AUX:aux:4 investigating:VERB:ROOT:::VBG", 1),
    ],
)
def test_an_act_that_does_itself_is_not_told(subject: str, tells: int) -> None:
    rest = " near:ADP:prep Ulmen:PROPN:pobj in:ADP:prep early:ADJ:amod May:PROPN:pobj ~.:PUNCT:punct"
    assert len(told(subject + rest)) == tells
