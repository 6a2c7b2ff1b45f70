"""Comparisons built by hand about an invented dam, with every kind of finding a report must draw."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace

from rashomon.model import (
    Absence,
    Article,
    Attribution,
    Block,
    Bond,
    Candidate,
    Claim,
    Comparison,
    DateMention,
    Difference,
    Dropped,
    Entity,
    Event,
    Finding,
    Hop,
    Laid,
    Line,
    Mention,
    Passage,
    Point,
    Primary,
    Quantity,
    Share,
    Source,
    Sourcing,
    Span,
    Stretch,
    Utterance,
    VoiceRow,
)

A = """Dam at Velmora gives way after week of rain

The Velmora dam burst on Tuesday night, killing 12 people and driving thousands from their homes, officials said.

The reservoir had been filled to the brim since Sunday. The water authority ignored two warnings in 1998 and 2019.

“We were prepared to confront the ambitions of the river and the anger of a rising lake, and we shall rebuild a fairer valley founded on safety,” Governor Ilse Maarten wrote in an op-ed published in the Valley Herald.

Engineer Tomas Reuel told Northlight that “the spillway had not been opened since spring.”

The reckless water authority declined to comment. Some 4,000 people slept in schools."""

B = """Velmora flood: at least 30 dead, governor promises “fairer valley”

Rescue boats on the main street of Velmora
Photo: Jana Ostrow/Meridian Pictures

At least 30 people died when the dam above Velmora broke late on Tuesday.

According to a translation from the agency Tarn, Maarten promised: “We were ready to confront the ambition of the river, and we shall rebuild a valley based on safety.”

She falsely claimed that the dam had been inspected in March 2023. No inspection is on record.

The spillway was opened on Monday, the regional water authority said. The authority ignored no warning, its spokesman Piet Aalto insisted.

The railway to the coast will stay closed for a month. About four thousand people spent the night in schools."""

C = """Dam burst kills 12 in Velmora

The Velmora dam burst on Tuesday night, killing 12 people, officials said.

The army has sent 200 soldiers."""


def article(
    id: str, text: str, outlet: str | None, origin: str, published: str | None, language: str = "en"
) -> Article:
    """An article whose first line is its title and whose other paragraphs are body, captions and credits by look."""
    blocks = []
    start = 0
    for i, part in enumerate(text.split("\n")):
        if part.strip():
            role = (
                "title"
                if i == 0
                else "credit"
                if part.startswith("Photo:")
                else "caption"
                if "boats on" in part
                else "body"
            )
            blocks.append(Block(start, start + len(part), role))  # type: ignore[arg-type]
        start += len(part) + 1
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    precision = "second" if published else None
    title = text.split("\n", 1)[0]
    return Article(
        id, outlet, title, (), None, published, precision, language, text, digest, tuple(blocks), origin
    )  # type: ignore[arg-type]


class Desk:
    """Finds needles in the texts and numbers what is made of them."""

    def __init__(self, **articles: Article) -> None:
        self.articles = articles
        self.made = 0

    def span(self, key: str, needle: str) -> Span:
        start = self.articles[key].text.index(needle)
        return Span(start, start + len(needle))

    def passage(self, key: str, needle: str) -> Passage:
        s = self.span(key, needle)
        return Passage(self.articles[key].id, s.start, s.end)

    def claim(
        self, id: str, key: str, *needles: str, attribution: str | None = None, role: str = "body"
    ) -> Claim:
        spans = tuple(self.span(key, n) for n in needles)
        voice = "attributed" if attribution else "outlet"
        return Claim(id, self.articles[key].id, spans, voice, attribution, False, False, role)  # type: ignore[arg-type]

    def mention(self, key: str, needle: str) -> Mention:
        s = self.span(key, needle)
        return Mention(self.articles[key].id, s.start, s.end, "name")


def three() -> Comparison:
    """Three reports with every kind of finding, one dropped input and one unsure point."""
    d = Desk(
        a=article("a3f9c", A, "The Valley Herald", "in/herald.txt", "2024-05-08T09:00:00Z"),
        b=article("a71d0", B, "Northlight", "in/northlight.html", "2024-05-09T06:30:00Z"),
        c=article("a0be2", C, None, "in/wire.txt", None),
    )
    a, b, c = (x.id for x in d.articles.values())
    entities = (
        Entity(
            "e1",
            "place",
            "Velmora",
            (d.mention("a", "Velmora"), d.mention("b", "Velmora"), d.mention("c", "Velmora")),
        ),
        Entity("e2", "person", "Ilse Maarten", (d.mention("a", "Ilse Maarten"), d.mention("b", "Maarten"))),
        Entity("e3", "person", "Tomas Reuel", (d.mention("a", "Tomas Reuel"),)),
        Entity("e4", "person", "Piet Aalto", (d.mention("b", "Piet Aalto"),)),
        Entity(
            "e5",
            "organisation",
            "water authority",
            (d.mention("a", "water authority"), d.mention("b", "water authority")),
        ),
    )
    quote_a = "We were prepared to confront the ambitions of the river and the anger of a rising lake, and we shall rebuild a fairer valley founded on safety"
    quote_b = (
        "We were ready to confront the ambition of the river, and we shall rebuild a valley based on safety."
    )
    attributions = (
        Attribution(
            "q1", a, "direct", (d.span("a", quote_a),), (d.span("a", "wrote"),),
            Source(d.span("a", "Governor Ilse Maarten"), "e2"),
            (Hop("speaker", "Ilse Maarten", d.span("a", "Ilse Maarten")), Hop("act", "op-ed", d.span("a", "op-ed")),
             Hop("medium", "Valley Herald", d.span("a", "Valley Herald"))), None,
        ),
        Attribution(
            "q2", b, "direct", (d.span("b", quote_b),), (d.span("b", "promised"),),
            Source(d.span("b", "Maarten"), "e2"), (Hop("translator", "Tarn", d.span("b", "Tarn")),), None,
        ),
        Attribution(
            "q3", a, "mixed", (d.span("a", "“the spillway had not been opened since spring.”"),), (d.span("a", "told"),),
            Source(d.span("a", "Engineer Tomas Reuel"), "e3"), (Hop("outlet", "Northlight", d.span("a", "Northlight")),), None,
        ),
        Attribution(
            "q4", b, "indirect", (d.span("b", "The spillway was opened on Monday"),), (d.span("b", "said"),),
            Source(d.span("b", "the regional water authority"), "e5"), (), None,
        ),
        Attribution(
            "q5", b, "indirect", (d.span("b", "The authority ignored no warning"),), (d.span("b", "insisted"),),
            Source(d.span("b", "its spokesman Piet Aalto"), "e4"), (), None,
        ),
        Attribution("q6", c, "indirect", (d.span("c", "The Velmora dam burst on Tuesday night, killing 12 people"),), (), Source(None, None), (), None),
    )  # fmt: skip
    utterance = Utterance(
        "u1", ("q1", "q2"), 0.9,
        (
            Difference("synonym", (("q1", d.span("a", "prepared")), ("q2", d.span("b", "ready")))),
            Difference("inflection", (("q1", d.span("a", "ambitions")), ("q2", d.span("b", "ambition")))),
            Difference("dropped", (("q1", d.span("a", "and the anger of a rising lake")), ("q2", None))),
            Difference("dropped", (("q1", d.span("a", "fairer")), ("q2", None))),
            Difference("rewording", (("q1", d.span("a", "founded")), ("q2", d.span("b", "based")))),
        ),
    )  # fmt: skip
    claims = (
        d.claim("c1", "a", "The Velmora dam burst on Tuesday night"),
        d.claim("c2", "b", "the dam above Velmora broke late on Tuesday"),
        d.claim("c3", "c", "The Velmora dam burst on Tuesday night", attribution="q6"),
        d.claim("c4", "a", "killing 12 people"),
        d.claim("c5", "b", "At least 30 people died"),
        d.claim("c6", "c", "killing 12 people", attribution="q6"),
        d.claim("c7", "a", "we shall rebuild a fairer valley founded on safety", attribution="q1"),
        d.claim("c8", "b", "we shall rebuild a valley based on safety", attribution="q2"),
        d.claim("c9", "a", "the spillway had not been opened since spring", attribution="q3"),
        d.claim("c10", "b", "The spillway was opened on Monday", attribution="q4"),
        d.claim("c11", "a", "Some 4,000 people slept in schools"),
        d.claim("c12", "b", "About four thousand people spent the night in schools"),
        d.claim("c13", "a", "The water authority ignored two warnings"),
        d.claim("c14", "b", "The authority ignored no warning", attribution="q5"),
        d.claim("c15", "a", "The reservoir had been filled to the brim since Sunday"),
        d.claim("c16", "b", "The railway to the coast will stay closed for a month"),
        d.claim("c17", "c", "The army has sent 200 soldiers"),
        d.claim("c18", "b", "Rescue boats on the main street of Velmora", role="caption"),
        d.claim("c19", "b", "falsely claimed", "the dam had been inspected in March 2023"),
        d.claim("c20", "a", "The reckless water authority declined to comment"),
        d.claim("c21", "b", "No inspection is on record"),
    )
    points = (
        Point("p1", ((a, ("c1",)), (b, ("c2",)), (c, ("c3",))), "agreed", 3, 2, (Bond((a, b), "text", None),), 0.95),
        Point("p2", ((a, ("c4",)), (b, ("c5",)), (c, ("c6",))), "conflict", 3, 2, (Bond((b, c), "carrier", "Reuters"),), 0.93),
        Point("p3", ((a, ("c7",)), (b, ("c8",))), "agreed", 2, 1, (Bond((a, b), "utterance", None),), 0.8),
        Point("p4", ((a, ("c9",)), (b, ("c10",))), "conflict", 2, 2, (), 0.6),
        Point("p5", ((a, ("c11",)), (b, ("c12",))), "agreed", 2, 2, (), 0.55),
        Point("p6", ((a, ("c13",)), (b, ("c14",))), "conflict", 2, 2, (), 0.5),
        Point("p7", ((a, ("c15",)),), "single", 1, 1, (), 0.3),
        Point("p8", ((b, ("c16",)),), "single", 1, 1, (), 0.28),
        Point("p9", ((c, ("c17",)),), "single", 1, 1, (), 0.25),
        Point("p10", ((b, ("c18",)),), "single", 1, 1, (), 0.2),
        Point("p11", ((b, ("c19", "c21")),), "single", 1, 1, (), 0.35),
        Point("p12", ((a, ("c20",)),), "unsure", 1, 1, (), 0.15),
    )  # fmt: skip
    findings = (
        Finding("f1", "conflict", "number", "contradiction", "numbers@1", 0.93,
                "A and C count 12 dead, B at least 30: one count cannot be both.", "p2",
                (d.passage("a", "12 people"), d.passage("b", "At least 30 people"), d.passage("c", "12 people"))),
        Finding("f2", "conflict", "date", "estimates", "dates@1", 0.7,
                "Not since spring (an engineer) and on Monday (the authority) come from different sources.", "p4",
                (d.passage("a", "since spring"), d.passage("b", "on Monday"))),
        Finding("f3", "conflict", "polarity", "contradiction", "polarity@1", 0.8,
                "A says that warnings were ignored, B quotes a denial of it.", "p6",
                (d.passage("a", "ignored two warnings"), d.passage("b", "ignored no warning"))),
        Finding("f4", "wording", "naming", None, "wording@1", 0.6,
                "One body, named with and without a charge.", "p12",
                (d.passage("a", "The reckless water authority"), d.passage("b", "the regional water authority"))),
        Finding("f5", "verdict", "evaluation", None, "verdict@1", 0.9,
                "“Falsely” is Northlight’s own word.", "p11", (d.passage("b", "falsely claimed"),)),
        Finding("f6", "voice", "statement", None, "voice@1", 0.8,
                "A tells it as fact, C has it from officials.", "p1",
                (d.passage("a", "The Velmora dam burst on Tuesday night"),
                 d.passage("c", "The Velmora dam burst on Tuesday night"))),
    )  # fmt: skip
    near = d.span("b", "Rescue boats on the main street of Velmora")
    absences = (
        Absence("p3", c, (), None),
        Absence("p7", b, (Candidate(near.start, near.end, 0.31),), 0.04),
        Absence("p7", c, (), 0.002),
        Absence("p8", a, (Candidate(*_pair(d.span("a", "Some 4,000 people slept in schools")), 0.22),), None),
    )
    voices = (
        VoiceRow(
            "e2",
            "Ilse Maarten",
            "named",
            ((a, Share(28, 0, 1, 0.4, d.span("a", "Governor"))), (b, Share(19, 8, 2, 0.3, None))),
        ),
        VoiceRow("e3", "Tomas Reuel", "named", ((a, Share(8, 0, 1, 0.7, None)),)),
        VoiceRow("e4", "Piet Aalto", "named", ((b, Share(0, 5, 1, 0.8, None)),)),
        VoiceRow(
            None, "officials", "collective", ((a, Share(0, 9, 1, 0.1, None)), (c, Share(0, 9, 1, 0.3, None)))
        ),
    )
    timeline = (
        Event("1998-01-01", "1998-12-31", "year", "1998", "The water authority ignored a warning", (d.passage("a", "in 1998"),)),
        Event("2019-01-01", "2019-12-31", "year", "2019", "The water authority ignored a warning", (d.passage("a", "2019"),)),
        Event("2023-03-01", "2023-03-31", "month", "March 2023", "the dam had been inspected", (d.passage("b", "in March 2023"),)),
        Event("2024-05-07", "2024-05-07", "day", "on Tuesday night", "The Velmora dam burst",
              (d.passage("a", "The Velmora dam burst on Tuesday night"), d.passage("b", "the dam above Velmora broke late on Tuesday"))),
        Event(None, None, "none", "since Sunday", "The reservoir had been filled", (d.passage("a", "since Sunday"),)),
    )  # fmt: skip
    briefing = (
        Line("Both A and B report that the dam above Velmora broke late on Tuesday.", "agreed", ("p1",),
             (d.passage("a", "The Velmora dam burst on Tuesday night"), d.passage("b", "the dam above Velmora broke late on Tuesday"))),
        Line("The reports differ on the dead: 12 people (A, C) or at least 30 (B).", "conflict", ("p2",),
             (d.passage("a", "killing 12 people"), d.passage("b", "At least 30 people died"), d.passage("c", "killing 12 people"))),
        Line("According to Ilse Maarten, “we shall rebuild a valley based on safety”.", "attributed", ("p3",),
             (d.passage("b", "we shall rebuild a valley based on safety"),)),
        Line("Only B tells that the railway to the coast will stay closed for a month.", "single", ("p8",),
             (d.passage("b", "The railway to the coast will stay closed for a month"),)),
    )  # fmt: skip
    return Comparison(
        tool="rashomon 0.1.0",
        articles=tuple(d.articles.values()),
        entities=entities,
        attributions=attributions,
        utterances=(utterance,),
        copies=(),
        claims=claims,
        dates=(
            DateMention("t1", a, d.span("a", "since spring"), "DATE", None, None, None, "none", "no year"),
            DateMention(
                "t2",
                b,
                d.span("b", "Monday"),
                "DATE",
                "2024-05-06",
                "2024-05-06",
                "2024-05-06",
                "published",
                None,
            ),
        ),
        quantities=(
            Quantity("n1", a, d.span("a", "12 people"), 12, 12, "people", None, "=", None),
            Quantity("n2", b, d.span("b", "At least 30 people"), 30, None, "people", None, ">", None),
            Quantity("n3", c, d.span("c", "12 people"), 12, 12, "people", None, "=", None),
        ),
        points=points,
        findings=findings,
        absences=absences,
        voices=voices,
        sourcing=(
            Sourcing(a, 3, 1, 0, 0.0, 45, 9, 0),
            Sourcing(b, 2, 0, 0, 0.0, 32, 0, 0),
            Sourcing(c, 1, 1, 0, 0.0, 9, 9, 0),
            Sourcing(None, 4, 1, 0, 0.0, 86, 18, 0),
        ),
        timeline=timeline,
        briefing=briefing,
        dropped=(Dropped("in/scan.pdf", "read", "binary, not text"),),
        settings=(("encoder", "minilm-l6-int8"), ("absence_salience", 0.5), ("short", True), ("limit", None)),
    )


def _pair(span: Span) -> tuple[int, int]:
    return span.start, span.end


def sourced() -> Comparison:
    """The three reports with the op-ed that two of them quote: one altered, one spliced, one not found."""
    c = three()
    text = (
        "We were prepared to confront the ambitions of the river and the anger of a <rising> lake.\n\n"
        "The towns below deserve better. We shall rebuild a fairer valley founded on safety & trust."
    )
    s = article("a9d1e", text, None, "in/op-ed.txt", None)
    q1, q2 = c.attributions[:2]

    def there(words: str) -> Span:
        at = text.index(words)
        return Span(at, at + len(words))

    first, second = q1.content[0], q2.content[0]
    body = {a.id: a.text for a in c.articles}
    cut = body[q2.article].index("and we shall")
    ready = body[q2.article].index("ready")
    laid = (
        Laid("q1", "verbatim", 1.0, (Stretch(first, there("We were prepared to confront"), "first"),), (), 1),
        Laid(
            "q2", "spliced", 0.9,
            (
                Stretch(Span(second.start, cut), there("We were prepared to confront the ambitions of the river"), "first"),
                Stretch(Span(cut, second.end), there("We shall rebuild a fairer valley founded on safety"), "splice"),
            ),
            (
                Difference("synonym", ((s.id, there("prepared")), ("q2", Span(ready, ready + 5)))),
                Difference("dropped", ((s.id, there("fairer")), ("q2", None))),
            ),
            1,
        ),
        Laid("q3", "not found", 0.0, (), (), 0),
    )  # fmt: skip
    words = tuple(Span(*m.span()) for m in re.finditer(r"\w+", text))
    return replace(c, primary=Primary(s, words, laid))


def apart() -> Comparison:
    """Two reports that share nothing, neither with an outlet, a date or a quotation."""
    x = article("aa1", "The mayor opened a swimming pool.", None, "pool.txt", None)
    y = article("aa2", "Prices of copper rose.", None, "-", None)
    claims = (
        Claim("c1", "aa1", (Span(0, 32),), "outlet", None, False, False, "body"),
        Claim("c2", "aa2", (Span(0, 21),), "outlet", None, False, False, "body"),
    )
    points = (
        Point("p1", (("aa1", ("c1",)),), "single", 1, 1, (), 0.4),
        Point("p2", (("aa2", ("c2",)),), "single", 1, 1, (), 0.4),
    )
    blank = Comparison(
        "rashomon 0.1.0", (x, y), (), (), (), (), claims, (), (), points, (), (), (), (), (), (), (), ()
    )
    return blank


NASTY = "<script>alert('x')</script> & \"quoted\" \u202eturned\u202c שלום 漢字 e\u0301 👩‍👩‍👧 \x1b[31mred\x07 </style></title>"


def hostile() -> Comparison:
    """Untrusted words wherever a report shows words: markup, quotes, control and direction characters, wide letters."""
    text = f"{NASTY}\r\n\r\nFirst {NASTY} said {NASTY} and more."
    x = replace(article("ax1", text, NASTY, f"in/{NASTY}.txt", None, language="x<y"), title=NASTY)
    other = text.replace("First", "𝒮econd").replace("more", "less")
    y = replace(article("ax2", other, NASTY + "2", "b.txt", None), title=NASTY)
    body = text.index("First")
    whole = Span(body, len(text))
    crossing = Span(body + 3, body + 40)
    attributions = (
        Attribution(
            "q1", "ax1", "direct", (whole,), (), Source(crossing, None), (Hop("act", NASTY, crossing),), None
        ),
        Attribution("q2", "ax2", "direct", (Span(body, len(other)),), (), Source(None, None), (), None),
    )
    claims = (
        Claim("c1", "ax1", (whole,), "attributed", "q1", False, False, "body"),
        Claim("c2", "ax2", (Span(body, len(other)),), "attributed", "q2", False, False, "body"),
        Claim(
            "c3",
            "ax1",
            (Span(body + 1, body + 12), Span(body + 20, body + 60)),
            "outlet",
            None,
            False,
            False,
            "body",
        ),
        Claim("c4", "ax1", (Span(4, body + 9),), "outlet", None, False, False, "title"),
    )
    points = (
        Point(
            "p1",
            (("ax1", ("c1",)), ("ax2", ("c2",))),
            "conflict",
            2,
            1,
            (Bond(("ax1", "ax2"), "speaker", NASTY),),
            0.9,
        ),
        Point("p2", (("ax1", ("c3",)),), "single", 1, 1, (), 0.4),
        Point("p3", (("ax1", ("c4",)),), "unsure", 1, 1, (), 0.3),
    )
    differences = (
        Difference("other", (("q1", Span(body, body + 5)), ("q2", Span(body, body + 6)))),
        Difference(
            "other",
            (("q1", Span(len(text) - 5, len(text) - 1)), ("q2", Span(len(other) - 5, len(other) - 1))),
        ),
    )
    finding = Finding(
        "f1", "conflict", "statement", "contradiction", "x@1", 0.5, NASTY, "p1",
        (Passage("ax1", body, body + 30), Passage("ax2", body, body + 30)),
    )  # fmt: skip
    event = Event(None, None, "none", NASTY, NASTY, (Passage("ax1", body, len(text)),))
    line = Line(
        NASTY, "single", ("p2",), (Passage("ax1", body + 1, body + 12), Passage("ax1", body + 5, body + 30))
    )
    return Comparison(
        "rashomon 0.1.0", (x, y),
        (Entity("e1", "person", NASTY, (Mention("ax1", body, body + 5, "name"), Mention("ax2", body, body + 5, "name"))),),
        attributions, (Utterance("u1", ("q1", "q2"), 0.8, differences),), (), claims, (), (), points, (finding,),
        (Absence("p2", "ax2", (Candidate(body, body + 20, 0.4),), None),),
        (VoiceRow(None, NASTY, "anonymous", (("ax1", Share(3, 4, 1, 0.2, crossing)),)),),
        (Sourcing("ax1", 1, 0, 1, 1.0, 7, 0, 7),), (event,), (line,),
        (Dropped(NASTY, "read", NASTY),), ((NASTY, NASTY),),
    )  # fmt: skip
