"""A claim as a clause that can follow "that", and whether its words may be quoted."""

from __future__ import annotations

from collections.abc import Mapping

from rashomon.model import Annotated, Attribution, Claim, Mention, Token

# A clause longer than this many characters is no sentence of a briefing.
LONGEST = 260
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
POSSESSIVE = frozenset({"his", "her", "its", "their"})


def clause(annotated: Annotated, claim: Claim, names: Mapping[str, str]) -> str | None:
    """The claim as a finite clause, pronouns replaced by names, or None when it does not stand alone.

    ``names`` maps an entity of the article to the name the story knows it by. Only a claim of one piece with its own
    subject and a tense is told: what would need new words is left out. A pronoun that no entity stands behind, and
    words in quotation marks, make it unfit.
    """
    if claim.predicate is None or len(claim.spans) != 1:
        return None
    span, text, parse = claim.spans[0], annotated.article.text, annotated.parse
    tokens = parse.within(span.start, span.end)
    children = [parse.tokens[c] for c in parse.children[claim.predicate]]
    if not any(t.dep in SUBJECTS for t in children) or not _finite(parse.tokens[claim.predicate], children):
        return None
    if any(t.dep == "mark" and span.contains(t.span) for t in children) or tokens[0].text.casefold() in {
        "it",
        "that",
        "this",
    }:
        return None
    if tokens[0].pos in {"SCONJ", "CCONJ", "ADP", "ADV"} or len(span) > LONGEST:
        return None
    if any(t.text in {"“", "”", '"', "‘", "I", "we", "We", "you", "our", "my"} for t in tokens):
        return None
    pieces, at = [], span.start
    mentions = {
        (m.start, m.end): (m, names.get(e.id, e.name)) for e in annotated.entities for m in e.mentions
    }
    covered = [m for m, _ in mentions.values() if span.contains(m.span)]
    for token in tokens:
        if (
            token.pos == "PRON"
            and token.tag in {"PRP", "PRP$"}
            and token.text.casefold() not in {"it", "there"}
        ):
            found = next((m for m in covered if m.start == token.start), None)
            if found is None and not _explained(token, covered):
                return None
    said: set[str] = set()
    for mention in sorted(covered, key=lambda m: (m.start, m.end)):
        name = mentions[mention.start, mention.end][1]
        if mention.form == "pronoun" and mention.start >= at and name not in said:
            pieces.append(text[at : mention.start] + name)
            if text[mention.start : mention.end].casefold() in POSSESSIVE:
                pieces.append("’s")
            at = mention.end
        said.add(name)
    pieces.append(text[at : span.end])
    words = " ".join("".join(pieces).split())
    if tokens[0].pos in {"DET", "PRON", "NOUN", "ADJ", "VERB"} and not tokens[0].entity and at == span.start:
        words = words[0].lower() + words[1:]
    return words


def _finite(predicate: Token, children: list[Token]) -> bool:
    return predicate.tag in FINITE or any(t.tag in FINITE for t in children if t.dep in {"aux", "auxpass"})


def _explained(token: Token, mentions: list[Mention]) -> bool:
    """A pronoun after a name in the same clause is understood from it."""
    return any(m.form == "name" and m.end <= token.start for m in mentions)


def quotable(annotated: Annotated, claim: Claim, attribution: Attribution) -> bool:
    """Whether the claim's words stand in one piece inside the quotation marks of its attribution."""
    inside = attribution.quoted or (attribution.content if attribution.kind == "direct" else ())
    if len(claim.spans) != 1:
        return False
    words = claim.spans[0].of(annotated.article.text)
    return any(p.contains(claim.spans[0]) for p in inside) and not set(words) & set('“”"\n')
