"""One person, one body, one place over all articles.

Requirement: two people are never made one; an article that names two persons has two. A surname alone goes to the
full name in another article only if nobody else bears it. Names of places and bodies join by their words, by aliases
that any article's text gives, by initials, and by the list of well-known ones.
Known exceptions: people of the same full name; a body that two articles name by different words without an alias.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rashomon.lang import table
from rashomon.lang.names import (
    GENERATIONS,
    abbreviates,
    compatible,
    ends,
    is_acronym,
    key,
    listed,
    person_parts,
)
from rashomon.model import Annotated, Entity, EntityKind, Mention
from rashomon.words import fold

# A variant spelling is one letter off in a word of at least this length: shorter words are other names ("Lee", "Li").
VARIANT_LENGTH = 4

_HE = frozenset({"he", "him", "his", "himself"})
_SHE = frozenset({"she", "her", "hers", "herself"})


@dataclass(frozen=True, slots=True)
class _Local:
    """An entity of one article with what tells it from others."""

    order: int
    article: str
    entity: Entity
    surfaces: Counter[str]
    gender: str  # m, f or -
    roles: frozenset[str]  # head words of its nominals and the titles before its name, folded

    @property
    def person(self) -> bool:
        return self.entity.kind == "person"

    def names(self) -> tuple[str, ...]:
        return (*self.surfaces, *(a for a in self.entity.aliases if a not in self.surfaces))


@dataclass(slots=True)
class _Joined:
    """Locals that are one."""

    members: list[_Local] = field(default_factory=list)

    def articles(self) -> set[str]:
        return {m.article for m in self.members}

    def gender(self) -> str:
        known = {m.gender for m in self.members} - {"-"}
        return known.pop() if len(known) == 1 else "-"


def merge(articles: Sequence[Annotated]) -> tuple[tuple[Entity, ...], Mapping[str, str]]:
    """The story's entities, ids "e1"… by first appearance in article order, with all mentions; and for each entity id
    of an article (unique among the articles) the id of the story's. Deterministic in the order of the articles."""
    every: list[_Local] = []
    for annotated in articles:
        for entity in annotated.entities:
            every.append(_local(len(every), annotated, entity))
    # what one article shows to be a person, by a name of two words or more, is one where another was unsure
    people = {_full_key(e.entity.name) for e in every if e.person and " " in e.entity.name}
    persons = [e.person or _full_key(e.entity.name) in people for e in every]
    rows = _people([e for e, p in zip(every, persons, strict=True) if p])
    rows += _others([e for e, p in zip(every, persons, strict=True) if not p])
    for row in rows:
        row.members.sort(key=lambda m: m.order)
    rows.sort(key=lambda r: r.members[0].order)
    order = {a.article.id: i for i, a in enumerate(articles)}
    merged = tuple(_entity(f"e{n}", row, order) for n, row in enumerate(rows, start=1))
    return merged, {m.entity.id: e.id for e, row in zip(merged, rows, strict=True) for m in row.members}


def _local(order: int, annotated: Annotated, entity: Entity) -> _Local:
    text = annotated.article.text
    surfaces = Counter(m.span.of(text) for m in entity.mentions if m.form == "name") or Counter([entity.name])
    pronouns = {fold(m.span.of(text)) for m in entity.mentions if m.form == "pronoun"}
    genders = {g for words, g in ((_HE, "m"), (_SHE, "f")) if pronouns & words}
    if not genders and entity.kind == "person":
        address = {fold(a): g for a, g in table("honorifics") if g != "-"}
        given = {fold(a): g for a, g in table("given_names") if g != "-"}
        for m in entity.mentions:
            if m.form == "name":
                before = text[max(0, m.start - 8) : m.start].split()
                if before and fold(before[-1]) in address:
                    genders.add(address[fold(before[-1])])
        first = person_parts(entity.name)
        if not genders and len(first) > 1 and first[0] in given:
            genders.add(given[first[0]])
    heads = {
        fold(re.split(r"\W+", m.span.of(text).strip())[-1]) for m in entity.mentions if m.form == "nominal"
    }
    return _Local(
        order,
        annotated.article.id,
        entity,
        surfaces,
        genders.pop() if len(genders) == 1 else "-",
        frozenset(heads - {""}),
    )


def _entity(id: str, row: _Joined, order: Mapping[str, int]) -> Entity:
    kinds: Counter[EntityKind] = Counter()
    surfaces: Counter[str] = Counter()
    for m in row.members:
        kinds[m.entity.kind] += sum(m.surfaces.values())
        surfaces.update(m.surfaces)
    kind = max(kinds, key=lambda k: kinds[k])  # ties: the first article's
    if any(m.person and " " in m.entity.name for m in row.members):
        kind = "person"
    at = {s: i for i, s in enumerate(surfaces)}
    chosen = Counter(m.entity.name for m in row.members)

    def rank(s: str) -> tuple[int, int, int]:
        full = min(len(person_parts(s)), 3) if kind == "person" else int(not is_acronym(s))
        return (full, surfaces[s], -at.get(s, 0))

    name = max(chosen, key=rank)
    mentions: list[Mention] = sorted(
        {m for member in row.members for m in member.entity.mentions},
        key=lambda m: (order[m.article], m.start, m.end),
    )
    aliases = {a for m in row.members for a in m.names()} - {name}
    return Entity(id, kind, name, tuple(mentions), tuple(sorted(aliases)))


# ---------------------------------------------------------------- places, bodies, groups


def _family(kind: EntityKind) -> str:
    return "group" if kind == "group" else "named"


def _full_key(text: str) -> str:
    k = key(text)
    return listed()[k][0] if k in listed() else k


def _others(every: Sequence[_Local]) -> list[_Joined]:
    """Joins by shared words or aliases; then an acronym to the one full name whose initials it is."""
    rows: list[_Joined] = []
    by_key: dict[tuple[str, str], _Joined] = {}
    for local in every:
        family = _family(local.entity.kind)
        keys = [(family, _full_key(n)) for n in local.names()]
        hit: list[_Joined] = []
        for k in keys:
            if k in by_key and all(by_key[k] is not r for r in hit):
                hit.append(by_key[k])
        if not hit:
            hit = [_Joined()]
            rows.append(hit[0])
        into = hit[0]
        into.members.append(local)
        for other in hit[1:]:
            into.members.extend(other.members)
            rows = [r for r in rows if r is not other]
            by_key = {k: into if r is other else r for k, r in by_key.items()}
        for k in keys:
            by_key[k] = into
    for row in list(rows):
        names = {n for m in row.members for n in m.names()}
        if not all(is_acronym(n) for n in names):
            continue
        fits = [
            r
            for r in rows
            if r is not row
            and not (r.articles() & row.articles())
            and any(abbreviates(n, full) for n in names for m in r.members for full in m.names())
        ]
        if len(fits) == 1:
            fits[0].members.extend(row.members)
            rows = [r for r in rows if r is not row]
    return rows


# ---------------------------------------------------------------- people


def _fullest(local: _Local) -> tuple[str, ...]:
    return max((person_parts(n) for n in local.names()), key=len)


def _agree(row: _Joined, local: _Local) -> bool:
    genders = {row.gender(), local.gender} - {"-"}
    return len(genders) < 2 and local.article not in row.articles()


def _people(every: Sequence[_Local]) -> list[_Joined]:
    """Full names first, exact before similar; then surnames alone, where one bearer fits."""
    rows: list[_Joined] = []
    full = [e for e in every if len(_fullest(e)) > 1]
    for similar in (_same_name, _variant):
        waiting = full
        full = []
        for local in waiting:
            fits = [r for r in rows if _agree(r, local) and any(similar(m, local) for m in r.members)]
            exact = [r for r in fits if any(_fullest(m) == _fullest(local) for m in r.members)]
            fits = exact or fits
            if len(fits) == 1:
                fits[0].members.append(local)
            elif similar is _same_name:
                full.append(local) if _may_vary(local, every) else rows.append(_Joined([local]))
            else:
                rows.append(_Joined([local]))
    rows = _generations(rows)
    for local in (e for e in every if len(_fullest(e)) == 1):
        word = _fullest(local)[0] if _fullest(local) else fold(local.entity.name)
        bearers = [
            r for r in rows if any(word in ends(_fullest(m)) or (word,) == _fullest(m) for m in r.members)
        ]
        surname = [
            r
            for r in bearers
            if any(word in ends(_fullest(m))[1:] or (word,) == _fullest(m) for m in r.members)
        ]
        # whom the article itself tells apart from this one is not meant
        bearers = [r for r in (surname or bearers) if _agree(r, local)]
        if len(bearers) == 1:
            bearers[0].members.append(local)
        else:
            rows.append(_Joined([local]))
    return rows


def _generations(rows: list[_Joined]) -> list[_Joined]:
    """Joins "Tom Orr Jr." to "Tom Orr" if no article has both and both hold the same office; else they may be son
    and father."""
    for row in list(rows):
        plain = _fullest(row.members[0])
        if plain[-1] not in GENERATIONS:
            continue
        office = {r for m in row.members for r in m.roles}
        fits = [
            r
            for r in rows
            if r is not row
            and _fullest(r.members[0])[-1] not in GENERATIONS
            and compatible(_fullest(r.members[0]), plain[:-1])
            and not r.articles() & row.articles()
            and office & {x for m in r.members for x in m.roles}
        ]
        if len(fits) == 1:
            fits[0].members.extend(row.members)
            rows = [r for r in rows if r is not row]
    return rows


def _same_name(left: _Local, right: _Local) -> bool:
    return compatible(_fullest(left), _fullest(right))


def _may_vary(local: _Local, every: Sequence[_Local]) -> bool:
    """Whether another article has this name in another spelling, so that it must wait for the exact ones."""
    return any(
        o.article != local.article and o.order < local.order and _variant(o, local) for o in every if o.person
    )


def _variant(left: _Local, right: _Local) -> bool:
    """One letter apart in one word, and of the same office or description."""
    a, b = _fullest(left), _fullest(right)
    if len(a) != len(b) or len(a) < 2 or not left.roles & right.roles:
        return False
    differ = [(x, y) for x, y in zip(a, b, strict=True) if x != y]
    return len(differ) == 1 and min(map(len, differ[0])) >= VARIANT_LENGTH and _one_apart(*differ[0])


def _one_apart(a: str, b: str) -> bool:
    """Whether one letter put in, left out, replaced, or two neighbours swapped, makes ``a`` into ``b``."""
    if len(a) > len(b):
        a, b = b, a
    if len(b) - len(a) > 1:
        return False
    at = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), len(a))
    if len(a) < len(b):
        return a[at:] == b[at + 1 :]
    return a[at + 1 :] == b[at + 1 :] or (
        a[at : at + 2] == b[at : at + 2][::-1] and a[at + 2 :] == b[at + 2 :]
    )
