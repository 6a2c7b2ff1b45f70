"""Alignment and findings to a briefing: plain sentences, each derived by a named operator from points and passages.

Requirement: nothing is written that the passages do not say; words in quotation marks stand so in a cited passage;
hedges, negations, conditions and speakers are kept; no outlet's verdict becomes ours; nobody and nothing is pointed to
that was not named before.
Known exception: what cannot be told whole, truly and clearly is left to the synopsis and not told.
"""

from __future__ import annotations

from rashomon.brief.story import Story
from rashomon.brief.told import chosen
from rashomon.model import Alignment, Judged, Line

__all__ = ["brief"]


def brief(alignment: Alignment, judged: Judged, *, words: int | None = None) -> tuple[Line, ...]:
    """The neutral account: what happened, who says what, what conflicts.

    The most salient comes first, but nothing before what it points to. ``words`` is the most that the account may have,
    in place of the limits on sentences.
    """
    return tuple(chosen(Story(alignment, judged), words))
