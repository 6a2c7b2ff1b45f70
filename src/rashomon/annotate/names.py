"""Where names stand, bare: without title, article, possessive or apposition.

Requirement: a name is a run of words with capitals, joined by small words only where a name goes on ("Ministry of
Defence", "Omar bin Saleh", "Workers’ Party of X"). The recogniser's labels are evidence and no more: they are wrong on
headlines and on unusual names. What is a name in running text is one in a headline too.
Known exceptions: a name that is a common word and stands only at the beginning of sentences is missed; so is one that
stands in a headline alone, unless the recogniser is sure of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from rashomon.annotate.echoes import echoes
from rashomon.annotate.kinds import given_names
from rashomon.annotate.reading import CLOSED, NAME_LABELS, Name, Reading, capital, folded_entries
from rashomon.lang import entries, table
from rashomon.lang.names import listed_names
from rashomon.words import fold

_CAMEL = re.compile(r"[a-z]{2}[A-Z][a-z]")  # no other word is written so
_POSSESSIVE = frozenset({"’s", "'s", "’", "'", "‘s", "‘"})
_HYPHENS = frozenset({"-", "‐", "‑"})


@lru_cache(maxsize=None)
def _titles() -> dict[str, tuple[tuple[tuple[str, ...], str | None], ...]]:
    """First folded word to the titles that begin with it, longest first, with a gender for forms of address (None
    for titles of office)."""
    found: dict[str, list[tuple[tuple[str, ...], str | None]]] = {}
    for entry in entries("titles"):
        parts = tuple(fold(entry).replace("-", " - ").split())
        found.setdefault(parts[0], []).append((parts, None))
    for entry, gender in table("honorifics"):
        found.setdefault(fold(entry), []).append(((fold(entry),), gender))
    return {k: tuple(sorted(v, key=lambda e: (-len(e[0]), e[0]))) for k, v in found.items()}


def _title_at(reading: Reading, at: int, end: int) -> tuple[int, str | None] | None:
    """The end of the title that begins at ``at`` and its gender, if one does, with a capital."""
    if not capital(reading.tokens[at].text):
        return None
    for parts, gender in _titles().get(reading.folded[at], ()):
        if reading.folded[at : at + len(parts)] == parts and at + len(parts) <= end:
            return at + len(parts), gender
    return None


def find(reading: Reading) -> tuple[Name, ...]:
    """All names, in text order, not overlapping."""
    found: list[Name] = []
    for number in range(len(reading.parse.sentences)):
        inside = reading.parse.in_sentence(number)
        if inside and not reading.headline[number]:
            for first, last in _runs(reading, inside[0].index, inside[-1].index + 1):
                found.extend(_split(reading, first, last))
    found = [c for n in found if (c := _clean(reading, n)) is not None]
    alone = {reading.folded[n.first : n.last] for n in found}
    found = [_without_office(reading, _without_creed(reading, n, alone), alone) for n in found]
    again = echoes(reading, found)
    around = {i: e for e in again for i in range(e.first, e.last)}
    found = [n for n in found if n.first not in around]
    found.extend(again)
    found.extend(_in_headlines(reading, found))
    return tuple(sorted(found, key=lambda n: n.first))


# ---------------------------------------------------------------- runs of capitals


def _may_name(reading: Reading, i: int) -> bool:
    token = reading.tokens[i]
    if not capital(token.text) or token.text in entries("not_names"):
        return False
    named = token.entity in NAME_LABELS
    if _CAMEL.search(token.text):
        return True
    if i in reading.opener:
        if token.pos in CLOSED and not (named and token.pos not in {"PRON", "DET"}):
            return False
        if reading.folded[i] in reading.lower and token.pos != "PROPN":
            return False
        if token.pos == "PROPN" or named:
            return not (reading.folded[i] in reading.lower and not named)
        return _title_at(reading, i, len(reading.tokens)) is not None or reading.demonym[i] is not None
    if token.pos in CLOSED or token.pos == "ADV":
        return named
    return True


def _runs(reading: Reading, start: int, end: int) -> Iterator[tuple[int, int]]:
    i = start
    while i < end:
        if not _may_name(reading, i):
            i += 1
            continue
        first = i
        while (after := _goes_on(reading, first, i, end)) is not None:
            i = after
        yield first, i + 1
        i += 1


def _goes_on(reading: Reading, first: int, i: int, end: int) -> int | None:
    """The next token of the name that has come to ``i``, if it goes on."""
    n = i + 1
    if n >= end or reading.quote[n] != reading.quote[i]:
        return None
    tokens, folded = reading.tokens, reading.folded

    def named(k: int) -> bool:
        return k < end and _may_name(reading, k) and reading.quote[k] == reading.quote[i]

    if named(n):
        return n
    if tokens[n].text in _HYPHENS and reading.touches(i) and reading.touches(n) and n + 1 < end:
        if tokens[i].text in listed_names() or reading.demonym[n + 1] is not None:
            return None  # "U.S.-Israel", "Franco-German"
        if n + 3 < end and tokens[n + 2].text in _HYPHENS and tokens[n + 1].text.islower() and named(n + 3):
            return n + 3  # "Stow-on-Wold"
        if named(n + 1) or (
            tokens[n + 1].entity == "PERSON" == tokens[i].entity and len(tokens[n + 1].text) <= 6
        ):
            return n + 1
        return None
    if (
        tokens[n].text in _POSSESSIVE
        and named(n + 1)
        and tokens[i].text.rstrip("’'") in entries("possessive_names")
    ):
        return n + 1
    if folded[n] in entries("name_particles") and tokens[n].pos not in {"VERB", "AUX"}:
        k = n
        while k < end and folded[k] in entries("name_particles"):
            k += 1
        if named(k):
            return k
        if k < end - 1 and tokens[k].text in _HYPHENS and named(k + 1):
            return k + 1
    if tokens[n].text == "&" and named(n + 1):
        return n + 1
    title = next(
        (t for at in range(i, max(first, i - 2) - 1, -1) if (t := _title_at(reading, at, end))), None
    )
    if title is not None and title[0] > n:
        return n  # inside "Secretary of State"
    if folded[n] in {"of", "for", "on", "and", "against", "in"}:
        k = n + 1
        if k < end and folded[k] == "the":
            k += 1
        if not named(k) or (
            title is not None and title[0] == i + 1 and tokens[i].text not in entries("organisation_words")
        ):
            return None
        label = tokens[n].entity
        if (
            label
            and label != "PERSON"
            and label in NAME_LABELS
            and tokens[i].entity == label == tokens[k].entity
        ):
            return k
        shown = {t.text.rstrip("s") for t in tokens[first : i + 1]} | {t.text for t in tokens[first : i + 1]}
        if folded[n] == "of" and shown & (entries("organisation_words") | {"Republic", "Kingdom", "State"}):
            return k
        if folded[n] == "for" and tokens[i].text in entries("organisation_words"):
            return k
    return None


# ---------------------------------------------------------------- one run into names and titles


def _split(reading: Reading, first: int, last: int) -> Iterator[Name]:
    """The names in a run: "Texas Gov. Dan Orr" names a place and a person, "Russian President" nobody."""
    tokens, folded = reading.tokens, reading.folded
    while first < last and folded[first] in folded_entries("name_openers"):
        first += 1
    if first >= last:
        return
    for i in range(first, last):
        title = _title_at(reading, i, last)
        if title is None or _is_body(reading, i, title[0], last):
            continue
        if i > first and folded[i - 1] in {"of", "for", "the", "and"}:
            continue  # "Office of Special Counsel"
        if i > first and title[0] == last and folded[i - 1] in given_names():
            continue  # "Ida Baron"
        after, gender = title
        yield from _split(reading, first, i)
        if after < last:
            again = _title_at(reading, after, last)
            if again is not None and again[0] < last and again[1] is None:
                after = again[0]
            yield Name(after, last, (i, after), True, gender or "-")
        return
    if (
        last - first == 2
        and tokens[first].text in listed_names()
        and tokens[last - 1].text not in entries("organisation_words")
        and last < len(tokens)
        and tokens[last].pos in {"NOUN", "ADJ", "X"}
        and tokens[last].sentence == tokens[first].sentence
    ):
        yield Name(first, first + 1)  # "U.S. Defense officials"
        return
    cut = _office_before(reading, first, last) or _person_behind(reading, first, last)
    if cut is not None:
        yield from _split(reading, first, cut)
        yield Name(cut, last)
        return
    yield Name(first, last)


def _is_body(reading: Reading, i: int, after: int, last: int) -> bool:
    """Whether what looks like a title begins or ends the name of a body: "Justice Department", "General Mills"."""
    if after < last and (
        reading.tokens[after].text in entries("organisation_words")
        or reading.tokens[after].text in entries("place_words")
    ):
        return True
    inside = {t.entity for t in reading.tokens[i : min(after + 1, last)]}
    return after < last and len(inside) == 1 and bool(inside & {"ORG", "FAC", "LOC", "GPE"})


def _office_before(reading: Reading, first: int, last: int) -> int | None:
    """Where a person's name begins behind "Director of National Safety": the run is what the office is of, and who."""
    if first < 2 or reading.folded[first - 1] != "of":
        return None
    office = reading.tokens[first - 2].text
    if office.capitalize() != office or (office.casefold(),) not in {
        t for t, _ in _titles().get(office.casefold(), ())
    }:
        return None
    return next((k for k in range(first + 1, last - 1) if reading.folded[k] in given_names()), None)


def _person_behind(reading: Reading, first: int, last: int) -> int | None:
    """Where a person's name begins behind the name of a place or body ("Tarvon Agency Lorne Tavish")."""
    labels = [t.entity for t in reading.tokens[first:last]]
    for k in range(1, len(labels)):
        if all(x == "PERSON" for x in labels[k:]) and all(x in {"ORG", "GPE", "NORP"} for x in labels[:k]):
            return first + k
    return None


def _clean(reading: Reading, name: Name) -> Name | None:
    """Without demonyms before it and marks around it; None if nothing is left that names."""
    first, last = name.first, name.last
    tokens = reading.tokens
    while (
        first < last and not tokens[last - 1].text[-1:].isalnum() and not tokens[last - 1].text.endswith(".")
    ):
        last -= 1
    while first < last and reading.demonym[first] is not None:
        size = 2 if first + 1 < last and reading.demonym[first + 1] == reading.demonym[first] else 1
        if first + size >= last:  # nothing but a demonym: a group if it stands as a noun, else no name
            if _is_people(reading, last):
                return Name(first, last, None, False, "-", "group")
            return None
        body = tokens[first + size]
        part = tokens[first].entity in {"ORG", "FAC", "EVENT", "LAW", "WORK_OF_ART", "LOC", "GPE"} and (
            body.entity == tokens[first].entity
        )
        word = {t.text for t in tokens[first + size : last]} & entries("organisation_words")
        if name.title is None and (part or word):
            break
        first += size
    if first >= last:
        return None
    if first and tokens[first - 1].text in entries("name_particles") and tokens[first - 1].entity == "PERSON":
        first -= 1
    body_kind = _collective_after(reading, last)
    if body_kind is not None:
        return Name(first, last + 1, None, False, "-", body_kind)
    if last - first > 1 and reading.demonym[last - 1] == "" and tokens[last - 1].tag in {"NN", "NNP"}:
        return _clean(reading, Name(first, last - 1))  # "the Ohio Democrat" names Ohio
    if (
        last - first > 1
        and tokens[last - 1].text.endswith("s")
        and reading.demonym[last - 1] is not None
        and (tokens[last - 1].tag in {"NNS", "NNPS"})
    ):
        return Name(first, last, None, False, "-", "group")  # "House Republicans"
    if re.match(r"[A-Z]-(?:[A-Z]|$)", reading.text(first, last)) and tokens[first].text[:2] in {
        "D-",
        "R-",
        "I-",
        "D",
        "R",
        "I",
    }:
        return None  # a party and state: "R-Texas"
    if (last - first == 1 and len(tokens[first].text.strip(".")) < 2) or tokens[first].text.endswith("-"):
        return None
    return Name(first, last, name.title, name.person, name.gender)


def _without_creed(reading: Reading, name: Name, alone: set[tuple[str, ...]]) -> Name:
    """ "American Congress" is "Congress" where that stands alone in the article, unless the whole is listed."""
    first = name.first
    if name.title is None and name.collective is None and reading.demonym[first] is not None:
        if reading.text(first, name.last) not in listed_names():
            size = 1 + (first + 1 < name.last and reading.demonym[first + 1] == reading.demonym[first])
            if reading.folded[first + size : name.last] in alone:
                return Name(first + size, name.last, None, name.person, name.gender)
    return name


def _without_office(reading: Reading, name: Name, alone: set[tuple[str, ...]]) -> Name:
    """Of "Tavria Defense officials" the name is "Tavria", where that stands alone in the article."""
    if name.last - name.first != 2 or name.title is not None or name.collective is not None:
        return name
    words = {reading.tokens[name.last - 1].text}
    if words & (entries("organisation_words") | entries("place_words") | entries("thing_words")):
        return name
    if name.last >= len(reading.tokens) or any(
        t.entity == "PERSON" for t in reading.tokens[name.first : name.last]
    ):
        return name
    after = reading.tokens[name.last]
    noun = after.pos in {"NOUN", "ADJ"} and after.sentence == reading.tokens[name.first].sentence
    first, second = reading.folded[name.first : name.first + 1], reading.folded[name.first + 1 : name.last]
    if noun and first in alone and second not in alone:
        return Name(name.first, name.first + 1)
    return name


def _is_people(reading: Reading, last: int) -> bool:
    token = reading.tokens[last - 1]
    if token.tag not in {"NNS", "NNPS"} or not token.text.endswith("s"):
        return False
    after = reading.tokens[last] if last < len(reading.tokens) else None
    return after is None or after.pos not in {"NOUN", "PROPN"} or after.head != token.head


def _collective_after(reading: Reading, last: int) -> str | None:
    """The kind of a body called after a name: "the Halder family", "the Orr administration"."""
    if last >= len(reading.tokens) or reading.tokens[last - 1].sentence != reading.tokens[last].sentence:
        return None
    kinds = {row[0]: row[1] for row in table("name_collectives")}
    kind = kinds.get(reading.tokens[last].text)
    if kind is None or reading.tokens[last].pos not in {"NOUN", "PROPN"}:
        return None
    at = last + 1
    if at < len(reading.tokens) and reading.tokens[at].pos == "NOUN" and reading.tokens[at].head != at:
        return None if reading.tokens[last].dep == "compound" else kind
    return kind


# ---------------------------------------------------------------- names that only a headline holds


def _sure_alone(reading: Reading, i: int) -> bool:
    token = reading.tokens[i]
    return token.entity == "GPE" or token.text in listed_names()


def _in_headlines(reading: Reading, found: list[Name]) -> list[Name]:
    """Names that only a headline holds: where the recogniser sees one and no word of it is a common one here."""
    taken = {i for n in found for i in range(n.first, n.last)}
    more: list[Name] = []
    for number, headline in enumerate(reading.headline):
        if not headline:
            continue
        run: list[int] = []
        for token in (*reading.parse.in_sentence(number), None):
            if (
                token is not None
                and token.entity in {"PERSON", "GPE", "ORG", "LOC"}
                and token.pos == "PROPN"
                and token.index not in taken
                and reading.folded[token.index] not in reading.lower
                and reading.demonym[token.index] is None
                and token.text not in entries("not_names")
                and (
                    not run or (run[-1] + 1 == token.index and reading.tokens[run[-1]].entity == token.entity)
                )
            ):
                run.append(token.index)
                continue
            if len(run) > 1 or (run and _sure_alone(reading, run[0])):
                for part in _split(reading, run[0], run[-1] + 1):
                    cleaned = _clean(reading, part)
                    if cleaned is not None:
                        more.append(cleaned)
            run = []
    return more
