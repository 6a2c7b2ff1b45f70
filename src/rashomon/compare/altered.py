"""One sentence in two reports, the same but for a name, a denial or an opposite (compare/altered.py).

Requirement: nothing has to be understood where all other words are the same; what a changed word does to the sentence
is told by what it is. A sentence that the other report holds unchanged too, and one that is like several of the other's,
is left alone. Values are compared in compare/verbatim.py.
Known exception: two cases told in the same words, the votes of two members, say, if each report tells of one only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations

from rashomon.compare.bearers import differing_names, spelled_alike
from rashomon.compare.context import Context, Draft, opposed
from rashomon.lang import entries, table
from rashomon.model import Annotated, FindingType, Judgement, Passage, Span, Token
from rashomon.words import fold

# Words that two sentences must share, and the share of the shorter one's that they must be.
SHARED_WORDS, SHARED = 4, 0.7
# Changes in one sentence, and words of one change on either side; more, and it is another sentence.
MOST_CHANGES, LONGEST = 2, 5
# Words of a name at most.
NAME_WORDS = 4
# Share of the shorter sentence's pairs of neighbours that a candidate must have.
NEIGHBOURS = 0.35
DENYING = frozenset({"not", "never", "no"})
DEGREES = frozenset({"more", "most"})
SHORT = {"n't": "not", "'ll": "will", "'re": "are", "'ve": "have", "'m": "am", "ca": "can", "wo": "will"}
CONTENT = frozenset({"VERB", "ADJ", "ADV", "NOUN"})


@dataclass(frozen=True, slots=True)
class Sentence:
    """The words of a sentence without its marks, and each as it is compared."""

    article: str
    span: Span
    words: tuple[Token, ...]
    key: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """Words of one sentence in the place of the other's; one side may be empty. ``at``: the index behind each run."""

    left: tuple[Token, ...]
    right: tuple[Token, ...]
    at: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Difference:
    """What a change comes to: the type of the conflict, a passage on either side, and a sentence."""

    type: FindingType
    passages: tuple[Passage, Passage]
    why: str
    judgement: Judgement = "contradiction"


def detect(context: Context) -> Iterator[Draft]:
    """Two reports give one sentence, word for word, with another name in it, denied in one, or with an opposite."""
    read = {a.article.id: _sentences(a) for a in context.alignment.articles}
    for left, right in combinations(read, 2):
        held = {s.key for s in read[left]} & {s.key for s in read[right]}
        found = [
            (one, other, differences)
            for one, other in _alike(read[left], read[right])
            if one.key not in held and other.key not in held
            for differences in [_differences(context, one, other)]
            if differences
        ]
        rivals = Counter(s.key for one, other, _ in found for s in (one, other))
        for one, other, differences in found:
            if rivals[one.key] == rivals[other.key] == 1:
                for d in differences:
                    row = context.row_holding(*d.passages)
                    if row is not None:
                        yield Draft("conflict", d.type, d.judgement, "altered@1", 1.0, d.why, row, d.passages)


def _sentences(annotated: Annotated) -> list[Sentence]:
    found = []
    for number, span in enumerate(annotated.parse.sentences):
        words = tuple(t for t in annotated.parse.in_sentence(number) if any(c.isalnum() for c in t.text))
        key = tuple(_key(t) for t in words)
        found.append(Sentence(annotated.article.id, span, words, key))
    return found


def _key(token: Token) -> str:
    word = fold(token.text).rstrip(".")
    return SHORT.get(word, word)


def _alike(ours: Sequence[Sentence], theirs: Sequence[Sentence]) -> Iterator[tuple[Sentence, Sentence]]:
    """Pairs of sentences that share many neighbouring words."""
    index: dict[tuple[str, str], list[int]] = {}
    for n, s in enumerate(theirs):
        for pair in set(zip(s.key, s.key[1:], strict=False)):
            index.setdefault(pair, []).append(n)
    for one in ours:
        pairs = set(zip(one.key, one.key[1:], strict=False))
        hits = Counter(n for pair in pairs for n in index.get(pair, ()))
        for n, count in sorted(hits.items()):
            if count >= NEIGHBOURS * (min(len(one.key), len(theirs[n].key)) - 1):
                yield one, theirs[n]


def _changes(one: Sentence, other: Sentence) -> list[Change] | None:
    """Where two sentences differ, a dateline or a cut tail apart; None where they are not one sentence."""
    matcher = SequenceMatcher(None, one.key, other.key, autojunk=False)
    shared = sum(block.size for block in matcher.get_matching_blocks())
    if shared < max(SHARED_WORDS, SHARED * min(len(one.key), len(other.key))):
        return None
    found = []
    for tag, a, b, c, d in matcher.get_opcodes():
        outer = a == c == 0 or (b == len(one.key) and d == len(other.key))
        denial = b - a + d - c == 1 and (one.key[a:b] + other.key[c:d])[0] in DENYING
        if tag == "equal" or (outer and tag != "replace" and not denial):
            continue
        if max(b - a, d - c) > LONGEST:
            return None
        found.append(Change(one.words[a:b], other.words[c:d], (b, d)))
    return found if len(found) <= MOST_CHANGES else None


def _differences(context: Context, one: Sentence, other: Sentence) -> list[Difference]:
    """What the changes of two sentences come to; nothing where one of them cannot be told."""
    found = []
    for change in _changes(one, other) or ():
        difference = (
            _denied(context, one, other, change)
            or _opposed(context, one, other, change)
            or _renamed(context, one, other, change)
        )
        if difference is not None:
            found.append(difference)
        elif not _empty(change):
            return []
    return found


def _empty(change: Change) -> bool:
    """Whether a change is of titles and words of form only: "Mr.", "the", "that"."""
    small = entries("function_words") | entries("titles") | {row[0] for row in table("honorifics")}
    return all(
        (fold(t.text) in small or t.text in small) and _key(t) not in DENYING
        for t in (*change.left, *change.right)
    )


def _denied(context: Context, one: Sentence, other: Sentence, change: Change) -> Difference | None:
    """ "said" and "did not say": the same words but for the denial and the verb that carries it."""

    def stripped(words: Sequence[Token]) -> list[str]:
        return [
            t.lemma.casefold()
            for t in words
            if _key(t) not in DENYING
            and not (t.lemma == "do" and t.dep in {"aux", "ROOT"} and len(words) > 1)
        ]

    denials = [sum(_key(t) in DENYING for t in side) for side in (change.left, change.right)]
    if sorted(denials) != [0, 1] or stripped(change.left) != stripped(change.right):
        return None
    passages = (
        _claim(context, one, change.left, change.at[0]),
        _claim(context, other, change.right, change.at[1]),
    )
    yes, no = passages if denials[1] else passages[::-1]
    why = (
        f"{context.outlet(yes.article)} asserts “{_shown(context, yes)}”, {context.outlet(no.article)} denies it: "
        f"“{_shown(context, no)}” (one sentence, one negation)."
    )
    return Difference("polarity", passages, why)


def _opposed(context: Context, one: Sentence, other: Sentence, change: Change) -> Difference | None:
    sides = [[t for t in side if _key(t) not in DEGREES] for side in (change.left, change.right)]
    if [len(side) for side in sides] != [1, 1]:
        return None
    a, b = sides[0][0], sides[1][0]
    if a.pos not in CONTENT or b.pos not in CONTENT or not opposed(a, b, loose=True):
        return None
    passages = (
        _claim(context, one, change.left, change.at[0]),
        _claim(context, other, change.right, change.at[1]),
    )
    why = (
        f"“{a.text}” ({context.outlet(one.article)}) and “{b.text}” ({context.outlet(other.article)}) cannot both hold: "
        "all else is the same (opposites in one sentence)."
    )
    return Difference("polarity", passages, why)


def _renamed(context: Context, one: Sentence, other: Sentence, change: Change) -> Difference | None:
    if not change.left or not change.right:
        return None
    if any(_in_capitals(context, s.article, w) for s, w in ((one, change.left), (other, change.right))):
        return None
    found = differing_names(context, one.article, change.left, other.article, change.right)
    if found is None:
        return None
    type_, left, right = found
    names = [
        s.of(context.articles[a].article.text).split()
        for a, s in ((one.article, left), (other.article, right))
    ]
    if max(map(len, names)) > NAME_WORDS:
        return None  # a headline taken for a name
    if type_ != "person" and all(
        _listens(context, s.article, w) for s, w in ((one, change.left), (other, change.right))
    ):
        return None  # each outlet is told by the same spokesman
    passages = Passage(one.article, left.start, left.end), Passage(other.article, right.start, right.end)
    why = (
        f"{context.outlet(one.article)} has {_shown(context, passages[0])} where {context.outlet(other.article)} has "
        f"{_shown(context, passages[1])}; otherwise both say the same (two names in one sentence)."
    )
    alike = type_ != "place" and spelled_alike(*(context.text(p) for p in passages))
    quoted = alike and all(_quoted(context, p) for p in passages)
    return Difference(type_, passages, why, "translation" if quoted else "contradiction")


def _in_capitals(context: Context, article: str, words: Sequence[Token]) -> bool:
    """Whether words of a headline are known for no name: all of its words may have capitals."""
    titles = [b.span for b in context.articles[article].article.blocks if b.role == "title"]
    return any(context.named_at(article, t) is None for t in words if any(s.contains(t.span) for s in titles))


def _listens(context: Context, article: str, words: Sequence[Token]) -> bool:
    """Whether a name is of whom somebody told it."""
    parse = context.articles[article].parse
    heads = [parse.tokens[t.head] for t in words if t.dep in {"dobj", "dative"}]
    return any(t.lemma.casefold() in entries("listener_verbs") for t in heads)


def _quoted(context: Context, passage: Passage) -> bool:
    """Whether a passage is part of what was said, by what was annotated or by marks left open before it."""
    annotated = context.articles[passage.article]
    before = annotated.article.text[: passage.start].rpartition("\n\n")[2]
    return (
        any(c.contains(passage.span) for q in annotated.attributions for c in q.quoted)
        or before.count("“") > before.count("”")
        or before.count('"') % 2 == 1
    )


def _claim(context: Context, sentence: Sentence, words: Sequence[Token], at: int) -> Passage:
    """The shortest claim that holds the words, or the word before where there are none; else the sentence."""
    held = words or sentence.words[max(0, at - 1) : max(1, at)]
    span = Span(held[0].start, held[-1].end)
    claims = [
        c
        for c in context.articles[sentence.article].claims
        if c.spans[0].start <= span.start and span.end <= c.spans[-1].end
    ]
    if not claims:
        return Passage(sentence.article, sentence.span.start, sentence.span.end)
    return context.hull(min(claims, key=lambda c: (sum(len(s) for s in c.spans), c.id)))


def _shown(context: Context, passage: Passage) -> str:
    return " ".join(context.text(passage).split())
