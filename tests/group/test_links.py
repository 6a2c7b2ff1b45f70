"""What speaks for one event, and what against."""

from __future__ import annotations

from rashomon.group import links
from rashomon.group.links import Rarity, apart, common, vector
from rashomon.group.terms import Terms, terms

WREN = terms(
    "Ferry aground",
    "The ferry struck a reef near Ardmoor, and the Northern Wren took in water. 38 were hurt.",
)
FIRE = terms(
    "Ferry on fire", "The ferry burned near Calder, and the crew of the Marisol left her. 64 were saved."
)


def vectors(*texts: Terms) -> list[dict[str, float]]:
    rarity = Rarity(texts)
    return [vector(text, rarity) for text in texts]


def test_a_text_is_nearest_to_itself() -> None:
    wren, fire = vectors(WREN, FIRE)
    assert common(wren, wren) > common(fire, wren) == common(wren, fire) > 0
    # all four kinds of term are there: nothing can say more
    assert abs(common(wren, wren) - sum(links.WEIGHT.values())) < 1e-3
    assert all((weight / links.GRAIN).is_integer() for weight in wren.values())


def test_a_rare_word_tells_more_than_a_common_one() -> None:
    rarity = Rarity([WREN, FIRE])
    reef, ferry, president = rarity.of("word", ["reef", "ferry", "president"])
    assert reef > ferry > president


def test_days_apart_count_against_more_and_more_slowly() -> None:
    assert apart(10, 10) == 0.0
    assert 0 < apart(10, 11) < apart(12, 10) < apart(10, 400)
    assert apart(10, 400) - apart(10, 399) < apart(10, 12) - apart(10, 11)
    assert apart(None, 10) == apart(None, None) == links.UNDATED


def test_names_are_told_inside_sentences_and_figures_as_they_are_meant() -> None:
    found = terms(
        "Rescue At Sea",
        "Boats left Calder Point’s quay. On Monday Iven Sarre paid 1,200 crowns, 3.5 of them his.",
    )
    assert {"Calder Point", "Calder", "Iven", "Sarre"} <= set(found["name"])
    assert not {"Boats", "On", "Rescue"} & set(found["name"])  # any word is capitalised there
    assert dict(found["figure"]) == {"1200": 1, "3.5": 1}
    assert "the" not in found["word"]
    assert found["word"]["calder"] == 1
