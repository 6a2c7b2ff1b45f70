"""Small plots as SVG, always beside their numbers: a bar of words, a time drawn as wide as it is known.

Shapes stretch to their cell, so they hold no text; the page's own styles colour them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from rashomon.report.phrases import parse_day
from rashomon.report.view import Moment

WIDTH, HEIGHT = 1000, 10  # units of the drawing
THINNEST = 6.0  # a day among decades must still be seen


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


def extent(moments: Sequence[Moment]) -> tuple[int, int] | None:
    """First and last known day of all moments, as ordinals; None without any."""
    bounds = (parse_day(b) for m in moments for b in (m.event.earliest, m.event.latest))
    days = [day.toordinal() for day in bounds if day]
    return (min(days), max(days) + 1) if days else None


def ends(whole: tuple[int, int] | None) -> tuple[str, str]:
    """The first and last year of an extent, for the ends of the axis."""
    if whole is None:
        return "", ""
    return str(date.fromordinal(whole[0]).year), str(date.fromordinal(whole[1] - 1).year)


def time_bar(moment: Moment, whole: tuple[int, int]) -> Markup:
    """The days a moment may lie in, within the ``whole`` extent; an open side reaches the edge, faintly."""
    low, high = parse_day(moment.event.earliest), parse_day(moment.event.latest)
    if low is None and high is None:
        return Markup("")
    first, size = whole[0], max(whole[1] - whole[0], 1)
    start = 0.0 if low is None else WIDTH * (low.toordinal() - first) / size
    end = float(WIDTH) if high is None else WIDTH * (high.toordinal() + 1 - first) / size
    width = max(end - start, THINNEST)
    kind = "open" if low is None or high is None else "known"
    return _svg("time", _rect("track", 0, WIDTH) + _rect(kind, max(min(start, WIDTH - width), 0), width))
