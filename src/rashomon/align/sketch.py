"""A claim reduced to what two claims are compared by.

Requirement: who is meant decides, not how he is called: names, titles and pronouns become one story-wide entity.
Requirement: derived and near-synonymous words meet ("inherited", "hereditary"): see ``lang/en/concepts.txt``.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Generic, TypeVar

from rashomon.lang import entries
from rashomon.lang.concepts import concept
from rashomon.model import Annotated, Attribution, Claim, DateMention, Parse, Quantity, Span, Token
from rashomon.words import bare, words

T = TypeVar("T")
CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "ADV", "NUM"})
# What a word says about the assertion: a name or number more than an adverb. Set by hand.
WEIGHT = {"NOUN": 1.0, "PROPN": 1.2, "VERB": 1.0, "ADJ": 0.7, "ADV": 0.4, "NUM": 1.0}
AGENTS = frozenset({"nsubj", "csubj"})
PATIENTS = frozenset({"dobj", "obj", "nsubjpass"})
SUPPOSING = frozenset({"if", "unless", "whether"})
OBLIGING = frozenset({"must", "should", "ought"})
# Of these an amount is no count of things.
MEASURES = frozenset({"percentage", "dollar", "euro", "pound"})
PEOPLE = {"person": "people", "people": "people"}
# The speaker of what is attributed to nobody in particular.
UNNAMED = "?"
# Weight of an entity that is only described: less, for its describing words are counted too.
DESCRIBED = 0.6


@dataclass(frozen=True, slots=True)
class Sketch:
    """One claim: its concepts with weights, its participants, and what stands in it."""

    claim: Claim
    terms: Mapping[str, float]
    entities: frozenset[str]
    agent: str | None
    patient: str | None
    predicate: str
    speaker: (
        str | None
    )  # story entity of who is said to assert it, "?" for an unnamed one, None for the outlet
    dates: tuple[DateMention, ...]
    quantities: tuple[Quantity, ...]
    reports: tuple[
        str, ...
    ]  # ids of the attributions whose cue or source it holds: it tells of an act of speech

    own: bool  # its subject is its speaker: "I", "we"
    names_act: bool  # tells in what form or where it was said: an op-ed, a statement, a newspaper
    counts: frozenset[str]  # concepts of what its amounts count, when they fill a role of its predicate
    occasion: frozenset[str]  # words that set it off from another of its kind: "last", "previous", "next"
    supposed: bool  # under "if", "whether", "unless": not asserted
    demands: bool = False  # asks for something: by the report's verb, by an imperative, by "must"
    faceless: bool = False  # tells of an act of speech of somebody who is not named
    mentions: bool = False  # an event's name alone: nobody acts in it, no day, no figure
    nominal: bool = False  # an apposition or an event told by a noun: no verb heads it
    setting: Mapping[str, float] = field(default_factory=dict)  # the terms of all claims of its sentence
    runs: frozenset[tuple[str, ...]] = frozenset()  # every three words in a row, folded, names for pronouns

    @property
    def article(self) -> str:
        return self.claim.article


class _Placed(Generic[T]):
    """Things that stand at places of one article, to be found by place without looking at all of them."""

    def __init__(self, things: Iterable[tuple[Span, T]]) -> None:
        self._rows = sorted(things, key=lambda row: (row[0].start, row[0].end))
        self._starts = [span.start for span, _ in self._rows]

    def within(self, spans: Sequence[Span]) -> list[T]:
        """What lies wholly inside one of the spans, in text order; each thing once."""
        found: list[T] = []
        for span in spans:
            low, high = bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)
            found.extend(thing for place, thing in self._rows[low:high] if place.end <= span.end)
        return found


@dataclass(frozen=True, slots=True)
class _Places:
    """What stands where in an article."""

    mentions: _Placed[tuple[int, int, str, str]]
    dates: _Placed[DateMention]
    quantities: _Placed[Quantity]
    telling: _Placed[str]  # cues and hops that tell of an act of speech: the attribution's id
    acts: _Placed[str]  # words that name the form or the medium of one
    said: Mapping[str, Attribution]


def sketch(annotated: Annotated, entity_of: Mapping[str, str], names: Mapping[str, str]) -> list[Sketch]:
    """Sketches of all claims of one article; ``names`` gives the story-wide name of each story entity."""
    places = _Places(
        mentions=_Placed(
            (m.span, (m.start, m.end, entity_of[e.id], m.form))
            for e in annotated.entities
            for m in e.mentions
        ),
        dates=_Placed((d.span, d) for d in annotated.dates),
        quantities=_Placed((q.span, q) for q in annotated.quantities),
        telling=_Placed(
            (span, a.id)
            for a in annotated.attributions
            for span in (*a.cue, *(h.span for h in a.chain if h.role != "speaker"))
        ),
        acts=_Placed(
            (h.span, a.id) for a in annotated.attributions for h in a.chain if h.role in {"act", "medium"}
        ),
        said={a.id: a for a in annotated.attributions},
    )
    alone = [_one(annotated, claim, places, entity_of, names) for claim in annotated.claims]
    settings: dict[int, dict[str, float]] = {}
    for one in alone:
        terms = settings.setdefault(one.claim.sentence, {})
        for term, weight in one.terms.items():
            terms[term] = max(weight, terms.get(term, 0.0))
    return [replace(one, setting=settings[one.claim.sentence]) for one in alone]


def _one(
    annotated: Annotated,
    claim: Claim,
    places: _Places,
    entity_of: Mapping[str, str],
    names: Mapping[str, str],
) -> Sketch:
    parse, text, said = annotated.parse, annotated.article.text, places.said
    inside = places.mentions.within(claim.spans)
    dates, quantities = places.dates.within(claim.spans), places.quantities.within(claim.spans)
    light = entries("light")
    # Dates and amounts are compared as values; as words they would hide that two claims differ in nothing else.
    values = [d.span for d in dates] + [q.span for q in quantities]
    terms: dict[str, float] = {}
    for token in _tokens(parse, claim.spans):
        if any(start <= token.start < end for start, end, _, form in inside if form != "nominal"):
            continue
        if token.pos not in {"VERB", "NOUN"} and any(v.contains(token.span) for v in values):
            continue
        # A nominal says something by itself: "the hereditary leader" keeps its modifiers as words; a title before a
        # name ("Transport Minister Hale") only helps to name.
        if token.dep in {"compound", "nmod", "amod"} and _names(parse, token, inside):
            continue
        lemma = token.lemma.casefold()
        if token.pos in CONTENT and lemma not in light and token.text[:1].isalnum():
            key = concept(token.lemma)
            terms[key] = max(terms.get(key, 0.0), WEIGHT[token.pos])
    for _, _, entity, form in inside:
        key = f"@{entity}"
        terms[key] = max(terms.get(key, 0.0), DESCRIBED if form == "nominal" else 1.2)
    attribution = said.get(claim.attribution or "")
    speaker = None
    if attribution is not None:
        own = attribution.source.entity
        speaker = entity_of.get(own, own) if own else UNNAMED
    head = claim.predicate
    told = _resolved(text, claim.spans, inside, names)
    reports = tuple(
        dict.fromkeys(
            q
            for q in places.telling.within(claim.spans)
            if q != claim.attribution and not _told_whole(claim, said[q])
        )
    )
    agent = (
        _participant(parse, head, inside, AGENTS, passive=True)
        or (_self(speaker, claim) if _first_person(parse, head) else None)
        or _host(parse, head, inside)
    )
    nominal = head is not None and parse.tokens[head].pos not in {"VERB", "AUX"}
    names_alone = not (agent or dates or quantities) and claim.role != "title"
    folded = [bare(w.of(told)) for w in words(told)]
    return Sketch(
        claim=claim,
        terms=terms,
        entities=frozenset(m[2] for m in inside),
        agent=agent,
        patient=_participant(parse, head, inside, PATIENTS, passive=False),
        predicate=concept(parse.tokens[head].lemma) if head is not None else "",
        speaker=speaker,
        dates=tuple(dates),
        quantities=tuple(quantities),
        reports=reports,
        own=_first_person(parse, head),
        names_act=bool(places.acts.within(claim.spans)),
        counts=_counts(parse, head, quantities),
        occasion=frozenset(
            concept(parse.tokens[c].lemma)
            for c in (parse.children[head] if head is not None else ())
            if parse.tokens[c].lemma.casefold() in entries("occasions")
        ),
        supposed=any(
            parse.tokens[c].dep == "mark" and parse.tokens[c].text.casefold() in SUPPOSING
            for c in (parse.children[head] if head is not None else ())
        ),
        demands=_demands(parse, head) or (attribution is not None and _asks(parse, attribution)),
        faceless=any(said[q].source.entity is None for q in reports),
        mentions=nominal and names_alone and head is not None and parse.tokens[head].dep != "appos",
        nominal=nominal,
        runs=frozenset(zip(folded, folded[1:], folded[2:], strict=False)),
    )


def _demands(parse: Parse, head: int | None) -> bool:
    """An imperative, or what must be done."""
    if head is None:
        return False
    children = [parse.tokens[c] for c in parse.children[head]]
    if any(c.dep == "aux" and c.text.casefold() in OBLIGING for c in children):
        return True
    alone = not any(c.dep in AGENTS or c.dep in {"nsubjpass", "aux", "mark"} for c in children)
    return (
        alone and parse.tokens[head].tag == "VB" and parse.tokens[head].dep in {"ROOT", "ccomp", "parataxis"}
    )


def _asks(parse: Parse, attribution: Attribution) -> bool:
    cue = (t.lemma.casefold() for t in _tokens(parse, attribution.cue))
    return not entries("demands").isdisjoint(cue)


def _told_whole(claim: Claim, attribution: Attribution) -> bool:
    """ "Opposed the deal": what is attributed stands in the claim that tells of it."""
    return attribution.kind == "indirect" and all(_holds(claim.spans, c) for c in attribution.content)


def _names(parse: Parse, token: Token, mentions: Sequence[tuple[int, int, str, str]]) -> bool:
    """Whether a modifier hangs, perhaps through others, on a word of a name."""
    while token.dep in {"compound", "nmod", "amod"} and token.head != token.index:
        token = parse.tokens[token.head]
        if any(start <= token.start < end for start, end, _, form in mentions if form == "name"):
            return True
    return False


def _counts(parse: Parse, head: int | None, quantities: Iterable[Quantity]) -> frozenset[str]:
    """What the amounts that are subject or object of the predicate count; "" where only the verb says."""
    found: set[str] = set()
    for quantity in quantities:
        if head is None or quantity.unit_normal in MEASURES:
            continue
        for token in parse.within(quantity.span.start, quantity.span.end):
            noun = token if token.head == head else parse.tokens[token.head]
            if noun.head == head and noun.index != head and noun.dep in AGENTS | PATIENTS:
                thing = noun if noun.pos != "NUM" else _part_of(parse, noun)
                found.add("" if thing is None else PEOPLE.get(thing.lemma.casefold(), concept(thing.lemma)))
    return frozenset(found)


def _part_of(parse: Parse, number: Token) -> Token | None:
    """What a bare number is a part of: "two of them"."""
    for child in parse.children[number.index]:
        if parse.tokens[child].text.casefold() == "of":
            return next((parse.tokens[c] for c in parse.children[child]), None)
    return None


def _tokens(parse: Parse, spans: Iterable[Span]) -> list[Token]:
    return [t for s in spans for t in parse.within(s.start, s.end)]


def _holds(spans: Iterable[Span], inner: Span) -> bool:
    return any(s.contains(inner) for s in spans)


def _resolved(
    text: str,
    spans: Iterable[Span],
    mentions: Sequence[tuple[int, int, str, str]],
    names: Mapping[str, str],
) -> str:
    """The claim's words, the first pronoun for whoever is not named in it replaced by the name.

    A description stays: "the hereditary ruler" says more than the name would.
    """
    pieces: list[str] = []
    said = {entity for _, _, entity, form in mentions if form == "name"}
    for span in spans:
        at = span.start
        for start, end, entity, form in mentions:
            if form != "pronoun" or entity in said or start < at or end > span.end or start < span.start:
                continue
            said.add(entity)
            pieces.append(text[at:start] + names[entity])
            if text[start:end].casefold() in {"his", "her", "its", "their"}:
                pieces.append("'s")
            at = end
        pieces.append(text[at : span.end])
        pieces.append(" ")
    return " ".join("".join(pieces).split())


def _participant(
    parse: Parse,
    head: int | None,
    mentions: Sequence[tuple[int, int, str, str]],
    deps: frozenset[str],
    *,
    passive: bool,
) -> str | None:
    """The entity that fills a role of the predicate, by its own dependents; of an event noun the possessor acts."""
    if head is None:
        return None
    for child in parse.children[head]:
        token = parse.tokens[child]
        if token.dep in deps or (passive and token.dep == "poss"):
            found = _entity_at(mentions, token)
            if found:
                return found
        if passive and token.dep == "agent":
            for grandchild in parse.children[child]:
                found = _entity_at(mentions, parse.tokens[grandchild])
                if found:
                    return found
    return None


def _host(parse: Parse, head: int | None, mentions: Sequence[tuple[int, int, str, str]]) -> str | None:
    """Whom an apposition tells of."""
    if head is None or parse.tokens[head].dep != "appos":
        return None
    return _entity_at(mentions, parse.tokens[parse.tokens[head].head])


def _self(speaker: str | None, claim: Claim) -> str | None:
    """Who "I" is: the speaker, or somebody unlike all others where he is not known."""
    return claim.attribution if speaker == UNNAMED else speaker


def _first_person(parse: Parse, head: int | None) -> bool:
    """Whether the speaker himself is the subject: "I support it" of two people is two assertions."""
    return head is not None and any(
        parse.tokens[c].dep in AGENTS and parse.tokens[c].text.casefold() in {"i", "we"}
        for c in parse.children[head]
    )


def _entity_at(mentions: Sequence[tuple[int, int, str, str]], token: Token) -> str | None:
    for start, end, entity, _ in mentions:
        if start <= token.start < end:
            return entity
    return None
