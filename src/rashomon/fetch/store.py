"""Pages kept in a folder with what their server needs to say that they have not changed (RFC 9110, 13.1)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer of 200 to one address."""

    etag: str | None
    last_modified: str | None
    media_type: str | None
    charset: str | None
    content: bytes

    def conditions(self) -> Mapping[str, str]:
        """The headers that ask only for what has changed."""
        given = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in given.items() if value}


class Store:
    """One file a page: a line of JSON, then the bytes. A file that is missing or damaged is a page that is not kept."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, url: str) -> Kept | None:
        """The page kept for an address."""
        try:
            head, _, content = self._file(url).read_bytes().partition(b"\n")
            told = json.loads(head)
            if told.pop("url") != url or told.pop("sha256") != sha256(content).hexdigest():
                return None
            return Kept(**told, content=content)
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return None

    def put(self, url: str, page: Kept) -> None:
        """Keep a page if its server can be asked whether it changed. One that cannot be written is still read."""
        if not page.conditions():
            return
        told = {**asdict(page), "url": url, "sha256": sha256(page.content).hexdigest()}
        del told["content"]
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile(dir=self._folder, suffix=".part", delete=False) as file:
                file.write(json.dumps(told).encode() + b"\n" + page.content)
            Path(file.name).replace(self._file(url))

    def _file(self, url: str) -> Path:
        return self._folder / f"{sha256(url.encode('utf-8', 'surrogatepass')).hexdigest()}.page"
