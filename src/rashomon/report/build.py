"""A comparison to the view all reports draw: letters, order by salience, labels, the words of every cell."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from importlib.resources import files

from rashomon.model import (
    CORRECTION,
    Attribution,
    Comparison,
    Finding,
    FindingKind,
    Point,
    Span,
    Utterance,
    VoiceRow,
)
from rashomon.report import phrases, versions
from rashomon.report.fewest import readers
from rashomon.report.onsource import on_source
from rashomon.report.quotes import Index, close, index_of, passage_of, quote_of, speaker_of, value_of
from rashomon.report.view import (
    Cell,
    Citation,
    Coverage,
    Gap,
    Heard,
    Item,
    Moment,
    Near,
    Place,
    PointRow,
    Reading,
    Sentence,
    Side,
    Speaker,
    Variants,
    Variation,
    Version,
    View,
    Witness,
)

LEAST_NEAR = 0.005  # a rejected passage that scores 0.00 is near to nothing
LABEL_NAMES = 2  # names that label a row or the whole report


def view(comparison: Comparison) -> View:
    """Everything a report of ``comparison`` shows."""
    index = index_of(comparison)
    order = sorted(comparison.points, key=lambda p: index.number[p.id])
    rows = tuple(_row(point, index) for point in order)
    sides = tuple(index.sides.values())
    shares = any(row.status in ("agreed", "conflict") for row in rows)
    filters = _filters(rows, sides)
    shared = sorted(index.rank, key=lambda e: index.rank[e])
    spread = {e.id: len({m.article for m in e.mentions}) for e in comparison.entities}
    title = [index.names[e] for e in shared if spread[e] > 1][:LABEL_NAMES]
    return View(
        title=phrases.listed(title) if title else phrases.count(len(sides), "report"),
        summary=_summary(sides),
        sides=sides,
        coverage=tuple(_coverage(side, rows) for side in sides),
        remarks=_remarks(comparison, rows, sides),
        shares=shares,
        briefing=_briefing(comparison, index),
        conflicts=_items(comparison, "conflict", index),
        utterances=tuple(_variants(u, index) for u in comparison.utterances),
        rows=rows,
        filters=filters,
        speakers=_speakers(comparison, sides),
        sourcing=tuple(s for side in sides for s in comparison.sourcing if s.article == side.article.id),
        wording=_items(comparison, "wording", index),
        verdicts=_items(comparison, "verdict", index),
        voicing=_items(comparison, "voice", index),
        timeline=tuple(
            Moment(e, phrases.when(e), tuple(passage_of(p, None, index) for p in e.passages))
            for e in comparison.timeline
        ),
        gaps=tuple(_gap(side, rows, comparison) for side in sides),
        readers=readers(comparison, rows, sides),
        source=on_source(comparison, index),
        tool=comparison.tool,
        settings=tuple((n, _setting(v)) for n, v in comparison.settings if not n.startswith(CORRECTION)),
        corrections=tuple(
            (n.removeprefix(CORRECTION), _setting(v))
            for n, v in comparison.settings
            if n.startswith(CORRECTION)
        ),
        proposals=tuple(
            (p.became or f"refused: {p.rule}", f"{p.kind}: {p.text} ({p.why})") for p in comparison.proposals
        ),
    )


def _summary(sides: Sequence[Side]) -> str:
    """``2 reports · 2 outlets · 18 June 2024 (from A)``."""
    outlets = {side.article.outlet or side.article.id for side in sides}
    parts = [phrases.count(len(sides), "report"), phrases.count(len(outlets), "outlet")]
    dated = sorted((side for side in sides if side.article.published), key=lambda s: str(s.article.published))
    days = list(dict.fromkeys(str(side.when) for side in dated))
    if days:
        text = days[0] if len(days) == 1 else f"{days[0]} to {days[-1]}"
        from_whom = phrases.listed([s.letter for s in sides if s.article.published])
        parts.append(text if len(dated) == len(sides) else f"{text} (from {from_whom})")
    return " · ".join(parts)


def _remarks(comparison: Comparison, rows: Sequence[PointRow], sides: Sequence[Side]) -> tuple[str, ...]:
    """What was not done or is in doubt, in calm words."""
    said = [f"Left out: {d.origin} ({d.reason})." for d in comparison.dropped]
    letters = {side.article.id: side.letter for side in sides}
    said += [phrases.copied([(letters[a], share) for a, share in c.shares]) for c in comparison.copies]
    known = files("rashomon.lang")
    for side in sides:
        language = side.article.language
        if not language.isalpha() or not known.joinpath(language).is_dir():
            said.append(f"{side.letter} is in a language that cannot be read yet ({language}).")
    undated = [side.letter for side in sides if side.article.published is None]
    if undated:
        has, its = ("has", "its") if len(undated) == 1 else ("have", "their")
        said.append(f"{phrases.listed(undated)} {has} no publication date: {its} “today” cannot be placed.")
    unsure = sum(row.status == "unsure" for row in rows)
    if unsure:
        verb = "is" if unsure == 1 else "are"
        said.append(f"{phrases.count(unsure, 'point')} {verb} unsure: perhaps one thing, perhaps two.")
    return tuple(said)


def _setting(value: str | int | float | bool | None) -> str:
    if value is None:
        return "none"
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


# ---------------------------------------------------------------- sections


def _row(point: Point, index: Index) -> PointRow:
    carried = dict(point.cells)
    cells = []
    for article, side in index.sides.items():
        claims = [index.claims[c] for c in carried.get(article, ())]
        quotes = tuple(quote_of(article, claim.spans, claim, index) for claim in claims)
        absence = index.absences.get((point.id, article))
        nearest = tuple(
            Near(quote_of(article, (Span(n.start, n.end),), None, index), n.score)
            for n in (absence.nearest if absence and not quotes else ())
            if n.score >= LEAST_NEAR
        )
        cells.append(Cell(side.letter, quotes, nearest, absence.chance_missed if absence else None))
    letter = next((cell.letter for cell in cells if cell.quotes), "")
    number = index.number[point.id]
    return PointRow(
        id=point.id,
        number=number,
        label=_label(point, index),
        status=point.status,
        word=phrases.status_word(point.status, letter),
        key=f"only-{letter}" if point.status == "single" else point.status,
        mark=phrases.MARKS[point.status],
        cells=tuple(cells),
        outlets=point.outlets,
        origins=point.origins,
        bonds=point.bonds,
    )


def _label(point: Point, index: Index) -> str:
    """The names a point is about: those in most of its cells, then those the coverage names most."""
    named: dict[str, set[str]] = {}
    for article, ids in point.cells:
        mentions = index.mentions[article]
        for span in (s for c in ids for s in index.claims[c].spans):
            for i in range(bisect_left(mentions, (span.start,)), len(mentions)):
                start, end, entity = mentions[i]
                if start >= span.end:
                    break
                if end <= span.end:
                    named.setdefault(entity, set()).add(article)
    best = sorted(named, key=lambda e: (-len(named[e]), index.rank[e]))
    return ", ".join(index.names[e] for e in best[:LABEL_NAMES])


def _coverage(side: Side, rows: Sequence[PointRow]) -> Coverage:
    told = [row for row in rows if any(cell.letter == side.letter and cell.quotes for cell in row.cells)]
    return Coverage(len(told), sum(row.status in ("agreed", "conflict") for row in told), len(rows))


def _filters(rows: Sequence[PointRow], sides: Sequence[Side]) -> tuple[tuple[str, str, int], ...]:
    words = [("agreed", "agreed"), ("conflict", "conflict")]
    words += [(f"only-{s.letter}", f"only {s.letter}") for s in sides]
    words.append(("unsure", "unsure"))
    return (("all", "all", len(rows)), *((key, word, sum(r.key == key for r in rows)) for key, word in words))


def _briefing(comparison: Comparison, index: Index) -> tuple[Sentence, ...]:
    cited = {(p.article, p.start, p.end) for line in comparison.briefing for p in line.passages}
    label: dict[tuple[str, int, int], str] = {}
    for article, side in index.sides.items():
        for i, place in enumerate(sorted(c for c in cited if c[0] == article), 1):
            label[place] = f"{side.letter}{i}"
    return tuple(
        Sentence(
            line.text,
            line.operator,
            tuple(
                Citation(label[p.article, p.start, p.end], Place(p.article, (p.span,)))
                for p in dict.fromkeys(line.passages)
            ),
        )
        for line in comparison.briefing
    )


def _items(comparison: Comparison, kind: FindingKind, index: Index) -> tuple[Item, ...]:
    """The findings of a kind, the most salient point first."""
    found = [f for f in comparison.findings if f.kind == kind]
    return tuple(_item(f, index) for f in sorted(found, key=lambda f: index.number[f.point]))


def _item(finding: Finding, index: Index) -> Item:
    point = index.points[finding.point]
    order = list(index.sides)
    passages = sorted(dict.fromkeys(finding.passages), key=lambda p: order.index(p.article))
    return Item(
        id=finding.id,
        type=finding.type,
        judgement=finding.judgement,
        why=finding.why,
        detector=finding.detector,
        row=finding.point,
        number=index.number[finding.point],
        witnesses=tuple(
            Witness(
                passage_of(p, point, index, around=finding.kind == "verdict"), value_of(finding, p, index)
            )
            for p in passages
        ),
    )


def _variants(utterance: Utterance, index: Index) -> Variants:
    found = [index.attributions[v] for v in utterance.versions]
    contents = []
    shown = []
    for attribution in found:
        contents.append(versions.Content(index.sides[attribution.article].article.text, attribution.content))
        quote = quote_of(attribution.article, attribution.content, None, index)
        shown.append(Version(quote.letter, quote, speaker_of(attribution, index), phrases.way(attribution)))
    readings = [dict(d.readings) for d in utterance.differences]
    columns = versions.columns(contents, [tuple(r.get(v) for v in utterance.versions) for r in readings])
    variations = tuple(
        Variation(d.kind, tuple(_reading(a, r.get(a.id), index) for a in found))
        for d, r in zip(utterance.differences, readings, strict=True)
    )
    speaker = next((v.speaker for v in shown if v.speaker), "source not named")
    return Variants(utterance.id, speaker, tuple(shown), columns, variations)


def _reading(attribution: Attribution, span: Span | None, index: Index) -> Reading:
    side = index.sides[attribution.article]
    if span is None:
        return Reading(side.letter, None, None)
    return Reading(side.letter, close(span.of(side.article.text)), Place(attribution.article, (span,)))


def _speakers(comparison: Comparison, sides: Sequence[Side]) -> tuple[Speaker, ...]:
    """Speakers by the words they get over all reports, most first."""
    rows = []
    for i, voice in enumerate(comparison.voices):
        shares = dict(voice.by_article)
        heard = tuple(
            Heard(
                side.letter,
                s.direct_words,
                s.indirect_words,
                s.attributions,
                s.first_at,
                close(s.role.of(side.article.text)) if s.role else None,
            )
            if (s := shares.get(side.article.id))
            else None
            for side in sides
        )
        words = sum(h.direct + h.indirect for h in heard if h)
        rows.append((-words, i, Speaker(voice.name, _about(voice, heard), heard)))
    return tuple(row[2] for row in sorted(rows, key=lambda r: r[:2]))


def _about(voice: VoiceRow, heard: Sequence[Heard | None]) -> str:
    """The first role the reports give, or that they give no name; nothing of what is named without a role."""
    if voice.kind == "anonymous":
        return "not named"
    return next((h.role for h in heard if h and h.role), "")


def _gap(side: Side, rows: Iterable[PointRow], comparison: Comparison) -> Gap:
    missing = [
        row
        for row in rows
        if row.status != "unsure" and any(c.letter == side.letter and not c.quotes for c in row.cells)
    ]
    # a headline or a caption is mostly said again in the body: what stands there alone comes last
    missing.sort(key=lambda row: all(quote.note for cell in row.cells for quote in cell.quotes))
    unheard = tuple(v.name for v in comparison.voices if side.article.id not in dict(v.by_article))
    return Gap(side.letter, tuple(missing), unheard)
