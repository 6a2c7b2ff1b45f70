"""Content types, encodings, and the date to come back."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from rashomon.fetch.headers import charset, media_type
from rashomon.fetch.pace import retry_after


@pytest.mark.parametrize(
    ("value", "kind", "encoding"),
    [
        ("text/html; charset=UTF-8", "text/html", "utf-8"),
        ('Text/HTML;Charset="koi8-r"', "text/html", "koi8-r"),
        ("text/html; charset=ISO-8859-1", "text/html", "cp1252"),
        ("text/html; boundary=x; charset = 'windows-1251'", "text/html", "cp1251"),
        ("application/rss+xml", "application/rss+xml", None),
        ("text/html; charset=utf-7", "text/html", None),
        ("text/html; charset=unicode_escape", "text/html", None),
        ("text/html; charset=rot13", "text/html", None),
        ("text/html; charset=zlib", "text/html", None),
        ("text/html; charset=nonsense", "text/html", None),
        ("text/html; charset=", "text/html", None),
        ("html", None, None),
        ("", None, None),
    ],
)
def test_content_types(value: str, kind: str | None, encoding: str | None) -> None:
    assert media_type({"content-type": value}) == kind
    assert charset({"content-type": value}) == encoding


NOW = datetime(2024, 6, 18, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "120"}, 120),
        ({"retry-after": " 0 "}, 0),
        ({"retry-after": "9" * 5000}, 9_999_999_999),
        ({"retry-after": "Tue, 18 Jun 2024 09:00:30 GMT"}, 30),
        ({"retry-after": "Tue, 18 Jun 2024 11:00:30 +0200"}, 30),
        ({"retry-after": "Tue, 18 Jun 2024 08:00:00 GMT"}, 0),
        # the server's clock is an hour ahead of ours, and it means half a minute
        ({"retry-after": "Tue, 18 Jun 2024 10:00:30 GMT", "date": "Tue, 18 Jun 2024 10:00:00 GMT"}, 30),
        ({"retry-after": "Tue, 18 Jun 2024 09:00:30 GMT", "date": "yesterday"}, 30),
        ({"retry-after": "-5"}, None),
        ({"retry-after": "²"}, None),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "Tue, 99 Jun 99999 09:00:30 GMT"}, None),
        ({}, None),
    ],
)
def test_when_to_come_back(headers: dict[str, str], seconds: float | None) -> None:
    assert retry_after(headers, NOW) == seconds
