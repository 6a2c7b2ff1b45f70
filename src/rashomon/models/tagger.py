"""Words to who-says-what: a tagger of source, cue and content with links, from ``attribution/`` (read its CARD.md).

It reads the paragraphs of one article in windows, each word with four marks: its part of speech, its place in the
syntax, whether it stands inside quotation marks, and what the rules take it for. It gives each word the probability
of each tag, and two vectors whose product says to which cue a word belongs.

Requirement: the tags of a window depend on the window's own words only. Windows run one at a time for the reason
told in ``encoder``: dynamic quantisation takes its range over a whole batch.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rashomon.models.encoder import MODEL, checksum, open_session, open_tokenizer

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FOLDER = Path(__file__).parent / "attribution"
NAME = "attribution-l6-int8"

# B begins a span, I goes on. The order is the model's.
TAGS = ("O", "B-source", "I-source", "B-content", "I-content", "B-cue", "I-cue")

# Word pieces of a window, the two marks at its ends included, and words of what precedes it that it starts with.
WINDOW, CONTEXT = 256, 24

# Code points of a word that are read, and pieces it may have.
LONGEST, MOST_PIECES, UNKNOWN = 60, 12, 100

# What the syntax calls a word; an unknown name counts as the first. The order is the model's.
PARTS = tuple(
    "? $ '' , -LRB- -RRB- . : ADD AFX CC CD DT EX FW HYPH IN JJ JJR JJS LS MD NFP NN NNP NNPS NNS PDT POS PRP PRP$ RB "
    "RBR RBS RP SYM TO UH VB VBD VBG VBN VBP VBZ WDT WP WP$ WRB XX _SP ``".split()
)
RELATIONS = tuple(
    "? ROOT acl acomp advcl advmod agent amod appos attr aux auxpass case cc ccomp compound conj csubj csubjpass "
    "dative dep det dobj expl intj mark meta neg nmod npadvmod nsubj nsubjpass nummod oprd parataxis pcomp pobj poss "
    "preconj predet prep prt punct quantmod relcl xcomp".split()
)
QUOTED = 4  # outside, inside double marks, inside single ones or deeper, a mark itself

_PART = {name: i for i, name in enumerate(PARTS)}
_RELATION = {name: i for i, name in enumerate(RELATIONS)}


@dataclass(frozen=True, slots=True)
class Marked:
    """A word as the tagger reads it: the marks are numbers, ``rule`` an index into TAGS."""

    text: str
    part: int
    relation: int
    quoted: int
    rule: int


@dataclass(frozen=True, slots=True)
class Window:
    """Words ``[start, end)`` of an article; those before ``first`` are only read as context."""

    start: int
    first: int
    end: int


def part_of(tag: str) -> int:
    """The number of a fine part of speech."""
    return _PART.get(tag, 0)


def relation_of(dep: str) -> int:
    """The number of a syntactic relation."""
    return _RELATION.get(dep, 0)


def windows(paragraphs: Sequence[tuple[int, int]], pieces: Sequence[int]) -> Iterator[Window]:
    """Whole paragraphs ``[first word, last word + 1)`` together up to WINDOW pieces (``pieces``: how many each word
    has), a longer one in parts, each window with up to CONTEXT words of what precedes it."""
    first = end = 0
    size = 0
    begun = False
    for low, high in paragraphs:
        cost = sum(pieces[low:high]) + 1
        if begun and size + cost > WINDOW - 2:
            yield _with_context(first, end, pieces, size)
            begun = False
        if not begun:
            first, size, begun = low, 0, True
        if cost <= WINDOW - 2:
            size += cost
            end = high
            continue
        for word in range(low, high):
            if size + pieces[word] > WINDOW - 2 - CONTEXT and word > first:
                yield _with_context(first, word, pieces, size)
                first, size = word, 0
            size += pieces[word]
        size += 1
        end = high
    if begun:
        yield _with_context(first, end, pieces, size)


def _with_context(first: int, end: int, pieces: Sequence[int], size: int) -> Window:
    start = first
    room = WINDOW - 2 - size - 4  # paragraph marks of the context
    while start > 0 and first - start < CONTEXT and pieces[start - 1] <= room:
        start -= 1
        room -= pieces[start]
    return Window(start, first, end)


# How many values each mark has: part of speech, relation, quotation, tag of the rules.
MARK_SIZES = (len(PARTS), len(RELATIONS), QUOTED, len(TAGS))

START, END = 101, 102  # the pieces at the ends of a window and of a paragraph


@dataclass(frozen=True, slots=True)
class Row:
    """A window laid out: pieces, four marks a piece, and the piece each word begins with."""

    pieces: list[int]
    marks: list[list[int]]
    heads: list[int]


def cut(words: Sequence[Marked], tokenizer: Any) -> list[list[int]]:
    """The pieces of each word, at least one: equal words are cut once."""
    known: dict[str, list[int]] = {}
    found = []
    for word in words:
        pieces = known.get(word.text)
        if pieces is None:
            # A lone surrogate is no Unicode text, and a word longer than this is no word.
            clean = word.text[:LONGEST].encode("utf-8", "replace").decode("utf-8")
            pieces = known[word.text] = tokenizer.encode(clean, add_special_tokens=False).ids[
                :MOST_PIECES
            ] or [UNKNOWN]
        found.append(pieces)
    return found


def lay_out(
    words: Sequence[Marked],
    paragraphs: Sequence[tuple[int, int]],
    cut: Sequence[Sequence[int]],
    window: Window,
) -> Row:
    """The words of a window in a row, a mark after each paragraph."""
    ends = {high for _, high in paragraphs}
    pieces, marks, heads = [START], [[0, 0, 0, 0]], []
    for i in range(window.start, window.end):
        word = words[i]
        heads.append(len(pieces))
        pieces += cut[i]
        marks += [[word.part, word.relation, word.quoted, word.rule]] * len(cut[i])
        if i + 1 in ends:
            pieces.append(END)
            marks.append([0, 0, 0, 0])
    return Row(pieces, marks, heads)


@dataclass(frozen=True, slots=True)
class Scored:
    """What the model says of an article: log probabilities (words, tags), and of each window the link products."""

    tags: NDArray[np.float64]
    links: tuple[tuple[Window, NDArray[np.float64]], ...]  # (words read, words read), rows: log probabilities
    window_of: tuple[int, ...]  # word -> its window

    def link(self, start: int, end: int, to: int) -> float | None:
        """How much the words ``[start, end)`` belong to the cue that begins with word ``to``: the mean log
        probability; None where it was never read together with them."""
        total, count = 0.0, 0
        for word in range(start, end):
            window, rows = self.links[self.window_of[word]]
            if window.start <= to < window.end:
                total += float(rows[word - window.start, to - window.start])
                count += 1
        return total / count if count else None


class Tagger:
    """An open session and its tokenizer, the sentence encoder's; safe to share between threads."""

    __slots__ = ("_session", "_tokenizer")

    def __init__(self, session: Any, tokenizer: Any) -> None:
        self._session = session
        self._tokenizer = tokenizer

    def score(self, words: Sequence[Marked], paragraphs: Sequence[tuple[int, int]]) -> Scored:
        """Tags and links of an article's words; words outside the paragraphs ``[first, last + 1)`` get none."""
        import numpy as np

        pieces = cut(words, self._tokenizer)
        tags = np.zeros((len(words), len(TAGS)))
        tags[:, 1:] = -100.0
        links: list[tuple[Window, NDArray[np.float64]]] = []
        window_of = [0] * len(words)
        for window in windows(paragraphs, [len(p) for p in pieces]):
            row = lay_out(words, paragraphs, pieces, window)
            feed = {
                "pieces": np.array([row.pieces], dtype=np.int64),
                "marks": np.array([row.marks], dtype=np.int64),
            }
            # in 64 bits from here: the rest is sums
            scores, asks, answers = (
                out[0][row.heads].astype(np.float64) for out in self._session.run(None, feed)
            )
            tags[window.first : window.end] = _log_share(scores)[window.first - window.start :]
            window_of[window.first : window.end] = [len(links)] * (window.end - window.first)
            links.append((window, _log_share(asks @ answers.T / asks.shape[1] ** 0.5)))
        return Scored(tags, tuple(links), tuple(window_of))


def _log_share(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Scores to log probabilities along the last axis."""
    import numpy as np

    moved = scores - scores.max(-1, keepdims=True)
    result: NDArray[np.float64] = moved - np.log(np.exp(moved).sum(-1, keepdims=True))
    return result


def tagger_id() -> str:
    """Name and version of the tagger: 12 digits of the weights' SHA-256; reads the checksum file only."""
    return f"{NAME}@{checksum(FOLDER, MODEL)[:12]}"


@lru_cache(maxsize=1)
def load_tagger() -> Tagger:
    """The tagger, loaded and checked once per process; ModelError where a file is missing or damaged."""
    tokenizer = open_tokenizer()
    tokenizer.no_truncation()
    return Tagger(open_session(FOLDER), tokenizer)
