"""Nobody who should not speaks: attributions on the saved pages of the article extraction benchmark.

    python evals/speaking.py DIRECTORY [--first N] [--show]        (the folder with ground-truth.json and html/)

Every page is read as a user's would be and its attributions are found. Printed are, over all pages in a language that
is read:

- ``silent``: attributions of which a piece of the content, the cue or the source shares a character with a block that
  never speaks (caption, credit, byline, other). Has to be 0.
- ``outside``: attributions below the headline whose content is not in the benchmark's article text: what a reader of
  the page took for the report though it is none (a caption, a teaser, a comment), or what the benchmark's text leaves
  out. A content is outside when under half of its runs of RUN words, spelling folded, stand in that text.
- ``twice``: contents of LONG words or more that stand twice on their page in the same words: a pull quote that counts
  as a second voice.
"""

from __future__ import annotations

import argparse
import gzip
import json
from pathlib import Path

from rashomon import words
from rashomon.annotate import attributions, entities
from rashomon.annotate.parse import parse
from rashomon.errors import InputError
from rashomon.ingest import read_bytes
from rashomon.model import Article, Attribution
from rashomon.pipeline import unreadable

SPEAKING = frozenset({"title", "standfirst", "body"})
RUN = 4  # words
LONG = 5  # words


def folded(text: str) -> list[str]:
    """The words of a text, case, accents and the variants of marks folded."""
    return [words.fold(s.of(text)) for s in words.words(text)]


def content(article: Article, one: Attribution) -> list[str]:
    """The folded words of an attribution's content."""
    return [w for s in one.content for w in folded(s.of(article.text))]


def is_silent(article: Article, one: Attribution) -> bool:
    """Whether any of it lies in a block that never speaks."""
    spans = [*one.content, *one.cue, *([one.source.span] if one.source.span else [])]
    return any(b.role not in SPEAKING and any(b.span.overlaps(s) for s in spans) for b in article.blocks)


def is_outside(said: list[str], body: str) -> bool:
    """Whether most runs of words of a content are not in the benchmark's text (its words joined by spaces)."""
    runs = [" ".join(said[i : i + RUN]) for i in range(max(1, len(said) - RUN + 1))]
    return sum(f" {run} " in body for run in runs) * 2 < len(runs)


def figures(directory: Path, *, first: int | None = None, show: bool = False) -> dict[str, int]:
    """Counts over all pages, as the module says."""
    truth = json.loads((directory / "ground-truth.json").read_text(encoding="utf-8"))
    count = dict.fromkeys(("pages", "passed_over", "attributions", "silent", "outside", "twice"), 0)
    for name in sorted(truth)[:first]:
        page = gzip.decompress((directory / "html" / f"{name}.html.gz").read_bytes())
        try:
            article = read_bytes(page, f"{name}.html")
        except InputError:
            count["passed_over"] += 1
            continue
        if unreadable(article) is not None:
            count["passed_over"] += 1
            continue
        parsed = parse(article)
        found = attributions.find(article, parsed, entities.find(article, parsed))
        headline = max((b.end for b in article.blocks if b.role == "title"), default=0)
        body = f" {' '.join(folded(truth[name]['articleBody']))} "
        count["pages"] += 1
        seen: set[tuple[str, ...]] = set()
        for one in found:
            said = content(article, one)
            kinds = {
                "silent": is_silent(article, one),
                "outside": one.start >= headline and is_outside(said, body),
                "twice": len(said) >= LONG and tuple(said) in seen,
            }
            seen.add(tuple(said))
            count["attributions"] += 1
            for kind, holds in kinds.items():
                count[kind] += holds
                if holds and show:
                    print(
                        f"{kind}\t{name[:12]}\t{one.start}\t{' '.join(one.content[0].of(article.text).split())[:110]}"
                    )
    return count


def main() -> None:
    """Print the counts as JSON."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("directory", type=Path)
    parser.add_argument("--first", type=int, help="only this many pages")
    parser.add_argument("--show", action="store_true", help="a line for every one that counts against us")
    args = parser.parse_args()
    print(json.dumps(figures(args.directory, first=args.first, show=args.show)))


if __name__ == "__main__":
    main()
