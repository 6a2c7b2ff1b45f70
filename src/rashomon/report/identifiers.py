"""Addresses for what a comparison holds, so that other programs can point at it: the same comparison, the same ones."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Callable
from hashlib import sha256
from urllib.parse import quote, urlsplit
from uuid import NAMESPACE_OID, uuid5

from rashomon.model import Article, Comparison


def text_of(article: Article) -> str:
    """The address of an article's exact text by its checksum (RFC 6920); its id tells two copies of one text apart."""
    digest = urlsafe_b64encode(bytes.fromhex(article.sha256)).decode("ascii").rstrip("=")
    return f"ni:///sha-256;{digest}?id={quote(article.id, safe='', errors='replace')}"


def namer(comparison: Comparison) -> Callable[[str], str]:
    """What gives an id of this comparison ("q1", "f2") an address of its own: a version 5 UUID (RFC 9562)."""
    whole = uuid5(NAMESPACE_OID, sha256(comparison.to_json().encode("utf-8")).hexdigest())
    return lambda id: uuid5(whole, id).urn


def page_of(article: Article) -> str | None:
    """The article's address on the web, if it has one."""
    try:
        return article.url if urlsplit(article.url or "").scheme in ("http", "https") else None
    except ValueError:
        return None
