"""What single words point to: pronouns, "the", "this", words that stand for a noun that is left out, days and places.

Each function says whether a reader knows what is meant from what stands before in the sentence, or was told before.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from rashomon.lang import entries, table
from rashomon.lang.concepts import concept
from rashomon.lang.offices import HONORIFICS
from rashomon.model import Parse, Span, Token

PERSONAL = frozenset({"he", "she", "him", "her", "his", "hers", "himself", "herself"})
THINGS = frozenset({"it", "its", "itself"})
SEVERAL = frozenset({"they", "them", "their", "theirs", "themselves"})
OURS = frozenset({"i", "we", "you", "our", "my", "your", "us", "me", "mine", "ours", "yours"})
POINTING = frozenset({"this", "that", "these", "those"})
# What stands for a noun that is left out.
ELLIPTIC = frozenset(
    {
        "some",
        "many",
        "several",
        "few",
        "most",
        "all",
        "one",
        "ones",
        "none",
        "others",
        "another",
        "both",
        "each",
    }
    | {"any", "either", "neither", "much", "more", "other", "enough"}
)
# A day or hour that is counted from another.
COUNTED = frozenset(
    {"earlier", "later", "before", "after", "previously", "then", "there", "here", "next", "previous"}
)
# What can stand behind a noun and say which is meant.
DESCRIBING = frozenset({"relcl", "acl", "appos"})
# Prepositions behind which a noun stands that says which is meant; others may belong to the verb.
NEAR = frozenset(
    {"of", "between", "against", "for", "on", "in", "to", "about", "over", "from", "behind", "near", "with"}
)
# What a place that was named is.
PLACES = frozenset({"state", "city", "town", "country", "county", "nation"})
# Parts of a body, and what is under one.
BODY = frozenset(
    "head neck chest shoulder arm leg hand face back stomach abdomen foot ear thigh torso ground floor".split()
)
# What an event has, once it was told.
OF_EVENT = frozenset({"scene", "incident", "motive", "investigation", "case", "circumstance"})
# Verbs that make somebody "the victim".
HARMING = frozenset({"kill", "shoot", "stab", "attack", "rob", "injure"})
UNITS = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "CARDINAL", "QUANTITY", "ORDINAL"})


# What a noun of several is told apart by from the same noun of one: "the measures" are not "a measure".
MANY = "+"


# What marks that something was told to happen, by concept: "was shot" names the shooting.
DONE = "~"


def happened(lemma: str) -> str:
    """What a verb, or a noun for the same, is remembered by."""
    return DONE + concept(lemma)


def named_as(t: Token) -> str:
    """What a noun names, as it is remembered: its lemma, and whether it is several."""
    return t.lemma.casefold() + (MANY if t.tag in {"NNS", "NNPS"} else "")


def things(tokens: Sequence[Token], people: Sequence[Span]) -> list[Token]:
    """The words that name nobody: what "it" may stand for is among them."""
    return [t for t in tokens if t.tag not in {"NNP", "NNPS"} or not any(p.overlaps(t.span) for p in people)]


def pronoun(
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
            (b.tag in {"NNS", "NNPS"} and b.entity != "PERSON")
            or (b.dep == "conj" and b.pos in {"NOUN", "PROPN"})
            or b.entity in {"ORG", "NORP"}
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
        meant = [b for b in before if _meant(parse, b)]
        if t.dep not in {"nsubj", "nsubjpass"} or any(b.dep in {"nsubj", "nsubjpass"} for b in meant):
            return bool(meant)
        return (
            len({b.lemma.casefold() for b in meant}) == 1
        )  # of several things, none the subject, one is not named
    return True


def _same_side(before: Sequence[Token], quote_nouns: set[str] | None) -> list[Token]:
    """The words before, only those of the same quotation where there is one."""
    return [b for b in before if quote_nouns is None or named_as(b) in quote_nouns]


def _main(parse: Parse, t: Token) -> bool:
    """Whether a subject is that of a main clause, or of what is said in one that begins the sentence."""
    verb = parse.tokens[t.head]
    return verb.dep == "ROOT" or (verb.dep in {"ccomp", "parataxis"} and verb.head > verb.index)


def _meant(parse: Parse, t: Token) -> bool:
    """Whether a later "it" may stand for a word."""
    if (
        t.tag not in {"NN", "NNP"}
        or t.entity in {"PERSON", "DATE", "TIME"}
        or t.text.casefold() in HONORIFICS
    ):
        return False
    if t.dep == "pobj":
        return parse.tokens[t.head].text.casefold() in {"of", "about", "on", "for", "against", "with"}
    return t.dep in {"nsubj", "nsubjpass", "dobj", "attr", "conj", "appos"}


def _empty(parse: Parse, t: Token) -> bool:
    """Whether "it" stands for nothing: "it is hard to say", "it remains to be seen"."""
    verb = parse.tokens[t.head]
    kinds = {parse.tokens[c].dep for c in parse.children[verb.index] if c > verb.index}
    return verb.lemma.casefold() in {"be", "seem", "remain", "take"} and bool(
        kinds & {"xcomp", "ccomp", "csubj"}
    )


def pointing(
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
        if t.text.casefold() == "those" and behind_says(parse, noun, inside):
            return True
        if t.text.casefold() == "that" and any(
            parse.tokens[c].dep == "relcl" for c in parse.children[noun.index]
        ):
            return True
        return named_as(noun) in nouns and t.text.casefold() != "that" and noun.index == t.index + 1
    if t.text.casefold() in {"those", "that"}:
        return any(
            parse.tokens[c].dep in {"relcl", "acl", "prep"} and c > t.index for c in parse.children[t.index]
        ) or (after is not None and after.text.casefold() in {"who", "of", "in", "with"})
    return False


def _own() -> frozenset[str]:
    """What a speaker means by "this": the body or place that is the speaker's own."""
    return entries("organisation_nouns") | PLACES | {"administration", "president", "house", "party"}


def definite(parse: Parse, t: Token, inside: set[int], nouns: set[str], placed: bool) -> bool:
    noun = parse.tokens[t.head]
    if t.dep != "det" or noun.index < t.index:
        return t.dep not in {"nsubj", "dobj", "pobj"}  # "the more", "the U.S."
    if noun.dep == "poss" and parse.tokens[noun.head].lemma.casefold() in {"office", "department", "bureau"}:
        return True  # "the sheriff's office"
    if noun.pos == "PROPN" and noun.text.casefold() in _offices():
        # "the Ulmen Liberal" is written like a name and names nobody
        word = noun.text.casefold()
        return word in nouns or word in entries("unique_nouns") or behind_says(parse, noun, inside)
    if noun.pos == "PROPN" or noun.dep in {"appos", "attr", "oprd"} or noun.entity in UNITS - {"CARDINAL"}:
        return True
    if noun.pos not in {"NOUN", "VERB"}:
        return noun.text.casefold() in entries("unique_nouns")
    between = [parse.tokens[i] for i in range(t.index + 1, noun.index)]
    if any(b.tag in {"JJS", "RBS"} or b.text.casefold() in {"first", "last", "only"} for b in between):
        return True
    named = {b.entity for b in between if b.pos == "PROPN"} - UNITS - {"NORP"}
    if named - {"GPE", "LOC"} or (named and noun.lemma.casefold() in _placed()):
        return True
    lemma = noun.lemma.casefold()
    if lemma in PLACES:
        return placed or lemma in entries("unique_nouns") or behind_says(parse, noun, inside)
    if named_as(noun) in nouns or lemma in entries("unique_nouns"):
        return True
    if noun.tag == "NN" and lemma in entries("event_nouns") and happened(lemma) in nouns:
        return True
    if noun.dep == "pobj" and lemma in BODY and noun.tag == "NN":
        return True  # "in the head": whose, the sentence says
    if lemma in OF_EVENT and any(happened(v) in nouns for v in HARMING | {"crash", "arrest"}):
        return True
    if lemma == "victim" and noun.tag == "NN" and any(happened(v) in nouns for v in HARMING):
        return True
    return behind_says(parse, noun, inside)


@lru_cache(maxsize=1)
def _placed() -> frozenset[str]:
    """Nouns of which a place has one, or few that a reader could mean: "the Ulmen council"."""
    places = entries("organisation_nouns") | entries("unique_nouns") | entries("event_nouns")
    return (places | _offices()) - {"group", "company", "campaign", "organization", "organisation"}


@lru_cache(maxsize=1)
def _offices() -> frozenset[str]:
    """Nouns for a person by office, work or standing."""
    return frozenset(row[0].casefold() for row in table("roles"))


def behind_says(parse: Parse, noun: Token, inside: set[int]) -> bool:
    """Whether something behind a noun says which is meant."""
    for c in parse.children[noun.index]:
        child = parse.tokens[c]
        if c < noun.index or c not in inside:
            continue
        if child.dep in DESCRIBING:
            adds = parse.tokens[min(parse.subtree(c)) - 1].text == "," and child.dep == "relcl"
            if not adds:
                return True
        if child.dep == "prep" and child.text.casefold() in NEAR and c <= noun.index + 2:
            objects = [parse.tokens[o] for o in parse.children[c] if parse.tokens[o].dep in {"pobj", "pcomp"}]
            if any(o.entity not in UNITS or child.text.casefold() == "of" for o in objects):
                return child.text.casefold() == "of" or not any(
                    o.lemma.casefold() in entries("acts") or o.lemma.casefold() in {"statement", "interview"}
                    for o in objects
                )
    behind = [parse.tokens[i] for i in (noun.index + 1, noun.index + 2) if i in inside]
    if (
        len(behind) == 2
        and behind[1].entity not in {"DATE", "TIME", "PERSON"}
        and behind[0].text.casefold() in NEAR
        and behind[1].pos == "PROPN"
    ):
        return True
    after = behind[0] if behind else None
    return (
        after is not None
        and after.index in inside
        and after.text.casefold() in {"who", "that", "which", "of"}
    )


def elliptic(parse: Parse, t: Token, inside: set[int], after: Token | None, before: Token | None) -> bool:
    word = t.text.casefold()
    if word in {"both", "either", "neither"}:
        return t.dep in {"preconj", "cc"}
    if word == "another":
        return before is not None and before.text.casefold() in {"one", "and", "or"}
    if word in {"other"}:
        return before is not None and before.text.casefold() in {
            "and",
            "or",
            "any",
            "each",
            "no",
            "with",
            "all",
        }
    if word == "others":
        return before is not None and before.text.casefold() in {"and", "or", "among"}
    head = parse.tokens[t.head]
    if t.dep in {
        "det",
        "amod",
        "advmod",
        "quantmod",
        "nummod",
        "predet",
        "nmod",
        "preconj",
        "poss",
        "compound",
        "npadvmod",
    }:
        return head.index in inside
    if after is not None and after.text.casefold() in {"of", "than", "who", "in", "that"}:
        return True
    if word in {"more", "much", "all", "enough"}:
        return after is not None and after.text.casefold() in {"than", "of", "to"}
    if t.pos in {"PRON", "NUM", "ADJ", "DET", "NOUN"} and t.dep in {
        "nsubj",
        "nsubjpass",
        "dobj",
        "pobj",
        "attr",
        "conj",
    }:
        return word == "one" and t.dep == "conj"
    return True


def predicated(parse: Parse, t: Token) -> bool:
    """Whether a comparative is what is said of something: "the chances are more remote"."""
    return t.dep == "acomp" or (t.dep == "advmod" and parse.tokens[t.head].dep == "acomp")


def placed(parse: Parse, t: Token, after: Token | None, before: Token | None) -> bool:
    """Whether a day, hour or place that is counted from another has it behind it."""
    word = t.text.casefold()
    if word == "there":
        return t.dep == "expl"
    if word == "then":
        return (before is not None and (before.text == "-" or before.text.casefold() == "and")) or (
            after is not None and after.text == "-"
        )
    if word in {"next", "previous", "previously"}:
        return (
            word == "next"
            and after is not None
            and (
                after.lemma.casefold() in {"year", "month", "week", "decade", "few"}
                or after.pos == "NUM"
                or after.text == "to"
            )
        )
    if word in {"before", "after"}:
        return bool(parse.children[t.index]) or t.dep in {"mark", "prep"} or t.pos == "SCONJ"
    if word == "here":
        return False
    return after is not None and (
        after.entity in {"DATE", "TIME"} or after.text.casefold() in {"in", "this", "that", "than", "on"}
    )
