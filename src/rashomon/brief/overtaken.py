"""What a report says is still open, where another report of the story has what came of it.

Requirement: "will decide", "has not been named" and "may have been an accident" are told only while no report tells the
outcome.
Known exception: an outcome told in other words, or as a noun phrase.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rashomon.brief.layout import first
from rashomon.brief.story import Story, gist
from rashomon.brief.whole import Sentence
from rashomon.lang import entries
from rashomon.lang.concepts import concept
from rashomon.model import Annotated, Parse, Token

# Sentences of a report, from its first, whose outcomes count.
TOLD = 12
DENYING = frozenset({"not", "n't", "n’t", "no", "never", "yet", "without"})
COMING = frozenset({"will", "shall", "’ll", "'ll"})
POSSIBLE = frozenset({"may", "might", "could"})
# What is coming, in words before "to": "is expected to rule".
AWAITING = frozenset({"expect", "schedule", "set", "due", "poise", "plan", "slate"})
# Verbs for finding out what was so, and nouns for who somebody is.
SETTLING = frozenset(map(concept, ("rule", "determine", "conclude", "confirm", "establish", "find")))
IDENTITY = frozenset({"name", "identity"})
NAMING = frozenset(map(concept, ("identify", "name")))
ABOUT = frozenset({"NOUN", "PROPN", "ADJ"})


def overtaken(story: Story, sentence: Sentence) -> bool:
    """Whether a sentence tells as open, coming or possible what another report tells as come."""
    annotated = story.articles[sentence.article]
    others = [a for id, a in story.articles.items() if id != sentence.article]
    if _nameless(sentence.tokens):
        return any(_names_more(other, annotated) for other in others)
    about = gist(sentence.tokens, ABOUT)
    for verb in sentence.tokens:
        if verb.pos not in {"VERB", "AUX"} or verb.index in sentence.quoted:
            continue
        words = {annotated.parse.tokens[c].text.casefold() for c in annotated.parse.children[verb.index]}
        wanted = {concept(verb.lemma)} - _light()
        if words & POSSIBLE and words & {"have", "be"}:
            wanted = set(SETTLING)
        elif not (words & (COMING | DENYING) or _awaited(annotated.parse, verb)):
            continue
        if any(done & wanted and told & about for other in others for done, told in _outcomes(other)):
            return True
    return False


def _light() -> frozenset[str]:
    return frozenset(map(concept, entries("light")))


def _awaited(parse: Parse, verb: Token) -> bool:
    """Whether a verb is what is expected: "is expected to rule"."""
    head = parse.tokens[verb.head]
    return verb.dep == "xcomp" and verb.tag == "VB" and head.lemma.casefold() in AWAITING


def _outcomes(annotated: Annotated) -> Iterator[tuple[frozenset[str], frozenset[str]]]:
    """For each of a report's first sentences: the verbs of what has happened, and what it is about, by concept."""
    parse, begins = annotated.parse, first(annotated)
    for number in range(begins, min(begins + TOLD, len(parse.sentences))):
        tokens = parse.in_sentence(number)
        done = [t for t in tokens if t.tag in {"VBD", "VBN"} and not _open(parse, t)]
        yield frozenset(concept(t.lemma) for t in done) - _light(), gist(tokens, ABOUT)


def _open(parse: Parse, verb: Token) -> bool:
    below = {parse.tokens[c].text.casefold() for c in parse.children[verb.index]}
    return bool(below & (COMING | POSSIBLE | DENYING | {"would", "to", "if"}))


def _nameless(tokens: Sequence[Token]) -> bool:
    """Whether a sentence says that somebody's name is not known or told."""
    words = {t.text.casefold() for t in tokens}
    denied = bool(words & (DENYING | {"unidentified", "unknown", "withheld", "pending"}))
    named = any(t.lemma.casefold() in IDENTITY or concept(t.lemma) in NAMING for t in tokens)
    return denied and named


def _names_more(other: Annotated, annotated: Annotated) -> bool:
    """Whether the beginning of a report names a person whom another never names."""
    begins, text = first(other), annotated.article.text
    starts = {t.start for t in other.parse.tokens if t.sentence < begins + TOLD}
    return any(
        not any(word in text for word in e.name.split() if len(word) > 2)
        for e in other.entities
        if e.kind == "person" and any(m.form == "name" and m.start in starts for m in e.mentions)
    )
