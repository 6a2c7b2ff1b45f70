"""Train the tagger: prepared articles in, a checkpoint out; resumable, seeded.

    python training/attribution/train.py TRAIN.pkl [TRAIN.pkl …] --weights model.safetensors
        --tokenizer src/rashomon/models/minilm/tokenizer.json --out FOLDER [--epochs 5] [--hold 84]

A pickle is what ``prepare.py`` wrote. ``--hold``: how many articles, drawn with the seed, are kept out for choosing
(0: none). The folder gets ``last.pt`` every SAVE steps; the same command goes on from there.
"""

from __future__ import annotations

import argparse
import math
import pickle
import random
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

import torch
from model import Tagger
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from rashomon.models import tagger

SEED = 20161108
PIECES = 2048  # of a batch, padding included
RATE, RATE_NEW = 1.2e-4, 1e-3  # peak learning rates of the published layers and of what is new
WARM = 0.06  # share of the steps in which the rate grows
DECAY = 0.01
AVERAGE = 0.995  # of the running mean of the weights, which is what is kept
FORGET = 0.15  # share of windows that are read without what the rules say
HIDE = 0.06  # share of words that are hidden from the model, so that it does not learn names by heart
SHIFT = 6  # at most so many first paragraphs of an article stand apart, so that no two epochs see the same windows
MASK = 103  # the piece that stands for a hidden one
LINKS = 0.5  # weight of the loss of links beside that of tags
SAVE = 50


def split(articles: list[dict[str, Any]], hold: int) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Articles to train on and articles kept out, drawn with the seed from the sorted names."""
    articles = sorted(articles, key=lambda a: a["name"])
    kept = set(random.Random(SEED).sample([a["name"] for a in articles], hold))
    return [a for a in articles if a["name"] not in kept], [a for a in articles if a["name"] in kept]


def read(paths: list[Path]) -> list[dict[str, Any]]:
    """All articles of several pickles."""
    return [article for path in paths for article in pickle.loads(path.read_bytes())]


def examples(
    articles: list[dict[str, Any]], tokenizer: Tokenizer, shift: random.Random | None = None
) -> list[dict[str, Any]]:
    """The windows of the articles as lists of numbers; ``shift`` draws where the second window of each begins."""
    made: list[dict[str, Any]] = []
    for article in articles:
        cut = tagger.cut(article["words"], tokenizer)
        sizes, apart = [len(c) for c in cut], shift.randrange(SHIFT + 1) if shift is not None else 0
        parts = (article["paragraphs"][:apart], article["paragraphs"][apart:])
        for window in (w for part in parts for w in tagger.windows(part, sizes)):
            row = tagger.lay_out(article["words"], article["paragraphs"], cut, window)
            tags = [
                article["tags"][i] if i >= window.first else -100 for i in range(window.start, window.end)
            ]
            links = []
            for i in range(window.start, window.end):
                to = article["links"][i]
                inside = i >= window.first and window.start <= to < window.end
                links.append(to - window.start if inside else -100)
            made.append(
                {"pieces": row.pieces, "marks": row.marks, "heads": row.heads, "tags": tags, "links": links}
            )
    return made


def batches(made: list[dict[str, Any]], epoch: int) -> list[list[int]]:
    """Windows of like length together, at most PIECES a batch; batches in an order drawn for the epoch."""
    draw = random.Random(SEED + epoch)
    order = sorted(range(len(made)), key=lambda i: (len(made[i]["pieces"]) // 16, draw.random()))
    found: list[list[int]] = [[]]
    for i in order:
        if (len(found[-1]) + 1) * max(len(made[k]["pieces"]) for k in [*found[-1], i]) > PIECES:
            found.append([])
        found[-1].append(i)
    draw.shuffle(found)
    return found


def tensors(rows: list[dict[str, Any]], draw: random.Random | None) -> dict[str, Tensor]:
    """A batch, padded; ``draw`` chooses the windows without rules and the hidden words."""
    length, words = max(len(r["pieces"]) for r in rows), max(len(r["heads"]) for r in rows)
    pieces = torch.zeros(len(rows), length, dtype=torch.long)
    marks = torch.zeros(len(rows), length, 4, dtype=torch.long)
    mask = torch.full((len(rows), 1, 1, length), -1e9)
    heads = torch.zeros(len(rows), words, dtype=torch.long)
    tags = torch.full((len(rows), words), -100)
    links = torch.full((len(rows), words), -100)
    real = torch.full((len(rows), 1, words), -1e9)
    for n, r in enumerate(rows):
        pieces[n, : len(r["pieces"])] = torch.tensor(r["pieces"])
        marks[n, : len(r["pieces"])] = torch.tensor(r["marks"])
        if draw is not None:
            if draw.random() < FORGET:
                marks[n, :, 3] = 0
            for head, following in pairwise([*r["heads"], len(r["pieces"])]):
                if draw.random() < HIDE:
                    pieces[n, head:following].masked_fill_(pieces[n, head:following] != tagger.END, MASK)
        mask[n, ..., : len(r["pieces"])] = 0
        for name, target in (("heads", heads), ("tags", tags), ("links", links)):
            target[n, : len(r[name])] = torch.tensor(r[name])
        real[n, :, : len(r["heads"])] = 0
    return {
        "pieces": pieces,
        "marks": marks,
        "mask": mask,
        "heads": heads,
        "tags": tags,
        "links": links,
        "real": real,
    }


def losses(model: Tagger, batch: dict[str, Tensor]) -> tuple[Tensor, Tensor]:
    """Mean loss of tags and of links."""
    scores, asks, answers = model(batch["pieces"], batch["marks"], batch["mask"])

    def of_words(x: Tensor) -> Tensor:
        return x.float().gather(1, batch["heads"].unsqueeze(-1).expand(-1, -1, x.shape[-1]))

    tag = functional.cross_entropy(of_words(scores).flatten(0, 1), batch["tags"].flatten())
    product = of_words(asks) @ of_words(answers).transpose(1, 2) / asks.shape[-1] ** 0.5 + batch["real"]
    link = functional.cross_entropy(product.flatten(0, 1), batch["links"].flatten())
    return tag, link


def main() -> None:
    """Train, or go on."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("articles", type=Path, nargs="+")
    for name in ("--weights", "--tokenizer", "--out"):
        parser.add_argument(name, type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--hold", type=int, default=84)
    given = parser.parse_args()

    torch.manual_seed(SEED)
    tokenizer = Tokenizer.from_file(str(given.tokenizer))
    kept, held = split(read(given.articles), given.hold)
    rounds = [examples(kept, tokenizer, random.Random(SEED + epoch)) for epoch in range(given.epochs)]
    checks = examples(held, tokenizer)
    model = Tagger(list(tagger.MARK_SIZES), len(tagger.TAGS))
    model.load_published(given.weights)
    model.words.weight.requires_grad_(False)  # half of all weights, and more than this much text can teach
    new = [p for n, p in model.named_parameters() if n.startswith(("marks", "tag", "asks", "answers"))]
    old = [
        p
        for n, p in model.named_parameters()
        if not n.startswith(("marks", "tag", "asks", "answers")) and p.requires_grad
    ]
    optimiser = torch.optim.AdamW(
        [{"params": old, "lr": RATE}, {"params": new, "lr": RATE_NEW}], weight_decay=DECAY, fused=True
    )
    plan = [(epoch, b) for epoch, made in enumerate(rounds) for b in batches(made, epoch)]
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
    print(f"{len(kept)} articles, {len(plan)} steps from {begin}", flush=True)
    start, seen = time.time(), [0.0, 0.0]
    for step in range(begin, len(plan)):
        torch.manual_seed(SEED + step)  # so that a resumed run draws what an unbroken one does
        model.train()
        epoch, rows = plan[step]
        tag, link = losses(model, tensors([rounds[epoch][i] for i in rows], random.Random(SEED + step)))
        optimiser.zero_grad()
        (tag + LINKS * link).backward()
        nn.utils.clip_grad_norm_([*old, *new], 1.0)
        optimiser.step()
        schedule.step()
        rate = min(AVERAGE, (step + 1) / (step + 10))
        with torch.no_grad():
            for name, parameter in model.named_parameters():
                if name in average:
                    average[name].lerp_(parameter, 1 - rate)
        seen = [seen[0] + float(tag.detach()), seen[1] + float(link.detach())]
        if not math.isfinite(seen[0]):
            raise SystemExit(f"step {step}: loss is not finite")
        if (step + 1) % SAVE == 0 or step + 1 == len(plan):
            state = {"model": model.state_dict(), "optimiser": optimiser.state_dict(), "step": step + 1}
            torch.save(
                state | {"schedule": schedule.state_dict(), "average": average}, last.with_suffix(".part")
            )
            last.with_suffix(".part").replace(last)
            pace = (time.time() - start) / (step + 1 - begin)
            print(
                f"step {step + 1}: tag {seen[0] / SAVE:.4f} link {seen[1] / SAVE:.4f}, {pace:.2f} s a step",
                flush=True,
            )
            seen = [0.0, 0.0]
    if checks:
        model.load_state_dict(average, strict=False)
        model.eval()
        with torch.no_grad():
            found = [losses(model, tensors([row], None)) for row in checks]
        means = [sum(float(f[k]) for f in found if f[k].isfinite()) / len(found) for k in (0, 1)]
        print(f"kept out: tag {means[0]:.4f} link {means[1]:.4f}")


if __name__ == "__main__":
    main()
