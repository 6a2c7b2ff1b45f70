"""The report for a terminal: the page's order and words at the width that is given.

No line is wider than asked (from 20 cells up), measured as a terminal draws it. All words pass ``measure.safe``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rashomon.model import Comparison
from rashomon.report import phrases
from rashomon.report.build import view as build_view
from rashomon.report.lines import Page, Text, hang, heading, letter, more, paint, trim, words_of
from rashomon.report.measure import cells, safe, wrap
from rashomon.report.view import Cell, Item, OnSource, PointRow, Side, Variants, View

# How many rows of a section are shown without ``--all``: about two screens in all for a pair of reports.
ROWS = 12
ITEMS = 5
QUOTES = 2  # claims shown of one cell
LONG = 8  # words of a reading beyond which its middle is left out
# Side by side only where a column keeps this many cells: below, a line breaks at every third word.
NARROWEST = 26
THINNEST, WIDEST = 20, 400  # widths are held within these


def render(comparison: Comparison, *, width: int = 80, colour: bool = False, show_all: bool = False) -> str:
    """The report as text that ends in a newline; ``width`` in terminal cells, ANSI colours only if asked."""
    shown = build_view(comparison)
    every = (*shown.sides, *((shown.source.side,) if shown.source else ()))
    tones = {side.letter: f"tone{side.tone}" for side in every}
    page = Page(max(THINNEST, min(width, WIDEST)), colour, show_all, tones)
    lines = [line for section in _sections(shown, page) for line in section]
    return "\n".join(paint(line, colour).rstrip() for line in lines) + "\n"


def _sections(shown: View, page: Page) -> Iterator[list[Text]]:
    yield _header(shown, page)
    if shown.briefing or not shown.shares:
        yield _briefing(shown, page)
    yield _conflicts(shown, page)
    if shown.utterances:
        yield _versions(shown, page)
    if shown.source is not None:
        yield _source(shown.source, page)
    yield _synopsis(shown, page)
    yield _voices(shown, page)
    for title, items in (
        ("WORDING", shown.wording),
        ("VERDICTS OF THE OUTLETS", shown.verdicts),
        ("FACT HERE, SAYING THERE", shown.voicing),
    ):
        if items:
            yield _findings(title, items, page)
    yield _timeline(shown, page)
    yield _gaps(shown, page)
    if shown.corrections:
        yield _corrections(shown, page)
    if shown.proposals:
        yield _proposals(shown, page)
    yield _proof(shown, page)
    yield _next(page)


# ---------------------------------------------------------------- sections


def _header(shown: View, page: Page) -> list[Text]:
    lines: list[Text] = [[(part, "bold")] for part in wrap(shown.title, page.width)]
    lines += [[(part, "dim")] for part in wrap(shown.summary, page.width)]
    for side, covers in zip(shown.sides, shown.coverage, strict=True):
        name = f"{side.name}{f', {side.when}' if side.when else ''}"
        lines += hang([letter(side.letter, page), (" ", "")], name, page, "bold")
        if side.article.title:
            lines += [[("   ", ""), (part, "")] for part in wrap(side.article.title, page.width - 3)]
        said = phrases.coverage(covers.points, covers.shared, covers.total)
        lines += [[("   ", ""), (part, "dim")] for part in wrap(said, page.width - 3)]
    for remark in shown.remarks:
        lines += hang([("·  ", "dim")], remark, page, "dim")
    totals = [f"{number} {word}" for key, word, number in shown.filters if number and key != "all"]
    lines += hang([], f"{phrases.count(shown.filters[0][2], 'point')}: {', '.join(totals) or 'none'}", page)
    return lines


def _briefing(shown: View, page: Page) -> list[Text]:
    lines = heading("BRIEFING", page)
    if not shown.shares:
        lines += hang([], phrases.NOTHING_SHARED, page)
    said = [f"{s.text} {''.join(f'[{c.label}]' for c in s.citations)}" for s in shown.briefing]
    most = page.pick(said, ROWS)
    for sentence in said[:most]:
        lines += hang([], sentence, page)
    return lines + more(len(said) - most)


def _conflicts(shown: View, page: Page) -> list[Text]:
    lines = heading("CONFLICTS", page, len(shown.conflicts))
    if not shown.conflicts:
        return [*lines, [("None was found.", "")]]
    return lines + _listing(shown.conflicts, page)


def _findings(title: str, items: Sequence[Item], page: Page) -> list[Text]:
    return heading(title, page, len(items)) + _listing(items, page)


def _listing(items: Sequence[Item], page: Page) -> list[Text]:
    lines: list[Text] = []
    most = page.pick(items, ITEMS)
    for item in items[:most]:
        kind = " · ".join(part for part in (item.type, item.judgement) if part)
        mark = f"{phrases.MARKS['conflict']} " if item.judgement else ""
        lines += hang([(mark, "")], f"{kind} (row {item.number})", page, "bold")
        values = [witness.value for witness in item.witnesses]
        room = max((cells(safe(v)) for v in values if v), default=0)
        room = room + 2 if values and all(values) and room <= page.width // 4 else 0
        for witness in item.witnesses:
            lead = [("  ", ""), letter(witness.quote.letter, page), (" ", "")]
            value = safe(witness.value or "")
            first = [*lead, (" " * (room - 2 - cells(value)) + value + "  ", "bold")] if room else lead
            rest: Text = [(" " * (5 + room), "")]
            parts = words_of(witness.quote, page.width - 5 - room)
            lines += [[*(first if i == 0 else rest), *part] for i, part in enumerate(parts)]
        lines += hang([("     why ", "dim")], item.why, page, "dim")
    return lines + more(len(items) - most)


def _versions(shown: View, page: Page) -> list[Text]:
    lines = heading("SAME WORDS, DIFFERENT VERSIONS", page, len(shown.utterances))
    most = page.pick(shown.utterances, ITEMS)
    for variants in shown.utterances[:most]:
        ways = [f"{v.letter}: {v.way}" for v in variants.versions if v.way]
        lines += hang([], variants.speaker, page, "bold")
        if ways:
            lines += hang([("  ", "")], "; ".join(ways), page, "dim")
        lines += _beside(variants, page)
    return lines + more(len(shown.utterances) - most)


def _beside(variants: Variants, page: Page) -> list[Text]:
    """The versions under each other, and their differences by kind."""
    lines = _interlinear(variants, page)
    found = []
    for variation in variants.variations:
        words = " / ".join(_short(r.words or "—") for r in variation.readings)
        found.append(f"{variation.kind}: {words}")
    return lines + (hang([("     ", "")], " · ".join(found), page, "dim") if found else [])


def _source(source: OnSource, page: Page) -> list[Text]:
    """What each report quotes of the primary source, drawn over its length, then what differs or is not there."""
    lines = heading("PRIMARY SOURCE", page, len(source.quotes), "█ quoted, from its beginning to its end")
    lead = [letter(source.side.letter, page), (" ", "")]
    lines += hang(lead, f"{source.side.name} ({phrases.on_source(source)})", page)
    room = page.width - 3
    for drawn in source.drawn:
        lines += hang([letter(drawn.letter, page), (" ", "")], phrases.laid(drawn, source.words), page)
        strip = ["·"] * room
        for start, end in drawn.ranges:
            for n in range(int(start * room), max(int(start * room) + 1, round(end * room))):
                strip[min(n, room - 1)] = "█"
        lines.append([("   ", ""), ("".join(strip), page.tones[drawn.letter])])
    for state in ("spliced", "altered", "unsure", "not found"):
        found = [quote for quote in source.quotes if quote.state == state]
        if not found:
            continue
        lines += hang([], f"{state} {len(found)}", page, "bold")
        most = page.pick(found, ITEMS)
        for quote in found[:most]:
            head = f"{quote.speaker} ({phrases.place_on_source(quote)})" if quote.source else quote.speaker
            lead = [("  ", ""), letter(quote.quote.letter, page), (" ", "")]
            if quote.variants is not None:
                lines += [*hang(lead, head, page), *_beside(quote.variants, page)]
            else:
                lines += hang(lead, f"{head}: “{quote.quote.words}”", page)
        lines += more(len(found) - most)
        if state == "not found":
            lines += hang([], phrases.NO_MATCH, page, "dim")
    return lines


def _short(text: str) -> str:
    """A long stretch by its first and last words."""
    words = text.split(" ")
    return (
        text
        if len(words) <= LONG
        else f"{' '.join(words[: LONG // 2])} … {' '.join(words[-(LONG // 2) + 1 :])}"
    )


def _interlinear(variants: Variants, page: Page) -> list[Text]:
    """Versions under each other, a column a word; gaps dotted, and a line below marks what differs."""
    room = page.width - 5
    stacks: list[tuple[int, list[str], list[str]]] = []  # width, texts, styles of each column
    for column in variants.columns:
        texts = [safe(cell.text) if page.all else _short(safe(cell.text)) for cell in column]
        size = max(max(cells(t) for t in texts), 1)
        if size > room:  # a unit longer than a line: each version breaks on its own
            broken = [
                ["·" * room] if c.missing else wrap(t, room) for t, c in zip(texts, column, strict=True)
            ]
            for i in range(max(len(b) for b in broken)):
                texts = [b[i] if i < len(b) else "" for b in broken]
                styles = ["mark" if c.marked else "" for c in column]
                stacks.append((max(cells(t) for t in texts), texts, styles))
            continue
        texts = ["·" * size if c.missing else t for t, c in zip(texts, column, strict=True)]
        stacks.append((size, texts, ["mark" if c.marked else "dim" if c.missing else "" for c in column]))
    lines: list[Text] = []
    start = 0
    while start < len(stacks):
        end, used = start, 0
        while end < len(stacks) and (end == start or used + 1 + stacks[end][0] <= room):
            used += stacks[end][0] + (1 if end > start else 0)
            end += 1
        chosen = stacks[start:end]
        for v, version in enumerate(variants.versions):
            line: Text = [("  ", ""), letter(version.letter, page), (" ", "")]
            for size, texts, styles in chosen:
                line += [(texts[v], styles[v]), (" " * (size - cells(texts[v]) + 1), "")]
            lines.append(trim(line))
        differs = [(size, any(styles)) for size, _, styles in chosen]
        if not page.colour and any(d for _, d in differs):
            below = " ".join(("‾" if d else " ") * size for size, d in differs)
            lines.append([(" " * 5 + below.rstrip(), "")])
        start = end
    return lines


def _synopsis(shown: View, page: Page) -> list[Text]:
    counts = " ".join(f"[{word} {number}]" for _, word, number in shown.filters)
    lines = heading("SYNOPSIS", page, None, "most salient first")
    lines += [[(part, "dim")] for part in wrap(counts, page.width)]
    lines += [[(part, "dim")] for part in wrap(phrases.HOW_TO_READ, page.width)]
    most = page.pick(shown.rows, ROWS)
    for row in shown.rows[:most]:
        lines += _row(row, shown.sides, page)
    return lines + more(len(shown.rows) - most)


def _row(row: PointRow, sides: Sequence[Side], page: Page) -> list[Text]:
    support = phrases.support(row.outlets, row.origins, row.bonds) if row.outlets > 1 else ""
    head = f"{row.number:>3} {row.mark} {row.word:<9}"
    label = " · ".join(part for part in (row.label, support) if part)
    lines: list[Text] = [[]]
    lines += hang([(head + " ", "bold")], label, page, "dim")
    column = (page.width - 4 - 3 * (len(sides) - 1)) // len(sides)
    room = column if column >= NARROWEST else page.width - 4
    blocks = [_cell(cell, room - 3, page) for cell in row.cells]
    if column < NARROWEST:
        return lines + _stacked(row, blocks, page)
    for i in range(max(len(block) for block in blocks)):
        line: Text = [("    ", "")]
        for cell, block in zip(row.cells, blocks, strict=True):
            part = block[i] if i < len(block) else []
            used = 3 + sum(cells(t) for t, _ in part)
            line += [letter(cell.letter, page) if i == 0 else ("  ", ""), (" ", ""), *part]
            line.append((" " * (column - used + 3), ""))
        lines.append(trim(line))
    return lines


def _stacked(row: PointRow, blocks: Sequence[list[Text]], page: Page) -> list[Text]:
    """The cells below each other; silent reports share a line unless there is more to say of them."""
    lines: list[Text] = []
    silent = []
    for cell, block in zip(row.cells, blocks, strict=True):
        if not cell.quotes and len(block) == 1:
            silent.append(cell.letter)
            continue
        for i, part in enumerate(block):
            first = letter(cell.letter, page) if i == 0 else ("  ", "")
            lines.append([("    ", ""), first, (" ", ""), *part])
    if silent:
        lines += hang([("     · · · · · ·  ", "dim")], f"not in {phrases.listed(silent)}", page, "dim", 7)
    return lines


def _cell(cell: Cell, width: int, page: Page) -> list[Text]:
    if cell.quotes:
        most = page.pick(cell.quotes, QUOTES)
        return [line for quote in cell.quotes[:most] for line in words_of(quote, width)] + more(
            len(cell.quotes) - most
        )
    dots: list[Text] = [[(" ·" * ((min(width, 24)) // 2), "dim")]]
    if cell.chance_missed is not None:
        dots += [[(p, "dim")] for p in wrap(f"(missed: {phrases.percent(cell.chance_missed)})", width)]
    if page.all and cell.nearest:
        near = cell.nearest[0]
        dots += [[(p, "dim")] for p in wrap(f"nearest ({near.score:.2f}): {near.quote.words}", width)]
    return dots


def _voices(shown: View, page: Page) -> list[Text]:
    lines = heading("WHOSE VOICES", page, None, "words: █ quoted, ░ reported")
    if not shown.speakers:
        return [*lines, [("No speech was found.", "")]]
    most = page.pick(shown.speakers, ITEMS + 3)
    longest = max((h.direct + h.indirect for s in shown.speakers for h in s.heard if h), default=0) or 1
    room = max(page.width - 35, 8)
    for side, sourcing in zip(shown.sides, shown.sourcing, strict=False):
        lines += hang([letter(side.letter, page), (" ", "")], phrases.sources(sourcing), page, "dim")
    for speaker in shown.speakers[:most]:
        lines += hang([], speaker.name, page, "bold")
        if speaker.about:
            lines += hang([("   ", "")], speaker.about, page, "dim")
        for side, heard in zip(shown.sides, speaker.heard, strict=True):
            lead = [("  ", ""), letter(side.letter, page), (" ", "")]
            if heard is None:
                continue
            direct = round(heard.direct / longest * room)
            bar = "█" * direct + "░" * (round((heard.direct + heard.indirect) / longest * room) - direct)
            figures = f"{heard.direct:>5} quoted {heard.indirect:>5} reported  "
            if cells(figures) + 5 + room > page.width:
                lines += hang(lead, figures, page)
            else:
                lines.append([*lead, (figures, ""), (bar, page.tones[side.letter])])
        silent = [side.letter for side, h in zip(shown.sides, speaker.heard, strict=True) if h is None]
        if silent:
            said = f"not heard in {phrases.listed(silent)}"
            lines += hang([("   · · · · · ·  ", "dim")], said, page, "dim", 5)
    return lines + more(len(shown.speakers) - most)


def _timeline(shown: View, page: Page) -> list[Text]:
    lines = heading("TIMELINE", page)
    if not shown.timeline:
        return [*lines, [("No date was found.", "")]]
    most = page.pick(shown.timeline, ROWS)
    for moment in shown.timeline[:most]:
        whose = " ".join(dict.fromkeys(q.letter for q in moment.quotes))
        lead = f"{moment.when:<18}  " if cells(moment.when) <= 18 else f"{moment.when}  "
        said = f"{moment.event.what} (“{moment.event.text}”, {whose})"
        if page.width < 40:
            lines += [*hang([], lead, page, "bold"), *hang([("  ", "")], said, page)]
        else:
            lines += hang([(lead, "bold")], said, page, "", 20)
    return lines + more(len(shown.timeline) - most)


def _gaps(shown: View, page: Page) -> list[Text]:
    lines: list[Text] = []
    for n, gap in enumerate(shown.gaps):
        lines += heading(f"WHAT A READER OF ONLY {gap.letter} MISSES", page, len(gap.rows))
        if lacks := phrases.missed(shown.readers, n):
            lines += [[(part, "")] for part in wrap(lacks, page.width)]
        most = page.pick(gap.rows, ITEMS - 2)
        for row in gap.rows[:most]:
            quote = row.told
            lead: Text = [("  ", ""), letter(quote.letter, page), (" ", "")]
            parts = words_of(quote, page.width - 5)
            lines += [[*(lead if i == 0 else [("     ", "")]), *part] for i, part in enumerate(parts)]
        lines += more(len(gap.rows) - most)
        if gap.speakers:
            names = list(gap.speakers) if page.all else list(gap.speakers[:ITEMS])
            rest = len(gap.speakers) - len(names)
            others = f" … {rest} more" if rest else ""
            lines += hang([("  voices: ", "dim")], ", ".join(names) + others, page)
    choices = phrases.readers(shown.readers)
    if choices:
        lines += heading("WHAT TO READ TO MISS LEAST", page)
        lines += [line for choice in choices for line in hang([], choice, page)]
    return lines


def _corrections(shown: View, page: Page) -> list[Text]:
    """What people put right, all of it: none is left to --all."""
    lines = heading("CORRECTIONS", page, len(shown.corrections))
    for number, said in shown.corrections:
        lines += hang([(f"{number}. ", "bold")], said, page)
    return lines


def _proposals(shown: View, page: Page) -> list[Text]:
    """What a language model proposed, all of it."""
    lines = heading("PROPOSED BY A LANGUAGE MODEL", page, len(shown.proposals))
    for became, said in shown.proposals:
        lines += hang([(f"{became} ", "bold")], said, page)
    return lines


def _proof(shown: View, page: Page) -> list[Text]:
    """The passages behind the briefing's citations, and the inputs with their checksums."""
    texts = {side.article.id: side.article.text for side in shown.sides}
    cited = {c.label: c.place for s in shown.briefing for c in s.citations}
    order = {side.letter: i for i, side in enumerate(shown.sides)}

    def rank(label: str) -> tuple[int, int]:
        name = label.rstrip("0123456789")
        return order[name], int(label[len(name) :])

    labels = sorted(cited, key=rank)
    lines = heading("PASSAGES CITED", page, len(labels)) if labels else []
    most = page.pick(labels, ROWS)
    for label in labels[:most]:
        place = cited[label]
        words = " … ".join(" ".join(s.of(texts[place.article]).split()) for s in place.spans)
        where = f"{place.spans[0].start}–{place.spans[-1].end}"
        lines += hang([(f"[{label}]".ljust(6), "bold")], f"{words} ({where})", page)
    lines += more(len(labels) - most)
    lines += heading("HOW THIS WAS MADE", page)
    lines += hang([], _made(shown), page)
    for side in shown.sides:
        lines += hang([letter(side.letter, page), (" ", "")], side.article.origin, page)
        digest = wrap(f"sha256 {side.article.sha256}", page.width - 3)
        lines += [[("   ", ""), (part, "dim")] for part in digest]
    return lines


def _made(shown: View) -> str:
    said = ", ".join(f"{name} {value}" for name, value in shown.settings)
    return f"{shown.tool}. Offsets count characters of each text. {phrases.ORDER_NOTE} {phrases.ORIGINS_NOTE} {said}"


def _next(page: Page) -> list[Text]:
    steps = [] if page.all else [("--all", "every row of every section")]
    steps += [("--html FILE", "every statement beside its passage in the full texts")]
    steps += [("--json FILE", "all of it as data")]
    steps += [("--csv DIR", "all of it as tables")]
    said = (line for option, use in steps for line in hang([(f"{option:<13}", "bold")], use, page))
    return [*heading("WHERE TO LOOK NEXT", page), *said]
