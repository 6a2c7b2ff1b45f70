"""Different times for the same thing (compare/dates.py).

Requirement: a coarser date that holds a finer one is no difference, and a weekday beside "today" is nothing
without the days of publication: both are settled by the rules of compare/values.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Literal

from rashomon.compare.context import SAME_FRAME, Context, Draft, value_draft
from rashomon.compare.named import names_differ
from rashomon.compare.value_dates import relative
from rashomon.compare.values import ValueJudgement, compare_dates
from rashomon.lang import table
from rashomon.model import Claim, DateMention, Parse, Passage, Quantity, Row, Token
from rashomon.words import fold

# Days from which "today" and a date are two occasions.
FAR = 10
CUT = re.compile(r"[\d/]\s?$")
THEN = re.compile(r"\W*\s(?:to|until|till|through|on|onwards?)\b", re.IGNORECASE)


def detect(context: Context, index: int, row: Row) -> Iterator[Draft]:
    """The outlets give different times for the same thing."""
    seen: set[tuple[Passage, Passage]] = set()
    for left, right in context.pairs(row):
        trusted = context.trusts(row, left, right)
        # Two acts of speech on two days are two acts, no conflict about one.
        if not (
            trusted
            or (
                not other_subject(context, left, right)
                and not context.tells_of_speech(left)
                and not context.tells_of_speech(right)
                and context.same_predicate(left, right)
                and context.frame(left, right) >= SAME_FRAME
                and not names_differ(context, left, right)
            )
        ):
            continue
        ours, theirs = (
            [
                d
                for d in (context.dates(c) if trusted else _when(context, c))
                if not _dateline(context, d) and not cut(context, d) and not _part_of_name(context, d)
            ]
            for c in (left, right)
        )
        results = {
            (i, j): compared(context, a, b)
            for i, a in enumerate(ours)
            for j, b in enumerate(theirs)
            if (trusted or not _remote(context, a, b))
            and (
                _edge(context, left, a) == _edge(context, right, b)
                or _too_late(context, (left, a), (right, b))
            )
        }
        # A value that has its equal on the other side is accounted for, whatever else stands there.
        settled = {k for k, r in results.items() if r.outcome in {"equal", "compatible"}}
        days = {k for k, r in results.items() if r.rule == "different-weekdays"}
        for (i, j), result in results.items():
            # the month that holds a day does not answer to it where the other claim has a day for it too
            coarse = {k for k in settled if (i, j) in days and (_long(ours[k[0]]) or _long(theirs[k[1]]))}
            if result.outcome != "differs" or any(i == a or j == b for a, b in settled - coarse):
                continue
            if result.rule == "different-hours" and _edge(context, left, ours[i]) == "end":
                continue  # "by 7", "by half past six": what was so at the one was so at the other
            if _beside(context, ours[i], right) or _beside(context, theirs[j], left):
                continue
            passages = _passage(ours[i]), _passage(theirs[j])
            if passages not in seen:
                seen.add(passages)
                # a length of time is an amount, as it is where sentences are set beside each other word for word
                lengths = ours[i].type == theirs[j].type == "DURATION"
                kind: Literal["number", "date"] = "number" if lengths else "date"
                yield value_draft(context, index, row, (left, right), passages, result, kind, "dates@1")
                return


def cut(context: Context, value: DateMention | Quantity) -> bool:
    """Whether a figure stands right before a value and is none of it, so that the value may be cut short: "10 Nov 31"."""
    text = context.articles[value.article].article.text
    return bool(CUT.search(text, max(0, value.span.start - 3), value.span.start))


def _dateline(context: Context, value: DateMention) -> bool:
    """Whether a date stands before all else of a block and is cut off from it: the day of the report, not of what it
    tells."""
    article = context.articles[value.article].article
    first = any(b.start == value.span.start for b in article.blocks)
    return first and article.text[value.span.end : value.span.end + 2].strip()[:1] in {"-", "–", "—", ":"}


def _long(value: DateMention) -> bool:
    """Whether a date is longer than a day."""
    return value.earliest is None or value.latest is None or value.earliest[:10] != value.latest[:10]


def _part_of_name(context: Context, value: DateMention) -> bool:
    """Whether the word for a day has a capital within a sentence of the text, where only names have one: a show that is
    called "Today"."""
    annotated = context.articles[value.article]
    words = value.span.of(annotated.article.text)
    if not (words.istitle() and relative(words)):
        return False
    title = any(b.role == "title" and b.span.contains(value.span) for b in annotated.article.blocks)
    first = any(s.start == value.span.start for s in annotated.parse.sentences)
    before = annotated.article.text[: value.span.start].rstrip("\"'“‘")
    return not title and not first and before[-1:] not in {"", ".", "\n", ":", "—", "!", "?"}


def _remote(context: Context, left: DateMention, right: DateMention) -> bool:
    """Whether a time told from the moment of telling ("today") lies far from a date: another occasion."""
    if relative(context.text(_passage(left))) == relative(context.text(_passage(right))):
        return False
    days = [date.fromisoformat(d.earliest[:10]) for d in (left, right) if d.earliest]
    return len(days) == 2 and abs((days[0] - days[1]).days) > FAR


def _beside(context: Context, value: DateMention, claim: Claim) -> bool:
    """Whether the sentence of the other claim has the date too, outside the claim."""
    annotated = context.articles[claim.article]
    sentence = annotated.parse.sentences[claim.sentence]
    return any(
        compared(context, value, d).rule == "equal"
        for d in annotated.dates
        if sentence.contains(d.span) and not _part_of_name(context, d)
    )


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


def other_subject(context: Context, left: Claim, right: Claim) -> bool:
    """Whether the two claims are told of two known persons, bodies or places, or of who knows which.

    A bare surname that several people of the story bear may be any of them, however it was resolved.
    """
    one, other = (subjects(context, c) for c in (left, right))
    shared = _shared_surnames(context)
    for claim, tokens in ((left, one), (right, other)):
        if any(
            context.named_at(claim.article, t) and fold(t.text) in shared and _lone(context, claim, t)
            for t in tokens
        ):
            return True
    named = [
        {e for t in ts if (e := context.entity_at(c.article, t)) is not None}
        for c, ts in ((left, one), (right, other))
    ]
    return bool(named[0] and named[1] and not named[0] & named[1])


def subjects(context: Context, claim: Claim) -> list[Token]:
    """What the predicate of a claim is told of, its own or that of the verb it is joined to."""
    parse = context.parse(claim)
    if claim.predicate is None:
        return []
    at = claim.predicate
    while True:  # "was elected in 1995 and resigned": the second verb has the subject of the first
        found = [parse.tokens[c] for c in parse.children[at] if parse.tokens[c].dep in {"nsubj", "nsubjpass"}]
        if found or parse.tokens[at].dep != "conj" or parse.tokens[at].head == at:
            return [_antecedent(parse, t, parse.tokens[at]) for t in found]
        at = parse.tokens[at].head


def _antecedent(parse: Parse, token: Token, verb: Token) -> Token:
    """What a relative pronoun stands for; any other word is itself."""
    relative = token.tag in {"WDT", "WP"} and verb.dep == "relcl" and verb.head < verb.index
    return parse.tokens[verb.head] if relative else token


def _shared_surnames(context: Context) -> set[str]:
    """Last words of the names of two persons or more."""
    last = [
        fold(e.name).split()[-1] for e in context.entities.values() if e.kind == "person" and " " in e.name
    ]
    return {name for name in last if last.count(name) > 1}


def _lone(context: Context, claim: Claim, token: Token) -> bool:
    """Whether no other word of a name stands before a surname."""
    parse = context.parse(claim)
    return not any(
        parse.tokens[c].dep == "compound" and parse.tokens[c].pos == "PROPN"
        for c in parse.children[token.index]
    )


def _edge(context: Context, claim: Claim, value: DateMention) -> str:
    """What a date is of the time meant: its "start" ("since 2007"), its "end" ("through 2014"), or "" the time itself."""
    parse = context.parse(claim)
    tokens = parse.within(value.span.start, value.span.end)
    indexes = {t.index for t in tokens}
    heads = [parse.tokens[t.head].lemma.casefold() for t in tokens if t.head not in indexes]
    text = context.articles[value.article].article.text
    # the preposition right before it, where the parser hangs the date elsewhere
    first = min(indexes, default=0)
    before = _preposition(context, value)
    if text[value.span.end : value.span.end + 2] in {"'s", "’s"}:
        before = ""  # "after Tuesday's vote": the vote is on Tuesday
    if before == "from" and not THEN.match(text, value.span.end):
        before, heads = "", [h for h in heads if h != "from"]  # "a film from 2031" has no end
    if before == "to" and first > 1 and parse.tokens[first - 2].text.casefold() == "back":
        return "start"  # "dates back to 2005"
    edges = {row[1]: row[0] for row in table("date_words") if row[0] in ("start", "end")}
    return next((edges[w] for w in (before, *heads) if w in edges), "")


def _too_late(context: Context, one: tuple[Claim, DateMention], other: tuple[Claim, DateMention]) -> bool:
    """Whether one of two dates is that by which a thing is told to be over and the other, when it is, lies behind it."""
    sides = [(_edge(context, c, d), _preposition(context, d) == "by", d) for c, d in (one, other)]
    for (_, by, bound), (edge, _, at) in (sides, sides[::-1]):
        if by and not edge and bound.latest and at.earliest and at.earliest > bound.latest:
            return True
    return False


def _preposition(context: Context, value: DateMention) -> str:
    """The word before a date."""
    parse = context.articles[value.article].parse
    first = min((t.index for t in parse.within(value.span.start, value.span.end)), default=0)
    return fold(parse.tokens[first - 1].text) if first else ""


def compared(context: Context, left: DateMention, right: DateMention) -> ValueJudgement:
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
