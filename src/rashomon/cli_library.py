"""``rashomon library``: a file that keeps every article seen, and the stories they make."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rashomon.cli_library_parts import (
    article_line,
    as_json,
    behind,
    counted,
    limited,
    line_of,
    more,
    named,
    opened,
    story_line,
    write,
)
from rashomon.cli_parts import dropped_line, inputs, kept, print_text, say
from rashomon.cli_story import story
from rashomon.errors import LibraryError, OptionError, RashomonError
from rashomon.progress import Progress

if TYPE_CHECKING:
    from rashomon.fetch import Fetching
    from rashomon.library import Entry
    from rashomon.library.changes import Change, Pair
    from rashomon.model import Dropped, Span
    from rashomon.report.files import Form

ROWS = (".jsonl", ".ndjson")


@click.group(
    epilog="\b\nExamples:\n  rashomon library add *.html feed.jsonl\n  rashomon library search ferry --since 2026-02-01\n"
    "  rashomon library story why a1 a2\n  rashomon library --library desk.sqlite check"
)
@named
@click.pass_context
def library(context: click.Context, file: Path | None) -> None:
    """Articles kept with every version seen, grouped into stories as they come."""
    context.obj = file


library.add_command(story)


# ---------------------------------------------------------------- add


@library.command(
    epilog="\b\nExamples:\n  rashomon library add a.html b.txt\n  rashomon library add articles.jsonl\n"
    "  rashomon library add --rows - < articles.jsonl"
)
@inputs
@click.option("--rows", is_flag=True, help="The inputs are JSONL, whatever their names end in.")
def add(
    files: tuple[str, ...],
    outlets: tuple[str, ...],
    published: tuple[str, ...],
    rows: bool,
    fetching: Fetching,
) -> None:
    """Put articles into the library; one JSON object a line for each, once it is safely there.

    FILEs are what `rashomon read` takes, or JSONL (names that end in .jsonl) as `rashomon group` takes. "state" is
    added, changed (another version of an article that is there), or unchanged. An input that cannot be read is named,
    and kept as dropped.
    """
    import gc

    from rashomon.codec import to_line
    from rashomon.library import added
    from rashomon.model import Dropped

    # looking for garbage among all that is held of a large library took a fifteenth of the time, and there is little
    gc.set_threshold(100_000, 20, 100)
    done = lost = 0
    with opened(writable=True, new=True) as into, Progress(sys.stderr) as progress:
        ahead = "-" not in files and (os.cpu_count() or 1) > 1  # what comes as it comes is told as it comes
        entries = _entries(files, outlets, published, rows, fetching, progress)
        for batch in added(into, entries, ahead=ahead):
            progress.clear()
            good = [row for row in batch if not isinstance(row, Dropped)]
            for row in batch:
                if isinstance(row, Dropped):
                    say(dropped_line(row))
            done, lost = done + len(good), lost + len(batch) - len(good)
            print_text("".join(to_line(asdict(row)) for row in good))
    if not done:
        raise RashomonError(f"none of the {lost} inputs could be read as an article")


def _entries(
    files: tuple[str, ...],
    outlets: tuple[str, ...],
    published: tuple[str, ...],
    rows: bool,
    fetching: Fetching,
    progress: Progress,
) -> Iterator[Entry | Dropped]:
    from rashomon.errors import InputError
    from rashomon.library import of_article, read_entries
    from rashomon.model import Dropped

    plain = tuple(f for f in files if not rows and not f.lower().endswith(ROWS))
    lost: list[Dropped] = []
    if plain:
        from rashomon.pipeline import unreadable

        for article in kept(plain, outlets, published, fetching, lost, progress):
            yield from lost
            lost.clear()
            yield unreadable(article) or of_article(article)
        yield from lost
    for file in files:
        if file in plain:
            continue
        try:
            for number, entry in enumerate(read_entries(file)):
                progress(f"adding {file}, line {number + 1}", 0, 1)
                yield entry
        except InputError as error:
            yield Dropped(error.origin, "read", error.reason)


# ---------------------------------------------------------------- look


@library.command("list")
@click.option("--edited", is_flag=True, help="Only articles of which several versions were seen.")
@limited
@behind
@as_json
def list_articles(edited: bool, limit: int, after: str | None, jsonl: bool) -> None:
    """The articles, the newest arrival first."""
    from rashomon.library import listing

    with opened() as source:
        found, mark = listing.articles(source, limit=limit, after=after, edited=edited)
    write([listing.as_row(row) for row in found], jsonl, article_line)
    more(mark)


@library.command(
    epilog="\b\nExamples:\n  rashomon library search 'ferry aground'\n"
    "  rashomon library search '\"Orlund Sound\" inquir*' --outlet Courier --since 2026-02-01"
)
@click.argument("words", nargs=-1)
@click.option("--outlet", metavar="NAME", help="Only articles of this outlet.")
@click.option("--since", metavar="DAY", help="Only articles published on that day (2026-02-03) or later.")
@click.option("--until", metavar="DAY", help="Only articles published on that day or before.")
@click.option("--story", metavar="STORY", help="Only articles of this story.")
@click.option(
    "--speaker", metavar="NAME", help="Only articles that report words of NAME (Quist, or Halla Quist)."
)
@click.option(
    "--entity", metavar="NAME", help="Only articles that name this person, organisation, place or group."
)
@click.option("--best", is_flag=True, help="The best first, of the newest 1,000; one page.")
@limited
@behind
@as_json
def search(
    words: tuple[str, ...],
    outlet: str | None,
    since: str | None,
    until: str | None,
    story: str | None,
    speaker: str | None,
    entity: str | None,
    best: bool,
    limit: int,
    after: str | None,
    jsonl: bool,
) -> None:
    """Articles that hold all WORDS, if any are given, in any order, the newest arrival first.

    "words in a row" stand in double quotes; begin* finds every word that begins so. Words are found in other forms too
    (resigns, resigned), and whatever their case and accents. Speakers and entities are known of articles that were
    annotated (`rashomon library annotate`); how many were not is told.
    """
    from rashomon.library import listing
    from rashomon.library.search import Filters
    from rashomon.library.search import search as find

    filters = Filters(outlet, _day("--since", since), _day("--until", until), story, speaker, entity)
    if best and after is not None:
        raise OptionError("--best has one page; leave out --after")
    with opened() as source:
        page = find(source, " ".join(words), filters=filters, limit=limit, after=after, best=best)

    def line(row: dict[str, Any]) -> str:
        head = line_of(row["id"], row["story"], row["published"], row["outlet"], row["title"])
        return f"{head}\n    {row['snippet']}"

    write([listing.as_row(hit.article) | {"snippet": hit.snippet} for hit in page.hits], jsonl, line)
    if page.unread:
        say(f"{page.unread} articles that may fit are not annotated yet: `rashomon library annotate`")
    more(page.after)


def _day(option: str, value: str | None) -> str | None:
    try:
        return None if value is None else date.fromisoformat(value).isoformat()
    except ValueError as error:
        raise OptionError(f"{option} {value}: write a day as 2026-02-03") from error


@library.command()
@click.option(
    "--outlets", type=click.IntRange(1), default=1, metavar="N", help="Only stories of at least N outlets."
)
@limited
@behind
@as_json
def stories(outlets: int, limit: int, after: str | None, jsonl: bool) -> None:
    """The stories, the newest first."""
    from rashomon.library import listing

    with opened() as source:
        found, mark = listing.stories(source, outlets=outlets, limit=limit, after=after)
    write([listing.as_row(row) for row in found], jsonl, story_line)
    more(mark)


# ---------------------------------------------------------------- history


@library.command(
    epilog="\b\nExamples:\n  rashomon library history a1\n  rashomon library history --jsonl > edits.jsonl"
)
@click.argument("articles", nargs=-1, metavar="[ARTICLE]...")
@as_json
def history(articles: tuple[str, ...], jsonl: bool) -> None:
    """What outlets changed in their articles between the versions seen: sentences, quotations, values; with times.

    Without an ARTICLE, of all articles that changed.
    """
    from rashomon.library import history as past

    with opened() as source:
        for id in articles or past.edited(source):
            found = list(past.edits(source, id))
            if not found and not jsonl:
                print_text(f"{id}: one version\n")
            for edit in found:
                row = {
                    "article": id,
                    "old": {"seen": edit.old.seen, "sha256": edit.old.sha256},
                    "new": {"seen": edit.new.seen, "sha256": edit.new.sha256},
                    "changes": [_change_row(c) for c in edit.changes],
                }
                head = f"{id}: {edit.old.seen} to {edit.new.seen}"
                text = "\n".join([head, *(line for c in edit.changes for line in _change_lines(c))])
                write([row], jsonl, lambda _, text=text: text)  # type: ignore[misc]


def _change_row(change: Change) -> dict[str, Any]:
    def span(of: Span | None) -> list[int] | None:
        return None if of is None else [of.start, of.end]

    def pair(of: Pair) -> dict[str, str | None]:
        return {"old": of.old, "new": of.new}

    return {
        "unit": change.unit,
        "what": change.what,
        "old": span(change.old),
        "new": span(change.new),
        "words": pair(change.words),
        "quotations": [pair(p) for p in change.quotations],
        "values": [pair(p) for p in change.values],
    }


def _change_lines(change: Change) -> Iterator[str]:
    yield f"  {change.unit} {change.what}"
    for mark, text in (("-", change.words.old), ("+", change.words.new)):
        if text is not None:
            yield f"    {mark} {' '.join(text.split())}"
    if change.what == "changed":
        for name, pairs in (("quotation", change.quotations), ("value", change.values)):
            for pair in pairs:
                yield f"    {name}: {pair.old or '(none)'} → {pair.new or '(none)'}"


# ---------------------------------------------------------------- results


@library.command(
    epilog="\b\nExamples:\n  rashomon library annotate\n  rashomon library annotate s12 a1 --jsonl"
)
@click.argument("names", nargs=-1, metavar="[STORY|ARTICLE]...")
@as_json
def annotate(names: tuple[str, ...], jsonl: bool) -> None:
    """Find out whose words each article reports and what it names, as far as that is not known yet; a line for each.

    Without a name, of all articles. What is found is kept, and serves `search --speaker` and `--entity` and the tables of
    `export`. It takes about a second an article; what is done when it is interrupted is kept.
    """
    from rashomon.library.annotating import annotated

    count = 0
    with opened(writable=True) as into, Progress(sys.stderr) as progress:
        for done in annotated(into, names):
            count += 1
            progress.clear()
            found = f"{done.attributions} attributions, {done.claims} claims, {done.entities} entities"
            write([asdict(done)], jsonl, lambda row, told=found: line_of(row["article"], row["why"] or told))  # type: ignore[misc]
            progress("annotating", count, done.of)
    if not count:
        say("there is nothing to annotate")


@library.command(epilog="\b\nExample:\n  rashomon library compare && rashomon library export tables")
@as_json
def compare(jsonl: bool) -> None:
    """Compare every story of two outlets or more that has not been compared as it is now; a line for each.

    A comparison is kept until an article of the story changes, comes or goes, or Rashomon does. `rashomon library story
    compare STORY` shows one.
    """
    from rashomon.library.comparing import all_due, summary

    count = 0
    with opened(writable=True) as into, Progress(sys.stderr) as progress:
        for name, result in all_due(into, progress=progress):
            progress.clear()
            count += 1
            if isinstance(result, str):
                say(f"{name}: {result}")
                continue
            row = {"story": name} | summary(result)
            write([row], jsonl, lambda r: f"{r['story']}  {r['compared']} articles: {counted(r)}")
    if not count:
        say("there is nothing to compare")


# ---------------------------------------------------------------- keep


@library.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--jsonl", "form", flag_value="jsonl", help="JSON lines instead of CSV.")
@click.option("--parquet", "form", flag_value="parquet", help="Parquet instead of CSV.")
def export(folder: Path, form: Form | None) -> None:
    """Everything as tables, a file each, into DIR (docs/tables.md).

    Articles, versions, stories, corrections and what was dropped; and of what was annotated and compared, attributions,
    claims, points, findings and all other tables of `rashomon compare --csv`.
    """
    from rashomon.library.exporting import export as write_tables

    with opened() as source:
        done = write_tables(source, folder, form or "csv")
    say(f"wrote {len(done.files)} tables to {folder}")
    for count, what, command in (
        (done.not_annotated, "articles not annotated", "annotate"),
        (done.not_compared, "stories of two outlets not compared", "compare"),
    ):
        if count:
            say(f"missing in the tables of results: {count} {what} (`rashomon library {command}`)")


@library.command()
def check() -> None:
    """Prove the library whole: file, references, texts, index, stories, corrections. Exit status 2 when it is not."""
    from rashomon.codec import to_line
    from rashomon.library import upkeep

    with opened(writable=True) as into:
        report = upkeep.check(into)
        print_text(to_line(asdict(report)))
        for text in (*report.problems, *report.overruled):
            say(text)
        if report.problems:
            raise LibraryError(f"{into.path}: {len(report.problems)} problems; use a backup")


@library.command()
@click.argument("target", metavar="FILE", type=click.Path(path_type=Path))
def backup(target: Path) -> None:
    """A copy of the library in a new FILE, complete though others write meanwhile."""
    from rashomon.library import upkeep

    with opened() as source:
        upkeep.backup(source, target)
