"""Make the relation model that ships: a checkpoint of ``train.py`` in, int8 ONNX out.

    python training/relation/export.py last.pt OUT_FOLDER

``fit.py`` then writes the table beside it, and the checksums of both.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")

import torch
from model import Relation
from quantise import quantise

from rashomon.models import relation


def write_exact(checkpoint: Path, target: Path) -> None:
    """The running mean of the weights as a graph in 32 bits."""
    state = torch.load(checkpoint, map_location="cpu")
    model = Relation()
    model.load_state_dict(state["model"])
    model.load_state_dict(state["average"], strict=False)
    model.eval()
    print(f"step {state['step']}, {sum(p.numel() for p in model.parameters())} weights")
    length = 12
    given = (
        torch.zeros(1, length, dtype=torch.long),
        torch.zeros(1, length, len(relation.MARK_SIZES), dtype=torch.long),
    )
    torch.onnx.export(
        model,
        given,
        str(target),
        input_names=["pieces", "marks"],
        output_names=["relation", "stance"],
        dynamic_axes={name: {1: "length"} for name in ("pieces", "marks")},
        opset_version=17,
        dynamo=False,
    )


def main() -> None:
    """Read the arguments, write the weights."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("out", type=Path)
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        exact = Path(folder) / "exact.onnx"
        write_exact(given.checkpoint, exact)
        quantise(exact, given.out / "model.onnx", "relation model")
    print(f"{(given.out / 'model.onnx').stat().st_size} bytes")


if __name__ == "__main__":
    main()
