"""One sentence in two reports, the same word for word but for a value (compare/verbatim.py).

Requirement: nothing has to be understood where only a number, a day, a month or a year was changed; what the value
counts or dates is the same by the words around it. So syntax and alignment are not asked, only the rules of values.
Known exception: tables and tickers, whose lines are alike by their form; hence the number of other words asked for.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import combinations

from rashomon import lang
from rashomon.compare.context import Context, Draft
from rashomon.compare.judgements import ValueJudgement, judge
from rashomon.compare.value_numbers import word_class
from rashomon.compare.values import compare_dates, compare_quantities
from rashomon.model import Annotated, DateMention, FindingType, Passage, Quantity, Span
from rashomon.words import fold

# Words besides values that two sentences must share, all of them: fewer are a headline's or a table's.
SHARED_WORDS = 3
# Share of the shorter sentence that must be alike: a dateline or a speaker's name may stand before it in one.
WHOLE = 0.8
# Words and marks in a row that are enough of a longer sentence: its rest may be cut or run on otherwise.
STRETCH = 10
# Words among them, values and marks apart.
STRETCH_WORDS = 8
# Words that a sentence must have to be known again behind a dateline.
LONG = 8
# Values that may differ in one sentence; more, and the two are filled forms.
MOST_VALUES = 2
# A figure with its separators, a word, or any other mark.
TOKEN = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:[’'][^\W\d_]+)?|[^\w\s]|_")
VALUE = "\0"
# Rules by which two amounts fit together in two tellings; where all other words are the same, they are two amounts.
FITTING = frozenset({"range", "part-of"})


@dataclass(frozen=True, slots=True)
class Sentence:
    """The words of a sentence, values among them masked in ``key``."""

    article: str
    spans: tuple[Span, ...]
    words: tuple[str, ...]
    key: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """Two sentences alike in their words but for values: the indexes of those that differ, and of those ``kept``."""

    left: Sentence
    right: Sentence
    changed: tuple[tuple[int, int], ...]
    kept: tuple[tuple[int, int], ...]


@cache
def _value_words() -> dict[str, str]:
    """Folded word -> what it is: "number", "month", "weekday"."""
    found = {
        row[0]: "number"
        for row in lang.table("number_words")
        if row[1] in ("unit", "tens", "scale", "ordinal")
    }
    found |= {row[1]: row[0] for row in lang.table("time_words") if row[0] in ("month", "weekday")}
    return found


@cache
def _figures() -> dict[str, str]:
    """Folded number word -> its figures: "four" and "4" are one value."""
    return {row[0]: row[2] for row in lang.table("number_words") if row[1] == "unit"}


def _class(word: str) -> str:
    """What kind of value a word is, "" if none. A month or weekday is one with a capital letter only."""
    if word[0].isdigit():
        return "number"
    got = _value_words().get(fold(word).rstrip("."), "")
    return got if got == "number" or word[0].isupper() else ""


def _read(article: str, text: str, sentence: Span) -> Sentence:
    matches = list(TOKEN.finditer(text, sentence.start, sentence.end))
    kept: list[tuple[Span, str]] = []
    for match in matches:
        dotted = match.group() == "." and kept and kept[-1][0].end == match.start()
        if dotted and _class(kept[-1][1]) in ("month", "weekday"):
            continue  # "Sept." and "May" differ in no other mark
        kept.append((Span(*match.span()), match.group()))
    words = tuple(_figures().get(fold(w), fold(w)).removesuffix(":00") for _, w in kept)
    # "41/2": which figure is whole and which is a share is not to be seen
    slashed = [text[s.start - 1 : s.start] == "/" or text[s.end : s.end + 1] == "/" for s, _ in kept]
    key = tuple(
        VALUE if _class(w) and not cut else fold(w) for (_, w), cut in zip(kept, slashed, strict=True)
    )
    return Sentence(article, tuple(s for s, _ in kept), words, key)


def _sentences(context: Context) -> dict[str, list[Sentence]]:
    """By article."""

    def read(annotated: Annotated) -> list[Sentence]:
        article = annotated.article
        return [_read(article.id, article.text, s) for s in annotated.parse.sentences]

    return {
        a.article.id: context.once("verbatim", a.article.id, partial(read, a))
        for a in context.alignment.articles
    }


def unsettled(context: Context, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts without conflicts over a sentence that the other report holds word for word too.

    Whoever prints the same sentence says the same; what else it says beside it is no conflict of the two.
    """
    if not any(d.kind == "conflict" for d in drafts):
        return list(drafts)
    held = {a: [s.words for s in rows] for a, rows in _sentences(context).items()}

    def words(passage: Passage) -> tuple[str, ...]:
        sentences = context.articles[passage.article].parse.sentences
        within = [n for n, s in enumerate(sentences) if s.contains(passage.span)]
        return held[passage.article][within[0]] if within else ()

    def settled(draft: Draft) -> bool:
        if len({tuple(fold(context.text(p)).split()) for p in draft.passages}) == 1:
            return True  # the same words on both sides
        articles = {p.article for p in draft.passages}
        return any(
            _ends_alike(words(p), other)
            for p in draft.passages
            for a in sorted(articles - {p.article})
            for other in held[a]
        )

    return [d for d in drafts if d.kind != "conflict" or not settled(d)]


def _ends_alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two sentences are the same, or one is but for what stands before it, a dateline perhaps."""
    size = min(len(one), len(other))
    return one == other or (size >= LONG and one[-size:] == other[-size:])


def detect(context: Context) -> Iterator[Draft]:
    """Two reports give one sentence, word for word, with another number, day, month or year in it."""
    sentences = _sentences(context)
    indexes = {article: _index(rows) for article, rows in sentences.items()}
    for left, right in combinations(sentences, 2):
        runs = list(_runs(sentences[left], indexes[right]))
        # A value that the other report holds unchanged among the same words is settled, whatever else is like it;
        # one that answers to two values of the other is told of two things.
        settled = {k for r in runs for n, m in r.kept for k in ((id(r.left), n), (id(r.right), m))}
        partners = Counter(k for r in runs for n, m in r.changed for k in ((id(r.left), n), (id(r.right), m)))
        for run in runs:
            ends = [((id(run.left), n), (id(run.right), m)) for n, m in run.changed]
            if all(not {x, y} & settled and partners[x] == partners[y] == 1 for x, y in ends):
                yield from _differences(context, run)


_Index = Mapping[tuple[str, ...], Sequence[tuple[Sentence, int]]]


def _index(sentences: Sequence[Sentence]) -> _Index:
    """The values of an article by the words around them."""
    found: dict[tuple[str, ...], list[tuple[Sentence, int]]] = {}
    for s in sentences:
        for n, key in _contexts(s):
            found.setdefault(key, []).append((s, n))
    return found


def _runs(ours: Sequence[Sentence], index: _Index) -> Iterator[Run]:
    """The pairs of sentences that are alike in all words but values, apart from a dateline or a cut tail."""
    for one in ours:
        done: set[tuple[int, int]] = set()
        for n, key in _contexts(one):
            for other, m in index.get(key, ()):
                if (id(other), n - m) not in done:
                    done.add((id(other), n - m))
                    run = _run(one, n, other, m)
                    if run is not None:
                        yield run


def _contexts(sentence: Sentence) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Each value of a sentence with the words around it, with those before and with those after: one may be cut."""
    key = ("", "", "", *sentence.key, "", "", "")
    for n, word in enumerate(sentence.key):
        if word == VALUE:
            yield n, ("around", *key[n + 1 : n + 6])
            yield n, ("before", *key[n : n + 4])
            yield n, ("after", *key[n + 3 : n + 7])


def _run(one: Sentence, n: int, other: Sentence, m: int) -> Run | None:
    """The words around two values for as long as they agree, or None where that is too little of the sentences."""
    low = 0
    while low < min(n, m) and one.key[n - low - 1] == other.key[m - low - 1]:
        low += 1
    high = 1
    while n + high < len(one.key) and m + high < len(other.key) and one.key[n + high] == other.key[m + high]:
        high += 1
    shared = one.key[n - low : n + high]
    words = sum(w[0].isalpha() for w in shared)
    if len(shared) < WHOLE * max(len(one.key), len(other.key)):  # a part of either
        if len(shared) < min(STRETCH, WHOLE * min(len(one.key), len(other.key))) or words < STRETCH_WORDS:
            return None
    if words < SHARED_WORDS:
        return None
    if (n > low or m > low) and next(w for w in shared if w[0].isalpha()) in word_class("clause"):
        return None  # "…, who led it from 2031 to 2035": of whom it is told is said before, in other words
    places = [(n + k, m + k) for k in range(-low, high) if one.key[n + k] == VALUE]
    return Run(
        one,
        other,
        tuple(p for p in places if one.words[p[0]] != other.words[p[1]]),
        tuple(p for p in places if one.words[p[0]] == other.words[p[1]]),
    )


def _differences(context: Context, run: Run) -> Iterator[Draft]:
    """The conflicts of two sentences that differ in values only."""
    found: dict[tuple[Passage, Passage], tuple[ValueJudgement, FindingType]] = {}
    for n, m in run.changed:
        left, right, result, type_ = _judged(context, run, n, m)
        found.setdefault((left, right), (result, type_))
    if len(found) > MOST_VALUES:
        return
    for (left, right), (result, type_) in found.items():
        row = context.row_holding(left, right)
        if row is not None and result.outcome == "differs":
            yield Draft(
                "conflict", type_, result.judgement, "verbatim@1", 1.0, result.why, row, (left, right)
            )


def _at(context: Context, sentence: Sentence, n: int) -> tuple[DateMention | None, Quantity | None]:
    """The time and the amount that a word stands in."""
    annotated, span = context.articles[sentence.article], sentence.spans[n]
    return (
        next((d for d in annotated.dates if d.span.contains(span)), None),
        next((q for q in annotated.quantities if q.span.contains(span)), None),
    )


def _judged(
    context: Context, run: Run, n: int, m: int
) -> tuple[Passage, Passage, ValueJudgement, FindingType]:
    """Passages, judgement and type for one changed word."""
    date, amount = _at(context, run.left, n)
    date2, amount2 = _at(context, run.right, m)
    a, b = (context.articles[s.article].article for s in (run.left, run.right))
    kinds = {_class(w.title()) for w in (run.left.words[n], run.right.words[m])}
    lengths = bool(date and date2 and date.type == date2.type == "DURATION")
    # A length of time is an amount, "for 12 days"; any other time is a date.
    if amount and amount2 and (not (date and date2) or lengths):
        result = compare_quantities(
            amount,
            amount.span.of(a.text),
            amount2,
            amount2.span.of(b.text),
            left_counted=amount.counted.of(a.text) if amount.counted else "",
            right_counted=amount2.counted.of(b.text) if amount2.counted else "",
            left_context=context.sentence(a.id, amount.span),
            right_context=context.sentence(b.id, amount2.span),
            published_left=a.published,
            published_right=b.published,
        )
        if result.rule in FITTING:
            ranges = amount.low != amount.high and amount2.low != amount2.high
            rule = "ranges" if ranges else "exact-values"
            result = judge(rule, amount.span.of(a.text), amount2.span.of(b.text))
        if result.outcome != "incomparable":
            return _passage(a.id, amount.span), _passage(b.id, amount2.span), result, "number"
    if date and date2:
        result = compare_dates(
            date,
            date.span.of(a.text),
            date2,
            date2.span.of(b.text),
            published_left=a.published,
            published_right=b.published,
        )
        type_: FindingType = "number" if lengths else "date"
        if result.outcome == "differs" or result.rule == "own-days":
            return _passage(a.id, date.span), _passage(b.id, date2.span), result, type_
        rule = _bare_rule(kinds, dated=True)
        return (
            _passage(a.id, date.span),
            _passage(b.id, date2.span),
            judge(rule, date.span.of(a.text), date2.span.of(b.text)),
            type_,
        )
    left, right = run.left.spans[n], run.right.spans[m]
    rule = _bare_rule(kinds, dated=False)
    kind: FindingType = "number" if rule == "exact-values" else "date"
    result = judge(rule, left.of(a.text), right.of(b.text))
    return _passage(a.id, left), _passage(b.id, right), result, kind


def _bare_rule(kinds: set[str], *, dated: bool) -> str:
    """The rule for two words that differ in a place where all else is the same."""
    if kinds == {"month"}:
        return "different-months"
    if kinds == {"weekday"}:
        return "different-weekdays"
    return "different-dates" if dated or kinds != {"number"} else "exact-values"


def _passage(article: str, span: Span) -> Passage:
    return Passage(article, span.start, span.end)
