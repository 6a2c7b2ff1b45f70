"""The same referent, named or described with another charge (compare/wording.py).

Requirement: the referent is shown to be the same (one entity, one act of speech, one role in one assertion) before
words are compared, and both descriptions stand in the outlets' own voice; no word list decides alone.
Known exception: a description split over two sentences is seen in its first only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from rashomon.compare.context import Context, Draft
from rashomon.lang import entries
from rashomon.model import Annotated, Attribution, Claim, Hop, Passage, Span, Token
from rashomon.words import bare

# Left of a name these dependents describe it; right of it an apposition or a clause set off does.
DESCRIBING = frozenset({"compound", "amod", "nmod", "poss", "appos", "relcl", "acl", "prep", "det"})
ROLES = ("medium", "act", "agency")
# A description longer than this many words is an aside, not a way of naming.
LONGEST = 16


def detect(context: Context) -> Iterator[Draft]:
    """One thing under two names, one of them charged."""
    seen: set[tuple[str, str, str]] = set()
    for referent, left, right in (*_acts(context), *_roles(context), *_entities(context)):
        key = (referent, left.article, right.article)
        if key in seen:
            continue
        charged = _charge(context, left), _charge(context, right)
        if bool(charged[0]) == bool(charged[1]):
            continue
        row = _row(context, left, right)
        if row is None:
            continue
        seen.add(key)
        word = (charged[0] or charged[1])[0]
        yield Draft(
            "wording",
            "naming",
            None,
            "wording@1",
            1.0,
            f"{referent}: {context.outlet(left.article)} writes “{context.text(left)}”, "
            f"{context.outlet(right.article)} “{context.text(right)}”; “{word}” carries a judgement that the other "
            "does not.",
            row,
            (left, right),
        )


def _charge(context: Context, passage: Passage) -> list[str]:
    """The charged words of a passage, in the outlet's own voice."""
    listed = entries("charged")
    annotated = context.articles[passage.article]
    return [
        t.text
        for t in annotated.parse.within(passage.start, passage.end)
        if (bare(t.lemma) in listed or bare(t.text) in listed)
        and t.pos in {"NOUN", "ADJ", "PROPN", "VERB", "ADV"}
        and not _spoken(annotated, t.span)
    ]


def _spoken(annotated: Annotated, span: Span) -> bool:
    return any(c.overlaps(span) for q in annotated.attributions for c in q.content)


def _row(context: Context, left: Passage, right: Passage) -> int | None:
    """The point both passages belong to, else the one the first stands in."""
    rows = [_rows_at(context, left), _rows_at(context, right)]
    for row in rows[0]:
        if row in rows[1]:
            return row
    return next(iter(rows[0] or rows[1]), None)


def _rows_at(context: Context, passage: Passage) -> list[int]:
    claims = [
        c for c in context.articles[passage.article].claims if any(s.overlaps(passage.span) for s in c.spans)
    ]
    ranked = sorted(claims, key=lambda c: (sum(len(s) for s in c.spans), c.id))
    return [context.row_of[c.id] for c in ranked]


# ------------------------------------------------------------ the same referent, three ways


def _acts(context: Context) -> Iterator[tuple[str, Passage, Passage]]:
    """What two articles call the medium, act or agency of one utterance."""
    for utterance in context.alignment.utterances:
        versions = [context.attributions[v] for v in utterance.versions]
        for a, b in combinations(versions, 2):
            if a.article == b.article:
                continue
            for role in ROLES:
                for one in _hops(a, role):
                    for other in _hops(b, role):
                        if one.name != other.name:
                            left, right = (
                                _described(context, q.article, h.span) for q, h in ((a, one), (b, other))
                            )
                            yield f"the {role} of the same words", left, right


def _hops(attribution: Attribution, role: str) -> list[Hop]:
    return [h for h in attribution.chain if h.role == role]


def _roles(context: Context) -> Iterator[tuple[str, Passage, Passage]]:
    """What fills the same role of the same predicate in two claims of one point, in other words."""
    for row in context.alignment.rows:
        if row.doubtful:
            continue
        for left, right in context.pairs(row):
            if left.voice != "outlet" or right.voice != "outlet":
                continue
            one, other = _fillers(context, left), _fillers(context, right)
            if _lemma(context, left) != _lemma(context, right):
                continue
            for role, a in one.items():
                b = other.get(role)
                if b is not None and bare(a.lemma) != bare(b.lemma):
                    yield (
                        f"the {'subject' if role == 'nsubj' else 'object'} of “{_lemma(context, left)}”",
                        _described(context, left.article, a.span),
                        _described(context, right.article, b.span),
                    )


def _lemma(context: Context, claim: Claim) -> str:
    return context.parse(claim).tokens[claim.predicate or 0].lemma.casefold()


def _fillers(context: Context, claim: Claim) -> dict[str, Token]:
    parse = context.parse(claim)
    found: dict[str, Token] = {}
    for child in parse.children[claim.predicate or 0]:
        token = parse.tokens[child]
        role = {"nsubj": "nsubj", "nsubjpass": "object", "dobj": "object"}.get(token.dep)
        if role and token.pos in {"NOUN", "PROPN"}:
            found[role] = token
    return found


def _entities(context: Context) -> Iterator[tuple[str, Passage, Passage]]:
    """How two articles describe one person, place or body, beside its bare name."""
    for entity in context.alignment.entities:
        by_article: dict[str, list[Passage]] = {}
        for mention in entity.mentions:
            if mention.form == "pronoun" or _spoken(context.articles[mention.article], mention.span):
                continue
            by_article.setdefault(mention.article, []).append(
                _described(context, mention.article, mention.span)
            )
        chosen = [_most_charged(context, passages) for passages in by_article.values()]
        charged = [bool(_charge(context, passage)) for passage in chosen]
        for a, b in combinations(range(len(chosen)), 2):
            if charged[a] != charged[b]:
                yield entity.name, chosen[a], chosen[b]


def _most_charged(context: Context, passages: Iterable[Passage]) -> Passage:
    """The most charged of several descriptions; without a charge the longest."""
    return min(passages, key=lambda p: (-len(_charge(context, p)), -(p.end - p.start), p.start))


def _described(context: Context, article: str, span: Span) -> Passage:
    """The mention with the words that describe it: its noun phrase, with an apposition or a clause behind it."""
    annotated = context.articles[article]
    parse = annotated.parse
    tokens = parse.within(span.start, span.end)
    if not tokens:
        return Passage(article, span.start, span.end)
    indexes = {t.index for t in tokens}
    head = next((t for t in tokens if t.head not in indexes or t.head == t.index), tokens[-1])
    while (
        parse.tokens[head.head].pos in {"NOUN", "PROPN"}
        and head.dep in {"appos", "compound"}
        and head.head != head.index
    ):
        head = parse.tokens[head.head]
    kept = set(indexes) | {head.index}
    for child in parse.children[head.index]:
        token = parse.tokens[child]
        if token.dep in DESCRIBING and (child < head.index or token.dep in {"appos", "relcl", "acl"}):
            kept.update(parse.subtree(child))
    for t in tokens:
        for child in parse.children[t.index]:
            if parse.tokens[child].dep in {"relcl", "appos", "acl"}:
                kept.update(parse.subtree(child))
    run = range(min(kept), max(kept) + 1)
    if len(run) > LONGEST + len(indexes) or any(parse.tokens[i].sentence != head.sentence for i in run):
        return Passage(article, tokens[0].start, tokens[-1].end)
    start, end = min(parse.tokens[i].start for i in run), max(parse.tokens[i].end for i in run)
    if any(
        c.overlaps(Span(start, end)) and not c.overlaps(span)
        for q in annotated.attributions
        for c in q.content
    ):
        return Passage(article, tokens[0].start, tokens[-1].end)
    return Passage(article, start, end)
