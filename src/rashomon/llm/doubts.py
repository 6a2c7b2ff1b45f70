"""Two claims that a model takes for one thing: at most a point that is unsure.

Requirement: whether two claims assert one thing cannot be derived from the texts, so no word of a model makes a point
agreed or a conflict. It may raise a doubt where the program's own alignment had one too, and nothing speaks against it:
the words it cites stand there, the claims are lone ones of two articles, their amounts, dates, yes and no
and speakers do not
differ, and their own score is not out of the question (``align.perhaps``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rashomon.llm.answers import Pairing, refused, shown
from rashomon.model import Claim, Comparison, Point, Proposal
from rashomon.verify.book import Book

Pair = tuple[str, str]


def lone(book: Book) -> Iterator[tuple[Point, Claim]]:
    """The points of one claim."""
    for point in book.comparison.points:
        claims = book.in_point(point)
        if point.status == "single" and len(claims) == 1:
            yield point, claims[0]


def judged(
    comparison: Comparison, proposals: Sequence[Pairing]
) -> tuple[tuple[Pair, ...], tuple[Proposal, ...]]:
    """The pairs that may be doubted, and each proposal with the rule that refuses it, or none yet."""
    book = Book(comparison)
    point_of = {claim.id: point for point, claim in lone(book)}
    used: set[str] = set()
    pairs: list[Pair] = []
    told: list[Proposal] = []
    for p in proposals:
        rule = _against(book, p, point_of, used)
        points = tuple(point_of[c].id for c in p.claims if c in point_of)
        text = " | ".join(p.quotes)
        if rule is not None:
            told.append(refused("alignment", text, *rule, points=points, claims=p.claims))
            continue
        used |= set(p.claims)
        pairs.append(p.claims)
        told.append(Proposal("alignment", shown(text), points, p.claims, "", None, "may be one thing"))
    return tuple(pairs), tuple(told)


def joined(comparison: Comparison, pairs: Sequence[Pair], *, unsure: bool) -> tuple[Pair, ...]:
    """The pairs whose claims stand in one point of a comparison that was made with them; ``unsure``: one in doubt."""
    point_of = {c: p for p in comparison.points for _, ids in p.cells for c in ids}
    return tuple(
        (a, b)
        for a, b in pairs
        if point_of[a] is point_of[b] and (point_of[a].status == "unsure" or not unsure)
    )


def became(
    comparison: Comparison, proposals: Sequence[Proposal], more: Sequence[Pair]
) -> tuple[Proposal, ...]:
    """The proposals with the points of the comparison that was made with them; ``more`` are pairs that would be more
    than a doubt."""
    point_of = {c: p.id for p in comparison.points for _, ids in p.cells for c in ids}
    told = []
    for p in proposals:
        if p.rule is None and len({point_of[c] for c in p.claims}) == 1:
            point = point_of[p.claims[0]]
            p = replace(p, points=(point,), became=point)
        elif p.rule is None and p.claims in more:
            p = replace(p, became=None, rule="operator", why="would be more than a doubt")
        elif p.rule is None:
            p = replace(p, became=None, rule="score", why="by the program's own score there is no doubt")
        told.append(p)
    return tuple(told)


def _against(book: Book, p: Pairing, point_of: dict[str, Point], used: set[str]) -> tuple[str, str] | None:
    """The rule that refuses a pair, and why."""
    if any(c not in book.claims for c in p.claims):
        return "span", "names a claim that there is not"
    left, right = (book.claims[c] for c in p.claims)
    if left.article == right.article:
        return "span", "both claims are of one report"
    for claim, quote in zip((left, right), p.quotes, strict=True):
        if not quote.strip() or quote not in book.of(book.hull(claim)):
            return "quotation", f"the words given for {claim.id} do not stand so in it"
    if any(c not in point_of for c in p.claims):
        return "operator", "one of the claims is in a point with others already"
    if used & set(p.claims):
        return "twice", "one of the claims is in a pair already"
    return differing(book, left, right)


def differing(book: Book, left: Claim, right: Claim) -> tuple[str, str] | None:
    """The rule by which two claims cannot be one thing, and why; None for none."""
    if left.negated != right.negated:
        return "negation", "one denies what the other says"
    for what, values in (("amounts", _amounts), ("dates", _dates)):
        a, b = values(book, left), values(book, right)
        if not (a <= b or b <= a):
            return "value", f"their {what} differ"
    speakers = [book.speakers(book.attributions[c.attribution]) for c in (left, right) if c.attribution]
    if len(speakers) == 2 and not speakers[0] & speakers[1]:
        return "speaker", "they are said by two"
    return None


def _amounts(book: Book, claim: Claim) -> set[str]:
    return {
        f"{n.low}-{n.high}"
        for n in book.comparison.quantities
        if n.article == claim.article and any(s.contains(n.span) for s in claim.spans)
    }


def _dates(book: Book, claim: Claim) -> set[str]:
    return {
        d.value or d.span.of(book.texts[d.article]).casefold()
        for d in book.comparison.dates
        if d.article == claim.article and any(s.contains(d.span) for s in claim.spans)
    }
