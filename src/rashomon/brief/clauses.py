"""A claim as a clause that can follow "that", and whether its words may be quoted."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from rashomon.lang import table
from rashomon.model import Annotated, Attribution, Claim, Parse, Token

# A clause longer than this many characters is no sentence of a briefing.
LONGEST = 260
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
PERSONAL = frozenset({"he", "she", "him", "her", "his", "hers", "himself", "herself"})
OURS = frozenset({"i", "we", "you", "our", "my", "your", "us", "me"})
MARKS = frozenset({"“", "”", '"', "‘"})
OPENERS = frozenset({"SCONJ", "CCONJ", "ADP", "ADV"})
TRAILING = frozenset({"ADP", "PART", "AUX", "DET", "CCONJ", "SCONJ"})
# What a word needs to be whole.
COMPLETING = frozenset(
    {"dobj", "pobj", "pcomp", "xcomp", "ccomp", "attr", "acomp", "oprd", "dative", "agent", "prt"}
)


def clause(annotated: Annotated, claim: Claim, names: Mapping[str, str]) -> str | None:
    """The claim as a finite clause that can follow "that", or None when it does not stand alone.

    ``names`` maps an entity of the article to the name the story knows it by. Only a claim of one piece with its own
    subject, a tense and all that completes its words is told: what would need new words is left out, and so are words
    in quotation marks. A pronoun that is the subject gives way to the name of the person it stands for; any other has
    to be understood from a name before it in the clause.
    """
    if claim.predicate is None or len(claim.spans) != 1 or len(claim.spans[0]) > LONGEST:
        return None
    span, text, parse = claim.spans[0], annotated.article.text, annotated.parse
    tokens = parse.within(span.start, span.end)
    head = parse.tokens[claim.predicate]
    children = [parse.tokens[c] for c in parse.children[claim.predicate]]
    subjects = [t for t in children if t.dep in SUBJECTS]
    if not subjects or subjects[0].index > head.index or not _finite(head, children):
        return None
    if (
        tokens[0].pos in OPENERS
        or tokens[0].text.casefold() in {"that", "this"}
        or tokens[-1].pos in TRAILING
    ):
        return None
    if any(t.dep == "mark" and span.contains(t.span) for t in children) or not _complete(parse, tokens):
        return None
    if any(t.text in MARKS or t.text.casefold() in OURS for t in tokens):
        return None
    mentions = {m.start: (m, e) for e in annotated.entities for m in e.mentions if span.contains(m.span)}
    at, named = span.start, set[str]()
    first = ""
    if tokens[0].tag == "PRP$":
        return None
    if tokens[0].tag == "PRP":
        mention, entity = mentions.get(tokens[0].start, (None, None))
        if mention is None or entity is None or entity.kind != "person" or subjects[0] is not tokens[0]:
            return None
        first, at = names.get(entity.id, entity.name), tokens[0].end
        named.add(entity.id)
    for token in tokens:
        if token.start in mentions:
            mention, entity = mentions[token.start]
            if mention.form == "pronoun" and entity.kind == "person" and entity.id not in named:
                return None
            named.add(entity.id)
        elif token.tag in {"PRP", "PRP$"} and token.text.casefold() in PERSONAL and len(named) != 1:
            return None  # nobody knows whom it means
        if (
            token.tag in {"PRP", "PRP$"}
            and token is not tokens[0]
            and not named
            and not any(t.pos in {"NOUN", "PROPN"} for t in tokens if t.index < token.index)
        ):
            return None  # "two of them": understood from the sentence before, which is not told
    words = " ".join((first + text[at : span.end]).split()).rstrip(".")
    if not first and _common(tokens[0], text):
        words = words[0].lower() + words[1:]
    return words


def _finite(predicate: Token, children: list[Token]) -> bool:
    return predicate.tag in FINITE or any(t.tag in FINITE for t in children if t.dep in {"aux", "auxpass"})


def _complete(parse: Parse, tokens: Sequence[Token]) -> bool:
    """Whether nothing that completes a word of the clause stands outside it (a quotation cut off, an object)."""
    inside = {t.index for t in tokens}
    return not any(
        parse.tokens[c].dep in COMPLETING and c not in inside for i in inside for c in parse.children[i]
    )


def _common(token: Token, text: str) -> bool:
    """Whether a word that opens the sentence would be written small inside one."""
    if token.pos in {"DET", "PRON", "NUM"} or token.text.casefold() in {
        row[0] for row in table("number_words")
    }:
        return True
    small = re.search(rf"\b{re.escape(token.text.lower())}\b", text) is not None
    return token.pos in {"NOUN", "ADJ", "VERB"} and (
        small or (token.tag == "NNS" and text.count(token.text) == 1)
    )


def quotable(annotated: Annotated, claim: Claim, attribution: Attribution) -> bool:
    """Whether the claim's words stand in one piece inside the quotation marks of its attribution."""
    inside = attribution.quoted or (attribution.content if attribution.kind == "direct" else ())
    if len(claim.spans) != 1:
        return False
    words = claim.spans[0].of(annotated.article.text)
    return any(p.contains(claim.spans[0]) for p in inside) and not set(words) & set('“”"\n')
