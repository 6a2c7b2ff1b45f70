"""The neutral account: what each kind of sentence says, from which points, with which passages."""

from __future__ import annotations

import pytest

from compare.builder import Report, row, story, utterance
from rashomon.brief import AGREED, SINGLES_EACH, brief
from rashomon.compare import compare
from rashomon.contract import quoted
from rashomon.model import Alignment, Difference, Line, Utterance

SHUT = "{}:PROPN:nsubj shut:VERB:ROOT the:DET:det weir:NOUN:dobj in:ADP:prep {}:PROPN:pobj"
ALONE = "A:DET:det wolf:NOUN:nsubj crossed:VERB:ROOT the:DET:det pass:NOUN:dobj"


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
        "Both reports say that Tilda shut the weir in May.",
        "agreed",
        ("p1",),
    )
    assert [p.article for p in line.passages] == ["a1", "a2"]


def test_the_wording_that_says_no_more() -> None:
    longer = SHUT.format("Tilda", "May") + " near:ADP:prep Ulmen:PROPN:pobj"
    (line,) = both(longer, SHUT.format("Tilda", "May"))
    assert line.text == "Both reports say that Tilda shut the weir in May."
    assert line.passages[0].article == "a2"


def test_each_in_its_own_words_where_neither_covers_the_other() -> None:
    other = "Tilda:PROPN:nsubj shut:VERB:ROOT the:DET:det weir:NOUN:dobj near:ADP:prep Ulmen:PROPN:pobj"
    (line,) = both(SHUT.format("Tilda", "May"), other)
    assert (
        line.text
        == "Herald says that Tilda shut the weir in May; Bugle says that Tilda shut the weir near Ulmen."
    )
    assert line.operator == "agreed"


def test_names_alone_cover_nothing() -> None:
    other = "Tilda:PROPN:nsubj sold:VERB:ROOT seven:NUM:nummod goats:NOUN:dobj in:ADP:prep May:PROPN:pobj"
    (line,) = both(SHUT.format("Tilda", "May"), other)
    assert line.text.startswith("Herald says that Tilda shut the weir in May; Bugle says that Tilda sold")


def test_an_amount_or_date_the_other_lacks_is_not_given_to_both() -> None:
    a, b = report("a1", SHUT.format("Tilda", "May")), report("a2", SHUT.format("Tilda", "may"))
    a.date("May", "2031-05", "2031-05-01", "2031-05-31")
    (line,) = lines(story(a, b, rows=[row(a.claim(), b.claim())]))
    assert line.passages[0].article == "a2"
    b.date("may", "2031-05-03", "2031-05-03")
    (line,) = lines(story(a, b, rows=[row(a.claims[0], b.claims[0])]))
    assert line.text.startswith("Herald says")


def test_the_plainer_of_two_wordings() -> None:
    calm, charged = (
        f"The:DET:det {w}:ADJ:amod weir:NOUN:nsubj broke:VERB:ROOT twice:ADV:advmod"
        for w in ("old", "disgraced")
    )
    for pair in ((calm, charged), (charged, calm)):
        (line,) = [x for x in both(*pair) if x.operator == "agreed"]
        assert "disgraced" not in line.text


def test_two_of_three_are_named() -> None:
    a, b, c = (report(i, SHUT.format("Tilda", "May")) for i in ("a1", "a2", "a3"))
    (line,) = lines(story(a, b, c, rows=[row(a.claim(), b.claim())]))
    assert line.text == "Herald and Bugle say that Tilda shut the weir in May."


@pytest.mark.parametrize(
    ("outlets", "label"),
    [((None, None), "Report B"), (("Herald", "Herald"), "Report B"), (("Herald", "Bugle"), "Bugle")],
)
def test_what_reports_are_called(outlets: tuple[str | None, str | None], label: str) -> None:
    a, b = report("a1", ALONE, outlets[0]), report("a2", SHUT.format("Tilda", "May"), outlets[1])
    b.claim()
    assert [x.text.casefold() for x in lines(story(a, b))] == [
        f"only {label} reports that tilda shut the weir in may.".casefold()
    ]


def test_no_more_agreed_lines_than_fit() -> None:
    sentences = [SHUT.format(f"Tilda{n}", "May") for n in range(AGREED + 3)]
    a, b = Report("a1", *sentences), Report("a2", *sentences)
    rows = [row(*(r.claim(r.parse.sentences[n].of(r.text)) for r in (a, b))) for n in range(len(sentences))]
    assert len(lines(story(a, b, rows=rows))) == AGREED


def test_unsure_is_told_nowhere() -> None:
    a, b = report("a1", SHUT.format("Tilda", "May")), report("a2", SHUT.format("Tilda", "May"))
    assert lines(story(a, b, rows=[row(a.claim(), b.claim(), doubtful=True)])) == []


# ------------------------------------------------------------ attributed and quoted

SAID = (
    "Tilda:PROPN:nsubj said:VERB:ROOT “:PUNCT:punct ~{}:ADJ:amod weirs:NOUN:nsubj leak:VERB:ccomp {}:ADV:advmod "
    "~”:PUNCT:punct"
)


def quoting(id: str, kind: str = "old", how: str = "badly", *, named: bool = True) -> Report:
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
    assert line.text == "Tilda Marsh is quoted in Herald and Bugle with the words “old weirs leak badly”."
    assert {p.article for p in line.passages} == {"a1", "a2"}


def test_other_readings_stand_beside_it() -> None:
    a, b = quoting("a1"), quoting("a2", how="greatly")
    words = Difference("synonym", (("a1q1", a.span("badly")), ("a2q1", b.span("greatly"))))
    (line,) = spoken(a, b, words)
    assert line.text.endswith("“old weirs leak badly” (Bugle has “greatly” for “badly”).")


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
    claims = "Tilda shut the weir in Tuesday", "Tilda shut the weir in Thursday"
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


def test_what_one_alone_tells() -> None:
    a, b = report("a1", ALONE), report("a2", SHUT.format("Tilda", "May"))
    a.claim()
    (line,) = lines(story(a, b))
    assert (line.text, line.operator) == ("Only Herald reports that a wolf crossed the pass.", "single")
    assert line.passages == (a.passage("A wolf crossed the pass"),)


def test_what_a_speaker_says_is_told_as_the_speakers() -> None:
    a, b = report("a1", f"{ALONE} ~,:PUNCT:punct aides:NOUN:dep said:VERB:dep"), report("a2", ALONE)
    a.claim("A wolf crossed the pass", by=a.said("A wolf crossed the pass", source="aides", cue="said"))
    (line,) = lines(story(a, b))
    assert line.text == "According to aides, cited only in Herald, a wolf crossed the pass."
    assert line.operator == "single"


def test_nobody_is_cited_by_a_pronoun_alone() -> None:
    a, b = report("a1", f"{ALONE} ~,:PUNCT:punct they:PRON:dep said:VERB:dep"), report("a2", ALONE)
    a.claim("A wolf crossed the pass", by=a.said("A wolf crossed the pass", source="they", cue="said"))
    assert lines(story(a, b)) == []


def test_a_charged_word_and_a_verdict_of_one_report_are_not_told() -> None:
    for word in ("disgraced:ADJ:amod:4", "falsely:ADV:advmod"):
        sentence = f"The:DET:det:3 {word} wolf:NOUN:nsubj crossed:VERB:ROOT the:DET:det pass:NOUN:dobj"
        a, b = report("a1", sentence.replace(":3", "").replace(":4", "")), report("a2", ALONE)
        a.claim()
        assert lines(story(a, b)) == [], word


def test_amounts_that_conflict_are_told_with_their_spread() -> None:
    told = "{}:NUM:nummod:2 wolves:NOUN:nsubj:3 crossed:VERB:ROOT the:DET:det pass:NOUN:dobj"
    a, b = report("a1", told.format("12")), report("a2", told.format("15"))
    a.amount("12", 12, counted="wolves")
    b.amount("15", 15, counted="wolves")
    (line,) = [x for x in lines(story(a, b, rows=[row(a.claim(), b.claim())])) if x.operator == "conflict"]
    assert line.text.startswith(
        "The reports differ on the number, between 12 and 15: Herald writes “12 wolves"
    )


def test_words_are_a_bound_and_the_most_salient_stay() -> None:
    shared, alone = SHUT.format("Tilda", "May"), ALONE
    a, b = Report("a1", shared, alone, outlet="Herald"), report("a2", shared)
    both_say = row(a.claim("Tilda shut the weir in May"), b.claim())
    a.claim("A wolf crossed the pass")
    alignment = story(a, b, rows=[both_say])
    judged = compare(alignment)
    texts = {n: [x.text for x in brief(alignment, judged, words=n)] for n in (5, 10, 20)}
    assert texts[5] == []
    assert texts[10] == ["Both reports say that Tilda shut the weir in May."]
    assert len(texts[20]) == 2
    assert all(sum(len(t.split()) for t in made) <= n for n, made in texts.items())


def test_a_headline_and_a_clause_that_reports_are_not_told() -> None:
    a, b = report("a1", ALONE), report("a2", SHUT.format("Tilda", "May"))
    a.claim(role="title")
    b.said("May", cue="shut", kind="direct")
    b.claim()
    assert lines(story(a, b)) == []


def test_a_negation_and_a_hedge_are_kept() -> None:
    sentence = (
        "The:DET:det wolf:NOUN:nsubj may:AUX:aux:::MD not:PART:neg cross:VERB:ROOT:::VB passes:NOUN:dobj"
    )
    a, b = report("a1", sentence), report("a2", ALONE)
    a.claim(negated=True, hedged=True)
    (line,) = lines(story(a, b))
    assert line.text == "Only Herald reports that the wolf may not cross passes."


def test_most_salient_first_and_no_more_than_fit() -> None:
    names = [f"Tilda{n}" for n in range(SINGLES_EACH + 2)]
    a = Report("a1", *(SHUT.format(n, "May") for n in names), outlet="Herald")
    for span in reversed(a.parse.sentences):
        a.claim(span.of(a.text))
    (line,) = lines(story(a, report("a2", ALONE)))
    told = [f"that {n} shut the weir in May" for n in names[:SINGLES_EACH]]
    assert line.text == f"Only Herald reports {'; '.join(told[:-1])}; and {told[-1]}."
    assert len(line.points) == len(line.passages) == SINGLES_EACH


def test_the_order_of_the_kinds() -> None:
    extra = Report("a1", SAID.format("old", "badly"), SHUT.format("Tilda", "May"), ALONE, outlet="Herald")
    other = Report("a2", SAID.format("old", "badly"), SHUT.format("Tilda", "May"), outlet="Bugle")
    claims = []
    for made in (extra, other):
        words = "old weirs leak badly"
        said = made.said(words, by=made.name("Tilda", whole="Tilda Marsh"), kind="direct", quoted=[words])
        claims.append(
            (made.claim(words, predicate="leak", by=said), made.claim("Tilda shut the weir in May"))
        )
    extra.claim("A wolf crossed the pass")
    rows = [row(claims[0][n], claims[1][n]) for n in (0, 1)]
    both_said = utterance(*extra.attributions, *other.attributions)
    made_lines = lines(story(extra, other, rows=rows, utterances=[both_said]))
    assert [x.operator for x in made_lines] == ["agreed", "attributed", "single"]


def test_nothing_shared_is_not_the_briefings_remark() -> None:
    assert lines(story(report("a1", ALONE), report("a2", SHUT.format("Tilda", "May")))) == []
