"""One row per person, place and body over all articles."""

from __future__ import annotations

import re
from collections.abc import Sequence

from factory import article
from rashomon.align.entities import merge
from rashomon.model import Annotated, Entity, EntityKind, Mention, MentionForm, Parse

Row = tuple[EntityKind, str, dict[str, MentionForm]]  # kind, name, words -> form (every place of the words)


def report(
    id: str, text: str, rows: Sequence[Row], aliases: dict[str, tuple[str, ...]] | None = None
) -> Annotated:
    """An article whose entities are given by the words that mention them."""
    read = article(text, id=id)
    entities = []
    for number, (kind, name, words) in enumerate(rows, start=1):
        mentions = [
            Mention(id, m.start(), m.end(), form)
            for phrase, form in words.items()
            for m in re.finditer(rf"\b{re.escape(phrase)}\b", text)
        ]
        assert mentions, name
        mentions.sort(key=lambda m: (m.start, m.end))
        entities.append(Entity(f"{id}e{number}", kind, name, tuple(mentions), (aliases or {}).get(name, ())))
    return Annotated(read, Parse((), ()), tuple(entities), (), (), (), ())


def person(name: str, **words: MentionForm) -> Row:
    return ("person", name, {name: "name", **words})


def test_ids_by_first_appearance_and_every_mention_kept() -> None:
    one = report(
        "a1",
        "Ida Brandl met Tom Orr in Ulmen.",
        [person("Ida Brandl"), person("Tom Orr"), ("place", "Ulmen", {"Ulmen": "name"})],
    )
    two = report(
        "a2", "Ulmen hailed Ida Brandl.", [("place", "Ulmen", {"Ulmen": "name"}), person("Ida Brandl")]
    )
    rows, into = merge([one, two])
    assert [(e.id, e.name) for e in rows] == [("e1", "Ida Brandl"), ("e2", "Tom Orr"), ("e3", "Ulmen")]
    assert into == {"a1e1": "e1", "a1e2": "e2", "a1e3": "e3", "a2e1": "e3", "a2e2": "e1"}
    assert [m.article for m in rows[0].mentions] == ["a1", "a2"]
    assert merge([one, two]) == (rows, into)


def test_a_surname_goes_to_the_only_bearer() -> None:
    one = report("a1", "Orr left early.", [person("Orr")])
    two = report("a2", "Tom Orr left early.", [person("Tom Orr")])
    rows, _ = merge([one, two])
    assert [e.name for e in rows] == ["Tom Orr"]
    assert rows[0].aliases == ("Orr",)


def test_a_surname_of_two_goes_to_neither() -> None:
    one = report("a1", "Orr left early.", [person("Orr")])
    two = report("a2", "Tom Orr and Max Orr left early.", [person("Tom Orr"), person("Max Orr")])
    assert len(merge([one, two])[0]) == 3


def test_a_surname_of_the_other_gender_stays_apart() -> None:
    one = report("a1", "Orr left when she was tired.", [person("Orr", she="pronoun")])
    two = report("a2", "Tom Orr left early.", [person("Tom Orr")])
    assert len(merge([one, two])[0]) == 2


def test_names_that_share_words_are_several_people() -> None:
    names = ["Bao Tel Ur", "Bao Tel Es", "Bao Es Rung"]
    one = report("a1", "Bao Tel Ur, Bao Tel Es and Bao Es Rung.", [person(n) for n in names])
    two = report("a2", "Bao Tel Es followed Bao Es Rung.", [person(n) for n in names[1:]])
    rows, _ = merge([one, two])
    assert [e.name for e in rows] == names
    assert [len(e.mentions) for e in rows] == [1, 2, 2]


def test_middle_initials_and_short_forms() -> None:
    one = report("a1", "Robert F. Orr spoke.", [person("Robert F. Orr")])
    two = report("a2", "Bob Orr spoke.", [person("Bob Orr")])
    three = report("a3", "Robert Orr spoke.", [person("Robert Orr")])
    assert len(merge([one, two, three])[0]) == 1


def test_a_letter_apart_is_one_only_with_the_same_office() -> None:
    with_office = [
        report(
            "a1",
            "The harbour master Ida Brandl spoke.",
            [person("Ida Brandl", **{"harbour master": "nominal"})],
        ),
        report(
            "a2",
            "The harbour master Ida Brendl spoke.",
            [person("Ida Brendl", **{"harbour master": "nominal"})],
        ),
    ]
    rows, _ = merge(with_office)
    assert len(rows) == 1
    assert set(rows[0].aliases) | {rows[0].name} == {"Ida Brandl", "Ida Brendl"}
    without = [
        report("a1", "Ida Brandl spoke.", [person("Ida Brandl")]),
        report("a2", "Ida Brendl spoke.", [person("Ida Brendl")]),
    ]
    assert len(merge(without)[0]) == 2


def test_a_letter_apart_in_one_article_are_two() -> None:
    text = "The pilot Ida Brandl met the pilot Ida Brendl."
    both = report("a1", text, [person("Ida Brandl", pilot="nominal"), person("Ida Brendl", pilot="nominal")])
    one = report("a2", "The pilot Ida Brandl spoke.", [person("Ida Brandl", pilot="nominal")])
    rows, into = merge([both, one])
    assert len(rows) == 2
    assert into["a2e1"] == into["a1e1"]


def test_places_join_by_list_by_alias_and_by_initials() -> None:
    one = report("a1", "The DPRK fired.", [("organisation", "DPRK", {"DPRK": "name"})])
    two = report("a2", "North Korea fired.", [("place", "North Korea", {"North Korea": "name"})])
    assert len(merge([one, two])[0]) == 1
    text = report(
        "a1",
        "Bolvia, the FKB.",
        [("place", "Bolvia", {"Bolvia": "name", "FKB": "name"})],
    )
    alone = report("a2", "The FKB objects.", [("organisation", "FKB", {"FKB": "name"})])
    rows, _ = merge([text, alone])
    assert [e.name for e in rows] == ["Bolvia"]
    full = report(
        "a1",
        "The Orrin Fishers Union met.",
        [("organisation", "Orrin Fishers Union", {"Orrin Fishers Union": "name"})],
    )
    short = report("a2", "The OFU met.", [("organisation", "OFU", {"OFU": "name"})])
    assert [e.aliases for e in merge([full, short])[0]] == [("OFU",)]


def test_nothing_and_one() -> None:
    assert merge([]) == ((), {})
    rows, into = merge([report("a1", "Ida Brandl spoke.", [person("Ida Brandl")])])
    assert len(rows) == 1
    assert into == {"a1e1": "e1"}


def test_a_son_is_not_his_father() -> None:
    one = report(
        "a1", "Tom Orr Jr. met Tom Orr.", [person("Tom Orr Jr"), ("person", "Tom Orr", {"Tom Orr": "name"})]
    )
    two = report("a2", "Tom Orr left.", [person("Tom Orr")])
    assert len(merge([one, two])[0]) == 2
    mayor = report("a3", "The mayor Tom Orr Jr spoke.", [person("Tom Orr Jr", mayor="nominal")])
    same = report("a4", "The mayor Tom Orr spoke.", [person("Tom Orr", mayor="nominal")])
    assert len(merge([mayor, same])[0]) == 1
    assert len(merge([mayor, two])[0]) == 2
