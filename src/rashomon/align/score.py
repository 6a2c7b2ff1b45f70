"""Do two claims assert one thing? A table of named features, each explained, summed with weights that stand here.

Requirement: a false "same" asserts a corroboration that is not there; doubt is a result.
Requirement: contradiction must stay comparable: a different number, date or a negation makes two claims no less "about
one thing"; whether they agree is judged later.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from rashomon.align.sketch import UNNAMED, Sketch
from rashomon.model import Evidence

# score in [0, 1]. At or above SAME two claims stand in one point; from UNSURE to SAME the point is marked unsure.
# Chosen on three labelled story triples (docs/alignment.md), for precision.
SAME = 0.62
UNSURE = 0.45


@dataclass(frozen=True, slots=True)
class Pair:
    """What a feature sees: two sketches, the weights of terms in this story, and the cosine of their sentences."""

    left: Sketch
    right: Sketch
    weight: Mapping[str, float]
    cosine: float
    linked: bool  # parts of versions of one utterance that stand at the same place in it
    same_act: bool  # both tell of the act that an utterance shared by both articles comes from


def _mass(pair: Pair, side: Sketch) -> float:
    return sum(w * pair.weight.get(t, 1.0) for t, w in side.terms.items())


def _shared(pair: Pair) -> dict[str, float]:
    return {
        t: min(w, pair.right.terms[t]) * pair.weight.get(t, 1.0)
        for t, w in pair.left.terms.items()
        if t in pair.right.terms
    }


def words(pair: Pair) -> Evidence:
    """Share of the two claims' weighted concepts that both have (Dice), rare ones in this story counting more."""
    shared = _shared(pair)
    total = _mass(pair, pair.left) + _mass(pair, pair.right)
    score = 2 * sum(shared.values()) / total if total else 0.0
    return Evidence("words", score, ", ".join(sorted(t for t in shared if not t.startswith("@"))))


def contained(pair: Pair) -> Evidence:
    """Share of the shorter claim's weighted concepts that the other has; little is said by fewer than three."""
    shared = _shared(pair)
    smaller = min(_mass(pair, pair.left), _mass(pair, pair.right))
    enough = min(1.0, len(shared) / 3)
    return Evidence("contained", enough * sum(shared.values()) / smaller if smaller else 0.0, f"{len(shared)} shared")


def meaning(pair: Pair) -> Evidence:
    """Cosine of the two sentence vectors, names put in for pronouns; 0.45 is common among unrelated claims of a story."""
    return Evidence("meaning", max(-1.0, min(1.0, (pair.cosine - 0.45) / 0.4)), f"cosine {pair.cosine:.2f}")


def predicate(pair: Pair) -> Evidence:
    """Whether the two predicates name one happening."""
    left, right = pair.left.predicate, pair.right.predicate
    if left == right:
        return Evidence("predicate", 1.0, left)
    if left in pair.right.terms or right in pair.left.terms:
        return Evidence("predicate", 0.5, f"{left}, {right}")
    return Evidence("predicate", -0.5, f"{left} or {right}")


def participants(pair: Pair) -> Evidence:
    """Whether the same people, places and bodies act and are acted upon."""
    left, right = pair.left, pair.right
    if left.agent and right.agent and left.agent != right.agent:
        if left.agent == right.patient and right.agent == left.patient:
            return Evidence("participants", -1.0, "roles exchanged")
        return Evidence("participants", -1.0, "other actors")
    both = left.entities & right.entities
    either = left.entities | right.entities
    if not either:
        return Evidence("participants", 0.0, "nobody named")
    score = len(both) / len(either)
    if left.agent and left.agent == right.agent:
        score = 0.5 + score / 2
    return Evidence("participants", score if both else -0.5, f"{len(both)} of {len(either)} shared")


def speaker(pair: Pair) -> Evidence:
    """Whether it is asserted by the same mouth; two outlets in their own voice count as one kind."""
    left, right = pair.left.speaker, pair.right.speaker
    if left == right:
        return Evidence("speaker", 0.3 if left in {None, UNNAMED} else 1.0, "the same")
    if left is None or right is None:
        return Evidence("speaker", -0.2, "one in the outlet's voice")
    if UNNAMED in {left, right}:
        return Evidence("speaker", -0.3, "one unnamed")
    return Evidence("speaker", -1.0, "two speakers")


def act(pair: Pair) -> Evidence:
    """Telling that somebody spoke is another assertion than what was said."""
    left, right = bool(pair.left.reports), bool(pair.right.reports)
    if pair.same_act:
        return Evidence("act", 1.0, "the act of one shared utterance")
    return Evidence("act", -0.5 if left != right else 0.0, "")


def utterance(pair: Pair) -> Evidence:
    """The same part of one quotation."""
    return Evidence("utterance", 1.0 if pair.linked else 0.0, "")


FEATURES: Mapping[str, tuple[Callable[[Pair], Evidence], float]] = {
    "words": (words, 3.0),
    "contained": (contained, 2.0),
    "meaning": (meaning, 2.2),
    "predicate": (predicate, 0.9),
    "participants": (participants, 1.0),
    "speaker": (speaker, 0.8),
    "act": (act, 1.6),
    "utterance": (utterance, 6.0),
}
BIAS = -4.4


def score(pair: Pair) -> tuple[float, tuple[Evidence, ...]]:
    """Score in [0, 1], a logistic sum of the features, and the evidence it rests on."""
    evidence = tuple(feature(pair) for feature, _ in FEATURES.values())
    total = BIAS + sum(e.score * weight for e, (_, weight) in zip(evidence, FEATURES.values(), strict=True))
    if pair.same_act:
        total = max(total, 1.5)
    return 1 / (1 + math.exp(-total)), evidence
