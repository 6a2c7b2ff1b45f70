"""The documents name files, commands and options that exist."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from rashomon import cli

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("requirements/*.md")])
COMMANDS = cli.commands.commands


def test_there_are_documents() -> None:
    assert {"README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"} <= {d.name for d in DOCUMENTS}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda d: str(d.relative_to(ROOT)))
def test_named_files_exist(document: Path) -> None:
    named = re.findall(
        r"`((?:src|tests|evals|docs|benchmarks|requirements|training)/[\w./-]*)`", document.read_text("utf-8")
    )
    missing = [path for path in named if not (ROOT / path).exists()]
    assert not missing


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda d: str(d.relative_to(ROOT)))
def test_shown_commands_parse(document: Path) -> None:
    for line in re.findall(r"^(rashomon [a-z].*)$", document.read_text("utf-8"), re.MULTILINE):
        name, *arguments = shlex.split(line, comments=True)[1:]
        if name in COMMANDS:
            COMMANDS[name].make_context(name, arguments)
        else:
            assert re.match(r"[a-z]+ ", line) is None or "`" in line, line


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda d: str(d.relative_to(ROOT)))
def test_named_targets_and_commands_exist(document: Path) -> None:
    text = document.read_text("utf-8")
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert set(re.findall(r"`make ([a-z-]+)[^`]*`", text)) <= targets
    assert set(re.findall(r"`rashomon ([a-z]+)\b[^`]*`", text)) <= set(COMMANDS)


def test_readme_shows_every_command() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    assert all(f"rashomon {name}" in text for name in COMMANDS)


@pytest.mark.slow
def test_the_readme_shows_real_output() -> None:
    import rashomon
    from rashomon.report import terminal

    samples = ROOT / "src" / "rashomon" / "samples"
    articles = [rashomon.read(p) for p in (*sorted(samples.glob("*.md")), *sorted(samples.glob("*.html")))]
    printed = {line.rstrip() for line in terminal.render(rashomon.compare(articles), width=88).splitlines()}
    shown = re.search(
        r"^```text\n(.*?)^```$", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    assert shown is not None
    lines = [line for line in shown[1].splitlines() if line != "…"]
    other = [line for line in lines if line not in printed]
    # Scores of the encoder differ a little between kinds of processors, and with them a count or the order of rows.
    assert len(other) <= len(lines) // 10, other
