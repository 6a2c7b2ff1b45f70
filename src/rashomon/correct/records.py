"""The file of corrections: one JSON object a line, in the order they were made, never rewritten."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, Literal, cast, get_args

from rashomon.codec import to_line
from rashomon.correct.anchors import Anchor
from rashomon.errors import InputError

FORMAT, VERSION = "rashomon.correction", 1
Kind = Literal["merge", "split", "attribute", "reject", "accept"]
# The spans of one claim, of one attribution's content, or of one passage.
Place = tuple[Anchor, ...]


@dataclass(frozen=True, slots=True)
class Correction:
    """What was put right, by whom, why and when (ISO 8601, UTC).

    ``sides`` are places. merge: the claims of each point, which are one; split: claims, and those that are apart from
    them; attribute: the content of an attribution, and the words that name who said it; reject, accept: the passages of
    a finding, whose kind and type are in ``finding`` ("conflict number").
    """

    kind: Kind
    by: str
    reason: str
    made: str
    sides: tuple[tuple[Place, ...], ...]
    finding: str | None = None


def load(path: str) -> tuple[Correction, ...]:
    """All corrections of a file, in order. Raises InputError, which names every line that is none."""
    try:
        text = Path(path).read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise InputError(path, error.strerror or str(error)) from error
    except UnicodeDecodeError as error:
        raise InputError(path, "not UTF-8, so no file of corrections") from error
    made: list[Correction] = []
    wrong: list[str] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            try:
                made.append(_decoded(json.loads(line)))
            except (ValueError, KeyError, TypeError, RecursionError):
                wrong.append(str(number))
    if wrong:
        raise InputError(path, f"no correction in line {', '.join(wrong)}; `rashomon correct` writes them")
    return tuple(made)


def append(path: str, correction: Correction) -> int:
    """Put a correction behind the others; its number, from 1. Raises InputError if the file holds something else."""
    file = Path(path)
    number = len(load(path)) + 1 if file.exists() else 1
    line = to_line({"format": FORMAT, "version": VERSION, **asdict(correction)})
    try:
        with file.open("ab+") as out:
            if out.seek(0, os.SEEK_END):
                out.seek(-1, os.SEEK_END)
                if out.read(1) != b"\n":
                    line = "\n" + line
            out.write(line.encode("utf-8"))
            out.flush()
            os.fsync(out.fileno())
    except OSError as error:
        raise InputError(path, error.strerror or str(error)) from error
    return number


def _decoded(row: Any) -> Correction:
    """Raises ValueError, KeyError or TypeError for what is no correction."""
    if row["format"] != FORMAT or row["version"] != VERSION or row["kind"] not in get_args(Kind):
        raise ValueError("another format, version or kind")
    by, reason, made = (row[name] for name in ("by", "reason", "made"))
    if not all(isinstance(t, str) and t.strip() for t in (by, reason, made)):
        raise ValueError("no text")
    sides = tuple(tuple(tuple(_anchor(a) for a in place) for place in side) for side in row["sides"])
    wanted = {"split": 2, "attribute": 2, "reject": 1, "accept": 1}.get(row["kind"], max(2, len(sides)))
    if len(sides) != wanted or not all(side and all(side) for side in sides):
        raise ValueError("a side is missing")
    if row["kind"] == "attribute" and [len(side) for side in sides] != [1, 1]:
        raise ValueError("one attribution, one source")
    if (row["kind"] in ("reject", "accept")) != isinstance(row["finding"], str):
        raise ValueError("finding")
    return Correction(cast(Kind, row["kind"]), by, reason, made, sides, row["finding"])


def _anchor(row: Any) -> Anchor:
    values = {f.name: row[f.name] for f in fields(Anchor)}
    url, start, end = (values.pop(name) for name in ("url", "start", "end"))
    if not all(isinstance(v, str) for v in values.values()) or not isinstance(url, str | None):
        raise ValueError("not a place")
    if type(start) is not int or type(end) is not int or not 0 <= start < end:
        raise ValueError("not a span")
    if len(values["exact"]) != end - start:
        raise ValueError("words of another length")
    return Anchor(url=url, start=start, end=end, **values)
