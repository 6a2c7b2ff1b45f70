"""A comparison as W3C Web Annotations (Recommendation of 23 February 2017, https://www.w3.org/TR/annotation-model/).

One AnnotationCollection in JSON-LD: attributions, claims, findings and sentences of the briefing, each on its exact
passages. A target's source is the article's text, named by its checksum; ``via`` is the page it was taken from. Its two
selectors choose the same words: TextPositionSelector counts Unicode code points of the text, half-open, as the standard
does; TextQuoteSelector repeats the words with as much before and after them as no other place of the text has. What
stands before and after is cut at white space only, never within a character that is several code points.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from rashomon.codec import to_text
from rashomon.model import Comparison, Passage, Span
from rashomon.report import phrases
from rashomon.report.identifiers import namer, page_of, text_of
from rashomon.report.quotes import Index, index_of, speaker_of

Json = dict[str, Any]
CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32  # code points before and after a passage at first, doubled until no other place has them


def render(comparison: Comparison) -> str:
    """The collection as JSON-LD that ends in a line feed."""
    address = namer(comparison)
    items = [
        {"id": address(f"annotation {id}"), "type": "Annotation", **body, "target": targets}
        for id, body, targets in _annotations(comparison, index_of(comparison))
    ]
    return to_text(
        {
            "@context": CONTEXT,
            "id": address("annotations"),
            "type": "AnnotationCollection",
            "label": "What the reports say, side by side",
            "generator": {"type": "Software", "name": comparison.tool},
            "total": len(items),
            "first": {
                "id": address("annotations-1"),
                "type": "AnnotationPage",
                "startIndex": 0,
                "items": items,
            },
        }
    )


def _annotations(c: Comparison, index: Index) -> Iterator[tuple[str, Json, list[Json]]]:
    """Id, motivation with body, and targets; what rests on no passage is left out."""
    points = {claim: p for p in c.points for _, ids in p.cells for claim in ids}
    for q in c.attributions:
        said = " · ".join(filter(None, [speaker_of(q, index) or "source not named", phrases.way(q)]))
        spans = _targets(((q.article, s) for s in q.content), index)
        yield q.id, _body("describing", said, ("attribution", q.kind)), spans
    for k in c.claims:
        tags = ["claim", k.voice]
        row: str | None = None
        if (point := points.get(k.id)) is not None:
            tags.append(point.status)
            support = phrases.support(point.outlets, point.origins, point.bonds)
            row = f"Row {index.number[point.id]}: {support}"
        yield k.id, _body("describing", row, tags), _targets(((k.article, s) for s in k.spans), index)
    for f in c.findings:
        tags = [f.kind, f.type, *filter(None, [f.judgement])]
        if f.passages:
            yield f.id, _body("commenting", f.why, ("finding", *tags)), _passages(f.passages, index)
    for number, line in enumerate(c.briefing, start=1):
        if line.passages:
            body = _body("commenting", line.text, ("briefing", line.operator))
            yield f"briefing-{number}", body, _passages(line.passages, index)


def _body(motivation: str, text: str | None, tags: Iterable[str]) -> Json:
    bodies = [{"type": "TextualBody", "value": tag, "purpose": "tagging"} for tag in tags]
    if text is not None:
        said = {"type": "TextualBody", "value": text, "format": "text/plain", "purpose": motivation}
        bodies.insert(0, said)
    return {"motivation": motivation, "body": bodies}


def _passages(passages: Sequence[Passage], index: Index) -> list[Json]:
    return _targets(((p.article, p.span) for p in passages), index)


def _targets(places: Iterable[tuple[str, Span]], index: Index) -> list[Json]:
    return [_target(article, span, index) for article, span in dict.fromkeys(places)]


def _target(article: str, span: Span, index: Index) -> Json:
    side = index.sides[article]
    source = {"id": text_of(side.article), "type": "Text", "format": "text/plain"}
    if side.language:
        source["language"] = side.language
    if (page := page_of(side.article)) is not None:
        source["via"] = page
    position = {"type": "TextPositionSelector", "start": span.start, "end": span.end}
    return {
        "type": "SpecificResource",
        "source": source,
        "selector": [position, _quote(side.article.text, span)],
    }


def _quote(text: str, span: Span) -> Json:
    exact, around = span.of(text), AROUND
    while True:
        before, after = _before(text, span.start, around), _after(text, span.end, around)
        whole = before + exact + after
        if text.find(whole, text.find(whole) + 1) < 0:
            break  # reached at the latest when all of the text stands around the passage
        around *= 2
    found = {"type": "TextQuoteSelector", "exact": exact}
    return found | {name: words for name, words in (("prefix", before), ("suffix", after)) if words}


def _before(text: str, start: int, most: int) -> str:
    """At most so many code points before ``start``, from white space on unless they begin the text."""
    low = max(0, start - most)
    blank = re.search(r"\s", text[low:start]) if low else None
    return text[low:start] if low == 0 else text[low + blank.start() : start] if blank else ""


def _after(text: str, end: int, most: int) -> str:
    """At most so many code points after ``end``, up to white space unless they end the text."""
    part = text[end : end + most]
    if end + most >= len(text):
        return part
    blanks = [m.start() for m in re.finditer(r"\s", part)]
    return part[: blanks[-1]] if blanks else ""
