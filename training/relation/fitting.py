"""The small fits over held-out scores: logistic regression, a threshold, temperatures; numpy alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from rashomon.models import relation
from rashomon.similar import Encoder

RIDGE = 0.1  # weight of the squared weights beside the mean loss, features in units of their spread
STEPS = 60
FREE = 1e-6  # the same where one number is fitted to many pairs
GRID = np.exp(np.linspace(-1.5, 2.0, 71))  # temperatures tried


def logistic(
    x: np.ndarray, y: np.ndarray, weight: np.ndarray, ridge: float = RIDGE
) -> tuple[np.ndarray, float]:
    """Weights and bias by Newton's method; examples weighted, features brought to unit spread and back."""
    middle, spread = np.average(x, axis=0, weights=weight), x.std(0) + 1e-9
    z = np.hstack([(x - middle) / spread, np.ones((len(x), 1))])
    w, weight = np.zeros(z.shape[1]), weight / weight.sum()
    penalty = np.diag([ridge] * x.shape[1] + [0.0])
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-np.clip(z @ w, -30, 30)))
        slope = z.T @ (weight * (p - y)) + penalty @ w
        bend = (z.T * (weight * p * (1 - p))) @ z + penalty + 1e-9 * np.eye(len(w))
        w = w - np.linalg.solve(bend, slope)
    return w[:-1] / spread, float(w[-1] - (w[:-1] * middle / spread).sum())


def table_part(x: np.ndarray, y: np.ndarray, weight: np.ndarray) -> tuple[np.ndarray, float]:
    """Weights and bias: the direction with a ridge, then its scale without one, so that probabilities are not shy."""
    w, bias = logistic(x, y, weight)
    scale, more = logistic((x @ w + bias)[:, None], y, weight, FREE)
    return w * scale[0], bias * float(scale[0]) + more


class Remembering:
    """An encoder that reads each text once."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._known: dict[str, np.ndarray] = {}

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        for text in texts:
            if text not in self._known:
                self._known[text] = self._encoder.encode([text])[0]
        return np.stack([self._known[text] for text in texts])


def balanced(y: np.ndarray, said: np.ndarray) -> float:
    """Mean of the two recalls."""
    return float((said[y].mean() + (~said[~y]).mean()) / 2)


def best_threshold(groups: list[tuple[np.ndarray, np.ndarray]]) -> float:
    """The probability from which "the same" is said: the best mean balanced accuracy over (gold, probability) groups;
    of a run of equally good ones the middle."""
    grid = np.linspace(0.01, 0.99, 197)
    means = np.array([np.mean([balanced(y, p >= t) for y, p in groups]) for t in grid])
    good = np.flatnonzero(means >= means.max() - 1e-9)
    return float(grid[good[len(good) // 2]])


def log_share(scores: np.ndarray) -> np.ndarray:
    """Scores to log probabilities along the last axis."""
    moved = scores - scores.max(-1, keepdims=True)
    return moved - np.log(np.exp(moved).sum(-1, keepdims=True))


def gold(row: dict[str, Any]) -> bool | None:
    """Whether one statement holds what the other does; None where the labels leave it open."""
    inside = {name in relation.RELATIONS[: relation.SAME_SIDE] for name in row["relation"] or ()}
    return inside.pop() if len(inside) == 1 else None


def pair_of(row: dict[str, Any]) -> relation.Pair:
    return relation.Pair(row["left"], row["right"], row["question"])


def temperature(rows: list[dict[str, Any]]) -> float:
    """Of the shares within either side, for the rows whose one relation is known."""
    best = (np.inf, 1.0)
    known = [row for row in rows if row["relation"] and len(row["relation"]) == 1]
    for t in GRID:
        loss = 0.0
        for row in known:
            k = relation.RELATIONS.index(row["relation"][0])
            side = (
                slice(None, relation.SAME_SIDE) if k < relation.SAME_SIDE else slice(relation.SAME_SIDE, None)
            )
            loss -= float(log_share(row["log"][side] / t)[k % relation.SAME_SIDE])
        best = min(best, (loss, float(t)))
    return round(best[1], 4)


def stance(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Temperature and biases that make the held stances likely, by gradient descent."""
    scores = np.array([row["stance_scores"] for row in rows])
    y = np.array([relation.STANCES.index(row["stance"][0]) for row in rows])
    scale, bias = 1.0, np.zeros(len(relation.STANCES))
    for _ in range(4000):
        wrong = np.exp(log_share(scores * scale + bias))
        wrong[np.arange(len(y)), y] -= 1
        scale -= 0.05 * float((wrong * scores).sum(1).mean())
        bias -= 0.2 * wrong.mean(0)
    bias -= bias.mean()
    return {"temperature": round(1 / scale, 4), "bias": [round(float(b), 4) for b in bias]}
