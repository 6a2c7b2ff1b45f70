"""Reading a web archive on two processes, beside the archive's library and the extractor alone.

    python benchmarks/archive.py SHARED/data/article-extraction-benchmark [--pages 2000] [--rounds 1]

Two archives are written of the benchmark's pages, over and over under addresses of their own; each process reads one.
The peer reads the records with fastwarc and extracts text and metadata (headline, authors, date, site) with
trafilatura, at the same preference for precision; "text only" extracts no metadata, which ours has, with roles and
offsets. Times of this kind are noisy on a shared machine: the overhead is of processor time.
"""

from __future__ import annotations

import argparse
import gzip
import json
import tempfile
import time
from collections.abc import Callable
from functools import partial
from itertools import cycle, islice
from multiprocessing import get_context
from pathlib import Path

PROCESSES = 2
# An archive of some pages, read first: what is loaded once, at the first page that needs it, is not a page's.
WARM = "warm.warc.gz"


def write(pages: list[bytes], count: int, paths: list[Path]) -> None:
    """``count`` pages into archives by turns, a compressed member a record."""
    files = [path.open("wb") for path in paths]
    for number, page in enumerate(islice(cycle(pages), count)):
        block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://{number}.example/\r\n"
            f"WARC-Date: 2024-06-18T09:00:00Z\r\nWARC-Record-ID: <urn:uuid:{number:032d}>\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
        )
        files[number % len(files)].write(gzip.compress(head.encode() + block + b"\r\n\r\n", 6))
    for file in files:
        file.close()


def rashomon(path: Path) -> tuple[int, float]:
    """Articles, and seconds of processor time."""
    from rashomon.ingest import read_all
    from rashomon.model import Article

    list(read_all(path.with_name(WARM)))
    begun = time.process_time()
    rows = sum(
        isinstance(row, Article) or "duplicate" in getattr(row, "reason", "") for row in read_all(path)
    )
    return rows, time.process_time() - begun


def peer(path: Path, *, metadata: bool) -> tuple[int, float]:
    """As ``rashomon``, for fastwarc and trafilatura alone."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType
    from trafilatura import bare_extraction

    def read(path: Path) -> int:
        found = 0
        with path.open("rb") as file:
            for record in ArchiveIterator(file, record_types=WarcRecordType.response):
                page = record.reader.read().decode("utf-8", "replace")
                document = bare_extraction(
                    page, favor_precision=True, include_comments=False, with_metadata=metadata
                )
                found += document is not None
        return found

    read(path.with_name(WARM))
    begun = time.process_time()
    return read(path), time.process_time() - begun


READERS: dict[str, Callable[[Path], tuple[int, float]]] = {
    "fastwarc + trafilatura": partial(peer, metadata=True),
    "… text only": partial(peer, metadata=False),
    "rashomon": rashomon,
}


def main() -> None:
    """Print a line each, and the overhead."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument(
        "--rounds", type=int, default=1, help="by turns; the least time of each reader counts"
    )
    given = parser.parse_args()
    names = sorted(json.loads((given.folder / "ground-truth.json").read_text(encoding="utf-8")))
    pages = [gzip.decompress((given.folder / "html" / f"{name}.html.gz").read_bytes()) for name in names]
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{number}.warc.gz" for number in range(PROCESSES)]
        write(pages, given.pages, paths)
        write(pages, 20, [Path(folder) / WARM])
        seconds: dict[str, float] = {}
        for name, reader in [*READERS.items()] * given.rounds:
            with get_context("spawn").Pool(PROCESSES) as pool:
                begun = time.perf_counter()
                results = pool.map(reader, paths)
                wall = time.perf_counter() - begun
            cpu = sum(cpu for _, cpu in results)
            seconds[name] = min(cpu, seconds.get(name, cpu))
            found = sum(count for count, _ in results)
            rate = f"{found / cpu:.1f} a CPU-s  {found / wall:.1f} a s"
            print(f"{name:24} {found} articles of {given.pages} pages  {rate}", flush=True)
        for name in list(READERS)[:-1]:
            print(f"overhead against {name}: {seconds['rashomon'] / seconds[name] - 1:+.1%}")


if __name__ == "__main__":
    main()
