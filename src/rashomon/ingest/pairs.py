"""A file of pairs of statements, a JSON object a line."""

from __future__ import annotations

import json
import os

from rashomon.errors import InputError
from rashomon.ingest.source import opened
from rashomon.models.relation import Pair, as_pair, fault

# Lines that are named when many are wrong; the rest is counted.
NAMED = 5


def read_pairs(path: str | os.PathLike[str]) -> list[Pair]:
    """The pairs of a file, or of standard input for "-", in order; lines of white space are passed over.

    Raises InputError that names every line that is no pair: a result a line, in the order of the lines, has no room
    for one that is left out.
    """
    name = os.fspath(path)
    origin = name.encode("utf-8", "backslashreplace").decode("utf-8")
    source = opened(name, origin)
    try:
        text = source.content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(origin, f"is not UTF-8 (byte {error.start})") from error
    finally:
        source.close()
    pairs, wrong = [], []
    # at line feeds only: JSON may hold other characters that break lines
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except ValueError as error:
            wrong.append(f"line {number}: not JSON ({error})")
            continue
        except RecursionError:
            wrong.append(f"line {number}: nested too deeply")
            continue
        what = fault(value)
        if what:
            wrong.append(f"line {number}: {what}")
        else:
            pairs.append(as_pair(value))
    if wrong:
        more = [f"and {len(wrong) - NAMED} more"] if len(wrong) > NAMED else []
        raise InputError(origin, "; ".join([*wrong[:NAMED], *more]))
    if not pairs:
        raise InputError(origin, "holds no pairs")
    return pairs
