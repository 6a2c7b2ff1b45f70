"""A small comparison of two invented reports, and what a model may make of it."""

from __future__ import annotations

from dataclasses import replace

import factory
from rashomon.model import (
    Absence,
    Attribution,
    Claim,
    Comparison,
    DateMention,
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

HERALD = """The weir at Ulmen broke on Monday after heavy rain. Some 12 mills were flooded. Nobody was hurt.

“We warned the council in March, and nobody listened,” said Ida Brandl. Farmers may sue the town. If the money comes, \
the mill will be rebuilt. The mayor falsely blamed the farmers. Otto Kern resigned. He left early. Perhaps it was arson. \
The pass was shut by snow. The bells rang in March."""
BUGLE = """On Monday the weir at Ulmen broke after heavy rain and old neglect.

Ida Brandl said: “We warned the council in March, and nobody listened.” Wolves crossed the pass. Snow has shut the \
pass. The dam was built by 15 masons. The dam was built by 9 masons. The bells did not ring in March."""
SAID = "We warned the council in March, and nobody listened"
BROKE = "The weir at Ulmen broke on Monday after heavy rain"
ALSO = "On Monday the weir at Ulmen broke after heavy rain"

# id, article, words, and what else there is to say of the claim.
CLAIMS = (
    ("c1", "a1", BROKE, {}),
    ("c2", "a2", ALSO, {}),
    ("c3", "a1", SAID, {"by": "q1", "negated": True}),
    ("c4", "a2", SAID, {"by": "q2", "negated": True}),
    ("c5", "a1", "Some 12 mills were flooded", {}),
    ("c6", "a1", "Nobody was hurt", {"negated": True}),
    ("c7", "a1", "Farmers may sue the town", {"hedged": True}),
    ("c8", "a1", "the mill will be rebuilt", {}),
    ("c9", "a1", "The mayor falsely blamed the farmers", {}),
    ("c10", "a1", "He left early", {}),
    ("c11", "a1", "it was arson", {"hedged": True}),
    ("c12", "a2", "Wolves crossed the pass", {}),
    ("c13", "a1", "The pass was shut by snow", {}),
    ("c14", "a2", "Snow has shut the pass", {}),
    ("c15", "a2", "The dam was built by 15 masons", {}),
    ("c16", "a1", "The bells rang in March", {}),
    ("c17", "a2", "The bells did not ring in March", {"negated": True}),
)


def place(article: str, words: str, nth: int = 0) -> Span:
    return factory.span(HERALD if article == "a1" else BUGLE, words, nth)


def passage(article: str, words: str) -> Passage:
    return Passage(article, place(article, words).start, place(article, words).end)


def comparison() -> Comparison:
    """Two reports with a point both tell, a quotation, and points of one report each. Everything follows."""
    a, b = (
        replace(factory.article(text, id=id, outlet=outlet), title=None)
        for text, id, outlet in ((HERALD, "a1", "Herald"), (BUGLE, "a2", "Bugle"))
    )
    made = {id: passage(article, words) for id, article, words, _ in CLAIMS}

    def mention(article: str, words: str, form: str = "name") -> Mention:
        return Mention(article, *((p := place(article, words)).start, p.end), form)  # type: ignore[arg-type]

    def said(id: str, article: str) -> Attribution:
        source = Source(place(article, "Ida Brandl"), "e1")
        cue = (place(article, "said"),)
        return Attribution(id, article, "direct", (place(article, SAID),), cue, source, (), None)

    shared = (
        Point("p1", (("a1", ("c1",)), ("a2", ("c2",))), "agreed", 2, 2, (), 0.9),
        Point("p2", (("a1", ("c3",)), ("a2", ("c4",))), "agreed", 2, 2, (), 0.8),
    )
    lone = tuple(
        Point(f"p{n}", ((article, (id,)),), "single", 1, 1, (), 0.5)
        for n, (id, article, _, _) in enumerate(CLAIMS[4:], start=3)
    )
    point_of = {ids[0]: p.id for p in lone for _, ids in p.cells}
    base = factory.comparison()
    return replace(
        base,
        articles=(a, b),
        entities=(
            Entity("e1", "person", "Ida Brandl", (mention("a1", "Ida Brandl"), mention("a2", "Ida Brandl"))),
            Entity("e2", "person", "Otto Kern", (mention("a1", "Otto Kern"), mention("a1", "He", "pronoun"))),
        ),
        attributions=(said("q1", "a1"), said("q2", "a2")),
        utterances=(Utterance("u1", ("q1", "q2"), 0.9, ()),),
        copies=(),
        claims=tuple(
            Claim(
                id, article, (place(article, words),), "attributed" if "by" in more else "outlet",
                more.get("by"), more.get("negated", False), more.get("hedged", False), "body",  # type: ignore[arg-type]
            )
            for id, article, words, more in CLAIMS
        ),
        dates=(
            DateMention("t1", "a1", place("a1", "Monday"), "DATE", None, None, None, "none", "undated"),
            DateMention("t2", "a2", place("a2", "Monday"), "DATE", None, None, None, "none", "undated"),
        ),
        quantities=(
            Quantity("n1", "a1", place("a1", "12"), 12, 12, "mills", None, "=", None),
            Quantity("n2", "a2", place("a2", "15"), 15, 15, "masons", None, "=", None),
        ),
        points=(*shared, *lone),
        findings=(
            Finding(
                "f1", "verdict", "evaluation", None, "verdict@1", 0.9, "“falsely” is the outlet's own.",
                point_of["c9"], (passage("a1", "falsely"),),
            ),
        ),
        absences=tuple(
            Absence(p.id, "a2" if p.cells[0][0] == "a1" else "a1", (), None) for p in lone
        ),
        voices=(),
        timeline=(),
        proposals=(),
        briefing=(
            Line(
                f"Herald says that {BROKE[0].lower()}{BROKE[1:]}; Bugle writes “{ALSO}”.",
                "agreed", ("p1",), (made["c1"], made["c2"]),
            ),
            Line(
                f"Ida Brandl is quoted in Herald and Bugle as saying: “{SAID}”.",
                "attributed", ("p2",), (made["c3"], made["c4"]),
            ),
            Line("Only Herald reports that some 12 mills were flooded.", "single", ("p3",), (made["c5"],)),
        ),
    )  # fmt: skip
