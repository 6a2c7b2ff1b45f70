"""Descriptions: "North Korean leader" beside a name, and later "the leader" alone.

Requirement: "the president" is somebody only if the article calls somebody a president; of two, the one last in view;
where neither is nearer, nobody. A demonym must agree ("the Russian president").
Known exceptions: offices that the article never states are not known here; "the country" is never resolved.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rashomon.annotate.kinds import given_names, kin, roles
from rashomon.annotate.naming import Group
from rashomon.annotate.nominals_party import of_party
from rashomon.annotate.reading import Reading, folded_entries
from rashomon.annotate.spots import Spot, spot
from rashomon.lang import entries, table
from rashomon.lang.names import key, listed
from rashomon.words import fold

# How many sentences back the last mention of an organisation or person may lie for "the agency", "the president".
REACH = 12

# "The company" is the body with a plain name that is named at least this often and so many times as often as any other.
PLAIN_MENTIONS = 3
PLAIN_LEAD = 2

_CLOSING = frozenset({",", ".", "–", "—", ";", ":", "(", ")", "-", "--"})
_INSIDE = frozenset({"ADJ", "NOUN", "PROPN", "NUM"})


@dataclass(frozen=True, slots=True)
class _Described:
    """What the article calls somebody: the noun with the broader ones that fit, the place of its demonym or owner."""

    group: int
    noun: str
    fits: frozenset[str]
    place: str | None
    modifiers: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A noun phrase of tokens [first, last): its noun (of one or two words), place and other words before it."""

    first: int
    last: int
    noun: str
    place: str | None
    modifiers: frozenset[str]
    definite: bool
    compound: frozenset[str] = frozenset()  # those of the modifiers that are nouns


def find(reading: Reading, groups: Sequence[Group], named: Sequence[Spot]) -> list[Spot]:
    """Spots of all descriptions; somebody who is described but never named has a group below 0."""
    taken = {i: s.group for s in named for i in range(s.first, s.last)}
    described, found = _beside(reading, groups, taken)
    covered = {i for s in found for i in range(s.first, s.last)}
    ordered = sorted([*named, *found], key=lambda s: s.first)
    nobody: dict[str, int] = {}
    at = 0
    seen: list[Spot] = []
    more: list[Spot] = []
    for token in reading.tokens:
        while at < len(ordered) and ordered[at].first <= token.index:
            seen.append(ordered[at])
            at += 1
        i = token.index
        if i in covered or i in taken or token.pos not in {"NOUN", "PROPN"} or token.tag in {"NNS", "NNPS"}:
            continue
        phrase = _phrase(reading, i, taken)
        if phrase is None or (phrase.noun not in _nouns() and fold(token.lemma) not in kin()):
            continue
        owner = (
            _resolve(reading, groups, phrase, described, seen, i)
            if _may_stand(reading, phrase, i, taken)
            else None
        )
        if owner is None:
            if phrase.noun in folded_entries("organisation_nouns") and phrase.noun not in roles():
                continue
            owner = nobody.setdefault(f"{phrase.noun} {phrase.place}", -1 - len(nobody))
        s = spot(reading, phrase.first, phrase.last, owner, "nominal")
        more.append(s)
        if owner >= 0:
            seen.append(s)
    return [*found, *more]


@lru_cache(maxsize=1)
def _nouns() -> frozenset[str]:
    return frozenset(roles()) | folded_entries("organisation_nouns")


@lru_cache(maxsize=1)
def _of_titles() -> dict[str, frozenset[str]]:
    return {fold(a): frozenset(fold(b).split()) for a, b in table("title_roles")}


def _fits(noun: str) -> frozenset[str]:
    """A noun and the broader ones that may stand for it."""
    broader = roles().get(noun, ("-", frozenset()))[1]
    return frozenset({noun}) | broader


# ---------------------------------------------------------------- beside a name


def _beside(
    reading: Reading, groups: Sequence[Group], taken: dict[int, int]
) -> tuple[list[_Described], list[Spot]]:
    described: list[_Described] = []
    found: list[Spot] = []

    def add(k: int, phrase: _Phrase, show: bool = True) -> None:
        fits = _fits(phrase.noun)
        described.append(_Described(k, phrase.noun, fits, phrase.place, phrase.modifiers))
        if show:
            found.append(spot(reading, phrase.first, phrase.last, k, "nominal"))

    for k, g in enumerate(groups):
        person = g.kind == "person"
        if person or g.kind == "organisation":
            nouns = frozenset(roles()) | frozenset(kin()) if person else folded_entries("organisation_nouns")
        else:
            continue
        for n in g.names:
            sentence = reading.tokens[n.first].sentence
            if n.title is not None:
                phrase = _titled(reading, n.title, taken)
                if phrase is not None:
                    abbreviated = reading.tokens[n.title[0]].text.endswith(".")
                    fits = _of_titles().get(fold(reading.text(*n.title)), _fits(phrase.noun))
                    described.append(_Described(k, phrase.noun, fits, phrase.place, phrase.modifiers))
                    if not abbreviated and phrase.noun in roles():
                        found.append(spot(reading, phrase.first, phrase.last, k, "nominal"))
            else:
                at = n.first - 1
                if at > 0 and reading.tokens[at].text == "," and reading.tokens[at - 1].pos == "NOUN":
                    at = at - 1 if _closes(reading, n.last) else -1
                if at >= 0 and reading.tokens[at].sentence == sentence:
                    phrase = _phrase(reading, at, taken)
                    if phrase is not None and phrase.noun in nouns and reading.tokens[at].tag != "NNS":
                        add(k, phrase)
            if person and (party := of_party(reading, n.last)) is not None:
                described.append(_Described(k, party[0], _fits(party[0]), party[1], frozenset()))
            after = _after(reading, n.last, taken)
            if after is not None and after.noun in nouns:
                add(k, after)
    return described, found


def _closes(reading: Reading, at: int) -> bool:
    """Whether an apposition that reached token ``at`` ends there."""
    return at >= len(reading.tokens) or reading.tokens[at].text in _CLOSING


def _titled(reading: Reading, title: tuple[int, int], taken: dict[int, int]) -> _Phrase | None:
    noun = fold(reading.text(*title))
    honorific = {fold(a) for a, _ in table("honorifics")}
    if noun in honorific:
        return None
    phrase = _phrase(reading, title[1] - 1, taken, titled=True)
    if phrase is None:
        return _Phrase(title[0], title[1], noun, None, frozenset(), False)
    return _Phrase(min(phrase.first, title[0]), title[1], noun, phrase.place, phrase.modifiers, False)


def _after(reading: Reading, at: int, taken: dict[int, int]) -> _Phrase | None:
    """The description behind a name: "Ida Brandl, the town’s mayor, …"."""
    tokens = reading.tokens
    if at + 2 >= len(tokens) or tokens[at].text != "," or tokens[at].sentence != tokens[at - 1].sentence:
        return None
    i = at + 1
    while (
        i < len(tokens)
        and tokens[i].sentence == tokens[at].sentence
        and (
            tokens[i].pos in _INSIDE | {"DET"}
            or tokens[i].text in {"’s", "'s", "-"}
            or tokens[i].tag in {"PRP$", "VBN"}
        )
    ):
        i += 1
    head = i - 1
    if head <= at or tokens[head].pos != "NOUN" or tokens[head].tag == "NNS" or head in taken:
        return None
    if i < len(tokens) and not (
        _closes(reading, i) or reading.folded[i] in {"of", "at", "for", "in", "who", "and", "that", "which"}
    ):
        return None
    return _phrase(reading, head, taken)


# ---------------------------------------------------------------- noun phrases


def _phrase(reading: Reading, head: int, taken: dict[int, int], titled: bool = False) -> _Phrase | None:
    """The noun phrase that ends in ``head``, read to the left from it; a title takes no common noun before it ("the
    deal President Orr struck")."""
    tokens, folded = reading.tokens, reading.folded
    sentence = tokens[head].sentence
    noun = fold(tokens[head].lemma if tokens[head].text.islower() else tokens[head].text)
    if head and f"{folded[head - 1]} {noun}" in _nouns():
        noun = f"{folded[head - 1]} {noun}"
    elif (
        head > 1
        and f"{folded[head - 2]}{folded[head - 1]}{noun}" in _nouns()
        and tokens[head - 1].text == "-"
    ):
        noun = f"{folded[head - 2]}-{noun}"
    i = head - 1
    place: str | None = None
    modifiers: set[str] = set()
    compound: set[str] = set()
    definite = False
    while i >= 0 and tokens[i].sentence == sentence and reading.quote[i] == reading.quote[head]:
        t = tokens[i]
        if t.pos == "DET" or t.tag == "PRP$":
            definite = folded[i] == "the"
            modifiers.add(folded[i])
            i -= 1
            break
        if t.text in {"’s", "'s", "’"} and i - 1 in taken:
            owner = key(_name_at(reading, taken, i - 1))
            place = place or (owner.split()[-1] if owner.split()[0] in given_names() else owner)
            definite = noun in roles()  # "Orr’s lawyer"
            while i - 1 >= 0 and i - 1 in taken:
                i -= 1
            i -= 1
            if i >= 0 and folded[i] == "the" and tokens[i].sentence == sentence:
                i -= 1
            break
        if titled and t.pos in {"NOUN", "NUM"} and not t.text[:1].isupper():
            i += 1
            definite = False
            while tokens[i - 1].pos in {"ADJ", "NOUN"} and i < head and not tokens[i].text[:1].isupper():
                i += 1
            i -= 1
            break
        hyphen = t.text == "-" and reading.touches(i - 1 if i else i) and reading.touches(i)
        joined = folded[i] == "and" and i and fold(tokens[i - 1].lemma) in roles()
        participle = t.tag in {"VBN", "VBG"} and t.dep in {"amod", "compound"}
        if not (
            t.pos in _INSIDE
            or hyphen
            or joined
            or participle
            or (t.tag in {"VBN", "VBG"} and i and tokens[i - 1].text == "-")
        ):
            break
        if reading.demonym[i]:
            place = reading.demonym[i]
        elif i in taken:
            place = place or key(_name_at(reading, taken, i))
        elif t.pos in {"ADJ", "NOUN", "NUM"} or participle:
            modifiers.add(folded[i])
            part = i > 0 and tokens[i - 1].text == "-" and reading.touches(i - 1)  # "four-term"
            if t.pos == "NOUN" and folded[i] not in noun.split() and not part:
                compound.add(folded[i])
        i -= 1
    if place is not None and place in listed():
        place = listed()[place][0]
    last = head + 1
    if last + 1 < len(tokens) and f"{noun} {folded[last]} {folded[last + 1]}" in _nouns():
        noun = f"{noun} {folded[last]} {folded[last + 1]}"  # "chief of staff"
        last += 2
    return _Phrase(i + 1, last, noun, place, frozenset(modifiers), definite, frozenset(compound))


def _name_at(reading: Reading, taken: dict[int, int], i: int) -> str:
    first = last = i
    while first - 1 >= 0 and taken.get(first - 1) == taken[i]:
        first -= 1
    while taken.get(last + 1) == taken[i]:
        last += 1
    return reading.text(first, last + 1)


def _may_stand(reading: Reading, phrase: _Phrase, head: int, taken: dict[int, int]) -> bool:
    """Whether a phrase may refer by itself: definite, one, no predicate, nothing behind it that makes it another."""
    tokens, folded = reading.tokens, reading.folded
    if not phrase.definite and not (phrase.modifiers & {"this", "that"} or _owned(phrase)):
        return False
    if phrase.modifiers & folded_entries("unfit_modifiers") or tokens[head].dep in {
        "attr",
        "compound",
        "amod",
        "nmod",
    }:
        return False
    before = phrase.first - 1
    if (
        before >= 0
        and tokens[before].sentence == tokens[head].sentence
        and folded[before] in {"as", "become", "like"}
        and tokens[head].dep != "nsubj"  # "as the mayor said"
    ):
        return False
    after = phrase.last
    if after < len(tokens) and tokens[after].sentence == tokens[head].sentence:
        if folded[after] in {"of", "who", "that", "which", "-", "–"} or after in taken:
            return False
        if tokens[after].pos in {"NOUN", "PROPN"} and tokens[after].dep != "ROOT":
            return False
    return True


def _owned(phrase: _Phrase) -> bool:
    """Whether it is somebody's: "her lawyer"."""
    return phrase.noun in roles() and bool(phrase.modifiers & {"his", "her", "its"})


# ---------------------------------------------------------------- who is meant


def _resolve(
    reading: Reading,
    groups: Sequence[Group],
    phrase: _Phrase,
    described: Sequence[_Described],
    seen: Sequence[Spot],
    at: int,
) -> int | None:
    exact: list[_Described] = []
    if phrase.noun in folded_entries("organisation_nouns") and phrase.noun not in roles():
        fits = _bodies(groups, phrase, described)
    else:
        gender = roles().get(phrase.noun, ("-",))[0]
        close = [d for d in described if phrase.noun in d.fits and groups[d.group].kind == "person"]
        # "the district judge" is not the justice; "the intel officer" is the "former intel officer"
        close = [d for d in close if d.noun == phrase.noun or phrase.compound <= d.modifiers]
        if phrase.place is not None:
            agreeing = [d for d in close if d.place == phrase.place]
            unplaced = {d.group for d in close} - {
                d.group for d in close if d.place not in (None, phrase.place)
            }
            close = agreeing or [d for d in close if d.group in unplaced]
            if not agreeing and len({d.group for d in close}) > 1:
                return None
        special = phrase.modifiers - {"the"}
        shared = [d for d in close if d.modifiers & special]
        close = shared or close
        exact = [d for d in close if d.noun == phrase.noun]
        fits = sorted({d.group for d in (exact or close) if {groups[d.group].gender, gender} != {"m", "f"}})
    if not fits or (_owned(phrase) and (len(fits) > 1 or not exact)):
        return None
    owned = phrase.place is not None and phrase.noun in roles() and len(fits) == 1
    if owned and any(d.place == phrase.place for d in described if d.group == fits[0]):
        return fits[0]  # "Orr’s lawyer" is the one whose lawyer is named, wherever that is
    last: dict[int, Spot] = {}
    for s in seen:
        if s.group in fits and s.head < at:
            last[s.group] = s
    now = reading.tokens[at].sentence
    known = {k for k in last if len(groups[k].names) > 1}
    near = {k for k in last if now - reading.tokens[last[k].head].sentence <= 1}
    last = {
        k: s for k, s in last.items() if not known or k in known | near
    }  # without whom it names in passing
    ranked = sorted(last, key=lambda k: -last[k].head)
    alone = len(ranked) == 1 and ranked[0] in known
    if not ranked or (not alone and now - reading.tokens[last[ranked[0]].head].sentence > REACH):
        return None
    if len(ranked) > 1:
        one, two = last[ranked[0]], last[ranked[1]]
        if reading.tokens[one.head].sentence == reading.tokens[two.head].sentence:
            subjects = [s for s in (one, two) if s.part == "subject"]
            return subjects[0].group if len(subjects) == 1 else None
    return ranked[0]


def _bodies(groups: Sequence[Group], phrase: _Phrase, described: Sequence[_Described]) -> list[int]:
    """Organisations that are described so, or whose name holds the noun ("the court" of the "… Court")."""
    fits = {d.group for d in described if d.noun == phrase.noun and groups[d.group].kind == "organisation"}
    for k, g in enumerate(groups):
        if g.kind == "organisation" and any(phrase.noun in fold(s).split() for s in g.surfaces):
            fits.add(k)
        elif g.kind == "organisation" and phrase.noun in {"company", "firm"}:
            if any(s.split()[-1] in entries("company_suffixes") for s in g.surfaces):
                fits.add(k)
    if phrase.modifiers - {"the", "this", "that"} and len(fits) > 1:
        return []
    if not fits and phrase.noun in entries("media_nouns") | {"paper"}:
        named = {k for k, g in enumerate(groups) if g.kind == "organisation"}
        fits = {k for k in named if groups[k].name().split()[-1] in entries("outlet_words")}  # "the paper"
    if not fits and phrase.noun in {"company", "firm"} and phrase.modifiers <= {"the"}:
        # the one body with a plain proper name that the article is about
        plain = {
            k: len(g.names)
            for k, g in enumerate(groups)
            if g.kind == "organisation"
            and not any(w in entries("organisation_words") for s in g.surfaces for w in s.split())
            and key(g.name()) not in listed()
        }
        best = max(plain, key=lambda k: (plain[k], -k), default=None)
        if best is not None and plain[best] >= PLAIN_MENTIONS:
            if all(plain[best] >= PLAIN_LEAD * n for k, n in plain.items() if k != best):
                fits.add(best)
    return sorted(fits)
