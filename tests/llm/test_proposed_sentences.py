"""Sentences a model wrote: those that follow are told, the others are named with the rule that refuses them."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from flood import ALSO, BUGLE, comparison, passage

from rashomon import contract
from rashomon.codec import comparison_from_json, comparison_to_dict
from rashomon.llm.answers import Sentence, parsed
from rashomon.llm.sentences import judged
from rashomon.model import Span
from rashomon.verify import verify

BOTH = "Both reports say that the weir at Ulmen broke on Monday after heavy rain."


def _one(text: str, operator: str, *points: str, claims: tuple[str, ...] = (), replaces: int | None = None):
    found, wrong = parsed(
        json.dumps(
            {
                "sentences": [
                    {
                        "replaces": replaces,
                        "operator": operator,
                        "points": points,
                        "claims": claims,
                        "text": text,
                    }
                ]
            }
        )
    )
    assert not wrong
    assert isinstance(found[0], Sentence)
    result, (told,) = judged(comparison(), [found[0]])
    return result, told


def test_the_comparison_of_these_tests_follows() -> None:
    assert verify(comparison()) == ()


@pytest.mark.parametrize(
    ("text", "operator", "points", "claims", "replaces", "became"),
    [
        (BOTH, "agreed", ["p1"], (), 1, "briefing 1"),
        ("Only Bugle reports that wolves crossed the pass.", "single", ["p10"], (), None, "briefing 4"),
        ("Only Herald reports that nobody was hurt.", "single", ["p4"], (), None, "briefing 4"),
        ("Only Herald reports that farmers may sue the town.", "single", ["p5"], (), None, "briefing 4"),
        ("Only Herald reports that Otto Kern left early.", "single", ["p8"], (), None, "briefing 4"),
    ],
)
def test_what_follows_is_told(
    text: str, operator: str, points: list[str], claims: tuple[str, ...], replaces: int | None, became: str
) -> None:
    result, told = _one(text, operator, *points, claims=claims, replaces=replaces)
    assert (told.became, told.rule) == (became, None), told
    assert result.briefing[int(became.split()[1]) - 1].text == text
    assert verify(result) == ()
    assert len(result.briefing) == (3 if replaces else 4)


@pytest.mark.parametrize(
    ("text", "operator", "points", "replaces", "rule"),
    [
        # words of no passage
        ("Only Herald reports that the council wept.", "single", ["p4"], None, "unsupported"),
        ("The weir broke, and it was bound to.", "agreed", ["p1"], 1, "form"),
        # a changed number, denial, doubt
        ("Only Herald reports that some 15 mills were flooded.", "single", ["p3"], 3, "value"),
        ("Only Bugle reports that the bells did ring in March.", "single", ["p15"], None, "negation"),
        ("Only Herald reports that farmers sue the town.", "single", ["p5"], None, "hedge"),
        ("Only Herald reports that the farmers will sue the town.", "single", ["p5"], None, "hedge"),
        # another speaker, another count
        ("Otto Kern is quoted in Herald and Bugle as saying: “We warned the council in March, and nobody listened”.",
         "attributed", ["p2"], 2, "speaker"),
        ("Only Bugle reports that nobody was hurt.", "single", ["p4"], None, "count"),
        # a quotation altered, and one cut short
        ("Ida Brandl is quoted in Herald and Bugle as saying: “We warned the mayor in March, and nobody listened”.",
         "attributed", ["p2"], 2, "quotation"),
        ("Ida Brandl is quoted in Herald and Bugle as saying: “We warned the council in March”.",
         "attributed", ["p2"], 2, "quotation"),
        ("Ida Brandl is quoted in Herald and Bugle as saying: “We warned the council in March, and nobody listened”"
         " (Bugle has “March” for “nobody”).", "attributed", ["p2"], 2, "quotation"),
        # told as of both, but of one
        ("Both reports say that some 12 mills were flooded.", "agreed", ["p3"], 3, "operator"),
        # what verify takes from the report
        ("Only Herald reports that the mill will be rebuilt.", "single", ["p6"], None, "wording"),
        ("Only Herald reports that it was arson.", "single", ["p9"], None, "wording"),
        ("Only Herald reports that the mayor falsely blamed the farmers.", "single", ["p7"], None, "wording"),
        ("Only Herald reports that he left early.", "single", ["p8"], None, "wording"),
        # about nothing that there is
        ("Only Herald reports that nobody was hurt.", "single", ["p99"], None, "span"),
        (BOTH, "agreed", ["p1"], 9, "span"),
        (BOTH, "agreed", ["p1"], None, "twice"),
        ("Only Herald reports that some 12 mills were flooded.", "single", ["p3"], 3, "twice"),
        ("Only Herald reports that nobody was hurt.", "single", ["p4"], 3, "operator"),
    ],
)  # fmt: skip
def test_what_does_not_is_refused_by_its_rule(
    text: str, operator: str, points: list[str], replaces: int | None, rule: str
) -> None:
    result, told = _one(text, operator, *points, replaces=replaces)
    assert (told.became, told.rule) == (None, rule), told
    assert told.text == text
    assert result == comparison()


def test_one_wording_for_both_has_nothing_that_one_does_not_have() -> None:
    base = comparison()
    longer = next(c for c in base.claims if c.id == "c2")
    start = longer.spans[0].start
    end = BUGLE.index(" and old neglect") + len(" and old neglect")
    base = replace(
        base,
        claims=tuple(replace(c, spans=(Span(start, end),)) if c is longer else c for c in base.claims),
        briefing=tuple(
            replace(line, passages=(line.passages[0], replace(passage("a2", ALSO), end=end)), text=(
                f"{line.text.removesuffix('”.')} and old neglect”."
            ))
            if line.points == ("p1",)
            else line
            for line in base.briefing
        ),
    )  # fmt: skip
    assert verify(base) == ()
    text = "Both reports say that on Monday the weir at Ulmen broke after heavy rain and old neglect."
    proposal = Sentence(1, "agreed", ("p1",), (), text)
    result, (told,) = judged(base, [proposal])
    assert (told.became, told.rule) == (None, "wording")
    assert "neglect, old" in told.why
    assert result.briefing == base.briefing
    (_, (shorter,)) = judged(base, [Sentence(1, "agreed", ("p1",), (), BOTH)])
    assert shorter.became == "briefing 1"


def test_each_sentence_is_replaced_once_and_a_bound_of_words_is_kept() -> None:
    first = Sentence(1, "agreed", ("p1",), (), BOTH)
    second = Sentence(
        1,
        "agreed",
        ("p1",),
        (),
        "Herald and Bugle say that the weir at Ulmen broke on Monday after heavy rain.",
    )
    _, told = judged(comparison(), [first, second])
    assert [(t.became, t.rule) for t in told] == [("briefing 1", None), (None, "twice")]
    further = Sentence(None, "single", ("p4",), (), "Only Herald reports that nobody was hurt.")
    size = sum(len(line.text.split()) for line in comparison().briefing)
    at, over = (judged(comparison(), [further], words=size + n)[1][0] for n in (7, 6))
    assert at.became == "briefing 4"
    assert over.rule == "length"


def test_what_is_kept_and_refused_keeps_the_promises_of_the_format() -> None:
    proposals = [
        Sentence(None, "single", ("p4",), (), "Only Herald reports that nobody was hurt."),
        Sentence(None, "single", ("p10",), (), "Only Bugle reports that wolves wept."),
    ]
    result, told = judged(comparison(), proposals)
    result = replace(result, proposals=told)
    known = contract.problems(comparison_to_dict(comparison()))
    assert contract.problems(comparison_to_dict(result)) == known
    assert comparison_from_json(result.to_json()).proposals == told
