"""What a sentence points to: whether a reader who has read only the briefing so far knows what is meant.

Requirement: "the measure", "he" or "such" are understood from the sentence itself or from one told before it.
Known exception: a noun told before counts as naming what a later "the" means, though there may be two of the kind.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from rashomon.lang import entries
from rashomon.model import Annotated, Entity, Mention, Parse, Span, Token

PERSONAL = frozenset({"he", "she", "him", "her", "his", "hers", "himself", "herself"})
THINGS = frozenset({"it", "its", "itself"})
SEVERAL = frozenset({"they", "them", "their", "theirs", "themselves"})
OURS = frozenset({"i", "we", "you", "our", "my", "your", "us", "me", "mine", "ours", "yours"})
POINTING = frozenset({"this", "that", "these", "those"})
HONORIFICS = frozenset({"mr", "mrs", "ms", "mr.", "mrs.", "ms."})
# What stands for a noun that is left out.
ELLIPTIC = frozenset(
    {"some", "many", "several", "few", "most", "all", "one", "ones", "none", "others", "another", "both", "each"}
    | {"any", "either", "neither", "much", "more", "other", "enough"}
)
# A day or hour that is counted from another.
COUNTED = frozenset({"earlier", "later", "before", "after", "previously", "then", "there", "here", "next", "previous"})
# What can stand behind a noun and say which is meant.
DESCRIBING = frozenset({"relcl", "acl", "appos"})
# Prepositions behind which a noun stands that says which is meant; others may belong to the verb.
NEAR = frozenset({"of", "between", "against", "for", "on", "in", "to", "about", "over", "from", "behind", "near", "with"})
# What a place that was named is.
PLACES = frozenset({"state", "city", "town", "country", "county", "nation"})
# Sentences between the one that names a thing and the one that says "the", in one report.
NEAREST = 4
UNITS = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "CARDINAL", "QUANTITY", "ORDINAL"})


@dataclass(frozen=True, slots=True)
class Known:
    """What the briefing has named so far: nouns by lemma, with article and sentence, entities by their id in the
    story."""

    nouns: frozenset[tuple[str, str, int]] = frozenset()
    entities: frozenset[str] = frozenset()

    def named(self, article: str, sentence: int, topics: Collection[str]) -> set[str]:
        """Nouns that "the" can point to in a sentence: those the story is about, and those told of the few sentences
        before it."""
        return {
            noun
            for noun, told, number in self.nouns
            if (noun in topics and noun not in entries("speaker_nouns")) or (told == article and 0 < sentence - number <= NEAREST)
        }


def dangling(
    annotated: Annotated,
    tokens: Sequence[Token],
    known: Known,
    entity_of: Mapping[str, str],
    quoted: Collection[int],
    replaced: Collection[int],
    topics: Collection[str],
) -> str | None:
    """The first word that points to what has not been named, or None.

    ``quoted`` are indexes of tokens inside quotation marks, ``replaced`` of those that give way to a name,
    ``topics`` nouns that the whole story is about.
    """
    parse = annotated.parse
    mentions: dict[int, tuple[Mention, Entity]] = {
        m.start: (m, e) for e in annotated.entities for m in e.mentions
    }
    inside = {t.index for t in tokens}
    nouns = known.named(annotated.article.id, tokens[0].sentence, topics)
    here: set[str] = set()
    people = [m.span for m, e in mentions.values() if e.kind == "person"]
    compared = any(t.text.casefold() == "than" for t in tokens)
    in_sentence = {
        entity_of.get(e.id, e.id)
        for m, e in mentions.values()
        if m.form == "name" and tokens[0].start <= m.start < tokens[-1].end
    }
    quote_nouns: set[str] | None = None
    for n, t in enumerate(tokens):
        word = t.text.casefold()
        _, entity = mentions.get(t.start, (None, None))
        story = entity_of.get(entity.id, entity.id) if entity else None
        if t.index not in quoted:
            quote_nouns = None
        elif quote_nouns is None and (n == 0 or tokens[n - 1].index not in quoted):
            first = next((q for q in tokens[n:] if q.pos != "PUNCT"), t)
            if not first.text[:1].islower():  # else part of the reporter's sentence: what stands before it is meant too
                quote_nouns = set()
        if t.index in replaced:
            if story:
                here.add(story)
            continue
        before = tokens[n - 1] if n else None
        after = tokens[n + 1] if n + 1 < len(tokens) else None
        if t.tag in {"PRP", "PRP$"} or word in PERSONAL | THINGS | SEVERAL:
            if word in OURS and t.index in quoted:
                continue
            if not _pronoun(parse, t, word, story, here, in_sentence, _things(tokens[:n], people), quote_nouns):
                return t.text
        elif word in POINTING and not _pointing(parse, t, inside, nouns, quote_nouns, after):
            return t.text
        elif word == "the" and not _definite(parse, t, inside, nouns, any(b.entity == "GPE" for b in tokens[:n])):
            return f"the {parse.tokens[t.head].text}"
        elif word in ELLIPTIC and not _elliptic(parse, t, inside, after, before):
            return t.text
        elif t.pos == "NUM" and t.dep in {"nsubj", "nsubjpass", "dobj"} and t.entity in {"", "CARDINAL"}:
            counted = any(b.pos == "NUM" and b.dep == "nummod" for b in tokens[:n])  # "four people died and 38 were hurt"
            if not counted and not any(parse.tokens[c].dep == "prep" for c in parse.children[t.index]):
                return t.text
        elif word in COUNTED and not _placed(parse, t, after, before):
            return t.text
        elif t.text.isupper() and 2 < len(t.text) < 7 and f"({t.text}" in annotated.article.text and (
            f"({t.text}" not in annotated.article.text[tokens[0].start : tokens[-1].end] and word not in nouns
        ):
            return t.text  # an abbreviation that is explained elsewhere
        elif word == "one" and n == 0 and after is not None and after.text.casefold() != "of":
            return t.text
        elif word == "though" and before is not None and before.text == ",":
            return t.text
        elif t.tag in {"JJR", "RBR"} and not compared and _predicated(parse, t):
            return t.text
        elif word in entries("leaning_back") and not (
            (word == "instead" and after is not None and after.text == "of")
            or (word == "such" and after is not None and after.text.casefold() == "as")
            or (word == "similar" and after is not None and after.text.casefold() == "to")
            or (word == "too" and t.head > t.index)
        ):
            return t.text
        if t.pos in {"NOUN", "PROPN"}:
            nouns.add(t.lemma.casefold())
            if quote_nouns is not None:
                quote_nouns.add(t.lemma.casefold())
        if story and mentions[t.start][0].form == "name":
            here.add(story)
    return None


def _things(tokens: Sequence[Token], people: Sequence[Span]) -> list[Token]:
    """The words that name nobody: what "it" may stand for is among them."""
    return [t for t in tokens if t.tag != "NNP" or not any(p.overlaps(t.span) for p in people)]


def _pronoun(
    parse: Parse,
    t: Token,
    word: str,
    story: str | None,
    here: set[str],
    in_sentence: set[str],
    before: Sequence[Token],
    quote_nouns: set[str] | None,
) -> bool:
    if word in OURS:
        return quote_nouns is not None
    if word in PERSONAL:
        if quote_nouns is not None:
            return False if not quote_nouns else story in here
        return story is not None and (story in here or (story in in_sentence and word in {"his", "her"}))
    if word in SEVERAL:
        return any(
            b.tag in {"NNS", "NNPS"} or (b.dep == "conj" and b.pos in {"NOUN", "PROPN"}) or b.entity in {"ORG", "NORP"}
            for b in _same_side(before, quote_nouns)
        )
    if word in THINGS:
        if t.dep == "expl":
            return True
        if story is not None:
            return story in here
        if _empty(parse, t):
            return True
        if quote_nouns is not None or (t.dep in {"nsubj", "nsubjpass"} and _main(parse, t)):
            return False
        return any(_meant(parse, b) for b in before)
    return True


def _same_side(before: Sequence[Token], quote_nouns: set[str] | None) -> list[Token]:
    """The words before, only those of the same quotation where there is one."""
    return [b for b in before if quote_nouns is None or b.lemma.casefold() in quote_nouns]


def _main(parse: Parse, t: Token) -> bool:
    """Whether a subject is that of a main clause, or of what is said in one that begins the sentence."""
    verb = parse.tokens[t.head]
    return verb.dep == "ROOT" or (verb.dep in {"ccomp", "parataxis"} and verb.head > verb.index)


def _meant(parse: Parse, t: Token) -> bool:
    """Whether a later "it" may stand for a word."""
    if t.tag not in {"NN", "NNP"} or t.entity in {"PERSON", "DATE", "TIME"} or t.text.casefold() in HONORIFICS:
        return False
    if t.dep == "pobj":
        return parse.tokens[t.head].text.casefold() in {"of", "about", "on", "for", "against", "with"}
    return t.dep in {"nsubj", "nsubjpass", "dobj", "attr", "conj", "appos"}


def _empty(parse: Parse, t: Token) -> bool:
    """Whether "it" stands for nothing: "it is hard to say", "it remains to be seen"."""
    verb = parse.tokens[t.head]
    kinds = {parse.tokens[c].dep for c in parse.children[verb.index] if c > verb.index}
    return verb.lemma.casefold() in {"be", "seem", "remain", "take"} and bool(kinds & {"xcomp", "ccomp", "csubj"})


def _pointing(
    parse: Parse,
    t: Token,
    inside: set[int],
    nouns: set[str],
    quote_nouns: set[str] | None,
    after: Token | None,
) -> bool:
    if t.dep in {"mark", "advmod"} or t.tag in {"WDT", "WP"} or t.pos == "SCONJ":
        return True
    if t.dep != "det" and parse.tokens[t.head].dep in {"relcl", "acl"}:
        return True  # "a bill that bans"
    if t.dep == "det":
        noun = parse.tokens[t.head]
        if noun.lemma.casefold() in {"year", "week", "month", "time"} and t.text.casefold() == "this":
            return noun.lemma.casefold() != "time"
        if quote_nouns is not None and t.text.casefold() == "this" and noun.lemma.casefold() in _own():
            return True
        if t.text.casefold() == "those" and _described(parse, noun, inside):
            return True
        if t.text.casefold() == "that" and any(parse.tokens[c].dep == "relcl" for c in parse.children[noun.index]):
            return True
        return noun.lemma.casefold() in nouns and t.text.casefold() != "that" and noun.index == t.index + 1
    if t.text.casefold() in {"those", "that"}:
        return any(parse.tokens[c].dep in {"relcl", "acl", "prep"} and c > t.index for c in parse.children[t.index]) or (
            after is not None and after.text.casefold() in {"who", "of", "in", "with"}
        )
    return False


def _own() -> frozenset[str]:
    """What a speaker means by "this": the body or place that is the speaker's own."""
    return entries("organisation_nouns") | PLACES | {"administration", "president", "house", "party"}


def _definite(parse: Parse, t: Token, inside: set[int], nouns: set[str], placed: bool) -> bool:
    noun = parse.tokens[t.head]
    if t.dep != "det" or noun.index < t.index:
        return t.dep not in {"nsubj", "dobj", "pobj"}  # "the more", "the U.S."
    if noun.pos == "PROPN" or noun.dep in {"appos", "attr", "oprd"} or noun.entity in UNITS - {"CARDINAL"}:
        return True
    if noun.pos not in {"NOUN", "VERB"}:
        return noun.text.casefold() in entries("unique_nouns")
    between = [parse.tokens[i] for i in range(t.index + 1, noun.index)]
    if any(b.tag in {"JJS", "RBS"} or b.text.casefold() in {"first", "last", "only"} for b in between):
        return True
    if any(b.pos == "PROPN" and b.entity != "NORP" for b in between):
        return True
    lemma = noun.lemma.casefold()
    if lemma in PLACES:
        return placed or lemma in entries("unique_nouns") or _described(parse, noun, inside)
    if lemma in nouns or lemma in entries("unique_nouns"):
        return True
    return _described(parse, noun, inside)


def _described(parse: Parse, noun: Token, inside: set[int]) -> bool:
    """Whether something behind a noun says which is meant."""
    for c in parse.children[noun.index]:
        child = parse.tokens[c]
        if c < noun.index or c not in inside:
            continue
        if child.dep in DESCRIBING:
            return True
        if child.dep == "prep" and child.text.casefold() in NEAR and c <= noun.index + 2:
            objects = [parse.tokens[o] for o in parse.children[c] if parse.tokens[o].dep in {"pobj", "pcomp"}]
            if any(o.entity not in UNITS or child.text.casefold() == "of" for o in objects):
                return child.text.casefold() == "of" or not any(
                    o.lemma.casefold() in entries("acts") or o.lemma.casefold() in {"statement", "interview"} for o in objects
                )
    behind = [parse.tokens[i] for i in (noun.index + 1, noun.index + 2) if i in inside]
    if len(behind) == 2 and behind[1].entity not in {"DATE", "TIME", "PERSON"} and behind[0].text.casefold() in NEAR and behind[1].pos == "PROPN":
        return True
    after = behind[0] if behind else None
    return after is not None and after.index in inside and after.text.casefold() in {"who", "that", "which", "of"}


def _elliptic(parse: Parse, t: Token, inside: set[int], after: Token | None, before: Token | None) -> bool:
    word = t.text.casefold()
    if word in {"both", "either", "neither"}:
        return t.dep in {"preconj", "cc"}
    if word == "another":
        return before is not None and before.text.casefold() in {"one", "and", "or"}
    if word in {"other"}:
        return before is not None and before.text.casefold() in {"and", "or", "any", "each", "no", "with", "all"}
    if word == "others":
        return before is not None and before.text.casefold() in {"and", "or", "among"}
    head = parse.tokens[t.head]
    if t.dep in {"det", "amod", "advmod", "quantmod", "nummod", "predet", "nmod", "preconj", "poss", "compound", "npadvmod"}:
        return head.index in inside
    if after is not None and after.text.casefold() in {"of", "than", "who", "in", "that"}:
        return True
    if word in {"more", "much", "all", "enough"}:
        return after is not None and after.text.casefold() in {"than", "of", "to"}
    if t.pos in {"PRON", "NUM", "ADJ", "DET", "NOUN"} and t.dep in {"nsubj", "nsubjpass", "dobj", "pobj", "attr", "conj"}:
        return word == "one" and t.dep == "conj"
    return True


def _predicated(parse: Parse, t: Token) -> bool:
    """Whether a comparative is what is said of something: "the chances are more remote"."""
    return t.dep == "acomp" or (t.dep == "advmod" and parse.tokens[t.head].dep == "acomp")


def _placed(parse: Parse, t: Token, after: Token | None, before: Token | None) -> bool:
    """Whether a day, hour or place that is counted from another has it behind it."""
    word = t.text.casefold()
    if word == "there":
        return t.dep == "expl"
    if word == "then":
        return before is not None and (before.text == "-" or before.text.casefold() == "and") or (
            after is not None and after.text == "-"
        )
    if word in {"next", "previous", "previously"}:
        return word == "next" and after is not None and (
            after.lemma.casefold() in {"year", "month", "week", "decade", "few"} or after.pos == "NUM" or after.text == "to"
        )
    if word in {"before", "after"}:
        return bool(parse.children[t.index]) or t.dep in {"mark", "prep"} or t.pos == "SCONJ"
    if word == "here":
        return False
    return after is not None and (after.entity in {"DATE", "TIME"} or after.text.casefold() in {"in", "this", "that", "than", "on"})


def unmatched(text: str) -> bool:
    """Whether a quotation mark or bracket in the text has no partner."""
    return (
        text.count("“") != text.count("”")
        or text.count('"') % 2 == 1
        or text.count("(") != text.count(")")
        or text.count("[") != text.count("]")
        or re.search(r"(?<!\w)‘[^’]*$", text) is not None
    )
