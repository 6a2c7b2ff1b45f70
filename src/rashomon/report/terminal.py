"""The report for a terminal: the page's order and words at the width that is given.

No line is wider than asked, measured in terminal cells (wide and combining characters count as drawn). Control
characters of the articles never reach the terminal, and marks that would turn the writing direction are left out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from rashomon.model import Comparison
from rashomon.report import phrases
from rashomon.report.build import view as build_view
from rashomon.report.view import Cell, Item, PointRow, Quote, Side, Variants, View

# How many rows of a section are shown without ``--all``: about two screens in all for a pair of reports.
ROWS = 12
ITEMS = 5
# Side by side only where a column keeps this many cells: below, a line breaks at every third word.
NARROWEST = 26
NARROW, WIDE = 40, 400  # widths are held within these

_CODES = {
    "bold": "1", "dim": "2", "mark": "1;4",
    "tone0": "36", "tone1": "33", "tone2": "35", "tone3": "37", "tone4": "95", "tone5": "32",
}  # fmt: skip

Piece = tuple[str, str]  # text and the name of its style, "" for plain
Text = list[Piece]  # one line


def render(comparison: Comparison, *, width: int = 80, colour: bool = False, show_all: bool = False) -> str:
    """The report as text that ends in a newline; ``width`` in terminal cells, ANSI colours only if asked."""
    shown = build_view(comparison)
    page = _Page(max(NARROW, min(width, WIDE)), colour, show_all, {s.letter: f"tone{s.tone}" for s in shown.sides})
    lines = [line for section in _sections(shown, page) for line in section]
    return "\n".join(_paint(line, colour).rstrip() for line in lines) + "\n"


class _Page:
    """How the page is set: width in cells, colour, whether all rows are wanted, and each letter's style."""

    __slots__ = ("all", "colour", "tones", "width")

    def __init__(self, width: int, colour: bool, show_all: bool, tones: dict[str, str]) -> None:
        self.width, self.colour, self.all, self.tones = width, colour, show_all, tones

    def pick(self, rows: Sequence[object], most: int) -> int:
        """How many of the rows to show; a cut that would hide a single row is not made."""
        return len(rows) if self.all or len(rows) <= most + 1 else most


def _sections(shown: View, page: _Page) -> Iterator[list[Text]]:
    yield _header(shown, page)
    if shown.briefing or not shown.shares:
        yield _briefing(shown, page)
    yield _conflicts(shown, page)
    if shown.utterances:
        yield _versions(shown, page)
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
    yield _proof(shown, page)
    yield _next(shown, page)


# ---------------------------------------------------------------- text


def safe(text: str) -> str:
    """Text without control characters and without marks of writing direction; newlines and tabs become blanks."""
    kept = (" " if c in "\n\r\t\v\f" else c for c in text if c in "\n\r\t\v\f\u200c\u200d" or unicodedata.category(c) not in _NOT_SHOWN)
    return "".join(kept)


_NOT_SHOWN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def cells(text: str) -> int:
    """Terminal cells a text takes."""
    from rich.cells import cell_len  # imported late: the command line answers faster without

    return cell_len(text)


def _chop(word: str, width: int) -> Iterator[str]:
    """A word too long for a line, cut where a line ends; a combining mark stays with its letter."""
    part = ""
    for unit in re.findall(r"(?s).[\u0300-\u036f\u200c\u200d\ufe00-\ufe0f]*", word):
        if part and cells(part + unit) > width:
            yield part
            part = ""
        part += unit
    if part:
        yield part


def wrap(text: str, width: int) -> list[str]:
    """Lines of at most ``width`` cells; at least one line."""
    lines, line, used = [], "", 0
    for word in safe(text).split(" "):
        if not word:
            continue
        size = cells(word)
        if line and used + 1 + size <= width:
            line, used = f"{line} {word}", used + 1 + size
            continue
        if line:
            lines.append(line)
        *whole, line = _chop(word, width) if size > width else (word,)
        lines += whole
        used = cells(line)
    return [*lines, line] if line or not lines else lines


def _pad(text: str, width: int) -> str:
    return text + " " * (width - cells(text))


def _paint(line: Text, colour: bool) -> str:
    if not colour:
        return "".join(text for text, _ in line)
    return "".join(
        f"\x1b[{';'.join(_CODES[s] for s in style.split())}m{text}\x1b[0m" if style and text.strip() else text
        for text, style in line
    )


def _hang(first: Text, text: str, page: _Page, style: str = "", indent: int | None = None) -> list[Text]:
    """A text after a lead, its further lines set under its first."""
    lead = sum(cells(t) for t, _ in first)
    hang = lead if indent is None else indent
    parts = wrap(text, page.width - max(lead, hang))
    return [[*first, (parts[0], style)], *([(" " * hang, ""), (p, style)] for p in parts[1:])]


def _heading(title: str, page: _Page, number: int | None = None, note: str = "") -> list[Text]:
    head = title if number is None else f"{title} {number}"
    room = page.width - cells(head) - 2
    lines: list[Text] = [[("─" * page.width, "dim")], [(head, "bold")]]
    if note and cells(note) <= room:
        lines[1].append((" " * (room - cells(note) + 2) + note, "dim"))
    elif note:
        lines += [[(part, "dim")] for part in wrap(note, page.width)]
    return lines


def _more(hidden: int, page: _Page) -> list[Text]:
    return [[(f"… {hidden} more (--all)", "dim")]] if hidden > 0 else []


def _letter(letter: str, page: _Page) -> Piece:
    return (f"{letter:<2}", f"bold {page.tones[letter]}")


def _words(quote: Quote, width: int, *, note: bool = True) -> list[Text]:
    """A quote in its speaker's manner: “quoted”, │ reported, or the outlet's own words plain."""
    text = quote.before + quote.words + quote.after
    lead = f"{quote.note}: " if note and quote.note else ""
    if quote.speaker:
        lead += f"{quote.speaker}: "
    if quote.manner == "reported":
        return [[("│ ", "dim"), (line, "")] for line in wrap(lead + text, width - 2)]
    if quote.manner == "quoted":
        text = f"“{text}”"
    return [[(line, "")] for line in wrap(lead + text, width)]


# ---------------------------------------------------------------- sections


def _header(shown: View, page: _Page) -> list[Text]:
    lines: list[Text] = [[(part, "bold")] for part in wrap(shown.title, page.width)]
    lines += [[(part, "dim")] for part in wrap(shown.summary, page.width)]
    for side in shown.sides:
        name = f"{side.name}{f', {side.when}' if side.when else ''}"
        lines += _hang([_letter(side.letter, page), (" ", "")], name, page, "bold")
        if side.article.title:
            lines += [[("   ", ""), (part, "")] for part in wrap(side.article.title, page.width - 3)]
    for remark in shown.remarks:
        lines += _hang([("·  ", "dim")], remark, page, "dim")
    totals = [f"{number} {word}" for key, word, number in shown.filters if number and key != "all"]
    lines += _hang([], f"{phrases.count(shown.filters[0][2], 'point')}: {', '.join(totals) or 'none'}", page)
    return lines


def _briefing(shown: View, page: _Page) -> list[Text]:
    lines = _heading("BRIEFING", page)
    if not shown.shares:
        lines += _hang([], phrases.NOTHING_SHARED, page)
    said = [f"{s.text} {''.join(f'[{c.label}]' for c in s.citations)}" for s in shown.briefing]
    most = page.pick(said, ROWS)
    for sentence in said[:most]:
        lines += _hang([], sentence, page)
    return lines + _more(len(said) - most, page)


def _conflicts(shown: View, page: _Page) -> list[Text]:
    lines = _heading("CONFLICTS", page, len(shown.conflicts))
    if not shown.conflicts:
        return [*lines, [("None was found.", "")]]
    return lines + _listing(shown.conflicts, page)


def _findings(title: str, items: Sequence[Item], page: _Page) -> list[Text]:
    return _heading(title, page, len(items)) + _listing(items, page)


def _listing(items: Sequence[Item], page: _Page) -> list[Text]:
    lines: list[Text] = []
    most = page.pick(items, ITEMS)
    for item in items[:most]:
        kind = " · ".join(part for part in (item.type, item.judgement) if part)
        lines += _hang([(f"{phrases.MARKS['conflict']} " if item.judgement else "", "")], f"{kind} (row {item.number})", page, "bold")
        values = [witness.value for witness in item.witnesses]
        room = max((cells(safe(v)) for v in values if v), default=0)
        room = room + 2 if values and all(values) and room <= page.width // 4 else 0
        for witness in item.witnesses:
            lead = [("  ", ""), _letter(witness.quote.letter, page), (" ", "")]
            value = safe(witness.value or "")
            first = [*lead, (" " * (room - 2 - cells(value)) + value + "  ", "bold")] if room else lead
            rest: Text = [(" " * (5 + room), "")]
            parts = _words(witness.quote, page.width - 5 - room)
            lines += [[*(first if i == 0 else rest), *part] for i, part in enumerate(parts)]
        lines += _hang([("     why ", "dim")], item.why, page, "dim")
    return lines + _more(len(items) - most, page)


def _versions(shown: View, page: _Page) -> list[Text]:
    lines = _heading("SAME WORDS, DIFFERENT VERSIONS", page, len(shown.utterances))
    most = page.pick(shown.utterances, ITEMS)
    for variants in shown.utterances[:most]:
        ways = [f"{v.letter}: {v.way}" for v in variants.versions if v.way]
        lines += _hang([(safe(variants.speaker)[: page.width // 2] + "  ", "bold")], " ; ".join(ways), page, "dim", 2)
        lines += _interlinear(variants, page)
        found = []
        for variation in variants.variations:
            words = " / ".join(r.words or "—" for r in variation.readings)
            found.append(f"{variation.kind}: {words}")
        if found:
            lines += _hang([("     ", "")], " · ".join(found), page, "dim")
    return lines + _more(len(shown.utterances) - most, page)


def _interlinear(variants: Variants, page: _Page) -> list[Text]:
    """Versions under each other, a column a word; gaps dotted, and a line below marks what differs."""
    room = page.width - 5
    stacks: list[tuple[int, list[str], list[str]]] = []  # width, texts, styles of each column
    for column in variants.columns:
        texts = [safe(cell.text) for cell in column]
        size = max(max(cells(t) for t in texts), 1)
        if size > room:  # a unit longer than a line: each version breaks on its own
            broken = [wrap(t, room) for t in texts]
            for i in range(max(len(b) for b in broken)):
                texts = [b[i] if i < len(b) else "" for b in broken]
                stacks.append((max(cells(t) for t in texts), texts, ["mark" if c.marked else "" for c in column]))
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
            line: Text = [("  ", ""), _letter(version.letter, page), (" ", "")]
            for size, texts, styles in chosen:
                line += [(texts[v], styles[v]), (" " * (size - cells(texts[v]) + 1), "")]
            lines.append(_trim(line))
        differs = [(size, any(styles)) for size, _, styles in chosen]
        if not page.colour and any(d for _, d in differs):
            lines.append([(" " * 5, ""), (" ".join(("‾" if d else " ") * size for size, d in differs).rstrip(), "")])
        start = end
    return lines


def _trim(line: Text) -> Text:
    """A line without the blanks at its end."""
    while line and not line[-1][0].strip():
        line = line[:-1]
    return [*line[:-1], (line[-1][0].rstrip(), line[-1][1])] if line else line


def _synopsis(shown: View, page: _Page) -> list[Text]:
    counts = " ".join(f"[{word} {number}]" for _, word, number in shown.filters)
    lines = _heading("SYNOPSIS", page, None, "most salient first")
    lines += [[(part, "dim")] for part in wrap(counts, page.width)]
    lines += [[(part, "dim")] for part in wrap(phrases.HOW_TO_READ, page.width)]
    most = page.pick(shown.rows, ROWS)
    for row in shown.rows[:most]:
        lines += _row(row, shown.sides, page)
    return lines + _more(len(shown.rows) - most, page)


def _row(row: PointRow, sides: Sequence[Side], page: _Page) -> list[Text]:
    support = phrases.support(row.outlets, row.origins) if row.outlets > 1 else ""
    head = f"{row.number:>3} {row.mark} {row.word:<9}"
    label = " · ".join(part for part in (row.label, support) if part)
    lines: list[Text] = [[]]
    lines += _hang([(head + " ", "bold")], label, page, "dim")
    column = (page.width - 4 - 3 * (len(sides) - 1)) // len(sides)
    blocks = [_cell(cell, (column if column >= NARROWEST else page.width - 4) - 3, page) for cell in row.cells]
    if column < NARROWEST:
        for cell, block in zip(row.cells, blocks, strict=True):
            for i, part in enumerate(block):
                lines.append([("    ", ""), _letter(cell.letter, page) if i == 0 else ("  ", ""), (" ", ""), *part])
        return lines
    for i in range(max(len(block) for block in blocks)):
        line: Text = [("    ", "")]
        for cell, block in zip(row.cells, blocks, strict=True):
            part = block[i] if i < len(block) else []
            used = 3 + sum(cells(t) for t, _ in part)
            line += [_letter(cell.letter, page) if i == 0 else ("  ", ""), (" ", ""), *part]
            line.append((" " * (column - used + 3), ""))
        lines.append(_trim(line))
    return lines


def _cell(cell: Cell, width: int, page: _Page) -> list[Text]:
    if cell.quotes:
        return [line for quote in cell.quotes for line in _words(quote, width)]
    dots: list[Text] = [[(" ·" * ((min(width, 24)) // 2), "dim")]]
    if cell.chance_missed is not None:
        dots += [[(p, "dim")] for p in wrap(f"(missed: {phrases.percent(cell.chance_missed)})", width)]
    if page.all and cell.nearest:
        near = cell.nearest[0]
        dots += [[(p, "dim")] for p in wrap(f"nearest ({near.score:.2f}): {near.quote.words}", width)]
    return dots


def _voices(shown: View, page: _Page) -> list[Text]:
    lines = _heading("WHOSE VOICES", page, None, "words: █ quoted, ░ reported")
    if not shown.speakers:
        return [*lines, [("No speech was found.", "")]]
    most = page.pick(shown.speakers, ITEMS + 3)
    longest = max((h.direct + h.indirect for s in shown.speakers for h in s.heard if h), default=0) or 1
    room = max(page.width - 41, 8)
    for speaker in shown.speakers[:most]:
        lines += _hang([], speaker.name, page, "bold")
        for side, heard in zip(shown.sides, speaker.heard, strict=True):
            lead = [("  ", ""), _letter(side.letter, page), (" ", "")]
            if heard is None:
                lines.append([*lead, ("· · · ·", "dim")])
                continue
            direct = round(heard.direct / longest * room)
            bar = "█" * direct + "░" * (round((heard.direct + heard.indirect) / longest * room) - direct)
            lines.append([*lead, (f"{heard.direct:>5} quoted {heard.indirect:>5} reported  ", ""), (bar, page.tones[side.letter])])
    return lines + _more(len(shown.speakers) - most, page)


def _timeline(shown: View, page: _Page) -> list[Text]:
    lines = _heading("TIMELINE", page)
    if not shown.timeline:
        return [*lines, [("No date was found.", "")]]
    most = page.pick(shown.timeline, ROWS)
    for moment in shown.timeline[:most]:
        whose = " ".join(dict.fromkeys(q.letter for q in moment.quotes))
        lead = f"{moment.when:<18}  " if cells(moment.when) <= 18 else f"{moment.when}  "
        lines += _hang([(lead, "bold")], f"{moment.event.what} (“{moment.event.text}”, {whose})", page, "", 20)
    return lines + _more(len(shown.timeline) - most, page)


def _gaps(shown: View, page: _Page) -> list[Text]:
    lines: list[Text] = []
    for gap in shown.gaps:
        lines += _heading(f"WHAT A READER OF ONLY {gap.letter} MISSES", page, len(gap.rows))
        most = page.pick(gap.rows, ITEMS - 2)
        for row in gap.rows[:most]:
            quote = next(cell.quotes[0] for cell in row.cells if cell.quotes)
            lead: Text = [("  ", ""), _letter(quote.letter, page), (" ", "")]
            parts = _words(quote, page.width - 5)
            lines += [[*(lead if i == 0 else [("     ", "")]), *part] for i, part in enumerate(parts)]
        lines += _more(len(gap.rows) - most, page)
        if gap.speakers:
            names = list(gap.speakers) if page.all else list(gap.speakers[:ITEMS])
            rest = len(gap.speakers) - len(names)
            lines += _hang([("  voices: ", "dim")], ", ".join(names) + (f" … {rest} more" if rest else ""), page)
    return lines


def _proof(shown: View, page: _Page) -> list[Text]:
    """The passages behind the briefing's citations, and the inputs with their checksums."""
    texts = {side.article.id: side.article.text for side in shown.sides}
    cited = {c.label: c.place for s in shown.briefing for c in s.citations}
    order = {side.letter: i for i, side in enumerate(shown.sides)}

    def rank(label: str) -> tuple[int, int]:
        name = label.rstrip("0123456789")
        return order[name], int(label[len(name) :])

    labels = sorted(cited, key=rank)
    lines = _heading("PASSAGES CITED", page, len(labels)) if labels else []
    most = page.pick(labels, ROWS)
    for label in labels[:most]:
        place = cited[label]
        words = " … ".join(" ".join(s.of(texts[place.article]).split()) for s in place.spans)
        where = f"{place.spans[0].start}–{place.spans[-1].end}"
        lines += _hang([(f"[{label}]".ljust(6), "bold")], f"{words} ({where})", page)
    lines += _more(len(labels) - most, page)
    lines += _heading("HOW THIS WAS MADE", page)
    lines += _hang([], _made(shown), page)
    for side in shown.sides:
        lines += _hang([_letter(side.letter, page), (" ", "")], side.article.origin, page)
        lines += [[("   ", ""), (part, "dim")] for part in wrap(f"sha256 {side.article.sha256}", page.width - 3)]
    return lines


def _made(shown: View) -> str:
    said = ", ".join(f"{name} {value}" for name, value in shown.settings)
    return f"{shown.tool}. Offsets count characters of each text. {phrases.ORIGINS_NOTE}" + (f" {said}." if said else "")


def _next(shown: View, page: _Page) -> list[Text]:
    steps: Iterable[str] = (
        *(() if page.all else ("--all         every row of every section",)),
        "--html FILE   every statement beside its passage in the full texts",
        "--json FILE   all of it as data",
    )
    return [*_heading("WHERE TO LOOK NEXT", page), *(line for step in steps for line in _hang([], step, page))]
