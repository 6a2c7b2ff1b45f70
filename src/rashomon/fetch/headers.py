"""What the headers of an answer say of its content."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping

_CHARSET = re.compile(r";\s*charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE | re.ASCII)
# What Python decodes by name but no server means: escapes, host names, a form of UTF-7 that hides markup.
_NO_CHARSETS = frozenset(
    {
        "utf-7",
        "unicode_escape",
        "raw_unicode_escape",
        "unicode-escape",
        "raw-unicode-escape",
        "idna",
        "punycode",
        "undefined",
    }
)
# Labels that stand for Windows-1252 on the web (Encoding Standard of the WHATWG).
_WESTERN = frozenset({"ascii", "iso8859-1"})


def media_type(headers: Mapping[str, str]) -> str | None:
    """The type and subtype of Content-Type in small letters, None without one."""
    name = headers.get("content-type", "").partition(";")[0].strip().lower()
    return name if re.fullmatch(r"[\w.+-]+/[\w.+*-]+", name, re.ASCII) else None


def charset(headers: Mapping[str, str]) -> str | None:
    """The encoding that Content-Type names, by Python's name; None without one that can decode text."""
    match = _CHARSET.search(headers.get("content-type", ""))
    if match is None:
        return None
    try:
        name = codecs.lookup(match[1]).name
        b"x".decode(name, "ignore")
    except (LookupError, ValueError, TypeError):  # unknown, or no encoding of text
        return None
    if name in _NO_CHARSETS:
        return None
    return "cp1252" if name in _WESTERN else name
