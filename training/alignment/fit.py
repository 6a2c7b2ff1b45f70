"""Fit the weights by which two claims are scored: labelled stories in, the table of ``score.py`` out.

    python training/alignment/fit.py STORIES.jsonl --labels LABELS.jsonl [LABELS.jsonl …] --judged JUDGED.jsonl

Logistic regression over all proposed pairs of claims of two reports in the labelled stories, and over pairs of other
stories that were judged one by one (docs/labelling.md), which count JUDGED times. A pair of a labelled story is the same
when both claims overlap one labelled point (half of the shorter, as in evals/points_cases.py); a judged one when they
are one assertion or have one in common.

No weight may be below its floor: every feature speaks for one assertion the higher it is, and what keeps other actors,
other occasions and bare acts of speech apart has a floor of its own, since labels count a claim as found that holds one
labelled phrase, whatever else it says. Printed: what stories left out come to, pairs and points, and the weights of all.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).parents[2] / "evals"))

from points import article_of, stories
from points_cases import matched, overlap

from rashomon.align import Tried, tried
from rashomon.align.assemble import assemble
from rashomon.align.score import FEATURES, SAME, UNSURE
from rashomon.annotate import annotate
from rashomon.model import Annotated, Link
from rashomon.models import load_encoder
from rashomon.pipeline import numbered_on

# Least weight of a feature, as it was set by hand before there was enough to fit it on; 0 where not named.
FLOORS = {
    "act": 2.0,
    "demand": 2.0,
    "frame": 0.3,
    "happening": 2.0,
    "occasion": 2.2,
    "office": 6.0,
    "participants": 1.0,
    "predicate": 0.9,
    "speaker": 0.5,
    "unnamed": 2.0,
}
CEILINGS = {"counted": 5.0}  # of the one that too few pairs tell of
JUDGED = 3.0
RIDGE, STEPS = 1.0, 60  # of standardised weights
COMMON = 0.5  # of the shorter passage: what a label and a claim must share
FOLDS = 6  # of judged stories
THRESHOLDS = (0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8)
WEIGHTS = {"same": 1.0, "part": 0.7, "different": 1.0, "unclear": 0.5}


@dataclass(frozen=True, slots=True)
class Story:
    """One story: a row of ``features``, a label and a weight for each pair that is learned from."""

    case: Mapping[str, Any]
    articles: Sequence[Annotated]
    known: Tried
    keys: Sequence[tuple[int, int]]
    features: NDArray[np.float64]
    same: NDArray[np.bool_]
    weight: NDArray[np.float64]
    own: NDArray[np.bool_]  # the pair is of one report


def read(case: Mapping[str, Any], articles: Sequence[Annotated], encoder: Any) -> Story:
    """The pairs of a story with what the labels or the verdicts say of them."""
    known = tried(articles, encoder)
    told = _judged(case, known, articles) if "pairs" in case else None
    touched = None if told is not None else _touched(case, known, articles)
    keys, rows, same, weight = [], [], [], []
    for i, j, pair in known.pairs:
        if told is not None:
            if (i, j) not in told:
                continue
            verdict = told[i, j]
            same.append(verdict in {"same", "part"})
            weight.append(JUDGED * WEIGHTS[verdict])
        elif touched is not None:
            own = pair.left.article == pair.right.article
            same.append(bool(touched[i] & touched[j]))
            weight.append(0.0 if own else 1.0)
        keys.append((i, j))
        rows.append([feature(pair).score for feature, _ in FEATURES.values()])
    own = np.array([known.sketches[i].article == known.sketches[j].article for i, j in keys])
    return Story(case, articles, known, keys, np.array(rows), np.array(same), np.array(weight), own)


def _touched(case: Mapping[str, Any], known: Tried, articles: Sequence[Annotated]) -> list[set[int]]:
    """Of each claim the labelled points it overlaps."""
    origin = {a.article.id: a.article.origin for a in articles}
    return [
        {
            n
            for n, p in enumerate(case["shared"])
            if overlap(p["cells"].get(origin[s.article], []), _spans(s.claim)) >= COMMON
        }
        for s in known.sketches
    ]


def _judged(
    case: Mapping[str, Any], known: Tried, articles: Sequence[Annotated]
) -> dict[tuple[int, int], str]:
    """The verdicts by the places of their claims; those on claims that are cut otherwise now fall away."""
    origin = {a.article.id: a.article.origin for a in articles}
    place = {(origin[s.article], str(_spans(s.claim))): n for n, s in enumerate(known.sketches)}
    found = {}
    for pair in case["pairs"]:
        sides = [place.get((pair[x]["article"], str(pair[x]["spans"]))) for x in ("left", "right")]
        if None not in sides:
            found[min(sides), max(sides)] = pair["verdict"]
    return found


def _spans(claim: Any) -> list[list[int]]:
    return [[s.start, s.end] for s in claim.spans]


def fitted(told: Sequence[Story]) -> tuple[NDArray[np.float64], float]:
    """Weights, none below its floor, and the bias: Newton's steps on the free weights."""
    x = np.vstack([s.features for s in told])
    y = np.concatenate([s.same for s in told]).astype(float)
    w = np.concatenate([s.weight for s in told])
    scale = np.sqrt(np.average((x - np.average(x, axis=0, weights=w)) ** 2, axis=0, weights=w)) + 1e-9
    floor = np.array([FLOORS.get(name, 0.0) for name in FEATURES]) * scale
    given = np.hstack([x / scale, np.ones((len(x), 1))])
    ridge = np.append(np.full(len(scale), RIDGE), 0.0)
    least = np.append(floor, -np.inf)
    share = np.average(y, weights=w)
    at = np.append(floor, np.log(share / (1 - share)))

    def loss(b: NDArray[np.float64]) -> float:
        z = given @ b
        return float((w * (np.logaddexp(0, z) - y * z)).sum() + (ridge * b * b).sum() / 2)

    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-np.clip(given @ at, -30, 30)))
        slope = given.T @ (w * (p - y)) + ridge * at
        free = ~((at <= least) & (slope > 0))
        curve = (given[:, free] * (w * p * (1 - p))[:, None]).T @ given[:, free] + np.diag(ridge[free] + 1e-8)
        step = np.zeros(len(at))
        step[free] = np.linalg.solve(curve, slope[free])
        length, before = 1.0, loss(at)
        while loss(np.maximum(at - length * step, least)) > before and length > 1e-4:
            length /= 2
        at, old = np.maximum(at - length * step, least), at
        if float(np.abs(at - old).max()) < 1e-5:
            break
    most = np.array([CEILINGS.get(name, np.inf) for name in FEATURES])
    return np.minimum(at[:-1] / scale, most), float(at[-1])


def scored(story: Story, others: Sequence[Story]) -> NDArray[np.float64]:
    """The pairs of a story by weights of others."""
    weights, bias = fitted(others)
    return 1 / (1 + np.exp(-(story.features @ weights + bias)))


def points(story: Story, scores: NDArray[np.float64], same: float, unsure: float) -> list[dict[str, Any]]:
    """The certain rows of two reports or more that these scores come to, as the labels write them."""
    claims = [s.claim for s in story.known.sketches]
    links = [
        Link(claims[i].id, claims[j].id, float(p), "same", ())
        for (i, j), p, own in zip(story.keys, scores, story.own, strict=True)
        if not own or p >= same
    ]
    order = {a.article.id: n for n, a in enumerate(story.articles)}
    origin = {a.article.id: a.article.origin for a in story.articles}
    spans = {c.id: _spans(c) for c in claims}
    return [
        {"cells": {origin[a]: [s for c in ids for s in spans[c]] for a, ids in row.cells}}
        for row in assemble(claims, links, order, same=same, unsure=unsure)
        if len(row.cells) > 1 and not row.doubtful
    ]


def touching(left: Sequence[Any], right: Sequence[Any]) -> int:
    """How many on the left match any on the right, each by itself."""
    return sum(bool(matched([point], right)) for point in left)


def average_precision(y: NDArray[np.bool_], p: NDArray[np.float64]) -> float:
    order = y[np.argsort(-p, kind="stable")]
    return float((np.cumsum(order) / np.arange(1, len(order) + 1) * order).sum() / order.sum())


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("stories", type=Path)
    parser.add_argument("--labels", type=Path, nargs="+", required=True)
    parser.add_argument("--judged", type=Path, required=True)
    options = parser.parse_args()
    known, encoder = stories(options.stories), load_encoder()

    def read_all(path: Path) -> list[Story]:
        found = []
        for case in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            articles = numbered_on([annotate(article_of(row)) for row in known[case["story"]]])
            found.append(read(case, articles, encoder))
        return found

    labelled = [story for path in options.labels for story in read_all(path)]
    report(labelled, [s for s in read_all(options.judged) if len(s.keys)])
    return 0


def report(labelled: Sequence[Story], judged: Sequence[Story]) -> None:
    """Print what stories left out come to, and the weights of all."""
    everything = [*labelled, *judged]
    print(
        f"{len(labelled)} stories, {sum(len(s.keys) for s in labelled)} pairs; {len(judged)} with judged pairs"
    )
    held = [scored(s, [o for o in everything if o is not s]) for s in labelled]
    y = np.concatenate([s.same[~s.own] for s in labelled])
    p = np.concatenate([p[~s.own] for s, p in zip(labelled, held, strict=True)])
    print(
        f"labelled, each by weights of all others: average precision of pairs {average_precision(y, p):.3f}"
    )
    count = sum(len(s.case["shared"]) for s in labelled)
    for threshold in THRESHOLDS:
        shown = [
            points(s, p, threshold, threshold * UNSURE / SAME) for s, p in zip(labelled, held, strict=True)
        ]
        right = sum(touching(x, s.case["shared"]) for x, s in zip(shown, labelled, strict=True))
        seen = sum(touching(s.case["shared"], x) for x, s in zip(shown, labelled, strict=True))
        precision = right / max(1, sum(map(len, shown)))
        print(f"  points from {threshold:.2f}: precision {precision:.3f} recall {seen / count:.3f}")
    parts = []
    for fold in range(FOLDS):
        out = judged[fold::FOLDS]
        weights, bias = fitted([s for s in everything if s not in out])
        parts += [(s, 1 / (1 + np.exp(-(s.features @ weights + bias)))) for s in out]
    y = np.concatenate([s.same for s, _ in parts])
    w = np.concatenate([s.weight for s, _ in parts])
    p = np.concatenate([p for _, p in parts])
    print(
        f"judged, {len(y)} pairs, by weights of other folds: average precision {average_precision(y, p):.3f}"
    )
    sure = w != JUDGED * WEIGHTS["unclear"]
    for threshold in THRESHOLDS:
        found = p >= threshold
        print(
            f"  from {threshold:.2f}: {int(found.sum())} pairs, right {y[found].mean():.3f}, "
            f"unclear ones apart {y[found & sure].mean():.3f}"
        )
    weights, bias = fitted(everything)
    for name, weight in zip(FEATURES, weights, strict=True):
        print(f'    "{name}": ({name}, {weight:.2f}),')
    print(f"BIAS = {bias:.2f}")


if __name__ == "__main__":
    sys.exit(main())
