"""From the tagger's scores to who, how and what: spans by the best path, put together by their links.

Requirement: a span never begins with a tag that only goes on, and never leaves its paragraph; what belongs to one cue
is one attribution, however many pieces it has.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from rashomon.annotate.drafts import Page
from rashomon.annotate.quotes import QUOTING_ROLES
from rashomon.model import Span
from rashomon.models.tagger import TAGS, Marked, Scored, part_of, relation_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ROLES = ("source", "content", "cue")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words ``[start, end)`` of an article with one role, and the mean log probability of their tags."""

    role: str
    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class Told:
    """What belongs together; each part in text order, ``content`` never empty."""

    content: tuple[Stretch, ...]
    source: tuple[Stretch, ...]
    cue: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Ruled:
    """What the rules take for one attribution, as the tagger is told of it."""

    content: tuple[Span, ...]
    source: Span | None
    cue: Span | None


def touched(page: Page, span: Span) -> range:
    """The numbers of the words that share a character with a span."""
    tokens = page.parse.tokens
    start = bisect_left(page.token_starts, span.start)
    if start > 0 and tokens[start - 1].end > span.start:
        start -= 1
    return range(start, max(start, bisect_left(page.token_starts, span.end)))


def _rule_tags(page: Page, ruled: Sequence[Ruled]) -> list[int]:
    """The rules' attributions as one row of tags: the longest content first, what it overlaps is left out."""
    tags = [0] * len(page.parse.tokens)
    for one in sorted(ruled, key=lambda r: -sum(len(s) for s in r.content)):
        content = [touched(page, s) for s in one.content]
        words = [w for c in content for w in c]
        if sum(tags[w] > 0 for w in words) * 2 > len(words):
            continue
        rest = [("cue", one.cue), ("source", one.source)]
        parts = [("content", c) for c in content]
        parts += [(role, touched(page, s)) for role, s in rest if s is not None]
        for role, row in parts:
            before = None
            for word in row:
                if tags[word] == 0:
                    tags[word] = TAGS.index(("I-" if before == word - 1 else "B-") + role)
                    before = word
    return tags


def _quote_marks(page: Page) -> list[int]:
    """For each word: 0 outside quotations, 1 inside double marks, 2 inside single ones or deeper, 3 a mark itself."""
    found = [0] * len(page.parse.tokens)
    for quoted in page.quoted:
        level = 1 if quoted.depth == 0 and not quoted.single else 2
        starts = page.token_starts
        for word in range(bisect_left(starts, quoted.outer.start), bisect_left(starts, quoted.outer.end)):
            if found[word] == 0 or level == 2:
                found[word] = 3
        for piece in quoted.pieces:
            for word in range(bisect_left(starts, piece.start), bisect_left(starts, piece.end)):
                found[word] = level
    return found


def marked(page: Page, ruled: Sequence[Ruled]) -> list[Marked]:
    """The words of an article as the tagger reads them."""
    rules, quotes = _rule_tags(page, ruled), _quote_marks(page)
    return [
        Marked(t.text, part_of(t.tag), relation_of(t.dep), quotes[t.index], rules[t.index])
        for t in page.parse.tokens
    ]


def paragraphs(page: Page) -> list[tuple[int, int]]:
    """The blocks in which somebody may be quoted, as words ``[first, last + 1)``; empty ones are left out."""
    rows = [
        (bisect_left(page.token_starts, b.start), bisect_left(page.token_starts, b.end))
        for b in page.blocks
        if b.role in QUOTING_ROLES
    ]
    return [(low, high) for low, high in rows if low < high]


@lru_cache(maxsize=1)
def _barred() -> NDArray[np.float64]:
    """(tags, tags): what a change from one tag to the next costs; only a begun span goes on."""
    import numpy as np

    cost = np.zeros((len(TAGS), len(TAGS)))
    for i, before in enumerate(TAGS):
        for k, after in enumerate(TAGS):
            if after.startswith("I-") and before[2:] != after[2:]:
                cost[i, k] = -1e9
    return cost


def best_path(scores: NDArray[np.float64]) -> list[int]:
    """The likeliest allowed tags of a paragraph's words, (words, tags) log probabilities (Viterbi)."""
    import numpy as np

    barred = _barred()
    begin = np.array([-1e9 if tag.startswith("I-") else 0.0 for tag in TAGS])
    best = scores[0] + begin
    back = np.zeros(scores.shape, dtype=np.int64)
    for n in range(1, len(scores)):
        total = best[:, None] + barred
        back[n] = total.argmax(0)
        best = total.max(0) + scores[n]
    path = [int(best.argmax())]
    for n in range(len(scores) - 1, 0, -1):
        path.append(int(back[n, path[-1]]))
    return path[::-1]


def stretches(scored: Scored, paragraphs: Sequence[tuple[int, int]]) -> list[Stretch]:
    """The spans of all paragraphs in text order."""
    found: list[Stretch] = []
    for low, high in paragraphs:
        path = best_path(scored.tags[low:high])
        start = None
        for n, tag in enumerate([*path, 0]):
            if start is not None and not TAGS[tag].startswith("I-"):
                rows = range(start, n)
                mean = sum(float(scored.tags[low + r, path[r]]) for r in rows) / len(rows)
                found.append(Stretch(TAGS[path[start]][2:], low + start, low + n, mean))
                start = None
            if TAGS[tag].startswith("B-"):
                start = n
    return found


def _best(scored: Scored, stretch: Stretch, anchors: Sequence[Stretch]) -> Stretch | None:
    """The one among ``anchors`` that the words of a span most belong to; None where none is in sight."""
    best: tuple[float, int] | None = None
    found: Stretch | None = None
    for anchor in anchors:
        value = scored.link(stretch.start, stretch.end, anchor.start)
        if value is not None and (best is None or (value, -anchor.start) > best):
            best, found = (value, -anchor.start), anchor
    return found


def together(scored: Scored, found: Sequence[Stretch]) -> list[Told]:
    """The spans that belong to one cue, or to one source without a cue, or to nothing."""
    cues = [s for s in found if s.role == "cue"]
    sources = [s for s in found if s.role == "source"]
    groups: dict[int, list[Stretch]] = {}
    for stretch in found:
        anchor = stretch.start
        if stretch.role != "cue":
            others = cues if stretch.role == "source" else [*cues, *sources]
            chosen = _best(scored, stretch, [*others, stretch])
            anchor = stretch.start if chosen is None else chosen.start
        groups.setdefault(anchor, []).append(stretch)
    told = []
    for _, rows in sorted(groups.items()):
        parts = {role: tuple(s for s in rows if s.role == role) for role in ROLES}
        if parts["content"]:
            told.append(Told(parts["content"], parts["source"], parts["cue"]))
    return told
