"""The sentence encoder: shape, unit length, independence of company, checksums, no network."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from rashomon.errors import ModelError
from rashomon.model import Span
from rashomon.models import encoder, encoder_id, load_encoder

FERRY = "The ferry Marabel sank off Port Ostrava on Monday, killing 12 passengers."
FERRY_AGAIN = "Twelve people died when the passenger ship Marabel went down near Port Ostrava."
COUNCIL = "The council of Lower Wendle will raise its library fees next spring."


def test_a_row_of_unit_length_for_each_text() -> None:
    rows = load_encoder().encode([FERRY, FERRY_AGAIN, COUNCIL])
    assert rows.shape == (3, 384)
    assert rows.dtype == np.float32
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)


def test_paraphrase_is_closer_than_unrelated() -> None:
    ferry, again, council = load_encoder().encode([FERRY, FERRY_AGAIN, COUNCIL])
    assert ferry @ again > ferry @ council + 0.3


def test_company_and_order_change_nothing() -> None:
    texts = [FERRY, COUNCIL, "", FERRY_AGAIN, "Ferry " * 300, COUNCIL]
    rows = load_encoder().encode(texts)
    assert np.array_equal(load_encoder().encode(texts[::-1])[::-1], rows)
    for text, row in zip(texts, rows, strict=True):
        assert np.array_equal(load_encoder().encode([text])[0], row)


def passage(text: str, words: str) -> Span:
    at = text.index(words)
    return Span(at, at + len(words))


def test_a_text_and_its_parts() -> None:
    text = f"{FERRY} {COUNCIL}"
    ferry, council = passage(text, FERRY), passage(text, COUNCIL)
    rows = load_encoder().encode_parts(text, [[ferry], [council], [ferry, council]])
    assert rows.shape == (4, 384)
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
    assert np.array_equal(rows[0], load_encoder().encode([text])[0])
    assert (
        rows[1] @ load_encoder().encode([FERRY_AGAIN])[0]
        > rows[2] @ load_encoder().encode([FERRY_AGAIN])[0] + 0.2
    )
    assert rows[3] @ rows[0] > max(rows[1] @ rows[0], rows[2] @ rows[0])


def test_a_part_does_not_depend_on_the_other_parts() -> None:
    text = f"{FERRY} {COUNCIL}"
    ferry, council = passage(text, "Marabel sank"), passage(text, "library fees")
    both = load_encoder().encode_parts(text, [[ferry], [council]])
    assert np.array_equal(both[2], load_encoder().encode_parts(text, [[council]])[1])


def test_a_part_past_the_limit_is_read_alone() -> None:
    text = "ferry " * 200 + COUNCIL
    row = load_encoder().encode_parts(text, [[passage(text, COUNCIL)]])[1]
    assert np.array_equal(row, load_encoder().encode([COUNCIL])[0])


def test_offsets_count_code_points() -> None:
    plain, wide = f"Oh, {COUNCIL}", f"🜁\ud83d, {COUNCIL}"
    near = load_encoder().encode([COUNCIL])[0]
    of_plain, of_wide = (load_encoder().encode_parts(t, [[passage(t, COUNCIL)]])[1] for t in (plain, wide))
    assert min(of_plain @ near, of_wide @ near) > 0.9


def test_no_texts() -> None:
    assert load_encoder().encode([]).shape == (0, 384)


@pytest.mark.parametrize(
    "text", ["", " \n", "word " * 100_000, "x" * 50_000, "\ud83d", "\x00", "🜁 שלום", "[SEP] [MASK]"]
)
def test_any_text_has_a_vector(text: str) -> None:
    row = load_encoder().encode([text])[0]
    assert np.isfinite(row).all()
    assert abs(float(np.linalg.norm(row)) - 1) < 1e-5


def test_what_follows_the_limit_is_not_read() -> None:
    long = "ferry " * 200
    rows = load_encoder().encode([long, long + COUNCIL])
    assert np.array_equal(rows[0], rows[1])


def test_loaded_once() -> None:
    assert load_encoder() is load_encoder()


def test_id_names_the_weights() -> None:
    digest = hashlib.sha256((encoder.FOLDER / encoder.MODEL).read_bytes()).hexdigest()
    assert encoder_id() == f"minilm-l6-int8@{digest[:12]}"


def copy(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).write_bytes((encoder.FOLDER / name).read_bytes())
    return folder


def test_damaged_weights(tmp_path: Path) -> None:
    copy(tmp_path, encoder.CHECKSUMS, encoder.TOKENIZER)
    (tmp_path / encoder.MODEL).write_bytes(b"something else")
    with pytest.raises(ModelError, match=r"model\.onnx is damaged"):
        encoder.open_encoder(tmp_path)


def test_missing_weights(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"model\.onnx cannot be read"):
        encoder.open_encoder(copy(tmp_path, encoder.CHECKSUMS, encoder.TOKENIZER))


def test_missing_checksums(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="SHA256SUMS cannot be read"):
        encoder.open_encoder(copy(tmp_path, encoder.TOKENIZER))


def test_checksums_without_a_line(tmp_path: Path) -> None:
    (tmp_path / encoder.CHECKSUMS).write_bytes(b"\xff nonsense\n")
    with pytest.raises(ModelError, match=r"no checksum for model\.onnx"):
        encoder.open_encoder(tmp_path)


def run(code: str) -> str:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTEST")}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment
    )
    assert done.stderr == ""
    return done.stdout.strip()


def test_import_and_id_load_nothing_heavy() -> None:
    heavy = "{'numpy', 'onnxruntime', 'tokenizers'}"
    code = f"import sys, rashomon.models as m; m.encoder_id(); print(sorted({heavy} & set(sys.modules)))"
    assert run(code) == "[]"


def test_no_socket_is_opened() -> None:
    """Neither through Python (audit events) nor by native code (the process's open files, where they can be listed)."""
    code = """
import os, sys
sys.addaudithook(lambda event, _: sys.exit(event) if event.startswith(("socket.connect", "socket.getaddr")) else None)
from rashomon.models import load_encoder
load_encoder().encode(["The ferry sank."])
files = "/proc/self/fd"
links = [os.readlink(f"{files}/{n}") for n in os.listdir(files) if os.path.lexists(f"{files}/{n}")] \\
    if os.path.isdir(files) else []
print([link for link in links if link.startswith("socket:")])
"""
    assert run(code) == "[]"
