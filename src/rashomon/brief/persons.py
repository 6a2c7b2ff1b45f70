"""Whom a sentence names: names in place of pronouns and shorter names, and who somebody is that is named first.

Requirement: a name stands only for whom the words around it certainly mean; who somebody is stands in a report beside it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from rashomon.brief.people import People, before_name, described, who
from rashomon.brief.references import Known
from rashomon.brief.story import REPORTING, Edit, Story
from rashomon.brief.whole import Sentence
from rashomon.lang import entries
from rashomon.lang.offices import HONORIFICS, office
from rashomon.model import Annotated, Entity, Mention, Parse, Token

# What no person's name has: a figure, or a word in capitals that is no initials.
MISTAKEN = re.compile(r"\d|\b[A-Z]{4,}\b")
# Verbs for how others saw somebody.
PORTRAYING = frozenset({"describe", "remember", "recall", "mourn", "praise", "eulogize"})
# What a name is beside a noun that it tells apart: "the Marsh administration".
BESIDE = frozenset({"compound", "amod", "nmod"})
# Likeness of two words that are one title, the one misspelt, in [0, 1], and words before a name where it may stand.
ALIKE, NEAR = 0.8, 3


def names(
    story: Story, annotated: Annotated, sentence: Sentence, known: Known, people: People
) -> tuple[list[Edit] | None, set[int], set[str]]:
    """Names in place of pronouns that need one, and whole names where a person is named first."""
    text, parse = annotated.article.text, annotated.parse
    at = {t.start: t for t in sentence.tokens}
    edits: list[Edit] = []
    replaced, named = set[int](), set[str]()
    rows = sorted(
        (
            (m, e)
            for e in annotated.entities
            for m in e.mentions
            if m.start in at and m.end <= sentence.span.end
        ),
        key=lambda r: r[0].start,
    )
    for mention, entity in rows:
        token = at[mention.start]
        id = story.alignment.entity_of.get(entity.id, entity.id)
        if entity.kind != "person" or token.index in sentence.quoted:
            if mention.form == "name" and token.index not in sentence.quoted:
                named.add(id)
            continue
        name = story.names.get(entity.id, entity.name)
        if MISTAKEN.search(name):
            name = mention.span.of(text)  # as it stands
        if mention.form == "pronoun" and token.text.casefold() in {"he", "she", "his", "her", "him"}:
            if _says(annotated, entity, token):
                return None, replaced, named
            if id in named or any(
                m.form == "name"
                and story.alignment.entity_of.get(e.id, e.id) == id
                and m.start > mention.start
                for m, e in rows
            ):
                continue
            if known.follows(sentence.article, token.sentence) and any(
                b.entity == "PERSON" for b in parse.in_sentence(token.sentence - 1)
            ):
                continue  # whoever the report means, told right behind its sentence before
            if not _certain(annotated, entity, mention) or len(name.split()) < 2:
                if sentence.place == 0 and mention.start > sentence.span.start:
                    continue  # the first sentence of a report says itself who is meant, or is not told
                return None, replaced, named
            short = name.rsplit(" ", 1)[-1]
            if id in known.entities and any(
                m.form == "name" and m.span.of(story.text(m.article)) == short
                for m in story.entities[id].mentions
            ):
                name = short
            if id not in known.entities:
                if _stranger(story, id, known, people):
                    return None, replaced, named
                name = _introduced(story, id, name, known, people) or name
            edits.append(Edit(mention.start, mention.end, f"{name}’s" if token.tag == "PRP$" else name))
            replaced.add(token.index)
            named.add(id)
        elif mention.form == "name" and id in known.entities:
            named.add(id)
        elif mention.form == "name" and id not in named:
            words = mention.span.of(text)
            last = parse.within(mention.start, mention.end)[-1]
            if last.dep in BESIDE or text[mention.end : mention.end + 1] == "-":
                continue  # "the Marsh administration"
            start, mentioned = mention.start, parse.within(mention.start, mention.end)
            if sentence.place and _portrayed(parse, mentioned):
                return None, replaced, named
            if sentence.place and not (described(parse.tokens, mentioned) or _befallen(parse, mentioned)):
                if _stranger(story, id, known, people):
                    return None, replaced, named
            at_first = _first(story, id, name, known, people, parse.tokens, mentioned, text)
            shorter = " " not in words and words != name and words in name.split()
            if shorter and words != _last(name) and described(parse.tokens, mentioned):
                named.add(id)  # "his wife Jane"
                continue
            if shorter and (words != _last(name) or _namesake(annotated, words, name)):
                return None, replaced, named
            if at_first is not None or shorter:
                before = parse.tokens[token.index - 1] if token.index else None
                if (
                    before is not None
                    and before.text.casefold() in HONORIFICS
                    and before.start >= sentence.span.start
                ):
                    start = before.start
                edits.append(Edit(start, mention.end, name if at_first is None else at_first))
            elif " " not in words and " " not in name and not _titled(parse.tokens, token):
                return None, replaced, named
            named.add(id)
    return edits, replaced, named


def introduced(story: Story, sentence: Sentence) -> tuple[frozenset[str], frozenset[str]]:
    """Whom a sentence names, and whom of these it introduces itself, by id in the story."""
    annotated = story.articles[sentence.article]
    starts, told = {t.start for t in sentence.tokens}, set[str]()
    new = set[str]()
    for e in annotated.entities:
        for m in e.mentions if e.kind == "person" else ():
            if m.form == "name" and m.start in starts:
                mention, id = (
                    annotated.parse.within(m.start, m.end),
                    story.alignment.entity_of.get(e.id, e.id),
                )
                told.add(id)
                if described(annotated.parse.tokens, mention) or _befallen(annotated.parse, mention):
                    new.add(id)
    return frozenset(told), frozenset(new)


def _befallen(parse: Parse, mention: Sequence[Token]) -> bool:
    """Whether a sentence tells of somebody what makes him part of the news: "Jane Roe was killed", "charged Jane Roe"."""
    if len(mention) < 2:
        return False
    last = mention[-1]
    head = parse.tokens[last.head]
    passive = last.dep == "nsubjpass" or (last.dep == "nsubj" and head.lemma.casefold() == "die")
    return (passive or last.dep == "dobj") and head.lemma.casefold() in entries("befalling")


def _portrayed(parse: Parse, mention: Sequence[Token]) -> bool:
    """Whether a sentence tells only how others saw somebody: nobody knows why it is told who does not know of him yet."""
    last = mention[-1]
    return last.dep in {"dobj", "nsubjpass"} and parse.tokens[last.head].lemma.casefold() in PORTRAYING


def _first(
    story: Story,
    id: str,
    name: str,
    known: Known,
    people: People,
    tokens: Sequence[Token],
    mention: Sequence[Token],
    text: str,
) -> str | None:
    """The name of a person who is named first, with who that is; None where the sentence says so itself or no report
    does."""
    if described(tokens, mention) or " " not in name:
        return None
    if not set(text[mention[0].start : mention[-1].end].split()) <= set(name.split()):
        return None
    after = text[mention[-1].end : mention[-1].end + 2]
    owning = after[:1] in {"’", "'"}
    found = who(story, id, known, people)
    if found is None:
        return None
    if not found.behind:
        doubled = _has_title(tokens, mention, found.words) or _doubles(found.words, name)
        return None if doubled else f"{found.words} {name}"
    if (
        owning
        or mention[-1].dep == "conj"
        or any(
            t.dep in {"conj", "cc"} and t.head == mention[-1].index
            for t in tokens[mention[-1].index + 1 : mention[-1].index + 4]
        )
    ):
        return None
    return f"{name}, {found.words}{'' if after[:1] in {',', '.', ';'} else ','}"


def _stranger(story: Story, id: str, known: Known, people: People) -> bool:
    """Whether a person is introduced by no report, and named in the beginning of one at most."""
    return id not in story.central and who(story, id, known, people) is None


def strangers(story: Story, annotated: Annotated, tokens: Sequence[Token], known: Known) -> bool:
    """Whether words that stand as they are name somebody who was not told of and whom they do not introduce."""
    inside = {t.start: t for t in tokens}
    mentions = [
        (m, story.alignment.entity_of.get(e.id, e.id))
        for e in annotated.entities
        if e.kind == "person"
        for m in e.mentions
        if m.form == "name" and m.start in inside
    ]
    for mention, id in mentions:
        words = annotated.parse.within(mention.start, mention.end)
        if id in known.entities or words[-1].dep in BESIDE or described(annotated.parse.tokens, words):
            continue
        if len(words) < 2 or id not in story.central:
            return True
    return any(
        t.entity == "PERSON"
        and t.dep not in BESIDE
        and not any(m.start <= t.start < m.end for m, _ in mentions)
        for t in tokens
    )


def named(story: Story, annotated: Annotated, tokens: Sequence[Token]) -> frozenset[str]:
    """Whom and what words name, by id in the story."""
    inside = {t.start for t in tokens}
    return frozenset(
        story.alignment.entity_of.get(e.id, e.id)
        for e in annotated.entities
        for m in e.mentions
        if m.form == "name" and m.start in inside
    )


def _says(annotated: Annotated, entity: Entity, token: Token) -> bool:
    """Whether "he" is who says something of whoever it is taken for: "The mayor never called, he said"."""
    parse = annotated.parse
    verb = parse.tokens[token.head]
    if token.dep != "nsubj" or verb.lemma.casefold() not in REPORTING:
        return False
    said = [
        parse.tokens[i].start
        for c in parse.children[verb.index]
        if parse.tokens[c].dep == "ccomp"
        for i in parse.subtree(c)
    ]
    return any(m.form == "name" and m.start in said and m.start < token.start for m in entity.mentions)


def _introduced(story: Story, id: str, name: str, known: Known, people: People) -> str | None:
    found = who(story, id, known, people)
    titled = found is not None and not found.behind and not _doubles(found.words, name)
    return f"{found.words} {name}" if found is not None and titled else None


def _doubles(title: str, name: str) -> bool:
    """Whether a name begins with a title itself, or has a word of this one: "Trooper Jane Roe"."""
    words = name.casefold().split()
    return office(words[0]) or bool(set(words) & set(title.casefold().split()))


def _last(name: str) -> str:
    """The last name, before a suffix."""
    words = [w for w in name.split() if w.rstrip(".").casefold() not in {"jr", "sr", "ii", "iii", "iv"}]
    return words[-1].rstrip(",") if words else name


def _namesake(annotated: Annotated, words: str, name: str) -> bool:
    """Whether a report has somebody or something else of the same last name, with another before it."""
    others = {
        m.span.of(annotated.article.text) for e in annotated.entities for m in e.mentions if m.form == "name"
    }
    first = name.split()[0]
    return any(
        o.endswith(f" {words}") and first not in o.split() and o.split()[0][:1].isupper() for o in others
    )


def _has_title(tokens: Sequence[Token], mention: Sequence[Token], title: str) -> bool:
    """Whether a noun or any title stands right before a name ("Capt. Jane Roe"), or a word of this title, perhaps
    misspelt, a few words before."""
    first = mention[0]
    before = [t for t in tokens[max(0, first.index - NEAR) : first.index] if t.sentence == first.sentence]
    beside = before_name(tokens, first)
    if before and beside is not None and beside.text.casefold().rstrip(".") not in HONORIFICS:
        if beside.pos in {"NOUN", "PROPN"} or office(beside.text):
            return True
    words = [w.casefold() for w in title.split() if len(w) > NEAR]
    return any(SequenceMatcher(None, t.text.casefold(), w).ratio() >= ALIKE for t in before for w in words)


def _titled(tokens: Sequence[Token], token: Token) -> bool:
    """Whether a title stands before a name: "President Marsh"."""
    before = before_name(tokens, token)
    return before is not None and before.pos == "PROPN" and before.text.casefold() not in HONORIFICS


def _certain(annotated: Annotated, entity: Entity, pronoun: Mention) -> bool:
    """Whether whoever a pronoun stands for is the subject of the sentence before, and nobody else is named there or
    before the pronoun."""
    parse = annotated.parse
    token = parse.within(pronoun.start, pronoun.end)[0]
    if token.sentence == 0:
        return False
    before = parse.in_sentence(token.sentence - 1)
    if not before:
        return False
    near = (*before, *(t for t in parse.in_sentence(token.sentence) if t.index < token.index))
    names = {m.start: (m, e) for e in annotated.entities for m in e.mentions if m.form == "name"}
    own = [m.span for m, e in names.values() if e.id == entity.id]
    others = [t for t in near if t.entity == "PERSON" and not any(s.contains(t.span) for s in own)]
    people = {e.id for m, e in names.values() if e.kind == "person" and any(m.start == t.start for t in near)}
    subjects = [
        t for t in before if t.dep in {"nsubj", "nsubjpass"} and parse.tokens[t.head].dep in {"ROOT", "ccomp"}
    ]
    roles = [
        t
        for t in near
        if t.pos == "NOUN" and office(t.lemma) and t.dep in {"nsubj", "nsubjpass", "dobj", "pobj", "attr"}
    ]
    return (
        not others
        and not roles
        and people == {entity.id}
        and any(s.contains(t.span) for t in subjects for s in own)
    )
