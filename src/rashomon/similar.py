"""How alike two texts are: shingles, overlap, and the seam for a sentence encoder."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Encoder(Protocol):
    """Sentences to vectors."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """(n, dim) float32, rows of unit length; a row depends on its own text only."""
        ...


def grams(text: str, sizes: Iterable[int] = (3, 4, 5)) -> Counter[str]:
    """Character n-grams of a folded text, each word padded with a space, with their counts."""
    padded = f" {text} "
    return Counter(padded[i : i + n] for n in sizes for i in range(len(padded) - n + 1))


def document_frequency(bags: Iterable[Mapping[str, int]]) -> Counter[str]:
    """In how many bags each feature occurs."""
    counts: Counter[str] = Counter()
    for bag in bags:
        counts.update(bag.keys())
    return counts


def tfidf(bag: Mapping[str, int], frequency: Mapping[str, int], documents: int) -> dict[str, float]:
    """Unit-length TF-IDF weights with sublinear counts and smoothed IDF: (1 + ln tf) · (1 + ln((1+N)/(1+df)))."""
    weights = {
        key: (1 + math.log(count)) * (1 + math.log((1 + documents) / (1 + frequency.get(key, 0))))
        for key, count in bag.items()
    }
    norm = math.sqrt(sum(w * w for w in weights.values())) or 1.0
    return {key: w / norm for key, w in weights.items()}


def dot(left: Mapping[str, float], right: Mapping[str, float]) -> float:
    """Inner product of two sparse vectors."""
    if len(right) < len(left):
        left, right = right, left
    return sum(w * right[key] for key, w in left.items() if key in right)
