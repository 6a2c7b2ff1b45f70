"""``rashomon library story``: a story, what binds it, and putting it right by hand."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from rashomon.cli_library_parts import (
    article_line,
    as_json,
    counted,
    line_of,
    opened,
    story_line,
    write,
)
from rashomon.cli_parts import dropped_line, print_text, say
from rashomon.cli_report import Wanted, check_wanted, report_options, write_report
from rashomon.progress import Progress

if TYPE_CHECKING:
    from rashomon.library import Library
    from rashomon.library.corrections import Ruled


class _Story(click.Group):
    """`story S` shows a story; `story merge …` corrects one."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and not args[0].startswith("-") and args[0] not in self.commands:
            args = ["show", *args]
        return super().parse_args(ctx, args)


@click.group(
    cls=_Story,
    epilog="\b\nExamples:\n  rashomon library story s12\n  rashomon library story compare s12\n"
    "  rashomon library story why a1 a2\n"
    "  rashomon library story merge s12 s15\n  rashomon library story split a2",
)
def story() -> None:
    """A story and its articles; what binds them; and putting them right by hand.

    What is put right is kept for ever, and holds whenever stories are made anew. Where two corrections contradict each
    other, the later one holds, and both are told.
    """


@story.command()
@click.argument("name", metavar="STORY|ARTICLE")
@as_json
def show(name: str, jsonl: bool) -> None:
    """The articles of a story, in published order; which are near-copies; what its comparison came to.

    An article is a near-copy of another where at least half of its words, quotations apart, stand in the other in rows.
    """
    from rashomon.library import listing
    from rashomon.library.looking import look

    with opened() as source:
        found = look(source, name)
    head, members = listing.as_row(found.story), [listing.as_row(m) for m in found.articles]
    if jsonl:
        for row in members:
            row["annotated"] = row["id"] in found.annotated
            row["near_copy_of"] = [
                {"article": c.other, "share": c.share} for c in found.copies if c.article == row["id"]
            ]
        write([head | {"comparison": found.compared, "articles": members}], True, str)
        return
    print_text(story_line(head) + "\n")
    seen: set[str] = set()
    for row in members:
        print_text(f"  {article_line(row)}\n")
        # of two that stand in each other, the later is the copy
        copied = next((c for c in found.copies if c.article == row["id"] and c.other in seen), None)
        if copied is not None:
            print_text(f"      near-copy of {copied.other}: {copied.share:.0%} of its words stand there\n")
        seen.add(row["id"])
    if found.compared is not None:
        print_text(
            f"  compared {found.compared['made']}: {found.compared['why'] or counted(found.compared)}\n"
        )
    elif len(members) > 1:
        print_text(f"  not compared as it is now: `rashomon library story compare {head['id']}`\n")
    missing = len(members) - len(found.annotated)
    if missing:
        print_text(f"  {missing} not annotated: `rashomon library annotate {head['id']}`\n")


@story.command(
    epilog="\b\nExamples:\n  rashomon library story compare s12\n"
    "  rashomon library story compare s12 --html s12.html --csv s12"
)
@click.argument("name", metavar="STORY|ARTICLE")
@report_options
def compare(name: str, wanted: Wanted) -> None:
    """The articles of a story side by side, as `rashomon compare` shows them.

    Made now, unless that was done before and no article of the story has changed, come or gone since.
    """
    check_wanted(wanted)
    with Progress(sys.stderr) as progress:
        from rashomon.library.comparing import compared, known

        with opened() as source:
            comparison = known(source, name)
        if comparison is None:
            with opened(writable=True) as into:
                comparison = compared(into, name, progress=progress)
    for row in comparison.dropped:
        say(dropped_line(row))
    write_report(comparison, wanted)


@story.command()
@click.argument("a")
@click.argument("b")
@as_json
def why(a: str, b: str, jsonl: bool) -> None:
    """Why articles A and B are in one story, or are not: shared terms and their weights, days, corrections."""
    from rashomon.library import explaining

    with opened() as source:
        found = explaining.why(source, a, b)
    write([explaining.report(found)], jsonl, lambda _: "\n".join(explaining.lines(found)))


@story.command()
@click.argument("names", nargs=-1, required=True, metavar="STORY|ARTICLE...")
def merge(names: tuple[str, ...]) -> None:
    """These stories and articles are one story."""
    from rashomon.library import mending

    with opened(writable=True) as into:
        _tell(into, mending.correct(into, "merge", names))


@story.command()
@click.argument("names", nargs=-1, required=True, metavar="ARTICLE...")
@click.option("--from", "others", multiple=True, metavar="ARTICLE", help="Only from this article or story.")
def split(names: tuple[str, ...], others: tuple[str, ...]) -> None:
    """These articles are not of the story they are in."""
    from rashomon.library import mending

    with opened(writable=True) as into:
        _tell(into, mending.correct(into, "split", names, others))


@story.command()
@click.argument("names", nargs=-1, required=True, metavar="STORY...")
def pin(names: tuple[str, ...]) -> None:
    """The articles each of these stories has now stay together."""
    from rashomon.library import mending

    with opened(writable=True) as into:
        for name in names:
            ruled = mending.correct(into, "pin", [name])
        _tell(into, ruled)


@story.command()
@click.argument("number", type=int)
def undo(number: int) -> None:
    """Take back the correction of this NUMBER (`story corrections` lists them)."""
    from rashomon.library import mending

    with opened(writable=True) as into:
        _tell(into, mending.undo(into, number))


@story.command()
@as_json
def corrections(jsonl: bool) -> None:
    """Every correction made, and which contradict later ones."""
    from rashomon.library import mending

    with opened() as source:
        rows, overruled = mending.listed(source)

    def line(row: dict[str, Any]) -> str:
        sides = " | ".join(", ".join(side) for side in (row["left"], row["right"]) if side)
        undoes = f"correction {row['undoes']}" if row["undoes"] else None
        return line_of(row["number"], row["kind"], row["made"], sides, undoes, row["state"])

    write(rows, jsonl, line)
    for text in overruled:
        say(text)


@story.command()
def regroup() -> None:
    """Make all stories anew from the texts and the corrections."""
    from rashomon.library import mending

    with opened(writable=True) as into:
        _tell(into, mending.regroup(into))


def _tell(into: Library, ruled: Ruled) -> None:
    """Say which corrections contradict each other."""
    from rashomon.library import upkeep

    with into.reading() as db:
        for text in upkeep.overruled_lines(db, ruled):
            say(text)
