"""How alike two texts are: shingles, overlap, and the seam for a sentence encoder."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from rashomon.model import Span


class Encoder(Protocol):
    """Sentences to vectors."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """(n, dim) float32, rows of unit length; a row depends on its own text only."""
        ...


class PartEncoder(Encoder, Protocol):
    """Sentences, and what stands in them, to vectors."""

    def encode_parts(self, text: str, parts: Sequence[Sequence[Span]]) -> NDArray[np.float32]:
        """(1 + n, dim) float32, rows of unit length: the text, then each part of it as it is read there. A part is
        one passage or several, its offsets from the beginning of the text."""
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


# Signature values, and values in a band: two sets meet when one band is equal, with chance 1 - (1 - J³)^43 at Jaccard
# similarity J: 0.5 of 0.25, 0.9 of 0.37, 0.997 of 0.5. The seed makes the signatures the same everywhere.
SIGNATURE, BANDS, SEED = 129, 43, 7


def alike(sets: Sequence[Sequence[str]]) -> list[tuple[int, int]]:
    """Pairs (i < j) of sets of strings that are probably alike, in order: MinHash signatures in bands (Broder 1997).

    Candidates only: some are not alike, and a pair of low Jaccard similarity may be missing. Empty sets meet nobody.
    """
    import rensa

    filled = [n for n, items in enumerate(sets) if items]
    signatures = rensa.RMinHash.from_token_sets([list(sets[n]) for n in filled], SIGNATURE, SEED)
    index = rensa.RMinHashLSH(0.5, SIGNATURE, BANDS)
    index.insert_many(signatures, 0)
    found = index.query_all(signatures)
    return sorted({(filled[i], filled[j]) for i, others in enumerate(found) for j in others if i < j})
