"""What the commands of a library share: opening it, and writing its rows."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rashomon.cli_parts import print_text, say
from rashomon.errors import LibraryError

if TYPE_CHECKING:
    from rashomon.library import Library

VARIABLE = "RASHOMON_LIBRARY"

named = click.option(
    "--library",
    "file",
    envvar=VARIABLE,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=f"The library  [default: ${VARIABLE}, or rashomon/library.sqlite in the user's data folder]",
)


def opened(*, writable: bool = False, new: bool = False) -> Library:
    """The library that was named, or the user's own."""
    from rashomon.library import Library

    file = click.get_current_context().find_object(Path)
    if file is None:
        base = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
        file = Path(base) / "rashomon" / "library.sqlite"
        if new:
            try:
                file.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise LibraryError(
                    f"{file.parent}: {error.strerror or error}; name a file by --library"
                ) from error
    return Library(file, writable=writable, new=new)


as_json = click.option("--jsonl", is_flag=True, help="One JSON object a line.")
limited = click.option(
    "--limit", type=click.IntRange(1, 1000), default=20, show_default=True, metavar="N", help="Rows a page."
)
behind = click.option(
    "--after", metavar="MARK", help="The page behind MARK, with which the page before ended."
)


def write(rows: list[dict[str, Any]], jsonl: bool, line: Callable[[dict[str, Any]], str]) -> None:
    """Rows as JSON, or as a line each."""
    from rashomon.codec import to_line

    print_text("".join(to_line(row) if jsonl else line(row) + "\n" for row in rows))


def more(after: str | None) -> None:
    """Tell how the next page is had."""
    if after is not None:
        say(f"there is more: --after {after}")


def line_of(*parts: object) -> str:
    """What is known of a thing in one line."""
    return "  ".join(" ".join(str(part).split()) for part in parts if part not in (None, ""))


def article_line(row: dict[str, Any]) -> str:
    """An article in a list."""
    versions = f"{row['versions']} versions" if row["versions"] > 1 else None
    return line_of(row["id"], row["story"], row["published"], row["outlet"], row["title"], versions)


def story_line(row: dict[str, Any]) -> str:
    """A story in a list."""
    count = f"{row['articles']} article{'s' if row['articles'] > 1 else ''}"
    return line_of(row["id"], count, row["earliest"], row["title"])


def counted(row: dict[str, Any]) -> str:
    """What a comparison came to."""
    return ", ".join(f"{row[name]} {name}" for name in ("agreed", "conflict", "unsure", "single"))
