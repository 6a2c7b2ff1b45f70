"""Which amounts of one assertion make a conflict, and of which kind."""

from __future__ import annotations

from dataclasses import replace

from compare.builder import Report, drafts, row, story
from rashomon.compare import compare, numbers
from rashomon.compare.context import Draft
from rashomon.model import Relation

TIMES = ("2031-05-01T06:00:00Z", "2031-05-02T06:00:00Z")


def lost(
    id: str, count: str, what: str = "barges", verb: str = "The flood sank", published: str | None = None
) -> Report:
    words = [f"{w}:X:dep" for w in verb.split()]
    words[-1] = words[-1].replace("X:dep", "VERB:ROOT")
    return Report(id, " ".join([*words, f"{count}:NUM:nummod", f"{what}:NOUN:dobj", "~.:PUNCT:punct"]),
                  published=published, outlet=f"Outlet {id}")  # fmt: skip


def found(
    *sides: tuple[Report, list[tuple[str, float, str, Relation]]], doubtful: bool = False
) -> list[Draft]:
    """Findings of one row of two reports with these amounts: words, value, what is counted, relation."""
    for report, amounts in sides:
        for words, value, counted, relation in amounts:
            high = None if relation == ">" else value
            report.amount(words, value, high, counted=counted, relation=relation)
    rows = [row(*(report.claim() for report, _ in sides), score=0.8125, doubtful=doubtful)]
    return drafts(numbers.detect, story(*(r for r, _ in sides), rows=rows))


def test_two_exact_values() -> None:
    a, b = lost("a1", "12"), lost("a2", "15")
    (finding,) = found((a, [("12", 12, "barges", "=")]), (b, [("15", 15, "barges", "=")]))
    assert (finding.kind, finding.judgement, finding.detector) == ("conflict", "contradiction", "numbers@1")
    assert finding.score == 0.8125
    assert finding.passages == (a.passage("12 barges"), b.passage("15 barges"))
    assert "“12”" in finding.why
    assert "“15”" in finding.why
    assert finding.row == 0


def test_the_point_is_a_conflict() -> None:
    a, b = lost("a1", "12"), lost("a2", "15")
    a.amount("12", 12, counted="barges")
    b.amount("15", 15, counted="barges")
    assert compare(story(a, b, rows=[row(a.claim(), b.claim())])).points[0].status == "conflict"


def test_equal_or_other_things_are_nothing() -> None:
    same = found(
        (lost("a1", "12"), [("12", 12, "barges", "=")]), (lost("a2", "12"), [("12", 12, "barges", "=")])
    )
    other = found(
        (lost("a1", "12"), [("12", 12, "barges", "=")]),
        (lost("a2", "15", "goats"), [("15", 15, "goats", "=")]),
    )
    assert same == other == []


def test_a_bound_holds_the_value() -> None:
    assert (
        found(
            (lost("a1", "12"), [("12", 12, "barges", ">")]), (lost("a2", "15"), [("15", 15, "barges", "=")])
        )
        == []
    )


def test_estimates() -> None:
    (finding,) = found(
        (lost("a1", "40"), [("40", 40, "barges", "~")]), (lost("a2", "70"), [("70", 70, "barges", "=")])
    )
    assert finding.judgement == "estimates"


def test_an_estimate_is_shown_with_the_word_that_makes_it_one() -> None:
    def shown(before: str, relation: Relation) -> str:
        a = Report(
            "a1",
            f"Police:NOUN:nsubj say:VERB:ROOT that:SCONJ:mark {before} 40:NUM:nummod barges:NOUN:dobj sank:VERB:ccomp ~.:PUNCT:punct",
        )
        (finding,) = found(
            (a, [("40", 40, "barges", relation)]), (lost("a2", "90"), [("90", 90, "barges", "=")])
        )
        return a.text[finding.passages[0].start : finding.passages[0].end]

    assert shown("about:ADV:advmod", "~") == "about 40 barges"
    assert shown("fewer:ADJ:amod than:ADP:quantmod", "<") == "fewer than 40 barges"
    assert shown("only:ADV:advmod", "=") == "40 barges"


def test_rounding() -> None:
    (finding,) = found(
        (lost("a1", "1,000"), [("1,000", 1000, "barges", "=")]),
        (lost("a2", "980"), [("980", 980, "barges", "=")]),
    )
    assert finding.judgement == "rounding"


def test_a_later_and_higher_count_is_an_update() -> None:
    def judged(first: str | None, second: str | None) -> str | None:
        (finding,) = found(
            (lost("a1", "4", "deaths", published=first), [("4", 4, "deaths", "=")]),
            (lost("a2", "6", "deaths", published=second), [("6", 6, "deaths", "=")]),
        )
        return finding.judgement

    assert judged(*TIMES) == "update"
    assert judged(None, None) == judged(TIMES[0], None) == judged(*reversed(TIMES)) == "contradiction"


def test_the_sentence_around_it_says_update() -> None:
    (finding,) = found(
        (lost("a1", "4"), [("4", 4, "barges", "=")]),
        (lost("a2", "6", verb="The loss rose to"), [("6", 6, "barges", "=")]),
    )
    assert finding.judgement == "update"
    (finding,) = found(
        (lost("a1", "6", verb="The loss rose to"), [("6", 6, "barges", "=")]),
        (lost("a2", "4"), [("4", 4, "barges", "=")]),
    )
    assert finding.judgement == "update"


def two(id: str, first: str, second: str) -> Report:
    return Report(
        id,
        f"Crews:NOUN:nsubj moored:VERB:ROOT {first}:NUM:nummod:4 barges:NOUN:dobj and:CCONJ:cc "
        f"{second}:NUM:nummod:7 boats:NOUN:conj ~.:PUNCT:punct",
    )


def test_a_value_with_its_equal_is_accounted_for() -> None:
    """Twelve stands on both sides, so the thirty are no other count of them."""
    a, b = two("a1", "12", "30"), lost("a2", "12", verb="Crews moored")
    a.amount("30", 30, counted="boats", unit="small barges")
    a.quantities[0] = replace(a.quantities[0], counted=None)
    sides = (a, [("12", 12.0, "barges", "=")]), (b, [("12", 12.0, "barges", "=")])
    assert found(*sides) == []


def test_several_of_one_kind_cannot_be_told_apart() -> None:
    a, b = two("a1", "12", "15"), two("a2", "15", "12")
    assert (
        found(
            (a, [("12", 12, "", "="), ("15", 15, "", "=")]), (b, [("15", 15, "", "="), ("12", 12, "", "=")])
        )
        == []
    )


def test_of_several_of_one_thing_none_is_compared() -> None:
    a, b = two("a1", "12", "15"), lost("a2", "20", verb="Crews moored")
    assert (
        found((a, [("12", 12, "barges", "="), ("15", 15, "barges", "=")]), (b, [("20", 20, "barges", "=")]))
        == []
    )
    a, b = two("a1", "12", "15"), lost("a2", "20", verb="Crews moored")
    assert len(found((a, [("12", 12, "barges", "=")]), (b, [("20", 20, "barges", "=")]))) == 1


def test_the_rest_must_be_alike() -> None:
    a = lost("a1", "12", verb="The flood sank")
    b = Report(
        "a2",
        "Jealous:ADJ:amod:2 merchants:NOUN:nsubj:3 painted:VERB:ROOT fifteen:NUM:nummod:5 barges:NOUN:dobj:3 "
        "blue:ADJ:oprd:3 yesterday:NOUN:npadvmod:3",
    )
    assert found((a, [("12", 12, "barges", "=")]), (b, [("fifteen", 15, "barges", "=")])) == []


def test_one_finding_a_row() -> None:
    a, b = two("a1", "12", "13"), two("a2", "15", "16")
    sides = (
        (a, [("12", 12.0, "barges", "="), ("13", 13.0, "boats", "=")]),
        (
            b,
            [("15", 15.0, "barges", "="), ("16", 16.0, "boats", "=")],
        ),
    )
    assert len(found(*sides)) == 1  # type: ignore[arg-type]


def test_only_amounts_of_the_claim() -> None:
    a, b = lost("a1", "12"), lost("a2", "15")
    a.amount("12", 12, counted="barges")
    b.amount("15", 15, counted="barges")
    rows = [row(a.claim(), b.claim("The flood"))]
    assert drafts(numbers.detect, story(a, b, rows=rows)) == []


def test_amounts_of_another_month_are_of_another_event() -> None:
    before = ["It:PRON:nsubj rained:VERB:ROOT ~.:PUNCT:punct"] * 4
    hurt = "{} ~a:DET:det:2 flood:NOUN:nsubj:3 hurt:VERB:ROOT {}:NUM:nummod:5 people:NOUN:dobj:3 ~.:PUNCT:punct:3"

    def two(months: tuple[str, str], begins: str = "", dep: str = "npadvmod") -> list[Draft]:
        reports = []
        for id, month, count in zip(("a1", "a2"), months, ("90", "80"), strict=True):
            first = f"It:PRON:nsubj rained:VERB:ROOT in:ADP:prep {begins}:PROPN:pobj" if begins else before[0]
            told = Report(id, first, *before[1:], hurt.format(f"{month}:PROPN:{dep}:3", count), outlet=id)
            told.amount(count, float(count), float(count), counted="people")
            for name in {month, begins} & {"May", "June"}:
                told.date(name)
            reports.append(told)
        claims = [r.claim(r.parse.sentences[4].of(r.text)) for r in reports]
        return drafts(numbers.detect, story(*reports, rows=[row(*claims)]))

    assert two(("May", "Then")) == []
    assert len(two(("May", "Then"), dep="compound")) == 1  # it only tells which
    assert len(two(("May", "May"))) == 1
    assert len(two(("May", "Then"), begins="May")) == 1
    assert len(two(("Now", "Then"))) == 1


def test_counts_of_one_thing_by_two_names() -> None:
    def conflicts(
        right: tuple[str, float], *, score: float = 0.995, relation: Relation = "="
    ) -> list[str | None]:
        a, b = lost("a1", "700", "nurses"), lost("a2", right[0], "carers")
        a.amount("700", 700, counted="nurses")
        b.amount(
            right[0], right[1], None if relation == ">" else right[1], counted="carers", relation=relation
        )
        told = story(a, b, rows=[row(a.claim(), b.claim(), score=score)])
        return [d.judgement for d in drafts(numbers.detect, told)]

    assert conflicts(("900", 900)) == ["contradiction"]
    assert conflicts(("700", 700)) == []
    assert conflicts(("900", 900), score=0.7) == []
    assert conflicts(("900", 900), relation=">") == []


def test_a_figure_that_the_other_report_has_too_is_no_conflict() -> None:
    a = Report("a1", "They:PRON:nsubj:2 lost:VERB:ROOT 700:NUM:nummod:4 nurses:NOUN:dobj:2", "and 900 beds")
    a.amount("700", 700, counted="nurses")
    a.amount("900", 900, counted="beds")
    b = lost("a2", "900", "carers")
    b.amount("900", 900, counted="carers")
    assert drafts(numbers.detect, story(a, b, rows=[row(a.claim(), b.claim(), score=0.995)])) == []


def paid(id: str, *sums: str) -> Report:
    sentences = [f"Holm:PROPN:nsubj:2 repaid:VERB:ROOT {s}:NUM:dobj:2 ~.:PUNCT:punct" for s in sums]
    made = Report(id, *sentences)
    for words in sums:
        value = float(words.strip("$%"))
        amount = made.amount(words, value, value, unit="dollars" if "$" in words else "%")
        made.quantities[-1] = replace(amount, unit_normal="dollar" if "$" in words else "percentage")
    return made


def trusted(a: Report, b: Report) -> list[Draft]:
    return drafts(numbers.detect, story(a, b, rows=[row(a.claim(), b.claim(), score=1.0)]))


def test_a_figure_that_stands_once_in_all_is_another_for_the_one_both_tell() -> None:
    (finding,) = trusted(paid("a1", "$50", "$84"), paid("a2", "$84"))
    assert finding.judgement == "contradiction"
    assert trusted(paid("a1", "$50", "$84"), paid("a2", "$84", "$50")) == []


def test_two_shares_of_one_whole_are_no_conflict() -> None:
    assert trusted(paid("a1", "77%"), paid("a2", "23%")) == []
    assert len(trusted(paid("a1", "77%"), paid("a2", "24%"))) == 1
