"""Words that name a person by office, work or standing."""

from __future__ import annotations

from functools import lru_cache

from rashomon.lang import entries, table

# They name nobody by office.
HONORIFICS = frozenset({"mr", "mrs", "ms", "mr.", "mrs.", "ms."})


@lru_cache(maxsize=4096)
def office(word: str) -> bool:
    """Whether a word names a person by office, work or standing."""
    return word.casefold().rstrip(".") in _offices()


@lru_cache(maxsize=1)
def _offices() -> frozenset[str]:
    roles = {row[0].split()[-1] for row in table("roles")}
    titles = {t.split()[-1] for t in entries("titles")}
    persons = {row[0] for row in table("speaker_nouns") if row[1] == "person"}
    return frozenset(w.casefold().rstrip(".") for w in roles | titles | persons) - HONORIFICS
