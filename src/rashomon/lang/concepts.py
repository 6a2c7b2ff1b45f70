"""Words of one meaning made one: near-synonyms by a list, derived words by their stem."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from snowballstemmer import stemmer

from rashomon.lang import lines
from rashomon.words import bare

if TYPE_CHECKING:
    from snowballstemmer.basestemmer import BaseStemmer as SnowballStemmer


@lru_cache(maxsize=1)
def _stemmer() -> SnowballStemmer:
    return stemmer("english")


@lru_cache(maxsize=65536)
def _stem(word: str) -> str:
    return str(_stemmer().stemWord(word))


@lru_cache(maxsize=1)
def _concepts() -> Mapping[str, str]:
    classes: dict[str, str] = {}
    for row in lines("concepts"):
        first, *rest = row.split()
        for word in (first, *rest):
            classes[word] = first
    for word, first in sorted(classes.items()):
        classes.setdefault(_stem(word), first)
    return classes


@lru_cache(maxsize=65536)
def concept(lemma: str) -> str:
    """The class of near-synonyms a lemma belongs to, or else its stem (Porter 2), so that derived words meet."""
    folded = bare(lemma)
    known = _concepts()
    return known.get(folded) or known.get(_stem(folded)) or _stem(folded)
