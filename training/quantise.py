"""Exact graph to what ships: int8 weights, fused operators, checksums. One way for every model trained here."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Sequence
from pathlib import Path

import onnx
import onnxruntime
from onnxruntime.quantization import QuantType, quantize_dynamic

DOMAINS = ("", "com.microsoft")


def quantise(exact: Path, target: Path, what: str) -> None:
    """Signed int8 weights per channel with reduced range, fused operators; the same input gives the same bytes.

    ``training/encoder/export.py`` says why. ``what``: a word on the model, for those who open the file.
    """
    with tempfile.TemporaryDirectory() as folder:
        whole, int8, fused = (str(Path(folder) / name) for name in ("whole.onnx", "int8.onnx", "fused.onnx"))
        onnx.save(onnx.load(exact), whole)
        quantize_dynamic(whole, int8, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
        options = onnxruntime.SessionOptions()
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
        options.optimized_model_filepath = fused
        options.intra_op_num_threads = 1
        onnxruntime.InferenceSession(int8, options, providers=["CPUExecutionProvider"])
        model = onnx.load(fused)
    kept = [item for item in model.opset_import if item.domain in DOMAINS]
    del model.opset_import[:]
    model.opset_import.extend(kept)
    model.doc_string = f"{what}, signed int8 per channel, reduced range, fused; see CARD.md"
    onnx.checker.check_model(model)
    target.write_bytes(model.SerializeToString(deterministic=True))


def seal(folder: Path, names: Sequence[str]) -> None:
    """Write and print the checksums of the files of a folder."""
    sums = [f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n" for name in names]
    (folder / "SHA256SUMS").write_text("".join(sums), encoding="utf-8")
    print("".join(sums), end="")
