"""Which language a text is in, by its script and the share of its commonest words.

Requirement: no model and no import that a plain text would have to wait for. A text that cannot be told is "und"
(undetermined, BCP 47), unless its metadata says what it is.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from rashomon.lang import table
from rashomon.words import WORD

# Words looked at. The beginning of a text is in the language of the rest.
SAMPLE = 600
# Code points looked at, for a script without spaces.
SAMPLE_CHARACTERS = 6_000
# Share of words that are function words of a language. In news in it they are 0.3 to 0.5, in another language of the
# table at most 0.15 (checked on the sample articles and sentences of the tests).
FUNCTION_SHARE = 0.2
# Below this many words the share says little, and what the metadata says goes first.
FEW_WORDS = 20

# Scripts that one language, or by far the commonest, is written in: code point ranges, inclusive.
_SCRIPTS = (
    ("ru", 0x0400, 0x052F),
    ("el", 0x0370, 0x03FF),
    ("he", 0x0590, 0x05FF),
    ("ar", 0x0600, 0x06FF),
    ("hi", 0x0900, 0x097F),
    ("th", 0x0E00, 0x0E7F),
    ("ja", 0x3040, 0x30FF),
    ("zh", 0x4E00, 0x9FFF),
    ("ko", 0xAC00, 0xD7AF),
)
_CODE = re.compile(r"\s*([A-Za-z]{2,3})(?:[-_][A-Za-z0-9-]+)?\s*")


def _script(text: str) -> str | None:
    letters = [ord(c) for c in text if c > "\u02ff" and c.isalpha()]
    if 2 * len(letters) <= sum(map(str.isalpha, text)):
        return None  # mostly Latin
    counts = Counter(code for point in letters for code, low, high in _SCRIPTS if low <= point <= high)
    if counts["ja"]:  # Japanese is written with Chinese characters too
        counts["ja"] += counts.pop("zh", 0)
    best = max(_SCRIPTS, key=lambda row: counts[row[0]])[0]
    return best if counts[best] * 2 > len(letters) else None


@lru_cache(maxsize=1)
def _common() -> tuple[tuple[str, frozenset[str]], ...]:
    """The commonest words by language."""
    return tuple((code, frozenset(row.split())) for code, row in table("block_language_words"))


def detect(text: str, declared: str | None = None) -> str:
    """ISO 639 code of the language of ``text``. ``declared`` is what its metadata says, used where the text is
    silent or short."""
    match = _CODE.fullmatch(declared) if declared else None
    said = match[1].lower() if match else None
    text = text[:SAMPLE_CHARACTERS]
    if script := _script(text):
        return script
    words = [word.lower() for word in WORD.findall(text)[:SAMPLE]]
    if said and len(words) < FEW_WORDS:
        return said
    hits = [(code, [word for word in words if word in common]) for code, common in _common()]
    code, best = max(hits, key=lambda row: len(row[1]))
    if best and len(best) >= FUNCTION_SHARE * len(words) and (len(set(best)) > 1 or len(words) < FEW_WORDS):
        return code
    return said or "und"
