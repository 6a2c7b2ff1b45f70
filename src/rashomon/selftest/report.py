"""A self-test as text and as data."""

from __future__ import annotations

from collections import Counter
from typing import Any

from rashomon import __version__
from rashomon.selftest import KINDS, Selftest

FORMAT, VERSION = "rashomon.selftest", 1


def counts(result: Selftest) -> dict[str, Counter[str]]:
    """By kind: how many edits were planted, found, and found right."""
    found = {kind: Counter[str]() for kind in KINDS}
    for row in result.planted:
        found[row.edit.kind].update(planted=1, found=row.found, right=row.right)
    return found


def to_text(result: Selftest) -> str:
    """A table of the kinds, and the false alarms below it."""
    lines = [f"{'kind':12}{'planted':>8}{'found':>8}{'right':>8}"]
    for kind, row in counts(result).items():
        n = row["planted"]
        shares = f"{row['found'] / n:8.2f}{row['right'] / n:8.2f}" if n else f"{'-':>8}{'-':>8}"
        lines.append(f"{kind:12}{n:8}{shares}")
    alarms = sum(result.false_alarms.values())
    told = ", ".join(f"{t} {n}" for t, n in result.false_alarms.items())
    lines += [
        "",
        f"False alarms: {alarms} in {result.comparisons} comparisons{f' ({told})' if told else ''}, "
        f"{alarms / result.comparisons:.2f} each.",
        "Found: a conflict on both passages. Right: its type too, and judged a contradiction.",
    ]
    return "\n".join(lines) + "\n"


def to_dict(result: Selftest) -> dict[str, Any]:
    """Everything as JSON has it; offsets are code points of the article's text, rates in [0, 1] or null."""

    def rate(row: Counter[str], name: str) -> float | None:
        return round(row[name] / row["planted"], 4) if row["planted"] else None

    return {
        "format": FORMAT,
        "version": VERSION,
        "tool": f"rashomon {__version__}",
        "seed": result.seed,
        "articles": [{"id": a.id, "origin": a.origin, "sha256": a.sha256} for a in result.articles],
        "comparisons": result.comparisons,
        "kinds": [
            {"kind": k, "planted": c["planted"], "found": rate(c, "found"), "right": rate(c, "right")}
            for k, c in counts(result).items()
        ],
        "false_alarms": dict(result.false_alarms),
        "planted": [
            {
                "article": row.article,
                "kind": row.edit.kind,
                "type": row.edit.type,
                "start": row.edit.span.start,
                "end": row.edit.span.end,
                "old": row.edit.old,
                "new": row.edit.new,
                "found": row.found,
                "right": row.right,
            }
            for row in result.planted
        ],
    }
