"""The command that checks a report: its JSON, and the articles it was made of if they are at hand."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from rashomon.cli_parts import (
    comparison_in,
    dropped_line,
    inputs_if_any,
    kept,
    print_text,
    say,
    text_of,
)
from rashomon.progress import Progress

if TYPE_CHECKING:
    from rashomon.fetch import Fetching
    from rashomon.model import Dropped

FAILED = 2


@click.command(
    epilog="\b\nExamples:\n  rashomon verify report.json\n  rashomon verify page.html a.txt b.html\n"
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

    REPORT is what `rashomon compare` wrote, the JSON or the page of --html, with a briefing as it was written or edited
    since; - is standard input. Each sentence of the briefing is derived again from the passages it cites, and so are
    places, quotations, speakers and counts; no part of the program that made the report is used. A page has to show what
    the data in it says. With FILEs, the articles, it is checked too that the report has their texts. Exit status: 0 when
    everything follows, 2 when not.
    """
    lost: list[Dropped] = []
    with Progress(sys.stderr) as progress:
        from rashomon.verify import is_page, shown
        from rashomon.verify import verify as failures_of

        text = text_of(report)
        comparison = comparison_in(text, report)
        articles = list(kept(files, outlets, published, fetching, lost, progress)) if files else []
        failures = failures_of(comparison, articles)
        if is_page(text):
            failures = (*failures, *shown(text, comparison))
    for row in lost:
        say(dropped_line(row))
    for failure in failures:
        print_text(f"{failure}\n")
    size = f"{len(comparison.briefing)} sentences, {len(comparison.points)} points, {len(comparison.articles)} articles"
    places = len({f.where for f in failures})
    print_text(f"{size}: {f'{places} do not follow' if failures else 'everything follows'}\n")
    return FAILED if failures or lost else 0
