"""Who holds which office: an apposition in one report, a title before the name in another."""

from __future__ import annotations

from compare.builder import Report
from rashomon.align import offices
from rashomon.model import Annotated

APPOSED = (
    "Mira:PROPN:compound:2 Holt:PROPN:nsubj:8 ~,:PUNCT:punct:2 the:DET:det:7 {0}:ADJ:amod:7 harbour:NOUN:compound:7 "
    "minister:NOUN:appos:2 left:VERB:ROOT ~.:PUNCT:punct"
)
TITLED = (
    "{0}:ADJ:amod:3 Harbour:PROPN:compound:3 {1}:PROPN:compound:5 Mira:PROPN:compound:5 Holt:PROPN:nsubj:6 "
    "stayed:VERB:ROOT ~.:PUNCT:punct"
)


def apposed(id: str, which: str = "new") -> Report:
    made = Report(id, APPOSED.format(which))
    made.name("Mira Holt")
    made.claim("Mira Holt", f"the {which} harbour minister", predicate="Holt")
    return made


def titled(id: str, which: str = "New", noun: str = "Minister") -> Report:
    made = Report(id, TITLED.format(which, noun))
    made.name("Mira Holt")
    made.claim(f"{which} Harbour {noun} Mira Holt stayed")
    return made


def told(*reports: Report) -> tuple[list[Annotated], list[set[str]]]:
    """The articles with the claims of titles, and the pairs as words."""
    annotated = [with_predicate(r) for r in reports]
    entity_of = {e.id: "e1" for a in annotated for e in a.entities}
    made, pairs, _ = offices.find(annotated, entity_of)
    words = {c.id: " … ".join(s.of(a.article.text) for s in c.spans) for a in made for c in a.claims}
    return made, sorted(({words[c] for c in pair} for pair in pairs), key=sorted)


def with_predicate(report: Report) -> Annotated:
    """The apposition's claim is headed by its noun."""
    from dataclasses import replace

    made = report.annotated()
    noun = next((t.index for t in made.parse.tokens if t.dep == "appos"), None)
    claims = tuple(replace(c, predicate=noun) if noun is not None else c for c in made.claims)
    return replace(made, claims=claims)


def test_a_title_says_what_an_apposition_says() -> None:
    made, pairs = told(apposed("a1"), titled("a2"))
    assert pairs == [{"Mira Holt … the new harbour minister", "New Harbour Minister Mira Holt"}]
    assert [len(a.claims) for a in made] == [1, 2]
    claim = made[1].claims[0]
    assert (claim.voice, claim.role, claim.spans[0].of(made[1].article.text)) == (
        "outlet",
        "body",
        "New Harbour Minister Mira Holt",
    )


def test_titles_on_both_sides_are_naming() -> None:
    made, pairs = told(titled("a1"), titled("a2"))
    assert pairs == []
    assert [len(a.claims) for a in made] == [1, 1]


def test_a_former_holder_holds_another_office() -> None:
    assert told(apposed("a1", "former"), titled("a2"))[1] == []
    assert len(told(apposed("a1", "former"), titled("a2", "Former"))[1]) == 1


def test_another_noun_is_another_office() -> None:
    assert told(apposed("a1"), titled("a2", noun="Judge"))[1] == []


def test_two_appositions_and_a_title_are_three_pairs() -> None:
    assert len(told(apposed("a1"), apposed("a2", "stern"), titled("a3"))[1]) == 3
