"""The neutral account: what each kind of sentence says, from which points, with which passages."""

from __future__ import annotations

from dataclasses import replace

import pytest

from compare.builder import Report, row, story, utterance
from rashomon.brief import brief
from rashomon.brief.told import EACH, SENTENCES
from rashomon.compare import compare
from rashomon.contract import quoted
from rashomon.model import Alignment, Difference, Finding, Line, Utterance

SHUT = "{}:PROPN:nsubj shut:VERB:ROOT a:DET:det weir:NOUN:dobj in:ADP:prep {}:PROPN:pobj"
ALONE = "A:DET:det wolf:NOUN:nsubj crossed:VERB:ROOT the:DET:det pass:NOUN:dobj"
WOLF = (
    "{}:ADJ:amod wolves:NOUN:nsubj::wolf:NNS crossed:VERB:ROOT a:DET:det:6 high:ADJ:amod:6 pass:NOUN:dobj near:ADP:prep "
    "Ulmen:PROPN:pobj:7 in:ADP:prep May:PROPN:pobj:9 ~.:PUNCT:punct"
)


def lines(alignment: Alignment) -> list[Line]:
    made = list(brief(alignment, compare(alignment)))
    texts = {a.article.id: a.article.text for a in alignment.articles}
    for line in made:  # what holds of every line
        assert line.points
        assert line.passages
        passages = [texts[p.article][p.start : p.end] for p in line.passages]
        assert all(any(q in p for p in passages) for q in quoted(line.text)), line
    return made


def report(id: str, sentence: str, outlet: str | None = "") -> Report:
    return Report(
        id, sentence, outlet={"a1": "Herald", "a2": "Bugle", "a3": "Gazette"}[id] if outlet == "" else outlet
    )


# ------------------------------------------------------------ agreed


def both(left: str, right: str) -> list[Line]:
    a, b = report("a1", left), report("a2", right)
    return lines(story(a, b, rows=[row(a.claim(), b.claim())]))


def test_one_wording_for_both() -> None:
    (line,) = both(SHUT.format("Tilda", "May"), SHUT.format("Tilda", "May"))
    assert (line.text, line.operator, line.points) == (
        "Both reports say that Tilda shut a weir in May.",
        "agreed",
        ("p1",),
    )
    assert [p.article for p in line.passages] == ["a1", "a2"]


def test_the_wording_that_says_no_more() -> None:
    longer = SHUT.format("Tilda", "May") + " near:ADP:prep Ulmen:PROPN:pobj"
    (line,) = both(longer, SHUT.format("Tilda", "May"))
    assert line.text == "Both reports say that Tilda shut a weir in May."
    assert line.passages[0].article == "a2"


def test_an_amount_or_date_the_other_lacks_is_not_given_to_both() -> None:
    a, b = report("a1", SHUT.format("Tilda", "May")), report("a2", SHUT.format("Tilda", "may"))
    a.date("May", "2031-05", "2031-05-01", "2031-05-31")
    (line,) = lines(story(a, b, rows=[row(a.claim(), b.claim())]))
    assert line.passages[0].article == "a2"
    b.date("may", "2031-05-03", "2031-05-03")
    assert lines(story(a, b, rows=[row(a.claims[0], b.claims[0])])) == []


def test_the_plainer_of_two_wordings() -> None:
    calm, charged = (
        f"A:DET:det {w}:ADJ:amod weir:NOUN:nsubj broke:VERB:ROOT twice:ADV:advmod"
        for w in ("old", "disgraced")
    )
    for pair in ((calm, charged), (charged, calm)):
        (line,) = [x for x in both(*pair) if x.operator == "agreed"]
        assert "disgraced" not in line.text


def test_two_of_three_are_named() -> None:
    a, b, c = (report(i, SHUT.format("Tilda", "May")) for i in ("a1", "a2", "a3"))
    (line,) = lines(story(a, b, c, rows=[row(a.claim(), b.claim())]))
    assert line.text == "Herald and Bugle say that Tilda shut a weir in May."


@pytest.mark.parametrize(
    ("outlets", "label"),
    [((None, None), "report B"), (("Herald", "Herald"), "report B"), (("Herald", "Bugle"), "Bugle")],
)
def test_what_reports_are_called(outlets: tuple[str | None, str | None], label: str) -> None:
    a, b = report("a1", ALONE, outlets[0]), report("a2", WOLF.format("Grey"), outlets[1])
    b.claim()
    (line,) = lines(story(a, b))
    assert line.text == f"Grey wolves crossed a high pass near Ulmen in May, according to {label}."


def test_no_more_lines_than_a_page_holds() -> None:
    things = [f"{n}a" for n in "bcdfghjklmnpqrst"]
    words = "{0}s:NOUN:nsubj::{0}:NNS {0}ed:VERB:ROOT {0}y:ADJ:amod:4 weirs:NOUN:dobj::weir:NNS"
    sentences = [words.format(t) for t in things]
    a, b = Report("a1", *sentences), Report("a2", *sentences)
    rows = [row(*(r.claim(r.parse.sentences[n].of(r.text)) for r in (a, b))) for n in range(len(sentences))]
    assert len(sentences) > SENTENCES
    assert len(lines(story(a, b, rows=rows))) == SENTENCES


def test_unsure_is_told_nowhere() -> None:
    a, b = report("a1", SHUT.format("Tilda", "May")), report("a2", SHUT.format("Tilda", "May"))
    assert lines(story(a, b, rows=[row(a.claim(), b.claim(), doubtful=True)])) == []


# ------------------------------------------------------------ attributed and quoted

SAID = (
    "Tilda:PROPN:nsubj said:VERB:ROOT ~,:PUNCT:punct “:PUNCT:punct ~{}:ADJ:amod:6 weirs:NOUN:nsubj:7 leak:VERB:ccomp "
    "{}:ADV:advmod:7 ~”:PUNCT:punct"
)


def quoting(id: str, kind: str = "Old", how: str = "badly", *, named: bool = True) -> Report:
    made = report(id, SAID.format(kind, how))
    words = f"{kind} weirs leak {how}"
    by = made.name("Tilda", whole="Tilda Marsh") if named else None
    said = made.said(words, by=by, cue="said", kind="direct", quoted=[words])
    made.claim(words, predicate="leak", by=said)
    return made


def spoken(a: Report, b: Report, *differences: Difference) -> list[Line]:
    both_said = utterance(*a.attributions, *b.attributions)
    both_said = Utterance(both_said.id, both_said.versions, 0.9, differences)
    return lines(story(a, b, rows=[row(*a.claims, *b.claims)], utterances=[both_said]))


def test_one_utterance_is_quoted_once() -> None:
    a, b = quoting("a1"), quoting("a2")
    (line,) = spoken(a, b)
    assert (line.operator, line.points) == ("attributed", ("p1",))
    assert line.text == "Tilda Marsh is quoted in Herald and Bugle as saying: “Old weirs leak badly”."
    assert {p.article for p in line.passages} == {"a1", "a2"}


def test_other_readings_stand_beside_it() -> None:
    a, b = quoting("a1"), quoting("a2", how="greatly")
    words = Difference("synonym", (("a1q1", a.span("badly")), ("a2q1", b.span("greatly"))))
    (line,) = spoken(a, b, words)
    assert line.text.endswith("“Old weirs leak badly” (Bugle has “greatly” for “badly”).")


def test_without_a_name_nobody_is_quoted() -> None:
    made = spoken(quoting("a1", named=False), quoting("a2", named=False))
    assert not any("is quoted" in line.text for line in made)


def test_marks_inside_a_quotation_keep_it_from_being_quoted() -> None:
    made = spoken(quoting("a1", how="“badly”"), quoting("a2", how="“badly”"))
    assert not any("is quoted" in line.text for line in made)


# ------------------------------------------------------------ conflicts and singles


def test_a_conflict_in_the_words_of_both() -> None:
    a, b = report("a1", SHUT.format("Tilda", "Tuesday")), report("a2", SHUT.format("Tilda", "Thursday"))
    a.date("Tuesday")
    b.date("Thursday")
    (line,) = [x for x in lines(story(a, b, rows=[row(a.claim(), b.claim())])) if x.operator == "conflict"]
    claims = "Tilda shut a weir in Tuesday", "Tilda shut a weir in Thursday"
    assert (
        line.text
        == f"The reports differ on the date: Herald writes “{claims[0]}”; Bugle writes “{claims[1]}”."
    )
    said = a.passage(claims[0]), b.passage(claims[1])
    assert line.passages == (*said, a.passage("Tuesday"), b.passage("Thursday"))


def test_a_conflict_is_not_told_as_agreed() -> None:
    a, b = report("a1", SHUT.format("Tilda", "Tuesday")), report("a2", SHUT.format("Tilda", "Thursday"))
    a.date("Tuesday")
    b.date("Thursday")
    assert {x.operator for x in lines(story(a, b, rows=[row(a.claim(), b.claim())]))} == {"conflict"}


def test_a_conflict_of_names_needs_the_same_words_beside_them() -> None:
    other = "Marsh:PROPN:nsubj sold:VERB:ROOT a:DET:det mill:NOUN:dobj in:ADP:prep May:PROPN:pobj"
    for words, told in ((SHUT.format("Otto", "May"), 1), (other, 0)):
        a, b = report("a1", SHUT.format("Tilda", "May")), report("a2", words)
        alignment = story(a, b, rows=[row(a.claim(), b.claim())])
        judged = compare(alignment)
        found = Finding(
            "f1",
            "conflict",
            "person",
            "contradiction",
            "names@1",
            1.0,
            "",
            "p1",
            (a.passage(a.text), b.passage(b.text)),
        )
        point = replace(judged.points[0], status="conflict")
        made = brief(alignment, replace(judged, points=(point,), findings=(found,)))
        assert sum(line.operator == "conflict" for line in made) == told


def test_amounts_that_conflict_are_told_with_their_spread() -> None:
    told = "{}:NUM:nummod:2 wolves:NOUN:nsubj:3 crossed:VERB:ROOT the:DET:det pass:NOUN:dobj"
    a, b = report("a1", told.format("12")), report("a2", told.format("15"))
    a.amount("12", 12, counted="wolves")
    b.amount("15", 15, counted="wolves")
    (line,) = [x for x in lines(story(a, b, rows=[row(a.claim(), b.claim())])) if x.operator == "conflict"]
    assert line.text.startswith(
        "The reports differ on the number, between 12 and 15: Herald writes “12 wolves"
    )


def test_words_are_a_bound() -> None:
    a = Report("a1", SHUT.format("Tilda", "Ulmen") + " ~.:PUNCT:punct", WOLF.format("Grey"), outlet="Herald")
    b = report("a2", SHUT.format("Tilda", "Ulmen"))
    both_say = row(a.claim("Tilda shut a weir in Ulmen"), b.claim())
    a.claim("Grey wolves crossed a high pass near Ulmen in May")
    alignment = story(a, b, rows=[both_say])
    judged = compare(alignment)
    for n in (5, 12, 40):
        assert sum(len(x.text.split()) for x in brief(alignment, judged, words=n)) <= n
    assert brief(alignment, judged, words=5) == ()
    assert len(brief(alignment, judged, words=40)) == 2


def test_a_headline_stands_in_for_a_beginning_that_cannot_be_told() -> None:
    a = Report(
        "a1", "Weir:NOUN:nsubj breaks:VERB:ROOT", WOLF.format("Disgraced"), outlet="Herald", title=True
    )
    a.claim("Weir breaks", role="title")
    (line,) = lines(story(a, report("a2", ALONE)))
    assert line.text == "Herald has the headline “Weir breaks”."
    assert line.passages == (a.passage("Weir breaks"),)


@pytest.mark.parametrize(("article", "tells"), [("", True), ("the:DET:det:6", False)])
def test_a_first_line_stands_in_for_a_headline(article: str, tells: bool) -> None:
    bare = f"Ulmen:PROPN:compound:2 weir:NOUN:nsubj:3 breaks:VERB:ROOT:::VBZ after:ADP:prep {article} floods:NOUN:pobj"
    a = Report("a1", bare, WOLF.format("Disgraced"), outlet="Herald", title=True)
    blocks = tuple(replace(b, role="body") for b in a.article.blocks)
    a.article = replace(a.article, title=None, blocks=blocks)
    a.claim(a.parse.sentences[0].of(a.text))
    made = lines(story(a, report("a2", ALONE)))
    assert [line.text for line in made] == [
        "Herald has the headline “Ulmen weir breaks after floods”."
    ] * tells


SLEPT = (
    "An:DET:det:3 old:ADJ:amod:3 {}:NOUN:nsubj:4 slept:VERB:ROOT near:ADP:prep a:DET:det:7 {}:NOUN:pobj:5 in:ADP:prep June:PROPN:pobj:8 "
    "~.:PUNCT:punct"
)


def claimed(id: str, outlet: str, *sentences: str) -> Report:
    made = Report(id, *sentences, outlet=outlet)
    for span in made.parse.sentences:
        made.claim(span.of(made.text).rstrip("."))
    return made


@pytest.mark.parametrize(("place", "tells"), [("pass", 2), ("barn", 1)])
def test_a_sentence_has_something_of_what_was_told(place: str, tells: int) -> None:
    first = WOLF.format("Grey").replace("Ulmen", "June")
    a, b = (
        claimed("a1", "Herald", first, SLEPT.format("goat", place).replace("June", "March")),
        report("a2", first),
    )
    assert len(lines(story(a, b))) == tells


@pytest.mark.parametrize(("begins", "tells"), [("pass", True), ("barn", False)])
def test_a_report_that_begins_with_another_event_tells_nothing(begins: str, tells: bool) -> None:
    first = WOLF.format("Grey")
    other = [SLEPT.format(w, begins) for w in ("goat", "hen", "cow", "pig")]
    late = "Three:NUM:nummod:2 wolves:NOUN:nsubj:3:wolf:NNS left:VERB:ROOT Tarn:PROPN:dobj:3 near:ADP:prep a:DET:det:7 ditch:NOUN:pobj:5 in:ADP:prep July:PROPN:pobj:8 ~.:PUNCT:punct"
    a, b, c = claimed("a1", "Herald", first), report("a2", first), claimed("a3", "Gazette", *other, late)
    made = lines(story(a, b, c))
    assert made[0].text.startswith("Grey wolves crossed")
    assert any("ditch" in line.text for line in made) == tells


def test_no_more_of_one_report_than_is_fair() -> None:
    words = [f"{n}a" for n in "bcdfghjk"]
    a = Report(
        "a1",
        *(
            f"{w.title()}:PROPN:nsubj {w}ed:VERB:ROOT {w}:ADJ:amod:4 {w}s:NOUN:dobj near:ADP:prep Ulmen:PROPN:pobj:5 in:ADP:prep "
            f"{w}month:NOUN:pobj:7 ~.:PUNCT:punct"
            for w in words
        ),
        outlet="Herald",
    )
    for span in a.parse.sentences:
        a.claim(span.of(a.text).rstrip("."))
    assert len(lines(story(a, report("a2", ALONE)))) == EACH


def test_nothing_shared_is_not_the_briefings_remark() -> None:
    assert lines(story(report("a1", ALONE), report("a2", SHUT.format("Tilda", "May")))) == []
