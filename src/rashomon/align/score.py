"""Do two claims assert one thing? A table of named features, each explained, summed with weights that stand here.

Requirement: a false "same" asserts a corroboration that is not there; doubt is a result.
Requirement: contradiction must stay comparable: a different number, date or a negation makes two claims no less "about
one thing"; whether they agree is judged later.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from rashomon.align.sketch import UNNAMED, Sketch
from rashomon.lang import lines
from rashomon.lang.concepts import concept
from rashomon.model import Evidence

# score in [0, 1]. At or above SAME two claims stand in one point; from UNSURE to SAME the point is marked unsure.
# Chosen on three labelled story triples (docs/alignment.md), for precision.
SAME = 0.62
UNSURE = 0.45
# Weight of shared concepts, names apart, below which two claims have little in common; the rarest word of a story
# weighs 1.
ENOUGH = 1.2


@dataclass(frozen=True)
class Pair:
    """What a feature sees: two sketches, the weights of terms in this story, and the cosine of their sentences."""

    left: Sketch
    right: Sketch
    weight: Mapping[str, float]
    cosine: float
    linked: bool  # parts of versions of one utterance that stand at the same place in it
    same_act: bool  # both tell of the act that an utterance shared by both articles comes from
    office: bool = False  # both say that one person holds one office

    @cached_property
    def masses(self) -> tuple[float, float]:
        """The weight of all concepts of either side."""
        get = self.weight.get
        left, right = (
            sum([w * get(t, 1.0) for t, w in side.terms.items()]) for side in (self.left, self.right)
        )
        return left, right

    @cached_property
    def shared(self) -> dict[str, float]:
        """The concepts of both sides with their weights."""
        theirs, get = self.right.terms, self.weight.get
        return {t: min(w, theirs[t]) * get(t, 1.0) for t, w in self.left.terms.items() if t in theirs}


def words(pair: Pair) -> Evidence:
    """Share of the two claims' weighted concepts that both have (Dice), rare ones in this story counting more."""
    shared = pair.shared
    total = sum(pair.masses)
    score = 2 * sum(shared.values()) / total if total else 0.0
    return Evidence("words", score, ", ".join(sorted(t for t in shared if not t.startswith("@"))))


def contained(pair: Pair) -> Evidence:
    """Share of the shorter claim's weighted concepts that the other has; little is said by fewer than three."""
    shared = pair.shared
    smaller = min(pair.masses)
    enough = min(1.0, len(shared) / 3)
    return Evidence(
        "contained", enough * sum(shared.values()) / smaller if smaller else 0.0, f"{len(shared)} shared"
    )


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
    score = (len(both) / len(either) + len(both) / (min(len(left.entities), len(right.entities)) or 1)) / 2
    if left.agent and left.agent == right.agent:
        score = 0.5 + score / 2
    return Evidence("participants", score if both else -0.5, f"{len(both)} of {len(either)} shared")


def speaker(pair: Pair) -> Evidence:
    """Whether it is asserted by the same mouth; two outlets in their own voice count as one kind."""
    left, right = pair.left.speaker, pair.right.speaker
    if pair.left.own and pair.right.own and pair.left.agent != pair.right.agent:
        return Evidence("speaker", -4.0, "each of himself")
    if left == right:
        return Evidence("speaker", 0.3 if left in {None, UNNAMED} else 1.0, "the same")
    if left is None or right is None:
        return Evidence("speaker", -0.2, "one in the outlet's voice")
    if UNNAMED in {left, right}:
        return Evidence("speaker", -0.3, "one unnamed")
    return Evidence("speaker", -1.0, "two speakers")


def act(pair: Pair) -> Evidence:
    """Telling that somebody spoke is another assertion than what was said, and two such are one only if what was
    said is one, or if they share what else they tell of the occasion."""
    left, right = bool(pair.left.reports), bool(pair.right.reports)
    if pair.same_act:
        return Evidence("act", 1.0, "the act of one shared utterance")
    if left != right:
        return Evidence("act", -0.5, "one tells of an act of speech")
    if not left:
        return Evidence("act", 0.0, "")
    acts = _acts()
    occasion = [
        t for t in pair.shared if not t.startswith("@") and t != pair.left.predicate and t not in acts
    ]
    if len(occasion) >= 2:
        return Evidence("act", 0.0, "the same occasion: " + ", ".join(sorted(occasion)))
    return Evidence("act", -2.0, "two acts of speech")


def substance(pair: Pair) -> Evidence:
    """Names alone make no assertion: some other concept of weight must be shared."""
    shared = pair.shared
    if pair.left.counts and pair.right.counts and counted(pair).score > 0:
        return Evidence("substance", 0.0, "a count")
    mass = sum([v for t, v in shared.items() if not t.startswith("@")])
    return Evidence("substance", min(0.0, mass / ENOUGH - 1), f"{mass:.2f}")


def frame(pair: Pair) -> Evidence:
    """The same predicate with the same words around it, whatever names and figures fill it: a conflict is about one
    thing too."""
    if pair.left.predicate != pair.right.predicate:
        return Evidence("frame", 0.0, "")
    left, right = _frame(pair, pair.left), _frame(pair, pair.right)
    shared = sum(min(w, right[t]) for t, w in left.items() if t in right)
    total = sum(left.values()) + sum(right.values())
    if len(left.keys() & right.keys()) < 2 or not total:
        return Evidence("frame", 0.0, "")
    return Evidence("frame", 2 * shared / total, "")


def _frame(pair: Pair, side: Sketch) -> dict[str, float]:
    return {
        t: w * pair.weight.get(t, 1.0)
        for t, w in side.terms.items()
        if not t.startswith("@") and not any(c.isdigit() for c in t)
    }


def mood(pair: Pair) -> Evidence:
    """What is only supposed ("if …", "whether …") is not what is asserted."""
    return Evidence("mood", -1.0 if pair.left.supposed != pair.right.supposed else 0.0, "")


@lru_cache(maxsize=1)
def _acts() -> frozenset[str]:
    """What an act of speech is called says nothing of which one it was."""
    return frozenset(concept(word) for row in lines("acts") for word in row.split())


def utterance(pair: Pair) -> Evidence:
    """The same part of one quotation."""
    return Evidence("utterance", 1.0 if pair.linked else 0.0, "")


def office(pair: Pair) -> Evidence:
    """One person in one office, by an apposition at least once: see ``offices.py``."""
    return Evidence("office", 1.0 if pair.office else 0.0, "")


def time(pair: Pair) -> Evidence:
    """Whether both are set at one time; a day in the past beside an undated claim is rather another occasion."""
    if not (pair.left.dates or pair.right.dates):
        return Evidence("time", 0.0, "")
    left, right = _values(pair.left), _values(pair.right)
    if left and right:
        return Evidence("time", 0.6 if left & right else -0.3, ", ".join(sorted(left & right)))
    if left or right:
        undated = pair.right if left else pair.left
        return Evidence("time", 0.0 if undated.dates else -0.3, "one dated")
    return Evidence("time", 0.0, "")


def counted(pair: Pair) -> Evidence:
    """Both tell how many of one thing the same thing befell ("killing four", "four people were killed"): the count is
    what they assert, however little else they share."""
    if not (pair.left.counts and pair.right.counts and pair.left.predicate == pair.right.predicate):
        return Evidence("counted", 0.0, "")
    same = pair.left.counts & pair.right.counts or "" in pair.left.counts | pair.right.counts
    return Evidence("counted", 1.0 if same else 0.0, ", ".join(sorted(pair.left.counts | pair.right.counts)))


def occasion(pair: Pair) -> Evidence:
    """ "The last visit", "a previous deal": another occasion than the one told without such a word."""
    if pair.left.occasion == pair.right.occasion:
        return Evidence("occasion", 0.0, "")
    return Evidence("occasion", -1.0, " or ".join(sorted(pair.left.occasion ^ pair.right.occasion)))


def _values(side: Sketch) -> set[str]:
    return {d.value for d in side.dates if d.value and d.type in {"DATE", "TIME"} and d.earliest}


def amounts(pair: Pair) -> Evidence:
    """Whether both give an amount of the same kind of thing; other figures make no other assertion."""
    if not (pair.left.quantities and pair.right.quantities):
        return Evidence("amounts", 0.0, "")
    left = {(q.low, q.high) for q in pair.left.quantities}
    right = {(q.low, q.high) for q in pair.right.quantities}
    return Evidence("amounts", 1.0 if left & right else 0.0, f"{len(left & right)} shared")


FEATURES: Mapping[str, tuple[Callable[[Pair], Evidence], float]] = {
    "words": (words, 3.0),
    "contained": (contained, 2.0),
    "meaning": (meaning, 2.2),
    "predicate": (predicate, 0.9),
    "participants": (participants, 1.0),
    "speaker": (speaker, 0.8),
    "act": (act, 1.6),
    "time": (time, 0.9),
    "occasion": (occasion, 2.2),
    "amounts": (amounts, 0.6),
    "counted": (counted, 3.4),
    "substance": (substance, 2.5),
    "frame": (frame, 1.6),
    "mood": (mood, 1.2),
    "utterance": (utterance, 6.0),
    "office": (office, 6.0),
}
BIAS = -4.4


def score(pair: Pair) -> tuple[float, tuple[Evidence, ...]]:
    """Score in [0, 1], a logistic sum of the features, and the evidence it rests on."""
    evidence = tuple([feature(pair) for feature, _ in FEATURES.values()])
    total = BIAS + sum([e.score * weight for e, (_, weight) in zip(evidence, FEATURES.values(), strict=True)])
    if pair.same_act:
        total = max(total, 1.5)
    return 1 / (1 + math.exp(-total)), evidence
