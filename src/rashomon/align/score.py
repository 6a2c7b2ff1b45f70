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
# Chosen for precision, on what pairs judged one by one come to when they are left out of the fit (docs/alignment.md).
SAME = 0.74
UNSURE = 0.5
# Likeness in [0, 1] by which a pair must be ahead of its rivals to count as the one that is meant.
AHEAD = 0.3
# Characters of a day's value ("2031-05-05"); a month's or year's has fewer and sets no occasion.
DAY = 10
# Log odds, at least, of two claims that tell of the act which one utterance comes from.
TOLD_OF = 1.5
# Weight of shared concepts, names apart, below which two claims have little in common; the rarest word of a story
# weighs 1.
ENOUGH = 1.2


@dataclass(frozen=True)
class Pair:
    """What a feature sees: two sketches, the weights of terms in this story, and the cosine of their vectors."""

    left: Sketch
    right: Sketch
    weight: Mapping[str, float]
    cosine: float
    linked: bool  # parts of versions of one utterance that stand at the same place in it
    same_act: bool  # both tell of the act that an utterance shared by both articles comes from
    office: bool = False  # both say that one person holds one office
    ahead: float = 0.0  # by how much it is more alike than any other pair of the two claims there, in [-1, 1]
    around: float = 0.0  # cosine of the vectors of their whole sentences

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


def setting(pair: Pair) -> Evidence:
    """Share of the weighted concepts of the two sentences that both have (Dice): what is told beside the claim tells
    whether one thing is meant."""
    if _one_sentence(pair):
        return Evidence("setting", 0.0, "one sentence")
    left, right = pair.left.setting, pair.right.setting
    shared = {t: min(w, right[t]) * pair.weight.get(t, 1.0) for t, w in left.items() if t in right}
    total = sum(w * pair.weight.get(t, 1.0) for side in (left, right) for t, w in side.items())
    return Evidence("setting", 2 * sum(shared.values()) / total if total else 0.0, f"{len(shared)} shared")


def _one_sentence(pair: Pair) -> bool:
    left, right = pair.left, pair.right
    return (left.article, left.claim.sentence) == (right.article, right.claim.sentence)


def run(pair: Pair) -> Evidence:
    """Words that stand together in both, three at a time; each more says less."""
    shared = pair.left.runs & pair.right.runs
    return Evidence("run", min(1.0, math.log1p(len(shared)) / 2), f"{len(shared)} runs of three words")


def names(pair: Pair) -> Evidence:
    """How much the names say that both have: those that stand in few claims of the story say more."""
    shared = sum(v for t, v in pair.shared.items() if t.startswith("@"))
    return Evidence("names", min(1.0, math.log1p(shared)), f"{shared:.2f}")


def choice(pair: Pair) -> Evidence:
    """Whether this pair is more alike than any other of the two claims between the same reports."""
    return Evidence("choice", max(-1.0, min(1.0, pair.ahead / AHEAD)), f"ahead by {pair.ahead:.2f}")


def kind(pair: Pair) -> Evidence:
    """Two appositions or two events told by a noun, or two headlines: told in one manner."""
    headlines = pair.left.claim.role == pair.right.claim.role == "title"
    both = pair.left.nominal and pair.right.nominal
    return Evidence(
        "kind",
        1.0 if headlines or both else 0.0,
        "headlines" if headlines else "named by a noun" if both else "",
    )


def meaning(pair: Pair) -> Evidence:
    """Cosine of what the two claims say within their sentences; 0.45 is common among unrelated claims of a story."""
    return Evidence("meaning", max(-1.0, min(1.0, (pair.cosine - 0.45) / 0.4)), f"cosine {pair.cosine:.2f}")


def sentences(pair: Pair) -> Evidence:
    """Cosine of the vectors of the two whole sentences."""
    if _one_sentence(pair):
        return Evidence("sentences", 0.0, "one sentence")
    return Evidence("sentences", max(-1.0, min(1.0, (pair.around - 0.45) / 0.4)), f"cosine {pair.around:.2f}")


def predicate(pair: Pair) -> Evidence:
    """Whether the two predicates name one happening."""
    left, right = pair.left.predicate, pair.right.predicate
    if left == right:
        return Evidence("predicate", 1.0, left)
    if left in pair.right.terms or right in pair.left.terms:
        return Evidence("predicate", 0.5, f"{left}, {right}")
    return Evidence("predicate", -0.5, f"{left} or {right}")


def participants(pair: Pair) -> Evidence:
    """Whether one acts in both, and the same people, places and bodies are named; other actors make another assertion."""
    left, right = pair.left, pair.right
    if left.agent and right.agent and left.agent != right.agent:
        if left.nominal and right.nominal:
            return Evidence("participants", -4.0, "told of two")
        exchanged = left.agent == right.patient and right.agent == left.patient
        return Evidence("participants", -1.0, "roles exchanged" if exchanged else "other actors")
    both = left.entities & right.entities
    if not both:
        return Evidence("participants", -0.5 if left.entities or right.entities else 0.0, "nobody shared")
    share = len(both) / len(left.entities | right.entities)
    acting = left.agent is not None and left.agent == right.agent
    return Evidence("participants", (share + acting) / 2, f"{len(both)} shared")


def happening(pair: Pair) -> Evidence:
    """The same one does the same, and where or to whom is shared too: one thing that happened, told by a verb here and
    by a noun there ("arrived in Ulmen", "her visit to Ulmen")."""
    left, right = pair.left, pair.right
    whole = left.predicate == right.predicate and left.agent is not None and left.agent == right.agent
    others = (left.entities & right.entities) - {left.agent}
    if whole and others and left.nominal != right.nominal and left.occasion == right.occasion:
        return Evidence("happening", 1.0, left.predicate)
    return Evidence("happening", 0.0, "")


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
    if pair.left.agent is not None and pair.left.agent == pair.right.agent:
        occasion += [e for e in pair.left.entities & pair.right.entities if e != pair.left.agent]
        occasion += _values(pair.left) & _values(pair.right)
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


def demand(pair: Pair) -> Evidence:
    """What one asks for is his: the same demand from two is two. One whom a report leaves unnamed may be the other,
    where three words in a row are the same."""
    left, right = pair.left, pair.right
    two = left.speaker is not None and right.speaker is not None and left.speaker != right.speaker
    perhaps_one = UNNAMED in {left.speaker, right.speaker} and bool(left.runs & right.runs)
    if two and not perhaps_one and (left.demands or right.demands):
        return Evidence("demand", -1.0, "two ask for it")
    return Evidence("demand", 0.0, "")


def unnamed(pair: Pair) -> Evidence:
    """What an unnamed official told one outlet is not known to be what one told another."""
    both = pair.left.reports and pair.right.reports and not pair.same_act
    if both and (pair.left.faceless or pair.right.faceless):
        return Evidence("unnamed", -1.0, "one who speaks is not named")
    return Evidence("unnamed", 0.0, "")


def mention(pair: Pair) -> Evidence:
    """A thing that is only named ("the ruling") asserts nothing."""
    sides = [side.mentions for side in (pair.left, pair.right)]
    return Evidence("mention", -float(any(sides)), "only named" if any(sides) else "")


def utterance(pair: Pair) -> Evidence:
    """The same part of one quotation."""
    return Evidence("utterance", 1.0 if pair.linked else 0.0, "")


def office(pair: Pair) -> Evidence:
    """One person in one office, by an apposition at least once: see ``offices.py``."""
    return Evidence("office", 1.0 if pair.office else 0.0, "")


def time(pair: Pair) -> Evidence:
    """Whether both are set at a time, and at one; a day told in one alone is rather another occasion."""
    if not (pair.left.dates or pair.right.dates):
        return Evidence("time", 0.0, "")
    left, right = _values(pair.left), _values(pair.right)
    if left and right:
        return Evidence("time", 1.0 if left & right else 0.6, ", ".join(sorted(left & right)))
    undated = pair.right if left else pair.left
    if any(len(value) >= DAY for value in left | right) and not undated.dates:
        return Evidence("time", -0.2, "one dated")
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
    left, right = (
        {(q.low, q.high, q.unit_normal or q.unit) for q in side.quantities}
        for side in (pair.left, pair.right)
    )
    return Evidence("amounts", 1.0 if left & right else 0.0, f"{len(left & right)} shared")


# Fitted by training/alignment/fit.py, none below its floor there.
FEATURES: Mapping[str, tuple[Callable[[Pair], Evidence], float]] = {
    "setting": (setting, 4.66),
    "meaning": (meaning, 1.28),
    "sentences": (sentences, 0.77),
    "predicate": (predicate, 0.90),
    "participants": (participants, 1.00),
    "happening": (happening, 2.00),
    "speaker": (speaker, 0.68),
    "act": (act, 2.00),
    "time": (time, 1.62),
    "occasion": (occasion, 2.20),
    "amounts": (amounts, 4.93),
    "counted": (counted, 5.00),
    "substance": (substance, 0.68),
    "frame": (frame, 0.30),
    "mood": (mood, 1.06),
    "kind": (kind, 0.38),
    "run": (run, 1.77),
    "names": (names, 0.68),
    "choice": (choice, 0.42),
    "demand": (demand, 2.00),
    "unnamed": (unnamed, 2.00),
    "mention": (mention, 0.53),
    "utterance": (utterance, 2.23),
    "office": (office, 8.30),  # by hand: the rule that pairs them has decided
}
BIAS = -2.76


def score(pair: Pair) -> tuple[float, tuple[Evidence, ...]]:
    """Score in [0, 1], a logistic sum of the features, and the evidence it rests on."""
    evidence = tuple([feature(pair) for feature, _ in FEATURES.values()])
    total = BIAS + sum([e.score * weight for e, (_, weight) in zip(evidence, FEATURES.values(), strict=True)])
    if pair.same_act:
        total = max(total, TOLD_OF)
    return 1 / (1 + math.exp(-total)), evidence
