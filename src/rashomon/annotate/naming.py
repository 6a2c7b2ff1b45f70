"""Which names mean one and the same: from the places where names stand to named entities.

Requirement: two people are never made one. A part of a full name ("Orr") goes to the one that was last in view; a
surname shared by two is told apart by form of address and by which of the two the text is about. Aliases come from
the text ("officially known as", "X (ABC)", the initials of a full name) and from a list of well-known ones.
Known exceptions: a surname two people share, used of the one who is mentioned less, may go to the other.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from rashomon.annotate.kinds import gender_of, kin, kind_of, neighbours, votes
from rashomon.annotate.reading import Name, Reading
from rashomon.lang import entries
from rashomon.lang.names import (
    abbreviates,
    compatible,
    ends,
    is_acronym,
    key,
    listed,
    listed_names,
    person_parts,
)
from rashomon.model import EntityKind
from rashomon.words import fold

# Salience of a person falls by this factor with each sentence (a bare surname goes to the most salient bearer). Not
# tuned: any value that lets one recent mention beat one old one and two recent ones beat one works on the texts read.
FADE = 0.8
# A bare surname needs this lead in salience to be given to one of two bearers whom nothing else tells apart.
LEAD = 1.05

# How many words may stand between a possessive and the name of the relative ("Orr’s eldest son, Tom Orr").
KIN_REACH = 7

_KNOWN_AS = re.compile(
    r"^\s*,?\s*\(?(?:(?:also|better|officially|formally|formerly|previously|popularly|commonly|widely|locally|once|now)\s+)?"
    r"(?:known|referred\s+to|abbreviated)\s+(?:as|by)\s+(?:the\s+)?[“\"‘]?$|^\s*\(\s*(?:the\s+)?$|^,?\s+or\s+(?:the\s+)?$"
    r"|^\s*,?\s*(?:a\.k\.a\.|aka|alias|née|born)\s+$",
    re.I,
)


@dataclass(slots=True)
class Group:
    """The places where one entity is named, while they are being gathered."""

    kind: EntityKind
    names: list[Name] = field(default_factory=list)
    surfaces: Counter[str] = field(default_factory=Counter)  # as written
    gender: str = "-"
    aliases: set[str] = field(default_factory=set)

    def name(self) -> str:
        """The name to show: of a person the fullest, else the most frequent that is no abbreviation; then the first."""
        order = {s: i for i, s in enumerate(self.surfaces)}

        def rank(s: str) -> tuple[int, int, int, int]:
            full = len(person_parts(s)) if self.kind == "person" else int(not is_acronym(s))
            return (
                min(full, 3) if self.kind == "person" else full,
                int(not s.isupper()),
                self.surfaces[s],
                -order[s],
            )

        return max(self.surfaces, key=rank)


def group(reading: Reading, names: Sequence[Name]) -> list[Group]:
    """The named entities of an article, by first mention."""
    by_key: dict[str, list[Name]] = {}
    for n in names:
        by_key.setdefault(_key_of(reading, n), []).append(n)
    kinds: dict[str, EntityKind] = {}
    counted = {k: votes(reading, ns) for k, ns in by_key.items()}
    neighbours(reading, by_key, counted)
    for k in by_key:
        known = listed().get(k)
        kinds[k] = known[1] if known else kind_of(counted[k])
    full = [k for k in by_key if kinds[k] == "person" and len(k.split()) > 1]
    groups: list[Group] = []
    owner: dict[str, Group] = {}
    for k in sorted(full, key=lambda k: (-len(k.split()), by_key[k][0].first)):
        same = [g for g in groups if any(compatible(person_parts(k), person_parts(s)) for s in g.surfaces)]
        if len(same) != 1:
            same = [Group("person")]
            groups.append(same[0])
        owner[k] = same[0]
        for n in by_key[k]:
            _add(reading, same[0], n)
    singles: list[tuple[Name, list[Group]]] = []
    people = [(g, {p for s in g.surfaces for p in ends(person_parts(s))}) for g in groups]
    for k, ns in by_key.items():
        if k in owner:
            continue
        part = " " not in k or ns[0].last - ns[0].first == 1 or ns[0].title is not None
        bearers = [g for g, parts in people if fold(k) in parts and not _another(reading, ns, g)]
        as_person = kinds[k] == "person" or (k not in listed() and not is_acronym(k))
        if part and bearers and as_person and not ns[0].collective:
            singles.extend((n, bearers) for n in ns)
            continue
        g = _other_group(groups, owner, k, kinds[k])
        owner[k] = g
        for n in ns:
            _add(reading, g, n)
    _text_aliases(reading, names, groups)
    _acronyms(groups)
    _short_outlets(groups)
    for g in groups:
        g.gender = gender_of(reading, g.names, list(g.surfaces)) if g.kind == "person" else "-"
    _share_out(reading, sorted(singles, key=lambda n: n[0].first), people)
    kept = [g for g in groups if g.names]
    for g in kept:
        g.names.sort(key=lambda n: n.first)
    return sorted(kept, key=lambda g: g.names[0].first)


def _key_of(reading: Reading, name: Name) -> str:
    text = reading.text(name.first, name.last)
    k = key(text)
    if name.collective is None and text in listed_names():
        return listed()[k][0]
    return listed()[k][0] if k in listed() and not is_acronym(text) and name.collective is None else k


def _another(reading: Reading, bare: Sequence[Name], bearer: Group) -> bool:
    """Whether a bare surname is not that of a full name which holds it: the father of "Orr’s son, Tom Orr", of an
    "Orr Jr.", or of a "Tom Orr Jr." whom the text brings up after it."""
    tokens = reading.tokens
    ends_at = {n.last for n in bare}
    for n in bearer.names:
        at = n.first - 1
        while at > 0 and n.first - at < KIN_REACH and tokens[at].sentence == tokens[n.first].sentence:
            if tokens[at].text in {"’s", "'s", "’", "'"} and at in ends_at:
                if any(tokens[k].lemma.casefold() in kin() for k in range(at, n.first)):
                    return True
            at -= 1
    junior = [p for p in map(person_parts, bearer.surfaces) if p[-1] in {"jr", "ii", "iii", "iv"}]
    if not junior or len(junior) < len(bearer.surfaces):
        return False
    if any(len(p) == 2 for p in junior):
        return True
    first = min((n.first for n in bearer.names if not _in_headline(reading, n)), default=-1)
    return any(n.first < first and not _in_headline(reading, n) for n in bare)


def _in_headline(reading: Reading, name: Name) -> bool:
    return reading.headline[reading.tokens[name.first].sentence]


def _add(reading: Reading, group: Group, name: Name) -> None:
    group.names.append(name)
    group.surfaces[reading.text(name.first, name.last)] += 1


def _other_group(groups: list[Group], owner: dict[str, Group], k: str, kind: EntityKind) -> Group:
    """The group of a name that is no part of a person's: that of the same name without its legal form, or a new one."""
    suffixes = {fold(s).strip(".") for s in entries("company_suffixes")}

    def stem(text: str) -> str:
        words = text.split()
        while len(words) > 1 and words[-1] in suffixes:
            words = words[:-1]
        return " ".join(words)

    for other, g in owner.items():
        if g.kind == kind == "organisation" and stem(other) == stem(k):
            return g
    g = Group(kind)
    groups.append(g)
    return g


# ---------------------------------------------------------------- aliases the text gives


def _text_aliases(reading: Reading, names: Sequence[Name], groups: list[Group]) -> None:
    """Joins two groups where the text says that one name is another: "X, officially known as the Y", "X (ABC)"."""
    where = {n.first: g for g in groups for n in g.names}
    ordered = sorted((n for n in names if n.first in where), key=lambda n: n.first)
    for left, right in zip(ordered, ordered[1:], strict=False):
        a, b = where[left.first], where[right.first]
        end, start = reading.tokens[left.last - 1].end, reading.tokens[right.first].start
        if (
            a is b
            or start - end > 40
            or reading.tokens[left.first].sentence != reading.tokens[right.first].sentence
        ):
            continue
        between = reading.article.text[end:start]
        match = _KNOWN_AS.match(between)
        if not match:
            continue
        one, two = reading.text(left.first, left.last), reading.text(right.first, right.last)
        if "(" in between or between.strip().startswith(("or", ", or")):
            closing = reading.article.text[reading.tokens[right.last - 1].end :][:2].lstrip("”’\"'")[:1]
            if "known" not in between and not (abbreviates(two, one) or abbreviates(one, two)):
                continue
            if "(" in between and closing != ")":
                continue
        if a.kind != b.kind and "person" in {a.kind, b.kind}:
            person = a if a.kind == "person" else b
            if any(" " in s for s in person.surfaces) or (
                "official" not in between and "formal" not in between
            ):
                continue
            a.kind = b.kind = b.kind if person is a else a.kind  # states and bodies have official names
        _join(groups, a, b, where)


def _join(groups: list[Group], into: Group, other: Group, where: dict[int, Group]) -> None:
    into.names.extend(other.names)
    into.surfaces.update(other.surfaces)
    into.aliases |= other.aliases
    for n in other.names:
        where[n.first] = into
    if into.kind in {"other"}:
        into.kind = other.kind
    groups.remove(other)


def _acronyms(groups: list[Group]) -> None:
    """Joins an acronym to the one full name in the article whose initials it is."""
    for g in list(groups):
        if g not in groups or not all(is_acronym(s) for s in g.surfaces) or g.kind == "person":
            continue
        fits = [
            o
            for o in groups
            if o is not g
            and o.kind != "person"
            and any(abbreviates(s, f) for s in g.surfaces for f in o.surfaces)
        ]
        if len(fits) == 1:
            _join(groups, fits[0], g, {})


def _short_outlets(groups: list[Group]) -> None:
    """Joins "the Herald" to the one outlet of the article whose name ends so: "the Ulmen Herald"."""
    for g in list(groups):
        words = set(g.surfaces)
        if g.kind == "person" or len(words) != 1 or not words <= entries("outlet_words"):
            continue
        word = next(iter(words))
        fits = [
            o
            for o in groups
            if o is not g and o.kind != "person" and any(s.endswith(f" {word}") for s in o.surfaces)
        ]
        if len(fits) == 1:
            _join(groups, fits[0], g, {})


# ---------------------------------------------------------------- parts of full names


def _share_out(
    reading: Reading, singles: list[tuple[Name, list[Group]]], people: list[tuple[Group, set[str]]]
) -> None:
    """Gives each bare surname (or first name) to its bearer; of several, to the most salient that fits."""
    events = sorted(
        ((n.first, id_, n) for id_, (g, _) in enumerate(people) for n in g.names), key=lambda e: e[0]
    )
    salience = [0.0] * len(people)
    seen = 0  # events passed
    at = 0  # sentence
    for n, bearers in singles:
        while seen < len(events) and events[seen][0] < n.first:
            first, id_, _ = events[seen]
            at = _advance(reading, salience, at, first)
            salience[id_] += 1.0
            seen += 1
        at = _advance(reading, salience, at, n.first)
        word = key(reading.text(n.first, n.last))
        fits = [i for i, (g, _) in enumerate(people) if any(g is b for b in bearers)]
        if n.gender != "-" and len(fits) > 1:
            fits = [i for i in fits if people[i][0].gender in (n.gender, "-")] or fits
            exact = [i for i in fits if people[i][0].gender == n.gender]
            fits = exact or fits
        last = [
            i for i in fits if any(fold(word) in ends(person_parts(s))[1:] for s in people[i][0].surfaces)
        ]
        fits = last or fits
        if not fits:
            continue
        # before anybody was in view the text's order decides, afterwards salience; totals break ties
        ranked = sorted(fits, key=lambda i: (-salience[i], -len(people[i][0].names), i))
        best = ranked[0]
        if len(ranked) > 1 and salience[best] == 0.0:
            best = max(fits, key=lambda i: (len(people[i][0].names), -people[i][0].names[0].first))
        elif len(ranked) > 1 and salience[best] < LEAD * salience[ranked[1]]:
            best = max(ranked[:2], key=lambda i: len(people[i][0].names))
        _add(reading, people[best][0], n)
        salience[best] += 1.0


def _advance(reading: Reading, salience: list[float], at: int, token: int) -> int:
    now = reading.tokens[token].sentence
    if now > at:
        for i in range(len(salience)):
            salience[i] *= FADE ** (now - at)
    return max(at, now)
