"""A correction from what somebody says of a report, in the report's ids."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rashomon.correct.anchors import anchor
from rashomon.correct.records import Correction, Kind, Place
from rashomon.errors import OptionError
from rashomon.model import Comparison, Span

Sides = tuple[tuple[Place, ...], ...]


def merge(report: Comparison, points: Sequence[str]) -> Sides:
    """These points are one. Raises OptionError for fewer than two, and for an id that is none."""
    if len(set(points)) < 2:
        raise OptionError("a merge needs two points")
    return tuple(_claims(report, _point(report, p)) for p in dict.fromkeys(points))


def split(report: Comparison, point: str, claims: Sequence[str]) -> Sides:
    """These claims are apart from the others of the point. Raises OptionError."""
    held = _point(report, point)
    if other := [c for c in claims if c not in held]:
        raise OptionError(f"{point} has no claim {', '.join(other)}; it has {', '.join(held)}")
    left = [c for c in held if c not in claims]
    if not left:
        raise OptionError(f"no claim of {point} would be left: name some of {', '.join(held)}")
    return _claims(report, left), _claims(report, [c for c in held if c in claims])


def attribute(report: Comparison, attribution: str, words: str) -> Sides:
    """Who said it is named by these words of the article, where they stand nearest. Raises OptionError."""
    said = next((q for q in report.attributions if q.id == attribution), None)
    if said is None:
        raise OptionError(f"the report has no attribution {attribution!r}")
    article = next(a for a in report.articles if a.id == said.article)
    first, last = said.content[0].start, said.content[-1].end
    places = [
        span
        for m in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", article.text)
        if m[0].strip() and not any((span := Span(*m.span())).overlaps(piece) for piece in said.content)
    ]
    if not places:
        raise OptionError(f"{words!r} does not stand in {article.origin} outside of what is said")
    near = min(places, key=lambda s: (max(first - s.end, s.start - last, 0), s))
    content = tuple(anchor(article, span) for span in said.content)
    return (content,), ((anchor(article, near),),)


def judged(report: Comparison, finding: str) -> tuple[Sides, str]:
    """The passages of a finding, with its kind and type. Raises OptionError."""
    found = next((f for f in report.findings if f.id == finding), None)
    if found is None:
        raise OptionError(f"the report has no finding {finding!r}")
    articles = {a.id: a for a in report.articles}
    side = tuple((anchor(articles[p.article], p.span),) for p in found.passages)
    return (side,), f"{found.kind} {found.type}"


def correction(
    kind: Kind, sides: Sides, *, by: str, reason: str, made: str, finding: str | None = None
) -> Correction:
    """With who said it and why. Raises OptionError when either is empty."""
    if not by.strip() or not reason.strip():
        raise OptionError("a correction needs who made it (--by) and why (--reason)")
    return Correction(kind, " ".join(by.split()), " ".join(reason.split()), made, sides, finding)


def _point(report: Comparison, point: str) -> list[str]:
    held = next((p for p in report.points if p.id == point), None)
    if held is None:
        raise OptionError(f"the report has no point {point!r}")
    return [c for _, claims in held.cells for c in claims]


def _claims(report: Comparison, ids: Iterable[str]) -> tuple[Place, ...]:
    articles, claims = {a.id: a for a in report.articles}, {c.id: c for c in report.claims}
    return tuple(tuple(anchor(articles[claims[c].article], span) for span in claims[c].spans) for c in ids)
