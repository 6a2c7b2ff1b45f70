"""A body that a page has in several containers, of which the extractor took one: advertisements stand between them.

Requirement: precision first. A container is one more of the body when it has the tag and class of the one that holds
the body's paragraphs, hangs from the same place by the same path, in the same ``article`` and without a heading of its
own, and holds a whole sentence that is no link.
Known exception: containers without a class.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rashomon.ingest.figures import said
from rashomon.ingest.shape import ends_sentence, word_count
from rashomon.words import WORD

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Paragraphs of the body that its container must hold, and elements from it up to where the others hang.
PARAGRAPHS, LEVELS = 3, 4
# Words of the sentence that one more container must hold, and the share of a paragraph's characters that links may be.
SENTENCE_WORDS, LINKED = 12, 0.3

Path = tuple[tuple[str, str], ...]


def completed(tree: HtmlElement, body: Sequence[str]) -> list[str]:
    """The paragraphs of a body with those of its other containers, where they stand on the page."""
    wanted = {" ".join(line.split()): number for number, line in reversed(list(enumerate(body)))}
    places = [(p, wanted.get(said(p))) for p in tree.iter("p")]
    holders = Counter(p.getparent() for p, number in places if number is not None)
    home, count = max(holders.items(), key=lambda row: row[1], default=(None, 0))
    if home is None or count < PARAGRAPHS or not home.get("class"):
        return list(body)
    others = {e for e in _like(tree, home) if not any(at in holders for at in (e, *e.iterdescendants()))}
    if not others:
        return list(body)
    reached = -1
    after: dict[int, list[str]] = {}
    number_of = {p: number for p, number in places if number is not None}
    for element in tree.iter("p", home.tag):
        reached = max(reached, number_of.get(element, -1))
        if element in others:
            after.setdefault(reached, []).extend(_lines(element))
    found = after.get(-1, [])
    for number, line in enumerate(body):
        found += [line, *after.get(number, [])]
    return found


def _like(tree: HtmlElement, home: HtmlElement) -> Iterator[HtmlElement]:
    """The elements that hang as ``home`` does from one of the elements above it."""
    above = _up(home)
    for element in tree.iter(home.tag):
        if element is home or element.get("class") != home.get("class"):
            continue
        for (left, path), (right, other) in zip(above, _up(element), strict=False):
            if path != other:
                break
            if left is right:
                if next(element.iter("h1"), None) is None and any(map(_tells, element.iterchildren("p"))):
                    yield element
                break


def _up(element: HtmlElement) -> list[tuple[HtmlElement, Path]]:
    """The elements above one, to the next ``article``, with the tags and classes from it up to below each."""
    found: list[tuple[HtmlElement, Path]] = []
    path: Path = ()
    at = element
    while len(found) < LEVELS and at.tag != "article" and (up := at.getparent()) is not None:
        path = (*path, (str(at.tag), at.get("class") or ""))
        found.append((up, path))
        at = up
    return found


def _tells(paragraph: HtmlElement) -> bool:
    text = said(paragraph)
    linked = sum(len(said(a)) for a in paragraph.iter("a"))
    return word_count(text) >= SENTENCE_WORDS and ends_sentence(text) and linked <= LINKED * len(text)


def _lines(container: HtmlElement) -> list[str]:
    lines = (said(e) for e in container.iterchildren("p", "h2", "h3", "h4", "blockquote"))
    return [line for line in lines if WORD.search(line)]
