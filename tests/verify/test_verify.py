"""What follows passes; what does not is named with its rule. The articles and outlets are invented."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

import factory
from rashomon.codec import comparison_from_json
from rashomon.model import (
    Attribution,
    Claim,
    Comparison,
    Entity,
    Finding,
    Line,
    Mention,
    Passage,
    Point,
    Quantity,
    Source,
    Span,
    Utterance,
)
from rashomon.verify import Failure, verify, verify_json
from rashomon.verify.book import Book
from rashomon.verify.whole import follows as follow
from rashomon.verify.whole import heads
from rashomon.verify.whole import spoken as spoken_there

LEFT = """The weir at Ulmen broke on Monday. Some 12 mills were flooded, and nobody was hurt.

“We warned the council in March,” said Ida Brandl. Farmers may sue the town. She left early."""
RIGHT = """The weir at Ulmen broke on Monday. It flooded 15 mills.

Ida Brandl said: “We warned the council in March.” Wolves crossed the pass."""
QUOTE = "We warned the council in March"
BROKE, MILLS, FLOODED = "The weir at Ulmen broke on Monday", "12 mills were flooded", "It flooded 15 mills"


def sound() -> Comparison:
    """Two invented reports with a sentence of every form, all of which follow."""
    a, b = (
        replace(factory.article(text, id=id, outlet=outlet), title=None)
        for text, id, outlet in ((LEFT, "a1", "Herald"), (RIGHT, "a2", "Bugle"))
    )

    def place(article: str, words: str) -> Span:
        return factory.span(LEFT if article == "a1" else RIGHT, words)

    def passage(article: str, words: str) -> Passage:
        return Passage(article, place(article, words).start, place(article, words).end)

    def claim(id: str, article: str, words: str, by: str | None = None, **marks: bool) -> Claim:
        voice = "attributed" if by else "outlet"
        negated, hedged = marks.get("negated", False), marks.get("hedged", False)
        return Claim(id, article, (place(article, words),), voice, by, negated, hedged, "body")

    def said(id: str, article: str, cue: str) -> Attribution:
        source = Source(place(article, "Ida Brandl"), "e1")
        return Attribution(
            id, article, "direct", (place(article, QUOTE),), (place(article, cue),), source, (), None
        )

    def mention(article: str, words: str, form: str = "name") -> Mention:
        return Mention(article, *((p := place(article, words)).start, p.end), form)  # type: ignore[arg-type]

    def point(id: str, status: str, salience: float, **cells: str) -> Point:
        made = tuple((article, (c,)) for article, c in cells.items())
        return Point(id, made, status, len(made), len(made), (), salience)  # type: ignore[arg-type]

    values = (passage("a1", "12"), passage("a2", "15"))
    base = factory.comparison()
    return replace(
        base,
        articles=(a, b),
        entities=(
            Entity("e1", "person", "Ida Brandl", (mention("a1", "Ida Brandl"), mention("a2", "Ida Brandl"))),
            Entity("e2", "place", "Ulmen", (mention("a1", "Ulmen"),)),
            Entity("e3", "person", "Otto Kern", (mention("a1", "She", "pronoun"),)),
        ),
        attributions=(said("q1", "a1", "said"), said("q2", "a2", "said")),
        utterances=(Utterance("u1", ("q1", "q2"), 0.9, ()),),
        copies=(),
        claims=(
            claim("c1", "a1", BROKE),
            claim("c2", "a2", BROKE),
            claim("c3", "a1", MILLS),
            claim("c4", "a2", FLOODED),
            claim("c5", "a1", QUOTE, "q1"),
            claim("c6", "a2", QUOTE, "q2"),
            claim("c7", "a1", "nobody was hurt", negated=True),
            claim("c8", "a1", "Farmers may sue the town", hedged=True),
            claim("c9", "a1", "She left early"),
            claim("c10", "a2", "Wolves crossed the pass"),
        ),
        dates=(),
        quantities=(
            Quantity("n1", "a1", place("a1", "12"), 12, 12, "mills", None, "=", None),
            Quantity("n2", "a2", place("a2", "15"), 15, 15, "mills", None, "=", None),
        ),
        points=(
            point("p1", "agreed", 0.9, a1="c1", a2="c2"),
            point("p2", "conflict", 0.8, a1="c3", a2="c4"),
            point("p3", "agreed", 0.7, a1="c5", a2="c6"),
            point("p4", "single", 0.3, a1="c7"),
            point("p5", "single", 0.3, a1="c8"),
            point("p6", "single", 0.2, a1="c9"),
            point("p7", "single", 0.2, a2="c10"),
        ),
        findings=(
            Finding(
                "f1",
                "conflict",
                "number",
                "contradiction",
                "numbers@1",
                0.9,
                "“12” and “15” are two values.",
                "p2",
                values,
            ),
        ),
        absences=(),
        voices=(),
        timeline=(),
        briefing=(
            Line(
                "Both reports say that the weir at Ulmen broke on Monday.",
                "agreed",
                ("p1",),
                (passage("a1", BROKE), passage("a2", BROKE)),
            ),
            Line(
                f"Ida Brandl is quoted in Herald and Bugle as saying: “{QUOTE}”.",
                "attributed",
                ("p3",),
                (passage("a1", QUOTE), passage("a2", QUOTE)),
            ),
            Line(
                f"The reports differ on the number, between 12 and 15: Herald writes “{MILLS}”; Bugle writes “{FLOODED}”.",
                "conflict",
                ("p2",),
                (passage("a1", MILLS), passage("a2", FLOODED), *values),
            ),
            Line(
                "Only Herald reports that nobody was hurt; that farmers may sue the town; and that Otto Kern left early.",
                "single",
                ("p4", "p5", "p6"),
                tuple(
                    passage("a1", w)
                    for w in ("nobody was hurt", "Farmers may sue the town", "She left early")
                ),
            ),
        ),
        dropped=(),
        settings=(("absence_salience", 1.0),),
    )


def without_gaps(comparison: Comparison) -> Comparison:
    """The absences that two articles are due."""
    base = factory.comparison().absences[0]
    gaps = [
        replace(base, point=p.id, article=a.id, nearest=())
        for p in comparison.points
        for a in comparison.articles
        if a.id not in dict(p.cells)
    ]
    return replace(comparison, absences=tuple(gaps))


@pytest.fixture
def report() -> Comparison:
    return without_gaps(sound())


def edited(report: Comparison, number: int, old: str, new: str) -> tuple[Failure, ...]:
    """What is said when words of one sentence are replaced; every failure names that sentence."""
    line = report.briefing[number]
    assert old in line.text
    lines = list(report.briefing)
    lines[number] = replace(line, text=line.text.replace(old, new, 1))
    failures = verify(replace(report, briefing=tuple(lines)))
    assert all(f.where == f"briefing {number + 1}" and f.sentence == lines[number].text for f in failures)
    return failures


def rules(failures: Sequence[Failure]) -> set[str]:
    return {f.rule for f in failures}


def test_what_follows_passes(report: Comparison) -> None:
    assert verify(report) == ()
    assert verify(report, report.articles) == ()


def test_json_says_the_same(report: Comparison) -> None:
    assert verify_json(report.to_json()) == ()
    assert comparison_from_json(report.to_json()).briefing == report.briefing


AGREED, QUOTED, CONFLICT, SINGLE = range(4)


@pytest.mark.parametrize(
    ("number", "old", "new", "rule"),
    [
        (QUOTED, "Ida Brandl", "Otto Kern", "speaker"),
        (AGREED, "Monday", "Friday", "value"),
        (CONFLICT, "and 15", "and 18", "value"),
        (CONFLICT, "“12", "“14", "value"),
        (CONFLICT, "“12", "“14", "quotation"),
        (SINGLE, "may ", "", "hedge"),
        (AGREED, "broke", "probably broke", "hedge"),
        (SINGLE, "nobody was", "somebody was", "negation"),
        (AGREED, "broke", "never broke", "negation"),
        (QUOTED, "warned", "begged", "quotation"),
        (QUOTED, "Herald and Bugle", "Herald", "count"),
        (AGREED, "Both reports say", "All the reports say", "count"),
        (AGREED, "Both reports say", "Herald says", "count"),
        (SINGLE, "Only Herald", "Only Bugle", "count"),
        (SINGLE, "Only Herald", "Only Gazette", "count"),
        (AGREED, "the weir at Ulmen broke", "the weir at Ulmen burst", "wording"),
        (SINGLE, "Otto Kern left", "Ida Brandl left", "wording"),
        (SINGLE, "; and that Otto Kern left early", "", "unsupported"),
        (CONFLICT, "differ on the number", "differ on the date", "operator"),
        (QUOTED, "as saying:", "with the words", "form"),
        (AGREED, "Both reports say that the", "The", "form"),
    ],
)
def test_what_was_altered_is_named(report: Comparison, number: int, old: str, new: str, rule: str) -> None:
    assert rule in rules(edited(report, number, old, new))


def test_the_failure_shows_the_passage(report: Comparison) -> None:
    (failure,) = edited(report, AGREED, "Monday", "Friday")
    assert failure.passage == BROKE
    assert "sentence: Both reports say that the weir at Ulmen broke on Friday." in str(failure)


@pytest.mark.parametrize("operator", ["agreed", "attributed", "conflict", "single"])
def test_a_sentence_that_nothing_supports(report: Comparison, operator: str) -> None:
    texts = {
        "agreed": "Both reports say that goats sang in the valley.",
        "attributed": "According to Ida Brandl, cited in Herald and Bugle, goats sang in the valley.",
        "conflict": "The reports differ on the number: Herald writes “seven goats”; Bugle writes “nine goats”.",
        "single": "Only Herald reports that goats sang in the valley.",
    }
    kinds = {line.operator: line for line in report.briefing}
    added = replace(kinds[operator], text=texts[operator])  # type: ignore[index]
    failures = verify(replace(report, briefing=(*report.briefing, added)))
    assert {f.where for f in failures} == {"briefing 5"}
    assert "unsupported" in rules(failures)


def test_a_clause_is_not_told_under_another_point(report: Comparison) -> None:
    line = replace(report.briefing[AGREED], points=("p2",))
    assert "operator" in rules(verify(replace(report, briefing=(line,))))


def test_a_moved_passage(report: Comparison) -> None:
    for number, line in enumerate(report.briefing):
        for n, p in enumerate(line.passages):
            passages = list(line.passages)
            passages[n] = Passage(p.article, p.start + 1, p.end + 1)
            lines = list(report.briefing)
            lines[number] = replace(line, passages=tuple(passages))
            assert "span" in rules(verify(replace(report, briefing=tuple(lines)))), (number, n)


def test_what_is_denied_is_not_told_as_said(report: Comparison) -> None:
    text = LEFT.replace("said Ida", "denied Ida")
    left = replace(factory.article(text, id="a1", outlet="Herald"), title=None)
    shift = replace(
        report,
        articles=(left, report.articles[1]),
        attributions=(
            replace(report.attributions[0], cue=(factory.span(text, "denied"),), source=Source(None, "e1")),
            report.attributions[1],
        ),
        briefing=(report.briefing[QUOTED],),
    )
    assert "negation" in rules(verify(shift))


# ------------------------------------------------------------ records


def test_a_text_that_was_changed(report: Comparison) -> None:
    first = report.articles[0]
    changed = replace(first, text=first.text.replace("12", "21"))
    assert "hash" in rules(verify(replace(report, articles=(changed, report.articles[1]))))


def test_articles_that_are_not_those_it_was_made_of(report: Comparison) -> None:
    other = factory.article("Quite another text about goats in the valley.", id="a9")
    assert [f.rule for f in verify(report, (report.articles[0], other))] == ["text", "text"]


def test_a_source_that_is_another_persons_name(report: Comparison) -> None:
    source = replace(report.attributions[0].source, entity="e3")
    changed = replace(report.attributions[0], source=source)
    failures = verify(replace(report, attributions=(changed, report.attributions[1])))
    assert ("speaker", "attribution q1") in {(f.rule, f.where) for f in failures}


def test_a_direct_quotation_without_marks(report: Comparison) -> None:
    q = report.attributions[0]
    moved = replace(q, content=(factory.span(LEFT, "mills were flooded"),))
    failures = verify(replace(report, attributions=(moved, report.attributions[1])))
    assert ("quotation", "attribution q1") in {(f.rule, f.where) for f in failures}


def test_a_place_within_a_word(report: Comparison) -> None:
    span = report.claims[9].spans[0]
    claims = (*report.claims[:9], replace(report.claims[9], spans=(Span(span.start + 1, span.end),)))
    assert rules(verify(replace(report, claims=claims))) == {"span"}


@pytest.mark.parametrize("field", ["outlets", "origins"])
def test_a_wrong_count(report: Comparison, field: str) -> None:
    points = (replace(report.points[0], **{field: 3}), *report.points[1:])
    assert "count" in rules(verify(replace(report, points=points)))


def test_a_finding_whose_words_stand_elsewhere(report: Comparison) -> None:
    (finding,) = report.findings
    moved = replace(finding, passages=(Passage("a1", 4, 8), finding.passages[1]))
    failures = verify(replace(report, findings=(moved,), briefing=report.briefing[:2]))
    assert ("quotation", "finding f1") in {(f.rule, f.where) for f in failures}


@pytest.mark.parametrize("told_by_her", [True, False])
def test_a_source_that_another_paragraph_names(report: Comparison, told_by_her: bool) -> None:
    first, second = (factory.span(text, BROKE) for text in (LEFT, RIGHT))
    passages = (Passage("a1", first.start, first.end), Passage("a2", second.start, second.end))
    why = "Bugle states it as fact; Herald attributes it to “Ida Brandl”."
    finding = Finding("f2", "voice", "statement", None, "voice@1", 0.9, why, "p1", passages)
    (q, *_) = report.attributions
    by_her = replace(q, id="q3", kind="indirect", content=(first,))
    attributions = (*report.attributions, by_her) if told_by_her else report.attributions
    failures = verify(replace(report, findings=(*report.findings, finding), attributions=attributions))
    assert (("quotation", "finding f2") in {(f.rule, f.where) for f in failures}) != told_by_her


# ------------------------------------------------------------ whole sentences


def whole(report: Comparison, text: str, words: str, point: str, article: str = "a1") -> tuple[Failure, ...]:
    """What is said of one more sentence, which cites these words."""
    start = report_text(article).index(words)
    line = Line(text, "single", (point,), (Passage(article, start, start + len(words)),))
    return verify(replace(report, briefing=(*report.briefing, line)))


def report_text(article: str) -> str:
    return LEFT if article == "a1" else RIGHT


MAY = "Farmers may sue the town."


@pytest.mark.parametrize(
    ("text", "words", "point"),
    [
        ("Farmers may sue the town, according to Herald.", MAY, "p5"),
        ("Otto Kern left early, according to Herald.", "She left early.", "p6"),
        ("Kern left early (Herald).", "She left early.", "p6"),
    ],
)
def test_a_whole_sentence_follows(report: Comparison, text: str, words: str, point: str) -> None:
    assert whole(report, text, words, point) == ()


@pytest.mark.parametrize(
    ("text", "words", "point", "rule"),
    [
        ("Farmers sue the town, according to Herald.", MAY, "p5", "hedge"),
        ("Farmers may not sue the town, according to Herald.", MAY, "p5", "negation"),
        ("Farmers may sue the town, according to Bugle.", MAY, "p5", "count"),
        ("Farmers may sue the council, according to Herald.", MAY, "p5", "wording"),
        ("Ida Brandl left early, according to Herald.", "She left early.", "p6", "speaker"),
        ("Farmers may sue, according to Herald.", "Farmers may sue", "p5", "span"),  # cut
        ("Farmers may sue the town, according to Herald.", MAY, "p4", "span"),  # of another point
        ("Wolves crossed the pass, according to Herald.", MAY, "p5", "unsupported"),
    ],
)
def test_a_whole_sentence_that_does_not_follow(
    report: Comparison, text: str, words: str, point: str, rule: str
) -> None:
    assert rule in rules(whole(report, text, words, point))


def with_text(report: Comparison, sentence: str) -> Comparison:
    """The report with this sentence in place of one of the first article, as long."""
    old = report.articles[0]
    text = old.text.replace(MAY, sentence.ljust(len(MAY)))
    assert len(text) == len(old.text)
    made = replace(factory.article(text, id="a1", outlet="Herald"), title=None)
    return replace(report, articles=(made, report.articles[1]))


@pytest.mark.parametrize(
    ("sentence", "told", "sound"),
    [
        ("But massive rain fell on.", "Rain fell on", True),
        ("No massive rain fell on.", "No rain fell on", False),
        ("So a “massive rain” fell.", "A “rain” fell", False),
    ],
)
def test_what_joins_or_colours_may_be_left_out(
    report: Comparison, sentence: str, told: str, sound: bool
) -> None:
    altered = with_text(report, sentence)
    start = altered.articles[0].text.index(sentence)
    line = Line(
        f"{told}, according to Herald.", "single", ("p5",), (Passage("a1", start, start + len(sentence)),)
    )
    found = verify(replace(altered, briefing=(line,)))
    assert bool([f for f in found if f.rule in {"wording", "quotation"}]) != sound


def test_a_headline_is_told_as_one(report: Comparison) -> None:
    text = "Weir breaks\n\n" + LEFT
    titled = factory.article(text, id="a1", outlet="Herald", roles=["title"])
    claim = replace(report.claims[0], spans=(Span(0, 11),), role="title")
    made = replace(
        report,
        articles=(titled, report.articles[1]),
        claims=(claim,),
        points=(Point("p1", (("a1", ("c1",)),), "single", 1, 1, (), 0.9),),
        **dict.fromkeys(("findings", "utterances", "attributions", "entities", "quantities", "absences"), ()),
    )
    made = without_gaps(made)
    for words, end, sound in (("Weir breaks", 11, True), ("Weir broke", 11, False), ("Weir", 4, True)):
        line = Line(f"Herald has the headline “{words}”.", "attributed", ("p1",), (Passage("a1", 0, end),))
        found = [f for f in verify(replace(made, briefing=(line,))) if f.where == "briefing 1"]
        assert (not [f for f in found if f.rule == "quotation"]) == sound


@pytest.mark.parametrize(
    ("text", "end", "sound"),
    [
        ("Weir breaks.\n\nShe left.", 11, True),
        ("Weir breaks.\n\nShe left.", 4, False),
        ("She left.\n\nWeir breaks.", 22, False),
        ("Weir breaks " + "very " * 16 + "late", 96, False),
    ],
)
def test_a_first_line_may_stand_for_a_title(text: str, end: int, sound: bool) -> None:
    blocks = factory.article(text).blocks
    assert heads(text, blocks, Passage("a1", end - 11 if end == 22 else 0, end)) == sound


ASIDES = (
    "Odo Brandl, who had long fought the weir, sold it in May, ending a bitter quarrel. "
    "The town paid 9 crowns, and its clerk, Ida Voss, hailed a “great day” in Ulmen. "
    "Pressing on, Voss thanked Brandl. ELLERY — Wolves came. Council president Ida Voss left. The acting mayor Ida Voss came. "
    "Voss is not only rich but also old. Goats also left at 5:00. So far, no goats came. The clerk fined Wim, who had "
    "fled, and his son."
)


def follows(report: Comparison, told: str, words: str) -> bool:
    """Whether a sentence that cites these words of ASIDES follows from them."""
    article = replace(factory.article(ASIDES, id="a1", outlet="Herald"), title=None)
    names = [("Odo Brandl", "Odo Brandl", 0), ("Odo Brandl", "Brandl", 1)]
    names += [
        ("Ida Voss", "Ida Voss", 0),
        ("Ida Voss", "Voss", 1),
        ("Ida Voss", "Ida Voss", 1),
        ("Ida Voss", "Ida Voss", 2),
    ]
    mentions: dict[str, list[Mention]] = {}
    for name, short, nth in names:
        place = factory.span(ASIDES, short, nth)
        mentions.setdefault(name, []).append(Mention("a1", place.start, place.end, "name"))
    entities = tuple(
        Entity(f"e{n}", "person", name, tuple(m)) for n, (name, m) in enumerate(mentions.items())
    )
    book = Book(replace(report, articles=(article,), entities=entities))
    place = factory.span(ASIDES, words)
    return follow(book, told, Passage("a1", place.start, place.end))


@pytest.mark.parametrize(
    ("told", "words", "sound"),
    [
        ("Odo Brandl sold it in May", "Odo Brandl, who had long fought the weir, sold it in May", True),
        ("Odo Brandl sold it", "Odo Brandl, who had long fought the weir, sold it in May", False),
        ("sold it in May", "sold it in May, ending a bitter quarrel.", True),
        ("sold it in May, ending a bitter", "sold it in May, ending a bitter quarrel.", False),
        ("The town paid 9 crowns", "The town paid 9 crowns, and its clerk, Ida Voss, hailed", True),
        ("The town paid", "The town paid 9 crowns, and its clerk, Ida Voss, hailed", False),
        # what is quoted is never part of an aside
        (
            "The town paid 9 crowns",
            "The town paid 9 crowns, and its clerk, Ida Voss, hailed a “great day” in Ulmen.",
            False,
        ),
        ("Wolves came", "ELLERY — Wolves came.", True),
        ("Came", "ELLERY — Wolves came.", False),
        # a list that may go on within it
        ("The clerk fined Wim", "The clerk fined Wim, who had fled, and his son.", False),
        # "also", but where it answers a "but"
        ("Goats left at 5:00", "Goats also left at 5:00.", True),
        ("Voss is not only rich but old", "Voss is not only rich but also old.", False),
        ("Far, no goats came", "So far, no goats came.", False),
    ],
)
def test_an_aside_may_be_left_out_whole(report: Comparison, told: str, words: str, sound: bool) -> None:
    assert follows(report, told, words) == sound


@pytest.mark.parametrize(
    ("told", "sound"),
    [
        ("Council president Ida Voss thanked Brandl", True),
        ("President Ida Voss thanked Brandl", True),
        ("Council Ida Voss thanked Brandl", False),  # no office
        ("Governor Ida Voss thanked Brandl", False),  # no report says so
        ("Acting mayor Ida Voss thanked Brandl", True),
        ("Mayor Ida Voss thanked Brandl", False),  # she is not
        ("Council president Odo Brandl thanked Brandl", False),  # somebody else's
    ],
)
def test_a_title_that_a_report_gives_may_be_put_in(report: Comparison, told: str, sound: bool) -> None:
    assert follows(report, told, "Voss thanked Brandl.") == sound


@pytest.mark.parametrize(
    ("before", "sound"),
    [("Presidnt", False), ("President", False), ("Yesterday", True)],
)
def test_a_title_is_not_put_in_beside_one_that_stands_there(
    report: Comparison, before: str, sound: bool
) -> None:
    text = f"Council president Ida Voss left. {before} Voss spoke."
    article = replace(factory.article(text, id="a1", outlet="Herald"), title=None)
    places = [factory.span(text, "Ida Voss"), factory.span(text, "Voss", 1)]
    mentions = tuple(Mention("a1", p.start, p.end, "name") for p in places)
    book = Book(
        replace(report, articles=(article,), entities=(Entity("e0", "person", "Ida Voss", mentions),))
    )
    place = factory.span(text, f"{before} Voss spoke.")
    told = f"{before} Council president Ida Voss spoke"
    assert follow(book, told, Passage("a1", place.start, place.end)) == sound


@pytest.mark.parametrize(
    ("text", "is_spoken"),
    [("Mayor Ida Voss: The weir is old.", True), ("We asked Ida Voss: The weir is old.", False)],
)
def test_words_of_a_transcript_are_no_reports(report: Comparison, text: str, is_spoken: bool) -> None:
    article = replace(factory.article(text, id="a1", outlet="Herald"), title=None)
    place = factory.span(text, "Ida Voss")
    person = Entity("e0", "person", "Ida Voss", (Mention("a1", place.start, place.end, "name"),))
    book = Book(replace(report, articles=(article,), entities=(person,)))
    start = text.index("The weir")
    assert spoken_there(book, Passage("a1", start, len(text))) == is_spoken
