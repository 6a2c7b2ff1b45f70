"""Alignment and findings to a briefing: plain sentences, each derived by a named operator from points and passages.

Requirement: nothing is written that the passages do not say; words in quotation marks stand so in a cited passage;
hedges, negations and speakers are kept; no outlet's verdict becomes ours.
Known exception: a clause that reads badly alone (no verb, a broken parse) is left to the synopsis and not told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, islice

from rashomon.brief.asserted import Single, agreed, conflicts, joined, singles
from rashomon.brief.spoken import utterances
from rashomon.brief.story import Story
from rashomon.model import Alignment, Judged, Line

__all__ = ["brief"]

# Sentences of each kind at most: a page, not a table.
AGREED, UTTERANCES, CONFLICTS, SINGLES_EACH = 6, 4, 6, 3


def brief(alignment: Alignment, judged: Judged, *, words: int | None = None) -> tuple[Line, ...]:
    """The neutral account: what is agreed, who is quoted, what differs, what one report alone tells.

    Within each kind the most salient come first. ``words`` is the most that the account may have: then the sentences
    of the most salient points are told, as many as fit, of whatever kind.
    """
    story = Story(alignment, judged)
    spoken = _some(utterances(story), UTTERANCES, words)
    told = {p for line in spoken for p in line.points}
    kinds = [_some(agreed(story, told), AGREED, words), spoken, _some(conflicts(story), CONFLICTS, words)]
    alone = [
        list(singles(story, a) if words else islice(singles(story, a), SINGLES_EACH))
        for a in alignment.articles
    ]
    chosen = {id(t) for t in _chosen([*chain(*kinds), *chain(*alone)], judged, words)}
    lines = [line for line in chain(*kinds) if id(line) in chosen]
    for told_alone in alone:
        lines.extend(joined([t for t in told_alone if id(t) in chosen]))
    return tuple(lines)


def _chosen(told: Sequence[Line | Single], judged: Judged, words: int | None) -> list[Line | Single]:
    """What fits into a number of words, the most salient first; all where there is no bound."""
    if words is None:
        return list(told)
    salience = {p.id: p.salience for p in judged.points}

    def rank(item: Line | Single) -> float:
        return max(salience[p] for p in item.points) if isinstance(item, Line) else salience[item.point.id]

    heads, kept, left = set[str](), list[Line | Single](), words
    for item in sorted(told, key=rank, reverse=True):
        text = item.text if isinstance(item, Line) else f"and {item.that}{item.clause or ''}"
        head = "" if isinstance(item, Line) else item.head
        length = len(text.split()) + (0 if head in heads else len(head.split()))
        if length <= left:
            left -= length
            kept.append(item)
            heads.add(head)
    return kept


def _some(lines: Iterator[Line], limit: int, budget: int | None) -> list[Line]:
    """The first ``limit`` lines, all where a budget of words decides; no text twice."""
    kept: list[Line] = []
    for line in lines:
        if all(line.text != k.text for k in kept):
            kept.append(line)
        if budget is None and len(kept) == limit:
            break
    return kept
