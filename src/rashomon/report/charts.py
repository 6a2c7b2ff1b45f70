"""Small plots as SVG, always beside their numbers: a bar of words, a time drawn as wide as it is known.

Shapes stretch to their cell, so they hold no text; the page's own styles colour them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import copysign, log1p

from markupsafe import Markup

from rashomon.report.phrases import parse_day
from rashomon.report.view import Moment

WIDTH, HEIGHT = 1000, 10  # units of the drawing
THINNEST = 6.0  # a day among decades must still be seen
# Days beyond which an axis is bent, and the days around its middle that are drawn about alike. Set by hand.
MANY, NEAR = 800, 3


def _svg(kind: str, inner: str) -> Markup:
    box = f'viewBox="0 0 {WIDTH} {HEIGHT}" preserveAspectRatio="none"'
    # numbers and our own class names only
    return Markup(f'<svg class="{kind}" {box} aria-hidden="true">{inner}</svg>')  # noqa: S704


def _rect(kind: str, x: float, width: float) -> str:
    return f'<rect class="{kind}" x="{x:.1f}" width="{width:.1f}" height="{HEIGHT}"/>' if width > 0 else ""


def voice_bar(direct: int, indirect: int, longest: int) -> Markup:
    """Words of one speaker in one report, quoted then reported, against the ``longest`` of all."""
    if longest <= 0:
        return Markup("")
    split, end = WIDTH * direct / longest, WIDTH * (direct + indirect) / longest
    return _svg("bar", _rect("quoted", 0, split) + _rect("reported", split, end - split))


def coverage_bar(points: int, shared: int, total: int) -> Markup:
    """Points that one report carries of all: shared with another (full), told by it alone (light)."""
    if total <= 0:
        return Markup("")
    split, end = WIDTH * shared / total, WIDTH * points / total
    whole = _rect("track", 0, WIDTH)
    return _svg("bar", whole + _rect("quoted", 0, split) + _rect("reported", split, end - split))


def source_bar(ranges: Sequence[tuple[float, float]]) -> Markup:
    """What of a source is quoted, from its beginning to its end; ranges as shares in [0, 1]."""
    drawn = "".join(_rect("quoted", WIDTH * a, max(WIDTH * (b - a), 1.0)) for a, b in ranges)
    return _svg("bar", _rect("track", 0, WIDTH) + drawn)


@dataclass(frozen=True, slots=True)
class Axis:
    """Days from ``first`` up to ``last`` (ordinals, the last not within). Where they are many, those around ``middle``
    are drawn wider than distant ones, else the days of the event could not be told apart beside one old date."""

    first: int
    last: int
    middle: int | None

    def at(self, day: int) -> float:
        """Where a day begins, in units of the drawing."""
        low, high = self._bent(self.first), self._bent(self.last)
        return WIDTH * (self._bent(day) - low) / (high - low)

    def _bent(self, day: int) -> float:
        if self.middle is None:
            return float(day)
        return copysign(log1p(abs(day - self.middle) / NEAR), day - self.middle)


def axis(moments: Sequence[Moment]) -> Axis | None:
    """From the first to the last known day of all moments; None without any. Its middle is the median of the days the
    reports speak of, each as often as they do."""
    bounds: list[int] = []
    spoken: list[int] = []
    for moment in moments:
        days = [d.toordinal() for d in map(parse_day, (moment.event.earliest, moment.event.latest)) if d]
        bounds += days
        spoken += [sum(days) // len(days)] * max(len(moment.quotes), 1) if days else []
    if not bounds:
        return None
    first, last = min(bounds), max(bounds) + 1
    return Axis(first, last, sorted(spoken)[len(spoken) // 2] if last - first > MANY else None)


def ends(whole: Axis | None) -> tuple[str, str]:
    """The first and last year of an axis, for its ends."""
    if whole is None:
        return "", ""
    return str(date.fromordinal(whole.first).year), str(date.fromordinal(whole.last - 1).year)


def time_bar(moment: Moment, whole: Axis) -> Markup:
    """The days a moment may lie in, on the ``whole`` axis; an open side reaches the edge, faintly."""
    low, high = parse_day(moment.event.earliest), parse_day(moment.event.latest)
    if low is None and high is None:
        return Markup("")
    start = 0.0 if low is None else whole.at(low.toordinal())
    end = float(WIDTH) if high is None else whole.at(high.toordinal() + 1)
    width = max(end - start, THINNEST)
    kind = "open" if low is None or high is None else "known"
    return _svg("time", _rect("track", 0, WIDTH) + _rect(kind, max(min(start, WIDTH - width), 0), width))
