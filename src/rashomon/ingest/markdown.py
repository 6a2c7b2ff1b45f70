"""Markdown, with or without front matter, to a draft.

The text of the article is what follows the front matter, verbatim, marks and all. A block spans the words: the marks
that open a line ("# ", "> ", "- ") and lines that are marks alone (rules, underlines of headings, pictures) lie
outside or are "other". Emphasis and links inside a line stay as they are. A headline that stands in the front matter
alone is part of the article too: it comes first in the text, an empty line before the rest.
"""

from __future__ import annotations

import re

from rashomon.ingest import frontmatter
from rashomon.ingest.draft import Draft, one_line
from rashomon.ingest.lines import Piece, pieces
from rashomon.ingest.published import Published, parse
from rashomon.ingest.roles import assign
from rashomon.model import BlockRole

NEWLINES = "\r\n"
_HEADING = re.compile(r"(#{1,6})[ \t]+(?=\S)")
_CLOSED = re.compile(r"[ \t]+#+$")
_OPENING = re.compile(r"(?:>[ \t]?)+(?=\S)|[-*+][ \t]+(?=\S)")
_UNDERLINE = re.compile(r"(?:=+|-{2,})$")
_PICTURE = re.compile(
    r"!\[[^\]]*\]\([^)]*\)$|!\[\[[^\]]*\]\]$|<img\b[^>]*>$|<!--.*-->$|\[[^\]]+\]:\s*\S+.*$|`{3}.*$", re.DOTALL
)
_EMPHASISED = re.compile(r"(?P<mark>[*_])(?![*_\s]).*(?P=mark)$", re.DOTALL)
_HEADING_WITHIN = re.compile(r"\n(?=#{1,6}[ \t]+\S)|(?<=\n)(?==+$|-{2,}$)", re.MULTILINE)


def is_marked(text: str) -> bool:
    """Whether a text begins with front matter."""
    return frontmatter.split(text)[1] > 0


def read(text: str, origin: str) -> Draft:  # noqa: ARG001 - every reader is called alike
    """A Markdown text: front matter as metadata, a first heading as headline."""
    values, start = frontmatter.split(text)
    text = text[start:]
    title = _first(values, "title", "headline")
    spans, fixed = _marked(text)
    if title is not None and spans and "title" not in fixed.values() and not text.lstrip().startswith(title):
        text = f"{title}\n\n{text.lstrip(NEWLINES)}"
        spans, fixed = _marked(text)
    if title is not None and "title" not in fixed.values():
        # the headline is known: a first line is it only if it says the same
        fixed |= (
            {0: "title"} if spans and text[spans[0].start : spans[0].end] == title and len(spans) > 1 else {}
        )
    blocks = assign(text, spans, fixed, titled=title is None)
    return Draft(
        text=text,
        blocks=blocks,
        title=title,
        outlet=_first(values, "outlet", "publication", "publisher", "site", "site_name", "newspaper"),
        authors=_authors(values),
        published=_published(values),
        url=_first(values, "url", "canonical", "canonical_url", "link", "permalink"),
        language=_first(values, "language", "lang"),
    )


def _marked(text: str) -> tuple[list[Piece], dict[int, BlockRole]]:
    """Pieces without their opening marks, and the roles the marks tell."""
    rows = [part for piece in pieces(text) for part in _parted(text, piece)]
    found: list[Piece] = []
    fixed: dict[int, BlockRole] = {}
    headline = False
    picture = False
    for number, piece in enumerate(rows):
        line = text[piece.start : piece.end]
        start, end = piece.start, piece.end
        below = text[rows[number + 1].start : rows[number + 1].end] if number + 1 < len(rows) else ""
        underlined = _UNDERLINE.match(below) and rows[number + 1].paragraph == piece.paragraph
        was_picture, picture = picture, False
        if match := _HEADING.match(line):
            end -= len(line) - len(_CLOSED.sub("", line))
            start = min(start + match.end(), end - 1)
        elif _PICTURE.match(line):
            fixed[len(found)] = "other"
            picture = line.startswith(("!", "<img"))
        elif was_picture and _EMPHASISED.match(line):
            fixed[len(found)] = "caption"
        elif match := _OPENING.match(line):
            start += match.end()
        top = line.startswith("# ") or bool(underlined and below[0] == "=")
        if top and not headline and number + 1 < len(rows) and len(fixed) == len(found):
            fixed[len(found)] = "title"
            headline = True
        found.append(Piece(start, end, piece.paragraph))
    return found, fixed


def _parted(text: str, piece: Piece) -> list[Piece]:
    """A piece cut before headings and underlines that its paragraph holds."""
    cuts = [m.end() for m in _HEADING_WITHIN.finditer(text, piece.start, piece.end)]
    parts = []
    for start, end in zip([piece.start, *cuts], [*cuts, piece.end], strict=True):
        part = text[start:end]
        if part.strip():
            left = start + len(part) - len(part.lstrip())
            parts.append(Piece(left, left + len(part.strip()), piece.paragraph))
    return parts


def _first(values: frontmatter.Values, *keys: str) -> str | None:
    return next((line for key in keys for value in values.get(key, ()) if (line := one_line(value))), None)


def _authors(values: frontmatter.Values) -> tuple[str, ...]:
    given = [v for key in ("authors", "author", "byline") for v in values.get(key, ())]
    names = [one_line(re.sub(r"^[Bb]y\s+", "", v)) for v in given]
    return tuple(dict.fromkeys(n for n in names if n))


def _published(values: frontmatter.Values) -> Published | None:
    keys = ("published", "date", "published_at", "pubdate", "datepublished", "publish_date")
    return next((p for key in keys for value in values.get(key, ()) if (p := parse(value))), None)
