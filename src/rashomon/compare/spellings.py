"""One person whose name the outlets spell differently (compare/spellings.py).

Requirement: a name of several words of which one differs, in a few letters; a short form is no other spelling, nor is
one that both reports have.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import combinations

from rashomon.compare.bearers import ONE_NAME
from rashomon.compare.context import Context, Draft
from rashomon.lang import lines
from rashomon.model import Entity, Passage
from rashomon.words import fold


def detect(context: Context) -> Iterator[Draft]:
    """One person or body whose name the outlets spell differently."""
    for entity in context.alignment.entities:
        names: dict[str, tuple[str, int, int]] = {}
        full: dict[str, set[str]] = {}
        for m in entity.mentions:
            if m.form != "name":
                continue
            words = context.articles[m.article].article.text[m.start : m.end]
            full.setdefault(m.article, set()).add(words)
            names.setdefault(words, (m.article, m.start, m.end))
        yield from _variants(context, entity, full)


def _variants(context: Context, entity: Entity, full: Mapping[str, set[str]]) -> Iterator[Draft]:
    if entity.kind != "person" or len(full) < 2:
        return
    articles = list(full)
    for n, a in enumerate(articles):
        for b in articles[n + 1 :]:
            for one in sorted(full[a], key=lambda w: (-len(w), w)):
                for other in sorted(full[b], key=lambda w: (-len(w), w)):
                    if _variant(one, other) and one not in full[b] and other not in full[a]:
                        draft = _spelling(context, entity, (a, one), (b, other))
                        if draft is not None:
                            yield draft
                            return


def _variant(one: str, other: str) -> bool:
    """ "Jon Hale" and "John Hale": as many words, all but one equal, that one nearly."""
    left, right = fold(one).split(), fold(other).split()
    if len(left) != len(right) or len(left) < 2:
        return False
    unequal = [(a, b) for a, b in zip(left, right, strict=True) if a != b]
    if len(unequal) != 1:
        return False
    a, b = unequal[0]
    if unequal[0] == (left[0], right[0]) and (a[:2] == b[:2] or frozenset((a, b)) in _short_forms()):
        return False  # "Ken" is Kenneth
    return len(a) > 2 and len(b) > 2 and SequenceMatcher(None, a, b).ratio() >= ONE_NAME


@lru_cache(maxsize=1)
def _short_forms() -> frozenset[frozenset[str]]:
    return frozenset(
        frozenset((a, b)) for row in lines("nicknames") for a, b in combinations(fold(row).split(), 2)
    )


def _spelling(
    context: Context, entity: Entity, left: tuple[str, str], right: tuple[str, str]
) -> Draft | None:
    passages = []
    row = None
    for article, words in (left, right):
        text = context.articles[article].article.text
        for m in entity.mentions:
            if m.article == article and text[m.start : m.end] == words:
                passages.append(Passage(article, m.start, m.end))
                claims = [
                    c for c in context.articles[article].claims if any(s.contains(m.span) for s in c.spans)
                ]
                for c in claims:
                    candidate = context.row_of[c.id]
                    if row is None or len(context.alignment.rows[candidate].cells) > 1:
                        row = candidate
                break
    if row is None or len(passages) < 2:
        return None
    return Draft(
        "conflict",
        "person",
        "contradiction",
        "spelling@1",
        0.9,
        f"{context.outlet(left[0])} spells the name “{left[1]}”, {context.outlet(right[0])} “{right[1]}” "
        "(one person, two spellings).",
        row,
        tuple(passages),
    )
