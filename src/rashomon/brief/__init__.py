"""Alignment and findings to a briefing: plain sentences, each derived by a named operator from points and passages.

Requirement: nothing is written that the passages do not say; words in quotation marks stand so in a cited passage;
hedges, negations and speakers are kept; no outlet's verdict becomes ours.
Known exception: a clause that reads badly alone (no verb, a broken parse) is left to the synopsis and not told.
"""

from __future__ import annotations

from collections.abc import Iterator

from rashomon.brief.asserted import agreed, conflicts, singles
from rashomon.brief.spoken import utterances
from rashomon.brief.story import Story
from rashomon.model import Alignment, Judged, Line

__all__ = ["brief"]

# Sentences of each kind at most: a page, not a table.
AGREED, UTTERANCES, CONFLICTS, SINGLES_EACH = 6, 4, 6, 3


def brief(alignment: Alignment, judged: Judged) -> tuple[Line, ...]:
    """The neutral account: what is agreed, who is quoted, what differs, what one report alone tells.

    Within each kind the most salient come first.
    """
    story = Story(alignment, judged)
    spoken = _some(utterances(story), UTTERANCES)
    told = {p for line in spoken for p in line.points}
    lines = [*_some(agreed(story, told), AGREED), *spoken, *_some(conflicts(story), CONFLICTS)]
    for article in alignment.articles:
        lines.extend(_some(singles(story, article), SINGLES_EACH))
    return tuple(lines)


def _some(lines: Iterator[Line], limit: int) -> list[Line]:
    """The first ``limit`` lines, no text twice."""
    kept: list[Line] = []
    for line in lines:
        if all(line.text != k.text for k in kept):
            kept.append(line)
        if len(kept) == limit:
            break
    return kept
