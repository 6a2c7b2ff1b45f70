"""Train the relation model: examples in, a checkpoint out; seeded, resumable.

    python training/relation/train.py EXAMPLES.jsonl [EXAMPLES.jsonl …] --out FOLDER
        --tokenizer src/rashomon/models/minilm/tokenizer.json (--weights model.safetensors | --start last.pt)
        [--epochs 1] [--most N] [--fold K] [--whole]

Examples are what ``prepare.py`` wrote. ``--most``: so many of the shorter ones, drawn with the seed. ``--fold``:
examples of this fold are kept out, and what the model makes of them is written to ``held.jsonl``. From a checkpoint
(``--start``) only the upper half is trained, or all layers (``--whole``). The folder gets ``last.pt`` every SAVE
steps; the same command goes on from there.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from pathlib import Path
from typing import Any

import torch
from model import Relation
from tokenizers import Tokenizer
from torch import Tensor, nn

from rashomon.models import relation

SEED = 20161108
PIECES = 2048  # of a batch, padding included
RATE, RATE_NEW = (
    1e-4,
    1e-3,
)  # peak learning rates of the published layers and of what is new, from the published weights
RATE_ON = 1e-4  # of everything, from a checkpoint
WARM = 0.06  # share of the steps in which the rate grows
DECAY = 0.01
AVERAGE = 0.99  # of the running mean of the weights, which is what is kept
SAVE = 50
LONGEST = 300  # code points of both statements, where examples are drawn: long ones cost most
FROZEN = (
    "positions",
    "kind",
    "norm",
    "marks",
    "layers.0.",
    "layers.1.",
    "layers.2.",
)  # from a checkpoint on …
FROZEN_WHOLE = ("positions", "kind")  # … and where all layers are trained


def read(paths: list[Path], most: int | None, tokenizer: Tokenizer) -> list[dict[str, Any]]:
    """The examples, laid out; at most so many of those no longer than LONGEST."""
    made = [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]
    if most is not None:
        short = [e for e in made if len(e["left"]) + len(e["right"]) <= LONGEST]
        made = random.Random(SEED).sample(short, most)
    for e in made:
        left, right = (relation.cut(e[side], tokenizer) for side in ("left", "right"))
        e["row"] = relation.lay_out(left, right)
    return made


def batches(made: list[dict[str, Any]], epoch: int, epochs: int) -> list[list[int]]:
    """Examples of like length together, at most PIECES a batch; batches in an order drawn for the epoch. Examples to
    be read once are spread over the epochs."""
    draw = random.Random(SEED + epoch)
    due = [i for i, e in enumerate(made) if not e.get("once") or i % epochs == epoch]
    order = sorted(due, key=lambda i: (len(made[i]["row"].pieces) // 8, draw.random()))
    found: list[list[int]] = [[]]
    for i in order:
        if (len(found[-1]) + 1) * max(len(made[k]["row"].pieces) for k in [*found[-1], i]) > PIECES:
            found.append([])
        found[-1].append(i)
    draw.shuffle(found)
    return found


def tensors(rows: list[dict[str, Any]]) -> dict[str, Tensor]:
    """A batch, padded. Allowed answers are 0, the others far below; nothing asked: all allowed."""
    length = max(len(e["row"].pieces) for e in rows)
    made = {
        "pieces": torch.zeros(len(rows), length, dtype=torch.long),
        "marks": torch.zeros(len(rows), length, len(relation.MARK_SIZES), dtype=torch.long),
        "mask": torch.full((len(rows), 1, 1, length), -1e9),
        "relation": torch.zeros(len(rows), len(relation.RELATIONS)),
        "stance": torch.zeros(len(rows), len(relation.STANCES)),
        "weight": torch.tensor([float(e.get("weight", 1)) for e in rows]),
    }
    for n, e in enumerate(rows):
        size = len(e["row"].pieces)
        made["pieces"][n, :size] = torch.tensor(e["row"].pieces)
        made["marks"][n, :size] = torch.tensor(e["row"].marks)
        made["mask"][n, ..., :size] = 0
        for head, names in (("relation", relation.RELATIONS), ("stance", relation.STANCES)):
            if e.get(head):
                for k, name in enumerate(names):
                    made[head][n, k] = 0.0 if name in e[head] else -1e9
    return made


def losses(model: Relation, batch: dict[str, Tensor]) -> tuple[Tensor, Tensor]:
    """Mean loss of relations and of stances: minus the log of the summed probability of what is allowed."""
    found = []
    scores = model(batch["pieces"], batch["marks"], batch["mask"])
    for score, head in zip(scores, ("relation", "stance"), strict=True):
        each = -torch.logsumexp(torch.log_softmax(score, -1) + batch[head], -1)
        asked = (batch[head] < 0).any(-1).float() * batch["weight"]
        found.append((each * asked).sum() / asked.sum().clamp(min=1))
    return found[0], found[1]


def main() -> None:
    """Train, or go on."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("examples", type=Path, nargs="+")
    for name in ("--tokenizer", "--out"):
        parser.add_argument(name, type=Path, required=True)
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--weights", type=Path)
    source.add_argument("--start", type=Path)
    parser.add_argument("--epochs", type=int, default=1)
    parser.add_argument("--most", type=int)
    parser.add_argument("--fold", type=int)
    parser.add_argument("--whole", action="store_true")
    given = parser.parse_args()

    torch.manual_seed(SEED)
    tokenizer = Tokenizer.from_file(str(given.tokenizer))
    made = read(given.examples, given.most, tokenizer)
    held = [e for e in made if given.fold is not None and e["fold"] == given.fold]
    made = [e for e in made if given.fold is None or e["fold"] != given.fold]
    model = Relation()
    if given.weights:
        model.load_published(given.weights)
    else:
        state = torch.load(given.start)
        model.load_state_dict(state["model"])
        model.load_state_dict(state["average"], strict=False)
        for name, parameter in model.named_parameters():
            parameter.requires_grad_(not name.startswith(FROZEN_WHOLE if given.whole else FROZEN))
    old, new = model.parts()
    rates = (RATE, RATE_NEW) if given.weights else (RATE_ON, RATE_ON)
    optimiser = torch.optim.AdamW(
        [{"params": part, "lr": rate} for part, rate in zip((old, new), rates, strict=True)],
        weight_decay=DECAY,
        fused=True,
    )
    plan = [b for epoch in range(given.epochs) for b in batches(made, epoch, given.epochs)]
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser,
        lambda s: min(1.0, (s + 1) / (WARM * len(plan))) * max(0.02, 1 - s / len(plan)),
    )
    average = {n: p.detach().clone() for n, p in model.named_parameters() if p.requires_grad}
    given.out.mkdir(parents=True, exist_ok=True)
    last, begin = given.out / "last.pt", 0
    if last.exists():
        state = torch.load(last)
        model.load_state_dict(state["model"])
        optimiser.load_state_dict(state["optimiser"])
        schedule.load_state_dict(state["schedule"])
        average, begin = state["average"], state["step"]
    print(f"{len(made)} examples, {len(plan)} steps from {begin}, {len(held)} kept out", flush=True)
    start, seen = time.time(), [0.0, 0.0]
    for step in range(begin, len(plan)):
        torch.manual_seed(SEED + step)  # so that a resumed run draws what an unbroken one does
        model.train()
        parts = losses(model, tensors([made[i] for i in plan[step]]))
        optimiser.zero_grad()
        sum(parts).backward()
        nn.utils.clip_grad_norm_([*old, *new], 1.0)
        optimiser.step()
        schedule.step()
        rate = min(AVERAGE, (step + 1) / (step + 10))
        with torch.no_grad():
            for name, parameter in model.named_parameters():
                if name in average:
                    average[name].lerp_(parameter, 1 - rate)
        seen = [total + float(part.detach()) for total, part in zip(seen, parts, strict=True)]
        if not math.isfinite(sum(seen)):
            raise SystemExit(f"step {step}: loss is not finite")
        if (step + 1) % SAVE == 0 or step + 1 == len(plan):
            state = {"model": model.state_dict(), "optimiser": optimiser.state_dict(), "step": step + 1}
            torch.save(
                state | {"schedule": schedule.state_dict(), "average": average}, last.with_suffix(".part")
            )
            last.with_suffix(".part").replace(last)
            pace, count = (time.time() - start) / (step + 1 - begin), (step % SAVE) + 1
            print(
                f"step {step + 1}: relation {seen[0] / count:.4f} stance {seen[1] / count:.4f}, {pace:.2f} s a step",
                flush=True,
            )
            seen = [0.0, 0.0]
    if held:
        model.load_state_dict(average, strict=False)
        write_held(model, held, given.out / "held.jsonl")


def write_held(model: Relation, held: list[dict[str, Any]], target: Path) -> None:
    """What the model makes of each example, beside the example."""
    model.eval()
    order = sorted(range(len(held)), key=lambda i: len(held[i]["row"].pieces))
    with torch.no_grad():
        for at in range(0, len(order), 32):
            rows = [held[i] for i in order[at : at + 32]]
            batch = tensors(rows)
            scores = model(batch["pieces"], batch["marks"], batch["mask"])
            for head, found in zip(("relation", "stance"), scores, strict=True):
                for e, row in zip(rows, found.tolist(), strict=True):
                    e[f"{head}_scores"] = [round(v, 5) for v in row]
    lines = (json.dumps({k: v for k, v in e.items() if k != "row"}, ensure_ascii=False) for e in held)
    target.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


if __name__ == "__main__":
    main()
