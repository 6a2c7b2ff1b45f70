"""Which times of one assertion make a conflict."""

from __future__ import annotations

import pytest

from compare.builder import Report, drafts, row, story
from rashomon.compare import dates
from rashomon.compare.context import Draft


def sailed(id: str, when: str, published: str | None = None) -> Report:
    words = " ".join(f"{w}:NOUN:npadvmod" for w in when.split())
    return Report(
        id, f"The:DET:det:2 barge:NOUN:nsubj:3 sailed:VERB:ROOT {words} ~.:PUNCT:punct", published=published
    )


def found(a: Report, b: Report, score: float = 0.75) -> list[Draft]:
    rows = [row(a.claim(), b.claim(), score=score)]
    return drafts(dates.detect, story(a, b, rows=rows))


def unresolved(left: str, right: str) -> list[Draft]:
    a, b = sailed("a1", left), sailed("a2", right)
    a.date(left)
    b.date(right)
    return found(a, b)


def test_two_weekdays_conflict_without_published_dates() -> None:
    a, b = sailed("a1", "Tuesday"), sailed("a2", "Thursday")
    a.date("Tuesday")
    b.date("Thursday")
    (finding,) = found(a, b)
    assert (finding.kind, finding.judgement, finding.detector) == ("conflict", "contradiction", "dates@1")
    assert finding.passages == (a.passage("Tuesday"), b.passage("Thursday"))
    assert finding.score == 0.75
    assert "“Tuesday”" in finding.why
    assert "“Thursday”" in finding.why


@pytest.mark.parametrize("other", ["today", "yesterday", "last week", "Tuesday"])
def test_a_weekday_beside_a_relative_day_is_nothing(other: str) -> None:
    assert unresolved("Tuesday", other) == unresolved(other, "Tuesday") == []


def test_months_and_years_conflict() -> None:
    assert len(unresolved("March", "April")) == 1
    a, b = sailed("a1", "1987"), sailed("a2", "1989")
    a.date("1987", "1987", "1987-01-01", "1987-12-31")
    b.date("1989", "1989", "1989-01-01", "1989-12-31")
    assert len(found(a, b)) == 1


def test_the_rest_must_be_alike() -> None:
    def conflicts(sentence: str) -> int:
        a, b = sailed("a1", "Tuesday"), Report("a2", sentence)
        a.date("Tuesday")
        b.date("Thursday")
        return len(found(a, b))

    same = "The:DET:det:2 barge:NOUN:nsubj:3 {}:VERB:ROOT Thursday:NOUN:npadvmod"
    other = "Jealous:ADJ:amod:2 merchants:NOUN:nsubj:3 sailed:VERB:ROOT rotten:ADJ:amod:5 boats:NOUN:dobj:3 Thursday:NOUN:npadvmod"
    assert conflicts(same.format("sailed")) == 1
    assert conflicts(same.format("sank")) == conflicts(other) == 0


def test_two_acts_of_speech_have_their_own_days() -> None:
    a, b = sailed("a1", "Tuesday"), sailed("a2", "Thursday")
    a.date("Tuesday")
    b.date("Thursday")
    b.said("The barge", cue="sailed", kind="direct")
    assert found(a, b) == []


def test_a_coarser_date_holds_a_finer_one() -> None:
    a, b = sailed("a1", "1987"), sailed("a2", "March 1987")
    a.date("1987", "1987", "1987-01-01", "1987-12-31")
    b.date("March 1987", "1987-03", "1987-03-01", "1987-03-31")
    assert found(a, b) == []


def test_published_days_let_today_be_compared() -> None:
    a, b = sailed("a1", "today", "2031-05-06"), sailed("a2", "Friday", "2031-05-09")
    a.date("today", "2031-05-06", "2031-05-06", anchor="published")
    b.date("Friday", "2031-05-09", "2031-05-09", anchor="published")
    assert len(found(a, b)) == 1


def test_a_time_with_its_equal_is_accounted_for() -> None:
    a, b = sailed("a1", "Tuesday Thursday"), sailed("a2", "Thursday Tuesday")
    for report in (a, b):
        report.date("Tuesday")
        report.date("Thursday")
    assert found(a, b) == []


def test_one_finding_a_row_and_only_times_of_the_claim() -> None:
    a, b = sailed("a1", "Tuesday March"), sailed("a2", "Thursday April")
    for report, words in ((a, ("Tuesday", "March")), (b, ("Thursday", "April"))):
        for word in words:
            report.date(word)
    assert len(found(a, b)) == 1
    short = row(a.claim("The barge sailed"), b.claim("The barge sailed"))
    assert drafts(dates.detect, story(a, b, rows=[short])) == []


def test_a_date_that_the_other_sentence_has_beside_the_claim_is_settled() -> None:
    def conflicts(beside: str) -> int:
        a = sailed("a1", "2004")
        b = Report(
            "a2",
            "The:DET:det:2 barge:NOUN:nsubj:3 sailed:VERB:ROOT 2007:NUM:npadvmod and:CCONJ:cc sank:VERB:conj "
            f"{beside}:NUM:npadvmod",
        )
        a.date("2004", "2004")
        b.date("2007", "2007")
        b.date(beside, beside)
        rows = [row(a.claim(), b.claim("The barge sailed 2007"), score=0.995)]
        return len(drafts(dates.detect, story(a, b, rows=rows)))

    assert (conflicts("2004"), conflicts("2009")) == (0, 1)


def test_back_to_is_a_start() -> None:
    reached = "Records:NOUN:nsubj:2 reach:VERB:ROOT {} to:ADP:prep:2 2004:NUM:pobj:4"
    ended = "Records:NOUN:nsubj:2 reach:VERB:ROOT through:ADP:prep:2 2009:NUM:pobj:3"

    def conflicts(how: str) -> int:
        a, b = Report("a1", reached.format(how)), Report("a2", ended)
        a.date("2004", "2004")
        b.date("2009", "2009")
        return len(drafts(dates.detect, story(a, b, rows=[row(a.claim(), b.claim(), score=0.995)])))

    assert (conflicts("back:ADV:advmod:2"), conflicts("up:ADV:advmod:2")) == (0, 1)


def ended(id: str, preposition: str, year: str) -> Report:
    made = Report(
        id,
        f"The:DET:det:2 fund:NOUN:nsubj:3 ends:VERB:ROOT {preposition}:ADP:prep:3 {year}:NUM:pobj:4 ~.:PUNCT:punct",
    )
    made.date(year, year, f"{year}-01-01", f"{year}-12-31")
    return made


def test_over_by_a_year_is_not_over_in_a_later_one() -> None:
    def rules(at: str) -> list[str]:
        return [f.type for f in found(ended("a1", "by", "2036"), ended("a2", "in", at), score=1.0)]

    assert rules("2038") == ["date"]
    assert rules("2034") == []
    assert found(ended("a1", "until", "2036"), ended("a2", "in", "2038"), score=1.0) == []


def test_a_show_called_today_is_no_day() -> None:
    def told(word: str) -> list[Draft]:
        a = Report(
            "a1",
            f"Holm:PROPN:nsubj:2 told:VERB:ROOT {word}:PROPN:dobj:2 Friday:PROPN:npadvmod:2 ~.:PUNCT:punct",
        )
        b = Report("a2", "Holm:PROPN:nsubj:2 spoke:VERB:ROOT Thursday:PROPN:npadvmod:2 ~.:PUNCT:punct")
        a.date(word, "2031-05-08", "2031-05-08", anchor="published")
        a.date("Friday", "2031-05-09", "2031-05-09", anchor="published")
        b.date("Thursday", "2031-05-08", "2031-05-08", anchor="published")
        return found(a, b, score=1.0)

    assert [f.type for f in told("Today")] == ["date"]
    assert told("today") == []


def test_the_month_that_holds_a_day_does_not_answer_to_it() -> None:
    a = Report(
        "a1",
        "Holm:PROPN:nsubj:2 said:VERB:ROOT Tuesday:PROPN:npadvmod:2 he:PRON:nsubj:5 sails:VERB:ccomp:2 this:DET:det:7 month:NOUN:npadvmod:5",
    )
    b = Report(
        "a2", "Holm:PROPN:nsubj:2 said:VERB:ROOT Thursday:PROPN:npadvmod:2 he:PRON:nsubj:5 sails:VERB:ccomp:2"
    )
    a.date("Tuesday", "2031-05-06", "2031-05-06", anchor="published")
    a.date("this month", "2031-05", "2031-05-01", "2031-05-31", anchor="published")
    b.date("Thursday", "2031-05-08", "2031-05-08", anchor="published")
    (finding,) = found(a, b, score=1.0)
    assert "Tuesday" in finding.why
