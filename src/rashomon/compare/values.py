"""The rules of value comparison: two dates or two amounts on one claim, and what their difference is.

Requirements: rounding, a bound, a coarser date and a different thing counted are no conflict; two exact values are one.
A weekday beside "today" is neither agreement nor conflict without the days of publication. The rules are the table
``RULES`` (compare/judgements.py), each with examples in the tests.
"""

from __future__ import annotations

from rashomon.compare import value_dates, value_numbers
from rashomon.compare.judgements import RULES, Outcome, Rule, ValueJudgement
from rashomon.model import DateMention, Quantity

__all__ = ["RULES", "Outcome", "Rule", "ValueJudgement", "compare_dates", "compare_quantities"]


def compare_dates(
    left: DateMention,
    left_words: str,
    right: DateMention,
    right_words: str,
    *,
    published_left: str | None = None,
    published_right: str | None = None,
) -> ValueJudgement:
    """What two times given for one thing come to. ``*_words`` are the words of the mention's span."""
    return value_dates.compare(
        left, left_words, right, right_words, published_left=published_left, published_right=published_right
    )


def compare_quantities(
    left: Quantity,
    left_words: str,
    right: Quantity,
    right_words: str,
    *,
    left_counted: str = "",
    right_counted: str = "",
    left_context: str = "",
    right_context: str = "",
    published_left: str | None = None,
    published_right: str | None = None,
) -> ValueJudgement:
    """What two amounts given for one thing come to.

    ``*_words`` are the words of the amount's span, ``*_counted`` those of ``Quantity.counted`` ("" when None),
    ``*_context`` the sentence it stands in: only there the wording of an update ("rose to", "now") and the fate of
    those counted ("12 people were killed") are seen. ``published_*`` are ISO 8601 or None.
    """
    return value_numbers.compare(
        left, left_words, right, right_words,
        left_counted=left_counted, right_counted=right_counted,
        left_context=left_context, right_context=right_context,
        published_left=published_left, published_right=published_right,
    )  # fmt: skip
