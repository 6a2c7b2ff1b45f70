"""Another person, place or body in the same role of one assertion (compare/names.py).

Requirement: the two claims agree in everything else; a place inside the other, a name inside the other, and a title
for a name are no difference.
Known exception: that one place lies in another is known only when one of the texts writes them together.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import combinations

from rashomon.compare.context import Context, Draft
from rashomon.compare.dates import compared, subjects
from rashomon.compare.named import within
from rashomon.compare.places import apart, known
from rashomon.lang import entries, lines, table
from rashomon.lang.concepts import concept
from rashomon.lang.names import abbreviates, is_acronym, key, listed
from rashomon.model import Claim, Entity, EntityKind, FindingType, Passage, Row, Span, Token
from rashomon.words import fold

# Share of the words of two claims, the names apart, that must be common, in [0, 1] (Dice).
SAME_FRAME = 0.6
# Two spellings of one name: at least this similar (ratio of matching characters), not equal.
ONE_NAME = 0.6
PLACED = frozenset({"“in”", "“at”", "“near”", "“from”"})
# What parents are called is no name of theirs.
PARENTS = frozenset("dad daddy ma mama mom momma mommy mum mummy pa papa".split())
# Roles in which a name stands, made one where active and passive differ.
ROLES = {"nsubjpass": "dobj", "nmod": "compound"}
MODIFYING = frozenset({"amod", "appos", "compound", "nmod", "poss"})
NOUNS = frozenset({"NOUN", "PROPN"})
OF = frozenset({"for", "of"})
NAMED = frozenset({"person", "place", "organisation", "group", "other"})
PERSONS: frozenset[EntityKind] = frozenset({"person"})
BODIES: frozenset[EntityKind] = frozenset({"organisation", "group"})
PLACES: frozenset[EntityKind] = frozenset({"place"})
TYPES: Mapping[str, FindingType] = {"person": "person", "place": "place"}


def detect(context: Context, index: int, row: Row) -> Iterator[Draft]:
    """The outlets put different names in the same place of one assertion."""
    if row.doubtful:
        return
    strays = [d for pair in context.pairs(row) if (d := _stray(context, index, row, *pair))]
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
        for slot, (lemma, one, written) in _slots(context, left).items():
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
            if _told(context, row, left.article, other) or _told(context, row, right.article, one):
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
                f"otherwise both say the same ({_role(slot)} of “{lemma}”).",
                index,
                (context.hull(left), context.hull(right)),
            )
            return


def _stray(context: Context, index: int, row: Row, left: Claim, right: Claim) -> Draft | None:
    """A name that one report has only here and the other never, in the place of another that the other has.

    The claims must be known to tell one thing. Two people who did the same would be told of by both, or more than once.
    """
    if not context.trusts(row, left, right):
        return None
    for one, other in _met(context, left, right):
        kind = _one_kind(context, one, other)
        if kind is None or not _strays(one, other, left.article, right.article):
            continue
        if _may_agree(context, one, other) or _respelled(one, other) or _akin(one, other):
            continue
        if _told(context, row, left.article, other) or _told(context, row, right.article, one):
            continue
        return Draft(
            "conflict",
            TYPES.get(kind, "name"),
            "contradiction",
            "names@1",
            round(context.link_score(row, left, right), 4),
            f"{context.outlet(left.article)} has {one.name} where {context.outlet(right.article)} has {other.name}; "
            "the reports tell one thing, and neither has the other's name for it.",
            index,
            (context.hull(left), context.hull(right)),
        )
    return None


def _met(context: Context, left: Claim, right: Claim) -> Iterator[tuple[Entity, Entity]]:
    """Names that only one of two claims has, each beside the one that stands in its place in the other: hanging on the
    same word, its subject, or the only one of its kind."""
    ours, theirs = _named(context, left), _named(context, right)
    known = [{context.entity_at(c.article, t) for t in context.tokens(c)} for c in (left, right)]
    mine = {r: e for r, e in ours.items() if e.id not in known[1] and fold(e.name) not in PARENTS}
    others = {r: e for r, e in theirs.items() if e.id not in known[0] and fold(e.name) not in PARENTS}
    yield from ((one, others[role]) for role, one in mine.items() if role in others)
    unmet = set(mine.values()), set(others.values())
    if _anchored(context, left, right):
        yield from _same_part(context, (left, right), unmet)
    for kinds in (PERSONS, BODIES, PLACES):
        yield from _sole(context, (left, right), unmet, kinds)


def _sole(
    context: Context,
    claims: tuple[Claim, Claim],
    unmet: tuple[Set[Entity], Set[Entity]],
    kinds: Set[EntityKind],
) -> Iterator[tuple[Entity, Entity]]:
    """The one name of some kinds that only one claim has beside the one that only the other has."""
    sides = [
        sorted((e for e in entities if e.kind in kinds or _guessed(context, e)), key=lambda e: e.id)
        for entities in unmet
    ]
    if kinds is BODIES:
        yield from _one_part(context, claims, sides)
        return
    for side, claim in zip(sides, claims, strict=True):
        if len(side) > 1:
            # who is told of elsewhere too may only be left out in the other claim
            side[:] = [e for e in side if _times(e, claim.article) == 1]
    if [len(side) for side in sides] == [1, 1]:
        yield sides[0][0], sides[1][0]


def _one_part(
    context: Context, claims: tuple[Claim, Claim], sides: Sequence[Sequence[Entity]]
) -> Iterator[tuple[Entity, Entity]]:
    """The one name of one claim beside the one of the other that is the same part of it."""
    parts = [[(e, _parts(context, c, e)) for e in side] for c, side in zip(claims, sides, strict=True)]
    found = [
        (one, other)
        for one, a in parts[0]
        for other, b in parts[1]
        if a & b and {one.kind, other.kind} & BODIES
    ]
    if len(found) == 1:
        yield found[0]


def _parts(context: Context, claim: Claim, name: Entity) -> set[str]:
    """What a name is in a claim: who does it, what is told more of by the name, or any other part."""
    parse, found = context.parse(claim), set()
    for token in context.tokens(claim):
        if context.named_at(claim.article, token) != name.id:
            continue
        head = parse.tokens[token.head]
        if context.named_at(claim.article, head) == name.id and head.index != token.index:
            continue
        by = head.dep == "agent" or head.lemma == "by"
        if token.dep == "nsubj" or (token.dep == "pobj" and by):
            found.add("doer")
        elif token.dep in MODIFYING or (
            token.dep == "pobj" and head.lemma in OF and parse.tokens[head.head].pos in NOUNS
        ):
            found.add("modifier")
        else:
            found.add("other")
    return found


def _respelled(one: Entity, other: Entity) -> bool:
    """Whether two names may be one in two spellings; of two persons the last names tell."""
    names = [fold(e.name).split() for e in (one, other)]
    if one.kind == other.kind == "person" and all(len(n) > 1 for n in names):
        return spelled_alike(names[0][-1], names[1][-1])
    return spelled_alike(one.name, other.name)


def _akin(one: Entity, other: Entity) -> bool:
    """Whether two names have a word in common, so that they may be one read wrongly."""
    names = [re.split(r"[\s/-]+", listed().get(key(e.name), (e.name,))[0]) for e in (one, other)]
    a, b = ({fold(w) for w in words if w.isalpha()} for words in names)
    if a & b - entries("function_words"):
        return True
    return any(abbreviates(w, e.name) for words, e in zip(names, (other, one), strict=True) for w in words)


def _anchored(context: Context, left: Claim, right: Claim) -> bool:
    """Whether two claims share a name or a day, so that they are not alike in kind alone."""
    names = [{context.named_at(c.article, t) for t in context.tokens(c)} - {None} for c in (left, right)]
    if names[0] & names[1]:
        return True
    return any(
        compared(context, a, b).outcome == "equal" for a in context.dates(left) for b in context.dates(right)
    )


def _same_part(
    context: Context, claims: tuple[Claim, Claim], unmet: tuple[Set[Entity], Set[Entity]]
) -> list[tuple[Entity, Entity]]:
    """The one name that only one claim has as its subject beside the one of the other; the one person of the rest."""
    found: list[tuple[Entity, Entity]] = []
    if any(context.parse(c).tokens[c.predicate or 0].pos not in {"VERB", "AUX"} for c in claims):
        return found
    for subject in (True, False):
        parts = []
        for claim, entities in zip(claims, unmet, strict=True):
            at = {context.named_at(claim.article, t) for t in subjects(context, claim)}
            parts.append([e for e in entities if (e.id in at) == subject and (subject or e.kind == "person")])
        if len(parts[0]) == len(parts[1]) == 1 and "person" in {e.kind for (e,) in parts}:
            found.append((parts[0][0], parts[1][0]))
    return found


def _one_kind(context: Context, one: Entity, other: Entity) -> EntityKind | None:
    """What both names are of; a name of one word that stands once was hardly told what it is, so what the other is."""
    if one.kind == other.kind:
        return one.kind
    guessed = [e for e in (one, other) if _guessed(context, e)]
    return "person" if len(guessed) == 1 and (_firm(one) or _firm(other)) else None


def _guessed(context: Context, entity: Entity) -> bool:
    """Whether little told what a name is of: one word that stands once, by itself ("Holm", not "the Holm family" or
    "against Holm"), and is no plural."""
    named = [m for m in entity.mentions if m.form == "name"]
    if " " in entity.name or len(named) != 1 or listed().get(key(entity.name)) or is_acronym(entity.name):
        return False
    (mention,) = named
    parse = context.articles[mention.article].parse
    return all(
        t.tag in {"NN", "NNP"}
        and t.dep in {"agent", "appos", "conj", "dobj", "nsubj", "nsubjpass", "poss"}
        and not (t.text.endswith("s") and parse.sentences[t.sentence].start == t.start)
        for t in parse.within(mention.start, mention.end)
    )


def _firm(entity: Entity) -> bool:
    """Whether enough told that a person is one: a name of several words, or one that stands in several places."""
    return entity.kind == "person" and (" " in entity.name or len(entity.mentions) > 1)


def _may_agree(context: Context, one: Entity, other: Entity) -> bool:
    """Whether two names may both be right. Of places only listed ones exclude each other: a borough may lie in the city,
    a state in the country."""
    if compatible_names(context, one, other):
        return True
    return one.kind == other.kind == "place" and not apart(one.name, other.name)


def _one_in_other(one: Entity, other: Entity) -> bool:
    """Whether one of two places may lie in the other: a borough in the city. Of two that are unlisted none does."""
    if not one.kind == other.kind == "place" or not (known(one.name) or known(other.name)):
        return False
    return not apart(one.name, other.name)


def _told(context: Context, row: Row, article: str, entity: Entity) -> bool:
    """Whether a report has a name in one of its claims of the row, under that name or taken for another's."""
    text = context.articles[article].article.text
    spans = [s for a, ids in row.cells if a == article for c in ids for s in context.claims[c].spans]
    forms = _forms(context, entity)
    # "Holm" may be another of the family
    written = {
        n for n in forms if _bearers(context)[n] == 1 or not any(n != m and within(n, m) for m in forms)
    }
    return any(fold(name) in fold(s.of(text)) for name in written for s in spans)


def _forms(context: Context, entity: Entity) -> set[str]:
    """How a name is written."""
    return {
        context.articles[m.article].article.text[m.start : m.end] for m in entity.mentions if m.form == "name"
    }


def _bearers(context: Context) -> Counter[str]:
    """How many entities of the story are written so."""
    return context.once(
        "bearers", "", lambda: Counter(n for e in context.entities.values() for n in _forms(context, e))
    )


def _strays(one: Entity, other: Entity, left: str, right: str) -> bool:
    """Whether one of two names stands once in its report and never in the other."""

    def once(entity: Entity, here: str, there: str) -> bool:
        return _times(entity, here) == 1 and not _times(entity, there)

    return once(one, left, right) or once(other, right, left)


def _times(entity: Entity, article: str) -> int:
    """How often a report has a name."""
    return sum(m.article == article and m.form == "name" for m in entity.mentions)


def _named(context: Context, claim: Claim) -> dict[str, Entity]:
    """The names of a claim by the word that each hangs on and how; of two in one place the first."""
    found: dict[str, Entity] = {}
    parse = context.parse(claim)
    for token in context.tokens(claim):
        entity = context.named_at(claim.article, token)
        head = parse.tokens[token.head]
        if entity is None or (head.index != token.index and context.named_at(claim.article, head) == entity):
            continue
        role = ROLES.get(token.dep, token.dep)
        if token.dep == "pobj":
            role, head = f"{role} {head.lemma.casefold()}", parse.tokens[head.head]
        if context.entities[entity].kind in NAMED:
            found.setdefault(f"{concept(head.lemma)} {role}", context.entities[entity])
    return found


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


def compatible_names(context: Context, one: Entity, other: Entity) -> bool:
    """Whether the two may be right together: one name inside the other, one place written with the other."""
    if within(one.name, other.name):
        return True
    if one.kind == "place":
        return _written_together(context, one, other)
    return False


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


def differing_names(
    context: Context, left: str, one: Sequence[Token], right: str, other: Sequence[Token]
) -> tuple[FindingType, Span, Span] | None:
    """Type and spans of two names that stand in one place of two articles and are not one; None where either is none."""
    sides = [(article, _without_titles(words)) for article, words in ((left, one), (right, other))]
    if not all(_is_name(context, article, words) for article, words in sides):
        return None
    (a, mine), (b, theirs) = ((article, _whole(context, article, words)) for article, words in sides)
    names = mine.of(context.articles[a].article.text), theirs.of(context.articles[b].article.text)
    if _one_name(*names):
        return None
    bearers = [context.named_at(article, words[0]) for article, words in sides]
    entities = [context.entities[e] if e else None for e in bearers]
    if entities[0] and entities[1]:
        if entities[0] == entities[1] or compatible_names(context, entities[0], entities[1]):
            return None
    return TYPES.get(_likely_kind(entities), "name"), mine, theirs


def _without_titles(words: Sequence[Token]) -> list[Token]:
    titles = entries("titles") | {row[0] for row in table("honorifics")}
    return [t for t in words if t.text not in titles]


def _is_name(context: Context, article: str, words: Sequence[Token]) -> bool:
    """Whether words are a name, or a place's people, and no part of a date."""
    capital = words and all(
        t.text[0].isupper() and fold(t.text).rstrip(".") not in _calendar() | PARENTS for t in words
    )
    return bool(capital) and any(
        t.pos == "PROPN" or t.text in _demonyms() or context.named_at(article, t) for t in words
    )


@lru_cache(maxsize=1)
def _demonyms() -> frozenset[str]:
    return frozenset(row[0] for row in table("demonyms"))


@lru_cache(maxsize=1)
def _calendar() -> frozenset[str]:
    return frozenset(row[1] for row in table("time_words") if row[0] in ("month", "weekday"))


def _whole(context: Context, article: str, words: Sequence[Token]) -> Span:
    """The words with the rest of the names that they are part of."""
    start, end = words[0].start, words[-1].end
    sentence = context.articles[article].parse.sentences[words[0].sentence]
    for low, high, _, form in context.mentions(article, sentence):
        if form == "name" and low < end and start < high:
            start, end = min(start, low), max(end, high)
    return Span(start, end)


def _one_name(one: str, other: str) -> bool:
    """Whether two names as written may be one: one inside the other, its initials, or listed as one."""
    if within(one, other) or abbreviates(one, other) or abbreviates(other, one):
        return True
    if spelled(one) == spelled(other):
        return True
    known = [listed().get(key(n), (key(n),))[0] for n in (one, other)]
    people = {row[0]: row[1] for row in table("demonyms")}
    return known[0] == known[1] or key(people.get(one, one)) == key(people.get(other, other))


def spelled(name: str) -> str:
    """A name in the one spelling that stands for its variants, plural endings and stops off."""
    words = []
    for word in fold(name).replace(".", "").split():
        for pattern, to in table("spellings"):
            word = re.sub(pattern, to, word)
        words.append(word.removesuffix("s"))
    return " ".join(words)


def spelled_alike(one: str, other: str) -> bool:
    """Whether two names may be one in two spellings."""
    return SequenceMatcher(None, fold(one), fold(other)).ratio() >= ONE_NAME


def _likely_kind(entities: Sequence[Entity | None]) -> str:
    """What the two are: what the one named more often was read as, an unknown name having little to be told by."""
    known = [e for e in entities if e is not None]
    return max(known, key=lambda e: (len(e.mentions), e.id)).kind if known else ""
