"""What a name is the name of, and a person's gender, from everything the article shows about it.

The recogniser's label at each place is one vote; titles, given names, the last word of the name and what stands
beside it weigh more, since the recogniser guesses where a name is unusual.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache

from rashomon.annotate.reading import Name, Reading, folded_entries
from rashomon.lang import entries, table
from rashomon.model import EntityKind
from rashomon.words import fold

_LABEL_KIND: dict[str, EntityKind] = {
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "NORP": "group",
    "EVENT": "other",
    "LAW": "other",
    "WORK_OF_ART": "other",
    "PRODUCT": "other",
}
# Votes. One label is worth 1; set by hand on the texts of the development stories, not tuned further.
TITLE = 4.0
GIVEN_NAME = 2.0
LAST_WORD = 3.0
NOUN_BESIDE = 3.0
WHO = 1.5
LOCATIVE = 1.2
DEMONYM = 4.0  # the article has an adjective built from the name
OWNED = 1.5
LIKE = 2.0  # "countries like X"
NEIGHBOUR = 1.0  # named in one breath with what is surely a place
SURE = 3.0
ARTICLE = 2.0  # "the Northern Star" is no person
OTHER_ARTICLE = 0.8
COLLECTIVE = 10.0  # "the X family" is what it says

Votes = defaultdict[EntityKind, float]
KIN = 2.0
TWO_WORDS = 0.3  # two or three words with capitals that nothing else explains

_PLACE_FIRST = frozenset({"Mount", "Lake", "Port", "Fort"})
_BEGINS = frozenset(
    {"DET", "NOUN", "ADJ", "PROPN", "PRON"}
)  # "the town’s mayor", "Orr’s lawyer", "his lawyer"
_LOCATIVE = frozenset({"in", "near", "across", "throughout", "outside", "inside"})


@lru_cache(maxsize=None)
def roles() -> dict[str, tuple[str, frozenset[str]]]:
    """Role noun to (gender, broader nouns), both folded."""
    return {fold(a): (g, frozenset(() if b == "-" else fold(b).split())) for a, g, b in table("roles")}


@lru_cache(maxsize=None)
def kin() -> dict[str, str]:
    """Kin word to gender."""
    return {fold(a): g for a, g in table("kin")}


@lru_cache(maxsize=None)
def given_names() -> dict[str, str]:
    """Folded given name to usual gender."""
    return {fold(a): g for a, g in table("given_names")}


def votes(reading: Reading, names: Sequence[Name]) -> Votes:
    """For each kind the weight of what speaks for it at the places of one name."""
    found: Votes = defaultdict(float)
    for n in names:
        if n.collective is not None:
            found["group" if n.collective == "group" else "organisation"] += COLLECTIVE
            continue
        for kind, weight in _at(reading, n).items():
            found[kind] += weight
    return found


def neighbours(reading: Reading, by_key: Mapping[str, Sequence[Name]], counted: Mapping[str, Votes]) -> None:
    """Adds, to names coordinated with a sure place, votes for a place ("Russia, China and X"); twice, so that it
    reaches along a list."""
    ordered = sorted(
        (n.first, n.last, k) for k, names in by_key.items() for n in names if n.collective is None
    )
    pairs = [
        (a[2], b[2])
        for a, b in zip(ordered, ordered[1:], strict=False)
        if a[2] != b[2] and _coordinated(reading, a[1], b[0])
    ]
    done: set[tuple[str, str]] = set()
    for _ in range(2):
        sure = {k for k, c in counted.items() if c["place"] >= SURE and kind_of(c) == "place"}
        for pair in pairs:
            for one, other in (pair, pair[::-1]):
                if one in sure and other not in sure and (one, other) not in done:
                    counted[other]["place"] += NEIGHBOUR
                    done.add((one, other))


def _coordinated(reading: Reading, end: int, start: int) -> bool:
    between = reading.folded[end:start]
    return between in {("and",), (",",), (",", "and"), ("or",)} and (
        reading.tokens[end - 1].sentence == reading.tokens[start].sentence
    )


def kind_of(found: Votes) -> EntityKind:
    """The kind with most votes; the order of the kinds breaks ties."""
    order: tuple[EntityKind, ...] = ("person", "organisation", "place", "group", "other")
    best = max(order, key=lambda k: (found[k], -order.index(k)))
    return best if found[best] > 0 else "other"


def _at(reading: Reading, n: Name) -> Votes:
    tokens, folded = reading.tokens, reading.folded
    found: Votes = defaultdict(float)
    labels = Counter(t.entity for t in tokens[n.first : n.last] if t.entity in _LABEL_KIND)
    if labels and not reading.headline[tokens[n.first].sentence]:
        found[_LABEL_KIND[labels.most_common(1)[0][0]]] += 1.0
    if n.person:
        found["person"] += TITLE
    if " ".join(folded[n.first : n.last]) in reading.places:
        found["place"] += DEMONYM
    size = n.last - n.first
    word = tokens[n.last - 1].text
    words = {t.text for t in tokens[n.first : n.last]}
    first_of = next((k for k in range(n.first, n.last) if folded[k] in {"of", "for", "on"}), n.last)
    head = tokens[first_of - 1].text if first_of > n.first else word
    if size > 1 and {head, head.rstrip("s"), word} & (
        entries("organisation_words") | entries("company_suffixes")
    ):
        found["organisation"] += LAST_WORD
    elif size > 1 and word in entries("thing_words"):
        found["other"] += LAST_WORD
    elif size > 1 and ({head, word} & entries("place_words") or tokens[n.first].text in _PLACE_FIRST):
        found["place"] += LAST_WORD
    elif 2 <= size <= 4 and folded[n.first] in given_names() and not words & entries("organisation_words"):
        found["person"] += GIVEN_NAME
    elif (
        2 <= size <= 3
        and not labels
        and all(t.text.isalpha() and t.pos == "PROPN" for t in tokens[n.first : n.last])
    ):
        found["person"] += TWO_WORDS
    before = tokens[n.first - 1] if n.first else None
    after = tokens[n.last] if n.last < len(tokens) else None
    sentence = tokens[n.first].sentence
    if before is not None and before.sentence == sentence:
        noun = before.lemma.casefold()
        if noun in roles() and before.pos in {"NOUN", "PROPN"} and not before.text.endswith("s"):
            found["person"] += NOUN_BESIDE
        elif noun in kin():
            found["person"] += KIN
        elif noun in folded_entries("organisation_nouns") and before.pos == "NOUN":
            found["organisation"] += NOUN_BESIDE
        elif before.text == "," and n.first > 1 and tokens[n.first - 2].lemma.casefold() in kin():
            found["person"] += KIN
        elif folded[n.first - 1] == "the" and (after is None or after.pos not in {"NOUN", "PROPN"}):
            found["person"] -= ARTICLE
            found["other"] += OTHER_ARTICLE
        elif folded[n.first - 1] == "like" and n.first > 1 and _countries(reading, n.first - 2):
            found["place"] += LIKE
        elif folded[n.first - 1] in _LOCATIVE and after is not None and after.text not in {"’s", "'s"}:
            found["place"] += LOCATIVE
    if after is not None and after.text in {"’s", "'s"} and n.last + 1 < len(tokens):
        owned = folded[n.last + 1]
        if owned in folded_entries(
            "place_owned"
        ) or f"{owned} {folded[min(n.last + 2, len(tokens) - 1)]}" in (folded_entries("place_owned")):
            found["place"] += OWNED
    if after is not None and after.sentence == sentence:
        beyond = tokens[n.last + 1] if n.last + 1 < len(tokens) else None
        if _described_after(reading, n.last):
            found["person"] += NOUN_BESIDE
        if folded[n.last] in {"who", "whom"} or (
            after.text == "," and beyond is not None and beyond.lemma in {"who", "whose"}
        ):
            found["person"] += WHO
        elif after.text in {"’s", "'s", "’"} and beyond is not None and beyond.lemma.casefold() in kin():
            found["person"] += KIN
    return found


def _countries(reading: Reading, at: int) -> bool:
    """Whether "countries", "cities" stand at a token or just before a dash or comma there."""
    if not reading.folded[at][:1].isalpha() and at:
        at -= 1
    return reading.tokens[at].lemma in entries("place_nouns") and reading.tokens[at].tag == "NNS"


def _described_after(reading: Reading, at: int) -> bool:
    """Whether ", the managing director of …" follows: up to five words and a noun for a person."""
    tokens = reading.tokens
    if tokens[at].text != "," or at + 2 >= len(tokens) or tokens[at + 1].pos not in _BEGINS:
        return False
    for i in range(at + 1, min(at + 7, len(tokens))):
        if tokens[i].sentence != tokens[at].sentence or tokens[i].pos not in {
            "DET",
            "NOUN",
            "ADJ",
            "PROPN",
            "PART",
            "PRON",
        }:
            return False
        noun_ends = i + 1 == len(tokens) or tokens[i + 1].pos not in {"NOUN", "PROPN", "PART"}
        if tokens[i].pos == "NOUN" and tokens[i].tag == "NN" and noun_ends:
            return tokens[i].lemma.casefold() in roles()
    return False


def gender_of(reading: Reading, names: Sequence[Name], surfaces: Sequence[str]) -> str:
    """m, f or - of a person: by form of address, by nouns beside the name, by the given name, in this order."""
    address = Counter(n.gender for n in names if n.gender != "-")
    if address:
        return address.most_common(1)[0][0] if len(address) == 1 else "-"
    for n in names:
        for at in (n.first - 1, n.first - 2):
            if at < 0 or reading.tokens[at].sentence != reading.tokens[n.first].sentence:
                continue
            if at == n.first - 2 and reading.tokens[n.first - 1].text != ",":
                continue
            noun = fold(reading.tokens[at].lemma)
            gender = kin().get(noun) or roles().get(noun, ("-",))[0]
            if gender != "-" and (noun in kin() or noun not in {"republican", "democrat"}):
                return gender
    for s in surfaces:
        words = fold(s).split()
        if len(words) > 1 and given_names().get(words[0], "-") != "-":
            return given_names()[words[0]]
    return "-"
