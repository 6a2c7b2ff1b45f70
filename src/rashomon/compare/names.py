"""Another person, place or body in the same role of one assertion (compare/names.py).

Requirement: the two claims agree in everything else; a place inside the other, a name inside the other, and a title
for a name are no difference.
Known exception: that one place lies in another is known only when one of the texts writes them together.
"""

from __future__ import annotations

from collections.abc import Iterator, Set

from rashomon.compare.bearers import TYPES, compatible_names, spelled_alike, told
from rashomon.compare.context import Context, Draft
from rashomon.compare.named import within
from rashomon.compare.places import apart, known
from rashomon.compare.strays import stray
from rashomon.model import Claim, Entity, Row, Token

# Share of the words of two claims, the names apart, that must be common, in [0, 1] (Dice).
SAME_FRAME = 0.6
PLACED = frozenset({"“in”", "“at”", "“near”", "“from”"})


def detect(context: Context, index: int, row: Row) -> Iterator[Draft]:
    """The outlets put different names in the same place of one assertion."""
    if row.doubtful:
        return
    strays = [d for pair in context.pairs(row) if (d := stray(context, index, row, *pair))]
    if strays:
        yield strays[0]
        return
    for left, right in context.pairs(row):
        if context.frame(left, right) < SAME_FRAME or left.negated != right.negated:
            continue
        if context.tells_of_speech(left) or context.tells_of_speech(right):
            continue  # each outlet has its own witnesses
        amounts = [{(q.low, q.high) for q in context.quantities(c)} for c in (left, right)]
        if all(amounts) and not amounts[0] & amounts[1]:
            continue  # "Holm had 12 points", "Grahn had eight": two things, each told of one
        for slot, (verb, one, written) in _slots(context, left).items():
            found = _slots(context, right).get(slot)
            if found is None:
                continue
            _, other, words = found
            if within(written, words):
                continue  # one name as written, whoever either was taken for
            if one.id == other.id or _kind(slot, one, other) is None or compatible_names(context, one, other):
                continue
            if _one_in_other(one, other):
                continue
            if told(context, row, left.article, other) or told(context, row, right.article, one):
                continue
            spelling = spelled_alike(one.name, other.name)
            one_act = context.one_utterance(left, right) is not None
            yield Draft(
                "conflict",
                TYPES.get(_kind(slot, one, other) or "", "name"),
                "translation" if spelling and one_act else "contradiction",
                "names@1",
                round(context.link_score(row, left, right), 4),
                f"{context.outlet(left.article)} has {one.name} where {context.outlet(right.article)} has {other.name}; "
                f"otherwise both say the same ({_role(slot)} of “{verb}”).",
                index,
                (context.hull(left), context.hull(right)),
            )
            return


def _slots(context: Context, claim: Claim) -> dict[str, tuple[str, Entity, str]]:
    """What stands in each role of the predicate (subject, object, each preposition): the predicate's word, the name's
    bearer and the words of the name."""
    parse = context.parse(claim)
    head = claim.predicate or 0
    found: dict[str, tuple[str, Entity, str]] = {}
    verb = parse.tokens[head].text
    tokens = context.tokens(claim)
    inside = {t.index for t in tokens}
    for token in tokens:
        slot = _slot(parse.tokens, token, head, inside)
        entity = context.named_at(claim.article, token) if slot else None
        if slot and entity and slot not in found:
            found[slot] = (verb, context.entities[entity], _written(context, claim, token))
    return found


def _written(context: Context, claim: Claim, token: Token) -> str:
    """The words of the name that a token is part of."""
    sentence = context.parse(claim).sentences[token.sentence]
    names = (m for m in context.mentions(claim.article, sentence) if m[0] <= token.start < m[1])
    start, end = next(((m[0], m[1]) for m in names if m[3] == "name"), (token.start, token.end))
    return context.articles[claim.article].article.text[start:end]


def _slot(tokens: tuple[Token, ...], token: Token, head: int, inside: Set[int]) -> str | None:
    if token.dep in {"nsubj", "nsubjpass", "dobj"} and token.head == head:
        return {"nsubj": "subject", "nsubjpass": "object", "dobj": "object"}[token.dep]
    # A claim may begin with the name its relative clause tells of: a preposition before that is another clause's.
    if token.dep == "pobj" and token.head in inside:
        preposition = tokens[token.head]
        return f"“{preposition.lemma.casefold()}”"
    return None


def _kind(slot: str, one: Entity, other: Entity) -> str | None:
    """What both are, or None when that is not one kind. Where something is, what is there is a place."""
    if one.kind == other.kind:
        return one.kind
    kinds = {one.kind, other.kind}
    return "place" if slot in PLACED and "place" in kinds and "person" not in kinds else None


def _role(slot: str) -> str:
    return f"the {slot}" if slot in {"subject", "object"} else f"the {slot}-part"


def _one_in_other(one: Entity, other: Entity) -> bool:
    """Whether one of two places may lie in the other: a borough in the city. Of two that are unlisted none does."""
    if not one.kind == other.kind == "place" or not (known(one.name) or known(other.name)):
        return False
    return not apart(one.name, other.name)
