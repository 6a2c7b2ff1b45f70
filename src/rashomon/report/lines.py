"""Lines of a terminal report: how a page is set, headings, hanging paragraphs, and quotations in their manner."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rashomon.report.measure import cells, wrap
from rashomon.report.view import Quote

_CODES = {
    "bold": "1", "dim": "2", "mark": "1;4",
    "tone0": "36", "tone1": "33", "tone2": "35", "tone3": "37", "tone4": "95", "tone5": "32",
}  # fmt: skip

Piece = tuple[str, str]  # text and the name of its style, "" for plain
Text = list[Piece]  # one line


@dataclass(frozen=True, slots=True)
class Page:
    """How the page is set: width in cells, colour, whether all rows are wanted, and each letter's style."""

    width: int
    colour: bool
    all: bool
    tones: Mapping[str, str]

    def pick(self, rows: Sequence[object], most: int) -> int:
        """How many of the rows to show; a cut that would hide a single row is not made."""
        return len(rows) if self.all or len(rows) <= most + 1 else most


def paint(line: Text, colour: bool) -> str:
    if not colour:
        return "".join(text for text, _ in line)
    return "".join(
        f"\x1b[{';'.join(_CODES[s] for s in style.split())}m{text}\x1b[0m" if style and text.strip() else text
        for text, style in line
    )


def hang(first: Text, text: str, page: Page, style: str = "", indent: int | None = None) -> list[Text]:
    """A text after a lead, its further lines set under its first."""
    lead = sum(cells(t) for t, _ in first)
    hang = lead if indent is None else indent
    parts = wrap(text, page.width - max(lead, hang))
    return [[*first, (parts[0], style)], *([(" " * hang, ""), (p, style)] for p in parts[1:])]


def heading(title: str, page: Page, number: int | None = None, note: str = "") -> list[Text]:
    head = title if number is None else f"{title} {number}"
    room = page.width - cells(head) - 2
    lines: list[Text] = [[("─" * page.width, "dim")], *([(part, "bold")] for part in wrap(head, page.width))]
    if note and cells(note) <= room:
        lines[1].append((" " * (room - cells(note) + 2) + note, "dim"))
    elif note:
        lines += [[(part, "dim")] for part in wrap(note, page.width)]
    return lines


def more(hidden: int) -> list[Text]:
    return [[(f"… {hidden} more (--all)", "dim")]] if hidden > 0 else []


def letter(letter: str, page: Page) -> Piece:
    return (f"{letter:<2}", f"bold {page.tones[letter]}")


def words_of(quote: Quote, width: int, *, note: bool = True) -> list[Text]:
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


def trim(line: Text) -> Text:
    """A line without the blanks at its end."""
    while line and not line[-1][0].strip():
        line = line[:-1]
    return [*line[:-1], (line[-1][0].rstrip(), line[-1][1])] if line else line
