"""Edits whose relation is known: what the edited sentence says and what it said cannot both be true.

A number, a date, a weekday, a person's name or a place is put in another's place, a predicate is denied or its denial
taken away, a word becomes its opposite. Values are found by patterns of the text, not by the stages that are tested;
names, places and predicates by what was annotated.

Requirement: the edited sentence is grammatical and contradicts the old one. So a value with a hedge before it ("about",
"more than"), a question, and a clause that has a negative word already (but for a plain "not") are left alone.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rashomon.lang import lines, table
from rashomon.model import Annotated, EntityKind, FindingType, Span, Token
from rashomon.selftest.inflect import inflected

MONTHS = (
    "January February March April May June July August September October November December".split(),
    "Jan. Feb. Mar. Apr. May June July Aug. Sept. Oct. Nov. Dec.".split(),
)
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
SMALL = "two three four five six seven eight nine ten eleven twelve".split()
_MONTH = r"Jan\.|Feb\.|Mar\.|Apr\.|Aug\.|Sept\.|Oct\.|Nov\.|Dec\.|" + "|".join(MONTHS[0])
NUMBER = re.compile(
    r"(?<![\w.,:/’'#-])\d{1,3}(?:,\d{3})*(?:\.\d+)?(?![\w/:’'-]|[.,]\d|\s*[ap]\.?m\b)"
    rf"|\b(?:{'|'.join(SMALL)})\b(?!-)"
)
YEAR = re.compile(r"(?<![\w$.,/-])(?:19|20)\d\d(?![\w/-]|[.,]\d)")
WEEKDAY = re.compile(rf"\b(?:{'|'.join(DAYS)})\b(?![’'-])")
MONTH = re.compile(rf"\b(?:{_MONTH})(?= \d{{1,2}}\b| (?:19|20)\d\d|(?<=Sept\.)|(?<!May)(?<!March)[,. ])")
DAY = re.compile(rf"(?:(?<=\s)|^)(?:{_MONTH}) (?P<value>[12]?\d|3[01])(?![\w:/-]|[.,]\d|(?:st|nd|rd|th)\b)")
BESIDE_MONTH = re.compile(rf"(?:{_MONTH})\s$"), re.compile(rf"\s(?:{_MONTH})\b")
HEDGE_BEFORE = re.compile(
    r"(about|around|some|nearly|almost|roughly|approximately|estimated|than|over|under|least|most|up to)\s+\$?$",
    re.I,
)
HEDGE_BEHIND = re.compile(r"(?:\s\w+)?\s(?:or|and) (?:more|less|fewer|so)\b|\s?\+")
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})
# Words under which a clause is denied already, or whose denial is no plain one.
NEGATIVE = frozenset(
    "not n't n’t no never nothing nobody none neither nor without hardly barely any only ever yet but".split()
)
SPELLED = {"ca": "can", "wo": "will", "sha": "shall", "ai": "is"}
POS = {"VERB": "verb", "ADJ": "adjective", "NOUN": "noun"}


@dataclass(frozen=True, slots=True)
class Edit:
    """``span`` of the article's text becomes ``new``; the finding wanted is a contradiction of ``type``."""

    kind: str
    type: FindingType
    span: Span
    old: str
    new: str


def edits(annotated: Annotated, kind: str, draw: random.Random) -> Iterator[Edit]:
    """Everything in the body that can be edited in one way, in an order that is drawn."""
    places = [p for s in body(annotated) for p in PLACES[kind](annotated, s)]
    draw.shuffle(places)
    for place in places:
        made = edited(annotated, kind, place, draw)
        if made is not None:
            yield made


def edited(annotated: Annotated, kind: str, span: Span, draw: random.Random) -> Edit | None:
    """What stands in a span, edited; None where nothing that contradicts it is known."""
    old = span.of(annotated.article.text)
    new = CHANGES[kind](annotated, span, draw)
    if new is None or new == old:
        return None
    return Edit(kind, _type(annotated, kind, span), span, old, new)


def body(annotated: Annotated) -> list[Span]:
    """The sentences of the body."""
    blocks = [b.span for b in annotated.article.blocks if b.role == "body"]
    return [s for s in annotated.parse.sentences if any(b.contains(s) for b in blocks)]


def _type(annotated: Annotated, kind: str, span: Span) -> FindingType:
    if kind == "name":
        return "person" if _entity_kind(annotated, span) == "person" else "name"
    types: Mapping[str, FindingType] = {
        "number": "number",
        "place": "place",
        "date": "date",
        "weekday": "date",
    }
    return types.get(kind, "polarity")


# ---------------------------------------------------------------- values


def _matches(pattern: re.Pattern[str]) -> Callable[[Annotated, Span], Iterator[Span]]:
    def find(annotated: Annotated, sentence: Span) -> Iterator[Span]:
        for match in pattern.finditer(annotated.article.text, sentence.start, sentence.end):
            yield Span(*match.span("value" if "value" in pattern.groupindex else 0))

    return find


def _numbers(annotated: Annotated, sentence: Span) -> Iterator[Span]:
    """Numbers that are no part of a date, without a hedge."""
    text = annotated.article.text
    for span in _matches(NUMBER)(annotated, sentence):
        before = text[max(sentence.start, span.start - 40) : span.start]
        dated = BESIDE_MONTH[0].search(before) or BESIDE_MONTH[1].match(text, span.end)
        if not (dated or HEDGE_BEFORE.search(before) or HEDGE_BEHIND.match(text, span.end)):
            yield span


def _dates(annotated: Annotated, sentence: Span) -> Iterator[Span]:
    for pattern in (YEAR, MONTH, DAY):
        yield from _matches(pattern)(annotated, sentence)


def _other_number(annotated: Annotated, span: Span, draw: random.Random) -> str | None:
    old = span.of(annotated.article.text)
    if old in SMALL:
        return draw.choice([w for w in SMALL if w != old])
    match = re.match(r"(\d{1,3}(?:,\d{3})*|\d+)(\.\d+)?", old)
    if match is None:
        return None
    digits, ending = match.group(), old[match.end() :]
    places = len(digits.partition(".")[2])
    value = float(digits.replace(",", ""))
    while True:
        new = value * draw.choice([0.4, 0.6, 1.3, 1.7, 2.5]) + draw.choice([0, 1, 2, 3])
        shown = f"{new:,.{places}f}" if "," in old or new >= 1000 else f"{new:.{places}f}"
        if float(shown.replace(",", "")) not in (value, 1.0, 0.0):
            return shown + (_ordinal(shown) if ending in {"st", "nd", "rd", "th"} else ending)


def _ordinal(digits: str) -> str:
    return "th" if digits[-2:-1] == "1" else {"1": "st", "2": "nd", "3": "rd"}.get(digits[-1], "th")


def _other_date(annotated: Annotated, span: Span, draw: random.Random) -> str | None:
    """Another year, month or day of a month, or a phrase of months back."""
    old = span.of(annotated.article.text)
    if old.isdigit() and len(old) == 4:
        return str(int(old) + draw.choice([-7, -4, -3, -2, -1, 1, 2, 3, 4]))
    if old.isdigit():
        return draw.choice([str(d) for d in range(1, 29) if d != int(old)])
    month, _, rest = old.partition(" ")
    for names in MONTHS:
        if month in names and (not rest or rest.isdigit()):
            other = draw.choice([m for m in names if m != month and m.endswith(".") == month.endswith(".")])
            return f"{other} {rest}".strip()
    return draw.choice(["three years ago", "six years ago"]) if "year" in old else None


def _other_day(annotated: Annotated, span: Span, draw: random.Random) -> str | None:
    old = span.of(annotated.article.text)
    return draw.choice([d for d in DAYS if d != old]) if old in DAYS else None


# ---------------------------------------------------------------- names and places


def _named(kind: EntityKind) -> Callable[[Annotated, Span], Iterator[Span]]:
    def find(annotated: Annotated, sentence: Span) -> Iterator[Span]:
        for entity in annotated.entities:
            for mention in entity.mentions:
                if entity.kind == kind and mention.form == "name" and sentence.contains(mention.span):
                    if mention.span.of(annotated.article.text).istitle():
                        yield mention.span

    return find


def _entity_kind(annotated: Annotated, span: Span) -> EntityKind | None:
    for entity in annotated.entities:
        if any(m.form == "name" and m.span.overlaps(span) for m in entity.mentions):
            return entity.kind
    return None


def _unused(annotated: Annotated, names: Sequence[str], draw: random.Random) -> str:
    """One of the names of which the article holds no word."""
    text = annotated.article.text
    return draw.choice([n for n in names if not any(w in text for w in n.split())] or list(names))


def _other_name(annotated: Annotated, span: Span, draw: random.Random) -> str | None:
    """Another person, given name and surname of the same length and usual gender; or another body."""
    if _entity_kind(annotated, span) != "person":
        return _unused(annotated, lines("planted_bodies"), draw)
    first, *rest = span.of(annotated.article.text).split()
    surname = _unused(annotated, lines("planted_surnames"), draw)
    genders = {row[0]: row[1] for row in table("given_names")}
    if not rest:
        # A given name alone is another's given name.
        named = [n for n, g in genders.items() if g == genders.get(first) and g != "-"]
        return _unused(annotated, named, draw) if named else surname
    gender = genders.get(first, "m")
    return f"{_unused(annotated, [n for n, g in genders.items() if g == gender], draw)} {surname}"


@lru_cache(maxsize=1)
def _places() -> Mapping[str, str]:
    """A place or its adjective to its class."""
    known = {name: kind for kind, name in table("planted_places")}
    known |= {place: "country" for _, place in table("demonyms") if place != "-" and place not in known}
    for kind, name, others in table("aliases"):
        if kind == "place" and name in known:
            known |= dict.fromkeys(others.split(";"), known[name])
    return known | {adjective: "adjective" for adjective, place in table("demonyms") if place != "-"}


def _other_place(annotated: Annotated, span: Span, draw: random.Random) -> str | None:
    """Another country for a country, an adjective for an adjective, a state for a state; a city for any other."""
    kind = _places().get(span.of(annotated.article.text), "city")
    offered = [name for k, name in table("planted_places") if k == kind]
    if kind == "adjective":
        countries = {name for k, name in table("planted_places") if k == "country"}
        offered = [a for a, place in table("demonyms") if place in countries]
    return _unused(annotated, offered, draw)


# ---------------------------------------------------------------- yes and no


def _predicates(annotated: Annotated, sentence: Span) -> Iterator[Span]:
    """Verb groups with a tense and a subject: the finite word, with its "not" or the verb behind "did not"."""
    if sentence.of(annotated.article.text).rstrip(" ”\"'’").endswith("?"):
        return
    parse = annotated.parse
    for token in parse.within(sentence.start, sentence.end):
        if token.pos not in {"VERB", "AUX"} or token.dep in {"aux", "auxpass"}:
            continue
        children = [parse.tokens[c] for c in parse.children[token.index]]
        subject = next((c for c in children if c.dep in SUBJECTS), None)
        finite = next((c for c in children if c.dep in {"aux", "auxpass"} and c.tag in FINITE), None)
        group = finite or (token if token.tag in FINITE else None)
        if subject is None or group is None or subject.index > group.index:
            continue
        neg = [c for c in children if c.dep == "neg"]
        words = {parse.tokens[i].text.casefold() for i in parse.subtree(token.index)} & NEGATIVE
        if not words:
            yield group.span
        elif len(neg) == 1 and words == {neg[0].text.casefold()} and neg[0].index == group.index + 1:
            did = group.lemma == "do" and token.index == neg[0].index + 1
            yield Span(group.start, token.end if did else neg[0].end)


def _denied(annotated: Annotated, span: Span, _draw: random.Random) -> str | None:
    """The verb group denied, or its denial asserted."""
    tokens = annotated.parse.within(span.start, span.end)
    text, first = annotated.article.text, tokens[0]
    rest = text[first.end : span.end]
    neg = next((t for t in tokens if t.text.casefold() in {"not", "n't", "n’t"}), None)
    if neg is not None:
        if first.lemma == "do" and tokens[-1].pos == "VERB":
            return inflected(tokens[-1].lemma, first.tag)
        behind = text[neg.end : span.end]
        return SPELLED.get(first.text, text[first.start : neg.start].rstrip()) + behind
    short = first.text[0] in "'’"  # "it's"
    if first.tag == "MD" or first.lemma == "be" or short or first.dep in {"aux", "auxpass"}:
        return f"{first.text}{'' if first.text.casefold() == 'can' else ' '}not{rest}"
    if first.pos not in {"VERB", "AUX"} or first.tag not in FINITE:
        return None
    did = {"VBD": "did", "VBZ": "does"}.get(first.tag, "do")
    if first.text[0].isupper():
        return f"{did.title()} Not {first.lemma.title()}{rest}"
    return f"{did} not {first.lemma}{rest}"


@lru_cache(maxsize=1)
def opposites() -> Mapping[tuple[str, str], str]:
    """Part of speech and dictionary form to the opposite."""
    found: dict[tuple[str, str], str] = {}
    for kind, word, other, *both in table("planted_opposites"):
        found[kind, word] = other
        if both == ["both"]:
            found.setdefault((kind, other), word)
    return found


def _opposable(annotated: Annotated, sentence: Span) -> Iterator[Span]:
    """Verbs and predicative adjectives that have an opposite; not those with a particle, nor "high" of "high school"."""
    for token in annotated.parse.within(sentence.start, sentence.end):
        if token.pos in {"VERB", "ADJ"} and _opposite(token) and token.text.islower() and token.dep != "amod":
            if not any(annotated.parse.tokens[c].dep == "prt" for c in annotated.parse.children[token.index]):
                yield token.span


def _opposite(token: Token) -> str | None:
    return opposites().get((POS.get(token.pos, ""), token.lemma.casefold()))


def _reversed(annotated: Annotated, span: Span, _draw: random.Random) -> str | None:
    """A word's opposite in the form the word has."""
    tokens = annotated.parse.within(span.start, span.end)
    if len(tokens) != 1:
        return None
    other = _opposite(tokens[0])
    if other is None:
        return None
    new = inflected(other, tokens[0].tag)
    return new[0].upper() + new[1:] if tokens[0].text[0].isupper() else new


PLACES: Mapping[str, Callable[[Annotated, Span], Iterator[Span]]] = {
    "number": _numbers,
    "date": _dates,
    "weekday": _matches(WEEKDAY),
    "name": _named("person"),
    "place": _named("place"),
    "negation": _predicates,
    "antonym": _opposable,
}
CHANGES: Mapping[str, Callable[[Annotated, Span, random.Random], str | None]] = {
    "number": _other_number,
    "date": _other_date,
    "weekday": _other_day,
    "name": _other_name,
    "place": _other_place,
    "negation": _denied,
    "antonym": _reversed,
}
KINDS = tuple(PLACES)
