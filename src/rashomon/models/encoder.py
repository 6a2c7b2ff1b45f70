"""Sentences to vectors: all-MiniLM-L6-v2 in int8, from ``minilm/`` beside this file (read its CARD.md).

Requirement: a vector depends on its own text only, not on the company, order or number of the texts.
Dynamic quantisation takes the range of activations over a whole batch, padding included, so company changes a vector
(cosine down to 0.975 between the same sentence alone and in a batch of 32). Therefore texts run one at a time, at the
cost of about a fifth of the speed; no padding, so no mask either.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rashomon.errors import ModelError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from rashomon.model import Span
    from rashomon.similar import PartEncoder

FOLDER = Path(__file__).parent / "minilm"
MODEL, TOKENIZER, CHECKSUMS = "model.onnx", "tokenizer.json", "SHA256SUMS"
NAME = "minilm-l6-int8"
DIMENSION = 384

# Word pieces with the two marks at the ends; what follows is not read. The length the model was trained on.
MAX_PIECES = 128

# Code points given to the tokenizer, which would otherwise cut all of a huge text into pieces to keep 128 of them.
# A word of more than 100 characters is one piece, so ordinary text reaches MAX_PIECES long before.
MAX_CHARACTERS = 20_000


def encoder_id() -> str:
    """Name and version of the encoder, such as ``minilm-l6-int8@0123456789ab``: 12 digits of the weights' SHA-256.

    Reads the checksum file only; raises ModelError where it is missing or damaged.
    """
    return f"{NAME}@{checksum(FOLDER, MODEL)[:12]}"


@lru_cache(maxsize=1)
def load_encoder() -> PartEncoder:
    """The encoder, loaded and checked once per process; ModelError where a file is missing or damaged."""
    return open_encoder(FOLDER)


def open_encoder(folder: Path) -> PartEncoder:
    """The encoder in a folder, every file checked against the folder's checksums first."""
    return MiniLM(open_session(folder), open_tokenizer(folder))


def open_session(folder: Path) -> Any:
    """The model of a folder, checked and opened; ModelError where it is missing or damaged."""
    model = checked(folder / MODEL, checksum(folder, MODEL))
    # Imported here: the command line answers `--help` without it.
    import onnxruntime  # type: ignore[import-untyped]

    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    # One thread: sums are taken in one order. More processes, not more threads, use more cores.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    # The graph was optimised when it was made; what the checksum names is what runs.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    options.log_severity_level = 3  # errors only: standard error is the command line's
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def open_tokenizer(folder: Path = FOLDER) -> Any:
    """The tokenizer of a folder, checked and opened; ModelError where it is missing or damaged."""
    content = checked(folder / TOKENIZER, checksum(folder, TOKENIZER))
    from tokenizers import Tokenizer

    pieces = Tokenizer.from_buffer(content)
    pieces.no_padding()
    pieces.enable_truncation(MAX_PIECES)
    return pieces


class MiniLM:
    """An open session and its tokenizer; safe to share between threads."""

    __slots__ = ("_session", "_tokenizer")

    def __init__(self, session: Any, tokenizer: Any) -> None:
        self._session = session
        self._tokenizer = tokenizer

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """(n, 384) float32, rows of unit length, in the order of the texts; equal texts are computed once."""
        import numpy as np

        rows = np.empty((len(texts), DIMENSION), dtype=np.float32)
        seen: dict[str, int] = {}
        for index, text in enumerate(texts):
            first = seen.setdefault(text, index)
            rows[index] = self._vector(text) if first == index else rows[first]
        return rows

    def encode_parts(self, text: str, parts: Sequence[Sequence[Span]]) -> NDArray[np.float32]:
        """(1 + n, 384) float32, rows of unit length: the text as ``encode`` has it, then each part of it.

        A part is the mean over the pieces that begin in one of its passages (half-open, in code points of the text), as
        they are read within the whole: so a text and all of its parts cost one reading. A part of which no piece is
        read, past the limit or in no word, is encoded by itself.
        """
        import numpy as np

        states, starts = self._states(text)
        rows = np.empty((1 + len(parts), DIMENSION), dtype=np.float32)
        rows[0] = _mean(states)
        for row, part in enumerate(parts, start=1):
            inside = [n for n, at in enumerate(starts) if any(s.start <= at < s.end for s in part)]
            rows[row] = _mean(states[inside]) if inside else self._vector(" ".join(s.of(text) for s in part))
        return rows

    def _vector(self, text: str) -> NDArray[np.float32]:
        """(384,) float32 of unit length: the mean over all word pieces, marks at the ends included, as it was trained."""
        return _mean(self._states(text)[0])

    def _states(self, text: str) -> tuple[NDArray[np.float32], list[int]]:
        """(n, 384) float32, what the model makes of each word piece, and where each begins; -1 for the marks at the
        ends."""
        import numpy as np

        # A lone surrogate is no Unicode text, and the tokenizer refuses it; it is read as a question mark.
        clean = text[:MAX_CHARACTERS].encode("utf-8", "replace").decode("utf-8")
        # encode(), not encode_batch(): the latter starts a thread per core.
        pieces = self._tokenizer.encode(clean)
        ids = np.array([pieces.ids], dtype=np.int64)
        feed = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        states: NDArray[np.float32] = self._session.run(None, feed)[0][0]
        return states, [start if end > start else -1 for start, end in pieces.offsets]


def _mean(states: NDArray[np.float32]) -> NDArray[np.float32]:
    """The mean of the rows, of unit length."""
    import numpy as np

    mean = states.mean(axis=0)
    vector: NDArray[np.float32] = mean / np.sqrt((mean * mean).sum())
    return vector


def checksum(folder: Path, name: str) -> str:
    """The hexadecimal SHA-256 of a file of the folder, from its checksum file."""
    lines = _bytes(folder / CHECKSUMS).decode("utf-8", "replace").splitlines()
    found = {file: digest for digest, _, file in (line.partition("  ") for line in lines)}
    if len(found.get(name, "")) != 64:
        raise ModelError(f"{folder / CHECKSUMS} has no checksum for {name}; reinstall rashomon")
    return found[name]


def checked(path: Path, digest: str) -> bytes:
    """The content of a file with this SHA-256."""
    content = _bytes(path)
    found = hashlib.sha256(content).hexdigest()
    if found != digest:
        raise ModelError(f"{path} is damaged: sha256 {found[:12]}…, not {digest[:12]}…; reinstall rashomon")
    return content


def _bytes(path: Path) -> bytes:
    """The content of a file that ships with the package."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise ModelError(f"{path} cannot be read ({error.strerror}); reinstall rashomon") from error
