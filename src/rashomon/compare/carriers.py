"""The agencies and outlets through which words came: "told Reuters", "according to the AP", a wire's own text.

Requirement: one body under several names ("AP", "The Associated Press", apnews.com) is one carrier.
Requirement: an article is an agency's own text only where its byline, its dateline or its copyright line says so; an
agency that "contributed to this report" or took the picture has not written it.
Known exceptions: outlets whose site goes by another name than they do are known from ``lang/en/press_names.txt`` only.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import urlsplit

from rashomon.lang import entries, lines
from rashomon.model import Article, Attribution
from rashomon.words import fold, words

# A dateline, "TORVAL, Ruland, March 3 (Reuters) -": code points and words before the agency.
DATELINE, DATELINE_WORDS = 60, 6
CARRYING = frozenset({"agency", "outlet"})
_PARTS = re.compile(r"[^,;/|()–—\n]+")
_DOMAIN = re.compile(r"(?:www\.)?([\w-]+(?:\.[\w-]+)*?)(?:\.(?:co|com|org|net|gov|ac))?\.[a-z]{2,12}")


@lru_cache(maxsize=1)
def _known() -> Mapping[str, str]:
    """Key of each known name to the key of its body."""
    rows = [[_plain(name) for name in row.split(";")] for row in lines("press_names")]
    return {name: row[0] for row in rows for name in row}


def _plain(name: str) -> str:
    folded = fold(name).strip().removeprefix("the ")
    return re.sub(r"[\W_]+", "", folded)


def is_press(key: str) -> bool:
    """Whether a key is that of a known agency or outlet."""
    return key in _known()


@lru_cache(maxsize=4096)
def key(name: str) -> str:
    """One key for all names of an agency or outlet: "apnews.com", "A.P.", "The Associated Press"."""
    domain = _DOMAIN.fullmatch(fold(name).strip())
    plain = _plain(domain.group(1).rsplit(".", 1)[-1] if domain else name)
    return _known().get(plain, plain)


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """An agency as a part of a byline, in a dateline, and in a copyright line."""
    names = {n for n in entries("agencies") if len(n) > 2 or n == "AP"}
    names |= {n.upper() for n in names}
    agency = "(" + "|".join(re.escape(n) for n in sorted(names, key=lambda n: (-len(n), n))) + ")"
    return (
        re.compile(rf"(?:(?:By|BY|by) )?(?:[Tt]he )?{agency}(?: (?:staff|writers?|reporters?))?"),
        re.compile(rf"(?P<place>[^\W\d_a-z][^\n(\[]{{0,{DATELINE}}})[(\[]{agency}[)\]]\s*[-–—]"),
        re.compile(rf"(?:©|\([cC]\)|Copyright)[\s©\d,]*(?:by )?(?:[Tt]he )?{agency}\b"),
    )


def author(article: Article) -> str | None:
    """The agency that wrote an article, as it is named there; None if it does not say so."""
    byline, dateline, copyright_line = _patterns()
    signed = [*article.authors, *(b.span.of(article.text) for b in article.blocks if b.role == "byline")]
    for part in (part for line in signed for part in _PARTS.findall(line)):
        if found := byline.fullmatch(part.strip()):
            return found.group(1)
    first = next((b.span.of(article.text) for b in article.blocks if b.role == "body"), "")
    if (found := dateline.match(first)) and len(words(found.group("place"))) <= DATELINE_WORDS:
        return found.group(2)
    found = copyright_line.search(article.text)
    return found.group(1) if found else None


def page(url: str) -> str | None:
    """One key for the ways to write a page's address, which no name has; None when it is none."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return None
    query = f"?{parts.query}" if parts.query else ""
    return f"{host}{parts.path.rstrip('/')}{query}/" if host else None


def made_from(article: Article) -> Mapping[str, str]:
    """Keys, with names, of what an article declares to be based on: the page, and whose it is."""
    found: dict[str, str] = {}
    for value in article.based_on:
        at = page(value)
        name = at.partition("/")[0] if at else value
        found |= {k: name for k in (at, key(name)) if k}
    return found


def named(attribution: Attribution) -> tuple[str, ...]:
    """Agencies and outlets that an attribution's words are said to have gone through."""
    return tuple(h.name for h in attribution.chain if h.role in CARRYING)
