"""What a claim says verb by verb, and what it denies."""

from __future__ import annotations

from compare.builder import Report, row, story
from rashomon.compare.assertions import Said, said
from rashomon.compare.context import Context


def verbs(words: str, claim: str | None = None) -> dict[str, Said]:
    """The verbs of a claim of one sentence, by their words."""
    a, b = Report("a1", words), Report("a2", "It:PRON:nsubj:2 rained:VERB:ROOT::rain")
    mine = a.claim(claim) if claim else a.claim()
    context = Context(story(a, b, rows=[row(mine, b.claim())]))
    return {s.verb.text: s for s in said(context, context.claims[mine.id])}


def test_a_denial_is_of_its_verb_and_of_what_is_thought() -> None:
    sign = "She:PRON:nsubj:3 {}:ADV:neg:3 signed:VERB:ROOT::sign:VBD it:PRON:dobj:3"
    assert verbs(sign.format("never"))["signed"].denied
    assert not verbs(sign.format("gladly").replace(":neg:", ":advmod:"))["signed"].denied
    thought = (
        "I:PRON:nsubj:4 do:AUX:aux:4 not:PART:neg:4 think:VERB:ROOT::think:VB it:PRON:nsubj:6 "
        "broke:VERB:ccomp:4:break:VBD"
    )
    assert verbs(thought)["broke"].denied
    assert verbs(thought)["think"].open  # what is thought is said or denied, not the thinking
    assert verbs(thought, "it broke")["broke"].open


def test_not_only_adds_and_a_number_denies_nothing() -> None:
    only = "She:PRON:nsubj:4 not:PART:neg:4 only:ADV:advmod:4 signed:VERB:ROOT::sign:VBD it:PRON:dobj:4"
    assert not verbs(only)["signed"].denied
    seed = "They:PRON:nsubj:2 met:VERB:ROOT::meet:VBD No:DET:det:5 5:NUM:nummod:5 seed:NOUN:dobj:2"
    none = "They:PRON:nsubj:2 met:VERB:ROOT::meet:VBD no:DET:det:4 seed:NOUN:dobj:2"
    assert not verbs(seed)["met"].denied
    assert verbs(none)["met"].denied


def test_what_follows_a_verb_of_not_doing_is_denied() -> None:
    declined = "She:PRON:nsubj:2 declined:VERB:ROOT::decline:VBD to:PART:aux:4:to:TO sign:VERB:xcomp:2:sign:VB it:PRON:dobj:4"
    assert verbs(declined)["sign"].denied
    agreed = declined.replace("declined:VERB:ROOT::decline", "agreed:VERB:ROOT::agree")
    assert verbs(agreed)["sign"].open


def test_under_if_nothing_is_said() -> None:
    words = "if:SCONJ:mark:3 she:PRON:nsubj:3 signed:VERB:advcl:5:sign:VBD they:PRON:nsubj:5 left:VERB:ROOT::leave:VBD"
    assert verbs(words)["signed"].open
    assert not verbs(words)["left"].open
