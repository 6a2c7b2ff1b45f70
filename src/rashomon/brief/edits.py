"""A sentence in words that somebody understands who was told the sentences before: what is left out and put in.

Requirement: nothing inside quotation marks changes, and what is left out says nothing that the rest does not.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from rashomon.brief.people import People
from rashomon.brief.persons import names
from rashomon.brief.pointing import happened, named_as
from rashomon.brief.references import Known, dangling
from rashomon.brief.story import Edit, Story
from rashomon.brief.whole import Sentence
from rashomon.lang import entries
from rashomon.model import Annotated, Span, Token

DENYING = frozenset(
    {"not", "no", "never", "nor", "without", "nobody", "nothing", "none", "neither", "hardly", "cannot"}
)
NARROWING = frozenset(
    {"first", "second", "third", "last", "next", "only", "no", "any", "every", "each", "all", "few", "fewest"}
)
# A word before a modifier that makes it part of what is said.
WEIGHED = frozenset(
    {"not", "n't", "n’t", "no", "never", "very", "so", "too", "as", "more", "most", "less", "least", "how"}
)


# What makes one thing with "so" before it: "so far".
SO = frozenset({"far", "long", "many", "much", "that", "called"})
# Words behind which "also" is needed: "not only … but it is also about the weir".
AGAINST = frozenset({"but", "only", "just", "not", "n't", "n’t"})
# Marks that stand wrongly when the straight ones have become pairs, and two full stops.
CROOKED = re.compile(r"”\w|\w“|[,.] ”|“ |\.\.")


def told(story: Story, sentence: Sentence, known: Known, people: People) -> tuple[str, Known] | None:
    """The sentence in words a reader of what is known so far understands, without its full stop, and what is known
    then; None where something stays open."""
    annotated = story.articles[sentence.article]
    edits, replaced, named = names(story, annotated, sentence, known, people)
    if edits is None:
        return None
    if dangling(
        annotated,
        sentence.tokens,
        known,
        story.alignment.entity_of,
        sentence.quoted,
        replaced,
        story.topics,
        opening=sentence.place == 0,
    ):
        return None
    follows = known.follows(sentence.article, sentence.number)
    left_out = _left_out(annotated, sentence, follows=follows)
    if left_out is None:
        return None
    edits = [*edits, *left_out, *(Edit(c.start, c.end, "") for c in sentence.cuts)]
    words, abbreviated = edited(annotated.article.text, sentence.span, edits), False
    if words.endswith("..") and not words.endswith("..."):
        words = words[:-1]  # an abbreviation's stop, before what was left out
        abbreviated = True
    if words.lstrip("“‘")[:1].islower() or CROOKED.search(words):
        return None
    nouns = naming(sentence.tokens, sentence.article, sentence.quoted)
    return words if abbreviated else unstopped(words), known.then(nouns, frozenset(named))


def naming(
    tokens: Sequence[Token], article: str, quoted: Collection[int] = ()
) -> frozenset[tuple[str, str, int]]:
    """What words name that a later "the" can point to: not what only tells which one ("a bridge engineer" names no
    bridge), nor what is only spoken of in a quotation."""
    outside = [t for t in tokens if t.index not in quoted]
    return frozenset(
        (named_as(t), article, t.sentence)
        for t in outside
        if t.pos in {"NOUN", "PROPN"} and t.dep not in {"compound", "nmod"}
    ) | frozenset((happened(t.lemma), article, t.sentence) for t in outside if t.pos == "VERB")


def edited(text: str, span: Span, edits: Sequence[Edit]) -> str:
    """The words of a span with edits, its double quotation marks in pairs, its first letter large."""
    parts, at = [], span.start
    for edit in sorted(edits, key=lambda e: e.start):
        parts += [text[at : edit.start], edit.to]
        at = edit.end
    words = " ".join("".join([*parts, text[at : span.end]]).split())
    for n in range(words.count('"')):
        words = words.replace('"', "”" if n % 2 else "“", 1)
    return words[0].upper() + words[1:]


def unstopped(words: str) -> str:
    """Without the full stop at the end, which may stand before a closing quotation mark."""
    bare = words.rstrip("”’'")
    return bare.rstrip(".") + words[len(bare) :] if not _short(bare) else bare + words[len(bare) :]


def _short(words: str) -> bool:
    """Whether the full stop belongs to an abbreviation: "the U.S."."""
    last = words.rsplit(" ", 1)[-1].lstrip("(“")
    return re.fullmatch(r"(?:[A-Za-z]\.){2,}", last) is not None or last.rstrip(".").casefold() in {
        "jr",
        "sr",
        "inc",
        "corp",
        "co",
    }


def _left_out(annotated: Annotated, sentence: Sentence, *, follows: bool) -> list[Edit] | None:
    """A joining word at the beginning, "also", and words that only colour; None where "also" says something of what is
    told nowhere: "a girl, who also drowned". ``follows``: the sentence before in the report was told right before."""
    text, tokens = annotated.article.text, sentence.tokens
    found: list[Edit] = []
    if (end := _joined(text, sentence)) is not None:
        found.append(Edit(sentence.span.start, _past_space(text, end), ""))
    denied = any(t.text.casefold() in DENYING or t.text.casefold().endswith(("n't", "n’t")) for t in tokens)
    for n, (t, after) in enumerate(zip(tokens, tokens[1:], strict=False)):
        word = t.text.casefold()
        before = tokens[n - 1] if n else None
        held = before is not None and before.text.casefold() in WEIGHED
        if t.index in sentence.quoted or held or after.text in {",", "-", "–"}:
            continue
        against = any(x.text.casefold() in AGAINST for x in tokens[:n])
        if word == "also" and follows:
            continue
        if word == "also" and not _of_main(annotated, t):
            return None
        plain = word == "also" and before and not against and after.pos != "CCONJ"
        near = {x.text.casefold() for x in tokens[max(0, n - 3) : n]}
        free = not denied and not near & NARROWING and not any(x.endswith("est") for x in near)
        if plain or (free and word in entries("ornaments") and _free(t, before, after)):
            found.append(Edit(t.start, _past_space(text, t.end), ""))
    return found


def _of_main(annotated: Annotated, also: Token) -> bool:
    """Whether "also" belongs to what the sentence as a whole tells: to its verb, or to one with a subject of its own,
    joined to it or said."""
    verb = annotated.parse.tokens[also.head]
    below = [annotated.parse.tokens[c] for c in annotated.parse.children[verb.index]]
    if any(b.dep in {"nsubj", "nsubjpass"} and not b.tag.startswith("W") for b in below):
        return True
    while verb.dep in {"conj", "ccomp"} and verb.pos in {"VERB", "AUX"}:
        verb = annotated.parse.tokens[verb.head]
    return verb.dep == "ROOT"


def _joined(text: str, sentence: Sentence) -> int | None:
    """Where the words end that join a sentence to the one before, with their comma."""
    words = sentence.span.of(text)
    plain = words.casefold()
    for joint in sorted(entries("joining"), key=len, reverse=True):
        if plain.startswith(joint):
            rest = words[len(joint) :]
            if rest.startswith(", "):
                return sentence.span.start + len(joint) + 1
            bound = joint == "so" and rest.split()[:1] and rest.split()[0].casefold().rstrip(",") in SO
            if rest.startswith(" ") and joint in {"but", "and", "yet", "so", "plus"} and not bound:
                return sentence.span.start + len(joint)
    return None


def _free(t: Token, before: Token | None, after: Token) -> bool:
    """Whether a colouring word stands before what it colours, and "a" or "an" stays right without it."""
    if t.dep not in {"amod", "advmod"} or t.head <= t.index:
        return False
    if before is None:
        return t.dep == "amod" and after.pos in {"NOUN", "PROPN"}
    if before.pos == "CCONJ" or after.pos == "CCONJ" or before.text in {",", "-"}:
        return False
    if before.text.casefold() in {"a", "an"}:
        return (before.text.casefold() == "an") == (after.text[:1].casefold() in "aeiou")
    return True


def _past_space(text: str, at: int) -> int:
    while at < len(text) and text[at] == " ":
        at += 1
    return at
