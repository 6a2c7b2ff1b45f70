"""Who is meant by a source, and the way the words took, on invented reports (rashomon.annotate.sources, chain)."""

from __future__ import annotations

import pytest

import factory
from rashomon.annotate import attributions, entities
from rashomon.annotate.parse import parse
from rashomon.model import Attribution


def read(text: str) -> tuple[tuple[Attribution, ...], dict[str | None, str]]:
    """The attributions of a text, and the names of its entities by id."""
    article = factory.article(text)
    parsed = parse(article)
    found = entities.find(article, parsed)
    return attributions.find(article, parsed, found), {e.id: e.name for e in found}


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Casper Voldane paid. Casper Voldane’s statement said the ferry would sail.", "Casper Voldane"),
        ("The Harbour Board report found that the bridge was unsafe.", "Harbour Board"),
        (
            "A report by the Ulmen Harbour Board said the bridge was old. The report said it was unsafe.",
            "Ulmen Harbour Board",
        ),
        (
            "“The bridge will hold,” Mayor Ida Brandl of Ulmen, who sits with the Greens, told reporters on Monday.",
            "Ida Brandl",
        ),
        (
            "The plan drew the ire of Justice Max Halder who said he was misled by the claims.",
            "Max Halder",
        ),
        ("UlmenPost reported in May that the mayor turned down the money.", "UlmenPost"),
        ("The bridge needs two votes and Mayor Ida Brandl said it was a serious problem.", "Ida Brandl"),
        (
            "Director of National Safety James Tolliver was late. He called the disclosure reprehensible.",
            "James Tolliver",
        ),
        ("Senate President Pro Tem David Tolliver rose. Tolliver said the law was clear.", "David Tolliver"),
        (
            "Two were charged. One was Jonas Pell. The other, Ida Brandl, said that she was guilty.",
            "Ida Brandl",
        ),
        (
            "Sen. Ida Brandl was elected in 2008. “I had no idea of the law,” the four-term senator said in May.",
            "Ida Brandl",
        ),
        (
            "Rep. Ida Brandl (D-Calif.) won the vote. The California Democrat said she felt fine.",
            "Ida Brandl",
        ),
        (
            "Asked what he wants, Max Halder, who would have to hand over his firm in order to run the town, said, "
            "“I always take it seriously, but I never took it seriously like this.”",
            "Max Halder",
        ),
        (
            "Casper Voldane, Tim Orr’s lawyer, was late. Max Halder, Ida Brandl’s lawyer, was early. "
            "Orr’s lawyer said it was raining.",
            "Casper Voldane",
        ),
        ("The bridge will close, as first reported by the Ulmen Herald.", "Ulmen Herald"),
        ("Ida Brandl lost the vote. Ms. Brandl’s apology noted that the bridge was old.", "Ida Brandl"),
        ("Ida Brandl’s spending plan assumes that the bridge will close.", "Ida Brandl"),
        (
            "Ida Brandl said in a statement on Monday that the bridge was old. Nobody met her. "
            "“We shall build another bridge by spring,” the statement said.",
            "Ida Brandl",
        ),
        (
            "The Harbour Board issued a report in May. Trains were late. The report said the bridge was unsafe.",
            "Harbour Board",
        ),
        (
            "Tavria and Ulmen said the tolls had led to delays. They say the bridge will have to close.",
            "Tavria",
        ),
        ("Casper Orr and Ida Brandl met on Monday. The two said the bridge would close.", "Casper Orr"),
        ("“The bridge will close,” said Ms. Ida Brandl, whobacked it last week.", "Ida Brandl"),
        ("The head of the council Ida Brandl said that the bridge was old.", "Ida Brandl"),
        ("Ida Baron, a former head of the docks, told the council that the bridge was old.", "Ida Baron"),
        (
            "Casper Voldane, Tim Orr’s lawyer, was late. Orr waited. His lawyer said it was raining.",
            "Casper Voldane",
        ),
        (
            "Casper Voldane spoke for an hour. One of Tim Orr’s best answers came when he said it was raining.",
            "Tim Orr",
        ),
        (
            "“We shall build another bridge by spring,” Ida Brandl said, according to the Tavra news agency. "
            "“We shall not wait for the council.”",
            "Ida Brandl",
        ),
        (
            "The Ulmen Herald printed the list on Monday. The Herald reported that the bridge was old.",
            "Ulmen Herald",
        ),
    ],
)
def test_who_speaks_last(text: str, speaker: str) -> None:
    found, names = read(text)
    assert names.get(found[-1].source.entity) == speaker


@pytest.mark.parametrize(
    "text",
    [
        "Rep. Ida Brandl (D-Calif.) won the vote. The Texas Democrat said she felt fine.",
        "The second report said it was unsafe.",
        "A report by the Ulmen Harbour Board said the bridge was old. The second report said it was unsafe.",
        "“The bridge will hold,” officials told reporters on Monday.",
        "Ida Brandl said that no money was at stake in the lawsuit. The lawsuit claims the bridge is old.",
        "Mayor Ida Brandl lost her temper over a report claiming the bridge was old.",
        "Ida Brandl travelled to Ulmen for a meeting with dockers who oppose the plan, saying it costs too much.",
        "A blogger on the website Harbour Notes said that the bridge was old.",
        "Casper Orr and Ida Brandl met officials. The officials said nothing. They said the bridge would close.",
        "Casper Voldane, Tim Orr’s lawyer, met Max Halder, Ida Brandl’s lawyer. His lawyer said it was raining.",
    ],
)
def test_nobody_is_named(text: str) -> None:
    found, _ = read(text)
    assert found
    assert found[-1].source.entity is None


def test_a_long_quotation_puts_no_distance_between_a_pronoun_and_its_name() -> None:
    text = (
        "Jonas Pell lost the vote in May.\n\nCouncillor Tim Orr shared the view, urging Jonas Pell to hurry at once."
        "\n\n“The council must stop it. There is nothing gained. We cannot wait. The river will not,” he said."
    )
    found, names = read(text)
    assert names.get(found[-1].source.entity) == "Tim Orr"


def test_a_lawyer_is_a_person_of_one_name() -> None:
    found, names = read(
        "Casper Voldane, Brandl’s attorney, said she was ill. Voldane called the charge absurd."
    )
    assert [names.get(a.source.entity) for a in found] == ["Casper Voldane", "Casper Voldane"]


@pytest.mark.parametrize(
    ("text", "hop"),
    [
        ("Ida Brandl told Digital that the bridge would close.", ("outlet", "Digital")),
        (
            "Ida Brandl said in an interview with Channel Nine that the bridge would close.",
            ("outlet", "Channel Nine"),
        ),
        ("Ida Brandl posted on Twitter that the bridge would close.", ("medium", "Twitter")),
        ("Ida Brandl wrote on Facebook that the bridge would close.", ("medium", "Facebook")),
        (
            "“The bridge will close,” Ida Brandl said in a statement to Reuters.",
            ("agency", "Reuters"),
        ),
        ("In an email to UlmenPost, Ida Brandl said the bridge would close.", ("outlet", "UlmenPost")),
        (
            "Ida Brandl said at a press conference on Monday that the bridge would close.",
            ("act", "press conference"),
        ),
        (
            "The bridge would close, according to a leaked memo obtained by the Ulmen Herald.",
            ("outlet", "Ulmen Herald"),
        ),
        ("“The bridge will close,” Juri Pell said through an interpreter.", ("translator", "interpreter")),
        (
            "“The bridge will close,” Juri Pell said, according to a translation from the state news agency Tavra.",
            ("translator", "Tavra"),
        ),
        (
            "Ida Brandl was quoted by the Tavra news agency as saying that the bridge would close.",
            ("agency", "Tavra"),
        ),
        ("“The bridge will close,” a spokesman told the Associated Press.", ("agency", "Associated Press")),
        (
            "Ida Brandl said in remarks carried by the state news agency Tavra that the bridge would close.",
            ("agency", "Tavra"),
        ),
        ("In a letter to the council, Ida Brandl warned that the bridge would close.", ("act", "letter")),
        ("In a video posted on YouTube, Ida Brandl said that the bridge would close.", ("medium", "YouTube")),
        (
            "Ida Brandl said in an affidavit filed on Monday that the bridge would close.",
            ("act", "affidavit"),
        ),
        (
            "Ida Brandl told the Ulmen Herald in a phone interview that the bridge would close.",
            ("act", "phone interview"),
        ),
        (
            "According to a translation from Tavra, the bridge would close in May.",
            ("translator", "Tavra"),
        ),
        (
            "Ida Brandl was quoted as saying by the Tavra news agency that the bridge would close.",
            ("agency", "Tavra"),
        ),
        ("Ida Brandl testified on Monday that the bridge would close.", ("act", "testified")),
        ("Ida Brandl tweeted on Monday that the bridge would close.", ("act", "tweeted")),
        (
            "Ida Brandl told Channel Nine’s Morning Talk that the bridge would close.",
            ("medium", "Morning Talk"),
        ),
        (
            "Ida Brandl told Channel Nine’s Morning Talk that the bridge would close.",
            ("outlet", "Channel Nine"),
        ),
        (
            "The bridge would close, according to a memo leaked to the Ulmen Herald.",
            ("outlet", "Ulmen Herald"),
        ),
    ],
)
def test_a_hop(text: str, hop: tuple[str, str]) -> None:
    found, _ = read(text)
    hops = [(h.role, h.name) for h in found[0].chain]
    assert hop in hops
    assert all(h.span.of(text) == h.name for h in found[0].chain)


@pytest.mark.parametrize(
    "text",
    [
        "In a letter to the council, Ida Brandl warned that the bridge would close.",
        "“The bridge will close,” Ida Brandl said in a speech to the Ulmen Chamber of Trade.",
    ],
)
def test_who_is_written_to_is_no_outlet(text: str) -> None:
    found, _ = read(text)
    assert [h.role for h in found[0].chain] == ["speaker", "act"]


def test_a_translation_beside_nobody_has_no_speaker() -> None:
    found, _ = read("According to a translation from Tavra, the bridge would close in May.")
    (one,) = found
    assert one.source.span is None
    assert one.source.entity is None


def test_a_description_is_named_whole() -> None:
    text = "“He tried to silence me,” the Ulmen-born reporter said on Monday."
    found, _ = read(text)
    assert found[-1].source.span is not None
    assert found[-1].source.span.of(text) == "the Ulmen-born reporter"
