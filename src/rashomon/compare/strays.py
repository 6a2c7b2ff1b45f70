"""Another name in what two claims are known to tell (compare/strays.py).

Requirement: the claims tell one thing for certain, and one of the two names stands once in its report and never in the
other: two people who did the same would be told of by both, or more than once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from typing import NamedTuple

from rashomon.compare.bearers import PARENTS, TYPES, compatible_names, spelled_alike, told
from rashomon.compare.context import Context, Draft
from rashomon.compare.dates import compared, subjects
from rashomon.compare.named import within
from rashomon.compare.parties import may_stand_for, parties_in, party_of
from rashomon.compare.peoples import place_of
from rashomon.compare.places import apart, known
from rashomon.compare.readings import BODIES, PERSONS, PLACES, guessed, kind_in_place, one_kind
from rashomon.compare.roles import (
    bearer,
    holds_another,
    in_list,
    located,
    parts_of,
    places_of,
    seat_of,
    standing,
    titles_of,
)
from rashomon.lang import entries
from rashomon.lang.names import abbreviates, key, listed
from rashomon.model import Claim, Entity, EntityKind, Row
from rashomon.words import fold


def stray(context: Context, index: int, row: Row, left: Claim, right: Claim) -> Draft | None:
    """A name that one report has only here and the other never, in the place of another that the other has.

    The claims must be known to tell one thing. Two people who did the same would be told of by both, or more than once.
    """
    if not context.trusts(row, left, right):
        return None
    for one, other, listed_as, held in _met(context, left, right):
        kind = listed_as or one_kind(context, one, other)
        if kind is None or not _strays(one, other, left, right):
            continue
        if kind == "place" and (_elsewhere_only(context, (left, one), (right, other))):
            continue
        if _may_agree(context, one, other, kind) or _respelled(one, other) or _akin(one, other):
            continue
        if (not held or _once(one, left, right)) and told(context, row, right.article, one):
            continue
        if (not held or _once(other, right, left)) and told(context, row, left.article, other):
            continue
        return Draft(
            "conflict",
            TYPES.get(kind, "name"),
            "contradiction",
            "names@1",
            round(context.link_score(row, left, right), 4),
            f"{context.outlet(left.article)} has {one.name} where {context.outlet(right.article)} has {other.name}; "
            "the reports tell one thing, and neither has the other's name for it.",
            index,
            (context.hull(left), context.hull(right)),
        )
    return None


class Pair(NamedTuple):
    """Two names in one place, and what both are where the place tells it; ``held``: the one that both reports
    have may stand elsewhere in the other claim too."""

    one: Entity
    other: Entity
    kind: EntityKind | None = None
    held: bool = False


def _met(context: Context, left: Claim, right: Claim) -> Iterator[Pair]:
    """Names that only one of two claims has, each beside the one that stands in its place in the other. They hang on one
    word, or are what two lists differ in; others are subjects of both, have one title, do what is done, are the only
    ones of their kind, or are places outside all others."""
    claims = left, right
    named = [standing(context, c) for c in claims]
    yield from _seats(context, claims)
    yield from _one_place(named, [{e.id for _, e in names} for names in named])
    known = [_present(context, c, doubted=_may_be_its_own(context, c, d)) for c, d in (claims, claims[::-1])]
    mine, others = (
        _distinct(e for _, e in names if e.id not in present and fold(e.name) not in PARENTS)
        for names, present in zip(named, known[::-1], strict=True)
    )
    unmet = mine, others
    for n in (0, 1):
        who = _told_of(context, claims[n], claims[1 - n])
        unmet[n][:] = [e for e in unmet[n] if e.id not in who]
    both = _distinct(e for _, e in named[0] if e.id in known[1])
    yield from _exchanged(context, claims, unmet, both)
    anchored = _anchored(context, left, right)
    found: list[Iterable[tuple[Entity, Entity]]] = [
        _same_part(context, claims, unmet) if anchored else (),
        _alone(context, claims, unmet, titles_of),
        _alone(context, claims, unmet, parts_of, only="doer") if anchored else (),
        _heads(context, claims, unmet),
        *(_sole(context, claims, unmet, kinds) for kinds in (PERSONS, BODIES, PLACES)),
        _elsewhere(context, claims, unmet),
    ]
    yield from (Pair(one, other) for pairs in found for one, other in pairs)


def _one_place(named: Sequence[Sequence[tuple[str, Entity]]], known: Sequence[Set[str]]) -> Iterator[Pair]:
    """Names that hang on one word in one way; where it is a noun, whatever else of the other claim is named."""
    sides = [_by_part(names) for names in named]
    for part, mine in sides[0].items():
        others = sides[1].get(part, [])
        ids = {e.id for e in mine} & {e.id for e in others}
        if not others or ids:
            continue
        held = part.endswith((" of", " where"))
        pairs = [
            (one, other)
            for one in mine
            for other in others
            if held or (one.id not in known[1] and other.id not in known[0])
        ]
        alike = [p for p in pairs if p[0].kind == p[1].kind or kind_in_place(*p, part)]
        for one, other in alike or pairs[:1]:
            yield Pair(one, other, kind_in_place(one, other, part), held)


def _by_part(names: Iterable[tuple[str, Entity]]) -> dict[str, list[Entity]]:
    found: dict[str, list[Entity]] = {}
    for part, entity in names:
        if fold(entity.name) not in PARENTS and entity not in found.setdefault(part, []):
            found[part].append(entity)
    return found


def _exchanged(
    context: Context,
    claims: tuple[Claim, Claim],
    unmet: tuple[Sequence[Entity], Sequence[Entity]],
    both: Sequence[Entity],
) -> Iterator[Pair]:
    """The one name of a list that the list of the other claim lacks, and what that has for it; with what the rest are."""
    rest = [e for e in both if all(in_list(context, c, e.id) for c in claims)]
    own = [[e for e in es if in_list(context, c, e.id)] for c, es in zip(claims, unmet, strict=True)]
    if rest and [len(o) for o in own] == [1, 1]:
        kinds = [e.kind for e in rest]
        most = max(kinds.count(k) for k in kinds)
        yield Pair(own[0][0], own[1][0], min(k for k in kinds if kinds.count(k) == most))


def _distinct(entities: Iterable[Entity]) -> list[Entity]:
    """Each entity once, in order of ids."""
    return [e for _, e in sorted({e.id: e for e in entities}.items())]


def _present(context: Context, claim: Claim, *, doubted: bool) -> set[str]:
    """The entities that a claim tells of, by whatever words; ``doubted``: by names only."""
    tokens = context.tokens(claim)
    at = context.named_at if doubted else context.entity_at
    places = (place_of(context, claim.article, t) for t in tokens)
    parties = (party_of(context, claim.article, t) for t in tokens)
    return {e for t in tokens if (e := at(claim.article, t))} | {e.id for e in (*places, *parties) if e}


def _told_of(context: Context, claim: Claim, other: Claim) -> set[str]:
    """Whom a claim is told of, where the other is told of "him" or "her" and that is nobody else whom it names."""
    meant = [t for t in subjects(context, other) if t.tag == "PRP"]
    doers = {e.id for t in subjects(context, claim) if (e := bearer(context, claim, t)) and e.kind in PERSONS}
    named = {context.named_at(claim.article, t) for t in context.tokens(claim)} - doers
    return doers if meant and not {context.entity_at(other.article, t) for t in meant} & named else set()


def _may_be_its_own(context: Context, claim: Claim, other: Claim) -> bool:
    """Whether "he" and "the company" may be whom the claim is told of, a name that no report has again, whoever they were
    taken for; in what somebody says they are hardly the speaker."""
    if context.tells_of_speech(claim) and not context.tells_of_speech(other):
        return False
    doers = [e for t in subjects(context, claim) if (e := bearer(context, claim, t))]
    return any(_times(e, claim.article) == 1 and not _times(e, other.article) for e in doers)


def _alone(
    context: Context,
    claims: tuple[Claim, Claim],
    unmet: tuple[Sequence[Entity], Sequence[Entity]],
    told: Callable[[Context, Claim, Entity], set[str]],
    *,
    only: str = "",
) -> Iterator[tuple[Entity, Entity]]:
    """The one person of one claim of whom the same is told as of one person of the other."""
    sides = [
        [(e, told(context, c, e)) for e in entities if e.kind in PERSONS or guessed(context, e)]
        for c, entities in zip(claims, unmet, strict=True)
    ]
    for what in sorted({w for side in sides for _, words in side for w in words if only in {"", w}}):
        found = [[e for e, words in side if what in words] for side in sides]
        if [len(f) for f in found] == [1, 1]:
            yield found[0][0], found[1][0]


def _heads(
    context: Context, claims: tuple[Claim, Claim], unmet: tuple[Sequence[Entity], Sequence[Entity]]
) -> Iterator[tuple[Entity, Entity]]:
    """The names that two claims are told of, where neither has a verb: "Jane Roe, the county clerk"."""
    heads = [context.parse(c).tokens[c.predicate or 0] for c in claims]
    told_of = [context.named_at(c.article, t) for c, t in zip(claims, heads, strict=True)]
    found = [[e for e in es if e.id == h] for es, h in zip(unmet, told_of, strict=True)]
    if [len(f) for f in found] == [1, 1]:
        yield found[0][0], found[1][0]


def _elsewhere(
    context: Context, claims: tuple[Claim, Claim], unmet: tuple[Sequence[Entity], Sequence[Entity]]
) -> Iterator[tuple[Entity, Entity]]:
    """The one place that only one claim has beside those of the other, or the one that another lies in ("Ulmen, Ohio"),
    where it lies outside all of them; places that are not listed tell nothing."""
    sides = [[e for e in entities if e.kind in PLACES and known(e.name)] for entities in unmet]
    for n in (0, 1):
        holding = [e for e in sides[n] if holds_another(context, claims[n], e)]
        for one in {e.id: e for e in (*(sides[n] if len(sides[n]) == 1 else ()), *holding[:1])}.values():
            if sides[1 - n] and all(apart(one.name, e.name) for e in sides[1 - n]):
                yield (one, sides[1 - n][0]) if n == 0 else (sides[1 - n][0], one)


def _sole(
    context: Context,
    claims: tuple[Claim, Claim],
    unmet: tuple[Sequence[Entity], Sequence[Entity]],
    kinds: Set[EntityKind],
) -> Iterator[tuple[Entity, Entity]]:
    """The one name of some kinds that only one claim has beside the one that only the other has."""
    sides = [[e for e in entities if e.kind in kinds or guessed(context, e)] for entities in unmet]
    if kinds is BODIES:
        aside = [_aside(context, c) for c in claims]
        plain = [[e for e in side if e.id not in a] for side, a in zip(sides, aside, strict=True)]
        found = list(_bodies(context, claims, plain))
        yield from found or _bodies(context, claims, sides)
        return
    for n, side in enumerate(sides):
        if len(side) > 1:
            # who is told of elsewhere too, in the other report at least, may only be left out in the other claim
            own = [e for e in side if not _times(e, claims[1 - n].article)]
            alone = len(own) == 1 and not in_list(context, claims[n], own[0].id)
            side[:] = own if alone else [e for e in side if _times(e, claims[n].article) == 1]
    if [len(side) for side in sides] == [1, 1]:
        yield sides[0][0], sides[1][0]


def _bodies(
    context: Context, claims: tuple[Claim, Claim], sides: Sequence[Sequence[Entity]]
) -> Iterator[tuple[Entity, Entity]]:
    """The one body of each claim that is the same part of it; or the only ones, where one of the two is told of elsewhere
    in both reports, as of bodies there are many."""
    yield from _one_part(context, claims, sides)
    bodies = [[e for e in side if e.kind in BODIES] for side in sides]
    if [len(b) for b in bodies] == [1, 1] and any(
        all(_times(b, c.article) > (c is claim) for c in claims)
        for (b,), claim in zip(bodies, claims, strict=True)
    ):
        yield bodies[0][0], bodies[1][0]


def _aside(context: Context, claim: Claim) -> set[str]:
    """The parties of a claim by words that are no names: "the Democratic mayor"."""
    tokens = context.tokens(claim)
    parties = [(party_of(context, claim.article, t), context.named_at(claim.article, t)) for t in tokens]
    return {p.id for p, named in parties if p and not named} - {p.id for p, named in parties if p and named}


def _one_part(
    context: Context, claims: tuple[Claim, Claim], sides: Sequence[Sequence[Entity]]
) -> Iterator[tuple[Entity, Entity]]:
    """The one name of one claim beside the one of the other that is the same part of it."""
    parts = [[(e, parts_of(context, c, e)) for e in side] for c, side in zip(claims, sides, strict=True)]
    found = [
        (one, other)
        for one, a in parts[0]
        for other, b in parts[1]
        if a & b and {one.kind, other.kind} & BODIES
    ]
    if len(found) == 1:
        yield found[0]


def _respelled(one: Entity, other: Entity) -> bool:
    """Whether two names may be one in two spellings; of two persons the last names tell."""
    names = [fold(e.name).split() for e in (one, other)]
    if one.kind == other.kind == "person" and all(len(n) > 1 for n in names):
        return spelled_alike(names[0][-1], names[1][-1])
    return spelled_alike(one.name, other.name)


def _akin(one: Entity, other: Entity) -> bool:
    """Whether two names have a word in common, so that they may be one read wrongly."""
    if parties_in(one) & parties_in(other):
        return True
    names = [re.split(r"[\s/-]+", listed().get(key(e.name), (e.name,))[0]) for e in (one, other)]
    a, b = ({fold(w) for w in words if w.isalpha()} for words in names)
    if a & b - entries("function_words"):
        return True
    return any(abbreviates(w, e.name) for words, e in zip(names, (other, one), strict=True) for w in words)


def _anchored(context: Context, left: Claim, right: Claim) -> bool:
    """Whether two claims share a name or a day, so that they are not alike in kind alone."""
    names = [{context.named_at(c.article, t) for t in context.tokens(c)} - {None} for c in (left, right)]
    if names[0] & names[1]:
        return True
    return any(
        compared(context, a, b).outcome == "equal" for a in context.dates(left) for b in context.dates(right)
    )


def _same_part(
    context: Context, claims: tuple[Claim, Claim], unmet: tuple[Sequence[Entity], Sequence[Entity]]
) -> list[tuple[Entity, Entity]]:
    """The one name that only one claim has as its subject beside the one of the other; the one person of the rest."""
    found: list[tuple[Entity, Entity]] = []
    if any(context.parse(c).tokens[c.predicate or 0].pos not in {"VERB", "AUX"} for c in claims):
        return found
    for subject in (True, False):
        parts = []
        for claim, entities in zip(claims, unmet, strict=True):
            at = {context.named_at(claim.article, t) for t in subjects(context, claim)}
            parts.append([e for e in entities if (e.id in at) == subject and (subject or e.kind == "person")])
        if len(parts[0]) == len(parts[1]) == 1 and "person" in {e.kind for (e,) in parts}:
            found.append((parts[0][0], parts[1][0]))
    return found


def _may_agree(context: Context, one: Entity, other: Entity, kind: EntityKind) -> bool:
    """Whether two names may both be right. Of places only listed ones exclude each other: a borough may lie in the city,
    a state in the country."""
    if compatible_names(context, one, other) or may_stand_for(one, other) or may_stand_for(other, one):
        return True
    if kind != "place" or not (one.kind == other.kind == "place" or (known(one.name) and known(other.name))):
        return False
    return not (apart(one.name, other.name) or _abroad(context, one, other) or _abroad(context, other, one))


def _abroad(context: Context, one: Entity, other: Entity) -> bool:
    """Whether a place lies outside every listed place that the reports of another, unlisted one name."""
    if known(other.name) or not known(one.name):
        return False
    reports = {m.article for m in other.mentions}
    near = [
        e.name
        for e in context.entities.values()
        if e.kind == "place"
        and known(e.name)
        and reports & {m.article for m in e.mentions if m.form == "name"}
    ]
    return bool(near) and all(apart(one.name, n) for n in near)


def _one_use(one: Entity | None, other: Entity | None) -> bool:
    """Whether two places both tell where the same person is of, or both something else."""
    if one is None or other is None:
        return one is other
    return one.id == other.id or within(one.name, other.name)


def _elsewhere_only(context: Context, *sides: tuple[Claim, Entity]) -> bool:
    """Whether one place tells where a person is of and the other where something is: "Ohio Gov. Jane Roe", "Roe ate in
    Ulmen"."""
    of = [seat_of(context, *side) for side in sides]
    return any(of[n] and not of[1 - n] and located(context, *sides[1 - n]) for n in (0, 1))


def _seats(context: Context, claims: tuple[Claim, Claim]) -> Iterator[Pair]:
    """Where either claim has a person from."""
    sides = [
        {p: e for e in _distinct(places_of(context, c)) if (p := seat_of(context, c, e))} for c in claims
    ]
    for who, one in sides[0].items():
        for whom, other in sides[1].items():
            if one.id != other.id and _one_use(who, whom):
                yield Pair(one, other, "place", held=True)


def _strays(one: Entity, other: Entity, left: Claim, right: Claim) -> bool:
    """Whether one of two names stands once in its report and never in the other."""
    return _once(one, left, right) or _once(other, right, left)


def _once(entity: Entity, here: Claim, there: Claim) -> bool:
    """Whether a name stands once in the report of a claim and never in that of the other."""
    return _times(entity, here.article) == 1 and not _times(entity, there.article)


def _times(entity: Entity, article: str) -> int:
    """How often a report has a name."""
    return sum(m.article == article and m.form == "name" for m in entity.mentions)
