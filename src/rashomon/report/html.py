"""The report as one page: no server, no network, works from disk, on paper and without a script.

Every statement leads to its passage in the full texts. The words of the articles are untrusted: they pass
through the template's escaping or ``fulltext.words``, and the page's policy lets nothing run or load but its own
style and script, named by their hashes.
"""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING
from zlib import compress

from markupsafe import Markup

from rashomon.codec import comparison_to_dict, to_line
from rashomon.model import Article, Comparison
from rashomon.report import charts, phrases
from rashomon.report.build import view as build_view
from rashomon.report.fulltext import Door, Said, paragraphs, words
from rashomon.report.view import Place, Side, View

if TYPE_CHECKING:
    from jinja2 import Environment

# Rows of a reader's gap before the rest folds away, and at all: the synopsis holds every one of them already, and
# written out for each report they would be most of a large page.
SHOWN, MOST = 5, 20
# Bytes of JSON on one line that the page carries as they are. More is packed (zlib, base64), to about a fifth, so that
# a page of ten long articles stays under 1 MB beside their text (benchmarks/page.py).
PLAIN_MOST = 250_000


def render(comparison: Comparison) -> str:
    """The whole page; the same comparison gives the same bytes."""
    shown = build_view(comparison)
    style, script = _part("report.css") + _row_rules(shown) + _column_rules(shown), _part("report.js")
    axis = charts.axis(shown.timeline)
    sides = {side.letter: side for side in _all_sides(shown)}
    above = _environment().get_template("report.html.j2").render(
        view=shown,
        style=Markup(style),  # noqa: S704 (files of this package)
        style_hash=_digest(style),
        script_hash=_digest(script),
        texts=_texts(comparison, shown),
        sides=sides,
        longest=max((h.direct + h.indirect for s in shown.speakers for h in s.heard if h), default=0),
        axis=axis,
        ends=charts.ends(axis),
        shown_rows=SHOWN,
        most_rows=MOST,
        phrases=phrases,
        voice_bar=charts.voice_bar,
        coverage_bar=charts.coverage_bar,
        source_bar=charts.source_bar,
        time_bar=charts.time_bar,
    )  # fmt: skip
    made = (
        _environment()
        .get_template("made.html.j2")
        .render(
            view=shown,
            sides=sides,
            script=Markup(script),  # noqa: S704 (a file of this package)
            data=_data(comparison),
            json_sha=sha256(comparison.to_json().encode()).hexdigest(),
            above_sha=sha256(above.encode()).hexdigest(),
            above_bytes=len(above.encode()),
        )
    )
    return f"{above}{made}\n"


def _data(comparison: Comparison) -> Markup:
    """The element that carries the comparison's JSON, in which nothing ends it: plain, or packed where it is long."""
    line = to_line(comparison_to_dict(comparison), close=True).rstrip("\n").replace("<", "\\u003c")
    packed = len(line.encode()) > PLAIN_MOST
    if packed:
        line = b64encode(compress(comparison.to_json().encode(), 9)).decode()
    kind = Markup("application/zlib") if packed else Markup("application/json")
    element = Markup('<script type="{}" id="comparison">{}</script>')
    return element.format(kind, Markup(line))  # noqa: S704 (escaped above)


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    made = Environment(
        loader=FunctionLoader(_part),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["words"] = words
    return made


@cache
def _part(name: str) -> str:
    return files("rashomon.report").joinpath("templates", name).read_text(encoding="utf-8")


def _digest(inline: str) -> str:
    """The hash by which the page's policy knows an inline part."""
    return "sha256-" + b64encode(sha256(inline.encode()).digest()).decode()


def _row_rules(shown: View) -> str:
    """The mark of each kind of row. Without a script, a checked filter hides the rows of every other kind; a row that
    is linked stays."""
    only = phrases.MARKS["single"]
    status = {str(name): mark for name, mark in phrases.MARKS.items()}
    marks = {key: status.get(key, only) for key, _, _ in shown.filters if key != "all"}
    return "".join(
        f'.synopsis .{key} b::before{{content:"{mark}";content:"{mark}"/""}}\n'
        f"#synopsis:has(#f-{key}:checked) tbody tr:not(.{key}, :target){{display:none}}\n"
        for key, mark in marks.items()
    )


def _column_rules(shown: View) -> str:
    """The letter, hue and pattern of each column, said once here and not in every cell."""
    lines = ("solid", "dashed", "double", "dotted", "ridge", "groove")
    phone = "@media (max-width:48rem)"
    tracks = f"{phone}{{.many tbody tr{{grid-template-columns:repeat({len(shown.sides)},auto)}}}}\n"
    return tracks + "".join(
        f":is(.synopsis,.voices) td:nth-child({i})"
        f'{{--t:var(--t{side.tone});--line:{lines[side.tone]};--l:"{side.letter}"}}\n'
        for i, side in enumerate(shown.sides, 2)
    )


def _all_sides(shown: View) -> tuple[Side, ...]:
    """The reports, and the primary source if there is one."""
    return (*shown.sides, shown.source.side) if shown.source else shown.sides


def _texts(comparison: Comparison, shown: View) -> dict[str, Markup]:
    """Letter to marked-up text."""
    sides = _all_sides(shown)
    places: dict[str, list[Place]] = {side.article.id: [] for side in sides}
    for place in shown.places():
        places[place.article].append(place)
    labels = {c.place: c.label for sentence in shown.briefing for c in sentence.citations}
    return {
        side.letter: paragraphs(
            side.article,
            places[side.article.id],
            _said(comparison, side.article),
            _doors(comparison, shown, side.article),
            labels,
        )
        for side in sides
    }


def _said(comparison: Comparison, article: Article) -> list[Said]:
    """The words of others in an article, with whose they are."""
    names = {entity.id: entity.name for entity in comparison.entities}
    out = []
    for a in comparison.attributions:
        if a.article != article.id:
            continue
        source = " ".join(a.source.span.of(article.text).split()) if a.source.span else "source not named"
        speaker = names.get(a.source.entity or "", source)
        out += [
            Said(s.start, s.end, "quoted" if a.kind == "direct" else "reported", speaker) for s in a.content
        ]
    return out


def _doors(comparison: Comparison, shown: View, article: Article) -> list[Door]:
    """Words of an article that make a claim, with their rows."""
    rows = {row.id: row for row in shown.rows}
    claims = {claim.id: claim for claim in comparison.claims}
    return [
        Door(span.start, span.end, rows[point.id].number, point.status)
        for point in comparison.points
        for cell, ids in point.cells
        if cell == article.id
        for claim in ids
        for span in claims[claim].spans
    ]
