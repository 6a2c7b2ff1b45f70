"""What the tagger may change of the rules' attributions, with its findings made by hand."""

from __future__ import annotations

import numpy as np
import pytest

import factory
from rashomon.annotate import attributions, entities, merging, tagged
from rashomon.annotate.drafts import Page
from rashomon.annotate.parse import parse
from rashomon.annotate.tagging import Stretch, Told
from rashomon.model import Attribution
from rashomon.models.tagger import TAGS, Marked, Scored, Window

LETTERS = ".SsCcQq"


class ByHand:
    """A tagger that finds the parts it was given, all linked to one cue; "content2" is a second content."""

    def __init__(self, text: str, parts: dict[str, str], sure: float) -> None:
        self.text, self.parts, self.sure = text, parts, sure

    def score(self, words: list[Marked], paragraphs: list[tuple[int, int]]) -> Scored:
        row = [word.text for word in words]
        tags = np.full((len(row), len(TAGS)), -9.0)
        tags[:, 0] = -0.01
        product = np.full((len(row), len(row)), -9.0)
        cue = self.parts["cue"].split()[0]
        for role, part in self.parts.items():
            pieces = part.split()
            at = next(i for i in range(len(row)) if row[i : i + len(pieces)] == pieces)
            for n in range(len(pieces)):
                tags[at + n] = -9.0
                tags[at + n, TAGS.index(("I-" if n else "B-") + role.rstrip("2"))] = self.sure
            product[at : at + len(pieces), row.index(cue)] = 0.0
        return Scored(tags, ((Window(0, 0, len(row)), product),), (0,) * len(row))


def found(
    monkeypatch: pytest.MonkeyPatch, text: str, sure: float = -0.1, **parts: str
) -> tuple[Attribution, ...]:
    monkeypatch.setattr(merging, "load_tagger", lambda: ByHand(text, parts, sure))
    article = factory.article(text)
    parsed = parse(article)
    return attributions.find(article, parsed, entities.find(article, parsed))


BLOGGED = "Ida Brandl blogged that the bridge had been closed for a year."


def test_what_only_the_tagger_sees(monkeypatch: pytest.MonkeyPatch) -> None:
    parts = {"source": "Ida Brandl", "cue": "blogged", "content": "that the bridge had been closed"}
    (one,) = found(monkeypatch, BLOGGED, **parts)
    assert [s.of(BLOGGED) for s in one.content] == ["that the bridge had been closed"]
    assert one.source.span is not None
    assert one.source.span.of(BLOGGED) == "Ida Brandl"


def test_what_the_tagger_doubts(monkeypatch: pytest.MonkeyPatch) -> None:
    parts = {"source": "Ida Brandl", "cue": "blogged", "content": "that the bridge had been closed"}
    assert found(monkeypatch, BLOGGED, tagged.SURE - 0.1, **parts) == ()


def test_bounds_cut_no_quotation(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Brandl said that the bridge was “old and rotten” and the river high."
    (one,) = found(monkeypatch, text, source="Brandl", cue="said", content="that the bridge was “ old and")
    assert [s.of(text) for s in one.content] == ["that the bridge was “old and rotten”"]


def test_a_quotation_stands_whatever_the_tagger_sees(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "“We shall build another bridge by spring,” Brandl said on Monday."
    (one,) = found(monkeypatch, text, -2.0, source="Brandl", cue="said", content="on Monday")
    assert [s.of(text) for s in one.content] == ["We shall build another bridge by spring,"]


def test_doubtful_pieces_are_left_out() -> None:
    article = factory.article("Brandl said that the bridge was old.")
    page = Page(article, parse(article))
    good, bad = Stretch("content", 2, 5, -0.1), Stretch("content", 5, 7, -2.0)
    told = Told((good, bad), (), ())
    assert merging._sure_pieces(page, told, frozenset()).content == (good,)
    assert merging._sure_pieces(page, told, frozenset({5, 6})).content == (good, bad)
    assert merging._sure_pieces(page, Told((bad,), (), ()), frozenset()).content == (bad,)


def test_who_is_told_before_a_colon_is_no_part_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Brandl told the crowd: “We shall build another bridge by spring.”"
    said = "the crowd : “ We shall build another bridge by spring"
    (one,) = found(monkeypatch, text, source="Brandl", cue="told", content=said)
    assert [s.of(text) for s in one.content] == ["We shall build another bridge by spring."]


def test_a_name_beside_its_cue_speaks(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "After the talk with Orr, Brandl said that the bridge had been closed."
    parts = {"source": "Orr", "cue": "said", "content": "that the bridge had been closed"}
    (one,) = found(monkeypatch, text, **parts)
    assert one.source.span is not None
    assert one.source.span.of(text) == "Brandl"


@pytest.mark.parametrize(("verb", "reported"), [("cleaned", 0), ("supported", 1)])
def test_a_bare_thing_is_reported_by_a_word_of_attitude_only(
    monkeypatch: pytest.MonkeyPatch, verb: str, reported: int
) -> None:
    text = f"Ida Brandl {verb} the bridge that was opened by the mayor."
    parts = {"source": "Ida Brandl", "cue": verb, "content": "the bridge that was opened by the mayor"}
    assert len(found(monkeypatch, text, **parts)) == reported


def test_one_cue_reports_once(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Ida Brandl announced that she would close the bridge, which could give the ferry a chance to earn more."
    said = "that she would close the bridge"
    (one,) = found(monkeypatch, text, source="Ida Brandl", cue="announced", content=said)
    assert [s.of(text) for s in one.content] == ["that she would close the bridge"]


def test_who_passes_words_on_did_not_say_them(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "“We shall build another bridge by spring,” Brandl said, according to the Herald."
    said = "“ We shall build another bridge by spring , ”"
    parts = {"source": "the Herald", "cue": "according to", "content": said}
    (one,) = found(monkeypatch, text, **parts)
    assert one.source.span is not None
    assert one.source.span.of(text) == "Brandl"


def test_who_is_addressed_in_a_headline_does_not_speak(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Mayor Brandl to Orr: The bridge will close in spring"
    parts = {"source": "Mayor Brandl to Orr", "cue": ":", "content": "The bridge will close in spring"}
    (one,) = found(monkeypatch, text, **parts)
    assert one.source.span is not None
    assert "Orr" not in one.source.span.of(text)


@pytest.mark.parametrize(
    ("speaker", "contents"),
    [
        ("an unseen announcer", [["The ferry is old,"], ["Vote for a harbour that stands."]]),
        ("she", [["The ferry is old,", "Vote for a harbour that stands."]]),
    ],
)
def test_two_speakers_keep_what_each_says(
    monkeypatch: pytest.MonkeyPatch, speaker: str, contents: list[list[str]]
) -> None:
    text = f"“The ferry is old,” the mayor says. Then {speaker} concludes: “Vote for a harbour that stands.”"
    parts = {"source": speaker, "cue": "concludes", "content": "“ The ferry is old , ”"}
    said = "“ Vote for a harbour that stands . ”"
    rows = found(monkeypatch, text, **parts, content2=said)
    assert [[s.of(text) for s in row.content] for row in rows] == contents


def test_who_is_asked_does_not_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Asked bluntly, “Did you ever sign that letter?” Brandl replied, “I shall not talk about it.”"
    parts = {"source": "Brandl", "cue": "replied", "content": "“ Did you ever sign that letter ? ”"}
    rows = found(monkeypatch, text, **parts, content2="“ I shall not talk about it . ”")
    assert [(r.source.span and r.source.span.of(text), [s.of(text) for s in r.content]) for r in rows] == [
        (None, ["Did you ever sign that letter?"]),
        ("Brandl", ["I shall not talk about it."]),
    ]
