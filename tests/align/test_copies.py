"""Which articles carry one text, and which only tell of one event."""

from __future__ import annotations

import re
from collections.abc import Sequence

import factory
from rashomon.align import copies
from rashomon.model import Annotated, Attribution, Copy, Parse, Source, Span

WIRE = (
    "The northern sluice of the old weir at Torval gave way shortly before dawn on Monday after two days of rain.",
    "Water ran down three streets of the lower town and stood knee high in the market hall until the evening.",
    "Nobody was hurt, but the bridge stays closed while engineers look at its second pier, the council said.",
    "The weir was built a hundred years ago and was last repaired when the mill beside it was pulled down.",
)
OTHER = (
    "Residents of the lower town of Torval woke to flooded streets on Monday when part of the weir collapsed.",
    "The council said engineers were looking at the second pier of the bridge, which remains closed for now.",
    "The market hall was under water all day, and rain had been falling for two days before the sluice broke.",
)
OWN = (
    "Marta Quill, who sells cheese there, lost her whole stock and wants to know who will pay for all of it.",
    "Her neighbours have asked the council for years to look at the planks, she told this paper at her stall.",
    "A public meeting about what to do with the weir will be held in the school next week, with free tea.",
)


def article(id: str, *sentences: str, title: str = "", quotes: Sequence[str] = ()) -> Annotated:
    text = "\n\n".join([title or f"What happened ({id})", *sentences])
    made = factory.article(text, id=id, roles=["title"])
    spans = tuple(Span(*m.span()) for m in re.finditer(r"[^\n]+", text))
    said = tuple(
        Attribution(f"{id}q{n}", id, "direct", (factory.span(text, words),), (), Source(None, None), (), None)
        for n, words in enumerate(quotes)
    )
    return Annotated(made, Parse((), spans), (), said, (), (), ())


def found(*articles: Annotated) -> list[Copy]:
    return list(copies.find(articles))


def words_of(copy: Copy, *articles: Annotated) -> list[str]:
    texts = {a.article.id: a.article.text for a in articles}
    return [texts[p.article][p.start : p.end] for p in copy.passages]


def test_one_text_under_two_headlines() -> None:
    a, b = article("a1", *WIRE, title="Weir breaks"), article("a2", *WIRE, title="Town under water")
    (copy,) = found(a, b)
    assert copy.shares == (("a1", 1.0), ("a2", 1.0))
    assert words_of(copy, a, b) == [s.rstrip(".") for s in WIRE] * 2


def test_thinned_reordered_and_added_to() -> None:
    a, b = article("a1", *WIRE), article("a2", OWN[0], WIRE[3], OWN[1], WIRE[1], OWN[2])
    (copy,) = found(a, b)
    assert 0.45 < dict(copy.shares)["a1"] < 0.55
    assert 0.3 < dict(copy.shares)["a2"] < 0.5
    assert words_of(copy, a, b) == [s.rstrip(".") for s in (WIRE[1], WIRE[3], WIRE[3], WIRE[1])]


def test_two_reports_of_one_event_are_two_texts() -> None:
    assert found(article("a1", *WIRE), article("a2", *OTHER)) == []


def test_a_changed_word_ends_a_stretch() -> None:
    changed = WIRE[3].replace("hundred", "thousand")
    a, b = article("a1", WIRE[3]), article("a2", changed)
    (copy,) = found(a, b)
    assert (
        words_of(copy, a, b)
        == [
            "years ago and was last repaired when the mill beside it was pulled down",
        ]
        * 2
    )


def test_few_equal_words_are_chance() -> None:
    """Eleven words in a row of both, which is no text yet; twelve are."""
    eleven = "at its second pier after the rain of the last days"
    left, right = f"Engineers in yellow coats looked {eleven}.", f"The mayor has looked {eleven}."
    assert found(article("a1", left), article("a2", right)) != []  # "looked" makes twelve
    assert found(article("a1", left), article("a2", right.replace("looked", "gazed"))) == []


def test_a_quotation_in_both_is_no_copied_text() -> None:
    said = WIRE[0]
    a = article("a1", f"“{said}”", OWN[0], quotes=[said])
    b = article("a2", OTHER[0], f"“{said}”", quotes=[said])
    assert found(a, b) == []
    assert len(found(article("a1", said, OWN[0]), article("a2", OTHER[0], said))) == 1


def test_captions_and_headlines_are_no_text() -> None:
    a, b = article("a1", *OWN, title=WIRE[0]), article("a2", *OTHER, title=WIRE[0])
    assert found(a, b) == []


def test_pairs_among_many_in_the_order_of_articles() -> None:
    made = [article("a1", *WIRE), article("a2", *OTHER), article("a3", *WIRE[:2]), article("a4", *OTHER[1:])]
    assert [tuple(a for a, _ in c.shares) for c in found(*made)] == [("a1", "a3"), ("a2", "a4")]


def test_nothing_to_compare() -> None:
    assert found(article("a1", "Rain."), article("a2", "Rain.")) == []
    assert found() == []
