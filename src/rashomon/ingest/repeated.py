"""What an outlet puts under many of its reports: told by its repetition, and marked "other".

Requirement: precision first. A background paragraph comes back in the reports on one story, and a report comes back in
its own later version; neither is boilerplate. A paragraph is, when it stands word for word in three reports of one
outlet that are otherwise unlike each other. One that begins with a quotation mark never is.
Known exceptions: boilerplate of an outlet of which fewer reports are read; boilerplate with a date or a name in it that
changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar, cast

from rashomon.ingest.draft import Link
from rashomon.ingest.shape import opens_quotation
from rashomon.lang import entries
from rashomon.model import Article, Block, Dropped
from rashomon.words import WORD, fold

# Reports, each unlike the others, that a paragraph must stand in.
REPORTS = 3
# Share of the content words of the shorter of two reports that the longer has too, below which they are unlike. Of
# pairs of one outlet's reports on different events in BASIL 92 % have less, of pairs on one event 2 %
# (evals/repeated.py); no paragraph of its 171 reports is taken for boilerplate.
UNLIKE = 0.2
# Rows held back until they are looked at together; what was learned is kept for later ones.
WINDOW = 500
# Roles that a repeated paragraph may have taken.
_READ = frozenset({"body", "standfirst"})
# Reports that a paragraph's are compared among: more would show nothing new and cost their square.
_LOOKED_AT = 30

Key = tuple[str, str]
Row = TypeVar("Row", bound=Article | Dropped | Link)


def marked(rows: Iterable[Row], window: int = WINDOW) -> Iterator[Row]:
    """The rows in their order, ``window`` of them held back at a time, paragraphs that their outlet repeats marked
    "other"."""
    known: set[Key] = set()
    held: list[Row] = []
    for row in rows:
        held.append(row)
        if len(held) == window:
            yield from _marked(held, known)
            held.clear()
    yield from _marked(held, known)


def _marked(rows: Sequence[Row], known: set[Key]) -> Iterator[Row]:
    known |= learned([row for row in rows if isinstance(row, Article)])
    for row in rows:
        yield cast(Row, _without(row, known)) if isinstance(row, Article) and known else row


def _without(article: Article, known: set[Key]) -> Article:
    blocks = tuple(
        Block(b.start, b.end, "other") if b.role in _READ and _key(article, b) in known else b
        for b in article.blocks
    )
    # a report that consists of nothing else is one, whatever comes back in it
    return replace(article, blocks=blocks) if any(b.role == "body" for b in blocks) else article


def _key(article: Article, block: Block) -> Key:
    return article.outlet or "", " ".join(fold(article.text[block.start : block.end]).split())


def learned(articles: Sequence[Article]) -> set[Key]:
    """The paragraphs, by outlet, that are boilerplate by these articles."""
    places: dict[Key, list[int]] = {}
    for number, article in enumerate(articles):
        if article.outlet is None:
            continue
        keys = {
            _key(article, b)
            for b in article.blocks
            if b.role in _READ and not opens_quotation(article.text[b.start : b.end])
        }
        for key in keys:
            places.setdefault(key, []).append(number)
    often = {key: numbers for key, numbers in places.items() if len(numbers) >= REPORTS}
    contents = {n: content(articles[n], often) for numbers in often.values() for n in numbers[:_LOOKED_AT]}
    return {key for key, numbers in often.items() if _unlike([contents[n] for n in numbers[:_LOOKED_AT]])}


def content(article: Article, often: dict[Key, list[int]]) -> frozenset[str]:
    """The content words of what is not repeated."""
    common = entries("function_words")
    return frozenset(
        word
        for b in article.blocks
        if b.role in {"body", "standfirst", "title"} and _key(article, b) not in often
        for word in map(fold, WORD.findall(article.text[b.start : b.end]))
        if word not in common and len(word) > 2
    )


def _unlike(contents: Sequence[frozenset[str]]) -> bool:
    """Whether enough of the reports are each unlike the others that were taken."""
    taken: list[frozenset[str]] = []
    for content in contents:
        if content and all(share(content, other) < UNLIKE for other in taken):
            taken.append(content)
    return len(taken) >= REPORTS


def share(left: frozenset[str], right: frozenset[str]) -> float:
    """The share of the words of the smaller set that the larger has, in [0, 1]."""
    return len(left & right) / max(1, min(len(left), len(right)))
