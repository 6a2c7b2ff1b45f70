"""``rashomon watch``: feeds that are looked at again and again, into the library."""

from __future__ import annotations

import re
import sys
import threading
import time
from collections import Counter
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rashomon.cli_library_parts import article_line, counted, named, opened
from rashomon.cli_parts import dropped_line, fetching_options, print_text, say
from rashomon.errors import OptionError
from rashomon.progress import Progress

if TYPE_CHECKING:
    from rashomon.fetch import Fetching
    from rashomon.fetch.background import Fetcher
    from rashomon.library import Added, Library
    from rashomon.model import Dropped

_DURATION = re.compile(r"(\d+)([smhd])")
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_WORDS = {"added": "new", "changed": "edited"}


@click.command(
    epilog="\b\nExamples:\n  rashomon watch feeds.opml\n  rashomon watch https://news.example/rss --every 1h\n"
    "  rashomon watch feeds.opml --once --jsonl >> log.jsonl"
)
@click.argument("sources", nargs=-1, required=True, metavar="FEEDS.opml|URL...")
@named
@click.option(
    "--every",
    default="15m",
    show_default=True,
    metavar="TIME",
    help="From one round to the next: 90s, 15m, 2h, 1d.",
)
@click.option("--once", is_flag=True, help="One round, and no more.")
@click.option(
    "--compare/--no-compare", default=True, show_default=True, help="Compare stories of two outlets."
)
@click.option("--jsonl", is_flag=True, help="One JSON object a line.")
@fetching_options
@click.pass_context
def watch(
    context: click.Context,
    sources: tuple[str, ...],
    file: Path | None,
    every: str,
    once: bool,
    compare: bool,
    jsonl: bool,
    fetching: Fetching,
) -> None:
    """Follow feeds: what they bring is added to the library and to its stories, round after round.

    A line for each article that is new or edited, once it is safely on disk, and one for each round. A feed is asked
    only whether it has changed; a page when a feed first names it, and again each time its age has doubled, which is how
    edits are found. robots.txt, Retry-After and a pause between two requests to a host are kept. Stories of two outlets
    are compared in the time that is left. Ctrl-C ends it; nothing that was told is lost.
    """
    from rashomon.fetch.background import Fetcher
    from rashomon.library import watching

    context.obj = file
    seconds = _seconds(every)
    feeds = watching.addresses(sources)
    with opened(writable=True, new=True) as into:
        own = Path(f"{into.path}.pages")
        with Fetcher(fetching if fetching.folder else replace(fetching, folder=own)) as fetcher:
            while True:
                begun = time.monotonic()
                _round(into, fetcher, feeds, jsonl)
                watching.tidied(own)
                if compare:
                    _compare(into, jsonl, None if once else begun + seconds)
                if once:
                    return
                time.sleep(max(0.0, begun + seconds - time.monotonic()))


def _round(into: Library, fetcher: Fetcher, feeds: list[str], jsonl: bool) -> None:
    from rashomon.codec import to_line
    from rashomon.library import Added, watching

    counts: Counter[str] = Counter()
    begun = into.clock()
    again: list[Dropped] = []
    with _progress() as progress:
        for batch in watching.once(into, fetcher, feeds, again, progress=progress):
            progress.clear()
            for row in batch:
                counts[row.state if isinstance(row, Added) else "dropped"] += 1
                if not isinstance(row, Added):
                    say(dropped_line(row))
                elif row.state != "unchanged":
                    print_text(to_line(asdict(row)) if jsonl else _line(into, row))
    told: dict[str, Any] = {"round": begun, "feeds": len(feeds)}
    told |= {name: counts[name] for name in ("added", "changed", "unchanged", "dropped")}
    told["dropped_again"] = len(again)
    if jsonl:
        print_text(to_line(told))
    else:
        print_text(
            f"{begun}  {len(feeds)} feed{'s' if len(feeds) > 1 else ''}: {told['added']} new, {told['changed']} edited, "
            f"{told['unchanged']} as before, {told['dropped']} dropped, {len(again)} dropped again\n"
        )


def _line(into: Library, row: Added) -> str:
    from rashomon.library import listing

    with into.reading() as db:
        number = db.execute("SELECT number FROM article WHERE id = ?", (row.id,)).fetchone()
        (article,) = listing.listed(db, number)
    return f"{_WORDS[row.state]:<6}  {article_line(listing.as_row(article))}\n"


def _compare(into: Library, jsonl: bool, end: float | None) -> None:
    """Compare the stories that are due, until it is time for the next round."""
    from rashomon.codec import to_line
    from rashomon.library.comparing import all_due, summary

    with _progress() as progress:
        for name, result in all_due(into, progress=progress):
            progress.clear()
            if isinstance(result, str):
                say(f"{name}: {result}")
            else:
                row = {"story": name} | summary(result)
                print_text(
                    to_line(row)
                    if jsonl
                    else f"compared  {name}  {row['compared']} articles: {counted(row)}\n"
                )
            if end is not None and time.monotonic() > end:
                return


def _progress() -> Progress:
    """Shown on a terminal only: a log of months has a line a round."""
    return Progress(sys.stderr) if sys.stderr.isatty() else Progress(sys.stderr, after=threading.TIMEOUT_MAX)


def _seconds(every: str) -> int:
    match = _DURATION.fullmatch(every)
    if match is None or int(match[1]) == 0:
        raise OptionError(f"--every {every}: write a time as 90s, 15m, 2h or 1d")
    return int(match[1]) * _UNITS[match[2]]
