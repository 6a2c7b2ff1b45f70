"""Text in terminal cells: what may reach a terminal, how wide it is drawn, where a line breaks.

Wide and combining characters count as they are drawn. Control characters of an article never reach the terminal,
and marks that turn the writing direction are left out: they would reorder what stands beside them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_NOT_SHOWN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_BLANKS = frozenset("\n\r\t\v\f\u2028\u2029")
_JOINERS = frozenset("\u200c\u200d")  # they shape letters and pictures and turn nothing
_UNIT = re.compile(r"(?s).[\u0300-\u036f\u200c\u200d\ufe00-\ufe0f]*")


def safe(text: str) -> str:
    """Text without control characters and marks of writing direction; line breaks and tabs become blanks."""
    kept = (c for c in text if c in _BLANKS or c in _JOINERS or unicodedata.category(c) not in _NOT_SHOWN)
    return "".join(" " if c in _BLANKS else c for c in kept)


def cells(text: str) -> int:
    """Terminal cells a text takes."""
    from rich.cells import cell_len  # imported late: the command line answers faster without

    return cell_len(text)


def wrap(text: str, width: int) -> list[str]:
    """Lines of at most ``width`` cells, at least one; a word too long for a line is cut."""
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


def _chop(word: str, width: int) -> Iterator[str]:
    """A long word cut where a line ends; a combining mark stays with its letter."""
    part = ""
    for unit in _UNIT.findall(word):
        if part and cells(part + unit) > width:
            yield part
            part = ""
        part += unit
    if part:
        yield part
