"""How a comparison is written: the options of every command that makes one, and what follows from them."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import wraps
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from rashomon.cli_parts import print_text
from rashomon.errors import OptionError, RashomonError

if TYPE_CHECKING:
    from rashomon.model import Comparison

F = TypeVar("F", bound=Callable[..., None])

# Cells. Wider lines are hard to read; the renderer has limits of its own below and above.
WIDTH_WITHOUT_TERMINAL = 100


@dataclass(frozen=True, slots=True)
class Wanted:
    """Where a comparison is written to, "-" being standard output, and how it looks on a terminal."""

    texts: Mapping[str, str]  # an option of TEXTS -> its file
    csv: str | None
    show_all: bool
    width: int | None
    colour: bool | None


def report_options(command: F) -> F:
    """Hands a command the options of its report as one value."""

    @wraps(command)
    def with_wanted(
        *,
        csv_folder: str | None,
        show_all: bool,
        width: int | None,
        colour: bool | None,
        **others: Any,
    ) -> None:
        given = {name: others.pop(f"{name}_file") for name in TEXTS}
        texts = {name: target for name, target in given.items() if target is not None}
        command(wanted=Wanted(texts, csv_folder, show_all, width, colour), **others)

    decorated = cast(F, with_wanted)
    for decorate in reversed(_OPTIONS):
        decorated = decorate(decorated)
    return decorated


# Options that name a file, and what is written there; each but the JSON is a module of rashomon.report.
TEXTS = {
    "json": "the whole result as JSON",
    "html": "one self-contained page",
    "markdown": "the report as Markdown",
    "annotations": "W3C Web Annotations (JSON-LD)",
    "schemaorg": "quotations and claims in schema.org's words (JSON-LD)",
    "graphml": "who quotes whom as GraphML",
}

_OPTIONS = (
    *(
        click.option(f"--{name}", f"{name}_file", metavar="FILE", help=f"Write {what}; - is standard output.")
        for name, what in TEXTS.items()
    ),
    click.option(
        "--csv", "csv_folder", metavar="DIR", help="Write the result as tables, one CSV file each, into DIR."
    ),
    click.option(
        "--all", "show_all", is_flag=True, help="Show every row on the terminal, not the most salient."
    ),
    click.option(
        "--width",
        type=click.IntRange(20, 1000),
        metavar="N",
        help="Characters a line  [default: the terminal's]",
    ),
    click.option("--color/--no-color", "colour", default=None, help="Colours  [default: on a terminal only]"),
)


def check_wanted(wanted: Wanted, files: Sequence[str] = ()) -> None:
    """Refuse before the work what cannot be written after it. Raises OptionError."""
    check_targets({**{f"--{name}": to for name, to in wanted.texts.items()}, "--csv": wanted.csv}, files)


def write_report(comparison: Comparison, wanted: Wanted) -> None:
    """Write a comparison to each place, and print the report unless standard output is one of them."""
    for name, target in wanted.texts.items():
        write_text(target, _rendered(name, comparison))
    if wanted.csv is not None:
        from rashomon.report import files

        files.write(comparison, Path(wanted.csv))
    if "-" not in wanted.texts.values():
        from rashomon.report import terminal

        coloured = _wants_colour() if wanted.colour is None else wanted.colour
        columns = wanted.width or shutil.get_terminal_size((WIDTH_WITHOUT_TERMINAL, 24)).columns
        print_text(terminal.render(comparison, width=columns, colour=coloured, show_all=wanted.show_all))


def _rendered(name: str, comparison: Comparison) -> str:
    if name == "json":
        return comparison.to_json()
    text: str = import_module(f"rashomon.report.{name}").render(comparison)
    return text


def check_targets(targets: Mapping[str, str | None], files: Sequence[str]) -> None:
    """Refuse before the work what cannot be written after it; --csv names a directory. Raises OptionError."""
    given = {option: target for option, target in targets.items() if target is not None}
    same = [option for option, target in given.items() if list(given.values()).count(target) > 1]
    if same:
        raise OptionError(f"{' and '.join(same)} cannot both go to {given[same[0]]!r}")
    for option, target in given.items():
        path, tables = Path(target), option == "--csv"
        if target == "-" and not tables:
            continue
        if tables and (target == "-" or path.is_file()):
            raise OptionError(f"{option} {target}: is a file; tables need a directory")
        if not tables and path.is_dir():
            raise OptionError(f"{option} {target}: is a directory; name a file in it")
        if not path.parent.is_dir():
            raise OptionError(f"{option} {target}: there is no directory {str(path.parent)!r}")
        if not os.access(path if path.exists() else path.parent, os.W_OK):
            other = "" if tables else ", or - for standard output"
            raise OptionError(f"{option} {target}: cannot be written there; name another place{other}")
        for file in _written(path) if tables else [path]:
            if file.exists() and any(f != "-" and Path(f).exists() and file.samefile(f) for f in files):
                raise OptionError(f"{option} {target}: {file} is one of the inputs, which would be lost")


def _written(folder: Path) -> list[Path]:
    """The files that tables are written to."""
    from rashomon.report import files

    return [folder / name for name in files.names()]


def write_text(target: str, text: str) -> None:
    """A text to a file, or to standard output for "-". Raises RashomonError."""
    if target == "-":
        print_text(text)
        return
    try:
        Path(target).write_bytes(text.encode("utf-8"))
    except OSError as error:
        raise RashomonError(f"{target}: {error.strerror or error}") from error


def _wants_colour() -> bool:
    """On a terminal that can, unless the environment asks for none (no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
