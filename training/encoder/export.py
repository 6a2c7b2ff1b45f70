"""Make the sentence encoder that ships: fp32 ONNX in, int8 ONNX, tokenizer and checksums out.

    python training/encoder/export.py FP32.onnx TOKENIZER.json OUT_FOLDER
        [--weights model.safetensors] [--sentences FILE] [--pairs STS_PAIRS.tsv --gold STS_SCORES.txt]

``--weights`` proves that every tensor of the ONNX file is bit for bit one of the published ones. ``--sentences`` is a
text file, one sentence a line: prints cosine int8 to fp32 and sentences per CPU second. ``--pairs`` and ``--gold`` are
in the format of the STS shared tasks: prints Spearman's correlation with people's scores.

Needs requirements.txt beside this file; nothing of it is needed at run time.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import tempfile
import time
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np
import onnx
import onnxruntime
from numpy.typing import NDArray
from onnx import numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer

MAX_PIECES = 128  # what the model was trained on; the loader has the same number

# Tensors of the published file that an encoder does not use: the pooler (we take the mean) and a constant range.
UNUSED = ("pooler.dense.weight", "pooler.dense.bias", "embeddings.position_ids")

# Domains of the operators that remain; the optimiser lists every domain it knows, which an older runtime may not.
DOMAINS = ("", "com.microsoft")


def compare_weights(fp32: Path, weights: Path) -> None:
    """Stop unless every published tensor in use stands bit for bit in the ONNX file, and nothing else large does."""
    from safetensors.numpy import load_file

    tensors = [numpy_helper.to_array(tensor) for tensor in onnx.load(fp32).graph.initializer]
    unmatched = {index for index, tensor in enumerate(tensors) if tensor.size > 1}
    missing = []
    for name, published in sorted(load_file(weights).items()):
        same = [
            index
            for index, tensor in enumerate(tensors)
            if np.array_equal(tensor, published) or np.array_equal(tensor.T, published)
        ]
        unmatched.difference_update(same)
        if not same and name not in UNUSED:
            missing.append(name)
    if missing or unmatched:
        raise SystemExit(f"weights differ: missing {missing}, unknown {len(unmatched)}")
    print(f"weights        bit-identical to sha256 {sha256(weights)}")


def quantise(fp32: Path, target: Path) -> None:
    """Signed int8 weights per channel, fused operators.

    ``reduce_range`` keeps weights within 7 bits: without it the AVX2 instructions saturate on a CPU that lacks VNNI,
    and vectors would depend on the CPU. The graph is optimised here, once, at the level that does not depend on the
    CPU: the session then loads in about 0.6 of the time.
    """
    with tempfile.TemporaryDirectory() as folder:
        whole, int8, fused = (str(Path(folder) / name) for name in ("whole.onnx", "int8.onnx", "fused.onnx"))
        onnx.save(onnx.load(fp32), whole)  # takes in tensors kept in a file beside the graph
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
    model.doc_string = "all-MiniLM-L6-v2, signed int8 per channel, reduced range, fused; see CARD.md"
    onnx.checker.check_model(model)
    target.write_bytes(model.SerializeToString(deterministic=True))


def write_tokenizer(source: Path, target: Path) -> None:
    """The same tokenizer, compact, without padding and truncation: those are the loader's."""
    content = json.loads(source.read_text(encoding="utf-8")) | {"padding": None, "truncation": None}
    target.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


def sha256(path: Path) -> str:
    """Hexadecimal SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def open_session(path: Path) -> Any:
    """A single-threaded session."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def encode(session: Any, tokenizer: Tokenizer, texts: list[str], batch: int) -> NDArray[np.float32]:
    """(n, 384) float32 unit rows: mean over the pieces of each text, texts of like length together."""
    pieces = [tokenizer.encode(text).ids for text in texts]
    order = sorted(range(len(texts)), key=lambda index: (len(pieces[index]), index))
    rows: dict[int, NDArray[np.float32]] = {}
    for start in range(0, len(order), batch):
        chosen = order[start : start + batch]
        ids = np.zeros((len(chosen), max(len(pieces[index]) for index in chosen)), np.int64)
        mask = np.zeros_like(ids)
        for row, index in enumerate(chosen):
            ids[row, : len(pieces[index])] = pieces[index]
            mask[row, : len(pieces[index])] = 1
        feed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        states = session.run(None, feed)[0]
        means = (states * mask[..., None]).sum(1) / mask.sum(1, keepdims=True)
        rows.update(zip(chosen, means / np.linalg.norm(means, axis=1, keepdims=True), strict=True))
    return np.stack([rows[index] for index in range(len(texts))]).astype(np.float32)


def ranks(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Ranks from 1, ties share the mean of theirs."""
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    shared: NDArray[np.float64] = (last - (counts - 1) / 2)[inverse]
    return shared


def measure_sentences(sessions: dict[str, Any], tokenizer: Tokenizer, path: Path) -> None:
    """Cosine to fp32, what company in a batch does to a vector, and speed."""
    texts = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    exact = encode(sessions["fp32"], tokenizer, texts, 1)
    for name, session in sessions.items():
        alone = encode(session, tokenizer, texts, 1)
        cosine = (alone * exact).sum(1)
        print(
            f"{name:14} {len(texts)} sentences, cosine to fp32 mean {cosine.mean():.4f} min {cosine.min():.4f}"
        )
        for batch in (1, 8, 32):
            start = time.process_time()
            rows = encode(session, tokenizer, texts, batch)
            speed = len(texts) / (time.process_time() - start)
            worst = (rows * alone).sum(1).min()
            print(
                f"{name:14} batch {batch:2}: {speed:4.0f} sentences/CPU-s, least cosine to alone {worst:.4f}"
            )


def measure_pairs(sessions: dict[str, Any], tokenizer: Tokenizer, pairs: Path, gold: Path) -> None:
    """Spearman's correlation of cosine and people's scores over the scored pairs."""
    rows = [line.split("\t")[:2] for line in pairs.read_text(encoding="utf-8").splitlines()]
    scores = gold.read_text(encoding="utf-8").splitlines()
    scored = [(row, float(score)) for row, score in zip(rows, scores, strict=True) if score.strip()]
    for name, session in sessions.items():
        left, right = (encode(session, tokenizer, [row[side] for row, _ in scored], 1) for side in (0, 1))
        cosine = ranks((left * right).sum(1).astype(np.float64))
        people = ranks(np.array([score for _, score in scored]))
        print(f"{name:14} {len(scored)} pairs, Spearman {np.corrcoef(cosine, people)[0, 1]:.4f}")


def main() -> None:
    """Read the arguments, write the folder, print checksums and quality."""
    parser = argparse.ArgumentParser(description="Quantise the sentence encoder that ships.")
    parser.add_argument("fp32", type=Path)
    parser.add_argument("tokenizer", type=Path)
    parser.add_argument("out", type=Path)
    for name in ("--weights", "--sentences", "--pairs", "--gold"):
        parser.add_argument(name, type=Path)
    given = parser.parse_args()

    if given.weights:
        compare_weights(given.fp32, given.weights)
    given.out.mkdir(parents=True, exist_ok=True)
    model, tokens = given.out / "model.onnx", given.out / "tokenizer.json"
    quantise(given.fp32, model)
    write_tokenizer(given.tokenizer, tokens)
    sums = "".join(f"{sha256(path)}  {path.name}\n" for path in (model, tokens))
    (given.out / "SHA256SUMS").write_text(sums, encoding="utf-8")
    print(f"size           {model.stat().st_size} bytes\n{sums}", end="")

    tokenizer = Tokenizer.from_file(str(tokens))
    tokenizer.enable_truncation(MAX_PIECES)
    sessions = {"fp32": open_session(given.fp32), "int8": open_session(model)}
    if given.sentences:
        measure_sentences(sessions, tokenizer, given.sentences)
    if given.pairs and given.gold:
        measure_pairs(sessions, tokenizer, given.pairs, given.gold)


if __name__ == "__main__":
    main()
