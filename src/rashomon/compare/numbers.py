"""Different amounts for the same thing (compare/numbers.py).

Requirement: a rounder figure is not a different figure, and a figure of something else is not comparable: both
are settled by the rules of compare/values.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rashomon.compare.context import SAME_FRAME, Context, Draft, value_draft
from rashomon.compare.dates import compared, cut, other_subject
from rashomon.compare.judgements import judge
from rashomon.compare.named import names_differ
from rashomon.compare.ordinals import TALLY, unlike_figures
from rashomon.compare.periods import other_period
from rashomon.compare.value_numbers import measure
from rashomon.compare.values import ValueJudgement, compare_quantities
from rashomon.model import Claim, DateMention, Passage, Quantity, Row
from rashomon.words import fold

# Times: figures of one thing, told in two ways, are hardly further apart.
LIKE_SIZE = 20.0
PARTIAL = frozenset({"first", "last", "next", "another", "other", "further", "additional"})
TIMES = frozenset({"second", "minute", "hour", "day", "week", "month", "year"})
WHOLE = 100.0  # per cent
JOINTS = frozenset({" ", ", ", " and ", ", and "})


def detect(context: Context, index: int, row: Row) -> Iterator[Draft]:
    """The outlets give different amounts for the same thing."""
    seen: set[tuple[Passage, Passage]] = set()
    for left, right in context.pairs(row):
        trusted = context.trusts(row, left, right)
        if not trusted and (
            other_subject(context, left, right)
            or context.frame(left, right) < SAME_FRAME
            or names_differ(context, left, right)
        ):
            continue
        if _other_time(context, left, right, own=trusted):
            continue
        ours, theirs = context.quantities(left), context.quantities(right)
        results = {
            (i, j): compared_amounts(context, a, b)
            for i, a in enumerate(ours)
            for j, b in enumerate(theirs)
            if comparable(context, a, b)
        }
        # A value that has its equal on the other side is accounted for, whatever else stands there.
        settled = {k for k, r in results.items() if r.outcome in {"equal", "compatible"}}
        for (i, j), result in results.items():
            if result.outcome != "differs" or any(i == a or j == b for a, b in settled):
                continue
            told = _told(context, ours[i], right.article), _told(context, theirs[j], left.article)
            if any(told) and not (trusted and _lone(context, ours[i], theirs[j], told)):
                continue  # the other report gives that figure too, elsewhere: it knows both
            if _rest(ours[i], theirs[j]):
                continue
            if _several(ours, ours[i]) or _several(theirs, theirs[j]):
                continue  # which of them answers to the other cannot be told
            passages = _passage(context, ours[i]), _passage(context, theirs[j])
            if passages not in seen:
                seen.add(passages)
                yield value_draft(context, index, row, (left, right), passages, result, "number", "numbers@1")
                return
        found = (
            (unlike_figures(context, left, right) or _only_counts(context, ours, theirs, results))
            if trusted
            else None
        )
        if found is not None:
            result = judge("exact-values", *(context.text(p) for p in found))
            yield value_draft(context, index, row, (left, right), found, result, "number", "numbers@1")
            return


def _only_counts(
    context: Context,
    ours: Sequence[Quantity],
    theirs: Sequence[Quantity],
    results: Mapping[tuple[int, int], ValueJudgement],
) -> tuple[Passage, Passage] | None:
    """The one count that either claim gives, where what is counted goes by two names ("700 nurses", "900 of the staff")
    and neither report has the other's figure for anything."""
    counts = [[n for n, q in enumerate(qs) if _counts(context, q)] for qs in (ours, theirs)]
    if [len(c) for c in counts] != [1, 1]:
        return None
    (n,), (m,) = counts
    one, other = ours[n], theirs[m]
    if (n, m) not in results or results[n, m].rule != "other-counted":
        return None
    if not (_exact(one) and _exact(other)) or one.low == other.low:
        return None
    if _figure(context, one, other.article) or _figure(context, other, one.article):
        return None
    return _passage(context, one), _passage(context, other)


def _counts(context: Context, value: Quantity) -> bool:
    """Whether an amount counts things, and is neither a length of time nor part of a tally."""
    text = context.articles[value.article].article.text
    tally = TALLY.search(text, max(0, value.span.start - 8), value.span.end + 8)
    return value.counted is not None and value.unit_normal not in TIMES and not tally


def _exact(value: Quantity) -> bool:
    return value.relation == "=" and value.low is not None and value.low == value.high


def _figure(context: Context, value: Quantity, article: str) -> bool:
    """Whether a report gives the same figure for anything."""
    return any(q.low == value.low for q in context.articles[article].quantities)


def comparable(context: Context, left: Quantity, right: Quantity) -> bool:
    """Whether two amounts may be of one thing, told in other words: not the first so many, not a part of a
    length ("4 minutes 48 seconds") and another, not of quite another size, and not of another month or year."""
    if _partial(context, left) or _partial(context, right) or other_period(context, left, right):
        return False
    if cut(context, left) or cut(context, right):
        return False
    if _piece(context, left) or _piece(context, right):
        return False
    sizes = [abs(v) for q in (left, right) for v in (q.low if q.low is not None else q.high,) if v]
    apart = measure(left) and measure(right) and measure(left) != measure(right)
    return bool(apart) or len(sizes) < 2 or max(sizes) <= LIKE_SIZE * min(sizes)


def _partial(context: Context, value: Quantity) -> bool:
    """Whether an amount is of some beside others: "the first 17 passes", "another 12"."""
    parse = context.articles[value.article].parse
    tokens = parse.within(value.span.start, value.span.end)
    before = [parse.tokens[t.index - 1] for t in tokens[:1] if t.index]
    return any(fold(t.text) in PARTIAL for t in (*tokens, *before))


def _piece(context: Context, value: Quantity) -> bool:
    """Whether a length is given in several units and this is one of them."""
    annotated = context.articles[value.article]
    if value.unit_normal not in TIMES:
        return False
    return any(
        q is not value
        and q.unit_normal in TIMES
        and q.unit_normal != value.unit_normal
        and annotated.article.text[min(q.span.end, value.span.end) : max(q.span.start, value.span.start)]
        in JOINTS
        for q in annotated.quantities
    )


def _other_time(context: Context, left: Claim, right: Claim, *, own: bool) -> bool:
    """Whether the two claims date what they tell differently: then it is not one thing whose amounts differ.

    ``own``: claims that are known to tell one thing are dated by what stands in them, not by the rest of the sentence.
    """
    dates = [[d for d in _dates(context, c) if not own or d in context.dates(c)] for c in (left, right)]
    results = [compared(context, a, b).outcome for a in dates[0] for b in dates[1]]
    return "differs" in results and not {"equal", "compatible"} & set(results)


def _dates(context: Context, claim: Claim) -> list[DateMention]:
    """The dates in the sentence of a claim, lengths of time apart."""
    annotated = context.articles[claim.article]
    sentence = annotated.parse.sentences[claim.sentence]
    return [d for d in annotated.dates if sentence.contains(d.span) and d.type in {"DATE", "TIME"}]


def _told(context: Context, value: Quantity, article: str) -> bool:
    """Whether a report gives the same measured amount ("$43 million", "35.7 percent") somewhere."""
    if value.unit_normal is None or value.low is None:
        return False
    return any(
        q.unit_normal == value.unit_normal
        and compared_amounts(context, value, q).rule in {"equal", "rounded"}
        for q in context.articles[article].quantities
    )


def _lone(context: Context, one: Quantity, other: Quantity, told: tuple[bool, bool]) -> bool:
    """Whether only one of two figures is told in both reports and the other once in all, so that it stands for it."""
    if all(told):
        return False
    figure = one if told[1] else other
    return sum(q.low == figure.low for q in context.articles[figure.article].quantities) == 1


def _rest(one: Quantity, other: Quantity) -> bool:
    """Whether two shares make up the whole, so that each may tell what the other leaves."""
    shares = one.unit_normal == other.unit_normal == "percentage"
    return shares and one.low is not None and other.low is not None and one.low + other.low == WHOLE


def _several(values: Sequence[Quantity], one: Quantity) -> bool:
    """Whether a claim gives several amounts of one kind."""
    return sum(v.unit_normal == one.unit_normal and v.unit == one.unit for v in values) > 1


def compared_amounts(context: Context, left: Quantity, right: Quantity) -> ValueJudgement:
    one, other = context.articles[left.article].article, context.articles[right.article].article
    return compare_quantities(
        left,
        left.span.of(one.text),
        right,
        right.span.of(other.text),
        left_counted=left.counted.of(one.text) if left.counted else "",
        right_counted=right.counted.of(other.text) if right.counted else "",
        left_context=context.sentence(left.article, left.span),
        right_context=context.sentence(right.article, right.span),
        published_left=one.published,
        published_right=other.published,
    )


def _passage(context: Context, value: Quantity) -> Passage:
    """The amount with its "about" or "more than" before it, and what is counted where it stands right behind."""
    start, end = value.span.start, value.span.end
    if value.counted is not None and 0 <= value.counted.start - end <= 1:
        end = value.counted.end
    if value.relation != "=":
        parse = context.articles[value.article].parse
        first = parse.within(start, end)[0].index if parse.within(start, end) else 0
        for token in reversed(parse.tokens[max(0, first - 2) : first]):
            if token.text == "that" or (token.pos not in {"ADV", "ADJ", "ADP"} and token.text != "than"):
                break
            start = token.start
    return Passage(value.article, start, end)
