"""Photo credits and captions, told by their shape.

Requirement: precision first, for a paragraph taken for a caption loses its voice. A line that opens with a quotation
mark is never one. A credit names an agency after a slash, "via" or a bracket, or begins with a label ("Photo: …").
Known exceptions: a caption without credit, label or "(L)" beside "(R)" stays what it looks like; a person's name that
runs straight into the photographer's ("… with Ana Ruiz Joe Roe via Getty Images") is cut before the last two words.
"""

from __future__ import annotations

import re
from functools import lru_cache

from rashomon.ingest.shape import ends_sentence, opens_quotation, word_count
from rashomon.lang import entries, lines

# Words. Longer paragraphs are text, whatever they end with. Captions of the agencies run to about 70 words.
CAPTION_WORDS = 80
# Code points at the end of a line in which a credit is looked for.
CREDIT_WINDOW = 160
# Words of a photographer's name and what joins them ("Jane van der Doe/Pool").
NAME_WORDS = 6

_CAPITAL = r"[^\W\d_a-zß-öø-ÿ][\w.'’\-]*"
_PARTICLE = r"(?:de|la|le|da|di|do|du|del|der|den|ter|van|von|bin|bint|ibn|al|el|al-[\w'’-]+|el-[\w'’-]+)"
_NAME_TOKEN = re.compile(rf"(?:{_CAPITAL}|{_PARTICLE})$")
_CONNECTORS = frozenset(
    {"for", "via", "of", "the", "and", "by", "in", "&", "|", "-", "–", "—", "at", "on", "from"}
)
# What may stand before a credit in the same line so that it surely begins there.
_BOUNDARY = '.!?…)]}"”’:;|–—,'


def _either(name: str) -> str:
    entries_longest_first = sorted(entries(name), key=lambda entry: (-len(entry), entry))
    return "|".join(re.escape(entry).replace(r"\ ", r"\s+") for entry in entries_longest_first)


@lru_cache(maxsize=1)
def _agency() -> str:
    names = {form for entry in lines("block_agencies") for form in (entry, entry.upper())}
    longest_first = sorted(names, key=lambda entry: (-len(entry), entry))
    return r"(?<!\w)(?:" + "|".join(re.escape(n).replace(r"\ ", r"\s+") for n in longest_first) + r")(?!\w)"


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    agency = _agency()
    return {
        # "(AP Photo/Jane Doe, File)", "(Photo by J. Doe/Getty)", "[Jane Doe/AFP]", "(Picture: Jane Doe)"
        "bracket": re.compile(
            rf"[(\[](?:AP\s+Photo\b|(?:File\s+)?(?:Photo|Photograph|Picture|Image|Credit|File)s?(?:\s+by\b|\s*:)"
            rf"|(?:Photo|Image)\s+courtesy\b|[^()\[\]/|]{{1,60}}[/|]\s*{agency}|{agency}\s*/"
            rf"|[^()\[\]]{{0,60}}\bvia\s+{agency})[^()\[\]]{{0,100}}[)\]]\.?$"
        ),
        # "Jane Doe via Getty Images", "Jane Doe/Pool/AFP via Getty Images"
        "via": re.compile(rf"(?:(?:/|\s[/|]\s)\s*{agency}\s*)*\bvia\s+{agency}(?:\s*[/|,]\s*{agency})*$"),
        # "Jane Doe/AP", "Jane Doe / Pool / AFP"
        "slash": re.compile(rf"(?:\s*[/|]\s*{agency})+$"),
        # "REUTERS/Jane Doe"
        "front": re.compile(rf"{agency}\s*/\s*(?:{_CAPITAL}\s*(?:/\s*)?){{1,{NAME_WORDS}}}$"),
        # "… Photograph: Jane Doe/The Outlet"
        "label": re.compile(
            r"(?:^|(?<=[\s|(–—-]))(?:Photo|Photograph|Picture|Image|Illustration|Credit|PHOTO|PHOTOGRAPH|PICTURE"
            r"|IMAGE|CREDIT)s?\s*(?::|\b[Bb]y\b|\b[Cc]redit:?|\b[Cc]ourtesy of\b)\s*(?P<rest>\S.*)$"
        ),
        "copyright": re.compile(r"(?:©|\(c\)|\(C\))\s*(?:\d{4}\s*,?\s*)?(?P<rest>\S.*)$"),
        "labelled": re.compile(
            rf"(?:{_either('block_credit_labels')})"
            r"(?:\s*:|(?<=image source),|(?<=image copyright),|(?<=\bby)|(?<=\bof))\s*(?P<rest>\S.*)$",
            re.I,
        ),
        "agencies": re.compile(rf"{agency}(?:\s*[/|,]\s*{agency})*$"),
        "caption": re.compile(
            rf"(?:{_either('block_caption_labels')})\s*(?::|[–—]|-\s|(?<=\scaption),)\s*\S", re.I
        ),
        "start": re.compile(rf"(?:{_either('block_caption_starts')})\b", re.I),
        "position": re.compile(rf"\(\s*({_either('block_positions')})\s*\)", re.I),
        "left": re.compile(r",\s*(?:\w+\s+)?left\s*,", re.I),
        "right": re.compile(r",\s*(?:\w+\s+)?right\s*,", re.I),
        "seen": re.compile(r"\b(?:seen|pictured)\s+(?:here|above|below|left|right)\b", re.I),
    }


def _names_only(words: str) -> bool:
    """Whether there is nothing but names, agencies and what joins them."""
    tokens = [t for t in re.split(r"[\s/,|]+", words.strip(" .)]")) if t]
    named = [t for t in tokens if t not in _CONNECTORS and not t.isdigit()]
    return 0 < len(tokens) <= 2 * NAME_WORDS and bool(named) and all(_NAME_TOKEN.match(t) for t in named)


def _name_before(line: str, end: int) -> int:
    """Where the photographer's name begins that runs up to ``end``."""
    tokens: list[int] = []
    start = end
    for match in reversed(list(re.finditer(r"[^\s/|]+|[/|]", line[max(0, end - CREDIT_WINDOW) : end]))):
        word = match.group()
        if word not in "/|" and (not _NAME_TOKEN.match(word) or len(tokens) > 2 * NAME_WORDS):
            break
        start = match.start() + max(0, end - CREDIT_WINDOW)
        tokens.insert(0, start)
        if word.endswith(".") and len(word) > 3 and not word[:-1].isupper():
            tokens.pop(0)  # a stop that ends the caption, not an initial
            break
    before = line[: tokens[0]].rstrip() if tokens else ""
    if not tokens or not before or before[-1] in _BOUNDARY:
        return tokens[0] if tokens else end
    capitals = [t for t in tokens if line[t:end].split()[0].isupper()]
    run = [t for t in capitals if all(w.isupper() for w in line[t:end].replace("/", " ").split())]
    return run[0] if run and run[0] != tokens[0] else tokens[max(0, len(tokens) - 2)]


def credit_start(line: str) -> int | None:
    """Where the photo credit begins that ends ``line``; 0 when the line is nothing else; None without a credit."""
    if opens_quotation(line):
        return None
    p = _patterns()
    window = max(0, len(line) - CREDIT_WINDOW)
    if match := p["bracket"].search(line, window):
        return match.start()
    for name in ("label", "copyright"):
        if (match := p[name].search(line, window)) and _names_only(match["rest"]):
            return match.start()
    if (match := p["labelled"].match(line)) and _names_only(match["rest"]):
        return 0
    if p["agencies"].match(line):
        return 0
    if line.endswith("."):
        return None  # "… was reported by AP/Reuters." is a sentence
    match = p["front"].search(line, window)
    if match and not line[: match.start()].rstrip().endswith(("/", "|")):
        return match.start()
    for name in ("via", "slash"):
        if match := p[name].search(line, window):
            return _name_before(line, match.start())
    return None


def is_caption(line: str) -> bool:
    """Whether a line without a credit shows by itself that it describes a picture."""
    if opens_quotation(line) or word_count(line) > CAPTION_WORDS:
        return False
    p = _patterns()
    if p["caption"].match(line):
        # "File: …" may be anything, "FILE - …" is the agencies' mark
        return not line.startswith(("File ", "File:", "File-")) or line.startswith(("File p", "File i"))
    marks = {mark.lower() for mark in p["position"].findall(line)}
    letters = marks & {"l", "r", "c"}
    if len(letters) > 1 or len(marks - letters) > 1 or (p["left"].search(line) and p["right"].search(line)):
        return True
    return not ends_sentence(line) and bool(
        marks - {"r", "c"} or p["start"].match(line) or p["seen"].search(line)
    )
