"""A place in a text that is found again by its words: a quotation selector.

Source: W3C Web Annotation Data Model, TextQuoteSelector (exact, prefix, suffix) and TextPositionSelector (start, end),
with the sha256 of the text they were made on.
Requirement: no place is guessed. In a text that has changed the words count only if all that stood before them, or all
that stood behind them, still does, and if one place alone fits best.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rashomon.model import Article, Passage, Span

# Characters kept on each side of the words.
AROUND = 32


@dataclass(frozen=True, slots=True)
class Anchor:
    """``text[start:end] == exact`` in the text of that ``sha256``; offsets in code points."""

    sha256: str
    origin: str
    url: str | None
    start: int
    end: int
    exact: str
    prefix: str
    suffix: str


def anchor(article: Article, span: Span) -> Anchor:
    """A place of this article."""
    text = article.text
    return Anchor(
        sha256=article.sha256,
        origin=article.origin,
        url=article.url,
        start=span.start,
        end=span.end,
        exact=span.of(text),
        prefix=text[max(0, span.start - AROUND) : span.start],
        suffix=text[span.end : span.end + AROUND],
    )


def find(place: Anchor, articles: Sequence[Article]) -> Passage | str:
    """Where the place is now, or in one phrase why it cannot be told.

    The text it was made on is preferred; else the words are looked for in what is now at the same address or in the
    same file.
    """
    for a in articles:
        if a.sha256 == place.sha256 and a.text[place.start : place.end] == place.exact:
            return Passage(a.id, place.start, place.end)
    candidates = [a for a in articles if _same(a, place)]
    if not candidates:
        return f"{place.origin} is not among the articles"
    found = [
        (agree, Passage(a.id, at, at + len(place.exact)))
        for a in candidates
        for at in _occurrences(a.text, place.exact)
        if (agree := _agreement(a.text, at, place))
    ]
    best = max((agree for agree, _ in found), default=0)
    fitting = [passage for agree, passage in found if agree == best]
    if not fitting:
        return f"“{_short(place.exact)}” no longer stands there in {place.origin}"
    if len(fitting) > 1:
        return f"“{_short(place.exact)}” stands in {len(fitting)} like places of {place.origin}"
    return fitting[0]


def _same(article: Article, place: Anchor) -> bool:
    """Whether an article is a later state of the one a place was in."""
    if article.url is not None and place.url is not None:
        return article.url == place.url
    return article.origin == place.origin != "-"


def _occurrences(text: str, words: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _agreement(text: str, at: int, place: Anchor) -> int:
    """On how many sides, 0 to 2, everything kept of the surroundings is still there."""
    before = bool(place.prefix) and text[:at].endswith(place.prefix)
    behind = bool(place.suffix) and text.startswith(place.suffix, at + len(place.exact))
    return before + behind


def _short(words: str, most: int = 60) -> str:
    words = " ".join(words.split())
    return words if len(words) <= most else words[:most].rstrip() + " …"
