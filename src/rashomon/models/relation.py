"""Two statements to how they relate, and what the second does to the first: a model of our own, from ``relation/``
(read its CARD.md).

A cross-encoder reads both statements and scores six relations and three stances. Whether they say the same is decided
by a small table of weighted features beside it: what the cross-encoder says, how near the sentence encoder puts the
two, and, where both answer a question, how near once the question is taken out of them. The table is fitted so that the
probability means what it says (``training/relation/fit.py``).

Requirement: relate(a, b) and relate(b, a) agree, *entails* and *entailed* changing places; both orders are read.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypedDict

from rashomon.errors import InputError
from rashomon.models.encoder import MODEL, checked, checksum, load_encoder, open_session, open_tokenizer

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from rashomon.similar import Encoder

FOLDER = Path(__file__).parent / "relation"
TABLE = "table.json"
NAME = "relation-l6-int8"

# The orders are the model's. "entails": the left statement entails the right one.
RELATIONS = ("same", "entails", "entailed", "conflicts", "related", "unrelated")
STANCES = ("for", "against", "observing")
SAME_SIDE = 3  # the first so many relations say that one statement holds what the other does
TURNED = (0, 2, 1, 3, 4, 5)  # the same relations seen from the other statement

# Word pieces that are read of a statement; code points given to the tokenizer.
STATEMENT, MAX_CHARACTERS = 96, 4_000

START, END = 101, 102  # the pieces at the beginning and after each part

# A piece's marks: which statement it stands in, and whether the other has it too.
MARK_SIZES = (2, 2)

# Pairs after which what was worked out of their statements is forgotten: a bound on memory, some 4 kB a pair.
REMEMBERED = 10_000

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two statements; ``question``, where there is one, is what both are answers to."""

    left: str
    right: str
    question: str | None = None


class Relation(TypedDict):
    """How a pair relates. ``relation`` is the decision: one of same, entails and entailed exactly when their summed
    probability passes the shipped threshold. ``stance``: what right does to left, a claim."""

    relation: str
    probabilities: dict[str, float]
    stance: str


# ---------------------------------------------------------------- as the cross-encoder reads


@dataclass(frozen=True, slots=True)
class Row:
    """A pair laid out: pieces, and two marks a piece."""

    pieces: list[int]
    marks: list[list[int]]


def cut(text: str, tokenizer: Any) -> list[int]:
    """The pieces of a statement that are read."""
    # A lone surrogate is no Unicode text, and the tokenizer refuses it; it is read as a question mark.
    clean = text[:MAX_CHARACTERS].encode("utf-8", "replace").decode("utf-8")
    pieces: list[int] = tokenizer.encode(clean, add_special_tokens=False).ids[:STATEMENT]
    return pieces


def lay_out(left: Sequence[int], right: Sequence[int]) -> Row:
    """Left and right, a mark after each."""
    pieces, marks = [START], [[0, 0]]
    for part, (own, other) in enumerate(((left, set(right)), (right, set(left)))):
        pieces += [*own, END]
        marks += [*([part, int(piece in other)] for piece in own), [part, 0]]
    return Row(pieces, marks)


# ---------------------------------------------------------------- the features of "the same"


def features(pair: Pair, scores: NDArray[np.float64], encoder: Encoder) -> dict[str, float]:
    """What the decision rests on, by name; ``scores``: log probabilities of RELATIONS.

    *model*: log odds of the cross-encoder. *near*: cosine of the statements; with a question, once what they share
    with it is taken out of them. *beyond*: the same with the question written before each. *words*: share of the
    shorter statement's words that the other has.
    """
    near, beyond = _cosines(pair, encoder)
    left, right = (set(_WORD.findall(text.lower())) for text in (pair.left, pair.right))
    words = len(left & right) / max(1, min(len(left), len(right)))
    odds = _log_sum(scores[:SAME_SIDE]) - _log_sum(scores[SAME_SIDE:])
    return {"model": odds, "near": near, "beyond": beyond, "words": words}


def _cosines(pair: Pair, encoder: Encoder) -> tuple[float, float]:
    plain = encoder.encode([pair.left, pair.right]).astype("float64")
    if not pair.question:
        near = float(plain[0] @ plain[1])
        return near, near
    asked = encoder.encode(
        [pair.question, *(f"{pair.question} {text}" for text in (pair.left, pair.right))]
    ).astype("float64")
    return _without(plain, asked[0]), _without(asked[1:], asked[0])


def _without(rows: NDArray[np.float64], out: NDArray[np.float64]) -> float:
    """Cosine of two vectors without their parts along a third; 0 where nothing is left of one."""
    left, right = (row - (row @ out) * out for row in rows)
    length = math.sqrt(float(left @ left) * float(right @ right))
    return float(left @ right) / length if length > 1e-9 else 0.0


def _log_sum(values: NDArray[np.float64]) -> float:
    top = float(values.max())
    return top + math.log(sum(math.exp(float(v) - top) for v in values))


# ---------------------------------------------------------------- the model


class _Scores(NamedTuple):
    """What the cross-encoder says of two statements in one order: log probabilities of RELATIONS, scores of STANCES."""

    relations: NDArray[np.float64]
    stances: NDArray[np.float64]


class Remembering:
    """An encoder that computes the vector of each text once, for as long as it lives."""

    __slots__ = ("_encoder", "_known")

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._known: dict[str, NDArray[np.float32]] = {}

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """(n, dim) float32 in the order of the texts, not empty."""
        import numpy as np

        new = [t for t in dict.fromkeys(texts) if t not in self._known]
        if new:
            self._known.update(zip(new, self._encoder.encode(new), strict=True))
        return np.stack([self._known[t] for t in texts])


class Relater:
    """An open session, the sentence encoder with its tokenizer, and the fitted table; safe to share between threads."""

    __slots__ = ("_encoder", "_session", "_table", "_tokenizer")

    def __init__(self, session: Any, tokenizer: Any, encoder: Encoder, table: Mapping[str, Any]) -> None:
        self._session, self._tokenizer = session, tokenizer
        self._encoder, self._table = encoder, table

    def weighed(self, *, question: bool) -> tuple[str, ...]:
        """The features the decision rests on."""
        return tuple(self._table["question" if question else "plain"]["weights"])

    def read(self, pair: Pair) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Log probabilities of RELATIONS, the mean of both orders, and scores of STANCES, before any fitting."""
        return self._read(pair, {}, {})

    def _read(
        self, pair: Pair, cuts: dict[str, list[int]], runs: dict[tuple[str, str], _Scores]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """The same; ``cuts`` and ``runs`` hold the pieces and the scores of what was read before."""
        import numpy as np

        for text in (pair.left, pair.right):
            if text not in cuts:
                cuts[text] = cut(text, self._tokenizer)
        found = []
        for one, other in ((pair.left, pair.right), (pair.right, pair.left)):
            if (one, other) not in runs:
                row = lay_out(cuts[one], cuts[other])
                feed = {
                    "pieces": np.array([row.pieces], dtype=np.int64),
                    "marks": np.array([row.marks], dtype=np.int64),
                }
                # in 64 bits from here: the rest is sums
                relations, stances = (out[0].astype(np.float64) for out in self._session.run(None, feed))
                runs[one, other] = _Scores(_log_share(relations), stances)
            found.append(runs[one, other])
        mean = (found[0].relations + found[1].relations[list(TURNED)]) / 2
        return _log_share(mean), found[0].stances

    def relate(self, pair: Pair) -> Relation:
        """How the pair relates."""
        return next(self.relate_each([pair]))

    def relate_each(self, pairs: Iterable[Pair]) -> Iterator[Relation]:
        """How each pair relates, in the order given. A result depends on its own pair only; a statement that stands in
        many pairs is cut and put into a vector once, and a pair that stands twice, turned or not, is read once."""
        encoder = Remembering(self._encoder)
        cuts: dict[str, list[int]] = {}
        runs: dict[tuple[str, str], _Scores] = {}
        for number, pair in enumerate(pairs, start=1):
            yield self._decided(pair, *self._read(pair, cuts, runs), encoder)
            if number % REMEMBERED == 0:
                encoder = Remembering(self._encoder)
                cuts.clear()
                runs.clear()

    def _decided(
        self, pair: Pair, scores: NDArray[np.float64], stances: NDArray[np.float64], encoder: Encoder
    ) -> Relation:
        import numpy as np

        part = self._table["question" if pair.question else "plain"]
        given = features(pair, scores, encoder)
        odds = part["bias"] + sum(weight * given[name] for name, weight in part["weights"].items())
        same = 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))
        shares = np.exp(
            np.concatenate(
                [
                    _log_share(scores[:SAME_SIDE] / part["temperature"]) + math.log(same),
                    _log_share(scores[SAME_SIDE:] / part["temperature"]) + math.log(1 - same),
                ]
            )
        )
        fitted = stances / self._table["stance"]["temperature"] + np.array(self._table["stance"]["bias"])
        among = range(SAME_SIDE) if same >= part["threshold"] else range(SAME_SIDE, len(RELATIONS))
        return {
            "relation": RELATIONS[max(among, key=lambda k: float(shares[k]))],
            "probabilities": {name: round(float(p), 6) for name, p in zip(RELATIONS, shares, strict=True)},
            "stance": STANCES[int(fitted.argmax())],
        }


def _log_share(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Scores to log probabilities."""
    return scores - _log_sum(scores)


def relation_id() -> str:
    """Name and version of the model: 12 digits of the weights' SHA-256; reads the checksum file only."""
    return f"{NAME}@{checksum(FOLDER, MODEL)[:12]}"


@lru_cache(maxsize=1)
def load_relater() -> Relater:
    """The model, loaded and checked once per process; ModelError where a file is missing or damaged."""
    return open_relater(FOLDER)


def open_relater(folder: Path) -> Relater:
    """The model in a folder, every file checked against the folder's checksums first."""
    tokenizer = open_tokenizer()
    tokenizer.no_truncation()
    table = json.loads(checked(folder / TABLE, checksum(folder, TABLE)))
    return Relater(open_session(folder), tokenizer, load_encoder(), table)


def fault(value: object) -> str | None:
    """What is wrong with a pair, in one phrase; None where it can be read."""
    if isinstance(value, Pair):
        return None
    if not isinstance(value, Mapping):
        return 'not an object with "left", "right" and perhaps "question"'
    for name in ("left", "right"):
        text = value.get(name)
        if not isinstance(text, str) or not text.strip():
            return f'"{name}" must be a text that is not empty'
    if not isinstance(value.get("question", ""), str | None):
        return '"question" must be a text or null'
    return None


def as_pair(value: Pair | Mapping[str, Any]) -> Pair:
    """A pair without fault as a Pair; an empty question is none."""
    if isinstance(value, Pair):
        return value
    return Pair(value["left"], value["right"], (value.get("question") or "").strip() or None)


def relate(pairs: Iterable[Pair | Mapping[str, Any]]) -> list[Relation]:
    """How the statements of each pair relate, in the order given.

    A pair is ``{"left": …, "right": …}`` with, perhaps, the ``"question"`` that both answer. A result has

    - ``relation``: same, entails (left entails right), entailed, conflicts, related or unrelated;
    - ``probabilities``: of each of the six, calibrated, in [0, 1], summing to 1;
    - ``stance``: what right, a headline or report, does to left, a claim: for, against or observing.

    English; of a statement the first 96 word pieces are read. Raises InputError that names every pair that is none,
    ModelError where the weights are missing or damaged.
    """
    given = list(pairs)
    wrong = [f"pair {n}: {what}" for n, value in enumerate(given, start=1) if (what := fault(value))]
    if wrong:
        raise InputError("pairs", "; ".join(wrong))
    return list(load_relater().relate_each(map(as_pair, given)))
