"""Make the tagger that ships: a checkpoint of ``train.py`` in, int8 ONNX and checksums out.

    python training/attribution/export.py last.pt OUT_FOLDER

Weights of matrix products are signed int8 per output channel with reduced range, as the sentence encoder's are
(``training/encoder/export.py`` says why); ``--exact FILE`` also writes the graph in 32 bits.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")

import torch
from model import Tagger
from quantise import quantise, seal

from rashomon.models import tagger


def write_exact(checkpoint: Path, target: Path) -> None:
    """The running mean of the weights as a graph in 32 bits."""
    state = torch.load(checkpoint, map_location="cpu")
    model = Tagger(list(tagger.MARK_SIZES), len(tagger.TAGS))
    model.load_state_dict(state["model"])
    model.load_state_dict(state["average"], strict=False)
    model.eval()
    print(f"step           {state['step']}")
    length = 12
    given = (
        torch.zeros(1, length, dtype=torch.long),
        torch.zeros(1, length, len(tagger.MARK_SIZES), dtype=torch.long),
    )
    torch.onnx.export(
        model,
        given,
        str(target),
        input_names=["pieces", "marks"],
        output_names=["tags", "asks", "answers"],
        dynamic_axes={name: {1: "length"} for name in ("pieces", "marks", "tags", "asks", "answers")},
        opset_version=17,
        dynamo=False,
    )


def main() -> None:
    """Read the arguments, write the folder, print the checksum."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--exact", type=Path)
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        exact = given.exact or Path(folder) / "exact.onnx"
        write_exact(given.checkpoint, exact)
        model = given.out / "model.onnx"
        quantise(exact, model, "attribution tagger")
    seal(given.out, [model.name])
    print(f"size           {model.stat().st_size} bytes")


if __name__ == "__main__":
    main()
