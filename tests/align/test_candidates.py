"""Which pairs are worth scoring."""

from __future__ import annotations

import numpy as np
import pytest

from compare.builder import Report, utterance
from rashomon.align.candidates import PER_ARTICLE, parts_of_utterances, propose
from rashomon.align.sketch import Sketch, sketch
from rashomon.model import Claim, HopRole, Span, Utterance

NONE: frozenset[tuple[int, int]] = frozenset()


def bare(article: str, number: int, terms: str) -> Sketch:
    claim = Claim(f"{article}c{number}", article, (Span(0, 9),), "outlet", None, False, False, "body")
    return Sketch(
        claim=claim,
        terms=dict.fromkeys(terms.split(), 1.0),
        entities=frozenset(),
        agent=None,
        patient=None,
        predicate="",
        speaker=None,
        dates=(),
        quantities=(),
        reports=(),
        occasion=frozenset(),
        supposed=False,
        counts=frozenset(),
        own=False,
        names_act=False,
    )


def far(count: int) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    """Vectors of which no two are alike."""
    return np.eye(count, dtype=np.float32)


def pairs(sketches: list[Sketch], vectors: np.ndarray[tuple[int, int], np.dtype[np.float32]] | None = None,
          forced: frozenset[tuple[int, int]] = NONE) -> list[tuple[int, int]]:  # fmt: skip
    given = far(len(sketches)) if vectors is None else vectors
    return [(i, j) for i, j, _, _ in propose(sketches, given, {}, forced=forced)]


def test_nothing_from_nothing() -> None:
    assert pairs([]) == []


def test_in_order_with_the_cosine() -> None:
    sketches = [bare("a1", 1, "weir"), bare("a2", 1, "boat"), bare("a1", 2, "mill")]
    vectors = np.asarray([[1, 0], [0.6, 0.8], [0, 1]], dtype=np.float32)
    made = list(propose(sketches, vectors, {}, forced=NONE))
    assert [(i, j) for i, j, _, _ in made] == [(0, 1), (1, 2)]
    assert [c for _, _, c, _ in made] == pytest.approx([0.6, 0.8])


def test_ahead_of_any_rival() -> None:
    """The one pair that is alike is ahead by that; its rivals are behind by as much."""
    sketches = [bare("a1", 1, "weir"), bare("a2", 1, "weir"), bare("a2", 2, "boat")]
    ahead = {(i, j): a for i, j, _, a in propose(sketches, far(3), {}, forced=NONE)}
    assert ahead[0, 1] == pytest.approx(0.5)
    assert ahead[0, 2] == pytest.approx(-0.5)


def test_two_as_good_are_not_ahead() -> None:
    sketches = [bare("a1", 1, "weir"), bare("a2", 1, "weir"), bare("a2", 2, "weir")]
    assert [a for *_, a in propose(sketches, far(3), {}, forced=frozenset({(0, 1), (0, 2)}))][:2] == [0, 0]


def test_a_bounded_number_each() -> None:
    many = [bare("a1", n, f"only{n}") for n in range(60)] + [bare("a2", n, f"other{n}") for n in range(60)]
    held: dict[int, int] = dict.fromkeys(range(120), 0)
    for i, j in pairs(many):
        held[i] += 1
        held[j] += 1
    assert len(pairs(many)) <= 120 * 2 * PER_ARTICLE
    assert min(held.values()) >= PER_ARTICLE


ONE, OTHER = 20, 71


def crowd(one: str = "mill", other: str = "gate") -> list[Sketch]:
    """Forty claims in each of two articles that share a common word, and one in each that does not, far from the
    first: more than are kept."""
    sketches = [bare(f"a{1 + n // 41}", n, f"weir own{n}") for n in range(82)]
    sketches[ONE], sketches[OTHER] = bare("a1", ONE, one), bare("a2", OTHER, other)
    return sketches


def test_in_a_crowd_not_every_pair_is_tried() -> None:
    assert (ONE, OTHER) not in pairs(crowd())


def test_a_shared_rare_concept_finds_it() -> None:
    sketches = crowd("rare weir", "rare weir")
    weight = {"weir": 0.01, "rare": 1.0}
    assert (ONE, OTHER) in {(i, j) for i, j, _, _ in propose(sketches, far(82), weight, forced=NONE)}


def test_nearness_of_meaning_finds_it() -> None:
    vectors = far(82)
    vectors[OTHER] = vectors[ONE]
    assert (ONE, OTHER) in pairs(crowd(), vectors)


def test_what_is_forced_is_always_there() -> None:
    assert (ONE, OTHER) in pairs(crowd(), forced=frozenset({(ONE, OTHER)}))


def test_within_an_article_only_nearly_the_same_words() -> None:
    same, near, far_off = (
        bare("a1", 1, "weir break flood"),
        bare("a1", 2, "weir break flood"),
        bare("a1", 3, "weir sink"),
    )
    assert pairs([same, near, far_off]) == [(0, 1)]


# ------------------------------------------------------------ parts of utterances

SAID = (
    "Orvin:PROPN:nsubj:2 wrote:VERB:ROOT in:ADP:prep:2 the:DET:det:5 Gazette:PROPN:pobj:3 that:SCONJ:mark:8 "
    "weirs:NOUN:nsubj:8 leak:VERB:ccomp:2 and:CCONJ:cc:8 mills:NOUN:nsubj:11 {}:VERB:conj:8 ~.:PUNCT:punct"
)


def spoken(id: str, last: str = "flood", hop: HopRole = "medium") -> Report:
    """Claims: the act, "weirs leak", "mills flood"."""
    made = Report(id, SAID.format(last))
    words = f"weirs leak and mills {last}"
    said = made.said(words, cue="wrote", hops=[(hop, "Gazette")])
    made.claim("Orvin wrote in the Gazette")
    made.claim("weirs leak", predicate="leak", by=said)
    made.claim(f"mills {last}", predicate=last, by=said)
    return made


def parts(
    *reports: Report, versions: Utterance | None = None
) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    annotated = [r.annotated() for r in reports]
    sketches = [s for a in annotated for s in sketch(a, {}, {})]
    both = versions or utterance(*(q for r in reports for q in r.attributions))
    linked, acts = parts_of_utterances(annotated, [both], sketches)
    ids = [s.claim.id for s in sketches]
    return {(ids[i], ids[j]) for i, j in linked}, {(ids[i], ids[j]) for i, j in acts}


def test_the_same_parts_and_the_act() -> None:
    linked, acts = parts(spoken("a1"), spoken("a2"))
    assert linked == {("a1c2", "a2c2"), ("a1c3", "a2c3")}
    assert acts == {("a1c1", "a2c1")}


def test_other_parts_are_not_the_same() -> None:
    linked, _ = parts(spoken("a1"), spoken("a2", "prosper"))
    assert ("a1c2", "a2c2") in linked
    assert ("a1c2", "a2c3") not in linked


def test_an_act_that_no_text_names_is_not_paired() -> None:
    _, acts = parts(spoken("a1"), spoken("a2", hop="outlet"))
    assert acts == set()


def test_versions_in_one_article_pair_nothing() -> None:
    a = spoken("a1")
    again = a.said("mills flood", cue="wrote", hops=[("medium", "Gazette")])
    linked, acts = parts(a, versions=utterance(a.attributions[0], again))
    assert (linked, acts) == (set(), set())
