"""Exact spans of sources, cues and contents on CoFeNet's cut of PolNeAR, beside the figures published for it.

    python evals/cofenet.py VALID.txt TEXT_DIR [--predictions FILE.jsonl]

VALID.txt holds a sentence a line (tokens, BIO labels, document and annotator in the id); TEXT_DIR the documents
themselves. Our attributions are found on whole documents, as a user gets them, and laid over the sentences: every
token is looked for in its document, past what the cut left out. ``--predictions`` names a file that keeps what was
found: it is written if it is not there, else read instead of the documents.

Counted as in the paper: a span is right if its label, its first and its last token in its sentence are; precision and
recall over all spans of a label. Documents that several annotators labelled stand in the file as often, and count so.

What is converted, and why:
- a content that fills a quotation is given with its marks and the stop before the closing one, which the corpus counts
  in and we leave out; one that runs over sentences is cut at their ends, as the labels are;
- a source is the words that name it here ("Vale"), the corpus labels the whole phrase ("harbour master Orrin Vale, 52");
  both are printed: ``source`` as we give it, ``source phrase`` with all that hangs on it in the syntax.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from attribution import as_article, as_scored

from rashomon.annotate import attributions, entities
from rashomon.annotate.parse import parse
from rashomon.model import Parse, Span

LABELS = ("source", "source_phrase", "cue", "content")
# F1 of exact spans, BERT-base, on the paper's test file (COLING 2022). Ours are on its validation file.
PUBLISHED = {"source": 83.2, "cue": 75.3, "content": 72.9}

_ANNOTATOR = re.compile(r"_[0-9a-f]{4}$")
# How the cut writes what stands otherwise in the texts.
_WRITTEN = {"-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "-LCB-": "{", "-RCB-": "}"}
_ATOM = re.compile(r"\w+?(?=n['’]t\b)|n['’]t\b|can(?=not\b)|\w+|``|''|--+|\.\.\.|[^\w\s]", re.IGNORECASE)
_ALIKE = {
    **dict.fromkeys(("``", "''", "“", "”", "„", "«", "»"), '"'),
    **dict.fromkeys("`‘’‚‛", "'"),
    "–": "-",
    "—": "-",
    "n’t": "n't",
    "...": "…",
}
_OPENING = frozenset({"``", "`", '"', "“", "‘"})
_CLOSING = frozenset({"''", "'", '"', "”", "’"})
_BEFORE_CLOSING = frozenset(", . ? ! … ; :".split())
Spans = set[tuple[int, str, int, int]]  # sentence, label, first token, token behind the last


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens, their labels, and where each stands in its document; None for a token that was not found there."""

    tokens: tuple[str, ...]
    labels: tuple[str, ...]
    places: tuple[tuple[int, int] | None, ...]


def _atoms(text: str) -> list[tuple[str, int, int]]:
    """Words and marks, marks and dashes in one form, with where they stand."""
    found = []
    for match in _ATOM.finditer(text):
        word = "-" if match.group().startswith("--") else match.group()
        found.append((_ALIKE.get(word, word).casefold(), *match.span()))
    return found


def placed(rows: Sequence[Mapping[str, Any]], text: str) -> list[Sentence]:
    """The sentences of one document with the places of their tokens: the longest common run of words and marks of both
    first, then what stands before and behind it (``difflib``)."""
    there = _atoms(text)
    here: list[tuple[str, int, int]] = []  # atom, sentence, token
    for number, row in enumerate(rows):
        for n, token in enumerate(row["tokens"]):
            here += [(a[0], number, n) for a in _atoms(_WRITTEN.get(token, token))]
    places: dict[tuple[int, int], tuple[int, int]] = {}
    matcher = SequenceMatcher(None, [a[0] for a in here], [a[0] for a in there], autojunk=False)
    for block in matcher.get_matching_blocks():
        for k in range(block.size):
            _, number, n = here[block.a + k]
            _, start, end = there[block.b + k]
            known = places.get((number, n), (start, end))
            places[number, n] = (min(known[0], start), max(known[1], end))
    return [
        Sentence(
            tuple(row["tokens"]),
            tuple(row["labels"]),
            tuple(places.get((number, n)) for n in range(len(row["tokens"]))),
        )
        for number, row in enumerate(rows)
    ]


def gold(sentences: Sequence[Sentence]) -> Spans:
    """The labelled spans."""
    found: Spans = set()
    for number, sentence in enumerate(sentences):
        start = None
        for n, label in enumerate([*sentence.labels, "O"]):
            if start is not None and not (label.startswith("I-") and label[2:] == sentence.labels[start][2:]):
                found.add((number, sentence.labels[start][2:], start, n))
                start = None
            if label.startswith("B-"):
                start = n
    return found


def _marked(sentence: Sentence, low: int, high: int) -> tuple[int, int]:
    """A content with the quotation marks that stand right around it, and the stop before the closing one."""
    tokens = sentence.tokens
    opened = low > 0 and tokens[low - 1] in _OPENING
    end = high + 1 if high < len(tokens) and tokens[high] in _BEFORE_CLOSING else high
    closed = end < len(tokens) and tokens[end] in _CLOSING
    return low - opened, end + 1 if closed else high


def predicted(sentences: Sequence[Sentence], rows: Sequence[Mapping[str, Any]]) -> Spans:
    """Our attributions as spans of the cut."""
    found: Spans = set()
    for number, sentence in enumerate(sentences):
        for row in rows:
            for label in LABELS:
                for start, end in row[label]:
                    inside = [
                        n
                        for n, p in enumerate(sentence.places)
                        if p is not None and p[0] < end and start < p[1]
                    ]
                    if inside:
                        low, high = inside[0], inside[-1] + 1
                        if label == "content":
                            low, high = _marked(sentence, low, high)
                        found.add((number, label, low, high))
    return found


def _phrase(parsed: Parse, span: Span) -> list[int]:
    """All that hangs on the head of a source in the syntax, without a gap."""
    inside = parsed.within(span.start, span.end)
    indexes = {t.index for t in inside}
    head = next((t for t in inside if t.head not in indexes or t.head == t.index), None)
    if head is None or head.pos in {"VERB", "AUX"}:
        return [span.start, span.end]
    tree = set(parsed.subtree(head.index))
    low = high = head.index
    while low - 1 in tree:
        low -= 1
    while high + 1 in tree:
        high += 1
    return [min(span.start, parsed.tokens[low].start), max(span.end, parsed.tokens[high].end)]


def read(name: str, text: str) -> list[dict[str, Any]]:
    """The attributions of one document."""
    article = as_article(name, text, titled=True)
    parsed = parse(article)
    known = entities.find(article, parsed)
    found = attributions.find(article, parsed, known)
    rows = as_scored(found, {e.id: e.name for e in known})
    for row, one in zip(rows, found, strict=True):
        row["source_phrase"] = [_phrase(parsed, one.source.span)] if one.source.span else []
    return rows


def figures(valid: Path, texts: Path, kept: Path | None = None) -> dict[str, dict[str, float]]:
    """Precision, recall and F1 in percent by label."""
    documents: dict[str, list[dict[str, Any]]] = {}
    for line in valid.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        documents.setdefault(row["id"], []).append(row)
    known: dict[str, list[dict[str, Any]]] = {}
    if kept is not None and kept.exists():
        for line in kept.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            known[row["article"]] = row["attributions"]
    counts = {label: [0, 0, 0] for label in LABELS}  # right, ours, theirs
    lost = total = 0
    for labelled, rows in documents.items():
        name = _ANNOTATOR.sub("", labelled)
        text = (texts / f"{name}.txt").read_bytes().decode("utf-8")
        if name not in known:
            known[name] = read(name, text)
        sentences = placed(rows, text)
        lost += sum(p is None for s in sentences for p in s.places)
        total += sum(len(s.places) for s in sentences)
        truth, ours = gold(sentences), predicted(sentences, known[name])
        for label, count in counts.items():
            right = {g for g in truth if g[1] == label.split("_")[0]}
            found = {(n, label.split("_")[0], low, high) for n, kind, low, high in ours if kind == label}
            for k, number in enumerate((len(right & found), len(found), len(right))):
                count[k] += number
    if kept is not None:
        lines = (json.dumps({"article": n, "attributions": rows}) for n, rows in sorted(known.items()))
        kept.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(documents)} labelled documents, {total} tokens, {lost} of them not found in their document")
    return {
        label: {"P": 100 * c / max(p, 1), "R": 100 * c / max(g, 1), "F1": 200 * c / max(p + g, 1)}
        for label, (c, p, g) in counts.items()
    }


def main() -> None:
    """Print a row a label."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("valid", type=Path)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--predictions", type=Path, help="keep what was found here, or read it from here")
    args = parser.parse_args()
    print(f"{'exact spans':<16}{'P':>7}{'R':>7}{'F1':>7}   published F1 (its test file)")
    for label, row in figures(args.valid, args.texts, args.predictions).items():
        known = PUBLISHED[label.split("_")[0]]
        print(f"{label.replace('_', ' '):<16}{row['P']:>7.1f}{row['R']:>7.1f}{row['F1']:>7.1f}   {known}")


if __name__ == "__main__":
    main()
