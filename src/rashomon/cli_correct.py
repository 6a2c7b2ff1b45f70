"""The commands that put something right in a report, for this run and every later one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeVar

import click

from rashomon.cli_parts import print_text, report_of

if TYPE_CHECKING:
    from rashomon.correct.making import Sides
    from rashomon.correct.records import Kind

F = TypeVar("F", bound=Callable[..., None])


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@click.group(
    epilog="\b\nExamples:\n  rashomon compare a.txt b.txt --json report.json\n"
    "  rashomon correct merge report.json p3 p7 --by Ada --reason 'one vote' --corrections desk.jsonl\n"
    "  rashomon compare a.txt b.txt --corrections desk.jsonl"
)
def correct() -> None:
    """Put right what a report has wrong: points, who said it, findings.

    REPORT is the JSON that `rashomon compare --json` wrote; ids are those in it. Each correction is put behind the
    others in the file that --corrections names, with who made it and why; `rashomon compare --corrections FILE`
    follows them. They hold on to the words of the texts, so that other edits of these do no harm.
    """


def _said(command: F) -> F:
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


_OPTIONS = (
    click.option("--by", required=True, metavar="NAME", help="Who makes the correction."),
    click.option("--reason", required=True, metavar="WORDS", help="Why."),
    click.option("--corrections", "file", required=True, metavar="FILE", help="The file it is put into."),
)


@correct.command()
@click.argument("report", metavar="REPORT")
@click.argument("points", metavar="POINT…", nargs=-1, required=True)
@_said
def merge(report: str, points: tuple[str, ...], **said: str) -> None:
    """These POINTs assert one thing."""
    from rashomon.correct import making

    _write("merge", making.merge(report_of(report), points), **said)


@correct.command()
@click.argument("report", metavar="REPORT")
@click.argument("point", metavar="POINT")
@click.argument("claims", metavar="CLAIM…", nargs=-1, required=True)
@_said
def split(report: str, point: str, claims: tuple[str, ...], **said: str) -> None:
    """These CLAIMs of a POINT assert something else than its others."""
    from rashomon.correct import making

    _write("split", making.split(report_of(report), point, claims), **said)


@correct.command()
@click.argument("report", metavar="REPORT")
@click.argument("attribution", metavar="ATTRIBUTION")
@click.argument("words", metavar="WORDS")
@_said
def attribute(report: str, attribution: str, words: str, **said: str) -> None:
    """It was said by whom these WORDS of the same article name."""
    from rashomon.correct import making

    _write("attribute", making.attribute(report_of(report), attribution, words), **said)


@correct.command()
@click.argument("report", metavar="REPORT")
@click.argument("finding", metavar="FINDING")
@_said
def reject(report: str, finding: str, **said: str) -> None:
    """This FINDING is none."""
    from rashomon.correct import making

    sides, kind = making.judged(report_of(report), finding)
    _write("reject", sides, finding=kind, **said)


@correct.command()
@click.argument("report", metavar="REPORT")
@click.argument("finding", metavar="FINDING")
@_said
def accept(report: str, finding: str, **said: str) -> None:
    """This FINDING is right, also if it was rejected before."""
    from rashomon.correct import making

    sides, kind = making.judged(report_of(report), finding)
    _write("accept", sides, finding=kind, **said)


@correct.command(epilog="\b\nExample:\n  rashomon correct agreement ada.jsonl bo.jsonl")
@click.argument("first", metavar="A.jsonl")
@click.argument("second", metavar="B.jsonl")
def agreement(first: str, second: str) -> None:
    """How far two people agree: Cohen's kappa over the decisions that both made."""
    from rashomon.correct.agreement import agreement as rows_of
    from rashomon.correct.records import load

    for row in rows_of(load(first), load(second)):
        kappa = "not defined" if row.kappa is None else f"{row.kappa:.3f}"
        made = f"{row.first} and {row.second} decisions, {row.both} by both, {row.agreed} alike"
        print_text(f"{row.sort}: {made}, kappa {kappa}\n")


def _write(kind: Kind, sides: Sides, *, by: str, reason: str, file: str, finding: str | None = None) -> None:
    from rashomon.correct.making import correction
    from rashomon.correct.records import append

    made = correction(kind, sides, by=by, reason=reason, made=_now(), finding=finding)
    print_text(f"correction {append(file, made)}: {kind}, by {made.by}: {made.reason}\n")
