"""Different times for the same thing (compare/dates.py).

Requirement: a coarser date that holds a finer one is no difference, and a weekday beside "today" is nothing
without the days of publication: both are settled by the rules of compare/values.py.
"""

from __future__ import annotations

from collections.abc import Iterator

from rashomon.compare.context import SAME_FRAME, Context, Draft
from rashomon.compare.values import ValueJudgement, compare_dates
from rashomon.model import Claim, DateMention, Passage, Row


def detect(context: Context, index: int, row: Row) -> Iterator[Draft]:
    """The outlets give different times for the same thing."""
    seen: set[tuple[Passage, Passage]] = set()
    for left, right in context.pairs(row):
        # Two acts of speech on two days are two acts, no conflict about one.
        if (
            context.tells_of_speech(left)
            or context.tells_of_speech(right)
            or not context.same_predicate(left, right)
        ):
            continue
        ours, theirs = _when(context, left), _when(context, right)
        results = {(i, j): _compared(context, a, b) for i, a in enumerate(ours) for j, b in enumerate(theirs)}
        if context.frame(left, right) < SAME_FRAME:
            continue
        # A value that has its equal on the other side is accounted for, whatever else stands there.
        settled = {k for k, r in results.items() if r.outcome in {"equal", "compatible"}}
        for (i, j), result in results.items():
            if result.outcome != "differs" or any(i == a or j == b for a, b in settled):
                continue
            passages = _passage(ours[i]), _passage(theirs[j])
            if passages not in seen:
                seen.add(passages)
                yield _draft(context, index, row, (left, right), passages, result)
                return


def _when(context: Context, claim: Claim) -> list[DateMention]:
    """The dates that say when the claim holds, not when something told beside it did."""
    parse = context.parse(claim)
    return [
        d
        for d in context.dates(claim)
        if context.governed(claim, d.span)
        # "from 2007 to 2014" is a stretch of time, and neither end says when
        and not any(
            parse.tokens[t.head].lemma in {"from", "between"} for t in parse.within(d.span.start, d.span.end)
        )
    ]


def _compared(context: Context, left: DateMention, right: DateMention) -> ValueJudgement:
    one, other = context.articles[left.article].article, context.articles[right.article].article
    return compare_dates(
        left,
        left.span.of(one.text),
        right,
        right.span.of(other.text),
        published_left=one.published,
        published_right=other.published,
    )


def _passage(value: DateMention) -> Passage:
    return Passage(value.article, value.span.start, value.span.end)


def _draft(
    context: Context,
    index: int,
    row: Row,
    claims: tuple[Claim, Claim],
    passages: tuple[Passage, Passage],
    result: ValueJudgement,
) -> Draft:
    return Draft(
        "conflict",
        "date",
        result.judgement,
        "dates@1",
        round(context.link_score(row, *claims), 4),
        result.why,
        index,
        passages,
    )
