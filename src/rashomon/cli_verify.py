"""The command that checks a report: its JSON, and the articles it was made of if they are at hand."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rashomon.cli_parts import dropped_line, inputs_if_any, kept, print_text, say
from rashomon.errors import InputError
from rashomon.progress import Progress

if TYPE_CHECKING:
    from rashomon.fetch import Fetching
    from rashomon.model import Dropped

FAILED = 2


@click.command(
    epilog="\b\nExamples:\n  rashomon verify report.json\n  rashomon verify report.json a.txt b.html\n"
    "  rashomon compare a.txt b.txt --json - | rashomon verify -"
)
@click.argument("report", metavar="REPORT")
@inputs_if_any
def verify(
    report: str,
    files: tuple[str, ...],
    outlets: tuple[str, ...],
    published: tuple[str, ...],
    fetching: Fetching,
) -> int:
    """Does a report follow from its texts? What does not is named, with its rule and its passage.

    REPORT is the JSON that `rashomon compare --json` wrote, with a briefing as it was written or edited since; - is
    standard input. Each sentence of the briefing is derived again from the passages it cites, and so are places,
    quotations, speakers and counts; no part of the program that made the report is used. With FILEs, the articles, it
    is checked too that the report has their texts. Exit status: 0 when everything follows, 2 when not.
    """
    lost: list[Dropped] = []
    with Progress(sys.stderr) as progress:
        from rashomon.codec import comparison_from_json
        from rashomon.verify import verify as failures_of

        comparison = comparison_from_json(_text(report))
        articles = list(kept(files, outlets, published, fetching, lost, progress)) if files else []
        failures = failures_of(comparison, articles)
    for row in lost:
        say(dropped_line(row))
    for failure in failures:
        print_text(f"{failure}\n")
    size = f"{len(comparison.briefing)} sentences, {len(comparison.points)} points, {len(comparison.articles)} articles"
    places = len({f.where for f in failures})
    print_text(f"{size}: {f'{places} do not follow' if failures else 'everything follows'}\n")
    return FAILED if failures or lost else 0


def _text(report: str) -> str:
    try:
        raw = sys.stdin.buffer.read() if report == "-" else Path(report).read_bytes()
        text = raw.decode("utf-8-sig")
    except OSError as error:
        raise InputError(report, error.strerror or str(error)) from error
    except UnicodeDecodeError as error:
        raise InputError(report, "not UTF-8, so no comparison's JSON") from error
    if not text.lstrip().startswith("{"):
        raise InputError(report, "is no comparison's JSON, which `rashomon compare … --json FILE` writes")
    return text
