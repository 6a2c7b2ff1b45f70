"""Who speaks: the words that name a source, and the entity behind them.

Requirement: a source is only ever what the text names; "officials" and "two people familiar with the matter" stay
without an entity. A pronoun takes the entity its mention was resolved to, else the last person who spoke.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rashomon.annotate.kinds import roles
from rashomon.annotate.subjects import antecedent as relative
from rashomon.annotate.subjects import is_verb, subject, verbs
from rashomon.lang import entries, table
from rashomon.model import Entity, Mention, Parse, Source, Span

_DESCRIBES = frozenset({"NOUN", "ADJ", "NUM", "DET", "PRON"})
_OFFICE = 60  # code points within which an office or a relative pronoun follows its name
_NOUN_PHRASE = 6  # tokens from an article to its noun
_LEFT = frozenset({"compound", "det", "amod", "nmod", "nummod", "poss", "flat", "quantmod", "case", "punct"})


@dataclass(frozen=True, slots=True)
class Mentions:
    """All mentions of an article in text order, with the entity each belongs to."""

    rows: tuple[tuple[Mention, Entity], ...]
    starts: tuple[int, ...]
    names: Mapping[str, tuple[Mention, ...]]  # entity id -> its name mentions in text order

    @staticmethod
    def of(entities: Sequence[Entity]) -> Mentions:
        """Index the mentions of ``entities`` by where they start."""
        rows = sorted(
            ((m, e) for e in entities for m in e.mentions), key=lambda r: (r[0].start, r[0].end, r[1].id)
        )
        names: dict[str, list[Mention]] = {}
        for mention, entity in rows:
            if mention.form == "name":
                names.setdefault(entity.id, []).append(mention)
        return Mentions(tuple(rows), tuple(m.start for m, _ in rows), {k: tuple(v) for k, v in names.items()})

    def between(self, start: int, end: int) -> tuple[tuple[Mention, Entity], ...]:
        """The mentions that start in ``[start, end)``."""
        return self.rows[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def holding(self, span: Span) -> tuple[Mention, Entity] | None:
        """The smallest mention that contains ``span``; where names nest, the one that ends with it."""
        best: tuple[int, int] | None = None
        found: tuple[Mention, Entity] | None = None
        high = bisect_right(self.starts, span.start)
        for mention, entity in reversed(self.rows[max(0, high - 24) : high]):
            if mention.end < span.end:
                continue
            rank = (int(mention.end != span.end), mention.end - mention.start)
            if best is None or rank < best:
                best, found = rank, (mention, entity)
        return found


def phrase(parse: Parse, head: int) -> Span:
    """The head noun with what stands before it ("former defence officials") and a nominal's "of" phrase."""
    tokens = parse.tokens
    low = head
    for i in range(head - 1, -1, -1):
        token = tokens[i]
        if token.sentence != tokens[head].sentence:
            break
        modifier = token.dep in _LEFT and token.dep != "punct" and low <= token.head <= head
        hyphen = token.text == "-" and i <= token.head <= head
        joined = tokens[low].text == "-" and token.end == tokens[low].start  # "Ulmen-born"
        if modifier or hyphen or joined or (token.pos == "PART" and i + 1 == low):
            low = i
        else:
            break
    high = head
    if tokens[head].pos == "NOUN":
        for child in parse.children[head]:
            if tokens[child].dep == "prep" and child == high + 1 and tokens[child].text.lower() == "of":
                inside = parse.subtree(child)
                if len(inside) <= 6:
                    high = max(inside)
    return Span(tokens[low].start, tokens[high].end)


def name(parse: Parse, head: int, mentions: Mentions) -> tuple[Span, Entity | None]:
    """The words that name the source with this head, and its entity."""
    token = parse.tokens[head]
    held = mentions.holding(token.span)
    if held is not None:
        mention, entity = held
        if mention.form == "name":
            return _officer(parse, mention, entity, mentions)
        return (mention.span if mention.end <= token.end else phrase(parse, head)), entity
    for child in parse.children[
        head
    ]:  # "its managing director, Casper Voldane,", "The other, Casper Voldane,"
        if parse.tokens[child].dep == "appos" and parse.tokens[child].pos == "PROPN":
            if (
                token.pos in _DESCRIBES or parse.tokens[head + 1].pos == "PROPN"
            ):  # "City Council Leader Ida Brandl"
                return name(parse, child, mentions)
    if token.pos in {"NOUN", "PROPN"} and (person := _introduced(parse, head, mentions)) is not None:
        return name(parse, person, mentions)
    if token.lemma.lower() in entries("documents") and token.pos in {"NOUN", "PROPN"}:
        return phrase(parse, head), author(parse, head, mentions)
    if token.pos == "NOUN" and token.lemma.lower() in entries("cue_nouns") | entries("authored"):
        return phrase(parse, head), _owner(parse, head, mentions, compounds=False)  # "his apology noted"
    return phrase(parse, head), _called(parse, head, mentions)


@lru_cache(maxsize=None)
def _people() -> frozenset[str]:
    """Nouns for one person who may speak."""
    return frozenset(roles()) | {
        row[0] for row in table("speaker_nouns") if row[1] in {"anonymous", "person"}
    }


def _introduced(parse: Parse, head: int, mentions: Mentions) -> int | None:
    """The person behind a noun for one and its "for" or "of" phrase, which may have swallowed the name: "a lawyer for
    Ms. Orr, Ida Brandl, said", "Director of City Works Ida Brandl said"."""
    tokens = parse.tokens
    if tokens[head].tag == "NNS" or tokens[head].lemma.lower() not in _people():
        return None
    for prep in parse.children[head]:
        if tokens[prep].dep != "prep" or tokens[prep].text.lower() not in {"for", "of", "with", "at", "to"}:
            continue
        for word in parse.subtree(prep):
            held = mentions.holding(tokens[word].span) if tokens[word].dep in {"appos", "pobj"} else None
            if held is None or held[1].kind != "person" or held[0].form != "name":
                continue
            before = next(t for t in reversed(tokens[:word]) if t.end <= held[0].start)
            if tokens[word].dep == "appos" and before.text == ",":
                return word
            titled = tokens[head].text[:1].isupper() and before.text[:1].isupper()
            if titled and before.pos == "PROPN" and before.text not in entries("titles"):
                return word
    return None


def _officer(parse: Parse, mention: Mention, entity: Entity, mentions: Mentions) -> tuple[Span, Entity]:
    """A name, or the person named right behind it with his office there: "the Union of Bakers President Ida Brandl"."""
    if entity.kind == "person":
        return mention.span, entity
    for after, person in mentions.between(mention.end, mention.end + _OFFICE):
        between = list(parse.within(mention.end, after.start))
        if after.form == "name" and person.kind == "person":
            if between and all(t.pos in {"PROPN", "NOUN"} and t.text[:1].isupper() for t in between):
                return after.span, person
            break
    return mention.span, entity


def _called(parse: Parse, noun: int, mentions: Mentions) -> Entity | None:
    """The law, work or event that a bare "the treaty" stands for: the last before it whose name ends in that word."""
    token = parse.tokens[noun]
    if token.lemma.capitalize() not in entries("thing_words"):
        return None
    if [parse.tokens[c].text.lower() for c in parse.children[noun]] not in (["the"], ["that"], ["this"]):
        return None
    called = [
        entity
        for mention, entity in mentions.between(0, token.start)
        if mention.form == "name" and entity.name.split()[-1].lower() == token.lemma.lower()
    ]
    return called[-1] if called else None


def author(parse: Parse, noun: int, mentions: Mentions) -> Entity | None:
    """Whose a document is: of whom it is called ("the Herald report", "Brandl’s report", "a report by the council"),
    or was called when it was last brought up with "the"."""
    owner = _owner(parse, noun, mentions)
    tokens = parse.tokens
    if owner is not None or not any(
        tokens[c].text.lower() in {"the", "that", "this"} for c in parse.children[noun]
    ):
        return owner
    if any(tokens[c].dep in {"amod", "compound", "poss", "nummod"} for c in parse.children[noun]):
        return None  # "the second report"
    for i in range(noun - 1, -1, -1):
        if tokens[i].lemma == tokens[noun].lemma and tokens[i].pos in {"NOUN", "PROPN"}:
            owner = _owner(parse, i, mentions) or _issuer(parse, i, mentions)
            if owner is not None:
                return owner
    return None


def _issuer(parse: Parse, noun: int, mentions: Mentions) -> Entity | None:
    """Who spoke in a document or gave it out: "she said in a statement", "the council issued a report"."""
    tokens = parse.tokens
    above = tokens[noun].head
    first = next(
        (tokens[c].text.lower() for c in parse.children[noun] if tokens[c].dep in {"det", "poss"}), ""
    )
    if (
        tokens[noun].dep == "pobj"
        and tokens[above].text.lower() == "in"
        and first in {"a", "an", "his", "her"}
    ):
        verb = tokens[above].head
        if verbs().get(tokens[verb].lemma.lower(), (frozenset(), ""))[1] != "say":
            return None
    elif tokens[noun].dep == "dobj" and tokens[above].lemma.lower() in entries("issuing_verbs"):
        verb = above
    else:
        return None
    found = subject(parse, verb) if is_verb(tokens[verb]) else None
    held = None if found is None else mentions.holding(tokens[found].span)
    return held[1] if held is not None and held[1].kind in {"person", "organisation"} else None


def _owner(parse: Parse, noun: int, mentions: Mentions, *, compounds: bool = True) -> Entity | None:
    """Of whom a noun is called, or by whom it is; ``compounds``: also by a name before it ("the Herald report")."""
    tokens = parse.tokens
    before = {"poss", "compound", "nmod"} if compounds else {"poss"}
    nouns = [c for c in parse.children[noun] if tokens[c].dep in before]
    for c in parse.children[noun]:
        if tokens[c].dep in {"prep", "agent"} and tokens[c].text.lower() in {"by", "from"}:
            nouns += [k for k in parse.children[c] if tokens[k].dep == "pobj"]
    if [t.text for t in tokens[noun + 1 : noun + 3]] == [",", "by"]:  # whatever the parser gives it to
        nouns += [k for k in parse.children[noun + 2] if tokens[k].dep == "pobj"]
    for c in nouns:
        held = mentions.holding(tokens[c].span)
        if held is not None and held[1].kind in {"person", "organisation"}:
            return held[1]
    return None


def _speaking(parse: Parse, head: int, cue: Sequence[int], mentions: Mentions) -> int:
    """The token to take for the head of a source: the noun of an article, who is named right behind the cue, the noun
    that a name only places, and never who is only told something."""
    tokens = parse.tokens
    head = _of_place(parse, _behind(parse, head, cue, mentions), mentions)
    for _ in range(3):
        above = tokens[head].head
        if tokens[head].dep != "det" or not head < above <= head + _NOUN_PHRASE:
            break
        head = above
    verb = tokens[head].head
    if not (verb in cue and verb < head and tokens[head].dep in {"dobj", "dative"}):
        return head
    if tokens[verb].lemma.lower() not in entries("listener_verbs"):
        return head
    found = subject(parse, verb)
    if found is not None and found != head and tokens[found].tag != "NNS":
        return found
    low = parse.in_sentence(tokens[verb].sentence)[0].index
    people = [
        m
        for m, e in mentions.between(tokens[low].start, tokens[verb].start)
        if m.form == "name" and e.kind == "person"
    ]
    # the one named last, its relative clause between: "Ida Brandl, who chairs the council, told reporters"
    return parse.within(people[-1].start, people[-1].end)[-1].index if people else head


def _behind(parse: Parse, head: int, cue: Sequence[int], mentions: Mentions) -> int:
    """The person named right behind the cue, title or none, if the head stands further on: "said Ms. Brandl, who …"."""
    tokens = parse.tokens
    if not cue or head <= cue[-1] or cue[-1] + 1 >= len(tokens) or tokens[cue[-1]].pos != "VERB":
        return head
    first = tokens[cue[-1] + 1]
    for mention, entity in mentions.between(first.start, tokens[head].start):
        between = parse.within(first.start, mention.start) if mention.start > first.start else ()
        if (
            entity.kind != "person"
            or mention.form != "name"
            or any(not t.text[:1].isupper() for t in between)
        ):
            break
        last = parse.within(mention.start, mention.end)[-1].index
        apart = last + 1 < len(tokens) and tokens[last + 1].text in {",", "(", "-", "–", "—"}
        return last if apart and last < head else head
    return head


def _of_place(parse: Parse, head: int, mentions: Mentions) -> int:
    """Of "a blogger on the website Harbour Notes said" the blogger, where the parser has taken the website's name, which
    stands right behind its noun, for who said it."""
    tokens = parse.tokens
    first = min(parse.subtree(head))
    held = mentions.holding(tokens[head].span)
    if tokens[head].pos != "PROPN" or first == 0 or (held is not None and held[1].kind == "person"):
        return head
    place = tokens[first - 1]
    if place.pos != "NOUN" or place.dep != "pobj" or place.sentence != tokens[head].sentence:
        return head
    noun = tokens[tokens[place.head].head]
    between = tokens[noun.index + 1 : first]
    if noun.pos != "NOUN" or noun.index >= first or any(t.pos in {"PUNCT", "VERB", "AUX"} for t in between):
        return head
    return noun.index


def _thing_before(parse: Parse, pronoun: int, mentions: Mentions) -> Entity | None:
    """What "which" stands for when the parser takes it for a person: the name right before it."""
    start = parse.tokens[pronoun].start
    before = [(m, e) for m, e in mentions.between(start - _OFFICE, start) if start - m.end <= len(", ")]
    return before[-1][1] if before and before[-1][1].kind != "person" else None


def _together(parse: Parse, head: int, mentions: Mentions) -> Entity | None:
    """The first of the names joined by "and" that "they" or "the two" stands for: those of the last subject that is
    several, in its sentence or the one before; nobody if others are several in between."""
    tokens = parse.tokens
    now = tokens[head].sentence
    for i in range(head - 1, -1, -1):
        token = tokens[i]
        if token.sentence < now - 1:
            break
        main = token.sentence == now or tokens[token.head].dep in {"ROOT", "conj"}
        if token.dep not in {"nsubj", "nsubjpass"} or not main:
            continue
        joined = [c for c in parse.children[i] if tokens[c].dep == "conj"]
        if not joined:
            if token.tag in {"NNS", "NNPS"}:
                break
            continue
        held = [mentions.holding(tokens[k].span) for k in (i, *joined)]
        named = [h[1] for h in held if h is not None and h[0].form == "name" and h[1].kind != "group"]
        return named[0] if len(named) == len(held) else None
    return None


def introducing(parse: Parse, at: int, mentions: Mentions) -> Source:
    """Who says the quotation that begins at offset ``at``, by the verb of saying right before it, where the parser has
    lost the subject: "Ida Brandl, who …, said, “…”". Nobody, unless the sentence names one person before the verb."""
    nobody = Source(None, None)
    before = parse.within(max(0, at - _OFFICE), at)
    verb = next((t for t in reversed(before) if t.text[:1].isalnum()), None)
    if verb is None or verb.tag not in {"VBD", "VBZ", "VBP"} or verb.lemma.lower() not in verbs():
        return nobody
    first = parse.in_sentence(verb.sentence)[0]
    named = [
        (m, e)
        for m, e in mentions.between(first.start, verb.start)
        if m.form == "name" and e.kind == "person"
    ]
    return Source(named[0][0].span, named[0][1].id) if len({e.id for _, e in named}) == 1 else nobody


def _right_before(parse: Parse, head: int, mentions: Mentions) -> Entity | None:
    """The person whom "who" follows at once, whatever noun the clause hangs on: "the ire of Ida Brandl, who said"."""
    before = [t for t in parse.tokens[max(0, head - 2) : head] if t.text != ","][-1:]
    _, entity = name(parse, before[0].index, mentions) if before else (None, None)
    return entity if entity is not None and entity.kind == "person" else None


def is_person_pronoun(text: str) -> bool:
    """Whether a pronoun stands for one person who was named before."""
    return text.lower() in entries("person_pronouns")


def resolve(
    parse: Parse,
    head: int,
    antecedent: int | None,
    mentions: Mentions,
    *,
    last: str | None = None,
    near: frozenset[str] = frozenset(),
    cue: Sequence[int] = (),
) -> Source:
    """The source with this head token, said with ``cue``; ``last`` is the entity of the last person who spoke,
    ``near`` are the people its paragraph names before a quotation that a pronoun's verb follows: one of them is meant."""
    speaking = _speaking(parse, head, cue, mentions)
    if speaking != head:
        head, antecedent = speaking, relative(parse, speaking)
    span, entity = name(parse, head, mentions)
    if antecedent is not None:
        _, entity = name(parse, antecedent, mentions)
        if entity is not None and entity.kind == "person" and parse.tokens[head].text.lower() == "which":
            entity = _thing_before(parse, head, mentions)
    if entity is None and parse.tokens[head].text.lower() == "who":
        entity = _right_before(parse, head, mentions)
    if entity is None and parse.tokens[head].text.lower() in entries("joint_speakers"):
        entity = _together(parse, head, mentions)
    identifier = None if entity is None else entity.id
    if is_person_pronoun(parse.tokens[head].text):
        if len(near) == 1 and identifier not in near:
            identifier = next(iter(near))
        identifier = identifier or last
    return Source(span, identifier)
