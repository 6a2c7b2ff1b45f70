"""The terminal report: width, words, colour, order."""

from __future__ import annotations

import re

import pytest
from rich.cells import cell_len

from rashomon.report import terminal
from rashomon.report.measure import cells, safe, wrap
from report import sample

ANSI = re.compile(r"\x1b\[[0-9;]*m")


@pytest.mark.parametrize("width", [20, 40, 60, 61, 79, 80, 100, 133, 200])
@pytest.mark.parametrize("make", [sample.three, sample.apart, sample.hostile, sample.sourced])
@pytest.mark.parametrize("show_all", [False, True])
def test_no_line_is_wider_than_asked(width, make, show_all):
    plain = terminal.render(make(), width=width, show_all=show_all)
    assert max(cell_len(line) for line in plain.split("\n")) <= width
    coloured = terminal.render(make(), width=width, show_all=show_all, colour=True)
    assert max(cell_len(ANSI.sub("", line)) for line in coloured.split("\n")) <= width


def test_colour_only_when_asked():
    assert "\x1b" not in terminal.render(sample.three())
    assert "\x1b[" in terminal.render(sample.three(), colour=True)


def test_untrusted_words_cannot_steer_the_terminal():
    for colour in (False, True):
        found = ANSI.sub("", terminal.render(sample.hostile(), colour=colour, show_all=True))
        assert not set(found) & set("\x1b\x07\r\u202e\u202c")


def test_sections_come_in_the_order_of_the_page():
    found = terminal.render(sample.three())
    titles = ["BRIEFING", "CONFLICTS 3", "SAME WORDS, DIFFERENT VERSIONS 1", "SYNOPSIS", "WHOSE VOICES", "WORDING 1",
              "VERDICTS OF THE OUTLETS 1", "FACT HERE, SAYING THERE 1", "TIMELINE", "WHAT A READER OF ONLY A MISSES 4",
              "PASSAGES CITED 7", "HOW THIS WAS MADE", "WHERE TO LOOK NEXT"]  # fmt: skip
    places = [found.index(f"\n{title}") for title in titles]
    assert places == sorted(places)
    assert found.endswith("--json FILE  all of it as data\n--csv DIR    all of it as tables\n")


def test_versions_stand_under_each_other():
    lines = terminal.render(sample.three(), width=100).split("\n")
    first = next(i for i, line in enumerate(lines) if "We were prepared" in line)
    assert lines[first].index("to confront") == lines[first + 1].index("to confront")
    assert "······" in lines[first + 1]
    assert set(lines[first + 2]) <= {" ", "‾"}


def test_silence_is_dots_and_voices_are_seen():
    found = terminal.render(sample.three(), show_all=True)
    assert "· · · · · ·  not in C" in found
    assert "Ilse Maarten: “we shall rebuild a valley based on safety”" in found
    assert "│ Tomas Reuel: the spillway had not been opened since spring" in found
    assert "(missed: 4\u00a0%)" in found
    assert "nearest (0.31): Rescue boats on the main street of Velmora" in found


def test_who_a_voice_is_and_how_many_have_no_name():
    lines = terminal.render(sample.three(), show_all=True).split("\n")
    section = lines[next(i for i, line in enumerate(lines) if line.startswith("WHOSE VOICES")) :]
    assert section[1:4] == [
        "A  3 sources: 1 spoken of as a group",
        "B  2 sources",
        "C  1 source: 1 spoken of as a group",
    ]
    assert section[section.index("Ilse Maarten") + 1].strip() == "Governor"


def test_a_pair_stands_in_columns_where_they_fit():
    wide = terminal.render(sample.apart(), width=100)
    assert any("The mayor opened" in line and line.rstrip().endswith("· ·") for line in wide.split("\n"))
    assert "The reports share nothing that was found." in wide


def test_cut_sections_say_so():
    c = sample.three()
    assert "… 5 more (--all)" in terminal.render(c)
    assert "(--all)" not in terminal.render(c, show_all=True)


def test_wrap_measures_what_is_drawn():
    assert wrap("漢字漢字", 4) == ["漢字", "漢字"]
    assert wrap("e\u0301" * 5, 3) == ["e\u0301" * 3, "e\u0301" * 2]
    assert wrap("", 5) == [""]
    assert safe("a\nb\x00\u200bc") == "a bc"
    assert cells("漢") == 2


def test_the_reader_of_one_report_is_told_what_is_missed():
    text = terminal.render(sample.three(), width=100, colour=False)
    assert "WHAT A READER OF ONLY C MISSES 8\n4 of 6 salient points, 3 of 3 named voices\n" in text
