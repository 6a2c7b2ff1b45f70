"""The command line: each command parses, calls the library, and hands the result to one renderer.

Results go to standard output, everything else to standard error. Exit status: 0 when what was asked could be done
with the inputs that are left, 2 when not, 130 after an interrupt. Nothing heavy is imported before a command runs.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

import click

from rashomon import __version__
from rashomon.cli_correct import correct
from rashomon.cli_library import library
from rashomon.cli_parts import (
    ReaderGoneError,
    as_jsonl,
    dropped_line,
    inputs,
    kept,
    llm_options,
    print_text,
    say,
    stream,
)
from rashomon.cli_report import Wanted, check_targets, check_wanted, report_options, write_report, write_text
from rashomon.cli_verify import verify
from rashomon.cli_watch import watch
from rashomon.errors import RashomonError, TooFewArticles
from rashomon.progress import Progress

if TYPE_CHECKING:
    from rashomon.fetch import Fetching
    from rashomon.llm import Model
    from rashomon.model import Article, Dropped

OK, FAILED, INTERRUPTED, PIPE_CLOSED = 0, 2, 130, 141

# Our matrices are small: threads for them take processor time and give none back. Read when numpy is first imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


# ---------------------------------------------------------------- commands


@click.group(
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="\b\nExamples:\n  rashomon compare a.txt b.html\n  rashomon compare *.txt --html report.html\n"
    "  rashomon read page.html --jsonl\n\nRun `rashomon COMMAND --help` for the options of a command.",
)
@click.version_option(__version__, message="rashomon %(version)s")
@click.pass_context
def commands(context: click.Context) -> None:
    """What several outlets report on one event, side by side: what they share, where they differ, whose words they
    carry, what each leaves out, with the exact passages. Works offline; judges no outlet."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


@commands.command(
    epilog="\b\nExamples:\n  rashomon compare a.txt b.txt\n  rashomon compare a.txt b.txt c.html --html page.html\n"
    "  rashomon compare a.txt b.txt --json - | jq .findings\n"
    "  rashomon compare a.txt b.txt --csv tables --markdown report.md\n"
    "  rashomon compare a.txt b.txt --outlet a.txt='The Courier' --published a.txt=2024-06-18\n"
    "  rashomon compare a.txt https://news.example/2024/06/18/visit\n"
    "  rashomon compare a.txt b.txt --source speech.txt\n"
    "  rashomon compare a.txt b.txt --llm http://localhost:8080/v1 --llm-model NAME\n"
    "  curl … | rashomon compare - b.txt",
)
@inputs
@report_options
@click.option(
    "--source",
    "source_file",
    metavar="FILE",
    help="The speech, statement or op-ed they quote (text, page or captions): lays each quotation on it.",
)
@click.option(
    "--words",
    type=click.IntRange(1, 100_000),
    metavar="N",
    help="Words of the briefing at most  [default: some sentences of each kind]",
)
@click.option(
    "--corrections", "corrected", metavar="FILE", help="Follow what `rashomon correct` put into FILE."
)
@llm_options
def compare(
    files: tuple[str, ...],
    outlets: tuple[str, ...],
    published: tuple[str, ...],
    wanted: Wanted,
    words: int | None,
    corrected: str | None,
    source_file: str | None,
    model: Model | None,
    fetching: Fetching,
) -> None:
    """Set two or more reports on one event side by side.

    FILEs are articles (text, Markdown, saved pages, transcripts) or hold several (feeds, exports as JSON lines, CSV or
    Parquet, web archives, news agencies' formats; README.md lists all): what is taken of these is named. - is
    standard input. A URL is fetched as its host's robots.txt allows, a feed's pages with it, and with --follow the
    pages that FILEs list; nothing else is. The report is printed unless another form is given standard output.
    What cannot be read is named and left out; two articles must be left.

    With --llm the claims are sent to a language model at that address, which may propose better sentences and doubts;
    what does not follow from the texts is refused and listed (docs/llm.md). Its key is taken from RASHOMON_LLM_KEY.
    """
    check_wanted(wanted, (*files, *(f for f in (corrected, source_file) if f)))
    lost: list[Dropped] = []
    with Progress(sys.stderr) as progress:
        from rashomon.correct import load
        from rashomon.pipeline import compare as compare_articles
        from rashomon.pipeline import read as read_source

        corrections = load(corrected) if corrected is not None else ()
        source = None if source_file is None else read_source(source_file, fetching=fetching)
        articles = _readable(files, outlets, published, fetching, lost, progress)
        if len(articles) < 2:
            raise TooFewArticles(f"a comparison needs two articles, {len(articles)} left")

        given = {
            f"--{name} {n}": value for n, (name, value) in enumerate(_given(outlets, published), start=1)
        }
        if fetching.allow_private:
            given["--allow-private"] = "yes"
        if fetching.follow:
            given["--follow"] = "yes"
        if words is not None:
            given["--words"] = str(words)
        if source_file is not None:
            given["--source"] = source_file
        if model is not None:
            from rashomon.llm import compare as compare_with

            given |= {"--llm": model.url, "--llm-model": model.name}
            compare_articles = partial(compare_with, model=model)
        comparison = compare_articles(
            articles,
            dropped=lost,
            options=given,
            words=words,
            corrections=corrections,
            source=source,
            progress=progress,
        )
    for row in comparison.dropped[len(lost) :]:
        say(f"{row.origin} {row.reason}" if row.stage == "llm" else dropped_line(row))
    write_report(comparison, wanted)


@commands.command(
    epilog="\b\nExamples:\n  rashomon annotate a.txt --jsonl\n  rashomon annotate *.html --jsonl > annotated.jsonl"
)
@inputs
@click.option(
    "--jsonl",
    is_flag=True,
    expose_value=False,
    help="One JSON object a line (the only format, and the default).",
)
def annotate(
    files: tuple[str, ...], outlets: tuple[str, ...], published: tuple[str, ...], fetching: Fetching
) -> None:
    """What can be said of each article alone, one JSON object a line.

    Entities, reported speech with its sources, claims, dates and quantities, in the order of the inputs.
    """

    def rows(progress: Progress) -> Iterator[str]:
        from rashomon.codec import annotated_to_dict, to_line
        from rashomon.pipeline import annotate as annotate_article

        for number, article in enumerate(kept(files, outlets, published, fetching, lost, progress)):
            progress(f"annotating {article.origin}", number, len(files))
            yield to_line(annotated_to_dict(annotate_article(article)))

    lost: list[Dropped] = []
    stream(rows, lost)


@commands.command(
    epilog="\b\nExamples:\n  rashomon read page.html --jsonl\n"
    "  rashomon read https://news.example/a --cache pages --jsonl\n"
    "  rashomon read *.txt --outlet a.txt=Courier --jsonl"
)
@inputs
@click.option(
    "--jsonl",
    is_flag=True,
    expose_value=False,
    help="One JSON object a line (the only format, and the default).",
)
def read(
    files: tuple[str, ...], outlets: tuple[str, ...], published: tuple[str, ...], fetching: Fetching
) -> None:
    """What is taken from each file or page: text, blocks with their roles, and metadata, one JSON object an article
    a line."""

    def rows(progress: Progress) -> Iterator[str]:
        from rashomon.codec import article_to_dict, to_line

        for article in kept(files, outlets, published, fetching, lost, progress):
            yield to_line(article_to_dict(article))

    lost: list[Dropped] = []
    stream(rows, lost)


@commands.command(
    epilog="\b\nExamples:\n  rashomon relate pairs.jsonl\n  rashomon relate - < pairs.jsonl > relations.jsonl"
)
@click.argument("pairs", metavar="PAIRS.jsonl")
@as_jsonl
def relate(pairs: str) -> None:
    """How two statements relate, a pair a line, one JSON object a line in the same order.

    A line of PAIRS.jsonl is {"left": …, "right": …} and perhaps the "question" both answer; - is standard input. A
    line of the result has "relation" (same, entails: left entails right, entailed, conflicts, related, unrelated),
    "probabilities" of the six, and "stance": what right, a headline, does to left, a claim (for, against,
    observing). Nothing is written when a line is no pair.
    """
    with Progress(sys.stderr) as progress:
        from rashomon.codec import to_line
        from rashomon.ingest.pairs import read_pairs
        from rashomon.models.relation import load_relater

        given = read_pairs(pairs)
        progress("loading", 0, len(given))
        relater = load_relater()
        progress("relating", 0, len(given))
        for number, relation in enumerate(relater.relate_each(given), start=1):
            progress.clear()
            print_text(to_line(relation))
            progress("relating", number, len(given))


@commands.command(
    epilog="\b\nExamples:\n  rashomon group articles.jsonl\n  rashomon group - < articles.jsonl > stories.jsonl"
)
@click.argument("articles", metavar="ARTICLES.jsonl")
@as_jsonl
def group(articles: str) -> None:
    """Which articles report one event: a story for each, one JSON object a line in the order given.

    A line of ARTICLES.jsonl is {"id": …, "text": …} and perhaps "title", "published" (a date), "outlet", "url"; - is
    standard input. A line of the result is {"id": …, "story": …}; a story has the id of its first article.
    """

    def rows(progress: Progress) -> Iterator[str]:
        from rashomon.codec import to_line
        from rashomon.group import group as group_items
        from rashomon.group.items import read_items
        from rashomon.model import Dropped

        items = []
        for number, row in enumerate(read_items(articles)):
            progress(f"reading line {number + 1}", 0, 2)
            if isinstance(row, Dropped):
                lost.append(row)
            else:
                items.append(row)
        stories = group_items(items, lambda done, of: progress("grouping", done, of))
        story = {number: items[members[0]].id for members in stories for number in members}
        for number, item in enumerate(items):
            yield to_line({"id": item.id, "story": story[number]})

    lost: list[Dropped] = []
    stream(rows, lost)


@commands.command(
    epilog="\b\nExamples:\n  rashomon selftest a.txt b.html\n  rashomon selftest *.txt --copies 20 --seed 7\n"
    "  rashomon selftest a.txt --json - | jq .kinds",
)
@inputs
@click.option(
    "--copies", type=click.IntRange(1, 1000), metavar="N", help="Edited copies of each article  [default: 5]"
)
@click.option("--seed", type=int, metavar="N", help="Draws other edits and other copies  [default: 1]")
@click.option("--json", "json_file", metavar="FILE", help="Write the result as JSON; - is standard output.")
def selftest(
    files: tuple[str, ...],
    outlets: tuple[str, ...],
    published: tuple[str, ...],
    copies: int | None,
    seed: int | None,
    json_file: str | None,
    fetching: Fetching,
) -> None:
    """How many planted conflicts are found in your own articles, and how many false ones.

    Copies of each article are made with sentences left out and in another order, and known edits in them: another
    number, date, weekday, name or place, a denial, an opposite. Each copy is compared with its article. Printed are
    the shares found and found right by kind, and the conflicts raised where there is none. The same FILEs and seed
    give the same result. A comparison takes some seconds; each article needs one more than --copies.
    """
    check_targets({"--json": json_file}, files)
    lost: list[Dropped] = []
    with Progress(sys.stderr) as progress:
        from rashomon.selftest import COPIES, SEED, report
        from rashomon.selftest import selftest as run

        articles = _readable(files, outlets, published, fetching, lost, progress)
        result = run(
            articles,
            copies=COPIES if copies is None else copies,
            seed=SEED if seed is None else seed,
            progress=progress,
        )
    if json_file is not None:
        from rashomon.codec import to_text

        write_text(json_file, to_text(report.to_dict(result)))
    if json_file != "-":
        print_text(report.to_text(result))


@commands.command(epilog="\b\nExample:\n  rashomon schema > comparison.schema.json")
def schema() -> None:
    """The JSON Schema (2020-12) of what `compare --json` writes.

    Its $defs/Article is a line of `read --jsonl`, $defs/Annotated a line of `annotate --jsonl`.
    """
    from rashomon import codec

    print_text(codec.to_text(codec.schema()))


# ---------------------------------------------------------------- inputs


def _readable(
    files: Sequence[str],
    outlets: Sequence[str],
    published: Sequence[str],
    fetching: Fetching,
    lost: list[Dropped],
    progress: Progress,
) -> list[Article]:
    """The articles that can be annotated; the others are put in ``lost`` and named, and so is what was taken of an
    input that holds several."""
    from rashomon.pipeline import MOST, too_many, unreadable

    articles: list[Article] = []
    named = set(files)
    for article in kept(files, outlets, published, fetching, lost, progress, most=MOST):
        part = article.origin not in named
        row = unreadable(article) or (too_many(article) if part and len(articles) >= MOST else None)
        if row is not None:
            lost.append(row)
            continue
        articles.append(article)
        if part:
            progress.clear()
            say(f"took {article.origin}: {article.title or 'no headline'}")
    for row in lost:
        progress.clear()
        say(dropped_line(row))
    return articles


def _given(outlets: Sequence[str], published: Sequence[str]) -> list[tuple[str, str]]:
    """What was said of the inputs by hand, as it was written."""
    return [*(("outlet", value) for value in outlets), *(("published", value) for value in published)]


commands.add_command(library)
commands.add_command(watch)
commands.add_command(verify)
commands.add_command(correct)


# ---------------------------------------------------------------- entry


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command line and return its exit status; every expected failure is one line on standard error."""
    try:
        status = commands.main(arguments, prog_name="rashomon", standalone_mode=False)
        return status if isinstance(status, int) else OK
    except click.UsageError as error:
        where = error.ctx.command_path if error.ctx else "rashomon"
        say(f"error: {error.format_message()} (see `{where} --help`)")
    except click.ClickException as error:
        say(f"error: {error.format_message()}")
    except (click.Abort, KeyboardInterrupt):
        say("interrupted")
        return INTERRUPTED
    except ReaderGoneError:
        # Python must not find out a second time when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return PIPE_CLOSED
    except RashomonError as error:
        say(f"error: {error}")
    except MemoryError:
        say("error: not enough memory for these inputs")
    return FAILED


if __name__ == "__main__":
    sys.exit(main())
