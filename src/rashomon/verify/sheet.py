"""A page that ``--html`` writes as what is looked up in it: the data it carries, its elements, its anchors."""

from __future__ import annotations

import binascii
import re
import zlib
from base64 import b64decode
from dataclasses import dataclass
from functools import cached_property

from rashomon.errors import InputError
from rashomon.model import Comparison, Span
from rashomon.verify.markup import Element, tree
from rashomon.words import letter

_DATA = re.compile(r'<script type="application/(json|zlib)" id="comparison">([^<]*)</script>')
# Bytes that packed data may come to; more is no comparison.
MOST = 1 << 28
_FIGURES = re.compile(r"(\d+) quoted, (\d+) reported")
AROUND = 40  # characters shown before and after what differs in a text


def is_page(text: str) -> bool:
    """Whether a text is meant as a page."""
    return text.lstrip()[:9].casefold() == "<!doctype"


def data_of(page: str, where: str) -> str:
    """The JSON that a page carries. Raises InputError when it carries none, or two."""
    found = _DATA.findall(page)
    if len(found) != 1:
        raise InputError(
            where,
            "is a page without a comparison's data; `rashomon compare … --html FILE` or `--json FILE` writes it",
        )
    kind, text = found[0]
    if kind == "json":
        return str(text)
    try:
        unpacking = zlib.decompressobj()
        raw = unpacking.decompress(b64decode(text, validate=True), MOST)
        if not unpacking.eof:
            raise InputError(where, "the data in the page is cut short, or too long")
        return raw.decode("utf-8")
    except (binascii.Error, zlib.error, UnicodeDecodeError) as error:
        raise InputError(where, "the data in the page cannot be unpacked") from error


@dataclass(frozen=True)
class Sheet:
    """A page and its data with indexes."""

    page: str
    comparison: Comparison

    @cached_property
    def root(self) -> Element:
        return tree(self.page)

    @cached_property
    def letters(self) -> dict[str, str]:
        return {a.id: letter(n) for n, a in enumerate(self.comparison.articles)}

    @cached_property
    def texts(self) -> dict[str, str]:
        """By what their anchors begin with."""
        return {plain(a.id): a.text for a in self.comparison.articles}

    @cached_property
    def columns(self) -> dict[str, list[Element]]:
        """The full texts as shown, by article; also that of a primary source."""
        found: dict[str, list[Element]] = {}
        for e in self.root.called("texts").all(having="data-article"):
            found.setdefault(e.attributes["data-article"], []).append(e)
        return found

    @cached_property
    def anchors(self) -> dict[str, list[Element]]:
        """The pieces of each place in the full texts."""
        found: dict[str, list[Element]] = {}
        for column in (c for columns in self.columns.values() for c in columns):
            for e in column.all():
                if name := e.attributes.get("id") or e.attributes.get("data-p"):
                    found.setdefault(name, []).append(e)
        return found

    def meant(self, name: str) -> list[str] | None:
        """The words an anchor names, a part for each span; None where it names none of a report."""
        article, *numbers = name.split("-")
        text = self.texts.get(article)
        if text is None or not numbers or len(numbers) % 2 or not all(n.isdecimal() for n in numbers):
            return None
        bounds = [int(n) for n in numbers]
        spans = list(zip(bounds[::2], bounds[1::2], strict=True))
        return [text[s:e] for s, e in spans] if all(s < e <= len(text) for s, e in spans) else None


def plain(id: str) -> str:
    """An article's id as anchors have it."""
    return re.sub(r"[^A-Za-z0-9_]", "_", id)


def anchor(article: str, *spans: Span) -> str:
    """What a place is called in a page."""
    return "-".join([plain(article), *(f"{s.start}-{s.end}" for s in spans)])


def close(text: str) -> str:
    """As a page can hold it, runs of white space as one blank."""
    return " ".join(text.replace("\0", "\ufffd").split())


def solid(text: str) -> str:
    """Without white space, which a page has elsewhere than a text."""
    return "".join(text.replace("\0", "\ufffd").split())


def read(element: Element | None) -> str:
    """An element's words, or none."""
    return close(element.text) if element else ""


def own(element: Element) -> str:
    """An element's text without that of the elements within."""
    return close("".join(part for part in element.inner if isinstance(part, str)))
