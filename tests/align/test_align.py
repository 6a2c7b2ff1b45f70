"""Whole alignments of reports built by hand, with an encoder that sees words alone."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module

import numpy as np
import pytest
from numpy.typing import NDArray

from compare.builder import Report
from rashomon.align import NEAREST, align, settings
from rashomon.align.score import SAME, UNSURE
from rashomon.model import Alignment, Span


class Words:
    """A dimension a word: texts are as near as the words they share."""

    def __init__(self) -> None:
        self._known: dict[str, int] = {}

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows = np.zeros((len(texts), 500), dtype=np.float32)
        for n, text in enumerate(texts):
            for word in text.casefold().split() or [""]:
                rows[n, self._known.setdefault(word, len(self._known))] = 1
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)

    def encode_parts(self, text: str, parts: Sequence[Sequence[Span]]) -> NDArray[np.float32]:
        return self.encode([text, *(" ".join(s.of(text) for s in part) for part in parts)])


WEIR = (
    "{0}:PROPN:nsubj:2 closed:VERB:ROOT::close the:DET:det:6 rotten:ADJ:amod:6 river:NOUN:compound:6 weir:NOUN:dobj:2 "
    "before:ADP:prep:2 the:DET:det:9 flood:NOUN:pobj:7 ~.:PUNCT:punct"
)
FAIR = "Bakers:NOUN:nsubj:2 sold:VERB:ROOT::sell honey:NOUN:compound:4 cakes:NOUN:dobj:2 at:ADP:prep:2 noon:NOUN:pobj:5 ~.:PUNCT:punct"
WOLF = "A:DET:det:2 wolf:NOUN:nsubj:3 crossed:VERB:ROOT::cross the:DET:det:6 snowy:ADJ:amod:6 pass:NOUN:dobj:3 ~.:PUNCT:punct"


def report(id: str, *sentences: str) -> Report:
    made = Report(id, *sentences)
    for n, span in enumerate(made.parse.sentences):
        words = span.of(made.text)
        made.claim(words, nth=sum(s.of(made.text) == words for s in made.parse.sentences[:n]))
    return made


def weir(id: str, *rest: str, who: str = "Tilda") -> Report:
    made = report(id, WEIR.format(who), *rest)
    made.name(who)
    return made


def run(*reports: Report) -> Alignment:
    return align([r.annotated() for r in reports], Words())


def cells(alignment: Alignment) -> list[tuple[str, ...]]:
    return [tuple(c for _, ids in row.cells for c in ids) for row in alignment.rows]


def test_one_assertion_in_two_reports() -> None:
    made = run(weir("a1", FAIR), weir("a2", WOLF))
    assert cells(made) == [("a1c1", "a2c1"), ("a1c2",), ("a2c2",)]
    (link,) = made.rows[0].links
    assert link.score >= SAME
    assert link.decision == "same"
    assert {e.feature for e in link.evidence} >= {"setting", "meaning", "participants"}


def test_every_claim_stands_in_one_row() -> None:
    made = run(weir("a1", FAIR, WOLF), weir("a2", WOLF), weir("a3", FAIR, FAIR))
    ids = [c for row in cells(made) for c in row]
    assert sorted(ids) == sorted(c.id for a in made.articles for c in a.claims)


def test_another_actor_is_another_assertion_or_in_doubt() -> None:
    made = run(weir("a1", FAIR), weir("a2", WOLF, who="Orvin"))
    same = [r for r in made.rows if len(r.cells) == 2 and not r.doubtful]
    alike = run(weir("a1", FAIR), weir("a2", WOLF))
    scores = [x.rejected["a1c1", "a2"][0][1] for x in (made, alike)]
    assert scores[0] < scores[1]
    assert len(same) <= 1


def test_a_repetition_within_an_article_joins() -> None:
    made = run(report("a1", FAIR, WOLF, FAIR), report("a2", WEIR.format("Tilda")))
    assert ("a1c1", "a1c3") in cells(made)


def test_within_an_article_doubt_joins_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_module("rashomon.align"), "score", lambda pair: ((UNSURE + SAME) / 2, ()))
    made = run(report("a1", FAIR, FAIR), report("a2", WOLF))
    assert any(row.doubtful for row in made.rows)
    assert all(len(ids) == 1 for row in made.rows for _, ids in row.cells)


def test_the_nearest_rejected_are_kept_best_first() -> None:
    made = run(report("a1", FAIR), report("a2", *[WOLF] * 2, FAIR, WEIR.format("Tilda"), WOLF))
    near = made.rejected["a1c1", "a2"]
    assert len(near) == NEAREST
    assert near[0][0] == "a2c3"
    assert [s for _, s in near] == sorted((s for _, s in near), reverse=True)
    assert all(0 <= s <= 1 for _, s in near)


def test_entities_become_the_storys() -> None:
    made = run(weir("a1"), weir("a2"))
    (entity,) = made.entities
    assert (entity.name, [m.article for m in entity.mentions]) == ("Tilda", ["a1", "a2"])
    assert set(made.entity_of.values()) == {entity.id}


WARNED = (
    "the:DET:det:8 rotten:ADJ:amod:8 river:NOUN:compound:8 weir:NOUN:nsubj:9 flooded:VERB:ccomp:2:flood "
    "seven:NUM:nummod:11 mills:NOUN:dobj:9"
)
FED = (
    "a:DET:det:8 young:ADJ:amod:8 harbour:NOUN:compound:8 clerk:NOUN:nsubj:9 fed:VERB:ccomp:2:feed "
    "nine:NUM:nummod:11 geese:NOUN:dobj:9"
)


def said(
    id: str, cue: str, place: str, content: str = WARNED, who: str = "Tilda", *, named: bool = True
) -> Report:
    """Claims: who spoke where; what was said."""
    made = Report(
        id,
        f"{who}:PROPN:nsubj:2 {cue}:VERB:ROOT in:ADP:prep:2 {place}:PROPN:pobj:3 {content} ~.:PUNCT:punct",
    )
    words = " ".join(w.split(":")[0] for w in content.split())
    by = made.said(words, by=made.name(who), source=who, cue=cue, hops=[("medium", place)] if named else ())
    made.claim(f"{who} {cue} in {place}", predicate=cue)
    made.claim(words, predicate=words.split()[4], by=by)
    return made


def test_two_lone_sentences() -> None:
    """All that they share stands in every claim of the story, and counts for all that."""
    assert cells(run(weir("a1"), weir("a2"))) == [("a1c1", "a2c1")]
    assert cells(run(report("a1", WOLF), report("a2", FAIR))) == [("a1c1",), ("a2c1",)]


def test_two_reports_of_speech_are_one_if_what_was_said_is() -> None:
    together = cells(run(said("a1", "warned", "Ulmen"), said("a2", "wrote", "Varne")))
    assert together == [("a1c1", "a2c1"), ("a1c2", "a2c2")]


def test_an_act_that_is_not_named_cannot_be_found_again() -> None:
    one, other = said("a1", "warned", "Ulmen", named=False), said("a2", "wrote", "Varne", named=False)
    assert cells(run(one, other)) == [("a1c1",), ("a1c2", "a2c2"), ("a2c1",)]


def test_two_speakers_of_one_thing_speak_twice() -> None:
    made = cells(run(said("a1", "warned", "Ulmen"), said("a2", "wrote", "Varne", who="Orvin")))
    assert ("a1c2", "a2c2") in made
    assert ("a1c1", "a2c1") not in made


def test_two_reports_of_other_words_stay_two() -> None:
    apart = cells(run(said("a1", "warned", "Ulmen"), said("a2", "warned", "Varne", FED)))
    assert apart == [("a1c1",), ("a1c2",), ("a2c1",), ("a2c2",)]


def test_no_claims_at_all() -> None:
    made = align([Report("a1", FAIR).annotated(), Report("a2", WOLF).annotated()], Words())
    assert (made.rows, made.entities, made.utterances) == ((), (), ())


def test_thresholds_are_told() -> None:
    assert dict(settings()) == {"same": SAME, "unsure": UNSURE}
