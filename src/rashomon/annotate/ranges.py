"""Two figures that are one amount: ranges, shares ("one in five") and scores."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.annotate.figures import SCORE_BELOW, Draft
from rashomon.annotate.numbers import HYPHENS, Lexeme, figure, raw
from rashomon.annotate.quantity_units import relation_before, words
from rashomon.model import Span

DASHES = frozenset("-‐‑–—")
# "1 in 1,000"; larger wholes are no shares.
LARGEST_WHOLE = 1000


def joined_shares(items: Sequence[Lexeme], drafts: Sequence[Draft]) -> list[Draft]:
    """Without the second half of a code whose first half was no amount ("737-800"); "one in five" joined."""
    kept: list[Draft] = []
    for draft in drafts:
        before = items[draft.first - 1] if draft.first else None
        if before is not None and before.text in DASHES and before.end == draft.start and draft.first >= 2:
            first = items[draft.first - 2]
            if (
                first.number is not None
                and first.end == before.start
                and not (kept and kept[-1].figure == draft.first - 2)
            ):
                continue
        share = _share(items, kept[-1], draft) if kept else None
        if share is not None:
            part = kept.pop()
            draft = draft._replace(first=part.first, start=part.start, low=share, high=share, fraction=True)
        kept.append(draft)
    return kept


def _share(items: Sequence[Lexeme], part: Draft, whole: Draft) -> float | None:
    """ "one in five", "3 out of 10", "nine in ten": the share, or None."""
    if part.unit is not None or part.low != part.high or whole.low != whole.high:
        return None
    gap = tuple(x.text for x in items[part.last : whole.first])
    if not 0 < part.low < whole.low <= LARGEST_WHOLE or part.low != int(part.low):
        return None
    ones = part.low == 1 and gap in (("in",), ("in", "every"), ("of", "every"))
    tens = gap == ("in",) and whole.low in (10, 100)
    return part.low / whole.low if ones or tens or (gap[:2] == ("out", "of") and len(gap) < 4) else None


def ranges(items: Sequence[Lexeme], drafts: Sequence[Draft], dates: Sequence[Span]) -> list[Draft]:
    """Join "12 to 15", "between 5 and 6 million", "three or four"; and scores "2-1"."""
    joined: list[Draft] = []
    i = 0
    while i < len(drafts):
        a = drafts[i]
        b = drafts[i + 1] if i + 1 < len(drafts) else None
        both = _range(items, a, b, dates) if b is not None else None
        if both is not None:
            sets = joined and joined[-1].score and texts(items, joined[-1].last, both.first) == [","]
            if sets and both.unit is None and not both.score:  # "6-4, 3-6"
                both = both._replace(normal="score", score=True)
            joined.append(both)
            i += 2
            continue
        joined.append(a)
        i += 1
    return joined


def _undated(items: Sequence[Lexeme], dates: Sequence[Span]) -> list[str]:
    """The words between two amounts without those of a date and its preposition."""
    kept = [x.text for x in items if not any(d.start <= x.start and x.end <= d.end for d in dates)]
    return kept[1:] if len(kept) == 2 and kept[0] in words("before date") else kept


def texts(items: Sequence[Lexeme], first: int, last: int) -> list[str]:
    return [x.text for x in items[first:last]]


def _range(items: Sequence[Lexeme], a: Draft, b: Draft, dates: Sequence[Span]) -> Draft | None:
    gap = texts(items, a.last, b.first)
    if len(gap) > 1 and gap[-1] == "to" and a.first and items[a.first - 1].text == "from":
        gap = _undated(items[a.last : b.first], dates)  # "from $36 last May to $34"
    rated = a.normal is not None and b.normal is not None and b.normal.startswith(f"{a.normal} per ")
    if len(gap) != 1 or (a.unit is not None and a.normal != b.normal and not rated):
        return None
    before = items[a.first - 1].text if a.first else ""
    dash = gap[0] in DASHES
    if dash:
        adjacent = items[a.last].start == a.end and items[a.last].end == b.start
        if not adjacent and gap[0] in HYPHENS:
            return None
        whole = a.low == int(a.low) and b.low == int(b.low)
        if (
            a.unit is None
            and b.unit is None
            and whole
            and max(a.low, b.low) < SCORE_BELOW
            and adjacent
            and a.low >= b.low
        ):
            low, high = sorted((a.low, b.low))
            return a._replace(last=b.last, end=b.end, low=low, high=high, normal="score", score=True)
    elif not (
        (
            gap[0] == "to"
            and before != "by"
            and not (before != "from" and relation_before(items, a.first) in ("up", "down"))
        )
        or (gap[0] == "and" and before == "between")
        or (gap[0] == "or" and a.low < b.low <= max(a.low + 1, a.low * 2))
    ):
        return None
    if (
        gap[0] == "to"
        and a.unit is None
        and b.unit is not None
        and b.normal in ("dollar", "percentage")
        and a.low > b.low
    ):
        return None
    low_a, low_b = a.low, b.high
    if low_a < 1000 <= low_b and a.figure + 1 == a.last:  # "5 to 6 million", "$19 to $22 million"
        scale = _scale_of(items[b.figure])
        if scale is not None and low_a * scale <= low_b:
            low_a *= scale
    if gap[0] == "to" and before != "from" and low_a > low_b:  # "beat them 1,210 to 505", "voted 10 to 2"
        bare = a.unit is None and b.unit is None and a.low < SCORE_BELOW
        return (
            a._replace(last=b.last, end=b.end, low=b.low, high=a.high, normal="score", score=True)
            if bare
            else None
        )
    first = a.first - 1 if before in ("between", "from") else a.first
    return b._replace(
        first=first, start=items[first].start, low=min(low_a, low_b), high=max(low_a, low_b), spelled=False
    )


def _scale_of(item: Lexeme) -> float | None:
    """What the figure of a lexeme was multiplied with: "6 million" 1,000,000."""
    if item.number is None:
        return None
    words = raw(item.text, 0, len(item.text))
    plain = figure(words[0].text) if words else None
    if plain is None or plain == 0 or len(words) < 2:
        for name, scale in (("thousand", 1e3), ("million", 1e6), ("billion", 1e9), ("trillion", 1e12)):
            if item.text.endswith(name):
                return scale
        return None
    return item.number.low / plain
