"""What the commands of the command line share: their inputs, and how results and failures are written.

Results go to standard output as UTF-8, everything else to standard error, a line each.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from rashomon.errors import InputError, OptionError, RashomonError
from rashomon.progress import Progress

if TYPE_CHECKING:
    from rashomon.fetch import Fetching
    from rashomon.model import Article, Comparison, Dropped

F = TypeVar("F", bound=Callable[..., int | None])


def say(line: str) -> None:
    """One line on standard error; whatever breaks lines in it is folded to spaces."""
    click.echo(f"rashomon: {' '.join(line.split())}", err=True)


def inputs(command: F) -> F:
    """The arguments and options of every command that reads articles."""
    return _inputs(command, required=True)


def inputs_if_any(command: F) -> F:
    """The same where there may be none."""
    return _inputs(command, required=False)


def _inputs(command: F, *, required: bool) -> F:
    decorators = (
        click.argument("files", nargs=-1, required=required, metavar="FILE|URL..."),
        click.option(
            "--outlet",
            "outlets",
            multiple=True,
            metavar="FILE=NAME",
            help="Who published FILE, where it does not say so itself. May be given several times.",
        ),
        click.option(
            "--published",
            multiple=True,
            metavar="FILE=DATE",
            help="When FILE was published: 2024-06-18 or 2024-06-18T09:00:00Z. May be given several times.",
        ),
        click.option(
            "--follow",
            is_flag=True,
            help="Fetch the pages that a FILE lists (a feed, an OPML, a sitemap, a table of addresses); those of a URL "
            "are fetched in any case.",
        ),
    )
    command = fetching_options(command)
    for decorate in reversed(decorators):
        command = decorate(command)
    return command


def fetching_options(command: F) -> F:
    """Hands a command the options of fetching as one value."""

    @wraps(command)
    def with_options(
        *, allow_private: bool, timeout: float, cache: Path | None, follow: bool = False, **others: Any
    ) -> int | None:
        from rashomon.fetch import Fetching

        how = Fetching(allow_private=allow_private, timeout=timeout, folder=cache, follow=follow)
        return command(fetching=how, **others)

    decorated = cast(F, with_options)
    for decorate in reversed(_FETCHING):
        decorated = decorate(decorated)
    return decorated


_FETCHING = (
    click.option(
        "--allow-private",
        is_flag=True,
        help="Let URLs lead to this machine and to private networks, redirects included.",
    ),
    click.option(
        "--timeout",
        type=click.FloatRange(0.1, 3600),
        default=30,
        show_default=True,
        metavar="SECONDS",
        help="Time for one URL, its redirects included; waiting for one's turn at a host is not counted.",
    ),
    click.option(
        "--cache",
        type=click.Path(file_okay=False, writable=True, path_type=Path),
        metavar="DIR",
        help="Keep fetched pages in DIR, and the next time ask only whether they changed.",
    ),
)


# The only place a language model's key is taken from: an option would stand in lists of processes and histories.
LLM_KEY = "RASHOMON_LLM_KEY"


def llm_options(command: F) -> F:
    """Hands a command the language model it may ask, or None."""

    @wraps(command)
    def with_model(
        *, llm: str | None, llm_model: str | None, llm_timeout: float, **others: Any
    ) -> int | None:
        if (llm is None) != (llm_model is None):
            raise OptionError(
                "--llm and --llm-model go together: --llm http://localhost:8080/v1 --llm-model NAME"
            )
        model = None
        if llm is not None and llm_model is not None:
            from rashomon.llm import Model

            model = Model(llm, llm_model, os.environ.get(LLM_KEY) or None, llm_timeout)
        return command(model=model, **others)

    decorated = cast(F, with_model)
    for decorate in reversed(_LLM):
        decorated = decorate(decorated)
    return decorated


_LLM = (
    click.option(
        "--llm", metavar="URL", help="Ask a language model there, at an OpenAI-compatible endpoint."
    ),
    click.option("--llm-model", metavar="NAME", help="The model's name at that endpoint."),
    click.option(
        "--llm-timeout",
        type=click.FloatRange(0.1, 3600),
        default=120,
        show_default=True,
        metavar="SECONDS",
        help="Time for one of its answers, of which there are two.",
    ),
)


as_jsonl = click.option(
    "--jsonl", is_flag=True, expose_value=False, help="One JSON object a line: the default."
)


def kept(
    files: Sequence[str],
    outlets: Sequence[str],
    published: Sequence[str],
    fetching: Fetching,
    lost: list[Dropped],
    progress: Progress,
    most: int | None = None,
) -> Iterator[Article]:
    """The articles that could be read, in order; the others are put in ``lost``. Of what inputs list, at most ``most``
    pages are fetched."""
    names = assigned("--outlet", "NAME", outlets, files)
    dates = assigned("--published", "DATE", published, files)

    from rashomon.model import Article
    from rashomon.pipeline import read_each

    for row in read_each(
        files, outlets=names, published=dates, fetching=fetching, most=most, progress=progress
    ):
        if isinstance(row, Article):
            yield row
        else:
            lost.append(row)


def assigned(option: str, what: str, values: Sequence[str], files: Sequence[str]) -> dict[str, str]:
    """``FILE=VALUE`` options by input. FILE is an input as given, or its bare name where that is unambiguous.

    Raises OptionError that names every value that does not work and the inputs there are.
    """
    found: dict[str, str] = {}
    wrong: list[str] = []
    for value in values:
        matching = [f for f in files if value.startswith(f"{f}=")]
        names = {f: f for f in (max(matching, key=len),)} if matching else {f: Path(f).name for f in files}
        fitting = [
            (f, value[len(name) + 1 :].strip()) for f, name in names.items() if value.startswith(f"{name}=")
        ]
        if len(fitting) == 1 and fitting[0][1]:
            found.update(fitting)
        else:
            wrong.append(value)
    if wrong:
        listed, inputs = ", ".join(map(repr, wrong)), ", ".join(dict.fromkeys(files))
        raise OptionError(f"{option} {listed}: write FILE={what} with FILE one of: {inputs}")
    return found


def dropped_line(row: Dropped) -> str:
    return f"dropped {row.origin}: {row.reason}"


def stream(rows: Callable[[Progress], Iterator[str]], lost: list[Dropped]) -> None:
    """Write rows as they come and name what was dropped; without a single row, fail."""
    written = told = 0
    with Progress(sys.stderr) as progress:
        for line in rows(progress):
            progress.clear()
            print_text(line)
            written += 1
        if not written and len(lost) == 1:
            raise RashomonError(f"{lost[0].origin}: {lost[0].reason}")
        progress.clear()
        for row in lost[told:]:
            say(dropped_line(row))
    if not written:
        raise RashomonError(f"none of the {len(lost)} inputs could be read as an article")


def print_text(text: str) -> None:
    """Text on standard output as UTF-8, whatever the locale says: it is what every reader of the result expects."""
    stream = sys.stdout.buffer
    try:
        stream.write(text.encode("utf-8"))
        stream.flush()
    except BrokenPipeError as error:
        raise ReaderGoneError from error
    except OSError as error:
        raise RashomonError(f"standard output: {error.strerror or error}") from error


class ReaderGoneError(Exception):
    """Nobody reads standard output any more (``| head``): no mistake, and nothing to say."""


def text_of(path: str) -> str:
    """What `compare` wrote to a file as JSON or as a page; "-" is standard input. Raises InputError."""
    try:
        raw = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
        return raw.decode("utf-8-sig")
    except OSError as error:
        raise InputError(path, error.strerror or str(error)) from error
    except UnicodeDecodeError as error:
        raise InputError(path, "not UTF-8, so no comparison's JSON or page") from error


def comparison_in(text: str, path: str) -> Comparison:
    """The comparison of a JSON or page that `compare` wrote to ``path``. Raises InputError."""
    from rashomon.codec import comparison_from_json
    from rashomon.verify import data_of, is_page

    if is_page(text):
        text = data_of(text, path)
    if not text.lstrip().startswith("{"):
        raise InputError(
            path, "is no comparison, which `rashomon compare … --json FILE` or `--html FILE` writes"
        )
    return comparison_from_json(text)


def report_of(path: str) -> Comparison:
    """The comparison that `compare --json` or `--html` wrote; "-" is standard input. Raises InputError."""
    return comparison_in(text_of(path), path)
