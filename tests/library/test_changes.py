"""Edits between two versions: all that were made, and nothing else."""

from __future__ import annotations

import random
import re

import pytest
from desk import told

from rashomon.library.changes import Pair, changes

OLD = """The ferry Northern Wren ran aground on Monday. 38 people were hurt.

“We owe the families an answer,” Odalys Brandreth said. She left at once.

An inquiry begins in Ardmoor next week. It will be led by Ana Quist."""


def one(new: str) -> object:
    (found,) = changes(OLD, new)
    return found


def test_the_same_text_has_no_changes_nor_has_white_space() -> None:
    assert changes(OLD, OLD) == []
    assert changes(OLD, OLD.replace("\n\n", "\n").replace(". ", ".  ")) == []


def test_a_number() -> None:
    found = one(OLD.replace("38", "41"))
    assert (found.unit, found.what, found.values, found.quotations) == (
        "sentence",
        "changed",
        (Pair("38", "41"),),
        (),
    )
    assert found.words == Pair("38 people were hurt.", "41 people were hurt.")
    assert OLD[found.old.start : found.old.end] == found.words.old


def test_a_number_written_otherwise_is_no_other_value() -> None:
    found = one(OLD.replace("38", "Thirty-eight"))
    assert (found.what, found.values) == ("changed", ())


def test_a_quotation() -> None:
    found = one(OLD.replace("an answer", "the truth"))
    pair = Pair("We owe the families an answer,", "We owe the families the truth,")
    assert (found.what, found.quotations, found.values) == ("changed", (pair,), ())


def test_a_paragraph_that_went_or_came() -> None:
    gone = OLD.split("\n\n")[1]
    found = one(OLD.replace(gone + "\n\n", ""))
    assert (found.unit, found.what, found.words) == ("paragraph", "went", Pair(gone, None))
    (back,) = changes(OLD.replace(gone + "\n\n", ""), OLD)
    assert (back.unit, back.what, back.words) == ("paragraph", "appeared", Pair(None, gone))


def test_a_sentence_that_moved() -> None:
    found = one(OLD.replace(" She left at once.", "") + " She left at once.")
    assert (found.what, found.words) == ("moved", Pair("She left at once.", "She left at once."))


def test_a_title_outside_the_text() -> None:
    (found,) = changes(OLD, OLD, "Ferry aground", "Ferry sinks")
    assert (found.unit, found.what, found.words) == ("title", "changed", Pair("Ferry aground", "Ferry sinks"))
    (found,) = changes("Ferry aground\n\nRain.", "Ferry sinks\n\nRain.", "Ferry aground", "Ferry sinks")
    assert found.unit != "title"  # it is told as a part of the text, once


def planted(event: int, kind: str) -> tuple[str, str, str]:
    """A text, the same with one edit, and what the edit took away."""
    old = "\n\n".join(told(event, outlet).text for outlet in range(4))
    if kind == "number":
        was = re.search(r"(\d+) people left", old)[1]
        return old, old.replace(f"{was} people left", f"{int(was) + 100} people left"), was
    if kind == "quotation":
        was = re.search(r"“(.*?)”", old)[1]
        return old, old.replace(was, was.replace("It will cost", "It may well cost")), was
    was = old.split("\n\n")[random.Random(event).randrange(8)]
    return old, "\n\n".join(p for p in old.split("\n\n") if p != was), was


@pytest.mark.parametrize("event", range(50))
def test_a_planted_edit_is_shown_and_nothing_else(event: int) -> None:
    kind = ("number", "quotation", "paragraph")[event % 3]
    old, new, was = planted(event, kind)
    (found,) = changes(old, new)
    if kind == "number":
        assert found.values == (Pair(was, str(int(was) + 100)),)
        assert found.quotations == ()
    elif kind == "quotation":
        assert [p.old for p in found.quotations] == [was]
        assert found.values == ()
    else:
        assert (found.unit, found.what, found.words) == ("paragraph", "went", Pair(was, None))
