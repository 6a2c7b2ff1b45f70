"""A plain diagram as SVG: lines and dots over two axes. The same input gives the same bytes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 560, 340, 64, 150, 34, 48
COLOURS = ("#1b6ca8", "#b5541c", "#5b7f2b", "#7a4b94")
GREY = "#8a8a8a"


@dataclass(frozen=True, slots=True)
class Series:
    """Values from left to right, with a name at the right end; ``dots`` are areas in square pixels, one a value."""

    name: str
    values: Sequence[tuple[float, float]]
    dots: Sequence[float] = ()
    dashed: bool = False


def ticks(most: float) -> list[float]:
    """Four to eight round values from 0 to ``most``."""
    step = 10.0 ** len(str(int(most)))
    while most / step < 4:
        step /= 2 if str(step).lstrip("0.").startswith(("1", "2")) else 2.5
    return [n * step for n in range(int(most / step + 1e-9) + 1)]


def diagram(title: str, x: str, y: str, series: Sequence[Series], *, most: tuple[float, float]) -> str:
    """The drawing; ``most``: where the axes end, both beginning at 0."""
    wide, high = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM

    def at(point: tuple[float, float]) -> tuple[str, str]:
        return f"{LEFT + wide * point[0] / most[0]:.1f}", f"{TOP + high * (1 - point[1] / most[1]):.1f}"

    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" '
        f'font-size="12" role="img"><title>{escape(title)}</title>',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        f'<text x="{LEFT}" y="20" font-weight="bold">{escape(title)}</text>',
    ]
    for value in ticks(most[0]):
        place, low = at((value, 0))
        out.append(f'<text x="{place}" y="{float(low) + 16:.1f}" text-anchor="middle">{value:g}</text>')
    for value in ticks(most[1]):
        _, place = at((0, value))
        out.append(f'<path d="M{LEFT} {place}H{LEFT + wide}" stroke="#ddd"/>')
        out.append(f'<text x="{LEFT - 8}" y="{float(place) + 4:.1f}" text-anchor="end">{value:g}</text>')
    out.append(f'<text x="{LEFT + wide / 2:.1f}" y="{HEIGHT - 10}" text-anchor="middle">{escape(x)}</text>')
    middle = TOP + high / 2
    out.append(
        f'<text x="16" y="{middle:.1f}" text-anchor="middle" transform="rotate(-90 16 {middle:.1f})">{escape(y)}</text>'
    )
    for number, row in enumerate(series):
        colour = GREY if row.dashed else COLOURS[number % len(COLOURS)]
        places = [at(v) for v in row.values]
        dash = ' stroke-dasharray="4 4"' if row.dashed else ""
        line = "L".join(" ".join(p) for p in places)
        out.append(f'<path d="M{line}" fill="none" stroke="{colour}" stroke-width="1.6"{dash}/>')
        areas = row.dots or ([] if row.dashed else [28.0] * len(places))
        out += [
            f'<circle cx="{px}" cy="{py}" r="{(area / 3.1416) ** 0.5:.1f}" fill="{colour}" fill-opacity=".8"/>'
            for (px, py), area in zip(places, areas, strict=False)
        ]
        end = places[-1]
        out.append(
            f'<text x="{float(end[0]) + 8:.1f}" y="{float(end[1]) + 4:.1f}" fill="{colour}">{escape(row.name)}</text>'
        )
    return "\n".join([*out, "</svg>"]) + "\n"
