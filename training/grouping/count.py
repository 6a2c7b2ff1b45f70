"""News to `src/rashomon/group/news.json.gz`: in how many articles each term stands.

    python training/grouping/count.py ../shared/data src/rashomon/group/news.json.gz

Read are the reports of neus (train part) and the articles of polnear (train part). A term of fewer than LEAST articles is
left out: it is rare, and that is all that is used of it. The same input gives the same bytes.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from rashomon.group.links import key
from rashomon.group.terms import KINDS, terms

LEAST = 6


def reports(data: Path) -> Iterator[tuple[str, str]]:
    """Title and text of each article."""
    source = data / "neus" / "naacl2022_lrc_roundup_random_order_probe" / "train.source"
    for story in source.read_text(encoding="utf-8").split("\n"):
        for report in story.split("[SEP]"):
            title, found, text = report.partition("ARTICLE=>")
            if found and text.strip():
                yield title.replace("TITLE=>", "").strip(), text
    for path in sorted((data / "polnear" / "train" / "text").glob("*.txt")):
        yield "", path.read_text(encoding="utf-8")


def main() -> None:
    """Count, and write."""
    data, target = Path(sys.argv[1]), Path(sys.argv[2])
    counts: Counter[str] = Counter()
    number = 0
    for title, text in reports(data):
        number += 1
        found = terms(title, text)
        counts.update(key(kind, term) for kind in KINDS if kind != "lead" for term in found[kind])
    kept = {name: count for name, count in sorted(counts.items()) if count >= LEAST}
    content = json.dumps({"articles": number, "counts": kept}, ensure_ascii=False, separators=(",", ":"))
    target.write_bytes(gzip.compress(content.encode("utf-8"), 9, mtime=0))
    print(f"{number} articles, {len(kept)} of {len(counts)} terms, {target.stat().st_size} bytes")


if __name__ == "__main__":
    main()
