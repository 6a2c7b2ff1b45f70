"""Who said what (rashomon.annotate.attributions), on invented reports."""

from __future__ import annotations

import pytest

import factory
from rashomon.annotate import attributions, entities
from rashomon.annotate.parse import parse
from rashomon.model import Article, Attribution


def read(
    text: str, roles: tuple[str, ...] = (), *, tagged: bool = True
) -> tuple[Article, tuple[Attribution, ...], dict[str, str]]:
    """The article, its attributions, and the names of its entities by id."""
    article = factory.article(text, roles=roles)  # type: ignore[arg-type]
    parsed = parse(article)
    found = entities.find(article, parsed)
    return article, attributions.find(article, parsed, found, tagged=tagged), {e.id: e.name for e in found}


def rows(text: str, *, tagged: bool = True) -> list[tuple[str | None, str, str]]:
    """Source words, cue and joined content of every attribution."""
    _, found, _ = read(text, tagged=tagged)
    return [
        (
            None if a.source.span is None else a.source.span.of(text),
            " ".join(c.of(text) for c in a.cue),
            " … ".join(c.of(text) for c in a.content),
        )
        for a in found
    ]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("“The old bridge will close,” Ida Brandl said.", "Ida Brandl", "said", "The old bridge will close,"),
        ("“The old bridge will close,” said Ida Brandl.", "Ida Brandl", "said", "The old bridge will close,"),
        ("Ida Brandl said: “The old bridge will close.”", "Ida Brandl", "said", "The old bridge will close."),
        (
            "Ida Brandl said that the old bridge would close.",
            "Ida Brandl",
            "said",
            "that the old bridge would close",
        ),
        ("The old bridge would close, officials said.", "officials", "said", "The old bridge would close"),
        (
            "According to the council, the bridge is unsafe.",
            "the council",
            "According to",
            "the bridge is unsafe",
        ),
        (
            "The bridge is unsafe, according to the council.",
            "the council",
            "according to",
            "The bridge is unsafe",
        ),
        (
            "Ida Brandl denied that the bridge was unsafe.",
            "Ida Brandl",
            "denied",
            "that the bridge was unsafe",
        ),
        ("Ida Brandl vowed to close the bridge.", "Ida Brandl", "vowed", "to close the bridge"),
        (
            "“The bridge is falling,” an angry Brandl retorted.",
            "Brandl",
            "retorted",
            "The bridge is falling,",
        ),
        ("The bridge, she believes, is unsafe.", "she", "believes", "The bridge … is unsafe"),
        (
            "Ida Brandl was quoted as saying the bridge would close.",
            "Ida Brandl",
            "saying",
            "the bridge would close",
        ),
    ],
)
def test_constructions(text: str, source: str, cue: str, content: str) -> None:
    assert (source, cue, content) in rows(text)


def test_an_accusation_holds_whom_and_of_what() -> None:
    found = rows("Brandl accused the builders of hiding “every crack in the wall.”")
    assert found == [("Brandl", "accused", "the builders of hiding “every crack in the wall.”")]


def test_two_halves_are_one_utterance() -> None:
    (found,) = rows("“We close the bridge,” Brandl said. “It is over for good now.”")
    assert found == ("Brandl", "said", "We close the bridge, … It is over for good now.")


def test_a_further_cue_of_the_same_speaker() -> None:
    found = rows("Brandl said the bridge was old, adding that the river was high.")
    assert [(s, c) for s, c, _ in found] == [("Brandl", "said"), ("Brandl", "adding")]
    assert found[0][2] == "the bridge was old"


@pytest.mark.parametrize(
    "text",
    [
        "The twins are known to rule the town.",
        "The move is seen as a slight to the council.",
        "The house, sometimes referred to as the Red House, is old.",
        "Ulmen, officially known as the Free Town of Ulmen, was founded in 1948.",
        "The town lives under the creed of Oldism, a view built upon fear.",
        "They serve the “best” soup in town.",
    ],
)
def test_the_outlet_speaks_itself(text: str) -> None:
    assert rows(text) == []


def test_captions_and_credits_never_speak() -> None:
    text = "Bridge shut\n\nIda Brandl said the bridge was “safe enough for all of us”\n\nThe bridge is shut."
    _, found, _ = read(text, ("title", "caption", "body"))
    assert found == ()


def test_shares_of_quoted_words_make_the_kind() -> None:
    text = "“We close the old bridge for good,” Brandl said.\n\nBrandl said it was “an old heap” of stone and rust."
    _, found, _ = read(text + "\n\nBrandl said it would close.")
    assert [a.kind for a in found] == ["direct", "mixed", "indirect"]


ACT = """Ida Brandl, the mayor, argued against the bridge in an essay printed on Sunday in the newspaper Ulmen Bote.

In the essay, Brandl claimed that nobody needed it.

“Whoever wants to cross the river may take the ferry, as my mother did all her life.”"""


def test_an_act_lends_its_hops() -> None:
    article, found, names = read(ACT)
    last = found[-1]
    assert last.content[0].of(article.text).startswith("Whoever wants")
    assert last.source.entity is not None
    assert names[last.source.entity] == "Ida Brandl"
    for attribution in found[-2:]:
        assert {(h.role, h.name) for h in attribution.chain} >= {("act", "essay"), ("medium", "Ulmen Bote")}
    for attribution in found:
        for hop in attribution.chain:
            assert hop.span.of(article.text) == hop.name


def test_what_was_told_to_an_outlet() -> None:
    text = "“The bridge is not safe at all,” engineer Jost Amrein told Kanal Sechs News."
    _, (found,), _ = read(text)
    assert ("outlet", "Kanal Sechs News") in {(h.role, h.name) for h in found.chain}


def test_a_translation_is_a_hop_and_no_speaker() -> None:
    text = "According to a translation by the state agency Ulpress, Brandl promised: “We will build a new bridge.”"
    _, (found,), _ = read(text)
    assert found.source.span is not None
    assert found.source.span.of(text) == "Brandl"
    assert ("translator", "Ulpress") in {(h.role, h.name) for h in found.chain}


def test_a_report_inside_a_quotation() -> None:
    text = "“In her essay, Brandl argued for […] a ferry in ‘place’ of the ‘old bridge,'” engineer Jost Amrein said."
    article, found, _ = read(text)
    outer, inner = found
    assert outer.source.span is not None
    assert outer.source.span.of(article.text) == "Jost Amrein"
    assert inner.source.span is not None
    assert inner.source.span.of(article.text) == "Brandl"
    assert inner.within == outer.id


def test_headlines() -> None:
    text = "Brandl Arrives in Ulmen, Vows to Close ‘Old Bridge’\n\nThe mayor arrived on Monday."
    _, (found,), _ = read(text, ("title",))
    assert found.content[0].of(text) == "to Close ‘Old Bridge’"


@pytest.mark.parametrize(
    "text", ["", "“", "said", "“” said.", "said said said said", ": “x”", "According to", "𝔘 said “𝔘”"]
)
def test_any_text_is_read(text: str) -> None:
    article, found, _ = read(text)
    for attribution in found:
        assert all(s.end <= len(article.text) for s in attribution.content)


def test_ids_and_within_exist() -> None:
    _, found, _ = read(factory.LEFT, ("title",))
    assert [a.id for a in found] == [f"q{i + 1}" for i in range(len(found))]
    assert {a.within for a in found} <= {None, *(a.id for a in found)}
    assert found == read(factory.LEFT, ("title",))[1]


def test_a_translator_named_beside_and_an_act_named_after() -> None:
    text = (
        "“We have never feared the river,” Ida Brandl said in an address that she recorded at home. The English is that"
        " of Ulpress, the state agency, which translated her words.\n\nThe address was made for Radio Ulmen, a channel"
        " of the council. Ulpress’s rendering of it ends with this pledge by the mayor: “We shall build another bridge.”"
    )
    _, found, names = read(text)
    for attribution in found:
        hops = {(h.role, h.name) for h in attribution.chain}
        assert {("act", "address"), ("medium", "Radio Ulmen"), ("translator", "Ulpress")} <= hops
        assert attribution.source.entity is not None
        assert names[attribution.source.entity] == "Ida Brandl"


def test_a_report_before_its_speaker() -> None:
    found = rows("In a statement that the bridge was old, the mayor said nothing new.")
    assert [(s, t) for s, _, t in found] == [("the mayor", "that the bridge was old")]


@pytest.mark.slow
@pytest.mark.parametrize("marks", ["“”", "‘’", '""'])
def test_a_quotation_over_paragraphs_keeps_its_stops_and_loses_its_marks(marks: str) -> None:
    opening, closing = marks
    text = (
        f"Mayor Orrin Vale said: {opening}We will rebuild the quay before winter.\n\n"
        f"{opening}Nobody will have to pay for it, and all boats will be safe.{closing}\n\nHe left the hall at noon."
    )
    assert rows(text) == [
        (
            "Orrin Vale",
            "said",
            "We will rebuild the quay before winter. … Nobody will have to pay for it, and all boats will be safe.",
        )
    ]


@pytest.mark.slow
def test_a_term_in_marks_is_nobodys_because_somebody_speaks_after_it() -> None:
    found = rows(
        "At the door of the “free port”, Mayor Orrin Vale said that nobody would have to pay for it."
    )
    assert [content for _, _, content in found] == ["that nobody would have to pay for it"]


@pytest.mark.parametrize(
    ("asked", "source"),
    [
        ("Asked bluntly,", None),
        ("When asked,", None),
        ("Asked by a reporter,", "a reporter"),
        ("A reporter asked,", "A reporter"),
    ],
)
def test_a_question_is_not_its_answer(asked: str, source: str | None) -> None:
    question, answer = "Did you ever sign that letter?", "I am not going to talk about the letter again."
    text = f"Mayor Ida Brandl met reporters. {asked} “{question}” Brandl replied, “{answer}”"
    assert [(s, said) for s, _, said in rows(text)] == [(source, question), ("Brandl", answer)]


def test_who_asks_may_go_on() -> None:
    text = "“How can I trust a harbour that sinks?” Brandl asked. “It has to be built anew, and soon.”"
    said = "How can I trust a harbour that sinks? … It has to be built anew, and soon."
    assert rows(text) == [("Brandl", "asked", said)]


def test_reporting_words_before_a_colon_report_what_follows() -> None:
    text = (
        "A film shows the harbour at night. “The ferry is old and the pier is older,” Mayor Ida Brandl says. "
        "“I have told the council so for years.” Then an unseen announcer concludes: “Vote for a harbour.”"
    )
    assert [said for _, _, said in rows(text, tagged=False)] == [
        "The ferry is old and the pier is older, … I have told the council so for years.",
        "Vote for a harbour.",
    ]


def test_the_next_paragraph_reports_its_own_words() -> None:
    text = (
        "“The ferry is old,” Ida Brandl wrote. “Who is going to pay for another one?”\n\n"
        "Nils Orr replied, “Nobody asked me about the ferry.”"
    )
    assert [(s, said) for s, _, said in rows(text, tagged=False)] == [
        ("Ida Brandl", "The ferry is old, … Who is going to pay for another one?"),
        ("Nils Orr", "Nobody asked me about the ferry."),
    ]
