"""Language knowledge is data: one folder a language, one text file a list.

A line is an entry; words of a multi-word entry are separated by one space; ``#`` begins a comment; blank lines are
skipped. A file of pairs separates its columns with tabs.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files


@lru_cache(maxsize=None)
def lines(name: str, language: str = "en") -> tuple[str, ...]:
    """The entries of ``lang/<language>/<name>.txt`` in their order. Raises FileNotFoundError for an unknown list."""
    text = files("rashomon.lang").joinpath(language, f"{name}.txt").read_text(encoding="utf-8")
    rows = (line.split("#", 1)[0].rstrip() for line in text.splitlines())
    return tuple(row for row in rows if row)


@lru_cache(maxsize=None)
def entries(name: str, language: str = "en") -> frozenset[str]:
    """The entries of a list as a set."""
    return frozenset(lines(name, language))


@lru_cache(maxsize=None)
def table(name: str, language: str = "en") -> tuple[tuple[str, ...], ...]:
    """The rows of a tab-separated list, each a tuple of its columns."""
    return tuple(tuple(cell.strip() for cell in row.split("\t")) for row in lines(name, language))
