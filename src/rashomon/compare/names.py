"""Another person, place or body in the same role of one assertion (compare/names.py).

Requirement: the two claims agree in everything else; a place inside the other, a name inside the other, and a title
for a name are no difference.
Known exception: that one place lies in another is known only when one of the texts writes them together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import combinations

from rashomon.compare.context import Context, Draft
from rashomon.lang import lines
from rashomon.model import Claim, Entity, FindingType, Passage, Row, Token
from rashomon.words import fold

# Share of the words of two claims, the names apart, that must be common, in [0, 1] (Dice).
SAME_FRAME = 0.6
# Two spellings of one name: at least this similar (ratio of matching characters), not equal.
ONE_NAME = 0.6
PLACED = frozenset({"“in”", "“at”", "“near”", "“from”"})
TYPES: Mapping[str, FindingType] = {"person": "person", "place": "place"}


def detect(context: Context, index: int, row: Row) -> Iterator[Draft]:
    """The outlets put different names in the same place of one assertion."""
    if row.doubtful:
        return
    for left, right in context.pairs(row):
        if context.frame(left, right) < SAME_FRAME or left.negated != right.negated:
            continue
        if context.tells_of_speech(left) or context.tells_of_speech(right):
            continue  # each outlet has its own witnesses
        for slot, (lemma, one, written) in _slots(context, left).items():
            found = _slots(context, right).get(slot)
            if found is None:
                continue
            _, other, words = found
            if within(written, words):
                continue  # one name as written, whoever either was taken for
            if one.id == other.id or _kind(slot, one, other) is None or _compatible(context, one, other):
                continue
            if _tells_of_both(context, row, left.article, slot, other) or _tells_of_both(
                context, row, right.article, slot, one
            ):
                continue
            spelling = SequenceMatcher(None, fold(one.name), fold(other.name)).ratio() >= ONE_NAME
            one_act = context.one_utterance(left, right) is not None
            yield Draft(
                "conflict",
                TYPES.get(_kind(slot, one, other) or "", "name"),
                "translation" if spelling and one_act else "contradiction",
                "names@1",
                round(context.link_score(row, left, right), 4),
                f"{context.outlet(left.article)} has {one.name} where {context.outlet(right.article)} has {other.name}; "
                f"otherwise both say the same ({_role(slot)} of “{lemma}”).",
                index,
                (context.hull(left), context.hull(right)),
            )
            return


def spellings(context: Context) -> Iterator[Draft]:
    """One person or body whose name the outlets spell differently."""
    for entity in context.alignment.entities:
        names: dict[str, tuple[str, int, int]] = {}
        full: dict[str, set[str]] = {}
        for m in entity.mentions:
            if m.form != "name":
                continue
            words = context.articles[m.article].article.text[m.start : m.end]
            full.setdefault(m.article, set()).add(words)
            names.setdefault(words, (m.article, m.start, m.end))
        yield from _variants(context, entity, full)


def _variants(context: Context, entity: Entity, full: Mapping[str, set[str]]) -> Iterator[Draft]:
    if entity.kind != "person" or len(full) < 2:
        return
    articles = list(full)
    for n, a in enumerate(articles):
        for b in articles[n + 1 :]:
            for one in sorted(full[a], key=lambda w: (-len(w), w)):
                for other in sorted(full[b], key=lambda w: (-len(w), w)):
                    if _variant(one, other) and one not in full[b] and other not in full[a]:
                        draft = _spelling(context, entity, (a, one), (b, other))
                        if draft is not None:
                            yield draft
                            return


def _variant(one: str, other: str) -> bool:
    """ "Jon Hale" and "John Hale": as many words, all but one equal, that one nearly."""
    left, right = fold(one).split(), fold(other).split()
    if len(left) != len(right) or len(left) < 2:
        return False
    unequal = [(a, b) for a, b in zip(left, right, strict=True) if a != b]
    if len(unequal) != 1:
        return False
    a, b = unequal[0]
    if unequal[0] == (left[0], right[0]) and (a[:2] == b[:2] or frozenset((a, b)) in _short_forms()):
        return False  # "Ken" is Kenneth
    return len(a) > 2 and len(b) > 2 and SequenceMatcher(None, a, b).ratio() >= ONE_NAME


@lru_cache(maxsize=1)
def _short_forms() -> frozenset[frozenset[str]]:
    return frozenset(
        frozenset((a, b)) for row in lines("nicknames") for a, b in combinations(fold(row).split(), 2)
    )


def _spelling(
    context: Context, entity: Entity, left: tuple[str, str], right: tuple[str, str]
) -> Draft | None:
    passages = []
    row = None
    for article, words in (left, right):
        text = context.articles[article].article.text
        for m in entity.mentions:
            if m.article == article and text[m.start : m.end] == words:
                passages.append(Passage(article, m.start, m.end))
                claims = [
                    c for c in context.articles[article].claims if any(s.contains(m.span) for s in c.spans)
                ]
                for c in claims:
                    candidate = context.row_of[c.id]
                    if row is None or len(context.alignment.rows[candidate].cells) > 1:
                        row = candidate
                break
    if row is None or len(passages) < 2:
        return None
    return Draft(
        "conflict",
        "person",
        "contradiction",
        "spelling@1",
        0.9,
        f"{context.outlet(left[0])} spells the name “{left[1]}”, {context.outlet(right[0])} “{right[1]}” "
        "(one person, two spellings).",
        row,
        tuple(passages),
    )


def _tells_of_both(context: Context, row: Row, article: str, slot: str, name: Entity) -> bool:
    """Whether a report says it of the other's name too, in another claim of the row: two cases, told by both."""
    claims = (context.claims[c] for a, ids in row.cells if a == article for c in ids)
    return any(_slots(context, c).get(slot, ("", None, ""))[1] == name for c in claims)


def _slots(context: Context, claim: Claim) -> dict[str, tuple[str, Entity, str]]:
    """What stands in each role of the predicate (subject, object, each preposition): the predicate, the name's bearer
    and the words of the name."""
    parse = context.parse(claim)
    head = claim.predicate or 0
    found: dict[str, tuple[str, Entity, str]] = {}
    lemma = parse.tokens[head].lemma.casefold()
    tokens = context.tokens(claim)
    inside = {t.index for t in tokens}
    for token in tokens:
        slot = _slot(parse.tokens, token, head, inside)
        entity = context.named_at(claim.article, token) if slot else None
        if slot and entity and slot not in found:
            found[slot] = (lemma, context.entities[entity], _written(context, claim, token))
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


def _compatible(context: Context, one: Entity, other: Entity) -> bool:
    """Whether the two may be right together: one name inside the other, one place written with the other."""
    if within(one.name, other.name):
        return True
    if one.kind == "place":
        return _written_together(context, one, other)
    return False


def within(one: str, other: str) -> bool:
    """Whether the words of one name are all in the other: "Holm" in "Anders Holm", not in "Holme"."""
    a, b = set(fold(one).replace("-", " ").split()), set(fold(other).replace("-", " ").split())
    return a <= b or b <= a


def _written_together(context: Context, one: Entity, other: Entity) -> bool:
    """ "Springfield, Ohio" anywhere: one lies in the other."""
    for article, annotated in context.articles.items():
        text = annotated.article.text
        ours = [m for m in one.mentions if m.article == article]
        theirs = [m for m in other.mentions if m.article == article]
        for m in ours:
            for n in theirs:
                low, high = min(m.end, n.end), max(m.start, n.start)
                if low <= high and text[low:high] in {", ", " (", " in ", " of "}:
                    return True
    return False
