"""The report as Markdown (CommonMark 0.31): the page's order and words, without its full texts.

A citation of the briefing is a link to its passage, a row's number one to its row; the anchors are ``<a id>``, the only
markup. Words of articles are shown as they stand: what Markdown would read as its own is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rashomon.model import Comparison
from rashomon.report import phrases
from rashomon.report.build import view as build_view
from rashomon.report.measure import safe
from rashomon.report.quotes import close
from rashomon.report.view import (
    Cell,
    Heard,
    Item,
    LaidQuote,
    OnSource,
    Place,
    PointRow,
    Quote,
    Side,
    Speaker,
    Variants,
    View,
)

_HOW_TO_READ = (
    "Words of the reports are their own: those in “ ” are quoted there, those after │ are reported speech, all else is "
    "said by the outlet itself. Not found is silence, which is no contradiction. Numbers behind words are where they "
    "stand, in characters of the report’s text."
)
# What is read as markup anywhere in a line; a bare address becomes a link in some readers, but leads where it says.
_MARKUP = re.compile(r"[\\`*_{}\[\]<>&|~$#]")
# What is read as markup at the beginning of a paragraph only.
_OPENING = re.compile(r"^(\d{1,9})([.)])|^([-+=:])")


def render(comparison: Comparison) -> str:
    """The report, ending in a line feed."""
    shown = build_view(comparison)
    return "\n\n".join(part for section in _sections(shown) for part in section) + "\n"


def text(words: str) -> str:
    """Words as Markdown that shows exactly these, on one line."""
    marked = _MARKUP.sub(r"\\\g<0>", close(safe(words)))
    return _OPENING.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", marked)


def _sections(shown: View) -> Iterator[Iterator[str]]:
    yield _header(shown)
    yield _briefing(shown)
    yield _findings("Conflicts", shown.conflicts, "None was found.")
    if shown.utterances:
        yield _versions(shown)
    if shown.source:
        yield _source(shown.source)
    yield _synopsis(shown)
    yield _voices(shown)
    for title, items in (
        ("Wording", shown.wording),
        ("Verdicts of the outlets", shown.verdicts),
        ("Fact here, saying there", shown.voicing),
    ):
        if items:
            yield _findings(title, items)
    yield _timeline(shown)
    yield _gaps(shown)
    yield _passages(shown)
    if shown.corrections:
        yield _corrections(shown)
    yield _made(shown)


def _listing(lines: Sequence[str]) -> Iterator[str]:
    """The lines as one list, or nothing."""
    if lines:
        yield "\n".join(f"- {line}" for line in lines)


def _header(shown: View) -> Iterator[str]:
    yield f"# {text(shown.title)}"
    yield text(shown.summary)
    lines = []
    for side, covers in zip(shown.sides, shown.coverage, strict=True):
        name = f"**{side.letter}** {text(side.name)}{f', {text(side.when)}' if side.when else ''}"
        title = f": {text(side.article.title)}" if side.article.title else ""
        lines.append(f"{name}{title} ({phrases.coverage(covers.points, covers.shared, covers.total)})")
    yield from _listing(lines)
    if shown.remarks:
        yield text(" ".join(shown.remarks))


def _briefing(shown: View) -> Iterator[str]:
    if not shown.briefing and shown.shares:
        return
    yield "## Briefing"
    if not shown.shares:
        yield phrases.NOTHING_SHARED
    for sentence in shown.briefing:
        links = " ".join(f"[{c.label}](#passage-{c.label})" for c in sentence.citations)
        yield f"{text(sentence.text)} {links}".rstrip()


def _findings(title: str, items: Sequence[Item], none: str = "") -> Iterator[str]:
    yield f"## {title}"
    if not items:
        yield none
    for item in items:
        kind = " · ".join(part for part in (item.type, item.judgement) if part)
        yield f"**{kind}** ([row {item.number}](#row-{item.number})): {text(item.why)} ({text(item.detector)})"
        yield from _listing([_quote(witness.quote) for witness in item.witnesses])


def _versions(shown: View) -> Iterator[str]:
    yield "## Same words, different versions"
    for variants in shown.utterances:
        yield f"**{text(variants.speaker)}**"
        yield from _listing([*_said(variants), *_varied(variants)])


def _said(variants: Variants) -> Iterator[str]:
    for version in variants.versions:
        way = f" ({text(version.way)})" if version.way else ""
        yield f"{_words(version.letter, version.quote.words, version.quote.place)}{way}"


def _varied(variants: Variants) -> Iterator[str]:
    for variation in variants.variations:
        readings = (f"**{r.letter}** {text(r.words) if r.words else '—'}" for r in variation.readings)
        yield f"{variation.kind}: {' / '.join(readings)}"


def _source(source: OnSource) -> Iterator[str]:
    """What is quoted of the primary source, by whom and how, in the order of the page."""
    side = source.side
    yield "## Primary source"
    yield f"**{side.letter}** {text(side.name)}: {phrases.on_source(source)}"
    yield from _listing([f"**{d.letter}** {phrases.laid(d, source.words)}" for d in source.drawn])
    for state in ("spliced", "altered", "unsure", "not found", "verbatim"):
        found = [quote for quote in source.quotes if quote.state == state]
        if not found:
            continue
        yield f"### {state.capitalize()} {len(found)}"
        if state == "not found":
            yield phrases.NO_MATCH
        yield from _listing([line for quote in found for line in _laid(quote, side.letter)])


def _laid(quote: LaidQuote, source: str) -> Iterator[str]:
    """A quotation, where it stands in the source, and what differs there."""
    where = f" (in {source}: {text(phrases.place_on_source(quote))})" if quote.source else ""
    yield f"{_quote(replace(quote.quote, speaker=quote.speaker))}{where}"
    if quote.variants:
        original = quote.variants.versions[0].quote
        yield _words(source, f"“{original.words}”", original.place)
        yield from _varied(quote.variants)


def _synopsis(shown: View) -> Iterator[str]:
    yield "## Synopsis"
    yield " · ".join(f"{text(word)} {number}" for _, word, number in shown.filters)
    for row in shown.rows:
        yield _head(row)
        yield from _listing([_cell(cell, quote) for cell in row.cells for quote in (cell.quotes or (None,))])


def _head(row: PointRow) -> str:
    support = phrases.support(row.outlets, row.origins, row.bonds) if row.outlets > 1 else ""
    label = " · ".join(text(part) for part in (row.label, support) if part)
    return f'<a id="row-{row.number}"></a>**{row.number} {row.mark} {row.word}** {label}'.rstrip()


def _cell(cell: Cell, quote: Quote | None) -> str:
    if quote is not None:
        return _quote(quote)
    missed = phrases.silence(cell) if cell.chance_missed is not None else ""
    told = f"**{cell.letter}** not found{f' ({missed})' if missed else ''}"
    if not cell.nearest:
        return told
    near = cell.nearest[0]
    words = f"{text(near.quote.words)} ({_where(near.quote.place)})"
    return f"{told}; nearest passage, rejected ({near.score:.2f}): {words}"


def _quote(quote: Quote) -> str:
    """A report's words in its speaker's manner, and where they stand."""
    lead = "".join(f"{text(part)}: " for part in (quote.note, quote.speaker) if part)
    words = quote.before + quote.words + quote.after
    words = f"“{words}”" if quote.manner == "quoted" else words
    return _words(quote.letter, words, quote.place, lead + ("│ " if quote.manner == "reported" else ""))


def _words(letter: str, words: str, place: Place, lead: str = "") -> str:
    return f"**{letter}** {lead}{text(words)} ({_where(place)})"


def _where(place: Place) -> str:
    return ", ".join(f"{s.start}–{s.end}" for s in place.spans)


def _voices(shown: View) -> Iterator[str]:
    yield "## Whose voices"
    if not shown.speakers:
        yield "No speech was found."
        return
    sides = zip(shown.sides, shown.sourcing, strict=False)
    yield "; ".join(f"**{side.letter}** {phrases.sources(sourcing)}" for side, sourcing in sides)
    yield from _listing([_voice(speaker, shown.sides) for speaker in shown.speakers])


def _voice(speaker: Speaker, sides: Sequence[Side]) -> str:
    said = [
        f"**{side.letter}** {_heard(h) if h else 'not heard'}"
        for side, h in zip(sides, speaker.heard, strict=True)
    ]
    about = f" ({text(speaker.about)})" if speaker.about else ""
    return f"{text(speaker.name)}{about}: {'; '.join(said)}"


def _heard(heard: Heard) -> str:
    return f"{heard.direct} words quoted, {heard.indirect} reported, from {phrases.percent(heard.first_at)} of the text"


def _timeline(shown: View) -> Iterator[str]:
    yield "## Timeline"
    if not shown.timeline:
        yield "No date was found."
    lines = []
    for moment in shown.timeline:
        whose = " ".join(dict.fromkeys(q.letter for q in moment.quotes))
        lines.append(
            f"**{text(moment.when)}** {text(moment.event.what)} (“{text(moment.event.text)}”, {whose})"
        )
    yield from _listing(lines)


def _gaps(shown: View) -> Iterator[str]:
    for n, gap in enumerate(shown.gaps):
        if gap.rows or gap.speakers:
            yield f"## What a reader of only {gap.letter} misses"
            if lacks := phrases.missed(shown.readers, n):
                yield f"Misses {lacks}"
        yield from _listing(
            [f"[row {row.number}](#row-{row.number}): {_quote(row.told)}" for row in gap.rows]
        )
        if gap.speakers:
            yield f"Voices: {', '.join(text(name) for name in gap.speakers)}"
    if choices := phrases.readers(shown.readers):
        yield "## What to read to miss least"
        yield from _listing([text(choice) for choice in choices])


def _passages(shown: View) -> Iterator[str]:
    """The words behind the briefing's citations."""
    texts = {side.article.id: side.article.text for side in shown.sides}
    cited = {c.label: c.place for sentence in shown.briefing for c in sentence.citations}
    order = {side.letter: i for i, side in enumerate(shown.sides)}

    def rank(label: str) -> tuple[int, int]:
        letter = label.rstrip("0123456789")
        return order[letter], int(label[len(letter) :])

    if cited:
        yield "## Passages cited"
    lines = []
    for label in sorted(cited, key=rank):
        place = cited[label]
        words = " … ".join(s.of(texts[place.article]) for s in place.spans)
        lines.append(f'<a id="passage-{label}"></a>**{label}** {text(words)} ({_where(place)})')
    yield from _listing(lines)


def _corrections(shown: View) -> Iterator[str]:
    yield "## Corrections"
    yield from _listing([f"**{text(number)}** {text(said)}" for number, said in shown.corrections])


def _made(shown: View) -> Iterator[str]:
    yield "## How this was made"
    yield text(f"{shown.tool}. {_HOW_TO_READ} {phrases.ORDER_NOTE} {phrases.ORIGINS_NOTE}")
    yield from _listing(
        [
            f"**{s.letter}** {text(s.article.origin)}, sha256 {s.article.sha256}"
            for s in (*shown.sides, *([shown.source.side] if shown.source else []))
        ]
    )
    yield text("; ".join(f"{name}: {value}" for name, value in shown.settings))
