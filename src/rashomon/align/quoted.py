"""The words of a version, as they are compared with those of another.

Requirement: case, punctuation, quotation marks, spelling variants (favour/favor, U.S./US, per cent/percent) and
contractions (don't/do not) are typography, never a difference between two versions.
Requirement: an ellipsis (``[…]``, ``...``) is a mark of its own that stands for words, and an editor's insertion in
brackets (``[the president]``) is one gloss; neither helps or hinders that two versions meet. "[T]he" is "The".
Known exceptions: words in round brackets are taken for a gloss too; "he's" is read as "he is", never "he has".
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from rashomon.lang import entries, lines, table
from rashomon.model import Annotated, Attribution, Span
from rashomon.words import WORD, bare, fold

WordRole = Literal["word", "gap", "gloss"]

_TOKEN = re.compile(
    r"(?P<gap>\[\s*(?:…|\.(?:\s?\.){1,3})\s*\]|\(\s*(?:…|\.(?:\s?\.){1,3})\s*\)|…|\.(?:\s?\.){2,3})"
    r"|(?P<cased>\[[^\W\d_]{1,3}\][^\W_]+|[^\W_]+\[[^\W\d_]{1,3}\])"
    r"|(?P<starred>[^\W\d_]+\*+[^\W\d_]*)"
    r"|(?P<gloss>\[[^\[\]\n]{1,120}\]|\([^()\n]{1,120}\))"
    rf"|(?P<word>{WORD.pattern})"
)
# Words of a version that are compared: a quotation that is never closed may be as long as a book.
LONGEST = 3000
_OPEN_MARK = frozenset("\"“”„‟«‘’'‚‛‹`")
# Insides of quotation marks within a reported extent. A single mark counts only where no letter stands beside it.
_INSIDE = re.compile(
    r"[“„«](?P<curly>[^“”„«»]+)(?:[”»]|$)|\"(?P<straight>[^\"]+)(?:\"|$)"
    r"|(?<!\w)[‘](?P<single>[^‘]+?)[’'](?!\w)|(?<!\w)'(?P<tick>[^']+(?:\w'\w[^']*)*)'(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Spelling:
    """What a word is by its letters alone: ``text`` its folded common spelling, ``forms`` the dictionary forms it may
    have, ``stem`` one key for its inflections, ``concepts`` the classes of synonyms it is in; whether it says
    something of its own (``content``), holds a number, or denies."""

    text: str
    forms: frozenset[str]
    stem: str
    concepts: frozenset[str]
    content: bool
    number: bool
    negation: bool


@dataclass(frozen=True, slots=True)
class Word:
    """One word, ellipsis or gloss of a version. ``piece`` counts the stretches of text it was read from: a reading
    may not run from one piece into another. ``pos`` is the parser's part of speech or ""."""

    span: Span
    piece: int
    role: WordRole
    spelling: Spelling
    pos: str
    name: bool

    @property
    def text(self) -> str:
        return self.spelling.text

    @property
    def stem(self) -> str:
        return self.spelling.stem

    @property
    def forms(self) -> frozenset[str]:
        return self.spelling.forms

    @property
    def concepts(self) -> frozenset[str]:
        return self.spelling.concepts

    @property
    def content(self) -> bool:
        return self.spelling.content

    @property
    def number(self) -> bool:
        return self.spelling.number

    @property
    def negation(self) -> bool:
        return self.spelling.negation


@dataclass(frozen=True, slots=True)
class Version:
    """What an attribution quotes: ``words`` with, ``spoken`` without ellipses and glosses. ``quoted`` is False for
    words in no quotation marks. ``speaker`` is the story's entity, ``speaker_kind`` its kind; both None where nobody
    is named. ``outer`` runs over all of the attribution's content, ``length`` is that content in characters."""

    id: str
    article: str
    words: tuple[Word, ...]
    spoken: tuple[Word, ...]
    quoted: bool
    speaker: str | None
    speaker_kind: str | None
    outer: Span
    length: int


@lru_cache(maxsize=1)
def _numbers() -> frozenset[str]:
    return frozenset(row[0] for row in table("number_words"))


@lru_cache(maxsize=1)
def _values() -> dict[str, str]:
    return {row[0]: row[2] for row in table("number_words") if row[1] in {"unit", "tens"}}


@lru_cache(maxsize=1)
def _irregular() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in lines("inflections"):
        base, *_ = forms = row.split()
        for form in forms:
            found.setdefault(form, set()).add(base)
    return {form: frozenset(bases) for form, bases in found.items()}


@lru_cache(maxsize=1)
def _classes() -> dict[str, str]:
    return {word: row.split()[0] for row in lines("concepts") for word in row.split()}


@lru_cache(maxsize=1)
def _spellings() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), to) for pattern, to in table("spellings"))


@lru_cache(maxsize=65536)
def common(text: str) -> str:
    """A word's folded text in the one spelling that stands for its variants; small numbers become digits."""
    folded = (
        fold(text).replace(".", "") if not any(c.isdigit() for c in text) else fold(text).replace(",", "")
    )
    for pattern, to in _spellings():
        folded = pattern.sub(to, folded)
    return _values().get(folded, folded)


def _stripped(word: str) -> Iterator[str]:
    """The words that an ending may have been put on, regular rules only."""
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        yield word[:-1]
    if len(word) > 4 and word.endswith(("ses", "xes", "zes", "ches", "shes", "oes")):
        yield word[:-2]
    for ending, minimum in (("ed", 3), ("ing", 3), ("er", 4), ("est", 4)):
        if word.endswith(ending) and len(word) - len(ending) >= minimum - 1:
            root = word[: -len(ending)]
            if not re.search(r"[aeiouy]", root):
                continue
            if len(root) > 2 and root[-1] == root[-2]:
                yield root[:-1]
            if root.endswith("i"):
                yield root[:-1] + "y"
            elif ending in {"ed", "ing"} or len(root) >= minimum - 1:
                yield root
                yield root + "e"
    if len(word) > 4 and word.endswith("ies"):
        yield word[:-3] + "y"


@lru_cache(maxsize=65536)
def forms(word: str) -> frozenset[str]:
    """The dictionary forms a folded word may be an inflection of, itself among them."""
    found = {word, *_irregular().get(word, ())}
    plain = bare(word)
    if not _irregular().get(word):
        found |= {plain, *_stripped(plain)}
    return frozenset(found)


@lru_cache(maxsize=65536)
def _concepts_of(word: str) -> frozenset[str]:
    return frozenset(_classes()[f] for f in sorted(forms(word)) if f in _classes())


@lru_cache(maxsize=65536)
def spelling(spelled: str) -> Spelling:
    """A word by its letters."""
    text = common(spelled)
    found = forms(text)
    return Spelling(
        text=text,
        forms=found,
        stem=min(found, key=lambda f: (len(f), f)),
        concepts=_concepts_of(text),
        content=text not in entries("function_words"),
        number=any(c.isdigit() for c in text) or any(p in _numbers() for p in text.split("-")),
        negation=text in entries("negations") or text == "cannot",
    )


def _marked(text: str) -> Spelling:
    """An ellipsis or a gloss, which is compared as a whole."""
    return Spelling(text, frozenset({text}), text, frozenset(), content=False, number=False, negation=False)


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """A word, or the two words that a contraction is made of."""
    folded = fold(text[start:end])
    if len(folded) == end - start and "'" in folded:
        for row in table("contractions"):
            ending, full = row[0], row[1]
            head = folded[: -len(ending)]
            if folded.endswith(ending) and head and (len(row) < 3 or head in row[2].split()):
                cut = end - len(ending)
                whole = {"wo": "will", "ca": "can", "sha": "shall"}.get(head, head) if full == "not" else head
                yield start, cut, whole
                yield cut, end, full
                return
    yield start, end, text[start:end]


def _role_name(text: str, span: Span, sentence_start: bool, named: Iterable[Span], capitals: bool) -> bool:
    if named and any(n.start < span.end and span.start < n.end for n in named):
        return True
    word = text[span.start : span.end]
    return capitals and not sentence_start and word[:1].isupper() and word.split("'")[0].split("’")[0] != "I"


def _opened(text: str, piece: Span) -> bool:
    return piece.start > 0 and text[piece.start - 1] in _OPEN_MARK


def quoted_parts(text: str, piece: Span) -> tuple[Span, ...]:
    """The parts of a content piece that stand in quotation marks: all of it when a mark stands before it."""
    if _opened(text, piece):
        return (piece,)
    found = []
    for match in _INSIDE.finditer(text, piece.start, piece.end):
        group = next(g for g in ("curly", "straight", "single", "tick") if match.group(g) is not None)
        found.append(Span(match.start(group), match.end(group)))
    return tuple(found)


def _direct_parts(text: str, piece: Span) -> tuple[Span, ...]:
    """The quoted part of a piece of direct speech: all of it, but for a few words that lead up to the marks."""
    inside = quoted_parts(text, piece)
    return inside if sum(len(s) for s in inside) > len(piece) / 2 else (piece,)


def _apart(spans: Sequence[Span]) -> list[Span]:
    """The spans in text order, without one that overlaps an earlier one."""
    found: list[Span] = []
    for span in sorted(spans):
        if not found or found[-1].end <= span.start:
            found.append(span)
    return found


def names_in(annotated: Annotated) -> list[Span]:
    """Where an article names anybody or anything, in text order."""
    return sorted({m.span for e in annotated.entities for m in e.mentions if m.form == "name"})


def read(
    annotated: Annotated,
    attribution: Attribution,
    speaker: str | None,
    kind: str | None,
    names: Sequence[Span],
) -> Version:
    """The version that an attribution is, with its quoted words, or with all if it quotes none. ``names`` are those of
    the article, as ``names_in`` gives them."""
    text = annotated.article.text
    content = _apart(attribution.content)
    parts: tuple[Span, ...] = ()
    if attribution.kind == "direct":
        parts = tuple(p for piece in content for p in _direct_parts(text, piece))
    elif attribution.kind == "mixed":
        parts = tuple(p for piece in content for p in quoted_parts(text, piece))
    found = [w for n, part in enumerate(parts or content) for w in words_in(annotated, part, n, names)]
    outer = Span(content[0].start, content[-1].end)
    found = found[:LONGEST]
    spoken = tuple(w for w in found if w.role == "word")
    return Version(
        attribution.id,
        annotated.article.id,
        tuple(found),
        spoken,
        bool(parts),
        speaker,
        kind,
        outer,
        sum(map(len, content)),
    )


def words_in(annotated: Annotated, part: Span, piece: int, names: Sequence[Span]) -> Iterator[Word]:
    """The words, ellipses and glosses of a part of an article's text; ``names`` as for ``read``."""
    text = annotated.article.text
    first_name = bisect_left(names, part.start, key=lambda s: s.end)
    named = names[first_name : bisect_left(names, part.end, key=lambda s: s.start)]
    title = any(b.role == "title" and b.start <= part.start < b.end for b in annotated.article.blocks)
    tags = {t.start: t.pos for t in annotated.parse.within(part.start, part.end)}
    before = part.start
    for match in _TOKEN.finditer(text, part.start, part.end):
        start, end = match.span()
        first = start == part.start or bool(re.search(r"[.!?:]", text[before:start]))
        before = end
        if match.lastgroup == "gap":
            yield Word(Span(start, end), piece, "gap", _marked("…"), "", False)
            continue
        if match.lastgroup == "gloss":
            folded = fold(text[start + 1 : end - 1])
            name = any(n.overlaps(Span(start, end)) for n in named)
            yield Word(Span(start, end), piece, "gloss", _marked(folded), "", name)
            continue
        if match.lastgroup == "cased":
            parts: Iterable[tuple[int, int, str]] = ((start, end, re.sub(r"[\[\]]", "", match.group())),)
        else:
            parts = _parts(text, start, end)
        for low, high, spelled in parts:
            span = Span(low, high)
            yield Word(
                span=span,
                piece=piece,
                role="word",
                spelling=spelling(spelled),
                pos=tags.get(low, ""),
                name=_role_name(text, span, first, named, capitals=not title),
            )
