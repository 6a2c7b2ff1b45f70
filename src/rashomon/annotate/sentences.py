"""Where sentences begin, by rule.

Requirement: a full stop of an abbreviation ("Sen."), of initials ("J. R. Hale", "U.S. officials") and the mark of an
elision ("[…]", "...") inside a sentence end nothing; a quotation may hold several sentences.
Known exception: an abbreviation that does end its sentence ("… a mill in Conn. The firm …") is joined to the next,
but for the few that are rather words ("No. The …").
"""

from __future__ import annotations

import re

from rashomon.lang import entries
from rashomon.model import Span

# A terminator with the closing marks behind it, white space, and what opens the next sentence.
_END = re.compile(r"""(?P<stop>[.!?]+|…)(?P<close>["”’'»)\]]*)(?P<gap>\s+)(?=(?P<next>["“‘«'(\[„]*[^\s]))""")
_LINE = re.compile(r"\n\s*\n|\n(?=\s*[-•*–]\s)")
_INITIAL = re.compile(r"(?:^|[\s.(“\"‘'\[-])(?P<word>[^\W\d_])$")
_ACRONYM = re.compile(r"(?:^|[\s(“\"‘'\[-])(?:[^\W\d_]\.)+[^\W\d_]$")
_WORD_BEFORE = re.compile(r"[^\s“”\"‘(\[]+$")
# An acronym with stops ends a sentence only before a word that can hardly go on a name.
_OPENERS = re.compile(
    r"(?:The|A|An|He|She|It|They|We|I|You|But|And|In|On|At|This|That|These|Those|His|Her|Its|Their|Our|My|"
    r"There|When|While|If|As|For|After|Before|By|To|So|Then|Now|Yet|Still|Meanwhile|However)\b"
)


def _ends(text: str, match: re.Match[str]) -> bool:
    before = text[: match.start("stop")][-40:]
    following = text[match.end("gap") :]
    opener = following.lstrip("\"“‘«'([„")
    if match["stop"] == "…" or match["stop"].startswith(".."):
        # "[…]" never ends; a bare ellipsis ends before a capital only
        if match["close"].startswith("]"):
            return False
        return opener[:1].isupper()
    if match["stop"] in {"?", "!"} and match["close"] and opener[:1].islower():
        return False
    if opener[:1].islower():
        return False
    if match["stop"] != ".":
        return True
    if _ACRONYM.search(before):
        return bool(_OPENERS.match(opener)) or bool(match["close"])
    if _INITIAL.search(before) and before[-1].isupper():
        return before[-1] == "I" or bool(match["close"])
    word = _WORD_BEFORE.search(before)
    if word and not match["close"]:
        bare = word.group().lstrip("-–—/")
        if bare in entries("abbreviations"):
            # "No. 4", "Sept. 3" go on; months and "No" before a capital opener end
            return bare in {"No", "Mar", "Miss", "Wash", "Mass", "Ill", "Del", "Ind", "est", "al"} and bool(
                _OPENERS.match(opener)
            )
    return True


def split(text: str, start: int, end: int) -> list[Span]:
    """Spans of the sentences of ``text[start:end]``, without the white space around them; together they hold
    every other character."""
    part = text[start:end]
    cuts = [m.end("gap") for m in _END.finditer(part) if _ends(part, m)]
    cuts += [m.end() for m in _LINE.finditer(part)]
    found: list[Span] = []
    for a, b in zip([0, *sorted(set(cuts))], [*sorted(set(cuts)), len(part)], strict=True):
        piece = part[a:b]
        stripped = piece.strip()
        if stripped:
            lead = len(piece) - len(piece.lstrip())
            found.append(Span(start + a + lead, start + a + lead + len(stripped)))
    return found
