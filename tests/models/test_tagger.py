"""The attribution tagger: windows that hold every word once, tags that add up, the same answer twice, any text."""

from __future__ import annotations

import numpy as np
import pytest

from rashomon.models import tagger
from rashomon.models.tagger import Marked, load_tagger, windows


def words(text: str) -> list[Marked]:
    return [Marked(word, 0, 0, 0, 0) for word in text.split()]


@pytest.mark.parametrize(
    "sizes", [[3], [40, 40, 40, 300], [1] * 90, [700], [251, 251, 5], [253], [254], [255]]
)
def test_each_word_stands_in_one_window(sizes: list[int]) -> None:
    paragraphs, at = [], 0
    for size in sizes:
        paragraphs.append((at, at + size))
        at += size
    for pieces in ([1] * at, [3] * at, [12] * at):
        found = list(windows(paragraphs, pieces))
        assert [w for f in found for w in range(f.first, f.end)] == list(range(at))
        for window in found:
            assert 0 <= window.start <= window.first < window.end
            ends = sum(window.start < high <= window.end for _, high in paragraphs)
            assert sum(pieces[window.start : window.end]) + ends + 1 <= tagger.WINDOW


def test_no_paragraphs() -> None:
    assert list(windows([], [])) == []
    assert load_tagger().score([], []).tags.shape == (0, len(tagger.TAGS))


def test_probabilities_add_up_and_repeat() -> None:
    row = words("The mayor of Lower Wendle said on Monday that the ferry would not sail .")
    one, two = (load_tagger().score(row, [(0, len(row))]) for _ in range(2))
    assert np.allclose(np.exp(one.tags).sum(1), 1)
    assert np.array_equal(one.tags, two.tags)
    assert np.array_equal(one.links[0][1], two.links[0][1])


def test_words_outside_paragraphs_are_outside() -> None:
    row = words("A caption that nobody says . The mayor said it was over .")
    scored = load_tagger().score(row, [(6, len(row))])
    assert (scored.tags[:6].argmax(1) == 0).all()


@pytest.mark.parametrize("text", ["\ud83d", "\x00 a", "🜁 שלום", "[SEP] [MASK]", "x" * 5000, "a " * 3000])
def test_any_text_is_read(text: str) -> None:
    row = words(text) or [Marked(text, 0, 0, 0, 0)]
    scored = load_tagger().score(row, [(0, len(row))])
    assert np.isfinite(scored.tags).all()


def test_known_by_its_weights() -> None:
    assert tagger.tagger_id().startswith(f"{tagger.NAME}@")
