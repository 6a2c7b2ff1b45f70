"""XML that somebody else wrote, to a tree: the one place that knows how to do so safely.

Requirement: nothing is fetched, no entity is expanded that the document declares, and a broken document gives what can
be had of it. A document that declares entities is refused: news formats need none, and bombs are made of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import TYPE_CHECKING

from rashomon.errors import InputError

if TYPE_CHECKING:
    from lxml.etree import _Element

_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>", re.I)
_BEFORE_ROOT = re.compile(r"(?:\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>)*", re.DOTALL | re.I)
_NAME = re.compile(r"<(?:[\w.-]+:)?([\w.-]+)")
_NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,30});")
_BARE = re.compile(r"&(?!(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});)")
_OWN = frozenset({"amp", "lt", "gt", "quot", "apos"})
# libxml2's XML_ERR_RESOURCE_LIMIT and XML_ERR_INTERNAL_ERROR, under which versions of it report depth.
_LIMITS = frozenset({114, 1})
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def root_name(opening: str) -> str:
    """The name of the root element without its prefix, in lower case; empty when a text does not begin as XML."""
    start = _BEFORE_ROOT.match(opening)
    match = _NAME.match(opening, start.end() if start else 0)
    return match[1].lower() if match else ""


def parse(text: str, origin: str) -> _Element:
    """The root of a document, as far as it can be read. Raises InputError."""
    from lxml import etree

    first = re.search(r"<[A-Za-z_]", text)
    prolog = text[: first.start()] if first else text
    if "<!entity" in prolog.lower():
        raise InputError(origin, "declares XML entities, which are not read")
    text = _CONTROL.sub("\ufffd", _DECLARATION.sub("", text, count=1))

    def parser(recover: bool) -> etree.XMLParser:
        return etree.XMLParser(
            encoding="utf-8", recover=recover, resolve_entities=False, no_network=True, load_dtd=False,
            huge_tree=False, remove_comments=True, remove_pis=True, strip_cdata=True,
        )  # fmt: skip

    try:
        return etree.fromstring(text.encode("utf-8"), parser(recover=False))
    except etree.XMLSyntaxError as error:
        if error.code in _LIMITS:
            raise InputError(origin, "is XML that is nested too deeply or too large") from error
    text = _BARE.sub("&amp;", _NAMED.sub(lambda m: m[0] if m[1] in _OWN else unescape(m[0]), text))
    begun = text.find("<")
    try:
        root = etree.fromstring(text[max(begun, 0) :].encode("utf-8"), parser(recover=True))
    except etree.XMLSyntaxError:
        root = None
    if root is None:
        raise InputError(origin, "is not XML that can be read")
    return root


def local(element: _Element) -> str:
    """The name of an element without its namespace, in lower case; empty for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def children(element: _Element | None, *names: str) -> Iterator[_Element]:
    """The children of these names, in order."""
    for child in element if element is not None else ():
        if local(child) in names:
            yield child


def first(element: _Element | None, *names: str) -> _Element | None:
    """The first child that goes by the first of these names that any child goes by."""
    return next((child for name in names for child in children(element, name)), None)


def said(element: _Element | None) -> str:
    """The text of an element and what is in it, as it stands."""
    return "" if element is None else "".join(str(part) for part in element.itertext())


def markup(element: _Element) -> str:
    """What is in an element as HTML: its text, or its elements written out."""
    from lxml import etree

    inner = "".join(etree.tostring(child, encoding="unicode", method="html") for child in element)
    return (element.text or "") + inner if inner else said(element)
