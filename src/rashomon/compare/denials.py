"""A denial in one of two claims that tell one thing, where nothing in the other denies (compare/denials.py).

Requirement: both are known to tell one thing, so the verbs need not be the same: "did not sign the letter" beside "his
signature on the letter". So every word that may deny or turn counts: those that both claims have cancel out, and what is
left must be one "not" in one of them, on a verb of which some word stands in the other claim too, without a contrast.
An opposite of a word of the one in the other ("did not stay", "left") says the same once more, and so holds it back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache

from rashomon.compare.assertions import NONE, NOT, ONLY, PHRASAL, SUBJECTS, meaning, said, turning
from rashomon.compare.context import Context, opposed
from rashomon.lang import entries
from rashomon.lang.concepts import concept
from rashomon.model import Claim, Parse, Token
from rashomon.words import fold

# Cosine from which two verbs, of which one is denied and is all that its claim says, may tell one thing.
NEAR = 0.3
# What reverses the word behind it, "-less" the word before it.
PREFIXES = ("un", "dis", "non", "anti")
CONTENT = frozenset({"VERB", "ADJ", "NOUN", "ADV", "PROPN"})
# Words that set right or single out, so that a denial is of a part only.
CONTRAST = frozenset("only just merely but instead rather until unless yet".split())
PLACING = frozenset({"at", "by", "in", "near", "since", "until"})
CLAUSES = frozenset({"advcl", "ccomp", "conj", "parataxis", "relcl"})
NOUN_CLAUSES = frozenset({"acl", "relcl"})


def lone_denial(context: Context, left: Claim, right: Claim) -> tuple[Claim, Claim] | None:
    """The claim that asserts and the one that denies; None unless one "not" is all that parts them."""
    found = _parted(context, left, right)
    if found is None:
        return None
    yes, no, verb = found
    if _meant_only(context.parse(no), verb) or CONTRAST & {fold(t.text) for t in _clause(context, no, verb)}:
        return None
    if _of_another(context, no, verb, yes):
        return None
    if not _shared(context, no, verb, yes) and not _near(context, no, verb, yes):
        return None
    return None if _reversed(context, yes, no) or _said_too(context, yes, no, verb) else (yes, no)


def _parted(context: Context, left: Claim, right: Claim) -> tuple[Claim, Claim, Token] | None:
    """The claim that asserts, the one that denies, and the verb of the one "not" that only the second has."""
    cues = [
        [t for t in cues_of(context, c, nouns=True) if not _answers(context, c, t, other)]
        for c, other in ((left, right), (right, left))
    ]
    cues = [
        _outer(context, c, ts, other) for c, ts, other in zip((left, right), cues, (right, left), strict=True)
    ]
    over = _over(*cues)
    sizes = [sum(o.values()) for o in over]
    if sorted(sizes) != [0, 1]:
        return None
    more, less = (0, 1) if sizes[0] else (1, 0)
    one, other = (left, right)[more], (left, right)[less]
    verbs, known = (_denied_verbs(context.parse(c), cues[n]) for c, n in ((one, more), (other, less)))
    if over[more]["not"]:
        rest = Counter(concept(v.lemma) for v in verbs)
        rest.subtract(concept(v.lemma) for v in known)
        left_over = [v for v in verbs if rest[concept(v.lemma)] == 1]
        if sum(map(abs, rest.values())) != 1 or (known and _listed(context.parse(one), left_over[0], verbs)):
            return None
        return other, one, left_over[0]
    turns = [t for t in cues[more] if _kind(t) == "turn"]
    undone = len(turns) == 1 and turns[0].index in {v.index for v in verbs}
    return (one, other, known[0]) if over[more]["turn"] and undone and len(known) == 1 else None


def _denied_verbs(parse: Parse, cues: Sequence[Token]) -> list[Token]:
    """What each "not" stands with."""
    return [parse.tokens[t.head] for t in cues if _kind(t) == "not"]


def _listed(parse: Parse, verb: Token, denied: Sequence[Token]) -> bool:
    """Whether a denied verb has no subject but that of another: "never rowed, never swam" denies more than "never rowed",
    and nothing against it."""
    subjects = {c for c in parse.children[verb.index] if parse.tokens[c].dep in SUBJECTS}
    return not subjects or any(v.dep == "relcl" and v.head in subjects for v in denied)


def _outer(context: Context, claim: Claim, cues: Sequence[Token], other: Claim) -> list[Token]:
    """Words that may deny without those of a clause that only tells what a noun under a denied verb is, if the other
    claim does not tell it: "did not play the tape in which he says that he won't pay"."""
    parse = context.parse(claim)
    told = {concept(t.lemma) for t in context.tokens(other)}
    verbs = _denied_verbs(parse, cues)
    inner = {
        i
        for v in verbs
        for n in parse.subtree(v.index)
        if parse.tokens[n].dep in NOUN_CLAUSES and n != v.index
        for i in parse.subtree(n)
    }
    return [
        t
        for t in cues
        if not (_kind(t) == "not" and t.head in inner and concept(parse.tokens[t.head].lemma) not in told)
    ]


def _answers(context: Context, claim: Claim, turn: Token, other: Claim) -> bool:
    """Whether a verb of turning down has for its object what the other claim tells of as an act, and so says that there
    was one: "rejected the offer", beside "did not offer"."""
    if fold(turn.lemma) not in entries("denials"):
        return False
    parse = context.parse(claim)
    objects = {
        concept(parse.tokens[c].lemma) for c in parse.children[turn.index] if parse.tokens[c].dep == "dobj"
    }
    acts = {concept(s.verb.lemma) for s in said(context, other)}
    return bool(objects & acts)


def _said_too(context: Context, yes: Claim, no: Claim, verb: Token) -> bool:
    """Whether the claim with the denial has all words of the other apart from the clause that it denies."""
    own = {t.index for t in own_words(context, no, verb)}
    rest = [t for t in context.tokens(no) if t.index not in own]
    return _meant(context, yes, context.tokens(yes)) <= _meant(context, no, rest)


def _reversed(context: Context, left: Claim, right: Claim) -> bool:
    """Whether each of two claims has a word of its own that is an opposite of the other's."""
    words = [[t for t in context.tokens(c) if t.pos in CONTENT] for c in (left, right)]
    held = [{concept(t.lemma) for t in ts} for ts in words]
    own = [
        [t for t in ts if concept(t.lemma) not in other] for ts, other in zip(words, held[::-1], strict=True)
    ]
    return any(opposed(a, b, loose=True) for a in own[0] for b in own[1])


def balanced(context: Context, left: Claim, right: Claim, apart: tuple[Token, Token]) -> bool:
    """Whether two claims have the same words that deny or turn, two words apart."""
    out = {(left.article, apart[0].index), (right.article, apart[1].index)}
    cues = [[t for t in cues_of(context, c) if (c.article, t.index) not in out] for c in (left, right)]
    return not any(_over(*cues))


def _over(ours: Sequence[Token], theirs: Sequence[Token]) -> tuple[Counter[str], Counter[str]]:
    """What each of two claims has more of than the other, by kind."""
    one, other = (Counter(_kind(t) for t in found) for found in (ours, theirs))
    return one - other, other - one


def cues_of(context: Context, claim: Claim, *, nouns: bool = False) -> list[Token]:
    """Words of a claim, or of what reports it, that may deny or turn; ``nouns``: those for undoing too ("refusal")."""
    parse = context.parse(claim)
    tokens: Sequence[Token] = context.tokens(claim)
    attribution = context.attributions.get(claim.attribution or "")
    if attribution is not None:
        inside = {t.index for t in tokens}
        reports = (t for c in attribution.cue for t in parse.within(c.start, c.end))
        tokens = [*tokens, *(t for t in reports if t.index not in inside)]
    return [t for t in tokens if _denies(parse, t) or (nouns and _undoing_noun(parse, t))]


def _kind(token: Token) -> str:
    """What a cue is counted as: all forms of "not" are one, and so are all words for not doing or undoing; any other word
    is its concept."""
    if fold(token.text) in NOT:
        return "not"
    undoes = concept(token.lemma) in _undoing() or fold(token.lemma) in PHRASAL
    return "turn" if undoes else concept(token.lemma)


@cache
def _undoing() -> frozenset[str]:
    """The concepts of the verbs that turn what follows, and so of the nouns for what they do."""
    return frozenset(concept(w) for w in (*entries("turning"), *entries("denials")))


def _denies(parse: Parse, token: Token) -> bool:
    word, lemma = fold(token.text), fold(token.lemma)
    if lemma == "deny" and _neither_way(parse, token):
        return False
    behind = parse.tokens[token.index + 1 : token.index + 2]
    if word in NOT and any(fold(t.text) in ONLY for t in behind):
        return False  # "not only" adds
    listed = word in NOT | NONE | entries("negations") or lemma in entries("denials") or word == "opposed"
    reversed_ = (
        token.pos in {"ADJ", "ADV"}
        and token.dep != "amod"
        and (word.endswith("less") or word.startswith(PREFIXES))
    )
    return token.dep == "neg" or listed or reversed_ or (turning(parse, token) and not _where(parse, token))


def _neither_way(parse: Parse, verb: Token) -> bool:
    """ "Confirm or deny", "confirm, deny or comment": no answer, and so no denial."""
    joined = {verb.head, *parse.children[verb.index]}
    return any(fold(parse.tokens[i].lemma) == "confirm" for i in joined)


def _undoing_noun(parse: Parse, token: Token) -> bool:
    """Whether a noun is for what a verb of undoing does; "opposition research" opposes nothing."""
    noun = token.pos == "NOUN" and token.dep != "compound" and not _where(parse, token)
    return noun and concept(token.lemma) in _undoing()


def _where(parse: Parse, token: Token) -> bool:
    """Whether a noun tells where or when: "at the end of the week", "at a bar"."""
    return token.pos == "NOUN" and token.dep == "pobj" and fold(parse.tokens[token.head].lemma) in PLACING


def _meant_only(parse: Parse, verb: Token) -> bool:
    """Whether a verb is no more than meant: "decided not to sign", but not "the ruling not to sign it"."""
    to = verb.tag == "VB" and any(parse.tokens[c].tag == "TO" for c in parse.children[verb.index])
    return to and verb.dep not in {"acl", "relcl", "ROOT"}


def _clause(context: Context, claim: Claim, verb: Token) -> list[Token]:
    """The words of a claim that hang on a verb."""
    below = set(context.parse(claim).subtree(verb.index))
    return [t for t in context.tokens(claim) if t.index in below]


def own_words(context: Context, claim: Claim, verb: Token) -> list[Token]:
    """The words of a claim that hang on a verb, clauses below it left out."""
    parse = context.parse(claim)
    clauses = (c for c in parse.children[verb.index] if parse.tokens[c].dep in CLAUSES)
    apart = {i for clause in clauses for i in parse.subtree(clause)}
    return [t for t in _clause(context, claim, verb) if t.index not in apart]


def _shared(context: Context, claim: Claim, verb: Token, other: Claim) -> bool:
    """Whether a word of a verb's own clause, what it stands for, an amount or two dates are in another claim."""
    own = own_words(context, claim, verb) + _of_whom(context, claim, verb)
    periods = _periods(context, claim, own)
    amounts = _amounts(context, claim, own)
    return bool(
        _meant(context, claim, own) & _meant(context, other, context.tokens(other))
        or amounts & _amounts(context, other, context.tokens(other))
        or len(periods & _periods(context, other, context.tokens(other))) > 1
    )


def _amounts(
    context: Context, claim: Claim, tokens: Sequence[Token]
) -> set[tuple[float | None, float | None, str | None]]:
    """The amounts among some words of a claim, with their units."""
    return {
        (q.low, q.high, q.unit_normal or q.unit)
        for q in context.quantities(claim)
        if any(q.span.contains(t.span) for t in tokens)
    }


def _of_whom(context: Context, claim: Claim, verb: Token) -> list[Token]:
    """What a clause that stands behind a noun tells of: in "the one who did not sign was Tilda" and "Tilda was the one
    who did not sign" the noun, and what it is."""
    parse = context.parse(claim)
    if verb.dep != "relcl":
        return []
    noun = parse.tokens[verb.head]
    same = [parse.tokens[c] for c in parse.children[noun.head] if parse.tokens[c].dep in {"attr", "nsubj"}]
    held = {t.index for t in context.tokens(claim)}
    same = same if noun.dep in {"attr", "nsubj"} and fold(parse.tokens[noun.head].lemma) == "be" else []
    return [t for t in {noun.index: noun, **{t.index: t for t in same}}.values() if t.index in held]


def _periods(context: Context, claim: Claim, tokens: Sequence[Token]) -> set[tuple[str | None, str | None]]:
    """When the dates among some words of a claim begin and end; two of them, "from 1998 to 2003", tell it from others."""
    dates = (d for d in context.dates(claim) if any(d.span.contains(t.span) for t in tokens))
    return {(d.earliest, d.latest) for d in dates if d.earliest and d.latest}


def _of_another(context: Context, claim: Claim, verb: Token, other: Claim) -> bool:
    """Whether another claim tells of the same doer and thing with a verb far in meaning: "filmed the weir", "did not
    back it"."""
    ours = [s for s in said(context, claim) if s.verb.index == verb.index and s.what]
    doers = _doers(context, claim, verb)
    alike = [
        (a, b)
        for a in ours
        for b in said(context, other)
        if b.what and a.of & b.of and doers & _doers(context, other, b.verb)
    ]
    return bool(alike) and all(meaning(a.words[0], b.words[0]) < NEAR for a, b in alike)


def _doers(context: Context, claim: Claim, verb: Token) -> set[str]:
    """What the subject of a verb is of."""
    parse = context.parse(claim)
    subjects = [parse.tokens[c] for c in parse.children[verb.index] if parse.tokens[c].dep == "nsubj"]
    return {context.entity_at(claim.article, t) or concept(t.lemma) for t in subjects}


def _near(context: Context, claim: Claim, verb: Token, other: Claim) -> bool:
    """Whether what a claim says with its predicate, or with the verb that it denies, is near in meaning to a verb of
    another."""
    verbs = {claim.predicate, verb.index}
    ours = [w for s in said(context, claim) if s.verb.index in verbs for w in s.words]
    return any(meaning(w, v) >= NEAR for w in ours for s in said(context, other) for v in s.words)


def _meant(context: Context, claim: Claim, tokens: Sequence[Token]) -> set[str]:
    """What words are of: the entities and the concepts; words that say little left out."""
    full = [t for t in tokens if t.pos in CONTENT and fold(t.lemma) not in entries("light")]
    entities = {context.entity_at(claim.article, t) for t in full} - {None}
    return {concept(t.lemma) for t in full} | {e for e in entities if e}
