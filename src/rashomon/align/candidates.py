"""Which pairs of claims are worth scoring: a bounded number for each claim.

Candidates come from shared rare concepts, from nearness of meaning, and from utterances that both articles carry.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from rashomon.align.sketch import Sketch
from rashomon.model import Annotated, Attribution, Span, Utterance
from rashomon.similar import grams

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Candidates kept for a claim in each other article, by either way of looking. Effect of more: slower, no new links on
# the labelled triples.
PER_ARTICLE = 8
# Two claims of one article are tried only if this share of their weighted concepts is common (Dice).
REPEATED = 0.6
# A concept that more claims than this hold proposes no pair: it would propose too many, and says little.
COMMON = 120
# Two parts of versions of one utterance are the same part when this share of their letter 4-grams is common (Dice).
SAME_PART = 0.5


def propose(
    sketches: Sequence[Sketch],
    vectors: NDArray[np.float32],
    weight: Mapping[str, float],
    *,
    forced: frozenset[tuple[int, int]],
) -> Iterator[tuple[int, int, float, float]]:
    """Pairs (i < j) in order, with their cosine and how far they are ahead of their rivals. Pairs within one article
    are proposed only if nearly the same words, and have none."""
    import numpy as np

    if not sketches:
        return
    cosines = vectors @ vectors.T
    lexical = _lexical(sketches, weight)
    by_article: dict[str, list[int]] = defaultdict(list)
    for i, s in enumerate(sketches):
        by_article[s.article].append(i)
    wanted: set[tuple[int, int]] = set(forced)
    ahead = np.zeros_like(lexical)
    headline = np.array([s.claim.role == "title" for s in sketches])
    for article, own in by_article.items():
        for other, theirs in by_article.items():
            if article == other:
                continue
            block, columns = np.ix_(own, theirs), np.asarray(theirs)
            alike_here = (np.maximum(0.0, cosines[block]) + lexical[block]) / 2
            ahead[block] = alike_here - np.maximum(
                _best_rival(alike_here, repeats=headline[theirs]),
                _best_rival(alike_here.T, repeats=headline[own]).T,
            )
            for alike in (cosines[block], lexical[block]):
                best = columns[np.argsort(-alike, axis=1, kind="stable")[:, :PER_ARTICLE]]
                for i, found in zip(own, best.tolist(), strict=True):
                    wanted.update((i, j) if i < j else (j, i) for j in found)
        inside = lexical[np.ix_(own, own)]
        for n, i in enumerate(own):
            repeats = [(-inside[n, m], own[m]) for m in np.flatnonzero(inside[n] >= REPEATED) if m > n]
            wanted.update((i, j) for _, j in sorted(repeats)[:PER_ARTICLE])
    for i, j in sorted(wanted):
        yield i, j, float(cosines[i, j]), float(ahead[i, j])


def _best_rival(alike: NDArray[np.float64], *, repeats: NDArray[np.bool_]) -> NDArray[np.float64]:
    """(n, m): the likeness of the best other column of each row; a headline's, which says again what the text says, is
    no rival."""
    import numpy as np

    rivals = np.where(repeats, 0.0, alike)
    if rivals.shape[1] == 1:
        return np.zeros_like(rivals)
    two = np.sort(rivals, axis=1)[:, -2:]
    return np.where((rivals >= two[:, 1:]) & ~repeats, two[:, :1], two[:, 1:])


def _lexical(sketches: Sequence[Sketch], weight: Mapping[str, float]) -> NDArray[np.float64]:
    """(n, n): weighted Dice of the concepts of every pair."""
    import numpy as np

    holders: dict[str, list[int]] = defaultdict(list)
    for i, s in enumerate(sketches):
        for term in s.terms:
            holders[term].append(i)
    mass = np.array([sum(w * weight.get(t, 1.0) for t, w in s.terms.items()) for s in sketches])
    overlap = np.zeros((len(sketches), len(sketches)))
    for term, places in holders.items():
        if 1 < len(places) <= COMMON:
            held = np.array([sketches[i].terms[term] for i in places])
            overlap[np.ix_(places, places)] += 2 * np.minimum.outer(held, held) * weight.get(term, 1.0)
    total = np.add.outer(mass, mass)
    total[total == 0] = 1.0
    overlap /= total
    return overlap


def parts_of_utterances(
    articles: Sequence[Annotated], utterances: Sequence[Utterance], sketches: Sequence[Sketch]
) -> tuple[frozenset[tuple[int, int]], frozenset[tuple[int, int]]]:
    """Pairs of claims that are the same part of one utterance, and pairs that tell of the act it comes from."""
    said = {q.id: q for a in articles for q in a.attributions}
    texts = {a.article.id: a.article.text for a in articles}
    inside: dict[str, list[int]] = defaultdict(list)
    tells: dict[str, list[int]] = defaultdict(list)
    for i, s in enumerate(sketches):
        if s.claim.attribution:
            inside[s.claim.attribution].append(i)
        for attribution in s.reports:
            tells[attribution].append(i)
    linked: set[tuple[int, int]] = set()
    acts: set[tuple[int, int]] = set()
    for utterance in utterances:
        for a, left in enumerate(utterance.versions):
            for right in utterance.versions[a + 1 :]:
                if said[left].article == said[right].article:
                    continue
                for i in inside[left]:
                    for j in inside[right]:
                        if _same_part(sketches[i], sketches[j], texts):
                            linked.add((min(i, j), max(i, j)))
                one, other = (
                    _act(said[left], tells[left], sketches),
                    _act(said[right], tells[right], sketches),
                )
                if one is not None and other is not None:
                    acts.add((min(one, other), max(one, other)))
    return frozenset(linked), frozenset(acts)


def _same_part(left: Sketch, right: Sketch, texts: Mapping[str, str]) -> bool:
    a = grams(_words(left, texts), sizes=(4,))
    b = grams(_words(right, texts), sizes=(4,))
    return 2 * sum((a & b).values()) >= SAME_PART * (sum(a.values()) + sum(b.values()))


def _words(sketch: Sketch, texts: Mapping[str, str]) -> str:
    return " ".join(s.of(texts[sketch.article]) for s in sketch.claim.spans).casefold()


def _act(attribution: Attribution, tells: Sequence[int], sketches: Sequence[Sketch]) -> int | None:
    """The claim that names the act or its medium, if the text names one."""
    named: list[Span] = [h.span for role in ("medium", "act") for h in attribution.chain if h.role == role]
    for span in named:
        for i in tells:
            if any(s.contains(span) for s in sketches[i].claim.spans):
                return i
    return None
