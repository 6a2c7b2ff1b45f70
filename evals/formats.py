"""What is read of collections in the formats of others, and what becomes of hostile inputs.

    python evals/formats.py DIRECTORY        (the folder with rss-feeds/ and ninjs/)

Every OPML with the number of feeds found beside the addresses that stand in it; every ninjs example, read or refused with
the reason; and inputs made to break a reader, with the row each becomes, the seconds it took and the memory's high mark.
"""

from __future__ import annotations

import gzip
import json
import resource
import sys
import time
from collections import Counter
from pathlib import Path

from rashomon.ingest import articles, of_bytes, read_all
from rashomon.ingest.draft import Link
from rashomon.model import Article, Dropped

ENTITIES = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 20))
HOSTILE = {
    "entity bomb": f'<!DOCTYPE rss [<!ENTITY a0 "ha">{ENTITIES}]><rss><item><title>&a19;</title></item></rss>'.encode(),
    "external entity": b'<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/hostname">]><rss><item><title>&a;</title></item></rss>',
    "XML of depth 100,000": b"<rss>" + b"<item>" * 100_000,
    "HTML of depth 100,000": b"<html><body>" + b"<div>" * 100_000 + b"The wall broke at dawn.",
    "HTML of 50 MB": b"<html><body>" + b"<p>The wall broke.</p>" * 2_500_000,
    "JSON of depth 100,000": b"[" * 100_000,
    "gzip of 500 MB": gzip.compress(b"The wall broke at dawn. " * 420_000, 1) * 50,
    "a line of 100 MB": b'{"text": "' + b"x" * 100_000_000,
}


def opml(folder: Path) -> None:
    """A line a file."""
    for path in sorted(folder.rglob("*.opml")):
        found = sum(isinstance(row, Link) for row in read_all(path))
        named = path.read_text(encoding="utf-8", errors="replace").lower().count("xmlurl=")
        print(f"{path.relative_to(folder)!s:60} {found} feeds of {named} addresses")


def ninjs(folder: Path) -> None:
    """A line a file, reasons counted."""
    for path in sorted(folder.rglob("*.json")):
        rows = list(read_all(path))
        read = [row for row in rows if isinstance(row, Article)]
        reasons = Counter(row.reason for row in rows if isinstance(row, Dropped))
        told = ", ".join(f"{n} × {reason[:70]}" if n > 1 else reason[:70] for reason, n in reasons.items())
        print(f"{path.relative_to(folder)!s:60.60} {f'{len(read)} read' if read else ''}{told}")


def hostile() -> None:
    """A line an input."""
    for name, content in HOSTILE.items():
        begun = time.process_time()
        rows = list(articles(of_bytes(content, "input")))
        seconds = time.process_time() - begun
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        told = "; ".join(
            row.reason if isinstance(row, Dropped) else json.dumps(type(row).__name__) for row in rows
        )
        print(f"{name:24} {told}  {seconds:.1f} CPU-s, {memory} MB at most")


def main() -> None:
    """Print all."""
    folder = Path(sys.argv[1])
    opml(folder / "rss-feeds")
    ninjs(folder / "ninjs" / "examples")
    hostile()


if __name__ == "__main__":
    main()
