"""What an outlet changed between two versions of an article: sentences, and in them quotations and values.

Sentences that are the same but for white space are paired first, in order, then those that moved. What is left is
paired where most of its words are the same: an edit; else it appeared or went. Of a changed sentence the quotations and
the values in it are told that are not in the other. A paragraph that is new or gone as a whole is told as one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from hashlib import sha256
from typing import Literal, TypeVar

from rashomon.annotate import numbers, quotes
from rashomon.annotate.sentences import split
from rashomon.model import Article, Block, Span
from rashomon.words import words

Unit = Literal["title", "sentence", "paragraph"]
What = Literal["appeared", "went", "changed", "moved"]

# Share of words in order that two sentences have in common when one is an edit of the other.
EDIT = 0.5

T = TypeVar("T", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Pair:
    """Words of the old version and of the new; None where there are none."""

    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class Change:
    """One edit. The spans are of the old and the new text; both are None for a title that is not part of the text."""

    unit: Unit
    what: What
    old: Span | None
    new: Span | None
    words: Pair
    quotations: tuple[Pair, ...] = ()
    values: tuple[Pair, ...] = ()


@dataclass(frozen=True, slots=True)
class _Sentence:
    span: Span
    plain: str  # white space folded
    paragraph: int


class _Text:
    """A version with its sentences and quotations."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.paragraphs = list(_paragraphs(text))
        self.sentences = [
            _Sentence(s, " ".join(s.of(text).split()), number)
            for number, p in enumerate(self.paragraphs)
            for s in split(text, p.start, p.end)
        ]
        blocks = tuple(Block(p.start, p.end, "body") for p in self.paragraphs)
        digest = sha256(text.encode("utf-8")).hexdigest()
        article = Article("", None, None, (), None, None, None, "en", text, digest, blocks, "")
        self.quoted = [q.inside for q in quotes.find(article)]

    def quotations(self, span: Span) -> list[str]:
        return [" ".join(q.of(self.text).split()) for q in self.quoted if q.overlaps(span)]

    def values(self, span: Span) -> list[tuple[float, float, str]]:
        found = numbers.scan(self.text, span.start, span.end)
        return [
            (x.number.low, x.number.high, self.text[x.start : x.end]) for x in found if x.number is not None
        ]


def changes(old: str, new: str, old_title: str | None = None, new_title: str | None = None) -> list[Change]:
    """The edits from one version to the next, in the order of the new text; none for the same text."""
    left, right = _Text(old), _Text(new)
    found = list(_edits(left, right))
    in_text = bool(old_title and new_title and old.startswith(old_title) and new.startswith(new_title))
    if old_title != new_title and not in_text:
        what: What = "changed" if old_title and new_title else "appeared" if new_title else "went"
        found.insert(0, Change("title", what, None, None, Pair(old_title, new_title)))
    return found


def _paragraphs(text: str) -> Iterator[Span]:
    at = 0
    for line in text.splitlines(keepends=True):
        start, end = at + len(line) - len(line.lstrip()), at + len(line.rstrip())
        if start < end:
            yield Span(start, end)
        at += len(line)


def _edits(left: _Text, right: _Text) -> Iterator[Change]:
    a, b = left.sentences, right.sentences
    matcher = SequenceMatcher(None, [s.plain for s in a], [s.plain for s in b], autojunk=False)
    gone, fresh = set(range(len(a))), set(range(len(b)))
    for i, j, size in matcher.get_matching_blocks():
        gone -= set(range(i, i + size))
        fresh -= set(range(j, j + size))
    pairs: dict[int, tuple[int, What]] = {}
    for j in sorted(fresh):
        same = next((i for i in sorted(gone) if a[i].plain == b[j].plain), None)
        if same is not None:
            pairs[j] = same, "moved"
            gone.discard(same)
    bags = {i: _bag(left.text, a[i].span) for i in gone}
    scored = sorted(
        (-_share(left.text, right.text, a[i].span, b[j].span), i, j)
        for j in fresh - pairs.keys()
        for theirs in [_bag(right.text, b[j].span)]
        for i in gone
        # words in any order are no fewer than words in order: a bound that is cheap
        if 2 * sum((bags[i] & theirs).values()) >= EDIT * (sum(bags[i].values()) + sum(theirs.values()))
    )
    for score, i, j in scored:
        if -score >= EDIT and i in gone and j not in pairs:
            pairs[j] = i, "changed"
            gone.discard(i)
    told: list[tuple[float, Change]] = []
    for j, (i, what) in pairs.items():
        told.append((j, _changed(left, right, a[i].span, b[j].span, what)))
    for unit, span, number in _alone(left, gone):
        change = Change(unit, "went", span, None, Pair(span.of(left.text), None), *_lost(left, span, False))
        told.append((_place(matcher, number), change))
    for unit, span, number in _alone(right, fresh - pairs.keys()):
        change = Change(
            unit, "appeared", None, span, Pair(None, span.of(right.text)), *_lost(right, span, True)
        )
        told.append((number, change))
    for _, change in sorted(told, key=lambda row: row[0]):
        yield change


def _bag(text: str, span: Span) -> Counter[str]:
    return Counter(w.of(text) for w in words(text, span.start, span.end))


def _share(old: str, new: str, a: Span, b: Span) -> float:
    one, other = ([w.of(t) for w in words(t, s.start, s.end)] for t, s in ((old, a), (new, b)))
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _place(matcher: SequenceMatcher[str], number: int) -> float:
    """Where in the new text a sentence stood that is gone: behind what it followed."""
    before = [j + min(size, number - i) for i, j, size in matcher.get_matching_blocks() if i <= number]
    return max(before, default=0) - 0.5


def _alone(text: _Text, numbers: set[int]) -> Iterator[tuple[Unit, Span, int]]:
    """Sentences without a partner; a paragraph where all of its are."""
    by_paragraph: dict[int, list[int]] = {}
    for n, s in enumerate(text.sentences):
        by_paragraph.setdefault(s.paragraph, []).append(n)
    for paragraph, members in by_paragraph.items():
        if all(n in numbers for n in members):
            yield "paragraph", text.paragraphs[paragraph], members[0]
        else:
            for n in members:
                if n in numbers:
                    yield "sentence", text.sentences[n].span, n


def _changed(left: _Text, right: _Text, old: Span, new: Span, what: What) -> Change:
    pair = Pair(old.of(left.text), new.of(right.text))
    if what == "moved":
        return Change("sentence", what, old, new, pair)
    return Change(
        "sentence",
        what,
        old,
        new,
        pair,
        tuple(_paired(*_differing(left.quotations(old), right.quotations(new)))),
        tuple(_values(left, right, old, new)),
    )


def _values(left: _Text, right: _Text, old: Span, new: Span) -> Iterator[Pair]:
    ours, theirs = left.values(old), right.values(new)
    gone, fresh = _differing([v[:2] for v in ours], [v[:2] for v in theirs])
    # a value written otherwise ("12", "twelve") is no other value
    yield from _paired(
        [next(v[2] for v in ours if v[:2] == key) for key in gone],
        [next(v[2] for v in theirs if v[:2] == key) for key in fresh],
    )


def _differing(old: Sequence[T], new: Sequence[T]) -> tuple[list[T], list[T]]:
    gone, fresh = Counter(old) - Counter(new), Counter(new) - Counter(old)
    return [x for x in dict.fromkeys(old) if x in gone], [x for x in dict.fromkeys(new) if x in fresh]


def _paired(old: Sequence[str], new: Sequence[str]) -> Iterator[Pair]:
    for n in range(max(len(old), len(new))):
        yield Pair(old[n] if n < len(old) else None, new[n] if n < len(new) else None)


def _lost(text: _Text, span: Span, new: bool) -> tuple[tuple[Pair, ...], tuple[Pair, ...]]:
    """The quotations and values of what appeared or went."""
    rows = (text.quotations(span), [v[2] for v in text.values(span)])
    one, other = ([Pair(None, w) if new else Pair(w, None) for w in row] for row in rows)
    return tuple(one), tuple(other)
