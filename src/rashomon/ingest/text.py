"""Bytes to text, and plain text to a draft: the text is kept exactly, offsets are offsets into the file's text.

Encodings: a byte order mark decides (and is dropped), then UTF-8 if it is valid, then what a server or page says, then
Windows-1252 where few letters are accented, then a guess from the bytes. Anything with a NUL is binary.
"""

from __future__ import annotations

import codecs
import re

from rashomon.errors import InputError, NotText
from rashomon.ingest.draft import Draft
from rashomon.ingest.lines import pieces
from rashomon.ingest.roles import assign

# Code points. Longer inputs are no news report, and every later stage would wait for them: the longest article of the
# corpora in use has under 200,000.
MAX_CHARACTERS = 2_000_000
# Code points of a web page. With their scripts and inlined pictures they are longer than what they report; extraction
# takes about 0.3 s per 1,000,000.
MAX_PAGE_CHARACTERS = 4_000_000
# Bytes of any input. No encoding in use takes more than four for a code point, so that nothing longer is a text within
# its limit.
MAX_BYTES = 4 * MAX_CHARACTERS + 4
# Share of control characters above which bytes are no text, whatever they decode to.
CONTROL_SHARE = 0.01
# Share of non-ASCII letters up to which undeclared 8-bit text is taken for Windows-1252. Western European texts have
# under 0.1, Cyrillic or Greek read as Windows-1252 nearly 1.
ACCENTED_SHARE = 0.25

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive (unpack it first) or office document"),
    (b"\x1f\x8b", "a gzip archive in a gzip archive"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"{\\rtf", "an RTF document"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x7f]")
_CONTROL_BYTES = bytes(c for c in range(128) if _CONTROL.match(chr(c)))
_DECLARED = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]+)", re.IGNORECASE
)


def too_long(origin: str, limit: int = MAX_CHARACTERS) -> InputError:
    """The refusal of an input over the limit, which it names."""
    return InputError(origin, f"is longer than {limit:,} characters, the limit for one input of its kind")


def decode(content: bytes, origin: str, charset: str | None = None, limit: int = MAX_BYTES) -> str:
    """The text of at most ``limit`` bytes, its byte order mark dropped and its newlines kept; ``charset`` is what a
    server said it is in. Raises NotText, InputError."""
    if len(content) > limit:
        raise too_long(origin)
    text = _decoded(content, origin, charset)
    # nearly every input is free of them, which its bytes tell fast
    if content.translate(None, _CONTROL_BYTES) != content and len(
        _CONTROL.findall(text)
    ) > CONTROL_SHARE * len(text):
        raise NotText(origin, "is binary, not text")
    if "\x00" in text:
        raise NotText(origin, "is binary, not text (it holds a NUL character)")
    return text


def _decoded(content: bytes, origin: str, charset: str | None) -> str:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            try:
                return content[len(mark) :].decode(encoding)
            except UnicodeDecodeError as error:
                name = encoding[: encoding.rindex("-")] if encoding.count("-") > 1 else encoding
                raise NotText(origin, f"begins as {name.upper()} text but is not valid") from error
    for signature, kind in _SIGNATURES:
        if content.startswith(signature):
            raise NotText(origin, f"is {kind}, not text")
    if b"\x00" in content:
        raise NotText(origin, "is binary, not text (it holds a NUL byte)")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _eight_bit(content, origin, charset)


def _eight_bit(content: bytes, origin: str, charset: str | None) -> str:
    match = _DECLARED.search(content[:4096])
    for name in (charset, match[1].decode("ascii") if match else None):
        if name is None:
            continue
        try:
            return content.decode(codecs.lookup(name).name)
        except (LookupError, ValueError, TypeError):  # unknown, wrong, or no text encoding
            pass
    try:
        western = content.decode("cp1252")
    except UnicodeDecodeError:
        western = content.decode("latin-1")
    letters = [c for c in western if c.isalpha()]
    accented = sum(not c.isascii() for c in letters)
    if (
        letters
        and accented <= ACCENTED_SHARE * len(letters)
        and not re.search("[\x80-\x84\x86-\x9f]", western)
    ):
        return western
    from charset_normalizer import from_bytes  # slow to import, and hardly ever needed

    best = from_bytes(content[:65536]).best()
    if best is not None:
        try:
            return content.decode(best.encoding)
        except (UnicodeDecodeError, LookupError):
            pass
    raise NotText(origin, "is in no known text encoding; save it as UTF-8")


def read(text: str, origin: str) -> Draft:  # noqa: ARG001 - every reader is called alike
    """A plain text as it stands: lines or wrapped paragraphs as blocks, the first line as headline if it is one."""
    return Draft(text, assign(text, pieces(text)))
