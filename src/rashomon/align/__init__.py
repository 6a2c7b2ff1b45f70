"""Articles of one story to an Alignment: one entity, one utterance, one assertion across all of them."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rashomon.align import copies, entities, offices, utterances
from rashomon.align.assemble import POSSIBLE, assemble
from rashomon.align.candidates import parts_of_utterances, propose
from rashomon.align.score import SAME, UNSURE, Pair, score
from rashomon.align.sketch import Sketch, sketch
from rashomon.model import (
    Alignment,
    Annotated,
    Attribution,
    Decision,
    Entity,
    Evidence,
    Link,
    Span,
    Utterance,
)
from rashomon.similar import PartEncoder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Tried", "align", "settings", "tried"]

# How many rejected candidates of a claim are kept for its absence in another article.
NEAREST = 3
# A story of fewer claims is weighed as if it had this many: what two lone sentences share is not thereby common.
FEW = 20


@dataclass(frozen=True, slots=True)
class Tried:
    """What is known of a story before any pair of claims is scored. ``articles`` have the claims that titles make, too;
    ``pairs`` are drawn once, each with the places of its two sketches."""

    articles: Sequence[Annotated]
    entities: tuple[Entity, ...]
    entity_of: Mapping[str, str]
    utterances: tuple[Utterance, ...]
    sketches: Sequence[Sketch]
    pairs: Iterator[tuple[int, int, Pair]]


def tried(articles: Sequence[Annotated], encoder: PartEncoder) -> Tried:
    """Entities and utterances of two or more articles, and the pairs of their claims that are worth scoring."""
    merged, entity_of = entities.merge(articles)
    spoken = utterances.find(articles, entity_of)
    articles, held, titles = offices.find(articles, entity_of)
    names = {e.id: e.name for e in merged}
    sketches = [s for a in articles for s in sketch(a, entity_of, names)]
    linked, same_act = parts_of_utterances(articles, spoken, sketches)
    place = {s.claim.id: n for n, s in enumerate(sketches)}
    office = frozenset((min(p), max(p)) for p in ([place[c] for c in pair] for pair in held))

    def pairs() -> Iterator[tuple[int, int, Pair]]:
        vectors, around = _vectors(articles, sketches, encoder)
        weight = term_weights(sketches)
        for i, j, cosine, ahead in propose(sketches, vectors, weight, forced=linked | same_act | office):
            left, right = sketches[i], sketches[j]
            key = (i, j)
            if key not in office and {left.claim.id, right.claim.id} & titles:
                continue  # a title is an assertion only beside an apposition of the same office
            yield (
                i,
                j,
                Pair(
                    left,
                    right,
                    weight,
                    cosine,
                    linked=key in linked,
                    same_act=key in same_act,
                    office=key in office,
                    ahead=ahead,
                    around=float(around[i] @ around[j]),
                ),
            )

    return Tried(articles, merged, entity_of, spoken, sketches, pairs())


def align(articles: Sequence[Annotated], encoder: PartEncoder) -> Alignment:
    """Entities, utterances and rows over two or more articles whose annotation ids are unique among them."""
    known = tried(articles, encoder)
    articles, sketches, entity_of = known.articles, known.sketches, known.entity_of
    # What was said settles whether two reports of speech are one: those are scored again once the rest is known.
    speaker = {q.id: _speaker(a, q, entity_of) for a in articles for q in a.attributions}
    same_said: set[frozenset[str | None]] = set()
    acts: list[tuple[int, int, Pair]] = []
    scores: dict[tuple[int, int], float] = {}
    told: dict[tuple[int, int], tuple[Evidence, ...]] = {}
    for i, j, pair in known.pairs:
        value, evidence = score(pair)
        scores[i, j] = value
        if value >= POSSIBLE:
            told[i, j] = evidence
        if value >= SAME:
            same_said.add(frozenset((pair.left.claim.attribution, pair.right.claim.attribution)))
        if pair.left.names_act and pair.right.names_act and not _two_speakers(pair, speaker):
            acts.append((i, j, pair))  # "he said" and "she added" tell of no act that could be found again
    for i, j, pair in acts:
        if any(frozenset((q, r)) in same_said for q in pair.left.reports for r in pair.right.reports):
            scores[i, j], told[i, j] = score(replace(pair, same_act=True))
    links: list[Link] = []
    nearest: dict[tuple[str, str], list[tuple[float, str]]] = {}
    for (i, j), value in scores.items():
        left, right = sketches[i], sketches[j]
        decision: Decision = "same" if value >= SAME else "unsure" if value >= UNSURE else "different"
        if left.article != right.article:
            _keep(nearest.setdefault((left.claim.id, right.article), []), value, right.claim.id)
            _keep(nearest.setdefault((right.claim.id, left.article), []), value, left.claim.id)
        elif decision != "same":
            continue  # within an article only a plain repetition is joined
        if value >= POSSIBLE:  # the rest is known by being no link
            links.append(Link(left.claim.id, right.claim.id, value, decision, told[i, j]))
    order = {a.article.id: n for n, a in enumerate(articles)}
    return Alignment(
        articles=tuple(articles),
        entities=known.entities,
        entity_of=entity_of,
        utterances=known.utterances,
        rows=assemble([s.claim for s in sketches], links, order),
        copies=copies.find(articles),
        rejected={
            key: tuple((claim, -below) for below, claim in sorted(found)[:NEAREST])
            for key, found in nearest.items()
        },
    )


def _vectors(
    articles: Sequence[Annotated], sketches: Sequence[Sketch], encoder: PartEncoder
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Of each claim the vector of what it says within its sentence, and that of the sentence: from the first word of its
    claims to the last. Sentences of the same words are read once."""
    import numpy as np

    texts = {a.article.id: a.article.text for a in articles}
    held: dict[tuple[str, int], list[int]] = {}
    for n, s in enumerate(sketches):
        held.setdefault((s.article, s.claim.sentence), []).append(n)
    parts: dict[str, list[tuple[int, list[Span]]]] = {}
    for (article, _), places in held.items():
        claims = [sketches[n].claim.spans for n in places]
        low, high = min(spans[0].start for spans in claims), max(spans[-1].end for spans in claims)
        parts.setdefault(texts[article][low:high], []).extend(
            (n, [Span(s.start - low, s.end - low) for s in spans])
            for n, spans in zip(places, claims, strict=True)
        )
    claim_rows: list[NDArray[np.float32]] = [np.empty(0, np.float32)] * len(sketches)
    sentence_rows = list(claim_rows)
    for text, found in parts.items():
        whole, *rows = encoder.encode_parts(text, [spans for _, spans in found])
        for (n, _), row in zip(found, rows, strict=True):
            claim_rows[n], sentence_rows[n] = row, whole
    return np.array(claim_rows), np.array(sentence_rows)


def _keep(best: list[tuple[float, str]], value: float, claim: str) -> None:
    """Add a candidate as (minus its score, id); only the best few are kept when there are many."""
    best.append((-value, claim))
    if len(best) > 4 * NEAREST:
        best.sort()
        del best[NEAREST:]


def _speaker(annotated: Annotated, attribution: Attribution, entity_of: Mapping[str, str]) -> str | None:
    """The story's entity, else the words that stand for the source; None when there are none."""
    entity = entity_of.get(attribution.source.entity or "")
    if entity is not None:
        return entity
    span = attribution.source.span
    return span.of(annotated.article.text).casefold() if span else None


def _two_speakers(pair: Pair, speaker: Mapping[str, str | None]) -> bool:
    """Whether two reports of speech name different speakers."""
    left = {s for q in pair.left.reports if (s := speaker[q])}
    right = {s for q in pair.right.reports if (s := speaker[q])}
    return bool(left and right and not left & right)


def term_weights(sketches: Sequence[Sketch]) -> Mapping[str, float]:
    """Weight of each concept in this story: ln((1 + claims) / (1 + claims that hold it)) scaled to at most 1."""
    counts = Counter(t for s in sketches for t in s.terms)
    claims = max(len(sketches), FEW)
    top = math.log(1 + claims)
    return {t: math.log((1 + claims) / (1 + n)) / top for t, n in counts.items()}


def settings() -> tuple[tuple[str, float], ...]:
    """The thresholds that shaped an alignment, for the result's ``settings``."""
    return (("same", SAME), ("unsure", UNSURE))
