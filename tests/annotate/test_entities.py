"""Names, descriptions and pronouns of one article."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from factory import article
from rashomon.annotate import entities
from rashomon.annotate.parse import parse
from rashomon.model import Article, Entity


def found(text: str, *roles: str) -> tuple[Article, tuple[Entity, ...]]:
    read = article(text, roles=roles)  # type: ignore[arg-type]
    return read, entities.find(read, parse(read))


def named(text: str, name: str, *roles: str) -> list[str]:
    """The words of every mention of the entity with a name."""
    read, rows = found(text, *roles)
    hits = [e for e in rows if e.name == name]
    assert len(hits) == 1, [e.name for e in rows]
    return [m.span.of(read.text) for m in hits[0].mentions]


def kinds(text: str, *roles: str) -> dict[str, str]:
    return {e.name: e.kind for e in found(text, *roles)[1]}


def who(text: str, words: str, nth: int = 0) -> str | None:
    """The name of the entity that has a mention at the ``nth`` place of ``words``."""
    _, rows = found(text)
    at = [m.start() for m in re.finditer(rf"\b{re.escape(words)}\b", text)][nth]
    for e in rows:
        if any((m.start, m.end) == (at, at + len(words)) for m in e.mentions):
            return e.name
    return None


# ---------------------------------------------------------------- names


def test_a_name_is_bare() -> None:
    text = "Tavrian President Oskar Melbin’s plan failed. The Senate mocked President Melbin in May."
    mentions = named(text, "Oskar Melbin")
    assert "Oskar Melbin" in mentions
    assert "Melbin" in mentions
    assert "Oskar Melbin’s" not in mentions
    assert "President Melbin" not in mentions


def test_a_headline_takes_its_names_from_the_text() -> None:
    text = (
        "Melbin Opens Bridge With Karrick At His Side\n\n"
        "Oskar Melbin opened the bridge on Monday. Ysolde Karrick stood beside the mayor, Melbin said."
    )
    assert named(text, "Oskar Melbin", "title")[0] == "Melbin"
    assert named(text, "Ysolde Karrick", "title")[0] == "Karrick"
    assert "Opens Bridge" not in kinds(text, "title")


def test_a_name_of_a_body_goes_on_over_small_words_and_possessives() -> None:
    text = "She works for the Ministry of Fisheries. The Workers’ Party of Tavria and the People’s Republic of Orrin signed."
    rows = kinds(text)
    assert rows["Ministry of Fisheries"] == "organisation"
    assert "Workers’ Party of Tavria" in rows
    assert "People’s Republic of Orrin" in rows


@pytest.mark.parametrize(
    "text",
    [
        "The Democratic Union of Orrin Fishers (DUOF) met. Members of the DUOF left early.",
        "Bolvia, officially known as the Federal Kingdom of Bolvar, is small. The Federal Kingdom of Bolvar has no navy.",
    ],
)
def test_the_text_gives_an_alias(text: str) -> None:
    rows = found(text)[1]
    assert any(len(e.aliases) == 1 and len([m for m in e.mentions if m.form == "name"]) >= 3 for e in rows)


def test_well_known_aliases_are_one() -> None:
    text = "The US and the UK voted. The United States abstained later, as did Britain. They told us nothing."
    assert named(text, "United States") == ["US", "United States"]
    assert named(text, "Britain") == ["UK", "Britain"] or named(text, "UK") == ["UK", "Britain"]


def test_an_adjective_of_a_country_is_no_mention_but_its_people_are_a_group() -> None:
    text = "The French minister met French farmers. The Germans were angry, and Germany said so."
    rows = kinds(text)
    assert "French" not in rows
    assert rows["Germans"] == "group"
    assert rows["Germany"] == "place"


def test_two_with_one_family_name_stay_two() -> None:
    text = (
        "Ansel Torvik met his daughter, Brisa Torvik, on Monday. "
        "Mr. Torvik said that he was glad. Ms. Torvik said that she was tired."
    )
    assert named(text, "Ansel Torvik") == ["Ansel Torvik", "his", "Torvik", "he"]
    assert named(text, "Brisa Torvik") == ["his daughter", "Brisa Torvik", "Torvik", "she"]


def test_a_father_known_by_his_surname_is_not_his_son() -> None:
    text = (
        "President Torvik was angry. Torvik’s eldest son, Ansel Torvik Jr., had written to a lawyer.\n\n"
        "Torvik said the letter was private, and Torvik Jr. agreed."
    )
    rows = kinds(text)
    assert rows["Torvik"] == "person"
    assert rows["Ansel Torvik Jr."] == "person"
    assert named(text, "Torvik").count("Torvik") == 3
    other = "Mrs. Quell spoke. Quell’s husband, Benno Quell, was silent. Quell said it was late."
    assert set(kinds(other)) == {"Quell", "Benno Quell"}


def test_a_family_name_that_comes_first() -> None:
    text = (
        "Bao Tel Ur spoke in the capital. Bao said the harvest was good. "
        "His father, Bao Tel Es, had ruled before him, and Bao Es Rung founded the state."
    )
    rows = kinds(text)
    assert {"Bao Tel Ur", "Bao Tel Es", "Bao Es Rung"} <= set(rows)
    assert "Bao" in named(text, "Bao Tel Ur")


def test_a_body_called_after_a_name_is_its_own() -> None:
    text = "Dana Hallam won. The Hallam administration began its work, and the Hallam family moved."
    rows = kinds(text)
    assert rows["Hallam administration"] == "organisation"
    assert rows["Hallam family"] == "group"
    assert named(text, "Dana Hallam") == ["Dana Hallam"]


def test_a_caption_with_sides_in_brackets() -> None:
    text = (
        "A title\n\nTavrian President Oskar Melbin (R) and Orrin's leader Ana Tosk (L)\n\nOskar Melbin spoke."
    )
    assert named(text, "Oskar Melbin", "title", "caption").count("Oskar Melbin") == 2
    assert "Ana Tosk" in kinds(text, "title", "caption")


def test_a_state_and_its_parts_of_speech() -> None:
    text = (
        "Sen. Lena Ortwin, D-Ohio, met House Republicans. Secretary of State Hanno Brill came from New York."
    )
    rows = kinds(text)
    assert rows["Lena Ortwin"] == rows["Hanno Brill"] == "person"
    assert rows["New York"] == "place"
    assert "State" not in rows
    assert "D-Ohio" not in rows


# ---------------------------------------------------------------- descriptions and pronouns

PAIR = (
    "Tavrian President Oskar Melbin flew to Orrin on Monday. Orrin’s leader, Ana Tosk, met him there.\n\n"
    "The Tavrian president was tired. He slept for an hour before she called."
)


def test_a_description_agrees_with_its_demonym() -> None:
    assert who(PAIR, "The Tavrian president") == "Oskar Melbin"


def test_he_and_she() -> None:
    assert who(PAIR, "him") == "Oskar Melbin"
    assert who(PAIR, "He") == "Oskar Melbin"


def test_he_added_is_the_speaker_of_the_sentence_before() -> None:
    text = (
        "“Ivan Drosk must go,” Anton Reller told reporters on Friday.\n\n"
        "He added, “Drosk is afraid, and the court will tell him so.”"
    )
    assert who(text, "He") == "Anton Reller"
    assert who(text, "him") == "Ivan Drosk"


def test_a_pronoun_before_its_name() -> None:
    text = "Ivan Drosk is ill. Ahead of his visit to Drosk’s town, Anton Reller wrote a letter."
    assert who(text, "his") == "Anton Reller"


def test_an_object_is_not_its_own_subject() -> None:
    text = "Mark Sollen was eager. Anton Reller wanted him to stay."
    assert who(text, "him") == "Mark Sollen"


def test_open_where_two_tie() -> None:
    text = "A letter from Mark Sollen to Peter Reller arrived. It hurt his pride."
    assert who(text, "his") is None


def test_the_president_is_nobody_without_an_office() -> None:
    assert who("Mark Sollen ate. The president slept.", "The president") is None


def test_the_court_is_the_one_that_was_named() -> None:
    text = "The Orrin Harbour Court ruled against the town. Sailors praised the court on Tuesday."
    assert who(text, "the court") == "Orrin Harbour Court"


def test_its_in_safe_constructions_only() -> None:
    text = "Germany and its neighbours signed. The report on Germany surprised its readers."
    assert who(text, "its", 0) == "Germany"
    assert who(text, "its", 1) is None


def test_titles_describe() -> None:
    text = "Rep. Jonas Welk spoke on Monday. The congressman denied everything."
    assert who(text, "The congressman") == "Jonas Welk"


# ---------------------------------------------------------------- the whole


def test_ids_order_and_bounds() -> None:
    read, rows = found(PAIR)
    assert [e.id for e in rows] == [f"e{i + 1}" for i in range(len(rows))]
    firsts = [min(m.start for m in e.mentions if m.form == "name") for e in rows]
    assert firsts == sorted(firsts)
    for e in rows:
        assert list(e.mentions) == sorted(e.mentions, key=lambda m: (m.start, m.end))
        assert all(0 <= m.start < m.end <= len(read.text) for m in e.mentions)
    names = sorted((m.start, m.end) for e in rows for m in e.mentions if m.form == "name")
    assert all(a[1] <= b[0] for a, b in zip(names, names[1:], strict=False))


@pytest.mark.parametrize(
    "text", ["", "…", "A", "I.", "“", "’s", "Mr.", "The President", "’’ \u200b \n\n ’s he", "HE SAID SHE"]
)
def test_odd_texts_are_no_error(text: str) -> None:
    found(text)


# The reports of the examples, with every person, place and body of theirs given a name that stands in no list.
INVENTED = {
    "Vladimir": "Ostrick",
    "Putin": "Dravin",
    "Alexei Navalny": "Marel Tovash",
    "Kim Jong Un": "Bao Tel Ur",
    "Kim Jong Il": "Bao Tel Es",
    "Kim Il Sung": "Bao Es Rung",
    "Kim": "Bao",
    "Rebekah Koffler": "Ysolde Karrick",
    "Koffler": "Karrick",
    "Anthony Ruggiero": "Tamber Rollesco",
    "Ruggiero": "Rollesco",
    "North Korean": "North Tavrian",
    "North Korea": "North Tavria",
    "Korea": "Tavria",
    "DPRK": "DPRT",
    "Pyongyang": "Quillmar",
    "Russian": "Belmoran",
    "Russia": "Belmora",
    "Ukrainian": "Vastrian",
    "Ukraine": "Vastria",
    "China": "Lorrea",
    "Washington": "Harnwick",
    "Moscow": "Belgrove",
    "Biden": "Hallam",
    "Rodong Sinmun": "Veltin Kurier",
    "Tass": "Brevo",
    "International Criminal Court": "Continental Penal Court",
    "ICC": "CPC",
    "Mount Paektu": "Mount Orrun",
    "Stalin": "Grosk",
    "Japan": "Nihar",
    "U.S.": "Ostland",
    "US": "Ostland",
}


def renamed(text: str) -> tuple[str, dict[int, int]]:
    """The text under ``INVENTED`` and, for every offset outside a replaced name, where it went."""
    pattern = "|".join(rf"(?<!\w){re.escape(k)}(?!\w)" for k in sorted(INVENTED, key=len, reverse=True))
    parts: list[str] = []
    where: dict[int, int] = {}
    at = size = 0
    for match in (*re.finditer(pattern, text), None):
        end = match.start() if match else len(text)
        where.update({k: size + k - at for k in range(at, end + 1)})
        parts.append(text[at:end])
        size += end - at
        if match:
            parts.append(INVENTED[match.group()])
            size += len(parts[-1])
            at = match.end()
    return "".join(parts), where


@pytest.mark.slow
@pytest.mark.parametrize("number", [0, 1])
def test_other_names_give_the_same_structure(number: int, shared: Path) -> None:
    text = sorted((shared / "seeds").glob("*.txt"))[number].read_text(encoding="utf-8")
    other, where = renamed(text)
    left, right = found(text, "title")[1], found(other, "title")[1]
    one = {frozenset((where[m.start], where[m.end], m.form) for m in e.mentions) for e in left}
    two = {frozenset((m.start, m.end, m.form) for m in e.mentions) for e in right}
    assert one == two
    people = {e.name for e in right if e.kind == "person"}
    assert {"Ostrick Dravin", "Bao Tel Ur"} <= people
    assert not people & {"North Tavria", "Belmora", "Vastria", "Quillmar"}
