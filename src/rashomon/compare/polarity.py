"""One says it did, the other that it did not (compare/polarity.py).

Requirement: the two claims are one assertion but for a negation or a pair of opposites that govern the same thing.
Known exception: "fails to" and the like are not read as a negation.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from rashomon.compare.assertions import Said, meaning, said, turned, turning
from rashomon.compare.certainty import less_certain
from rashomon.compare.context import Context, Draft, opposed, opposed_in_meaning, shared_ratio
from rashomon.compare.dates import subjects
from rashomon.compare.denials import NEAR, balanced, lone_denial, own_words
from rashomon.compare.misquoted import misquoted, swapped
from rashomon.compare.named import within
from rashomon.compare.stances import opposed_stances, tells_which
from rashomon.lang import entries, table
from rashomon.lang.concepts import concept
from rashomon.model import Claim, Row, Token
from rashomon.words import fold

# Share of the words of two claims, negation apart, that must be common before a "not" contradicts. In [0, 1], Dice.
SAME_WORDS = 0.5
# The same for "is", which says little by itself.
SAME_STATE = 0.75
# Cosine from which two predicates may tell the same of one subject. Set on the pairs of 10 events of BASIL and a dozen
# invented ones: "back", "approve" 0.37; "be upset", "defend" 0.26.
NEAR_MEANING = 0.6
# Share of the words under two verbs that must be common, in [0, 1], Dice, before they may be further apart in meaning.
SAME_UNDER = 0.7
# "pleaded not guilty": the negation stands before what completes the predicate.
COMPLEMENTS = frozenset({"acomp", "attr", "oprd", "xcomp", "advmod"})
NAMING = frozenset({"NOUN", "PROPN"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
# An antonym must be the predicate or its complement in both.
CONTENT = frozenset({"VERB", "ADJ", "NOUN"})
BEARING = frozenset(
    {"ROOT", "ccomp", "advcl", "conj", "relcl", "acomp", "attr", "xcomp", "advmod", "prt", "parataxis"}
)


def detect(context: Context, index: int, row: Row) -> Iterator[Draft]:
    """One outlet asserts what another denies."""
    if row.doubtful:
        return
    for left, right in context.pairs(row):
        trusted = context.trusts(row, left, right)
        words = _bare_words(context, left), _bare_words(context, right)
        wanted = SAME_STATE if _copular(context, left) else SAME_WORDS
        if not trusted and shared_ratio(*words) < wanted:
            continue
        if _both_ways(context, row, left, right):
            continue
        pair = swapped(context, left, right)
        if not (pair or misquoted(context, left, right) or (trusted and _same_verb(context, left, right))):
            continue
        why = (
            _exclude(context, left, right, *pair) if pair else against(context, left, right, trusted=trusted)
        )
        if why is None:
            continue
        yield Draft(
            "conflict",
            "polarity",
            "contradiction",
            "polarity@1",
            round(context.link_score(row, left, right), 4),
            why,
            index,
            (context.hull(left), context.hull(right)),
        )
        return


def against(context: Context, left: Claim, right: Claim, *, trusted: bool) -> str | None:
    """The sentence that tells how two claims of one thing exclude each other; None where they do not.

    ``trusted``: that they tell one thing is certain, so that the predicates may be other words. What may be is not
    denied by what is not: a hedged claim stands beside a plain denial.
    """
    asserts = all(_asserts(context, c) if trusted else _finite(context, c) for c in (left, right))
    if not asserts and not trusted:
        return None
    sides = None
    if asserts:
        sides = (
            _denial(context, left, right) or lone_denial(context, left, right)
            if trusted
            else _plain_denial(context, left, right)
        )
    if sides is not None:
        yes, no = sides
        if less_certain(context, yes, no, trusted=trusted) or _sets_right(context, yes, no):
            return None
        if not trusted and _by_another(context, yes, no):
            return None
        return (
            f"{context.outlet(yes.article)} asserts “{context.words(yes)}”, {context.outlet(no.article)} denies it: "
            f"“{context.words(no)}” (one assertion, one negation)."
        )
    pair = (
        _opposites(context, left, right, loose=trusted) if left.negated == right.negated or trusted else None
    ) or (opposed_stances(context, left, right) if trusted else None)
    return _exclude(context, left, right, *pair) if pair else None


def _exclude(context: Context, left: Claim, right: Claim, one: Token, other: Token) -> str:
    return (
        f"“{one.text}” ({context.outlet(left.article)}) and “{other.text}” ({context.outlet(right.article)}) "
        "cannot both hold of one thing (opposites)."
    )


def _plain_denial(context: Context, left: Claim, right: Claim) -> tuple[Claim, Claim] | None:
    """The claim that asserts and the one that denies, in the same words, of one subject."""
    if left.negated == right.negated or not _denied(context, left, right):
        return None
    yes, no = (right, left) if left.negated else (left, right)
    if not context.same_predicate(left, right):
        return None
    verbs = [s for c in (yes, no) for s in said(context, c) if s.verb.index == c.predicate]
    if any(s.open for s in verbs):
        return None
    if len(verbs) == 2 and (verbs[0].denied or verbs[1].denied == _turned_down(context, no)):
        return None
    told = [
        {
            _meant(context, c, t)
            for t in subjects(context, c)
            if t.pos in NAMING and fold(t.lemma) not in _roles()
        }
        for c in (yes, no)
    ]
    objects = [s.of for s in verbs]
    apart = (sides for sides in (told, objects) if len(sides) == 2 and all(sides) and not sides[0] & sides[1])
    return None if any(apart) else (yes, no)


def _denial(context: Context, left: Claim, right: Claim) -> tuple[Claim, Claim] | None:
    """The claims with, for their predicates, a verb that one says of a thing and the other denies of it; asserting first.

    It is the same verb, one that has the same complement, or one near in meaning of the same subject.
    """
    both = [
        (a, b, _denies(context, left, a), _denies(context, right, b))
        for a in said(context, left)
        for b in said(context, right)
        if not a.open and not b.open
    ]
    if any(
        first and second and (a.what == b.what != "" or set(a.words) & set(b.words))
        for a, b, first, second in both
    ):
        return None  # both deny one thing
    for a, b, first, second in both:
        if first == second or not _of_one(context, (left, a), (right, b)):
            continue
        again = (x == y for c, d, x, y in both if (c is a or d is b) and (c.what == d.what or c.of & d.of))
        if any(again):
            continue  # the other denies it as well, beside what it says
        mine, other = replace(left, predicate=a.verb.index), replace(right, predicate=b.verb.index)
        return (other, mine) if first else (mine, other)
    return None


def _denies(context: Context, claim: Claim, verb: Said) -> bool:
    """Whether a verb is denied, by the claim or by the verb that reports it."""
    return verb.denied != _turned_down(context, replace(claim, predicate=verb.verb.index))


def _of_one(context: Context, one: tuple[Claim, Said], other: tuple[Claim, Said]) -> bool:
    """Whether two verbs of two claims that tell one thing tell the same of it, denials apart."""
    (left, a), (right, b) = one, other
    mine, theirs = (_doers(context, replace(c, predicate=v.verb.index)) for c, v in (one, other))
    if (
        mine
        and theirs
        and not any(_one_subject(context, (left, t), (right, u)) for t in mine for u in theirs)
    ):
        if not a.what or a.what != b.what or "PRON" not in {t.pos for t in (*mine, *theirs)}:
            return False
    if a.what and a.what == b.what:
        return True
    if opposed(a.verb, b.verb, loose=True) or any(turning(context.parse(c), v.verb) for c, v in (one, other)):
        return False
    if (a.what and a.what in b.of) or (b.what and b.what in a.of):
        return True
    if a.of & b.of:  # what they have in common is no likeness of what is said of it
        wanted = NEAR if _same_under(context, one, other) else NEAR_MEANING
        return not (a.what and b.what) or meaning(a.words[0], b.words[0]) >= wanted
    return max(meaning(x, y) for x in a.words for y in b.words) >= NEAR_MEANING


def _same_under(context: Context, one: tuple[Claim, Said], other: tuple[Claim, Said]) -> bool:
    """Whether nearly the same stands under two verbs, a clause of both among it: "told", "urged the town to close it"."""
    words, clauses = [], []
    for claim, verb in (one, other):
        under = set(context.parse(claim).subtree(verb.verb.index)) - {verb.verb.index}
        below = [t for t in context.tokens(claim) if t.index in under]
        words.append([concept(t.lemma) for t in below if t.pos in CONTENT | NAMING])
        clauses.append({concept(t.lemma) for t in below if t.pos == "VERB"})
    return bool(clauses[0] & clauses[1]) and shared_ratio(*words) >= SAME_UNDER


def _one_subject(context: Context, one: tuple[Claim, Token], other: tuple[Claim, Token]) -> bool:
    """Whether two words stand for one, or one name lies in the other ("House Republicans", "Republicans")."""
    meant = [_meant(context, *side) for side in (one, other)]
    if meant[0] == meant[1]:
        return True
    named = [context.entities[m].name for m in meant if m in context.entities]
    return len(named) == 2 and within(*named)


def _sets_right(context: Context, yes: Claim, no: Claim) -> bool:
    """Whether what asserts says in the same clause what does not hold, and the other does not: "it covers the town, not
    the port". What denies a verb of not doing ("did not refrain"), or stands in a clause behind a noun, sets nothing
    right."""
    ours, theirs = (_setting_right(context, c) for c in (yes, no))
    alone = sum(fold(t.text) == "only" for t in ours if t.pos != "ADJ")
    if alone > sum(fold(t.text) == "only" for t in context.tokens(no)):
        return True
    counts = [sum(fold(t.text) != "only" for t in found) for found in (ours, theirs)]
    return counts[0] > max(0, counts[1] - 1)  # one of theirs is the denial


def _setting_right(context: Context, claim: Claim) -> list[Token]:
    """Words of what a claim says with its predicate that tell it from something else."""
    parse = context.parse(claim)
    own = own_words(context, claim, parse.tokens[claim.predicate or 0])
    behind = {
        i
        for t in own
        if t.dep in {"acl", "relcl"} and t.index != claim.predicate
        for i in parse.subtree(t.index)
    }
    return [
        t
        for t in own
        if t.index not in behind
        and fold(t.text) in {"not", "n't", "n’t", "nor", "only"}
        and not turning(parse, parse.tokens[t.head])
    ]


def _by_another(context: Context, yes: Claim, no: Claim) -> bool:
    """Whether the denial is of another's doing it: somebody did not, and who did is another or is left unsaid.

    "A letter was sent" is no answer to "the mayor did not send it".
    """
    mine, theirs = _doers(context, yes), _doers(context, no)
    if not mine and theirs and _passive(context, yes):
        return True
    known = [{context.entity_at(c.article, t) for t in ts} - {None} for c, ts in ((yes, mine), (no, theirs))]
    return bool(known[0] and known[1] and not known[0] & known[1])


def _passive(context: Context, claim: Claim) -> bool:
    parse = context.parse(claim)
    return any(parse.tokens[c].dep == "nsubjpass" for c in parse.children[claim.predicate or 0])


def _doers(context: Context, claim: Claim) -> list[Token]:
    """The subject of an active predicate, what stands behind "by" of a passive one; what "is" has no doer."""
    parse = context.parse(claim)
    if _passive(context, claim):
        by = [c for c in parse.children[claim.predicate or 0] if parse.tokens[c].dep == "agent"]
        return [parse.tokens[g] for c in by for g in parse.children[c] if parse.tokens[g].dep == "pobj"]
    return [t for t in subjects(context, claim) if t.dep == "nsubj"]


@lru_cache(maxsize=1)
def _roles() -> frozenset[str]:
    """Nouns for a person by office, who may be anyone named."""
    return frozenset(row[0] for row in table("roles"))


def _meant(context: Context, claim: Claim, token: Token) -> str:
    """What a word is of: the entity, or else the concept."""
    return context.entity_at(claim.article, token) or concept(token.lemma)


def _asserts(context: Context, claim: Claim) -> bool:
    """Whether the claim says that something is so: "to provide details" may hang on "refused"."""
    parse = context.parse(claim)
    head = parse.tokens[claim.predicate or 0]
    return head.tag != "VB" or _finite(context, claim)


def _same_verb(context: Context, left: Claim, right: Claim) -> bool:
    """Whether one claim denies a verb that the other has as well, and words before it: no shorter quotation of it."""
    for no, yes in ((left, right), (right, left)):
        parse = context.parse(no)
        denied = {parse.tokens[t.head].lemma for t in context.tokens(no) if t.dep == "neg"}
        if any(t.pos in {"VERB", "AUX"} and t.lemma in denied for t in context.tokens(yes)[1:]):
            return True
    return False


def _bare_words(context: Context, claim: Claim) -> list[str]:
    return [
        t.lemma.casefold()
        for t in context.tokens(claim)
        if t.pos in {"NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV"} and t.dep != "neg"
    ]


def _copular(context: Context, claim: Claim) -> bool:
    return context.parse(claim).tokens[claim.predicate or 0].lemma == "be"


def _finite(context: Context, claim: Claim) -> bool:
    """ "to provide details" may hang on "refused": only a clause with a tense asserts or denies by itself."""
    parse = context.parse(claim)
    head = parse.tokens[claim.predicate or 0]
    auxiliaries = [
        parse.tokens[c] for c in parse.children[head.index] if parse.tokens[c].dep in {"aux", "auxpass"}
    ]
    return head.tag in FINITE or any(t.tag in FINITE for t in auxiliaries)


def _both_ways(context: Context, row: Row, left: Claim, right: Claim) -> bool:
    """Whether one of the articles has it with the negation and without."""
    polarities: dict[str, set[bool]] = {}
    for article, ids in row.cells:
        polarities[article] = {context.claims[c].negated for c in ids}
    return any(len(polarities[c.article]) > 1 for c in (left, right))


def _denied(context: Context, left: Claim, right: Claim) -> bool:
    """The negation bears on the predicate, or on an object; "no other … more" compares, and denies nothing."""
    claim = left if left.negated else right
    if _turned_down(context, claim):
        return True
    parse = context.parse(claim)
    head = claim.predicate or 0
    for child in parse.children[head]:
        token = parse.tokens[child]
        if token.dep == "neg":
            return True
        if (
            token.dep in COMPLEMENTS
            and token.pos != "VERB"
            and any(parse.tokens[g].dep == "neg" for g in parse.children[child])
        ):
            return True
        if token.dep in {"dobj", "attr", "nsubjpass", "nsubj"} and any(
            parse.tokens[g].text.casefold() == "no" for g in parse.children[child]
        ):
            return not any(t.tag in {"JJR", "RBR"} for t in context.tokens(claim))
    return False


def _turned_down(context: Context, claim: Claim) -> bool:
    """Whether the verb that reports a claim denies its predicate; a claim that tells of the denying is not denied."""
    attribution = context.attributions.get(claim.attribution or "")
    if attribution is None or any(s.contains(c) for s in claim.spans for c in attribution.cue):
        return False
    parse, verbs = context.parse(claim), entries("denials")
    above = parse.tokens[parse.tokens[claim.predicate or 0].head]
    return above.lemma.casefold() in verbs and any(c.contains(above.span) for c in attribution.cue)


def _headlined(context: Context, claim: Claim, token: Token) -> bool:
    """Whether a word was taken for a name because it stands in a headline with capitals: "Hawkish Policy"."""
    return token.pos == "PROPN" and context.named_at(claim.article, token) is None


def _opposites(
    context: Context, left: Claim, right: Claim, *, loose: bool = False
) -> tuple[Token, Token] | None:
    """Two words that exclude each other and bear the claims; ``loose``: any words, and by the looser list too."""
    ours, theirs = (
        [
            t
            for t in context.tokens(c)
            if (t.dep in BEARING or (loose and (t.pos in CONTENT or _headlined(context, c, t))))
            and not any(
                q.span.contains(t.span) for q in context.quantities(c)
            )  # "10-year-old" beside "young"
        ]
        for c in (left, right)
    )
    words = [Counter(concept(t.lemma) for t in ts) for ts in (ours, theirs)]
    if not loose:  # a word that both have is no difference, nor, in one thing, one that both have as often
        words = [Counter(set(w)) for w in words]
    over = words[0] - words[1], words[1] - words[0]
    for a in ours:
        for b in theirs:
            if (
                turned(context.parse(left), a) == turned(context.parse(right), b)
                and not (loose and tells_which(a, b))
                and concept(a.lemma) in over[0]
                and concept(b.lemma) in over[1]
                and (
                    opposed_in_meaning(a, b) and balanced(context, left, right, (a, b))
                    if loose
                    else a.pos == b.pos and opposed(a, b, loose=False)
                )
            ):
                return a, b
    return None
