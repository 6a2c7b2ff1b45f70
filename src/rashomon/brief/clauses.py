"""A claim as a clause that can follow "that", and whether its words may be quoted."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from rashomon.brief.pointing import PERSONAL, SEVERAL, THINGS
from rashomon.lang import entries, table
from rashomon.model import Annotated, Claim, Entity, Mention, Parse, Span, Token

# A clause longer than this many characters is no sentence of a briefing.
LONGEST = 260
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
OURS = frozenset({"i", "we", "you", "our", "my", "your", "us", "me"})
MARKS = frozenset({"“", "”", '"', "‘"})
OPENERS = frozenset({"SCONJ", "CCONJ", "ADP", "ADV"})
GOING_ON = frozenset({"VERB", "AUX", "NOUN", "PROPN"})
TRAILING = frozenset({"ADP", "PART", "AUX", "DET", "CCONJ", "SCONJ"})
# What a word needs to be whole.
COMPLETING = frozenset(
    {"dobj", "pobj", "pcomp", "xcomp", "ccomp", "attr", "acomp", "oprd", "dative", "agent", "prt"}
)
# Words that need the sentence before.
JOINING = frozenset(
    {"however", "meanwhile", "therefore", "instead", "moreover", "nevertheless", "nonetheless", "otherwise"}
    | {"likewise", "contrast", "comparison", "though", "too", "former", "latter"}
)
POINTING = frozenset({"that", "this", "such", "other", "others", "another", "both", "neither", "either"})
# What binds a clause to a condition, a deadline, an exception or an alternative.
BINDING = frozenset({"if", "unless", "until", "till", "except", "or", "but", "provided", "when", "whether"})
# What binds it to what happened before, or why, where a clause follows: "after the weir broke".
OCCASION = frozenset({"after", "because", "since", "once"})
# What says when, where or why: cut off behind a verb that has nothing else, it leaves "his statement comes".
CIRCUMSTANCE = frozenset({"advcl", "prep", "npadvmod", "advmod"})
# What something is, was or has been "about", by a reporter's judgement.
ESSENCE = re.compile(
    r"\b(?:is|are|was|were|been) (?:never|always|all|really) about\b|\b(?:never|always) been about\b"
)


def clause(annotated: Annotated, claim: Claim, names: Mapping[str, str]) -> str | None:
    """The claim as a finite clause that can follow "that", or None when it does not stand alone.

    ``names`` maps an entity of the article to the name the story knows it by. Only a claim of one piece with its own
    subject, a tense and all that completes its words is told: what would need new words is left out, and so are words
    in quotation marks, words that need the sentence before, and a reporter's verdict. A pronoun that is the subject
    gives way to the name of the person it stands for; any other has to be understood from a word before it in the
    clause.
    """
    if claim.predicate is None or len(claim.spans) != 1 or len(claim.spans[0]) > LONGEST:
        return None
    span, text, parse = claim.spans[0], annotated.article.text, annotated.parse
    tokens = parse.within(span.start, span.end)
    head = parse.tokens[claim.predicate]
    children = [parse.tokens[c] for c in parse.children[claim.predicate]]
    subjects = [t for t in children if t.dep in SUBJECTS and t in tokens]
    if not subjects or subjects[0].index > head.index or not _finite(head, children):
        return None
    if (
        tokens[0].pos in OPENERS
        or tokens[0].tag.startswith("W")
        or tokens[0].text.casefold() in POINTING
        or (len(tokens) > 1 and tokens[1].text.casefold() in POINTING)
        or tokens[-1].pos in TRAILING
        or (tokens[0].pos in {"NUM", "PROPN"} and tokens[0].index not in parse.subtree(subjects[0].index))
        or _cut(parse, tokens[0], tokens[-1])
    ):
        return None
    if any(t.dep == "mark" and span.contains(t.span) for t in children) or not _whole(parse, tokens, head):
        return None
    if _bound(parse, tokens, head) or _governed(tokens, head) or _goes_on(parse, tokens, head):
        return None
    if span.of(text).count("(") != span.of(text).count(")"):
        return None
    if any(t.text in MARKS or t.text.casefold() in OURS | JOINING for t in tokens) or judges(span.of(text)):
        return None
    mentions = {m.start: (m, e) for e in annotated.entities for m in e.mentions if span.contains(m.span)}
    first, at = "", span.start
    if tokens[0].tag == "PRP$":
        return None
    named = set[str]()
    if tokens[0].tag == "PRP":
        mention, entity = mentions.get(tokens[0].start, (None, None))
        if mention is None or entity is None or entity.kind != "person" or subjects[0] is not tokens[0]:
            return None
        if not _plain(annotated, entity, mention):
            return None
        first, at = names.get(entity.id, entity.name), tokens[0].end
        named.add(entity.id)
    names_at = {start for start, (m, _) in mentions.items() if m.form == "name"}
    if not _understood(tokens, mentions, named):
        return None
    words = " ".join((first + text[at : span.end]).split()).rstrip(".")
    if not first and tokens[0].start not in names_at and _common(tokens[0], text):
        words = words[0].lower() + words[1:]
    return words


def _understood(
    tokens: Sequence[Token], mentions: Mapping[int, tuple[Mention, Entity]], named: set[str]
) -> bool:
    """Whether each pronoun after the first word has what it stands for before it; ``named`` are entities that have
    been."""
    things = False
    for n, token in enumerate(tokens):
        _, entity = mentions.get(token.start, (None, None))
        word = token.text.casefold()
        if token.tag in {"PRP", "PRP$"} and n:
            if word in PERSONAL:
                if (entity.id not in named) if entity else len(named) != 1:
                    return False
            elif word in SEVERAL:
                if not any(t.tag in {"NNS", "NNPS"} or t.dep == "conj" for t in tokens[:n]):
                    return False
            elif word in THINGS and not things and token.dep != "expl":
                return False
        if entity:
            named.add(entity.id)
        things |= token.pos == "NOUN" or (entity is not None and entity.kind != "person")
    return True


def _plain(annotated: Annotated, entity: Entity, pronoun: Mention) -> bool:
    """Whether a person is the only one named before a pronoun in its paragraph."""
    block = next(b for b in annotated.article.blocks if b.span.overlaps(pronoun.span))
    before = Span(block.start, pronoun.end)
    named = {
        e.id
        for e in annotated.entities
        if e.kind == "person" and any(m.form == "name" and before.contains(m.span) for m in e.mentions)
    }
    return named == {entity.id}


def _cut(parse: Parse, first: Token, last: Token) -> bool:
    """Whether the words begin or end inside a phrase: a preposition or article before them, a verb or name after."""
    if first.index and (before := parse.tokens[first.index - 1]).sentence == first.sentence:
        if before.pos in {"ADP", "DET", "ADJ", "NUM"}:
            return True
    if last.index + 1 == len(parse.tokens):
        return False
    after = parse.tokens[last.index + 1]
    if after.sentence == last.sentence:
        return after.pos in GOING_ON
    return re.fullmatch(r"[A-Z]\.?", last.text) is not None  # an initial that was taken for an end


def judges(words: str) -> bool:
    """Whether a reporter's verdict stands in these words."""
    plain = f" {' '.join(words.casefold().split())} "
    if ESSENCE.search(plain):
        return True
    return any(f" {v} " in plain for v in (*entries("verdicts"), *entries("verdict_phrases")))


def _finite(predicate: Token, children: list[Token]) -> bool:
    return predicate.tag in FINITE or any(t.tag in FINITE for t in children if t.dep in {"aux", "auxpass"})


def _whole(parse: Parse, tokens: Sequence[Token], head: Token) -> bool:
    """Whether the words hang together: nothing that completes one of them stands outside (a quotation cut off, an
    object), and none hangs on a word outside but the predicate."""
    inside = {t.index for t in tokens}
    if any(t.head not in inside for t in tokens if t is not head and t.pos != "PUNCT"):
        return False
    if any(parse.tokens[c].dep in COMPLETING and c not in inside for i in inside for c in parse.children[i]):
        return False
    own = [c for c in parse.children[head.index] if parse.tokens[c].pos not in {"PUNCT", "AUX"}]
    kept = [c for c in own if c in inside and parse.tokens[c].dep not in SUBJECTS]
    return any(parse.tokens[c].dep != "advmod" for c in kept) or not any(
        parse.tokens[c].dep in CIRCUMSTANCE for c in own if c not in inside
    )


def _bound(parse: Parse, tokens: Sequence[Token], head: Token) -> bool:
    """Whether a condition, a deadline, an alternative or the occasion of the clause stands outside it."""
    inside = {t.index for t in tokens}
    for child in (parse.tokens[c] for c in parse.children[head.index] if c not in inside):
        marks = {parse.tokens[c].text.casefold() for c in parse.children[child.index]} | {
            child.text.casefold()
        }
        if child.dep in {"advcl", "prep", "conj", "cc", "mark"} and marks & BINDING:
            return True
        if child.dep == "advcl" and marks & OCCASION:
            return True
    return False


def _governed(tokens: Sequence[Token], head: Token) -> bool:
    """Whether what a clause says hangs on a verb before it that is not told: "it is expected that …"."""
    return head.dep in {"ccomp", "advcl"} and head.head < tokens[0].index


def _goes_on(parse: Parse, tokens: Sequence[Token], head: Token) -> bool:
    """Whether a list goes on behind the clause, or what it says of its subject without a comma: "by the mayor" of "by
    the mayor and invited guests"."""
    last = tokens[-1].index
    behind = parse.tokens[last + 1] if last + 1 < len(parse.tokens) else head
    if behind.pos == "CCONJ" and behind.sentence == head.sentence:
        return True
    inside = {t.index for t in tokens} - {head.index}
    return any(parse.tokens[c].dep == "conj" and c > last for i in inside for c in parse.children[i])


def _common(token: Token, text: str) -> bool:
    """Whether a word that opens the sentence would be written small inside one."""
    if token.pos in {"DET", "PRON", "NUM"} or token.text.casefold() in {
        row[0] for row in table("number_words")
    }:
        return True
    if token.text.casefold() in entries("function_words") or token.tag in {"VBG", "VBN"}:
        return True
    if token.pos not in {"NOUN", "ADJ", "VERB"} or token.text.isupper():
        return False
    if re.search(rf"[a-z,] {re.escape(token.text)}\b", text):
        return False  # written large inside a sentence too
    small = re.search(rf"\b{re.escape(token.text.lower())}\b", text) is not None
    return small or token.entity in {"", "DATE", "TIME", "CARDINAL"}
