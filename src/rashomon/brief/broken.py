"""Signs that a sentence was typed, cut or joined wrongly: such a one is not told.

Requirement: a sign is one that a good sentence hardly has; what it costs is a sentence.
Known exception: wrong words, rightly spelt and joined, are not seen.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from rashomon.brief.clauses import FINITE, SUBJECTS
from rashomon.lang import entries, table
from rashomon.lang.concepts import concept
from rashomon.model import Annotated, Token

# A mark after a space, an hour cut in two, a word twice, two articles, a number that runs into a word, a name twice, a
# sentence that begins within another, "…, said on Friday" without who, a line of the
# page at the beginning, "said that plans to",
# a second sentence behind a stop that was taken for an abbreviation's.
TYPED = re.compile(
    r"\s[.,;:!?’'](?:\s|$|s\b)|''|``|\b[ap]\. m\b|\b(\w+) \1\b|”\w|\w“|, ”|\bA\. \d|\w[’']s[’']s\b|[,;:]{2}|,\.|\.\.|�"
    r"|[a-z] (?:(?:There|The|It|He|She|They|But|In) [a-z]|A [A-Z])"
    r"|[a-z] (?:As|Despite|After|Before|When|While|Although|Though|If|Since|Because|During|Following) [a-z]"
    r"|\b(?:[Aa]n?|[Tt]he) (?:an?|the)\b"
    r"|[a-z]{4}(?<!ty)-(?:one|two|three|four|five|six|seven|eight|nine|ten)\b(?!-)"
    r"|\b(said|says|was|is|has|had|were|are) \w+ \2\b(?! that)"
    r"|\b([A-Z]\w+ [A-Z]\w+)(?: \w+)? \3\b|\((?:R|TM|C)\) "
    r"|, (?:said|says) (?:after|at|before|during|early|hours|in|just|late|on|that|to|when|while)\b"
    r"|^It was [^,]{3,30}, that\b|^(?:Buy Photo|View Full|Filed under|UPDATED?|POSTED|FILE|Photo)\b"
    r"|^(?:January|February|March|April|May|June|July|August|September|October|November|December) \d+, \d{4} [A-Z]"
    r"|\b(?:[A-Z]|St|Ave|Rd|Blvd|[ap]\.m)\. (?:The|An?|It|He|She|They|In|On|His|Her) [a-z]"
    r"|\bthat (?:plans|hopes|intends|expects|wants|aims) to\b"
)
# A run of words in capitals, at least this long: a line of a headline within the sentence.
CAPITALS = re.compile(r"\b[A-Z]{2,}(?: [A-Z]{1,}\b){3,}")
# What stands behind a stop that is the point of a figure, written apart: "hit. 308, with …".
POINT = re.compile(r"\s?\d+, [a-z]")
# Verbs of one, that do not go with a subject of several, and of several.
OF_ONE, OF_SEVERAL = frozenset({"has", "is", "was", "does"}), frozenset({"are", "have", "were", "do"})
# Nouns of one that go with either, with "of" behind them.
EITHER = frozenset(
    "number majority minority couple handful group lot variety range series pair dozen rest half part bulk percent share"
    " proportion team family crew staff public generation class host string total array trio plurality range kind sort"
    " mix combination raft spate slew wave crowd set quarter third fifth tenth remainder".split()
)
# Endings of nouns for an act.
ACTS = ("ion", "ing", "ment")
# Words between a noun and the same again that make a phrase of the two: "day by day".
PAIRED = frozenset({"ADP", "CCONJ", "PART", "PUNCT", "DET", "NUM", "SYM"})


def broken(annotated: Annotated, tokens: Sequence[Token], words: str) -> bool:
    """Whether a sentence of these tokens and words has such a sign."""
    if TYPED.search(words) or CAPITALS.search(words) or POINT.match(annotated.article.text, tokens[-1].end):
        return True
    if any(_does_itself(annotated, t) for t in tokens):
        return True
    return _misjoined(annotated, tokens) or _again(tokens) or any(_small_name(t) for t in tokens)


def _again(tokens: Sequence[Token]) -> bool:
    """Whether a noun comes again behind a word or two that make no phrase of it: "the game vs. Ellery game"."""
    for n, t in enumerate(tokens):
        if t.pos != "NOUN":
            continue
        for gap in (2, 3):
            again = tokens[n + gap] if n + gap < len(tokens) else t
            between = tokens[n + 1 : n + gap]
            joined = any(b.pos in PAIRED and b.text.casefold() not in {"vs.", "vs", "v."} for b in between)
            if again is not t and again.text == t.text and again.pos == "NOUN" and not joined:
                return True
    return False


@lru_cache(maxsize=1)
def _peoples() -> frozenset[str]:
    return frozenset(row[0].lower() for row in table("demonyms")) - entries("function_words")


def _small_name(t: Token) -> bool:
    """Whether the adjective of a country is written small."""
    return t.text.islower() and t.text in _peoples() and t.pos in {"ADJ", "PROPN"} and t.dep == "amod"


def _does_itself(annotated: Annotated, t: Token) -> bool:
    """Whether an act does what it is, to nothing: "an investigation is investigating"."""
    verb, children = annotated.parse.tokens[t.head], annotated.parse.children
    return (
        t.dep == "nsubj"
        and verb.pos == "VERB"
        and t.lemma.casefold().endswith(ACTS)
        and concept(t.lemma) == concept(verb.lemma)
        and not any(annotated.parse.tokens[c].dep == "dobj" for c in children[verb.index])
    )


def without_subject(children: Sequence[int], tokens: Sequence[Token], verb: Token) -> bool:
    """Whether a clause behind "that" has lost its subject: "said that plans to run"."""
    if verb.dep != "ccomp" or verb.tag not in FINITE:
        return False
    below = [tokens[c] for c in children]
    return any(t.dep == "mark" and t.text.casefold() == "that" for t in below) and not any(
        t.dep in SUBJECTS or t.dep == "attr" for t in below
    )


def _misjoined(annotated: Annotated, tokens: Sequence[Token]) -> bool:
    """Whether a verb does not go with its subject: a single comma between them ("The weir, broke"), one of one with
    several ("the weirs has"), or one of several with one that has "of" behind it ("the list of weirs are")."""
    parse = annotated.parse
    for subject in tokens:
        if subject.dep not in {"nsubj", "nsubjpass"} or subject.head < subject.index:
            continue
        verb = parse.tokens[subject.head]
        heads = [verb, *(parse.tokens[c] for c in parse.children[verb.index])]
        finite = [
            t
            for t in heads
            if t.tag in FINITE and (t is verb or t.dep in {"aux", "auxpass"}) and t.index > subject.index
        ]
        verbs = {t.text.casefold() for t in finite}
        if subject.tag == "NNS" and verbs & OF_ONE:
            return True
        if subject.tag == "NN" and verbs & OF_SEVERAL and _one_of_several(annotated, subject):
            return True
        first = min((t.index for t in finite), default=0) - 1
        phrase = parse.subtree(subject.index)
        between = [t.text for t in parse.tokens[min(phrase) : first]]
        if (
            first > subject.index
            and parse.tokens[first].text == ","
            and not {",", "—", "–", "-", "”", '"'} & set(between)
        ):
            if max(i for i in phrase if parse.tokens[i].text != ",") == first - 1:
                return True
    return False


def _one_of_several(annotated: Annotated, subject: Token) -> bool:
    """Whether a noun is plainly one: with an article, "of" behind it, nothing joined to it, and no word for many."""
    below = [annotated.parse.tokens[c] for c in annotated.parse.children[subject.index]]
    behind = annotated.parse.tokens[subject.index + 1]
    return (
        behind.text.casefold() == "of"
        and any(b.text.casefold() in {"the", "a", "an", "this"} for b in below)
        and not any(b.dep == "conj" for b in below)
        and subject.lemma.casefold() not in EITHER | entries("organisation_nouns")
    )
