"""``rashomon library``: a file that keeps every article seen, and the stories they make."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rashomon.cli_parts import dropped_line, inputs, kept, print_text, say
from rashomon.errors import LibraryError, OptionError, RashomonError
from rashomon.progress import Progress

if TYPE_CHECKING:
    from rashomon.fetch import Fetching
    from rashomon.library import Entry, Library
    from rashomon.library.changes import Change, Pair
    from rashomon.library.corrections import Ruled
    from rashomon.model import Dropped, Span

VARIABLE = "RASHOMON_LIBRARY"
ROWS = (".jsonl", ".ndjson")


class _Story(click.Group):
    """`story S` shows a story; `story merge …` corrects one."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and not args[0].startswith("-") and args[0] not in self.commands:
            args = ["show", *args]
        return super().parse_args(ctx, args)


@click.group(
    epilog="\b\nExamples:\n  rashomon library add *.html feed.jsonl\n  rashomon library search ferry --since 2026-02-01\n"
    "  rashomon library story why a1 a2\n  rashomon library --library desk.sqlite check"
)
@click.option(
    "--library",
    "file",
    envvar=VARIABLE,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=f"The library  [default: ${VARIABLE}, or rashomon/library.sqlite in the user's data folder]",
)
@click.pass_context
def library(context: click.Context, file: Path | None) -> None:
    """Articles kept with every version seen, grouped into stories as they come."""
    context.obj = file


def _open(*, writable: bool = False, new: bool = False) -> Library:
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


_as_json = click.option("--jsonl", "as_json", is_flag=True, help="One JSON object a line.")
_limit = click.option(
    "--limit", type=click.IntRange(1, 1000), default=20, show_default=True, metavar="N", help="Rows a page."
)
_after = click.option(
    "--after", metavar="MARK", help="The page behind MARK, with which the page before ended."
)


def _write(rows: list[dict[str, Any]], as_json: bool, line: Callable[[dict[str, Any]], str]) -> None:
    from rashomon.codec import to_line

    print_text("".join(to_line(row) if as_json else line(row) + "\n" for row in rows))


def _more(after: str | None) -> None:
    if after is not None:
        say(f"there is more: --after {after}")


def _words(*parts: object) -> str:
    """What is known of a thing in one line."""
    return "  ".join(" ".join(str(part).split()) for part in parts if part not in (None, ""))


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
    from rashomon.codec import to_line
    from rashomon.library import added
    from rashomon.model import Dropped

    done = lost = 0
    with _open(writable=True, new=True) as into, Progress(sys.stderr) as progress:
        for batch in added(into, _entries(files, outlets, published, rows, fetching, progress)):
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
@_limit
@_after
@_as_json
def list_articles(edited: bool, limit: int, after: str | None, as_json: bool) -> None:
    """The articles, the newest arrival first."""
    from rashomon.library import listing

    with _open() as source:
        found, mark = listing.articles(source, limit=limit, after=after, edited=edited)
    _write([listing.as_row(row) for row in found], as_json, _article_line)
    _more(mark)


def _article_line(row: dict[str, Any]) -> str:
    versions = f"{row['versions']} versions" if row["versions"] > 1 else None
    return _words(row["id"], row["story"], row["published"], row["outlet"], row["title"], versions)


@library.command(
    epilog="\b\nExamples:\n  rashomon library search 'ferry aground'\n"
    "  rashomon library search '\"Orlund Sound\" inquir*' --outlet Courier --since 2026-02-01"
)
@click.argument("words", nargs=-1, required=True)
@click.option("--outlet", metavar="NAME", help="Only articles of this outlet.")
@click.option("--since", metavar="DAY", help="Only articles published on that day (2026-02-03) or later.")
@click.option("--until", metavar="DAY", help="Only articles published on that day or before.")
@click.option("--story", metavar="STORY", help="Only articles of this story.")
@click.option("--best", is_flag=True, help="The best first, of the newest 1,000; one page.")
@_limit
@_after
@_as_json
def search(
    words: tuple[str, ...],
    outlet: str | None,
    since: str | None,
    until: str | None,
    story: str | None,
    best: bool,
    limit: int,
    after: str | None,
    as_json: bool,
) -> None:
    """Articles that hold all WORDS in any order, the newest arrival first.

    "words in a row" stand in double quotes; begin* finds every word that begins so. Words are found in other forms too
    (resigns, resigned), and whatever their case and accents.
    """
    from rashomon.library.search import Filters
    from rashomon.library.search import search as find

    filters = Filters(outlet, _day("--since", since), _day("--until", until), story)
    if best and after is not None:
        raise OptionError("--best has one page; leave out --after")
    with _open() as source:
        page = find(source, " ".join(words), filters=filters, limit=limit, after=after, best=best)

    def line(row: dict[str, Any]) -> str:
        head = _words(row["id"], row["story"], row["published"], row["outlet"], row["title"])
        return f"{head}\n    {row['snippet']}"

    _write([asdict(hit) for hit in page.hits], as_json, line)
    _more(page.after)


def _day(option: str, value: str | None) -> str | None:
    try:
        return None if value is None else date.fromisoformat(value).isoformat()
    except ValueError as error:
        raise OptionError(f"{option} {value}: write a day as 2026-02-03") from error


@library.command()
@click.option(
    "--outlets", type=click.IntRange(1), default=1, metavar="N", help="Only stories of at least N outlets."
)
@_limit
@_after
@_as_json
def stories(outlets: int, limit: int, after: str | None, as_json: bool) -> None:
    """The stories, the newest first."""
    from rashomon.library import listing

    with _open() as source:
        found, mark = listing.stories(source, outlets=outlets, limit=limit, after=after)
    _write([listing.as_row(row) for row in found], as_json, _story_line)
    _more(mark)


def _story_line(row: dict[str, Any]) -> str:
    count = f"{row['articles']} article{'s' if row['articles'] > 1 else ''}"
    return _words(row["id"], count, row["earliest"], row["title"])


# ---------------------------------------------------------------- stories


@library.group(
    cls=_Story,
    epilog="\b\nExamples:\n  rashomon library story s12\n  rashomon library story why a1 a2\n"
    "  rashomon library story merge s12 s15\n  rashomon library story split a2",
)
def story() -> None:
    """A story and its articles; what binds them; and putting them right by hand.

    What is put right is kept for ever, and holds whenever stories are made anew. Where two corrections contradict each
    other, the later one holds, and both are told.
    """


@story.command()
@click.argument("name", metavar="STORY|ARTICLE")
@_as_json
def show(name: str, as_json: bool) -> None:
    """The articles of a story, in published order."""
    from rashomon.library import listing

    with _open() as source:
        told, members = listing.story(source, name)
    if as_json:
        rows = listing.as_row(told) | {"articles": [listing.as_row(m) for m in members]}
        _write([rows], True, str)
    else:
        print_text(_story_line(listing.as_row(told)) + "\n")
        _write([listing.as_row(m) for m in members], False, lambda row: "  " + _article_line(row))


@story.command()
@click.argument("a")
@click.argument("b")
@_as_json
def why(a: str, b: str, as_json: bool) -> None:
    """Why articles A and B are in one story, or are not: shared terms and their weights, days, corrections."""
    from rashomon.library import explaining

    with _open() as source:
        found = explaining.why(source, a, b)
    _write([explaining.report(found)], as_json, lambda _: "\n".join(explaining.lines(found)))


@story.command()
@click.argument("names", nargs=-1, required=True, metavar="STORY|ARTICLE...")
def merge(names: tuple[str, ...]) -> None:
    """These stories and articles are one story."""
    from rashomon.library import mending

    with _open(writable=True) as into:
        _tell(into, mending.correct(into, "merge", names))


@story.command()
@click.argument("names", nargs=-1, required=True, metavar="ARTICLE...")
@click.option("--from", "others", multiple=True, metavar="ARTICLE", help="Only from this article or story.")
def split(names: tuple[str, ...], others: tuple[str, ...]) -> None:
    """These articles are not of the story they are in."""
    from rashomon.library import mending

    with _open(writable=True) as into:
        _tell(into, mending.correct(into, "split", names, others))


@story.command()
@click.argument("names", nargs=-1, required=True, metavar="STORY...")
def pin(names: tuple[str, ...]) -> None:
    """The articles each of these stories has now stay together."""
    from rashomon.library import mending

    with _open(writable=True) as into:
        for name in names:
            ruled = mending.correct(into, "pin", [name])
        _tell(into, ruled)


@story.command()
@click.argument("number", type=int)
def undo(number: int) -> None:
    """Take back the correction of this NUMBER (`story corrections` lists them)."""
    from rashomon.library import mending

    with _open(writable=True) as into:
        _tell(into, mending.undo(into, number))


@story.command()
@_as_json
def corrections(as_json: bool) -> None:
    """Every correction made, and which contradict later ones."""
    from rashomon.library import mending

    with _open() as source:
        rows, overruled = mending.listed(source)

    def line(row: dict[str, Any]) -> str:
        sides = " | ".join(", ".join(side) for side in (row["left"], row["right"]) if side)
        undoes = f"correction {row['undoes']}" if row["undoes"] else None
        return _words(row["number"], row["kind"], row["made"], sides, undoes, row["state"])

    _write(rows, as_json, line)
    for text in overruled:
        say(text)


@story.command()
def regroup() -> None:
    """Make all stories anew from the texts and the corrections."""
    from rashomon.library import mending

    with _open(writable=True) as into:
        _tell(into, mending.regroup(into))


def _tell(into: Library, ruled: Ruled) -> None:
    """Say which corrections contradict each other."""
    from rashomon.library import upkeep

    with into.reading() as db:
        for text in upkeep.overruled_lines(db, ruled):
            say(text)


# ---------------------------------------------------------------- history


@library.command(
    epilog="\b\nExamples:\n  rashomon library history a1\n  rashomon library history --jsonl > edits.jsonl"
)
@click.argument("articles", nargs=-1, metavar="[ARTICLE]...")
@_as_json
def history(articles: tuple[str, ...], as_json: bool) -> None:
    """What outlets changed in their articles between the versions seen: sentences, quotations, values; with times.

    Without an ARTICLE, of all articles that changed.
    """
    from rashomon.library import history as past

    with _open() as source:
        for id in articles or past.edited(source):
            found = list(past.edits(source, id))
            if not found and not as_json:
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
                _write([row], as_json, lambda _, text=text: text)  # type: ignore[misc]


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


# ---------------------------------------------------------------- keep


@library.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--jsonl", "as_json", is_flag=True, help="JSONL files instead of CSV.")
def export(folder: Path, as_json: bool) -> None:
    """Articles, versions, stories, corrections and what was dropped as tables, a file each, into DIR."""
    from rashomon.library import listing

    with _open() as source:
        for path in listing.export(source, folder, "jsonl" if as_json else "csv"):
            say(f"wrote {path}")


@library.command()
def check() -> None:
    """Prove the library whole: file, references, texts, index, stories, corrections. Exit status 2 when it is not."""
    from rashomon.codec import to_line
    from rashomon.library import upkeep

    with _open(writable=True) as into:
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

    with _open() as source:
        upkeep.backup(source, target)
