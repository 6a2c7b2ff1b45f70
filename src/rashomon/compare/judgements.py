"""What a comparison of two values comes to, and the table of its rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from rashomon.model import Judgement

Outcome = Literal["equal", "compatible", "differs", "incomparable"]


@dataclass(frozen=True, slots=True)
class ValueJudgement:
    """The outcome, the rule that fired (a key of ``RULES``), and a sentence with both values.

    ``judgement`` is set where the outcome is "differs", else None.
    """

    outcome: Outcome
    judgement: Judgement | None
    rule: str
    why: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A named rule: what it comes to, and how it is said; {a} and {b} are the values as written."""

    outcome: Outcome
    judgement: Judgement | None
    says: str


# In the order in which they are tried. The tests of compare/values.py give examples of each.
RULES: Mapping[str, Rule] = MappingProxyType({
    # both kinds of value
    "equal": Rule("equal", None, "{a} and {b} are the same value."),
    # amounts
    "other-unit": Rule("incomparable", None, "{a} and {b} are measured in different units."),
    "other-counted": Rule("incomparable", None, "{a} and {b} count different things."),
    "converted": Rule("compatible", None, "{a} and {b} are the same measure in different units."),
    "part-of": Rule("compatible", None, "{a} and {b} fit together: the narrower count is the smaller."),
    "open-bound": Rule("compatible", None, "{a} and {b} fit together: one gives only a bound."),
    "range": Rule("compatible", None, "{a} and {b} fit together: one is a range that holds the other."),
    "rounded": Rule("compatible", None, "{a} and {b} are the same at the coarser precision."),
    "rounding": Rule("differs", "rounding", "{a} and {b} differ, but are the same when rounded."),
    "bounds": Rule("differs", "estimates", "{a} and {b} are different bounds for one value."),
    "estimates": Rule("differs", "estimates", "{a} and {b} differ, and at least one is an estimate."),
    "update-by-wording": Rule("differs", "update", "{a} and {b} differ, and the wording says that the value changed."),
    "update-by-date": Rule("differs", "update", "{a} and {b} differ; the later report gives the higher count."),
    "exact-values": Rule("differs", "contradiction", "{a} and {b} are two exact values for one thing."),
    "ranges": Rule("differs", "contradiction", "{a} and {b} are two different ranges for one value."),
    "beyond-bound": Rule("differs", "contradiction", "{a} and {b} exclude each other: one is beyond the other's bound."),
    "scores": Rule("differs", "contradiction", "{a} and {b} are two different scores."),
    # times
    "other-kind": Rule("incomparable", None, "{a} and {b} are different kinds of time (a date, a length, a repetition)."),
    "vague": Rule("incomparable", None, "{a} or {b} is too vague to compare."),
    "coarser-holds-finer": Rule("compatible", None, "{a} and {b} fit together: one is a part of the other."),
    "overlap": Rule("compatible", None, "{a} and {b} overlap."),
    "same-parts": Rule("compatible", None, "{a} and {b} agree in every part that both give."),
    "no-published-date": Rule(
        "incomparable", None,
        "{a} and {b} cannot be compared without the days of publication: neither agreement nor conflict.",
    ),
    "narrative-anchor": Rule("incomparable", None, "{a} or {b} is counted from another moment of its text."),
    "own-days": Rule("incomparable", None, "{a} and {b} are each the day of its own report."),
    "day-boundary": Rule("incomparable", None, "{a} and {b} are one day apart, counted from the day of publication."),
    "different-weekdays": Rule("differs", "contradiction", "{a} and {b} are different days of the week."),
    "different-months": Rule("differs", "contradiction", "{a} and {b} are different months."),
    "different-years": Rule("differs", "contradiction", "{a} and {b} are different years."),
    "different-days": Rule("differs", "contradiction", "{a} and {b} are different days."),
    "other-zone": Rule("incomparable", None, "{a} and {b} are told by different clocks."),
    "different-hours": Rule("differs", "contradiction", "{a} and {b} are different times of day."),
    "different-dates": Rule("differs", "contradiction", "{a} and {b} are different dates."),
    "different-lengths": Rule("differs", "contradiction", "{a} and {b} are different lengths of time."),
    "different-repetitions": Rule("incomparable", None, "{a} and {b} repeat differently."),
    "lengths-rounded": Rule("compatible", None, "{a} and {b} are the same length at the coarser precision."),
    "length-bound": Rule("compatible", None, "{a} and {b} fit together: one gives only a bound."),
    "lengths-estimated": Rule("differs", "estimates", "{a} and {b} are different lengths, one at least approximate."),
})  # fmt: skip


def judge(rule: str, left: str, right: str, *, left_note: str = "", right_note: str = "") -> ValueJudgement:
    """The judgement of a rule on two values as written; a note says, outside the quotation marks, what is counted."""
    got = RULES[rule]
    why = got.says.format(a=_quoted(left, left_note), b=_quoted(right, right_note))
    return ValueJudgement(got.outcome, got.judgement, rule, f"{why[0].upper()}{why[1:]}")


def _quoted(words: str, note: str) -> str:
    shown = f"“{' '.join(words.split())}”"
    return f"{shown} ({' '.join(note.split())})" if note else shown
