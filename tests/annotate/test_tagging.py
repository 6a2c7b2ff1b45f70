"""From tags and links to attributions, on scores made by hand."""

from __future__ import annotations

import numpy as np

from rashomon.annotate.tagging import best_path, stretches, together
from rashomon.models.tagger import TAGS, Scored, Window


def scored(tags: str, links: dict[int, int]) -> Scored:
    """One window; a letter a word: . outside, S s source, C c content, Q q cue; ``links``: word to word."""
    codes = [".SsCcQq".index(t) for t in tags]
    rows = np.full((len(codes), len(TAGS)), -9.0)
    rows[range(len(codes)), codes] = 0.0
    product = np.full((len(codes), len(codes)), -9.0)
    for word, to in links.items():
        product[word, to] = 0.0
    return Scored(rows, ((Window(0, 0, len(codes)), product),), (0,) * len(codes))


def test_a_span_never_begins_with_what_only_goes_on() -> None:
    rows = np.full((3, len(TAGS)), -5.0)
    rows[0, 0] = rows[1, TAGS.index("I-content")] = rows[2, TAGS.index("I-content")] = 0.0
    path = best_path(rows)
    assert all(
        not TAGS[b].startswith("I-") or TAGS[a][2:] == TAGS[b][2:]
        for a, b in zip([0, *path], path, strict=False)
    )


def test_a_span_ends_with_its_paragraph() -> None:
    found = stretches(scored("CcCc", {}), [(0, 2), (2, 4)])
    assert [(s.role, s.start, s.end) for s in found] == [("content", 0, 2), ("content", 2, 4)]


def test_two_pieces_of_one_content_and_two_speakers() -> None:
    #          0123456789
    row = scored("CcSQCc.SQCc", {0: 3, 1: 3, 2: 3, 3: 3, 4: 3, 5: 3, 7: 8, 8: 8, 9: 8, 10: 8})
    told = together(row, stretches(row, [(0, 11)]))
    assert [[s.start for s in t.content] for t in told] == [[0, 4], [9]]
    assert [[s.start for s in t.source] for t in told] == [[2], [7]]
    assert [[s.start for s in t.cue] for t in told] == [[3], [8]]


def test_a_content_without_a_cue_and_a_cue_without_a_content() -> None:
    row = scored("Cc..SQ", {0: 0, 1: 0, 4: 5, 5: 5})
    told = together(row, stretches(row, [(0, 6)]))
    assert [([s.start for s in t.content], t.source, t.cue) for t in told] == [([0], (), ())]
