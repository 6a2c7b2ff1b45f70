"""The relation model: same answer, stance, and pairs it was never shown.

    python evals/relation.py ../shared/data [--held fold0/held.jsonl …] [--most 1000]

- **discord-questions**, all unordered pairs of one question's answers, gold: one cluster. Leave one question out: weights
  and threshold of the table are fitted on the other questions; the cross-encoder, the one that ships, was never trained
  on any. Balanced accuracy a question and the mean, over a floor: the cosine of the sentence encoder, its threshold
  chosen on the other questions.
- **emergent**, five folds by claim, from what training runs that did not see the fold made of it (``--held``, by
  ``training/relation/train.py --fold``): macro F1 and F1 of each stance, the bias fitted on the other folds; floor:
  always the most frequent stance. Intervals: 95 %, bootstrap over claims.
- What follows is zero-shot, by the model that ships, ``--most`` pairs drawn by seed: **superpal** (recall at 1 and 3 of
  the aligned sentence among the topic's), **sick** (accuracy of three classes), **mrpc** (balanced accuracy and F1),
  **rte** (accuracy), **sts** headlines (Pearson); beside each the cosine at its best threshold, an upper floor.
"""

from __future__ import annotations

import argparse
import csv
import itertools
import json
import random
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1] / "training" / "relation"))

import fitting

from rashomon.models import relation
from rashomon.models.encoder import load_encoder
from rashomon.models.relation import STANCES, Pair

SEED = 41
DRAWS = 2000
NAMES = ("model", "near", "beyond", "words")


# ---------------------------------------------------------------- same answer, leave one question out


def discord(path: Path) -> None:
    """One line a way to score: balanced accuracy a question, and the mean."""
    encoder, relater = fitting.Remembering(load_encoder()), relation.load_relater()
    questions = []
    for entry in json.loads(path.read_text(encoding="utf-8")):
        gold, x, cosine = [], [], []
        vectors = encoder.encode([a["Answer"] for a in entry["answers"]])
        for (m, a), (n, b) in itertools.combinations(enumerate(entry["answers"]), 2):
            gold.append(a["cluster_global"] == b["cluster_global"])
            cosine.append(float(vectors[m] @ vectors[n]))
            pair = Pair(a["Answer"], b["Answer"], entry["question"])
            given = relation.features(pair, relater.read(pair)[0], encoder)
            x.append([given[name] for name in NAMES])
        questions.append((entry["answers"][0]["qid"], np.array(gold), np.array(x), np.array(cosine)))
    print("discord-questions, leave one question out: balanced accuracy " + " ".join(q[0] for q in questions))
    shipped = tuple(NAMES.index(name) for name in relater.weighed(question=True))
    ways = {
        "cosine (floor)": None,
        "model": (0,),
        "near beyond": (1, 2),
        "as shipped": shipped,
        "all": (0, 1, 2, 3),
    }
    for name, columns in ways.items():
        found = []
        for out, (_, gold, x, cosine) in enumerate(questions):
            others = [q for n, q in enumerate(questions) if n != out]
            if columns is None:
                probability, fitted = cosine, [(g, c) for _, g, _, c in others]
            else:
                pick = list(columns)
                weight = np.concatenate([np.full(len(g), 1 / len(g)) for _, g, _, _ in others])
                w, bias = fitting.table_part(
                    np.vstack([q[2] for q in others])[:, pick], np.concatenate([q[1] for q in others]), weight
                )
                probability = sigmoid(x[:, pick] @ w + bias)
                fitted = [(g, sigmoid(z[:, pick] @ w + bias)) for _, g, z, _ in others]
            found.append(fitting.balanced(gold, probability >= fitting.best_threshold(fitted)))
        print(f"  {name:36s} {' '.join(f'{v:.3f}' for v in found)}  mean {np.mean(found):.3f}")


def sigmoid(values: np.ndarray) -> np.ndarray:
    """Odds to probabilities."""
    return 1 / (1 + np.exp(-np.clip(values, -30, 30)))


# ---------------------------------------------------------------- stance, five folds by claim


def f1s(gold: np.ndarray, said: np.ndarray) -> np.ndarray:
    """F1 of each stance."""
    both = [(2 * ((gold == k) & (said == k)).sum(), (gold == k).sum() + (said == k).sum()) for k in range(3)]
    return np.array([hit / max(1, total) for hit, total in both])


def emergent(path: Path, held: Sequence[dict[str, Any]]) -> None:
    """Floor, and the held-out stances if there are any."""
    rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
    gold = np.array([STANCES.index(row["articleHeadlineStance"]) for row in rows])
    most = np.full(len(gold), np.bincount(gold).argmax())
    print(f"emergent, {len(rows)} pairs, five folds by claim")
    print(f"  majority (floor): accuracy {(gold == most).mean():.3f} macro F1 {f1s(gold, most).mean():.3f}")
    kept = [row for row in held if row["corpus"] == "emergent"]
    if not kept:
        return
    gold = np.array([STANCES.index(row["stance"][0]) for row in kept])
    said = np.zeros(len(kept), dtype=int)
    fold = np.array([row["fold"] for row in kept])
    for k in sorted(set(fold)):
        table = fitting.stance([row for row in kept if row["fold"] != k])
        scores = np.array([row["stance_scores"] for row in kept]) / table["temperature"] + table["bias"]
        said[fold == k] = scores.argmax(1)[fold == k]
    claims = sorted({row["group"] for row in kept})
    of = {c: np.array([n for n, row in enumerate(kept) if row["group"] == c]) for c in claims}
    draw = random.Random(SEED)
    means = []
    for _ in range(DRAWS):
        sample = np.concatenate([of[c] for c in draw.choices(claims, k=len(claims))])
        values = f1s(gold[sample], said[sample])
        means.append((values.mean(), values[1]))
    low, high = np.percentile(np.array(means), (2.5, 97.5), axis=0)
    values = f1s(gold, said)
    print(
        f"  model, {len(kept)} held out: accuracy {(gold == said).mean():.3f} macro F1 {values.mean():.3f} "
        f"[{low[0]:.3f}, {high[0]:.3f}] for {values[0]:.3f} against {values[1]:.3f} [{low[1]:.3f}, {high[1]:.3f}] "
        f"observing {values[2]:.3f}"
    )


# ---------------------------------------------------------------- zero-shot


def drawn(rows: list[Any], most: int) -> list[Any]:
    """At most so many rows, by seed."""
    return random.Random(SEED).sample(rows, most) if len(rows) > most else rows


def judged(rows: Sequence[tuple[str, str, Any]]) -> tuple[list[relation.Relation], np.ndarray]:
    """What the model and the encoder's cosine say of (left, right, …) rows."""
    encoder = load_encoder()
    left, right = (encoder.encode([row[n] for row in rows]) for n in (0, 1))
    return relation.relate(Pair(row[0], row[1]) for row in rows), (left * right).sum(1)


def held_in(result: relation.Relation) -> float:
    """Probability that one holds what the other does."""
    return sum(result["probabilities"][name] for name in relation.RELATIONS[: relation.SAME_SIDE])


def best(measure: Callable[[np.ndarray], float], cosine: np.ndarray) -> float:
    """The measure at the threshold that is best for it on these very pairs."""
    return max(measure(cosine >= t) for t in np.unique(np.quantile(cosine, np.linspace(0.01, 0.99, 99))))


def superpal(path: Path, most: int) -> None:
    """Each summary sentence against all report sentences of its topic in the file."""
    rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
    hits: dict[str, list[tuple[bool, bool]]] = {"model": [], "cosine": [], "words (floor)": []}
    wanted = sorted({(row["topic"], row["scuText"]) for row in rows})
    for topic, said in drawn(wanted, most // 10):
        pool = sorted({row["docSentText"] for row in rows if row["topic"] == topic})
        right = {row["docSentText"] for row in rows if (row["topic"], row["scuText"]) == (topic, said)}
        results, cosine = judged([(text, said, None) for text in pool])
        words = [len(set(text.lower().split()) & set(said.lower().split())) for text in pool]
        for name, scores in (
            ("model", [held_in(r) for r in results]),
            ("cosine", list(cosine)),
            ("words (floor)", words),
        ):
            order = sorted(range(len(pool)), key=lambda n: (-scores[n], n))
            first = [pool[n] in right for n in order]
            hits[name].append((any(first[:1]), any(first[:3])))
    for name, found in hits.items():
        one, three = np.mean(found, axis=0)
        print(f"  superpal {name}: recall@1 {one:.3f} @3 {three:.3f} of {len(found)}")


def sick(path: Path, most: int) -> None:
    """Entailment of the second by the first, contradiction, neither."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:]]
    pairs = drawn([(r[1], r[2], r[4].strip()) for r in rows if len(r) > 4], most)
    results, _ = judged(pairs)
    classes = {"same": "ENTAILMENT", "entails": "ENTAILMENT", "conflicts": "CONTRADICTION"}
    right = np.mean(
        [classes.get(r["relation"], "NEUTRAL") == p[2] for r, p in zip(results, pairs, strict=True)]
    )
    neutral = np.mean([p[2] == "NEUTRAL" for p in pairs])
    print(f"  sick {len(pairs)}: accuracy {right:.3f}, always neutral {neutral:.3f}")


def mrpc(path: Path, most: int) -> None:
    """Paraphrase or not."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8-sig").splitlines()[1:]]
    pairs = drawn([(r[3], r[4], r[0] == "1") for r in rows], most)
    results, cosine = judged(pairs)
    gold = np.array([p[2] for p in pairs])
    said = np.array([r["relation"] in relation.RELATIONS[: relation.SAME_SIDE] for r in results])
    f1 = 2 * (gold & said).sum() / (gold.sum() + said.sum())
    floor = best(lambda s: fitting.balanced(gold, s), cosine)
    print(
        f"  mrpc {len(pairs)}: balanced accuracy {fitting.balanced(gold, said):.3f} F1 {f1:.3f}, "
        f"cosine at its best {floor:.3f}, always yes F1 {2 * gold.mean() / (1 + gold.mean()):.3f}"
    )


def rte(path: Path, most: int) -> None:
    """Whether the first text entails the second."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:]]
    pairs = drawn([(r[1], r[2], r[3] == "entailment") for r in rows], most)
    results, cosine = judged(pairs)
    gold = np.array([p[2] for p in pairs])
    said = np.array([r["relation"] in ("same", "entails") for r in results])
    floor = best(lambda s: float((gold == s).mean()), cosine)
    print(
        f"  rte {len(pairs)}: accuracy {(gold == said).mean():.3f}, cosine at its best {floor:.3f}, "
        f"always one {max(gold.mean(), 1 - gold.mean()):.3f}"
    )


def sts(folder: Path, most: int) -> None:
    """Similarity of headlines, 0 to 5."""
    texts = (folder / "raw/sts/STS.input.headlines.txt").read_text(encoding="utf-8").splitlines()
    marks = (folder / "gs/STS.gs.headlines.txt").read_text(encoding="utf-8").splitlines()
    rows = [(*t.split("\t")[:2], float(m)) for t, m in zip(texts, marks, strict=True) if m.strip()]
    pairs = drawn(rows, most)
    results, cosine = judged(pairs)
    gold = np.array([p[2] for p in pairs])
    model = np.corrcoef(gold, [held_in(r) for r in results])[0, 1]
    print(f"  sts headlines {len(pairs)}: Pearson {model:.3f}, cosine {np.corrcoef(gold, cosine)[0, 1]:.3f}")


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("--held", type=Path, nargs="+", default=[])
    parser.add_argument(
        "--most", type=int, default=1000, help="pairs of a corpus for the zero-shot reports; 0: none"
    )
    given = parser.parse_args()
    held = [json.loads(line) for path in given.held for line in path.read_text("utf-8").splitlines()]
    discord(given.data / "discord-questions" / "nanco_dataset.json")
    emergent(given.data / "emergent" / "pairs.csv", held)
    if given.most:
        print(f"zero-shot, {relation.relation_id()}")
        superpal(given.data / "superpal" / "dev_MN_only.csv", given.most)
        sick(given.data / "sick" / "SICK.txt", given.most)
        mrpc(given.data / "mrpc" / "msr_paraphrase_test.txt", given.most)
        rte(given.data / "rte" / "dev.tsv", given.most)
        sts(given.data / "sts2015-headlines" / "data", given.most)
    return 0


if __name__ == "__main__":
    sys.exit(main())
