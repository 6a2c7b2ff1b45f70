"""Fit the table beside the weights: what is held out in, ``table.json`` and ``SHA256SUMS`` out.

    python training/relation/fit.py MODEL_FOLDER held.jsonl [held.jsonl …] --aside aside.jsonl --answers answers.jsonl

MODEL_FOLDER holds ``model.onnx`` of ``export.py``. A held file is what ``train.py --fold`` made of the fold it did
not see; ``aside.jsonl`` and ``answers.jsonl``, which no training sees, are read by the model itself. Four small fits:

- *question*: logistic regression of "one of same, entails, entailed" on the features of ``rashomon.models.relation``,
  over the answers of discord-questions, every question weighing alike; the threshold is that of the best mean
  balanced accuracy;
- *plain*: the same without a question, over what was set aside; the threshold is that of the best balanced accuracy;
- *temperature*: of the shares within either side, over what was set aside;
- *stance*: a temperature and a bias for each stance, over the held headlines of emergent.
"""

from __future__ import annotations

import argparse
import json
import random
from pathlib import Path
from typing import Any

import numpy as np
from fitting import Remembering, balanced, best_threshold, gold, pair_of, stance, table_part, temperature
from quantise import seal

from rashomon.models import relation
from rashomon.models.encoder import MODEL, load_encoder, open_session, open_tokenizer

SEED, ASIDE = 20161108, 1000  # pairs of those set aside that are read
FEATURES = {"question": ("model", "near", "beyond"), "plain": ("model", "near", "words")}


def fitted(rows: list[dict[str, Any]], part: str) -> dict[str, Any]:
    """Weights, bias and threshold of a part; every group weighs alike, and so do yes and no in it."""
    encoder, names = Remembering(load_encoder()), FEATURES[part]
    given = [relation.features(pair_of(row), row["log"], encoder) for row in rows]
    x = np.array([[g[name] for name in names] for g in given])
    y = np.array([bool(gold(row)) for row in rows])
    group = np.array([row["group"] if part == "question" else "" for row in rows])
    weight = np.array([1 / (group == g).sum() for g in group])
    weights, bias = table_part(x, y, weight)
    p = 1 / (1 + np.exp(-(x @ weights + bias)))
    groups = [(y[group == g], p[group == g]) for g in sorted(set(group))]
    threshold = best_threshold(groups)
    right = np.mean([balanced(one, q >= threshold) for one, q in groups])
    print(f"{part}: {len(rows)} pairs, balanced accuracy {right:.3f} on what it is fitted to")
    return {
        "weights": {name: round(float(w), 6) for name, w in zip(names, weights, strict=True)},
        "bias": round(bias, 6),
        "threshold": round(threshold, 4),
    }


def rows_of(path: Path) -> list[dict[str, Any]]:
    """The lines of a file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def main() -> None:
    """Fit, write, seal."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("held", type=Path, nargs="+")
    for name in ("--aside", "--answers"):
        parser.add_argument(name, type=Path, required=True)
    given = parser.parse_args()
    seal(given.folder, [MODEL])
    tokenizer = open_tokenizer()
    tokenizer.no_truncation()
    reader = relation.Relater(open_session(given.folder), tokenizer, load_encoder(), {})
    aside, answers = ([r for r in rows_of(path) if r["relation"]] for path in (given.aside, given.answers))
    aside = random.Random(SEED).sample(aside, min(len(aside), ASIDE))
    for row in [*aside, *answers]:
        row["log"] = reader.read(pair_of(row))[0]
    share = {"temperature": temperature(aside)}
    table: dict[str, Any] = {
        "question": fitted(answers, "question") | share,
        "plain": fitted([row for row in aside if gold(row) is not None], "plain") | share,
        "stance": stance([r for path in given.held for r in rows_of(path) if r["corpus"] == "emergent"]),
    }
    (given.folder / relation.TABLE).write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")
    seal(given.folder, [MODEL, relation.TABLE])


if __name__ == "__main__":
    main()
