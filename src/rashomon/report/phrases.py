"""The words every report uses for the same things, so that the terminal and the page never differ.

Status is a word first, with a mark beside it that colour only repeats.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rashomon.model import Attribution, Bond, BondKind, Event, Sourcing, Status
from rashomon.report.view import Cell, Drawn, LaidQuote, OnSource, Readers

MARKS: dict[Status, str] = {"agreed": "●", "conflict": "≠", "single": "○", "unsure": "?"}
NOTHING_SHARED = "The reports share nothing that was found."
HOW_TO_READ = (
    "Cells hold the reports’ own words. Words in “ ” are quoted there, words beside │ are reported speech, "
    "and all else is said by the outlet itself. Dots are silence: not found in that report, "
    "which is no contradiction; beside them stands the chance that it is there after all and was missed."
)
ORIGINS_NOTE = "Origins are independent outlets: copies of one text and what comes from one speaker or agency count once."
ORDER_NOTE = (
    "Rows stand in the order of their prominence: how many outlets carry them, whether a headline does, "
    "how early they stand, and whether they are repeated."
)

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip


def count(number: int, singular: str, plural: str | None = None) -> str:
    """``3 points``, ``1 point``."""
    return f"{number} {singular if number == 1 else plural or singular + 's'}"


def listed(words: Sequence[str]) -> str:
    """``A``, ``A and B``, ``A, B and C``."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def percent(share: float) -> str:
    """A share in [0, 1] as a whole percentage; what is rare but possible is not called 0 %."""
    if 0 < share < 0.005:
        return "under 1\u00a0%"
    return f"{share:.0%}".replace("%", "\u00a0%")


def letters(number: int) -> tuple[str, ...]:
    """The first ``number`` letters by which reports are called: A … Z, AA, AB …"""
    found = []
    for i in range(number):
        name, rest = "", i
        while True:
            name, rest = chr(ord("A") + rest % 26) + name, rest // 26 - 1
            if rest < 0:
                break
        found.append(name)
    return tuple(found)


def silence(cell: Cell) -> str:
    """What an empty cell says of what was looked for: ``missed: 4 %``, the chance that it is there after all."""
    if cell.chance_missed is not None:
        return f"missed: {percent(cell.chance_missed)}"
    return f"nearest: {cell.nearest[0].score:.2f}" if cell.nearest else ""


def status_word(status: Status, letter: str) -> str:
    """What a row is called; ``letter`` is the one report of a ``single`` point."""
    return f"only {letter}" if status == "single" else status


def parse_day(value: str | None) -> date | None:
    """The day of an ISO 8601 date or time, None for anything else."""
    try:
        return date.fromisoformat(value[:10]) if value else None
    except ValueError:
        return None


def day(value: str | None) -> str | None:
    """``18 June 2024`` for an ISO 8601 date or time; what cannot be read is given as it stands."""
    found = parse_day(value)
    return value if found is None else f"{found.day} {_MONTHS[found.month - 1]} {found.year}"


def when(event: Event) -> str:
    """An event's time at its own precision, in the reader's words."""
    low, high = parse_day(event.earliest), parse_day(event.latest)
    if low is None and high is None:
        return "not dated"
    if low is None:
        return f"until {day(event.latest)}"
    if high is None:
        return f"from {day(event.earliest)}"
    months = (low.year, low.month), (high.year, high.month)
    if event.precision == "day" and low == high:
        return str(day(event.earliest))
    if event.precision == "month" and months[0] == months[1]:
        return f"{_MONTHS[low.month - 1]} {low.year}"
    if event.precision == "year" and low.year == high.year:
        return str(low.year)
    if event.precision == "decade" and low.year % 10 == 0 and high.year == low.year + 9:
        return f"{low.year}s"
    if event.precision == "day" and months[0] == months[1]:
        return f"{low.day}–{high.day} {_MONTHS[low.month - 1]} {low.year}"
    if event.precision in ("year", "decade", "century"):
        return str(low.year) if low.year == high.year else f"{low.year}–{high.year}"
    return f"{day(event.earliest)} – {day(event.latest)}"


def way(attribution: Attribution) -> str:
    """How the words got here, after their speaker: ``op-ed · The Gazette · translated by Tarn · told to Digital``."""
    before = {"translator": "translated by ", "agency": "through ", "outlet": "told to "}
    steps: list[str] = []
    for hop in attribution.chain:
        step = before.get(hop.role, "") + hop.name
        if hop.role != "speaker" and step not in steps:
            steps.append(step)
    return " · ".join(steps)


def coverage(points: int, shared: int, total: int) -> str:
    """``44 of 69 points, 7 shared``."""
    return f"{points} of {count(total, 'point')}, {shared} shared"


def sources(sourcing: Sourcing) -> str:
    """``7 sources: 2 not named (29 %), 1 spoken of as a group``."""
    parts = []
    if sourcing.anonymous:
        share = percent(sourcing.anonymous_share or 0.0)
        parts.append(f"{sourcing.anonymous} not named ({share})")
    if sourcing.collective:
        parts.append(
            f"{sourcing.collective} spoken of as {'a group' if sourcing.collective == 1 else 'groups'}"
        )
    return f"{count(sourcing.sources, 'source')}{': ' if parts else ''}{', '.join(parts)}"


_BONDS: dict[BondKind, str] = {
    "outlet": "one outlet", "text": "one text", "utterance": "one utterance", "carrier": "through {}",
    "speaker": "from {}",
}  # fmt: skip


def support(outlets: int, origins: int, bonds: Sequence[Bond]) -> str:
    """``2 outlets, 1 origin (from Ida Brandl)``."""
    reasons = list(dict.fromkeys(_BONDS[b.by].format(b.name) for b in bonds if b.by != "outlet"))
    why = f" ({'; '.join(reasons)})" if reasons else ""
    return f"{count(outlets, 'outlet')}, {count(origins, 'origin')}{why}"


def copied(shares: Sequence[tuple[str, float]]) -> str:
    """``93 % of A stands word for word in B, quotations apart.``, for letters and shares of two reports."""
    (one, share), (other, _) = sorted(shares, key=lambda s: -s[1])
    return f"{percent(share)} of {one} stands word for word in {other}, quotations apart."


def laid(drawn: Drawn, total: int) -> str:
    """``quotes 41 of 80 words (51 %): 3 verbatim, 1 altered; 1 of 4 in another order``."""
    if not drawn.states:
        return "no quotation was found in it"
    said = (
        f"quotes {drawn.words} of {count(total, 'word')} ({percent(drawn.words / total if total else 0.0)}): "
    )
    said += ", ".join(f"{number} {state}" for state, number in drawn.states)
    if drawn.moved:
        said += f"; {drawn.moved} of {drawn.ordered} in another order than there"
    return said


def on_source(source: OnSource) -> str:
    """How much of the source is quoted at all."""
    said = f"{count(source.words, 'word')}, {source.by_none} of them quoted by no report"
    return f"{said}, {source.by_all} by all" if len(source.drawn) > 1 else said


def place_on_source(quote: LaidQuote) -> str:
    """Where a quotation stands, and what is to be known of that."""
    if quote.at is None:
        return "not found"
    said = f"at {percent(quote.at)}"
    if quote.places > 1:
        said += f", and in {count(quote.places - 1, 'other place')}"
    if quote.spliced:
        said += ", two places quoted as one"
    return f"{said}; in doubt" if quote.state == "unsure" else said


def missed(found: Readers, side: int) -> str:
    """``8 of 28 salient points, 3 of 10 named voices``: what the reader of one report alone does not learn."""
    points, voices = found.missed[side]
    parts = []
    if found.points:
        parts.append(f"{points} of {count(found.points, 'salient point')}")
    if found.voices:
        parts.append(f"{voices} of {count(found.voices, 'named voice')}")
    return ", ".join(parts)


def readers(found: Readers) -> tuple[str, ...]:
    """Which reports to read, a line a number of them."""
    total = found.points + found.voices
    if not total or not found.steps:
        return ()
    what = f"{count(found.points, 'salient point')} and {count(found.voices, 'named voice')}"
    lines = []
    for step in found.steps:
        chosen = listed(step.letters)
        whole = step is found.steps[-1]
        if whole:
            lines.append(f"{chosen}: all {what}" + ("; no fewer reports have them" if found.exact else ""))
        else:
            lines.append(f"{chosen}: {step.held} of {total}")
    if not found.exact:
        lines.append(NOT_EXACT)
    return tuple(lines)


NOT_EXACT = "Chosen one after the other, each the one that adds most: another choice may need fewer."
NO_MATCH = "What is not found may be somebody else’s words, a translation, or words from elsewhere."
