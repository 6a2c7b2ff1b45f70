"""Inputs built by hand: articles, spans and a whole small comparison about an invented event."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from rashomon.model import (
    Absence,
    Article,
    Attribution,
    Block,
    BlockRole,
    Bond,
    Candidate,
    Claim,
    Comparison,
    Copy,
    DateMention,
    Difference,
    Dropped,
    Entity,
    Event,
    Finding,
    Hop,
    Line,
    Mention,
    Passage,
    Point,
    Proposal,
    Quantity,
    Share,
    Source,
    Sourcing,
    Span,
    Utterance,
    VoiceRow,
)


def article(
    text: str,
    *,
    id: str = "a1",
    outlet: str | None = None,
    roles: Sequence[BlockRole] = (),
    origin: str | None = None,
    published: str | None = None,
) -> Article:
    """An article of ``text``, a block a paragraph (split at empty lines); ``roles`` names them in order, the
    rest being body."""
    blocks: list[Block] = []
    at = 0
    for number, part in enumerate(text.split("\n\n")):
        if part.strip():
            start = at + len(part) - len(part.lstrip())
            role: BlockRole = roles[number] if number < len(roles) else "body"
            blocks.append(Block(start, start + len(part.strip()), role))
        at += len(part) + 2
    title = next((text[b.start : b.end] for b in blocks if b.role == "title"), None)
    return Article(
        id=id,
        outlet=outlet,
        title=title,
        authors=(),
        url=None,
        published=published,
        published_precision=None if published is None else "second" if "T" in published else "day",
        language="en",
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        blocks=tuple(blocks),
        origin=origin or f"{id}.txt",
    )


def span(text: str, words: str, nth: int = 0) -> Span:
    """The span of the ``nth`` occurrence of ``words``; raises if there is none."""
    at = -1
    for _ in range(nth + 1):
        at = text.index(words, at + 1)
    return Span(at, at + len(words))


def passage(of: Article, words: str, nth: int = 0) -> Passage:
    """The passage of ``words`` in an article."""
    found = span(of.text, words, nth)
    return Passage(of.id, found.start, found.end)


LEFT = """Bridge at Ulmen closed

The bridge at Ulmen was closed on Tuesday after 12 bolts were found loose, the mayor, Ida Brandl, said.

“We are ready to close the old bridge for good,” Brandl told reporters.

Critics wrongly blame the council."""

RIGHT = """The Ulmen bridge has been shut since Tuesday, and at least 30 bolts were loose.

Mayor Ida Brandl said: “We are prepared to close the bridge for good.”"""


def comparison() -> Comparison:
    """A small comparison that keeps every rule of the published format and uses every kind of row."""
    a = article(LEFT, id="a1", outlet="Ulmen Bote", roles=["title"], published="2031-03-05T06:00:00Z")
    b = article(RIGHT, id="a2", origin="zweites blatt.txt")

    def mention(of: Article, words: str, nth: int = 0) -> Mention:
        found = span(of.text, words, nth)
        return Mention(of.id, found.start, found.end, "name")

    left_quote, right_quote = (
        "We are ready to close the old bridge for good,",
        "We are prepared to close the bridge for good.",
    )
    numbers = (passage(a, "12 bolts"), passage(b, "at least 30 bolts"))
    return Comparison(
        tool="rashomon 0.1.0",
        articles=(a, b),
        entities=(
            Entity(
                "e1",
                "person",
                "Ida Brandl",
                (mention(a, "Ida Brandl"), mention(b, "Ida Brandl")),
                ("Brandl",),
            ),
            Entity("e2", "place", "Ulmen", (mention(a, "Ulmen", 1), mention(b, "Ulmen"))),
        ),
        attributions=(
            Attribution(
                "q1",
                "a1",
                "direct",
                (span(LEFT, left_quote),),
                (span(LEFT, "told"),),
                Source(span(LEFT, "Brandl", 1), "e1"),
                (Hop("speaker", "Brandl", span(LEFT, "Brandl", 1)),),
                None,
            ),
            Attribution(
                "q2",
                "a2",
                "direct",
                (span(RIGHT, right_quote),),
                (span(RIGHT, "said"),),
                Source(span(RIGHT, "Mayor Ida Brandl"), "e1"),
                (Hop("speaker", "Ida Brandl", span(RIGHT, "Ida Brandl")),),
                None,
            ),
        ),
        utterances=(
            Utterance(
                "u1",
                ("q1", "q2"),
                0.93125,
                (
                    Difference("synonym", (("q1", span(LEFT, "ready")), ("q2", span(RIGHT, "prepared")))),
                    Difference("dropped", (("q1", span(LEFT, "old")), ("q2", None))),
                ),
            ),
        ),
        copies=(Copy((("a1", 0.25), ("a2", 0.3)), (passage(a, "bolts were"), passage(b, "bolts were"))),),
        claims=(
            Claim(
                "c1",
                "a1",
                (span(LEFT, "The bridge at Ulmen was closed on Tuesday"),),
                "outlet",
                None,
                False,
                False,
                "body",
                4,
                1,
            ),
            Claim(
                "c2", "a1", (span(LEFT, "12 bolts were found loose"),), "outlet", None, False, False, "body"
            ),
            Claim(
                "c3",
                "a2",
                (span(RIGHT, "The Ulmen bridge has been shut since Tuesday"),),
                "outlet",
                None,
                False,
                False,
                "body",
            ),
            Claim(
                "c4",
                "a2",
                (span(RIGHT, "at least 30 bolts were loose"),),
                "outlet",
                None,
                False,
                True,
                "body",
            ),
            Claim("c5", "a1", (span(LEFT, left_quote),), "attributed", "q1", False, False, "body"),
            Claim(
                "c6",
                "a1",
                (span(LEFT, "Critics wrongly blame the council"),),
                "outlet",
                None,
                False,
                False,
                "body",
            ),
        ),
        dates=(
            DateMention(
                "t1",
                "a1",
                span(LEFT, "Tuesday"),
                "DATE",
                "2031-03-04",
                "2031-03-04",
                "2031-03-04",
                "published",
                None,
            ),
            DateMention(
                "t2", "a2", span(RIGHT, "Tuesday"), "DATE", None, None, None, "none", "no published date"
            ),
        ),
        quantities=(
            Quantity("n1", "a1", span(LEFT, "12"), 12.0, 12.0, "bolts", None, "=", span(LEFT, "bolts")),
            Quantity(
                "n2", "a2", span(RIGHT, "at least 30"), 30.0, None, "bolts", None, ">", span(RIGHT, "bolts")
            ),
        ),
        points=(
            Point("p1", (("a1", ("c1",)), ("a2", ("c3",))), "agreed", 2, 2, (), 0.9),
            Point(
                "p2",
                (("a1", ("c2",)), ("a2", ("c4",))),
                "conflict",
                2,
                1,
                (Bond(("a1", "a2"), "speaker", "Ida Brandl"),),
                0.8,
            ),
            Point("p3", (("a1", ("c6",)),), "single", 1, 1, (), 0.2),
        ),
        findings=(
            Finding(
                "f1",
                "conflict",
                "number",
                "estimates",
                "numbers@1",
                0.81,
                "12 bolts against at least 30.",
                "p2",
                numbers,
            ),
            Finding(
                "f2",
                "verdict",
                "evaluation",
                None,
                "verdicts@1",
                0.7,
                "“wrongly” is the outlet's own.",
                "p3",
                (passage(a, "wrongly"),),
            ),
        ),
        absences=(Absence("p3", "a2", (Candidate(0, 45, 0.11),), None),),
        voices=(
            VoiceRow(
                "e1",
                "Ida Brandl",
                "named",
                (("a1", Share(10, 0, 1, 0.59, None)), ("a2", Share(9, 0, 1, 0.7, None))),
            ),
        ),
        sourcing=(
            Sourcing("a1", 1, 0, 0, 0.0, 10, 0, 0),
            Sourcing("a2", 1, 0, 0, 0.0, 9, 0, 0),
            Sourcing(None, 1, 0, 0, 0.0, 19, 0, 0),
        ),
        timeline=(
            Event(
                "2031-03-04",
                "2031-03-04",
                "day",
                "on Tuesday",
                "The bridge was closed",
                (passage(a, "closed on Tuesday"),),
            ),
            Event(
                None,
                None,
                "none",
                "since Tuesday",
                "The bridge has been shut",
                (passage(b, "since Tuesday"),),
            ),
        ),
        briefing=(
            Line(
                "Both report that the bridge was closed.",
                "agreed",
                ("p1",),
                (passage(a, "closed"), passage(b, "shut")),
            ),
            Line("Reports give “12 bolts” and “at least 30 bolts”.", "conflict", ("p2",), numbers),
        ),
        dropped=(Dropped("x.html", "read", "no article text in it"),),
        settings=(
            ("absence_salience", 0.5),
            ("parser", "a parser@1"),
            ("published", None),
            ("width", 3),
            ("all", True),
        ),
        proposals=(
            Proposal(
                "sentence",
                "Only B says so.",
                ("p3",),
                ("c6",),
                None,
                "wording",
                "says what its passages do not",
            ),
        ),
    )
